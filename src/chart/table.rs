//! The numbers of a chart as a table. How it becomes HTML is left to the theme.

use serde::Serialize;

/// The same numbers as the drawing, complete. Draw the first cell of each row as its header.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ChartTable {
    /// What the table shows.
    pub caption: String,
    /// Column headers.
    pub head: Vec<String>,
    /// As many cells in each as there are headers; the first names the row.
    pub rows: Vec<Vec<Cell>>,
    /// For each column: does it hold numbers? Then what is blank in it stands where the numbers do.
    pub numeric: Vec<bool>,
    /// What a reader must know to read it right: targets, uncertain numbers, where an axis begins.
    pub notes: Vec<String>,
}

impl ChartTable {
    /// A table; which columns hold numbers is read from the cells.
    pub fn new(caption: String, head: Vec<String>, rows: Vec<Vec<Cell>>, notes: Vec<String>) -> Self {
        let numeric = (0..head.len())
            .map(|i| rows.iter().filter_map(|row| row.get(i)).any(|cell| cell.kind == CellKind::Number))
            .collect();
        Self { caption, head, rows, numeric, notes }
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// Ready formatted, not escaped.
    pub text: String,
    /// Decides alignment and tone.
    pub kind: CellKind,
}

/// What a cell holds; in templates `tekst`, `tall` or `tom`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum CellKind {
    /// Words.
    #[serde(rename = "tekst")]
    Text,
    /// A number: right aligned, tabular figures.
    #[serde(rename = "tall")]
    Number,
    /// No value; the text is the word that says why.
    #[serde(rename = "tom")]
    Blank,
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), kind: CellKind::Text }
    }

    /// A formatted number.
    pub fn number(text: impl Into<String>) -> Self {
        Self { text: text.into(), kind: CellKind::Number }
    }

    /// A word that stands for a missing value.
    pub fn blank(text: impl Into<String>) -> Self {
        Self { text: text.into(), kind: CellKind::Blank }
    }
}

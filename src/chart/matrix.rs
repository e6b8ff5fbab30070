//! Rows against columns with a count in each cell: where the plan has something, and where it has nothing. Deeper tone means
//! more, the number says how much, and an empty cell is «–» on hatch, because a gap is information.

use super::pattern::Pattern;
use super::svg::{Anchor, Area, Canvas, LINE, SMALL, TEXT, times};
use super::{Cell, Chart, ChartTable, Frame, MAX_ROWS, Value, text};

/// Columns side by side; more of them continue in a new block below.
const COLUMNS_WIDE: usize = 12;
const COLUMNS_NARROW: usize = 7;
const GAP: f64 = 3.0;

/// A matrix to be drawn.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Matrix {
    /// Texts and number format.
    pub frame: Frame,
    /// Header of the table's first column: what the rows are.
    pub head: String,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<MatrixRow>,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct MatrixRow {
    /// Its name.
    pub label: String,
    /// One cell per column; missing ones are empty.
    pub cells: Vec<MatrixCell>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub struct MatrixCell {
    /// How many. 0 is the empty cell; a blank shows its word.
    pub value: Value,
    /// What the plan says there, if it says anything.
    pub words: String,
}

impl Default for MatrixCell {
    fn default() -> Self {
        Self { value: Value::Number(0.0), words: String::new() }
    }
}

impl MatrixCell {
    fn is_empty(&self) -> bool {
        self.value.number() == Some(0.0)
    }
}

impl MatrixRow {
    fn cell(&self, column: usize) -> MatrixCell {
        self.cells.get(column).cloned().unwrap_or_default()
    }
}

impl Matrix {
    /// Draws it.
    pub fn draw(&self) -> Chart {
        let hidden = self.rows.len().saturating_sub(MAX_ROWS);
        let drawn = self.rows.get(..self.rows.len() - hidden).unwrap_or_default();
        self.frame.finish("diagram-matrise", self.table(), |canvas| {
            if drawn.is_empty() || self.columns.is_empty() {
                canvas.note(0.0, &self.frame.words.nothing);
                return;
            }
            let most = if canvas.is_narrow() { COLUMNS_NARROW } else { COLUMNS_WIDE };
            // Blocks of equal size: 13 columns are 7 and 6, not 12 and 1.
            let blocks = self.columns.len().div_ceil(most);
            let size = self.columns.len().div_ceil(blocks);
            let mut y = 0.0;
            for (block, columns) in self.columns.chunks(size).take(8).enumerate() {
                y = self.draw_block(canvas, drawn, block * size, columns, y) + 12.0;
            }
            if drawn.iter().any(|row| (0..self.columns.len()).any(|column| row.cell(column).is_empty())) {
                let swatch = Area::new(0.5, y + 2.5, 15.0, 15.0);
                canvas.overlay(swatch, Pattern::Hatch);
                canvas.rect(swatch, "tom-ramme");
                let legend = format!("– {}", self.frame.words.empty_cell);
                canvas.text(22.0, y + 15.0, Anchor::Start, "liten svak", &legend);
                y += LINE + 4.0;
            }
            if hidden > 0 {
                canvas.note(y, &self.frame.words.more_rows(hidden));
            }
        })
    }

    fn table(&self) -> ChartTable {
        let Frame { caption, format, words, .. } = &self.frame;
        let mut head = vec![self.head.clone()];
        head.extend(self.columns.iter().cloned());
        let write = |cell: MatrixCell| {
            if cell.is_empty() && cell.words.is_empty() {
                return Cell::blank("–");
            }
            let mut written = format.cell(&cell.value, words);
            if !cell.words.is_empty() {
                written = Cell::text(format!("{}: {}", written.text, cell.words));
            }
            written
        };
        let rows = self
            .rows
            .iter()
            .map(|row| {
                let mut cells = vec![Cell::text(row.label.clone())];
                cells.extend((0..self.columns.len()).map(|column| write(row.cell(column))));
                cells
            })
            .collect();
        ChartTable::new(caption.clone(), head, rows, Vec::new())
    }

    /// Some columns with all rows; returns where the next thing may begin.
    fn draw_block(&self, canvas: &mut Canvas, rows: &[MatrixRow], first: usize, columns: &[String], top: f64) -> f64 {
        let narrow = canvas.is_narrow();
        let names = rows.iter().map(|row| text::width(&row.label, TEXT)).fold(0.0, f64::max);
        let left = if narrow { 0.0 } else { names.clamp(60.0, if columns.len() > 3 { 150.0 } else { 190.0 }) + 14.0 };
        let step = ((canvas.width() - left + GAP) / times(columns.len())).min(if narrow { 110.0 } else { 150.0 });
        let wide = step - GAP;
        let mut y = draw_heads(canvas, columns, left, step, top) + 6.0;
        // The cells' words are drawn when none of them must be cut in two; the table has them in any case.
        let words_fit = rows
            .iter()
            .flat_map(|row| row.cells.iter().skip(first).take(columns.len()))
            .all(|cell| longest_word(&cell.words) <= wide - 10.0);
        let highest =
            rows.iter().flat_map(|row| row.cells.iter().filter_map(|cell| cell.value.number())).fold(0.0, f64::max);
        for row in rows {
            let room = if narrow { canvas.width() } else { left - 14.0 };
            let lines = text::wrap(&row.label, room, TEXT, 3);
            let cells: Vec<(MatrixCell, Vec<String>)> = (first..first + columns.len())
                .map(|column| {
                    let cell = row.cell(column);
                    let words = if words_fit && !cell.words.is_empty() {
                        text::wrap(&cell.words, wide - 10.0, SMALL, 4)
                    } else {
                        Vec::new()
                    };
                    (cell, words)
                })
                .collect();
            let words = times(cells.iter().map(|(_, words)| words.len()).max().unwrap_or(0)) * LINE;
            let label = times(lines.len()) * LINE;
            let mut height = 30.0 + words;
            if narrow {
                y = canvas.paragraph(0.0, y, Anchor::Start, "etikett", &lines) + 2.0;
            } else {
                height = height.max(label + 8.0);
                // Beside short cells the name stands in the middle, beside tall ones at the height of the numbers.
                let offset = if words > 0.0 { 5.0 } else { (height - label) / 2.0 };
                canvas.paragraph(0.0, y + offset, Anchor::Start, "etikett", &lines);
            }
            for (place, (cell, words)) in cells.iter().enumerate() {
                let area = Area::new(left + step * times(place), y, wide, height);
                self.draw_cell(canvas, area, cell, words, highest);
            }
            y += height + if narrow { 10.0 } else { GAP };
        }
        y
    }

    fn draw_cell(&self, canvas: &mut Canvas, area: Area, cell: &MatrixCell, words: &[String], highest: f64) {
        let middle = area.x + area.width / 2.0;
        let edge = Area::new(area.x + 0.5, area.y + 0.5, area.width - 1.0, area.height - 1.0);
        let number_y = if words.is_empty() { area.y + area.height / 2.0 + 5.5 } else { area.y + 21.0 };
        match cell.value.number() {
            Some(number) if number != 0.0 => {
                canvas.rect(edge, &format!("celle varme-{}", warmth(number, highest)));
                let Frame { format, words, .. } = &self.frame;
                let shown = format.drawn_within(&cell.value, words, area.width - 4.0, TEXT);
                canvas.text(middle, number_y, Anchor::Middle, "tall sterk", &shown);
            }
            Some(_) => {
                canvas.overlay(edge, Pattern::Hatch);
                canvas.rect(edge, "tom-ramme");
                canvas.text(middle, number_y, Anchor::Middle, "tom glorie", "–");
            }
            None => {
                canvas.overlay(edge, Pattern::Hatch);
                canvas.rect(edge, "tom-ramme");
                let word = self.frame.format.value(&cell.value, &self.frame.words);
                let word = text::ellipsis(&word, area.width - 4.0, SMALL);
                canvas.text(middle, number_y, Anchor::Middle, "tom liten glorie", &word);
            }
        }
        if !words.is_empty() {
            canvas.paragraph(area.x + 5.0, area.y + 26.0, Anchor::Start, "etikett liten", words);
        }
    }
}

/// One of four tones.
fn warmth(number: f64, highest: f64) -> u8 {
    let share = number / highest;
    match share {
        share if share > 0.75 => 4,
        share if share > 0.5 => 3,
        share if share > 0.25 => 2,
        _ => 1,
    }
}

/// Width of the longest stretch that cannot be broken.
fn longest_word(words: &str) -> f64 {
    words.split([' ', '-', '/', '\u{ad}']).map(|word| text::width(word, SMALL)).fold(0.0, f64::max)
}

/// Names over the columns: lying where they fit, else reading upwards. Returns where the cells may begin.
fn draw_heads(canvas: &mut Canvas, columns: &[String], left: f64, step: f64, top: f64) -> f64 {
    let room = step - GAP - 2.0;
    if columns.iter().all(|name| longest_word(name) <= room) {
        let names: Vec<Vec<String>> = columns.iter().map(|name| text::wrap(name, room, SMALL, 4)).collect();
        let most = times(names.iter().map(Vec::len).max().unwrap_or(1));
        for (place, lines) in names.iter().enumerate() {
            let middle = left + step * times(place) + (step - GAP) / 2.0;
            let begin = top + (most - times(lines.len())) * LINE;
            canvas.paragraph(middle, begin, Anchor::Middle, "etikett liten", lines);
        }
        return top + most * LINE;
    }
    let length = columns.iter().map(|name| text::width(name, SMALL)).fold(0.0, f64::max).min(150.0);
    let lines_each = if room >= 2.0 * LINE { 2 } else { 1 };
    for (place, name) in columns.iter().enumerate() {
        let middle = left + step * times(place) + (step - GAP) / 2.0;
        let lines = text::wrap(name, length + 1.0, SMALL, lines_each);
        let first = middle - (times(lines.len()) - 1.0) * LINE / 2.0 + 5.0;
        for (line, words) in lines.iter().enumerate() {
            canvas.text_upwards(first + times(line) * LINE, top + length + 2.0, "etikett liten", words);
        }
    }
    top + length + 4.0
}

#[cfg(test)]
mod tests {
    use super::super::golden::{any_label, any_value, assert_golden, assert_sound, frame};
    use super::*;
    use proptest::prelude::*;

    fn cell(number: f64) -> MatrixCell {
        MatrixCell { value: Value::Number(number), words: String::new() }
    }

    fn matrix(columns: &[&str], rows: Vec<(&str, Vec<MatrixCell>)>) -> Matrix {
        Matrix {
            frame: frame("matrise"),
            head: "Målgruppe".into(),
            columns: columns.iter().map(ToString::to_string).collect(),
            rows: rows.into_iter().map(|(label, cells)| MatrixRow { label: label.into(), cells }).collect(),
        }
    }

    #[test]
    fn a_matrix_with_a_gap_is_drawn_as_stored() {
        let words = MatrixCell { value: Value::Number(2.0), words: "booppfølging".into() };
        let drawn = matrix(
            &["Egnede boliger", "Oppfølging"],
            vec![
                ("Unge", vec![cell(1.0), cell(0.0)]),
                ("Eldre", vec![MatrixCell { value: Value::blank("skjult"), ..cell(0.0) }, words]),
            ],
        )
        .draw();
        assert_sound(&drawn);
        assert_golden("matrise", &drawn);
    }

    #[test]
    fn an_empty_cell_is_a_dash_and_a_blank_is_its_word() {
        let drawn =
            matrix(&["A", "B"], vec![("x", vec![MatrixCell { value: Value::blank("skjult"), ..cell(0.0) }])]).draw();
        let row: Vec<_> = drawn.table.rows[0].iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(row, ["x", "skjult", "–"]);
        assert!(!drawn.svg.contains("varme-"));
    }

    #[test]
    fn many_columns_continue_below_and_none_is_lost() {
        let names: Vec<String> = (0..13).map(|number| format!("kol{number}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let drawn = matrix(&names, vec![("x", vec![cell(1.0); 13])]).draw();
        for name in names {
            assert_eq!(drawn.svg.matches(&format!(">{name}<")).count(), 2, "{name} in both variants");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn whatever_comes_in_the_drawing_is_sound(
            columns in prop::collection::vec(any_label(), 0..20),
            rows in prop::collection::vec((any_label(), prop::collection::vec((any_value(), any_label()), 0..20)), 0..8),
        ) {
            let matrix = Matrix {
                frame: frame("x"),
                head: "h".into(),
                columns,
                rows: rows
                    .into_iter()
                    .map(|(label, cells)| MatrixRow {
                        label,
                        cells: cells.into_iter().map(|(value, words)| MatrixCell { value, words }).collect(),
                    })
                    .collect(),
            };
            assert_sound(&matrix.draw());
        }
    }
}

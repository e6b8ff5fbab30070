//! Charts drawn while building: plain numbers and ready translated words become inline SVG *and* a table with the same
//! numbers. No I/O and nothing from the rest of the crate; what to draw, and what the figure's sentence says, is the
//! caller's to know.
//!
//! Every chart is drawn twice, for wide and for narrow columns, because text in one drawing cannot be readable at both
//! 1280 and 320 pixels. `diagram.css` shows one of them by the width of the column (a container query), so a chart in a
//! side column is right too. Both carry `role="img"`, `<title>` and `<desc>`; the hidden one is hidden for everybody.
//!
//! Colours, dark mode, print and forced colours are `diagram.css` alone: the SVG has classes, and attributes for
//! geometry. What colour says is also said by pattern, shape or word. A blank is a word, never a zero.

pub mod bar;
pub mod burnup;
pub mod line;
pub mod matrix;
pub mod multiples;
pub mod number;
mod pattern;
pub mod scale;
pub mod shape;
pub mod split;
pub mod stacked;
mod svg;
mod table;
mod text;
pub mod thread;
pub mod timeline;
mod value;
mod words;

#[cfg(test)]
mod golden;

pub use shape::Status;
pub use svg::escape;
pub use table::{Cell, CellKind, ChartTable};
pub use value::{Format, Reference, ReferenceKind, Value};
pub use words::Words;

use serde::Serialize;
use svg::{Canvas, Layout};

/// More rows than this are not drawn (nobody reads them in a picture); the table has them all and the drawing says so.
pub const MAX_ROWS: usize = 60;

/// A finished figure: the drawing, and the same numbers as a table. Show both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Chart {
    /// HTML fragment: a `div` with the wide and the narrow `<svg>`. Goes straight into a page or a `<figure>`.
    pub svg: String,
    /// The sentence that the chart proves; also the drawing's accessible name.
    pub title: String,
    /// What, who, when and the main finding, for those who do not see the drawing.
    pub description: String,
    /// All numbers, with the blanks as words.
    pub table: ChartTable,
}

/// What every chart needs besides its numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frame {
    /// Unique on the page; every id in the drawing begins with it. Anything but ASCII letters, digits, `-` and `_` is
    /// replaced.
    pub id: String,
    /// The sentence that the chart proves.
    pub title: String,
    /// What, who, when and the main finding.
    pub description: String,
    /// Caption of the table.
    pub caption: String,
    /// How its numbers are written.
    pub format: Format,
    /// The few words that drawings add themselves.
    pub words: Words,
}

impl Frame {
    /// Draws both variants and puts them together with the table. `class` tells the kinds of charts apart in CSS.
    fn finish(&self, class: &str, table: ChartTable, draw: impl Fn(&mut Canvas)) -> Chart {
        let mut drawings = String::from("<div class=\"diagramramme\">");
        for layout in [Layout::Bred, Layout::Smal] {
            let mut canvas = Canvas::new(&self.id, layout);
            draw(&mut canvas);
            drawings.push_str(&canvas.finish(class, &self.title, &self.description));
        }
        drawings.push_str("</div>");
        Chart { svg: drawings, title: self.title.clone(), description: self.description.clone(), table }
    }
}

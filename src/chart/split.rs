//! Who pays what: one bar of shares, and a line from each part to its name, amount and share. Whether the amounts add up to
//! what the plan says is left to the caller's checks.

use super::number::format_andel;
use super::pattern::Pattern;
use super::svg::{Anchor, Area, Canvas, LINE, TEXT, times};
use super::{Cell, Chart, ChartTable, Frame, Value, text};

/// Thickness of the bar.
const BAR: f64 = 30.0;
/// So many parts have room for a line each; the rest stand in the table.
const MAX_PARTS: usize = 12;

/// A split to be drawn.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Split {
    /// Texts and number format.
    pub frame: Frame,
    /// Headers of the table: what the parts are, amount, share.
    pub head: [String; 3],
    /// The parts in order.
    pub parts: Vec<Part>,
}

/// One part.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Who or what.
    pub label: String,
    /// How much. Blanks, zeros and negative numbers have no piece of the bar, but are said below it.
    pub value: Value,
}

/// A piece of the bar.
struct Piece {
    start: f64,
    end: f64,
    lines: Vec<String>,
}

impl Split {
    /// Draws it.
    pub fn draw(&self) -> Chart {
        self.frame.finish("diagram-fordeling", self.table(), |canvas| {
            let drawable: Vec<&Part> = self.parts.iter().filter(|part| size(part) > 0.0).collect();
            let mut bottom = 0.0;
            if self.total() > 0.0 {
                bottom = self.draw_bar(canvas, &drawable);
            } else {
                bottom = canvas.note(bottom, &self.frame.words.nothing);
            }
            let said = self.parts.iter().filter(|part| size(part) <= 0.0);
            for part in said.take(MAX_PARTS) {
                bottom = canvas.note(bottom, &format!("{}: {}", part.label, self.amount(part)));
            }
            let beyond = |count: usize| count.saturating_sub(MAX_PARTS);
            let hidden = beyond(drawable.len()) + beyond(self.parts.len() - drawable.len());
            if hidden > 0 {
                canvas.note(bottom, &self.frame.words.more_rows(hidden));
            }
        })
    }

    /// Sum of the parts that are drawn. Sizes are scaled down first so that huge amounts cannot overflow.
    fn total(&self) -> f64 {
        let total: f64 = self.parts.iter().map(size).sum();
        if total.is_finite() { total } else { 0.0 }
    }

    fn amount(&self, part: &Part) -> String {
        self.frame.format.value(&part.value, &self.frame.words)
    }

    fn share(&self, part: &Part) -> Option<String> {
        if size(part) > 0.0 { format_andel(size(part), self.total()) } else { None }
    }

    fn table(&self) -> ChartTable {
        let Frame { caption, format, words, .. } = &self.frame;
        let rows = self
            .parts
            .iter()
            .map(|part| {
                let share = self.share(part).map_or_else(|| Cell::blank("–"), Cell::number);
                vec![Cell::text(part.label.clone()), format.cell(&part.value, words), share]
            })
            .collect();
        ChartTable::new(caption.clone(), self.head.to_vec(), rows, Vec::new())
    }

    /// Pieces left of the middle are named below the bar, with names beginning at their line; pieces right of it above,
    /// with names ending at theirs. Nearest the middle comes nearest the bar, so no line crosses a name.
    fn draw_bar(&self, canvas: &mut Canvas, parts: &[&Part]) -> f64 {
        let pieces = self.pieces(canvas, parts);
        let middle = canvas.width() / 2.0;
        let named = pieces.iter().take(MAX_PARTS);
        let (below, above): (Vec<&Piece>, Vec<&Piece>) = named.partition(|piece| anchor(piece) <= middle);
        let mut y = 0.0;
        let mut leaders = Vec::new();
        for piece in above.into_iter().rev() {
            canvas.paragraph(anchor(piece) - 7.0, y, Anchor::End, "etikett glorie", &piece.lines);
            leaders.push((anchor(piece), y + 3.0));
            y += times(piece.lines.len()) * LINE + 6.0;
        }
        let top = if y > 0.0 { y + 4.0 } else { 1.0 };
        for (x, from) in leaders {
            canvas.line((x, from), (x, top), "leder");
        }
        for (number, piece) in pieces.iter().enumerate() {
            let gap = if number + 1 < pieces.len() { 2.0 } else { 0.0 };
            let area = Area::new(piece.start, top, (piece.end - piece.start - gap).max(1.0), BAR);
            canvas.patterned(area, &format!("serie-{}", number % 6 + 1), Pattern::of_series(number));
        }
        let mut y = top + BAR + 8.0;
        for piece in below.into_iter().rev() {
            canvas.line((anchor(piece), top + BAR), (anchor(piece), y + LINE - 3.0), "leder");
            y = canvas.paragraph(anchor(piece) + 7.0, y, Anchor::Start, "etikett glorie", &piece.lines) + 6.0;
        }
        y + 4.0
    }

    fn pieces(&self, canvas: &Canvas, parts: &[&Part]) -> Vec<Piece> {
        let total = self.total();
        let middle = canvas.width() / 2.0;
        let mut before = 0.0;
        parts
            .iter()
            .map(|part| {
                let start = canvas.width() * (before / total).clamp(0.0, 1.0);
                before += size(part);
                let end = canvas.width() * (before / total).clamp(0.0, 1.0);
                let mut piece = Piece { start, end, lines: Vec::new() };
                let x = anchor(&piece);
                let room = if x <= middle { canvas.width() - x - 8.0 } else { x - 8.0 };
                let amount = self.frame.format.drawn_within(&part.value, &self.frame.words, room - 60.0, TEXT);
                let figure = format!("{amount} · {}", self.share(part).unwrap_or_default());
                piece.lines = text::wrap_keeping(&format!("{}:", part.label), &figure, room, TEXT, 3);
                piece
            })
            .collect()
    }
}

/// Where the line to its name begins: the middle of the piece.
fn anchor(piece: &Piece) -> f64 {
    f64::midpoint(piece.start, piece.end)
}

/// What a part takes of the bar, scaled so that any sum of parts is finite.
fn size(part: &Part) -> f64 {
    part.value.number().map_or(0.0, |number| (number / 1e6).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::super::golden::{any_label, any_value, assert_golden, assert_sound, frame};
    use super::*;
    use proptest::prelude::*;

    fn split(parts: &[(&str, Value)]) -> Split {
        Split {
            frame: frame("fordeling"),
            head: ["Kilde", "Beløp", "Andel"].map(String::from),
            parts: parts.iter().map(|(label, value)| Part { label: (*label).into(), value: value.clone() }).collect(),
        }
    }

    #[test]
    fn two_parts_and_a_blank_are_drawn_as_stored() {
        let drawn = split(&[
            ("Husbanken", Value::About(1_400_000.0)),
            ("Bydelen", Value::About(600_000.0)),
            ("Private", Value::blank("ikke oppgitt")),
        ])
        .draw();
        assert_sound(&drawn);
        assert_golden("fordeling", &drawn);
    }

    #[test]
    fn shares_are_of_what_is_known_and_a_blank_has_none() {
        let drawn =
            split(&[("A", Value::Number(3.0)), ("B", Value::Number(1.0)), ("C", Value::blank("skjult"))]).draw();
        let shares: Vec<_> = drawn.table.rows.iter().map(|row| row[2].text.replace('\u{a0}', " ")).collect();
        assert_eq!(shares, ["75 %", "25 %", "–"]);
        assert!(drawn.svg.contains("C: skjult"));
    }

    #[test]
    fn what_the_drawing_leaves_out_is_counted_also_when_it_is_blank() {
        let parts: Vec<_> =
            (0..30).map(|at| ("A", if at % 2 == 0 { Value::Number(1.0) } else { Value::blank("skjult") })).collect();
        assert!(split(&parts).draw().svg.contains("6 rader til står bare i tabellen."));
    }

    #[test]
    fn nothing_known_is_said() {
        let drawn = split(&[("A", Value::Number(-3.0)), ("B", Value::Number(0.0))]).draw();
        assert!(drawn.svg.contains("Ingen tall å vise."));
        assert!(drawn.svg.contains("A: −3") && drawn.svg.contains("B: 0"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn whatever_comes_in_the_drawing_is_sound(parts in prop::collection::vec((any_label(), any_value()), 0..30)) {
            let mut chart = split(&[]);
            chart.parts = parts.into_iter().map(|(label, value)| Part { label, value }).collect();
            assert_sound(&chart.draw());
        }
    }
}

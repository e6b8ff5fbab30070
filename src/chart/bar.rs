//! Lying bars, alone or grouped, each with its name and number beside it: no legend to look up in and no axis to read off.
//! Which rows to show and in what order is left to the caller.

use super::pattern::Pattern;
use super::scale::Linear;
use super::svg::{Anchor, Area, Canvas, LINE, SMALL, TEXT, times};
use super::{Cell, Chart, ChartTable, Frame, MAX_ROWS, Reference, Value, text};

/// Thickness of a bar.
const BAR: f64 = 20.0;

/// Bars to be drawn.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BarChart {
    /// Texts and number format.
    pub frame: Frame,
    /// Header of the table's first column: what the groups are.
    pub head: String,
    /// Names of the series; with one series the name stands only in the table.
    pub series: Vec<String>,
    /// One row of bars each.
    pub groups: Vec<BarGroup>,
    /// Lines to compare with, across all rows.
    pub references: Vec<Reference>,
}

/// What one row (or one group of bars) shows.
#[derive(Debug, Clone, PartialEq)]
pub struct BarGroup {
    /// Its name.
    pub label: String,
    /// One figure per series; missing ones count as unknown.
    pub values: Vec<Value>,
}

/// The stretch of the drawing that bars may use, and its scale.
struct Plot {
    scale: Linear,
    zero: f64,
    left: f64,
    right: f64,
}

impl BarChart {
    /// Draws it.
    pub fn draw(&self) -> Chart {
        let rows_drawn = MAX_ROWS / self.series.len().max(1);
        let hidden = self.groups.len().saturating_sub(rows_drawn.max(1));
        let drawn = self.groups.get(..self.groups.len() - hidden).unwrap_or_default();
        self.frame.finish("diagram-stolper", self.table(), |canvas| {
            if drawn.is_empty() || self.series.is_empty() {
                canvas.note(0.0, &self.frame.words.nothing);
                return;
            }
            let bottom = self.draw_groups(canvas, drawn);
            let mut notes: Vec<String> = self
                .references
                .iter()
                .filter(|reference| reference.value.number().is_none())
                .map(|reference| reference.text(&self.frame.format, &self.frame.words))
                .collect();
            if hidden > 0 {
                notes.push(self.frame.words.more_rows(hidden));
            }
            notes.iter().fold(bottom, |top, note| canvas.note(top, note));
        })
    }

    fn value(&self, group: &BarGroup, series: usize) -> Value {
        group.values.get(series).cloned().unwrap_or_else(|| Value::blank(self.frame.words.unknown.clone()))
    }

    fn table(&self) -> ChartTable {
        let Frame { caption, format, words, .. } = &self.frame;
        let mut head = vec![self.head.clone()];
        head.extend(self.series.iter().cloned());
        let rows = self
            .groups
            .iter()
            .map(|group| {
                let mut row = vec![Cell::text(group.label.clone())];
                row.extend((0..self.series.len()).map(|series| format.cell(&self.value(group, series), words)));
                row
            })
            .collect();
        let notes = self.references.iter().map(|reference| reference.text(format, words)).collect();
        ChartTable::new(caption.clone(), head, rows, notes)
    }

    fn draw_groups(&self, canvas: &mut Canvas, groups: &[BarGroup]) -> f64 {
        let plot = self.plot(canvas, groups);
        let single = self.series.len() == 1;
        let mut top = 0.0;
        if let Some(unit) = self.frame.format.unit_above() {
            top = canvas.note(0.0, unit) + 4.0;
        }
        let (line_top, top) = self.draw_references(canvas, &plot, top);
        let mut y = top;
        let beside = if canvas.is_narrow() { 0.0 } else { plot.left - 16.0 };
        for group in groups {
            if single && !canvas.is_narrow() {
                let lines = text::wrap(&group.label, beside, TEXT, 3);
                let height = (times(lines.len()) * LINE).max(BAR);
                let label_top = y + (height - times(lines.len()) * LINE) / 2.0;
                canvas.paragraph(0.0, label_top, Anchor::Start, "etikett glorie", &lines);
                self.draw_bar(canvas, &plot, y + (height - BAR) / 2.0, group, 0);
                y += height + 10.0;
                continue;
            }
            let class = if single { "etikett glorie" } else { "etikett sterk glorie" };
            let lines = text::wrap(&group.label, canvas.width(), TEXT, 3);
            y = canvas.paragraph(0.0, y, Anchor::Start, class, &lines) + 2.0;
            for (series, name) in self.series.iter().enumerate() {
                if canvas.is_narrow() && !single {
                    let lines = text::wrap(name, canvas.width(), SMALL, 2);
                    y = canvas.paragraph(0.0, y, Anchor::Start, "etikett liten glorie", &lines) + 1.0;
                } else if !single {
                    let name = text::ellipsis(name, beside, SMALL);
                    canvas.text(0.0, y + 15.0, Anchor::Start, "etikett liten glorie", &name);
                }
                self.draw_bar(canvas, &plot, y, group, series);
                y += BAR + 5.0;
            }
            y += if single { 6.0 } else { 12.0 };
        }
        let bottom = y - 4.0;
        canvas.line_beneath((plot.zero, top), (plot.zero, bottom), "nullinje");
        for reference in &self.references {
            if let Some(number) = reference.value.number() {
                let x = plot.scale.at(number);
                canvas.line_beneath((x, line_top), (x, bottom), reference.kind.class());
            }
        }
        bottom + 8.0
    }

    /// Finds room for names and numbers first; the bars get what is left.
    fn plot(&self, canvas: &Canvas, groups: &[BarGroup]) -> Plot {
        let Frame { format, words, .. } = &self.frame;
        let values: Vec<Value> =
            groups.iter().flat_map(|group| (0..self.series.len()).map(|series| self.value(group, series))).collect();
        let references = self.references.iter().filter_map(|reference| reference.value.number());
        let numbers = values.iter().filter_map(Value::number).chain(references);
        let (low, high) = numbers.fold((0.0f64, 0.0f64), |(low, high), number| (low.min(number), high.max(number)));
        let (low, high) = if low < high { (low, high) } else { (0.0, 1.0) };
        let widest = |negative: bool| {
            values
                .iter()
                .filter(|value| value.number().is_some_and(|number| (number < 0.0) == negative))
                .map(|value| text::width(&format.drawn_within(value, words, figure_room(canvas), TEXT), TEXT))
                .fold(0.0, f64::max)
        };
        let names: Vec<&str> = if self.series.len() == 1 {
            groups.iter().map(|group| group.label.as_str()).collect()
        } else {
            self.series.iter().map(String::as_str).collect()
        };
        let names = names.into_iter().map(|name| text::width(name, TEXT)).fold(0.0, f64::max);
        let left = if canvas.is_narrow() { 0.0 } else { names.clamp(60.0, 220.0) + 16.0 };
        let before = if low < 0.0 { widest(true) + 8.0 } else { 0.0 };
        let after = widest(false) + 8.0;
        let (start, end) = (left + before + 1.0, (canvas.width() - after).max(left + before + 40.0));
        let scale = Linear::new(low, high, start, end);
        Plot { zero: scale.at(0.0), scale, left, right: canvas.width() }
    }

    fn draw_bar(&self, canvas: &mut Canvas, plot: &Plot, y: f64, group: &BarGroup, series: usize) {
        let Frame { format, words, .. } = &self.frame;
        let value = self.value(group, series);
        let Some(number) = value.number() else {
            // Beside zero where there is most room: to the left when all bars go that way.
            let (before, after) = (plot.zero - plot.left - 24.0, plot.right - plot.zero - 24.0);
            let (mark, word, anchor) = if before > after {
                (plot.zero - 18.0, plot.zero - 24.0, Anchor::End)
            } else {
                (plot.zero + 4.0, plot.zero + 24.0, Anchor::Start)
            };
            canvas.overlay(Area::new(mark, y + 3.0, 14.0, 14.0), Pattern::Hatch);
            canvas.rect(Area::new(mark, y + 3.0, 14.0, 14.0), "tom-ramme");
            let shown = format.drawn_within(&value, words, before.max(after), TEXT);
            canvas.text(word, y + 15.5, anchor, "tom glorie", &shown);
            return;
        };
        let x = plot.scale.at(number);
        let area = Area::new(x.min(plot.zero), y, (x - plot.zero).abs(), BAR);
        let class = format!("serie-{}", series % 6 + 1);
        canvas.patterned(area, &class, Pattern::of_series(series));
        if value.is_uncertain() {
            canvas.rect(Area::new(area.x + 1.5, y + 1.5, area.width - 3.0, BAR - 3.0), "usikker");
        }
        // The lines to compare with lie behind the names, but over the bars.
        for reference in &self.references {
            let Some(line) = reference.value.number().map(|number| plot.scale.at(number)) else {
                continue;
            };
            if area.x < line && line < area.x + area.width {
                let over = if value.is_uncertain() { "" } else { " over" };
                canvas.line((line, y), (line, y + BAR), &format!("{}{over}", reference.kind.class()));
            }
        }
        let shown = format.drawn_within(&value, words, figure_room(canvas), TEXT);
        if number < 0.0 {
            canvas.text(x - 6.0, y + 15.5, Anchor::End, "tall glorie", &shown);
        } else {
            canvas.text(x + 6.0, y + 15.5, Anchor::Start, "tall glorie", &shown);
        }
    }

    /// Labels above the rows, each over its line; returns where the lines and where the rows may begin.
    fn draw_references(&self, canvas: &mut Canvas, plot: &Plot, top: f64) -> (f64, f64) {
        let mut y = top;
        for reference in &self.references {
            let Some(number) = reference.value.number() else {
                continue;
            };
            let x = plot.scale.at(number);
            for line in reference.lines(&self.frame.format, &self.frame.words, canvas.width(), 2) {
                let half = text::width(&line, SMALL) / 2.0;
                let middle = x.min(canvas.width() - half).max(half);
                canvas.text(middle, y + 15.0, Anchor::Middle, "etikett liten glorie", &line);
                y += LINE;
            }
        }
        if y > top { (y, y + 8.0) } else { (top, top + 2.0) }
    }
}

/// A figure wider than this is written in millions or milliards.
fn figure_room(canvas: &Canvas) -> f64 {
    canvas.width() / 3.0
}

#[cfg(test)]
mod tests {
    use super::super::golden::{any_label, any_value, assert_golden, assert_sound, frame};
    use super::super::{CellKind, ReferenceKind};
    use super::*;
    use proptest::prelude::*;

    fn chart(series: &[&str], groups: &[(&str, Vec<Value>)]) -> BarChart {
        BarChart {
            frame: frame("stolper"),
            head: "Gruppe".into(),
            series: series.iter().map(ToString::to_string).collect(),
            groups: groups
                .iter()
                .map(|(label, values)| BarGroup { label: (*label).into(), values: values.clone() })
                .collect(),
            references: Vec::new(),
        }
    }

    #[test]
    fn two_bars_and_a_blank_are_drawn_as_stored() {
        let mut chart = chart(
            &["Antall"],
            &[
                ("Uten bolig", vec![Value::Number(20.0)]),
                ("Fare for å miste bolig", vec![Value::About(80.0)]),
                ("Uegnet bolig", vec![Value::blank("ikke fastsatt")]),
            ],
        );
        chart.references =
            vec![Reference { label: "Mål".into(), value: Value::Number(40.0), kind: ReferenceKind::Target }];
        let drawn = chart.draw();
        assert_sound(&drawn);
        assert_golden("stolper", &drawn);
    }

    #[test]
    fn a_blank_has_no_bar_and_its_word_in_the_table() {
        let drawn = chart(&["Antall"], &[("A", vec![Value::blank("skjult")])]).draw();
        assert!(!drawn.svg.contains("serie-1"));
        assert!(drawn.svg.contains(">skjult<"));
        assert_eq!(drawn.table.rows[0][1], Cell { text: "skjult".into(), kind: CellKind::Blank });
    }

    #[test]
    fn a_blank_among_bars_that_go_left_has_room_for_its_word() {
        let rows = [("A", vec![Value::Number(-1200.0)]), ("B", vec![Value::blank("gjenstår å fastsette")])];
        let drawn = chart(&["Antall"], &rows).draw();
        assert_eq!(drawn.svg.matches(">gjenstår å fastsette<").count(), 2, "{}", drawn.svg);
        assert_sound(&drawn);
    }

    #[test]
    fn a_zero_is_a_number_and_a_missing_figure_is_unknown() {
        let drawn = chart(&["A", "B"], &[("x", vec![Value::Number(0.0)])]).draw();
        assert_eq!(drawn.table.rows[0][1], Cell::number("0"));
        assert_eq!(drawn.table.rows[0][2], Cell::blank("ukjent"));
    }

    #[test]
    fn five_hundred_rows_are_all_in_the_table_and_the_drawing_says_what_it_leaves_out() {
        let rows: Vec<_> = (0..500).map(|_| ("rad", vec![Value::Number(1.0)])).collect();
        let drawn = chart(&["Antall"], &rows).draw();
        assert_eq!(drawn.table.rows.len(), 500);
        assert!(drawn.svg.contains("440 rader til står bare i tabellen."));
        assert_sound(&drawn);
    }

    #[test]
    fn nothing_to_draw_is_said() {
        assert!(chart(&["Antall"], &[]).draw().svg.contains("Ingen tall å vise."));
        assert_sound(&BarChart::default().draw());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn whatever_comes_in_the_drawing_is_sound(
            series in prop::collection::vec(any_label(), 0..8),
            groups in prop::collection::vec((any_label(), prop::collection::vec(any_value(), 0..9)), 0..12),
            reference in (any_label(), any_value()),
        ) {
            let chart = BarChart {
                frame: Frame { id: reference.0.clone(), title: reference.0.clone(), ..frame("x") },
                head: "h".into(),
                series,
                groups: groups.into_iter().map(|(label, values)| BarGroup { label, values }).collect(),
                references: vec![Reference { label: reference.0, value: reference.1, kind: ReferenceKind::Baseline }],
            };
            assert_sound(&chart.draw());
        }
    }
}

//! Progress as one stacked bar per row: how many of each status, with shape and count under the bar and «5 av 8» at its end.
//! Counting, and which status a thing has, is left to the caller.

use super::number::format_heltall;
use super::svg::{Anchor, Area, Canvas, LINE, SMALL, TEXT};
use super::{Cell, Chart, ChartTable, Frame, MAX_ROWS, Status, text};

/// Thickness of a bar.
const BAR: f64 = 20.0;

/// Progress to be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StackedChart {
    /// Texts. The number format is not used: these are counts.
    pub frame: Frame,
    /// Header of the table's first column: what the rows are.
    pub head: String,
    /// Header of the table's last column: «I alt».
    pub total_head: String,
    /// The classes in the order they are stacked, with their words. The first is what counts as done.
    pub classes: Vec<(Status, String)>,
    /// One bar each.
    pub rows: Vec<StackedRow>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StackedRow {
    /// Its name.
    pub label: String,
    /// One count per class; missing ones are 0.
    pub counts: Vec<u32>,
    /// What stands at its end; `None` gives «5 av 8», the first class of all.
    pub summary: Option<String>,
}

impl StackedRow {
    fn count(&self, class: usize) -> u64 {
        self.counts.get(class).copied().unwrap_or_default().into()
    }

    fn total(&self, classes: usize) -> u64 {
        (0..classes).map(|class| self.count(class)).sum()
    }
}

impl StackedChart {
    /// Draws it. A row without anything to count shows its frame and «0 av 0», which is no progress and no lack of it.
    pub fn draw(&self) -> Chart {
        let hidden = self.rows.len().saturating_sub(MAX_ROWS);
        let drawn = self.rows.get(..self.rows.len() - hidden).unwrap_or_default();
        self.frame.finish("diagram-framdrift", self.table(), |canvas| {
            if drawn.is_empty() || self.classes.is_empty() {
                canvas.note(0.0, &self.frame.words.nothing);
                return;
            }
            let used = |class: usize| drawn.iter().any(|row| row.count(class) > 0);
            let legend: Vec<(Status, &str)> = self
                .classes
                .iter()
                .enumerate()
                .filter(|(class, _)| used(*class))
                .map(|(_, (status, word))| (*status, word.as_str()))
                .collect();
            let top = draw_legend(canvas, &legend);
            let bottom = self.draw_rows(canvas, drawn, top);
            if hidden > 0 {
                canvas.note(bottom, &self.frame.words.more_rows(hidden));
            }
        })
    }

    fn table(&self) -> ChartTable {
        let mut head = vec![self.head.clone()];
        head.extend(self.classes.iter().map(|(_, word)| word.clone()));
        head.push(self.total_head.clone());
        let rows = self
            .rows
            .iter()
            .map(|row| {
                let mut cells = vec![Cell::text(row.label.clone())];
                cells.extend((0..self.classes.len()).map(|class| Cell::number(write_count(row.count(class)))));
                cells.push(Cell::number(write_count(row.total(self.classes.len()))));
                cells
            })
            .collect();
        ChartTable::new(self.frame.caption.clone(), head, rows, Vec::new())
    }

    fn summary(&self, row: &StackedRow) -> String {
        row.summary.clone().unwrap_or_else(|| {
            self.frame.words.part_of(&write_count(row.count(0)), &write_count(row.total(self.classes.len())))
        })
    }

    fn draw_rows(&self, canvas: &mut Canvas, rows: &[StackedRow], top: f64) -> f64 {
        let narrow = canvas.is_narrow();
        let ends = rows
            .iter()
            .map(|row| text::bold_width(&self.summary(row), TEXT))
            .fold(0.0, f64::max)
            .min(canvas.width() / 2.5);
        let names = rows.iter().map(|row| text::width(&row.label, TEXT)).fold(0.0, f64::max).clamp(60.0, 220.0);
        let (left, right) = if narrow { (0.0, canvas.width()) } else { (names + 16.0, canvas.width() - ends - 12.0) };
        let mut y = top;
        for row in rows {
            let mut summary = self.summary(row);
            if row.summary.is_some() {
                summary = text::ellipsis(&summary, ends.max(40.0), TEXT);
            }
            let room = if narrow { canvas.width() - ends - 16.0 } else { names };
            let lines = text::wrap(&row.label, room, TEXT, 3);
            let below_label = canvas.paragraph(0.0, y, Anchor::Start, "etikett", &lines);
            let bar_top = if narrow { below_label + 2.0 } else { y };
            let summary_y = if narrow { y } else { bar_top };
            canvas.text(canvas.width(), summary_y + 15.5, Anchor::End, "tall sterk", &summary);
            let below_bar = self.draw_bar(canvas, row, Area::new(left, bar_top, right - left, BAR));
            y = below_bar.max(below_label) + 10.0;
        }
        y
    }

    /// The bar and the counts under it; returns where the next thing may begin.
    fn draw_bar(&self, canvas: &mut Canvas, row: &StackedRow, area: Area) -> f64 {
        let total = row.total(self.classes.len());
        if total == 0 {
            canvas.rect(Area::new(area.x + 0.5, area.y + 0.5, area.width - 1.0, area.height - 1.0), "tom-ramme");
            return area.y + area.height;
        }
        let parts: Vec<(Status, u64)> = self
            .classes
            .iter()
            .enumerate()
            .map(|(class, (status, _))| (*status, row.count(class)))
            .filter(|(_, count)| *count > 0)
            .collect();
        let mut before = 0;
        for (status, count) in &parts {
            let start = area.x + area.width * share(before, total);
            before += count;
            let end = area.x + area.width * share(before, total);
            // A gap of the background parts neighbours that have nearly the same colour.
            let gap = if before < total { 2.0 } else { 0.0 };
            draw_segment(canvas, Area::new(start, area.y, (end - start - gap).max(1.5), area.height), *status);
        }
        let mut x = area.x;
        let mut y = area.y + area.height + 4.0;
        for (status, count) in parts {
            let count = write_count(count);
            let wide = 20.0 + text::width(&count, SMALL);
            if x + wide > area.x + area.width && x > area.x {
                x = area.x;
                y += LINE;
            }
            canvas.status_shape(x, y + 2.0, status);
            canvas.text(x + 20.0, y + 15.0, Anchor::Start, "tall liten", &count);
            x += wide + 14.0;
        }
        y + LINE
    }
}

/// A part of a bar; the two hollow statuses get an edge instead of a filling.
pub(super) fn draw_segment(canvas: &mut Canvas, area: Area, status: Status) {
    let class = format!("segment {}", status.class());
    if area.width < 9.0 {
        // Too thin for pattern or hollow: the count, or the shape beside it, says which.
        canvas.rect(area, &class);
    } else if matches!(status, Status::IkkeStartet | Status::Uten) {
        let inner = Area::new(area.x + 0.75, area.y + 0.75, (area.width - 1.5).max(0.5), area.height - 1.5);
        if let Some(pattern) = status.pattern() {
            canvas.overlay(inner, pattern);
        }
        canvas.rect(inner, &format!("{class} hul"));
    } else {
        canvas.patterned(area, &class, status.pattern());
    }
}

/// Shape, piece of bar and word of each status; returns where the next thing may begin.
pub(super) fn draw_legend(canvas: &mut Canvas, entries: &[(Status, &str)]) -> f64 {
    let (mut x, mut y) = (0.0, 0.0);
    for (status, word) in entries {
        let word = text::ellipsis(word, canvas.width() - 60.0, SMALL);
        let wide = 48.0 + text::width(&word, SMALL);
        if x + wide > canvas.width() && x > 0.0 {
            x = 0.0;
            y += LINE + 4.0;
        }
        canvas.status_shape(x, y + 2.0, *status);
        draw_segment(canvas, Area::new(x + 20.0, y + 4.0, 22.0, 12.0), *status);
        canvas.text(x + 47.0, y + 15.0, Anchor::Start, "etikett liten", &word);
        x += wide + 14.0;
    }
    if entries.is_empty() { 0.0 } else { y + LINE + 14.0 }
}

fn write_count(count: u64) -> String {
    format_heltall(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Counts are far below 2⁵², so nothing is lost.
#[expect(clippy::cast_precision_loss, reason = "sums of a few u32 fit in the 52 bits of a f64")]
fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    use super::super::golden::{any_label, assert_golden, assert_sound, frame};
    use super::*;
    use proptest::prelude::*;

    fn classes() -> Vec<(Status, String)> {
        Status::ALL.into_iter().map(|status| (status, status.key().replace('_', " "))).collect()
    }

    fn chart(rows: &[(&str, &[u32])]) -> StackedChart {
        StackedChart {
            frame: frame("framdrift"),
            head: "Område".into(),
            total_head: "I alt".into(),
            classes: classes(),
            rows: rows
                .iter()
                .map(|(label, counts)| StackedRow { label: (*label).into(), counts: counts.to_vec(), summary: None })
                .collect(),
        }
    }

    #[test]
    fn two_rows_are_drawn_as_stored() {
        let drawn =
            chart(&[("Egnede boliger", &[3, 1, 2, 1, 1, 1, 1, 0, 1]), ("Bomiljøarbeid", &[0, 0, 0, 0, 0, 0, 0, 2])])
                .draw();
        assert_sound(&drawn);
        assert_golden("framdrift", &drawn);
    }

    #[test]
    fn counts_stand_at_the_end_and_in_the_table() {
        let drawn = chart(&[("A", &[5, 3])]).draw();
        assert!(drawn.svg.contains(">5 av 8<"));
        let last: Vec<_> = drawn.table.rows[0].iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(last, ["A", "5", "3", "0", "0", "0", "0", "0", "0", "0", "8"]);
    }

    #[test]
    fn a_row_with_nothing_to_count_has_no_segments() {
        let drawn = chart(&[("A", &[])]).draw();
        assert!(!drawn.svg.contains("segment"));
        assert!(drawn.svg.contains(">0 av 0<"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn whatever_comes_in_the_drawing_is_sound(
            rows in prop::collection::vec((any_label(), prop::collection::vec(any::<u32>(), 0..9)), 0..80),
            summary in prop::option::of(any_label()),
        ) {
            let mut chart = chart(&[]);
            chart.rows = rows
                .into_iter()
                .map(|(label, counts)| StackedRow { label, counts, summary: summary.clone() })
                .collect();
            assert_sound(&chart.draw());
        }
    }
}

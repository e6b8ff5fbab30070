//! What happens when: one bar per row under a calendar, and today as a line with its date. Rows without a date are not
//! drawn but handed back, so that the page can list them under «Uten dato»; guessing dates is nobody's.

use super::scale::{Day, Linear, Period, Step, format_day, periods};
use super::stacked::{draw_legend, draw_segment};
use super::svg::{Anchor, Area, Canvas, LINE, SMALL, TEXT, coordinate};
use super::{Cell, Chart, ChartTable, Frame, MAX_ROWS, Status, text};

/// Thickness of a bar.
const BAR: f64 = 18.0;

/// A time line to be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Timeline {
    /// Texts. The number format is not used.
    pub frame: Frame,
    /// Headers of the table: what the rows are, from, to, status.
    pub head: [String; 4],
    /// The rows in order; rows of the same group stand together.
    pub rows: Vec<TimelineRow>,
    /// The day the page speaks of, and its label («i dag 31.12.2012»).
    pub today: Option<(Day, String)>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineRow {
    /// Heading over this and the following rows with the same one.
    pub group: Option<String>,
    /// Its name.
    pub label: String,
    /// First day.
    pub from: Option<Day>,
    /// Last day, which is part of it.
    pub to: Option<Day>,
    /// Decides colour, pattern and shape.
    pub status: Status,
    /// The word for the status.
    pub status_word: String,
}

/// The drawing, and what it could not show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineDrawing {
    /// The figure; its table has all rows.
    pub chart: Chart,
    /// Rows (by index) without any date: list them below.
    pub undated: Vec<usize>,
    /// Rows (by index) that end before they begin: not drawn either, and worth a diagnostic.
    pub reversed: Vec<usize>,
}

impl TimelineRow {
    fn is_undated(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    fn is_reversed(&self) -> bool {
        matches!((self.from, self.to), (Some(from), Some(to)) if to < from)
    }
}

/// The calendar and where rows go in one variant of the drawing.
struct Plot {
    scale: Linear,
    left: f64,
    right: f64,
    periods: Vec<Period>,
    years: Vec<Period>,
    end: Day,
}

impl Timeline {
    /// Draws it.
    pub fn draw(&self) -> TimelineDrawing {
        let find = |wanted: fn(&TimelineRow) -> bool| -> Vec<usize> {
            self.rows.iter().enumerate().filter(|(_, row)| wanted(row)).map(|(index, _)| index).collect()
        };
        let dated: Vec<&TimelineRow> = self.rows.iter().filter(|row| !row.is_undated() && !row.is_reversed()).collect();
        let hidden = dated.len().saturating_sub(MAX_ROWS);
        let drawn = dated.get(..dated.len() - hidden).unwrap_or_default();
        let chart = self.frame.finish("diagram-tidslinje", self.table(), |canvas| {
            if drawn.is_empty() {
                canvas.note(0.0, &self.frame.words.nothing);
                return;
            }
            let bottom = self.draw_rows(canvas, drawn);
            let mut notes = Vec::new();
            if drawn.iter().any(|row| row.to.is_none()) {
                notes.push(format!("→ {}", self.frame.words.open_end));
            }
            if drawn.iter().any(|row| row.from.is_none()) {
                notes.push(format!("◆ {}", self.frame.words.deadline_only));
            }
            let mut bottom = bottom;
            if !notes.is_empty() {
                bottom = canvas.note(bottom, &notes.join(" · "));
            }
            if hidden > 0 {
                canvas.note(bottom, &self.frame.words.more_rows(hidden));
            }
        });
        TimelineDrawing { chart, undated: find(TimelineRow::is_undated), reversed: find(TimelineRow::is_reversed) }
    }

    fn table(&self) -> ChartTable {
        let date = |day: Option<Day>| match day {
            Some(day) => Cell::text(format_day(day)),
            None => Cell::blank(self.frame.words.no_date.clone()),
        };
        let rows = self
            .rows
            .iter()
            .map(|row| {
                vec![Cell::text(row.label.clone()), date(row.from), date(row.to), Cell::text(row.status_word.clone())]
            })
            .collect();
        let notes = self.today.iter().map(|(_, label)| label.clone()).collect();
        ChartTable::new(self.frame.caption.clone(), self.head.to_vec(), rows, notes)
    }

    fn plot(&self, canvas: &Canvas, rows: &[&TimelineRow]) -> Plot {
        let days = rows.iter().flat_map(|row| [row.from, row.to]).flatten();
        let (first, last) = days.fold((Day::MAX, Day::MIN), |(first, last), day| (first.min(day), last.max(day)));
        // Today belongs on the axis when it is near; a plan of 2012 seen in 2040 should not be a dot.
        let reach = (i64::from(last) - i64::from(first)).max(365);
        let near = |day: i64| i64::from(first) - reach <= day && day <= i64::from(last) + reach;
        let (first, last) = match self.today {
            Some((today, _)) if near(today.into()) => (first.min(today), last.max(today)),
            _ => (first, last),
        };
        let names = rows.iter().map(|row| text::width(&row.label, TEXT) + 22.0).fold(0.0, f64::max);
        let left = if canvas.is_narrow() { 0.0 } else { names.clamp(80.0, 250.0) + 14.0 };
        let right = canvas.width() - 1.0;
        // Each label of the calendar needs about so much.
        let most = if canvas.is_narrow() { 6 } else { 10 };
        let step = Step::fitting(first, last, most);
        let periods = periods(first, last, step, &self.frame.words);
        let start = periods.first().map_or(first, |period| period.from);
        let end = periods.last().map_or(last, |period| period.to);
        let years = match step {
            Step::Years(_) => Vec::new(),
            Step::Month | Step::Quarter => {
                super::scale::periods(start, end.saturating_sub(1), Step::Years(1), &self.frame.words)
            }
        };
        let scale = Linear::new(f64::from(start), f64::from(end), left, right);
        Plot { scale, left, right, periods, years, end }
    }

    fn draw_rows(&self, canvas: &mut Canvas, rows: &[&TimelineRow]) -> f64 {
        let mut legend: Vec<(Status, &str)> = Vec::new();
        for row in rows {
            if !legend.iter().any(|entry| entry == &(row.status, row.status_word.as_str())) && legend.len() < 12 {
                legend.push((row.status, &row.status_word));
            }
        }
        legend.sort();
        let top = draw_legend(canvas, &legend);
        let plot = self.plot(canvas, rows);
        let top = draw_calendar(canvas, &plot, top);
        let mut y = self.draw_today_label(canvas, &plot, top);
        let today_top = y;
        let mut group: Option<&str> = None;
        for row in rows {
            if row.group.as_deref() != group {
                group = row.group.as_deref();
                let lines = text::wrap(group.unwrap_or_default(), canvas.width(), TEXT, 2);
                if group.is_some() {
                    y = canvas.paragraph(0.0, y + 8.0, Anchor::Start, "etikett sterk glorie", &lines) + 4.0;
                }
            }
            y = self.draw_row(canvas, &plot, row, y);
        }
        for (number, period) in plot.periods.iter().enumerate() {
            let x = plot.scale.at(f64::from(period.from));
            let new_year = number == 0 || plot.years.iter().any(|year| year.from == period.from);
            canvas.line_beneath((x, top), (x, y), if new_year { "akse" } else { "rutenett" });
        }
        canvas.line_beneath((plot.right, top), (plot.right, y), "rutenett");
        if let Some(x) = self.today_at(&plot) {
            canvas.line_beneath((x, today_top), (x, y), "idag");
        }
        y + 6.0
    }

    /// Where today's line goes, when today is on the axis.
    fn today_at(&self, plot: &Plot) -> Option<f64> {
        let (today, _) = self.today.as_ref()?;
        let begun = plot.periods.first().is_some_and(|period| period.from <= *today);
        (begun && *today < plot.end).then(|| plot.scale.at(f64::from(*today) + 0.5))
    }

    /// «i dag 31.12.2012» over its line; returns where the rows may begin.
    fn draw_today_label(&self, canvas: &mut Canvas, plot: &Plot, top: f64) -> f64 {
        let Some((today, label)) = &self.today else { return top };
        let label = text::ellipsis(label, canvas.width(), SMALL);
        let half = text::bold_width(&label, SMALL) / 2.0;
        // Outside the axis: the date is told all the same, at the side where it would be.
        let outside = if *today >= plot.end { canvas.width() } else { plot.left };
        let x = self.today_at(plot).unwrap_or(outside);
        let middle = x.min(canvas.width() - half).max(half);
        canvas.text(middle, top + 17.0, Anchor::Middle, "liten sterk glorie", &label);
        top + LINE + 2.0
    }

    /// One row; returns where the next may begin.
    fn draw_row(&self, canvas: &mut Canvas, plot: &Plot, row: &TimelineRow, y: f64) -> f64 {
        let room = if canvas.is_narrow() { canvas.width() - 22.0 } else { plot.left - 36.0 };
        let lines = text::wrap(&row.label, room, TEXT, 3);
        canvas.status_shape(0.0, y + 8.0, row.status);
        let below = canvas.paragraph(22.0, y + 6.0, Anchor::Start, "etikett glorie", &lines);
        let bar = if canvas.is_narrow() { below + 2.0 } else { y + 7.0 };
        match (row.from, row.to) {
            (Some(from), Some(to)) => {
                let (start, end) = (plot.scale.at(f64::from(from)), plot.scale.at(f64::from(to) + 1.0));
                draw_segment(canvas, Area::new(start, bar, (end - start).max(5.0), BAR), row.status);
            }
            (Some(from), None) => {
                let start = plot.scale.at(f64::from(from)).min(plot.right - 22.0);
                let end = plot.right - 12.0;
                draw_segment(canvas, Area::new(start, bar, end - start, BAR), row.status);
                // An arrow head instead of an edge: it goes on.
                let (x, top) = (coordinate(end), coordinate(bar));
                let class = format!("pil segment {}", row.status.class());
                canvas.path(&format!("M{x} {top}l11 9l-11 9Z"), &class);
            }
            (None, Some(to)) => {
                let x = plot.scale.at(f64::from(to) + 0.5).clamp(plot.left + 10.0, plot.right - 10.0);
                canvas.path(
                    &format!("M{} {}l9 9l-9 9l-9 -9Z", coordinate(x), coordinate(bar)),
                    &format!("segment frist {}", row.status.class()),
                );
            }
            (None, None) => {}
        }
        // Today's line lies behind the names, but over the bars.
        if let Some(x) = self.today_at(plot) {
            canvas.line((x, bar), (x, bar + BAR), "idag");
        }
        below.max(bar + BAR) + if canvas.is_narrow() { 8.0 } else { 6.0 }
    }
}

/// Years on top and their parts below; returns where the rows may begin.
fn draw_calendar(canvas: &mut Canvas, plot: &Plot, top: f64) -> f64 {
    let mut y = top;
    for level in [&plot.years, &plot.periods] {
        if level.is_empty() {
            continue;
        }
        for period in level {
            let start = plot.scale.at(f64::from(period.from));
            let end = plot.scale.at(f64::from(period.to));
            canvas.line((start, y + 2.0), (start, y + LINE + 2.0), "rutenett");
            if text::width(&period.label, SMALL) + 3.0 <= end - start {
                canvas.text(f64::midpoint(start, end), y + 17.0, Anchor::Middle, "liten svak tall", &period.label);
            }
        }
        y += LINE + 2.0;
    }
    canvas.line((plot.left, y + 1.0), (plot.right, y + 1.0), "akse");
    y + 2.0
}

#[cfg(test)]
mod tests {
    use super::super::golden::{any_label, assert_golden, assert_sound, frame};
    use super::super::scale::day_of;
    use super::*;
    use proptest::prelude::*;

    fn row(label: &str, from: Option<Day>, to: Option<Day>, status: Status) -> TimelineRow {
        TimelineRow { group: None, label: label.into(), from, to, status, status_word: "ord".into() }
    }

    fn timeline(rows: Vec<TimelineRow>) -> Timeline {
        Timeline {
            frame: frame("tid"),
            head: ["Aktivitet", "Fra", "Til", "Status"].map(String::from),
            rows,
            today: Some((day_of(2012, 6, 1), "i dag 01.06.2012".into())),
        }
    }

    #[test]
    fn a_bar_an_open_end_and_a_deadline_are_drawn_as_stored() {
        let drawn = timeline(vec![
            row("Kartlegge", Some(day_of(2012, 1, 15)), Some(day_of(2012, 5, 31)), Status::Fullfoert),
            row("Boligskole", Some(day_of(2012, 4, 1)), None, Status::Utsatt),
            row("Boligplan", None, Some(day_of(2012, 9, 30)), Status::IGang),
        ])
        .draw();
        assert_sound(&drawn.chart);
        assert_golden("tidslinje", &drawn.chart);
    }

    #[test]
    fn undated_and_reversed_rows_are_handed_back_and_kept_in_the_table() {
        let drawn = timeline(vec![
            row("Udatert", None, None, Status::Uten),
            row("Datert", Some(10), Some(20), Status::IGang),
            row("Baklengs", Some(20), Some(10), Status::IGang),
        ])
        .draw();
        assert_eq!((drawn.undated, drawn.reversed), (vec![0], vec![2]));
        assert!(!drawn.chart.svg.contains("Udatert") && !drawn.chart.svg.contains("Baklengs"));
        assert_eq!(drawn.chart.table.rows.len(), 3);
        assert_eq!(drawn.chart.table.rows[0][1], Cell::blank("ikke oppgitt"));
    }

    #[test]
    fn a_today_far_away_is_told_but_does_not_stretch_the_axis() {
        let mut timeline =
            timeline(vec![row("A", Some(day_of(2012, 1, 1)), Some(day_of(2012, 12, 31)), Status::IGang)]);
        timeline.today = Some((day_of(2040, 1, 1), "i dag 01.01.2040".into()));
        let drawn = timeline.draw();
        assert!(drawn.chart.svg.contains("i dag 01.01.2040"));
        assert!(!drawn.chart.svg.contains("class=\"idag\""));
        assert!(!drawn.chart.svg.contains(">2030<"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn whatever_comes_in_the_drawing_is_sound(
            rows in prop::collection::vec(
                (any_label(), prop::option::of(any::<Day>()), prop::option::of(any::<Day>()), 0usize..9, prop::option::of(any_label())),
                0..70,
            ),
            today in prop::option::of(any::<Day>()),
        ) {
            let rows = rows
                .into_iter()
                .map(|(label, from, to, status, group)| TimelineRow {
                    group,
                    status_word: label.clone(),
                    label,
                    from,
                    to,
                    status: Status::ALL[status],
                })
                .collect();
            let mut timeline = timeline(rows);
            timeline.today = today.map(|day| (day, "i dag".into()));
            assert_sound(&timeline.draw().chart);
        }
    }
}

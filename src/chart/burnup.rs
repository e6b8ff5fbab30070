//! A burn-up: how much was finished and begun on each date somebody reported, under the line of all there is to do. What was
//! reported stands until the next report, so the surface goes in steps: nobody knows what happened in between.
//! Which dates count, and what counts as begun, is left to the caller.

use super::number::format_heltall;
use super::pattern::Pattern;
use super::scale::{Day, Linear, round_ticks};
use super::svg::{Anchor, Area, Canvas, LINE, SMALL, TEXT, times};
use super::{Cell, Chart, ChartTable, Frame, text};

/// Height of the plot, wide and narrow.
const HEIGHT: (f64, f64) = (220.0, 180.0);
/// What the last report gets to be seen by when the chart ends on its day.
const LAST_STEP: f64 = 26.0;

/// A burn-up to be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BurnUp {
    /// Texts. The number format is not used: these are counts.
    pub frame: Frame,
    /// Header of the table's first column: «Dato».
    pub head: String,
    /// What is counted on each date: finished, begun and not finished, the rest, all.
    pub words: [String; 4],
    /// The reports in order of time.
    pub reports: Vec<Report>,
    /// The day the page speaks of, and its label («per 28.02.2013»). The last report stands until then.
    pub today: Option<(Day, String)>,
    /// The day everything should be finished, and its label («planen slutter 31.05.2013»).
    pub end: Option<(Day, String)>,
}

/// What was known on one date.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// «31.12.2012».
    pub label: String,
    /// Its place in time.
    pub day: Day,
    /// Finished.
    pub done: u32,
    /// Begun and not finished.
    pub begun: u32,
    /// All there was to do, as the plan stood then.
    pub total: u32,
}

impl Report {
    /// All of it, also when the parts were counted beyond the whole.
    fn all(&self) -> u64 {
        u64::from(self.total).max(u64::from(self.done) + u64::from(self.begun))
    }

    fn rest(&self) -> u64 {
        self.all() - u64::from(self.done) - u64::from(self.begun)
    }
}

/// Where things go in one variant of the drawing.
struct Plot {
    x: Linear,
    y: Linear,
    left: f64,
    right: f64,
    bottom: f64,
}

/// A band of the surface.
#[derive(Clone, Copy)]
enum Band {
    Done,
    Begun,
}

impl Band {
    fn fill(self, canvas: &mut Canvas, area: Area) {
        match self {
            Self::Done => canvas.patterned(area, "segment status-fullfoert", None),
            Self::Begun => canvas.patterned(area, "segment status-i-gang", Some(Pattern::Diagonal)),
        }
    }
}

impl BurnUp {
    /// Draws it.
    pub fn draw(&self) -> Chart {
        let mut reports: Vec<&Report> = self.reports.iter().collect();
        reports.sort_by_key(|report| report.day);
        self.frame.finish("diagram-oppbrenning", self.table(), |canvas| {
            let (Some(first), Some(last)) = (reports.first(), reports.last()) else {
                canvas.note(0.0, &self.frame.words.nothing);
                return;
            };
            let plot = self.plot(canvas, first, last);
            draw_axes(canvas, &plot, &reports);
            let end = self.draw_steps(canvas, &plot, &reports);
            let y = self.draw_days(canvas, &plot);
            if canvas.is_narrow() {
                self.draw_key(canvas, last, y);
            } else {
                self.draw_margin(canvas, &plot, last, end);
            }
        })
    }

    fn table(&self) -> ChartTable {
        let [done, begun, rest, all] = self.words.clone();
        let rows = self
            .reports
            .iter()
            .map(|report| {
                let counts = [u64::from(report.done), u64::from(report.begun), report.rest(), report.all()];
                let mut row = vec![Cell::text(report.label.clone())];
                row.extend(counts.into_iter().map(|count| Cell::number(write_count(count))));
                row
            })
            .collect();
        let head = vec![self.head.clone(), done, begun, rest, all];
        ChartTable::new(self.frame.caption.clone(), head, rows, Vec::new())
    }

    fn plot(&self, canvas: &Canvas, first: &Report, last: &Report) -> Plot {
        let highest = self.reports.iter().map(Report::all).max().unwrap_or(0).max(1);
        let ticks = round_ticks(0.0, count(highest), 4, true);
        let left = ticks.iter().map(|tick| text::width(&tick_label(*tick), SMALL)).fold(0.0, f64::max) + 10.0;
        let names = self.labels(last).map(|name| text::bold_width(&name, TEXT));
        let margin =
            if canvas.is_narrow() { 4.0 } else { names.into_iter().fold(0.0, f64::max).clamp(60.0, 170.0) + 14.0 };
        let right = canvas.width() - margin;
        let (top, height) = if canvas.is_narrow() { (8.0, HEIGHT.1) } else { (8.0, HEIGHT.0) };
        let days = [self.today.as_ref(), self.end.as_ref()].into_iter().flatten().map(|(day, _)| *day);
        let until = days.fold(last.day, i32::max);
        let end = if until == last.day { right - LAST_STEP } else { right };
        let x = Linear::new(f64::from(first.day), f64::from(until), left + 4.0, end);
        Plot { x, y: Linear::new(0.0, count(highest), top + height, top), left, right, bottom: top + height }
    }

    /// The surface and the line over it; returns where the last step ends.
    fn draw_steps(&self, canvas: &mut Canvas, plot: &Plot, reports: &[&Report]) -> f64 {
        let mut last = plot.left;
        let today = self.today.as_ref().map(|(day, _)| plot.x.at(f64::from(*day)));
        let mut line: Vec<(f64, f64)> = Vec::new();
        for (place, report) in reports.iter().enumerate() {
            let start = plot.x.at(f64::from(report.day));
            let next = reports.get(place + 1).map(|next| plot.x.at(f64::from(next.day)));
            let until = today.filter(|today| *today > start + 2.0).unwrap_or(start + LAST_STEP);
            let end = next.unwrap_or(until.min(plot.right));
            // Neighbours overlap by a hair, or the background would shine through between them.
            let overlap = if next.is_some() { 0.4 } else { 0.0 };
            let (done, begun) = (count(report.done.into()), count(report.begun.into()));
            for (band, low, high) in [(Band::Done, 0.0, done), (Band::Begun, done, done + begun)] {
                let (top, bottom) = (plot.y.at(high), plot.y.at(low));
                if high > low && end > start {
                    band.fill(canvas, Area::new(start, top, end - start + overlap, bottom - top));
                }
            }
            let y = plot.y.at(count(report.all()));
            line.extend([(start, y), (if next.is_some() { end } else { plot.right }, y)]);
            last = end;
        }
        canvas.polyline(&line, "", "linje-alt");
        last
    }

    /// Today and the plan's end as lines with their words beneath the dates.
    fn draw_days(&self, canvas: &mut Canvas, plot: &Plot) -> f64 {
        let mut y = plot.bottom + LINE + 8.0;
        for (day, class) in [(&self.today, "idag"), (&self.end, "linje-slutt")] {
            let Some((day, label)) = day else { continue };
            let x = plot.x.at(f64::from(*day));
            canvas.line((x, plot.y.at(plot.y.high()) - 6.0), (x, y), class);
            let label = text::ellipsis(label, canvas.width(), SMALL);
            let half = text::bold_width(&label, SMALL) / 2.0;
            let middle = x.min(canvas.width() - half).max(half);
            canvas.text(middle, y + 15.0, Anchor::Middle, "etikett liten sterk glorie", &label);
            y += LINE + 2.0;
        }
        y + 2.0
    }

    /// «13 fullført», «6 påbegynt», «22 i alt».
    fn labels(&self, last: &Report) -> [String; 3] {
        let [done, begun, _, all] = &self.words;
        let label = |n: u64, word: &str| format!("{}\u{a0}{}", write_count(n), word.to_lowercase());
        [label(last.done.into(), done), label(last.begun.into(), begun), label(last.all(), all)]
    }

    /// Names in the right margin, each with a thin line from its band.
    fn draw_margin(&self, canvas: &mut Canvas, plot: &Plot, last: &Report, end: f64) {
        let left = plot.right + 10.0;
        let room = canvas.width() - left;
        let (done, begun) = (count(last.done.into()), count(last.begun.into()));
        let places = [count(last.all()), done + begun / 2.0, done / 2.0];
        let [finished, started, all] = self.labels(last);
        // From the top down, never over each other.
        let mut free: f64 = 0.0;
        for (number, (value, label)) in places.into_iter().zip([all, started, finished]).enumerate() {
            let lines = text::wrap(&label, room, TEXT, 2);
            let height = times(lines.len()) * LINE;
            let top = (plot.y.at(value) - height / 2.0).max(free);
            if number > 0 && left - end > 18.0 {
                canvas.line((end + 2.0, plot.y.at(value)), (left - 3.0, top + height / 2.0), "leder");
            }
            canvas.paragraph(left, top, Anchor::Start, "etikett sterk glorie", &lines);
            free = top + height;
        }
    }

    fn draw_key(&self, canvas: &mut Canvas, last: &Report, top: f64) {
        let [done, begun, all] = self.labels(last);
        let mut y = top + 4.0;
        for (band, label) in [(None, all), (Some(Band::Begun), begun), (Some(Band::Done), done)] {
            match band {
                Some(band) => band.fill(canvas, Area::new(0.0, y + 3.0, 28.0, 14.0)),
                None => canvas.line((0.0, y + 10.0), (28.0, y + 10.0), "linje-alt"),
            }
            let lines = text::wrap(&label, canvas.width() - 38.0, TEXT, 2);
            y = canvas.paragraph(38.0, y, Anchor::Start, "etikett sterk", &lines) + 3.0;
        }
    }
}

/// Counts to the left and dates below.
fn draw_axes(canvas: &mut Canvas, plot: &Plot, reports: &[&Report]) {
    for tick in round_ticks(0.0, plot.y.high(), 4, true).into_iter().filter(|tick| *tick <= plot.y.high()) {
        let y = plot.y.at(tick);
        canvas.line((plot.left, y), (plot.right, y), if tick == 0.0 { "nullinje" } else { "rutenett" });
        canvas.text(plot.left - 6.0, y + 5.0, Anchor::End, "liten svak tall", &tick_label(tick));
    }
    // The last report matters most, so dates are placed from the right and dropped where they would touch.
    let mut free = f64::INFINITY;
    for report in reports.iter().rev() {
        let x = plot.x.at(f64::from(report.day));
        canvas.line((x, plot.bottom), (x, plot.bottom + 5.0), "akse");
        let label = text::ellipsis(&report.label, 110.0, SMALL);
        let half = text::width(&label, SMALL) / 2.0;
        let middle = x.min(canvas.width() - half).max(half);
        if middle + half + 8.0 <= free {
            canvas.text(middle, plot.bottom + 20.0, Anchor::Middle, "liten svak tall", &label);
            free = middle - half;
        }
    }
}

fn tick_label(tick: f64) -> String {
    super::number::format_tall(tick)
}

fn write_count(count: u64) -> String {
    format_heltall(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Sums of two u32 are far below 2⁵², so nothing is lost.
#[expect(clippy::cast_precision_loss, reason = "sums of a few u32 fit in the 52 bits of a f64")]
fn count(number: u64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::super::golden::{any_label, assert_golden, assert_sound, frame};
    use super::super::scale::day_of;
    use super::*;
    use proptest::prelude::*;

    fn chart(reports: &[(i32, u32, u32, u32)]) -> BurnUp {
        BurnUp {
            frame: frame("oppbrenning"),
            head: "Dato".into(),
            words: ["Fullført", "Påbegynt", "Ikke meldt", "I alt"].map(String::from),
            reports: reports
                .iter()
                .map(|(year, done, begun, total)| Report {
                    label: format!("31.12.{year}"),
                    day: day_of(*year, 12, 31),
                    done: *done,
                    begun: *begun,
                    total: *total,
                })
                .collect(),
            today: None,
            end: None,
        }
    }

    #[test]
    fn three_reports_under_a_line_that_rises_are_drawn_as_stored() {
        let mut chart = chart(&[(2010, 2, 3, 20), (2011, 7, 8, 20), (2012, 13, 5, 22)]);
        chart.today = Some((day_of(2013, 2, 28), "per 28.02.2013".into()));
        chart.end = Some((day_of(2013, 5, 31), "planen slutter 31.05.2013".into()));
        let drawn = chart.draw();
        assert_sound(&drawn);
        assert_golden("oppbrenning", &drawn);
    }

    #[test]
    fn the_table_says_how_many_nobody_has_begun() {
        let drawn = chart(&[(2012, 13, 5, 22)]).draw();
        let row: Vec<_> = drawn.table.rows[0].iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(row, ["31.12.2012", "13", "5", "4", "22"]);
    }

    #[test]
    fn no_report_is_nothing_to_draw_and_not_zero() {
        let drawn = chart(&[]).draw();
        assert!(drawn.svg.contains("Ingen tall å vise."));
        assert!(drawn.table.rows.is_empty());
        assert_sound(&drawn);
    }

    #[test]
    fn the_last_report_is_seen_also_when_it_is_today_s() {
        let mut chart = chart(&[(2012, 3, 0, 4)]);
        chart.today = Some((day_of(2012, 12, 31), "per 31.12.2012".into()));
        assert!(chart.draw().svg.contains("width=\"26\""));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn whatever_comes_in_the_drawing_is_sound(
            reports in prop::collection::vec((any_label(), any::<Day>(), any::<u32>(), any::<u32>(), any::<u32>()), 0..30),
            word in any_label(),
            days in (prop::option::of(any::<Day>()), prop::option::of(any::<Day>())),
        ) {
            let mut chart = chart(&[]);
            chart.reports = reports
                .into_iter()
                .map(|(label, day, done, begun, total)| Report { label, day, done, begun, total })
                .collect();
            chart.words = std::array::from_fn(|_| word.clone());
            chart.today = days.0.map(|day| (day, word.clone()));
            chart.end = days.1.map(|day| (day, word.clone()));
            assert_sound(&chart.draw());
        }
    }
}

//! Figures over time as lines, with where one came from and where one wants to be as labelled lines across. A blank is a
//! gap with its word, an uncertain number is a hollow point. Which periods to show is left to the caller.

mod gaps;
mod labels;

use super::scale::{Linear, round_ticks};
use super::svg::{Anchor, Canvas, LINE, SMALL, times};
use super::{Cell, Chart, ChartTable, Frame, Reference, Value, text};

/// Lines to be drawn.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LineChart {
    /// Texts and number format.
    pub frame: Frame,
    /// Header of the table's first column: «År», «Dato».
    pub head: String,
    /// The moments, in the table's order.
    pub moments: Vec<Moment>,
    /// The lines.
    pub series: Vec<Series>,
    /// Baseline, targets.
    pub references: Vec<Reference>,
}

/// A moment that figures belong to.
#[derive(Debug, Clone, PartialEq)]
pub struct Moment {
    /// «2012», «31.12.2012».
    pub label: String,
    /// Its place in time, in any unit (year, day); all moments in the same.
    pub at: f64,
}

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// One figure per moment; missing ones count as unknown.
    pub values: Vec<Value>,
}

/// Where things go in one variant of the drawing.
struct Plot {
    y: Linear,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
    ticks: Vec<f64>,
    /// Moments in order of time: index in `moments`, place along x.
    places: Vec<(usize, f64)>,
}

impl LineChart {
    /// Draws it.
    pub fn draw(&self) -> Chart {
        self.frame.finish("diagram-linjer", self.table(), |canvas| {
            let has_numbers =
                self.series.iter().any(|series| series.values.iter().any(|value| value.number().is_some()));
            if self.moments.is_empty() || !has_numbers {
                canvas.note(0.0, &self.frame.words.nothing);
                return;
            }
            let top = if self.frame.format.unit_above().is_none() { 12.0 } else { 32.0 };
            let plot = self.plot(canvas, top);
            self.draw_axes(canvas, &plot);
            self.draw_gaps(canvas, &plot);
            self.draw_references(canvas, &plot);
            for (index, series) in self.series.iter().enumerate() {
                self.draw_series(canvas, &plot, index, series);
            }
            let bottom = labels::draw(self, canvas, &plot, plot.bottom + LINE + 14.0);
            self.notes().iter().fold(bottom, |top, note| canvas.note(top, note));
        })
    }

    fn value(&self, series: &Series, moment: usize) -> Value {
        series.values.get(moment).cloned().unwrap_or_else(|| Value::blank(self.frame.words.unknown.clone()))
    }

    fn table(&self) -> ChartTable {
        let Frame { caption, format, words, .. } = &self.frame;
        let mut head = vec![self.head.clone()];
        head.extend(self.series.iter().map(|series| series.name.clone()));
        let rows = self
            .moments
            .iter()
            .enumerate()
            .map(|(moment, Moment { label, .. })| {
                let mut row = vec![Cell::text(label.clone())];
                row.extend(self.series.iter().map(|series| format.cell(&self.value(series, moment), words)));
                row
            })
            .collect();
        let notes = self.references.iter().map(|reference| reference.text(format, words)).collect();
        ChartTable::new(caption.clone(), head, rows, notes)
    }

    /// What must be said under the drawing so that it is not read wrongly.
    fn notes(&self) -> Vec<String> {
        let Frame { format, words, .. } = &self.frame;
        let mut notes: Vec<String> = self
            .references
            .iter()
            .filter(|reference| reference.value.number().is_none())
            .map(|reference| reference.text(format, words))
            .collect();
        if self.series.iter().any(|series| series.values.iter().any(Value::is_uncertain)) {
            notes.push(words.hollow.clone());
        }
        notes.extend(self.gap_notes());
        let ticks = self.ticks();
        if let Some(first) = ticks.first().filter(|first| **first > 0.0) {
            notes.push(words.axis_from.replace("{tall}", &format.full_tick(*first, step(&ticks))));
        }
        notes
    }

    fn numbers(&self) -> impl Iterator<Item = f64> {
        let figures = self.series.iter().flat_map(|series| series.values.iter().take(self.moments.len()));
        figures.chain(self.references.iter().map(|reference| &reference.value)).filter_map(Value::number)
    }

    /// The axis begins at zero, unless all numbers lie so far from it that nothing could be seen. Things that are counted
    /// always begin at zero: from 625 to 622 homes is no steep fall.
    fn ticks(&self) -> Vec<f64> {
        let (low, high) = self
            .numbers()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), number| (low.min(number), high.max(number)));
        let counted = self.numbers().all(|number| number.fract() == 0.0);
        let far_away = !counted && low > 0.0 && low > high * 0.6 && high > low;
        let low = if far_away { low } else { low.min(0.0) };
        // Nothing but zeros: the axis goes up from there, for nobody said that it can be less.
        let high = if low == 0.0 && high <= 0.0 { 1.0 } else { high };
        let whole = counted && high - low < 1e12;
        round_ticks(low, high.max(if far_away { high } else { 0.0 }), 4, whole)
    }

    fn plot(&self, canvas: &Canvas, top: f64) -> Plot {
        let ticks = self.ticks();
        let label = |tick: &f64| self.frame.format.tick(*tick, step(&ticks));
        let labels = ticks.iter().map(|tick| text::width(&label(tick), SMALL)).fold(0.0, f64::max);
        let left = labels.min(canvas.width() / 3.0) + 10.0;
        let right = canvas.width() - labels::margin(self, canvas);
        let bottom = top + if canvas.is_narrow() { 200.0 } else { 260.0 };
        let usable = self.moments.iter().all(|moment| moment.at.is_finite());
        let mut places: Vec<(usize, f64)> = self
            .moments
            .iter()
            .enumerate()
            .map(|(index, moment)| (index, if usable { moment.at } else { times(index) }))
            .collect();
        places.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        let (first, last) = (places.first().map_or(0.0, |place| place.1), places.last().map_or(0.0, |place| place.1));
        let x = Linear::new(first, last, left + 14.0, right - 10.0);
        for place in &mut places {
            place.1 = x.at(place.1);
        }
        let (low, high) = (ticks.first().copied().unwrap_or(0.0), ticks.last().copied().unwrap_or(1.0));
        let y = Linear::new(low, high, bottom, top);
        Plot { y, left, right, top, bottom, ticks, places }
    }

    fn draw_axes(&self, canvas: &mut Canvas, plot: &Plot) {
        if let Some(unit) = self.frame.format.unit_above() {
            let unit = text::ellipsis(unit, canvas.width(), SMALL);
            canvas.text(0.0, 15.0, Anchor::Start, "liten svak", &unit);
        }
        for tick in &plot.ticks {
            let y = plot.y.at(*tick);
            let class = if *tick == 0.0 { "nullinje" } else { "rutenett" };
            canvas.line((plot.left, y), (plot.right, y), class);
            canvas.text(
                plot.left - 6.0,
                y + 5.0,
                Anchor::End,
                "liten svak tall",
                &self.frame.format.tick(*tick, step(&plot.ticks)),
            );
        }
        // The last moment matters most, so labels are placed from the right and dropped where they would touch.
        let mut free = f64::INFINITY;
        for (moment, x) in plot.places.iter().rev() {
            canvas.line((*x, plot.bottom), (*x, plot.bottom + 5.0), "akse");
            let Some(Moment { label, .. }) = self.moments.get(*moment) else {
                continue;
            };
            let label = text::ellipsis(label, 110.0, SMALL);
            let half = text::width(&label, SMALL) / 2.0;
            let middle = x.min(canvas.width() - half).max(half);
            if middle + half + 8.0 <= free {
                canvas.text(middle, plot.bottom + 20.0, Anchor::Middle, "liten svak tall", &label);
                free = middle - half;
            }
        }
    }

    fn draw_references(&self, canvas: &mut Canvas, plot: &Plot) {
        for reference in &self.references {
            if let Some(number) = reference.value.number() {
                let y = plot.y.at(number);
                canvas.line((plot.left, y), (plot.right, y), reference.kind.class());
            }
        }
    }

    fn draw_series(&self, canvas: &mut Canvas, plot: &Plot, index: usize, series: &Series) {
        let class = format!("serie-{}", index % 6 + 1);
        let mut run: Vec<(f64, f64)> = Vec::new();
        let mut points = Vec::new();
        for (moment, x) in &plot.places {
            let value = self.value(series, *moment);
            if let Some(number) = value.number() {
                let point = (*x, plot.y.at(number));
                run.push(point);
                points.push((point, value.is_uncertain()));
            } else {
                canvas.polyline(&run, dashes(index), &format!("kurve {class}"));
                run.clear();
            }
        }
        canvas.polyline(&run, dashes(index), &format!("kurve {class}"));
        // So many points that they would cover the line: only the uncertain ones are marked.
        let crowded = points.len() > 40;
        for (point, uncertain) in points {
            if uncertain || !crowded {
                draw_marker(canvas, point, index, uncertain);
            }
        }
    }
}

/// From one tick to the next.
fn step(ticks: &[f64]) -> f64 {
    match ticks {
        [first, second, ..] => second - first,
        _ => 1.0,
    }
}

/// Series are told apart by dashes, markers and names; colour only helps.
fn dashes(index: usize) -> &'static str {
    match index % 4 {
        1 => "8 4",
        2 => "2 4",
        3 => "10 4 2 4",
        _ => "",
    }
}

fn draw_marker(canvas: &mut Canvas, (x, y): (f64, f64), index: usize, uncertain: bool) {
    use super::svg::coordinate as c;
    let class = format!("punkt serie-{}{}", index % 6 + 1, if uncertain { " usikker" } else { "" });
    let path = match index % 4 {
        1 => format!("M{} {}h9v9h-9Z", c(x - 4.5), c(y - 4.5)),
        2 => format!("M{} {}l5.5 9.5h-11Z", c(x), c(y - 6.0)),
        3 => format!("M{} {}l6 6l-6 6l-6 -6Z", c(x), c(y - 6.0)),
        _ => format!("M{} {}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z", c(x - 5.0), c(y)),
    };
    canvas.path(&path, &class);
}

#[cfg(test)]
mod tests {
    use super::super::ReferenceKind;
    use super::super::golden::{any_label, any_value, assert_golden, assert_sound, frame};
    use super::*;
    use proptest::prelude::*;

    fn chart(years: &[i32], series: &[(&str, Vec<Value>)]) -> LineChart {
        LineChart {
            frame: frame("linjer"),
            head: "År".into(),
            moments: years.iter().map(|year| Moment { label: year.to_string(), at: f64::from(*year) }).collect(),
            series: series
                .iter()
                .map(|(name, values)| Series { name: (*name).into(), values: values.clone() })
                .collect(),
            references: Vec::new(),
        }
    }

    #[test]
    fn a_line_with_a_gap_and_a_target_is_drawn_as_stored() {
        let values = vec![Value::Number(22.0), Value::blank("skjult"), Value::About(9.0), Value::Number(2.0)];
        let mut chart = chart(&[2009, 2010, 2011, 2012], &[("Begjæringer", values)]);
        chart.references =
            vec![Reference { label: "Mål".into(), value: Value::Number(5.0), kind: ReferenceKind::Target }];
        let drawn = chart.draw();
        assert_sound(&drawn);
        assert_golden("linjer", &drawn);
    }

    #[test]
    fn a_gap_parts_the_line_and_shows_its_word() {
        let values = [1.0, 2.0, f64::NAN, 4.0, 5.0].map(Value::Number).to_vec();
        let drawn = chart(&[1, 2, 3, 4, 5], &[("A", values)]).draw();
        assert_eq!(drawn.svg.matches("kurve").count(), 5, "two stretches in each variant, and the narrow one's key");
        assert!(drawn.svg.contains(">ukjent<"));
    }

    #[test]
    fn an_axis_that_does_not_begin_at_zero_says_so() {
        let drawn = chart(&[1, 2], &[("A", vec![Value::Number(62.5), Value::Number(63.0)])]).draw();
        assert!(drawn.svg.contains("ikke på 0"));
        let drawn = chart(&[1, 2], &[("A", vec![Value::Number(1.5), Value::Number(62.5)])]).draw();
        assert!(!drawn.svg.contains("ikke på 0"));
    }

    #[test]
    fn no_two_lines_of_an_axis_are_called_the_same() {
        let axis = |numbers: [f64; 2], unit: &str| {
            let mut chart = chart(&[1, 2], &[("A", numbers.map(Value::Number).to_vec())]);
            chart.frame.format.unit = unit.into();
            let ticks = chart.ticks();
            ticks
                .iter()
                .map(|tick| chart.frame.format.tick(*tick, step(&ticks)).replace(['\u{a0}', '\u{202f}'], " "))
                .collect::<Vec<_>>()
        };
        assert_eq!(axis([0.004, 0.1], "%"), ["0 %", "0,025 %", "0,05 %", "0,075 %", "0,1 %"]);
        assert_eq!(axis([0.5, 1.25], ""), ["0", "0,5", "1", "1,5"]);
        assert_eq!(
            axis([12_502_500.5, 12_503_300.75], "kr"),
            ["12 502 400 kr", "12 502 600 kr", "12 502 800 kr", "12 503 000 kr", "12 503 200 kr", "12 503 400 kr"]
        );
        assert_eq!(axis([1e6, 6e6], ""), ["0", "2 mill.", "4 mill.", "6 mill."]);
    }

    #[test]
    fn things_that_are_counted_are_drawn_from_zero() {
        let drawn = chart(&[1, 2], &[("A", vec![Value::Number(625.0), Value::Number(622.0)])]).draw();
        assert!(!drawn.svg.contains("ikke på 0"));
        assert!(drawn.svg.contains(">0<"), "{}", drawn.svg);
    }

    #[test]
    fn nothing_but_zeros_gives_no_axis_below_zero() {
        let drawn = chart(&[1, 2], &[("A", vec![Value::Number(0.0), Value::Number(0.0)])]).draw();
        assert!(!drawn.svg.contains('−'));
    }

    #[test]
    fn a_target_that_is_not_decided_is_said_and_not_drawn() {
        let mut chart = chart(&[1, 2], &[("A", vec![Value::Number(1.0), Value::Number(2.0)])]);
        chart.references =
            vec![Reference { label: "Mål".into(), value: Value::blank("ikke fastsatt"), kind: ReferenceKind::Target }];
        let drawn = chart.draw();
        assert!(drawn.svg.contains("Mål: ikke fastsatt"));
        assert!(!drawn.svg.contains("linje-maal"));
        assert_eq!(drawn.table.notes, ["Mål: ikke fastsatt"]);
    }

    #[test]
    fn only_blanks_is_nothing_to_draw() {
        let drawn = chart(&[1], &[("A", vec![Value::blank("skjult")])]).draw();
        assert!(drawn.svg.contains("Ingen tall å vise."));
        assert_eq!(drawn.table.rows.len(), 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn whatever_comes_in_the_drawing_is_sound(
            moments in prop::collection::vec((any_label(), any::<f64>()), 0..30),
            series in prop::collection::vec((any_label(), prop::collection::vec(any_value(), 0..30)), 0..7),
            references in prop::collection::vec((any_label(), any_value()), 0..3),
        ) {
            let chart = LineChart {
                frame: frame("x"),
                head: "h".into(),
                moments: moments.into_iter().map(|(label, at)| Moment { label, at }).collect(),
                series: series.into_iter().map(|(name, values)| Series { name, values }).collect(),
                references: references
                    .into_iter()
                    .map(|(label, value)| Reference { label, value, kind: ReferenceKind::Target })
                    .collect(),
            };
            assert_sound(&chart.draw());
        }
    }
}

//! Small multiples: one small line for each thing that is followed, in a grid, each with its name, first and last figure.
//! Things of different units have scales of their own; every scale that can begins at zero. A blank is a gap in the line
//! and its word in the table. What is worth a panel is left to the caller.

use super::line::Moment;
use super::scale::Linear;
use super::svg::{Anchor, Area, Canvas, LINE, SMALL, TEXT, coordinate, times};
use super::{Cell, Chart, ChartTable, Format, Frame, Reference, Value, text};

/// Height of a panel's plot.
const PLOT: f64 = 72.0;
/// Between panels.
const GAP: f64 = 28.0;
/// More panels than this are not drawn; the table has them all.
const MAX_PANELS: usize = 24;

/// Small multiples to be drawn.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Multiples {
    /// Texts. Each panel has a number format of its own.
    pub frame: Frame,
    /// Headers of the table: what the panels are, when, how much.
    pub head: [String; 3],
    /// One small chart each.
    pub panels: Vec<Panel>,
}

/// One small chart.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Panel {
    /// Its name.
    pub label: String,
    /// How its numbers are written.
    pub format: Format,
    /// When, and how much.
    pub points: Vec<(Moment, Value)>,
    /// Where one wants to be.
    pub target: Option<Reference>,
}

impl Panel {
    fn numbers(&self) -> impl Iterator<Item = f64> {
        let target = self.target.iter().filter_map(|target| target.value.number());
        self.points.iter().filter_map(|(_, value)| value.number()).chain(target)
    }

    /// The points in order of time.
    fn in_order(&self) -> Vec<&(Moment, Value)> {
        let mut points: Vec<&(Moment, Value)> = self.points.iter().collect();
        points.sort_by(|a, b| a.0.at.total_cmp(&b.0.at));
        points
    }
}

impl Multiples {
    /// Draws it.
    pub fn draw(&self) -> Chart {
        let hidden = self.panels.len().saturating_sub(MAX_PANELS);
        let drawn = self.panels.get(..self.panels.len() - hidden).unwrap_or_default();
        self.frame.finish("diagram-smaa", self.table(), |canvas| {
            if drawn.is_empty() {
                canvas.note(0.0, &self.frame.words.nothing);
                return;
            }
            let columns = if canvas.is_narrow() { 1 } else { drawn.len().clamp(1, 3) };
            let wide = (canvas.width() - GAP * times(columns - 1)) / times(columns);
            let mut y = 0.0;
            for row in drawn.chunks(columns) {
                let names: Vec<Vec<String>> = row.iter().map(|panel| text::wrap(&panel.label, wide, TEXT, 3)).collect();
                let top = y + times(names.iter().map(Vec::len).max().unwrap_or(1)) * LINE;
                let mut bottom = top;
                for (place, (panel, name)) in row.iter().zip(&names).enumerate() {
                    let x = (wide + GAP) * times(place);
                    canvas.paragraph(x, y, Anchor::Start, "etikett sterk", name);
                    bottom = self.draw_panel(canvas, panel, x, top, wide).max(bottom);
                }
                y = bottom + 18.0;
            }
            if hidden > 0 {
                canvas.note(y, &self.frame.words.more_rows(hidden));
            }
        })
    }

    fn table(&self) -> ChartTable {
        let words = &self.frame.words;
        let rows = self
            .panels
            .iter()
            .flat_map(|panel| {
                panel.in_order().into_iter().map(|(moment, value)| {
                    let name = Cell::text(panel.label.clone());
                    vec![name, Cell::text(moment.label.clone()), panel.format.cell(value, words)]
                })
            })
            .collect();
        let target = |panel: &Panel| {
            let target = panel.target.as_ref()?;
            Some(format!("{}: {}", panel.label, target.text(&panel.format, words)))
        };
        let notes = self.panels.iter().filter_map(target).collect();
        ChartTable::new(self.frame.caption.clone(), self.head.to_vec(), rows, notes)
    }

    /// One panel below its name; returns where it ends.
    fn draw_panel(&self, canvas: &mut Canvas, panel: &Panel, left: f64, top: f64, wide: f64) -> f64 {
        let words = &self.frame.words;
        let points = panel.in_order();
        if panel.numbers().next().is_none() {
            let word =
                points.last().map_or_else(|| words.nothing.clone(), |(_, value)| panel.format.value(value, words));
            let area = Area::new(left, top + 8.0, wide, 28.0);
            canvas.rect(area, "tom-ramme");
            canvas.text(left + 8.0, top + 27.0, Anchor::Start, "tom liten", &text::ellipsis(&word, wide - 16.0, SMALL));
            return top + 40.0;
        }
        let (low, high) =
            panel.numbers().fold((0.0f64, 0.0f64), |(low, high), number| (low.min(number), high.max(number)));
        let high = if low < high { high } else { 1.0 };
        let (first, last) = (points.first().map_or(0.0, |p| p.0.at), points.last().map_or(0.0, |p| p.0.at));
        let base = top + LINE + 6.0;
        let x = Linear::new(first, last, left + 6.0, left + wide - 6.0);
        let y = Linear::new(low, high, base + PLOT, base);
        canvas.line((left, y.at(0.0)), (left + wide, y.at(0.0)), "nullinje");
        let bottom = self.draw_target(canvas, panel, (left, wide), &y, base + PLOT);

        let mut run: Vec<(f64, f64)> = Vec::new();
        let mut known: Vec<(f64, f64, &Moment, &Value)> = Vec::new();
        for (moment, value) in points {
            if let Some(number) = value.number() {
                let place = (x.at(moment.at), y.at(number));
                run.push(place);
                known.push((place.0, place.1, moment, value));
            } else {
                canvas.polyline(&run, "", "kurve serie-1");
                run.clear();
            }
        }
        canvas.polyline(&run, "", "kurve serie-1");
        for (x, y, _, value) in &known {
            let class = if value.is_uncertain() { "punkt serie-1 usikker" } else { "punkt serie-1" };
            let (x, y) = (coordinate(x - 4.0), coordinate(*y));
            canvas.path(&format!("M{x} {y}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z"), class);
        }
        // First and last: figure at the point, date below.
        let ends = [known.first(), known.last().filter(|_| known.len() > 1)];
        let room = wide / 2.0 - 6.0;
        let mut shown =
            ends.map(|end| end.map_or_else(String::new, |known| panel.format.drawn_within(known.3, words, room, TEXT)));
        // Two wide figures at one height would lie on each other. The last one says most, and the table has both.
        if let [Some((_, first, _, value)), Some((_, last, ..))] = ends {
            let collide = |shown: &[String; 2]| {
                let together: f64 = shown.iter().map(|figure| text::bold_width(figure, TEXT)).sum();
                together + 6.0 > wide && (first - last).abs() < LINE
            };
            if collide(&shown) {
                let bare = Format { unit: String::new(), ..panel.format.clone() };
                shown[0] = bare.drawn_within(value, words, room, TEXT);
            }
            if collide(&shown) {
                shown[0].clear();
            }
        }
        for (end, (x, y, moment, _)) in ends.into_iter().enumerate().filter_map(|(end, p)| Some((end, p?))) {
            let (anchor, edge) = if end == 0 { (Anchor::Start, left) } else { (Anchor::End, left + wide) };
            let at = if (*x - edge).abs() < wide / 3.0 { edge } else { *x };
            if !shown[end].is_empty() {
                canvas.text(at, y - 9.0, anchor, "tall sterk glorie", &shown[end]);
            }
            let label = text::ellipsis(&moment.label, wide / 2.0 - 4.0, SMALL);
            canvas.text(at, bottom + 17.0, anchor, "liten svak tall", &label);
        }
        let unit = panel.format.unit_above();
        let end = bottom + LINE + 2.0;
        unit.map_or(end, |unit| {
            let unit = text::ellipsis(unit, wide, SMALL);
            canvas.text(left, end + 15.0, Anchor::Start, "liten svak", &unit);
            end + LINE
        })
    }

    /// The target as a line with its words, or its word alone; returns where the plot ends.
    fn draw_target(
        &self,
        canvas: &mut Canvas,
        panel: &Panel,
        (left, wide): (f64, f64),
        y: &Linear,
        bottom: f64,
    ) -> f64 {
        let Some(target) = &panel.target else { return bottom };
        if let Some(number) = target.value.number() {
            canvas.line((left, y.at(number)), (left + wide, y.at(number)), target.kind.class());
        }
        let words = text::ellipsis(&target.text(&panel.format, &self.frame.words), wide, SMALL);
        canvas.text(left, bottom + 17.0, Anchor::Start, "liten svak glorie", &words);
        bottom + LINE
    }
}

#[cfg(test)]
mod tests {
    use super::super::ReferenceKind;
    use super::super::golden::{any_label, any_value, assert_golden, assert_sound, frame};
    use super::*;
    use proptest::prelude::*;

    fn panel(label: &str, figures: &[(i32, Value)]) -> Panel {
        let point =
            |(year, value): &(i32, Value)| (Moment { label: year.to_string(), at: f64::from(*year) }, value.clone());
        Panel { label: label.into(), points: figures.iter().map(point).collect(), ..Panel::default() }
    }

    fn chart(panels: Vec<Panel>) -> Multiples {
        Multiples { frame: frame("smaa"), head: ["Indikator", "Dato", "Verdi"].map(String::from), panels }
    }

    #[test]
    fn a_line_a_gap_and_a_blank_are_drawn_as_stored() {
        let mut first = panel("Startlån", &[(2010, Value::Number(20.0)), (2012, Value::Number(35.0))]);
        first.target =
            Some(Reference { label: "Mål".into(), value: Value::Number(40.0), kind: ReferenceKind::Target });
        let gap = panel(
            "Utkastelser",
            &[(2010, Value::Number(9.0)), (2011, Value::blank("skjult")), (2012, Value::About(2.0))],
        );
        let drawn = chart(vec![first, gap, panel("Bostøtte", &[(2012, Value::blank("ikke fastsatt"))])]).draw();
        assert_sound(&drawn);
        assert_golden("smaa", &drawn);
    }

    #[test]
    fn a_blank_is_no_point_and_its_word_stands_in_the_table() {
        let drawn = chart(vec![panel("A", &[(1, Value::Number(1.0)), (2, Value::blank("skjult"))])]).draw();
        assert_eq!(drawn.svg.matches("punkt serie-1").count(), 2, "one in each variant");
        assert_eq!(drawn.table.rows[1][2], Cell::blank("skjult"));
    }

    #[test]
    fn the_first_figure_makes_way_for_the_last() {
        let figures = |first: f64, last: f64| {
            let mut panel = panel("Kroner", &[(1, Value::Number(first)), (2, Value::Number(last))]);
            panel.format.unit = "kr".into();
            let drawn = chart(vec![panel.clone(), panel.clone(), panel]).draw();
            let wide = drawn.svg.split("diagram-smal").next().unwrap();
            let all = wide
                .split("sterk glorie\">")
                .skip(1)
                .map(|rest| rest.split('<').next().unwrap().replace('\u{a0}', " "));
            all.take(2).collect::<Vec<_>>()
        };
        assert_eq!(figures(12_502_500.5, 14_200_000.0), ["12,5 mill.", "14,2 mill. kr"]);
        assert_eq!(figures(123_456_789.0, 123_456_780.0)[..1], ["123,46 mill. kr"]);
        assert_eq!(figures(1_000_000.0, 14_200_000.0), ["1 mill. kr", "14,2 mill. kr"]);
    }

    #[test]
    fn panels_without_room_are_counted_and_stand_in_the_table() {
        let many = (0..30).map(|n| panel(&n.to_string(), &[(1, Value::Number(1.0))])).collect();
        let drawn = chart(many).draw();
        assert_eq!(drawn.table.rows.len(), 30);
        assert!(drawn.svg.contains("6 rader til står bare i tabellen."));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn whatever_comes_in_the_drawing_is_sound(
            panels in prop::collection::vec(
                (any_label(), prop::collection::vec((any_label(), any::<f64>(), any_value()), 0..9), prop::option::of(any_value())),
                0..9,
            ),
        ) {
            let panels = panels
                .into_iter()
                .map(|(label, points, target)| Panel {
                    format: Format { decimals: None, unit: label.clone() },
                    target: target.map(|value| Reference { label: label.clone(), value, kind: ReferenceKind::Target }),
                    points: points.into_iter().map(|(label, at, value)| (Moment { label, at }, value)).collect(),
                    label,
                })
                .collect();
            assert_sound(&chart(panels).draw());
        }
    }
}

//! Names at the lines themselves. Wide drawings have them in the right margin, moved apart where they would collide; narrow
//! ones have no margin to spare and list them below, each with a piece of its line.

use super::super::svg::{Anchor, Canvas, LINE, SMALL, TEXT, times};
use super::super::{Value, text};
use super::{LineChart, Plot, dashes, draw_marker};

const LINES_IN_MARGIN: usize = 3;

/// How much of the width the names need to the right of the plot.
pub(super) fn margin(chart: &LineChart, canvas: &Canvas) -> f64 {
    if canvas.is_narrow() {
        return 6.0;
    }
    let names = chart.series.iter().map(|series| text::width(&series.name, TEXT));
    let references = chart
        .references
        .iter()
        .map(|reference| text::width(&reference.text(&chart.frame.format, &chart.frame.words), SMALL));
    names.chain(references).fold(0.0, f64::max).clamp(40.0, 150.0) + 26.0
}

/// Draws all names and numbers; returns where the next thing may begin.
pub(super) fn draw(chart: &LineChart, canvas: &mut Canvas, plot: &Plot, below: f64) -> f64 {
    draw_numbers(chart, canvas, plot);
    if canvas.is_narrow() { draw_key(chart, canvas, plot, below) } else { draw_margin(chart, canvas, plot, below) }
}

/// The last point of a series that has a number, and its figure.
fn last_point(chart: &LineChart, plot: &Plot, series: usize) -> Option<(f64, f64, Value)> {
    let series = chart.series.get(series)?;
    plot.places.iter().rev().find_map(|(moment, x)| {
        let value = chart.value(series, *moment);
        value.number().map(|number| (*x, plot.y.at(number), value))
    })
}

/// A series' name, and its last figure when several lines leave no room for figures at the points.
fn name_lines(chart: &LineChart, series: usize, last: &Value, room: f64) -> Vec<String> {
    let name = chart.series.get(series).map_or("", |series| series.name.as_str());
    if chart.series.len() < 2 {
        return text::wrap(name, room, TEXT, LINES_IN_MARGIN);
    }
    let figure = chart.frame.format.drawn_within(last, &chart.frame.words, room, TEXT);
    text::wrap_keeping(name, &figure, room, TEXT, LINES_IN_MARGIN)
}

fn draw_margin(chart: &LineChart, canvas: &mut Canvas, plot: &Plot, below: f64) -> f64 {
    let left = plot.right + 12.0;
    let room = canvas.width() - left;
    let (format, words) = (&chart.frame.format, &chart.frame.words);
    // (where it points from, height of what it points to, lines, class)
    let mut labels = Vec::new();
    for index in 0..chart.series.len() {
        if let Some((x, y, value)) = last_point(chart, plot, index) {
            let lines = name_lines(chart, index, &value, room);
            labels.push((x + 8.0, y, lines, "etikett glorie"));
        }
    }
    for reference in &chart.references {
        if let Some(number) = reference.value.number() {
            let lines = reference.lines(format, words, room, LINES_IN_MARGIN);
            labels.push((plot.right, plot.y.at(number), lines, "etikett liten svak glorie"));
        }
    }
    let wanted: Vec<(f64, f64)> = labels
        .iter()
        .map(|(_, y, lines, _)| {
            let height = times(lines.len()) * LINE;
            (y - height / 2.0, height + 2.0)
        })
        .collect();
    let tops = spread(&wanted, 0.0, plot.bottom + 6.0);
    let mut end = below;
    for ((x, y, lines, class), top) in labels.into_iter().zip(tops) {
        let middle = top + times(lines.len()) * LINE / 2.0;
        if (middle - y).abs() > 4.0 || left - x > 20.0 {
            canvas.line((x, y), (left - 3.0, middle), "leder");
        }
        end = canvas.paragraph(left, top, Anchor::Start, class, &lines).max(end);
    }
    end
}

fn draw_key(chart: &LineChart, canvas: &mut Canvas, plot: &Plot, below: f64) -> f64 {
    let (format, words) = (&chart.frame.format, &chart.frame.words);
    let room = canvas.width() - 44.0;
    let mut y = below;
    for index in 0..chart.series.len() {
        let Some((_, _, value)) = last_point(chart, plot, index) else {
            continue;
        };
        canvas.polyline(&[(0.0, y + 10.0), (34.0, y + 10.0)], dashes(index), &format!("kurve serie-{}", index % 6 + 1));
        draw_marker(canvas, (17.0, y + 10.0), index, false);
        y = canvas.paragraph(44.0, y, Anchor::Start, "etikett", &name_lines(chart, index, &value, room)) + 3.0;
    }
    for reference in chart.references.iter().filter(|reference| reference.value.number().is_some()) {
        canvas.line((0.0, y + 10.0), (34.0, y + 10.0), reference.kind.class());
        let lines = reference.lines(format, words, room, LINES_IN_MARGIN);
        y = canvas.paragraph(44.0, y, Anchor::Start, "etikett liten svak", &lines) + 3.0;
    }
    y
}

/// The figures at the points, when there is one line and room for them; if not for all, for the last.
fn draw_numbers(chart: &LineChart, canvas: &mut Canvas, plot: &Plot) {
    let [series] = chart.series.as_slice() else { return };
    let mut taken: Vec<(f64, f64, f64)> = Vec::new();
    let points: Vec<(f64, f64, Value)> = plot
        .places
        .iter()
        .filter_map(|(moment, x)| {
            let value = chart.value(series, *moment);
            value.number().map(|number| (*x, plot.y.at(number), value))
        })
        .collect();
    let all = points.len() <= if canvas.is_narrow() { 6 } else { 10 };
    for (place, (x, y, value)) in points.iter().enumerate().rev() {
        if !all && place + 1 != points.len() {
            continue;
        }
        let room = canvas.width() / 5.0;
        let label = chart.frame.format.drawn_within(value, &chart.frame.words, room, SMALL);
        let half = text::width(&label, SMALL) / 2.0;
        // In a valley below the point, else above it, so that the line does not run through the number.
        let neighbour = |at: Option<usize>| at.and_then(|at| points.get(at)).map_or(*y, |point| point.1);
        let valley = neighbour(place.checked_sub(1)) + neighbour(Some(place + 1)) < 2.0 * y - 8.0;
        let below = y + 22.0;
        let baseline = if (valley && below < plot.bottom) || y - 14.0 < plot.top - 12.0 { below } else { y - 10.0 };
        // Not into the margin where the line is named: letters may be set wider than they are reckoned here.
        let last = !canvas.is_narrow() && x + half > plot.right;
        let end = plot.right + 5.0;
        let middle = if last { end - half } else { x.min(canvas.width() - half).max(plot.left + half) };
        let free = taken.iter().all(|(other, line, width)| {
            (other - middle).abs() >= half + width + 4.0 || (line - baseline).abs() >= 17.0
        });
        if free {
            taken.push((middle, baseline, half));
            let (at, anchor) = if last { (end, Anchor::End) } else { (middle, Anchor::Middle) };
            canvas.text(at, baseline, anchor, "tall liten glorie", &label);
        }
    }
}

/// Moves blocks (wanted top, height) apart so that none covers another, keeping their order, between `low` and `high` if
/// there is room; returns their tops in the order given.
fn spread(wanted: &[(f64, f64)], low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| {
        let top = |place: &usize| wanted.get(*place).map_or(0.0, |block| block.0);
        top(a).total_cmp(&top(b)).then(a.cmp(b))
    });
    let mut tops = vec![low; wanted.len()];
    let mut free = low;
    for place in &order {
        if let (Some(top), Some((want, height))) = (tops.get_mut(*place), wanted.get(*place)) {
            *top = want.max(free);
            free = *top + height;
        }
    }
    let mut limit = high;
    for place in order.iter().rev() {
        if let (Some(top), Some((_, height))) = (tops.get_mut(*place), wanted.get(*place)) {
            *top = top.min(limit - height);
            limit = *top;
        }
    }
    // Too little room: begin at the top all the same and let the drawing grow.
    let above = order.first().and_then(|place| tops.get(*place)).map_or(0.0, |top| (low - top).max(0.0));
    tops.into_iter().map(|top| top + above).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_moved_apart_and_kept_inside() {
        assert_eq!(spread(&[(10.0, 20.0), (15.0, 20.0)], 0.0, 100.0), [10.0, 30.0]);
        assert_eq!(spread(&[(95.0, 20.0), (90.0, 20.0)], 0.0, 100.0), [80.0, 60.0]);
        assert_eq!(spread(&[(0.0, 60.0), (0.0, 60.0)], 0.0, 100.0), [0.0, 60.0]);
        assert!(spread(&[], 0.0, 1.0).is_empty());
    }
}

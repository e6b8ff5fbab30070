//! Things in columns with curves between what belongs together: a plan's thread from vision to results. What is a link
//! in the thread, and where it breaks, is the caller's to know; here it is placed and drawn.
//!
//! The drawing is for the eye alone, and hidden from screen readers: the page says the same in lists. Its links lead to
//! the places in those lists, and are out of the way of the Tab key for the same reason.

use std::fmt::Write as _;

use super::Status;
use super::svg::{coordinate, escape};
use super::text;

/// More things than this in one column are not drawn one by one.
pub const MAX_NODES: usize = 30;

const WIDTH: f64 = 150.0;
const GAP: f64 = 46.0;
const SIZE: f64 = 14.0;
const LINE: f64 = 17.0;
const PAD: f64 = 7.0;
const BETWEEN: f64 = 10.0;
const HEAD: f64 = 34.0;
const LINES: usize = 3;
const SIGN: f64 = 19.0;

/// One thing in the thread.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ThreadNode {
    /// Which column it stands in.
    pub column: usize,
    /// What it is called; cut after three lines.
    pub text: String,
    /// Where it leads, as an address or a place on the page.
    pub link: Option<String>,
    /// How it stands.
    pub status: Option<Status>,
    /// How the things it stands for stand, when it stands for several.
    pub parts: Vec<(Status, usize)>,
    /// Nothing stands over it that should.
    pub lacks_before: bool,
    /// Nothing stands under it that should.
    pub lacks_after: bool,
}

/// The whole thread.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Thread {
    /// Headings of the columns; a column without things is left out.
    pub columns: Vec<String>,
    /// The things, in the order they should stand when nothing else decides.
    pub nodes: Vec<ThreadNode>,
    /// From what stands over to what stands under, by place in `nodes`.
    pub links: Vec<(usize, usize)>,
}

/// Where a thing is drawn.
#[derive(Debug, Clone, Default)]
struct Place {
    x: f64,
    y: f64,
    height: f64,
    lines: Vec<String>,
}

impl Thread {
    /// The drawing: one `<svg>` with classes, and attributes for geometry.
    pub fn draw(&self) -> String {
        let used: Vec<usize> =
            (0..self.columns.len()).filter(|at| self.nodes.iter().any(|node| node.column == *at)).collect();
        let mut places: Vec<Place> = self.nodes.iter().map(measured).collect();
        let order = self.order(&used);
        for (at, column) in order.iter().enumerate() {
            for node in column {
                places[*node].x = 16.0 + (WIDTH + GAP) * times(at);
            }
        }
        self.place(&order, &mut places);
        let width = 32.0 + WIDTH * times(used.len()) + GAP * times(used.len().saturating_sub(1));
        let bottom = places.iter().map(|place| place.y + place.height).fold(HEAD, f64::max) + 8.0;
        let mut svg = format!(
            "<svg class=\"traadtegning{low}\" viewBox=\"0 0 {w} {h}\" width=\"{w}\" height=\"{h}\" font-size=\"14\" aria-hidden=\"true\" focusable=\"false\">",
            // One that nearly has room on a sheet is drawn to have it; a taller one goes over several.
            low = if bottom < 900.0 { " traadtegning--lav" } else { "" },
            w = coordinate(width),
            h = coordinate(bottom)
        );
        for (at, column) in used.iter().enumerate() {
            let x = 16.0 + (WIDTH + GAP) * times(at);
            let title = text::ellipsis(&self.columns[*column], WIDTH, SIZE);
            let _ = write!(
                svg,
                "<text x=\"{}\" y=\"16\" class=\"traadtegning__hode\">{}</text>",
                coordinate(x),
                escape(&title)
            );
        }
        for (from, to) in &self.links {
            if let (Some(from), Some(to)) = (places.get(*from), places.get(*to)) {
                svg.push_str(&curve(from, to));
            }
        }
        for (at, (node, place)) in self.nodes.iter().zip(&places).enumerate() {
            // Where the thread goes on, though not as it should, the frame says so; a cross would say that it ends.
            let before = node.lacks_before && self.over(at).next().is_none();
            let after = node.lacks_after && self.under(at).next().is_none();
            svg.push_str(&drawn(node, place, before, after));
        }
        svg.push_str("</svg>");
        svg
    }

    fn over(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        self.links.iter().filter(move |(_, to)| *to == node).map(|(from, _)| *from)
    }

    fn under(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        self.links.iter().filter(move |(from, _)| *from == node).map(|(_, to)| *to)
    }

    /// The things of each column, those with the same things over them together.
    fn order(&self, used: &[usize]) -> Vec<Vec<usize>> {
        let mut rank = vec![f64::INFINITY; self.nodes.len()];
        let mut order = Vec::new();
        for column in used {
            let mut members: Vec<(f64, usize)> = (0..self.nodes.len())
                .filter(|at| self.nodes[*at].column == *column)
                .map(|at| (mean(self.over(at).map(|over| rank[over])).unwrap_or(f64::INFINITY), at))
                .collect();
            members.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let total = times(members.len());
            for (at, (_, node)) in members.iter().enumerate() {
                rank[*node] = times(at) / total;
            }
            order.push(members.into_iter().map(|(_, node)| node).collect());
        }
        order
    }

    /// From the last column to the first, everything in the middle of what stands under it, and nothing on top of another.
    fn place(&self, order: &[Vec<usize>], places: &mut [Place]) {
        let height = |column: &[usize], places: &[Place]| -> f64 {
            column.iter().map(|node| places[*node].height + BETWEEN).sum::<f64>()
        };
        let bottom = HEAD + order.iter().map(|column| height(column, places)).fold(0.0, f64::max);
        let mut placed = vec![false; places.len()];
        for column in order.iter().rev() {
            let mut next = HEAD;
            for node in column {
                let middles =
                    self.under(*node).filter(|under| placed[*under]).map(|at| places[at].y + places[at].height / 2.0);
                let wanted = mean(middles).map_or(next, |middle| middle - places[*node].height / 2.0);
                places[*node].y = wanted.max(next);
                next = places[*node].y + places[*node].height + BETWEEN;
            }
            let mut limit = bottom;
            for node in column.iter().rev() {
                let place = &mut places[*node];
                place.y = place.y.min(limit - BETWEEN - place.height).max(HEAD);
                limit = place.y;
            }
            for node in column {
                placed[*node] = true;
            }
        }
    }
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (mut sum, mut count) = (0.0, 0.0);
    for value in values.filter(|value| value.is_finite()) {
        sum += value;
        count += 1.0;
    }
    (count > 0.0).then(|| sum / count)
}

fn measured(node: &ThreadNode) -> Place {
    let sign = if node.status.is_some() { SIGN } else { 0.0 };
    let lines = text::wrap(&node.text, WIDTH - 2.0 * PAD - sign, SIZE, LINES);
    let rows = times(lines.len()) + if node.parts.is_empty() { 0.0 } else { times(node.parts.len().div_ceil(3)) };
    Place { height: rows * LINE + 2.0 * PAD, lines, ..Place::default() }
}

fn curve(from: &Place, to: &Place) -> String {
    let (x1, y1) = (from.x + WIDTH, from.y + from.height / 2.0);
    let (x2, y2) = (to.x, to.y + to.height / 2.0);
    let bend = ((x2 - x1) / 2.0).max(GAP / 2.0);
    format!(
        "<path d=\"M{} {}C{} {} {} {} {} {}\" fill=\"none\" class=\"traadtegning__traad\"/>",
        coordinate(x1),
        coordinate(y1),
        coordinate(x1 + bend),
        coordinate(y1),
        coordinate(x2 - bend),
        coordinate(y2),
        coordinate(x2),
        coordinate(y2)
    )
}

fn drawn(node: &ThreadNode, place: &Place, before: bool, after: bool) -> String {
    let Place { x, y, height, lines } = place;
    let broken = if node.lacks_before || node.lacks_after { " traadtegning__boks--brudd" } else { "" };
    let mut svg = String::new();
    if let Some(link) = &node.link {
        let _ = write!(svg, "<a href=\"{}\" tabindex=\"-1\">", escape(link));
    }
    let _ = write!(
        svg,
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"3\" class=\"traadtegning__boks{broken}\"/>",
        coordinate(*x),
        coordinate(*y),
        coordinate(WIDTH),
        coordinate(*height)
    );
    let sign = if node.status.is_some() { SIGN } else { 0.0 };
    if let Some(status) = node.status {
        svg.push_str(&shape(x + PAD, y + PAD, status));
    }
    let mut base = y + PAD + 12.5;
    for line in lines {
        let _ = write!(
            svg,
            "<text x=\"{}\" y=\"{}\">{}</text>",
            coordinate(x + PAD + sign),
            coordinate(base),
            escape(line)
        );
        base += LINE;
    }
    for (row, parts) in node.parts.chunks(3).enumerate() {
        for (at, (status, count)) in parts.iter().enumerate() {
            let left = x + PAD + 45.0 * times(at);
            let top = base + LINE * times(row);
            svg.push_str(&shape(left, top - 12.5, *status));
            let _ = write!(svg, "<text x=\"{}\" y=\"{}\">{count}</text>", coordinate(left + SIGN), coordinate(top));
        }
    }
    if node.link.is_some() {
        svg.push_str("</a>");
    }
    let middle = y + height / 2.0;
    if before {
        svg.push_str(&stub(*x, middle, -1.0));
    }
    if after {
        svg.push_str(&stub(x + WIDTH, middle, 1.0));
    }
    svg
}

/// A thread that ends in nothing: a short broken line and a cross.
fn stub(x: f64, y: f64, way: f64) -> String {
    let (end, cross) = (x + way * 7.0, x + way * 11.0);
    format!(
        "<path d=\"M{} {y}H{}M{} {}l8 8m0 -8l-8 8\" fill=\"none\" class=\"traadtegning__brudd\"/>",
        coordinate(x),
        coordinate(end),
        coordinate(cross - 4.0),
        coordinate(y - 4.0),
        y = coordinate(y)
    )
}

fn shape(x: f64, y: f64, status: Status) -> String {
    format!(
        "<g transform=\"translate({} {}) scale(0.9)\" class=\"statusform {}\">{}</g>",
        coordinate(x),
        coordinate(y),
        status.class(),
        status.shape()
    )
}

/// A count as a coordinate.
fn times(count: usize) -> f64 {
    super::svg::times(count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn node(column: usize, text: &str) -> ThreadNode {
        ThreadNode { column, text: text.into(), ..ThreadNode::default() }
    }

    /// Corners and sizes of the boxes, in the order they are drawn.
    fn boxes(svg: &str) -> Vec<[f64; 4]> {
        let value = |tag: &str, name: &str| {
            let rest = tag.split(&format!(" {name}=\"")).nth(1).unwrap();
            rest.split('"').next().unwrap().parse::<f64>().unwrap()
        };
        svg.split("<rect").skip(1).map(|tag| ["x", "y", "width", "height"].map(|name| value(tag, name))).collect()
    }

    #[test]
    fn what_hangs_together_is_joined_and_what_does_not_is_marked() {
        let thread = Thread {
            columns: vec!["Visjon".into(), "Mål".into(), "Tomt".into(), "Aktivitet".into()],
            nodes: vec![
                node(0, "Alle bor trygt"),
                ThreadNode { lacks_before: true, lacks_after: true, ..node(1, "Egne <hjem>") },
                ThreadNode { status: Some(Status::IGang), link: Some("#a&b".into()), ..node(3, "Bygge") },
                ThreadNode { parts: vec![(Status::Fullfoert, 4), (Status::Uten, 2)], ..node(3, "6 aktiviteter") },
            ],
            links: vec![(0, 1), (0, 2)],
        };
        let svg = thread.draw();
        assert_eq!(svg.matches("traadtegning__traad").count(), 2);
        assert_eq!(svg.matches("class=\"traadtegning__brudd\"").count(), 1);
        assert!(!svg.contains("Tomt"), "a column without things is left out");
        assert!(svg.contains("href=\"#a&amp;b\" tabindex=\"-1\"") && svg.contains("Egne"), "{svg}");
        assert!(!svg.contains("<hjem>") && !svg.contains("style="), "{svg}");
        assert_eq!(svg.matches("statusform").count(), 3);
    }

    #[test]
    fn nothing_to_draw_is_an_empty_drawing() {
        assert!(Thread::default().draw().starts_with("<svg class=\"traadtegning "));
    }

    proptest! {
        #[test]
        fn no_box_lies_on_another(
            nodes in prop::collection::vec((0usize..5, "\\PC{0,60}"), 1..40),
            links in prop::collection::vec((0usize..40, 0usize..40), 0..80),
        ) {
            let total = nodes.len();
            let thread = Thread {
                columns: (0..5).map(|n| n.to_string()).collect(),
                nodes: nodes.iter().map(|(column, text)| node(*column, text)).collect(),
                links: links.into_iter().filter(|(a, b)| *a < total && *b < total && nodes[*a].0 < nodes[*b].0).collect(),
            };
            let svg = thread.draw();
            prop_assert!(!svg.contains("NaN"));
            let boxes = boxes(&svg);
            prop_assert_eq!(boxes.len(), total);
            for (at, a) in boxes.iter().enumerate() {
                for b in &boxes[at + 1..] {
                    let apart = (a[0] - b[0]).abs() > 1.0 || a[1] + a[3] <= b[1] + 0.5 || b[1] + b[3] <= a[1] + 0.5;
                    prop_assert!(apart, "{a:?} {b:?}");
                }
            }
        }
    }
}

//! What holds back what: boxes in columns, with a curve from each to those it holds back. What is in the first column is
//! held back by nothing. Circles cannot be laid in columns; the curve that closes one goes backwards, and the table says
//! the same. What is not part of any relation is not drawn.

use super::svg::{Anchor, Area, Canvas, LINE, SMALL, coordinate, times};
use super::{Cell, Chart, ChartTable, Frame, MAX_ROWS, text};

/// Room between columns, where the curves go, unless there are so many that it must be less.
const GAP: f64 = 56.0;
/// No column is narrower.
const COLUMN: f64 = 90.0;
/// Room between boxes.
const ROW: f64 = 14.0;
/// Room between curves that go below boxes.
const LANE: f64 = 7.0;
/// Room inside a box.
const PAD: f64 = 8.0;

/// Relations to be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Graph {
    /// Texts. The number format is not used.
    pub frame: Frame,
    /// Names of the boxes.
    pub nodes: Vec<String>,
    /// From, to, and the word for the relation; numbers of nodes. A second word is drawn dashed.
    pub edges: Vec<(usize, usize, String)>,
    /// The table's headings: the one, the relation, the other.
    pub head: [String; 3],
}

impl Graph {
    /// Draws it and makes its table.
    pub fn draw(&self) -> Chart {
        let sound =
            |(from, to, _): &&(usize, usize, String)| *from < self.nodes.len() && *to < self.nodes.len() && from != to;
        let edges: Vec<&(usize, usize, String)> = self.edges.iter().filter(sound).collect();
        let name = |at: usize| self.nodes.get(at).cloned().unwrap_or_default();
        let told =
            |(from, to, word): &(usize, usize, String)| [name(*from), word.clone(), name(*to)].map(Cell::text).to_vec();
        let rows = self.edges.iter().map(told).collect();
        let table = ChartTable::new(self.frame.caption.clone(), self.head.to_vec(), rows, Vec::new());
        let columns = columns(self.nodes.len(), &edges);
        self.frame.finish("graf", table, |canvas| self.paint(canvas, &edges, &columns))
    }

    fn paint(&self, canvas: &mut Canvas, edges: &[&(usize, usize, String)], columns: &[Vec<usize>]) {
        let first = edges.first().map_or("", |edge| edge.2.as_str());
        if canvas.is_narrow() {
            return self.list(canvas, edges);
        }
        let count = times(columns.len().max(1));
        let gap = GAP.min((canvas.width() - COLUMN * count) / (count - 1.0).max(1.0));
        let width = ((canvas.width() - gap * (count - 1.0)) / count).clamp(COLUMN, 260.0);
        let mut places: Vec<Option<Area>> = vec![None; self.nodes.len()];
        let mut x = 0.0;
        for column in columns {
            let mut y = 0.0;
            for node in column {
                let lines = text::wrap(&self.nodes[*node], width - 2.0 * PAD, SMALL, 4);
                let area = Area::new(x, y, width, times(lines.len()) * LINE + 2.0 * PAD);
                canvas.rect(area, "graf-boks");
                canvas.paragraph(x + PAD, y + PAD, Anchor::Start, "liten", &lines);
                places[*node] = Some(area);
                y += area.height + ROW;
            }
            x += width + gap;
        }
        let mut lanes = 0;
        for (from, to, word) in edges {
            let (Some(from), Some(to)) = (places[*from], places[*to]) else { continue };
            let class = if word == first { "graf-kant" } else { "graf-kant graf-kant-stiplet" };
            let forward = to.x > from.x;
            let (x1, x2) = if forward { (from.x + from.width, to.x) } else { (from.x, to.x + to.width) };
            let (y1, y2) = (from.y + from.height / 2.0, to.y + to.height / 2.0);
            // Boxes of the columns between would hide the curve: it goes below them, each such curve in a lane of its own.
            let below = places
                .iter()
                .flatten()
                .filter(|area| area.x > x1 && area.x + area.width < x2)
                .map(|area| area.y + area.height)
                .fold(f64::NEG_INFINITY, f64::max);
            if forward && below > y1.min(y2) - PAD {
                let lane = below + ROW * 0.6 + LANE * times(lanes);
                lanes += 1;
                canvas.reach(lane + 2.0);
                let middle = (x1 + gap, x2 - gap);
                canvas.path(
                    &format!(
                        "M{} {}{}L{} {}{}",
                        coordinate(x1),
                        coordinate(y1),
                        curve((x1, y1), (middle.0, lane), gap / 2.0),
                        coordinate(middle.1),
                        coordinate(lane),
                        curve((middle.1, lane), (x2, y2), gap / 2.0)
                    ),
                    class,
                );
            } else {
                let bend = if forward { (x2 - x1) / 2.0 } else { -gap / 2.0 };
                let way = curve((x1, y1), (x2, y2), bend);
                canvas.path(&format!("M{} {}{way}", coordinate(x1), coordinate(y1)), class);
            }
            // The head of the arrow lies along the way the curve arrives.
            let c = coordinate;
            let back = if forward { -9.0 } else { 9.0 };
            let head =
                format!("M{} {}L{} {}L{} {}Z", c(x2), c(y2), c(x2 + back), c(y2 - 5.0), c(x2 + back), c(y2 + 5.0));
            canvas.path(&head, "graf-pil");
        }
    }

    /// On a phone there is no room for columns: each relation in words, under each other.
    fn list(&self, canvas: &mut Canvas, edges: &[&(usize, usize, String)]) {
        let mut y = 0.0;
        for (from, to, word) in edges.iter().take(MAX_ROWS) {
            let room = canvas.width() - 2.0 * PAD;
            let above = text::wrap(&self.nodes[*from], room, SMALL, 3);
            let below = text::wrap(&self.nodes[*to], room, SMALL, 3);
            let height = |lines: &[String]| times(lines.len()) * LINE + 2.0 * PAD;
            canvas.rect(Area::new(0.0, y, canvas.width(), height(&above)), "graf-boks");
            canvas.paragraph(PAD, y + PAD, Anchor::Start, "liten", &above);
            y += height(&above);
            canvas.text(PAD + 14.0, y + 17.0, Anchor::Start, "liten svak", word);
            canvas.line((PAD + 3.0, y), (PAD + 3.0, y + 22.0), "graf-kant");
            let c = coordinate;
            let head = format!("M{} {}l-5 -9h10Z", c(PAD + 3.0), c(y + 24.0));
            canvas.path(&head, "graf-pil");
            y += 24.0;
            canvas.rect(Area::new(0.0, y, canvas.width(), height(&below)), "graf-boks");
            canvas.paragraph(PAD, y + PAD, Anchor::Start, "liten", &below);
            y += height(&below) + 2.0 * ROW;
        }
        if edges.len() > MAX_ROWS {
            let more = self.frame.words.more_rows(edges.len() - MAX_ROWS);
            canvas.note(y, &more);
        }
    }
}

/// A curve that leaves and arrives level, as the rest of a path.
fn curve((x1, y1): (f64, f64), (x2, y2): (f64, f64), bend: f64) -> String {
    let c = coordinate;
    format!("C{} {} {} {} {} {}", c(x1 + bend), c(y1), c(x2 - bend), c(y2), c(x2), c(y2))
}

/// The nodes that have a relation, in columns: each as far right as the longest way to it without going in a circle.
fn columns(nodes: usize, edges: &[&(usize, usize, String)]) -> Vec<Vec<usize>> {
    let mut depth = vec![0_usize; nodes];
    let linked: Vec<bool> =
        (0..nodes).map(|node| edges.iter().any(|(from, to, _)| *from == node || *to == node)).collect();
    let count = linked.iter().filter(|linked| **linked).count();
    // Going round as many times as there are nodes settles everything that is no circle; a circle stops at the limit.
    let limit = count.saturating_sub(1).min(4);
    for _ in 0..count {
        for (from, to, _) in edges {
            depth[*to] = depth[*to].max((depth[*from] + 1).min(limit));
        }
    }
    let mut columns: Vec<Vec<usize>> = Vec::new();
    for (node, depth) in depth.into_iter().enumerate().filter(|(node, _)| linked[*node]) {
        if columns.len() <= depth {
            columns.resize(depth + 1, Vec::new());
        }
        columns[depth].push(node);
    }
    columns.retain(|column| !column.is_empty());
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(nodes: &[&str], edges: &[(usize, usize)]) -> Graph {
        Graph {
            frame: Frame { id: "g".into(), title: "T".into(), ..Frame::default() },
            nodes: nodes.iter().map(|node| (*node).to_owned()).collect(),
            edges: edges.iter().map(|(from, to)| (*from, *to, "blokkerer".to_owned())).collect(),
            head: ["Den".into(), "Hva".into(), "Den andre".into()],
        }
    }

    #[test]
    fn what_is_held_back_stands_to_the_right_and_what_is_alone_is_not_drawn() {
        let edges = [(0, 1, String::new()), (1, 2, String::new()), (0, 2, String::new())];
        assert_eq!(columns(4, &edges.iter().collect::<Vec<_>>()), [vec![0], vec![1], vec![2]]);
        let drawn = graph(&["Mangel", "Kø", "Hospits", "Alene"], &[(0, 1), (1, 2)]).draw();
        assert!(drawn.svg.contains(">Mangel<") && !drawn.svg.contains("Alene"));
        assert_eq!(drawn.table.rows.len(), 2);
    }

    #[test]
    fn a_curve_past_a_column_goes_below_its_boxes() {
        let drawn = graph(&["A", "B", "C"], &[(0, 1), (1, 2), (0, 2)]).draw();
        // One line of text in a box: none is lower than 36 units, and the long curve runs level below that.
        let long = drawn.svg.split("<path d=\"").find(|path| path.contains('L') && !path.contains('Z')).unwrap();
        let lane: f64 = long.split('L').nth(1).unwrap().split([' ', 'C']).nth(1).unwrap().parse().unwrap();
        assert!(lane > LINE + 2.0 * PAD, "{long}");
        assert_eq!(drawn.svg.matches("graf-pil").count(), 6, "three arrows in each of the two drawings");
    }

    #[test]
    fn the_longest_chain_stays_within_the_drawing() {
        let names = ["A", "B", "C", "D", "E", "F"];
        let drawn = graph(&names, &[(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)]).draw();
        let wide = drawn.svg.split("diagram-smal").next().unwrap();
        let number = |text: &str, key: &str| -> f64 {
            text.split(key).nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
        };
        for rect in wide.split("<rect").skip(1) {
            let end = number(rect, " x=\"") + number(rect, " width=\"");
            assert!(end <= 640.0, "{end}");
        }
    }

    #[test]
    fn a_circle_a_self_reference_and_a_missing_node_are_drawn_without_end_or_fault() {
        let drawn = graph(&["A", "B"], &[(0, 1), (1, 0), (0, 0), (0, 9)]).draw();
        assert_eq!(drawn.table.rows.len(), 4, "the table hides nothing");
        assert_eq!(drawn.svg.matches("graf-pil").count(), 4, "two curves in each of the two drawings");
    }

    #[test]
    fn names_are_escaped_and_the_same_graph_is_the_same_bytes() {
        let one = graph(&["<script>", "B & C"], &[(0, 1)]).draw();
        assert!(!one.svg.contains("<script>") && one.svg.contains("&lt;script&gt;"));
        assert_eq!(one, graph(&["<script>", "B & C"], &[(0, 1)]).draw());
    }
}

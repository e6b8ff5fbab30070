//! Charts as drawings with alternative text: the chart's own SVG for wide columns, with the colours of paper.

use serde_json::{Value, json};

use crate::derive::dokument::Figur;
use crate::language::Language;
use crate::page::world::World;

/// The colours of `diagram.css`, resolved: a file has no page around it to take them from.
const STYLE: &str = include_str!("figur.css");

/// Points for each unit of a drawing: its smallest text is then as large as that of a table.
const SCALE: f64 = 0.6;
/// No drawing is taller, in points: it stands on one sheet with its title, also lying down.
const TALLEST: f64 = 400.0;

/// A figure; none when there is nothing to draw.
pub fn draw(world: &World, language: &Language, figure: &Figur) -> Option<Value> {
    let chart = crate::document::figur::chart(world, language, figure)?;
    let svg = drawing(&chart.svg)?;
    let [width, height] = size(&svg)?;
    let scale = SCALE.min(TALLEST / height);
    Some(
        json!({ "kind": "figure", "svg": svg, "width": width * scale, "title": chart.title, "alt": chart.description }),
    )
}

/// The wide drawing, complete in itself.
fn drawing(html: &str) -> Option<String> {
    let start = html.find("<svg")?;
    let end = html[start..].find("</svg>")? + start + "</svg>".len();
    let svg = &html[start..end];
    let (head, body) = svg.split_at(svg.find('>')? + 1);
    let open = head.strip_suffix('>')?;
    let named = if open.contains("xmlns=") { "" } else { " xmlns=\"http://www.w3.org/2000/svg\"" };
    Some(format!("{open}{named} font-family=\"Noto Sans\"><style>{STYLE}</style>{body}"))
}

/// Width and height in the drawing's own units.
fn size(svg: &str) -> Option<[f64; 2]> {
    let numbers = svg.split_once("viewBox=\"0 0 ")?.1;
    let (width, rest) = numbers.split_once(' ')?;
    let height = rest.split('"').next()?;
    Some([width.parse().ok()?, height.parse().ok()?]).filter(|[_, height]: &[f64; 2]| *height > 0.0)
}

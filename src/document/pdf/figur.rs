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

#[cfg(test)]
mod tests {
    use super::*;

    /// Classes that say what something is, and carry no colour in a drawing of their own.
    const PLAIN: [&str; 8] = ["etikett", "liten", "tall", "statusform", "omriss", "hel", "segment", "pil"];

    #[test]
    fn every_class_of_the_charts_has_the_colours_of_paper() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/chart/golden");
        let mut seen = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let html = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            for classes in html.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                for class in classes.split(' ').filter(|class| !class.starts_with("diagram")) {
                    seen += 1;
                    let known = PLAIN.contains(&class)
                        || [" ", "{", ",", "."].iter().any(|end| STYLE.contains(&format!(".{class}{end}")));
                    assert!(known, "figur.css does not say how «{class}» is drawn");
                }
            }
        }
        assert!(seen > 100);
    }

    #[test]
    fn the_wide_drawing_is_taken_out_and_made_complete() {
        let html = "<div><svg class=\"diagram\" viewBox=\"0 0 640 120.5\"><text>A</text></svg><svg></svg></div>";
        let svg = drawing(html).unwrap();
        assert!(
            svg.starts_with("<svg class=\"diagram\" viewBox=\"0 0 640 120.5\" xmlns=\"http://www.w3.org/2000/svg\"")
        );
        assert!(svg.ends_with("<text>A</text></svg>"));
        assert_eq!(size(&svg), Some([640.0, 120.5]));
        assert_eq!(size("<svg viewBox=\"0 0 640 0\">"), None);
    }
}

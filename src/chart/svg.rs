//! Writing SVG: escaping, numbers with fixed decimals, and the canvas that one variant of a chart is drawn on. Where things
//! go is left to each chart; how they look, to `diagram.css`.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::pattern::Pattern;
use super::shape::Status;
use super::text;

/// Size of ordinary text, in the drawing's units.
pub const TEXT: f64 = 16.0;
/// Size of secondary text. No text is smaller.
pub const SMALL: f64 = 15.0;
/// From one line of text to the next.
pub const LINE: f64 = 20.0;

/// Escapes text for element content and quoted attributes. Drops what XML forbids (control characters) and the marks that
/// reverse the reading direction of everything after them.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' | '\t' | '\r' => escaped.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// A coordinate with at most one decimal, so that the same chart is the same bytes everywhere. Never NaN.
pub fn coordinate(value: f64) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let text = format!("{:.1}", value.clamp(-1e6, 1e6));
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Makes any text usable as an XML id and in `url(#…)`.
pub fn safe_id(id: &str) -> String {
    let mut safe: String =
        id.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '_' }).collect();
    if !safe.starts_with(|c: char| c.is_ascii_alphabetic()) {
        safe.insert_str(0, "d-");
    }
    safe
}

/// A count as a coordinate. Counts of rows and lines are far below where f64 loses whole numbers.
#[expect(clippy::cast_precision_loss, reason = "rows and lines are counted, never beyond 2^52")]
pub fn times(count: usize) -> f64 {
    count as f64
}

/// The two variants of every chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// For columns of about 34 rem and more.
    Bred,
    /// For phones and side columns.
    Smal,
}

impl Layout {
    const fn width(self) -> f64 {
        match self {
            Self::Bred => 640.0,
            Self::Smal => 320.0,
        }
    }

    const fn class(self) -> &'static str {
        match self {
            Self::Bred => "diagram-bred",
            Self::Smal => "diagram-smal",
        }
    }

    const fn suffix(self) -> char {
        match self {
            Self::Bred => 'b',
            Self::Smal => 's',
        }
    }
}

/// Which end of a text its x is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// x is where it begins.
    Start,
    /// x is its middle.
    Middle,
    /// x is where it ends.
    End,
}

impl Anchor {
    const fn attribute(self) -> &'static str {
        match self {
            Self::Start => "",
            Self::Middle => " text-anchor=\"middle\"",
            Self::End => " text-anchor=\"end\"",
        }
    }
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Left.
    pub x: f64,
    /// Top.
    pub y: f64,
    /// Never negative when drawn.
    pub width: f64,
    /// Never negative when drawn.
    pub height: f64,
}

impl Area {
    /// From its corner and size.
    pub const fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { x, y, width, height }
    }
}

/// One variant of a chart while it is drawn.
#[derive(Debug)]
pub struct Canvas {
    id: String,
    layout: Layout,
    /// Lines that run behind everything else: their length is known only when all is placed.
    beneath: String,
    body: String,
    patterns: BTreeSet<Pattern>,
    bottom: f64,
}

impl Canvas {
    /// An empty drawing; its ids begin with `id` and a letter for the variant.
    pub fn new(id: &str, layout: Layout) -> Self {
        let id = format!("{}-{}", safe_id(id), layout.suffix());
        Self { id, layout, beneath: String::new(), body: String::new(), patterns: BTreeSet::new(), bottom: 0.0 }
    }

    /// Width of the drawing in its own units.
    pub fn width(&self) -> f64 {
        self.layout.width()
    }

    /// Whether labels must stand above what they name instead of beside it.
    pub fn is_narrow(&self) -> bool {
        self.layout == Layout::Smal
    }

    /// Makes room down to `y`. Drawing does it by itself.
    pub fn reach(&mut self, y: f64) {
        self.bottom = self.bottom.max(y);
    }

    /// One line of text; `y` is its baseline.
    pub fn text(&mut self, x: f64, y: f64, anchor: Anchor, class: &str, line: &str) {
        self.reach(y + 5.0);
        let size = if is_small(class) { " font-size=\"15\"" } else { "" };
        self.push(format_args!(
            "<text x=\"{}\" y=\"{}\"{}{size} class=\"{class}\">{}</text>",
            coordinate(x),
            coordinate(y),
            anchor.attribute(),
            escape(line)
        ));
    }

    /// Text that reads upwards along x, beginning at `y`.
    pub fn text_upwards(&mut self, x: f64, y: f64, class: &str, line: &str) {
        let (x, y) = (coordinate(x), coordinate(y));
        let size = if is_small(class) { " font-size=\"15\"" } else { "" };
        self.push(format_args!(
            "<text x=\"{x}\" y=\"{y}\"{size} transform=\"rotate(-90 {x} {y})\" class=\"{class}\">{}</text>",
            escape(line)
        ));
    }

    /// A text of several lines that begins at `top`; returns where the next thing may begin.
    pub fn paragraph(&mut self, x: f64, top: f64, anchor: Anchor, class: &str, lines: &[String]) -> f64 {
        let mut y = top;
        for line in lines {
            self.text(x, y + 15.0, anchor, class, line);
            y += LINE;
        }
        y
    }

    /// A note in weak text over the whole width; returns where the next thing may begin.
    pub fn note(&mut self, top: f64, note: &str) -> f64 {
        let lines = text::wrap(note, self.width(), SMALL, 4);
        self.paragraph(0.0, top, Anchor::Start, "liten svak", &lines)
    }

    /// A filled rectangle.
    pub fn rect(&mut self, area: Area, class: &str) {
        self.reach(area.y + area.height);
        self.push(format_args!("<rect{} class=\"{class}\"/>", geometry(area)));
    }

    /// A rectangle with a pattern over it. The pattern has no colour of its own: it cuts through `class`.
    pub fn patterned(&mut self, area: Area, class: &str, pattern: Option<Pattern>) {
        self.rect(area, class);
        if let Some(pattern) = pattern {
            self.overlay(area, pattern);
        }
    }

    /// A pattern by itself, such as the hatch that means «nothing here».
    pub fn overlay(&mut self, area: Area, pattern: Pattern) {
        self.reach(area.y + area.height);
        self.patterns.insert(pattern);
        // Moved there rather than placed there: a pattern begins where the coordinates do, and should begin in this corner.
        let at_corner = Area::new(0.0, 0.0, area.width, area.height);
        let (x, y, id) = (coordinate(area.x), coordinate(area.y), pattern.id(&self.id));
        self.push(format_args!("<rect{} transform=\"translate({x} {y})\" fill=\"url(#{id})\"/>", geometry(at_corner)));
    }

    /// A straight line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), class: &str) {
        self.reach(from.1.max(to.1));
        self.body.push_str(&line(from, to, class));
    }

    /// A straight line behind everything else.
    pub fn line_beneath(&mut self, from: (f64, f64), to: (f64, f64), class: &str) {
        self.reach(from.1.max(to.1));
        self.beneath.push_str(&line(from, to, class));
    }

    /// A path from points joined by straight lines; one point alone draws nothing.
    pub fn polyline(&mut self, points: &[(f64, f64)], dashes: &str, class: &str) {
        if points.len() < 2 {
            return;
        }
        let mut path = String::new();
        for (number, (x, y)) in points.iter().enumerate() {
            let command = if number == 0 { 'M' } else { 'L' };
            let _ = write!(path, "{command}{} {}", coordinate(*x), coordinate(*y));
        }
        let dashes = if dashes.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dashes}\"") };
        self.push(format_args!("<path d=\"{path}\" fill=\"none\"{dashes} class=\"{class}\"/>"));
    }

    /// A closed shape from ready path data.
    pub fn path(&mut self, data: &str, class: &str) {
        self.push(format_args!("<path d=\"{data}\" class=\"{class}\"/>"));
    }

    /// The shape of a status, 16 units wide, with its corner at `x`, `y`.
    pub fn status_shape(&mut self, x: f64, y: f64, status: Status) {
        self.reach(y + 16.0);
        self.push(format_args!(
            "<g transform=\"translate({} {})\" class=\"statusform {}\">{}</g>",
            coordinate(x),
            coordinate(y),
            status.class(),
            status.shape()
        ));
    }

    /// Closes the drawing. The patterns it used come first, as SVG readers expect.
    pub fn finish(self, class: &str, title: &str, description: &str) -> String {
        let Self { id, layout, beneath, body, patterns, bottom } = self;
        let mut svg = format!(
            "<svg class=\"diagram {} {class}\" viewBox=\"0 0 {} {}\" font-size=\"16\" role=\"img\" \
             aria-labelledby=\"{id}-tittel {id}-beskrivelse\"><title id=\"{id}-tittel\">{}</title>\
             <desc id=\"{id}-beskrivelse\">{}</desc>",
            layout.class(),
            coordinate(layout.width()),
            coordinate(bottom.ceil() + 1.0),
            escape(title),
            escape(description)
        );
        if !patterns.is_empty() {
            svg.push_str("<defs>");
            for pattern in patterns {
                svg.push_str(&pattern.definition(&id));
            }
            svg.push_str("</defs>");
        }
        svg.push_str(&beneath);
        svg.push_str(&body);
        svg.push_str("</svg>");
        svg
    }

    fn push(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.body.write_fmt(element);
    }
}

/// Secondary text is smaller: geometry, so it stands here and not in CSS.
fn is_small(class: &str) -> bool {
    class.split(' ').any(|name| name == "liten")
}

fn line(from: (f64, f64), to: (f64, f64), class: &str) -> String {
    format!(
        "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" class=\"{class}\"/>",
        coordinate(from.0),
        coordinate(from.1),
        coordinate(to.0),
        coordinate(to.1)
    )
}

fn geometry(area: Area) -> String {
    format!(
        " x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
        coordinate(area.x),
        coordinate(area.y),
        coordinate(area.width.max(0.0)),
        coordinate(area.height.max(0.0))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_control_characters_do_not_get_through() {
        assert_eq!(
            escape("<script>\"a\" & 'b'\u{0}\u{8}</script>"),
            "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;"
        );
        assert_eq!(escape("a\u{202e}b\u{2066}c\nd"), "abc d");
    }

    #[test]
    fn coordinates_have_at_most_one_decimal_and_no_minus_zero() {
        for (value, expected) in
            [(1.0, "1"), (1.25, "1.2"), (-0.04, "0"), (f64::NAN, "0"), (f64::INFINITY, "0"), (1e9, "1000000")]
        {
            assert_eq!(coordinate(value), expected);
        }
    }

    #[test]
    fn any_text_becomes_an_id() {
        assert_eq!(safe_id("mål \"1\""), "m_l__1_");
        assert_eq!(safe_id("1a"), "d-1a");
        assert_eq!(safe_id(""), "d-");
    }
}

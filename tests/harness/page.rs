//! Looks into pages that Planverk has made: tags with attributes, and the text a reader sees. A scanner of a hundred
//! lines, written apart from the program's own so that the two do not share mistakes; no parser for pages from elsewhere.

use std::collections::BTreeMap;

/// One piece of a page, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A start tag: name in lower case, attributes with references resolved.
    Start(String, BTreeMap<String, String>),
    /// An end tag.
    End(String),
    /// Text with references resolved; the contents of `script` and `style` too.
    Text(String),
}

/// A page in pieces.
pub struct Page(pub Vec<Piece>);

impl Page {
    /// Takes a page apart.
    pub fn read(html: &str) -> Self {
        let mut pieces = Vec::new();
        let mut rest = html;
        while !rest.is_empty() {
            let Some(at) = rest.find('<') else {
                pieces.push(Piece::Text(unescape(rest)));
                break;
            };
            if at > 0 {
                pieces.push(Piece::Text(unescape(&rest[..at])));
            }
            rest = &rest[at..];
            if rest.starts_with("<!--") {
                rest = rest.split_once("-->").map_or("", |(_, after)| after);
            } else if rest.starts_with("<!") || rest.starts_with("<?") {
                rest = rest.split_once('>').map_or("", |(_, after)| after);
            } else if let Some(end) = rest.strip_prefix("</") {
                let (name, after) = end.split_once('>').unwrap_or((end, ""));
                pieces.push(Piece::End(name.trim().to_lowercase()));
                rest = after;
            } else {
                let (name, attributes, after) = start_tag(&rest[1..]);
                rest = after;
                let raw = matches!(name.as_str(), "script" | "style").then(|| format!("</{name}"));
                pieces.push(Piece::Start(name, attributes));
                if let Some(end) = raw {
                    let at = rest.find(&end).unwrap_or(rest.len());
                    pieces.push(Piece::Text(rest[..at].to_owned()));
                    rest = &rest[at..];
                }
            }
        }
        Self(pieces)
    }

    /// All start tags.
    pub fn tags(&self) -> impl Iterator<Item = (&str, &BTreeMap<String, String>)> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Start(name, attributes) => Some((name.as_str(), attributes)),
            _ => None,
        })
    }

    /// The start tags with a name.
    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a BTreeMap<String, String>> {
        self.tags().filter(move |(tag, _)| *tag == name).map(|(_, attributes)| attributes)
    }

    /// What stands in each element with a name: its pieces, without the tags themselves. Not for elements inside
    /// others of the same name.
    pub fn inside(&self, name: &str) -> Vec<&[Piece]> {
        let mut found = Vec::new();
        let mut start = None;
        for (at, piece) in self.0.iter().enumerate() {
            match piece {
                Piece::Start(tag, _) if tag == name => start = Some(at + 1),
                Piece::End(tag) if tag == name => found.extend(start.take().map(|from| &self.0[from..at])),
                _ => {}
            }
        }
        found
    }

    /// The page's title.
    pub fn title(&self) -> String {
        self.inside("title").first().map_or_else(String::new, |pieces| text(pieces))
    }

    /// Levels of the headings, in order.
    pub fn headings(&self) -> Vec<u32> {
        let level = |name: &str| name.strip_prefix('h').and_then(|n| n.parse().ok()).filter(|n| (1..=6).contains(n));
        self.tags().filter_map(|(name, _)| level(name)).collect()
    }

    /// The text a reader sees in the whole page.
    pub fn text(&self) -> String {
        text(&self.0)
    }
}

/// The text of some pieces: what stands in `script`, `style`, `head` and `template` left out, blocks apart, white space
/// and the narrow and hard spaces one ordinary space.
pub fn text(pieces: &[Piece]) -> String {
    let mut out = String::new();
    let mut silent = 0_u32;
    for piece in pieces {
        match piece {
            Piece::Start(name, _) if hides(name) => silent += 1,
            Piece::End(name) if hides(name) => silent = silent.saturating_sub(1),
            // What is set apart for the eye is set apart in the text.
            Piece::Start(name, _) | Piece::End(name) if !inline(name) => out.push(' '),
            Piece::Text(text) if silent == 0 => out.push_str(text),
            _ => {}
        }
    }
    plain(&out)
}

/// One kind of space, and no soft hyphens.
pub fn plain(text: &str) -> String {
    let text = text.replace(['\u{ad}', '\u{200b}'], "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn hides(name: &str) -> bool {
    matches!(name, "script" | "style" | "template")
}

fn inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "cite"
            | "code"
            | "dfn"
            | "em"
            | "i"
            | "kbd"
            | "mark"
            | "q"
            | "s"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tspan"
            | "wbr"
    )
}

/// Name, attributes and what follows the tag.
fn start_tag(text: &str) -> (String, BTreeMap<String, String>, &str) {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(text.len());
    let name = text[..end].to_lowercase();
    let mut rest = &text[end..];
    let mut attributes = BTreeMap::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return (name, attributes, rest);
        }
        if let Some(after) = rest.strip_prefix('>') {
            return (name, attributes, after);
        }
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len()).max(1);
        let key = rest[..end].to_lowercase();
        rest = &rest[end..];
        let mut value = String::new();
        if let Some(after) = rest.strip_prefix('=') {
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (raw, after) = match quote {
                Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                None => after.split_at(after.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(after.len())),
            };
            value = unescape(raw);
            rest = after;
        }
        attributes.insert(key, value);
    }
}

/// Resolves the character references that pages use.
pub fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = rest[1..].split_once(';').and_then(|(name, after)| Some((character(name)?, after)));
        if let Some((c, after)) = known {
            out.push(c);
            rest = after;
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "shy" => '\u{ad}',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    })
}

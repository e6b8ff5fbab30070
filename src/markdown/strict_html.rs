//! Reads the HTML this module writes, the strict way. For tests.

use std::collections::BTreeSet;

const VOID: [&str; 3] = ["br", "hr", "img"];

const ELEMENTS: &[&str] = &[
    "a",
    "blockquote",
    "br",
    "caption",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "span",
    "strong",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];

const ATTRIBUTES: &[&str] = &[
    "alt",
    "aria-label",
    "aria-labelledby",
    "class",
    "height",
    "href",
    "id",
    "loading",
    "role",
    "scope",
    "src",
    "start",
    "tabindex",
    "title",
    "width",
];

/// Reads HTML the strict way: every tag is known, every attribute is known and quoted, everything that begins ends.
/// Gives what is wrong.
pub(super) fn check(html: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let mut ids = BTreeSet::new();
    let mut aims = BTreeSet::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '>']) {
        let tag = rest[at..].strip_prefix('<').ok_or("a > that ends nothing")?;
        let end = tag.find('>').ok_or("a tag that does not end")?;
        let (inside, after) = (&tag[..end], &tag[end + 1..]);
        rest = after;
        if let Some(name) = inside.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> does not match"));
            }
            continue;
        }
        let (name, mut attributes) = inside.split_once(' ').unwrap_or((inside, ""));
        if !ELEMENTS.contains(&name) {
            return Err(format!("<{name}> is unknown"));
        }
        if name == "a" && open.contains(&"a") {
            return Err("a link inside a link".into());
        }
        if name == "p" && open.contains(&"p") {
            return Err("a paragraph inside a paragraph".into());
        }
        while !attributes.is_empty() {
            let (key, value) = attributes.split_once("=\"").ok_or(format!("unquoted: {inside}"))?;
            let (value, more) = value.split_once('"').ok_or(format!("unclosed: {inside}"))?;
            if !ATTRIBUTES.contains(&key) {
                return Err(format!("attribute {key}"));
            }
            if key == "id" && !ids.insert(value) {
                return Err(format!("id {value} twice"));
            }
            if ["href", "src"].contains(&key) {
                let address = value.to_ascii_lowercase();
                if ["javascript:", "data:", "vbscript:", "file:"].iter().any(|scheme| address.starts_with(scheme)) {
                    return Err(format!("address {value}"));
                }
                if inside.contains("fotnote") || inside.contains("anker") {
                    aims.insert(value.trim_start_matches('#'));
                }
            }
            attributes = more.trim_start();
        }
        if !VOID.contains(&name) {
            open.push(name);
        }
    }
    if let Some(missing) = aims.iter().find(|aim| !ids.contains(**aim)) {
        return Err(format!("#{missing} leads nowhere"));
    }
    if open.is_empty() { Ok(()) } else { Err(format!("{open:?} never end")) }
}

/// As [`check`], for a stretch whose links may lead to another.
pub(super) fn check_part(html: &str) -> Result<(), String> {
    check(html).or_else(|why| if why.ends_with("leads nowhere") { Ok(()) } else { Err(why) })
}

#[test]
fn the_checker_itself_finds_faults() {
    for bad in [
        "<p>",
        "<p></em>",
        "<script></script>",
        "<p onclick=\"x\"></p>",
        "<p class=x></p>",
        "<a href=\"javascript:x\"></a>",
        "a>b",
        "<a href=\"x\"><a href=\"y\"></a></a>",
    ] {
        assert!(check(bad).is_err(), "{bad}");
    }
    assert_eq!(check("<p class=\"a\">x<br>\n</p>"), Ok(()));
}

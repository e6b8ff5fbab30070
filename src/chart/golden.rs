//! Test tools: whole drawings compared with stored ones, and a strict little reader that finds broken markup.
//!
//! `OPPDATER=1 cargo test chart` writes the stored drawings anew. Read the difference before you commit it.

use super::Chart;
use std::path::Path;

/// Compares the fragment with `golden/<name>.svg.html`, one element per line so that a difference can be read.
pub(super) fn assert_golden(name: &str, chart: &Chart) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/chart/golden").join(format!("{name}.svg.html"));
    let found = format!("{}\n", chart.svg.replace("><", ">\n<"));
    if std::env::var_os("OPPDATER").is_some() {
        assert!(std::env::var_os("CI").is_none(), "OPPDATER is for people who read the difference, not for CI");
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &found).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, expected, "{name} is drawn otherwise than in {}", path.display());
}

/// What every chart must keep to, whatever it was given.
pub(super) fn assert_sound(chart: &Chart) {
    let svg = &chart.svg;
    let elements = read_markup(svg).unwrap_or_else(|problem| panic!("{problem} in {svg}"));
    // A label may well say «NaN» or «style=»; what counts is what is markup. Elements are checked by name below.
    let mut ids = std::collections::BTreeSet::new();
    for (name, attributes) in &elements {
        assert!(
            ["div", "svg", "title", "desc", "defs", "pattern", "g", "rect", "line", "path", "circle", "text"]
                .contains(&name.as_str()),
            "unexpected element {name}"
        );
        for (key, value) in attributes {
            assert!(!key.starts_with("on") && key != "style" && !key.ends_with("href"), "attribute {key}");
            let numbers = ["d", "transform", "viewBox", "points", "x", "y", "width", "height", "r", "cx", "cy"];
            let drawn = numbers.contains(&key.as_str());
            assert!(!drawn || !(value.contains("NaN") || value.contains("inf")), "{name} {key}={value}");
            if key == "id" {
                assert!(ids.insert(value.clone()), "id {value} twice");
            }
            if key == "fill" || key == "stroke" {
                assert!(value == "none" || value.starts_with("url(#"), "colour outside CSS: {key}={value}");
            }
            if ["x", "y", "width", "height", "x1", "x2", "y1", "y2"].contains(&key.as_str()) {
                let number: f64 = value.parse().unwrap();
                assert!((-2000.0..60_000.0).contains(&number), "{name} {key}={value}");
                assert!(number >= 0.0 || !["width", "height"].contains(&key.as_str()), "{name} {key}={value}");
            }
        }
    }
    for (_, attributes) in &elements {
        for (key, value) in attributes {
            if key == "aria-labelledby" {
                assert!(value.split(' ').all(|id| ids.contains(id)), "{value} names nothing");
            }
            if let Some(id) = value.strip_prefix("url(#").and_then(|rest| rest.strip_suffix(')')) {
                assert!(ids.contains(id), "pattern {id} is missing");
            }
        }
    }
    for row in &chart.table.rows {
        assert_eq!(row.len(), chart.table.head.len(), "a row of the table is not as wide as its head");
        assert!(row.iter().all(|cell| !cell.text.contains("NaN")));
    }
}

type Element = (String, Vec<(String, String)>);

/// Reads the small part of XML that the charts write; anything else is an error.
fn read_markup(markup: &str) -> Result<Vec<Element>, String> {
    let mut open: Vec<String> = Vec::new();
    let mut elements = Vec::new();
    let mut rest = markup;
    while !rest.is_empty() {
        let Some(start) = rest.find('<') else {
            return Err(format!("text after the end: {rest}"));
        };
        check_text(&rest[..start])?;
        let Some(length) = rest[start..].find('>') else {
            return Err("a tag without an end".into());
        };
        let tag = &rest[start + 1..start + length];
        rest = &rest[start + length + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop().as_deref() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
            continue;
        }
        let (tag, closed) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut found = Vec::new();
        while !attributes.is_empty() {
            let (key, after) = attributes.split_once("=\"").ok_or(format!("attribute without value: {attributes}"))?;
            let (value, after) = after.split_once('"').ok_or(format!("value without end: {after}"))?;
            check_text(value)?;
            found.push((key.to_owned(), value.to_owned()));
            attributes = after.strip_prefix(' ').unwrap_or(after);
        }
        if !closed {
            open.push(name.to_owned());
        }
        elements.push((name.to_owned(), found));
    }
    if open.is_empty() { Ok(elements) } else { Err(format!("never closed: {open:?}")) }
}

fn check_text(text: &str) -> Result<(), String> {
    if text.chars().any(char::is_control) {
        return Err(format!("control character in {text:?}"));
    }
    for (at, _) in text.match_indices('&') {
        let known = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"];
        if !known.iter().any(|entity| text[at..].starts_with(entity)) {
            return Err(format!("bare & in {text:?}"));
        }
    }
    Ok(())
}

/// Labels as hostile as the world is.
pub(super) fn any_label() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::*;
    prop_oneof![
        4 => any::<String>(),
        2 => "[A-ZÆØÅa-zæøå /-]{0,140}",
        1 => Just("<script>alert(\"1\")</script>&amp;".to_owned()),
        1 => Just("\u{202e}שלום العربية\u{0}\u{1b}[31m".to_owned()),
    ]
    // Chance writes these now and then; in a drawing they are to mean a number gone wrong.
    .prop_map(|label: String| label.replace("NaN", "nan").replace("inf", "fin"))
}

/// Figures as hostile as spreadsheets are.
pub(super) fn any_value() -> impl proptest::strategy::Strategy<Value = super::Value> {
    use super::Value;
    use proptest::prelude::*;
    prop_oneof![
        3 => (-1000.0f64..1000.0).prop_map(Value::Number),
        2 => any::<f64>().prop_map(Value::Number),
        1 => any::<f64>().prop_map(Value::About),
        1 => Just(Value::Number(f64::NAN)),
        1 => any_label().prop_map(Value::blank),
    ]
}

/// A frame for tests.
pub(super) fn frame(id: &str) -> super::Frame {
    super::Frame {
        id: id.into(),
        title: "Tittel".into(),
        description: "Beskrivelse".into(),
        caption: "Tabell".into(),
        ..Default::default()
    }
}

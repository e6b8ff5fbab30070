//! SARIF 2.1.0, the shape code hosts show beside the changed lines of a merge request.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::{Value, json};

use crate::diag::{Diagnostic, Places, Severity, Sources, Span};

/// The conventional name for the root of the checked-out project.
const ROOT: &str = "%SRCROOT%";

/// One SARIF log with one run. `describe` gives the short description of a code, when there is one.
pub fn sarif(list: &[Diagnostic], sources: &dyn Sources, describe: &dyn Fn(&str) -> Option<String>) -> String {
    let places = Places::new(sources);
    let codes: Vec<_> = list.iter().map(|d| d.code).collect::<BTreeSet<_>>().into_iter().collect();
    let rules: Vec<_> = codes.iter().map(|code| rule(code, describe)).collect();
    let results: Vec<_> = list.iter().map(|d| result(d, &codes, &places)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "language": "nb-NO",
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn rule(code: &str, describe: &dyn Fn(&str) -> Option<String>) -> Value {
    let mut rule = json!({ "id": code });
    if let Some(text) = describe(code) {
        rule["shortDescription"] = json!({ "text": text });
    }
    rule
}

fn result(diagnostic: &Diagnostic, codes: &[&str], places: &Places<'_>) -> Value {
    let level = match diagnostic.severity {
        Severity::Feil => "error",
        Severity::Advarsel => "warning",
        Severity::Hint => "note",
    };
    let mut result = json!({ "ruleId": diagnostic.code });
    if let Ok(index) = codes.binary_search(&diagnostic.code) {
        result["ruleIndex"] = json!(index);
    }
    result["level"] = json!(level);
    // SARIF has no field for advice without a ready-made fix, so it follows the message.
    let mut text = diagnostic.message.clone();
    for hint in &diagnostic.hints {
        let _ = write!(text, "\nhjelp: {hint}");
    }
    result["message"] = json!({ "text": text });
    let place = match (diagnostic.span, &diagnostic.path) {
        (Some(span), _) => Some(location(span, diagnostic.label.as_deref(), places)),
        (None, Some(path)) => Some(json!({ "physicalLocation": { "artifactLocation": artifact(path) } })),
        (None, None) => None,
    };
    if let Some(place) = place {
        result["locations"] = json!([place]);
    }
    if !diagnostic.related.is_empty() {
        let related = diagnostic.related.iter().enumerate().map(|(id, (span, words))| {
            let mut place = location(*span, Some(words), places);
            place["id"] = json!(id);
            place
        });
        result["relatedLocations"] = related.collect();
    }
    result
}

fn location(span: Span, words: Option<&str>, places: &Places<'_>) -> Value {
    let (start, end) = (places.start(span), places.end(span));
    let mut location = json!({ "physicalLocation": {
        "artifactLocation": artifact(places.path(span.file)),
        "region": {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        },
    }});
    if let Some(words) = words {
        location["message"] = json!({ "text": words });
    }
    location
}

fn artifact(path: &str) -> Value {
    json!({ "uri": uri(path), "uriBaseId": ROOT })
}

/// A relative path as a URI reference: everything but the unreserved characters and `/` is percent-encoded.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;
    use crate::diag::render::sample::Texts;

    #[test]
    fn the_whole_log_is_as_the_standard_wants_it() {
        let sources = Texts::one("plans/tiltak på gang.yaml", "mål: æøå x\n");
        let list = [
            Diagnostic::error("plan/b", "feil her").at(sources.span(0, "x")).label("denne").help("gjør noe"),
            Diagnostic::hint("plan/a", "uten sted"),
            Diagnostic::warning("plan/b", "i en fil").in_path("a/b.html"),
        ];
        let describe = |code: &str| (code == "plan/a").then(|| "En regel".to_owned());
        let expected = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": "planverk",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": [
                        { "id": "plan/a", "shortDescription": { "text": "En regel" } },
                        { "id": "plan/b" },
                    ],
                }},
                "language": "nb-NO",
                "columnKind": "unicodeCodePoints",
                "results": [
                    {
                        "ruleId": "plan/b", "ruleIndex": 1, "level": "error",
                        "message": { "text": "feil her\nhjelp: gjør noe" },
                        "locations": [{
                            "physicalLocation": {
                                "artifactLocation": { "uri": "plans/tiltak%20p%C3%A5%20gang.yaml", "uriBaseId": "%SRCROOT%" },
                                "region": { "startLine": 1, "startColumn": 10, "endLine": 1, "endColumn": 11 },
                            },
                            "message": { "text": "denne" },
                        }],
                    },
                    { "ruleId": "plan/a", "ruleIndex": 0, "level": "note", "message": { "text": "uten sted" } },
                    {
                        "ruleId": "plan/b", "ruleIndex": 1, "level": "warning",
                        "message": { "text": "i en fil" },
                        "locations": [{ "physicalLocation": {
                            "artifactLocation": { "uri": "a/b.html", "uriBaseId": "%SRCROOT%" },
                        }}],
                    },
                ],
            }],
        });
        let log: Value = serde_json::from_str(&sarif(&list, &sources, &describe)).unwrap();
        assert_eq!(log, expected);
    }

    #[test]
    fn related_places_carry_their_words_and_a_number() {
        let sources = Texts::one("a.yaml", "x: 1\nx: 2\n");
        let list = [Diagnostic::error("plan/a", "to ganger")
            .at(Span::new(FileId(0), 5..6))
            .related(Span::top(FileId(0)), "første gang")];
        let log: Value = serde_json::from_str(&sarif(&list, &sources, &|_| None)).unwrap();
        let related = &log["runs"][0]["results"][0]["relatedLocations"];
        assert_eq!(related[0]["id"], 0);
        assert_eq!(related[0]["message"]["text"], "første gang");
        assert_eq!(related[0]["physicalLocation"]["region"]["endColumn"], 1);
    }
}

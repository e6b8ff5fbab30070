//! Findings for other programs: one JSON array, one finding per line so that logs can be searched.

use serde_json::{Value, json as value};

use crate::diag::{Diagnostic, Places, Sources, Span};

/// One JSON array. Lines and columns count from 1, columns in characters; the end is the first
/// character after. What is not known is `null`.
pub fn json(list: &[Diagnostic], sources: &dyn Sources) -> String {
    let places = Places::new(sources);
    let rows: Vec<_> = list.iter().map(|d| object(d, &places).to_string()).collect();
    if rows.is_empty() {
        return "[]\n".to_owned();
    }
    format!("[\n{}\n]\n", rows.join(",\n"))
}

fn object(diagnostic: &Diagnostic, places: &Places<'_>) -> Value {
    let mut object = value!({
        "kode": diagnostic.code,
        "alvorlighet": diagnostic.severity.word(),
        "melding": diagnostic.message,
    });
    place(&mut object, diagnostic.span, diagnostic.path.as_deref(), places);
    object["merkelapp"] = value!(diagnostic.label);
    object["hjelp"] = value!(diagnostic.hints);
    let related = diagnostic.related.iter().map(|(span, words)| {
        let mut object = value!({ "melding": words });
        place(&mut object, Some(*span), None, places);
        object
    });
    object["steder"] = related.collect();
    object
}

fn place(object: &mut Value, span: Option<Span>, path: Option<&str>, places: &Places<'_>) {
    let ends = span.map(|span| (places.start(span), places.end(span)));
    object["fil"] = value!(span.map(|span| places.path(span.file)).or(path));
    object["linje"] = value!(ends.map(|(start, _)| start.line));
    object["kolonne"] = value!(ends.map(|(start, _)| start.column));
    object["slutt_linje"] = value!(ends.map(|(_, end)| end.line));
    object["slutt_kolonne"] = value!(ends.map(|(_, end)| end.column));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::render::sample::Texts;

    #[test]
    fn a_finding_carries_place_label_help_and_related_places() {
        let sources = Texts::one("plans/x.yaml", "mål: \"å\"\nny: to\n");
        let list = [
            Diagnostic::error("lesing/dobbel", "«å» to ganger")
                .at(sources.span(0, "\"å\"\nny"))
                .label("her")
                .related(sources.span(0, "to"), "og her")
                .help("fjern én"),
            Diagnostic::hint("nett/tom", "intet å vise"),
        ];
        let expected = concat!(
            "[\n",
            r#"{"kode":"lesing/dobbel","alvorlighet":"feil","melding":"«å» to ganger","fil":"plans/x.yaml","linje":1,"kolonne":6,"slutt_linje":2,"slutt_kolonne":3,"merkelapp":"her","hjelp":["fjern én"],"#,
            r#""steder":[{"melding":"og her","fil":"plans/x.yaml","linje":2,"kolonne":5,"slutt_linje":2,"slutt_kolonne":7}]},"#,
            "\n",
            r#"{"kode":"nett/tom","alvorlighet":"hint","melding":"intet å vise","fil":null,"linje":null,"kolonne":null,"slutt_linje":null,"slutt_kolonne":null,"merkelapp":null,"hjelp":[],"steder":[]}"#,
            "\n]\n",
        );
        assert_eq!(json(&list, &sources), expected);
        assert!(serde_json::from_str::<Value>(expected).unwrap().is_array());
    }

    #[test]
    fn no_findings_are_an_empty_array() {
        assert_eq!(json(&[], &Texts::one("x", "")), "[]\n");
    }
}

//! Footnotes: which are used, in what order, and which are missing.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::finding::Findings;
use super::tree::{Document, Footnote, Inline, for_each_inline};
use crate::diag::{self, Diagnostic};

/// Puts the footnotes that are referred to in order, gives them their ids, and reports the rest.
/// `missing` are the references that have no footnote, as the author wrote the label.
pub(super) fn number<'t>(
    document: &mut Document<'t>,
    defined: Vec<Footnote<'t>>,
    missing: Vec<(String, Range<usize>)>,
    findings: &mut Findings,
) {
    report_missing(missing, &defined, findings);
    let mut waiting = by_label(defined, findings);
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut uses: Vec<usize> = Vec::new();
    let mut order: Vec<Footnote> = Vec::new();
    let mut queue: Vec<String> = Vec::new();
    let mut meet = |inline: &Inline, queue: &mut Vec<String>| {
        let Inline::Footnote(label) = inline else { return };
        if let Some(place) = places.get(label) {
            uses[*place] += 1;
        } else {
            places.insert(label.clone(), uses.len());
            uses.push(1);
            queue.push(label.clone());
        }
    };
    for_each_inline(&document.blocks, &mut |inline| meet(inline, &mut queue));
    // A footnote may refer to further ones; those come after all the text itself refers to.
    let mut next = 0;
    while let Some(label) = queue.get(next).cloned() {
        next += 1;
        if let Some(footnote) = waiting.remove(&label) {
            for_each_inline(&footnote.content, &mut |inline| meet(inline, &mut queue));
            order.push(footnote);
        }
    }
    for (footnote, uses) in order.iter_mut().zip(uses) {
        footnote.uses = uses;
    }
    for unused in waiting.into_values() {
        let finding = Diagnostic::warning(
            "markdown/ubrukt-fotnote",
            format!("fotnoten «{}» er ikke brukt og vises ikke", unused.label),
        )
        .help(format!("sett `[^{}]` der den hører til, eller fjern den", unused.label));
        findings.add(unused.range, finding);
    }
    for (place, footnote) in order.iter().enumerate() {
        document.anchors.insert(id(place + 1));
        document.anchors.extend((1..=footnote.uses).map(|use_| reference_id(place + 1, use_)));
    }
    document.footnotes = order;
}

/// The id of a footnote's text.
pub(super) fn id(number: usize) -> String {
    format!("fotnote-{number}")
}

/// The id of the place in the text that refers to it.
pub(super) fn reference_id(number: usize, use_: usize) -> String {
    format!("fotnotehenvisning-{number}-{use_}")
}

/// The footnotes by label, the first when two have the same.
fn by_label<'t>(defined: Vec<Footnote<'t>>, findings: &mut Findings) -> BTreeMap<String, Footnote<'t>> {
    let mut map: BTreeMap<String, Footnote> = BTreeMap::new();
    for footnote in defined {
        if let Some(first) = map.get(&footnote.label) {
            let finding = Diagnostic::warning(
                "markdown/dobbel-fotnote",
                format!("fotnoten «{}» er skrevet to ganger", footnote.label),
            )
            .related(findings.span(first.range.clone()), "denne blir brukt")
            .help("gi den ene et annet navn, eller fjern den");
            findings.add(footnote.range, finding);
        } else {
            map.insert(footnote.label.clone(), footnote);
        }
    }
    map
}

fn report_missing(missing: Vec<(String, Range<usize>)>, defined: &[Footnote], findings: &mut Findings) {
    let known: BTreeSet<&str> = defined.iter().map(|footnote| footnote.label.as_str()).collect();
    for (label, range) in missing {
        let finding =
            Diagnostic::warning("markdown/ukjent-fotnote", format!("fotnoten «{label}» finnes ikke på siden"))
                .help_maybe(diag::did_you_mean(&label, known.iter().copied().take(MOST_GUESSES)))
                .help(format!("skriv `[^{label}]: teksten` på en egen linje nederst"));
        findings.add(range, finding);
    }
}

/// Guessing compares with every known label; a page with more than this is no longer written by hand.
const MOST_GUESSES: usize = 100;

/// The label of a `[^label]` that begins with the text at `at` and did not become a footnote.
pub(super) fn missing_at(content: &[Inline], at: usize, text: &str) -> Option<(String, Range<usize>)> {
    let [
        Inline::Text { text: open, range: first },
        Inline::Text { text: label, range },
        Inline::Text { text: close, range: last },
        ..,
    ] = content.get(at..)?
    else {
        return None;
    };
    let escaped = text[..first.start].ends_with('\\');
    let label = label.strip_prefix('^').filter(|label| !label.is_empty() && !label.contains(char::is_whitespace))?;
    let joined = open == "[" && close == "]" && first.end == range.start && range.end == last.start;
    (joined && !escaped).then(|| (label.to_owned(), first.start..last.end))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{codes, html, scan_text, spans};

    #[test]
    fn footnotes_are_numbered_by_first_use_and_lead_back() {
        let out = html("A[^x] b[^y] c[^X].\n\n[^y]: Andre\n\n[^x]: Første\n");
        assert!(out.contains("A<sup class=\"fotnotehenvisning\" id=\"fotnotehenvisning-1-1\"><a href=\"#fotnote-1\" aria-label=\"Fotnote 1\">1</a></sup>"), "{out}");
        assert!(out.contains("<section class=\"fotnoter\" aria-label=\"Fotnoter\">\n<ol>\n<li id=\"fotnote-1\">\n<p>Første <a class=\"fotnote-tilbake\" href=\"#fotnotehenvisning-1-1\""), "{out}");
        assert!(out.contains("href=\"#fotnotehenvisning-1-2\""), "{out}");
        assert!(out.find("Første") < out.find("Andre"));
    }

    #[test]
    fn a_footnote_used_only_in_another_footnote_is_shown() {
        let out = html("A[^1]\n\n[^1]: b[^2]\n[^2]: c[^1]\n");
        assert!(out.contains("id=\"fotnotehenvisning-2-1\"") && out.contains("id=\"fotnotehenvisning-1-2\""), "{out}");
        let (outline, findings) = scan_text("A[^1]\n\n[^1]: b[^2]\n[^2]: c[^1]\n");
        assert_eq!(findings, []);
        assert!(outline.has_anchor("fotnote-2") && outline.has_anchor("fotnotehenvisning-1-2"));
    }

    #[test]
    fn missing_unused_and_double_footnotes_are_told_with_their_places() {
        let text = "Å[^kild]\n\n[^kilde]: x\n\n[^b]: y\n\nz[^b]\n\n[^b]: igjen\n";
        let (_, findings) = scan_text(text);
        assert_eq!(codes(&findings), ["markdown/ukjent-fotnote", "markdown/ubrukt-fotnote", "markdown/dobbel-fotnote"]);
        assert_eq!(spans(text, &findings), ["[^kild]", "[^kilde]: x", "[^b]: igjen"]);
        assert_eq!(findings[0].hints[0], "mente du «kilde»?");
    }
}

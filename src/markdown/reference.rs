//! `[[id]]` references: reading them, and noticing those that did not become any.
//! What an id names is left to `resolve`.

use std::ops::Range;

use super::finding::Findings;
use super::tree::Inline;
use crate::diag::{Diagnostic, Span};

/// A `[[target]]` or `[[target|text]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// What is named: `id`, `org:id`, `mappe/stem`.
    pub target: String,
    /// The author's own words for it.
    pub text: Option<String>,
    /// The whole reference, brackets included.
    pub span: Span,
}

/// Reads the target out of `[[target|text]]` as it is written. In a table cell the `|` is escaped.
pub(super) fn target(written: &str) -> String {
    let inner = written.trim_start_matches('!').trim_start_matches('[').trim_end_matches(']');
    let target = inner.split('|').next().unwrap_or(inner);
    let target = target.strip_suffix('\\').unwrap_or(target);
    // A reference that is broken over two lines still names one thing.
    target.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A `[[` that stands in running text without having become a reference.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stray {
    /// The brackets.
    pub range: Range<usize>,
    /// Where the `]]` that follows ends, if there is one.
    pub closed: Option<usize>,
}

/// The `[[` that stand in some text, in order. A row of brackets counts as one.
pub(super) fn strays(content: &[Inline], text: &str) -> Vec<Stray> {
    let mut found: Vec<Stray> = Vec::new();
    let mut before: Option<&Range<usize>> = None;
    let mut brackets = Brackets::default();
    for inline in content {
        let Inline::Text { text: piece, range } = inline else {
            before = None;
            continue;
        };
        let adjoins = before.is_some_and(|before| before.end == range.start);
        let escaped = !adjoins && text[..range.start].ends_with('\\');
        match (piece.as_ref(), escaped) {
            ("[", false) => {
                if brackets.open == 0 || !adjoins {
                    brackets = Brackets { open: 1, close: 0 };
                } else {
                    brackets.open += 1;
                    if brackets.open == 2 {
                        found.push(Stray { range: range.start - 1..range.end, closed: None });
                    }
                }
            }
            ("]", false) => {
                brackets.open = 0;
                brackets.close = if adjoins { brackets.close + 1 } else { 1 };
                if brackets.close == 2
                    && let Some(last) = found.last_mut().filter(|last| last.closed.is_none())
                {
                    last.closed = Some(range.end);
                }
            }
            _ => brackets = Brackets::default(),
        }
        before = Some(range);
    }
    found
}

#[derive(Default)]
struct Brackets {
    open: u32,
    close: u32,
}

/// Reports what [`strays`] found outside tables.
pub(super) fn report_strays(strays: Vec<Stray>, findings: &mut Findings) {
    for stray in strays {
        report_stray(&stray, findings);
    }
}

/// Reports one of them.
pub(super) fn report_stray(stray: &Stray, findings: &mut Findings) {
    let finding = if stray.closed.is_some() {
        Diagnostic::hint("markdown/tom-henvisning", "`[[ ]]` nevner ingen id og vises som vanlig tekst")
            .help("skriv id-en mellom klammene, for eksempel `[[startlaan]]`")
    } else {
        Diagnostic::hint("markdown/uavsluttet-henvisning", "`[[` er ikke avsluttet og vises som vanlig tekst")
            .help("avslutt med `]]`, eller skriv `\\[[` hvis du mener selve tegnene")
    };
    findings.add(stray.range.start..stray.closed.unwrap_or(stray.range.end), finding);
}

/// Whether a `]]` stands in the text without a `[[` before it: the end of a reference that a `|` has cut in two.
pub(super) fn closes_elsewhere(content: &[Inline]) -> bool {
    let bracket = |inline: &Inline| matches!(inline, Inline::Text { text, .. } if text == "]");
    content.windows(2).any(|pair| pair.iter().all(bracket))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{codes, html, scan_after, scan_text, slice, spans};

    #[test]
    fn references_are_found_with_exact_places_below_front_matter_and_norwegian_letters() {
        let text = "---\ntittel: Åæø\n---\nØå [[s1]], [[org:id]] og *[[veiledere/bostoette|om *bo*støtte]]*.";
        let (outline, findings) = scan_after(text, text.find("Øå").unwrap());
        assert_eq!(findings, []);
        let seen: Vec<_> =
            outline.references.iter().map(|r| (r.target.as_str(), r.text.as_deref(), slice(text, r.span))).collect();
        assert_eq!(
            seen,
            [
                ("s1", None, "[[s1]]"),
                ("org:id", None, "[[org:id]]"),
                ("veiledere/bostoette", Some("om bostøtte"), "[[veiledere/bostoette|om *bo*støtte]]"),
            ]
        );
    }

    #[test]
    fn code_and_escaped_brackets_are_no_references() {
        let (outline, findings) = scan_text("`[[a]]` \\[[b]] [\\[c]]\n\n    [[d]]\n\n```\n[[e]]\n```\n");
        assert_eq!((outline.references, findings), (vec![], vec![]));
    }

    #[test]
    fn an_escaped_bar_keeps_a_reference_whole_in_a_cell() {
        let text = "| a | b |\n|---|---|\n| [[id\\|tekst]] | [[x]] |\n";
        let (outline, findings) = scan_text(text);
        assert_eq!(findings, []);
        assert_eq!(
            (outline.references[0].target.as_str(), outline.references[0].text.as_deref()),
            ("id", Some("tekst"))
        );
        assert_eq!(outline.references[1].target, "x");
    }

    #[test]
    fn a_bar_that_cuts_a_reference_in_two_cells_is_explained() {
        let text = "| a | b |\n|---|---|\n| å [[id|tekst]] | 2 |\n";
        let (_, findings) = scan_text(text);
        assert_eq!(codes(&findings), ["markdown/delt-henvisning"]);
        assert_eq!(spans(text, &findings), ["[[id|tekst]]"]);
        assert!(findings[0].hints[0].contains("[[id\\|tekst]]"), "{:?}", findings[0].hints);
    }

    #[test]
    fn an_unclosed_reference_stays_text_and_gets_a_hint() {
        let text = "Å [[start og *[[x*";
        let (outline, findings) = scan_text(text);
        assert!(outline.references.is_empty());
        assert_eq!(codes(&findings), ["markdown/uavsluttet-henvisning"; 2]);
        assert_eq!(spans(text, &findings), ["[[", "[["]);
        assert_eq!(html(text), "<p>Å [[start og <em>[[x</em></p>\n");
    }

    #[test]
    fn an_empty_reference_gets_a_hint() {
        let text = "Se [[]] og [[|x]]";
        let (_, findings) = scan_text(text);
        assert_eq!(codes(&findings), ["markdown/tom-henvisning"; 2]);
        assert_eq!(spans(text, &findings), ["[[]]", "[[|x]]"]);
    }

    #[test]
    fn a_reference_inside_a_link_text_wins_over_the_link() {
        assert_eq!(html("[se [[a]]](b.md)"), "<p>[se <a href=\"ref/a\">A</a>](b.md)</p>\n");
    }
}

//! `planverk` blocks: where a page asks for live plan data. What the YAML means is left to `read`.

use std::ops::Range;

use super::finding::Findings;
use super::tree::{Block, Document};
use crate::diag::{Diagnostic, Span};

/// The body of one block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The YAML as it stands in the file, so that a byte here is `span.start` plus the same byte there.
    pub yaml: String,
    /// The YAML's bytes; in a YAML value, the value's.
    pub span: Span,
}

/// The info string that makes a code block a query.
pub(super) const NAME: &str = "planverk";

/// Takes down a query that stands by itself in the text; elsewhere its tables could not be shown.
pub(super) fn place(document: &mut Document, yaml: &str, body: Range<usize>, findings: &Findings) -> Block<'static> {
    document.queries.push(Query { yaml: yaml.to_owned(), span: findings.span(body) });
    Block::Query(document.queries.len() - 1)
}

/// Reports a query inside something else.
pub(super) fn report_misplaced(range: Range<usize>, findings: &mut Findings) {
    let finding = Diagnostic::error(
        "markdown/planverk-plassering",
        "en `planverk`-blokk kan ikke stå inne i en liste, et sitat eller en fotnote",
    )
    .help("flytt blokken ut, og start linjen med ``` uten innrykk");
    findings.add(range, finding);
}

#[cfg(test)]
mod tests {
    use super::super::testing::{codes, parts, scan_after, slice, spans};
    use crate::markdown::Part;

    #[test]
    fn a_query_knows_the_bytes_of_its_yaml() {
        let text = "---\ntittel: Å\n---\nÆ\n\n```planverk\nvis: målhierarki\nplan: x\n```\n\nSlutt\n";
        let (outline, findings) = scan_after(text, text.find('Æ').unwrap());
        assert_eq!(findings, []);
        assert_eq!(outline.queries[0].yaml, "vis: målhierarki\nplan: x\n");
        assert_eq!(slice(text, outline.queries[0].span), "vis: målhierarki\nplan: x\n");
    }

    #[test]
    fn html_is_cut_where_a_query_stands() {
        let made = parts("Før\n\n```planverk\na: 1\n```\n\nMellom\n\n```planverk\n```\n");
        assert_eq!(
            made,
            [Part::Html("<p>Før</p>\n".into()), Part::Query(0), Part::Html("<p>Mellom</p>\n".into()), Part::Query(1)]
        );
    }

    #[test]
    fn a_query_inside_a_quote_is_an_error_at_its_place() {
        let text = "> å\n> ```planverk\n> vis: x\n> ```\n";
        let (outline, findings) = scan_after(text, 0);
        assert_eq!(codes(&findings), ["markdown/planverk-plassering"]);
        assert_eq!(spans(text, &findings), ["```planverk\n> vis: x\n> ```"]);
        assert!(outline.queries.is_empty());
    }

    #[test]
    fn a_block_that_is_never_closed_is_noticed() {
        let (_, findings) = scan_after("```planverk\nvis: x\n\nMer tekst", 0);
        assert_eq!(codes(&findings), ["markdown/uavsluttet-kodeblokk"]);
    }
}

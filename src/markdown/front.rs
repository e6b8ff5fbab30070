//! Front matter: where the YAML at the top of a page begins and ends. What it says is left to `read`.

use std::ops::Range;

use crate::diag::{Diagnostic, FileId, Span};

/// Finds the YAML between two `---` lines at the very top.
///
/// Gives the bytes of the YAML (`None` without front matter), the byte where the body begins, and findings. When the
/// second `---` is missing, the whole file is taken to be front matter: reading it as text would only add noise.
pub fn front_matter(text: &str, file: FileId) -> (Option<Range<usize>>, usize, Vec<Diagnostic>) {
    let first_line = text.split_inclusive('\n').next().unwrap_or("");
    if !is_fence(first_line) {
        return (None, 0, below_the_top(text, file).into_iter().collect());
    }
    let start = first_line.len();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if is_fence(line) {
            return (Some(start..at), at + line.len(), Vec::new());
        }
        at += line.len();
    }
    let finding = Diagnostic::error(
        "markdown/uavsluttet-frontmatter",
        "feltene øverst på siden mangler linjen som avslutter dem",
    )
    .at(Span::new(file, 0..3))
    .label("åpnes her")
    .help(format!("sett `---` på en egen linje etter linje {}, der feltene slutter", last_field(text)));
    (None, text.len(), vec![finding])
}

fn is_fence(line: &str) -> bool {
    line.strip_prefix("---").is_some_and(|rest| rest.trim().is_empty())
}

/// The number of the last line that seems to belong to the fields: the one before a blank line or a heading.
fn last_field(text: &str) -> usize {
    let fields = text.lines().skip(1).take_while(|line| !line.trim().is_empty() && !line.starts_with('#'));
    1 + fields.count()
}

/// Fields that would have been front matter, had they stood on the first line.
fn below_the_top(text: &str, file: FileId) -> Option<Diagnostic> {
    let trimmed = text.trim_start();
    let at = text.len() - trimmed.len();
    let mut lines = trimmed.lines();
    let looks_so = at > 0 && is_fence(lines.next()?) && lines.next()?.contains(": ") && lines.any(is_fence);
    looks_so.then(|| {
        Diagnostic::warning(
            "markdown/frontmatter-lenger-nede",
            "feltene blir lest som vanlig tekst, for `---` står ikke på første linje",
        )
        .at(Span::new(file, at..at + 3))
        .help("fjern linjene foran `---`")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Severity;

    #[test]
    fn fields_and_body_are_told_apart() {
        let text = "---\ntittel: Mål\n---\nTekst";
        let (yaml, body, findings) = front_matter(text, FileId(0));
        assert_eq!(&text[yaml.unwrap()], "tittel: Mål\n");
        assert_eq!(&text[body..], "Tekst");
        assert_eq!(findings, []);
    }

    #[test]
    fn windows_line_endings_are_understood() {
        let text = "---\r\na: 1\r\n---\r\nx";
        let (yaml, body, _) = front_matter(text, FileId(0));
        assert_eq!((&text[yaml.unwrap()], &text[body..]), ("a: 1\r\n", "x"));
    }

    #[test]
    fn empty_front_matter_and_none_are_different() {
        assert_eq!(front_matter("---\n---\nx", FileId(0)).0, Some(4..4));
        assert_eq!(front_matter("x\n---\n", FileId(0)), (None, 0, vec![]));
        assert_eq!(front_matter("", FileId(0)), (None, 0, vec![]));
    }

    #[test]
    fn a_missing_end_is_an_error_that_says_where_the_fields_seem_to_end() {
        let text = "---\ntittel: X\nemner: [a]\n\n## Tekst\n";
        let (yaml, body, findings) = front_matter(text, FileId(3));
        assert_eq!((yaml, body), (None, text.len()));
        assert_eq!(findings[0].severity, Severity::Feil);
        assert_eq!(findings[0].span, Some(Span::new(FileId(3), 0..3)));
        assert!(findings[0].hints[0].contains("etter linje 3"), "{:?}", findings[0].hints);
    }

    #[test]
    fn fields_that_do_not_stand_first_are_noticed() {
        let (_, body, findings) = front_matter("\n---\ntittel: X\n---\n", FileId(0));
        assert_eq!((body, findings[0].code), (0, "markdown/frontmatter-lenger-nede"));
        assert_eq!(front_matter("\n---\n\nTekst\n", FileId(0)).2, []);
    }
}

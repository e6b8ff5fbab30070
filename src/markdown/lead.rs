//! The heading a text begins with, when it is of the first level: there it is the page's own title, as most tools that
//! read Markdown take it. What a page is called when it has none is left to `read`.

use super::tree::{Block, plain_text};
use super::{Origin, Quotes, Source, parse};
use crate::diag::{FileId, Span};

/// A heading of the first level that stands before anything else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lead {
    /// Its words.
    pub text: String,
    /// The byte where what follows it begins.
    pub end: usize,
}

/// The heading a body begins with. `None` when it begins with something else, or the heading has no words.
pub fn leading_heading(text: &str, body: usize) -> Option<Lead> {
    let rest = text.get(body..)?;
    let start = rest.len() - rest.trim_start_matches(['\n', '\r']).len();
    let mut lines = rest[start..].split_inclusive('\n');
    let (first, second) = (lines.next()?, lines.next().unwrap_or(""));
    let bare = first.trim_start_matches(' ');
    let hashed = bare.strip_prefix('#').is_some_and(|rest| rest.starts_with([' ', '\t']));
    let underlined = !second.trim().is_empty() && second.trim_end().chars().all(|c| c == '=');
    if !hashed && !underlined {
        return None;
    }
    let length = first.len() + if hashed { 0 } else { second.len() };
    let heading = &rest[start..start + length];
    let source =
        Source { text: heading, body: 0, origin: Origin::Value(Span::top(FileId(0))), quotes: Quotes::default() };
    let (document, _) = parse::document(&source);
    let [Block::Heading(found)] = document.blocks.as_slice() else { return None };
    let text = plain_text(&found.content);
    (!text.is_empty()).then_some(Lead { text, end: body + start + length })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lead(text: &str) -> Option<(String, &str)> {
        leading_heading(text, 0).map(|lead| (lead.text, &text[lead.end..]))
    }

    #[test]
    fn a_heading_of_the_first_level_is_found_with_what_follows() {
        assert_eq!(lead("\n# Søke *plass* {#soek}\n\nTekst"), Some(("Søke plass".into(), "\nTekst")));
        assert_eq!(lead("Feiing\r\n======\r\nTekst"), Some(("Feiing".into(), "Tekst")));
        assert_eq!(lead("# Bare tittel"), Some(("Bare tittel".into(), "")));
    }

    #[test]
    fn what_is_no_such_heading_is_not_taken_for_one() {
        for text in ["", "## Under", "Tekst\n# Senere", "#ingen", "#", "# ", "    # kode", "- # liste", "Tekst\n---\n"]
        {
            assert_eq!(lead(text), None, "{text:?}");
        }
        assert_eq!(leading_heading("kort", 400), None);
    }
}

//! Callouts: a quote whose first line is `[!NOTE]` or one of its kin.

use super::finding::Findings;
use super::tree::{Block, Inline};
use crate::diag::{self, Diagnostic};

/// The five kinds, named as they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `[!NOTE]`, `[!MERK]`
    Merk,
    /// `[!TIP]`, `[!TIPS]`
    Tips,
    /// `[!IMPORTANT]`, `[!VIKTIG]`
    Viktig,
    /// `[!WARNING]`, `[!ADVARSEL]`
    Advarsel,
    /// `[!CAUTION]`, `[!FORSIKTIG]`
    Forsiktig,
}

const NAMES: [(&str, Kind); 10] = [
    ("NOTE", Kind::Merk),
    ("MERK", Kind::Merk),
    ("TIP", Kind::Tips),
    ("TIPS", Kind::Tips),
    ("IMPORTANT", Kind::Viktig),
    ("VIKTIG", Kind::Viktig),
    ("WARNING", Kind::Advarsel),
    ("ADVARSEL", Kind::Advarsel),
    ("CAUTION", Kind::Forsiktig),
    ("FORSIKTIG", Kind::Forsiktig),
];

impl Kind {
    /// The class that carries the colour: `melding-tips`.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Merk => "merk",
            Self::Tips => "tips",
            Self::Viktig => "viktig",
            Self::Advarsel => "advarsel",
            Self::Forsiktig => "forsiktig",
        }
    }

    fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, kind)| *kind)
    }
}

/// A quote, or the callout it turns out to be.
pub(super) fn recognise<'t>(mut blocks: Vec<Block<'t>>, text: &str, findings: &mut Findings) -> Block<'t> {
    let Some(Block::Paragraph { content, range }) = blocks.first_mut() else {
        return Block::Quote(blocks);
    };
    // A `[!NOTE]` that is a link or is escaped is no marker.
    let plain_bracket = matches!(content.first(), Some(Inline::Text { text, .. }) if text == "[");
    let Some(name) = text.get(range.start..).filter(|_| plain_bracket).and_then(marker) else {
        return Block::Quote(blocks);
    };
    let marker = range.start..range.start + "[!".len() + name.len() + "]".len();
    let Some(kind) = Kind::named(name) else {
        let names = NAMES.map(|(known, _)| known);
        let finding = Diagnostic::warning(
            "markdown/ukjent-melding",
            format!("«{name}» er ingen kjent boks og vises som sitat"),
        )
        .help_maybe(diag::did_you_mean(name, names))
        .help("kjente bokser: NOTE, TIP, IMPORTANT, WARNING, CAUTION (eller MERK, TIPS, VIKTIG, ADVARSEL, FORSIKTIG)");
        findings.add(marker, finding);
        return Block::Quote(blocks);
    };
    let rest =
        content.iter().position(|inline| !matches!(inline, Inline::Text { range, .. } if range.end <= marker.end));
    content.drain(..rest.unwrap_or(content.len()));
    if matches!(content.first(), Some(Inline::SoftBreak | Inline::HardBreak)) {
        content.remove(0);
    }
    if let Some(Inline::Text { text, .. }) = content.first_mut() {
        let blank = text.len() - text.trim_start().len();
        text.to_mut().drain(..blank);
    }
    if content.is_empty() {
        blocks.remove(0);
    }
    Block::Callout { kind, content: blocks }
}

/// The name in `[!NAME]` at the start of a text.
fn marker(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("[!")?;
    let name = &rest[..rest.find(|letter: char| !letter.is_alphabetic())?];
    (!name.is_empty() && rest[name.len()..].starts_with(']')).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{codes, html, scan_text, spans};

    #[test]
    fn english_and_norwegian_names_give_the_same_box() {
        let expected = "<div class=\"melding melding-tips\" role=\"note\">\n<p class=\"melding-tittel\">Tips</p>\n<p>Søk tidlig</p>\n</div>\n";
        assert_eq!(html("> [!TIP]\n> Søk tidlig\n"), expected);
        assert_eq!(html("> [!tips]\n>\n> Søk tidlig\n"), expected);
        assert_eq!(html("> [!TIPS] Søk tidlig\n"), expected);
    }

    #[test]
    fn a_box_holds_lists_and_other_boxes() {
        let out = html("> [!VIKTIG]\n> - a\n>\n> > [!MERK]\n> > b\n");
        assert!(out.contains("melding-viktig") && out.contains("<li>a</li>") && out.contains("melding-merk"), "{out}");
    }

    #[test]
    fn an_unknown_name_is_a_quote_and_a_warning_with_a_guess() {
        let text = "> [!ADVARSLE]\n> å\n";
        let (_, findings) = scan_text(text);
        assert_eq!(codes(&findings), ["markdown/ukjent-melding"]);
        assert_eq!(spans(text, &findings), ["[!ADVARSLE]"]);
        assert_eq!(findings[0].hints[0], "mente du «ADVARSEL»?");
        assert_eq!(html(text), "<blockquote>\n<p>[!ADVARSLE]\nå</p>\n</blockquote>\n");
    }

    #[test]
    fn an_escaped_marker_is_an_ordinary_quote() {
        assert_eq!(html("> \\[!NOTE]\n"), "<blockquote>\n<p>[!NOTE]</p>\n</blockquote>\n");
    }
}

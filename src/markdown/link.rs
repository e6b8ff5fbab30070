//! Links: which schemes are allowed, and whether the text says where the link leads.
//! Whether the target exists is left to `resolve`.

use std::ops::Range;

use super::finding::Findings;
use crate::diag::{Diagnostic, Span};

/// A link as the author wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The address, with entities and escapes resolved.
    pub target: String,
    /// The words of the link.
    pub text: String,
    /// The whole link, brackets included.
    pub span: Span,
}

/// Schemes a page may link to. Everything else that has a scheme is refused: a list of what is dangerous is never complete.
const ALLOWED: [&str; 5] = ["http", "https", "mailto", "tel", "sms"];

/// Named even where a browser would not see a scheme, because the author's intent is plain.
const DANGEROUS: [&str; 4] = ["javascript", "vbscript", "data", "file"];

/// The scheme that makes an address unfit for a page, if any.
pub(super) fn refused_scheme(target: &str) -> Option<String> {
    let (before, _) = target.split_once(':')?;
    if before.contains(['/', '?', '#']) {
        return None;
    }
    let seen: String = before.chars().filter(|letter| !letter.is_control() && *letter != ' ').collect();
    let bare: String = seen.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    if DANGEROUS.contains(&bare.as_str()) {
        return Some(bare);
    }
    let is_scheme = seen.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && seen.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter));
    let scheme = seen.to_ascii_lowercase();
    (is_scheme && !ALLOWED.contains(&scheme.as_str())).then_some(scheme)
}

/// Reports a link or image that cannot be used.
pub(super) fn report_refused(scheme: &str, range: Range<usize>, findings: &mut Findings) {
    let finding = Diagnostic::error("markdown/farlig-lenke", format!("adresser som begynner med `{scheme}:` er ikke tillatt"))
        .help("bruk en nettadresse (https://…), en e-postadresse (mailto:…), et telefonnummer (tel:…) eller en fil på nettstedet");
    findings.add(range, finding);
}

/// Says so when the text of a link does not tell where it leads.
pub(super) fn check_text(text: &str, is_email: bool, range: Range<usize>, findings: &mut Findings) {
    const EMPTY_WORDS: [&str; 10] = [
        "her",
        "les mer",
        "les mer her",
        "klikk her",
        "trykk her",
        "se her",
        "mer",
        "lenke",
        "denne siden",
        "this link",
    ];
    let bare = text.trim().trim_end_matches(['.', '!', '…', ':', '»', '>']).trim().to_lowercase();
    let finding = if bare.is_empty() {
        Diagnostic::warning("markdown/lenketekst", "lenken har ingen tekst")
            .help("skriv mellom `[` og `]` hva lenken fører til")
    } else if EMPTY_WORDS.contains(&bare.as_str()) {
        Diagnostic::hint(
            "markdown/lenketekst",
            format!("lenketeksten «{}» sier ikke hva lenken fører til", text.trim()),
        )
        .help("bruk navnet på siden eller tjenesten som lenketekst")
    } else if !is_email && is_address(&bare) {
        Diagnostic::hint("markdown/lenketekst", "lenketeksten er en nettadresse")
            .help("skriv `[navnet på siden](adressen)`: en adresse er tung å høre opplest")
    } else {
        return;
    };
    findings.add(range, finding);
}

fn is_address(text: &str) -> bool {
    !text.contains(char::is_whitespace) && ["http://", "https://", "www."].iter().any(|start| text.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{codes, scan_text, spans};
    use super::*;

    #[test]
    fn dangerous_schemes_are_found_however_they_are_dressed() {
        for target in [
            "javascript:x",
            "JaVaScRiPt:x",
            " java\nscript:x",
            "java\u{1}script:x",
            "java\u{200b}script:x",
            "data:text/html,x",
            "file:///etc/passwd",
            "blob:x",
        ] {
            assert!(refused_scheme(target).is_some(), "{target:?}");
        }
    }

    #[test]
    fn ordinary_addresses_pass() {
        for target in [
            "https://x.no",
            "HTTP://x",
            "mailto:a@b.no",
            "tel:+4712345678",
            "../a.md#b",
            "a/data:c.md",
            "#data:y",
            "10:30.md",
            "?q=a:b",
        ] {
            assert_eq!(refused_scheme(target), None, "{target:?}");
        }
    }

    #[test]
    fn a_dangerous_link_is_an_error_at_its_place() {
        let text = "Æ [x](java&#10;script:alert(1)) og ![y](data:image/png,x)";
        let (outline, findings) = scan_text(text);
        assert_eq!(codes(&findings), ["markdown/farlig-lenke", "markdown/farlig-lenke"]);
        assert_eq!(spans(text, &findings), ["[x](java&#10;script:alert(1))", "![y](data:image/png,x)"]);
        assert!(outline.links.is_empty() && outline.images.is_empty());
    }

    #[test]
    fn link_texts_that_say_nothing_get_a_hint() {
        let (_, findings) =
            scan_text("[her](a.md) [Les mer …](b.md) [https://x.no/y](https://x.no/y) <https://z.no> [](c.md)");
        assert_eq!(findings.len(), 5, "{findings:?}");
        let (_, findings) = scan_text("[Startlån](a.md) <post@kommune.no> [![Kart](k.png)](kart.md)");
        assert_eq!(findings, []);
    }
}

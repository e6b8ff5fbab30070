//! Quotation marks of the page's language. Which `"` opens and which closes is left to the parser, which sees the
//! characters on both sides also across emphasis; it writes English marks, and those are exchanged here.

/// The quotation marks that `"x"` becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Quotes {
    /// «x», as in bokmål and nynorsk.
    #[default]
    Norske,
    /// “x”, as in English.
    Engelske,
}

impl Quotes {
    /// The marks of a language code such as `nb`, `nn`, `en` or `en-GB`.
    pub fn of_language(code: &str) -> Self {
        let primary = code.split(['-', '_']).next().unwrap_or(code);
        if primary.eq_ignore_ascii_case("en") { Self::Engelske } else { Self::Norske }
    }
}

/// Another piece in the place of one the parser made, when the language has its own. `written` is what the author wrote: a “ the author chose stays a “.
pub(super) fn piece(text: &str, written: &str, quotes: Quotes) -> Option<&'static str> {
    match (quotes, written, text) {
        (Quotes::Norske, "\"", "“") => Some("«"),
        (Quotes::Norske, "\"", "”") => Some("»"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_follow_the_primary_language() {
        assert_eq!(Quotes::of_language("nn"), Quotes::Norske);
        assert_eq!(Quotes::of_language("en-GB"), Quotes::Engelske);
        assert_eq!(Quotes::of_language(""), Quotes::Norske);
    }

    fn read(text: &str) -> String {
        crate::markdown::plain(text, Quotes::Norske)
    }

    #[test]
    fn straight_quotes_become_norwegian_ones() {
        assert_eq!(read(r#"Han sa "ja, 'greit'"."#), "Han sa «ja, ‘greit’».");
        assert_eq!(read(r#"("x") og "*y*" og **"z"**"#), "(«x») og «y» og «z»");
    }

    #[test]
    fn straight_quotes_become_english_ones_on_an_english_page() {
        assert_eq!(crate::markdown::plain(r#"Say "yes""#, Quotes::Engelske), "Say “yes”");
    }

    #[test]
    fn dashes_dots_and_apostrophes_are_set_and_code_is_left_alone() {
        assert_eq!(read("2011--2012 ... rock'n'roll og `a -- \"b\"`"), "2011–2012 … rock’n’roll og a -- \"b\"");
    }

    #[test]
    fn marks_the_author_chose_are_kept() {
        assert_eq!(read(r#"“x” og \"y\""#), r#"“x” og "y""#);
    }
}

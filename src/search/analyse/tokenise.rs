//! Cutting text into words.

use unicode_normalization::UnicodeNormalization;

/// Longer words are cut: no Norwegian word is longer, and a line of noise must not cost much.
const LONGEST: usize = 64;

/// A word as looked up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Word {
    /// In lower case, composed, without hyphens: `bo-oppfølging` is `booppfølging`.
    pub text: String,
    /// What the hyphens part: `bo`, `oppfølging`. Empty without hyphens.
    pub parts: Vec<String>,
    /// First byte in the text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// Every word of a text. A word is letters and digits; a hyphen holds two words together when letters stand on both
/// sides of it, so that years of a period stay apart.
pub fn tokenise(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    let mut end = 0;
    let mut parts: Vec<String> = Vec::new();
    let mut part = String::new();
    let mut letters = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = letters.next() {
        let next = letters.peek().map_or(' ', |(_, c)| *c);
        if c.is_alphanumeric() || is_mark(c) && start.is_some() {
            start.get_or_insert(at);
            end = at + c.len_utf8();
            part.extend(c.to_lowercase());
        } else if matches!(c, '\u{ad}' | '\u{200b}') {
            continue;
        } else if matches!(c, '-' | '\u{2010}' | '\u{2011}') && before.is_alphabetic() && next.is_alphabetic() {
            parts.push(std::mem::take(&mut part));
        } else if let Some(start) = start.take() {
            parts.push(std::mem::take(&mut part));
            words.push(word(&std::mem::take(&mut parts), start, end));
        }
        before = c;
    }
    if let Some(start) = start {
        parts.push(part);
        words.push(word(&parts, start, end));
    }
    words
}

/// Combining marks belong to the letter before: å may be written as a and a ring.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn word(parts: &[String], start: usize, end: usize) -> Word {
    let clean = |text: &String| text.nfc().filter(|c| !is_mark(*c)).take(LONGEST).collect::<String>();
    let parts: Vec<String> = parts.iter().map(clean).collect();
    let text = parts.concat().chars().take(LONGEST).collect();
    Word { text, parts: if parts.len() > 1 { parts } else { Vec::new() }, start, end }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokenise(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn words_are_in_lower_case_and_composed() {
        assert_eq!(words("MA\u{30a}L, «Økonomi» og 3 (tre)."), ["mål", "økonomi", "og", "3", "tre"]);
    }

    #[test]
    fn hyphens_hold_words_together_and_years_apart() {
        let all = tokenise("Bo-oppfølging 2012-2013, start- og NAV-kontor");
        let seen: Vec<&str> = all.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(seen, ["booppfølging", "2012", "2013", "start", "og", "navkontor"]);
        assert_eq!(all[0].parts, ["bo", "oppfølging"]);
        assert!(all[3].parts.is_empty());
    }

    #[test]
    fn places_are_bytes_of_the_text() {
        let text = "Får én bo\u{ad}lig!";
        let found: Vec<&str> = tokenise(text).iter().map(|word| &text[word.start..word.end]).collect();
        assert_eq!(found, ["Får", "én", "bo\u{ad}lig"]);
        assert_eq!(words(text)[2], "bolig");
    }

    #[test]
    fn noise_has_no_words() {
        for text in ["", "  ", "?!«»", "🏠🏠", "---", "\u{200f}\u{301}"] {
            assert_eq!(words(text), Vec::<String>::new(), "{text}");
        }
    }
}

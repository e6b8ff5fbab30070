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
            if c.is_ascii() {
                part.push(c.to_ascii_lowercase());
            } else {
                part.extend(c.to_lowercase());
            }
        } else if matches!(c, '\u{ad}' | '\u{200b}') {
            continue;
        } else if matches!(c, '-' | '\u{2010}' | '\u{2011}') && before.is_alphabetic() && next.is_alphabetic() {
            parts.push(std::mem::take(&mut part));
        } else if let Some(start) = start.take() {
            words.push(word(std::mem::take(&mut parts), std::mem::take(&mut part), start, end));
        }
        before = c;
    }
    if let Some(start) = start {
        words.push(word(parts, part, start, end));
    }
    words
}

/// Combining marks belong to the letter before: å may be written as a and a ring.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// `before` are the parts before the last hyphen.
fn word(before: Vec<String>, last: String, start: usize, end: usize) -> Word {
    if before.is_empty() {
        return Word { text: composed(last), parts: Vec::new(), start, end };
    }
    let parts: Vec<String> = before.into_iter().chain([last]).map(composed).collect();
    let text = parts.concat().chars().take(LONGEST).collect();
    Word { text, parts, start, end }
}

/// Composed, without marks, and not too long.
fn composed(text: String) -> String {
    // Most words by far are letters of Latin-1 (below U+0100), which are composed already and hold no marks: each word of
    // every page comes by here, and going through all of them letter by letter took a tenth of the whole build.
    if text.len() <= LONGEST && text.bytes().all(|byte| byte < 0xC4) {
        return text;
    }
    text.nfc().filter(|c| !is_mark(*c)).take(LONGEST).collect()
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

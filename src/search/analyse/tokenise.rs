//! Cutting text into words.

use std::borrow::Cow;

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
    each(text, |text, parts, start, end| words.push(Word { text: text.to_owned(), parts: parts.to_vec(), start, end }));
    words
}

/// The same words without keeping them: text, parts, first byte and one past the last. All pages have millions of words,
/// and hardly any of them needs room of its own.
pub fn each(text: &str, mut take: impl FnMut(&str, &[String], usize, usize)) {
    let mut open = Open::default();
    let mut at = 0;
    let mut before = ' ';
    while let Some(byte) = text.as_bytes().get(at) {
        if open.start.is_none()
            && let Some(end) = small_word(text.as_bytes(), at)
        {
            take(&text[at..end], &[], at, end);
            at = end;
            continue;
        }
        let c = if byte.is_ascii() { char::from(*byte) } else { text[at..].chars().next().unwrap_or(' ') };
        let next = at + c.len_utf8();
        if c.is_ascii_alphanumeric() {
            open.letter(at, next);
            open.part.push(c.to_ascii_lowercase());
        } else if c.is_alphanumeric() || is_mark(c) && open.start.is_some() {
            open.letter(at, next);
            open.part.extend(c.to_lowercase());
        } else if matches!(c, '\u{ad}' | '\u{200b}') {
            at = next;
            continue;
        } else if matches!(c, '-' | '\u{2010}' | '\u{2011}')
            && before.is_alphabetic()
            && text[next..].starts_with(char::is_alphabetic)
        {
            open.parts.push(std::mem::take(&mut open.part));
        } else {
            open.close(&mut take);
        }
        before = c;
        at = next;
    }
    open.close(&mut take);
}

/// Where the word ends that begins here, if it is one of small letters and digits with a space or the like after it: as it
/// stands in the text it is as it is looked up. Nine of ten words are, and take a third of the work of others.
fn small_word(text: &[u8], start: usize) -> Option<usize> {
    let mut end = start;
    let after = loop {
        let byte = *text.get(end)?;
        match byte {
            b'a'..=b'z' | b'0'..=b'9' => end += 1,
            // From ß to ÿ, æøå among them, without ÷.
            0xC3 if matches!(text.get(end + 1)?, 0x9F..=0xB6 | 0xB8..) => end += 2,
            _ => break byte,
        }
    };
    let ends = after.is_ascii() && after != b'-' && !after.is_ascii_uppercase();
    (ends && end > start && end - start <= LONGEST).then_some(end)
}

/// A word that may go on.
#[derive(Default)]
struct Open {
    start: Option<usize>,
    end: usize,
    /// What stands before the last hyphen, part by part.
    parts: Vec<String>,
    part: String,
}

impl Open {
    fn letter(&mut self, at: usize, next: usize) {
        self.start.get_or_insert(at);
        self.end = next;
    }

    fn close(&mut self, take: &mut impl FnMut(&str, &[String], usize, usize)) {
        let Some(start) = self.start.take() else { return };
        if self.parts.is_empty() {
            // Of a letter that is nothing but a mark nothing is left.
            let text = composed(&self.part);
            if !text.is_empty() {
                take(&text, &[], start, self.end);
            }
        } else {
            self.parts.push(std::mem::take(&mut self.part));
            let parts: Vec<String> = self.parts.drain(..).map(|part| composed(&part).into_owned()).collect();
            let text: String = parts.concat().chars().take(LONGEST).collect();
            take(&text, &parts, start, self.end);
        }
        self.part.clear();
    }
}

/// Combining marks belong to the letter before: å may be written as a and a ring.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Composed, without marks, and not too long.
fn composed(text: &str) -> Cow<'_, str> {
    // Most words by far are letters of Latin-1 (below U+0100), which are composed already and hold no marks: each word of
    // every page comes by here, and going through all of them letter by letter took a tenth of the whole build.
    if text.len() <= LONGEST && text.bytes().all(|byte| byte < 0xC4) {
        return Cow::Borrowed(text);
    }
    text.nfc().filter(|c| !is_mark(*c)).take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn a_word_is_the_same_whatever_stands_after_it(text in "[a-zæøåß÷A-ZÆØÅ0-9 .,\u{ad}\u{301}-]{0,40}|[a-zå]{60,70}") {
            let mut after = words(&text);
            // A letter with a mark is never a small word by itself.
            let marked = words(&text.replace(' ', "\u{200b} "));
            prop_assert_eq!(&after, &marked);
            after.push("x".to_owned());
            prop_assert_eq!(words(&format!("{text} X")), after);
        }
    }

    #[test]
    fn noise_has_no_words() {
        for text in ["", "  ", "?!«»", "🏠🏠", "---", "\u{200f}\u{301}", "\u{345}"] {
            assert_eq!(words(text), Vec::<String>::new(), "{text}");
        }
    }
}

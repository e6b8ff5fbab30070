//! Verdiplass: where in its YAML file a byte of a value's text stands. YAML takes away the indentation, folds lines and
//! writes some letters with two, so the text is followed letter by letter; spaces and line breaks do not count. What does
//! not fit (an escape such as `\u00e5`) stops the way, and the whole value is the place.

use std::ops::Range;

use crate::diag::Span;

/// The way from a value's text to the file it was read from.
pub struct Verdiplass {
    value: Span,
    /// Each letter: its byte in the text, and its bytes in the file. As far as the way could be followed.
    letters: Vec<(usize, Range<usize>)>,
}

impl Verdiplass {
    /// Follows `text`, which is the value at `value` in a file that reads `file`.
    pub fn of(file: &str, value: Span, text: &str) -> Self {
        let start = value.start as usize;
        let visible = |(_, c): &(usize, char)| !c.is_whitespace();
        let mut raw = file.get(start..).unwrap_or("").char_indices().filter(visible);
        let mut letters: Vec<(usize, Range<usize>)> = Vec::new();
        for (at, letter) in text.char_indices().filter(visible) {
            // Quotation marks round a text, and what stands before an escaped letter, are no part of it.
            let marks: &[char] = if letters.is_empty() { &['"', '\'', '\\'] } else { &['\\', '\''] };
            let mut met = raw.next();
            for _ in 0..2 {
                met = if met.is_some_and(|(_, c)| c != letter && marks.contains(&c)) { raw.next() } else { met };
            }
            let Some((place, _)) = met.filter(|(_, c)| *c == letter) else { break };
            letters.push((at, start + place..start + place + letter.len_utf8()));
        }
        Self { value, letters }
    }

    /// The place of a part of the text; the whole value when the way does not lead there.
    pub fn place(&self, part: Range<usize>) -> Span {
        let from = self.letters.partition_point(|(at, _)| *at < part.start);
        let to = self.letters.partition_point(|(at, _)| *at < part.end);
        // Past the last letter that was followed, nothing is known.
        let reached =
            to < self.letters.len() || self.letters.last().is_some_and(|(at, place)| *at + place.len() >= part.end);
        match self.letters.get(from..to.max(from)) {
            Some([first, .., last]) if reached => Span::new(self.value.file, first.1.start..last.1.end),
            Some([only]) if reached => Span::new(self.value.file, only.1.clone()),
            _ => self.value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;

    /// What the place of a word of a value covers in its file.
    fn found<'a>(file: &'a str, value: &str, text: &str, word: &str) -> &'a str {
        let start = file.find(value).unwrap();
        let value = Span::new(FileId(0), start..start + value.len());
        let at = text.find(word).unwrap();
        &file[Verdiplass::of(file, value, text).place(at..at + word.len()).range()]
    }

    #[test]
    fn a_word_of_a_folded_text_is_found_on_its_own_line() {
        let file = "tekst: >-\n    Første linje\n    med [[akt-1]] her\nneste: [[akt-1]]\n";
        let text = "Første linje med [[akt-1]] her";
        assert_eq!(found(file, "Første linje", text, "[[akt-1]]"), "[[akt-1]]");
        let start = file.find("Første").unwrap();
        let at = text.find("[[").unwrap();
        let way = Verdiplass::of(file, Span::new(FileId(0), start..start + 5), text);
        let span = way.place(at..at + 9);
        assert_eq!(span.start as usize, file.find("[[").unwrap());
    }

    #[test]
    fn marks_around_and_doubled_in_a_quoted_text_are_passed() {
        let file = "tekst: 'Han sa ''ja'' til <b>alt</b>'\n";
        assert_eq!(found(file, "'Han", "Han sa 'ja' til <b>alt</b>", "<b>"), "<b>");
        let file = "tekst: \"Si \\\"ja\\\" til <b>\"\n";
        assert_eq!(found(file, "\"Si", "Si \"ja\" til <b>", "<b>"), "<b>");
    }

    #[test]
    fn a_text_that_cannot_be_followed_is_its_own_place() {
        let file = "tekst: \"H\\u00e5p <b>\"\n";
        assert_eq!(found(file, "\"H\\u00e5p <b>\"", "Håp <b>", "<b>"), "\"H\\u00e5p <b>\"");
    }
}

//! What was found for each thing written: looked up by where it stands and what it says. Every page asks many times, so a
//! look-up makes nothing: in a table of hashed keys each look-up copied the words, and that was a tenth of a large build.

use crate::diag::Span;

/// A table from place and words to what was found there.
#[derive(Debug)]
pub struct SpanTable<T> {
    /// By place, then by words; each once.
    rows: Vec<(Span, Box<str>, T)>,
}

impl<T> Default for SpanTable<T> {
    fn default() -> Self {
        Self { rows: Vec::new() }
    }
}

impl<T> SpanTable<T> {
    /// Sorts what was found. Of two findings for the same words at one place the later counts.
    pub fn of(found: Vec<(Span, String, T)>) -> Self {
        let mut rows: Vec<(Span, Box<str>, T)> =
            found.into_iter().map(|(span, words, found)| (span, words.into_boxed_str(), found)).collect();
        // Stable, and nearly in order: files are gone through one after another.
        rows.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        rows.dedup_by(|later, kept| {
            let same = (later.0, &later.1) == (kept.0, &kept.1);
            if same {
                std::mem::swap(later, kept);
            }
            same
        });
        Self { rows }
    }

    /// What was found for these words at this place.
    pub fn get(&self, span: Span, words: &str) -> Option<&T> {
        let at = self.rows.binary_search_by(|(place, text, _)| (*place, &**text).cmp(&(span, words))).ok()?;
        self.rows.get(at).map(|(_, _, found)| found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::FileId;

    #[test]
    fn the_later_of_two_findings_counts_and_words_are_told_apart() {
        let at = |start: u32| Span { file: FileId(1), start, end: start + 3 };
        let rows = [(at(7), "b", 1), (at(2), "a", 2), (at(7), "b", 3), (at(7), "a", 4)];
        let table = SpanTable::of(rows.map(|(span, words, found)| (span, words.to_owned(), found)).to_vec());
        let found = |start, words| table.get(at(start), words).copied();
        assert_eq!((found(7, "b"), found(7, "a"), found(2, "a"), found(2, "b")), (Some(3), Some(4), Some(2), None));
    }
}

//! The words of a text without their marks: where they stand in the text, and not a copy of them. A site keeps the words of
//! all its pages for search, and as texts of their own they were as large as all the pages.

use std::borrow::Cow;
use std::ops::Range;

use super::tree::Inline;

/// Words in reading order, parted into sections by whoever gathers them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passages {
    pieces: Vec<Piece>,
    /// What is not in the text as it is to be read: quotation marks that were set, the words of references.
    own: String,
}

/// A stretch of the text, or with [`OWN`] in `start` of what the passages hold themselves. An empty one is a space.
/// In a stretch of the text, line breaks following each other are one space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    start: u32,
    end: u32,
}

/// Added to the places in [`Passages::own`]. No text is that long: sources are read within limits.
const OWN: u32 = 1 << 31;

const SPACE: Piece = Piece { start: 0, end: 0 };

impl Passages {
    /// How many pieces have been gathered: where the next section begins.
    pub(super) fn end(&self) -> u32 {
        number(self.pieces.len())
    }

    /// Adds words to the section that began at `section`, with a space before them when there are others, without white
    /// space at their end. `write` puts the words.
    pub(super) fn add(&mut self, section: u32, text: &str, write: impl FnOnce(&mut Gatherer)) {
        let section = section as usize;
        if self.pieces.len() > section {
            self.pieces.push(SPACE);
        }
        write(&mut Gatherer { passages: self, section, text });
        while self.pieces.len() > section
            && let Some(last) = self.pieces.pop()
        {
            let kept = number(self.read(last, text).trim_end().len());
            if kept > 0 {
                return self.pieces.push(Piece { start: last.start, end: last.start + kept });
            }
        }
    }

    /// Gives back the room that was left to grow in.
    pub(super) fn settle(&mut self) {
        self.pieces.shrink_to_fit();
        self.own.shrink_to_fit();
    }

    /// The words of a range of pieces; `text` is what they were gathered from.
    pub(super) fn words<'t>(&'t self, pieces: &Range<u32>, text: &'t str) -> Cow<'t, str> {
        let pieces = self.pieces.get(pieces.start as usize..pieces.end as usize).unwrap_or_default();
        if let [piece] = pieces
            && let words = self.read(*piece, text)
            && (piece.start >= OWN || !words.contains('\n'))
        {
            return Cow::Borrowed(words);
        }
        let length = pieces.iter().map(|piece| (piece.end - piece.start).max(1) as usize).sum();
        let mut words = String::with_capacity(length);
        for piece in pieces {
            let stretch = self.read(*piece, text);
            if *piece == SPACE {
                words.push(' ');
            } else if piece.start >= OWN {
                words.push_str(stretch);
            } else {
                for (at, line) in stretch.split('\n').filter(|line| !line.is_empty()).enumerate() {
                    words.push_str(if at > 0 { " " } else { "" });
                    words.push_str(line);
                }
            }
        }
        Cow::Owned(words)
    }

    fn read<'t>(&'t self, piece: Piece, text: &'t str) -> &'t str {
        let (whole, start, end) = if piece.start >= OWN {
            (self.own.as_str(), piece.start - OWN, piece.end - OWN)
        } else {
            (text, piece.start, piece.end)
        };
        whole.get(start as usize..end as usize).unwrap_or("")
    }
}

/// Puts words into passages.
pub(super) struct Gatherer<'p> {
    passages: &'p mut Passages,
    /// Where the section begins, before which nothing is joined.
    section: usize,
    text: &'p str,
}

impl Gatherer<'_> {
    /// The words of some inlines. Footnote numbers are left out: they are no part of the sentence.
    pub fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Text { text, .. } | Inline::Code(text) => self.put(text),
                Inline::SoftBreak | Inline::HardBreak => self.passages.pieces.push(SPACE),
                Inline::Reference(reference) => self.put(reference.text.as_deref().unwrap_or(&reference.target)),
                Inline::Image { image, .. } => self.put(&image.alt),
                Inline::Footnote(_) => {}
                Inline::Emphasis(content)
                | Inline::Strong(content)
                | Inline::Struck(content)
                | Inline::Link { content, .. } => self.inlines(content),
            }
        }
    }

    /// Words as they are. Those that stand in the text right after the last ones become one piece with them.
    pub fn put(&mut self, words: &str) {
        let Some(piece) = self.in_text(words).filter(|_| !words.contains('\n')) else { return self.put_own(words) };
        let pieces = &mut self.passages.pieces;
        let before = match pieces.get(self.section..).unwrap_or_default() {
            [.., last, SPACE] if *last != SPACE => Some((2, *last)),
            [.., last] => Some((1, *last)),
            [] => None,
        };
        if let Some((count, last)) = before.filter(|(_, last)| *last != SPACE && last.start < OWN)
            && let Some(between) = self.text.get(last.end as usize..piece.start as usize)
            && (if count == 2 { matches!(between, "\n" | "\n\n") } else { between.is_empty() })
        {
            pieces.truncate(pieces.len() - count);
            pieces.push(Piece { start: last.start, end: piece.end });
        } else {
            pieces.push(piece);
        }
    }

    fn put_own(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        let own = &mut self.passages.own;
        let start = OWN + number(own.len());
        own.push_str(words);
        self.passages.pieces.push(Piece { start, end: OWN + number(own.len()) });
    }

    /// Where words stand in the text, when they are borrowed from it.
    fn in_text(&self, words: &str) -> Option<Piece> {
        let start = (words.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize)?;
        let end = start.checked_add(words.len()).filter(|end| *end <= self.text.len() && !words.is_empty())?;
        Some(Piece { start: number(start), end: number(end) })
    }
}

/// Sources are far smaller than what this can count.
fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_their_places_are_one_piece_over_lines_and_paragraphs() {
        let text = "En linje\ntil.\n\nOg ett avsnitt. «Ja»";
        let mut passages = Passages::default();
        passages.add(0, text, |gather| {
            gather.put(&text[0..8]);
            gather.passages.pieces.push(SPACE);
            gather.put(&text[9..13]);
        });
        passages.add(0, text, |gather| gather.put(&text[15..31]));
        assert_eq!(passages.pieces, [Piece { start: 0, end: 30 }]);
        passages.add(0, text, |gather| gather.put("egne\nord "));
        passages.add(0, text, |gather| gather.put("  "));
        assert_eq!(passages.words(&(0..passages.end()), text), "En linje til. Og ett avsnitt. egne\nord");
        assert_eq!(passages.words(&(9..12), text), "");
    }
}

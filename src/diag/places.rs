//! Lines and columns of many findings without counting every file from the top each time.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::diag::{FileId, Position, Sources, Span};

/// Finds lines and columns; remembers where the lines of each file begin.
pub struct Places<'a> {
    sources: &'a dyn Sources,
    line_starts: RefCell<HashMap<FileId, Rc<Vec<usize>>>>,
}

/// One line of a file, without its line ending.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// Byte offset of the line in its file.
    pub start: usize,
    /// What it says.
    pub text: &'a str,
}

impl<'a> Places<'a> {
    /// Nothing is read before it is asked for.
    pub fn new(sources: &'a dyn Sources) -> Self {
        Self { sources, line_starts: RefCell::default() }
    }

    /// Path of the file a span is in.
    pub fn path(&self, file: FileId) -> &'a str {
        self.sources.path(file)
    }

    /// Where a span starts.
    pub fn start(&self, span: Span) -> Position {
        self.position(span.file, span.start as usize)
    }

    /// Where a span ends: the first character after it.
    pub fn end(&self, span: Span) -> Position {
        self.position(span.file, span.end.max(span.start) as usize)
    }

    /// A line by its number, from 1. Past the end it is an empty line at the end.
    pub fn line(&self, file: FileId, number: usize) -> Line<'a> {
        let text = self.sources.text(file);
        let starts = self.starts(file);
        let Some(&start) = starts.get(number - 1) else {
            return Line { start: text.len(), text: "" };
        };
        let end = starts.get(number).copied().unwrap_or(text.len());
        let line = &text[start..end];
        let line = line.strip_suffix('\n').unwrap_or(line);
        Line { start, text: line.strip_suffix('\r').unwrap_or(line) }
    }

    fn position(&self, file: FileId, offset: usize) -> Position {
        let text = self.sources.text(file);
        let offset = floor(text, offset);
        let starts = self.starts(file);
        // The first line starts at 0, so there is always at least one start that is not after the offset.
        let line = starts.partition_point(|start| *start <= offset);
        let start = starts[line - 1];
        Position { line, column: text[start..offset].chars().count() + 1 }
    }

    fn starts(&self, file: FileId) -> Rc<Vec<usize>> {
        Rc::clone(self.line_starts.borrow_mut().entry(file).or_insert_with(|| {
            let text = self.sources.text(file);
            let after_newlines = text.match_indices('\n').map(|(at, _)| at + 1);
            Rc::new(std::iter::once(0).chain(after_newlines).collect())
        }))
    }
}

/// The nearest start of a character at or before an offset that may be outside the text.
pub fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::position;
    use crate::diag::render::sample::Texts;

    #[test]
    fn places_agree_with_counting_from_the_top_at_every_offset() {
        for text in ["", "a", "\n", "a\n", "mål: æ\r\nto\n\nøå", "\r\n\r\n", "å\u{2028}b\nc"] {
            let sources = Texts::one("x", text);
            let places = Places::new(&sources);
            for offset in 0..text.len() + 3 {
                let span = Span::new(FileId(0), offset..offset);
                assert_eq!(places.start(span), position(text, offset), "{text:?} at {offset}");
            }
        }
    }

    #[test]
    fn a_line_comes_without_its_ending_and_a_line_past_the_end_is_empty() {
        let sources = Texts::one("x", "en\r\nto\ntre");
        let places = Places::new(&sources);
        let lines: Vec<_> = (1..5).map(|n| places.line(FileId(0), n).text).collect();
        assert_eq!(lines, ["en", "to", "tre", ""]);
        assert_eq!(places.line(FileId(0), 2).start, 4);
    }
}

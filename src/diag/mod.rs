//! Diagnostics as data: what is wrong, where, and what to do. Finding them is left to every other
//! module, drawing them to [`render`].

pub mod cap;
mod places;
pub mod render;

pub use places::Places;

use std::fmt;
use std::ops::Range;

/// A stable ASCII code, `area/what`, such as `lesing/ukjent-felt`.
pub type Code = &'static str;

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The site cannot be built truthfully; the earlier output stays.
    Feil,
    /// The site is built, but something is wrong or will mislead a reader.
    Advarsel,
    /// True, and often fine; worth a look.
    Hint,
}

impl Severity {
    /// The word a person reads.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Feil => "feil",
            Self::Advarsel => "advarsel",
            Self::Hint => "hint",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Names one input file; the number is its place in the sorted list of sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A stretch of one file, in bytes of the text as Planverk holds it (NFC, without byte order mark).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// First byte after.
    pub end: u32,
}

impl Span {
    /// A span from a byte range. Offsets above 4 GiB cannot occur: files are capped far below.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { file, start: clamp(range.start), end: clamp(range.end.max(range.start)) }
    }

    /// The start of a file, for what concerns it as a whole.
    pub const fn top(file: FileId) -> Self {
        Self { file, start: 0, end: 0 }
    }

    /// The byte range.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Gives the path and text of a file, so that positions can be told and drawn.
pub trait Sources {
    /// Path relative to the author's folder, with `/` between parts.
    fn path(&self, file: FileId) -> &str;
    /// The text, or an empty one when the file could not be read.
    fn text(&self, file: FileId) -> &str;
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// Stable code.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// One sentence, lower-case start, no full stop.
    pub message: String,
    /// Where; `None` when it concerns the whole site or something that is no text.
    pub span: Option<Span>,
    /// A path to show when there is no span (a folder, a link, a binary file).
    pub path: Option<String>,
    /// A few words under the caret.
    pub label: Option<String>,
    /// Other places that matter, with a few words each.
    pub related: Vec<(Span, String)>,
    /// What to do, one sentence each («mente du `s4`?»).
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// A finding of the given severity.
    pub fn new(severity: Severity, code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            span: None,
            path: None,
            label: None,
            related: Vec::new(),
            hints: Vec::new(),
        }
    }

    /// An error.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Feil, code, message)
    }

    /// A warning.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Advarsel, code, message)
    }

    /// A hint.
    pub fn hint(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Hint, code, message)
    }

    /// Says where.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Says where, if the place is known.
    #[must_use]
    pub fn at_maybe(mut self, span: Option<Span>) -> Self {
        self.span = span;
        self
    }

    /// Names a path when there is no text to point into.
    #[must_use]
    pub fn in_path(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// A few words under the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Another place that matters.
    #[must_use]
    pub fn related(mut self, span: Span, words: impl Into<String>) -> Self {
        self.related.push((span, words.into()));
        self
    }

    /// What to do.
    #[must_use]
    pub fn help(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// What to do, when something can be suggested.
    #[must_use]
    pub fn help_maybe(mut self, hint: Option<String>) -> Self {
        self.hints.extend(hint);
        self
    }
}

/// Is something wrong that stops a build?
pub fn any_error(list: &[Diagnostic]) -> bool {
    list.iter().any(|found| found.severity == Severity::Feil)
}

/// Puts findings in reading order: by file, place, severity, code. The order never depends on how they were found.
pub fn sort(list: &mut [Diagnostic], sources: &dyn Sources) {
    list.sort_by(|a, b| key(a, sources).cmp(&key(b, sources)));
}

type Key<'a> = (bool, &'a str, u32, Severity, &'static str, &'a str);

fn key<'a>(d: &'a Diagnostic, sources: &'a dyn Sources) -> Key<'a> {
    let path = match d.span {
        Some(span) => sources.path(span.file),
        None => d.path.as_deref().unwrap_or(""),
    };
    // What concerns the whole site comes last: the specific findings often explain it.
    (path.is_empty(), path, d.span.map_or(0, |s| s.start), d.severity, d.code, &d.message)
}

/// A line and column as people count them: both from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// Turns a byte offset into a line and column.
pub fn position(text: &str, offset: usize) -> Position {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Position {
        line: before.bytes().filter(|b| *b == b'\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}

/// The closest of `known` to a misspelt word, if it is close enough that suggesting it is not silly.
pub fn closest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    known
        .into_iter()
        .map(|candidate| {
            let lower = candidate.to_lowercase();
            let score = strsim::jaro_winkler(&word, &lower);
            // A short id with one letter wrong scores low on Jaro–Winkler and is still the obvious guess.
            let near = strsim::damerau_levenshtein(&word, &lower) <= 1 + lower.chars().count() / 5;
            (candidate, if near { score.max(0.85) } else { score })
        })
        .filter(|(_, score)| *score >= 0.84)
        .max_by(|a, b| a.1.total_cmp(&b.1).then_with(|| b.0.cmp(a.0)))
        .map(|(candidate, _)| candidate)
}

/// «mente du `x`?», when something is close enough.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    closest(word, known).map(|found| format!("mente du «{found}»?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_when_norwegian_letters_precede() {
        let text = "a: 1\nmål: æøå x";
        let offset = text.find('x').unwrap();
        assert_eq!(position(text, offset), Position { line: 2, column: 10 });
    }

    #[test]
    fn an_offset_inside_a_letter_is_moved_to_its_start() {
        assert_eq!(position("å", 1), Position { line: 1, column: 1 });
    }

    #[test]
    fn a_near_word_is_suggested_and_a_far_one_is_not() {
        assert_eq!(closest("kostand", ["kostnad", "tid"]), Some("kostnad"));
        assert_eq!(closest("s5", ["s4", "strategi"]), Some("s4"));
        assert_eq!(closest("banan", ["kostnad", "tid"]), None);
    }
}

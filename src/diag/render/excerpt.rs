//! Cuts out the few lines that a picture shows: long lines are trimmed around the caret, and a span
//! over several lines is cut to its first. Drawing is left to `tekst`.

use std::ops::Range;

use crate::diag::places::{Line, floor};
use crate::diag::{Diagnostic, FileId, Places, Span};

/// A line with more characters than this is trimmed.
const LONGEST_LINE: usize = 160;
/// Characters kept before the caret on a trimmed line.
const BEFORE_CARET: usize = 50;
/// Places at most this many lines apart are drawn in one picture.
const NEARBY: usize = 4;

/// Consecutive lines of one file with marks in them.
pub struct Excerpt {
    pub file: FileId,
    /// Line and column of the first mark given.
    pub line: usize,
    pub column: usize,
    /// The column that mark has in `text`; another one when the line was trimmed.
    pub drawn_column: usize,
    /// Number of the first line in `text`.
    pub first_line: usize,
    pub text: String,
    pub marks: Vec<Mark>,
}

/// A mark in an excerpt.
pub struct Mark {
    /// Bytes in the excerpt's text.
    pub range: Range<usize>,
    pub label: Option<String>,
    /// The finding itself, not a place related to it.
    pub primary: bool,
}

struct Wanted<'d> {
    span: Span,
    line: usize,
    column: usize,
    label: Option<&'d str>,
    primary: bool,
}

/// The excerpts a finding needs, that of the finding itself first.
pub fn excerpts(diagnostic: &Diagnostic, places: &Places<'_>) -> Vec<Excerpt> {
    let wish = |span: Span, label, primary| {
        let at = places.start(span);
        Wanted { span, line: at.line, column: at.column, label, primary }
    };
    let own = diagnostic.span.map(|span| wish(span, diagnostic.label.as_deref(), true));
    let related = diagnostic.related.iter();
    let related = related.map(|(span, words)| wish(*span, Some(words.as_str()), false));

    let mut groups: Vec<Vec<Wanted<'_>>> = Vec::new();
    for wanted in own.into_iter().chain(related) {
        let home = groups.iter_mut().find(|group| fits(group, &wanted, places));
        match home {
            Some(group) => group.push(wanted),
            None => groups.push(vec![wanted]),
        }
    }
    groups.iter().filter_map(|group| cut(group, places)).collect()
}

/// Whether a place can be drawn in the same picture. A line that must be trimmed has a picture to itself.
fn fits(group: &[Wanted<'_>], wanted: &Wanted<'_>, places: &Places<'_>) -> bool {
    let long = |w: &Wanted<'_>| is_long(places.line(w.span.file, w.line).text);
    group.iter().all(|other| other.span.file == wanted.span.file)
        && group.iter().any(|other| other.line.abs_diff(wanted.line) <= NEARBY)
        && !group.iter().any(long)
        && !long(wanted)
}

fn is_long(line: &str) -> bool {
    line.len() > LONGEST_LINE && line.chars().count() > LONGEST_LINE
}

fn cut(group: &[Wanted<'_>], places: &Places<'_>) -> Option<Excerpt> {
    let head = group.first()?;
    let first_line = group.iter().map(|w| w.line).min()?;
    let last_line = group.iter().map(|w| w.line).max()?;
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut drawn_column = head.column;
    for number in first_line..=last_line {
        if number > first_line {
            text.push('\n');
        }
        let line = places.line(head.span.file, number);
        let on_line: Vec<_> = group.iter().filter(|w| w.line == number).collect();
        let caret = on_line.first().map_or(0, |w| (w.span.start as usize).saturating_sub(line.start));
        let window = window(line.text, caret);
        if window.start > 0 {
            text.push('…');
            // The ellipsis takes the place of what was cut.
            drawn_column = head.column + 1 - line.text[..window.start].chars().count();
        }
        let base = text.len();
        text.push_str(&line.text[window.clone()]);
        for wanted in on_line {
            marks.push(Mark {
                range: mark_range(wanted.span, line, &window, base),
                label: wanted.label.map(str::to_owned),
                primary: wanted.primary,
            });
        }
        if window.end < line.text.len() {
            text.push('…');
        }
    }
    Some(Excerpt { file: head.span.file, line: head.line, column: head.column, drawn_column, first_line, text, marks })
}

/// The part of a line that is shown: all of it, or a stretch around the caret.
fn window(line: &str, caret: usize) -> Range<usize> {
    if !is_long(line) {
        return 0..line.len();
    }
    let caret = floor(line, caret);
    let before = line[..caret].char_indices().rev().take(BEFORE_CARET).last();
    let start = before.map_or(caret, |(at, _)| at);
    let end = line[start..].char_indices().nth(LONGEST_LINE).map_or(line.len(), |(at, _)| start + at);
    start..end
}

/// Where a span's first line ends up in the excerpt.
fn mark_range(span: Span, line: Line<'_>, window: &Range<usize>, base: usize) -> Range<usize> {
    let place = |offset: u32| {
        let within = floor(line.text, (offset as usize).saturating_sub(line.start));
        base + within.clamp(window.start, window.end) - window.start
    };
    place(span.start)..place(span.end.max(span.start))
}

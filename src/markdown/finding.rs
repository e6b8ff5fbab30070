//! Collects what is wrong with one text, and turns its bytes into places in a file.

use std::ops::Range;

use super::Origin;
use crate::diag::{Diagnostic, Span};

/// More than this from one text helps nobody, and a hostile text could give millions.
const MOST: usize = 500;

/// The findings of one text.
#[derive(Debug)]
pub(super) struct Findings {
    origin: Origin,
    /// What to add to a byte of the parsed text to get a byte of the file.
    base: usize,
    list: Vec<Diagnostic>,
    left_out: usize,
}

impl Findings {
    pub fn new(origin: Origin, base: usize) -> Self {
        Self { origin, base, list: Vec::new(), left_out: 0 }
    }

    /// The place of a range of the parsed text.
    pub fn span(&self, range: Range<usize>) -> Span {
        match self.origin {
            Origin::File(file) => Span::new(file, range.start + self.base..range.end + self.base),
            Origin::Value(span) => span,
        }
    }

    /// Adds a finding.
    pub fn add(&mut self, range: Range<usize>, finding: Diagnostic) {
        if self.list.len() < MOST {
            let span = self.span(range);
            self.list.push(finding.at(span));
        } else {
            self.left_out += 1;
        }
    }

    /// All of them in reading order, and how many were left out.
    pub fn into_list(mut self) -> Vec<Diagnostic> {
        self.list.sort_by_key(|finding| finding.span.map(|span| span.start));
        if self.left_out > 0 {
            let last = self.list.last().and_then(|finding| finding.span);
            let message = format!("{} flere funn i den samme teksten er ikke vist", self.left_out);
            // An error, for an error may be among those left out.
            self.list.push(
                Diagnostic::error("markdown/for-mange-funn", message)
                    .at_maybe(last)
                    .help("rett dem som er vist, og prøv igjen"),
            );
        }
        self.list
    }
}

//! Footnotes: the numbers in the text, the list at the end, and the ways between them.

use super::Writer;
use crate::markdown::footnote;
use crate::markdown::tree::{Block, Footnote};
use crate::markdown::words::fill;

impl Writer<'_, '_> {
    pub(super) fn footnote_reference(&mut self, label: &str) {
        let Some(number) = self.numbers.get(label).copied() else {
            return;
        };
        let Some(uses) = self.uses.get_mut(number - 1) else {
            return;
        };
        *uses += 1;
        let use_ = *uses;
        self.raw("<sup class=\"fotnotehenvisning\"");
        self.id(&footnote::reference_id(number, use_));
        self.raw(">");
        if !self.in_link {
            self.raw("<a");
            self.own_link(&footnote::id(number));
            let name = self.word(|words| fill(&words.footnote, &number.to_string()));
            self.attribute("aria-label", &name);
            self.raw(">");
        }
        self.raw(&number.to_string());
        self.raw(if self.in_link { "</sup>" } else { "</a></sup>" });
    }

    pub(super) fn footnotes(&mut self, footnotes: &[Footnote]) {
        if footnotes.is_empty() {
            return;
        }
        self.raw("<section class=\"fotnoter\"");
        let name = self.word(|words| words.footnotes.clone());
        self.attribute("aria-label", &name);
        self.raw(">\n<ol>\n");
        for (footnote, number) in footnotes.iter().zip(1..) {
            self.raw("<li");
            self.id(&footnote::id(number));
            self.raw(">\n");
            if let Some((Block::Paragraph { content, .. }, before)) = footnote.content.split_last() {
                self.blocks(before);
                self.raw("<p>");
                self.inlines(content);
                self.raw(" ");
            } else {
                self.blocks(&footnote.content);
                self.raw("<p>");
            }
            self.ways_back(number, footnote.uses);
            self.raw("</p>\n</li>\n");
        }
        self.raw("</ol>\n</section>\n");
    }

    fn ways_back(&mut self, number: usize, uses: usize) {
        for use_ in 1..=uses {
            if use_ > 1 {
                self.raw(" ");
            }
            self.raw("<a class=\"fotnote-tilbake\"");
            self.own_link(&footnote::reference_id(number, use_));
            // Two links with one name would be one riddle.
            let place = if use_ == 1 { number.to_string() } else { format!("{number} ({use_})") };
            let name = self.word(|words| fill(&words.footnote_back, &place));
            self.attribute("aria-label", &name);
            self.raw(">↩</a>");
        }
    }
}

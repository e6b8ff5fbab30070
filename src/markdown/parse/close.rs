//! What has ended becomes a node. Each noun's own rules are left to its file and called here, when the noun is complete.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CowStr, LinkType, Tag};

use super::{Builder, Frame, Holder, borrowed};
use crate::diag::Diagnostic;
use crate::markdown::table::{Cell, Table};
use crate::markdown::tree::{Block, Entry, Footnote, HeadingBlock, Inline, Item, plain_text};
use crate::markdown::{Image, Link, Reference, callout, image, link, query, reference, table};

impl<'a> Builder<'a> {
    pub(super) fn close(&mut self, frame: Frame<'a>) {
        match frame {
            Frame::Blocks { holder, mut blocks, run, range } => {
                self.flush(run, &mut blocks);
                let blocks = table::take_captions(blocks, &mut self.findings);
                self.close_holder(holder, blocks, range);
            }
            Frame::Inlines { tag, content, range } => self.close_inlines(tag, content, range),
            Frame::List { start, items } => self.push_block(Block::List { start, items }),
            Frame::Definitions(entries) => self.push_block(Block::Definitions(entries)),
            Frame::Table { align, rows } => {
                self.push_block(Block::Table(Box::new(Table::of_rows(align, rows, self.text))));
            }
            Frame::Row(cells) => {
                table::check_references(&cells, self.text, &mut self.findings);
                if let Some(Frame::Table { rows, .. }) = self.frames.last_mut() {
                    rows.push(cells);
                }
            }
            Frame::Code { info, text, body, range } => self.close_code(info.as_deref(), text, body, range),
            Frame::Refused => {}
        }
    }

    fn close_holder(&mut self, holder: Holder, blocks: Vec<Block<'a>>, range: Range<usize>) {
        match holder {
            Holder::Document => self.document.blocks = blocks,
            Holder::Quote => {
                let block = callout::recognise(blocks, self.text, &mut self.findings);
                self.push_block(block);
            }
            Holder::Item(task) => {
                if let Some(Frame::List { items, .. }) = self.frames.last_mut() {
                    items.push(Item { task, content: blocks });
                }
            }
            Holder::Explanation => self.push_entry(Entry::Explanation(blocks)),
            Holder::Footnote(label) => {
                let range = self.trimmed(range);
                self.footnotes.push(Footnote { label, content: blocks, range, uses: 0 });
            }
        }
    }

    fn close_inlines(&mut self, tag: Tag<'a>, content: Vec<Inline<'a>>, range: Range<usize>) {
        // A cell's stray brackets are looked at with the whole row, where a `|` may have cut a reference.
        if !matches!(tag, Tag::TableCell) {
            reference::report_strays(reference::strays(&content, self.text), &mut self.findings);
        }
        self.note_missing_footnotes(&content);
        let content = image::take_attributes(content, self.text, &mut self.findings);
        let range = self.trimmed(range);
        match tag {
            Tag::Paragraph => self.push_block(image::paragraph_or_figure(content, range)),
            Tag::Heading { level, id, classes, attrs } => {
                if !classes.is_empty() || !attrs.is_empty() {
                    let finding =
                        Diagnostic::warning("markdown/ukjent-egenskap", "overskrifter kan bare ha id i klammene")
                            .help("skriv `## Tittel {#id}`");
                    self.findings.add(range.clone(), finding);
                }
                let span = self.findings.span(range.clone());
                let id = id.map(CowStr::into_string);
                self.push_block(Block::Heading(HeadingBlock { level: level as u8, id, content, range, span }));
            }
            Tag::DefinitionListTitle => self.push_entry(Entry::Term(content)),
            Tag::TableCell => {
                if let Some(Frame::Row(cells)) = self.frames.last_mut() {
                    cells.push(Cell { content, range });
                }
            }
            Tag::Emphasis => self.push(Inline::Emphasis(content)),
            Tag::Strong => self.push(Inline::Strong(content)),
            Tag::Strikethrough => self.push(Inline::Struck(content)),
            Tag::Link { link_type: LinkType::WikiLink { has_pothole }, .. } => {
                self.push_reference(has_pothole, &content, range);
            }
            Tag::Image { link_type: LinkType::WikiLink { has_pothole }, .. } => {
                self.push(Inline::Text { text: Cow::Borrowed("!"), range: range.start..range.start + 1 });
                self.push_reference(has_pothole, &content, range.start + 1..range.end);
            }
            Tag::Link { link_type, dest_url, title, .. } => {
                self.close_link(link_type, dest_url.into_string(), borrowed(title), content, range);
            }
            Tag::Image { dest_url, title, .. } => {
                self.close_image(dest_url.into_string(), borrowed(title), &content, range);
            }
            // Not switched on; their words are kept.
            _ => content.into_iter().for_each(|inline| self.push(inline)),
        }
    }

    fn push_reference(&mut self, has_text: bool, content: &[Inline], range: Range<usize>) {
        let written = self.text.get(range.clone()).unwrap_or("");
        let text = Some(plain_text(content)).filter(|text| has_text && !text.is_empty());
        let span = self.findings.span(range.clone());
        self.push(Inline::Reference(Reference { target: reference::target(written), text, span }));
    }

    fn close_link(
        &mut self,
        kind: LinkType,
        target: String,
        title: Cow<'a, str>,
        content: Vec<Inline<'a>>,
        range: Range<usize>,
    ) {
        if let Some(scheme) = link::refused_scheme(&target) {
            link::report_refused(&scheme, range, &mut self.findings);
            return content.into_iter().for_each(|inline| self.push(inline));
        }
        let is_email = matches!(kind, LinkType::Email);
        let target = if is_email && !target.starts_with("mailto:") { format!("mailto:{target}") } else { target };
        let text = plain_text(&content);
        link::check_text(&text, is_email, range.clone(), &mut self.findings);
        let link = Link { target, text, span: self.findings.span(range) };
        self.push(Inline::Link { link, title, content });
    }

    fn close_image(&mut self, src: String, title: Cow<'a, str>, content: &[Inline], range: Range<usize>) {
        let alt = plain_text(content);
        if let Some(scheme) = link::refused_scheme(&src) {
            link::report_refused(&scheme, range.clone(), &mut self.findings);
            return self.push(Inline::Text { text: Cow::Owned(alt), range });
        }
        let span = self.findings.span(range.clone());
        let image = Image { src, alt, decorative: false, width: None, height: None, span };
        self.push(Inline::Image { image, title, range });
    }

    fn close_code(&mut self, info: Option<&str>, text: String, body: Option<Range<usize>>, range: Range<usize>) {
        let range = self.trimmed(range);
        let written = self.text.get(range.clone()).unwrap_or("");
        if info.is_some() && !ends_with_fence(written) {
            let line = range.start..range.start + written.lines().next().map_or(0, str::len);
            let finding = Diagnostic::warning(
                "markdown/uavsluttet-kodeblokk",
                "kodeblokken er ikke avsluttet og tar med resten av teksten",
            )
            .help("sett ``` på en egen linje der den slutter");
            self.findings.add(line, finding);
        }
        let language = info.and_then(|info| info.split([' ', ',', '\t', '{']).next()).unwrap_or("").to_owned();
        if language != query::NAME {
            return self.push_block(Block::Code { language, text });
        }
        if self.frames.len() > 1 {
            query::report_misplaced(range, &mut self.findings);
            return self.push_block(Block::Code { language, text });
        }
        let body = body.unwrap_or_else(|| {
            let first_line = written.find('\n').map_or(written.len(), |at| at + 1);
            range.start + first_line..range.start + first_line
        });
        let yaml = self.text.get(body.clone()).unwrap_or("");
        let block = query::place(&mut self.document, yaml, body, &self.findings);
        self.push_block(block);
    }

    /// A range without the white space that ends it.
    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let length = self.text.get(range.clone()).map_or(0, |text| text.trim_end().len());
        range.start..range.start + length
    }
}

/// Whether a fenced block, as written, has the line that ends it.
fn ends_with_fence(written: &str) -> bool {
    let mark = if written.starts_with('~') { '~' } else { '`' };
    let opening = written.chars().take_while(|letter| *letter == mark).count();
    let Some((_, last)) = written.trim_end().rsplit_once('\n') else {
        return false;
    };
    let last = last.trim_start_matches(['>', ' ', '\t']);
    last.chars().count() >= opening && last.chars().all(|letter| letter == mark)
}

//! Builds the tree from pulldown-cmark's events; the only file that knows that library.
//! Each noun's own rules are left to its file; here they are only called when the noun is complete.

use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, Options, Parser, Tag};

use super::finding::Findings;
use super::table::{Align, Cell, Table};
use super::tree::{Block, Document, Entry, Footnote, HeadingBlock, Inline, Item, plain_text};
use super::{Image, Link, Origin, Quotes, Reference, Source};
use super::{callout, footnote, heading, image, link, query, raw_html, reference, table, typography};
use crate::diag::Diagnostic;

/// Deeper than any text a person writes, shallow enough to walk by recursion on a small stack.
const DEEPEST: usize = 48;

/// A space that is no Markdown: put before a value of one line, it keeps «1. Bolig» from becoming a list.
const GUARD: char = '\u{a0}';

/// The tree of a text, and what is wrong with it.
pub(super) fn document(source: &Source) -> (Document, Vec<Diagnostic>) {
    let text = source.text.get(source.body..).unwrap_or("");
    Builder::new(text, source.quotes, Findings::new(source.origin, source.body)).build()
}

/// The tree of a value of one line: one paragraph.
pub(super) fn line(value: &str, origin: Origin, quotes: Quotes) -> (Document, Vec<Diagnostic>) {
    let words = value.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    let text = format!("{GUARD}{}", words.collect::<Vec<_>>().join(" "));
    let (mut document, findings) = Builder::new(&text, quotes, Findings::new(origin, 0)).build();
    if let Some(Block::Paragraph { content, .. }) = document.blocks.first_mut()
        && let Some(Inline::Text { text, .. }) = content.first_mut()
        && let Some(rest) = text.strip_prefix(GUARD)
    {
        *text = rest.to_owned();
    }
    (document, findings)
}

fn options() -> Options {
    // Listed one by one: `Options::all()` minus the old footnotes would switch footnotes off altogether.
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS
}

/// Something that has begun and not ended.
enum Frame<'a> {
    /// Holds blocks; `run` is text that stands there without a paragraph.
    Blocks {
        holder: Holder,
        blocks: Vec<Block>,
        run: Vec<Inline>,
        range: Range<usize>,
    },
    /// Holds text.
    Inlines {
        tag: Tag<'a>,
        content: Vec<Inline>,
        range: Range<usize>,
    },
    List {
        start: Option<u64>,
        items: Vec<Item>,
    },
    Definitions(Vec<Entry>),
    Table {
        align: Vec<Align>,
        rows: Vec<Vec<Cell>>,
    },
    Row(Vec<Cell>),
    Code {
        info: Option<String>,
        text: String,
        body: Option<Range<usize>>,
        range: Range<usize>,
    },
    /// Raw HTML, already reported.
    Refused,
}

enum Holder {
    Document,
    Quote,
    Item(Option<bool>),
    Explanation,
    Footnote(String),
}

struct Builder<'a> {
    text: &'a str,
    quotes: Quotes,
    findings: Findings,
    document: Document,
    /// The first is the document itself.
    frames: Vec<Frame<'a>>,
    /// How many beginnings beyond [`DEEPEST`] wait for their ends; their text goes to the frame on top.
    too_deep: usize,
    footnotes: Vec<Footnote>,
    missing_footnotes: Vec<(String, Range<usize>)>,
    tags: raw_html::Tags,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str, quotes: Quotes, findings: Findings) -> Self {
        let root =
            Frame::Blocks { holder: Holder::Document, blocks: Vec::new(), run: Vec::new(), range: 0..text.len() };
        Self {
            text,
            quotes,
            findings,
            document: Document::default(),
            frames: vec![root],
            too_deep: 0,
            footnotes: Vec::new(),
            missing_footnotes: Vec::new(),
            tags: raw_html::Tags::default(),
        }
    }

    fn build(mut self) -> (Document, Vec<Diagnostic>) {
        for (event, range) in Parser::new_ext(self.text, options()).into_offset_iter() {
            self.event(event, range);
        }
        if let Some(root) = self.frames.pop() {
            self.close(root);
        }
        footnote::number(&mut self.document, self.footnotes, self.missing_footnotes, &mut self.findings);
        table::name(&mut self.document);
        heading::settle(&mut self.document, &mut self.findings);
        (self.document, self.findings.into_list())
    }

    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(_) if self.too_deep > 0 => self.too_deep -= 1,
            Event::End(_) => {
                // The document itself has no end event; without this, a surplus end would close it.
                if self.frames.len() > 1
                    && let Some(frame) = self.frames.pop()
                {
                    self.close(frame);
                }
            }
            Event::Text(text) => self.push_text(&text, range),
            Event::Code(code) => self.push(Inline::Code(code.into_string())),
            Event::InlineHtml(_) => self.tags.report(self.text, range, &mut self.findings),
            Event::FootnoteReference(label) => self.push(Inline::Footnote(label.to_lowercase())),
            Event::SoftBreak => self.push(Inline::SoftBreak),
            Event::HardBreak => self.push(Inline::HardBreak),
            Event::Rule => self.push_block(Block::Rule),
            Event::TaskListMarker(done) => self.mark_task(done),
            // Lines of an HTML block, reported where it starts; mathematics is not switched on.
            Event::Html(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        if matches!(tag, Tag::HtmlBlock) {
            self.tags.report(self.text, range.clone(), &mut self.findings);
        }
        // What has only parts of its own kind inside is let in together with them, or not at all.
        let is_part = matches!(
            tag,
            Tag::Item
                | Tag::DefinitionListTitle
                | Tag::DefinitionListDefinition
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell
                | Tag::HtmlBlock
                | Tag::CodeBlock(_)
                | Tag::Paragraph
        );
        if self.too_deep > 0 || (self.frames.len() >= DEEPEST && !is_part) {
            if self.too_deep == 0 {
                let finding = Diagnostic::error("markdown/for-dypt", "teksten er lagt inn i for mange nivåer")
                    .help("flytt den ut av noen av listene, sitatene eller framhevingene");
                self.findings.add(range.start..range.start + 1, finding);
            }
            self.too_deep += 1;
            return;
        }
        let holder = |holder| Frame::Blocks { holder, blocks: Vec::new(), run: Vec::new(), range: range.clone() };
        self.frames.push(match tag {
            Tag::BlockQuote(_) => holder(Holder::Quote),
            Tag::Item => holder(Holder::Item(None)),
            Tag::DefinitionListDefinition => holder(Holder::Explanation),
            Tag::FootnoteDefinition(label) => holder(Holder::Footnote(label.to_lowercase())),
            Tag::List(start) => Frame::List { start, items: Vec::new() },
            Tag::DefinitionList => Frame::Definitions(Vec::new()),
            Tag::Table(align) => Frame::Table { align: align.into_iter().map(alignment).collect(), rows: Vec::new() },
            Tag::TableHead | Tag::TableRow => Frame::Row(Vec::new()),
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => Some(info.into_string()),
                    CodeBlockKind::Indented => None,
                };
                Frame::Code { info, text: String::new(), body: None, range }
            }
            Tag::HtmlBlock | Tag::MetadataBlock(_) => Frame::Refused,
            tag => Frame::Inlines { tag, content: Vec::new(), range },
        });
    }

    fn close(&mut self, frame: Frame<'a>) {
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
            Frame::Code { info, text, body, range } => self.close_code(info, text, body, range),
            Frame::Refused => {}
        }
    }

    fn close_holder(&mut self, holder: Holder, blocks: Vec<Block>, range: Range<usize>) {
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

    fn close_inlines(&mut self, tag: Tag<'a>, content: Vec<Inline>, range: Range<usize>) {
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
                let id = id.map(|id| id.into_string());
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
                self.push(Inline::Text { text: "!".into(), range: range.start..range.start + 1 });
                self.push_reference(has_pothole, &content, range.start + 1..range.end);
            }
            Tag::Link { link_type, dest_url, title, .. } => {
                self.close_link(link_type, dest_url.into_string(), title.into_string(), content, range);
            }
            Tag::Image { dest_url, title, .. } => {
                self.close_image(dest_url.into_string(), title.into_string(), &content, range);
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

    fn close_link(&mut self, kind: LinkType, target: String, title: String, content: Vec<Inline>, range: Range<usize>) {
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

    fn close_image(&mut self, src: String, title: String, content: &[Inline], range: Range<usize>) {
        let alt = plain_text(content);
        if let Some(scheme) = link::refused_scheme(&src) {
            link::report_refused(&scheme, range.clone(), &mut self.findings);
            return self.push(Inline::Text { text: alt, range });
        }
        let span = self.findings.span(range.clone());
        let image = Image { src, alt, decorative: false, width: None, height: None, span };
        self.push(Inline::Image { image, title, range });
    }

    fn close_code(&mut self, info: Option<String>, text: String, body: Option<Range<usize>>, range: Range<usize>) {
        let range = self.trimmed(range);
        let written = self.text.get(range.clone()).unwrap_or("");
        if info.is_some() && !ends_with_fence(written) {
            let line = range.start..range.start + written.lines().next().map_or(0, str::len);
            let finding = Diagnostic::warning(
                "markdown/uavsluttet-kodeblokk",
                "kodeblokka er ikke avsluttet og tar med resten av teksten",
            )
            .help("sett ``` på en egen linje der den slutter");
            self.findings.add(line, finding);
        }
        let language =
            info.as_deref().and_then(|info| info.split([' ', ',', '\t', '{']).next()).unwrap_or("").to_owned();
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

    fn push_text(&mut self, piece: &str, range: Range<usize>) {
        if let Some(Frame::Code { text, body, .. }) = self.frames.last_mut() {
            text.push_str(piece);
            let start = body.as_ref().map_or(range.start, |body| body.start);
            *body = Some(start..range.end);
            return;
        }
        let written = self.text.get(range.clone()).unwrap_or("");
        let text = typography::piece(piece, written, self.quotes);
        self.push(Inline::Text { text, range });
    }

    fn push(&mut self, inline: Inline) {
        match self.frames.last_mut() {
            Some(Frame::Inlines { content, .. }) => content.push(inline),
            Some(Frame::Blocks { run, .. }) => run.push(inline),
            _ => {}
        }
    }

    fn push_block(&mut self, block: Block) {
        let Some(Frame::Blocks { run, .. }) = self.frames.last_mut() else {
            return;
        };
        let run = std::mem::take(run);
        let mut before = Vec::new();
        self.flush(run, &mut before);
        if let Some(Frame::Blocks { blocks, .. }) = self.frames.last_mut() {
            blocks.append(&mut before);
            blocks.push(block);
        }
    }

    fn push_entry(&mut self, entry: Entry) {
        if let Some(Frame::Definitions(entries)) = self.frames.last_mut() {
            entries.push(entry);
        }
    }

    /// Text that stood without a paragraph, as in a list without blank lines.
    fn flush(&mut self, run: Vec<Inline>, blocks: &mut Vec<Block>) {
        if run.is_empty() {
            return;
        }
        reference::report_strays(reference::strays(&run, self.text), &mut self.findings);
        self.note_missing_footnotes(&run);
        blocks.push(Block::Plain(image::take_attributes(run, self.text, &mut self.findings)));
    }

    fn note_missing_footnotes(&mut self, content: &[Inline]) {
        let missing = (0..content.len()).filter_map(|at| footnote::missing_at(content, at, self.text));
        self.missing_footnotes.extend(missing);
    }

    fn mark_task(&mut self, done: bool) {
        let item = self.frames.iter_mut().rev().find_map(|frame| match frame {
            Frame::Blocks { holder: Holder::Item(task), .. } => Some(task),
            _ => None,
        });
        if let Some(task) = item {
            *task = Some(done);
        }
    }

    /// A range without the white space that ends it.
    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let length = self.text.get(range.clone()).map_or(0, |text| text.trim_end().len());
        range.start..range.start + length
    }
}

fn alignment(align: Alignment) -> Align {
    match align {
        Alignment::None => Align::None,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
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

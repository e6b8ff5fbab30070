//! Builds the tree from pulldown-cmark's events; the only file that knows that library.
//! This file opens what begins and gathers what is inside; `close` makes nodes of what has ended.

mod close;

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, Options, Parser, Tag};

use super::finding::Findings;
use super::table::{Align, Cell};
use super::tree::{Block, Document, Entry, Footnote, Inline, Item};
use super::{Origin, Quotes, Source};
use super::{footnote, heading, image, raw_html, reference, table, typography};
use crate::diag::Diagnostic;

/// Deeper than any text a person writes, shallow enough to walk by recursion on a small stack.
const DEEPEST: usize = 48;

/// A space that is no Markdown: put before a value of one line, it keeps «1. Bolig» from becoming a list.
const GUARD: char = '\u{a0}';

/// The tree of a text, and what is wrong with it.
pub(super) fn document<'t>(source: &Source<'t>) -> (Document<'t>, Vec<Diagnostic>) {
    let text = source.text.get(source.body..).unwrap_or("");
    Builder::new(text, source.quotes, Findings::new(source.origin, source.body)).build()
}

/// Makes something of the tree of a value of one line: one paragraph.
pub(super) fn line<T>(value: &str, origin: Origin, quotes: Quotes, make: impl FnOnce(&Document) -> T) -> T {
    let words = value.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    let text = format!("{GUARD}{}", words.collect::<Vec<_>>().join(" "));
    let (mut document, _) = Builder::new(&text, quotes, Findings::new(origin, 0)).build();
    if let Some(Block::Paragraph { content, .. }) = document.blocks.first_mut()
        && let Some(Inline::Text { text, .. }) = content.first_mut()
        && let Some(rest) = text.strip_prefix(GUARD)
    {
        *text = Cow::Owned(rest.to_owned());
    }
    make(&document)
}

/// What the parser has borrowed from the text stays so.
fn borrowed(piece: CowStr) -> Cow<str> {
    match piece {
        CowStr::Borrowed(text) => Cow::Borrowed(text),
        other => Cow::Owned(other.into_string()),
    }
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
        blocks: Vec<Block<'a>>,
        run: Vec<Inline<'a>>,
        range: Range<usize>,
    },
    /// Holds text.
    Inlines {
        tag: Tag<'a>,
        content: Vec<Inline<'a>>,
        range: Range<usize>,
    },
    List {
        start: Option<u64>,
        items: Vec<Item<'a>>,
    },
    Definitions(Vec<Entry<'a>>),
    Table {
        align: Vec<Align>,
        rows: Vec<Vec<Cell<'a>>>,
    },
    Row(Vec<Cell<'a>>),
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
    document: Document<'a>,
    /// The first is the document itself.
    frames: Vec<Frame<'a>>,
    /// How many beginnings beyond [`DEEPEST`] wait for their ends; their text goes to the frame on top.
    too_deep: usize,
    footnotes: Vec<Footnote<'a>>,
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

    fn build(mut self) -> (Document<'a>, Vec<Diagnostic>) {
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
            Event::Text(text) => self.push_text(text, range),
            Event::Code(code) => self.push(Inline::Code(borrowed(code))),
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
                let finding = Diagnostic::error("markdown/for-dypt", "teksten har for mange nivåer inni hverandre")
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

    fn push_text(&mut self, piece: CowStr<'a>, range: Range<usize>) {
        if let Some(Frame::Code { text, body, .. }) = self.frames.last_mut() {
            text.push_str(&piece);
            let start = body.as_ref().map_or(range.start, |body| body.start);
            *body = Some(start..range.end);
            return;
        }
        let written = self.text.get(range.clone()).unwrap_or("");
        let text = typography::piece(&piece, written, self.quotes).map_or_else(|| borrowed(piece), Cow::Borrowed);
        self.push(Inline::Text { text, range });
    }

    fn push(&mut self, inline: Inline<'a>) {
        match self.frames.last_mut() {
            Some(Frame::Inlines { content, .. }) => content.push(inline),
            Some(Frame::Blocks { run, .. }) => run.push(inline),
            _ => {}
        }
    }

    fn push_block(&mut self, block: Block<'a>) {
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

    fn push_entry(&mut self, entry: Entry<'a>) {
        if let Some(Frame::Definitions(entries)) = self.frames.last_mut() {
            entries.push(entry);
        }
    }

    /// Text that stood without a paragraph, as in a list without blank lines.
    fn flush(&mut self, run: Vec<Inline<'a>>, blocks: &mut Vec<Block<'a>>) {
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
}

fn alignment(align: Alignment) -> Align {
    match align {
        Alignment::None => Align::None,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}

//! The tree a text becomes. Only what this site can show is in it: no raw HTML, no dangerous link. Words are borrowed from
//! the text (`'t`) wherever they stand there as they are to be read: nearly everywhere.
//! Ranges are bytes of the parsed text; [`super::finding::Findings`] turns them into places in a file.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::callout::Kind;
use super::image::Image;
use super::link::Link;
use super::query::Query;
use super::reference::Reference;
use super::table::Table;
use crate::diag::Span;

/// A whole text.
#[derive(Debug, Default)]
pub(super) struct Document<'t> {
    /// What stands in the text itself.
    pub blocks: Vec<Block<'t>>,
    /// The footnotes that are referred to, in the order of their numbers (the first is number 1).
    pub footnotes: Vec<Footnote<'t>>,
    /// The `planverk` blocks, numbered from 0 as [`Block::Query`] has them.
    pub queries: Vec<Query>,
    /// Every id in the text that is not a heading's: tables, footnotes.
    pub anchors: BTreeSet<String>,
}

impl<'t> Document<'t> {
    /// The content of a text of one line.
    pub fn line(&self) -> &[Inline<'t>] {
        match self.blocks.first() {
            Some(Block::Paragraph { content, .. } | Block::Plain(content)) => content,
            _ => &[],
        }
    }
}

/// What stands on lines of its own.
#[derive(Debug)]
pub(super) enum Block<'t> {
    Paragraph {
        content: Vec<Inline<'t>>,
        range: Range<usize>,
    },
    /// The text of a list item whose lines are not paragraphs.
    Plain(Vec<Inline<'t>>),
    Heading(HeadingBlock<'t>),
    Quote(Vec<Block<'t>>),
    Callout {
        kind: Kind,
        content: Vec<Block<'t>>,
    },
    List {
        start: Option<u64>,
        items: Vec<Item<'t>>,
    },
    Definitions(Vec<Entry<'t>>),
    Code {
        language: String,
        text: String,
    },
    Query(usize),
    Table(Box<Table<'t>>),
    /// An image on its own whose title is a caption; always an [`Inline::Image`].
    Figure(Box<Inline<'t>>),
    Rule,
}

/// A heading. Level and id are final when the document is.
#[derive(Debug)]
pub(super) struct HeadingBlock<'t> {
    pub level: u8,
    /// What the author wrote in `{#…}`, and then the id that was given.
    pub id: Option<String>,
    pub content: Vec<Inline<'t>>,
    pub range: Range<usize>,
    pub span: Span,
}

/// One item of a list; `task` says whether a box stands first, and is ticked.
#[derive(Debug)]
pub(super) struct Item<'t> {
    pub task: Option<bool>,
    pub content: Vec<Block<'t>>,
}

/// One line of a definition list.
#[derive(Debug)]
pub(super) enum Entry<'t> {
    Term(Vec<Inline<'t>>),
    Explanation(Vec<Block<'t>>),
}

/// A footnote's text.
#[derive(Debug)]
pub(super) struct Footnote<'t> {
    /// The label, in lower case: `[^A]` and `[^a]` are the same.
    pub label: String,
    pub content: Vec<Block<'t>>,
    pub range: Range<usize>,
    /// How many times it is referred to.
    pub uses: usize,
}

/// What stands inside a line.
#[derive(Debug, Clone)]
pub(super) enum Inline<'t> {
    Text {
        text: Cow<'t, str>,
        range: Range<usize>,
    },
    SoftBreak,
    HardBreak,
    Code(Cow<'t, str>),
    Emphasis(Vec<Inline<'t>>),
    Strong(Vec<Inline<'t>>),
    Struck(Vec<Inline<'t>>),
    Link {
        link: Link,
        title: Cow<'t, str>,
        content: Vec<Inline<'t>>,
    },
    Reference(Reference),
    Image {
        image: Image,
        title: Cow<'t, str>,
        range: Range<usize>,
    },
    /// A footnote by its label in lower case.
    Footnote(String),
}

impl<'t> Inline<'t> {
    /// What it holds, for what holds anything.
    fn children(&self) -> &[Inline<'t>] {
        match self {
            Self::Emphasis(content) | Self::Strong(content) | Self::Struck(content) | Self::Link { content, .. } => {
                content
            }
            _ => &[],
        }
    }
}

/// Calls `see` for every inline, in reading order, outer before inner.
pub(super) fn for_each_inline<'d, 't>(blocks: &'d [Block<'t>], see: &mut dyn FnMut(&'d Inline<'t>)) {
    for block in blocks {
        match block {
            Block::Paragraph { content, .. } | Block::Plain(content) => in_content(content, see),
            Block::Heading(heading) => in_content(&heading.content, see),
            Block::Quote(content) | Block::Callout { content, .. } => for_each_inline(content, see),
            Block::List { items, .. } => items.iter().for_each(|item| for_each_inline(&item.content, see)),
            Block::Definitions(entries) => {
                for entry in entries {
                    match entry {
                        Entry::Term(content) => in_content(content, see),
                        Entry::Explanation(content) => for_each_inline(content, see),
                    }
                }
            }
            Block::Figure(image) => see(image),
            Block::Table(table) => table.contents().for_each(|content| in_content(content, see)),
            Block::Code { .. } | Block::Query(_) | Block::Rule => {}
        }
    }
}

/// As [`for_each_inline`], for what stands inside one line.
pub(super) fn in_content<'d, 't>(content: &'d [Inline<'t>], see: &mut dyn FnMut(&'d Inline<'t>)) {
    for inline in content {
        see(inline);
        in_content(inline.children(), see);
    }
}

/// Calls `change` for every block, in reading order, outer before inner.
pub(super) fn for_each_block_mut<'t>(blocks: &mut [Block<'t>], change: &mut dyn FnMut(&mut Block<'t>)) {
    for block in blocks {
        change(block);
        match block {
            Block::Quote(content) | Block::Callout { content, .. } => for_each_block_mut(content, change),
            Block::List { items, .. } => {
                for item in items {
                    for_each_block_mut(&mut item.content, change);
                }
            }
            Block::Definitions(entries) => {
                for entry in entries {
                    if let Entry::Explanation(content) = entry {
                        for_each_block_mut(content, change);
                    }
                }
            }
            _ => {}
        }
    }
}

/// The words of some inlines, without marks. Footnote numbers are left out: they are no part of the sentence.
pub(super) fn plain_text(content: &[Inline]) -> String {
    let mut out = String::new();
    write_plain(content, &mut out);
    let blank = out.len() - out.trim_start().len();
    out.drain(..blank);
    out.truncate(out.trim_end().len());
    out
}

fn write_plain(content: &[Inline], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text { text, .. } | Inline::Code(text) => out.push_str(text),
            Inline::SoftBreak | Inline::HardBreak => out.push(' '),
            Inline::Reference(reference) => out.push_str(reference.text.as_deref().unwrap_or(&reference.target)),
            Inline::Image { image, .. } => out.push_str(&image.alt),
            Inline::Footnote(_) => {}
            Inline::Emphasis(_) | Inline::Strong(_) | Inline::Struck(_) | Inline::Link { .. } => {
                write_plain(inline.children(), out);
            }
        }
    }
}

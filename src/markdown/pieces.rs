//! A text as pieces: blocks and what stands in their lines, with links and references looked up and footnotes in their
//! places. For those who draw something else than HTML; how it looks is theirs.

use serde::Serialize;

use super::resolver::{ReferenceHtml, Resolver};
use super::table::{Align, Caption, Table};
use super::tree::{self, Document, Entry};
use super::words::fill;
use crate::lookup::Lookup;

/// What stands on lines of its own.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// Its line.
        content: Vec<Inline>,
    },
    /// A heading, at the level the author gave moved down by [`Resolver::heading_shift`].
    Heading {
        /// 1–6.
        level: u8,
        /// The heading.
        content: Vec<Inline>,
    },
    /// A quotation.
    Quote {
        /// What is quoted.
        content: Vec<Block>,
    },
    /// A remark with a title.
    Callout {
        /// «Merk», «Viktig» …
        title: String,
        /// The remark.
        content: Vec<Block>,
    },
    /// A list; numbered from `start` when there is one.
    List {
        /// The first number.
        start: Option<u64>,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// Terms and what they mean.
    Definitions {
        /// In reading order.
        entries: Vec<Definition>,
    },
    /// Text as it was typed.
    Code {
        /// The text.
        text: String,
    },
    /// A table. Every row has as many cells as there are columns.
    Table {
        /// What it is called.
        caption: Vec<Inline>,
        /// Which columns are set to the right: those of figures, and those the author wants there.
        right: Vec<bool>,
        /// Headings.
        head: Vec<Vec<Inline>>,
        /// Rows.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A line across.
    Rule,
}

/// One line of a list of definitions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Definition {
    /// It is the term, not what it means.
    pub term: bool,
    /// The words.
    pub content: Vec<Block>,
}

/// What stands inside a line.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Inline {
    /// Words.
    Text {
        /// The words.
        text: String,
    },
    /// A new line.
    Break,
    /// Words as they were typed.
    Code {
        /// The words.
        text: String,
    },
    /// Emphasis.
    Emphasis {
        /// What is emphasised.
        content: Vec<Inline>,
    },
    /// Strong emphasis.
    Strong {
        /// What is emphasised.
        content: Vec<Inline>,
    },
    /// Struck out.
    Struck {
        /// What is struck out.
        content: Vec<Inline>,
    },
    /// A link.
    Link {
        /// The address.
        url: String,
        /// Whether it leaves the site.
        external: bool,
        /// The words of the link.
        content: Vec<Inline>,
    },
    /// A footnote. Its text stands at the first place that refers to it.
    Footnote {
        /// Its number in this text.
        number: usize,
        /// Its text; none where it has been told already.
        content: Vec<Block>,
    },
}

impl Inline {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }
}

/// Footnotes of footnotes are told this far down; what names one below is left without it. Their texts stand inside one
/// another, so without an end to it a long chain would fill the stack.
const DEEPEST_FOOTNOTE: usize = 4;

/// The words of some pieces, without marks, footnotes left out.
pub fn plain(content: &[Inline]) -> String {
    let one = |inline: &Inline| match inline {
        Inline::Text { text } | Inline::Code { text } => text.clone(),
        Inline::Break => " ".to_owned(),
        Inline::Emphasis { content }
        | Inline::Strong { content }
        | Inline::Struck { content }
        | Inline::Link { content, .. } => plain(content),
        Inline::Footnote { .. } => String::new(),
    };
    content.iter().map(one).collect()
}

/// A whole text. Blocks that show the plan's data are left out: what they hold is the caller's.
pub(super) fn of_document(document: &Document, resolver: &mut dyn Resolver) -> Vec<Block> {
    let numbers = document.footnotes.iter().enumerate().map(|(at, footnote)| (footnote.label.as_str(), at)).collect();
    let shift = resolver.heading_shift();
    let told = vec![false; document.footnotes.len()];
    let mut reader = Reader { resolver, document, shift, numbers, told, within: 0, in_link: false };
    reader.blocks(&document.blocks)
}

struct Reader<'d, 't, 'r> {
    resolver: &'r mut dyn Resolver,
    document: &'d Document<'t>,
    shift: u8,
    /// Label → place among the footnotes.
    numbers: Lookup<&'d str, usize>,
    /// Footnotes that have been told, or are being told: one that refers to itself ends there.
    told: Vec<bool>,
    /// How many footnotes are being told.
    within: usize,
    /// Inside a link, where no other may stand.
    in_link: bool,
}

impl<'d, 't> Reader<'d, 't, '_> {
    fn blocks(&mut self, blocks: &'d [tree::Block<'t>]) -> Vec<Block> {
        blocks.iter().filter_map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &'d tree::Block<'t>) -> Option<Block> {
        Some(match block {
            tree::Block::Paragraph { content, .. } | tree::Block::Plain(content) => {
                Block::Paragraph { content: self.line(content) }
            }
            tree::Block::Heading(heading) => Block::Heading {
                level: heading.level.saturating_add(self.shift).clamp(1, 6),
                content: self.line(&heading.content),
            },
            tree::Block::Quote(content) => Block::Quote { content: self.blocks(content) },
            tree::Block::Callout { kind, content } => {
                let title = self.resolver.words().callout(*kind).to_owned();
                Block::Callout { title, content: self.blocks(content) }
            }
            tree::Block::List { start, items } => {
                Block::List { start: *start, items: items.iter().map(|item| self.item(item)).collect() }
            }
            tree::Block::Definitions(entries) => {
                let entry = |entry: &'d Entry<'t>| match entry {
                    Entry::Term(content) => {
                        Definition { term: true, content: vec![Block::Paragraph { content: self.line(content) }] }
                    }
                    Entry::Explanation(content) => Definition { term: false, content: self.blocks(content) },
                };
                Block::Definitions { entries: entries.iter().map(entry).collect() }
            }
            tree::Block::Code { text, .. } => Block::Code { text: text.clone() },
            tree::Block::Query(_) => return None,
            tree::Block::Table(table) => self.table(table),
            tree::Block::Figure(image) => {
                let mut content = self.line(std::slice::from_ref(image));
                if let tree::Inline::Image { title, .. } = image.as_ref()
                    && !title.is_empty()
                {
                    content.extend([Inline::Break, Inline::text(title.as_ref())]);
                }
                Block::Paragraph { content }
            }
            tree::Block::Rule => Block::Rule,
        })
    }

    /// A box is said in words, first in the item.
    fn item(&mut self, item: &'d tree::Item<'t>) -> Vec<Block> {
        let mut content = self.blocks(&item.content);
        if let Some(done) = item.task {
            let words = self.resolver.words();
            let word = if done { &words.task_done } else { &words.task_open };
            let first = Inline::Strong { content: vec![Inline::text(format!("{word}: "))] };
            match content.first_mut() {
                Some(Block::Paragraph { content }) => content.insert(0, first),
                _ => content.insert(0, Block::Paragraph { content: vec![first] }),
            }
        }
        content
    }

    fn table(&mut self, table: &'d Table<'t>) -> Block {
        let caption = match &table.caption {
            Caption::Written(content) => self.line(content),
            Caption::Derived { heading, number } => {
                let own = fill(&self.resolver.words().table, &number.to_string());
                vec![Inline::text(match heading {
                    None => own,
                    Some(heading) if *number == 1 => heading.clone(),
                    Some(heading) => format!("{heading} ({})", own.to_lowercase()),
                })]
            }
        };
        Block::Table {
            caption,
            right: table.columns.iter().map(|column| column.numeric || column.align == Align::Right).collect(),
            head: table.head.iter().map(|cell| self.line(cell)).collect(),
            rows: table.rows.iter().map(|row| row.iter().map(|cell| self.line(cell)).collect()).collect(),
        }
    }

    fn line(&mut self, content: &'d [tree::Inline<'t>]) -> Vec<Inline> {
        let mut out: Vec<Inline> = Vec::new();
        for inline in content {
            for one in self.inline(inline) {
                match (out.last_mut(), one) {
                    (Some(Inline::Text { text }), Inline::Text { text: more }) => text.push_str(&more),
                    (_, one) => out.push(one),
                }
            }
        }
        out
    }

    fn inline(&mut self, inline: &'d tree::Inline<'t>) -> Vec<Inline> {
        vec![match inline {
            tree::Inline::Text { text, .. } => Inline::text(text.as_ref()),
            tree::Inline::SoftBreak => Inline::text(" "),
            tree::Inline::HardBreak => Inline::Break,
            tree::Inline::Code(text) => Inline::Code { text: text.as_ref().to_owned() },
            tree::Inline::Emphasis(content) => Inline::Emphasis { content: self.line(content) },
            tree::Inline::Strong(content) => Inline::Strong { content: self.line(content) },
            tree::Inline::Struck(content) => Inline::Struck { content: self.line(content) },
            tree::Inline::Link { link, content, .. } => {
                let href = if self.in_link { None } else { self.resolver.link(link) };
                let Some(href) = href else { return self.line(content) };
                self.in_link = true;
                let content = self.line(content);
                self.in_link = false;
                Inline::Link { url: href.url, external: href.external, content }
            }
            tree::Inline::Reference(reference) => match self.resolver.reference(reference) {
                ReferenceHtml::Link { url, text, .. } if !self.in_link => {
                    Inline::Link { url, external: false, content: vec![Inline::text(text)] }
                }
                ReferenceHtml::Link { text, .. } | ReferenceHtml::Text(text) => Inline::text(text),
            },
            tree::Inline::Image { image, .. } if image.decorative => return Vec::new(),
            tree::Inline::Image { image, .. } => Inline::text(&image.alt),
            tree::Inline::Footnote(label) => return self.footnote(label).into_iter().collect(),
        }]
    }

    fn footnote(&mut self, label: &str) -> Option<Inline> {
        let at = *self.numbers.get(label)?;
        let (footnote, told) = (self.document.footnotes.get(at)?, self.told.get_mut(at)?);
        if *told {
            return Some(Inline::Footnote { number: at + 1, content: Vec::new() });
        }
        if self.within == DEEPEST_FOOTNOTE {
            return None;
        }
        *told = true;
        self.within += 1;
        let content = self.blocks(&footnote.content);
        self.within -= 1;
        Some(Inline::Footnote { number: at + 1, content })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Everywhere, source};
    use super::*;

    fn pieces(text: &str) -> Vec<Block> {
        super::super::pieces(&source(text, 0), &mut Everywhere::new())
    }

    fn para(content: Vec<Inline>) -> Block {
        Block::Paragraph { content }
    }

    #[test]
    fn links_and_references_are_looked_up_and_lines_run_together() {
        let link = |url: &str, external, words: &str| Inline::Link {
            url: url.to_owned(),
            external,
            content: vec![Inline::text(words)],
        };
        assert_eq!(
            pieces("Se [ut](https://x.no)\nog [[akt-1]].\n"),
            [para(vec![
                Inline::text("Se "),
                link("https://x.no", true, "ut"),
                Inline::text(" og "),
                link("ref/akt-1", false, "AKT-1"),
                Inline::text("."),
            ])]
        );
    }

    #[test]
    fn a_footnote_is_told_once_and_one_that_names_itself_ends() {
        let blocks = pieces("A[^1] B[^1]\n\n[^1]: Se[^1].\n");
        let Some(Block::Paragraph { content }) = blocks.first() else { panic!("{blocks:?}") };
        let notes: Vec<(usize, bool)> = content
            .iter()
            .filter_map(|one| {
                if let Inline::Footnote { number, content } = one { Some((*number, content.is_empty())) } else { None }
            })
            .collect();
        assert_eq!(notes, [(1, false), (1, true)]);
        assert_eq!(plain(content), "A B");
    }

    #[test]
    fn a_footnote_far_below_others_is_left_without_its_own() {
        let text: Vec<String> = (1..9).map(|n| format!("[^{n}]: n{n}[^{}]\n\n", n + 1)).collect();
        let blocks = pieces(&format!("A[^1]\n\n{}[^9]: slutt\n\nB[^5]\n", text.concat()));
        let shown = format!("{blocks:?}");
        let told = |n: usize| shown.matches(&format!("\"n{n}\"")).count();
        assert_eq!([1, 2, 3, 4, 5, 6, 7, 8, 9].map(told), [1, 1, 1, 1, 1, 1, 1, 1, 0], "{shown}");
        let Some(Block::Paragraph { content }) = blocks.first() else { panic!("{blocks:?}") };
        assert!(!format!("{content:?}").contains("n5"), "{content:?}");
    }

    #[test]
    fn boxes_and_pictures_become_words_and_blocks_of_plan_data_are_left_out() {
        let blocks = pieces("- [x] Kjøpt ![tegning](t.png)\n\n```planverk\nvis: framdrift\n```\n");
        let item = vec![Inline::Strong { content: vec![Inline::text("Gjort: ")] }, Inline::text("Kjøpt tegning")];
        assert_eq!(blocks, [Block::List { start: None, items: vec![vec![para(item)]] }]);
    }
}

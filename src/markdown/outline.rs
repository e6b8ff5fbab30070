//! What a text holds: all that other pages and checks need to know of it, without its HTML.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use super::passage::{Gatherer, Passages};
use super::tree::{Block, Document, Entry, Footnote, Inline, for_each_inline, in_content, plain_text};
use super::{Heading, Image, Link, Query, Reference};

/// The contents of one text, in reading order; footnotes stand last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Headings, with final levels and ids.
    pub headings: Vec<Heading>,
    /// Ordinary links; dangerous ones are left out.
    pub links: Vec<Link>,
    /// `[[…]]` references.
    pub references: Vec<Reference>,
    /// Images.
    pub images: Vec<Image>,
    /// `planverk` blocks, in the order of [`super::Part::Query`].
    pub queries: Vec<Query>,
    /// The words, for search.
    pub sections: Vec<Section>,
    /// The other ids a link may lead to: tables, footnotes. In order.
    anchors: Vec<String>,
    /// The headings in the order of their ids.
    by_id: Vec<u32>,
    /// Where the words of the sections stand.
    passages: Passages,
}

/// The words below one heading, up to the next of any level.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// Which of [`Outline::headings`]; `None` for what stands before the first.
    pub heading: Option<usize>,
    /// Which of the passages; [`Outline::words`] reads them.
    passages: Range<u32>,
}

impl Section {
    /// Has it no words?
    pub fn is_blank(&self) -> bool {
        self.passages.is_empty()
    }
}

/// The outline of a finished document made of `text`.
pub(super) fn of_document(mut document: Document, text: &str) -> Outline {
    let mut outline = Outline { queries: std::mem::take(&mut document.queries), ..Outline::default() };
    let footnotes = document.footnotes.iter().map(|footnote| footnote.content.as_slice());
    for blocks in std::iter::once(document.blocks.as_slice()).chain(footnotes) {
        for_each_inline(blocks, &mut |inline| outline.take(inline));
    }
    let mut reader = Reader {
        text,
        headings: Vec::new(),
        sections: vec![Section::default()],
        passages: Passages::default(),
        unread: document.footnotes.iter().map(|footnote| (footnote.label.as_str(), footnote)).collect(),
        met: Vec::new(),
    };
    for block in &document.blocks {
        reader.block(block);
        reader.read_footnotes();
    }
    reader.end_section();
    outline.headings = reader.headings;
    outline.anchors = document.anchors.into_iter().collect();
    outline.by_id = (0..).take(outline.headings.len()).collect();
    outline.by_id.sort_unstable_by(|a, b| outline.headings[*a as usize].id.cmp(&outline.headings[*b as usize].id));
    outline.sections = reader.sections;
    outline.passages = reader.passages;
    outline.sections.retain(|section| !section.is_blank() || section.heading.is_some());
    // All outlines of a site are kept: room to grow would be a third of them.
    outline.headings.shrink_to_fit();
    outline.sections.shrink_to_fit();
    outline.passages.settle();
    outline
}

impl Outline {
    /// Puts into one number all that other pages can know of the text: everything but the words, and the places in the file,
    /// which every word before them moves.
    pub fn hash_what_others_see(&self, into: &mut impl Hasher) {
        let Self { headings, links, references, images, queries, anchors, by_id: _, sections: _, passages: _ } = self;
        for heading in headings {
            (heading.level, &heading.id, &heading.text).hash(into);
        }
        for link in links {
            (&link.target, &link.text).hash(into);
        }
        for reference in references {
            (&reference.target, &reference.text).hash(into);
        }
        for image in images {
            (&image.src, &image.alt).hash(into);
        }
        for query in queries {
            query.yaml.hash(into);
        }
        (headings.len(), links.len(), references.len(), images.len(), queries.len(), anchors).hash(into);
    }

    /// The words of a section without marks, the heading's own not included; `text` is the whole text this is the outline
    /// of. A footnote's words stand where it is first referred to.
    pub fn words<'t>(&'t self, section: &Section, text: &'t str) -> Cow<'t, str> {
        self.passages.words(&section.passages, text)
    }

    /// May a link lead to this id?
    pub fn has_anchor(&self, id: &str) -> bool {
        self.anchors.binary_search_by(|anchor| anchor.as_str().cmp(id)).is_ok()
            || self.by_id.binary_search_by(|heading| self.id_of(*heading).cmp(id)).is_ok()
    }

    /// Every id a link may lead to: headings, tables, footnotes. In order.
    pub fn anchors(&self) -> Vec<&str> {
        let headings = self.by_id.iter().map(|heading| self.id_of(*heading));
        let mut all: Vec<&str> = self.anchors.iter().map(String::as_str).chain(headings).collect();
        all.sort_unstable();
        all
    }

    fn id_of(&self, heading: u32) -> &str {
        self.headings.get(heading as usize).map_or("", |heading| heading.id.as_str())
    }

    fn take(&mut self, inline: &Inline) {
        match inline {
            Inline::Link { link, .. } => self.links.push(link.clone()),
            Inline::Reference(reference) => self.references.push(reference.clone()),
            Inline::Image { image, .. } => self.images.push(image.clone()),
            _ => {}
        }
    }
}

/// Reads headings and words.
struct Reader<'d, 't> {
    text: &'d str,
    headings: Vec<Heading>,
    sections: Vec<Section>,
    passages: Passages,
    unread: BTreeMap<&'d str, &'d Footnote<'t>>,
    /// Footnotes referred to since the last were read.
    met: Vec<&'d str>,
}

impl<'d, 't> Reader<'d, 't> {
    fn blocks(&mut self, blocks: &'d [Block<'t>]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'d Block<'t>) {
        match block {
            Block::Paragraph { content, .. } | Block::Plain(content) => self.words(content),
            Block::Heading(heading) => {
                self.headings.push(Heading {
                    level: heading.level,
                    id: heading.id.clone().unwrap_or_default(),
                    text: plain_text(&heading.content),
                    span: heading.span,
                });
                self.end_section();
                let start = self.passages.end();
                self.sections.push(Section { heading: Some(self.headings.len() - 1), passages: start..start });
                self.meet(&heading.content);
            }
            Block::Quote(content) | Block::Callout { content, .. } => self.blocks(content),
            Block::List { items, .. } => items.iter().for_each(|item| self.blocks(&item.content)),
            Block::Definitions(entries) => {
                for entry in entries {
                    match entry {
                        Entry::Term(content) => self.words(content),
                        Entry::Explanation(content) => self.blocks(content),
                    }
                }
            }
            Block::Code { text, .. } => self.write(|out| out.put(text)),
            Block::Table(table) => table.contents().for_each(|content| self.words(content)),
            Block::Figure(image) => {
                if let Inline::Image { image, title, .. } = image.as_ref() {
                    self.write(|out| out.put(&image.alt));
                    self.write(|out| out.put(title));
                }
            }
            Block::Query(_) | Block::Rule => {}
        }
    }

    fn words(&mut self, content: &'d [Inline<'t>]) {
        self.write(|out| out.inlines(content));
        self.meet(content);
    }

    fn meet(&mut self, content: &'d [Inline<'t>]) {
        in_content(content, &mut |inline| {
            if let Inline::Footnote(label) = inline {
                self.met.push(label);
            }
        });
    }

    fn write(&mut self, write: impl FnOnce(&mut Gatherer)) {
        let start = self.sections.last().map_or(0, |section| section.passages.start);
        self.passages.add(start, self.text, write);
    }

    fn end_section(&mut self) {
        if let Some(section) = self.sections.last_mut() {
            section.passages.end = self.passages.end();
        }
    }

    /// Reads the footnotes just met. One after the other, because they may refer to each other endlessly.
    fn read_footnotes(&mut self) {
        while !self.met.is_empty() {
            for label in std::mem::take(&mut self.met) {
                if let Some(footnote) = self.unread.remove(label) {
                    self.blocks(&footnote.content);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{scan_text, slice};

    #[test]
    fn words_are_kept_by_section_with_footnotes_where_they_are_used() {
        let text = "Innledning[^a].\n\n## Mål\n\n- *Ett* `kode`\n- [To](x.md) [[s1|tre]]\n\n| A |\n|---|\n| fire |\n\n## Tom\n\n## Slutt\n\n![bilde](b.png)\n\n[^a]: noten\n";
        let (outline, findings) = scan_text(text);
        assert_eq!(findings, []);
        let seen: Vec<_> =
            outline.sections.iter().map(|section| (section.heading, outline.words(section, text))).collect();
        let expected =
            [(None, "Innledning. noten"), (Some(0), "Ett kode To tre A fire"), (Some(1), ""), (Some(2), "bilde")];
        assert_eq!(seen, expected.map(|(heading, words)| (heading, words.into())));
    }

    #[test]
    fn everything_is_listed_with_exact_places() {
        let text = "Æ\n\n> ## Ø {#o}\n> [Å\n> å](../a.md#b \"t\") og ![bil*de*](b.png)\n\nTekst[^1] og [[to\nord]]\n\n[^1]: [[i-note]]\n";
        let (outline, findings) = scan_text(text);
        assert_eq!(findings, []);
        assert_eq!(slice(text, outline.headings[0].span), "## Ø {#o}");
        assert_eq!((outline.links[0].target.as_str(), outline.links[0].text.as_str()), ("../a.md#b", "Å å"));
        assert_eq!(slice(text, outline.links[0].span), "[Å\n> å](../a.md#b \"t\")");
        assert_eq!(outline.images[0].alt, "bilde");
        assert_eq!(slice(text, outline.images[0].span), "![bil*de*](b.png)");
        let targets: Vec<_> = outline.references.iter().map(|reference| reference.target.as_str()).collect();
        assert_eq!(targets, ["to ord", "i-note"]);
        assert_eq!(outline.anchors(), ["fotnote-1", "fotnotehenvisning-1-1", "o"]);
    }
}

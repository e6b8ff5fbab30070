//! Writes HTML: here the blocks, in the files below what stands inside them. Text and attributes are escaped in
//! [`Writer`]'s own last few methods and nowhere else; no `style`, no script, nothing raw.

mod footnote;
mod inline;
mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::escape;
use super::resolver::Resolver;
use super::tree::{Block, Document, Entry, HeadingBlock, Inline, Item, plain_text};
use super::words::{Words, fill};

/// A stretch of a rendered text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Finished HTML; every element that begins in it ends in it.
    Html(String),
    /// Here stands what [`super::Outline::queries`] asks for.
    Query(usize),
}

/// A whole text. `length` is that of the Markdown: the HTML is seldom much longer.
pub(super) fn parts(document: &Document, length: usize, resolver: &mut dyn Resolver) -> Vec<Part> {
    let mut writer = Writer::new(document, resolver);
    writer.out.reserve(length + length / 4);
    let mut parts = Vec::new();
    for block in &document.blocks {
        if let Block::Query(number) = block {
            writer.cut(&mut parts);
            parts.push(Part::Query(*number));
        } else {
            writer.block(block);
        }
    }
    writer.footnotes(&document.footnotes);
    writer.cut(&mut parts);
    parts
}

/// A text of one line.
pub(super) fn inlines(document: &Document, resolver: &mut dyn Resolver) -> String {
    let mut writer = Writer::new(document, resolver);
    writer.inlines(document.line());
    writer.out
}

struct Writer<'d, 'r> {
    resolver: &'r mut dyn Resolver,
    out: String,
    prefix: String,
    shift: u8,
    /// Number of each footnote, by label.
    numbers: BTreeMap<&'d str, usize>,
    /// How many times each has been referred to so far.
    uses: Vec<usize>,
    /// Inside a link, where no other link may stand.
    in_link: bool,
    /// Where running text is offered to the resolver; not in headings.
    running: bool,
}

impl<'d, 'r> Writer<'d, 'r> {
    fn new(document: &'d Document, resolver: &'r mut dyn Resolver) -> Self {
        let labels = document.footnotes.iter().map(|footnote| footnote.label.as_str());
        Self {
            prefix: resolver.id_prefix(),
            shift: resolver.heading_shift(),
            resolver,
            out: String::new(),
            numbers: labels.zip(1..).collect(),
            uses: vec![0; document.footnotes.len()],
            in_link: false,
            running: true,
        }
    }

    fn cut(&mut self, parts: &mut Vec<Part>) {
        if !self.out.is_empty() {
            parts.push(Part::Html(std::mem::take(&mut self.out)));
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph { content, .. } => {
                self.raw("<p>");
                self.inlines(content);
                self.raw("</p>\n");
            }
            Block::Plain(content) => self.inlines(content),
            Block::Heading(heading) => self.heading(heading),
            Block::Quote(content) => {
                self.raw("<blockquote>\n");
                self.blocks(content);
                self.raw("</blockquote>\n");
            }
            Block::Callout { kind, content } => {
                self.raw("<div class=\"melding melding-");
                self.raw(kind.class());
                self.raw("\" role=\"note\">\n<p class=\"melding-tittel\">");
                let title = self.word(|words| words.callout(*kind).to_owned());
                self.text(&title);
                self.raw("</p>\n");
                self.blocks(content);
                self.raw("</div>\n");
            }
            Block::List { start, items } => self.list(*start, items),
            Block::Definitions(entries) => self.definitions(entries),
            Block::Code { language, text } => self.code(language, text),
            // Queries stand only at the top, where `parts` takes them.
            Block::Query(_) => {}
            Block::Table(table) => self.table(table),
            Block::Figure(image) => {
                if let Inline::Image { image, title, .. } = image.as_ref() {
                    self.raw("<figure>\n");
                    self.image(image, "");
                    self.raw("\n<figcaption>");
                    self.text(title);
                    self.raw("</figcaption>\n</figure>\n");
                }
            }
            Block::Rule => self.raw("<hr>\n"),
        }
    }

    fn heading(&mut self, heading: &HeadingBlock) {
        let level = heading.level.saturating_add(self.shift).clamp(1, 6).to_string();
        let id = heading.id.as_deref().unwrap_or_default();
        self.raw("<h");
        self.raw(&level);
        self.id(id);
        self.raw(">");
        self.running = false;
        self.inlines(&heading.content);
        self.running = true;
        // A text inside another page has the address to copy on its own page.
        if self.shift == 0 {
            self.raw(" <a class=\"anker\"");
            self.own_link(id);
            let name = self.word(|words| fill(&words.heading_anchor, &plain_text(&heading.content)));
            self.attribute("aria-label", &name);
            self.raw("></a>");
        }
        self.raw("</h");
        self.raw(&level);
        self.raw(">\n");
    }

    fn list(&mut self, start: Option<u64>, items: &[Item]) {
        let has_tasks = items.iter().any(|item| item.task.is_some());
        self.raw(if start.is_some() { "<ol" } else { "<ul" });
        if let Some(start) = start.filter(|start| *start != 1) {
            self.attribute("start", &start.to_string());
        }
        self.raw(if has_tasks { " class=\"oppgaver\">\n" } else { ">\n" });
        for item in items {
            self.raw("<li>");
            if let Some(done) = item.task {
                self.task(done);
            }
            // A block begins on its own line, running text does not.
            if matches!(item.content.first(), Some(block) if !matches!(block, Block::Plain(_))) {
                self.raw("\n");
            }
            for (at, block) in item.content.iter().enumerate() {
                if at > 0 && !self.out.ends_with('\n') {
                    self.raw("\n");
                }
                self.block(block);
            }
            self.raw("</li>\n");
        }
        self.raw(if start.is_some() { "</ol>\n" } else { "</ul>\n" });
    }

    /// A sign with a name: a disabled checkbox would be skipped by the keyboard and greyed out in print.
    fn task(&mut self, done: bool) {
        self.raw("<span class=\"oppgave\" role=\"img\"");
        let name = self.word(|words| if done { words.task_done.clone() } else { words.task_open.clone() });
        self.attribute("aria-label", &name);
        self.raw(if done { ">☑</span> " } else { ">☐</span> " });
    }

    fn definitions(&mut self, entries: &[Entry]) {
        self.raw("<dl>\n");
        for entry in entries {
            match entry {
                Entry::Term(content) => {
                    self.raw("<dt>");
                    self.inlines(content);
                    self.raw("</dt>\n");
                }
                Entry::Explanation(content) => {
                    self.raw("<dd>");
                    match content.as_slice() {
                        // The parser makes every explanation a paragraph; a single one needs no element of its own.
                        [Block::Paragraph { content, .. }] => self.inlines(content),
                        content => {
                            self.raw("\n");
                            self.blocks(content);
                        }
                    }
                    self.raw("</dd>\n");
                }
            }
        }
        self.raw("</dl>\n");
    }

    fn code(&mut self, language: &str, text: &str) {
        self.raw("<pre tabindex=\"0\"><code");
        let language: String =
            language.chars().filter(|letter| letter.is_ascii_alphanumeric() || "-_+#.".contains(*letter)).collect();
        if !language.is_empty() {
            self.attribute("class", &format!("language-{language}"));
        }
        self.raw(">");
        self.text(text);
        self.raw("</code></pre>\n");
    }

    fn word(&self, choose: impl FnOnce(&Words) -> String) -> String {
        choose(self.resolver.words())
    }

    fn raw(&mut self, html: &str) {
        self.out.push_str(html);
    }

    fn text(&mut self, text: &str) {
        escape::text(text, &mut self.out);
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.raw(" ");
        self.raw(name);
        self.raw("=\"");
        escape::attribute(value, &mut self.out);
        self.raw("\"");
    }

    fn attribute_text_id(&mut self, id: &str) {
        escape::attribute(&self.prefix, &mut self.out);
        escape::attribute(id, &mut self.out);
    }

    fn id(&mut self, id: &str) {
        self.raw(" id=\"");
        self.attribute_text_id(id);
        self.raw("\"");
    }

    /// An address within this text.
    fn own_link(&mut self, id: &str) {
        self.raw(" href=\"#");
        let address = format!("{}{id}", self.prefix);
        escape::url(&address, &mut self.out);
        self.raw("\"");
    }
}

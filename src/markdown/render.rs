//! Writes HTML. Text and attributes are escaped here and nowhere else; no `style`, no script, nothing raw.

use std::collections::BTreeMap;

use super::escape;
use super::footnote;
use super::resolver::{ReferenceHtml, Resolver};
use super::table::{Caption, Column, Table};
use super::tree::{Block, Document, Entry, Footnote, HeadingBlock, Inline, Item, plain_text};
use super::words::{Words, fill};
use super::{Image, Reference};

/// A stretch of a rendered text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Finished HTML; every element that begins in it ends in it.
    Html(String),
    /// Here stands what [`super::Outline::queries`] asks for.
    Query(usize),
}

/// A whole text.
pub(super) fn parts(document: &Document, resolver: &mut dyn Resolver) -> Vec<Part> {
    let mut writer = Writer::new(document, resolver);
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
            prefix: resolver.id_prefix().to_owned(),
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
        self.raw(" <a class=\"anker\"");
        self.own_link(id);
        let name = self.word(|words| fill(&words.heading_anchor, &plain_text(&heading.content)));
        self.attribute("aria-label", &name);
        self.raw("></a></h");
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

    fn table(&mut self, table: &Table) {
        self.raw("<div class=\"tabellboks\" role=\"region\" tabindex=\"0\" aria-labelledby=\"");
        self.attribute_text_id(&table.id);
        self.raw("\">\n<table>\n<caption");
        self.id(&table.id);
        match &table.caption {
            Caption::Written(content) => {
                self.raw(">");
                self.inlines(content);
            }
            Caption::Derived { heading, number } => {
                let own = self.word(|words| fill(&words.table, &number.to_string()));
                let caption = match heading {
                    None => own,
                    Some(heading) if *number == 1 => heading.clone(),
                    Some(heading) => format!("{heading} ({})", own.to_lowercase()),
                };
                self.raw(" class=\"avledet\">");
                self.text(&caption);
            }
        }
        self.raw("</caption>\n<thead>\n<tr>");
        self.running = false;
        for (cell, column) in table.head.iter().zip(&table.columns) {
            self.cell(cell, column, Some("col"));
        }
        self.running = true;
        self.raw("</tr>\n</thead>\n");
        if !table.rows.is_empty() {
            self.raw("<tbody>\n");
            for row in &table.rows {
                self.raw("<tr>");
                for (at, (cell, column)) in row.iter().zip(&table.columns).enumerate() {
                    self.cell(cell, column, (at == 0).then_some("row"));
                }
                self.raw("</tr>\n");
            }
            self.raw("</tbody>\n");
        }
        self.raw("</table>\n</div>\n");
    }

    /// An empty cell is no heading of anything.
    fn cell(&mut self, content: &[Inline], column: &Column, scope: Option<&str>) {
        let scope = scope.filter(|_| !content.is_empty());
        self.raw(if scope.is_some() { "<th" } else { "<td" });
        if let Some(scope) = scope {
            self.attribute("scope", scope);
        }
        // The name of a row is read from its start, also when it happens to be a number.
        if let Some(class) = column.class().filter(|_| scope != Some("row")) {
            self.attribute("class", class);
        }
        self.raw(">");
        self.inlines(content);
        self.raw(if scope.is_some() { "</th>" } else { "</td>" });
    }

    fn inlines(&mut self, content: &[Inline]) {
        let mut run = String::new();
        for inline in content {
            match inline {
                Inline::Text { text, .. } => run.push_str(text),
                Inline::SoftBreak => run.push('\n'),
                other => {
                    self.run(&mut run);
                    self.inline(other);
                }
            }
        }
        self.run(&mut run);
    }

    /// Writes text gathered so far, whole, so that a term of several words is seen as one.
    fn run(&mut self, run: &mut String) {
        if run.is_empty() {
            return;
        }
        if self.running && !self.in_link {
            self.resolver.text(run, &mut self.out);
        } else {
            self.text(run);
        }
        run.clear();
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text { text, .. } => self.text(text),
            Inline::SoftBreak => self.raw("\n"),
            Inline::HardBreak => self.raw("<br>\n"),
            Inline::Code(code) => {
                self.raw("<code>");
                self.text(code);
                self.raw("</code>");
            }
            Inline::Emphasis(content) => self.wrapped("em", content),
            Inline::Strong(content) => self.wrapped("strong", content),
            Inline::Struck(content) => self.wrapped("del", content),
            Inline::Link { content, .. } if self.in_link => self.inlines(content),
            Inline::Link { link, title, content } => {
                let href = self.resolver.link(link);
                self.open_link(&href.url, href.external.then_some("ekstern"), Some(title));
                self.in_link = true;
                self.inlines(content);
                self.in_link = false;
                self.raw("</a>");
            }
            Inline::Reference(reference) => self.reference(reference),
            Inline::Image { image, title, .. } => self.image(image, title),
            Inline::Footnote(label) => self.footnote_reference(label),
        }
    }

    fn wrapped(&mut self, name: &str, content: &[Inline]) {
        self.raw("<");
        self.raw(name);
        self.raw(">");
        self.inlines(content);
        self.raw("</");
        self.raw(name);
        self.raw(">");
    }

    fn open_link(&mut self, url: &str, class: Option<&str>, title: Option<&str>) {
        self.raw("<a");
        if let Some(class) = class {
            self.attribute("class", class);
        }
        self.raw(" href=\"");
        escape::url(url, &mut self.out);
        self.raw("\"");
        if let Some(title) = title.filter(|title| !title.is_empty()) {
            self.attribute("title", title);
        }
        self.raw(">");
    }

    fn reference(&mut self, reference: &Reference) {
        match self.resolver.reference(reference) {
            ReferenceHtml::Link { url, text, title, class } if !self.in_link => {
                self.open_link(&url, class.as_deref(), title.as_deref());
                self.text(&text);
                self.raw("</a>");
            }
            ReferenceHtml::Link { text, .. } | ReferenceHtml::Text(text) => self.text(&text),
        }
    }

    fn image(&mut self, image: &Image, title: &str) {
        let file = self.resolver.image(image);
        self.raw("<img src=\"");
        escape::url(&file.src, &mut self.out);
        self.raw("\"");
        self.attribute("alt", if image.decorative { "" } else { &image.alt });
        for (name, size) in [("width", file.width), ("height", file.height)] {
            if let Some(size) = size {
                self.attribute(name, &size.to_string());
            }
        }
        if !title.is_empty() {
            self.attribute("title", title);
        }
        self.raw(" loading=\"lazy\">");
    }

    fn footnote_reference(&mut self, label: &str) {
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

    fn footnotes(&mut self, footnotes: &[Footnote]) {
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

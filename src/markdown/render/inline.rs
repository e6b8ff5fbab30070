//! What stands inside a line: running text, marks, links, references, images.

use super::Writer;
use crate::markdown::resolver::ReferenceHtml;
use crate::markdown::tree::Inline;
use crate::markdown::{Image, Reference, escape};

impl Writer<'_, '_> {
    pub(super) fn inlines(&mut self, content: &[Inline]) {
        // Most paragraphs are one stretch of text, which needs no gathering.
        if let [Inline::Text { text, .. }] = content {
            return self.running_text(text);
        }
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
        if !run.is_empty() {
            self.running_text(run);
            run.clear();
        }
    }

    fn running_text(&mut self, text: &str) {
        if self.running && !self.in_link {
            self.resolver.text(text, &mut self.out);
        } else {
            self.text(text);
        }
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
                let Some(href) = self.resolver.link(link) else { return self.inlines(content) };
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

    pub(super) fn image(&mut self, image: &Image, title: &str) {
        let Some(file) = self.resolver.image(image) else {
            return self.text(if image.decorative { "" } else { &image.alt });
        };
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
}

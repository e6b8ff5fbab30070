//! What the tests of this module share: a resolver that leads everywhere, and shorthand for places.

use super::{
    Href, Image, ImageHtml, Link, Origin, Outline, Part, Quotes, Reference, ReferenceHtml, Resolver, Source, Words,
};
use crate::diag::{Diagnostic, FileId, Span};

/// Links lead where they say, references to `ref/<target>`.
pub(super) struct Everywhere(Words);

impl Everywhere {
    pub fn new() -> Self {
        Self(Words::bokmaal())
    }
}

impl Resolver for Everywhere {
    fn link(&mut self, link: &Link) -> Option<Href> {
        Some(Href { url: link.target.clone(), external: link.target.starts_with("http") })
    }

    fn reference(&mut self, reference: &Reference) -> ReferenceHtml {
        ReferenceHtml::Link {
            url: format!("ref/{}", reference.target),
            text: reference.text.clone().unwrap_or_else(|| reference.target.to_uppercase()),
            title: None,
            class: None,
        }
    }

    fn image(&mut self, image: &Image) -> Option<ImageHtml> {
        Some(ImageHtml { src: image.src.clone(), width: image.width, height: image.height })
    }

    fn words(&self) -> &Words {
        &self.0
    }
}

pub(super) fn source(text: &str, body: usize) -> Source<'_> {
    Source { text, body, origin: Origin::File(FileId(0)), quotes: Quotes::Norske }
}

pub(super) fn scan_text(text: &str) -> (Outline, Vec<Diagnostic>) {
    scan_after(text, 0)
}

pub(super) fn scan_after(text: &str, body: usize) -> (Outline, Vec<Diagnostic>) {
    super::scan(&source(text, body))
}

pub(super) fn parts(text: &str) -> Vec<Part> {
    super::render(&source(text, 0), &mut Everywhere::new())
}

pub(super) fn html(text: &str) -> String {
    let written = parts(text).into_iter().map(|part| match part {
        Part::Html(html) => html,
        Part::Query(number) => format!("[[{number}]]"),
    });
    written.collect()
}

pub(super) fn slice(text: &str, span: Span) -> &str {
    &text[span.range()]
}

pub(super) fn codes(findings: &[Diagnostic]) -> Vec<&str> {
    findings.iter().map(|finding| finding.code).collect()
}

pub(super) fn spans<'t>(text: &'t str, findings: &[Diagnostic]) -> Vec<&'t str> {
    findings.iter().map(|finding| slice(text, finding.span.unwrap())).collect()
}

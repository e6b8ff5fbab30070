//! What the author's Markdown leads to where there is no site around it: links that leave the site stay, those within it
//! lead to where the site is published, and without a published address only their words are left.

use super::innhold::Ordbok;
use crate::markdown::{Href, Image, ImageHtml, Link, Reference, ReferenceHtml, Resolver, Words};
use crate::page::body::words;
use crate::resolve::links::LinkTarget;

/// Answers what the Markdown asks where there is no site around it.
pub struct Alene<'s, 'w> {
    words: Words,
    ordbok: &'s Ordbok<'w>,
    prefix: String,
    shift: u8,
}

impl<'s, 'w> Alene<'s, 'w> {
    /// For one text: `prefix` stands before its ids, and its headings are `shift` levels down.
    pub fn new(ordbok: &'s Ordbok<'w>, prefix: &str, shift: u8) -> Self {
        Self { words: words(ordbok.language), ordbok, prefix: prefix.to_owned(), shift }
    }
}

impl Resolver for Alene<'_, '_> {
    fn link(&mut self, link: &Link) -> Option<Href> {
        match self.ordbok.world.site.link(link.span, &link.target) {
            LinkTarget::External => Some(Href { url: link.target.clone(), external: true }),
            LinkTarget::Page(page, _) => Some(Href { url: self.ordbok.adresse(*page)?, external: true }),
            LinkTarget::Anchor(_) | LinkTarget::Asset(_) | LinkTarget::Nowhere => None,
        }
    }

    fn reference(&mut self, reference: &Reference) -> ReferenceHtml {
        let site = self.ordbok.world.site;
        let Some(item) = site.reference(reference.span, &reference.target) else {
            let unnamed = || self.ordbok.ord("broedtekst.skjult_henvisning").to_owned();
            return ReferenceHtml::Text(reference.text.clone().unwrap_or_else(unnamed));
        };
        let text = reference.text.clone().unwrap_or_else(|| site.item(item).display());
        match self.ordbok.adresse(item) {
            Some(url) => ReferenceHtml::Link { url, text, title: None, class: None },
            None => ReferenceHtml::Text(text),
        }
    }

    /// A picture would be another file: its text stands for it.
    fn image(&mut self, _image: &Image) -> Option<ImageHtml> {
        None
    }

    fn words(&self) -> &Words {
        &self.words
    }

    fn id_prefix(&self) -> String {
        self.prefix.clone()
    }

    fn heading_shift(&self) -> u8 {
        self.shift
    }
}

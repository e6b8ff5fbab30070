//! The author's Markdown: what it holds (an [`Outline`]) and what it becomes (HTML in [`Part`]s). What a link or a
//! reference leads to is left to the [`Resolver`], what a `planverk` block shows to whoever gets [`Part::Query`].
//!
//! pulldown-cmark is known in `parse` only. The way through:
//! 1. `parse` turns events into a tree (`tree`) where every node knows its bytes, and reports what it meets;
//! 2. each noun recognises itself in that tree: `callout`, `table`, `image`, `footnote`, `reference`, `heading`;
//! 3. `outline` lists what is there, `render` writes HTML, `pieces` hands the text to those who draw otherwise.
//!
//! Both passes build the same tree, so a site keeps only the outlines and parses a page again when it is written.
//! Raw HTML never reaches the output, nesting is bounded, and everything takes time linear in the text.

mod callout;
mod escape;
mod finding;
mod footnote;
mod front;
mod heading;
mod image;
mod lead;
mod link;
mod outline;
mod parse;
mod passage;
pub mod pieces;
mod query;
mod raw_html;
mod reference;
mod render;
mod resolver;
mod table;
mod tree;
mod typography;
mod words;

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod strict_html;
#[cfg(test)]
mod testing;

pub use escape::{attribute as escape_attribute, text as escape_text, url as escape_url};
pub use front::front_matter;
pub use heading::{Heading, RESERVED_IDS, slug};
pub use image::Image;
pub use lead::{Lead, leading_heading};
pub use link::Link;
pub use outline::{Outline, Section};
pub use query::Query;
pub use reference::Reference;
pub use render::Part;
pub use resolver::{Href, ImageHtml, ReferenceHtml, Resolver};
pub use typography::Quotes;
pub use words::Words;

use crate::diag::{Diagnostic, FileId, Span};

/// One text in Markdown, and where it comes from.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The whole file, or the whole value.
    pub text: &'a str,
    /// The byte where the Markdown begins; what is before is front matter.
    pub body: usize,
    /// What the positions count from.
    pub origin: Origin,
    /// Which quotation marks `"x"` becomes: those of the page's language.
    pub quotes: Quotes,
}

/// Where a text comes from, which decides how positions are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A file: positions are bytes of [`Source::text`].
    File(FileId),
    /// A value in a YAML file, whose text may be folded or escaped there: every position is the value's own.
    Value(Span),
}

/// What a text holds, and what is wrong with it. Findings about where links lead are made by whoever knows the site.
pub fn scan(source: &Source) -> (Outline, Vec<Diagnostic>) {
    let (document, findings) = parse::document(source);
    (outline::of_document(document, source.text), findings)
}

/// The text as HTML, cut where `planverk` blocks stand. Findings are those of [`scan`] and are not repeated.
pub fn render(source: &Source, resolver: &mut dyn Resolver) -> Vec<Part> {
    let (document, _) = parse::document(source);
    render::parts(&document, source.text.len().saturating_sub(source.body), resolver)
}

/// The text as pieces, for those who draw something else than HTML. Blocks of plan data are left out.
pub fn pieces(source: &Source, resolver: &mut dyn Resolver) -> Vec<pieces::Block> {
    let (document, _) = parse::document(source);
    pieces::of_document(&document, resolver)
}

/// A value of one line as HTML without a surrounding element: emphasis, code, links, references, images.
/// «1. Bolig» stays «1. Bolig» and does not become a list.
pub fn inline(text: &str, quotes: Quotes, resolver: &mut dyn Resolver) -> String {
    parse::line(text, Origin::Value(Span::top(FileId(0))), quotes, |document| render::inlines(document, resolver))
}

/// A value of one line as plain words, for `<title>`, attributes and search. Not escaped.
/// A reference without a text of its own is shown as the id it names.
pub fn plain(text: &str, quotes: Quotes) -> String {
    parse::line(text, Origin::Value(Span::top(FileId(0))), quotes, |document| tree::plain_text(document.line()))
}

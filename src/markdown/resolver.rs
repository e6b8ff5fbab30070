//! What the renderer asks about the site: it knows Markdown and nothing of what links lead to.

use super::escape;
use super::{Image, Link, Reference, Words};

/// Supplied by whoever renders a text. Addresses and texts are plain; the renderer escapes them.
pub trait Resolver {
    /// Where an ordinary link leads; `None` when there is nowhere to lead, and only the words of the link are shown.
    /// Links with a dangerous scheme never get here.
    fn link(&mut self, link: &Link) -> Option<Href>;

    /// What a `[[…]]` becomes.
    fn reference(&mut self, reference: &Reference) -> ReferenceHtml;

    /// Where an image is, and how large; `None` when there is none, and its text is shown instead.
    fn image(&mut self, image: &Image) -> Option<ImageHtml>;

    /// The words of the interface.
    fn words(&self) -> &Words;

    /// Running text outside headings, links and code. Writes HTML: a glossary may link its terms here.
    fn text(&mut self, text: &str, out: &mut String) {
        escape::text(text, out);
    }

    /// Put before every id, so that several texts can stand on one page. Links within the text follow;
    /// those of the author (`[x](#y)`) go through [`Resolver::link`].
    fn id_prefix(&self) -> String {
        String::new()
    }

    /// How many levels to move headings down, where a text stands below a heading of the page's own.
    fn heading_shift(&self) -> u8 {
        0
    }
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Href {
    /// The address.
    pub url: String,
    /// Whether it leaves the site.
    pub external: bool,
}

/// What a reference becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReferenceHtml {
    /// A link.
    Link {
        /// The address.
        url: String,
        /// The text shown.
        text: String,
        /// More about the target, as a tooltip.
        title: Option<String>,
        /// A class that tells what kind of thing the target is.
        class: Option<String>,
    },
    /// Only a text, where there is no page to lead to.
    Text(String),
}

/// Where an image is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageHtml {
    /// The address.
    pub src: String,
    /// Width in CSS pixels.
    pub width: Option<u32>,
    /// Height in CSS pixels.
    pub height: Option<u32>,
}

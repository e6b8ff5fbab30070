//! A part of a page's body: running text, or something drawn from data. `del.html` draws each kind.

use serde::Serialize;

use super::felt::Vist;
use crate::chart::Chart;
use crate::page::frame::{Fakta, Lenke};

/// One part. The template reads the kind in `slag`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "slag", rename_all = "lowercase")]
pub enum Del {
    /// Running text, finished HTML.
    Html {
        /// The HTML.
        html: String,
    },
    /// A table of values; the first of each row names it.
    Tabell {
        /// Unique on the page.
        id: String,
        /// Caption.
        tekst: String,
        /// Headings.
        kolonner: Vec<String>,
        /// Rows.
        rader: Vec<Vec<Vist>>,
    },
    /// A chart with its numbers.
    Figur {
        /// Unique on the page.
        id: String,
        /// The chart.
        diagram: Chart,
    },
    /// So many of so many.
    Framdrift {
        /// Part.
        antall: usize,
        /// Whole.
        total: usize,
    },
    /// A whole shared out on statuses.
    Stabel {
        /// Status key and count, in the order they stand.
        deler: Vec<Statusantall>,
        /// The sentence it proves.
        tekst: String,
    },
    /// Links.
    Lenker {
        /// The links.
        lenker: Vec<Lenke>,
    },
    /// Facts under each other.
    Fakta {
        /// The facts.
        fakta: Vec<Fakta>,
    },
    /// Nothing to show, and why.
    Tomt {
        /// In few words.
        tittel: String,
        /// What to do about it.
        tekst: String,
    },
}

/// How many have a status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Statusantall {
    /// Status key.
    pub status: String,
    /// How many.
    pub antall: usize,
}

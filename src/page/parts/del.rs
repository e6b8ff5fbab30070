//! A part of a page's body: running text, or something drawn from data. `del.html` draws each kind.

use serde::Serialize;

use super::aktivitetsrad::Aktivitetstabell;
use super::felt::{Bevis, Vist};
use super::hendelse::Dag;
use super::lister::Punkt;
use super::oversikt::{Celle, Oversikt};
use super::tabellvalg::Tabellvalg;
use super::tre::Gren;
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
        /// ISO date the figures are true for; empty when the chart says so itself.
        per_dato: String,
        /// What a reader must know; empty for nothing.
        merknad: String,
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
    /// A table whose cells hold lines, links, status and evidence.
    Oversikt {
        /// The table.
        tabell: Oversikt,
    },
    /// The aktivitetsplan.
    Aktivitetstabell {
        /// The table.
        tabell: Aktivitetstabell,
    },
    /// The tools over several tables below.
    Tabellvalg {
        /// The tools.
        valg: Tabellvalg,
    },
    /// What happened, day by day.
    Hendelser {
        /// The days, in the order they stand.
        dager: Vec<Dag>,
    },
    /// A drawing for the eye, of what the page also says in words.
    Tegning {
        /// Unique on the page.
        id: String,
        /// The sentence it proves.
        tittel: String,
        /// The drawing.
        svg: String,
        /// What the box it scrolls in is called.
        ramme: String,
    },
    /// Things under each other in levels.
    Tre {
        /// In reading order.
        grener: Vec<Gren>,
    },
    /// Plan items with sign and status.
    Punkter {
        /// The items.
        punkter: Vec<Punkt>,
    },
    /// A plain paragraph; `klasse` sets its tone.
    Avsnitt {
        /// Plain text.
        tekst: String,
        /// Class, or empty.
        klasse: &'static str,
    },
    /// Plain paragraphs as a list.
    Liste {
        /// The paragraphs.
        linjer: Vec<String>,
    },
    /// A heading inside a section.
    Overskrift {
        /// Unique on the page.
        id: String,
        /// The heading.
        tekst: String,
        /// Where it leads; empty for nowhere.
        url: String,
    },
    /// A small heading below one of these.
    Underoverskrift {
        /// The heading.
        tekst: String,
    },
    /// Lines under each other, each with links, status and evidence as in a table.
    Rutliste {
        /// One per line.
        ruter: Vec<Celle>,
    },
    /// What the parts before rest on.
    Bevis {
        /// The evidence.
        bevis: Bevis,
    },
    /// A remark beside the text.
    Melding {
        /// `merk`, `viktig`, `advarsel` …
        art: &'static str,
        /// Heading.
        tittel: String,
        /// Paragraphs.
        avsnitt: Vec<String>,
    },
    /// Nothing to show, and why.
    Tomt {
        /// In few words.
        tittel: String,
        /// What to do about it.
        tekst: String,
    },
}

/// Gives every table of more rows than `uten` tools of its own, and says whether there are any.
pub fn gi_verktoey(deler: &mut [Del], uten: usize) -> bool {
    let mut any = false;
    for del in deler {
        any |= match del {
            Del::Oversikt { tabell } => tabell.verktoey || (tabell.rader.len() > uten && tabell.gi_verktoey()),
            Del::Aktivitetstabell { tabell } => tabell.verktoey,
            Del::Tabellvalg { .. } => true,
            _ => false,
        };
    }
    any
}

/// How many have a status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Statusantall {
    /// Status key.
    pub status: String,
    /// How many.
    pub antall: usize,
}

impl Del {
    /// A plain paragraph.
    pub fn avsnitt(tekst: impl Into<String>) -> Self {
        Self::Avsnitt { tekst: tekst.into(), klasse: "prosa" }
    }

    /// A small remark under a table or a figure.
    pub fn merknad(tekst: impl Into<String>) -> Self {
        Self::Avsnitt { tekst: tekst.into(), klasse: "undertekst" }
    }

    /// A chart whose title says when it is true for.
    pub fn figur(id: impl Into<String>, diagram: Chart) -> Self {
        Self::Figur { id: id.into(), diagram, per_dato: String::new(), merknad: String::new() }
    }

    /// A heading of the third level.
    pub fn overskrift(id: impl Into<String>, tekst: impl Into<String>) -> Self {
        Self::Overskrift { id: id.into(), tekst: tekst.into(), url: String::new() }
    }

    /// Nothing to show, and why.
    pub fn tomt(tittel: impl Into<String>, tekst: impl Into<String>) -> Self {
        Self::Tomt { tittel: tittel.into(), tekst: tekst.into() }
    }
}

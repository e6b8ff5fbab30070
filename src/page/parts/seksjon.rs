//! A page of sections: a few parts first, then sections with a heading each. «På denne siden» follows from them. Drawn by
//! `seksjoner.html`.

use serde::Serialize;

use super::del::{self, Del};
use super::oversikt::{self, Oversikt};
use crate::page::frame::{Frame, Innholdspunkt};
use crate::page::view::Page;

/// One section.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Seksjon {
    /// Anchor, unique on the page.
    pub id: String,
    /// Heading.
    pub tittel: String,
    /// A sentence under it; empty for none.
    pub ingress: String,
    /// `liggende` (printed on paper lying down), `bare-papir` (only printed), or empty.
    pub klasse: &'static str,
    /// What it holds.
    pub deler: Vec<Del>,
}

impl Seksjon {
    /// An empty section.
    pub fn new(id: impl Into<String>, tittel: impl Into<String>) -> Self {
        Self { id: id.into(), tittel: tittel.into(), ..Self::default() }
    }

    /// With a sentence under its heading.
    #[must_use]
    pub fn ingress(mut self, tekst: impl Into<String>) -> Self {
        self.ingress = tekst.into();
        self
    }

    /// Printed on paper lying down.
    #[must_use]
    pub fn liggende(mut self) -> Self {
        self.klasse = "liggende";
        self
    }

    /// With one more part.
    #[must_use]
    pub fn med(mut self, del: Del) -> Self {
        self.deler.push(del);
        self
    }

    /// With more parts.
    #[must_use]
    pub fn med_alle(mut self, deler: impl IntoIterator<Item = Del>) -> Self {
        self.deler.extend(deler);
        self
    }
}

/// The whole page.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Seksjonsside {
    /// Before the first section.
    pub innledning: Vec<Del>,
    /// The sections.
    pub seksjoner: Vec<Seksjon>,
}

impl Seksjonsside {
    /// One set of tools, above the first section, over all the page's tables, which are of the same columns.
    pub fn felles_verktoey(&mut self, id: &str, om: &str) {
        let parts = self.seksjoner.iter_mut().flat_map(|section| &mut section.deler);
        let mut tables: Vec<&mut Oversikt> = parts
            .filter_map(|del| match del {
                Del::Oversikt { tabell } => Some(tabell),
                _ => None,
            })
            .collect();
        let tools = oversikt::felles_verktoey(id, om, &mut tables);
        self.innledning.extend(tools.map(|valg| Del::Tabellvalg { valg }));
    }

    /// The finished page. A single section needs no list of contents; long tables get tools.
    pub fn page(self, frame: Frame) -> Page {
        self.page_with_tools(frame, 0)
    }

    /// The same, where only tables of more rows than `uten` get tools.
    pub fn page_with_tools(mut self, mut frame: Frame, uten: usize) -> Page {
        let parts = std::iter::once(&mut self.innledning).chain(self.seksjoner.iter_mut().map(|s| &mut s.deler));
        for deler in parts {
            frame.tabellvalg |= del::gi_verktoey(deler, uten);
        }
        if self.seksjoner.len() > 1 {
            let point = |s: &Seksjon| Innholdspunkt { id: s.id.clone(), tekst: s.tittel.clone(), nivaa: 2 };
            frame.innhold = self.seksjoner.iter().filter(|s| s.klasse != "bare-papir").map(point).collect();
        }
        Page::new("seksjoner.html", frame, self)
    }
}

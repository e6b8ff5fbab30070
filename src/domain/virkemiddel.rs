//! Virkemiddel: a policy instrument the kommune can use, alone or combined into measures.

use super::enumeration::enumeration;
use super::felt::Felt;
use super::rad::{Entity, Kind, Rad, Ref, Relasjon};
use crate::diag::Span;

enumeration!(
    /// Whom an instrument is directed at. Plans differ in which classes they print.
    Klasse, "klasse", {
        /// Individuals.
        Individrettet = "individrettet",
        /// Groups.
        Grupperettet = "grupperettet",
        /// The system.
        Systemrettet = "systemrettet",
    }
);

enumeration!(
    /// Who runs it.
    Forvalter, "forvalter", {
        /// The kommune.
        Kommune = "kommune",
        /// Husbanken.
        Husbanken = "husbanken",
        /// NAV.
        Nav = "nav",
        /// Others.
        Annet = "annet",
    }
);

/// An instrument.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Virkemiddel {
    /// Id, place and evidence.
    pub rad: Rad,
    /// Printed label.
    pub etikett: Felt<String>,
    /// Name.
    pub navn: String,
    /// Class.
    pub klasse: Felt<Klasse>,
    /// Type within the class, in words.
    pub virkemiddeltype: Option<String>,
    /// Who runs it.
    pub forvalter: Felt<Forvalter>,
    /// Markdown.
    pub beskrivelse: Felt<String>,
    /// The shared instrument it corresponds to.
    pub tilsvarer: Option<Ref>,
}

impl Entity for Virkemiddel {
    fn kind(&self) -> Kind {
        Kind::Virkemiddel
    }
    fn rad(&self) -> &Rad {
        &self.rad
    }
    fn title(&self) -> &str {
        &self.navn
    }
    fn etikett(&self) -> Option<&str> {
        self.etikett.known().map(String::as_str)
    }
    fn prose(&self) -> Vec<(&str, Span)> {
        self.beskrivelse.known().map(|text| (text.as_str(), self.rad.places.field("beskrivelse"))).into_iter().collect()
    }
    fn references(&self, visit: &mut dyn FnMut(Relasjon, &Ref)) {
        self.tilsvarer.iter().for_each(|r| visit(Relasjon::Tilsvarer, r));
    }
}

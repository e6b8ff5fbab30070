//! Målgruppe: whom measures are meant for.

use super::enumeration::enumeration;
use super::felt::Felt;
use super::rad::{Entity, Kind, Rad, Ref, Relasjon};
use crate::diag::Span;

enumeration!(
    /// The three categories of need that the yearly report counts.
    Behovskategori, "behovskategori", {
        /// Without owned or rented home.
        UtenBolig = "uten_bolig",
        /// At risk of losing the home.
        FareForAaMiste = "fare_for_å_miste",
        /// Unsuitable home.
        Uegnet = "uegnet",
    }
);

/// A target group.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Maalgruppe {
    /// Id, place and evidence.
    pub rad: Rad,
    /// Printed label.
    pub etikett: Felt<String>,
    /// Name.
    pub navn: String,
    /// Markdown.
    pub beskrivelse: Felt<String>,
    /// Other names.
    pub alias: Vec<String>,
    /// Categories of need.
    pub behovskategori: Felt<Vec<Behovskategori>>,
    /// The shared target group it corresponds to.
    pub tilsvarer: Option<Ref>,
}

impl Entity for Maalgruppe {
    fn kind(&self) -> Kind {
        Kind::Maalgruppe
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

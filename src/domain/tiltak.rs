//! Tiltak: a measure carried over from earlier plans, with the figures printed beside it.

use super::dato::Dato;
use super::enumeration::enumeration;
use super::felt::{Belegg, Felt, Verdi};
use super::rad::{Entity, Kind, Rad, Ref, Relasjon};
use super::suksessfaktor::Suksessfaktor;
use crate::diag::Span;

enumeration!(
    /// The three groups a plan sorts measures in.
    Tiltaksgruppe, "tiltaksgruppe", {
        /// Directed at persons.
        Individrettet = "individrettet",
        /// Homes.
        Boligtiltak = "boligtiltak",
        /// Organisation.
        Organisatorisk = "organisatorisk",
    }
);

enumeration!(
    /// Where a measure comes from.
    Opphav, "opphav", {
        /// Carried over.
        Viderefoert = "videreført",
        /// New.
        Ny = "ny",
    }
);

/// A figure printed beside a measure.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tall {
    /// What is counted.
    pub navn: String,
    /// The figure, or why there is none.
    pub verdi: Verdi<f64>,
    /// The figure is approximate.
    pub ca: bool,
    /// Unit, in words.
    pub enhet: Felt<String>,
    /// What it is true for.
    pub dato: Felt<Dato>,
    /// Evidence.
    pub belegg: Belegg,
    /// Where it stands.
    pub places: super::rad::Places,
}

/// A continued measure.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tiltak {
    /// Id, place and evidence.
    pub rad: Rad,
    /// Printed label.
    pub etikett: Felt<String>,
    /// Name.
    pub navn: String,
    /// Markdown.
    pub tekst: Felt<String>,
    /// Group.
    pub gruppe: Felt<Tiltaksgruppe>,
    /// New or carried over.
    pub opphav: Felt<Opphav>,
    /// Areas.
    pub omraader: Felt<Vec<Ref>>,
    /// For whom.
    pub maalgrupper: Felt<Vec<Ref>>,
    /// With which instruments.
    pub virkemidler: Felt<Vec<Ref>>,
    /// Goals.
    pub maal: Felt<Vec<Ref>>,
    /// Success factors.
    pub suksessfaktorer: Felt<Vec<Suksessfaktor>>,
    /// Figures.
    pub tall: Vec<Tall>,
    /// Who answers for it.
    pub ansvarlig: Felt<Ref>,
}

impl Entity for Tiltak {
    fn kind(&self) -> Kind {
        Kind::Tiltak
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
        self.tekst.known().map(|text| (text.as_str(), self.rad.places.field("tekst"))).into_iter().collect()
    }
    fn references(&self, visit: &mut dyn FnMut(Relasjon, &Ref)) {
        self.omraader.items().iter().for_each(|r| visit(Relasjon::Omraade, r));
        self.maalgrupper.items().iter().for_each(|r| visit(Relasjon::Maalgruppe, r));
        self.virkemidler.items().iter().for_each(|r| visit(Relasjon::Virkemiddel, r));
        self.maal.items().iter().for_each(|r| visit(Relasjon::Maal, r));
        self.ansvarlig.known().into_iter().for_each(|r| visit(Relasjon::Ansvarlig, r));
    }
}

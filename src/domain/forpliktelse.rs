//! Forpliktelse: a commitment that someone must follow up, with or without a date.

use super::dato::Dato;
use super::felt::Felt;
use super::rad::{Entity, Kind, Rad, Ref, Relasjon};
use super::status::Status;

/// A promise of later work, from a report or a decision.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Forpliktelse {
    /// Id, place and evidence.
    pub rad: Rad,
    /// Printed label («F1»).
    pub etikett: Felt<String>,
    /// What is promised.
    pub tekst: String,
    /// By when.
    pub frist: Felt<Dato>,
    /// Who answers for it: a unit's id or words.
    pub ansvarlig: Felt<Ref>,
    /// What it concerns.
    pub gjelder: Felt<Vec<Ref>>,
    /// Undated status, when no status rows exist.
    pub status: Felt<Status>,
}

impl Entity for Forpliktelse {
    fn kind(&self) -> Kind {
        Kind::Forpliktelse
    }
    fn rad(&self) -> &Rad {
        &self.rad
    }
    fn title(&self) -> &str {
        &self.tekst
    }
    fn etikett(&self) -> Option<&str> {
        self.etikett.known().map(String::as_str)
    }
    fn references(&self, visit: &mut dyn FnMut(Relasjon, &Ref)) {
        self.ansvarlig.known().into_iter().for_each(|r| visit(Relasjon::Ansvarlig, r));
        self.gjelder.items().iter().for_each(|r| visit(Relasjon::Gjelder, r));
    }
}

//! Strategi: a chosen way to reach goals. It may belong to a goal, an area, both or neither.

use super::felt::Felt;
use super::rad::{Entity, Kind, Rad, Ref, Relasjon};
use super::suksessfaktor::Suksessfaktor;
use crate::diag::Span;

/// A strategy.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Strategi {
    /// Id, place and evidence.
    pub rad: Rad,
    /// Printed label.
    pub etikett: Felt<String>,
    /// Name.
    pub navn: String,
    /// What it says, Markdown.
    pub tekst: Felt<String>,
    /// Goals or areas it serves.
    pub gjelder: Felt<Vec<Ref>>,
    /// Success factors it supports.
    pub suksessfaktorer: Felt<Vec<Suksessfaktor>>,
}

impl Entity for Strategi {
    fn kind(&self) -> Kind {
        Kind::Strategi
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
        self.gjelder.items().iter().for_each(|r| visit(Relasjon::Gjelder, r));
    }
}

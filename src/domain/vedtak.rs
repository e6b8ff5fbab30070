//! Vedtak: a decision by a body, and what it concerns.

use super::dato::Dato;
use super::felt::Felt;
use super::rad::{Entity, Kind, Rad, Ref, Relasjon};

/// A decision.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Vedtak {
    /// Id, place and evidence.
    pub rad: Rad,
    /// Who decided, in words.
    pub organ: Felt<String>,
    /// When.
    pub dato: Felt<Dato>,
    /// Case number.
    pub saksnr: Felt<String>,
    /// What was decided.
    pub tekst: String,
    /// What it concerns.
    pub gjelder: Felt<Vec<Ref>>,
}

impl Entity for Vedtak {
    fn kind(&self) -> Kind {
        Kind::Vedtak
    }
    fn rad(&self) -> &Rad {
        &self.rad
    }
    fn title(&self) -> &str {
        &self.tekst
    }
    fn references(&self, visit: &mut dyn FnMut(Relasjon, &Ref)) {
        self.gjelder.items().iter().for_each(|r| visit(Relasjon::Gjelder, r));
    }
}

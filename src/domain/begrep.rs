//! Begrep: a term of the field, explained once and linked where it occurs.

use super::rad::{Entity, Kind, Rad, Ref, Relasjon};

/// A glossary term.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Begrep {
    /// Id and place.
    pub rad: Rad,
    /// The term.
    pub term: String,
    /// What it means.
    pub definisjon: String,
    /// Other forms to link («bostøtten»).
    pub former: Vec<String>,
    /// Other words for the same.
    pub synonymer: Vec<String>,
    /// Abbreviation.
    pub forkortelse: Option<String>,
    /// In nynorsk.
    pub nynorsk: Option<String>,
    /// In English.
    pub engelsk: Option<String>,
    /// Where it belongs in the glossary.
    pub gruppe: Option<String>,
    /// Related terms.
    pub se: Vec<Ref>,
    /// Sources.
    pub kilder: Vec<Ref>,
}

impl Entity for Begrep {
    fn kind(&self) -> Kind {
        Kind::Begrep
    }
    fn rad(&self) -> &Rad {
        &self.rad
    }
    fn title(&self) -> &str {
        &self.term
    }
    fn references(&self, visit: &mut dyn FnMut(Relasjon, &Ref)) {
        self.se.iter().for_each(|r| visit(Relasjon::Se, r));
        self.kilder.iter().for_each(|r| visit(Relasjon::Kilde, r));
    }
}

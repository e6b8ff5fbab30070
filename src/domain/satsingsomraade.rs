//! Satsingsområde: a thematic chapter that gathers goals and activities.

use super::felt::Felt;
use super::rad::{Entity, Kind, Rad, Ref, Relasjon};
use crate::diag::Span;

/// A focus area.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Satsingsomraade {
    /// Id, place and evidence.
    pub rad: Rad,
    /// Number as printed.
    pub nr: Felt<String>,
    /// Name.
    pub navn: String,
    /// Other names the document uses for it.
    pub alias: Vec<String>,
    /// Markdown.
    pub beskrivelse: Option<String>,
    /// Strategy labels as the area prints them, which need not match any strategy's own label.
    pub strategi_etiketter: Vec<String>,
    /// Strategies, when the document links them.
    pub strategier: Felt<Vec<Ref>>,
    /// Challenges it answers.
    pub utfordringer: Felt<Vec<Ref>>,
    /// Plan-level goals it serves, when the document says so.
    pub maal: Felt<Vec<Ref>>,
}

impl Entity for Satsingsomraade {
    fn kind(&self) -> Kind {
        Kind::Satsingsomraade
    }
    fn rad(&self) -> &Rad {
        &self.rad
    }
    fn title(&self) -> &str {
        &self.navn
    }
    fn etikett(&self) -> Option<&str> {
        self.nr.known().map(String::as_str)
    }
    fn prose(&self) -> Vec<(&str, Span)> {
        self.beskrivelse.iter().map(|text| (text.as_str(), self.rad.places.field("beskrivelse"))).collect()
    }
    fn references(&self, visit: &mut dyn FnMut(Relasjon, &Ref)) {
        self.strategier.items().iter().for_each(|r| visit(Relasjon::Strategi, r));
        self.utfordringer.items().iter().for_each(|r| visit(Relasjon::Utfordring, r));
        self.maal.items().iter().for_each(|r| visit(Relasjon::Maal, r));
    }
}

//! Kilde: something that statements and figures can be traced to.

use super::dato::Dato;
use super::enumeration::enumeration;
use super::felt::Felt;
use super::rad::{Entity, Kind, Rad, Ref, Relasjon};

enumeration!(
    /// What kind of source it is.
    Kildetype, "kildetype", {
        /// Act or regulation.
        Lov = "lov",
        /// Official Norwegian report.
        Nou = "nou",
        /// National strategy.
        Strategi = "strategi",
        /// Research.
        Forskning = "forskning",
        /// Guide.
        Veileder = "veileder",
        /// Template or form.
        Mal = "mal",
        /// Another kommune's example.
        Eksempel = "eksempel",
        /// Statistics.
        Statistikk = "statistikk",
        /// Report.
        Rapport = "rapport",
        /// Plan.
        Plan = "plan",
        /// Web page.
        Nettside = "nettside",
        /// Anything else.
        Annet = "annet",
    }
);

/// A source.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Kilde {
    /// Id and place.
    pub rad: Rad,
    /// Title.
    pub tittel: String,
    /// Kind.
    pub kildetype: Option<Kildetype>,
    /// When it was made.
    pub aar: Felt<Dato>,
    /// Who published it.
    pub utgiver: Felt<String>,
    /// Web address.
    pub lenke: Option<String>,
    /// Language, in words or as a code.
    pub spraak: Option<String>,
    /// When it ceased to hold.
    pub utgaatt: Option<Dato>,
    /// What replaced it.
    pub erstattet_av: Option<Ref>,
}

impl Entity for Kilde {
    fn kind(&self) -> Kind {
        Kind::Kilde
    }
    fn rad(&self) -> &Rad {
        &self.rad
    }
    fn title(&self) -> &str {
        &self.tittel
    }
    fn references(&self, visit: &mut dyn FnMut(Relasjon, &Ref)) {
        self.erstattet_av.iter().for_each(|r| visit(Relasjon::Erstattet, r));
    }
}

//! Organ: a body or role with responsibility for the work. Roles, never persons.

use super::enumeration::enumeration;
use super::felt::Felt;
use super::rad::{Entity, Kind, Rad, Ref, Relasjon};
use crate::diag::Span;

enumeration!(
    /// What kind of body or role.
    Organtype, "organtype", {
        /// Elected.
        Politisk = "politisk",
        /// Steering group.
        Styringsgruppe = "styringsgruppe",
        /// Reference group.
        Referansegruppe = "referansegruppe",
        /// Programme owner.
        Programansvarlig = "programansvarlig",
        /// Programme manager.
        Programleder = "programleder",
        /// Co-ordinator.
        Koordinator = "koordinator",
        /// Follow-up worker.
        Oppfoelger = "oppfølger",
        /// Committee.
        Utvalg = "utvalg",
        /// Group or meeting.
        Gruppe = "gruppe",
        /// Service.
        Tjeneste = "tjeneste",
        /// Anything else.
        Annet = "annet",
    }
);

/// A body or role.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Organ {
    /// Id, place and evidence.
    pub rad: Rad,
    /// Name.
    pub navn: String,
    /// Kind.
    pub organtype: Felt<Organtype>,
    /// What it answers for, one a line.
    pub ansvar: Felt<Vec<String>>,
    /// Whom it reports to.
    pub rapporterer_til: Felt<Vec<Ref>>,
    /// How often it meets or plans, in words.
    pub rytme: Felt<String>,
    /// Units and roles in it.
    pub medlemmer: Vec<String>,
    /// Level, in words («sentralt», «bydel»).
    pub nivaa: Option<String>,
    /// Markdown.
    pub beskrivelse: Option<String>,
}

impl Entity for Organ {
    fn kind(&self) -> Kind {
        Kind::Organ
    }
    fn rad(&self) -> &Rad {
        &self.rad
    }
    fn title(&self) -> &str {
        &self.navn
    }
    fn prose(&self) -> Vec<(&str, Span)> {
        self.beskrivelse.iter().map(|text| (text.as_str(), self.rad.places.field("beskrivelse"))).collect()
    }
    fn references(&self, visit: &mut dyn FnMut(Relasjon, &Ref)) {
        self.rapporterer_til.items().iter().for_each(|r| visit(Relasjon::RapportererTil, r));
    }
}

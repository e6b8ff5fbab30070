//! Status: what is said about an activity, goal or commitment on a date.

use super::dato::Dato;
use super::enumeration::enumeration;
use super::felt::Felt;
use super::rad::{Rad, Ref, Relasjon};

enumeration!(
    /// How far something has come. «Uten status» is the absence of one, not a value.
    Status, "status", {
        /// Not begun.
        IkkeStartet = "ikke_startet",
        /// Under way.
        IGang = "i_gang",
        /// Done.
        Fullfoert = "fullført",
        /// Put off.
        Utsatt = "utsatt",
        /// Ended before it was done.
        Stoppet = "stoppet",
        /// Carried on in the next plan or in ordinary work.
        Viderefoert = "videreført",
        /// The period is over and it was not done.
        IkkeGjennomfoert = "ikke_gjennomført",
    }
);

impl Status {
    /// Nothing more is expected to happen.
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Fullfoert | Self::Stoppet | Self::Viderefoert | Self::IkkeGjennomfoert)
    }
}

/// One dated statement about the status of something. Statements are added, never changed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Statusrad {
    /// Id (generated), place and evidence.
    pub rad: Rad,
    /// What it is about.
    pub emne: Ref,
    /// The day it is true for.
    pub dato: Felt<Dato>,
    /// How far it has come.
    pub status: Felt<Status>,
    /// In words.
    pub tekst: Felt<String>,
    /// What differs from the plan, and why.
    pub avvik: Felt<String>,
    /// Percent done, 0–100.
    pub framdrift: Felt<f64>,
    /// The report it was given in.
    pub rapport: Option<Ref>,
}

impl Statusrad {
    /// Calls `visit` for the references the row makes.
    pub fn references(&self, visit: &mut dyn FnMut(Relasjon, &Ref)) {
        visit(Relasjon::Gjelder, &self.emne);
        if let Some(rapport) = &self.rapport {
            visit(Relasjon::Rapport, rapport);
        }
    }
}

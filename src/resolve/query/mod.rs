//! Spørring: what a `planverk` block in running text asks for, with every word understood and every id looked up.
//! Finding the things that fit is left to `derive::utvalg`, showing them to `page::query`.

mod reader;
#[cfg(test)]
mod tests;

pub use reader::shape;
pub(super) use reader::{Reader, in_a_value};

use std::collections::HashMap;

use super::item::{ItemId, PlanId};
use crate::diag::Span;
use crate::domain::enumeration::enumeration;
use crate::domain::rad::Kind;
use crate::domain::suksessfaktor::Suksessfaktor;

enumeration!(
    /// The views a block can ask for.
    Vis, "visning", {
        /// The activities as a table.
        Aktivitetstabell = "aktivitetstabell",
        /// Vision, goals, strategies and activities under each other.
        Maalhierarki = "målhierarki",
        /// How far things have come.
        Framdrift = "framdrift",
        /// An indicator with its readings.
        Indikator = "indikator",
        /// Rows against areas.
        Matrise = "matrise",
        /// Links to things of one kind.
        Liste = "liste",
    }
);

enumeration!(
    /// A status to choose by: those that things have, and the two that are derived.
    Statusvalg, "status", {
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
        /// Carried on.
        Viderefoert = "videreført",
        /// Never done.
        IkkeGjennomfoert = "ikke_gjennomført",
        /// Past its end and not closed.
        Forsinket = "forsinket",
        /// Nobody has said.
        Uten = "uten",
    }
);

enumeration!(
    /// What the rows of a derived matrix are.
    Matriserader, "rader", {
        /// Target groups.
        Maalgruppe = "målgruppe",
        /// Challenges.
        Utfordring = "utfordring",
        /// Strategies.
        Strategi = "strategi",
    }
);

impl Matriserader {
    /// The kind of thing a row is for.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Maalgruppe => Kind::Maalgruppe,
            Self::Utfordring => Kind::Utfordring,
            Self::Strategi => Kind::Strategi,
        }
    }
}

enumeration!(
    /// What the columns of a derived matrix are.
    Matrisekolonner, "kolonner", {
        /// Areas.
        Satsingsomraade = "satsingsområde",
    }
);

/// Which matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matrisevalg {
    /// Counted from the plan: these rows against the areas.
    Avledet(Matriserader),
    /// One that the plan prints.
    Trykt(ItemId),
}

/// Who answers for a thing: a unit or body, or words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ansvar {
    /// A unit or body.
    Item(ItemId),
    /// As written.
    Ord(String),
}

/// Conditions; a thing must meet all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Things it must belong to: area, target group, strategy, goal.
    pub hoerer_til: Vec<ItemId>,
    /// One of these statuses; empty means any.
    pub status: Vec<Statusvalg>,
    /// The success factor it supports.
    pub faktor: Option<Suksessfaktor>,
    /// Who answers for it.
    pub ansvarlig: Option<Ansvar>,
}

impl Filter {
    /// No condition at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What a block asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The view.
    pub vis: Vis,
    /// Of which plan.
    pub plan: PlanId,
    /// Conditions.
    pub filter: Filter,
    /// The indicator, for [`Vis::Indikator`].
    pub indikator: Option<ItemId>,
    /// The kinds, for [`Vis::Liste`].
    pub slag: Vec<Kind>,
    /// Which matrix, for [`Vis::Matrise`].
    pub matrise: Option<Matrisevalg>,
    /// The author's heading for it.
    pub tittel: Option<String>,
    /// Show at most so many.
    pub grense: Option<usize>,
}

/// Every query that was understood, by where its block stands.
pub(super) type Queries = HashMap<Span, Query>;

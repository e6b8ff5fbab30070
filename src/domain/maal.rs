//! Mål: hovedmål, delmål and resultatmål, owned by the plan or by one satsingsområde.

use super::dato::Dato;
use super::enumeration::enumeration;
use super::felt::{Belegg, Felt};
use super::rad::{Entity, Kind, Places, Rad, Ref, Relasjon};
use super::status::Status;
use super::suksessfaktor::Suksessfaktor;

enumeration!(
    /// Which level the work is on.
    Nivaa, "nivå", {
        /// Goals, resources, evaluation.
        Strategisk = "strategisk",
        /// Applications, allocation, follow-up.
        Operativt = "operativt",
        /// Making and carrying out plans.
        Planlegging = "planlegging",
    }
);

enumeration!(
    /// Which way a figure should go.
    Retning, "retning", {
        /// Up.
        Opp = "opp",
        /// Down.
        Ned = "ned",
        /// Stay.
        Hold = "hold",
        /// Neither is better.
        Ingen = "ingen",
    }
);

/// The figure a goal or indicator is to reach.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Maaltall {
    /// The figure, or why there is none yet.
    pub verdi: Felt<f64>,
    /// Unit, in words.
    pub enhet: Felt<String>,
    /// Which way.
    pub retning: Felt<Retning>,
    /// By when.
    pub frist: Felt<Dato>,
    /// Where it stands; the top of the first file when it does not.
    pub places: Places,
}

impl Maaltall {
    /// Nothing was said of a target at all.
    pub fn is_unstated(&self) -> bool {
        *self == Self { places: self.places.clone(), ..Self::default() }
    }
}

/// A lettered point under a goal.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Underpunkt {
    /// Printed letter.
    pub etikett: Felt<String>,
    /// Text.
    pub tekst: String,
    /// Evidence.
    pub belegg: Belegg,
}

/// The three levels of goals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Maalnivaa {
    /// Broad intended result.
    #[default]
    Hovedmaal,
    /// Narrower goal.
    Delmaal,
    /// Measurable target.
    Resultatmaal,
}

/// A goal.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Maal {
    /// Id, place and evidence.
    pub rad: Rad,
    /// Hovedmål, delmål or resultatmål.
    pub maalnivaa: Maalnivaa,
    /// Id of the satsingsområde that owns it; `None` when the plan does.
    pub eier: Option<String>,
    /// Printed label.
    pub etikett: Felt<String>,
    /// The goal.
    pub tekst: String,
    /// Goals above it.
    pub forelder: Felt<Vec<Ref>>,
    /// Lettered points.
    pub underpunkt: Vec<Underpunkt>,
    /// Strategic, operational or planning.
    pub nivaa: Felt<Nivaa>,
    /// Undated status.
    pub status: Felt<Status>,
    /// Indicators that follow it.
    pub indikatorer: Felt<Vec<Ref>>,
    /// Success factors it supports.
    pub suksessfaktorer: Felt<Vec<Suksessfaktor>>,
    /// For whom.
    pub maalgrupper: Felt<Vec<Ref>>,
    /// The figure to reach.
    pub maaltall: Maaltall,
    /// Where it started.
    pub grunnlinje: Felt<f64>,
}

impl Entity for Maal {
    fn kind(&self) -> Kind {
        match self.maalnivaa {
            Maalnivaa::Hovedmaal => Kind::Hovedmaal,
            Maalnivaa::Delmaal => Kind::Delmaal,
            Maalnivaa::Resultatmaal => Kind::Resultatmaal,
        }
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
        self.forelder.items().iter().for_each(|r| visit(Relasjon::Forelder, r));
        self.indikatorer.items().iter().for_each(|r| visit(Relasjon::Indikator, r));
        self.maalgrupper.items().iter().for_each(|r| visit(Relasjon::Maalgruppe, r));
    }
}

//! Rapport: a snapshot of the plan on a date, with answers in words. Its figures live in the indicators.

use super::dato::Dato;
use super::enumeration::enumeration;
use super::felt::Felt;
use super::rad::{Entity, Kind, Rad};
use super::skjema::nummer_key;
use crate::diag::Span;

enumeration!(
    /// What kind of report.
    Rapporttype, "rapporttype", {
        /// Four-monthly.
        Tertial = "tertial",
        /// Half-year.
        Halvaar = "halvår",
        /// Annual.
        Aar = "år",
        /// Final.
        Slutt = "slutt",
    }
);

/// What a report says to one question.
#[derive(Debug, Clone, PartialEq)]
pub enum Svar {
    /// Words, Markdown.
    Tekst(Felt<String>),
    /// A stated nothing: «ingen konkrete tiltak i perioden», and what else is said of it, Markdown.
    IngenTiltak(Felt<String>),
}

impl Svar {
    /// What it says in words, besides a stated nothing.
    pub const fn tekst(&self) -> &Felt<String> {
        match self {
            Self::Tekst(text) | Self::IngenTiltak(text) => text,
        }
    }

    /// Is anything answered? A stated nothing is an answer; an empty text is none, nor is a stated reason for a blank.
    pub fn er_svar(&self) -> bool {
        match self {
            Self::IngenTiltak(_) => true,
            Self::Tekst(text) => !text.text().trim().is_empty(),
        }
    }
}

/// The answer to one post of the form.
#[derive(Debug, Clone, PartialEq)]
pub struct Besvarelse {
    /// The post's number, as written.
    pub nr: String,
    /// Where the number stands.
    pub sted: Span,
    /// The answer.
    pub svar: Svar,
}

/// A report.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rapport {
    /// Id, place and evidence.
    pub rad: Rad,
    /// Title; made from type and year when not given.
    pub tittel: String,
    /// Kind.
    pub rapporttype: Option<Rapporttype>,
    /// The year reported on.
    pub aar: Felt<Dato>,
    /// The as-of date.
    pub per_dato: Felt<Dato>,
    /// When it was due.
    pub frist: Felt<Dato>,
    /// When it was delivered.
    pub levert: Felt<Dato>,
    /// The version of the plan it reports on, as the plan names it.
    pub planversjon: Option<String>,
    /// Header fields as printed: label → value.
    pub hode: Vec<(String, Felt<String>)>,
    /// The answers, in the author's order.
    pub svar: Vec<Besvarelse>,
}

impl Rapport {
    /// The answer to the post with this number, however it is spelt («4.1 A», «4.1.a»).
    pub fn svar_paa(&self, nr: &str) -> Option<&Besvarelse> {
        let wanted = nummer_key(nr);
        self.svar.iter().find(|answer| nummer_key(&answer.nr) == wanted)
    }
}

impl Entity for Rapport {
    fn kind(&self) -> Kind {
        Kind::Rapport
    }
    fn rad(&self) -> &Rad {
        &self.rad
    }
    fn title(&self) -> &str {
        &self.tittel
    }
    fn prose(&self) -> Vec<(&str, Span)> {
        // A text's place is what its references are known by, so each answer has its own.
        self.svar.iter().filter_map(|answer| Some((answer.svar.tekst().known()?.as_str(), answer.sted))).collect()
    }
}

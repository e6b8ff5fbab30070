//! Rapport: a snapshot of the plan on a date, with answers in words. Its figures live in the indicators.

use super::dato::Dato;
use super::enumeration::enumeration;
use super::felt::Felt;
use super::rad::{Entity, Kind, Rad};
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
    /// A stated nothing: «ingen konkrete tiltak i perioden».
    IngenTiltak,
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
    /// Header fields as printed: label → value.
    pub hode: Vec<(String, Felt<String>)>,
    /// Question number («A.1») → answer.
    pub svar: Vec<(String, Svar)>,
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
        let place = self.rad.places.field("svar");
        self.svar
            .iter()
            .filter_map(|(_, svar)| match svar {
                Svar::Tekst(text) => text.known().map(|text| (text.as_str(), place)),
                Svar::IngenTiltak => None,
            })
            .collect()
    }
}

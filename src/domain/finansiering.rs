//! Finansiering: a year's frame and how it is shared.

use super::aktivitet::Finansieringsandel;
use super::dato::Dato;
use super::felt::Felt;
use super::rad::Rad;

/// A sum of money as stated.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ramme {
    /// As printed.
    pub tekst: Option<String>,
    /// Amount in `valuta`.
    pub beloep: Felt<f64>,
    /// The amount is approximate.
    pub ca: bool,
    /// Currency code; NOK unless stated.
    pub valuta: Option<String>,
}

/// The financing of one year.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Finansieringsplan {
    /// Id (generated), place and evidence.
    pub rad: Rad,
    /// The year.
    pub aar: Felt<Dato>,
    /// The frame.
    pub ramme: Felt<Ramme>,
    /// Who pays which share.
    pub andeler: Vec<Finansieringsandel>,
    /// What has been spent, as of its evidence's date.
    pub forbruk: Felt<Ramme>,
    /// When to apply.
    pub soeknadsfrist: Felt<Dato>,
    /// How many times a year it is reported.
    pub rapportering_per_aar: Felt<f64>,
    /// To whom.
    pub rapporteres_til: Vec<String>,
    /// Markdown.
    pub tekst: Option<String>,
}

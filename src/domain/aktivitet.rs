//! Aktivitet: one row of the aktivitetsplan.

use super::dato::{Dato, Periode};
use super::enumeration::enumeration;
use super::felt::Felt;
use super::rad::{Entity, Kind, Rad, Ref, Relasjon};
use super::status::Status;
use super::suksessfaktor::Suksessfaktor;

enumeration!(
    /// What an amount is per.
    Per, "per", {
        /// A year.
        Aar = "år",
        /// The whole period.
        Periode = "periode",
    }
);

/// A cost as printed, and what of it is structured. «Husbanken/Bydel» is a text, not an amount.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Kostnad {
    /// As printed.
    pub tekst: Option<String>,
    /// Amount in `valuta`.
    pub beloep: Felt<f64>,
    /// The amount is approximate.
    pub ca: bool,
    /// Currency code; NOK unless stated.
    pub valuta: Option<String>,
    /// Per year or for the period.
    pub per: Option<Per>,
}

/// One funder's part.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Finansieringsandel {
    /// Who pays.
    pub kilde: String,
    /// Percent, 0–100.
    pub andel: Felt<f64>,
    /// Amount in NOK.
    pub beloep: Felt<f64>,
}

/// A time as printed, and what of it is structured.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tid {
    /// As printed.
    pub tekst: Option<String>,
    /// From.
    pub fra: Felt<Dato>,
    /// To, included.
    pub til: Felt<Dato>,
}

impl Tid {
    /// The structured part.
    pub fn periode(&self) -> Periode {
        Periode { fra: self.fra.known().copied(), til: self.til.known().copied() }
    }
}

/// A partner as printed, and which organisation it is when that is known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Samarbeid {
    /// As printed.
    pub tekst: String,
    /// Id of an organisation in the network, or words.
    pub organisasjon: Option<Ref>,
    /// What a reader must know.
    pub merknad: Option<String>,
}

/// One row of the aktivitetsplan.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Aktivitet {
    /// Id, place and evidence.
    pub rad: Rad,
    /// Printed label («A1», «Aktivitet 1»), which may repeat from area to area.
    pub etikett: Felt<String>,
    /// What is to be done.
    pub tekst: String,
    /// Sub-lines in the same cell.
    pub deler: Vec<String>,
    /// The area it belongs to.
    pub omraade: Option<Ref>,
    /// Goals it serves.
    pub maal: Felt<Vec<Ref>>,
    /// Strategies it carries out.
    pub strategier: Felt<Vec<Ref>>,
    /// Challenges it answers.
    pub utfordringer: Felt<Vec<Ref>>,
    /// For whom.
    pub maalgrupper: Felt<Vec<Ref>>,
    /// With which instruments.
    pub virkemidler: Felt<Vec<Ref>>,
    /// Success factors it supports.
    pub suksessfaktorer: Felt<Vec<Suksessfaktor>>,
    /// Expected results, one a line.
    pub forventet_resultat: Felt<Vec<String>>,
    /// Cost.
    pub kostnad: Felt<Kostnad>,
    /// Funders, when structured.
    pub finansiering: Felt<Vec<Finansieringsandel>>,
    /// When.
    pub tid: Felt<Tid>,
    /// With whom.
    pub samarbeid: Felt<Vec<Samarbeid>>,
    /// Who answers for it: a unit's id or words.
    pub ansvarlig: Felt<Ref>,
    /// Undated status, as the plan itself states it.
    pub status: Felt<Status>,
    /// Percent done, 0–100.
    pub framdrift: Felt<f64>,
    /// The activity or measure it continues.
    pub viderefoert_fra: Option<Ref>,
}

impl Entity for Aktivitet {
    fn kind(&self) -> Kind {
        Kind::Aktivitet
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
        self.omraade.iter().for_each(|r| visit(Relasjon::Omraade, r));
        self.maal.items().iter().for_each(|r| visit(Relasjon::Maal, r));
        self.strategier.items().iter().for_each(|r| visit(Relasjon::Strategi, r));
        self.utfordringer.items().iter().for_each(|r| visit(Relasjon::Utfordring, r));
        self.maalgrupper.items().iter().for_each(|r| visit(Relasjon::Maalgruppe, r));
        self.virkemidler.items().iter().for_each(|r| visit(Relasjon::Virkemiddel, r));
        self.ansvarlig.known().into_iter().for_each(|r| visit(Relasjon::Ansvarlig, r));
        self.viderefoert_fra.iter().for_each(|r| visit(Relasjon::VidereFoertFra, r));
        for partner in self.samarbeid.items() {
            partner.organisasjon.iter().for_each(|r| visit(Relasjon::Organisasjon, r));
        }
    }
}

//! Matrise: a printed table of rows × columns with words in its cells. Rows are chosen on their own: they need not be
//! the plan's målgrupper, and a row may be empty.

use super::dato::Dato;
use super::felt::{Felt, Sikkerhet};
use super::rad::{Entity, Kind, Rad, Ref, Relasjon};
use super::status::Status;

/// One line in a cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Celletekst {
    /// What it says.
    pub tekst: String,
    /// Its status, when the matrix doubles as a report.
    pub status: Felt<Status>,
    /// How sure the placing is.
    pub sikkerhet: Option<Sikkerhet>,
    /// What a reader must know.
    pub merknad: Option<String>,
}

/// One row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Matriserad {
    /// The målgruppe, utfordring … the row is for.
    pub gruppe: Option<Ref>,
    /// The row's printed name, needed when there is no id.
    pub navn: Option<String>,
    /// Column id → lines, in the author's order.
    pub celler: Vec<(Ref, Vec<Celletekst>)>,
    /// Lines whose column is not known.
    pub uten_kolonne: Vec<Celletekst>,
    /// What a reader must know.
    pub merknad: Option<String>,
}

/// A printed matrix.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Matrise {
    /// Id, place and evidence.
    pub rad: Rad,
    /// Title.
    pub tittel: String,
    /// The year it reports on.
    pub aar: Felt<Dato>,
    /// Columns in printed order.
    pub kolonner: Vec<Ref>,
    /// Rows in printed order.
    pub rader: Vec<Matriserad>,
}

impl Entity for Matrise {
    fn kind(&self) -> Kind {
        Kind::Matrise
    }
    fn rad(&self) -> &Rad {
        &self.rad
    }
    fn title(&self) -> &str {
        &self.tittel
    }
    fn references(&self, visit: &mut dyn FnMut(Relasjon, &Ref)) {
        self.kolonner.iter().for_each(|r| visit(Relasjon::Kolonne, r));
        for rad in &self.rader {
            rad.gruppe.iter().for_each(|r| visit(Relasjon::Rad, r));
            rad.celler.iter().for_each(|(column, _)| visit(Relasjon::Kolonne, column));
        }
    }
}

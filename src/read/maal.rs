//! Reading goals of all three levels.

use super::rad::{felt_word, identity, versions};
use super::suksessfaktor::factors;
use crate::domain::felt::{Felt, Verdi};
use crate::domain::maal::{Maal, Maaltall, Underpunkt};
use crate::domain::rad::Places;
use crate::yaml::fields::{Fields, Record, Sink};
use crate::yaml::node::Node;
use crate::yaml::value::{Value, belegg, figure};

impl Record for Maal {
    const NAME: &'static str = "mål";
    const DEFINITE: &'static str = "målet";
    fn read(f: &mut Fields) -> Self {
        let identity = identity(f);
        let mut row = Self {
            etikett: f.optional("etikett", "Merkelappen planen trykker, som H1"),
            tekst: f.required("tekst", "Målet"),
            forelder: f.optional("forelder", "Mål det er en del av"),
            underpunkt: f.optional("underpunkt", "Punkter under målet, med bokstav"),
            nivaa: felt_word(f, "nivå", "Strategisk, operativt eller planlegging"),
            status: felt_word(f, "status", "Status slik planen selv oppgir den"),
            indikatorer: f.optional("indikatorer", "Indikatorer som følger målet"),
            suksessfaktorer: factors(f),
            maalgrupper: f.optional("målgrupper", "Hvem det gjelder"),
            maaltall: f.optional("måltall", "Tallet målet skal nå, eller hvorfor det mangler"),
            grunnlinje: f.optional("grunnlinje", "Tallet ved starten"),
            ..Self::default()
        };
        let versjoner = versions(f);
        row.rad = identity.close(f, "mal", &row.tekst);
        row.rad.versjoner = versjoner;
        row
    }
}

impl Record for Underpunkt {
    const NAME: &'static str = "underpunkt";
    const DEFINITE: &'static str = "underpunktet";
    const SHORTHAND: bool = true;
    fn read(f: &mut Fields) -> Self {
        Self {
            etikett: f.optional("etikett", "Bokstaven planen trykker"),
            tekst: f.required("tekst", "Teksten"),
            belegg: belegg(f),
        }
    }
    fn from_scalar(node: &Node, sink: &mut Sink) -> Self {
        Self { tekst: String::read(node, sink), ..Self::default() }
    }
}

impl Record for Maaltall {
    const NAME: &'static str = "måltall";
    const SHORTHAND: bool = true;
    fn read(f: &mut Fields) -> Self {
        let (verdi, skjult) = figure(f);
        let mut evidence = belegg(f);
        evidence.skjult = skjult;
        Self {
            verdi: Felt { verdi, belegg: (!evidence.is_empty()).then(|| Box::new(evidence)) },
            enhet: f.optional("enhet", "Enhet"),
            retning: felt_word(f, "retning", "Hvilken vei tallet skal gå"),
            frist: f.optional("frist", "Når det skal være nådd"),
            places: f.places(),
        }
    }
    fn from_scalar(node: &Node, sink: &mut Sink) -> Self {
        let verdi = Felt { verdi: Verdi::Kjent(f64::read(node, sink)), belegg: None };
        Self { verdi, places: Places::new(node.span, Vec::new()), ..Self::default() }
    }
}

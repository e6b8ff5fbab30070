//! Reading the challenge register.

use super::rad::{felt_word, felt_words, identity, within};
use super::suksessfaktor::factors;
use crate::domain::utfordring::{Utfordring, Utfordringsendring};
use crate::yaml::fields::{Fields, Record};

impl Record for Utfordring {
    const NAME: &'static str = "utfordring";
    const DEFINITE: &'static str = "utfordringen";
    fn read(f: &mut Fields) -> Self {
        let identity = identity(f);
        let mut row = Self {
            etikett: f.optional("etikett", "Merkelappen planen trykker"),
            tittel: f.required("tittel", "Utfordringen på én linje"),
            beskrivelse: f.optional("beskrivelse", "Beskrivelse, Markdown"),
            nivaa: felt_word(f, "nivå", "Strategisk, operativt eller planlegging"),
            tema: f.optional("tema", "Temaer i ord"),
            aarsak: felt_words(f, "årsak", "Hvorfor den er vanskelig"),
            blokkerer: f.optional("blokkerer", "Utfordringer som ikke kan løses før denne"),
            utloeser: f.optional("utløser", "Utfordringer den skaper"),
            indikatorer: f.optional("indikatorer", "Indikatorer som viser den"),
            uten_indikator: f.optional("uten_indikator", "Hvorfor den ikke har indikator"),
            alvor: within(f, "alvor", "Alvorsgrad 1–5", 1.0, 5.0),
            alvor_begrunnelse: f.optional("alvor_begrunnelse", "Hvorfor denne alvorsgraden"),
            status: felt_word(f, "status", "Hvor langt den er løst"),
            maal: f.optional("mål", "Mål som svarer på den"),
            strategier: f.optional("strategier", "Strategier som svarer på den"),
            aktiviteter: f.optional("aktiviteter", "Aktiviteter som svarer på den"),
            tiltak: f.optional("tiltak", "Tiltak som svarer på den"),
            omraader: f.optional("områder", "Satsingsområder den hører til"),
            suksessfaktorer: factors(f),
            element: f.optional("element", "Elementer 1–11 i NOVAs modell"),
            oppdaget: f.optional("oppdaget", "Når den først ble sett"),
            revidert: f.optional("revidert", "Når den sist ble gjennomgått"),
            endringslogg: f.optional("endringslogg", "Hva som er endret, hvorfor og hva som fulgte"),
            ..Self::default()
        };
        if row.element.items().iter().any(|n| !(1.0..=11.0).contains(n) || n.fract() != 0.0) {
            f.sink.report(
                crate::diag::Diagnostic::error("lesing/utenfor-omraadet", "«element» må være hele tall fra 1 til 11")
                    .at(f.places().field("element")),
            );
        }
        row.rad = identity.close(f, "utf", &row.tittel);
        row
    }
}

impl Record for Utfordringsendring {
    const NAME: &'static str = "utfordringsendring";
    const DEFINITE: &'static str = "utfordringsendringen";
    fn read(f: &mut Fields) -> Self {
        Self {
            dato: f.optional("dato", "Når"),
            hva: f.required("hva", "Hva som er endret"),
            hvorfor: f.optional("hvorfor", "Hvorfor"),
            foelge: f.optional("følge", "Hva som fulgte"),
            planversjon: f.optional("planversjon", "Planversjonen endringen hører til"),
        }
    }
}

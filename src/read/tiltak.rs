//! Reading continued measures and the figures beside them.

use super::rad::{felt_word, identity, versions};
use super::suksessfaktor::factors;
use crate::domain::tiltak::{Tall, Tiltak};
use crate::yaml::fields::{Fields, Record};
use crate::yaml::value::{belegg_undated, figure};

impl Record for Tiltak {
    const NAME: &'static str = "tiltak";
    const DEFINITE: &'static str = "tiltaket";
    fn read(f: &mut Fields) -> Self {
        let identity = identity(f);
        let mut row = Self {
            etikett: f.optional("etikett", "Merkelappen planen trykker"),
            navn: f.required("navn", "Navn"),
            tekst: f.optional("tekst", "Beskrivelse, Markdown"),
            gruppe: felt_word(f, "gruppe", "Hvilken gruppe planen sorterer det i"),
            opphav: felt_word(f, "opphav", "Nytt eller videreført"),
            omraader: f.optional("områder", "Satsingsområder"),
            maalgrupper: f.optional("målgrupper", "Hvem det er for"),
            virkemidler: f.optional("virkemidler", "Virkemidler det bruker"),
            maal: f.optional("mål", "Mål det bidrar til"),
            suksessfaktorer: factors(f),
            tall: f.optional("tall", "Tall som står ved tiltaket"),
            ansvarlig: f.optional("ansvarlig", "Ansvarlig enhet: id eller navn"),
            ..Self::default()
        };
        let versjoner = versions(f);
        row.rad = identity.close(f, "tiltak", &row.navn);
        row.rad.versjoner = versjoner;
        row
    }
}

impl Record for Tall {
    const NAME: &'static str = "tall";
    const DEFINITE: &'static str = "tallet";
    fn read(f: &mut Fields) -> Self {
        let navn = f.required("navn", "Hva som er talt");
        let (verdi, skjult) = figure(f);
        let ca = f.optional("ca", "Tallet er omtrentlig");
        let enhet = f.optional("enhet", "Enhet");
        let dato = f.optional("dato", "Hva tallet gjelder for");
        let mut belegg = belegg_undated(f);
        belegg.skjult = skjult;
        Self { navn, verdi, ca, enhet, dato, belegg, places: f.places() }
    }
}

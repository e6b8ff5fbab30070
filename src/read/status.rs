//! Reading dated status rows and commitments.

use super::rad::{felt_word, identity, versions, within};
use crate::domain::forpliktelse::Forpliktelse;
use crate::domain::status::Statusrad;
use crate::yaml::fields::{Fields, Record, Sink};
use crate::yaml::node::Node;

impl Record for Statusrad {
    const NAME: &'static str = "statusrad";
    const DEFINITE: &'static str = "statusraden";
    /// A statement goes with what it is about, and with the report it stands in.
    fn is_left_out(node: &Node, sink: &Sink) -> bool {
        sink.leaves_out(node, "emne") || sink.leaves_out(node, "rapport")
    }
    fn read(f: &mut Fields) -> Self {
        let identity = identity(f);
        let mut row = Self {
            emne: f.required("emne", "Id-en til det statusen gjelder"),
            dato: f.required("dato", "Dagen statusen gjelder for"),
            status: felt_word(f, "status", "Status"),
            tekst: f.optional("tekst", "I ord"),
            avvik: f.optional("avvik", "Hva som avviker fra planen, og hvorfor"),
            framdrift: within(f, "framdrift", "Prosent ferdig, 0–100", 0.0, 100.0),
            rapport: f.optional("rapport", "Rapporten den ble gitt i"),
            ..Self::default()
        };
        let about = row.emne.text.clone();
        row.rad = identity.close_undated(f, "rad", &about);
        row
    }
}

impl Record for Forpliktelse {
    const NAME: &'static str = "forpliktelse";
    const DEFINITE: &'static str = "forpliktelsen";
    fn read(f: &mut Fields) -> Self {
        let identity = identity(f);
        let mut row = Self {
            etikett: f.optional("etikett", "Merkelapp, som F1"),
            tekst: f.required("tekst", "Hva som er lovet"),
            frist: f.optional("frist", "Innen når"),
            ansvarlig: f.optional("ansvarlig", "Ansvarlig enhet: id eller navn"),
            gjelder: f.optional("gjelder", "Hva den gjelder: id-er"),
            status: felt_word(f, "status", "Status når det ikke finnes statusrader"),
            ..Self::default()
        };
        let versjoner = versions(f);
        row.rad = identity.close(f, "forpl", &row.tekst);
        row.rad.versjoner = versjoner;
        row
    }
}

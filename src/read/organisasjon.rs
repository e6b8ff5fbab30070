//! Reading `organisasjon.yaml`.

use super::rad::{identity, word};
use crate::domain::dato::Periode;
use crate::domain::organisasjon::{Enhet, Kommunenummer, Organisasjon};
use crate::yaml::fields::{Fields, Record, Sink};
use crate::yaml::node::Node;
use crate::yaml::value::Value;

impl Record for Organisasjon {
    const NAME: &'static str = "organisasjon";
    const DEFINITE: &'static str = "organisasjonen";
    fn read(f: &mut Fields) -> Self {
        let identity = identity(f);
        let mut row = Self {
            navn: f.required("navn", "Navn"),
            organisasjonstype: word(f, "type", "Hva slags organisasjon"),
            kommunenr: f.optional("kommunenr", "Kommunenummer, med tiden det var i bruk"),
            bydelsnr: f.optional("bydelsnr", "Bydelsnummer"),
            overordnet: f.optional("overordnet", "Organisasjonen over, i ord"),
            forkortelse: f.optional("forkortelse", "Forkortelse"),
            orgnr: f.optional("orgnr", "Organisasjonsnummer"),
            maalform: word(f, "målform", "Målform"),
            beskrivelse: f.optional("beskrivelse", "Om organisasjonen, Markdown"),
            enheter: f.optional("enheter", "Enheter"),
            kilder: f.optional("kilder", "Kilder alle planene kan vise til"),
            ..Self::default()
        };
        row.rad = identity.close(f, "org", &row.navn);
        row
    }
}

impl Record for Enhet {
    const NAME: &'static str = "enhet";
    const DEFINITE: &'static str = "enheten";
    fn read(f: &mut Fields) -> Self {
        let identity = identity(f);
        let mut row = Self {
            navn: f.required("navn", "Navn"),
            forkortelse: f.optional("forkortelse", "Forkortelse"),
            beskrivelse: f.optional("beskrivelse", "Hva enheten gjør"),
            ..Self::default()
        };
        row.rad = identity.close(f, "enhet", &row.navn);
        row
    }
}

impl Record for Kommunenummer {
    const NAME: &'static str = "kommunenummer";
    const DEFINITE: &'static str = "kommunenummeret";
    const SHORTHAND: bool = true;
    fn read(f: &mut Fields) -> Self {
        Self {
            nr: f.required("nr", "Fire siffer, i anførselstegn"),
            periode: Periode { fra: f.optional("fra", "Fra og med"), til: f.optional("til", "Til og med") },
        }
    }
    fn from_scalar(node: &Node, sink: &mut Sink) -> Self {
        Self { nr: String::read(node, sink), periode: Periode::default() }
    }
}

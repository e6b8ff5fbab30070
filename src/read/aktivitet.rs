//! Reading the rows of the aktivitetsplan.

use super::rad::{felt_word, identity, versions, within, word};
use super::suksessfaktor::factors;
use crate::domain::aktivitet::{Aktivitet, Finansieringsandel, Kostnad, Samarbeid, Tid};
use crate::domain::dato::{Dato, Periode};
use crate::domain::felt::Felt;
use crate::yaml::fields::{Fields, Record, Sink};
use crate::yaml::node::Node;
use crate::yaml::value::Value;

impl Record for Aktivitet {
    const NAME: &'static str = "aktivitet";
    const DEFINITE: &'static str = "aktiviteten";
    fn read(f: &mut Fields) -> Self {
        let identity = identity(f);
        let mut row = Self {
            etikett: f.optional("etikett", "Merkelappen planen trykker, som A1; den er ikke en id"),
            tekst: f.required("tekst", "Hva som skal gjøres"),
            deler: f.optional("deler", "Underlinjer i samme rute"),
            omraade: f.optional("område", "Satsingsområdet aktiviteten hører til"),
            maal: f.optional("mål", "Mål den skal bidra til"),
            strategier: f.optional("strategier", "Strategier den gjennomfører"),
            utfordringer: f.optional("utfordringer", "Utfordringer den svarer på"),
            maalgrupper: f.optional("målgrupper", "Hvem den er for"),
            virkemidler: f.optional("virkemidler", "Virkemidler den bruker"),
            suksessfaktorer: factors(f),
            forventet_resultat: f.optional("forventet_resultat", "Forventet resultat, ett per linje"),
            kostnad: f.optional("kostnad", "Kostnad som tekst, beløp eller begge"),
            finansiering: f.optional("finansiering", "Hvem som betaler, når det er oppgitt hver for seg"),
            tid: f.optional("tid", "Når: en dato, en periode eller tekst"),
            samarbeid: f.optional("samarbeid", "Hvem det samarbeides med"),
            ansvarlig: f.optional("ansvarlig", "Ansvarlig enhet: id eller navn"),
            status: felt_word(f, "status", "Status slik planen selv oppgir den; daterte statusrader går foran"),
            framdrift: within(f, "framdrift", "Prosent ferdig, 0–100", 0.0, 100.0),
            viderefoert_fra: f.optional("videreført_fra", "Aktiviteten eller tiltaket den fortsetter"),
            ..Self::default()
        };
        let versjoner = versions(f);
        row.rad = identity.close(f, "akt", &row.tekst);
        row.rad.versjoner = versjoner;
        row
    }
}

impl Record for Kostnad {
    const NAME: &'static str = "kostnad";
    const SHORTHAND: bool = true;
    fn read(f: &mut Fields) -> Self {
        Self {
            tekst: f.optional("tekst", "Som trykt"),
            beloep: f.optional("beløp", "Beløp i hele kroner"),
            ca: f.optional("ca", "Beløpet er omtrentlig"),
            valuta: f.optional("valuta", "Valutakode, NOK når den ikke er oppgitt"),
            per: word(f, "per", "Per år eller for hele perioden"),
        }
    }
    fn from_scalar(node: &Node, _: &mut Sink) -> Self {
        let text = node.scalar().unwrap_or_default().trim();
        match crate::yaml::value::number(text) {
            Some(amount) => Self { beloep: Felt::known_value(amount), ..Self::default() },
            None => Self { tekst: Some(text.to_owned()), ..Self::default() },
        }
    }
}

impl Record for Finansieringsandel {
    const NAME: &'static str = "finansieringsandel";
    const DEFINITE: &'static str = "finansieringsandelen";
    const SHORTHAND: bool = true;
    fn read(f: &mut Fields) -> Self {
        Self {
            kilde: f.required("kilde", "Hvem som betaler"),
            andel: within(f, "andel", "Prosent, 0–100", 0.0, 100.0),
            beloep: f.optional("beløp", "Beløp i hele kroner"),
        }
    }
    fn from_scalar(node: &Node, sink: &mut Sink) -> Self {
        Self { kilde: String::read(node, sink), ..Self::default() }
    }
}

impl Record for Tid {
    const NAME: &'static str = "tid";
    const SHORTHAND: bool = true;
    fn read(f: &mut Fields) -> Self {
        let tid = Self {
            tekst: f.optional("tekst", "Som trykt"),
            fra: f.optional("fra", "Fra og med"),
            til: f.optional("til", "Til og med"),
        };
        let backwards = tid.periode().first_day().zip(tid.periode().last_day()).is_some_and(|(from, to)| to < from);
        if backwards {
            f.sink.report(
                crate::diag::Diagnostic::error("lesing/ugyldig-periode", "perioden slutter før den begynner")
                    .at(f.places().field("til"))
                    .help("bytt om `fra` og `til`"),
            );
        }
        tid
    }
    fn from_scalar(node: &Node, sink: &mut Sink) -> Self {
        let text = node.scalar().unwrap_or_default().trim();
        match Dato::parse(text) {
            Ok(date) => {
                let Periode { fra, til } = Periode::single(date);
                let end = |date: Option<Dato>| date.map_or_else(Felt::default, Felt::known_value);
                Self { tekst: None, fra: end(fra), til: end(til) }
            }
            Err(why) => {
                if looks_like_a_date(text) {
                    sink.report(
                        crate::diag::Diagnostic::error("lesing/ugyldig-dato", why)
                            .at(node.span)
                            .help("skriv en dato som finnes, `{fra: 2012, til: 2016}` for en periode, eller `{tekst: …}` for ordene som er trykt"),
                    );
                }
                Self { tekst: Some(text.to_owned()), ..Self::default() }
            }
        }
    }
}

/// Nothing but digits and what stands between them in a date: a slip of the pen, not words.
fn looks_like_a_date(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.contains(['-', '.'])
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | 'K' | 'T' | 'H' | 'k' | 't' | 'h'))
}

impl Record for Samarbeid {
    const NAME: &'static str = "samarbeid";
    const DEFINITE: &'static str = "samarbeidet";
    const SHORTHAND: bool = true;
    fn read(f: &mut Fields) -> Self {
        Self {
            tekst: f.required("tekst", "Som trykt"),
            organisasjon: f.optional("organisasjon", "Organisasjonens id når den er med i nettverket"),
            merknad: f.optional("merknad", "Det leseren må vite ved siden av"),
        }
    }
    fn from_scalar(node: &Node, sink: &mut Sink) -> Self {
        Self { tekst: String::read(node, sink), ..Self::default() }
    }
}

//! Reading reports: header, answers and the status rows given in them.

use super::rad::{identity, word};
use crate::diag::Span;
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::Felt;
use crate::domain::rapport::{Besvarelse, Rapport, Svar};
use crate::domain::status::Statusrad;
use crate::language::capital::capitalised;
use crate::yaml::fields::{Fields, Record, Sink};
use crate::yaml::node::{Data, Node};
use crate::yaml::shape::Shape;
use crate::yaml::value::{Value, wrong_type};

/// One file in `rapporter/`: the report, and its status rows.
#[derive(Default)]
pub struct ReportFile {
    /// The report.
    pub rapport: Rapport,
    /// Status rows given in it.
    pub statusrader: Vec<Statusrad>,
}

impl Record for ReportFile {
    const NAME: &'static str = "rapport";
    fn read(f: &mut Fields) -> Self {
        let identity = identity(f);
        let mut rapport = Rapport {
            tittel: f.optional("tittel", "Tittel; lages av type og år når den ikke er oppgitt"),
            rapporttype: word(f, "type", "Tertial, halvår, år eller slutt"),
            aar: f.optional("år", "Året det rapporteres på"),
            per_dato: f.optional("per_dato", "Datoen statusen gjelder for"),
            frist: f
                .optional("frist", "Når rapporten skal være levert; 28. februar året etter når det ikke er oppgitt"),
            levert: f.optional("levert", "Når rapporten ble levert"),
            planversjon: f.optional("planversjon", "Versjonen av planen det rapporteres på, slik planen kaller den"),
            hode: f.optional::<Keyed<Felt<String>>>("hode", "Feltene øverst i skjemaet").pairs(),
            svar: f.optional::<Keyed<Svar>>("svar", "Punktets nummer i skjemaet og svaret").answers(),
            ..Rapport::default()
        };
        let statusrader = f.optional("statusrader", "Status for det rapporten gjelder");
        if rapport.tittel.is_empty() {
            let kind = rapport.rapporttype.map_or("", Enumeration::word);
            let year = rapport.aar.known().map_or(String::new(), |d| format!(" {d}"));
            rapport.tittel = format!("{}rapport{year}", capitalised(if kind == "år" { "års" } else { joined(kind) }));
        }
        rapport.rad = identity.close(f, "rapport", &rapport.tittel);
        Self { rapport, statusrader }
    }
}

/// The form of a report type inside «…rapport».
fn joined(kind: &str) -> &str {
    match kind {
        "halvår" => "halvårs",
        other => other,
    }
}

/// Free keys in the author's order, each with its place.
struct Keyed<T>(Vec<(String, Span, T)>);

impl<T> Keyed<T> {
    fn pairs(self) -> Vec<(String, T)> {
        self.0.into_iter().map(|(key, _, value)| (key, value)).collect()
    }
}

impl Keyed<Svar> {
    fn answers(self) -> Vec<Besvarelse> {
        self.0.into_iter().map(|(nr, sted, svar)| Besvarelse { nr, sted, svar }).collect()
    }
}

impl<T> Default for Keyed<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Value> Value for Keyed<T> {
    fn shape() -> Shape {
        Shape::Map(Box::new(T::shape()))
    }
    fn read(node: &Node, sink: &mut Sink) -> Self {
        match &node.data {
            Data::Map(entries) => {
                Self(entries.iter().map(|e| (e.key.clone(), e.key_span, T::read(&e.value, sink))).collect())
            }
            Data::Null => Self::default(),
            _ => {
                wrong_type("felter (nøkkel: verdi)", node, sink);
                Self::default()
            }
        }
    }
}

impl Default for Svar {
    fn default() -> Self {
        Self::Tekst(Felt::default())
    }
}

impl Value for Svar {
    fn shape() -> Shape {
        Felt::<String>::shape()
    }
    fn read(node: &Node, sink: &mut Sink) -> Self {
        #[derive(Default)]
        struct Stated(bool, Felt<String>);
        impl Record for Stated {
            const NAME: &'static str = "svar";
            fn read(f: &mut Fields) -> Self {
                let word: Option<String> = f.optional("svar", "ingen_tiltak når det ikke var noen konkrete tiltak");
                let known = word.as_deref().is_some_and(|w| crate::domain::slug::ascii_key(w) == "ingen_tiltak");
                if !known {
                    f.sink.report(
                        crate::diag::Diagnostic::error("lesing/ukjent-ord", "ukjent svar")
                            .at(f.places().field("svar"))
                            .help("skriv `svar: ingen_tiltak`, eller selve svaret som tekst"),
                    );
                }
                Self(known, f.optional("tekst", "Det som ellers er å si, Markdown"))
            }
        }
        if node.get("svar").is_some() {
            let Stated(known, text) = Fields::of::<Stated>(node, sink);
            return if known { Self::IngenTiltak(text) } else { Self::default() };
        }
        Self::Tekst(Felt::read(node, sink))
    }
}

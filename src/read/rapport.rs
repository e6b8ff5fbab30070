//! Reading reports: header, answers and the status rows given in them.

use super::rad::{identity, word};
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::Felt;
use crate::domain::rapport::{Rapport, Svar};
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
            frist: f.optional("frist", "Når rapporten skulle vært levert"),
            hode: f.optional::<Answers<Felt<String>>>("hode", "Feltene øverst i skjemaet").0,
            svar: f.optional::<Answers<Svar>>("svar", "Spørsmålets nummer og svaret").0,
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

/// Free keys in the author's order.
struct Answers<T>(Vec<(String, T)>);

impl<T> Default for Answers<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Value> Value for Answers<T> {
    fn shape() -> Shape {
        Shape::Map(Box::new(T::shape()))
    }
    fn read(node: &Node, sink: &mut Sink) -> Self {
        match &node.data {
            Data::Map(entries) => Self(entries.iter().map(|e| (e.key.clone(), T::read(&e.value, sink))).collect()),
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
        struct Stated(bool);
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
                Self(known)
            }
        }
        if node.get("svar").is_some() {
            return if Fields::of::<Stated>(node, sink).0 { Self::IngenTiltak } else { Self::default() };
        }
        Self::Tekst(Felt::read(node, sink))
    }
}

//! Reading printed matrices.

use super::rad::{felt_word, identity, word};
use crate::domain::matrise::{Celletekst, Matrise, Matriserad};
use crate::domain::rad::Ref;
use crate::yaml::fields::{Fields, Record, Sink};
use crate::yaml::node::{Data, Node};
use crate::yaml::shape::Shape;
use crate::yaml::value::{Value, wrong_type};

impl Record for Matrise {
    const NAME: &'static str = "matrise";
    const DEFINITE: &'static str = "matrisen";
    fn read(f: &mut Fields) -> Self {
        let identity = identity(f);
        let mut row = Self {
            tittel: f.required("tittel", "Tittel"),
            aar: f.optional("år", "Året den rapporterer på"),
            kolonner: f.optional("kolonner", "Id-er i trykt rekkefølge"),
            rader: f.optional("rader", "Rader i trykt rekkefølge"),
            ..Self::default()
        };
        row.rad = identity.close(f, "matrise", &row.tittel);
        row
    }
}

impl Record for Matriserad {
    const NAME: &'static str = "matriserad";
    /// A row about a group that is left out goes with it.
    fn is_left_out(node: &Node, sink: &Sink) -> bool {
        sink.leaves_out(node, "gruppe")
    }
    fn read(f: &mut Fields) -> Self {
        let row = Self {
            gruppe: f.optional("gruppe", "Id-en til målgruppen eller utfordringen raden gjelder"),
            navn: f.optional("navn", "Navnet som er trykt; må være med når raden ikke har id"),
            celler: f.optional::<Cells>("celler", "Kolonnens id, og linjene i ruten").0,
            uten_kolonne: f.optional("uten_kolonne", "Linjer der kolonnen ikke er kjent"),
            merknad: f.optional("merknad", "Det leseren må vite ved siden av"),
        };
        if row.gruppe.is_none() && row.navn.is_none() && !f.is_probing() {
            f.sink.report(
                crate::diag::Diagnostic::error("lesing/mangler-felt", "matriserad mangler både «gruppe» og «navn»")
                    .at(f.span())
                    .help("legg til `gruppe: id` eller `navn: …`"),
            );
        }
        row
    }
}

impl Record for Celletekst {
    const NAME: &'static str = "rute";
    const DEFINITE: &'static str = "ruten";
    const SHORTHAND: bool = true;
    fn read(f: &mut Fields) -> Self {
        Self {
            tekst: f.required("tekst", "Hva ruten sier"),
            status: felt_word(f, "status", "Status når matrisen også er rapport"),
            sikkerhet: word(f, "sikkerhet", "Hvor sikker plasseringen er"),
            merknad: f.optional("merknad", "Det leseren må vite ved siden av"),
        }
    }
    fn from_scalar(node: &Node, sink: &mut Sink) -> Self {
        Self { tekst: String::read(node, sink), ..Self::default() }
    }
}

/// Column id → lines, in the author's order.
#[derive(Default)]
struct Cells(Vec<(Ref, Vec<Celletekst>)>);

impl Value for Cells {
    fn shape() -> Shape {
        Shape::Map(Box::new(Vec::<Celletekst>::shape()))
    }
    fn read(node: &Node, sink: &mut Sink) -> Self {
        match &node.data {
            Data::Map(entries) => Self(
                entries
                    .iter()
                    .map(|e| (Ref { text: e.key.clone(), span: e.key_span }, Value::read(&e.value, sink)))
                    .collect(),
            ),
            Data::Null => Self::default(),
            _ => {
                wrong_type("kolonner med ruter (id: tekst)", node, sink);
                Self::default()
            }
        }
    }
}

//! Reading references to the six success factors, and self-assessments of them.

use super::rad::{identity, within};
use crate::diag;
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::{Felt, Verdi};
use crate::domain::suksessfaktor::{Spoersmaal, Suksessfaktor, Vurdering};
use crate::yaml::fields::{Fields, Record, Sink};
use crate::yaml::node::Node;
use crate::yaml::shape::Shape;
use crate::yaml::value::{Value, unknown_word, wrong_type};

/// A factor by id, number or name.
#[derive(Debug, Clone, Copy, Default)]
pub struct Faktor(pub Option<Suksessfaktor>);

impl Value for Faktor {
    fn shape() -> Shape {
        Shape::Word(Suksessfaktor::NAME, Suksessfaktor::ALL.iter().map(|(_, word)| *word).collect())
    }
    fn read(node: &Node, sink: &mut Sink) -> Self {
        let Some(text) = node.scalar() else {
            wrong_type("en suksessfaktor", node, sink);
            return Self(None);
        };
        let found = Suksessfaktor::find(text);
        if found.is_none() {
            let known = Suksessfaktor::ALL.iter().map(|(_, word)| *word);
            let diagnostic: diag::Diagnostic = unknown_word(text, Suksessfaktor::NAME, known, node);
            sink.report(diagnostic.help("et nummer fra 1 til 6 kan også brukes"));
        }
        Self(found)
    }
}

/// Asks for `suksessfaktorer`.
pub fn factors(f: &mut Fields) -> Felt<Vec<Suksessfaktor>> {
    let Felt { verdi, belegg } =
        f.optional::<Felt<Vec<Faktor>>>("suksessfaktorer", "Suksessfaktorer den støtter: id eller nummer");
    let verdi = match verdi {
        Verdi::Kjent(list) => Verdi::Kjent(list.into_iter().filter_map(|faktor| faktor.0).collect()),
        Verdi::Blank(grunn) => Verdi::Blank(grunn),
    };
    Felt { verdi, belegg }
}

impl Record for Vurdering {
    const NAME: &'static str = "vurdering";
    const DEFINITE: &'static str = "vurderingen";
    fn read(f: &mut Fields) -> Self {
        let identity = identity(f);
        let mut row = Self {
            faktor: f.required::<Faktor>("faktor", "Hvilken suksessfaktor").0,
            dato: f.required("dato", "Når vurderingen ble gjort"),
            skaar: within(
                f,
                "skår",
                "0 ikke startet, 1 påbegynt, 2 delvis på plass, 3 på plass, 4 virker og følges opp",
                0.0,
                4.0,
            ),
            begrunnelse: f.optional("begrunnelse", "Hvorfor"),
            bevis: f.optional("bevis", "Vedtak, plan, rapport: id eller tekst"),
            spoersmaal: f.optional("spørsmål", "Spørsmål og svar"),
            ..Self::default()
        };
        let name = row.faktor.map_or("", Enumeration::word).to_owned();
        row.rad = identity.close_undated(f, "vurdering", &name);
        row
    }
}

impl Record for Spoersmaal {
    const NAME: &'static str = "spørsmål";
    const DEFINITE: &'static str = "spørsmålet";
    fn read(f: &mut Fields) -> Self {
        Self { tekst: f.required("tekst", "Spørsmålet"), svar: f.optional("svar", "Svaret") }
    }
}

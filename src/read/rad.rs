//! Reading what every row has: id, access and evidence. Also the short ways to ask for words from closed lists.

use crate::diag::Diagnostic;
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::{Felt, Verdi};
use crate::domain::rad::{Rad, Ref, Tilgang, VersionRef, Versjonsspenn};
use crate::domain::slug::{is_slug, short_slug, slug};
use crate::yaml::fields::{Fields, Sink};
use crate::yaml::node::Node;
use crate::yaml::shape::Shape;
use crate::yaml::value::{Value, Word, belegg, belegg_undated};

/// The id and access of a row, read before its other fields.
pub struct Identity {
    id: Option<Ref>,
    intern: bool,
}

/// The id a row gives itself: written as a reference is, but never one, and so never dropped as one.
#[derive(Default)]
struct OwnId(Ref);

impl Value for OwnId {
    fn shape() -> Shape {
        Ref::shape()
    }
    fn read(node: &Node, sink: &mut Sink) -> Self {
        Self(Ref::read(node, sink))
    }
}

/// Asks for `id` and `tilgang`.
pub fn identity(f: &mut Fields) -> Identity {
    let own: Option<OwnId> = f.optional("id", "Stabil id: små bokstaver a–z, tall og bindestrek");
    let tilgang: Option<Tilgang> =
        word(f, "tilgang", "Hvem som får lese; intern holdes utenfor den offentlige utgaven");
    let id = own.map(|OwnId(id)| id).filter(|id| {
        if !is_slug(&id.text) {
            let suggestion = slug(&id.text);
            f.sink.report(
                Diagnostic::error("lesing/ugyldig-id", format!("«{}» kan ikke være en id", id.text))
                    .at(id.span)
                    .label("bare a–z, 0–9 og bindestrek")
                    .help_maybe((!suggestion.is_empty()).then(|| format!("skriv for eksempel `{suggestion}`"))),
            );
        }
        is_slug(&id.text)
    });
    Identity { id, intern: tilgang == Some(Tilgang::Intern) }
}

impl Identity {
    /// Asks for the evidence and completes the row. A row without id gets one from its title: `akt-kartlegge-behov`.
    pub fn close(self, f: &mut Fields, prefix: &str, title: &str) -> Rad {
        let evidence = belegg(f);
        self.finish(f, prefix, title, evidence)
    }

    /// The same for a row whose `dato` is a field of its own.
    pub fn close_undated(self, f: &mut Fields, prefix: &str, title: &str) -> Rad {
        let evidence = belegg_undated(f);
        self.finish(f, prefix, title, evidence)
    }

    fn finish(self, f: &mut Fields, prefix: &str, title: &str, belegg: crate::domain::felt::Belegg) -> Rad {
        let generated = self.id.is_none();
        let id = self.id.map_or_else(
            || {
                let tail = short_slug(title, 40);
                if tail.is_empty() { prefix.to_owned() } else { format!("{prefix}-{tail}") }
            },
            |id| id.text,
        );
        Rad { id, generated_id: generated, belegg, intern: self.intern, places: f.places(), ..Rad::default() }
    }
}

/// Asks for the versions of the plan that the row came and went with.
pub fn versions(f: &mut Fields) -> Versjonsspenn {
    let ny: Option<String> = f.optional("ny_i_versjon", "Versjonen av planen raden kom med");
    let utgaatt: Option<String> = f.optional("utgått_i_versjon", "Versjonen av planen raden falt ut med");
    let places = f.places();
    let named = |navn: Option<String>, key: &str| navn.map(|navn| VersionRef { navn, span: places.field(key) });
    Versjonsspenn { ny: named(ny, "ny_i_versjon"), utgaatt: named(utgaatt, "utgått_i_versjon") }
}

/// A word from a closed list.
pub fn word<E: Enumeration>(f: &mut Fields, key: &'static str, doc: &'static str) -> Option<E> {
    f.optional::<Word<E>>(key, doc).0
}

/// A word from a closed list that may be blank for a stated reason.
pub fn felt_word<E: Enumeration>(f: &mut Fields, key: &'static str, doc: &'static str) -> Felt<E> {
    let Felt { verdi, belegg } = f.optional::<Felt<Word<E>>>(key, doc);
    let verdi = match verdi {
        Verdi::Kjent(Word(Some(word))) => Verdi::Kjent(word),
        Verdi::Kjent(Word(None)) => Verdi::default(),
        Verdi::Blank(grunn) => Verdi::Blank(grunn),
    };
    Felt { verdi, belegg }
}

/// A list of words from a closed list that may be blank for a stated reason.
pub fn felt_words<E: Enumeration>(f: &mut Fields, key: &'static str, doc: &'static str) -> Felt<Vec<E>> {
    let Felt { verdi, belegg } = f.optional::<Felt<Vec<Word<E>>>>(key, doc);
    let verdi = match verdi {
        Verdi::Kjent(words) => Verdi::Kjent(words.into_iter().filter_map(|w| w.0).collect()),
        Verdi::Blank(grunn) => Verdi::Blank(grunn),
    };
    Felt { verdi, belegg }
}

/// Reads a number and checks that it lies within `low..=high`.
pub fn within(f: &mut Fields, key: &'static str, doc: &'static str, low: f64, high: f64) -> Felt<f64> {
    let felt: Felt<f64> = f.optional(key, doc);
    if felt.known().is_some_and(|n| !(low..=high).contains(n)) {
        let place = f.places().field(key);
        f.sink.report(
            Diagnostic::error("lesing/utenfor-omraadet", format!("«{key}» må være fra {low} til {high}"))
                .at(place)
                .help("rett tallet, eller skriv `{grunn: ukjent}` når det ikke er kjent"),
        );
    }
    felt
}

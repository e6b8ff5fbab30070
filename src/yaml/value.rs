//! Reading single values: text, numbers, dates, words from closed lists, lists, references, and fields that may be
//! blank.

use super::fields::{Fields, Record, Sink};
use super::node::{Data, Entry, Node, same_key};
use super::shape::Shape;
use crate::diag::{self, Diagnostic};
use crate::domain::dato::{Dato, Periode};
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::{Belegg, Felt, Grunn, Verdi};
use crate::domain::rad::Ref;

/// Something that can be read from a node. A node that does not fit is reported and gives the default.
pub trait Value: Default {
    /// What it may be.
    fn shape() -> Shape;
    /// Reads it.
    fn read(node: &Node, sink: &mut Sink) -> Self;
    /// Does it only name something this edition leaves out?
    fn is_left_out(node: &Node, sink: &Sink) -> bool {
        let _ = (node, sink);
        false
    }
    /// May evidence (`kilde`, `sted` …) stand beside its own fields when it is wrapped in a [`Felt`]?
    const MAPPING: bool = false;
}

impl<T: Record> Value for T {
    fn shape() -> Shape {
        Shape::Record(Fields::shape::<T>())
    }
    fn read(node: &Node, sink: &mut Sink) -> Self {
        if node.is_null() { T::default() } else { Fields::of(node, sink) }
    }
    fn is_left_out(node: &Node, sink: &Sink) -> bool {
        <T as Record>::is_left_out(node, sink)
    }
    const MAPPING: bool = true;
}

/// Reports that a node is not what was expected.
pub fn wrong_type(expected: &str, node: &Node, sink: &mut Sink) {
    sink.report(
        Diagnostic::error("lesing/feil-type", format!("ventet {expected}, fant {}", node.described())).at(node.span),
    );
}

impl Value for String {
    fn shape() -> Shape {
        Shape::Text
    }
    fn read(node: &Node, sink: &mut Sink) -> Self {
        match (&node.data, node.scalar()) {
            (Data::Null, _) => String::new(),
            (_, Some(text)) => text.trim().to_owned(),
            _ => {
                wrong_type("tekst", node, sink);
                String::new()
            }
        }
    }
}

impl Value for bool {
    fn shape() -> Shape {
        Shape::Bool
    }
    fn read(node: &Node, sink: &mut Sink) -> Self {
        match (&node.data, node.scalar()) {
            (Data::Bool(yes, _), _) => *yes,
            (_, Some("ja" | "Ja")) => true,
            (Data::Null, _) | (_, Some("nei" | "Nei")) => false,
            _ => {
                wrong_type("ja eller nei (true/false)", node, sink);
                false
            }
        }
    }
}

/// Reads a number as Norwegians write it: `8,7` and `12 450` count as numbers.
pub fn number(text: &str) -> Option<f64> {
    let plain: String = text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}')).collect();
    let plain = plain.replace('\u{2212}', "-");
    let plain = if plain.contains(',') && !plain.contains('.') { plain.replace(',', ".") } else { plain };
    let well_formed = plain.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+'));
    if !well_formed {
        return None;
    }
    plain.parse::<f64>().ok().filter(|n| n.is_finite())
}

impl Value for f64 {
    fn shape() -> Shape {
        Shape::Number
    }
    fn read(node: &Node, sink: &mut Sink) -> Self {
        match (&node.data, node.scalar().and_then(number)) {
            (Data::Number(n, _), _) if n.is_finite() => *n,
            (Data::Text(_), Some(n)) => n,
            _ => {
                wrong_type("et tall", node, sink);
                0.0
            }
        }
    }
}

impl Value for Dato {
    fn shape() -> Shape {
        Shape::Dato
    }
    fn read(node: &Node, sink: &mut Sink) -> Self {
        let Some(text) = node.scalar() else {
            wrong_type("en dato", node, sink);
            return Self::default();
        };
        Self::parse(text).unwrap_or_else(|why| {
            sink.report(
                Diagnostic::error("lesing/ugyldig-dato", why).at(node.span).help(
                    "skriv 2012, 2012-06, 2012-06-20, 2012-H1 (halvår), 2012-T2 (tertial) eller 2012-K3 (kvartal)",
                ),
            );
            Self::default()
        })
    }
}

impl Value for Periode {
    fn shape() -> Shape {
        Shape::Periode
    }
    fn read(node: &Node, sink: &mut Sink) -> Self {
        #[derive(Default)]
        struct Ends(Periode);
        impl Record for Ends {
            const NAME: &'static str = "periode";
            fn read(f: &mut Fields) -> Self {
                Self(Periode { fra: f.optional("fra", "Fra og med"), til: f.optional("til", "Til og med") })
            }
        }
        let period = match &node.data {
            Data::Map(_) => Fields::of::<Ends>(node, sink).0,
            Data::Null => Periode::default(),
            _ => Periode::single(Dato::read(node, sink)),
        };
        if let (Some(from), Some(to)) = (period.first_day(), period.last_day())
            && to < from
        {
            sink.report(
                Diagnostic::error("lesing/ugyldig-periode", "perioden slutter før den begynner")
                    .at(node.span)
                    .help("bytt om `fra` og `til`"),
            );
        }
        period
    }
}

impl Value for Ref {
    fn shape() -> Shape {
        Shape::Id
    }
    fn read(node: &Node, sink: &mut Sink) -> Self {
        Self { text: String::read(node, sink), span: node.span }
    }
    fn is_left_out(node: &Node, sink: &Sink) -> bool {
        node.scalar().is_some_and(|text| sink.is_left_out(text))
    }
}

impl<T: Value> Value for Option<T> {
    fn shape() -> Shape {
        T::shape()
    }
    fn read(node: &Node, sink: &mut Sink) -> Self {
        if node.get("grunn").is_some() {
            return Felt::<T>::read(node, sink).known_owned();
        }
        (!node.is_null() && !T::is_left_out(node, sink)).then(|| T::read(node, sink))
    }
    const MAPPING: bool = T::MAPPING;
}

impl<T: Value> Value for Vec<T> {
    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }
    fn read(node: &Node, sink: &mut Sink) -> Self {
        let items = match &node.data {
            Data::List(items) => items.as_slice(),
            // One value where a list is expected is a list of one; office staff write it so.
            _ => std::slice::from_ref(node),
        };
        let read = |item: &Node| (!item.is_null() && !T::is_left_out(item, sink)).then(|| T::read(item, sink));
        items.iter().filter_map(read).collect()
    }
}

/// Words from a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<E>(pub Option<E>);

impl<E> Default for Word<E> {
    fn default() -> Self {
        Self(None)
    }
}

impl<E: Enumeration> Value for Word<E> {
    fn shape() -> Shape {
        Shape::Word(E::NAME, E::ALL.iter().map(|(_, word)| *word).collect())
    }
    fn read(node: &Node, sink: &mut Sink) -> Self {
        let Some(text) = node.scalar() else {
            if !node.is_null() {
                wrong_type(&format!("et ord for {}", E::NAME), node, sink);
            }
            return Self(None);
        };
        let found = E::parse(text);
        if found.is_none() {
            sink.report(unknown_word(text, E::NAME, E::ALL.iter().map(|(_, word)| *word), node));
        }
        Self(found)
    }
}

/// «ukjent status «ferdig»», with a guess or the whole list.
pub fn unknown_word<'a>(
    text: &str,
    what: &str,
    known: impl Iterator<Item = &'a str> + Clone,
    node: &Node,
) -> Diagnostic {
    let diagnostic = Diagnostic::error("lesing/ukjent-ord", format!("ukjent {what} «{text}»")).at(node.span);
    let list = format!("kjente ord: {}", known.clone().collect::<Vec<_>>().join(", "));
    match diag::did_you_mean(text, known) {
        Some(hint) => diagnostic.help(hint).help(list),
        None => diagnostic.help(list),
    }
}

/// The keys of evidence, which may stand beside any value written as a mapping.
const BELEGG_KEYS: [&str; 5] = ["kilde", "sted", "sikkerhet", "dato", "merknad"];

/// Reads the evidence fields of a record.
pub fn belegg(f: &mut Fields) -> Belegg {
    Belegg { dato: f.optional("dato", "Datoen opplysningen gjelder for"), ..belegg_undated(f) }
}

/// Reads the evidence fields of a record that has a `dato` of its own.
pub fn belegg_undated(f: &mut Fields) -> Belegg {
    let kilde: Option<Ref> = f.optional("kilde", "Kildens id, eller en henvisning i ord");
    f.sink.citations.extend(kilde.clone());
    Belegg {
        kilde,
        sted: f.optional("sted", "Side eller avsnitt i kilden"),
        sikkerhet: f.optional::<Word<_>>("sikkerhet", "Hvor sikker opplysningen er").0,
        dato: None,
        merknad: f.optional("merknad", "Det leseren må vite ved siden av"),
        skjult: false,
    }
}

/// Reads `verdi` and `grunn` of a record that is a figure; says when they contradict each other.
pub fn figure(f: &mut Fields) -> (Verdi<f64>, bool) {
    let node = f.node("verdi", "Tallet", Shape::Number).cloned();
    let grunn: Word<Grunn> = f.optional("grunn", "Hvorfor tallet mangler");
    let value = node.as_ref().filter(|n| !n.is_null()).map(|n| f64::read(n, f.sink));
    combine(value, grunn.0, f.span(), f.sink)
}

/// Brings a value and a reason for blank together. The flag tells that it is withheld and shown only internally.
fn combine<T>(value: Option<T>, grunn: Option<Grunn>, span: crate::diag::Span, sink: &mut Sink) -> (Verdi<T>, bool) {
    match (value, grunn) {
        (Some(value), None) => (Verdi::Kjent(value), false),
        (Some(value), Some(Grunn::Skjult)) if !sink.public => (Verdi::Kjent(value), true),
        (_, Some(Grunn::Skjult)) => (Verdi::Blank(Grunn::Skjult), false),
        (None, grunn) => (Verdi::Blank(grunn.unwrap_or(Grunn::Tom)), false),
        (Some(_), Some(grunn)) => {
            sink.report(
                Diagnostic::error(
                    "lesing/verdi-og-grunn",
                    format!("både en verdi og en grunn til at den mangler ({})", grunn.word()),
                )
                .at(span)
                .help("behold bare en av dem; bare `grunn: skjult` kan stå sammen med en verdi"),
            );
            (Verdi::Blank(grunn), false)
        }
    }
}

impl<T: Value> Value for Felt<T> {
    fn shape() -> Shape {
        Shape::Felt(Box::new(T::shape()))
    }

    fn read(node: &Node, sink: &mut Sink) -> Self {
        let Data::Map(entries) = &node.data else {
            if T::is_left_out(node, sink) {
                return Self { verdi: Verdi::Blank(Grunn::Skjult), belegg: None };
            }
            let blank = node.is_null() || node.scalar().is_some_and(|text| text.trim().is_empty());
            return if blank { Self::default() } else { Self::known_value(T::read(node, sink)) };
        };
        if node.get("grunn").is_some() || node.get("verdi").is_some() {
            return read_wrapped(node, sink);
        }
        if !T::MAPPING {
            // A mapping with neither value nor reason: let the value say what it expected.
            return Self::known_value(T::read(node, sink));
        }
        let (evidence, own): (Vec<Entry>, Vec<Entry>) =
            entries.iter().cloned().partition(|e| BELEGG_KEYS.iter().any(|key| same_key(&e.key, key)));
        let value = T::read(&Node { data: Data::Map(own), span: node.span }, sink);
        let belegg = (!evidence.is_empty())
            .then(|| Box::new(Fields::of::<Evidence>(&Node { data: Data::Map(evidence), span: node.span }, sink).0));
        Self { verdi: Verdi::Kjent(value), belegg }
    }
}

/// Only the evidence fields.
#[derive(Default)]
struct Evidence(Belegg);

impl Record for Evidence {
    const NAME: &'static str = "belegg";
    fn read(f: &mut Fields) -> Self {
        Self(belegg(f))
    }
}

/// `{verdi: …, grunn: …, kilde: …}`.
fn read_wrapped<T: Value>(node: &Node, sink: &mut Sink) -> Felt<T> {
    struct Wrapped<T>(Felt<T>);
    impl<T> Default for Wrapped<T> {
        fn default() -> Self {
            Self(Felt::default())
        }
    }
    impl<T: Value> Record for Wrapped<T> {
        const NAME: &'static str = "en verdi";
        fn read(f: &mut Fields) -> Self {
            let node = f.node("verdi", "Verdien", T::shape()).cloned();
            let grunn: Word<Grunn> = f.optional("grunn", "Hvorfor verdien mangler");
            let mut belegg = belegg(f);
            let left_out = node.as_ref().is_some_and(|n| T::is_left_out(n, f.sink));
            let grunn = if left_out { Some(Grunn::Skjult) } else { grunn.0 };
            let value = node.as_ref().filter(|n| !n.is_null() && !left_out).map(|n| T::read(n, f.sink));
            let (verdi, withheld) = combine(value, grunn, f.span(), f.sink);
            belegg.skjult = withheld;
            Self(Felt { verdi, belegg: (!belegg.is_empty()).then(|| Box::new(belegg)) })
        }
    }
    Fields::of::<Wrapped<T>>(node, sink).0
}

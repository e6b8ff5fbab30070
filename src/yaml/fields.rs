//! Reading a mapping field by field. Every problem is reported, not only the first; a field that cannot be read gets
//! its default, and the build stops later because an error was reported.

use std::collections::BTreeSet;

use super::node::{Data, Entry, Node, same_key};
use super::shape::{FieldShape, RecordShape, Shape};
use super::value::Value;
use crate::diag::{self, Diagnostic, FileId, Span};
use crate::domain::rad::{Places, Ref};

/// What reading needs besides the node: where to report, and which edition is made.
#[derive(Debug)]
pub struct Sink {
    /// Findings so far.
    pub found: Vec<Diagnostic>,
    /// The public edition: withheld values are dropped as they are read.
    pub public: bool,
    /// Every source named as evidence, for looking up later.
    pub citations: Vec<Ref>,
    /// What this edition leaves out: organisation (`""` for what is shared) and id. References to it are dropped as they
    /// are read, for an id can tell as much as a title.
    pub left_out: BTreeSet<(String, String)>,
    /// The organisation being read; `""` for what is shared.
    pub organisasjon: String,
}

impl Sink {
    /// An empty sink.
    pub fn new(public: bool) -> Self {
        Self {
            found: Vec::new(),
            public,
            citations: Vec::new(),
            left_out: BTreeSet::new(),
            organisasjon: String::new(),
        }
    }

    /// Does a reference name something this edition leaves out? Written `id`, `slag/id` or `organisasjon:id`.
    pub fn is_left_out(&self, reference: &str) -> bool {
        if self.left_out.is_empty() {
            return false;
        }
        let has = |owner: &str, id: &str| self.left_out.contains(&(owner.to_owned(), id.to_owned()));
        let (owner, id) = match reference.trim().split_once(':') {
            Some((owner, id)) => (owner.trim(), id.trim()),
            None => (self.organisasjon.as_str(), reference.trim()),
        };
        let key = id.split_once('/').map_or(id, |(_, key)| key);
        [id, key].iter().any(|id| has(owner, id) || has("", id)) || has("", owner)
    }

    /// Does the reference in this field of a row name something this edition leaves out?
    pub fn leaves_out(&self, row: &Node, field: &str) -> bool {
        row.get(field).and_then(Node::scalar).is_some_and(|reference| self.is_left_out(reference))
    }

    /// Reports a finding.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }
}

/// Something read from a mapping with known keys.
pub trait Record: Default {
    /// What it is called in messages («aktivitet»).
    const NAME: &'static str;
    /// The same of one that is pointed at («aktiviteten»), where something may be missing from it.
    const DEFINITE: &'static str = Self::NAME;
    /// It may also be written as a bare value, see [`Record::from_scalar`].
    const SHORTHAND: bool = false;

    /// Asks for every field, in the order a reader should learn them.
    fn read(fields: &mut Fields) -> Self;

    /// Does it only name something this edition leaves out?
    fn is_left_out(node: &Node, sink: &Sink) -> bool {
        let _ = (node, sink);
        false
    }

    /// Reads the bare form. Called only when `SHORTHAND`.
    fn from_scalar(node: &Node, sink: &mut Sink) -> Self {
        let _ = (node, sink);
        Self::default()
    }
}

/// A mapping being read, or (without entries) asked only which fields it would read.
pub struct Fields<'n, 's> {
    what: &'static str,
    definite: &'static str,
    entries: &'n [Entry],
    span: Span,
    used: Vec<bool>,
    places: Vec<(&'static str, Span)>,
    asked: Vec<FieldShape>,
    probing: bool,
    /// Where findings go.
    pub sink: &'s mut Sink,
}

impl<'n, 's> Fields<'n, 's> {
    /// Reads `node` as a record.
    pub fn of<T: Record>(node: &'n Node, sink: &'s mut Sink) -> T {
        match &node.data {
            Data::Map(entries) => {
                let mut fields = Fields {
                    what: T::NAME,
                    definite: T::DEFINITE,
                    entries,
                    span: node.span,
                    used: vec![false; entries.len()],
                    places: Vec::new(),
                    asked: Vec::new(),
                    probing: false,
                    sink,
                };
                let value = T::read(&mut fields);
                fields.finish();
                value
            }
            Data::List(_) | Data::Null | Data::Bool(..) | Data::Number(..) | Data::Text(_)
                if T::SHORTHAND && node.scalar().is_some() =>
            {
                T::from_scalar(node, sink)
            }
            _ => {
                sink.report(
                    Diagnostic::error(
                        "lesing/feil-type",
                        format!("ventet felter for {}, fant {}", T::NAME, node.described()),
                    )
                    .at(node.span)
                    .help("skriv `nøkkel: verdi` på egne linjer, med likt innrykk"),
                );
                T::default()
            }
        }
    }

    /// The fields a record would ask for.
    pub fn probe<T: Record>() -> Vec<FieldShape> {
        let mut sink = Sink::new(true);
        let mut fields = Fields {
            what: T::NAME,
            definite: T::DEFINITE,
            entries: &[],
            span: Span::top(FileId(0)),
            used: Vec::new(),
            places: Vec::new(),
            asked: Vec::new(),
            probing: true,
            sink: &mut sink,
        };
        let _ = T::read(&mut fields);
        fields.asked
    }

    /// The record's shape.
    pub fn shape<T: Record>() -> RecordShape {
        RecordShape { name: T::NAME, shorthand: T::SHORTHAND, fields: Fields::probe::<T> }
    }

    /// A field that may be left out.
    pub fn optional<T: Value>(&mut self, key: &'static str, doc: &'static str) -> T {
        self.ask::<T>(key, doc, false)
    }

    /// A field that may not be left out or left empty.
    pub fn required<T: Value>(&mut self, key: &'static str, doc: &'static str) -> T {
        let missing = match self.entry(key) {
            None => true,
            Some(entry) => entry.value.is_null(),
        };
        if missing && !self.probing {
            self.sink.report(
                Diagnostic::error("lesing/mangler-felt", format!("{} mangler «{key}»", self.definite))
                    .at(self.span)
                    .help(format!("legg til `{key}: …`")),
            );
        }
        self.ask::<T>(key, doc, true)
    }

    /// The field's node, for what needs to look before it reads. The field counts as asked for.
    pub fn node(&mut self, key: &'static str, doc: &'static str, shape: Shape) -> Option<&'n Node> {
        self.asked.push(FieldShape { key, shape, required: false, doc });
        let at = self.index(key)?;
        self.used[at] = true;
        let entry = &self.entries[at];
        self.places.push((key, entry.value.span));
        Some(&entry.value)
    }

    /// Where the record stands.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Is the key there?
    pub fn has(&self, key: &str) -> bool {
        self.index(key).is_some()
    }

    /// Is the code only asking which fields there are?
    pub fn is_probing(&self) -> bool {
        self.probing
    }

    /// Where the record and the fields read so far stand.
    pub fn places(&self) -> Places {
        Places::new(self.span, self.places.clone())
    }

    fn ask<T: Value>(&mut self, key: &'static str, doc: &'static str, required: bool) -> T {
        self.asked.push(FieldShape { key, shape: T::shape(), required, doc });
        let Some(at) = self.index(key) else { return T::default() };
        self.used[at] = true;
        let entry = &self.entries[at];
        // An empty value is blank; point at the key, the only thing there is.
        let span = if entry.value.is_null() { entry.key_span } else { entry.value.span };
        self.places.push((key, span));
        T::read(&entry.value, self.sink)
    }

    fn index(&self, key: &str) -> Option<usize> {
        self.entries.iter().position(|entry| same_key(&entry.key, key))
    }

    fn entry(&self, key: &str) -> Option<&'n Entry> {
        self.index(key).map(|at| &self.entries[at])
    }

    fn finish(self) {
        for (entry, used) in self.entries.iter().zip(&self.used) {
            if *used {
                continue;
            }
            let known = || self.asked.iter().map(|field| field.key);
            let mut diagnostic = Diagnostic::error("lesing/ukjent-felt", format!("ukjent felt «{}»", entry.key))
                .at(entry.key_span)
                .label(format!("ikke et felt i {}", self.what));
            diagnostic = match diag::did_you_mean(&entry.key, known()) {
                Some(hint) => diagnostic.help(hint),
                // `{tekst: Ring, og skriv}` reads as a key «og skriv» without a value.
                None if entry.value.is_null() && entry.key.contains(' ') => {
                    diagnostic.help("er dette resten av en tekst med komma, sett hele teksten i anførselstegn")
                }
                None => diagnostic.help(format!("kjente felter: {}", known().collect::<Vec<_>>().join(", "))),
            };
            self.sink.report(diagnostic);
        }
    }
}

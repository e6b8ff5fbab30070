//! The lexicon: every written form of the collection, its stem and its parts, found out once; and the links between
//! words that mean the same.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use super::analyse::compound::Vocabulary;
use super::analyse::{self, skeleton, stem, stop, synonyms};
use super::document::Document;
use super::weights::Building;

/// What is known of one written form.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// Its stem.
    pub stem: String,
    /// Stems of its parts, when it is a compound.
    pub parts: Vec<String>,
    /// Does it say nothing?
    pub stop: bool,
    /// How many documents it stands in.
    documents: u32,
}

/// The words of a collection.
#[derive(Debug, Default)]
pub struct Lexicon {
    forms: HashMap<String, Form>,
}

impl Lexicon {
    /// Reads every document once, and understands every form once.
    pub fn learn(documents: &[Document], building: &Building) -> Self {
        let counts = count(documents);
        let stemmed = |form: &str| if building.agents { stem(form) } else { analyse::stem::snowball(form) };
        let mut vocabulary = Vocabulary::of(u32::try_from(documents.len()).unwrap_or(u32::MAX));
        for (form, count) in counts.iter().filter(|(form, _)| !stop::is_stop(form)) {
            vocabulary.add(form, *count);
        }
        let understand = |(form, count): (String, u32)| {
            let parts = if building.split { vocabulary.split(&form) } else { Vec::new() };
            let own = stemmed(&form);
            let mut stems: Vec<String> = Vec::new();
            for part in parts.iter().map(|part| stemmed(part)) {
                if part != own && !stems.contains(&part) {
                    stems.push(part);
                }
            }
            let known = Form { stop: stop::is_stop(&form), stem: own, parts: stems, documents: count };
            (form, known)
        };
        Self { forms: counts.into_par_iter().map(understand).collect() }
    }

    /// What is known of a form.
    pub fn get(&self, form: &str) -> Option<&Form> {
        self.forms.get(form)
    }

    /// Per stem the form to show, and the stems of that form's parts: the shortest that is at least a quarter as common
    /// as the commonest, which is most often the word as dictionaries have it.
    pub fn stems(&self) -> BTreeMap<&str, (&str, &[String])> {
        let mut commonest: HashMap<&str, u32> = HashMap::new();
        for known in self.forms.values() {
            let most = commonest.entry(&known.stem).or_default();
            *most = (*most).max(known.documents);
        }
        let mut best: BTreeMap<&str, (&str, &[String])> = BTreeMap::new();
        for (form, known) in &self.forms {
            let most = commonest.get(known.stem.as_str()).copied().unwrap_or_default();
            let shorter = |old: &(&str, &[String])| (form.len(), form.as_str()) < (old.0.len(), old.0);
            if known.documents * 4 >= most && best.get(known.stem.as_str()).is_none_or(shorter) {
                best.insert(&known.stem, (form, &known.parts));
            }
        }
        best
    }
}

/// Every form, and how many documents it stands in.
fn count(documents: &[Document]) -> HashMap<String, u32> {
    let of_some = |documents: &[Document]| {
        let mut counts: HashMap<String, (u32, usize)> = HashMap::new();
        for (number, document) in documents.iter().enumerate() {
            for word in texts(document).flat_map(analyse::tokenise) {
                for form in std::iter::once(word.text).chain(word.parts) {
                    let seen = counts.entry(form).or_insert((0, usize::MAX));
                    if seen.1 != number {
                        *seen = (seen.0 + 1, number);
                    }
                }
            }
        }
        counts.into_iter().map(|(form, (count, _))| (form, count)).collect::<HashMap<String, u32>>()
    };
    let join = |mut some: HashMap<String, u32>, others: HashMap<String, u32>| {
        for (form, count) in others {
            *some.entry(form).or_default() += count;
        }
        some
    };
    documents.par_chunks(TOGETHER).map(of_some).reduce_with(join).unwrap_or_default()
}

/// So many documents are gone through at a time by one core.
const TOGETHER: usize = 1000;

/// Everything of a document that has words.
pub fn texts(document: &Document) -> impl Iterator<Item = &str> {
    let sections = document.sections.iter().flat_map(|s| [s.heading.as_str(), s.text.as_str()]);
    std::iter::once(document.title.as_str()).chain(document.names.iter().map(String::as_str)).chain(sections)
}

/// Stem → sort of link and where to. Only links to stems that occur somewhere.
#[derive(Debug, Default)]
pub struct Links {
    /// Per stem.
    pub of: BTreeMap<String, Vec<(char, String)>>,
    /// Several stems in a row, and the stem or the stems together they also mean.
    pub phrases: BTreeSet<(String, String)>,
}

/// At most so many links per stem and phrases in all: each costs bytes in the browser.
const LINKS: usize = 12;
const PHRASES: usize = 300;

impl Links {
    /// Links of the field's own lists, the site's `groups` and the pairs of nynorsk and bokmål the site names itself.
    pub fn find(
        building: &Building,
        groups: &[Vec<String>],
        pairs: &[(String, String)],
        occurs: &BTreeSet<String>,
        forms: &dyn Fn(&str) -> bool,
    ) -> Self {
        let mut links = Self::default();
        if building.nynorsk {
            let builtin = synonyms::builtin();
            for (a, b) in builtin.nynorsk.iter().chain(&builtin.pieces).chain(pairs) {
                links.join('n', &stems(a), &stems(b), occurs);
                links.join('n', &stems(b), &stems(a), occurs);
            }
            links.inside(occurs);
        }
        if building.synonyms {
            for group in groups.iter().chain(&synonyms::builtin().groups) {
                let members: Vec<Vec<String>> = group.iter().map(|word| stems(word)).collect();
                for a in &members {
                    for b in members.iter().filter(|b| *b != a) {
                        links.join('s', a, b, occurs);
                    }
                }
            }
        }
        for forms in &synonyms::builtin().forms {
            let members: Vec<Vec<String>> = forms.iter().map(|word| stems(word)).collect();
            for a in &members {
                for b in members.iter().filter(|b| *b != a) {
                    links.join('n', a, b, occurs);
                }
            }
        }
        links.derived(occurs);
        links.tenses(occurs, forms);
        links
    }

    fn join(&mut self, sort: char, from: &[String], to: &[String], occurs: &BTreeSet<String>) {
        if from.is_empty() || to.is_empty() || from == to || !to.iter().all(|stem| occurs.contains(stem)) {
            return;
        }
        if let [only] = from {
            self.add(only, sort, &to.join("+"));
        } else if self.phrases.len() < PHRASES && !to.iter().all(|target| from.contains(target)) {
            self.phrases.insert((from.join(" "), to.join("+")));
        }
    }

    fn add(&mut self, from: &str, sort: char, to: &str) {
        let list = self.of.entry(from.to_owned()).or_default();
        if list.len() < LINKS && !list.iter().any(|(_, known)| known == to) {
            list.push((sort, to.to_owned()));
        }
    }

    /// Compounds with a piece that differs in the other written language, when both are used.
    fn inside(&mut self, occurs: &BTreeSet<String>) {
        let pieces = pieces();
        for own in occurs {
            for (nn, nb) in &pieces {
                for (piece, instead) in [(nn, nb), (nb, nn)] {
                    let changed = match own.find(piece.as_str()) {
                        Some(0) if own.len() > piece.len() => format!("{instead}{}", &own[piece.len()..]),
                        Some(at) if at > 0 && at + piece.len() == own.len() => format!("{}{instead}", &own[..at]),
                        _ => continue,
                    };
                    let target = stem(&changed);
                    if target != *own && occurs.contains(&target) {
                        self.add(own, 'n', &target);
                    }
                }
            }
        }
    }

    /// Nouns and the verbs they are made from: `kartlegging` of `kartlegge`, `søknad` of `søke`. The verb needs not occur:
    /// who asks with it finds the noun.
    fn derived(&mut self, occurs: &BTreeSet<String>) {
        for own in occurs {
            for ending in ["ning", "ing", "nad", "sjon"] {
                let Some(base) = own.strip_suffix(ending).filter(|base| base.chars().count() >= 3) else { continue };
                let verbs = if ending == "sjon" {
                    base.strip_suffix('a').map(|base| stem(&format!("{base}ere"))).into_iter().collect()
                } else {
                    vec![base.to_owned(), stem(&format!("{base}e"))]
                };
                for verb in verbs.into_iter().filter(|verb| verb != own) {
                    if occurs.contains(&verb) {
                        self.add(own, 'v', &verb);
                    }
                    self.add(&verb, 'v', own);
                }
            }
        }
    }

    /// Past tenses in -t, of verbs whose infinitive and present tense are used: `betalt` is of `betale`, `betaler`.
    fn tenses(&mut self, occurs: &BTreeSet<String>, forms: &dyn Fn(&str) -> bool) {
        for own in occurs {
            let Some(verb) = own.strip_suffix('t').filter(|verb| occurs.contains(*verb)) else { continue };
            if forms(&format!("{verb}e")) && forms(&format!("{verb}er")) {
                self.add(own, 'n', verb);
                self.add(verb, 'n', own);
            }
        }
    }
}

/// Pieces of compounds in nynorsk and bokmål.
pub fn pieces() -> Vec<(String, String)> {
    synonyms::builtin().pieces.clone()
}

/// The stems of the words of a synonym that say something.
fn stems(words: &str) -> Vec<String> {
    let all: Vec<String> = analyse::tokenise(words).into_iter().map(|word| word.text).collect();
    let telling: Vec<&String> = all.iter().filter(|word| !stop::is_stop(word)).collect();
    telling.into_iter().map(|word| stem(word)).collect()
}

/// The key a stem is sorted by.
pub fn key(stem: &str) -> String {
    skeleton(stem)
}

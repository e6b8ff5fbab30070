//! The lexicon: every written form of the collection, its stem and its parts, found out once; and the links between
//! words that mean the same.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::analyse::compound::Vocabulary;
use super::analyse::{self, stem, stop, synonyms};
use super::memory::{Bytes, Lists, Writer};
use super::tokens::{Row, Token, Tokens};
use super::weights::Building;
use crate::lookup::{Known, Lookup};

/// What is known of one written form. Stems are named by their numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Form {
    /// Its stem.
    pub stem: u32,
    /// Stems of its parts, when it is a compound.
    pub parts: Box<[u32]>,
    /// Does it say nothing?
    pub stop: bool,
}

/// The words of a collection.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// By the number of the form.
    forms: Vec<Form>,
    /// Every stem, in order.
    stems: Vec<String>,
    numbers: Lookup<Arc<str>, u32>,
    /// Per stem the number of the form to show.
    shown: Vec<Option<u32>>,
    written: Vec<Arc<str>>,
}

impl Lexicon {
    /// Understands every form once.
    pub fn learn(tokens: &Tokens, building: &Building) -> Self {
        let stemmed = |form: &str| if building.agents { stem(form) } else { analyse::stem::snowball(form) };
        let own: Vec<(String, bool)> = tokens.forms.par_iter().map(|form| (stem(form), stop::is_stop(form))).collect();
        let documents = u32::try_from(tokens.stands.len()).unwrap_or(u32::MAX);
        let telling = tokens.forms.iter().zip(&tokens.counts).zip(&own).filter(|(_, own)| !own.1);
        let telling = telling.map(|((form, count), (stem, _))| (&**form, stem.as_str(), *count));
        let vocabulary = Vocabulary::of(documents, telling);
        let understand = |(form, (own, _)): (&Arc<str>, &(String, bool))| {
            let parts = if building.split { vocabulary.split(form) } else { Vec::new() };
            let own = if building.agents { own.clone() } else { stemmed(form) };
            let mut stems: Vec<String> = Vec::new();
            for part in parts.iter().map(|part| stemmed(part)) {
                if part != own && !stems.contains(&part) {
                    stems.push(part);
                }
            }
            (own, stems)
        };
        let understood: Vec<(String, Vec<String>)> = tokens.forms.par_iter().zip(&own).map(understand).collect();
        let mut stems: Vec<&str> =
            understood.iter().flat_map(|(own, parts)| std::iter::once(own).chain(parts)).map(String::as_str).collect();
        stems.par_sort_unstable();
        stems.dedup();
        let number_of: Lookup<&str, u32> = stems.iter().copied().zip(0..).collect();
        let number = |stem: &String| number_of.get(stem.as_str()).copied().unwrap_or_default();
        let as_numbers = |((own, parts), (_, stop)): (&(String, Vec<String>), &(String, bool))| Form {
            stem: number(own),
            parts: parts.iter().map(number).collect(),
            stop: *stop,
        };
        // The tables are filled by one core each.
        let (forms, numbers) = rayon::join(
            || understood.par_iter().zip(&own).map(as_numbers).collect::<Vec<Form>>(),
            || tokens.forms.iter().cloned().zip(0..).collect(),
        );
        let shown = shown(&forms, tokens, stems.len());
        let stems = stems.into_par_iter().map(str::to_owned).collect();
        Self { forms, stems, numbers, shown, written: tokens.forms.clone() }
    }

    /// What is known of a form, by its number.
    pub fn form(&self, number: u32) -> Option<&Form> {
        self.forms.get(number as usize)
    }

    /// What is known of a form.
    pub fn get(&self, form: &str) -> Option<&Form> {
        self.numbers.get(form).and_then(|number| self.form(*number))
    }

    /// How many words that count a document has in its title, its headings and its text.
    pub fn lengths(&self, row: &Row) -> [u32; 3] {
        let mut lengths = [0; 3];
        let mut field = 0;
        for token in row.tokens() {
            match token {
                Token::Field => field += 1,
                Token::Word(word) if field == 0 || self.form(word).is_some_and(|form| !form.stop) => {
                    if let Some(length) = lengths.get_mut(field) {
                        *length += 1;
                    }
                }
                _ => {}
            }
        }
        lengths
    }

    /// Writes how forms are understood.
    pub fn write(&self, to: &mut Writer) {
        let mut parts = Lists::new();
        self.forms.iter().for_each(|form| parts.push(form.parts.iter().copied()));
        to.texts(self.stems.iter().map(String::as_str));
        to.small(self.forms.iter().map(|form| form.stem));
        parts.write(to);
    }

    /// All stems, in order; the place of one is its number.
    pub fn stems(&self) -> &[String] {
        &self.stems
    }

    /// The form of a stem to show, and the stems of that form's parts.
    pub fn shown(&self, stem: u32) -> Option<(&str, &[u32])> {
        let number = self.shown.get(stem as usize).copied().flatten()?;
        Some((self.written.get(number as usize)?, &self.form(number)?.parts))
    }
}

/// How the forms of an earlier collection were understood.
#[derive(Debug)]
pub struct Kept<'m> {
    stems: Vec<&'m str>,
    stem: Vec<u32>,
    parts: Lists,
}

/// What is otherwise than it was.
#[derive(Debug)]
pub struct Changes {
    /// For each stem there was, the number it has now.
    pub stems: Vec<u32>,
    /// Forms, by their numbers now, that are understood otherwise, in order.
    pub forms: Vec<u32>,
}

impl<'m> Kept<'m> {
    /// Reads what [`Lexicon::write`] wrote.
    pub fn read(from: &mut Bytes<'m>) -> Option<Self> {
        let kept = Self { stems: from.texts()?, stem: from.small()?, parts: Lists::read(from)? };
        (kept.stem.len() == kept.parts.len()).then_some(kept)
    }

    /// What has changed since. `forms` has the number each form there was has now, beyond all of them when it is gone.
    pub fn changes(&self, forms: &[u32], now: &Lexicon) -> Changes {
        let mut stems = vec![u32::MAX; self.stems.len()];
        let mut all = now.stems.iter().zip(0..).peekable();
        for (stem, number) in self.stems.iter().zip(&mut stems) {
            while all.next_if(|(new, _)| new.as_str() < *stem).is_some() {}
            if let Some((_, at)) = all.next_if(|(new, _)| new.as_str() == *stem) {
                *number = at;
            }
        }
        let number = |stem: &u32| stems.get(*stem as usize).copied();
        let same = |at: usize, form: &Form| {
            let (parts, stem) = (self.parts.get(at), self.stem.get(at).and_then(number));
            stem == Some(form.stem) && parts.iter().map(number).eq(form.parts.iter().map(|part| Some(*part)))
        };
        let differs = |(at, number): (usize, &u32)| {
            let form = now.form(*number)?;
            (!same(at, form)).then_some(*number)
        };
        let forms = forms.par_iter().enumerate().filter_map(differs).collect();
        Changes { stems, forms }
    }
}

/// Per stem the shortest form that is at least a quarter as common as the commonest, which is most often the word as
/// dictionaries have it.
fn shown(forms: &[Form], tokens: &Tokens, stems: usize) -> Vec<Option<u32>> {
    let mut commonest = vec![0; stems];
    for (form, count) in forms.iter().zip(&tokens.counts) {
        if let Some(most) = commonest.get_mut(form.stem as usize) {
            *most = (*most).max(*count);
        }
    }
    let mut best: Vec<Option<u32>> = vec![None; stems];
    let length = |number: u32| tokens.forms.get(number as usize).map_or(0, |form| form.len());
    for (number, (form, count)) in (0..).zip(forms.iter().zip(&tokens.counts)) {
        let stem = form.stem as usize;
        if let (Some(most), Some(best)) = (commonest.get(stem), best.get_mut(stem))
            && count * 4 >= *most
            // Of two as short the first in order, which is the one that is there already.
            && best.is_none_or(|old| length(number) < length(old))
        {
            *best = Some(number);
        }
    }
    best
}

/// Stem → sort of link and where to. Only links to stems that occur somewhere.
#[derive(Debug, Default)]
pub struct Links {
    /// Per stem.
    pub of: BTreeMap<String, Vec<(char, String)>>,
    /// Several stems in a row, and the stem or the stems together they also mean.
    pub phrases: BTreeSet<(String, String)>,
}

/// The stems that occur somewhere, in order.
pub struct Occurring<'l> {
    /// In order.
    pub stems: Vec<&'l str>,
    known: Known<&'l str>,
}

impl<'l> Occurring<'l> {
    /// Stems in order.
    pub fn new(stems: Vec<&'l str>) -> Self {
        Self { known: stems.iter().copied().collect(), stems }
    }

    /// Does it occur?
    pub fn contains(&self, stem: &str) -> bool {
        self.known.contains(stem)
    }
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
        occurs: &Occurring,
        forms: &(dyn Fn(&str) -> bool + Sync),
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
            groups.iter().chain(&synonyms::builtin().groups).for_each(|group| links.group('s', group, occurs));
        }
        synonyms::builtin().forms.iter().for_each(|forms| links.group('n', forms, occurs));
        links.derived(occurs);
        links.tenses(occurs, forms);
        links
    }

    /// Each word of a group to each of the others. A group may be as long as a file: it is gone through to the end only for
    /// words that still have room.
    fn group(&mut self, sort: char, words: &[String], occurs: &Occurring) {
        let mut known: Known<Vec<String>> = Known::default();
        let mut members: Vec<Vec<String>> = words.iter().map(|word| stems(word)).collect();
        members.retain(|member| known.insert(member.clone()));
        let used: Vec<&Vec<String>> =
            members.iter().filter(|member| member.iter().all(|stem| occurs.contains(stem))).collect();
        for from in &members {
            for to in used.iter().filter(|to| **to != from) {
                if self.is_full(from) {
                    break;
                }
                self.join(sort, from, to, occurs);
            }
        }
    }

    fn is_full(&self, from: &[String]) -> bool {
        match from {
            [only] => self.of.get(only).is_some_and(|list| list.len() >= LINKS),
            _ => self.phrases.len() >= PHRASES,
        }
    }

    fn join(&mut self, sort: char, from: &[String], to: &[String], occurs: &Occurring) {
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
    fn inside(&mut self, occurs: &Occurring) {
        let pieces = pieces();
        let pieces: Vec<(&str, &str)> =
            pieces.iter().flat_map(|(nn, nb)| [(nn.as_str(), nb.as_str()), (nb.as_str(), nn.as_str())]).collect();
        // A word has few pieces that begin or end with its first or last byte. Trying all of them on every word took a
        // twentieth of a build after an edit.
        let (mut begin, mut end) = (vec![Vec::new(); 256], vec![Vec::new(); 256]);
        for (at, (piece, _)) in pieces.iter().enumerate() {
            if let [first, ..] = piece.as_bytes() {
                begin[usize::from(*first)].push(at);
            }
            if let [.., last] = piece.as_bytes() {
                end[usize::from(*last)].push(at);
            }
        }
        let changed = |own: &str, piece: &str, instead: &str| {
            if let Some(tail) = own.strip_prefix(piece) {
                return (!tail.is_empty()).then(|| format!("{instead}{tail}"));
            }
            // Only when it stands nowhere else: looking for that is dear, and seldom needed.
            let head = own.strip_suffix(piece)?;
            (own.find(piece) == Some(head.len())).then(|| format!("{head}{instead}"))
        };
        let targets = |own: &&str| {
            let first = own.bytes().next().into_iter().flat_map(|byte| &begin[usize::from(byte)]);
            let last = own.bytes().next_back().into_iter().flat_map(|byte| &end[usize::from(byte)]);
            let (first, last) = (first.copied(), last.copied());
            let mut some: Vec<usize> = first.filter(|at| own.starts_with(pieces[*at].0)).collect();
            some.extend(last.filter(|at| own.ends_with(pieces[*at].0)));
            some.sort_unstable();
            some.dedup();
            let target = |at: usize| {
                let (piece, instead) = pieces[at];
                let target = stem(&changed(own, piece, instead)?);
                (target != *own && occurs.contains(&target)).then_some(target)
            };
            some.into_iter().filter_map(target).collect::<Vec<_>>()
        };
        let found: Vec<Vec<String>> = occurs.stems.par_iter().map(targets).collect();
        for (own, targets) in occurs.stems.iter().zip(found) {
            for target in &targets {
                self.add(own, 'n', target);
            }
        }
    }

    /// Nouns and the verbs they are made from: `kartlegging` of `kartlegge`, `søknad` of `søke`. The verb needs not occur:
    /// who asks with it finds the noun.
    fn derived(&mut self, occurs: &Occurring) {
        let verbs = |own: &&str| {
            let of_ending = |ending: &str| {
                let Some(base) = own.strip_suffix(ending).filter(|base| base.chars().count() >= 3) else {
                    return vec![];
                };
                if ending == "sjon" {
                    base.strip_suffix('a').map(|base| stem(&format!("{base}ere"))).into_iter().collect()
                } else {
                    vec![base.to_owned(), stem(&format!("{base}e"))]
                }
            };
            let verbs = ["ning", "ing", "nad", "sjon"].into_iter().flat_map(of_ending).filter(|verb| verb != own);
            verbs.map(|verb| (occurs.contains(&verb), verb)).collect::<Vec<_>>()
        };
        let found: Vec<Vec<(bool, String)>> = occurs.stems.par_iter().map(verbs).collect();
        for (own, verbs) in occurs.stems.iter().zip(found) {
            for (occurring, verb) in verbs {
                if occurring {
                    self.add(own, 'v', &verb);
                }
                self.add(&verb, 'v', own);
            }
        }
    }

    /// Past tenses in -t, of verbs whose infinitive and present tense are used: `betalt` is of `betale`, `betaler`.
    fn tenses<'l>(&mut self, occurs: &Occurring<'l>, forms: &(dyn Fn(&str) -> bool + Sync)) {
        let past = |own: &&'l str| {
            let verb = own.strip_suffix('t').filter(|verb| occurs.contains(verb))?;
            (forms(&format!("{verb}e")) && forms(&format!("{verb}er"))).then_some((*own, verb))
        };
        let found: Vec<(&str, &str)> = occurs.stems.par_iter().filter_map(past).collect();
        for (own, verb) in found {
            self.add(own, 'n', verb);
            self.add(verb, 'n', own);
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

//! The lines of the index: per stem where it stands, what else to look up with it, and what it is a part of. How they are
//! laid out in files is left to `export`.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::analyse::{self, skeleton, stop};
use super::letters::{Posting, count_postings, digest, read_postings, strongest, write_parted, write_postings};
use super::lexicon::{Lexicon, Links, Occurring};
use super::line::Entry;
use super::pairs::Pairs;
use super::postings::Postings;
use super::scale::idf;
use super::weights::{Building, Weights};

/// When a compound has so many documents with all of it, those with one of its parts cannot come among the first hits.
const ENOUGH: usize = 20;

/// So many documents are remembered as having words that answer a question.
const ANSWERS: usize = 400;

/// The words a site adds: groups of synonyms, and pairs of nynorsk and bokmål.
#[derive(Debug, Default, Clone)]
pub struct SiteWords {
    /// Groups of words with one meaning.
    pub groups: Vec<Vec<String>>,
    /// Nynorsk and bokmål.
    pub pairs: Vec<(String, String)>,
}

/// Every line, in order of key and stem.
pub struct Lines {
    /// The lines.
    pub entries: Vec<Entry>,
    /// Several stems in a row, and the stem or the stems together they also mean.
    pub phrases: BTreeSet<(String, String)>,
    /// Where both parts of compounds stand, for the next build.
    pub pairs: Pairs,
}

impl Lines {
    /// The lines of so many documents; `earlier` has pairs of an earlier build.
    pub fn of(
        documents: usize,
        postings: &Postings,
        lexicon: &Lexicon,
        words: &SiteWords,
        weights: &Weights,
        building: &Building,
        earlier: Option<&Pairs>,
    ) -> Self {
        let stems = postings.stems();
        let name = |stem: u32| lexicon.stems().get(stem as usize).map_or("", String::as_str);
        let occurs = Occurring::new(stems.iter().map(|stem| name(*stem)).collect());
        let written = |form: &str| lexicon.get(form).is_some();
        let find_links = || Links::find(building, &words.groups, &words.pairs, &occurs, &written);
        let own_line = |stem: &u32| {
            let (whole, besides) = postings.of_stem(*stem);
            let own = name(*stem);
            let (form, _) = lexicon.shown(*stem).unwrap_or((own, &[]));
            let idf = idf(if whole.is_empty() { besides.len() } else { whole.len() }, documents);
            let (whole, rest) = write_parted(&whole, building.postings);
            Entry {
                key: skeleton(own),
                stem: own.to_owned(),
                form: form.to_owned(),
                idf,
                whole,
                rest,
                parts: write_postings(&strongest(besides, building.postings)),
                ..Entry::default()
            }
        };
        // Links are found by one core, mostly.
        let (mut links, mut lines): (Links, Vec<Entry>) =
            rayon::join(find_links, || stems.par_iter().map(own_line).collect());
        let (compounds, pairs) = compounds(&stems, &lines, lexicon, weights, earlier);
        let begun = begun(&stems, lexicon);
        let fill = |((entry, compound), begun): ((&mut Entry, Compound), String)| {
            entry.links = links.of.get(&entry.stem).cloned().unwrap_or_default();
            entry.links.extend(compound.links);
            entry.both = compound.both;
            entry.begun = begun;
        };
        lines.par_iter_mut().zip(compounds).zip(begun).for_each(fill);
        let answers = answers(&lines);
        links.of.retain(|own, _| lines.binary_search_by(|entry| entry.stem.cmp(own)).is_err());
        lines.extend(answers);
        // Words the site never uses, but knows another word for.
        for (own, own_links) in links.of {
            lines.push(Entry {
                key: skeleton(&own),
                form: own.clone(),
                stem: own,
                links: own_links,
                ..Entry::default()
            });
        }
        Self { entries: in_order(lines), phrases: links.phrases, pairs }
    }
}

/// By key and stem. Their numbers are sorted, and each line changes places once: a line is 200 bytes.
fn in_order(mut lines: Vec<Entry>) -> Vec<Entry> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    let of = |at: &usize| (&lines[*at].key, &lines[*at].stem);
    order.par_sort_unstable_by(|a, b| of(a).cmp(&of(b)));
    for start in 0..lines.len() {
        let mut at = start;
        loop {
            let from = std::mem::replace(&mut order[at], at);
            if from == start {
                break;
            }
            lines.swap(at, from);
            at = from;
        }
    }
    lines
}

/// What a line says of the compound it is.
#[derive(Default)]
struct Compound {
    links: Vec<(char, String)>,
    both: String,
}

/// Per line what it is made of. Each of a common pair of parts belongs to many compounds: where a part stands is read
/// once, and where both do is found once for each pair.
fn compounds(
    stems: &[u32],
    lines: &[Entry],
    lexicon: &Lexicon,
    weights: &Weights,
    earlier: Option<&Pairs>,
) -> (Vec<Compound>, Pairs) {
    let line = |stem: u32| stems.binary_search(&stem).ok().and_then(|at| lines.get(at));
    let parts_of = |stem: u32| lexicon.shown(stem).map_or(&[][..], |(_, parts)| parts);
    // The outermost two parts come first: together they say what the compound says.
    let pair = |stem: &u32| match parts_of(*stem) {
        [head, tail, ..] if line(*head).is_some() && line(*tail).is_some() => Some((*head, *tail)),
        _ => None,
    };
    let mut pairs: Vec<(u32, u32)> = stems.par_iter().filter_map(pair).collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    let common = Pairs::find(&pairs, &line, weights, earlier);
    let compound = |(stem, entry): (&u32, &Entry)| {
        let mut compound = Compound::default();
        let split = parts_of(*stem);
        let mut enough = count_postings(&entry.whole);
        let name = |stem: u32| lexicon.stems().get(stem as usize).map_or("", String::as_str);
        let known = pair(stem).and_then(|pair| Some((pair, common.found.get(pairs.binary_search(&pair).ok()?)?)));
        if let Some(((head, tail), (count, both))) = known {
            compound.links.push(('d', format!("{}+{}", name(head), name(tail))));
            enough += *count as usize;
            compound.both.clone_from(both);
        }
        if enough < ENOUGH {
            let occurring = split.iter().filter(|part| line(**part).is_some());
            compound.links.extend(occurring.map(|part| ('d', name(*part).to_owned())));
        }
        compound
    };
    let all = stems.par_iter().zip(lines).map(compound).collect();
    (all, common)
}

/// Per stem the digests of the words that begin with one of its forms, with or without a letter that links.
fn begun(stems: &[u32], lexicon: &Lexicon) -> Vec<String> {
    let heads = |own: &u32| {
        let word = lexicon.stems().get(*own as usize).map_or("", String::as_str);
        let mut known: Vec<u32> = Vec::new();
        for (at, last) in word.char_indices().skip(1) {
            let (head, tail) = word.split_at(at + last.len_utf8());
            if tail.chars().nth(1).is_none() {
                break;
            }
            let bare = [Some(head), head.strip_suffix('s'), head.strip_suffix('e')];
            known.extend(bare.into_iter().flatten().filter_map(|head| lexicon.get(head)).map(|form| form.stem));
        }
        known.retain(|stem| stem != own);
        let digest = if known.is_empty() { String::new() } else { digest(word) };
        known.into_iter().map(|stem| (stem, digest.clone())).collect::<Vec<_>>()
    };
    let mut all: Vec<(u32, String)> = stems.par_iter().flat_map_iter(heads).collect();
    all.par_sort_unstable();
    all.dedup();
    let digests = |own: &u32| {
        let start = all.partition_point(|(stem, _)| stem < own);
        all[start..].iter().take_while(|(stem, _)| stem == own).map(|(_, digest)| digest.as_str()).collect()
    };
    stems.par_iter().map(digests).collect()
}

/// Per list of words that answers have, a line with where any of them stands: one request tells what answers a question.
/// `lines` are in the order of their stems.
fn answers(lines: &[Entry]) -> Vec<Entry> {
    let list = |(number, words): (usize, &str)| {
        let mut best: BTreeMap<u32, Posting> = BTreeMap::new();
        for word in words.split_whitespace().map(analyse::stem) {
            let at = lines.binary_search_by(|entry| entry.stem.as_str().cmp(&word)).ok();
            for posting in at.and_then(|at| lines.get(at)).map_or_else(Vec::new, |entry| read_postings(&entry.whole)) {
                let known = best.entry(posting.document).or_insert(posting);
                if posting.impact > known.impact {
                    *known = posting;
                }
            }
        }
        let name = format!("?{number}");
        let whole = write_postings(&strongest(best.into_values().collect(), ANSWERS));
        Entry { key: name.clone(), stem: name.clone(), form: name, idf: 1, whole, ..Entry::default() }
    };
    stop::answers().into_iter().enumerate().map(list).collect()
}

//! A word of the query as it is ranked: the lists of documents that may stand for it, and how much each counts.

use std::collections::{BTreeMap, HashMap};

use super::analyse::{digraphs, skeleton, stem};
use super::format::{LINKED, PARTED};
use super::letters::{Posting, read_postings, read_rest};
use super::line::Entry;
use super::reader::Reader;

/// A word of the query with all that may stand for it.
#[derive(Default)]
pub struct Term {
    /// The lists.
    pub alternatives: Vec<Alternative>,
    /// What is marked in excerpts.
    pub stems: Vec<String>,
}

/// One list of documents and how much it counts.
pub struct Alternative {
    /// The documents, and how strongly the word stands in each.
    pub postings: Vec<Posting>,
    /// In hundredths.
    pub weight: u32,
    /// How much the word says.
    pub idf: u32,
    /// Is it a guess at what the last word begins? Many such in one document are no more than one.
    pub begun: bool,
}

/// Looks a word up as it is written, in any inflection, with its synonyms and its parts. `scale` in hundredths.
/// Says whether the word is known.
pub fn look_up(index: &Reader, word: &str, scale: u32, term: &mut Term) -> bool {
    let weights = &index.start.weights;
    let own = stem(word);
    let key = skeleton(&own);
    let entries = index.at(&key);
    // `startlaan` is `startlån`, also where a text happens to hold both: a rare spelling is not another word.
    let same = |entry: &&Entry| entry.stem == own || digraphs(&entry.stem) == own;
    let mut exact: Vec<&Entry> = entries.iter().filter(same).collect();
    if exact.is_empty() {
        exact = entries.iter().collect();
    }
    for entry in &exact {
        add(entry, weights.whole * scale / 100, weights.part * scale / 100, term);
    }
    for entry in entries.iter().filter(|entry| !exact.iter().any(|own| own.stem == entry.stem)) {
        add(entry, weights.folded * scale / 100, 0, term);
    }
    for entry in &exact {
        let parts = || entry.links.iter().filter(|(sort, _)| *sort == 'd').filter_map(|(_, part)| index.stem(part));
        let most = parts().map(|part| part.idf).max().unwrap_or(1);
        for (sort, target) in &entry.links {
            let weight = match sort {
                's' => weights.synonym,
                'n' => weights.nynorsk,
                'd' if target.contains('+') => weights.split_all,
                'd' => weights.split * index.stem(target).map_or(0, |part| part.idf) / most.max(1),
                'v' => weights.derived,
                _ => 0,
            };
            let weight = weight * scale / 100;
            match entry.together().filter(|_| *sort == 'd' && target.contains('+')) {
                Some((idf, postings)) => {
                    term.stems.extend(target.split('+').map(str::to_owned));
                    term.alternatives.push(Alternative { postings, weight, idf, begun: false });
                }
                None => linked(index, target, weight, if *sort == 'd' { PARTED } else { LINKED }, term),
            }
        }
    }
    !exact.is_empty()
}

/// Adds a stem, or several that count only together. Of each the `limit` strongest documents count.
pub fn linked(index: &Reader, target: &str, weight: u32, limit: usize, term: &mut Term) {
    let weights = &index.start.weights;
    let stems: Vec<&str> = target.split('+').collect();
    if let [only] = stems[..] {
        if let Some(entry) = index.stem(only) {
            add(&entry.guest(limit), weight, weights.part * weight / 100, term);
        }
        return;
    }
    let entries: Vec<Entry> = stems.iter().filter_map(|stem| Some(index.stem(stem)?.guest(limit))).collect();
    if entries.len() < stems.len() {
        return;
    }
    let lists = entries.iter().map(|entry| standing(entry, weights.part));
    let common = lists.reduce(|common, other| together(&common, &other)).unwrap_or_default();
    if !common.is_empty() {
        let idf = entries.iter().map(|entry| entry.idf).max().unwrap_or(0);
        term.stems.extend(stems.iter().map(|stem| (*stem).to_owned()));
        term.alternatives.push(Alternative { postings: common, weight, idf, begun: false });
    }
}

/// The documents of both lists, as strong as the weaker.
pub fn together(first: &[Posting], second: &[Posting]) -> Vec<Posting> {
    let other: HashMap<u32, &Posting> = second.iter().map(|posting| (posting.document, posting)).collect();
    let both = |p: &Posting| {
        let more = other.get(&p.document)?;
        Some(Posting { impact: p.impact.min(more.impact), place: p.place.max(more.place), ..*p })
    };
    first.iter().filter_map(both).collect()
}

/// Where a word stands, by itself or in a compound; there it counts for less.
pub fn standing(entry: &Entry, part: u32) -> Vec<Posting> {
    let mut postings = read_postings(&entry.whole);
    let inside = read_postings(&entry.parts).into_iter().map(|posting| {
        let impact = u32::from(posting.impact) * part / 100;
        Posting { impact: u8::try_from(impact.clamp(1, 63)).unwrap_or(63), ..posting }
    });
    postings.extend(inside);
    postings
}

pub fn add(entry: &Entry, whole: u32, part: u32, term: &mut Term) {
    if entry.idf == 0 {
        return;
    }
    term.stems.push(entry.stem.clone());
    if whole > 0 && !entry.whole.is_empty() {
        let mut postings = read_postings(&entry.whole);
        postings.extend(read_rest(&entry.rest));
        term.alternatives.push(Alternative { postings, weight: whole, idf: entry.idf, begun: false });
    }
    if part > 0 && !entry.parts.is_empty() {
        term.alternatives.push(Alternative {
            postings: read_postings(&entry.parts),
            weight: part,
            idf: entry.idf,
            begun: false,
        });
    }
}

/// How strongly a term stands in each document, by whatever stands for it.
fn by_document(term: &Term) -> BTreeMap<u32, Posting> {
    let mut all: BTreeMap<u32, Posting> = BTreeMap::new();
    for alternative in &term.alternatives {
        for posting in &alternative.postings {
            let impact = u32::from(posting.impact) * alternative.weight / 100;
            let impact = u8::try_from(impact.clamp(1, 63)).unwrap_or(63);
            let known = all.entry(posting.document).or_insert(Posting { impact, ..*posting });
            if impact > known.impact {
                *known = Posting { impact, ..*posting };
            }
        }
    }
    all
}

/// Documents where both terms stand, as strongly as the weaker of them.
pub fn both(front: &Term, back: &Term, weight: u32, term: &mut Term) {
    let other = by_document(back);
    let common: Vec<Posting> = by_document(front)
        .into_values()
        .filter_map(|p| {
            let more = other.get(&p.document)?;
            Some(Posting { impact: p.impact.min(more.impact), place: p.place.max(more.place), ..p })
        })
        .collect();
    if !common.is_empty() {
        let idf = idf(front).max(idf(back));
        let idf = u32::try_from(idf).unwrap_or(u32::MAX);
        term.alternatives.push(Alternative { postings: common, weight, idf, begun: false });
    }
}

/// How much a word of the query says: as little as the commonest of the words that stand for it fully, so that a rare
/// spelling does not outrank the ordinary one.
pub fn idf(term: &Term) -> u64 {
    let full = term.alternatives.iter().filter(|alternative| alternative.weight >= 80).map(|a| a.idf).min();
    let any = || term.alternatives.iter().map(|alternative| alternative.idf).min();
    u64::from(full.or_else(any).unwrap_or(0))
}

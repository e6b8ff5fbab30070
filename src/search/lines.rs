//! The lines of the index: per stem where it stands, what else to look up with it, and what it is a part of. How they are
//! laid out in files is left to `export`.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::analyse::{self, stop};
use super::format::{Entry, Posting, digest, read_postings, strongest, write_postings, write_rest};
use super::lexicon::{self, Lexicon, Links, Occurring};
use super::postings::Postings;
use super::rank::standing;
use super::scale::idf;
use super::weights::{Building, Weights};
use crate::lookup::Lookup;

/// When a compound has so many documents with all of it, those with one of its parts cannot come among the first hits.
const ENOUGH: usize = 20;

/// So many documents of a compound's two parts together.
const BOTH: usize = 24;

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
}

impl Lines {
    /// The lines of so many documents.
    pub fn of(
        documents: usize,
        postings: &Postings,
        lexicon: &Lexicon,
        words: &SiteWords,
        weights: &Weights,
        building: &Building,
    ) -> Self {
        let stems = postings.stems();
        let name = |stem: u32| lexicon.stems().get(stem as usize).map_or("", String::as_str);
        let occurs = Occurring::new(stems.iter().map(|stem| name(*stem)).collect());
        let written = |form: &str| lexicon.get(form).is_some();
        let mut links = Links::find(building, &words.groups, &words.pairs, &occurs, &written);
        let own_line = |stem: &u32| {
            let (whole, besides) = postings.of_stem(*stem);
            let df = if whole.is_empty() { besides.len() } else { whole.len() };
            let own = name(*stem);
            let (form, _) = lexicon.shown(*stem).unwrap_or((own, &[]));
            let kept = |list: &[Posting]| strongest(list.to_vec(), building.postings);
            let strong = kept(&whole);
            Entry {
                key: lexicon::key(own),
                stem: own.to_owned(),
                form: form.to_owned(),
                idf: idf(df, documents),
                whole: write_postings(&strong),
                rest: write_rest(&whole, &strong),
                parts: write_postings(&kept(&besides)),
                ..Entry::default()
            }
        };
        let mut lines: Vec<Entry> = stems.par_iter().map(own_line).collect();
        let compounds = compounds(&stems, &lines, lexicon, weights);
        let begun = begun(&stems, lexicon);
        for ((entry, compound), begun) in lines.iter_mut().zip(compounds).zip(begun) {
            entry.links = links.of.remove(&entry.stem).unwrap_or_default();
            entry.links.extend(compound.links);
            entry.both = compound.both;
            entry.begun = begun;
        }
        let answers = answers(&lines);
        lines.extend(answers);
        // Words the site never uses, but knows another word for.
        for (own, own_links) in links.of {
            lines.push(Entry {
                key: lexicon::key(&own),
                form: own.clone(),
                stem: own,
                links: own_links,
                ..Entry::default()
            });
        }
        lines.par_sort_unstable_by(|a, b| (&a.key, &a.stem).cmp(&(&b.key, &b.stem)));
        Self { entries: lines, phrases: links.phrases }
    }
}

/// What a line says of the compound it is.
#[derive(Default)]
struct Compound {
    links: Vec<(char, String)>,
    both: String,
}

/// Per line what it is made of. Each of a common pair of parts belongs to many compounds: where a part stands is read
/// once, and where both do is found once for each pair.
fn compounds(stems: &[u32], lines: &[Entry], lexicon: &Lexicon, weights: &Weights) -> Vec<Compound> {
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
    let common = common(&pairs, &line, weights);
    let compound = |(stem, entry): (&u32, &Entry)| {
        let mut compound = Compound::default();
        let split = parts_of(*stem);
        let mut enough = read_postings(&entry.whole).len();
        let name = |stem: u32| lexicon.stems().get(stem as usize).map_or("", String::as_str);
        let known = pair(stem).and_then(|pair| Some((pair, common.get(pairs.binary_search(&pair).ok()?)?)));
        if let Some(((head, tail), (count, both))) = known {
            compound.links.push(('d', format!("{}+{}", name(head), name(tail))));
            enough += count;
            compound.both.clone_from(both);
        }
        if enough < ENOUGH {
            let occurring = split.iter().filter(|part| line(**part).is_some());
            compound.links.extend(occurring.map(|part| ('d', name(*part).to_owned())));
        }
        compound
    };
    stems.par_iter().zip(lines).map(compound).collect()
}

/// Per pair of words how many documents have both, and these as written in a line.
///
/// There are about ten times as many pairs as words in them, and a common word is in thousands: where it stands is laid out
/// document by document once, and the rarer word of each of its pairs looks its own documents up there. Going through both
/// lists of each pair took a tenth of the whole build.
fn common<'l>(
    pairs: &[(u32, u32)],
    line: &(dyn Fn(u32) -> Option<&'l Entry> + Sync),
    weights: &Weights,
) -> Vec<(usize, String)> {
    let mut words: Vec<u32> = pairs.iter().flat_map(|(head, tail)| [*head, *tail]).collect();
    words.sort_unstable();
    words.dedup();
    let stands = |word: &u32| {
        let mut list = line(*word).map_or_else(Vec::new, |entry| standing(entry, weights.part));
        list.sort_unstable_by_key(|posting| posting.document);
        list
    };
    let stands: Vec<Vec<Posting>> = words.par_iter().map(stands).collect();
    let of = |word: u32| words.binary_search(&word).ok().and_then(|at| stands.get(at)).map_or(&[][..], Vec::as_slice);
    // Commoner word, rarer word, pair.
    let ordered = |(at, (head, tail)): (usize, &(u32, u32))| {
        if of(*head).len() < of(*tail).len() { (*tail, *head, at) } else { (*head, *tail, at) }
    };
    let mut ordered: Vec<(u32, u32, usize)> = pairs.par_iter().enumerate().map(ordered).collect();
    ordered.par_sort_unstable();
    let documents = stands.iter().filter_map(|list| list.last()).map(|posting| posting.document as usize + 1).max();
    let written = |at: usize, both: Vec<Posting>| {
        let both = strongest(both, BOTH);
        let idf = |word: u32| line(word).map_or(0, |entry| entry.idf);
        let (head, tail) = pairs[at];
        (at, (both.len(), format!("{} {}", idf(head).max(idf(tail)), write_postings(&both))))
    };
    let of_word = |laid_out: &mut LaidOut, pairs: &&[(u32, u32, usize)]| {
        let common = pairs.first().map_or(&[][..], |(word, ..)| of(*word));
        for posting in common {
            laid_out.0[posting.document as usize] = (posting.impact, posting.place);
        }
        let found: Vec<_> = pairs.iter().map(|(_, rarer, at)| written(*at, together(of(*rarer), laid_out))).collect();
        for posting in common {
            laid_out.0[posting.document as usize] = (0, 0);
        }
        found
    };
    let same: Vec<&[(u32, u32, usize)]> = ordered.chunk_by(|a, b| a.0 == b.0).collect();
    let mut all: Vec<(usize, (usize, String))> =
        same.par_iter().map_init(|| LaidOut(vec![(0, 0); documents.unwrap_or_default()]), of_word).flatten().collect();
    all.par_sort_unstable_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, written)| written).collect()
}

/// Where a word stands, document by document: impact, which is 0 where it does not, and place. Two bytes a document, so
/// that all of them stay near the processor.
struct LaidOut(Vec<(u8, u8)>);

/// The documents of both, as strong as the weaker; of one they are laid out.
fn together(few: &[Posting], laid_out: &LaidOut) -> Vec<Posting> {
    let mut both = Vec::new();
    for one in few {
        match laid_out.0.get(one.document as usize) {
            Some((impact, place)) if *impact > 0 => {
                both.push(Posting { impact: one.impact.min(*impact), place: one.place.max(*place), ..*one });
            }
            _ => {}
        }
    }
    both
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
    let mut begun: Lookup<u32, String> = Lookup::default();
    for (stem, digest) in all {
        begun.entry(stem).or_default().push_str(&digest);
    }
    stems.iter().map(|stem| begun.remove(stem).unwrap_or_default()).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_words_have_in_common_is_as_strong_as_the_weaker() {
        let posting = |document, impact, place| Posting { document, impact, place };
        let entry = |postings: &[Posting], parts: &[Posting], idf| Entry {
            whole: write_postings(postings),
            parts: write_postings(parts),
            idf,
            ..Entry::default()
        };
        let many: Vec<Posting> = (0..40).map(|document| posting(document * 3, 30, 1)).collect();
        // Where the word is part of a compound comes in between, and counts for less.
        let few = [posting(1, 9, 1), posting(9, 9, 2), posting(117, 5, 1), posting(500, 5, 1)];
        let lines = [entry(&many, &[], 7), entry(&few, &[posting(30, 40, 0)], 9), Entry::default()];
        let line = |word: u32| lines.get(word as usize);
        let found = common(&[(0, 1), (0, 2), (1, 0)], &line, &Weights::default());
        let both = write_postings(&[posting(9, 9, 2), posting(30, 18, 1), posting(117, 5, 1)]);
        assert_eq!(found, [(3, format!("9 {both}")), (0, "7 ".to_owned()), (3, format!("9 {both}"))]);
    }
}

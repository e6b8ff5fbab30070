//! Ranking: from a query and the files of `format` to hits in order. There is one definition; `soek-motor.js` mirrors
//! it function by function, and a test compares their answers. Whole numbers only, division rounds down.
//!
//! 1. `meaning` finds everything that may stand for a word, with `parts` for compounds; a `term` gathers it.
//! 2. Here the documents are put in order by how much of the query they answer.

use std::collections::{BTreeMap, HashMap};

use super::analyse::{self, Word, skeleton};
use super::letters::read_postings;
use super::meaning::{Found, phrases, understand};
use super::parts::join;
use super::reader::Reader;
use super::term::{Term, idf};

/// A hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Document number.
    pub document: u32,
    /// How well it answers; comparable within one query only.
    pub score: u64,
    /// Where best: 0 the title, else one more than the number of the section.
    pub place: u8,
}

/// What a query found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// Best first; equal ones by document number.
    pub hits: Vec<Hit>,
    /// Words nothing was found for, and what was looked for instead.
    pub corrected: Vec<(String, String)>,
    /// Words nothing was found for at all.
    pub unknown: Vec<String>,
    /// How many words at the end were left out because there were too many.
    pub ignored: usize,
    /// What to mark in excerpts: stems, and at last what the last word may be the beginning of.
    pub marks: Marks,
}

/// What is marked in an excerpt.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// Stems that were looked for.
    pub stems: Vec<String>,
    /// The skeleton of the last word, when it may be the beginning of others.
    pub prefix: Option<String>,
}

/// Finds and orders.
pub fn search(index: &Reader, query: &str) -> Answer {
    let weights = &index.start.weights;
    let open = !query.ends_with(char::is_whitespace);
    let mut words = analyse::tokenise(query);
    let mut answer = Answer::default();
    let limit = weights.words as usize;
    if words.len() > limit {
        answer.ignored = words.len() - limit;
        words.truncate(limit);
    }
    let answers_ask = asked(index, &words);
    let telling = |word: &Word| !index.is_stop(&skeleton(&word.text));
    let last = words.len().saturating_sub(1);
    let any = words.iter().any(telling);
    let kept: Vec<usize> = (0..words.len()).filter(|at| !any || telling(&words[*at])).collect();
    let mut terms: Vec<Term> = Vec::new();
    let mut places: Vec<usize> = Vec::new();
    for at in &kept {
        let word = &words[*at].text;
        let begins = open && *at == last && answer.ignored == 0;
        match understand(index, word, begins) {
            Found::Known(term) => {
                terms.push(term);
                places.push(*at);
            }
            Found::Corrected(term, form) => {
                answer.corrected.push((word.clone(), form));
                terms.push(term);
                places.push(*at);
            }
            Found::Unknown => {
                answer.unknown.push(word.clone());
                terms.push(Term::default());
                places.push(*at);
            }
        }
        if begins && word.chars().count() > 1 {
            answer.marks.prefix = Some(skeleton(word));
        }
    }
    join(index, &words, &places, &mut terms);
    phrases(index, &words, &places, &mut terms);
    answer.unknown.retain(|word| {
        let at = words.iter().position(|other| other.text == *word);
        places.iter().position(|place| Some(*place) == at).is_none_or(|term| terms[term].alternatives.is_empty())
    });
    for term in &terms {
        answer.marks.stems.extend(term.stems.iter().cloned());
    }
    answer.marks.stems.sort_unstable();
    answer.marks.stems.dedup();
    answer.hits = score(index, &terms, &answers_ask);
    answer
}

/// The types of document that answer the query's question word.
fn asked(index: &Reader, words: &[Word]) -> Vec<String> {
    let folded: Vec<String> = words.iter().map(|word| skeleton(&word.text)).collect();
    for (question, types) in &index.start.asks {
        let mut parts = question.split(' ');
        let (first, second) = (parts.next().unwrap_or_default(), parts.next());
        let found = folded.iter().enumerate().any(|(at, word)| {
            word == first && second.is_none_or(|second| folded.get(at + 1).is_some_and(|next| next == second))
        });
        if found {
            return types.clone();
        }
    }
    Vec::new()
}

/// What one document has gathered for one term: the best value and where, and the sum of all.
#[derive(Default, Clone, Copy)]
struct Gathered {
    best: u64,
    place: u8,
    sum: u64,
}

fn score(index: &Reader, terms: &[Term], asked: &[String]) -> Vec<Hit> {
    let weights = &index.start.weights;
    let idfs: Vec<u64> = terms.iter().map(idf).collect();
    let total: u64 = idfs.iter().sum();
    if total == 0 {
        return Vec::new();
    }
    let mut documents: BTreeMap<u32, Vec<Gathered>> = BTreeMap::new();
    for (at, term) in terms.iter().enumerate() {
        for alternative in &term.alternatives {
            for posting in &alternative.postings {
                let value = idfs[at] * u64::from(alternative.weight) * u64::from(posting.impact);
                let all = documents.entry(posting.document).or_insert_with(|| vec![Gathered::default(); terms.len()]);
                let gathered = &mut all[at];
                if !alternative.begun {
                    gathered.sum += value;
                }
                if value > gathered.best {
                    gathered.best = value;
                    gathered.place = posting.place;
                }
            }
        }
    }
    let mut answering: HashMap<u32, u64> = HashMap::new();
    for entry in asked.iter().filter(|one| one.starts_with('?')).filter_map(|one| index.stem(one)) {
        for posting in read_postings(&entry.whole) {
            let best = answering.entry(posting.document).or_default();
            *best = u64::from(posting.impact).max(*best);
        }
    }
    let mut hits: Vec<Hit> = Vec::with_capacity(documents.len());
    for (document, gathered) in documents {
        if document >= index.start.documents {
            continue;
        }
        let (mut sum, mut matched, mut titled) = (0, 0, 0);
        let mut by_place: [(u64, u64); 64] = [(0, 0); 64];
        for (at, Gathered { best, place, sum: all }) in gathered.into_iter().enumerate() {
            if best == 0 {
                continue;
            }
            let value = best + all.saturating_sub(best) * u64::from(weights.more) / 100;
            sum += value;
            matched += idfs[at];
            let slot = &mut by_place[usize::from(place).min(63)];
            slot.0 += value;
            slot.1 += idfs[at];
            if place == 0 {
                titled += idfs[at];
            }
        }
        let mut place = 0;
        for at in 1..64 {
            if by_place[at].0 > by_place[place].0 {
                place = at;
            }
        }
        let covered = 100 * matched / total;
        let floor = u64::from(weights.coverage_floor);
        let kept = floor * 100 + (100 - floor) * covered;
        let title = u64::from(weights.title) * (100 * titled / total);
        let together = u64::from(weights.near) * (100 * by_place[place].1 / total);
        let answers = asked.iter().any(|kind| kind == index.kind(document));
        let said = answering.get(&document).copied().unwrap_or(0);
        let ask = if answers { u64::from(weights.ask) * 100 } else { u64::from(weights.ask_word) * 100 * said / 63 };
        let score = sum * kept / 10_000 * (10_000 + title + together + ask) / 10_000;
        hits.push(Hit { document, score, place: u8::try_from(place).unwrap_or(0) });
    }
    hits.sort_by(|a, b| b.score.cmp(&a.score).then(a.document.cmp(&b.document)));
    hits
}

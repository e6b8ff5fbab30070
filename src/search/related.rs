//! Which items are alike, found over the exported postings: of each document its most telling words, and the documents
//! those words stand strongest in. tantivy's own MoreLikeThis asks the whole index once per page and scores by numbers that
//! are rounded as the machine likes; over the postings, whose impacts are whole numbers and whose lists are cut, every page
//! costs a few thousand additions, and the answer is the same everywhere.

use rayon::prelude::*;

use super::analyse::stop::is_stop;
use super::letters::{POSTING, Posting, read_at_most, strongest};
use super::line::Entry;
use super::memory::{Bytes, Lists, Writer};
use super::reader::Index;
use crate::page::parts::se_ogsaa;
use crate::page::related::{Like, Related};
use crate::page::world::World;
use crate::resolve::item::ItemId;
use crate::sum::Sum;

/// So many words of a document tell what it is about.
const TELLING: usize = 14;

/// Of a word's documents so many are looked at: the strongest.
const DOCUMENTS: usize = 150;

/// A word that stands in more than one of so many documents tells nothing.
const COMMON: usize = 8;

/// So many are kept of each; pages leave out those they lead to already.
const KEPT: usize = 12;

/// At least so many words must be shared, and so many are told.
const SHARED: usize = 2;
const TOLD: usize = 3;

/// How much of a document's own words must be shared, as one part of so many.
const ENOUGH: u64 = 8;

struct Word {
    form: String,
    idf: u64,
    /// Where it stands strongest, in document order.
    postings: Vec<Posting>,
}

/// A word in a document: how telling it is there, and which it is.
type Telling = (u64, usize);

/// What is like each item. `items` are the documents' items, by document number.
///
/// A document whose telling words stand where they stood is like what it was like in `earlier`.
pub fn related(world: &World, items: &[Option<ItemId>], index: &Index, earlier: Option<&Kept>) -> (Related, Kept) {
    let wanted = |item: &Option<ItemId>| item.filter(|item| se_ogsaa::wanted(world, *item));
    let items: Vec<Option<ItemId>> = items.iter().map(wanted).collect();
    let (words, telling) = words(index, &items);
    let prints: Vec<u64> = words.par_iter().map(Word::print).collect();
    let found: Vec<(u64, Vec<u32>, Vec<Like>)> = telling
        .par_iter()
        .enumerate()
        .map_init(
            || Scores::of(items.len()),
            |scores, (number, own)| {
                if items.get(number).copied().flatten().is_none() {
                    return (0, Vec::new(), Vec::new());
                }
                let print = print(own, &prints);
                let known = earlier.and_then(|earlier| earlier.of(number, print));
                let ranked = known.map_or_else(|| alike(number, own, &words, scores), <[u32]>::to_vec);
                let likes = ranked.iter().filter_map(|document| like(*document, own, &words, &items)).collect();
                (print, ranked, likes)
            },
        )
        .collect();
    let mut of = vec![Vec::new(); world.site.register.iter().count()];
    let mut kept = Kept { prints: Vec::with_capacity(found.len()), alike: Lists::new() };
    for (item, (print, ranked, likes)) in items.iter().zip(found) {
        kept.prints.push(print);
        kept.alike.push(ranked);
        if let Some(place) = item.and_then(|item| of.get_mut(item.at())) {
            *place = likes;
        }
    }
    (Related::new(of), kept)
}

/// What is kept of which documents are alike.
#[derive(Debug)]
pub struct Kept {
    /// Per document a sum over where its telling words stand.
    prints: Vec<u64>,
    /// Per document those most like it.
    alike: Lists,
}

impl Kept {
    fn of(&self, number: usize, print: u64) -> Option<&[u32]> {
        (self.prints.get(number) == Some(&print)).then(|| self.alike.get(number))
    }

    /// Writes it.
    pub fn write(&self, to: &mut Writer) {
        to.large(self.prints.iter().copied());
        self.alike.write(to);
    }

    /// Reads it.
    pub fn read(from: &mut Bytes) -> Option<Self> {
        let kept = Self { prints: from.large()?, alike: Lists::read(from)? };
        (kept.prints.len() == kept.alike.len()).then_some(kept)
    }
}

impl Word {
    /// A sum over where it stands, and how much it says.
    fn print(&self) -> u64 {
        let mut sum = Sum::default();
        sum.number(self.idf);
        for posting in &self.postings {
            sum.number(u64::from(posting.document) << 8 | u64::from(posting.impact));
        }
        sum.end()
    }
}

fn print(own: &[Telling], prints: &[u64]) -> u64 {
    let mut sum = Sum::default();
    for (strength, at) in own {
        sum.number(*strength).number(prints.get(*at).copied().unwrap_or_default());
    }
    sum.end()
}

/// The words that tell something: in at least two of the documents that can be named, and not in too many. And which of
/// them tell most of each document.
fn words(index: &Index, items: &[Option<ItemId>]) -> (Vec<Word>, Vec<Vec<Telling>>) {
    let most = (items.len() / COMMON).max(4);
    let word = |line: &String| {
        let (stem, tail, idf, whole) = Entry::glance(line);
        // Most words stand in one document, and are seen to by the length of the list.
        if whole.len() < 2 * POSTING {
            return None;
        }
        let letters = stem.chars().count();
        // Titles keep words that say nothing, and short ones seldom tell what a page is about.
        if letters < 3 || !stem.chars().all(char::is_alphabetic) {
            return None;
        }
        let form = Entry::form_of(stem, tail);
        if is_stop(&form) || is_stop(stem) {
            return None;
        }
        let mut postings = read_at_most(whole, most)?;
        postings.retain(|posting| items.get(posting.document as usize).is_some_and(Option::is_some));
        (postings.len() > 1).then(|| Word { form, idf: u64::from(idf), postings })
    };
    // Each core reads some shards and keeps what tells most; where all words stand is millions of places.
    let of_some = |lines: &[Vec<String>]| {
        let mut words: Vec<Word> = Vec::new();
        let mut telling: Vec<Vec<Telling>> = vec![Vec::new(); items.len()];
        for word in lines.iter().flatten().filter_map(word) {
            for posting in &word.postings {
                if let Some(own) = telling.get_mut(posting.document as usize) {
                    keep(own, (word.idf * u64::from(posting.impact), words.len()));
                }
            }
            words.push(Word { postings: strongest(word.postings, DOCUMENTS), ..word });
        }
        (words, telling)
    };
    let parts: Vec<_> = index.terms.par_chunks(index.terms.len().div_ceil(PARTS).max(1)).map(of_some).collect();
    let (mut words, mut tellings) = (Vec::new(), Vec::new());
    for (own, telling) in parts {
        tellings.push((words.len(), telling));
        words.extend(own);
    }
    let together = |document: usize| {
        let mut own = Vec::new();
        for (before, telling) in &tellings {
            telling[document].iter().for_each(|(strength, at)| keep(&mut own, (*strength, before + at)));
        }
        own
    };
    let telling = (0..items.len()).into_par_iter().map(together).collect();
    (words, telling)
}

/// The shards are read in so many parts, by whichever core is free.
const PARTS: usize = 8;

/// Puts a word among a document's most telling, most telling first and of equals the first, when there is room.
fn keep(own: &mut Vec<Telling>, word: Telling) {
    let at = own.partition_point(|known| known.0 >= word.0);
    if at < TELLING {
        own.truncate(TELLING - 1);
        own.insert(at, word);
    }
}

/// Per document what it has in common with another; only what was noted is ever looked at, and taken away again.
struct Scores {
    of: Vec<(u64, usize)>,
    noted: Vec<u32>,
}

impl Scores {
    fn of(documents: usize) -> Self {
        Self { of: vec![(0, 0); documents], noted: Vec::new() }
    }

    fn add(&mut self, document: u32, value: u64) {
        if let Some((score, shared)) = self.of.get_mut(document as usize) {
            if *shared == 0 {
                self.noted.push(document);
            }
            (*score, *shared) = (*score + value, *shared + 1);
        }
    }

    /// Everything noted: score, document, how many words are shared.
    fn take(&mut self) -> impl Iterator<Item = (u64, u32, usize)> + '_ {
        let Self { of, noted } = self;
        noted.drain(..).filter_map(|document| {
            let (score, shared) = std::mem::take(of.get_mut(document as usize)?);
            Some((score, document, shared))
        })
    }
}

/// The documents most like one.
fn alike(number: usize, own: &[Telling], words: &[Word], scores: &mut Scores) -> Vec<u32> {
    let all: u64 = own.iter().map(|(strength, _)| strength * strength).sum();
    for (strength, at) in own {
        let word = &words[*at];
        for posting in word.postings.iter().filter(|posting| posting.document as usize != number) {
            scores.add(posting.document, strength * word.idf * u64::from(posting.impact));
        }
    }
    let enough = |(score, _, shared): &(u64, u32, usize)| *shared >= SHARED && score * ENOUGH >= all;
    let mut ranked: Vec<_> = scores.take().filter(enough).collect();
    let order = |a: &(u64, u32, usize), b: &(u64, u32, usize)| b.0.cmp(&a.0).then(a.1.cmp(&b.1));
    // Hundreds are somewhat alike: only the first have to be put in order.
    if ranked.len() > KEPT {
        ranked.select_nth_unstable_by(KEPT, order);
        ranked.truncate(KEPT);
    }
    ranked.sort_unstable_by(order);
    ranked.into_iter().map(|(_, document, _)| document).collect()
}

/// A document with the words by which it is like another, whose telling words are `own`.
fn like(document: u32, own: &[Telling], words: &[Word], items: &[Option<ItemId>]) -> Option<Like> {
    let shared = |(strength, at): &Telling| {
        let word = &words[*at];
        let place = word.postings.binary_search_by_key(&document, |posting| posting.document).ok()?;
        Some((strength * word.idf * u64::from(word.postings[place].impact), *at))
    };
    let mut shared: Vec<Telling> = own.iter().filter_map(shared).collect();
    shared.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let words = shared.into_iter().take(TOLD).map(|(_, at)| words[at].form.clone()).collect();
    Some(Like { item: items.get(document as usize).copied().flatten()?, words })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_telling_words_are_kept_in_order() {
        let mut own = Vec::new();
        for word in [(5, 0), (9, 1), (5, 2), (1, 3)] {
            keep(&mut own, word);
        }
        assert_eq!(own, [(9, 1), (5, 0), (5, 2), (1, 3)]);
        (4..40).for_each(|at| keep(&mut own, (6, at)));
        assert_eq!(own.len(), TELLING);
        assert_eq!((own[0], own[1], own[TELLING - 1]), ((9, 1), (6, 4), (6, 16)));
    }
}

//! Which items are alike, found over the exported postings: of each document its most telling words, and the documents
//! those words stand strongest in. tantivy's own MoreLikeThis asks the whole index once per page and scores by numbers that
//! are rounded as the machine likes; over the postings, whose impacts are whole numbers and whose lists are cut, every page
//! costs a few thousand additions, and the answer is the same everywhere.

use std::collections::HashMap;

use rayon::prelude::*;

use super::analyse::stop::is_stop;
use super::document::Document;
use super::format::{Entry, Posting, read_postings, strongest};
use super::reader::Index;
use crate::page::parts::se_ogsaa;
use crate::page::related::{Like, Related};
use crate::page::world::World;
use crate::resolve::item::ItemId;

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
    postings: Vec<Posting>,
}

/// What is like each item.
pub fn related(world: &World, documents: &[Document], index: &Index) -> Related {
    let site = world.site;
    let named = |document: &Document| document.item.filter(|item| se_ogsaa::wanted(world, *item));
    let items: Vec<Option<ItemId>> = documents.iter().map(named).collect();
    let words = words(index, items.len(), &items);
    let mut telling: Vec<Vec<(u64, usize)>> = vec![Vec::new(); documents.len()];
    for (at, word) in words.iter().enumerate() {
        for posting in &word.postings {
            if let Some(list) = telling.get_mut(posting.document as usize) {
                list.push((word.idf * u64::from(posting.impact), at));
            }
        }
    }
    let words: Vec<Word> =
        words.into_par_iter().map(|word| Word { postings: strongest(word.postings, DOCUMENTS), ..word }).collect();
    let found: Vec<(usize, Vec<Like>)> = telling
        .into_par_iter()
        .enumerate()
        .filter_map(|(number, own)| {
            let item = items.get(number).copied().flatten()?;
            Some((item.at(), alike(number, own, &words, &items)))
        })
        .collect();
    let mut of = vec![Vec::new(); site.register.iter().count()];
    for (at, likes) in found {
        if let Some(place) = of.get_mut(at) {
            *place = likes;
        }
    }
    Related::new(of)
}

/// The words that tell something: in at least two of the documents that can be named, and not in too many.
fn words(index: &Index, documents: usize, items: &[Option<ItemId>]) -> Vec<Word> {
    let most = (documents / COMMON).max(4);
    let word = |line: &String| {
        let entry = Entry::read(line);
        let letters = entry.stem.chars().count();
        // Titles keep words that say nothing, and short ones seldom tell what a page is about.
        if letters < 3 || !entry.stem.chars().all(char::is_alphabetic) || is_stop(&entry.form) || is_stop(&entry.stem) {
            return None;
        }
        let mut postings = read_postings(&entry.whole);
        if postings.len() > most {
            return None;
        }
        postings.retain(|posting| items.get(posting.document as usize).is_some_and(Option::is_some));
        (postings.len() > 1).then(|| Word { form: entry.form, idf: u64::from(entry.idf), postings })
    };
    index.terms.par_iter().flat_map_iter(|lines| lines.iter().filter_map(word)).collect()
}

fn alike(number: usize, mut own: Vec<(u64, usize)>, words: &[Word], items: &[Option<ItemId>]) -> Vec<Like> {
    own.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    own.truncate(TELLING);
    let all: u64 = own.iter().map(|(strength, _)| strength * strength).sum();
    // Per document its score and the words shared, in the order of how telling they are here.
    let mut others: HashMap<u32, (u64, Vec<(u64, usize)>)> = HashMap::new();
    for (strength, at) in &own {
        let word = &words[*at];
        for posting in word.postings.iter().filter(|posting| posting.document as usize != number) {
            let value = strength * word.idf * u64::from(posting.impact);
            let (score, shared) = others.entry(posting.document).or_default();
            *score += value;
            shared.push((value, *at));
        }
    }
    let mut ranked: Vec<_> = others
        .into_iter()
        .filter(|(_, (score, shared))| shared.len() >= SHARED && score * ENOUGH >= all)
        .map(|(document, (score, shared))| (score, document, shared))
        .collect();
    ranked.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked.truncate(KEPT);
    let like = |(_, document, mut shared): (u64, u32, Vec<(u64, usize)>)| {
        shared.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let words = shared.into_iter().take(TOLD).map(|(_, at)| words[at].form.clone()).collect();
        Some(Like { item: items.get(document as usize).copied().flatten()?, words })
    };
    ranked.into_iter().filter_map(like).collect()
}

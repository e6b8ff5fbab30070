//! The index as it is read: shards are opened when a word lies in them, as in the browser.

use std::collections::HashSet;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::analyse::{skeleton, stem};
use super::format::{Facets, Shown, Start};
use super::letters::{read_firsts, read_keys, read_rarity};
use super::line::Entry;

/// Everything of an index: what the files hold, in one piece.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Index {
    /// Known before any query.
    pub start: Start,
    /// Lines of each term shard.
    pub terms: Vec<Vec<String>>,
    /// Rows of each block.
    pub blocks: Vec<Vec<Shown>>,
    /// Words for corrections, list by list.
    pub vocabulary: Vec<Vec<String>>,
    /// For filters.
    pub facets: Facets,
}

/// When there are no more lists of rare words than this, all are looked through: for a slip in the first two letters, and
/// for what compounds may be made of. The common words always are.
pub const FEW_LISTS: usize = 4;

/// A word that corrections may lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its stem.
    pub stem: String,
    /// Its commonest form.
    pub form: String,
    /// Skeleton of the form.
    pub skeleton: Vec<char>,
    /// Skeleton of the stem.
    pub key: Vec<char>,
    /// How much it says.
    pub idf: u32,
}

/// An index ready for queries.
#[derive(Debug)]
pub struct Reader {
    /// Known before any query.
    pub start: Start,
    terms: Vec<(Vec<String>, OnceLock<Vec<Entry>>)>,
    first_keys: Vec<String>,
    blocks: Vec<Vec<Shown>>,
    firsts: Vec<u32>,
    vocabulary: Vec<(Vec<String>, OnceLock<Vec<Known>>)>,
    stop: HashSet<String>,
}

impl Reader {
    /// Takes an index.
    pub fn new(index: Index) -> Self {
        let stop = index.start.stop.split(' ').map(str::to_owned).collect();
        Self {
            first_keys: read_keys(&index.start.terms),
            firsts: read_firsts(&index.start.blocks),
            start: index.start,
            terms: index.terms.into_iter().map(|lines| (lines, OnceLock::new())).collect(),
            blocks: index.blocks,
            vocabulary: index.vocabulary.into_iter().map(|lines| (lines, OnceLock::new())).collect(),
            stop,
        }
    }

    /// Does a word, as a skeleton, say nothing?
    pub fn is_stop(&self, skeleton: &str) -> bool {
        self.stop.contains(skeleton)
    }

    fn shard(&self, at: usize) -> &[Entry] {
        self.terms
            .get(at)
            .map_or(&[], |(lines, read)| read.get_or_init(|| lines.iter().map(|line| Entry::read(line)).collect()))
    }

    /// The shard a key lies in.
    pub fn shard_of(&self, key: &str) -> usize {
        self.first_keys.partition_point(|first| first.as_str() <= key).saturating_sub(1)
    }

    /// The lines with a key.
    pub fn at(&self, key: &str) -> &[Entry] {
        let shard = self.shard(self.shard_of(key));
        let start = shard.partition_point(|entry| entry.key.as_str() < key);
        let length = shard[start..].partition_point(|entry| entry.key == key);
        &shard[start..start + length]
    }

    /// The line of a stem.
    pub fn stem(&self, stem: &str) -> Option<&Entry> {
        self.at(&skeleton(stem)).iter().find(|entry| entry.stem == stem)
    }

    /// Do the keys with this beginning lie in more than one shard?
    pub fn spans(&self, beginning: &str) -> bool {
        let next = self.first_keys.get(self.shard_of(beginning) + 1);
        next.is_some_and(|first| first.starts_with(beginning))
    }

    /// The lines whose keys have a beginning that lies in one shard.
    pub fn beginning<'i>(&'i self, beginning: &str) -> impl Iterator<Item = &'i Entry> + use<'i> {
        let shard = self.shard(self.shard_of(beginning));
        let start = shard.partition_point(|entry| entry.key.as_str() < beginning);
        let length = shard[start..].partition_point(|entry| entry.key.starts_with(beginning));
        shard[start..start + length].iter()
    }

    /// The words whose keys lie in the same shard as this one, of those that occur.
    pub fn beside<'i>(&'i self, key: &str) -> impl Iterator<Item = Known> + use<'i> {
        let used = |entry: &&Entry| entry.idf > 0 && !entry.key.ends_with('*') && !entry.key.starts_with('?');
        self.shard(self.shard_of(key)).iter().filter(used).map(|entry| Known {
            skeleton: skeleton(&entry.form).chars().collect(),
            key: entry.key.chars().collect(),
            stem: entry.stem.clone(),
            form: entry.form.clone(),
            idf: entry.idf,
        })
    }

    /// A list of words for corrections.
    pub fn words(&self, list: usize) -> &[Known] {
        self.vocabulary
            .get(list)
            .map_or(&[], |(lines, read)| read.get_or_init(|| lines.iter().filter_map(|line| known(line)).collect()))
    }

    /// The list besides list 0 that has words beginning like a skeleton; 0 when there is none.
    pub fn words_like(&self, skeleton: &str) -> usize {
        self.start.words.partition_point(|first| first.as_str() <= skeleton)
    }

    /// The word a form is of: of the commonest and those that compounds are made of, and on a site of few words of all.
    pub fn known(&self, form: &str) -> Option<&Known> {
        let stem = stem(form);
        let like = if self.start.words.len() <= FEW_LISTS { self.words_like(&skeleton(form)) } else { 0 };
        [0, like].into_iter().find_map(|list| {
            let words = self.words(list);
            words.binary_search_by(|known| known.stem.as_str().cmp(&stem)).ok().and_then(|at| words.get(at))
        })
    }

    /// The type of a document.
    pub fn kind(&self, document: u32) -> &str {
        let at = self.start.types.partition_point(|(_, first)| *first <= document);
        at.checked_sub(1).and_then(|at| self.start.types.get(at)).map_or("", |(kind, _)| kind)
    }

    /// A document as it is shown.
    pub fn shown(&self, document: u32) -> Option<&Shown> {
        let block = self.firsts.partition_point(|first| *first <= document).checked_sub(1)?;
        let first = *self.firsts.get(block)?;
        self.blocks.get(block)?.get((document - first) as usize)
    }
}

fn known(line: &str) -> Option<Known> {
    let (own, rest) = line.split_once('|')?;
    let digit = rest.chars().next_back()?;
    let tail = &rest[..rest.len() - digit.len_utf8()];
    let form = tail.strip_prefix('=').map_or_else(|| format!("{own}{tail}"), str::to_owned);
    Some(Known {
        skeleton: skeleton(&form).chars().collect(),
        key: skeleton(own).chars().collect(),
        stem: own.to_owned(),
        form,
        idf: read_rarity(digit),
    })
}

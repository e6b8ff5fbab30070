//! The files of an index, as the browser fetches them: each made when it is asked for. What stands in the index is left to
//! `export`, and how lines and numbers are written to `format`.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::format::{
    Card, Entry, LINKED, PARTED, Posting, Shard, Shown, Start, heading, name, read_firsts, read_keys, read_postings,
    strongest,
};
use super::rank::{standing, together};
use super::reader::Index;
use super::weights::Weights;
use crate::lookup::Lookup;

/// A word brings with it how its first hits are shown: so many of them, and of a word that stands in so many documents that
/// it is often asked for with others, some more.
const NAMED: usize = 10;
const COMMON: usize = 200;
const NAMED_COMMON: usize = 40;
const VERY_COMMON: usize = 1000;
const NAMED_VERY_COMMON: usize = 80;

/// Of the documents of a compound's two parts so many are named.
const NAMED_BOTH: usize = 6;

/// Where the first file of an index stands, from the site's root.
pub const START: &str = "soek/start.js";

/// The files of an index: path from the site's root and text, each made when it is asked for.
pub fn files(index: &Index) -> impl ParallelIterator<Item = (String, String)> + '_ {
    let Start { stamp, words, .. } = &index.start;
    let by_stem: Lookup<&str, &str> = index.terms.iter().flatten().map(|line| (stem_of(line), line.as_str())).collect();
    let shown: Vec<&Shown> = index.blocks.iter().flatten().collect();
    let terms = in_turn(&index.terms, read_keys(&index.start.terms), String::new());
    let terms = terms.map(move |(lines, first, next)| {
        let own: Vec<Entry> = lines.iter().map(|line| Entry::read(line)).collect();
        let (cards, places) = cards(&own, &by_stem, &index.start.weights, &shown);
        let shard = Shard(lines, guests(&own, &by_stem), cards, places);
        script(&name("t", &first), &shard, Some((stamp, &next)))
    });
    let blocks = in_turn(&index.blocks, read_firsts(&index.start.blocks), index.start.documents);
    let blocks = blocks.map(move |(rows, first, next)| {
        let whole: Vec<_> = (first..).zip(rows).map(|(number, row)| row.whole(number)).collect();
        script(&name("d", &first.to_string()), &whole, Some((stamp, &next.to_string())))
    });
    let (common, rare) = index.vocabulary.split_at(index.vocabulary.len().min(1));
    let rare = in_turn(rare, words.clone(), String::new());
    let rare = rare.map(move |(list, first, next)| script(&name("v", &first), &list.join(" "), Some((stamp, &next))));
    let common = common.par_iter().map(move |list| script("v", &list.join(" "), Some((stamp, ""))));
    let others = [script("start", &index.start, None), script("f", &index.facets, Some((stamp, "")))];
    terms.chain(blocks).chain(common).chain(rare).chain(others)
}

/// One after the other with what each begins with, and the next; `end` comes after the last.
fn in_turn<'i, T: Sync, F: Clone + Send + Sync + 'i>(
    all: &'i [T],
    firsts: Vec<F>,
    end: F,
) -> impl ParallelIterator<Item = (&'i T, F, F)> {
    let nexts: Vec<F> = firsts.iter().skip(1).cloned().chain([end]).collect();
    all.par_iter().zip(firsts).zip(nexts).map(|((one, first), next)| (one, first, next))
}

/// A file that hands over its payload. `fits` is the stamp of the documents it tells of and where it ends: who has the
/// first file of an earlier edition sees by them whether this one can be read with it.
fn script(name: &str, payload: &impl serde::Serialize, fits: Option<(&str, &str)>) -> (String, String) {
    fn json(value: &impl serde::Serialize) -> String {
        // A string of these values is always JSON; U+2028 may stand in JSON but not in older scripts.
        let mut json = serde_json::to_string(value).unwrap_or_default();
        if json.contains(['\u{2028}', '\u{2029}']) {
            json = json.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
        }
        json
    }
    let fits = fits.map_or_else(String::new, |(stamp, end)| format!(",{}", json(&format!("{stamp} {end}"))));
    (format!("soek/{name}.js"), format!("planverkSoek.data(\"{name}\",{}{fits});\n", json(payload)))
}

/// The stem of a line, without reading the rest of it.
fn stem_of(line: &str) -> &str {
    let mut fields = line.splitn(3, '|');
    let key = fields.next().unwrap_or_default();
    fields.next().filter(|stem| !stem.is_empty()).unwrap_or(key)
}

/// The lines other lines lead to, once each, without those that are there already.
fn guests(own: &[Entry], by_stem: &Lookup<&str, &str>) -> Vec<String> {
    let mut wanted: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in own {
        for (sort, target) in &entry.links {
            // What both parts have together stands in the line itself.
            if *sort == 'd' && target.contains('+') && !entry.both.is_empty() {
                continue;
            }
            for stem in target.split('+') {
                let limit = wanted.entry(stem).or_default();
                *limit = (*limit).max(if *sort == 'd' { PARTED } else { LINKED });
            }
        }
    }
    for entry in own {
        wanted.remove(entry.stem.as_str());
    }
    let guest = |(stem, limit): (&str, usize)| Some(Entry::read(by_stem.get(stem)?).guest(limit).write());
    wanted.into_iter().filter_map(guest).collect()
}

/// The documents a line names, with the place it leads to.
pub fn named(entry: &Entry) -> Vec<Posting> {
    let mut first = strongest(read_postings(&entry.whole), NAMED);
    let room = |first: &[Posting], most: usize| most.min(NAMED.saturating_sub(first.len()));
    if let Some((_, both)) = entry.together() {
        let most = room(&first, NAMED_BOTH);
        first.extend(strongest(both, most));
    }
    let most = room(&first, NAMED);
    first.extend(strongest(read_postings(&entry.parts), most));
    first
}

/// Those of a common word besides, which need no place: asked for with others, another word decides it.
pub fn named_besides(entry: &Entry) -> Vec<Posting> {
    let whole = read_postings(&entry.whole);
    match whole.len() {
        VERY_COMMON.. => strongest(whole, NAMED_VERY_COMMON),
        COMMON.. => strongest(whole, NAMED_COMMON),
        _ => Vec::new(),
    }
}

/// Those of the synonyms of a word that itself stands in few documents.
fn named_by_links(entry: &Entry, by_stem: &Lookup<&str, &str>, weights: &Weights) -> Vec<Posting> {
    let own = read_postings(&entry.whole).len();
    if own >= NAMED {
        return Vec::new();
    }
    let list = |target: &String| {
        let lists = target
            .split('+')
            .map(|stem| by_stem.get(stem).map(|line| standing(&Entry::read(line).guest(LINKED), weights.part)));
        lists.reduce(|common, other| Some(together(&common?, &other?))).flatten().unwrap_or_default()
    };
    let all: Vec<Posting> =
        entry.links.iter().filter(|(sort, _)| *sort != 'd').flat_map(|(_, target)| list(target)).collect();
    strongest(all, NAMED - own)
}

/// How the first hits of the lines are shown, and where in them.
fn cards<'a>(
    own: &[Entry],
    by_stem: &Lookup<&str, &str>,
    weights: &Weights,
    shown: &[&'a Shown],
) -> (Vec<Card<'a>>, Vec<(u32, u8, String)>) {
    let linked = own.iter().flat_map(|entry| named_by_links(entry, by_stem, weights));
    let wanted: BTreeSet<(u32, u8)> =
        own.iter().flat_map(named).chain(linked).map(|posting| (posting.document, posting.place)).collect();
    let besides = own.iter().flat_map(named_besides).map(|posting| posting.document);
    let documents: BTreeSet<u32> = wanted.iter().map(|(document, _)| *document).chain(besides).collect();
    let row = |document: u32| shown.get(document as usize).copied();
    let cards = documents.into_iter().filter_map(|document| Some(row(document)?.card(document))).collect();
    let place = |(document, place): (u32, u8)| {
        let (anchor, words, _) = row(document)?.6.get(usize::from(place).checked_sub(1)?)?;
        (place > 1).then(|| (document, place, heading(anchor, words)))
    };
    (cards, wanted.into_iter().filter_map(place).collect())
}

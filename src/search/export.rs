//! From documents to the index the browser and the command line read, and to its files.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;

use super::analyse::{skeleton, stop};
use super::document::{Document, Section};
use super::format::{
    Card, Entry, Facets, LINKED, PARTED, Posting, Shard, Shown, Start, VERSION, heading, rarity, read_firsts,
    read_postings, strongest, write_counts, write_keys, write_postings,
};
use super::lexicon::{self, Lexicon};
use super::lines::{Lines, SiteWords};
use super::postings::Postings;
use super::rank::{shorter_stems, standing, together};
use super::reader::Index;
use super::scale::Scale;
use super::tokens::Tokens;
use super::weights::{Building, Weights};
use crate::lookup::Lookup;

/// About how many bytes a term shard and a block of documents have before packing. Packed they are about half. A shard may be
/// a third smaller or larger, so that it ends where few letters tell it from the next: all first keys are fetched at once.
const SHARD: usize = 8_500;
const BLOCK: usize = 4_000;

/// A word brings with it how its first hits are shown: so many of them, and of a word that stands in so many documents that
/// it is often asked for with others, some more.
const NAMED: usize = 10;
const COMMON: usize = 200;
const NAMED_COMMON: usize = 40;
const VERY_COMMON: usize = 1000;
const NAMED_VERY_COMMON: usize = 80;

/// Of the documents of a compound's two parts so many are named.
const NAMED_BOTH: usize = 6;

/// What shows a hit takes about so many bytes before packing.
const CARD: usize = 75;

/// So many documents of a beginning that goes over several shards.
const BEGINNING: usize = 200;

/// A vocabulary of no more bytes before packing is one list; a larger one is parted in lists of about so many, and has at
/// most so many in all.
const ONE_LIST: usize = 60_000;
const WORDS: usize = 24_000;
const VOCABULARY: usize = 600_000;

/// Of a long section so many letters are kept to cut excerpts from.
const EXCERPTED: usize = 700;

/// Makes the index. `Err` is tantivy's own reason, which no text can cause. What is no longer needed is let go of on the
/// way: all there is to find of 10,000 pages takes much room.
pub fn build(
    documents: Vec<Document>,
    words: &SiteWords,
    weights: &Weights,
    building: &Building,
) -> Result<Index, tantivy::TantivyError> {
    let tokens = Tokens::read(&documents);
    let facets = facets(&documents);
    let mut types: Vec<(String, u32)> = Vec::new();
    for (number, document) in (0..).zip(&documents) {
        if types.last().is_none_or(|(kind, _)| *kind != document.kind) {
            types.push((document.kind.clone(), number));
        }
    }
    let count = documents.len();
    let lexicon = Lexicon::learn(&tokens, building);
    let lengths: Vec<[u32; 3]> = tokens.rows.par_iter().map(|row| lexicon.lengths(row)).collect();
    let postings = Postings::find(&tokens.rows, &lexicon, &Scale::of(&lengths, building))?;
    drop(tokens);
    let Lines { entries, phrases } = Lines::of(count, &postings, &lexicon, words, weights, building);
    drop((postings, lexicon));
    let (vocabulary, first_words) = vocabulary(&entries);
    let lines: Vec<String> = entries.par_iter().map(Entry::write).collect();
    let (shards, first_keys) = shards(&entries, &lines);
    let beginnings = beginnings(&entries, &shards, weights);
    drop(entries);
    let blocks = blocks(documents);
    let mut index = Index {
        start: Start {
            version: VERSION,
            hash: String::new(),
            documents: u32::try_from(count).unwrap_or(u32::MAX),
            types,
            terms: write_keys(&first_keys),
            blocks: write_counts(blocks.iter().map(Vec::len)),
            words: first_words,
            stop: stop::list(),
            asks: stop::asks(),
            phrases: phrases.into_iter().collect(),
            pieces: if building.nynorsk { lexicon::pieces() } else { Vec::new() },
            weights: weights.clone(),
        },
        terms: in_shards(lines, &shards, &first_keys, beginnings),
        blocks,
        vocabulary,
        facets,
    };
    index.start.hash = hash_of(&index);
    Ok(index)
}

/// One number for all of an index, put together of one for each of its parts.
fn hash_of(index: &Index) -> String {
    fn of(part: &impl serde::Serialize) -> String {
        hash(&serde_json::to_vec(part).unwrap_or_default())
    }
    let mut sums = vec![of(&index.start), of(&index.vocabulary), of(&index.facets)];
    sums.par_extend(index.terms.par_iter().map(of));
    sums.par_extend(index.blocks.par_iter().map(of));
    hash(sums.concat().as_bytes())
}

/// Where the first file of an index stands, from the site's root. It alone has no hash in its name: every page names it,
/// and one changed word shall not change every page.
pub const START: &str = "soek/start.js";

/// The files of an index: path from the site's root and text, each made when it is asked for.
pub fn files(index: &Index) -> impl ParallelIterator<Item = (String, String)> + '_ {
    fn script(name: &str, payload: &impl serde::Serialize) -> (String, String) {
        // A string of these values is always JSON; U+2028 may stand in JSON but not in older scripts.
        let mut json = serde_json::to_string(payload).unwrap_or_default();
        if json.contains(['\u{2028}', '\u{2029}']) {
            json = json.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
        }
        (format!("soek/{name}.js"), format!("planverkSoek.data(\"{name}\",{json});\n"))
    }
    let hash = &index.start.hash;
    let by_stem: Lookup<&str, &str> = index.terms.iter().flatten().map(|line| (stem_of(line), line.as_str())).collect();
    let shown: Vec<&Shown> = index.blocks.iter().flatten().collect();
    let terms = index.terms.par_iter().enumerate().map(move |(at, lines)| {
        let own: Vec<Entry> = lines.iter().map(|line| Entry::read(line)).collect();
        let (cards, places) = cards(&own, &by_stem, &index.start.weights, &shown);
        script(&format!("t-{hash}-{at}"), &Shard(lines, guests(&own, &by_stem), cards, places))
    });
    let firsts = read_firsts(&index.start.blocks);
    let blocks = index.blocks.par_iter().zip(firsts).enumerate().map(move |(at, (rows, first))| {
        let whole: Vec<_> = (first..).zip(rows).map(|(number, row)| row.whole(number)).collect();
        script(&format!("d-{hash}-{at}"), &whole)
    });
    let vocabulary = index.vocabulary.par_iter().enumerate();
    let vocabulary = vocabulary.map(move |(at, words)| script(&format!("v-{hash}-{at}"), &words.join(" ")));
    let others = [script("start", &index.start), script(&format!("f-{hash}"), &index.facets)];
    terms.chain(blocks).chain(vocabulary).chain(others)
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
fn named(entry: &Entry) -> Vec<Posting> {
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
fn named_besides(entry: &Entry) -> Vec<Posting> {
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

/// A line for every beginning that goes over several shards: what its commonest words give together.
fn beginnings(lines: &[Entry], shards: &[Range<usize>], weights: &Weights) -> Vec<Entry> {
    let mut all: BTreeSet<String> = BTreeSet::new();
    for shard in shards.get(1..).unwrap_or_default() {
        let Some((before, after)) = shard.start.checked_sub(1).and_then(|at| Some((lines.get(at)?, &lines[at + 1])))
        else {
            continue;
        };
        let same = before.key.chars().zip(after.key.chars()).take_while(|(a, b)| a == b).count();
        all.extend((2..=same).map(|length| after.key.chars().take(length).collect::<String>()));
    }
    let of_key = |key: &str| {
        let start = lines.partition_point(|entry| entry.key.as_str() < key);
        let length = lines[start..].partition_point(|entry| entry.key == key);
        &lines[start..start + length]
    };
    all.into_par_iter()
        .map(|begins| {
            let start = lines.partition_point(|entry| entry.key < begins);
            let length = lines[start..].partition_point(|entry| entry.key.starts_with(&begins));
            let mut found: Vec<&Entry> = lines[start..start + length].iter().collect();
            for shorter in shorter_stems(&begins) {
                found.extend(of_key(&shorter).iter().filter(|entry| skeleton(&entry.form).starts_with(&begins)));
            }
            found.retain(|entry| entry.idf > 0);
            found.sort_by(|a, b| a.idf.cmp(&b.idf).then_with(|| a.stem.cmp(&b.stem)));
            found.truncate(weights.prefix_limit as usize);
            let mut best: BTreeMap<u32, Posting> = BTreeMap::new();
            for posting in found.iter().flat_map(|entry| read_postings(&entry.whole)) {
                let known = best.entry(posting.document).or_insert(posting);
                if posting.impact > known.impact {
                    *known = posting;
                }
            }
            let key = format!("{begins}*");
            let idf = found.iter().map(|entry| entry.idf).min().unwrap_or(0);
            let whole = write_postings(&strongest(best.into_values().collect(), BEGINNING));
            Entry { stem: key.clone(), form: key.clone(), key, idf, whole, ..Entry::default() }
        })
        .collect()
}

/// The lines shard by shard, each beginning in its place.
fn in_shards(
    lines: Vec<String>,
    shards: &[Range<usize>],
    first_keys: &[String],
    beginnings: Vec<Entry>,
) -> Vec<Vec<String>> {
    let mut lines = lines.into_iter();
    let mut all: Vec<Vec<String>> = shards.iter().map(|shard| lines.by_ref().take(shard.len()).collect()).collect();
    let key_of = |line: &String| line.split('|').next().unwrap_or_default().to_owned();
    for entry in beginnings {
        let at = first_keys.partition_point(|first| *first <= entry.key).saturating_sub(1);
        if let Some(shard) = all.get_mut(at) {
            let place = shard.partition_point(|other| key_of(other) < entry.key);
            shard.insert(place, entry.write());
        }
    }
    all
}

/// FNV-1a in 48 bits: enough to tell one build from another, and the same on every machine.
pub fn hash(bytes: &[u8]) -> String {
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        sum = (sum ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    format!("{:012x}", (sum ^ (sum >> 48)) & 0xffff_ffff_ffff)
}

/// Which lines stand in which shard, and the first key of each; lines of one key are never parted.
fn shards(entries: &[Entry], lines: &[String]) -> (Vec<Range<usize>>, Vec<String>) {
    let cards = |entry: &Entry| named(entry).len().max(named_besides(entry).len() / 2);
    let sizes: Vec<usize> =
        entries.par_iter().zip(lines).map(|(entry, line)| line.len() + 3 + cards(entry) * CARD).collect();
    let key = |at: usize| entries.get(at).map_or("", |entry| entry.key.as_str());
    let mut shards: Vec<Range<usize>> = Vec::new();
    let mut first_keys = Vec::new();
    let mut start = 0;
    while start < entries.len() {
        first_keys.push(if start == 0 { String::new() } else { shortest(key(start - 1), key(start)) });
        let (mut end, mut sum) = (start, 0);
        let mut best = (usize::MAX, entries.len());
        while end < entries.len() && (sum + sizes[end] <= SHARD * 4 / 3 || best.0 == usize::MAX) {
            sum += sizes[end];
            end += 1;
            if end < entries.len() && key(end) == key(end - 1) {
                continue;
            }
            let letters = if end < entries.len() { shortest(key(end - 1), key(end)).chars().count() } else { 0 };
            if sum >= SHARD * 2 / 3 && letters <= best.0 {
                best = (letters, end);
            }
        }
        shards.push(start..best.1);
        start = best.1;
    }
    (shards, first_keys)
}

/// As much of a key as tells it from the one before it.
fn shortest(before: &str, key: &str) -> String {
    let same = before.chars().zip(key.chars()).take_while(|(a, b)| a == b).count();
    key.chars().take(same + 1).collect()
}

fn blocks(documents: Vec<Document>) -> Vec<Vec<Shown>> {
    let mut blocks: Vec<Vec<Shown>> = Vec::new();
    let mut size = 0;
    for row in documents.into_par_iter().map(shown).collect::<Vec<Shown>>() {
        let sections = row.6.iter().map(|(anchor, heading, text)| anchor.len() + heading.len() + text.len() + 9);
        let more = row.0.len() + row.1.len() + sections.sum::<usize>();
        if blocks.last().is_none_or(|block| size + more > BLOCK || block.len() == 63) {
            blocks.push(Vec::new());
            size = 0;
        }
        size += more + 40;
        if let Some(block) = blocks.last_mut() {
            block.push(row);
        }
    }
    blocks
}

fn shown(document: Document) -> Shown {
    let section = |section: Section| (section.anchor, section.heading, cut(&section.text, EXCERPTED).to_owned());
    let Document { url, title, place, kind, status, period, sections, .. } = document;
    Shown(url, title, place.join(" › "), kind, status, period, sections.into_iter().take(63).map(section).collect())
}

/// The beginning of a text, up to the end of a word.
fn cut(text: &str, letters: usize) -> &str {
    match text.char_indices().nth(letters) {
        None => text,
        Some((at, _)) => text[..at].rfind(' ').map_or(&text[..at], |space| &text[..space]),
    }
}

/// The words for corrections: first those that compounds are made of and the commonest others, then the rest by how they
/// begin, with what each list begins with.
fn vocabulary(entries: &[Entry]) -> (Vec<Vec<String>>, Vec<String>) {
    let mut known: Vec<&Entry> = entries
        .iter()
        .filter(|entry| entry.stem.chars().count() > 2)
        .filter(|entry| !entry.stem.chars().any(|c| c.is_ascii_digit()))
        .collect();
    // Words that occur nowhere, and are known for their synonyms, are the rarest.
    let rare = |entry: &Entry| if entry.idf == 0 { u32::MAX } else { entry.idf };
    let rank = |entry: &Entry| (entry.parts.is_empty(), rare(entry));
    known.par_sort_unstable_by(|a, b| (rank(a), &a.stem).cmp(&(rank(b), &b.stem)));
    let line = |entry: &Entry| {
        let tail = entry.form.strip_prefix(&entry.stem).map_or_else(|| format!("={}", entry.form), str::to_owned);
        format!("{}|{tail}{}", entry.stem, rarity(entry.idf))
    };
    let mut sizes = known.iter().scan(0, |sum, entry| {
        *sum += line(entry).len() + 1;
        Some(*sum)
    });
    let all: usize = known.iter().map(|entry| line(entry).len() + 1).sum();
    let first = if all <= ONE_LIST { ONE_LIST } else { WORDS };
    let common = sizes.by_ref().take_while(|sum| *sum <= first).count();
    let kept = (common + 1 + sizes.take_while(|sum| *sum <= VOCABULARY).count()).min(known.len());
    let (common, rest) = known[..kept].split_at(common.min(kept));
    let begins = |entry: &Entry| skeleton(&entry.form).chars().take(2).collect::<String>();
    let mut rest: Vec<(String, &Entry)> = rest.iter().map(|entry| (begins(entry), *entry)).collect();
    rest.par_sort_unstable_by(|a, b| (&a.0, &a.1.stem).cmp(&(&b.0, &b.1.stem)));
    let sorted = |mut list: Vec<&Entry>| {
        list.sort_by(|a, b| a.stem.cmp(&b.stem));
        list.into_iter().map(line).collect::<Vec<String>>()
    };
    let mut lists = vec![sorted(common.to_vec())];
    let mut first_words = Vec::new();
    let mut open: Vec<&Entry> = Vec::new();
    let mut size = 0;
    for same in rest.chunk_by(|a, b| a.0 == b.0) {
        let more: usize = same.iter().map(|(_, entry)| line(entry).len() + 1).sum();
        if first_words.is_empty() || size + more > WORDS {
            if !open.is_empty() {
                lists.push(sorted(std::mem::take(&mut open)));
            }
            first_words.push(if first_words.is_empty() { String::new() } else { same[0].0.clone() });
            size = 0;
        }
        size += more;
        open.extend(same.iter().map(|(_, entry)| *entry));
    }
    if !open.is_empty() {
        lists.push(sorted(open));
    }
    (lists, first_words)
}

fn facets(documents: &[Document]) -> Facets {
    let lists = |document: &Document| -> [Vec<(String, String)>; 5] {
        let status = (!document.status.is_empty()).then(|| (document.status.clone(), document.status.clone()));
        [
            document.organisasjon.iter().cloned().collect(),
            document.plan.iter().cloned().collect(),
            document.maalgrupper.clone(),
            document.suksessfaktorer.clone(),
            status.into_iter().collect(),
        ]
    };
    let mut names: [BTreeMap<String, String>; 5] = Default::default();
    for document in documents {
        for (known, found) in names.iter_mut().zip(lists(document)) {
            known.extend(found);
        }
    }
    let numbers: [BTreeMap<&String, usize>; 5] =
        std::array::from_fn(|facet| names[facet].keys().enumerate().map(|(n, key)| (key, n)).collect());
    let value = |document: &Document| {
        let found = lists(document);
        let of = |facet: usize| {
            let mut own: Vec<usize> =
                found[facet].iter().filter_map(|(key, _)| numbers[facet].get(key).copied()).collect();
            own.sort_unstable();
            own.dedup();
            own.iter().map(usize::to_string).collect::<Vec<_>>().join(",")
        };
        let all = (0..5).map(of).collect::<Vec<_>>().join(";");
        if all == ";;;;" { String::new() } else { all }
    };
    let values = documents.iter().map(value).collect();
    Facets { names: names.map(|list| list.into_iter().collect()), values }
}

//! From documents to the index the browser and the command line read, and to its files.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;

use super::analyse::{skeleton, stop};
use super::document::{Document, Section};
use super::format::{
    Card, Entry, Facets, LINKED, PARTED, Posting, Shard, Shown, Start, VERSION, read_postings, strongest, write_counts,
    write_keys, write_postings,
};
use super::lexicon::{self, Lexicon};
use super::lines::{Lines, SiteWords};
use super::postings::Postings;
use super::rank::shorter_stems;
use super::reader::Index;
use super::scale::Scale;
use super::tokens::Tokens;
use super::weights::{Building, Weights};
use crate::lookup::Lookup;

/// About how many bytes the lines of a term shard and a block of documents have before packing. Packed they are about half.
const SHARD: usize = 7_000;
const BLOCK: usize = 4_000;

/// When how all documents are shown is no more than so many bytes before packing, it stands in one file.
const ALL_NAMES: usize = 200_000;

/// A word that stands in so many documents brings with it how the first hits are shown: so many of them. The hits of rarer
/// words are few, and their blocks are fetched.
const NAMED_FROM: usize = 4;
const NAMED: usize = 10;

/// So many documents of a beginning that goes over several shards.
const BEGINNING: usize = 200;

/// About how many bytes a list of the vocabulary has before packing, and how many all of it may have.
const WORDS: usize = 30_000;
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
            names: blocks.iter().flatten().map(name_size).sum::<usize>() <= ALL_NAMES,
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
    let named = index.start.names.then(|| shown.iter().map(|row| row.named()).collect::<Vec<_>>());
    let terms = index.terms.par_iter().enumerate().map(move |(at, lines)| {
        let own: Vec<Entry> = lines.iter().map(|line| Entry::read(line)).collect();
        let (cards, places) = if index.start.names { Default::default() } else { cards(&own, &shown) };
        script(&format!("t-{hash}-{at}"), &Shard(lines, guests(&own, &by_stem), cards, places))
    });
    let blocks =
        index.blocks.par_iter().enumerate().map(move |(at, rows)| {
            script(&format!("d-{hash}-{at}"), &rows.iter().map(Shown::whole).collect::<Vec<_>>())
        });
    let vocabulary = index.vocabulary.par_iter().enumerate();
    let vocabulary = vocabulary.map(move |(at, words)| script(&format!("v-{hash}-{at}"), words));
    let others = [
        Some(script("start", &index.start)),
        named.map(|rows| script(&format!("n-{hash}"), &rows)),
        Some(script(&format!("f-{hash}"), &index.facets)),
    ];
    terms.chain(blocks).chain(vocabulary).chain(others.into_par_iter().flatten())
}

/// About how many bytes it takes to say how a document is shown.
fn name_size(row: &Shown) -> usize {
    let headings = row.6.iter().map(|(anchor, heading, _)| anchor.len() + heading.len() + 8);
    row.card().iter().map(|field| field.len() + 3).sum::<usize>() + headings.sum::<usize>()
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

type Places<'a> = Vec<(u32, u8, &'a str, &'a str)>;

/// How the first hits of common words are shown.
fn cards<'a>(own: &[Entry], shown: &[&'a Shown]) -> (Vec<(u32, Card<'a>)>, Places<'a>) {
    let mut wanted: BTreeSet<(u32, u8)> = BTreeSet::new();
    for entry in own {
        let mut first = strongest(read_postings(&entry.whole), NAMED);
        if let Some((_, both)) = entry.together() {
            let room = NAMED - first.len();
            first.extend(strongest(both, room));
        }
        if first.len() >= NAMED_FROM {
            wanted.extend(first.into_iter().map(|posting| (posting.document, posting.place)));
        }
    }
    let documents: BTreeSet<u32> = wanted.iter().map(|(document, _)| *document).collect();
    let row = |document: u32| shown.get(document as usize).copied();
    let cards = documents.into_iter().filter_map(|document| Some((document, row(document)?.card()))).collect();
    let place = |(document, place): (u32, u8)| {
        let (anchor, heading, _) = row(document)?.6.get(usize::from(place).checked_sub(1)?)?;
        (place > 1).then_some((document, place, anchor.as_str(), heading.as_str()))
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
    let mut shards: Vec<Range<usize>> = Vec::new();
    let mut first_keys = Vec::new();
    let mut before = "";
    let (mut size, mut at) = (0, 0);
    for same in entries.chunk_by(|a, b| a.key == b.key) {
        let more: usize = lines[at..at + same.len()].iter().map(|line| line.len() + 3).sum();
        let key = same.first().map_or("", |entry| entry.key.as_str());
        if shards.is_empty() || size + more > SHARD {
            shards.push(at..at);
            first_keys.push(shortest(before, key));
            size = 0;
        }
        before = key;
        size += more;
        at += same.len();
        if let Some(shard) = shards.last_mut() {
            shard.end = at;
        }
    }
    if let Some(first) = first_keys.first_mut() {
        first.clear();
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
        format!("{}|{tail}|{}", entry.stem, entry.idf)
    };
    let mut sizes = known.iter().scan(0, |sum, entry| {
        *sum += line(entry).len() + 3;
        Some(*sum)
    });
    let common = sizes.by_ref().take_while(|sum| *sum <= WORDS).count();
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
        let more: usize = same.iter().map(|(_, entry)| line(entry).len() + 3).sum();
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

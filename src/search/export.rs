//! From documents to the index the browser and the command line read, and to its files.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use super::analyse::{self, skeleton, stop};
use super::document::Document;
use super::format::{
    Card, Entry, Facets, LINKED, PARTED, Posting, Shard, Shown, Start, VERSION, digest, heading, rarity, read_postings,
    strongest, write_counts, write_keys, write_postings,
};
use super::index::{self, Occurrence, PART, Terms};
use super::lexicon::{self, Lexicon, Links};
use super::rank::{shorter_stems, standing, together};
use super::reader::Index;
use super::weights::{Building, Weights};

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

/// What shows a hit takes about so many bytes before packing.
const CARD: usize = 75;

/// When a compound has so many documents with all of it, those with one of its parts cannot come among the first hits.
const ENOUGH: usize = 20;

/// So many documents of a compound's two parts together, and how many of them are named; and so many of a beginning that
/// goes over several shards.
const BOTH: usize = 24;
const NAMED_BOTH: usize = 6;
const BEGINNING: usize = 200;

/// A vocabulary of no more bytes before packing is one list; a larger one is parted in lists of about so many, and has at
/// most so many in all.
const ONE_LIST: usize = 60_000;
const WORDS: usize = 24_000;
const VOCABULARY: usize = 600_000;

/// So many documents are remembered as having words that answer a question.
const ANSWERS: usize = 400;

/// Of a long section so many letters are kept to cut excerpts from.
const EXCERPTED: usize = 700;

/// So many documents are prepared for tantivy before it gets them.
const PREPARED: usize = 500;

/// The words a site adds: groups of synonyms, and pairs of nynorsk and bokmål.
#[derive(Debug, Default, Clone)]
pub struct SiteWords {
    /// Groups of words with one meaning.
    pub groups: Vec<Vec<String>>,
    /// Nynorsk and bokmål.
    pub pairs: Vec<(String, String)>,
}

/// Makes the index. `Err` is tantivy's own reason, which no text can cause.
pub fn build(
    documents: &[Document],
    words: &SiteWords,
    weights: &Weights,
    building: &Building,
) -> Result<Index, tantivy::TantivyError> {
    let lexicon = Lexicon::learn(documents, building);
    let mut lengths = Vec::with_capacity(documents.len());
    // Prepared on all cores, some at a time: all at once would take as much memory as all texts.
    let prepare_some = |some: &[Document]| some.par_iter().map(|one| prepare(one, &lexicon)).collect::<Vec<Terms>>();
    let prepared = documents.chunks(PREPARED).flat_map(prepare_some).inspect(|terms| lengths.push(terms.lengths));
    let occurrences = index::occurrences(prepared)?;
    let scale = Scale::of(&lengths, building);
    let entries = entries(&occurrences, &lexicon, words, &scale, weights, building);
    let (mut shards, first_keys) = shards(&entries.lines);
    beginnings(&entries.lines, &mut shards, &first_keys, weights);
    let blocks = blocks(documents);
    let mut types: Vec<(String, u32)> = Vec::new();
    for (number, document) in (0..).zip(documents) {
        if types.last().is_none_or(|(kind, _)| *kind != document.kind) {
            types.push((document.kind.clone(), number));
        }
    }
    let (vocabulary, first_words) = vocabulary(&entries.lines);
    let facets = facets(documents);
    let mut index = Index {
        start: Start {
            version: VERSION,
            hash: String::new(),
            documents: u32::try_from(documents.len()).unwrap_or(u32::MAX),
            types,
            terms: write_keys(&first_keys),
            blocks: write_counts(blocks.iter().map(Vec::len)),
            words: first_words,
            stop: stop::list(),
            asks: stop::asks(),
            phrases: entries.phrases.into_iter().collect(),
            pieces: if building.nynorsk { lexicon::pieces() } else { Vec::new() },
            weights: weights.clone(),
        },
        terms: shards.iter().map(|shard| shard.iter().map(Entry::write).collect()).collect(),
        blocks,
        vocabulary,
        facets,
    };
    index.start.hash = hash(serde_json::to_string(&index).unwrap_or_default().as_bytes());
    Ok(index)
}

/// Where the first file of an index stands, from the site's root. It alone has no hash in its name: every page names it,
/// and one changed word shall not change every page.
pub const START: &str = "soek/start.js";

/// The files of an index: path from the site's root and text.
pub fn files(index: &Index) -> Vec<(String, String)> {
    fn script(name: &str, payload: &impl serde::Serialize) -> (String, String) {
        // A string of these values is always JSON; U+2028 may stand in JSON but not in older scripts.
        let json = serde_json::to_string(payload).unwrap_or_default();
        let json = json.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
        (format!("soek/{name}.js"), format!("planverkSoek.data(\"{name}\",{json});\n"))
    }
    let hash = &index.start.hash;
    let mut files = vec![script("start", &index.start)];
    let shards: Vec<Vec<Entry>> =
        index.terms.par_iter().map(|lines| lines.iter().map(|line| Entry::read(line)).collect()).collect();
    let by_stem: HashMap<&str, &Entry> = shards.iter().flatten().map(|entry| (entry.stem.as_str(), entry)).collect();
    let shown: Vec<&Shown> = index.blocks.iter().flatten().collect();
    files.par_extend(shards.par_iter().zip(&index.terms).enumerate().map(|(at, (own, lines))| {
        let (cards, places) = cards(own, &by_stem, &index.start.weights, &shown);
        script(&format!("t-{hash}-{at}"), &Shard(lines, guests(own, &by_stem), cards, places))
    }));
    let firsts = super::format::read_firsts(&index.start.blocks);
    files.par_extend(index.blocks.par_iter().zip(firsts).enumerate().map(|(at, (rows, first))| {
        let whole: Vec<_> = (first..).zip(rows).map(|(number, row)| row.whole(number)).collect();
        script(&format!("d-{hash}-{at}"), &whole)
    }));
    files.extend(
        index.vocabulary.iter().enumerate().map(|(at, words)| script(&format!("v-{hash}-{at}"), &words.join(" "))),
    );
    files.push(script(&format!("f-{hash}"), &index.facets));
    files
}

/// The lines other lines lead to, once each, without those that are there already.
fn guests(own: &[Entry], by_stem: &HashMap<&str, &Entry>) -> Vec<String> {
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
    wanted.into_iter().filter_map(|(stem, limit)| Some(by_stem.get(stem)?.guest(limit).write())).collect()
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
fn named_by_links(entry: &Entry, by_stem: &HashMap<&str, &Entry>, weights: &Weights) -> Vec<Posting> {
    let own = read_postings(&entry.whole).len();
    if own >= NAMED {
        return Vec::new();
    }
    let list = |target: &String| {
        let lists =
            target.split('+').map(|stem| by_stem.get(stem).map(|found| standing(&found.guest(LINKED), weights.part)));
        lists.reduce(|common, other| Some(together(&common?, &other?))).flatten().unwrap_or_default()
    };
    let all: Vec<Posting> =
        entry.links.iter().filter(|(sort, _)| *sort != 'd').flat_map(|(_, target)| list(target)).collect();
    strongest(all, NAMED - own)
}

/// How the first hits of the lines are shown, and where in them.
fn cards<'a>(
    own: &[Entry],
    by_stem: &HashMap<&str, &Entry>,
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

/// Adds a line for every beginning that goes over several shards: what its commonest words give together.
fn beginnings(lines: &[Entry], shards: &mut [Vec<Entry>], first_keys: &[String], weights: &Weights) {
    let mut all: BTreeSet<String> = BTreeSet::new();
    for pair in shards.windows(2) {
        let (Some(before), Some(after)) = (pair[0].last(), pair[1].first()) else { continue };
        let same = before.key.chars().zip(after.key.chars()).take_while(|(a, b)| a == b).count();
        all.extend((2..=same).map(|length| after.key.chars().take(length).collect::<String>()));
    }
    let of_key = |key: &str| {
        let start = lines.partition_point(|entry| entry.key.as_str() < key);
        let length = lines[start..].partition_point(|entry| entry.key == key);
        &lines[start..start + length]
    };
    let made: Vec<Entry> = all
        .into_par_iter()
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
        .collect();
    for entry in made {
        let at = first_keys.partition_point(|first| *first <= entry.key).saturating_sub(1);
        if let Some(shard) = shards.get_mut(at) {
            let place = shard.partition_point(|other| other.key < entry.key);
            shard.insert(place, entry);
        }
    }
}

/// FNV-1a in 48 bits: enough to tell one build from another, and the same on every machine.
pub fn hash(bytes: &[u8]) -> String {
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        sum = (sum ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    format!("{:012x}", (sum ^ (sum >> 48)) & 0xffff_ffff_ffff)
}

/// A document's words as terms.
fn prepare(document: &Document, lexicon: &Lexicon) -> Terms {
    let mut terms = Terms::default();
    terms.lengths[0] = write(&mut terms.title, &document.title, lexicon, true);
    for name in &document.names {
        terms.lengths[1] += write(&mut terms.headings, name, lexicon, false);
    }
    for (at, section) in document.sections.iter().enumerate() {
        if at > 0 {
            terms.headings.push('\n');
            terms.body.push('\n');
        }
        terms.lengths[1] += write(&mut terms.headings, &section.heading, lexicon, false);
        terms.lengths[2] += write(&mut terms.body, &section.text, lexicon, false);
    }
    terms
}

fn write(out: &mut String, text: &str, lexicon: &Lexicon, title: bool) -> u32 {
    let mut length = 0;
    for word in analyse::tokenise(text) {
        let Some(form) = lexicon.get(&word.text).filter(|form| title || !form.stop) else { continue };
        length += 1;
        out.push(' ');
        out.push_str(&form.stem);
        let hyphened = word.parts.iter().filter_map(|part| lexicon.get(part)).filter(|part| !part.stop);
        for part in form.parts.iter().chain(hyphened.map(|part| &part.stem)) {
            out.push(' ');
            out.push(PART);
            out.push_str(part);
        }
    }
    length
}

/// How lengths weigh.
struct Scale<'a> {
    lengths: &'a [[u32; 3]],
    average: [f64; 3],
    building: &'a Building,
}

impl<'a> Scale<'a> {
    fn of(lengths: &'a [[u32; 3]], building: &'a Building) -> Self {
        let mut average = [1.0_f64; 3];
        for (field, mean) in average.iter_mut().enumerate() {
            let sum: f64 = lengths.iter().map(|l| f64::from(l[field])).sum();
            let count = lengths.iter().filter(|l| l[field] > 0).count().max(1);
            *mean = (sum / f64::from(u32::try_from(count).unwrap_or(u32::MAX))).max(1.0);
        }
        Self { lengths, average, building }
    }

    /// BM25F: counts of the fields, each against its length, summed before they are damped. 1–63.
    fn impact(&self, occurrence: &Occurrence) -> u8 {
        let lengths = self.lengths.get(occurrence.document as usize).copied().unwrap_or_default();
        let Building { fields, lengths: against, .. } = self.building;
        let strength: f64 = (0..3)
            .map(|field| {
                let b = against[field];
                let length = 1.0 - b + b * f64::from(lengths[field]) / self.average[field];
                fields[field] * f64::from(occurrence.counts[field]) / length
            })
            .sum();
        let strength = if occurrence.first { strength * self.building.first } else { strength };
        let damped = 63.0 * strength / (strength + self.building.saturation);
        (1..=63).find(|step| f64::from(*step) >= damped).unwrap_or(63)
    }

    fn posting(&self, occurrence: &Occurrence) -> Posting {
        let place = if occurrence.counts[0] > 0 {
            0
        } else {
            occurrence.heading.or(occurrence.section).unwrap_or(0).min(62) + 1
        };
        Posting { document: occurrence.document, impact: self.impact(occurrence), place }
    }
}

/// Per list of words that answers have, a line with where any of them stands: one request tells what answers a question.
fn answers(lines: &[Entry]) -> Vec<Entry> {
    let list = |(number, words): (usize, &str)| {
        let mut best: BTreeMap<u32, Posting> = BTreeMap::new();
        for word in words.split_whitespace().map(analyse::stem) {
            for posting in lines.iter().filter(|entry| entry.stem == word).flat_map(|entry| read_postings(&entry.whole))
            {
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

struct Entries {
    lines: Vec<Entry>,
    phrases: BTreeSet<(String, String)>,
}

fn entries(
    occurrences: &BTreeMap<String, Vec<Occurrence>>,
    lexicon: &Lexicon,
    words: &SiteWords,
    scale: &Scale,
    weights: &Weights,
    building: &Building,
) -> Entries {
    let part_name = |stem: &str| format!("{PART}{stem}");
    let occurs: BTreeSet<String> = occurrences.keys().map(|term| term.trim_start_matches(PART).to_owned()).collect();
    let mut links = Links::find(building, &words.groups, &words.pairs, &occurs, &|form| lexicon.get(form).is_some());
    let stems = lexicon.stems();
    let none = Vec::new();
    let of = |stem: &str| {
        let whole = occurrences.get(stem).unwrap_or(&none);
        let parts = occurrences.get(&part_name(stem)).unwrap_or(&none);
        let besides = parts.iter().filter(|p| whole.binary_search_by_key(&p.document, |w| w.document).is_err());
        (whole, besides.copied().collect::<Vec<_>>())
    };
    let own_line = |own: &String| {
        let (whole, besides) = of(own);
        let df = if whole.is_empty() { besides.len() } else { whole.len() };
        let (form, _) = stems.get(own.as_str()).copied().unwrap_or((own.as_str(), &[]));
        let postings =
            |list: &[Occurrence]| strongest(list.iter().map(|one| scale.posting(one)).collect(), building.postings);
        Entry {
            key: lexicon::key(own),
            stem: own.clone(),
            form: form.to_owned(),
            idf: idf(df, scale.lengths.len()),
            whole: write_postings(&postings(whole)),
            parts: write_postings(&postings(&besides)),
            ..Entry::default()
        }
    };
    let mut lines: Vec<Entry> = occurs.par_iter().map(own_line).collect();
    let where_each_stands: HashMap<&str, (u32, Vec<Posting>)> =
        lines.par_iter().map(|entry| (entry.stem.as_str(), (entry.idf, standing(entry, weights.part)))).collect();
    let compound = |entry: &Entry| {
        let mut own_links: Vec<(char, String)> = Vec::new();
        let mut both = String::new();
        let (_, split) = stems.get(entry.stem.as_str()).copied()?;
        let mut enough = read_postings(&entry.whole).len();
        // The outermost two parts come first: together they say what the compound says.
        if let [head, tail, ..] = split
            && let (Some((one, first)), Some((other, second))) =
                (where_each_stands.get(head.as_str()), where_each_stands.get(tail.as_str()))
        {
            own_links.push(('d', format!("{head}+{tail}")));
            let common = strongest(together(first, second), BOTH);
            enough += common.len();
            both = format!("{} {}", one.max(other), write_postings(&common));
        }
        if enough < ENOUGH {
            own_links.extend(split.iter().filter(|part| occurs.contains(*part)).map(|part| ('d', part.clone())));
        }
        Some((own_links, both))
    };
    let compounds: Vec<_> = lines.par_iter().map(compound).collect();
    drop(where_each_stands);
    for (entry, compound) in lines.iter_mut().zip(compounds) {
        entry.links = links.of.remove(&entry.stem).unwrap_or_default();
        if let Some((own_links, both)) = compound {
            entry.links.extend(own_links);
            entry.both = both;
        }
    }
    let mut begun = begun(&lines, lexicon);
    for entry in &mut lines {
        entry.begun = begun.remove(&entry.stem).map_or_else(String::new, |digests| digests.into_iter().collect());
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
    lines.sort_by(|a, b| (&a.key, &a.stem).cmp(&(&b.key, &b.stem)));
    Entries { lines, phrases: links.phrases }
}

/// Per stem the digests of the words that begin with one of its forms, with or without a letter that links.
fn begun(lines: &[Entry], lexicon: &Lexicon) -> HashMap<String, BTreeSet<String>> {
    let heads = |entry: &Entry| -> Vec<(String, String)> {
        let word = entry.stem.as_str();
        let mut known: BTreeSet<&str> = BTreeSet::new();
        for (at, last) in word.char_indices().skip(1) {
            let (head, tail) = word.split_at(at + last.len_utf8());
            if tail.chars().nth(1).is_none() {
                break;
            }
            let bare = [Some(head), head.strip_suffix('s'), head.strip_suffix('e')];
            known
                .extend(bare.into_iter().flatten().filter_map(|head| lexicon.get(head)).map(|form| form.stem.as_str()));
        }
        known.remove(word);
        known.into_iter().map(|head| (head.to_owned(), digest(word))).collect()
    };
    let mut begun: HashMap<String, BTreeSet<String>> = HashMap::new();
    for (head, digest) in lines.par_iter().flat_map_iter(heads).collect::<Vec<_>>() {
        begun.entry(head).or_default().insert(digest);
    }
    begun
}

/// 64 × the natural logarithm of how rare a word is, at least 1.
fn idf(documents: usize, all: usize) -> u32 {
    let number = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    let rare = (1.0 + (number(all) - number(documents) + 0.5).max(0.5) / (number(documents) + 0.5)).ln() * 64.0;
    (1..2000).find(|step| f64::from(*step) + 0.5 > rare).unwrap_or(2000)
}

/// Lines in shards; lines of one key are never parted.
fn shards(entries: &[Entry]) -> (Vec<Vec<Entry>>, Vec<String>) {
    let groups: Vec<&[Entry]> = entries.chunk_by(|a, b| a.key == b.key).collect();
    let cards = |entry: &Entry| named(entry).len().max(named_besides(entry).len() / 2);
    let size = |group: &&[Entry]| group.iter().map(|entry| entry.write().len() + 3 + cards(entry) * CARD).sum();
    let sizes: Vec<usize> = groups.par_iter().map(size).collect();
    let key = |at: usize| groups.get(at).and_then(|group| group.first()).map_or("", |entry| entry.key.as_str());
    let mut shards: Vec<Vec<Entry>> = Vec::new();
    let mut first_keys = Vec::new();
    let mut start = 0;
    while start < groups.len() {
        first_keys.push(if start == 0 { String::new() } else { shortest(key(start - 1), key(start)) });
        let (mut end, mut sum) = (start, 0);
        let mut best = (usize::MAX, start + 1);
        while end < groups.len() && (end == start || sum + sizes[end] <= SHARD * 4 / 3) {
            sum += sizes[end];
            end += 1;
            let letters = if end < groups.len() { shortest(key(end - 1), key(end)).chars().count() } else { 0 };
            if sum >= SHARD * 2 / 3 && letters <= best.0 {
                best = (letters, end);
            }
        }
        let end = if best.0 == usize::MAX { end } else { best.1 };
        shards.push(groups[start..end].concat());
        start = end;
    }
    (shards, first_keys)
}

/// As much of a key as tells it from the one before it.
fn shortest(before: &str, key: &str) -> String {
    let same = before.chars().zip(key.chars()).take_while(|(a, b)| a == b).count();
    key.chars().take(same + 1).collect()
}

fn blocks(documents: &[Document]) -> Vec<Vec<Shown>> {
    let mut blocks: Vec<Vec<Shown>> = Vec::new();
    let mut size = 0;
    for document in documents {
        let row = shown(document);
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

fn shown(document: &Document) -> Shown {
    let sections = document
        .sections
        .iter()
        .take(63)
        .map(|section| (section.anchor.clone(), section.heading.clone(), cut(&section.text, EXCERPTED).to_owned()));
    Shown(
        document.url.clone(),
        document.title.clone(),
        document.place.join(" › "),
        document.kind.clone(),
        document.status.clone(),
        document.period.clone(),
        sections.collect(),
    )
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
    known.sort_by(|a, b| (rank(a), &a.stem).cmp(&(rank(b), &b.stem)));
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
    rest.sort_by(|a, b| (&a.0, &a.1.stem).cmp(&(&b.0, &b.1.stem)));
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

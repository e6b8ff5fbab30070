//! From documents to the index the browser and the command line read, and to its files.

use std::collections::{BTreeMap, BTreeSet};

use super::analyse::{self, stop};
use super::document::Document;
use super::format::{Entry, Facets, Posting, Shown, Start, VERSION, write_counts, write_postings};
use super::index::{self, Occurrence, PART, Terms};
use super::lexicon::{self, Lexicon, Links};
use super::reader::Index;
use super::weights::{Building, Weights};

/// About how many bytes a term shard and a block of documents have before packing. Packed they are about half.
const SHARD: usize = 9_000;
const BLOCK: usize = 7_000;

/// A list of names has about so many bytes before packing, but all stand in one when they are no more than that: ten hits
/// of a large site then cost ten small requests, and of a small site one.
const NAMES: usize = 8_000;
const ALL_NAMES: usize = 200_000;

/// The vocabulary is at most so many bytes before packing: the commonest words are kept.
const VOCABULARY: usize = 70_000;

/// Of a long section so many letters are kept to cut excerpts from.
const EXCERPTED: usize = 700;

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
    let prepared = documents.iter().map(|document| {
        let terms = prepare(document, &lexicon);
        lengths.push(terms.lengths);
        terms
    });
    let occurrences = index::occurrences(prepared)?;
    let scale = Scale::of(&lengths, building);
    let entries = entries(&occurrences, &lexicon, words, &scale, building);
    let (lines, first_keys) = shards(&entries.lines);
    let blocks = blocks(documents);
    let mut types: Vec<(String, u32)> = Vec::new();
    for (number, document) in (0..).zip(documents) {
        if types.last().is_none_or(|(kind, _)| *kind != document.kind) {
            types.push((document.kind.clone(), number));
        }
    }
    let names = names(&blocks);
    let vocabulary = vocabulary(&entries.lines);
    let facets = facets(documents);
    let mut index = Index {
        start: Start {
            version: VERSION,
            hash: String::new(),
            documents: u32::try_from(documents.len()).unwrap_or(u32::MAX),
            types,
            terms: first_keys,
            blocks: write_counts(blocks.iter().map(Vec::len)),
            names,
            stop: stop::list(),
            asks: stop::asks(),
            phrases: entries.phrases.into_iter().collect(),
            pieces: if building.nynorsk { lexicon::pieces() } else { Vec::new() },
            weights: weights.clone(),
        },
        terms: lines,
        blocks,
        vocabulary,
        facets,
    };
    index.start.hash = hash(serde_json::to_string(&index).unwrap_or_default().as_bytes());
    Ok(index)
}

/// Where the first file of an index stands, from the site's root.
pub fn start_path(index: &Index) -> String {
    format!("soek/start.{}.js", index.start.hash)
}

/// The files of an index: path from the site's root and text.
pub fn files(index: &Index) -> Vec<(String, String)> {
    fn script(name: &str, payload: &impl serde::Serialize) -> (String, String) {
        // A string of these values is always JSON; U+2028 may stand in JSON but not in older scripts.
        let json = serde_json::to_string(payload).unwrap_or_default();
        let json = json.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
        (format!("soek/{name}.js"), format!("planverkSoek.data(\"{name}\",{json});\n"))
    }
    let hash = &index.start.hash;
    let mut files = vec![script(&format!("start.{hash}"), &index.start)];
    let lines = by_stem(index);
    files.extend(index.terms.iter().enumerate().map(|(at, own)| {
        let guests = guests(own, &lines);
        script(&format!("t-{hash}-{at}"), &(own, guests))
    }));
    let texts = |rows: &Vec<Shown>| rows.iter().map(Shown::texts).collect::<Vec<String>>();
    files.extend(index.blocks.iter().enumerate().map(|(at, rows)| script(&format!("d-{hash}-{at}"), &texts(rows))));
    let all: Vec<&Shown> = index.blocks.iter().flatten().collect();
    for (at, first) in index.start.names.iter().enumerate() {
        let end = index.start.names.get(at + 1).map_or(all.len(), |next| *next as usize);
        let rows = all.get(*first as usize..end).unwrap_or_default();
        let named: Vec<_> = rows.iter().map(|row| row.named()).collect();
        files.push(script(&format!("n-{hash}-{at}"), &named));
    }
    files.push(script(&format!("v-{hash}"), &index.vocabulary));
    files.push(script(&format!("f-{hash}"), &index.facets));
    files
}

/// Every line by its stem.
fn by_stem(index: &Index) -> BTreeMap<String, &str> {
    index.terms.iter().flatten().map(|line| (Entry::read(line).stem, line.as_str())).collect()
}

/// The lines other lines lead to, once each, without those that are there already.
fn guests<'i>(own: &[String], lines: &BTreeMap<String, &'i str>) -> Vec<&'i str> {
    let here: Vec<Entry> = own.iter().map(|line| Entry::read(line)).collect();
    let stems: BTreeSet<&str> = here.iter().map(|entry| entry.stem.as_str()).collect();
    let wanted: BTreeSet<&str> =
        here.iter().flat_map(|entry| &entry.links).flat_map(|(_, target)| target.split('+')).collect();
    wanted.difference(&stems).filter_map(|stem| lines.get(*stem).copied()).collect()
}

/// First document of every list of names.
fn names(blocks: &[Vec<Shown>]) -> Vec<u32> {
    let size = |row: &Shown| {
        let Shown(url, title, place, _, _, _, sections) = row;
        let headings = sections.iter().map(|(anchor, heading, _)| anchor.len() + heading.len() + 6);
        60 + url.len() + title.len() + place.len() + headings.sum::<usize>()
    };
    let rows = || blocks.iter().flatten();
    let limit = if rows().map(size).sum::<usize>() <= ALL_NAMES { ALL_NAMES } else { NAMES };
    let mut firsts = Vec::new();
    let mut sum = 0;
    for (number, row) in (0..).zip(rows()) {
        let more = size(row);
        if firsts.is_empty() || sum + more > limit {
            firsts.push(number);
            sum = 0;
        }
        sum += more;
    }
    firsts
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
        Posting {
            document: occurrence.document,
            impact: self.impact(occurrence),
            place: u8::try_from(place).unwrap_or(63),
        }
    }
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
    building: &Building,
) -> Entries {
    let part_name = |stem: &str| format!("{PART}{stem}");
    let occurs: BTreeSet<String> = occurrences.keys().map(|term| term.trim_start_matches(PART).to_owned()).collect();
    let mut links = Links::find(building, &words.groups, &words.pairs, &occurs, &|form| lexicon.get(form).is_some());
    let stems = lexicon.stems();
    let mut lines = Vec::with_capacity(occurs.len());
    let none = Vec::new();
    for own in &occurs {
        let whole = occurrences.get(own).unwrap_or(&none);
        let parts = occurrences.get(&part_name(own)).unwrap_or(&none);
        let besides: Vec<Occurrence> = parts
            .iter()
            .filter(|p| whole.binary_search_by_key(&p.document, |w| w.document).is_err())
            .copied()
            .collect();
        let df = if whole.is_empty() { besides.len() } else { whole.len() };
        let (form, split) = stems.get(own.as_str()).copied().unwrap_or((own.as_str(), &[]));
        let mut own_links: Vec<(char, String)> = links.of.remove(own).unwrap_or_default();
        // The outermost two parts come first: together they say what the compound says.
        if let [head, tail, ..] = split
            && occurs.contains(head)
            && occurs.contains(tail)
        {
            own_links.push(('d', format!("{head}+{tail}")));
        }
        own_links.extend(split.iter().filter(|part| occurs.contains(*part)).map(|part| ('d', part.clone())));
        lines.push(Entry {
            key: lexicon::key(own),
            stem: own.clone(),
            form: form.to_owned(),
            idf: idf(df, scale.lengths.len()),
            whole: write_postings(&strongest(whole, scale, building.postings)),
            parts: write_postings(&strongest(&besides, scale, building.postings)),
            links: own_links,
        });
    }
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

fn strongest(list: &[Occurrence], scale: &Scale, limit: usize) -> Vec<Posting> {
    let mut postings: Vec<Posting> = list.iter().map(|occurrence| scale.posting(occurrence)).collect();
    if postings.len() > limit {
        postings.sort_by(|a, b| b.impact.cmp(&a.impact).then(a.document.cmp(&b.document)));
        postings.truncate(limit);
        postings.sort_by_key(|posting| posting.document);
    }
    postings
}

/// 64 × the natural logarithm of how rare a word is, at least 1.
fn idf(documents: usize, all: usize) -> u32 {
    let number = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    let rare = (1.0 + (number(all) - number(documents) + 0.5).max(0.5) / (number(documents) + 0.5)).ln() * 64.0;
    (1..2000).find(|step| f64::from(*step) + 0.5 > rare).unwrap_or(2000)
}

/// Lines in shards; lines of one key are never parted.
fn shards(entries: &[Entry]) -> (Vec<Vec<String>>, Vec<String>) {
    let mut shards: Vec<Vec<String>> = Vec::new();
    let mut first_keys = Vec::new();
    let mut before = String::new();
    let mut size = 0;
    for same in entries.chunk_by(|a, b| a.key == b.key) {
        let lines: Vec<String> = same.iter().map(Entry::write).collect();
        let more: usize = lines.iter().map(|line| line.len() + 3).sum();
        if shards.is_empty() || size + more > SHARD {
            shards.push(Vec::new());
            first_keys.push(same.first().map_or(String::new(), |entry| shortest(&before, &entry.key)));
            size = 0;
        }
        before = same.first().map_or(String::new(), |entry| entry.key.clone());
        size += more;
        if let Some(shard) = shards.last_mut() {
            shard.extend(lines);
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

fn vocabulary(entries: &[Entry]) -> Vec<String> {
    let mut known: Vec<&Entry> = entries
        .iter()
        .filter(|entry| entry.stem.chars().count() > 2)
        .filter(|entry| !entry.stem.chars().any(|c| c.is_ascii_digit()))
        .collect();
    // Words that occur nowhere, and are known for their synonyms, are the rarest.
    let rare = |entry: &Entry| if entry.idf == 0 { u32::MAX } else { entry.idf };
    known.sort_by(|a, b| rare(a).cmp(&rare(b)).then_with(|| a.stem.cmp(&b.stem)));
    let mut size = 0;
    let line = |entry: &Entry| {
        let tail = entry.form.strip_prefix(&entry.stem).map_or_else(|| format!("={}", entry.form), str::to_owned);
        format!("{}|{tail}|{}", entry.stem, entry.idf)
    };
    let kept = known.into_iter().take_while(|entry| {
        size += line(entry).len() + 3;
        size <= VOCABULARY
    });
    let mut kept: Vec<&Entry> = kept.collect();
    kept.sort_by(|a, b| a.stem.cmp(&b.stem));
    kept.into_iter().map(line).collect()
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
        (0..5).map(of).collect::<Vec<_>>().join(";")
    };
    let values = documents.iter().map(value).collect();
    Facets { names: names.map(|list| list.into_iter().collect()), values }
}

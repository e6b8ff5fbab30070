//! From documents to the index the browser and the command line read. Its files are left to `files`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;

use super::analyse::{skeleton, stop};
use super::document::{Document, Section};
pub use super::files::START;
use super::files::count_named;
use super::footing::Footing;
use super::format::{Facets, Shown, Start, VERSION};
use super::letters::{Posting, rarity, read_postings, strongest, write_counts, write_keys, write_postings};
use super::lexicon;
use super::line::Entry;
use super::lines::{Lines, SiteWords};
use super::meaning::shorter_stems;
use super::memory::Writer;
use super::pairs::Pairs;
use super::parting::{self, Parting};
use super::reader::Index;
use super::weights::{Building, Weights};
use crate::sum::Sum;

/// About how many bytes a term shard and a block of documents have before packing. Packed they are about half.
const SHARD: usize = 9_000;
const BLOCK: usize = 3_700;

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

/// Makes the index on its footing, and gives the pairs of words to keep for the next; `earlier` are those of the last. What
/// is to be kept of the footing goes to `keeping`. What is no longer needed is let go of on the way: all there is to find
/// of 10,000 pages takes much room.
pub fn build(
    documents: Vec<Document>,
    footing: Footing,
    words: &SiteWords,
    weights: &Weights,
    building: &Building,
    earlier: Option<&Pairs>,
    keeping: Option<&mut Writer>,
) -> (Index, Pairs) {
    let count = documents.len();
    // One core is enough for what is kept, what all documents have, and the vocabulary.
    let Footing { lexicon, postings, rest } = footing;
    let lines = || Lines::of(count, &postings, &lexicon, words, weights, building, earlier);
    let beside = || {
        if let Some(to) = keeping {
            to.part(|to| rest.write(&lexicon, &postings, to));
        }
        drop(rest);
        (facets(&documents), types(&documents), stamp(&documents, weights))
    };
    let (Lines { entries, phrases, pairs }, (facets, types, stamp)) = rayon::join(lines, beside);
    drop((lexicon, postings));
    let ((vocabulary, first_words), (terms, blocks)) =
        rayon::join(|| vocabulary(&entries), || rayon::join(|| Terms::of(&entries, weights), || blocks(documents)));
    // 200,000 lines of nine texts each: let go of by one core they took 30 ms.
    entries.into_par_iter().for_each(drop);
    let mut index = Index {
        start: Start {
            version: VERSION,
            hash: String::new(),
            stamp,
            documents: u32::try_from(count).unwrap_or(u32::MAX),
            types,
            terms: write_keys(&terms.first_keys),
            blocks: write_counts(blocks.iter().map(Vec::len)),
            words: first_words,
            stop: stop::list(),
            asks: stop::asks(),
            phrases: phrases.into_iter().collect(),
            pieces: if building.nynorsk { lexicon::pieces() } else { Vec::new() },
            weights: weights.clone(),
        },
        terms: terms.in_shards(),
        blocks,
        vocabulary,
        facets,
    };
    index.start.hash = edition(&index);
    (index, pairs)
}

/// The types of the documents, and the number of the first of each.
fn types(documents: &[Document]) -> Vec<(String, u32)> {
    let mut types: Vec<(String, u32)> = Vec::new();
    for (number, document) in (0..).zip(documents) {
        if types.last().is_none_or(|(kind, _)| *kind != document.kind) {
            types.push((document.kind.clone(), number));
        }
    }
    types
}

/// One number for all of an index, put together of one for each of its parts.
fn edition(index: &Index) -> String {
    let of = |part: &Vec<String>| part.iter().fold(Sum::default(), |mut sum, line| *sum.text(line)).end();
    let rows = |block: &Vec<Shown>| block.iter().fold(Sum::default(), |mut sum, row| *row.add_to(&mut sum)).end();
    let mut all = Sum::default();
    all.text(&serde_json::to_string(&index.start).unwrap_or_default());
    all.text(&serde_json::to_string(&index.facets).unwrap_or_default());
    let sums: Vec<u64> = index.terms.par_iter().chain(&index.vocabulary).map(of).collect();
    let rows: Vec<u64> = index.blocks.par_iter().map(rows).collect();
    for sum in sums.into_iter().chain(rows) {
        all.number(sum);
    }
    all.short()
}

/// One number for what the files of an index must have in common to be read together: which number a document has, and each
/// of its sections, and how numbers are read.
fn stamp(documents: &[Document], weights: &Weights) -> String {
    let mut sum = Sum::default();
    sum.number(VERSION.into()).text(&serde_json::to_string(weights).unwrap_or_default());
    for document in documents {
        sum.text(&document.kind).text(&document.url).number(document.sections.len() as u64);
        document.sections.iter().for_each(|section| _ = sum.text(&section.anchor));
    }
    sum.short()
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
        .map_init(Best::default, |best, begins| {
            let start = lines.partition_point(|entry| entry.key < begins);
            let length = lines[start..].partition_point(|entry| entry.key.starts_with(&begins));
            let mut found: Vec<&Entry> = lines[start..start + length].iter().collect();
            for shorter in shorter_stems(&begins) {
                found.extend(of_key(&shorter).iter().filter(|entry| skeleton(&entry.form).starts_with(&begins)));
            }
            found.retain(|entry| entry.idf > 0);
            // A stem has one line, so the order is total and only the first have to be found.
            let order = |a: &&Entry, b: &&Entry| (a.idf, &a.stem).cmp(&(b.idf, &b.stem));
            let limit = weights.prefix_limit as usize;
            if found.len() > limit {
                found.select_nth_unstable_by(limit, order);
                found.truncate(limit);
            }
            found.sort_unstable_by(order);
            for posting in found.iter().flat_map(|entry| read_postings(&entry.whole)) {
                best.note(posting);
            }
            let key = format!("{begins}*");
            let idf = found.iter().map(|entry| entry.idf).min().unwrap_or(0);
            let whole = write_postings(&strongest(best.take(), BEGINNING));
            Entry { stem: key.clone(), form: key.clone(), key, idf, whole, ..Entry::default() }
        })
        .collect()
}

/// Of several lists the strongest posting of each document. Laid out document by document: a table took four times as long.
#[derive(Default)]
struct Best {
    of: Vec<Option<(u8, u8)>>,
    noted: Vec<u32>,
}

impl Best {
    /// Of two as strong the first stays.
    fn note(&mut self, posting: Posting) {
        let at = posting.document as usize;
        if at >= self.of.len() {
            self.of.resize(at + 1, None);
        }
        let known = &mut self.of[at];
        if known.is_none() {
            self.noted.push(posting.document);
        }
        if known.is_none_or(|(impact, _)| posting.impact > impact) {
            *known = Some((posting.impact, posting.place));
        }
    }

    /// Takes them, in order of document.
    fn take(&mut self) -> Vec<Posting> {
        self.noted.sort_unstable();
        let Self { of, noted } = self;
        let posting = |document: u32| {
            let (impact, place) = of.get_mut(document as usize)?.take()?;
            Some(Posting { document, impact, place })
        };
        noted.drain(..).filter_map(posting).collect()
    }
}

/// The lines as they are written, and where they are parted.
struct Terms {
    lines: Vec<String>,
    shards: Vec<Range<usize>>,
    first_keys: Vec<String>,
    beginnings: Vec<Entry>,
}

impl Terms {
    fn of(entries: &[Entry], weights: &Weights) -> Self {
        let lines: Vec<String> = entries.par_iter().map(Entry::write).collect();
        let (shards, first_keys) = shards(entries, &lines);
        let beginnings = beginnings(entries, &shards, weights);
        Self { lines, shards, first_keys, beginnings }
    }

    /// The lines shard by shard, each beginning in its place.
    fn in_shards(self) -> Vec<Vec<String>> {
        let Self { lines, shards, first_keys, beginnings } = self;
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
}

/// Which lines stand in which shard, and the first key of each.
fn shards(entries: &[Entry], lines: &[String]) -> (Vec<Range<usize>>, Vec<String>) {
    let cards = |entry: &Entry| count_named(entry);
    let sizes: Vec<usize> =
        entries.par_iter().zip(lines).map(|(entry, line)| line.len() + 3 + cards(entry) * CARD).collect();
    parting::shards(entries, &sizes, SHARD)
}

fn blocks(documents: Vec<Document>) -> Vec<Vec<Shown>> {
    let rows: Vec<Shown> = documents.into_par_iter().map(shown).collect();
    let size = |row: &Shown| {
        let sections = row.6.iter().map(|(anchor, heading, text)| anchor.len() + heading.len() + text.len() + 9);
        row.0.len() + row.1.len() + sections.sum::<usize>() + 40
    };
    let sizes: Vec<usize> = rows.iter().map(size).collect();
    let mut rows = rows.into_iter();
    let mut blocks = Vec::new();
    // A large document is a block of its own.
    for some in sizes.chunk_by(|a, b| *a < BLOCK / 2 && *b < BLOCK / 2) {
        let some_rows: Vec<Shown> = rows.by_ref().take(some.len()).collect();
        let rank = |at: usize| Some(some_rows.get(at).map_or(0, |row| Sum::default().text(&row.0).end()));
        let parts = Parting { size: BLOCK, most: 63 }.of(some, rank);
        let mut some_rows = some_rows.into_iter();
        blocks.extend(parts.into_iter().map(|part| some_rows.by_ref().take(part.len()).collect::<Vec<_>>()));
    }
    blocks
}

fn shown(document: Document) -> Shown {
    let text = |text: Cow<str>| match text {
        Cow::Owned(short) if short.len() <= EXCERPTED => short,
        text => cut(&text, EXCERPTED).to_owned(),
    };
    let section = |section: Section| (section.anchor, section.heading, text(section.text));
    let Document { url, title, place, kind, status, period, sections, .. } = document;
    Shown(url, title, place.join(" › "), kind, status, period, sections.into_iter().take(63).map(section).collect())
}

/// The beginning of a text, up to the end of a word.
fn cut(text: &str, letters: usize) -> &str {
    // Letters are passed over many at a time; with their places they would be counted one by one.
    let mut rest = text.chars();
    let Some(next) = rest.nth(letters) else { return text };
    let begun = &text[..text.len() - rest.as_str().len() - next.len_utf8()];
    begun.rfind(' ').map_or(begun, |space| &begun[..space])
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
        let [mark, tail] = entry.tail();
        format!("{}|{mark}{tail}{}", entry.stem, rarity(entry.idf))
    };
    // A bar, how rare it is, and a space.
    let size = |entry: &Entry| entry.stem.len() + entry.tail().map(str::len).iter().sum::<usize>() + 3;
    let sizes: Vec<usize> = known.par_iter().map(|entry| size(entry)).collect();
    let all: usize = sizes.iter().sum();
    let mut sizes = sizes.into_iter().scan(0, |sum, size| {
        *sum += size;
        Some(*sum)
    });
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
    let numbers: [BTreeMap<&String, u32>; 5] = std::array::from_fn(|facet| names[facet].keys().zip(0..).collect());
    let mut had: [(Vec<Vec<u32>>, Vec<u32>); 5] = Default::default();
    for document in documents {
        for (facet, found) in lists(document).into_iter().enumerate() {
            let mut own: Vec<u32> = found.iter().filter_map(|(key, _)| numbers[facet].get(key).copied()).collect();
            own.sort_unstable();
            own.dedup();
            let (all, counts) = &mut had[facet];
            match counts.last_mut() {
                Some(count) if all.last() == Some(&own) => *count += 1,
                _ => {
                    all.push(own);
                    counts.push(1);
                }
            }
        }
    }
    Facets { names: names.map(|list| list.into_iter().collect()), had }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(url: &str, plan: Option<&str>, anchors: &[&str], text: &'static str) -> Document<'static> {
        let section = |anchor: &&str| Section { anchor: (*anchor).to_owned(), text: text.into(), ..Section::default() };
        Document {
            url: url.to_owned(),
            plan: plan.map(|plan| (plan.to_owned(), plan.to_uppercase())),
            sections: anchors.iter().map(section).collect(),
            ..Document::default()
        }
    }

    #[test]
    fn files_fit_together_until_documents_or_their_sections_are_others() {
        let stamp = |document: Document<'static>| stamp(&[document], &Weights::default());
        let own = stamp(document("a.html", None, &["", "krav"], "Tekst."));
        assert_eq!(stamp(document("a.html", None, &["", "krav"], "En annen tekst.")), own);
        for (url, anchors) in
            [("b.html", &["", "krav"][..]), ("a.html", &["krav", ""]), ("a.html", &["", "nytt", "krav"])]
        {
            assert_ne!(stamp(document(url, None, anchors, "Tekst.")), own, "{url} {anchors:?}");
        }
    }

    #[test]
    fn what_many_documents_have_in_turn_is_told_once() {
        let plans = [Some("b"), Some("b"), Some("b"), None, None, Some("a"), Some("b")];
        let documents: Vec<Document> = plans.iter().map(|plan| document("a.html", *plan, &[], "")).collect();
        let found = facets(&documents);
        assert_eq!(serde_json::to_string(&found.names[1]).unwrap(), r#"[["a","A"],["b","B"]]"#);
        assert_eq!(serde_json::to_string(&found.had[1]).unwrap(), "[[[1],[],[0],[1]],[3,2,1,1]]");
        assert_eq!(serde_json::to_string(&found.had[0]).unwrap(), "[[[]],[7]]");
        assert_eq!(serde_json::from_str::<Facets>(&serde_json::to_string(&found).unwrap()).unwrap(), found);
    }
}

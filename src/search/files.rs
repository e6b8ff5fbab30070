//! The files of an index, as the browser fetches them: made side by side, and each anew only when it is not made of the same
//! as in an earlier build. What stands in the index is left to `export`, and how lines and numbers are written to `format`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use rayon::prelude::*;
use serde_json::value::{RawValue, to_raw_value};

use super::format::{Facets, LINKED, PARTED, Shard, Shown, Start, name};
use super::letters::{POSTING, Posting, count_postings, read_firsts, read_keys, read_postings, strongest};
use super::line::{Entry, Line, fields};
use super::memory::{Bytes, Lists, Writer};
use super::reader::Index;
use super::term::{standing, together};
use crate::lookup::Lookup;
use crate::sum::Sum;

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

/// A file as it is made again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Made {
    /// Its text.
    Text(String),
    /// It is as it was, and this is how it stood.
    AsBefore(Stand),
}

/// What tells a file's bytes from others: how many, and a sum that whoever takes the text makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stand {
    /// How many bytes.
    pub size: u64,
    /// A sum over them.
    pub sum: u64,
}

/// What is kept of the files for the next build.
#[derive(Debug, Default)]
pub struct Kept {
    /// Per document how it is shown among hits.
    cards: Vec<u64>,
    /// In order of path what each file was made from, how it stood, and the documents whose cards are in it.
    files: Vec<(String, u64, Stand)>,
    shown: Lists,
}

impl Kept {
    /// Writes it.
    pub fn write(&self, to: &mut Writer) {
        to.large(self.cards.iter().copied());
        to.texts(self.files.iter().map(|(path, ..)| path.as_str()));
        let numbers = |(_, print, stand): &(String, u64, Stand)| [*print, stand.size, stand.sum];
        to.large(self.files.iter().flat_map(numbers).collect::<Vec<_>>().into_iter());
        self.shown.write(to);
    }

    /// Reads it.
    pub fn read(from: &mut Bytes) -> Option<Self> {
        let (cards, paths, numbers, shown) = (from.large()?, from.texts()?, from.large()?, Lists::read(from)?);
        let (numbers, rest) = numbers.as_chunks::<3>();
        if !rest.is_empty() || numbers.len() != paths.len() || shown.len() != paths.len() || !paths.is_sorted() {
            return None;
        }
        let of =
            |(path, [print, size, sum]): (&str, &[u64; 3])| (path.to_owned(), *print, Stand { size: *size, sum: *sum });
        Some(Self { cards, files: paths.into_iter().zip(numbers).map(of).collect(), shown })
    }
}

/// The files of an index as `make` gives them back; and what to keep. One that is made from the same as in `earlier` is
/// not made: reading the lines and writing them took a fifth of the time of a build.
pub fn again<T: Send>(
    index: &Index,
    earlier: Option<&Kept>,
    make: impl Fn(String, Made) -> (T, Stand) + Sync,
) -> (Vec<T>, Kept) {
    let sources = Sources::of(index);
    let cards: Vec<u64> = sources.shown.par_iter().map(|hit| hit.row.add_card_to(&mut Sum::default()).end()).collect();
    let known: Lookup<&str, (u64, Stand, usize)> = earlier
        .into_iter()
        .flat_map(|kept| &kept.files)
        .zip(0..)
        .map(|((path, print, stand), at)| (path.as_str(), (*print, *stand, at)))
        .collect();
    let shown_before = |at: usize| earlier.map_or(&[][..], |kept| kept.shown.get(at));
    let same = |document: &u32| {
        let now = cards.get(*document as usize);
        now.is_some() && now == earlier.and_then(|kept| kept.cards.get(*document as usize))
    };
    let one = |file: File| {
        let (path, print) = (file.path(), file.print(&sources));
        let before = print.and_then(|print| known.get(path.as_str()).filter(|(known, ..)| *known == print));
        if let Some((print, stand, at)) = before
            && shown_before(*at).iter().all(same)
        {
            let (made, _) = make(path.clone(), Made::AsBefore(*stand));
            return (made, path, *print, *stand, shown_before(*at).to_vec());
        }
        let (text, shown) = file.text(&sources);
        let (made, stand) = make(path.clone(), Made::Text(text));
        (made, path, print.unwrap_or_default(), stand, shown)
    };
    let mut made: Vec<_> = all(index).into_par_iter().map(one).collect();
    made.par_sort_unstable_by(|(_, path, ..), (_, other, ..)| path.cmp(other));
    let (mut files, mut stood) = (Vec::with_capacity(made.len()), Vec::with_capacity(made.len()));
    let mut shown = Lists::new();
    for (one, path, print, stand, in_it) in made {
        files.push(one);
        stood.push((path, print, stand));
        shown.push(in_it);
    }
    (files, Kept { cards, files: stood, shown })
}

/// What files are made from.
struct Sources<'i> {
    start: &'i Start,
    by_stem: Lookup<&'i str, Word<'i>>,
    shown: Vec<Hit<'i>>,
}

/// A line, a sum over it, and the line as a guest: a common word is one in hundreds of files, and is cut once.
struct Word<'i> {
    line: &'i str,
    sum: u64,
    guests: Option<Box<[OnceLock<String>; 2]>>,
}

impl<'i> Word<'i> {
    fn of(line: &'i str) -> Self {
        let guests = (line.len() > POSTING * PARTED).then(Box::default);
        Self { line, sum: Sum::default().text(line).end(), guests }
    }

    /// With so many postings, [`LINKED`] or [`PARTED`].
    fn guest(&self, limit: usize) -> Cow<'_, str> {
        let make = || Entry::guest_of(self.line, limit);
        match &self.guests {
            Some(guests) => Cow::Borrowed(guests[usize::from(limit == PARTED)].get_or_init(make)),
            None => Cow::Owned(make()),
        }
    }
}

/// A document as it is shown among hits, as JSON: it stands in the files of a hundred words, and is written once.
struct Hit<'i> {
    row: &'i Shown,
    card: OnceLock<Option<Box<RawValue>>>,
    /// Per section.
    headings: OnceLock<Vec<Option<Box<RawValue>>>>,
}

impl<'i> Hit<'i> {
    fn of(row: &'i Shown) -> Self {
        Self { row, card: OnceLock::new(), headings: OnceLock::new() }
    }

    fn card(&self, number: u32) -> Option<&RawValue> {
        self.card.get_or_init(|| to_raw_value(&self.row.card(number)).ok()).as_deref()
    }

    fn heading(&self, section: usize) -> Option<&RawValue> {
        let headings = || self.row.headings().map(|heading| to_raw_value(&heading).ok()).collect();
        self.headings.get_or_init(headings).get(section)?.as_deref()
    }
}

impl<'i> Sources<'i> {
    fn of(index: &'i Index) -> Self {
        let of = |line: &'i String| (stem_of(line), Word::of(line));
        let lines: Vec<_> = index.terms.par_iter().flat_map_iter(|lines| lines.iter().map(of)).collect();
        let shown = index.blocks.iter().flatten().map(Hit::of).collect();
        Self { start: &index.start, by_stem: lines.into_iter().collect(), shown }
    }

    fn guest(&self, stem: &str, limit: usize) -> Option<Cow<'_, str>> {
        Some(self.by_stem.get(stem)?.guest(limit))
    }

    fn sum(&self, stem: &str) -> u64 {
        self.by_stem.get(stem).map_or(0, |word| word.sum)
    }
}

/// A file about to be made; where it begins and where the next does.
enum File<'i> {
    Start(&'i Start),
    Shard(&'i [String], String, String),
    Block(&'i [Shown], u32, u32),
    Common(&'i [String]),
    Rare(&'i [String], String, String),
    Facets(&'i Facets),
}

/// Every file.
fn all(index: &Index) -> Vec<File<'_>> {
    let start = &index.start;
    let terms = in_turn(&index.terms, read_keys(&start.terms), String::new());
    let blocks = in_turn(&index.blocks, read_firsts(&start.blocks), start.documents);
    let (common, rare) = index.vocabulary.split_at(index.vocabulary.len().min(1));
    let rare = in_turn(rare, start.words.clone(), String::new());
    let others = [File::Start(start), File::Facets(&index.facets)];
    let terms = terms.map(|(lines, first, next)| File::Shard(lines, first, next));
    let blocks = blocks.map(|(rows, first, next)| File::Block(rows, first, next));
    let rare = rare.map(|(list, first, next)| File::Rare(list, first, next));
    let common = common.iter().map(|list| File::Common(list));
    // The largest first, so that none is left to one core when the others have nothing more to do.
    others.into_iter().chain(common).chain(terms).chain(blocks).chain(rare).collect()
}

/// One after the other with what each begins with, and the next; `end` comes after the last.
fn in_turn<T, F: Clone>(all: &[Vec<T>], firsts: Vec<F>, end: F) -> impl Iterator<Item = (&[T], F, F)> {
    let nexts: Vec<F> = firsts.iter().skip(1).cloned().chain([end]).collect();
    all.iter().zip(firsts).zip(nexts).map(|((one, first), next)| (one.as_slice(), first, next))
}

impl File<'_> {
    fn name(&self) -> String {
        match self {
            File::Start(_) => "start".to_owned(),
            File::Shard(_, first, _) => name("t", first),
            File::Block(_, first, _) => name("d", &first.to_string()),
            File::Common(_) => "v".to_owned(),
            File::Rare(_, first, _) => name("v", first),
            File::Facets(_) => "f".to_owned(),
        }
    }

    fn path(&self) -> String {
        format!("soek/{}.js", self.name())
    }

    /// A sum over all it is made from, but for how documents are shown in a shard; `None` when it is to be made anyway.
    fn print(&self, sources: &Sources) -> Option<u64> {
        let mut sum = Sum::default();
        sum.text(&sources.start.stamp);
        match self {
            File::Start(_) | File::Facets(_) => return None,
            File::Shard(lines, _, next) => {
                sum.text(next).number(lines.len() as u64);
                for line in *lines {
                    sum.number(sources.sum(stem_of(line)));
                    for link in fields(line).nth(6).unwrap_or_default().split_whitespace() {
                        // The first letter is the sort, which is in the line's own sum.
                        for stem in link.get(1..).unwrap_or_default().split('+') {
                            sum.number(sources.sum(stem));
                        }
                    }
                }
            }
            File::Block(rows, _, next) => {
                sum.number((*next).into());
                for row in *rows {
                    row.add_to(&mut sum);
                }
            }
            File::Common(list) => list.iter().for_each(|line| _ = sum.text(line)),
            File::Rare(list, _, next) => {
                sum.text(next);
                list.iter().for_each(|line| _ = sum.text(line));
            }
        }
        Some(sum.end())
    }

    /// The text, and the documents whose cards are in it.
    fn text(&self, sources: &Sources) -> (String, Vec<u32>) {
        let fits = |end: &str| Some(format!("{} {end}", sources.start.stamp));
        let name = self.name();
        let text = match self {
            File::Start(start) => script(&name, start, None),
            File::Shard(lines, _, next) => {
                let own: Vec<Line> = lines.iter().map(|line| Line::read(line)).collect();
                let Cards { documents, shown, places } = Cards::of(&own, sources);
                return (script(&name, &Shard(lines, guests(&own, sources), shown, places), fits(next)), documents);
            }
            File::Block(rows, first, next) => {
                let whole: Vec<_> = (*first..).zip(*rows).map(|(number, row)| row.whole(number)).collect();
                script(&name, &whole, fits(&next.to_string()))
            }
            File::Common(list) => script(&name, &list.join(" "), fits("")),
            File::Rare(list, _, next) => script(&name, &list.join(" "), fits(next)),
            File::Facets(facets) => script(&name, facets, fits("")),
        };
        (text, Vec::new())
    }
}

/// A file that hands over its payload. `fits` is the stamp of the documents it tells of and where it ends: who has the
/// first file of an earlier edition sees by them whether this one can be read with it.
fn script(name: &str, payload: &impl serde::Serialize, fits: Option<String>) -> String {
    fn json(value: &impl serde::Serialize) -> String {
        // A string of these values is always JSON; U+2028 may stand in JSON but not in older scripts.
        let mut json = serde_json::to_string(value).unwrap_or_default();
        // One after the other: looked for together they are looked for letter by letter.
        if json.contains('\u{2028}') || json.contains('\u{2029}') {
            json = json.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
        }
        json
    }
    let fits = fits.map_or_else(String::new, |fits| format!(",{}", json(&fits)));
    format!("planverkSoek.data(\"{name}\",{}{fits});\n", json(payload))
}

/// The stem of a line, without reading the rest of it.
fn stem_of(line: &str) -> &str {
    let mut fields = fields(line);
    let key = fields.next().unwrap_or_default();
    fields.next().filter(|stem| !stem.is_empty()).unwrap_or(key)
}

/// The lines other lines lead to, once each, without those that are there already.
fn guests<'s>(own: &[Line], sources: &'s Sources) -> Vec<Cow<'s, str>> {
    let mut wanted: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in own {
        for (sort, target) in entry.links() {
            // What both parts have together stands in the line itself.
            if sort == 'd' && target.contains('+') && !entry.both.is_empty() {
                continue;
            }
            for stem in target.split('+') {
                let limit = wanted.entry(stem).or_default();
                *limit = (*limit).max(if sort == 'd' { PARTED } else { LINKED });
            }
        }
    }
    for entry in own {
        wanted.remove(entry.stem);
    }
    let guest = |(stem, limit): (&str, usize)| sources.guest(stem, limit);
    wanted.into_iter().filter_map(guest).collect()
}

/// The documents a line names, with the place it leads to.
fn named(entry: &Line) -> Vec<Posting> {
    let mut first = strongest(read_postings(entry.whole), NAMED);
    let room = |first: &[Posting], most: usize| most.min(NAMED.saturating_sub(first.len()));
    if let Some((_, both)) = entry.together() {
        let most = room(&first, NAMED_BOTH);
        first.extend(strongest(both, most));
    }
    let most = room(&first, NAMED);
    first.extend(strongest(read_postings(entry.parts), most));
    first
}

/// Those of a common word besides, which need no place: asked for with others, another word decides it.
fn named_besides(entry: &Line) -> Vec<Posting> {
    let most = match count_postings(entry.whole) {
        VERY_COMMON.. => NAMED_VERY_COMMON,
        COMMON.. => NAMED_COMMON,
        _ => return Vec::new(),
    };
    strongest(read_postings(entry.whole), most)
}

/// About how many documents a line names, without finding out which.
pub fn count_named(entry: &Entry) -> usize {
    let whole = count_postings(&entry.whole);
    let both = entry.both.split_once(' ').map_or(0, |(_, both)| count_postings(both)).min(NAMED_BOTH);
    let named = whole.min(NAMED).saturating_add(both).saturating_add(count_postings(&entry.parts)).min(NAMED);
    let besides = match whole {
        VERY_COMMON.. => NAMED_VERY_COMMON,
        COMMON.. => NAMED_COMMON,
        _ => 0,
    };
    named.max(besides / 2)
}

/// Those of the synonyms of a word that itself stands in few documents.
fn named_by_links(entry: &Line, sources: &Sources) -> Vec<Posting> {
    let own = count_postings(entry.whole);
    if own >= NAMED {
        return Vec::new();
    }
    let list = |target: &str| {
        let lists = target.split('+').map(|stem| {
            let guest = Entry::read(&sources.guest(stem, LINKED)?);
            Some(standing(&guest, sources.start.weights.part))
        });
        lists.reduce(|common, other| Some(together(&common?, &other?))).flatten().unwrap_or_default()
    };
    let mut all: Vec<Posting> =
        entry.links().filter(|(sort, _)| *sort != 'd').flat_map(|(_, target)| list(target)).collect();
    all.sort_by_key(|posting| posting.document);
    strongest(all, NAMED - own)
}

/// All of them in order, each once.
fn once<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The documents whose cards a shard has, the cards, and where in them its first hits are.
struct Cards<'s> {
    documents: Vec<u32>,
    shown: Vec<&'s RawValue>,
    places: Vec<(u32, u8, &'s RawValue)>,
}

impl<'s> Cards<'s> {
    /// Those of some lines.
    fn of(own: &[Line], sources: &'s Sources) -> Self {
        let linked = own.iter().flat_map(|entry| named_by_links(entry, sources));
        let wanted = own.iter().flat_map(named).chain(linked).map(|posting| (posting.document, posting.place));
        let wanted: Vec<(u32, u8)> = once(wanted);
        let besides = own.iter().flat_map(named_besides).map(|posting| posting.document);
        let documents = once(wanted.iter().map(|(document, _)| *document).chain(besides));
        let hit = |document: u32| sources.shown.get(document as usize);
        let shown = documents.iter().filter_map(|document| hit(*document)?.card(*document)).collect();
        let place = |(document, place): (u32, u8)| {
            let section = place.checked_sub(1).filter(|section| *section > 0)?;
            Some((document, place, hit(document)?.heading(section.into())?))
        };
        let places = wanted.into_iter().filter_map(place).collect();
        Self { documents, shown, places }
    }
}

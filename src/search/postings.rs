//! Where every word of a collection stands: by itself, and as a part of compounds. Finding it out is left to `index`, and
//! how strongly it stands there to `scale`.

use std::ops::RangeInclusive;

use rayon::prelude::*;

use super::index;
use super::letters::Posting;
use super::lexicon::Lexicon;
use super::memory::{Bytes, Writer};
use super::occurrence::{self, Counting};
use super::scale::Scale;
use super::tokens::Row;

/// At least and at most so many documents are indexed together by one core: an eighth of them, so that each has something to
/// do on a small site too. Who builds decides nothing: the parts are the same on every machine.
const TOGETHER: RangeInclusive<usize> = 125..=1250;
const PARTS: usize = 8;

/// So many parts are found in one go, when there are more of them than cores. An index of tantivy's takes nine megabytes
/// before the first word.
const AT_ONCE: usize = 2;

/// The postings of a collection.
pub struct Postings {
    parts: Vec<Part>,
    /// So many documents are in each part.
    together: usize,
}

/// Where terms were found, in order of term and document.
type Found = Vec<(u32, Posting)>;

/// Those of some documents.
struct Part {
    /// The number of the first document.
    first: u32,
    /// Terms in order.
    terms: Vec<u32>,
    /// Where each begins in the list, and where the last ends.
    starts: Vec<u32>,
    list: Vec<Packed>,
}

/// A posting in one number: document within its part, impact and place. There are millions of them.
type Packed = u32;

/// How many documents are indexed together, of so many.
fn together(documents: usize) -> usize {
    documents.div_ceil(PARTS).clamp(*TOGETHER.start(), *TOGETHER.end())
}

/// Does some work on threads that have done nothing before. Most of what tantivy takes for an index it never touches, it only
/// wants it to be zero: to a thread with no memory of its own to use again that costs nothing. In threads that had been at
/// work all of it was written to first: 112 MiB instead of 93 for 1,000 pages, and a twentieth of the processor time.
fn on_new_threads<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().num_threads(rayon::current_num_threads()).build() {
        Ok(new) => new.install(work),
        Err(_) => work(),
    }
}

/// Tells of every term, in order, where it stands in some documents: `take(term, row, posting)`. `number` gives the number a
/// document has in the collection.
fn found(
    rows: &[Row],
    number: impl Fn(usize) -> u32,
    lexicon: &Lexicon,
    scale: &Scale,
    mut take: impl FnMut(u32, usize, Posting),
) -> Result<(), tantivy::TantivyError> {
    let mut counting = Counting::with(lexicon);
    let write = |at: u32, terms: &mut index::Terms| {
        let Some(row) = rows.get(at as usize) else { return };
        let document = number(at as usize);
        for (term, occurrence) in counting.of(row) {
            terms.push(term, packed(scale.posting(document, &occurrence)));
        }
    };
    index::invert(u32::try_from(rows.len()).unwrap_or(u32::MAX), write, |term, row, note| {
        let row = row as usize;
        take(term, row, Posting { document: number(row), ..unpacked(note) });
    })
}

/// Impact and place in one number, six bits each.
fn packed(one: Posting) -> u32 {
    u32::from(one.impact) << 6 | u32::from(one.place)
}

/// A posting of document 0 with this impact and place.
fn unpacked(note: u32) -> Posting {
    let small = |number: u32| u8::try_from(number & 63).unwrap_or(63);
    Posting { document: 0, impact: small(note >> 6), place: small(note) }
}

impl Postings {
    /// Finds them. `Err` is tantivy's own reason, which no text can cause.
    pub fn find(rows: &[Row], lexicon: &Lexicon, scale: &Scale) -> Result<Self, tantivy::TantivyError> {
        let together = together(rows.len());
        let at_once = rows.len().div_ceil(together).div_ceil(rayon::current_num_threads()).clamp(1, AT_ONCE);
        let of_some = |(at, rows): (usize, &[Row])| {
            let first = at * at_once * together;
            let number = |at: usize| u32::try_from(first + at).unwrap_or(u32::MAX);
            let mut parts: Vec<Part> = (0..rows.len()).step_by(together).map(|at| Part::of(number(at))).collect();
            found(rows, number, lexicon, scale, |term, at, posting| {
                if let Some(part) = parts.get_mut(at / together) {
                    part.push(term, posting);
                }
            })?;
            parts.iter_mut().for_each(Part::close);
            Ok::<_, tantivy::TantivyError>(parts)
        };
        let find = || rows.par_chunks(at_once * together).enumerate().map(of_some).collect::<Result<Vec<_>, _>>();
        let parts = on_new_threads(find)?.into_iter().flatten().collect();
        Ok(Self { parts, together })
    }

    /// Those of a collection that has changed. `stems` has the number each stem there was has now; `rows` are the changed
    /// documents, numbered by `documents`. `None` when these postings cannot be of it.
    pub fn again(
        mut self,
        stems: &[u32],
        documents: &[usize],
        rows: &[Row],
        lexicon: &Lexicon,
        scale: &Scale,
    ) -> Result<Option<Self>, tantivy::TantivyError> {
        let count = lexicon.stems().len();
        let renumber = |term: &mut u32| {
            let own = term.checked_sub(1)?;
            let stem = *stems.get((own / 2) as usize)?;
            // One that is gone stood in changed documents only, and is taken away below.
            *term = if (stem as usize) < count { 2 * stem + 1 + own % 2 } else { occurrence::NONE };
            Some(())
        };
        for part in &mut self.parts {
            if part.terms.iter_mut().try_for_each(renumber).is_none() {
                return Ok(None);
            }
        }
        let mut new: Vec<Found> = self.parts.iter().map(|_| Found::new()).collect();
        let number = |at: usize| documents.get(at).and_then(|own| u32::try_from(*own).ok()).unwrap_or(u32::MAX);
        found(rows, number, lexicon, scale, |term, _, posting| {
            if let Some(part) = new.get_mut(posting.document as usize / self.together) {
                part.push((term, posting));
            }
        })?;
        let together = self.together;
        let touched = |at: usize| documents.iter().any(|number| number / together == at);
        let replace = |(at, (part, new)): (usize, (&mut Part, Found))| {
            if touched(at) {
                *part = part.without(documents, new);
            }
            part.terms.is_sorted_by(|a, b| a < b)
        };
        let whole = self.parts.par_iter_mut().zip(new).enumerate().map(replace).collect::<Vec<bool>>();
        Ok(whole.into_iter().all(|whole| whole).then_some(self))
    }

    /// Writes them.
    pub fn write(&self, to: &mut Writer) {
        to.number(self.parts.len() as u64);
        for part in &self.parts {
            to.small(part.terms.iter().copied());
            to.small(part.starts.iter().copied());
            to.small(part.list.iter().copied());
        }
    }

    /// Reads those of so many documents.
    pub fn read(from: &mut Bytes, documents: usize) -> Option<Self> {
        let together = together(documents);
        let count = usize::try_from(from.number()?).ok().filter(|count| *count == documents.div_ceil(together))?;
        let mut parts = Vec::with_capacity(count);
        for at in 0..count {
            let first = u32::try_from(at * together).ok()?;
            let part = Part { first, terms: from.small()?, starts: from.small()?, list: from.small()? };
            let ends = part.starts.len() == part.terms.len() + 1
                && part.starts.is_sorted()
                && part.starts.last().copied() == u32::try_from(part.list.len()).ok();
            let known = |packed: &Packed| (part.unpack(*packed).document as usize) < documents;
            if !ends || !part.list.par_iter().with_min_len(1 << 16).all(known) {
                return None;
            }
            parts.push(part);
        }
        Some(Self { parts, together })
    }

    /// Where a term stands, in document order.
    fn of(&self, term: u32) -> Vec<Posting> {
        let mut all = Vec::new();
        for part in &self.parts {
            if let Ok(at) = part.terms.binary_search(&term)
                && let Some(list) = part.list.get(part.starts[at] as usize..part.starts[at + 1] as usize)
            {
                all.extend(list.iter().map(|packed| part.unpack(*packed)));
            }
        }
        all
    }

    /// Where a stem stands as a word of its own, and where only as a part of compounds.
    pub fn of_stem(&self, stem: u32) -> (Vec<Posting>, Vec<Posting>) {
        let whole = self.of(occurrence::whole(stem));
        let mut besides = self.of(occurrence::inside(stem));
        let mut known = whole.iter().map(|posting| posting.document).peekable();
        besides.retain(|posting| {
            while known.next_if(|document| *document < posting.document).is_some() {}
            known.peek() != Some(&posting.document)
        });
        (whole, besides)
    }

    /// The stems that stand anywhere, in order.
    pub fn stems(&self) -> Vec<u32> {
        let mut stems: Vec<u32> =
            self.parts.iter().flat_map(|part| &part.terms).map(|term| occurrence::stem_of(*term)).collect();
        stems.par_sort_unstable();
        stems.dedup();
        stems
    }
}

impl Part {
    /// Of the documents from this one on, none yet.
    fn of(first: u32) -> Self {
        Self { first, terms: Vec::new(), starts: Vec::new(), list: Vec::new() }
    }

    fn pack(&self, one: Posting) -> Packed {
        one.document.saturating_sub(self.first) << 12 | packed(one)
    }

    fn unpack(&self, packed: Packed) -> Posting {
        Posting { document: self.first + (packed >> 12), ..unpacked(packed) }
    }

    /// One more place a term stands in.
    fn push(&mut self, term: u32, posting: Posting) {
        if self.terms.last() != Some(&term) {
            self.terms.push(term);
            self.starts.push(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        }
        self.list.push(self.pack(posting));
    }

    /// No more come.
    fn close(&mut self) {
        self.starts.push(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        self.list.shrink_to_fit();
    }

    /// Without what some documents had, with what they have now.
    fn without(&self, documents: &[usize], new: Found) -> Self {
        let mut part = Self::of(self.first);
        let stays = |posting: &Posting| documents.binary_search(&(posting.document as usize)).is_err();
        let mut new = new.into_iter().peekable();
        for (at, term) in self.terms.iter().enumerate() {
            while let Some((other, posting)) = new.next_if(|(other, _)| other < term) {
                part.push(other, posting);
            }
            let (start, end) = (self.starts[at] as usize, self.starts[at + 1] as usize);
            let before = self.list.get(start..end).unwrap_or_default().iter().map(|packed| self.unpack(*packed));
            for posting in before.filter(stays) {
                while let Some((_, before)) =
                    new.next_if(|(other, new)| other == term && new.document < posting.document)
                {
                    part.push(*term, before);
                }
                part.push(*term, posting);
            }
            while let Some((_, posting)) = new.next_if(|(other, _)| other == term) {
                part.push(*term, posting);
            }
        }
        new.for_each(|(term, posting)| part.push(term, posting));
        part.close();
        part
    }
}

//! Where every word of a collection stands: by itself, and as a part of compounds. Finding it out is left to `index`, and
//! how strongly it stands there to `scale`.

use rayon::prelude::*;

use super::format::Posting;
use super::index::{self, Occurrence};
use super::lexicon::Lexicon;
use super::scale::Scale;
use super::tokens::Row;

/// So many documents are indexed together by one core.
const TOGETHER: usize = 1250;

/// The postings of a collection.
pub struct Postings {
    parts: Vec<Part>,
}

/// Those of some documents.
#[derive(Default)]
struct Part {
    /// Terms in order.
    terms: Vec<u32>,
    /// Where each begins in the list, and where the last ends.
    starts: Vec<usize>,
    list: Vec<Posting>,
}

impl Postings {
    /// Finds them. `Err` is tantivy's own reason, which no text can cause.
    pub fn find(rows: &[Row], lexicon: &Lexicon, scale: &Scale) -> Result<Self, tantivy::TantivyError> {
        let of_some = |(at, rows): (usize, &[Row])| {
            let mut part = Part::default();
            let first = u32::try_from(at * TOGETHER).unwrap_or(u32::MAX);
            index::occurrences(rows, lexicon, |term, occurrence| {
                if part.terms.last() != Some(&term) {
                    part.terms.push(term);
                    part.starts.push(part.list.len());
                }
                let document = occurrence.document.saturating_add(first);
                part.list.push(scale.posting(&Occurrence { document, ..occurrence }));
            })?;
            part.starts.push(part.list.len());
            part.list.shrink_to_fit();
            Ok::<_, tantivy::TantivyError>(part)
        };
        let parts = rows.par_chunks(TOGETHER).enumerate().map(of_some).collect::<Result<_, _>>()?;
        Ok(Self { parts })
    }

    /// Where a term stands, in document order.
    fn of(&self, term: u32) -> Vec<Posting> {
        let mut all = Vec::new();
        for part in &self.parts {
            if let Ok(at) = part.terms.binary_search(&term)
                && let Some(list) = part.list.get(part.starts[at]..part.starts[at + 1])
            {
                all.extend_from_slice(list);
            }
        }
        all
    }

    /// Where a stem stands as a word of its own, and where only as a part of compounds.
    pub fn of_stem(&self, stem: u32) -> (Vec<Posting>, Vec<Posting>) {
        let whole = self.of(index::whole(stem));
        let mut besides = self.of(index::inside(stem));
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
            self.parts.iter().flat_map(|part| &part.terms).map(|term| index::stem_of(*term)).collect();
        stems.par_sort_unstable();
        stems.dedup();
        stems
    }
}

//! Where both parts of compounds stand: of a hundred thousand pairs of words the documents that have both. Which words are
//! parts of which is left to `lines`.

use rayon::prelude::*;

use super::format::VERSION;
use super::letters::{Posting, strongest, write_postings};
use super::line::Entry;
use super::memory::{Bytes, Writer};
use super::term::standing;
use super::weights::Weights;
use crate::lookup::Lookup;
use crate::sum::Sum;

/// So many documents of a compound's two parts together.
const BOTH: usize = 24;

/// What pairs of words have in common.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Pairs {
    /// Per pair how many documents have both, and these as written in a line.
    pub found: Vec<(u32, String)>,
    /// Per pair a sum over all that was found from.
    prints: Vec<u64>,
}

impl Pairs {
    /// Finds them. A pair of words that stand where they stood is taken over from `earlier`: few do not, and the rest was a
    /// tenth of a build.
    pub fn find<'l>(
        pairs: &[(u32, u32)],
        line: &(dyn Fn(u32) -> Option<&'l Entry> + Sync),
        weights: &Weights,
        earlier: Option<&Self>,
    ) -> Self {
        let mut words: Vec<u32> = pairs.iter().flat_map(|(head, tail)| [*head, *tail]).collect();
        words.sort_unstable();
        words.dedup();
        let print = |word: &u32| {
            let mut sum = Sum::default();
            sum.number(VERSION.into()).number(weights.part.into());
            line(*word).map_or(0, |entry| sum.text(&entry.whole).text(&entry.parts).number(entry.idf.into()).end())
        };
        let prints: Vec<u64> = words.par_iter().map(print).collect();
        let of = |word: u32| words.binary_search(&word).ok().and_then(|at| prints.get(at)).copied().unwrap_or(0);
        let print = |(head, tail): &(u32, u32)| Sum::default().number(of(*head)).number(of(*tail)).end();
        let prints: Vec<u64> = pairs.par_iter().map(print).collect();
        let known: Lookup<u64, &(u32, String)> =
            earlier.into_iter().flat_map(|earlier| earlier.prints.iter().copied().zip(&earlier.found)).collect();
        let (others, places): (Vec<(u32, u32)>, Vec<usize>) = pairs
            .iter()
            .zip(&prints)
            .enumerate()
            .filter(|(_, (_, print))| !known.contains_key(print))
            .map(|(at, (pair, _))| (*pair, at))
            .unzip();
        let mut found: Vec<(u32, String)> = prints
            .iter()
            .map(|print| known.get(print).map_or_else(Default::default, |found| (*found).clone()))
            .collect();
        for (at, own) in places.into_iter().zip(common(&others, line, weights)) {
            found[at] = own;
        }
        Self { found, prints }
    }

    /// Writes them.
    pub fn write(&self, to: &mut Writer) {
        to.large(self.prints.iter().copied());
        to.small(self.found.iter().map(|(count, _)| *count));
        to.texts(self.found.iter().map(|(_, text)| text.as_str()));
    }

    /// Reads them.
    pub fn read(from: &mut Bytes) -> Option<Self> {
        let (prints, counts, texts) = (from.large()?, from.small()?, from.texts()?);
        let all = prints.len() == counts.len() && prints.len() == texts.len();
        let found = counts.into_iter().zip(texts.into_iter().map(str::to_owned)).collect();
        all.then_some(Self { found, prints })
    }
}

/// Per pair of words how many documents have both, and these as written in a line.
///
/// There are about ten times as many pairs as words in them, and a common word is in thousands: where it stands is laid out
/// document by document once, and the rarer word of each of its pairs looks its own documents up there. Going through both
/// lists of each pair took a tenth of the whole build.
fn common<'l>(
    pairs: &[(u32, u32)],
    line: &(dyn Fn(u32) -> Option<&'l Entry> + Sync),
    weights: &Weights,
) -> Vec<(u32, String)> {
    let mut words: Vec<u32> = pairs.iter().flat_map(|(head, tail)| [*head, *tail]).collect();
    words.sort_unstable();
    words.dedup();
    let stands = |word: &u32| {
        let mut list = line(*word).map_or_else(Vec::new, |entry| standing(entry, weights.part));
        // Stable: it finds two lists in order already, and joins them.
        list.sort_by_key(|posting| posting.document);
        list
    };
    let stands: Vec<Vec<Posting>> = words.par_iter().map(stands).collect();
    let of = |word: u32| words.binary_search(&word).ok().and_then(|at| stands.get(at)).map_or(&[][..], Vec::as_slice);
    // Commoner word, rarer word, pair.
    let ordered = |(at, (head, tail)): (usize, &(u32, u32))| {
        if of(*head).len() < of(*tail).len() { (*tail, *head, at) } else { (*head, *tail, at) }
    };
    let mut ordered: Vec<(u32, u32, usize)> = pairs.par_iter().enumerate().map(ordered).collect();
    ordered.par_sort_unstable();
    let documents = stands.iter().filter_map(|list| list.last()).map(|posting| posting.document as usize + 1).max();
    let written = |at: usize, both: Vec<Posting>| {
        let both = strongest(both, BOTH);
        let idf = |word: u32| line(word).map_or(0, |entry| entry.idf);
        let (head, tail) = pairs[at];
        (
            at,
            (u32::try_from(both.len()).unwrap_or(0), format!("{} {}", idf(head).max(idf(tail)), write_postings(&both))),
        )
    };
    let of_word = |laid_out: &mut LaidOut, pairs: &&[(u32, u32, usize)]| {
        let common = pairs.first().map_or(&[][..], |(word, ..)| of(*word));
        for posting in common {
            laid_out.0[posting.document as usize] = (posting.impact, posting.place);
        }
        let found: Vec<_> = pairs.iter().map(|(_, rarer, at)| written(*at, together(of(*rarer), laid_out))).collect();
        for posting in common {
            laid_out.0[posting.document as usize] = (0, 0);
        }
        found
    };
    let same: Vec<&[(u32, u32, usize)]> = ordered.chunk_by(|a, b| a.0 == b.0).collect();
    let mut all: Vec<(usize, (u32, String))> =
        same.par_iter().map_init(|| LaidOut(vec![(0, 0); documents.unwrap_or_default()]), of_word).flatten().collect();
    all.par_sort_unstable_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, written)| written).collect()
}

/// Where a word stands, document by document: impact, which is 0 where it does not, and place. Two bytes a document, so
/// that all of them stay near the processor.
struct LaidOut(Vec<(u8, u8)>);

/// The documents of both, as strong as the weaker; of one they are laid out.
fn together(few: &[Posting], laid_out: &LaidOut) -> Vec<Posting> {
    let mut both = Vec::new();
    for one in few {
        match laid_out.0.get(one.document as usize) {
            Some((impact, place)) if *impact > 0 => {
                both.push(Posting { impact: one.impact.min(*impact), place: one.place.max(*place), ..*one });
            }
            _ => {}
        }
    }
    both
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_words_have_in_common_is_as_strong_as_the_weaker() {
        let posting = |document, impact, place| Posting { document, impact, place };
        let entry = |postings: &[Posting], parts: &[Posting], idf| Entry {
            whole: write_postings(postings),
            parts: write_postings(parts),
            idf,
            ..Entry::default()
        };
        let many: Vec<Posting> = (0..40).map(|document| posting(document * 3, 30, 1)).collect();
        // Where the word is part of a compound comes in between, and counts for less.
        let few = [posting(1, 9, 1), posting(9, 9, 2), posting(117, 5, 1), posting(500, 5, 1)];
        let lines = [entry(&many, &[], 7), entry(&few, &[posting(30, 40, 0)], 9), Entry::default()];
        let line = |word: u32| lines.get(word as usize);
        let found = common(&[(0, 1), (0, 2), (1, 0)], &line, &Weights::default());
        let both = write_postings(&[posting(9, 9, 2), posting(30, 18, 1), posting(117, 5, 1)]);
        assert_eq!(found, [(3, format!("9 {both}")), (0, "7 ".to_owned()), (3, format!("9 {both}"))]);
    }

    #[test]
    fn pairs_of_words_that_stand_elsewhere_are_found_anew() {
        let entry = |document| Entry {
            whole: write_postings(&[Posting { document, impact: 9, place: 1 }]),
            idf: 5,
            ..Entry::default()
        };
        let pairs = [(0, 1), (0, 2)];
        let find = |lines: &[Entry; 3], earlier: Option<&Pairs>| {
            Pairs::find(&pairs, &|word| lines.get(word as usize), &Weights::default(), earlier)
        };
        let before = find(&[entry(1), entry(1), entry(2)], None);
        let mut writer = Writer::default();
        before.write(&mut writer);
        let kept = Pairs::read(&mut Bytes(&writer.end())).unwrap();
        assert_eq!(kept, before);
        assert_eq!(before.found.iter().map(|(count, _)| *count).collect::<Vec<_>>(), [1, 0]);
        let after = [entry(2), entry(1), entry(2)];
        assert_eq!(find(&after, Some(&kept)), find(&after, None));
        let marked = Pairs { found: vec![(77, "x".to_owned()); 2], ..kept };
        assert_eq!(find(&[entry(1), entry(1), entry(3)], Some(&marked)).found[0], (77, "x".to_owned()));
    }
}

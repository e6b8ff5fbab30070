//! Corrections: the known words nearest to one that nothing was found for.

use super::analyse::{skeleton, stem};
use super::reader::{FEW_LISTS, Known, Reader};

/// Shorter words are not corrected: too much lies one letter away.
const SHORTEST: usize = 4;

/// From so many letters two slips are allowed.
const TWO_SLIPS: usize = 8;

/// Endings a word may have besides those of the form it is known by: `bygegt` is `bygget`, known as `bygg`.
const ENDINGS: [&str; 11] = ["e", "en", "et", "er", "ene", "a", "s", "t", "te", "de", "ens"];

/// A word as it is compared.
struct Wanted {
    letters: Vec<char>,
    key: Vec<char>,
    limit: usize,
}

impl Wanted {
    /// `None` when it is no word that is corrected.
    fn of(word: &str) -> Option<Self> {
        let letters: Vec<char> = skeleton(word).chars().collect();
        let key = skeleton(&stem(word)).chars().collect();
        let fits = letters.len() >= SHORTEST && !letters.iter().any(char::is_ascii_digit);
        let limit = if letters.len() >= TWO_SLIPS { 2 } else { 1 };
        fits.then_some(Self { letters, key, limit })
    }

    /// The nearest of some words: fewest slips, then as it stands before with another ending, then same first letter, then
    /// commonest, then by letters.
    fn nearest(&self, words: impl Iterator<Item = impl std::borrow::Borrow<Known>>) -> Option<String> {
        let far = |known: &Known| {
            let whole = distance(&self.letters, &known.skeleton, self.limit);
            let long = known.key.len() >= SHORTEST;
            let stems = if long { distance(&self.key, &known.key, self.limit) } else { None };
            let plain = [whole, stems].into_iter().flatten().min().map(|slips| (slips, false));
            let bases = [(known.skeleton.len() >= SHORTEST).then_some(&known.skeleton), long.then_some(&known.key)];
            let ended =
                bases.into_iter().flatten().filter_map(|base| self.ended(base)).min().map(|slips| (slips, true));
            [plain, ended].into_iter().flatten().min()
        };
        let mut best: Option<((usize, bool), bool, u32, String, String)> = None;
        for known in words {
            let known = known.borrow();
            let Some(slips) = far(known) else { continue };
            // A word that occurs nowhere, and is known for its synonyms, is the rarest.
            let rare = if known.idf == 0 { u32::MAX } else { known.idf };
            let other = known.skeleton.first() != self.letters.first();
            let found = (slips, other, rare, known.stem.clone(), known.form.clone());
            if best.as_ref().is_none_or(|best| found < *best) {
                best = Some(found);
            }
        }
        best.map(|(.., form)| form)
    }

    /// Slips between the word without one of the endings and a base.
    fn ended(&self, base: &[char]) -> Option<usize> {
        if base.len() + 3 + self.limit < self.letters.len() {
            return None;
        }
        let cut = |ending: &&str| {
            let kept = self.letters.len().checked_sub(ending.len())?;
            let (begins, end) = self.letters.split_at_checked(kept)?;
            end.iter().copied().eq(ending.chars()).then(|| distance(begins, base, self.limit)).flatten()
        };
        ENDINGS.iter().filter_map(|ending| cut(&ending)).filter(|slips| *slips > 0).min()
    }
}

/// The word one slip away among those that stand in the same shard: most slips come after the first letters, and it costs
/// nothing to look there.
pub fn beside(index: &Reader, word: &str) -> Option<String> {
    let wanted = Wanted { limit: 1, ..Wanted::of(word)? };
    wanted.nearest(index.beside(&wanted.key.iter().collect::<String>()))
}

/// The nearest known word.
pub fn correction(index: &Reader, word: &str) -> Option<String> {
    let wanted = Wanted::of(word)?;
    let like = index.words_like(&wanted.letters.iter().collect::<String>());
    let mut lists = vec![0, like];
    lists.dedup();
    let found = wanted.nearest(lists.iter().flat_map(|list| index.words(*list)));
    let all = 1..=index.start.words.len();
    if found.is_none() && (2..=FEW_LISTS).contains(all.end()) {
        return wanted.nearest(all.flat_map(|list| index.words(list)));
    }
    found
}

/// How many letters must be added, dropped, changed or swapped with their neighbour; `None` when more than `limit`.
pub fn distance(a: &[char], b: &[char], limit: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        let mut least = i + 1;
        for (j, y) in b.iter().enumerate() {
            let mut cost = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                cost = cost.min(before[j - 1] + 1);
            }
            least = least.min(cost);
            row.push(cost);
        }
        if least > limit {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|cost| *cost <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(a: &str, b: &str) -> Option<usize> {
        distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>(), 2)
    }

    #[test]
    fn slips_are_counted_as_people_make_them() {
        assert_eq!(apart("kommune", "kommune"), Some(0));
        assert_eq!(apart("kommunne", "kommune"), Some(1));
        assert_eq!(apart("komunne", "kommune"), Some(2));
        assert_eq!(apart("bolgi", "bolig"), Some(1));
        assert_eq!(apart("plan", "tiltak"), None);
        assert_eq!(apart("", "ab"), Some(2));
    }
}

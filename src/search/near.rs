//! Corrections: the known words nearest to one that nothing was found for.

use super::analyse::{skeleton, stem};
use super::reader::{FEW_LISTS, Known, Reader};

/// Shorter words are not corrected: too much lies one letter away.
const SHORTEST: usize = 4;

/// From so many letters two slips are allowed.
const TWO_SLIPS: usize = 8;

/// The nearest known words: fewest slips, then same first letter, then commonest, then by letters.
pub fn corrections<'i>(index: &'i Reader, word: &str) -> Vec<&'i Known> {
    let wanted: Vec<char> = skeleton(word).chars().collect();
    let key: Vec<char> = skeleton(&stem(word)).chars().collect();
    if wanted.len() < SHORTEST || wanted.iter().any(char::is_ascii_digit) {
        return Vec::new();
    }
    let like = index.words_like(&wanted.iter().collect::<String>());
    let mut lists = vec![0, like];
    lists.dedup();
    let found = nearest(lists.iter().flat_map(|list| index.words(*list)), &wanted, &key);
    let all = 1..=index.start.words.len();
    if found.is_empty() && (2..=FEW_LISTS).contains(all.end()) {
        return nearest(all.flat_map(|list| index.words(list)), &wanted, &key);
    }
    found
}

fn nearest<'i>(words: impl Iterator<Item = &'i Known>, wanted: &[char], key: &[char]) -> Vec<&'i Known> {
    let limit = if wanted.len() >= TWO_SLIPS { 2 } else { 1 };
    let mut found: Vec<(usize, bool, u32, &Known)> = Vec::new();
    for known in words {
        let whole = distance(wanted, &known.skeleton, limit);
        let stems = if known.key.len() >= SHORTEST { distance(key, &known.key, limit) } else { None };
        let Some(slips) = [whole, stems].into_iter().flatten().min() else { continue };
        // A word that occurs nowhere, and is known for its synonyms, is the rarest.
        let rare = if known.idf == 0 { u32::MAX } else { known.idf };
        found.push((slips, known.skeleton.first() != wanted.first(), rare, known));
    }
    found.sort_by(|a, b| (a.0, a.1, a.2, &a.3.stem).cmp(&(b.0, b.1, b.2, &b.3.stem)));
    found.truncate(3);
    found.into_iter().map(|(_, _, _, known)| known).collect()
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

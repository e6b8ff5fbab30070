//! Where the lines and the documents of an index are parted into files. Where one file ends follows from what stands near
//! there and not from how many stand before it, so that a page that grows moves the ends beside it and no others.

use std::ops::Range;

use super::line::Entry;
use crate::sum::Sum;

/// A first key is no longer than this, so that a file can be named by it: lines whose keys have more in common are not parted.
const LONGEST: usize = 30;

/// How much a row of so many bytes is parted in, and of how many at most a part may be.
pub struct Parting {
    /// About how many bytes a part has: from two thirds to four thirds of it.
    pub size: usize,
    /// At most so many things are together.
    pub most: usize,
}

impl Parting {
    /// The parts of a row of things of these sizes. Of all places a part may end, the one with the least `rank` is taken;
    /// where it is `None` the row is not parted.
    ///
    /// When nothing moves over the edge of the stretch that is looked at, the same place is found; and when another is found,
    /// the next parts most often end where they did.
    pub fn of<R: Ord>(&self, sizes: &[usize], rank: impl Fn(usize) -> Option<R>) -> Vec<Range<usize>> {
        let (least, most) = (self.size * 2 / 3, self.size * 4 / 3);
        let mut parts: Vec<Range<usize>> = Vec::new();
        let mut start = 0;
        while start < sizes.len() {
            let (mut end, mut sum) = (start, 0);
            let mut best: Option<(R, usize)> = None;
            while end < sizes.len() && end - start < self.most && (best.is_none() || sum + sizes[end] <= most) {
                sum += sizes[end];
                end += 1;
                if end == sizes.len() && sum <= most {
                    best = None;
                } else if sum >= least
                    && let Some(rank) = rank(end)
                    && best.as_ref().is_none_or(|(known, _)| rank < *known)
                {
                    best = Some((rank, end));
                }
            }
            let end = best.map_or(end, |(_, end)| end);
            parts.push(start..end);
            start = end;
        }
        parts
    }
}

/// Which lines stand in which shard, and the first key of each; lines of one key are never parted. A shard ends where few
/// letters tell it from the next: all first keys are fetched at once.
pub fn shards(entries: &[Entry], sizes: &[usize], size: usize) -> (Vec<Range<usize>>, Vec<String>) {
    let key = |at: usize| entries.get(at).map_or("", |entry| entry.key.as_str());
    let rank = |at: usize| {
        if key(at - 1) == key(at) {
            return None;
        }
        let first = shortest(key(at - 1), key(at));
        let letters = first.chars().count();
        (letters <= LONGEST).then(|| (letters, Sum::default().text(&first).end()))
    };
    let shards = Parting { size, most: usize::MAX }.of(sizes, rank);
    let first = |shard: &Range<usize>| {
        if shard.start == 0 { String::new() } else { shortest(key(shard.start - 1), key(shard.start)) }
    };
    let first_keys = shards.iter().map(first).collect();
    (shards, first_keys)
}

/// As much of a key as tells it from the one before it.
fn shortest(before: &str, key: &str) -> String {
    let same = before.chars().zip(key.chars()).take_while(|(a, b)| a == b).count();
    key.chars().take(same + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(key: String) -> Entry {
        Entry { stem: key.clone(), form: key.clone(), key, ..Entry::default() }
    }

    /// Sizes that look like chance.
    fn sizes(count: usize) -> Vec<usize> {
        (0..count).map(|n| 20 + n * 7919 % 97).collect()
    }

    #[test]
    fn a_thing_that_grows_moves_the_ends_near_it_alone() {
        let rank = |at: usize| Some(at * 2_654_435_761 % 4096);
        let parting = Parting { size: 1000, most: 63 };
        let before = parting.of(&sizes(5000), rank);
        for changed in (0..5000).step_by(119) {
            let mut sizes = sizes(5000);
            sizes[changed] += 60;
            let after = parting.of(&sizes, rank);
            let others = after.iter().filter(|part| !before.contains(part)).count();
            assert!(others <= 12, "{changed}: {others}");
        }
    }

    #[test]
    fn parts_are_whole_and_of_like_size() {
        let sizes = sizes(3000);
        let parts = Parting { size: 1000, most: 63 }.of(&sizes, |at| Some(at * 7919 % 64));
        assert_eq!(parts.first().map(|part| part.start), Some(0));
        assert!(parts.windows(2).all(|two| two[0].end == two[1].start));
        assert_eq!(parts.last().map(|part| part.end), Some(3000));
        let (last, others) = parts.split_last().unwrap();
        assert!(last.len() <= 63);
        for part in others {
            let sum: usize = sizes[part.clone()].iter().sum();
            assert!((666..=1334).contains(&sum) && part.len() <= 63, "{part:?}: {sum}");
        }
        assert!(Parting { size: 1000, most: 63 }.of(&[], |_| Some(0)).is_empty());
        assert_eq!(Parting { size: 1000, most: 2 }.of(&[1; 5], |_| Some(0)), [0..2, 2..4, 4..5]);
        assert_eq!(Parting { size: 10, most: 63 }.of(&[9000, 1, 9000], |_| Some(0)), [0..1, 1..3]);
    }

    #[test]
    fn lines_of_one_key_stand_together_and_first_keys_are_short() {
        let long = "ø".repeat(40);
        let keys = ["a", "a", "b", &format!("{long}a"), &format!("{long}b"), &format!("{long}b"), "ø1"];
        let mut keys: Vec<String> = keys.map(str::to_owned).into();
        keys.sort();
        let entries: Vec<Entry> = keys.into_iter().map(entry).collect();
        let (shards, first_keys) = shards(&entries, &[100; 7], 100);
        assert_eq!(shards, [0..2, 2..3, 3..4, 4..7]);
        assert_eq!(first_keys, ["", "b", "ø", "øø"]);
    }
}

//! How strongly a word stands in a document, as a whole number: how often, in which fields, against how long they are.

use super::letters::Posting;
use super::occurrence::Occurrence;
use super::weights::Building;

/// How lengths weigh in a collection.
pub struct Scale<'a> {
    /// Per document about how many words that count its title, headings and text have.
    lengths: Vec<[u32; 3]>,
    /// About how many such words they have on the average, in sixteenths.
    pub average: [u32; 3],
    building: &'a Building,
}

/// A number to its first five binary digits. A sentence more on a page seldom changes how long the page is said to be, and
/// hardly ever how long pages are on the average, on which the whole index rests: else each would change every line that has
/// a word of the page, and all lines. For how well is found it makes no difference.
fn about(number: u64) -> u64 {
    let beyond = number.checked_ilog2().unwrap_or(0).saturating_sub(4);
    number.saturating_add(1 << beyond >> 1) >> beyond << beyond
}

impl<'a> Scale<'a> {
    /// The scale of a collection with these lengths.
    pub fn of(lengths: &[[u32; 3]], building: &'a Building) -> Self {
        let average = std::array::from_fn(|field| {
            let sum: u64 = lengths.iter().map(|l| u64::from(l[field])).sum();
            let count = lengths.iter().filter(|l| l[field] > 0).count().max(1) as u64;
            u32::try_from(about(sum.saturating_mul(16) / count).max(16)).unwrap_or(u32::MAX)
        });
        let about = |length: u32| u32::try_from(about(length.into())).unwrap_or(length);
        Self { lengths: lengths.iter().map(|of| of.map(about)).collect(), average, building }
    }

    /// BM25F: counts of the fields, each against its length, summed before they are damped. 1–63.
    fn impact(&self, document: u32, occurrence: &Occurrence) -> u8 {
        let lengths = self.lengths.get(document as usize).copied().unwrap_or_default();
        let Building { fields, lengths: against, .. } = self.building;
        let strength: f64 = (0..3)
            .map(|field| {
                let b = against[field];
                let length = 1.0 - b + b * f64::from(lengths[field]) / (f64::from(self.average[field]) / 16.0);
                fields[field] * f64::from(occurrence.counts[field]) / length
            })
            .sum();
        let strength = if occurrence.first { strength * self.building.first } else { strength };
        let damped = 63.0 * strength / (strength + self.building.saturation);
        u8::try_from(least(63, |step| f64::from(step) >= damped)).unwrap_or(63)
    }

    /// What the index keeps of an occurrence.
    pub fn posting(&self, document: u32, occurrence: &Occurrence) -> Posting {
        let place = if occurrence.counts[0] > 0 {
            0
        } else {
            occurrence.heading.or(occurrence.section).unwrap_or(0).min(62) + 1
        };
        Posting { document, impact: self.impact(document, occurrence), place }
    }
}

/// 64 × the natural logarithm of how rare a word is, at least 1.
pub fn idf(documents: usize, all: usize) -> u32 {
    let number = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    let rare = (1.0 + (number(all) - number(documents) + 0.5).max(0.5) / (number(documents) + 0.5)).ln() * 64.0;
    least(2000, |step| f64::from(step) + 0.5 > rare)
}

/// The first number from 1 that is enough, and `most` when none before it is. Numbers above one that is enough are too.
fn least(most: u32, enough: impl Fn(u32) -> bool) -> u32 {
    let (mut from, mut to) = (1, most);
    while from < to {
        let middle = u32::midpoint(from, to);
        if enough(middle) { to = middle } else { from = middle + 1 }
    }
    from
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_that_is_enough_is_found() {
        for wanted in 1..=80 {
            assert_eq!(least(63, |step| step >= wanted), wanted.min(63));
        }
        assert_eq!([idf(1, 10_000), idf(10_000, 10_000), idf(1, usize::MAX)], [564, 1, 1394]);
    }

    #[test]
    fn lengths_are_told_to_five_digits() {
        let all = [(0, 0), (1, 1), (31, 31), (32, 32), (33, 34), (47, 48), (1000, 992), (1010, 1024), (1023, 1024)];
        for (number, expected) in all {
            assert_eq!(about(number), expected, "{number}");
        }
        assert!(about(u64::MAX) > u64::MAX / 2);
    }
}

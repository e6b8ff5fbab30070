//! Splitting compounds with the words the collection itself uses, after Koehn and Knight (2003): a word is split where
//! both sides are words of their own, and of several ways the one whose parts are commonest is taken.

use std::sync::LazyLock;

use super::stem;
use super::stem::begins_as_stem;
use crate::lookup::{Known, Lookup};

/// A part has at least so many letters…
const PART: usize = 4;

/// …or is a short word that is common by itself.
const SHORT_PART: usize = 3;

/// Short nouns that compounds are made of, which need not be common: `rus` in `rusteneste`, `lån` in `startlån`.
const SHORT: &str = " bad bil bok brann by bål båt dag dør elv fag far fly gass gate gjeld grav gård hav hus hund hytte is jakt jobb jord kart lag lån
    land mat mor mål natt olje pc plan råd rom rus sak sal salg sjø skog skrift snø sol språk støy syn tak tid tog tolk tre tur uke ur valg ved vei veg vern
    vold vær ";

static SHORT_SET: LazyLock<Known<&str>> = LazyLock::new(|| SHORT.split_whitespace().collect());

/// How many documents words stand in, as words of their own.
#[derive(Debug, Default, Clone)]
pub struct Vocabulary<'f> {
    forms: Lookup<&'f str, u32>,
    stems: Lookup<&'f str, u32>,
    begins: Beginnings,
    documents: u32,
}

impl<'f> Vocabulary<'f> {
    /// For a collection of so many documents: written forms, each with its stem and the number of documents it stands in.
    pub fn of(documents: u32, words: impl Iterator<Item = (&'f str, &'f str, u32)> + Clone + Send) -> Self {
        let add = |mut table: Lookup<&'f str, u32>, (text, count): (&'f str, u32)| {
            *table.entry(text).or_default() += count;
            table
        };
        let mut begins = Beginnings::default();
        words.clone().for_each(|(_, stem, _)| begins.note(stem));
        let by_stem = words.clone().map(|(_, stem, count)| (stem, count));
        let (forms, stems) = rayon::join(
            || words.map(|(form, _, count)| (form, count)).fold(Lookup::default(), add),
            || by_stem.fold(Lookup::default(), add),
        );
        Self { forms, stems, begins, documents }
    }

    /// How common a form is, or its stem when `inflected`.
    fn count(&self, form: &str, inflected: bool) -> u32 {
        if !self.begins.may_have(form) {
            return 0;
        }
        let own = self.forms.get(form).copied().unwrap_or(0);
        if own > 0 || !inflected { own } else { self.stems.get(stem(form).as_str()).copied().unwrap_or(0) }
    }

    /// Can it be a part? The first part of a compound is a bare form; the last may be inflected.
    fn part(&self, form: &str, last: bool) -> Option<u32> {
        let letters = form.chars().take(PART).count();
        if letters < SHORT_PART {
            return None;
        }
        let count = self.count(form, last);
        let common = || count >= 8.max(self.documents / 40) || SHORT_SET.contains(form);
        (count > 0 && (letters >= PART || common())).then_some(count)
    }

    /// The parts of a compound, outermost split first and then the parts of the parts; empty when it is none.
    /// `kommunedelplan` gives `kommune`, `delplan`, `del`, `plan` when all of them are words.
    pub fn split(&self, word: &str) -> Vec<String> {
        let mut parts = Vec::new();
        self.split_into(word, 0, &mut parts);
        parts
    }

    fn split_into(&self, word: &str, depth: u8, parts: &mut Vec<String>) {
        let Some((head, tail)) = self.best(word).filter(|_| depth < 3) else { return };
        for part in [&head, &tail] {
            if !parts.contains(part) {
                parts.push(part.clone());
            }
        }
        self.split_into(&head, depth + 1, parts);
        self.split_into(&tail, depth + 1, parts);
    }

    /// The best way to cut a word in two.
    fn best(&self, word: &str) -> Option<(String, String)> {
        let length = word.chars().count();
        if !(SHORT_PART + PART..=48).contains(&length) || word.chars().any(|c| c.is_ascii_digit()) {
            return None;
        }
        // Each end of the word is asked for again and again, and takes a stemming to answer.
        let mut ends: Vec<Option<Option<u32>>> = vec![None; word.len()];
        let mut end = |at: usize| *ends[at].get_or_insert_with(|| self.part(&word[at..], true));
        let mut best: Option<(u64, &str, &str)> = None;
        for (at, _) in word.char_indices().skip(SHORT_PART) {
            let (head, tail) = word.split_at(at);
            let Some(back) = end(at).or_else(|| self.deeper(tail, &mut |inner| end(at + inner))) else { continue };
            let front_of = |head: &str| {
                let part = |at: usize| self.part(&head[at..], true);
                self.part(head, false).or_else(|| self.deeper(head, &mut { part }))
            };
            // A linking letter is only believed when the head is no word with it.
            let Some((head, front)) = bare(head).find_map(|head| front_of(head).map(|count| (head, count))) else {
                continue;
            };
            let weight = u64::from(front) * u64::from(back);
            if best.is_none_or(|(known, _, _)| weight > known) {
                best = Some((weight, head, tail));
            }
        }
        best.map(|(_, head, tail)| (head.to_owned(), tail.to_owned()))
    }

    /// A side that is no word of its own may be a compound of two that are: `utviklingsprogram` in
    /// `boligutviklingsprogram`. Looked at one level deep, and only in long sides. `end` tells how common the side is from
    /// a place on.
    fn deeper(&self, side: &str, end: &mut dyn FnMut(usize) -> Option<u32>) -> Option<u32> {
        if side.chars().take(2 * PART).count() < 2 * PART {
            return None;
        }
        side.char_indices().skip(PART).find_map(|(at, _)| {
            let back = end(at)?;
            bare(&side[..at]).find_map(|head| self.part(head, false)).map(|front| front.min(back).min(1))
        })
    }
}

/// What the stems of a vocabulary begin with: three letters each, in so many bits that hardly any two fall together. Most
/// ends of a word begin no word at all, and to find that out by stemming them took half the time splitting takes.
#[derive(Debug, Default, Clone)]
struct Beginnings(Vec<u64>);

/// So many bits in the table, as a power of two.
const BEGINNINGS: u32 = 18;

impl Beginnings {
    fn note(&mut self, stem: &str) {
        self.0.resize(1 << (BEGINNINGS - 6), 0);
        let place = Self::place(stem);
        self.0[place >> 6] |= 1 << (place & 63);
    }

    /// Can a form of three letters or more, or its stem, be among what was noted?
    fn may_have(&self, form: &str) -> bool {
        let place = Self::place(form);
        self.0.get(place >> 6).is_some_and(|bits| bits >> (place & 63) & 1 == 1) || !begins_as_stem(form)
    }

    fn place(text: &str) -> usize {
        let sum = text.chars().take(3).fold(0_u32, |sum, letter| (sum ^ u32::from(letter)).wrapping_mul(0x9e37_79b1));
        (sum >> (u32::BITS - BEGINNINGS)) as usize
    }
}

/// The first part of a compound as it stands, and without a letter that may only link.
fn bare(head: &str) -> impl Iterator<Item = &str> {
    [Some(head), head.strip_suffix('s'), head.strip_suffix('e')].into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary<'f>(words: &[(&'f str, u32)]) -> Vocabulary<'f> {
        let words: Vec<(&str, &str, u32)> =
            words.iter().map(|(word, count)| (*word, &*stem(word).leak(), *count)).collect();
        Vocabulary::of(100, words.into_iter())
    }

    #[test]
    fn both_parts_must_be_words() {
        let words = vocabulary(&[("kommune", 50), ("plan", 40), ("handling", 5), ("barn", 9), ("hage", 4)]);
        assert_eq!(words.split("kommuneplanen"), ["kommune", "planen"]);
        assert_eq!(words.split("handlingsplaner"), ["handling", "planer"]);
        assert_eq!(words.split("barnehage"), ["barn", "hage"]);
        assert!(words.split("kommunestyre").is_empty());
        assert!(words.split("plan").is_empty());
    }

    #[test]
    fn short_parts_must_be_common() {
        let rare = vocabulary(&[("kommune", 50), ("plan", 40), ("del", 3)]);
        assert!(!rare.split("kommunedelplan").contains(&"del".to_owned()));
        let common = vocabulary(&[("kommune", 50), ("plan", 40), ("del", 30)]);
        let parts = common.split("kommunedelplan");
        assert!(parts.contains(&"kommune".to_owned()) && parts.contains(&"plan".to_owned()), "{parts:?}");
    }

    #[test]
    fn noise_is_not_split() {
        let words = vocabulary(&[("aaaa", 9)]);
        assert!(words.split(&"a".repeat(400)).is_empty());
        assert!(words.split("").is_empty());
    }
}

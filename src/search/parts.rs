//! Parts of the compounds of a query: an unknown word is taken apart, and words that stand side by side are put together. What
//! the index knows of its own compounds stands in their lines.

use super::analyse::{Word, skeleton, stem};
use super::format::LINKED;
use super::reader::{Known, Reader};
use super::term::{Alternative, Term, add, both, idf, linked, look_up};

/// A part of a compound has at least so many letters, or one less when it is a common word by itself.
const PART: usize = 4;

/// And is common when its idf, in tenths, is no more: about one document in forty has it.
const COMMON: u32 = 24;

/// May a known word be a part of a compound?
fn may_be_part(known: &Known, form: &str) -> bool {
    let letters = form.chars().count();
    letters >= PART || letters == PART - 1 && (1..=COMMON).contains(&known.idf)
}

/// The word a compound ends with. A stem cut short is no word: «direktør» may follow «kommune», but not «kommun».
fn last_part<'i>(index: &'i Reader, tail: &str) -> Option<&'i Known> {
    index.known(tail).filter(|known| may_be_part(known, tail) && (tail == known.form || tail != known.stem))
}

/// The word a compound begins with, without the letter that links.
fn first_part<'w, 'i>(index: &'i Reader, head: &'w str) -> Option<(&'w str, &'i Known)> {
    let bare = [Some(head), head.strip_suffix('s'), head.strip_suffix('e')];
    let fits = |head: &str, known: &Known| known.form == head && may_be_part(known, head);
    bare.into_iter().flatten().find_map(|head| Some((head, index.known(head).filter(|known| fits(head, known))?)))
}

/// How much a known word says; one that occurs nowhere, and is known for its synonyms, more than any other.
fn saying(known: &Known) -> u32 {
    if known.idf == 0 { 1000 } else { known.idf }
}

/// An unknown compound of two known words. What both say counts for most, and then what either says.
pub fn split(index: &Reader, word: &str, term: &mut Term) -> bool {
    let mut best: Option<(u32, String, String)> = None;
    for (at, _) in word.char_indices().skip(PART - 1) {
        let (head, tail) = word.split_at(at);
        let Some(back) = last_part(index, tail) else { continue };
        let Some((head, front)) = first_part(index, head) else { continue };
        let sum = saying(front) + saying(back);
        if best.as_ref().is_none_or(|(least, _, _)| sum < *least) {
            best = Some((sum, head.to_owned(), tail.to_owned()));
        }
    }
    let Some((_, head, tail)) = best else { return false };
    let weights = &index.start.weights;
    let (mut front, mut back) = (Term::default(), Term::default());
    look_up(index, &head, 100, &mut front);
    look_up(index, &tail, 100, &mut back);
    both(&front, &back, weights.split_all, term);
    let most = idf(&front).max(idf(&back)).max(1);
    for part in [front, back] {
        // The part that says more counts for more.
        let share = u32::try_from(u64::from(weights.split) * idf(&part) / most).unwrap_or(0);
        term.stems.extend(part.stems);
        let less = |a: Alternative| Alternative { weight: a.weight * share / 100, ..a };
        term.alternatives.extend(part.alternatives.into_iter().map(less));
    }
    true
}

/// An unknown compound of which only one part is known: the longest it ends with, else the longest it begins with.
pub fn one_part(index: &Reader, word: &str, term: &mut Term) -> bool {
    let weight = index.start.weights.split_one;
    let cuts = || word.char_indices().skip(PART).map(|(at, _)| word.split_at(at));
    let ends = cuts().map(|(_, tail)| tail).find(|tail| last_part(index, tail).is_some());
    let begins = || cuts().filter_map(|(head, _)| first_part(index, head)).last().map(|(head, _)| head);
    let Some(part) = ends.or_else(begins) else { return false };
    look_up(index, part, weight, term);
    !term.alternatives.is_empty()
}

/// Words that are one compound: `kommune plan` finds `kommuneplan`, and `plan for bolig` finds `boligplan`.
pub fn join(index: &Reader, words: &[Word], places: &[usize], terms: &mut [Term]) {
    let weights = &index.start.weights;
    for at in 1..places.len() {
        let (first, second) = (places[at - 1], places[at]);
        let between = second - first;
        // A preposition between them turns the order: the last part of a compound is what it is a kind of.
        let (head, tail) = match between {
            1 => (&words[first].text, &words[second].text),
            2 if index.is_stop(&skeleton(&words[first + 1].text)) => (&words[second].text, &words[first].text),
            _ => continue,
        };
        let heads = index.at(&skeleton(&stem(head)));
        for linking in ["", "s", "e"] {
            let own = stem(&format!("{head}{linking}{tail}"));
            if !heads.is_empty() && !heads.iter().any(|head| head.may_begin(&own)) {
                continue;
            }
            let Some(entry) = index.stem(&own) else { continue };
            for term in &mut terms[at - 1..=at] {
                add(entry, weights.joined, 0, term);
                for (_, target) in entry.links.iter().filter(|(sort, _)| matches!(sort, 's' | 'n')) {
                    linked(index, target, weights.synonym, LINKED, term);
                }
            }
        }
    }
}

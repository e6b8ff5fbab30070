//! What the words of a query mean: everything that may stand for each. A word is looked up as it is, as the beginning of others,
//! in the other written language, corrected and taken apart, until something is found.

use super::analyse::{Word, skeleton, stem};
use super::format::LINKED;
use super::letters::read_postings;
use super::line::Entry;
use super::near;
use super::parts::{one_part, split};
use super::reader::Reader;
use super::term::{Alternative, Term, add, linked, look_up};

/// How a word was understood.
pub enum Found {
    Known(Term),
    Corrected(Term, String),
    Unknown,
}

/// Everything that may stand for a word.
pub fn understand(index: &Reader, word: &str, begins: bool) -> Found {
    let weights = &index.start.weights;
    let mut term = Term::default();
    let known = look_up(index, word, 100, &mut term);
    let occurs = term.alternatives.iter().any(|alternative| alternative.weight == weights.whole);
    if begins && word.chars().count() > 1 {
        let weight = if occurs { weights.prefix_known } else { weights.prefix };
        // Of a word that is one already, only where it costs no more to look.
        let [own, begun] = [stem(word), word.to_owned()].map(|key| index.shard_of(&skeleton(&key)));
        if !occurs || own == begun {
            prefix(index, word, weight, &mut term);
        }
    }
    if known && !occurs {
        // Known for its synonyms only: what its parts say counts too.
        split(index, word, &mut term);
    }
    if known || !term.alternatives.is_empty() {
        return Found::Known(term);
    }
    if other_language(index, word, &mut term) {
        return Found::Known(term);
    }
    if let Some(form) = near::beside(index, word) {
        look_up(index, &form, weights.corrected, &mut term);
        return Found::Corrected(term, form);
    }
    if split(index, word, &mut term) {
        return Found::Known(term);
    }
    if let Some(form) = near::correction(index, word) {
        look_up(index, &form, weights.corrected, &mut term);
        return Found::Corrected(term, form);
    }
    if one_part(index, word, &mut term) { Found::Known(term) } else { Found::Unknown }
}

/// So many words that are not used are looked up for their synonyms.
const UNUSED: usize = 3;

/// Adds the words the word is the beginning of, commonest first.
fn prefix(index: &Reader, word: &str, weight: u32, term: &mut Term) {
    let begins = skeleton(word);
    if index.spans(&begins) {
        // So many words begin like this that what they give together is found out beforehand.
        for entry in index.at(&format!("{begins}*")) {
            term.alternatives.push(Alternative {
                postings: read_postings(&entry.whole),
                weight,
                idf: entry.idf,
                begun: true,
            });
        }
        return;
    }
    let mut found: Vec<&Entry> = index.beginning(&begins).collect();
    // Only where it costs no more to look.
    let shards = [&begins, &skeleton(&stem(word))].map(|key| index.shard_of(key));
    for shorter in shorter_stems(&begins).into_iter().filter(|key| shards.contains(&index.shard_of(key))) {
        let longer = |entry: &&Entry| skeleton(&entry.form).starts_with(&begins);
        found.extend(index.at(&shorter).iter().filter(longer));
    }
    found.retain(|entry| !term.stems.contains(&entry.stem));
    let (mut found, unused): (Vec<&Entry>, Vec<&Entry>) = found.into_iter().partition(|entry| entry.idf > 0);
    found.sort_by(|a, b| a.idf.cmp(&b.idf).then_with(|| a.stem.cmp(&b.stem)));
    found.truncate(index.start.weights.prefix_limit as usize);
    let before = term.alternatives.len();
    // When it begins no word that is used, it may begin one that is known for its synonyms.
    if found.is_empty() {
        for (_, target) in unused.iter().take(UNUSED).flat_map(|entry| &entry.links) {
            linked(index, target, weight * index.start.weights.synonym / 100, LINKED, term);
        }
    }
    for entry in found {
        add(entry, weight, 0, term);
    }
    term.alternatives[before..].iter_mut().for_each(|alternative| alternative.begun = true);
}

/// A stem may be shorter than what is typed: «boli» of «bolig», whose stem is «bol». The keys such stems may have.
pub fn shorter_stems(begins: &str) -> Vec<String> {
    let letters: Vec<char> = begins.chars().collect();
    (3..letters.len()).rev().take(4).map(|length| letters[..length].iter().collect()).collect()
}

/// An unknown word with pieces in the other written language: `bustadtilskot` is looked up as `boligtilskudd`, and when
/// that is unknown too, as a compound of what it is then made of.
fn other_language(index: &Reader, word: &str, term: &mut Term) -> bool {
    let weight = index.start.weights.nynorsk;
    for way in [true, false] {
        let changed = translate(index, word, way);
        if changed == word {
            continue;
        }
        if look_up(index, &changed, weight, term) || split(index, &changed, term) {
            return true;
        }
    }
    false
}

/// The word with its first and last piece written the other way, each when there is one: to bokmål, or from it.
fn translate(index: &Reader, word: &str, to_bokmaal: bool) -> String {
    let pieces = || index.start.pieces.iter().map(|(nn, nb)| if to_bokmaal { (nn, nb) } else { (nb, nn) });
    let longest = |fits: &dyn Fn(&str) -> bool| {
        pieces().filter(|(from, _)| fits(from)).max_by_key(|(from, _)| from.chars().count())
    };
    let mut changed = word.to_owned();
    let mut kept = 0;
    if let Some((from, to)) = longest(&|from| word.starts_with(from)) {
        changed = format!("{to}{}", &word[from.len()..]);
        kept = to.len();
    }
    if let Some((from, to)) = longest(&|from| changed[kept..].ends_with(from)) {
        let start = changed.len() - from.len();
        changed.replace_range(start.., to);
    }
    changed
}

/// Several words that are one term.
pub fn phrases(index: &Reader, words: &[Word], places: &[usize], terms: &mut [Term]) {
    let stems: Vec<String> = places.iter().map(|at| stem(&words[*at].text)).collect();
    let weight = index.start.weights.synonym;
    for (phrase, target) in &index.start.phrases {
        let parts: Vec<&str> = phrase.split(' ').collect();
        if parts.len() > stems.len() {
            continue;
        }
        for at in 0..=stems.len() - parts.len() {
            if stems[at..at + parts.len()].iter().zip(&parts).all(|(a, b)| a == b) {
                for term in &mut terms[at..at + parts.len()] {
                    linked(index, target, weight, LINKED, term);
                }
            }
        }
    }
}

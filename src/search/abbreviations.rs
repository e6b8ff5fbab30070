//! Abbreviations that the texts themselves explain: «brukerstyrt personlig assistanse (BPA)» and «BPA (brukerstyrt personlig
//! assistanse)». What the glossary and the built-in list say of others is left to `lexicon`.
//!
//! After Schwartz and Hearst, A Simple Algorithm for Identifying Abbreviation Definitions in Biomedical Text (2003): the
//! letters of the short form stand in the long one in the same order, the first of them at the beginning of a word.

use std::collections::{BTreeMap, BTreeSet};

use super::document::Document;

/// A short form has so many letters.
const SHORT: std::ops::RangeInclusive<usize> = 2..=8;

/// What stands in brackets is no explanation when it is longer.
const LONGEST: usize = 90;

/// So many are kept, those of the most documents first: each costs bytes in the browser.
const KEPT: usize = 200;

/// Short and long form, each pair once.
pub fn learn(documents: &[Document]) -> Vec<Vec<String>> {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for document in documents {
        let sections = document.sections.iter().flat_map(|section| [section.heading.as_str(), &*section.text]);
        let texts = [document.title.as_str()].into_iter().chain(sections);
        let found: BTreeSet<(String, String)> = texts.flat_map(pairs).collect();
        for pair in found {
            *counts.entry(pair).or_default() += 1;
        }
    }
    let mut list: Vec<((String, String), usize)> = counts.into_iter().collect();
    list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let mut known: BTreeSet<String> = BTreeSet::new();
    // One short form that is explained in two ways is believed in the commoner.
    let first = |((short, long), _): ((String, String), usize)| known.insert(short.clone()).then(|| vec![short, long]);
    list.into_iter().filter_map(first).take(KEPT).collect()
}

/// The short and long forms a text explains, in lower case.
fn pairs(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('(') {
        let rest = &text[at + 1..];
        // Noise of nothing but brackets must not be gone through again for each of them.
        let Some(end) = rest.bytes().take(LONGEST + 1).position(|byte| byte == b')') else { continue };
        let (before, inside) = (text[..at].trim_end(), rest[..end].trim());
        let near = before.char_indices().rev().take(SHORT.end() + 1).last().map_or(0, |(at, _)| at);
        let last = before[near..].rsplit(char::is_whitespace).next().unwrap_or_default();
        let pair = if is_short(inside) {
            long_before(inside, before).map(|long| (inside, long))
        } else if is_short(last) {
            matches(last, inside).filter(|start| *start == 0).map(|_| (last, inside))
        } else {
            None
        };
        found.extend(pair.map(|(short, long)| (short.to_lowercase(), long.to_lowercase())));
    }
    found
}

/// Is it written like an abbreviation: letters without spaces, most of them capitals?
fn is_short(word: &str) -> bool {
    let letters = word.chars().count();
    let capitals = word.chars().filter(|letter| letter.is_uppercase()).count();
    SHORT.contains(&letters) && word.chars().all(char::is_alphabetic) && capitals >= 2 && capitals * 2 > letters
}

/// The words before the bracket that the short form stands for.
fn long_before<'t>(short: &str, before: &'t str) -> Option<&'t str> {
    let sentence = before.rfind(['.', ';', ':', '(', ')', '?', '!', '\n']).map_or(0, |end| end + 1);
    let letters = short.chars().count();
    let words = (letters + 5).min(letters * 2);
    let near = before[sentence..].rmatch_indices(char::is_whitespace).nth(words - 1).map_or(0, |(at, _)| at);
    let text = before[sentence + near..].trim_start();
    matches(short, text).map(|start| &text[start..]).filter(|long| long.chars().count() > letters + 2)
}

/// Where in a text the long form begins whose last letter stands nearest to the end: every letter of the short form in turn,
/// from behind, the first at the beginning of a word.
fn matches(short: &str, text: &str) -> Option<usize> {
    let lower = |letter: char| letter.to_lowercase().next().unwrap_or(letter);
    let letters: Vec<(usize, char)> = text.char_indices().map(|(at, letter)| (at, lower(letter))).collect();
    let wanted: Vec<char> = short.chars().map(lower).collect();
    let mut place = letters.len();
    for (number, one) in wanted.iter().enumerate().rev() {
        let begins = |at: usize| at == 0 || !letters[at - 1].1.is_alphanumeric();
        place = (0..place).rev().find(|at| letters[*at].1 == *one && (number > 0 || begins(*at)))?;
    }
    letters.get(place).map(|(at, _)| *at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<(String, String)> {
        pairs(text)
    }

    fn pair(short: &str, long: &str) -> Vec<(String, String)> {
        vec![(short.to_owned(), long.to_owned())]
    }

    #[test]
    fn a_long_form_is_known_before_and_after_its_abbreviation() {
        assert_eq!(
            of("Du kan få brukerstyrt personlig assistanse (BPA)."),
            pair("bpa", "brukerstyrt personlig assistanse")
        );
        assert_eq!(
            of("BPA (brukerstyrt personlig assistanse) er en ordning."),
            pair("bpa", "brukerstyrt personlig assistanse")
        );
        assert_eq!(of("Søk kvalifiseringsprogrammet (KVP)"), pair("kvp", "kvalifiseringsprogrammet"));
        assert_eq!(
            of("henvisning til pedagogisk-psykologisk tjeneste (PPT)"),
            pair("ppt", "pedagogisk-psykologisk tjeneste")
        );
    }

    #[test]
    fn other_brackets_explain_nothing() {
        for text in [
            "Ring oss (NAV).",
            "Satsen (2012) gjelder.",
            "Bydel (se kart) A",
            "NAV (uten begrunnelse)",
            "(",
            "Alt (ØHD",
            "()",
            "uBRUKER (brukerstyrt ressurs under kommunal enhets råderett)",
        ] {
            assert_eq!(of(text), [], "{text}");
        }
        // As fast as other text: the whole is a megabyte.
        assert_eq!(of(&"(a)".repeat(400_000)), []);
        assert_eq!(of(&"(".repeat(1_000_000)), []);
    }
}

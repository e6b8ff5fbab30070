//! Long words: where they may be divided, and marks where nothing else says so. typst divides Norwegian words by itself; what
//! it has no pattern for (a word nobody has, a file name) would stick out of a narrow column.

use hypher::{Lang, hyphenate};
use serde_json::Value;

use super::tegn::UNSET;

/// No stretch that cannot be divided is longer, in letters.
pub const CHUNK: usize = 16;
/// Where a soft hyphen is set in a stretch that is too long.
const STEP: usize = 10;
/// A hyphen appears here if the line breaks.
const SOFT_HYPHEN: char = '\u{ad}';

/// Goes through every text that is set in type; drawings keep theirs.
pub fn make_breakable(data: &mut Value) {
    match data {
        Value::String(text) if text.split(' ').any(|word| longest_chunk(word) > CHUNK) => {
            *text = text.split(' ').map(breakable).collect::<Vec<_>>().join(" ");
        }
        Value::Array(all) => all.iter_mut().for_each(make_breakable),
        Value::Object(all) => {
            for (key, one) in all.iter_mut() {
                if !UNSET.contains(&key.as_str())
                    && !["svg", "document_title", "author", "lang", "name"].contains(&key.as_str())
                {
                    make_breakable(one);
                }
            }
        }
        _ => {}
    }
}

/// The stretches that a line can be broken between, with what ends each. An address is divided by typst itself.
fn chunks(word: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for part in word.split_inclusive(['-', '–', '—', '/', SOFT_HYPHEN, '\u{200b}', ' ']) {
        let letters = part.trim_matches(|c: char| !c.is_alphabetic());
        if letters.chars().count() > 5 && letters.chars().all(char::is_alphabetic) && letters.len() < 400 {
            let mut rest = part;
            let lead = part.find(letters).unwrap_or(0);
            let syllables: Vec<&str> = hyphenate(letters, Lang::Norwegian).collect();
            let last = syllables.len().saturating_sub(1);
            for (at, syllable) in syllables.iter().enumerate() {
                let length = if at == last { rest.len() } else { syllable.len() + if at == 0 { lead } else { 0 } };
                let (one, more) = rest.split_at(length.min(rest.len()));
                found.push(one);
                rest = more;
            }
        } else {
            found.push(part);
        }
    }
    found
}

/// How many letters the longest stretch has that cannot be divided.
pub fn longest_chunk(word: &str) -> usize {
    if is_address(word) {
        return CHUNK;
    }
    chunks(word).iter().map(|chunk| chunk.chars().count()).max().unwrap_or(0)
}

fn is_address(word: &str) -> bool {
    word.contains("://")
}

/// The word with soft hyphens where it could not be divided.
fn breakable(word: &str) -> String {
    if is_address(word) {
        return word.to_owned();
    }
    let mut out = String::with_capacity(word.len() + 8);
    for chunk in chunks(word) {
        let letters: Vec<char> = chunk.chars().collect();
        if letters.len() <= CHUNK {
            out.push_str(chunk);
            continue;
        }
        for (at, letter) in letters.iter().enumerate() {
            if at > 0 && at % STEP == 0 && letters.len() - at > 2 {
                out.push(SOFT_HYPHEN);
            }
            out.push(*letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn norwegian_words_are_divided_by_pattern_and_need_no_marks() {
        assert!(longest_chunk("rusmiddelmisbruksforebyggende") <= 8);
        assert_eq!(breakable("rusmiddelmisbruksforebyggende"), "rusmiddelmisbruksforebyggende");
        assert_eq!(chunks("«boligsosialt»").concat(), "«boligsosialt»");
    }

    #[test]
    fn a_word_without_a_pattern_gets_marks_and_loses_no_letter() {
        let word = "x".repeat(120);
        let marked = breakable(&word);
        assert!(longest_chunk(&marked) <= CHUNK, "{marked}");
        assert_eq!(marked.replace(SOFT_HYPHEN, ""), word);
    }

    #[test]
    fn an_address_stays_whole() {
        let address = format!("https://eksempel.no/{}", "a".repeat(80));
        assert_eq!(breakable(&address), address);
    }
}

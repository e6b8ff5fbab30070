//! Norwegian alphabetical order: a–z, æ, ø, å; numbers by their size. «aa» is two letters: which names sound it as å
//! cannot be known.

use std::cmp::Ordering;

use unicode_normalization::UnicodeNormalization;

/// What a text counts as, made once where it is compared many times. Texts that differ only in accents, capitals or signs
/// still have an order of their own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(Vec<u32>, String);

impl Key {
    /// The key of a text.
    pub fn of(text: &str) -> Self {
        Self(weights(text), text.to_owned())
    }
}

/// Between words: «bo hjemme» comes before «bolig».
const SPACE: u32 = 0;
/// Before a number, whose length follows and then its digits without leading zeros: shorter first.
const NUMBER: u32 = 1;

/// Compares two texts.
pub fn compare(a: &str, b: &str) -> Ordering {
    weights(a).cmp(&weights(b)).then_with(|| a.cmp(b))
}

/// Sorts by a text of each.
pub fn sort_by<T>(list: &mut [T], text: impl Fn(&T) -> &str) {
    list.sort_by_cached_key(|one| Key::of(text(one)));
}

/// The heading a text stands under in a register: its first letter, `0–9` for numbers, `…` for what has neither.
pub fn initial(text: &str) -> String {
    match weights(text).into_iter().find(|weight| *weight != SPACE) {
        Some(NUMBER) => "0–9".to_owned(),
        Some(letter) => char::from_u32(letter).map_or_else(String::new, capital),
        None => "…".to_owned(),
    }
}

/// Æ, Ø and Å are kept as three numbers after z.
fn capital(letter: char) -> String {
    match letter {
        '{' => "Æ".to_owned(),
        '|' => "Ø".to_owned(),
        '}' => "Å".to_owned(),
        other => other.to_uppercase().collect(),
    }
}

/// Spaces, numbers and letters as numbers that compare as they sort; æ, ø, å follow z.
fn weights(text: &str) -> Vec<u32> {
    let mut weights = Vec::with_capacity(text.len());
    // Below the first combining mark every text is composed already.
    if text.chars().all(|letter| letter < '\u{300}') {
        weigh(text.chars(), &mut weights);
    } else {
        weigh(text.nfc(), &mut weights);
    }
    weights
}

fn weigh(text: impl Iterator<Item = char>, weights: &mut Vec<u32>) {
    let mut number = String::new();
    for letter in text.flat_map(char::to_lowercase) {
        if letter.is_ascii_digit() {
            number.push(letter);
            continue;
        }
        close(&mut number, weights);
        match letter {
            'a'..='z' => weights.push(letter.into()),
            'æ' | 'ä' => weights.push('{'.into()),
            'ø' | 'ö' | 'œ' => weights.push('|'.into()),
            'å' => weights.push('}'.into()),
            'ü' => weights.push('y'.into()),
            'ß' => weights.extend(['s', 's'].map(u32::from)),
            'đ' | 'ð' => weights.push('d'.into()),
            'ŋ' => weights.push('n'.into()),
            'ŧ' => weights.push('t'.into()),
            _ if letter.is_whitespace() || matches!(letter, '-' | '–' | '/') => {
                if weights.last().is_some_and(|last| *last != SPACE) {
                    weights.push(SPACE);
                }
            }
            _ => weights.extend(std::iter::once(letter).nfd().filter(|l| l.is_alphanumeric()).map(u32::from)),
        }
    }
    close(&mut number, weights);
}

fn close(number: &mut String, weights: &mut Vec<u32>) {
    if !number.is_empty() {
        let digits = number.trim_start_matches('0');
        // One more than the length: 0 would be a space.
        weights.extend([NUMBER, u32::try_from(digits.len() + 1).unwrap_or(u32::MAX)]);
        weights.extend(digits.chars().map(u32::from));
        number.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(mut list: Vec<&str>) -> Vec<&str> {
        sort_by(&mut list, |text| text);
        list
    }

    #[test]
    fn the_last_three_letters_come_last_and_in_their_order() {
        assert_eq!(
            sorted(vec!["Åpen", "Ørland", "Ærlig", "Zoo", "ås", "Asker", "øy"]),
            ["Asker", "Zoo", "Ærlig", "Ørland", "øy", "Åpen", "ås"]
        );
    }

    #[test]
    fn capitals_accents_and_signs_do_not_part_what_belongs_together() {
        assert_eq!(sorted(vec!["idé b", "IDE A", "«ide» c"]), ["IDE A", "idé b", "«ide» c"]);
        assert_eq!(compare("a", "a"), Ordering::Equal);
        assert_eq!(compare("A", "a"), compare("a", "A").reverse());
    }

    #[test]
    fn numbers_go_by_size_and_short_words_first() {
        assert_eq!(
            sorted(vec!["A10", "A2", "A02 b", "bolig", "bo hjemme"]),
            ["A2", "A02 b", "A10", "bo hjemme", "bolig"]
        );
    }

    #[test]
    fn a_register_heading_is_the_first_letter_said() {
        let heads: Vec<String> = ["ærlig", "Öl", "«sitat»", "2012", "…", "Émile"].iter().map(|t| initial(t)).collect();
        assert_eq!(heads, ["Æ", "Ø", "S", "0–9", "…", "E"]);
    }
}

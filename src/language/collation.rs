//! Norwegian alphabetical order: a–z, æ, ø, å; numbers by their size. «aa» is two letters: which names sound it as å
//! cannot be known.

use std::cmp::Ordering;

use unicode_normalization::UnicodeNormalization;

/// What one stretch of a text counts as.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// Between words: «bo hjemme» comes before «bolig».
    Space,
    /// A number: digits without leading zeros, shorter first.
    Number(usize, String),
    /// A letter; æ, ø, å follow z.
    Letter(u32),
}

/// Compares two texts. Texts that differ only in accents, capitals or signs still have an order of their own.
pub fn compare(a: &str, b: &str) -> Ordering {
    key(a).cmp(&key(b)).then_with(|| a.cmp(b))
}

/// Sorts by a text of each.
pub fn sort_by<T>(list: &mut [T], text: impl Fn(&T) -> &str) {
    list.sort_by_cached_key(|one| (key(text(one)), text(one).to_owned()));
}

/// The heading a text stands under in a register: its first letter, `0–9` for numbers, `…` for what has neither.
pub fn initial(text: &str) -> String {
    match key(text).into_iter().find(|weight| *weight != Weight::Space) {
        Some(Weight::Letter(letter)) => char::from_u32(letter).map_or_else(String::new, capital),
        Some(_) => "0–9".to_owned(),
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

fn key(text: &str) -> Vec<Weight> {
    let mut weights: Vec<Weight> = Vec::with_capacity(text.len());
    let mut number = String::new();
    for letter in text.nfc().flat_map(char::to_lowercase) {
        if letter.is_ascii_digit() {
            number.push(letter);
            continue;
        }
        close(&mut number, &mut weights);
        match letter {
            'æ' | 'ä' => weights.push(Weight::Letter('{'.into())),
            'ø' | 'ö' | 'œ' => weights.push(Weight::Letter('|'.into())),
            'å' => weights.push(Weight::Letter('}'.into())),
            'ü' => weights.push(Weight::Letter('y'.into())),
            'ß' => weights.extend([Weight::Letter('s'.into()), Weight::Letter('s'.into())]),
            'đ' | 'ð' => weights.push(Weight::Letter('d'.into())),
            'ŋ' => weights.push(Weight::Letter('n'.into())),
            'ŧ' => weights.push(Weight::Letter('t'.into())),
            _ if letter.is_whitespace() || matches!(letter, '-' | '–' | '/') => {
                if weights.last().is_some_and(|last| *last != Weight::Space) {
                    weights.push(Weight::Space);
                }
            }
            _ => weights.extend(
                std::iter::once(letter).nfd().filter(|l| l.is_alphanumeric()).map(|l| Weight::Letter(l.into())),
            ),
        }
    }
    close(&mut number, &mut weights);
    weights
}

fn close(number: &mut String, weights: &mut Vec<Weight>) {
    if !number.is_empty() {
        let digits = number.trim_start_matches('0');
        weights.push(Weight::Number(digits.len(), digits.to_owned()));
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

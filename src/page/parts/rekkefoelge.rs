//! Norwegian order: numbers inside words count as numbers (A2 before A10), case and accents do not matter, æ ø å last.

use std::cmp::Ordering;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// One piece of a word for comparing.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    Space,
    Number(u64),
    Letter(u32),
}

/// Compares two texts as a Norwegian register orders them.
pub fn compare(a: &str, b: &str) -> Ordering {
    pieces(a).cmp(&pieces(b)).then_with(|| a.cmp(b))
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(text.len());
    let mut number: Option<u64> = None;
    for c in text.nfc().flat_map(char::to_lowercase) {
        if let Some(digit) = c.to_digit(10) {
            number = Some(number.unwrap_or(0).saturating_mul(10).saturating_add(u64::from(digit)));
            continue;
        }
        pieces.extend(number.take().map(Piece::Number));
        push(c, &mut pieces);
    }
    pieces.extend(number.map(Piece::Number));
    pieces
}

fn push(c: char, into: &mut Vec<Piece>) {
    const AFTER_Z: u32 = 0x1_0000;
    match c {
        'æ' | 'ä' => into.push(Piece::Letter(AFTER_Z)),
        'ø' | 'ö' => into.push(Piece::Letter(AFTER_Z + 1)),
        'å' => into.push(Piece::Letter(AFTER_Z + 2)),
        _ if c.is_alphanumeric() => into
            .extend(std::iter::once(c).nfd().filter(|d| !is_combining_mark(*d)).map(|d| Piece::Letter(u32::from(d)))),
        _ if c.is_whitespace() || c == '-' || c == '–' => into.push(Piece::Space),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(mut words: Vec<&str>) -> Vec<&str> {
        words.sort_by(|a, b| compare(a, b));
        words
    }

    #[test]
    fn numbers_in_labels_count_as_numbers() {
        assert_eq!(sorted(vec!["A10", "A2", "A1"]), ["A1", "A2", "A10"]);
        assert_eq!(sorted(vec!["1.10", "1.9", "1"]), ["1", "1.9", "1.10"]);
    }

    #[test]
    fn the_last_letters_come_last_in_their_order() {
        assert_eq!(sorted(vec!["åpen", "øst", "zoo", "ære", "Alna"]), ["Alna", "zoo", "ære", "øst", "åpen"]);
        assert_eq!(sorted(vec!["å", "a\u{30a}", "z"])[0], "z");
    }

    #[test]
    fn case_and_accents_do_not_matter_but_the_order_is_always_the_same() {
        assert_eq!(sorted(vec!["idé", "Ide", "ider"]), ["Ide", "idé", "ider"]);
        assert_eq!(sorted(vec!["bo sted", "bo", "bolig"]), ["bo", "bo sted", "bolig"]);
    }
}

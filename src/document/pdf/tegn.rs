//! Letters that no face has: each is spelled out by its number, so that nothing falls out unseen. Marks that are no letters
//! (controls, reversals of the reading direction, what joins emoji) are dropped.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

/// Keys whose text is not set in type.
pub const UNSET: [&str; 5] = ["alt", "kind", "tone", "url", "creator"];

/// «U+1F3E0».
pub fn code_point(letter: char) -> String {
    format!("U+{:04X}", u32::from(letter))
}

/// Goes through every text of the data. `unknown` counts what was spelled out.
pub fn spell_out(data: &mut Value, has: &dyn Fn(char) -> bool, unknown: &mut BTreeMap<char, usize>) {
    match data {
        Value::String(text) => *text = spelled(text, has, unknown),
        Value::Array(all) => all.iter_mut().for_each(|one| spell_out(one, has, unknown)),
        Value::Object(all) => {
            for (key, one) in all.iter_mut() {
                if !UNSET.contains(&key.as_str()) {
                    spell_out(one, has, unknown);
                }
            }
        }
        _ => {}
    }
}

fn spelled(text: &str, has: &dyn Fn(char) -> bool, unknown: &mut BTreeMap<char, usize>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open = false;
    for letter in text.chars() {
        let letter = match letter {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
            // Only its width tells it apart from a hyphen, and most faces do not have it.
            '\u{2011}' if !has(letter) => '-',
            _ => letter,
        };
        if is_no_letter(letter) {
            continue;
        }
        if has(letter) || letter == ' ' {
            if std::mem::take(&mut open) {
                out.push(']');
            }
            out.push(letter);
        } else {
            out.push(if open { ' ' } else { '[' });
            open = true;
            let _ = write!(out, "{}", code_point(letter));
            *unknown.entry(letter).or_default() += 1;
        }
    }
    if open {
        out.push(']');
    }
    out
}

fn is_no_letter(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> (String, Vec<(char, usize)>) {
        let mut unknown = BTreeMap::new();
        let told = spelled(text, &|letter| letter.is_ascii() || letter == 'å', &mut unknown);
        (told, unknown.into_iter().collect())
    }

    #[test]
    fn a_letter_that_no_face_has_is_spelled_out_and_counted() {
        assert_eq!(told("på 🏠🏠 d\u{2011}a"), ("på [U+1F3E0 U+1F3E0] d-a".to_owned(), vec![('🏠', 2)]));
        assert_eq!(told("م"), ("[U+0645]".to_owned(), vec![('م', 1)]));
    }

    #[test]
    fn what_is_no_letter_is_dropped_and_lines_run_together() {
        assert_eq!(told("a\u{202e}b\u{200d}c\u{fe0f}\u{7}d\ne"), ("abcd e".to_owned(), Vec::new()));
    }

    #[test]
    fn addresses_and_alternative_texts_stay_as_they_are() {
        let mut data = serde_json::json!({ "url": "https://x.no/🏠", "alt": "🏠", "content": [{ "text": "🏠" }] });
        spell_out(&mut data, &|letter| letter.is_ascii(), &mut BTreeMap::new());
        assert_eq!(data["url"], "https://x.no/🏠");
        assert_eq!(data["alt"], "🏠");
        assert_eq!(data["content"][0]["text"], "[U+1F3E0]");
    }
}

//! Turning words into ASCII: ids, file names and keys. One rule for the whole program: æ→ae, ø→oe, å→aa.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Writes one character's ASCII letters, lower-case; nothing for what has none.
fn push_ascii(c: char, out: &mut String) {
    match c {
        'æ' | 'Æ' | 'ä' | 'Ä' => out.push_str("ae"),
        'ø' | 'Ø' | 'ö' | 'Ö' => out.push_str("oe"),
        'å' | 'Å' => out.push_str("aa"),
        'ß' => out.push_str("ss"),
        'đ' | 'Đ' => out.push('d'),
        'ŋ' | 'Ŋ' => out.push('n'),
        'ŧ' | 'Ŧ' => out.push('t'),
        _ if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
        _ if c.is_ascii() => {}
        _ => out.extend(
            std::iter::once(c)
                .nfd()
                .filter(|d| !is_combining_mark(*d) && d.is_ascii_alphanumeric())
                .map(|d| d.to_ascii_lowercase()),
        ),
    }
}

/// A slug for addresses and ids: lower-case ASCII, words joined by `-`. Empty when nothing is left.
pub fn slug(text: &str) -> String {
    joined(text, '-')
}

/// A key for comparing YAML words: lower-case ASCII, words joined by `_`.
pub fn ascii_key(text: &str) -> String {
    joined(text, '_')
}

fn joined(text: &str, joint: char) -> String {
    let mut out = String::with_capacity(text.len());
    let mut add = |c: char| {
        let before = out.len();
        push_ascii(c, &mut out);
        if out.len() == before && !is_combining_mark(c) && !out.is_empty() && !out.ends_with(joint) {
            out.push(joint);
        }
    };
    // Below the first combining mark every text is composed already, and nearly every text is: composing took a
    // twentieth of a build of many plans.
    if text.chars().all(|c| c < '\u{300}') {
        text.chars().for_each(&mut add);
    } else {
        text.nfc().for_each(&mut add);
    }
    while out.ends_with(joint) {
        out.pop();
    }
    out
}

/// A slug of at most `limit` characters, cut between words where that is possible.
pub fn short_slug(text: &str, limit: usize) -> String {
    let full = slug(text);
    if full.len() <= limit {
        return full;
    }
    let cut = &full[..limit];
    cut.rfind('-').map_or(cut, |at| &cut[..at]).trim_end_matches('-').to_owned()
}

/// Is this an id as authors write them: lower-case ASCII letters, digits and hyphens?
pub fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with('-')
        && !text.ends_with('-')
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn norwegian_letters_keep_words_apart() {
        assert_eq!(slug("Mål og mal"), "maal-og-mal");
        assert_eq!(slug("Bør / bor – råd, «rad»"), "boer-bor-raad-rad");
        assert_eq!(slug("Café Größe"), "cafe-groesse");
    }

    #[test]
    fn two_spellings_of_a_ring_give_one_slug() {
        assert_eq!(slug("ma\u{30a}l"), slug("mål"));
    }

    #[test]
    fn keys_compare_across_spellings() {
        assert_eq!(ascii_key("ikke startet"), ascii_key("ikke_startet"));
        assert_eq!(ascii_key("fullført"), "fullfoert");
    }

    #[test]
    fn a_long_slug_is_cut_between_words() {
        assert_eq!(short_slug("kartlegge startlånsmottakere etter grupper", 24), "kartlegge");
        assert_eq!(short_slug("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 10), "aaaaaaaaaa");
    }
}

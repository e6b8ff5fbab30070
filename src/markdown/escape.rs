//! Text that is safe to put into HTML.

use std::fmt::Write as _;

/// Escapes text between tags.
pub fn text(text: &str, out: &mut String) {
    escape(text, false, out);
}

/// Escapes text inside a quoted attribute.
pub fn attribute(text: &str, out: &mut String) {
    escape(text, true, out);
}

fn escape(text: &str, quoted: bool, out: &mut String) {
    out.reserve(text.len());
    // What needs no look is copied in stretches: character by character this was a fiftieth of a whole build.
    let mut copied = 0;
    let mut at = 0;
    while let Some(step) = text.as_bytes()[at..].iter().position(|byte| MAY_CHANGE[usize::from(*byte)]) {
        at += step;
        let Some(letter) = text[at..].chars().next() else { break };
        let end = at + letter.len_utf8();
        if let Some(written) = replaced(letter, quoted) {
            out.push_str(&text[copied..at]);
            out.push_str(written);
            copied = end;
        }
        at = end;
    }
    out.push_str(&text[copied..]);
}

/// Bytes a character may begin with that is not always written as it is: marks, control characters, and the first bytes of
/// U+0080 to U+00BF and of everything from U+F000.
const MAY_CHANGE: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = matches!(byte, 0..=8 | 11..=31 | 0x22 | 0x26 | 0x27 | 0x3c | 0x3e | 0x7f | 0xc2 | 0xef..=0xff);
        byte += 1;
    }
    table
};

/// What is written in the place of a character.
fn replaced(letter: char, quoted: bool) -> Option<&'static str> {
    Some(match letter {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' if quoted => "&quot;",
        '\'' if quoted => "&#39;",
        '\n' | '\t' => return None,
        // HTML forbids them all, also as character references.
        _ if letter.is_control() || is_noncharacter(letter) => "\u{fffd}",
        _ => return None,
    })
}

const fn is_noncharacter(letter: char) -> bool {
    let code = letter as u32;
    (code >= 0xfdd0 && code <= 0xfdef) || code & 0xfffe == 0xfffe
}

/// Escapes an address inside a quoted attribute: what may not stand in one is percent-encoded, what already is stays.
pub fn url(address: &str, out: &mut String) {
    out.reserve(address.len());
    // Nearly every address on a page is one of the site's own, which are plain.
    if address.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._/".contains(&byte)) {
        return out.push_str(address);
    }
    let mut in_fragment = false;
    for (at, byte) in address.bytes().enumerate() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'%' if is_encoded(&address.as_bytes()[at..]) => out.push('%'),
            // Only the first # begins a fragment.
            b'#' if !in_fragment => {
                in_fragment = true;
                out.push('#');
            }
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => out.push(byte as char),
            _ if b"-._~:/?@!$()*+,;=".contains(&byte) => out.push(byte as char),
            _ => {
                // Writing to a String cannot fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
}

/// Whether bytes begin with a percent-encoded one.
fn is_encoded(bytes: &[u8]) -> bool {
    matches!(bytes, [b'%', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(with: fn(&str, &mut String), from: &str) -> String {
        let mut out = String::new();
        with(from, &mut out);
        out
    }

    #[test]
    fn markup_and_control_characters_never_pass() {
        assert_eq!(made(text, "a<b>&\"c\"\0\u{85}"), "a&lt;b&gt;&amp;\"c\"\u{fffd}\u{fffd}");
        assert_eq!(made(attribute, "\"' onx=\""), "&quot;&#39; onx=&quot;");
        assert_eq!(
            made(text, "\t§ «ø»\r\u{9f}\u{a0}\u{fdd0}\u{1fffe}😀"),
            "\t§ «ø»\u{fffd}\u{fffd}\u{a0}\u{fffd}\u{fffd}😀"
        );
    }

    #[test]
    fn an_address_is_encoded_once() {
        assert_eq!(made(url, "bøk er.md?a=1&b=%20#x"), "b%C3%B8k%20er.md?a=1&amp;b=%20#x");
        assert_eq!(made(url, "a\"b\\c'd"), "a%22b%5Cc%27d");
        assert_eq!(made(url, "100%.md#a#b"), "100%25.md#a%23b");
    }
}

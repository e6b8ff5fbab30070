//! Makes text from an author safe to print on one line: a key in a plan must not be able to move the
//! cursor of a terminal, or look like a second finding.

use std::borrow::Cow;

/// The text on one line, with control and direction characters replaced by something that can be seen.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if is_unsafe(c) { stand_in(c) } else { c }).collect())
}

fn is_unsafe(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn stand_in(c: char) -> char {
    match c {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
        // Unicode has a picture for each of the ASCII control characters, in the same order.
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{FFFD}'),
        '\x7f' => '\u{2421}',
        _ => '\u{FFFD}',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_norwegian_text_is_left_alone() {
        assert!(matches!(one_line("ukjent felt «kostånd»"), Cow::Borrowed(_)));
    }

    #[test]
    fn an_escape_sequence_and_a_newline_lose_their_power() {
        assert_eq!(one_line("a\x1b[31m\nb\u{202e}c\u{85}d\x7f"), "a␛[31m b\u{FFFD}c\u{FFFD}d␡");
    }
}

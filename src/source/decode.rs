//! From bytes to text: UTF-8, one spelling of each letter (NFC), no control characters. Where the bytes
//! are wrong the text is kept as well as it can be, so that the place can still be drawn.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::diag::{Diagnostic, FileId, Span};

/// A file's text and what was wrong with its bytes.
pub struct Decoded<'b> {
    pub text: Cow<'b, str>,
    pub diagnostics: Vec<Diagnostic>,
    /// False when the text is not what the author meant.
    pub sound: bool,
}

/// Decodes the contents of one file.
pub fn decode(bytes: &[u8], file: FileId) -> Decoded<'_> {
    let utf16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut diagnostics = Vec::new();
    let mut sound = true;
    let text = match std::str::from_utf8(bytes) {
        Ok(text) if is_plain(bytes) => Cow::Borrowed(text),
        Ok(text) => {
            let (text, two_spellings) = normalise(text, file);
            diagnostics.extend(two_spellings);
            if let Some(control) = control_characters(&text, file) {
                diagnostics.push(control);
                sound = false;
            }
            text
        }
        Err(error) => {
            let (text, broken) = broken(bytes, &error, utf16, file);
            diagnostics.push(broken);
            sound = false;
            Cow::Owned(text)
        }
    };
    Decoded { text, diagnostics, sound }
}

/// The text in NFC, and a warning when that changed something.
fn normalise(text: &str, file: FileId) -> (Cow<'_, str>, Option<Diagnostic>) {
    if unicode_normalization::is_nfc(text) {
        return (Cow::Borrowed(text), None);
    }
    let composed: String = text.nfc().collect();
    let marks = |text: &str| text.chars().filter(|c| is_combining_mark(*c)).count();
    // Letters with a loose mark, and signs that are another letter's double, such as U+212B for Å.
    let doubles = text.chars().filter(|c| is_nfc_quick(std::iter::once(*c)) == IsNormalized::No).count();
    let count = (marks(text).saturating_sub(marks(&composed)) + doubles).max(1);
    let same = text.bytes().zip(composed.bytes()).take_while(|(a, b)| a == b).count();
    let start = (0..=same).rev().find(|at| composed.is_char_boundary(*at)).unwrap_or(0);
    let letter = composed[start..].chars().next();
    let end = start + letter.map_or(0, char::len_utf8);
    let message = match count {
        1 => "én bokstav er skrevet med andre tegn enn vanlig".to_owned(),
        _ => format!("{count} bokstaver er skrevet med andre tegn enn vanlig"),
    };
    let label = letter.map_or_else(String::new, |letter| format!("her er «{letter}» skrevet på en annen måte"));
    let warning = Diagnostic::warning("kilde/to-skrivemaater", message)
        .at(Span::new(file, start..end))
        .label(label)
        .help("Planverk leser dem som vanlige bokstaver; skriv dem på nytt hvis teksten er limt inn fra en PDF");
    (Cow::Owned(composed), Some(warning))
}

/// Does the text (valid UTF-8) hold nothing but what Norwegian is usually written with: ASCII, Latin letters up to U+02FF,
/// dashes, quotation marks and ellipses? None of it is ever spelt in two ways, and no control character is among it.
/// Looking at every character's properties instead took a tenth of the time of reading a site.
fn is_plain(text: &[u8]) -> bool {
    // Bytes that do not tell by themselves, in valid UTF-8. Written without branches, so that the compiler looks at 32 at
    // once: 0.15 ms a megabyte instead of 2.
    let unsure = |byte: u8| {
        u8::from(byte < b' ') & u8::from(byte != b'\n')
            | u8::from(byte == 0x7f)
            | u8::from(byte == 0xc2)
            | u8::from(byte > 0xcb)
    };
    let mut rest = text;
    loop {
        while let Some((chunk, after)) = rest.split_first_chunk::<32>()
            && chunk.iter().fold(0, |any, byte| any | unsure(*byte)) == 0
        {
            rest = after;
        }
        let Some(at) = rest.iter().position(|byte| unsure(*byte) != 0) else { return true };
        let length = match &rest[at..] {
            [b'\t' | b'\r', ..] => 1,
            [0xc2, 0xa0..=0xbf, ..] => 2,
            [0xe2, 0x80, 0x90..=0xa7, ..] => 3,
            _ => return false,
        };
        rest = rest.get(at + length..).unwrap_or_default();
    }
}

fn control_characters(text: &str, file: FileId) -> Option<Diagnostic> {
    let is_bad = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    let (at, first) = text.char_indices().find(|(_, c)| is_bad(*c))?;
    let (mut count, mut nul) = (0_usize, 0_usize);
    for c in text.chars().filter(|c| is_bad(*c)) {
        count += 1;
        nul += usize::from(c == '\0');
    }
    let message = match count {
        1 => "usynlig styretegn i teksten".to_owned(),
        _ => format!("{count} usynlige styretegn i teksten"),
    };
    let hint = if nul * 3 > text.len() {
        "filen ser ut som UTF-16; lagre den som UTF-8"
    } else {
        "slett tegnet; det følger ofte med når tekst limes inn fra en PDF eller et regneark"
    };
    let error = Diagnostic::error("kilde/styretegn", message)
        .at(Span::new(file, at..at + first.len_utf8()))
        .label(format!("tegnet U+{:04X}", u32::from(first)))
        .help(hint);
    Some(error)
}

fn broken(bytes: &[u8], error: &std::str::Utf8Error, utf16: bool, file: FileId) -> (String, Diagnostic) {
    let at = error.valid_up_to();
    let lossy = String::from_utf8_lossy(bytes);
    // What stands before the first wrong byte is the same in the lossy text; composing letters may shorten it.
    let start = lossy[..at].nfc().map(char::len_utf8).sum::<usize>();
    let text: String = lossy.nfc().collect();
    let end = start + text[start..].chars().next().map_or(0, char::len_utf8);

    let byte = bytes.get(at).copied().unwrap_or_default();
    let old = OldEncoding::guess(bytes);
    let (label, hint) = if utf16 {
        (None, "filen ser ut som UTF-16; lagre den som UTF-8".to_owned())
    } else if error.error_len().is_none() {
        (Some("her stopper filen midt i et tegn".to_owned()), "filen kan være avkortet; hent den på nytt".to_owned())
    } else if old == OldEncoding::Whole {
        let label = windows_1252(byte).map(|c| format!("byten 0x{byte:02X} er «{c}» i Windows-1252"));
        let hint = "filen ser ut som Latin-1/Windows-1252 (vanlig fra eldre Excel og Notisblokk); lagre den som UTF-8";
        (label, hint.to_owned())
    } else if old == OldEncoding::Mixed {
        let hint =
            "filen blander UTF-8 og Latin-1/Windows-1252; skriv de merkede bokstavene på nytt og lagre som UTF-8";
        (windows_1252(byte).map(|c| format!("dette var kanskje «{c}»")), hint.to_owned())
    } else {
        (Some(format!("byten 0x{byte:02X}")), "lagre filen som UTF-8".to_owned())
    };
    let mut error =
        Diagnostic::error("kilde/ikke-utf8", "filen er ikke UTF-8").at(Span::new(file, start..end)).help(hint);
    error.label = label;
    (text, error)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum OldEncoding {
    /// Every letter beyond ASCII is one byte, and they make sense as Windows-1252.
    Whole,
    /// Some letters are UTF-8, others look like Windows-1252.
    Mixed,
    No,
}

impl OldEncoding {
    fn guess(bytes: &[u8]) -> Self {
        let mut utf8 = false;
        for chunk in bytes.utf8_chunks() {
            utf8 |= !chunk.valid().is_ascii();
            if !chunk.invalid().iter().all(|byte| windows_1252(*byte).is_some()) {
                return Self::No;
            }
        }
        if utf8 { Self::Mixed } else { Self::Whole }
    }
}

/// The letter or sign a byte stands for, among those that occur in Norwegian text.
fn windows_1252(byte: u8) -> Option<char> {
    match byte {
        0x80 => Some('€'),
        0x85 => Some('…'),
        0x91 => Some('‘'),
        0x92 => Some('’'),
        0x93 => Some('“'),
        0x94 => Some('”'),
        0x95 => Some('•'),
        0x96 => Some('–'),
        0x97 => Some('—'),
        0xA0 | 0xA7 | 0xAB | 0xAD | 0xB0 | 0xB2 | 0xB4 | 0xB7 | 0xBB..=0xBE | 0xC0..=0xFF => Some(char::from(byte)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_for_plain_is_nfc_without_control_characters() {
        for letter in (0..=0x1_ffff).filter_map(char::from_u32) {
            let text = format!("å{letter}x");
            let sound = !letter.is_control() || matches!(letter, '\t' | '\n' | '\r');
            assert!(!is_plain(text.as_bytes()) || (sound && text.nfc().eq(text.chars())), "{letter:?}");
        }
        assert!(is_plain("Æ ø § «é» – … ’x’\r\n\t".as_bytes()));
        assert!(!is_plain("a\u{30a}".as_bytes()) && !is_plain(b"\0") && !is_plain("\u{85}".as_bytes()));
    }
    use crate::diag::{Position, position};

    fn decoded(bytes: &[u8]) -> Decoded<'_> {
        decode(bytes, FileId(0))
    }

    fn only<'d>(decoded: &'d Decoded) -> &'d Diagnostic {
        assert_eq!(decoded.diagnostics.len(), 1);
        &decoded.diagnostics[0]
    }

    fn place(decoded: &Decoded) -> (usize, usize) {
        let Position { line, column } = position(&decoded.text, only(decoded).span.unwrap().start as usize);
        (line, column)
    }

    #[test]
    fn a_byte_order_mark_is_taken_away_and_crlf_is_kept() {
        let decoded = decoded(b"\xEF\xBB\xBFa: 1\r\nb: 2\r\n");
        assert_eq!(decoded.text, "a: 1\r\nb: 2\r\n");
        assert!(decoded.sound && decoded.diagnostics.is_empty());
    }

    #[test]
    fn latin1_is_refused_with_the_place_and_letter_of_the_first_wrong_byte() {
        let decoded = decoded(b"tittel: ok\nm\xE5l: bl\xE5b\xE6r\n");
        let error = only(&decoded);
        assert_eq!(error.code, "kilde/ikke-utf8");
        assert_eq!(place(&decoded), (2, 2));
        assert_eq!(error.label.as_deref(), Some("byten 0xE5 er «å» i Windows-1252"));
        assert!(error.hints[0].contains("Latin-1/Windows-1252"));
        assert!(!decoded.sound);
        assert_eq!(decoded.text, "tittel: ok\nm\u{FFFD}l: bl\u{FFFD}b\u{FFFD}r\n");
    }

    #[test]
    fn the_place_is_right_when_letters_before_it_are_composed() {
        let bytes = "ma\u{30a}l ga\u{30a}\n".as_bytes().iter().chain(b"x\xF8").copied().collect::<Vec<_>>();
        let decoded = decoded(&bytes);
        assert_eq!(place(&decoded), (2, 2));
        assert!(decoded.text.starts_with("mål gå\nx"));
        assert!(only(&decoded).hints[0].contains("blander"));
    }

    #[test]
    fn a_file_cut_in_the_middle_of_a_letter_says_so() {
        let decoded = decoded(b"bl\xC3");
        assert_eq!(only(&decoded).label.as_deref(), Some("her stopper filen midt i et tegn"));
    }

    #[test]
    fn utf16_is_recognised_with_and_without_its_mark() {
        let with = decoded(b"\xFF\xFEm\0\xE5\0l\0");
        assert!(only(&with).hints[0].contains("UTF-16"));
        let without = decoded(b"m\0a\0l\0");
        assert_eq!(only(&without).code, "kilde/styretegn");
        assert!(only(&without).hints[0].contains("UTF-16"));
    }

    #[test]
    fn random_bytes_are_not_taken_for_an_old_encoding() {
        let decoded = decoded(b"abc\x81\x8D\xFE");
        assert_eq!(only(&decoded).label.as_deref(), Some("byten 0x81"));
        assert!(!only(&decoded).hints[0].contains("Latin"));
    }

    #[test]
    fn two_spellings_become_one_with_one_warning_that_counts_them() {
        let decoded = decoded("ok: æøå\nma\u{30a}l: ga\u{30a} e\u{301}n\n".as_bytes());
        assert_eq!(decoded.text, "ok: æøå\nmål: gå én\n");
        let warning = only(&decoded);
        assert_eq!(warning.code, "kilde/to-skrivemaater");
        assert_eq!(warning.message, "3 bokstaver er skrevet med andre tegn enn vanlig");
        assert_eq!(place(&decoded), (2, 2));
        assert_eq!(&decoded.text[warning.span.unwrap().range()], "å");
        assert!(decoded.sound);
    }

    #[test]
    fn a_letter_with_two_codes_is_normalised_too() {
        let two = decoded("\u{212B}s og \u{212B}l".as_bytes());
        assert_eq!(only(&two).message, "2 bokstaver er skrevet med andre tegn enn vanlig");
        let decoded = decoded("\u{212B}s".as_bytes());
        assert_eq!(decoded.text, "Ås");
        assert_eq!(only(&decoded).message, "én bokstav er skrevet med andre tegn enn vanlig");
    }

    #[test]
    fn control_characters_are_refused_with_count_and_first_place() {
        let decoded = decoded("a\tb\r\næ\u{0}c\u{1b}d\u{85}\n".as_bytes());
        let error = only(&decoded);
        assert_eq!((error.code, error.message.as_str()), ("kilde/styretegn", "3 usynlige styretegn i teksten"));
        assert_eq!(error.label.as_deref(), Some("tegnet U+0000"));
        assert_eq!(place(&decoded), (2, 2));
        assert!(!decoded.sound);
    }
}

//! Numbers as Norwegians write them: comma, thin space between thousands, a real minus sign.

/// Between thousands: narrow, and never broken over two lines.
const THIN: char = '\u{202f}';

/// A whole number, as `12 450`.
pub fn whole(n: i128) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 * THIN.len_utf8() + 3);
    if n < 0 {
        text.push('\u{2212}');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(THIN);
        }
        text.push(digit);
    }
    text
}

/// A number with the given decimals (at most 12), or with those it has when `decimals` is `None`.
/// What is not a number, such as a division by zero, is «–».
pub fn decimal(n: f64, decimals: Option<usize>) -> String {
    if !n.is_finite() {
        return "–".into();
    }
    let plain = match decimals {
        Some(count) => format!("{n:.*}", count.min(12)),
        None => n.to_string(),
    };
    let (sign, plain) = match plain.strip_prefix('-') {
        // Rounding may leave «−0», which nobody writes.
        Some(rest) if rest.chars().any(|c| matches!(c, '1'..='9')) => ("\u{2212}", rest),
        Some(rest) => ("", rest),
        None => ("", plain.as_str()),
    };
    let (whole_part, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    let whole_part = whole_part.parse().map_or_else(|_| whole_part.to_owned(), whole);
    if fraction.is_empty() { format!("{sign}{whole_part}") } else { format!("{sign}{whole_part},{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted_by_a_thin_space() {
        assert_eq!(whole(7), "7");
        assert_eq!(whole(677), "677");
        assert_eq!(whole(2_000_000), "2\u{202f}000\u{202f}000");
        assert_eq!(whole(-12_450), "\u{2212}12\u{202f}450");
    }

    #[test]
    fn decimals_get_a_comma() {
        assert_eq!(decimal(8.7, None), "8,7");
        assert_eq!(decimal(1234.5, Some(2)), "1\u{202f}234,50");
        assert_eq!(decimal(70.0, None), "70");
        assert_eq!(decimal(-0.04, Some(1)), "0,0");
        assert_eq!(decimal(-0.4, Some(1)), "\u{2212}0,4");
        assert_eq!(decimal(f64::NAN, None), "–");
    }
}

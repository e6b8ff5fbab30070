//! Numbers as Norwegians write them: comma, thin space between thousands, a real minus sign. Units and «ca.» are left to
//! the caller.
//!
//! A number is rounded the way it is *written* (1,005 with two decimals is 1,01), halves away from zero, which is what a
//! reader with a calculator expects and what binary rounding would not give.

/// Between groups of three digits: narrow, and never broken over two lines.
pub const GROUP: char = '\u{202f}';
/// Between a number and its unit: no-break space.
pub const UNIT_SPACE: char = '\u{a0}';
/// A real minus, as wide as a plus.
pub const MINUS: char = '\u{2212}';
/// Stands for a number that is none (NaN, infinite): visible, and not 0.
pub const NO_NUMBER: &str = "–";

/// A whole number, as `12 450`.
pub fn whole(n: i128) -> String {
    signed(n < 0, &grouped(&n.unsigned_abs().to_string()))
}

/// A number with the given decimals (at most 12), or with those it has when `decimals` is `None`.
/// What is not a number, such as a division by zero, is [`NO_NUMBER`].
pub fn decimal(n: f64, decimals: Option<usize>) -> String {
    if !n.is_finite() {
        return NO_NUMBER.to_owned();
    }
    let written = n.abs().to_string();
    let (digits, fraction) = if let Some(count) = decimals {
        round_written(&written, count.min(12))
    } else {
        let (digits, fraction) = written.split_once('.').unwrap_or((&written, ""));
        (digits.to_owned(), fraction.to_owned())
    };
    // Rounding may leave «−0», which nobody writes.
    let is_zero = digits.bytes().chain(fraction.bytes()).all(|digit| digit == b'0');
    let mut text = signed(n < 0.0 && !is_zero, &grouped(&digits));
    if !fraction.is_empty() {
        text.push(',');
        text.push_str(&fraction);
    }
    text
}

fn signed(negative: bool, digits: &str) -> String {
    if negative { format!("{MINUS}{digits}") } else { digits.to_owned() }
}

/// Parts plain digits in threes from the right.
fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() * 2);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(GROUP);
        }
        text.push(digit);
    }
    text
}

/// Rounds a written, non-negative decimal number half up; returns whole part and exactly `decimals` decimals.
fn round_written(written: &str, decimals: usize) -> (String, String) {
    let (whole, fraction) = written.split_once('.').unwrap_or((written, ""));
    let mut digits: Vec<u8> =
        whole.bytes().chain(fraction.bytes().chain(std::iter::repeat(b'0')).take(decimals)).collect();
    let round_up = fraction.as_bytes().get(decimals).is_some_and(|digit| *digit >= b'5');
    if round_up {
        let mut carried = true;
        for digit in digits.iter_mut().rev() {
            if *digit == b'9' {
                *digit = b'0';
            } else {
                *digit += 1;
                carried = false;
                break;
            }
        }
        if carried {
            digits.insert(0, b'1');
        }
    }
    let mut text: String = digits.into_iter().map(char::from).collect();
    let fraction = text.split_off(text.len() - decimals);
    (text, fraction)
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
        assert_eq!(decimal(1.005, Some(2)), "1,01");
        assert_eq!(decimal(-0.4, Some(1)), "\u{2212}0,4");
        assert_eq!(decimal(f64::NAN, None), "–");
    }
}

//! Numbers in the little room of a drawing: few decimals, millions in words, shares in whole per cent. How a
//! number is written and rounded is left to [`crate::language::numbers`], which number and unit to the caller.

use crate::language::numbers::{self, MINUS, UNIT_SPACE};

/// From here on a figure in full is only noise; powers of ten are written instead.
const FULL_LIMIT: f64 = 1e15;
/// The same for numbers near zero.
const SMALL_LIMIT: f64 = 1e-9;

/// A whole number: `−12 450`.
pub fn format_heltall(n: i64) -> String {
    numbers::whole(i128::from(n))
}

/// A number with exactly `decimals` decimals: `1 234,50`. Not finite gives «–».
pub fn format_desimaltall(value: f64, decimals: usize) -> String {
    if value.is_finite() && value.abs() >= FULL_LIMIT {
        return power_of_ten(value);
    }
    numbers::decimal(value, Some(decimals))
}

/// A number with the decimals it needs and at most two: `12 450`, `1 234,5`, `0,25`. Below 1 two digits are kept, for
/// what is little is not nothing: `0,004`. Not finite gives «–».
pub fn format_tall(value: f64) -> String {
    let size = value.abs();
    if size > 0.0 && size < SMALL_LIMIT {
        return power_of_ten(value);
    }
    let decimals = (2..12).find(|decimals| size == 0.0 || size * 10f64.powi(*decimals - 1) >= 1.0).unwrap_or(2);
    format_kort(value, usize::try_from(decimals).unwrap_or(2))
}

/// A number with the decimals it needs and at most so many.
pub fn format_kort(value: f64, most: usize) -> String {
    let text = format_desimaltall(value, most);
    match text.split_once(',') {
        Some((whole, fraction)) if fraction.bytes().all(|digit| digit.is_ascii_digit()) => {
            let fraction = fraction.trim_end_matches('0');
            if fraction.is_empty() { whole.to_owned() } else { format!("{whole},{fraction}") }
        }
        _ => text,
    }
}

/// Large numbers with the word the newspapers use: `2 mill.`, `1,25 mrd.`; below a million as [`format_tall`].
pub fn format_stort_tall(value: f64) -> String {
    match value.abs() {
        size if (1e9..FULL_LIMIT).contains(&size) => with_unit(&format_tall(value / 1e9), "mrd."),
        size if (1e6..1e9).contains(&size) => with_unit(&format_tall(value / 1e6), "mill."),
        _ => format_tall(value),
    }
}

/// Per cent of a number that already is in per cent: `format_prosent(8.7, 1)` is `8,7 %`.
pub fn format_prosent(percent: f64, decimals: usize) -> String {
    with_unit(&format_desimaltall(percent, decimals), "%")
}

/// A part of a whole in whole per cent: 5 of 8 is `63 %`. Rounding never claims that all is done or that nothing is:
/// 999 of 1000 is `> 99 %` and 1 of 1000 is `< 1 %`. `None` when the whole is not above zero or a number is missing.
pub fn format_andel(part: f64, whole: f64) -> Option<String> {
    let percent = part / whole * 100.0;
    if !percent.is_finite() || whole <= 0.0 {
        return None;
    }
    Some(if percent > 0.0 && percent < 0.5 {
        format!("<{UNIT_SPACE}1{UNIT_SPACE}%")
    } else if (99.5..100.0).contains(&percent) {
        format!(">{UNIT_SPACE}99{UNIT_SPACE}%")
    } else {
        format_prosent(percent, 0)
    })
}

/// Joins a formatted number and its unit so that no line break parts them.
pub fn with_unit(number: &str, unit: &str) -> String {
    let unit = unit.trim();
    if unit.is_empty() { number.to_owned() } else { format!("{number}{UNIT_SPACE}{unit}") }
}

/// `1,2 · 10²¹`.
fn power_of_ten(value: f64) -> String {
    let scientific = format!("{value:.1e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let mantissa = mantissa.replace('.', ",").replace('-', &MINUS.to_string());
    let exponent: String = exponent
        .chars()
        .filter_map(|sign| match sign.to_digit(10) {
            Some(digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(digit as usize),
            None => Some('⁻'),
        })
        .collect();
    format!("{mantissa}{UNIT_SPACE}·{UNIT_SPACE}10{exponent}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::numbers::{GROUP, NO_NUMBER};
    use proptest::prelude::*;

    /// Makes the two invisible spaces visible, so that an expectation can be read.
    fn shown(text: &str) -> String {
        text.replace(GROUP, "_").replace(UNIT_SPACE, "~")
    }

    #[test]
    fn whole_numbers_are_grouped_in_threes() {
        for (number, expected) in [
            (0, "0"),
            (7, "7"),
            (999, "999"),
            (1000, "1_000"),
            (12_450, "12_450"),
            (-12_450, "−12_450"),
            (1_234_567, "1_234_567"),
            (i64::MIN, "−9_223_372_036_854_775_808"),
        ] {
            assert_eq!(shown(&format_heltall(number)), expected);
        }
    }

    #[test]
    fn decimals_are_rounded_as_written_and_halves_go_away_from_zero() {
        for (number, decimals, expected) in [
            (1234.5, 1, "1_234,5"),
            (2.5, 0, "3"),
            (-2.5, 0, "−3"),
            (0.125, 2, "0,13"),
            (1.005, 2, "1,01"),
            (0.05, 1, "0,1"),
            (999.95, 1, "1_000,0"),
            (9.99, 1, "10,0"),
            (8.0, 2, "8,00"),
            (1e-12, 2, "0,00"),
        ] {
            assert_eq!(shown(&format_desimaltall(number, decimals)), expected, "{number} with {decimals}");
        }
    }

    #[test]
    fn a_number_that_rounds_to_zero_has_no_minus() {
        assert_eq!(format_desimaltall(-0.004, 2), "0,00");
        assert_eq!(format_tall(-0.0), "0");
    }

    #[test]
    fn as_many_decimals_as_needed_and_at_most_two() {
        for (number, expected) in [
            (12_450.0, "12_450"),
            (1234.5, "1_234,5"),
            (0.25, "0,25"),
            (1.0 / 3.0, "0,33"),
            (100.0, "100"),
            (54.6, "54,6"),
            (1.006, "1,01"),
        ] {
            assert_eq!(shown(&format_tall(number)), expected);
        }
    }

    #[test]
    fn what_is_little_is_never_nothing() {
        for (number, expected) in [
            (0.004, "0,004"),
            (-0.0123, "−0,012"),
            (0.05, "0,05"),
            (0.999, "1"),
            (2e-9, "0,000000002"),
            (1.25e-21, "1,2~·~10⁻²¹"),
        ] {
            assert_eq!(shown(&format_tall(number)), expected);
        }
    }

    #[test]
    fn what_is_no_number_is_a_dash_and_never_zero() {
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert_eq!(format_tall(number), NO_NUMBER);
            assert_eq!(format_desimaltall(number, 1), NO_NUMBER);
        }
        assert_eq!(shown(&format_prosent(f64::NAN, 0)), "–~%");
    }

    #[test]
    fn huge_numbers_become_powers_of_ten() {
        assert_eq!(shown(&format_tall(-1.25e21)), "−1,2~·~10²¹");
        assert_eq!(shown(&format_tall(f64::MAX)), "1,8~·~10³⁰⁸");
        assert_eq!(shown(&format_tall(999_999_999_999_999.0)), "999_999_999_999_999");
    }

    #[test]
    fn large_amounts_use_millions_and_milliards() {
        for (number, expected) in [
            (2_000_000.0, "2~mill."),
            (1_250_000_000.0, "1,25~mrd."),
            (999_999.0, "999_999"),
            (-1_500_000.0, "−1,5~mill."),
            (1e14, "100_000~mrd."),
        ] {
            assert_eq!(shown(&format_stort_tall(number)), expected);
        }
    }

    #[test]
    fn per_cent_has_a_space_before_the_sign() {
        assert_eq!(shown(&format_prosent(8.7, 1)), "8,7~%");
        assert_eq!(shown(&format_prosent(-3.0, 0)), "−3~%");
    }

    #[test]
    fn a_share_never_rounds_to_all_or_nothing() {
        for (part, whole, expected) in [
            (5.0, 8.0, Some("63~%")),
            (0.0, 8.0, Some("0~%")),
            (8.0, 8.0, Some("100~%")),
            (999.0, 1000.0, Some(">~99~%")),
            (1.0, 1000.0, Some("<~1~%")),
            (1.0, 0.0, None),
            (0.0, 0.0, None),
            (1.0, -4.0, None),
            (f64::NAN, 4.0, None),
        ] {
            assert_eq!(format_andel(part, whole).map(|text| shown(&text)).as_deref(), expected, "{part} of {whole}");
        }
    }

    #[test]
    fn a_unit_is_joined_only_when_there_is_one() {
        assert_eq!(shown(&with_unit("12", "kr")), "12~kr");
        assert_eq!(with_unit("12", " "), "12");
    }

    proptest! {
        #[test]
        fn whole_numbers_survive_being_read_back(n in any::<i64>()) {
            let plain: String = format_heltall(n).chars().filter(|c| *c != GROUP).collect();
            prop_assert_eq!(plain.replace(MINUS, "-").parse::<i64>().unwrap(), n);
        }

        #[test]
        fn no_number_panics_or_shows_machine_words(value in any::<f64>(), decimals in 0usize..6) {
            for text in [format_desimaltall(value, decimals), format_tall(value), format_stort_tall(value)] {
                prop_assert!(!text.contains("NaN") && !text.contains("inf") && !text.contains('.') || text.ends_with('.'));
                prop_assert!(text.chars().count() < 40);
            }
        }
    }
}

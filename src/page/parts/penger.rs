//! Sums of money as people read them. A text such as «Husbanken/Bydel» is no sum and never comes here.

use crate::language::Language;

/// «ca. 2 000 000 kr»; another currency keeps its code.
pub fn amount(number: f64, approximate: bool, currency: Option<&str>, language: &Language) -> String {
    crate::derive::kostnad::beloepsord(number, approximate, currency, language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kroner_are_kr_and_other_money_keeps_its_code() {
        let nb = Language::load("nb", None).unwrap();
        assert_eq!(amount(2_000_000.0, true, Some("NOK"), &nb), "ca. 2\u{202f}000\u{202f}000\u{a0}kr");
        assert_eq!(amount(50.0, false, Some("EUR"), &nb), "50\u{a0}EUR");
    }
}

//! A capital first letter, for words that begin a heading or a name. Which words that is, is left to the caller.

/// The words with a capital first letter: `økonomi` is `Økonomi`.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_begin_with_a_capital_also_when_it_is_an_oe() {
        assert_eq!(capitalised("økonomi"), "Økonomi");
        assert_eq!(capitalised(""), "");
    }
}

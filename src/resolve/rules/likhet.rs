//! Likhet: when two texts say the same. Case, spacing and punctuation do not count; a changed word does.

/// What is left of a text when only its words count. Empty when it has none.
pub fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_count() {
        assert_eq!(key("  Flere «egnede»\nboliger. "), key("flere egnede boliger"));
        assert_ne!(key("flere boliger"), key("færre boliger"));
        assert_eq!(key("…"), "");
    }
}

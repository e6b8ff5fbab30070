//! The words the interface is written with, in each language. What the plans themselves say is never translated.

pub mod capital;
pub mod collation;
pub mod dates;
pub mod numbers;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::diag::{self, Diagnostic};
use crate::yaml::words::{self, Words};

/// The language everything falls back to.
pub const FALLBACK: &str = "nb";

/// The word lists of the standard theme, one per language.
const STANDARD: [(&str, &str); 3] = [
    ("nb", include_str!("../../themes/standard/language/nb.yaml")),
    ("nn", include_str!("../../themes/standard/language/nn.yaml")),
    ("en", include_str!("../../themes/standard/language/en.yaml")),
];

/// The words of one language, complete: what the language itself lacks is taken from bokmål.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    code: String,
    words: BTreeMap<String, Words>,
}

impl Language {
    /// The words for `code` (`nb`, `nn`, `en`), with a site's own words laid over.
    /// `overrides` is the file's path as the author knows it and its text.
    pub fn load(code: &str, overrides: Option<(&str, &str)>) -> Result<Self, Box<Diagnostic>> {
        let Some((_, standard)) = STANDARD.iter().find(|(known, _)| *known == code) else {
            let fault = Diagnostic::error("tema/spraak", format!("språket «{code}» har ingen ordliste"));
            return Err(Box::new(fault.help("velg nb, nn eller en")));
        };
        let mut list = read_standard(FALLBACK)?;
        if code != FALLBACK {
            lay_over(&mut list, words::words(standard).map_err(|why| broken("standard", why))?);
        }
        if let Some((path, text)) = overrides {
            let own = words::words(text).map_err(|why| broken(path, why))?;
            if let Some(unknown) = unknown_key(&own, &list, "") {
                let known = keys(&list);
                let fault = Diagnostic::error("tema/ukjent-ord", format!("temaet bruker ikke ordet «{unknown}»"));
                let guess = diag::did_you_mean(&unknown, known.iter().map(String::as_str));
                return Err(Box::new(fault.in_path(path).help_maybe(guess)));
            }
            lay_over(&mut list, own);
        }
        Ok(Self { code: code.into(), words: list })
    }

    /// The language code, as in `<html lang>`.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// One word or sentence, named by its path (`status.fullfoert`). A path that leads nowhere comes back as it is,
    /// so that the fault is visible on the page; a test goes through the paths the program uses.
    pub fn word<'a>(&'a self, path: &'a str) -> &'a str {
        self.find(path).unwrap_or(path)
    }

    /// As [`Language::word`], but says when there is none.
    pub fn find(&self, path: &str) -> Option<&str> {
        let mut group = &self.words;
        let mut parts = path.split('.').peekable();
        while let Some(part) = parts.next() {
            match group.get(part)? {
                Words::Text(text) => return parts.peek().is_none().then_some(text),
                Words::Group(below) => group = below,
            }
        }
        None
    }

    /// A sentence with its `{name}` places filled.
    pub fn fill(&self, path: &str, values: &[(&str, &str)]) -> String {
        fill(self.word(path), values)
    }

    /// As [`Language::fill`] of a sentence about so many: of one, `<path>_en` says it.
    pub fn fill_for(&self, path: &str, n: usize, values: &[(&str, &str)]) -> String {
        if n == 1 { self.fill(&format!("{path}_en"), values) } else { self.fill(path, values) }
    }

    /// «1 aktivitet», «3 aktiviteter»: the noun comes from `antall.<noun>.en` and `.flere`.
    pub fn count(&self, noun: &str, n: u64) -> String {
        let form = if n == 1 { "en" } else { "flere" };
        let path = format!("antall.{noun}.{form}");
        format!("{}\u{a0}{}", numbers::whole(i128::from(n)), self.word(&path))
    }

    /// The whole list, for the templates.
    pub fn words(&self) -> &BTreeMap<String, Words> {
        &self.words
    }
}

/// Every language the interface is written in. A list is read when somebody first asks for it: most sites speak one
/// language, and reading all three was a fifth of the time a small site takes. Clones share what has been read.
#[derive(Debug, Clone)]
pub struct Languages(Arc<BTreeMap<&'static str, OnceLock<Language>>>);

impl Languages {
    /// Reads a site's own words, and leaves the languages it says nothing about until they are asked for.
    /// Each override is a path ending in `<code>.yaml` and the text of that file.
    pub fn load(overrides: &[(String, String)]) -> Result<Self, Vec<Diagnostic>> {
        let mut languages = BTreeMap::new();
        let mut faults = Vec::new();
        for (code, _) in STANDARD {
            let own = overrides.iter().find(|(path, _)| code_of(path) == code);
            let own = own.map(|(path, text)| Language::load(code, Some((path.as_str(), text.as_str())))).transpose();
            match own {
                Ok(own) => drop(languages.insert(code, own.map_or_else(OnceLock::new, OnceLock::from))),
                Err(fault) => faults.push(*fault),
            }
        }
        for (path, _) in overrides {
            if !STANDARD.iter().any(|(code, _)| *code == code_of(path)) {
                faults.push(
                    Diagnostic::error("tema/spraak", "ordlisten er for et språk Planverk ikke har")
                        .in_path(path)
                        .help("filen må hete nb.yaml, nn.yaml eller en.yaml"),
                );
            }
        }
        if faults.is_empty() { Ok(Self(Arc::new(languages))) } else { Err(faults) }
    }

    /// The codes of all languages, in order.
    pub fn codes(&self) -> impl Iterator<Item = &'static str> {
        self.0.keys().copied()
    }

    /// The words for a language code; bokmål when the code is none of ours.
    ///
    /// # Panics
    /// Never: bokmål is always there, and the lists in the program are read by the tests.
    pub fn get(&self, code: &str) -> &Language {
        let known = self.0.get_key_value(code).or_else(|| self.0.get_key_value(FALLBACK));
        let (code, language) = known.expect("Languages::load always puts bokmål in");
        language.get_or_init(|| Language::load(code, None).expect("the lists in the program are read by the tests"))
    }
}

fn code_of(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".yaml").unwrap_or(name)
}

/// Fills `{name}` places; a place without a value stays as it is.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let Some(length) = rest[start..].find('}') else { break };
        let name = &rest[start + 1..start + length];
        filled.push_str(&rest[..start]);
        match values.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.push_str(&rest[start..=start + length]),
        }
        rest = &rest[start + length + 1..];
    }
    filled.push_str(rest);
    filled
}

fn read_standard(code: &str) -> Result<BTreeMap<String, Words>, Box<Diagnostic>> {
    let text = STANDARD.iter().find(|(known, _)| *known == code).map_or("", |(_, text)| text);
    words::words(text).map_err(|why| broken("standard", why))
}

fn broken(path: &str, why: String) -> Box<Diagnostic> {
    Box::new(Diagnostic::error("tema/ordliste", why).in_path(path))
}

fn lay_over(under: &mut BTreeMap<String, Words>, over: BTreeMap<String, Words>) {
    for (key, value) in over {
        match (under.get_mut(&key), value) {
            (Some(Words::Group(below)), Words::Group(above)) => lay_over(below, above),
            (_, value) => {
                under.insert(key, value);
            }
        }
    }
}

/// The first path of `own` that `known` lacks, or has as something else.
fn unknown_key(own: &BTreeMap<String, Words>, known: &BTreeMap<String, Words>, path: &str) -> Option<String> {
    own.iter().find_map(|(key, value)| {
        let here = format!("{path}{key}");
        match (value, known.get(key)) {
            (Words::Text(_), Some(Words::Text(_))) => None,
            (Words::Group(own), Some(Words::Group(known))) => unknown_key(own, known, &format!("{here}.")),
            _ => Some(here),
        }
    })
}

/// Every path of a word list, in order.
fn keys(list: &BTreeMap<String, Words>) -> Vec<String> {
    fn walk(list: &BTreeMap<String, Words>, path: &str, into: &mut Vec<String>) {
        for (key, value) in list {
            match value {
                Words::Text(_) => into.push(format!("{path}{key}")),
                Words::Group(below) => walk(below, &format!("{path}{key}."), into),
            }
        }
    }
    let mut paths = Vec::new();
    walk(list, "", &mut paths);
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standard(code: &str) -> BTreeMap<String, Words> {
        read_standard(code).unwrap()
    }

    #[test]
    fn every_language_has_exactly_the_same_words() {
        let bokmaal = keys(&standard("nb"));
        for code in ["nn", "en"] {
            assert_eq!(keys(&standard(code)), bokmaal, "{code} differs from nb");
        }
    }

    #[test]
    fn places_to_fill_are_the_same_in_every_language() {
        fn places(text: &str) -> Vec<&str> {
            let mut found: Vec<&str> =
                text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect();
            found.sort_unstable();
            found
        }
        let languages = Languages::load(&[]).unwrap();
        for path in keys(&standard("nb")) {
            for code in ["nn", "en"] {
                assert_eq!(
                    places(languages.get("nb").word(&path)),
                    places(languages.get(code).word(&path)),
                    "{path} in {code}"
                );
            }
        }
    }

    #[test]
    fn a_word_is_found_by_its_path_and_a_missing_one_shows_itself() {
        let nb = Language::load("nb", None).unwrap();
        assert_eq!(nb.word("status.fullfoert"), "fullført");
        assert_eq!(nb.word("status.finnes.ikke"), "status.finnes.ikke");
        assert_eq!(nb.word("status"), "status");
    }

    #[test]
    fn a_site_changes_one_word_and_keeps_the_rest() {
        let nb = Language::load("nb", Some(("t/nb.yaml", "status:\n  fullfoert: ferdig\n"))).unwrap();
        assert_eq!(nb.word("status.fullfoert"), "ferdig");
        assert_eq!(nb.word("status.i_gang"), "i gang");
    }

    #[test]
    fn a_misspelt_word_gets_a_suggestion() {
        let fault = Language::load("nb", Some(("t/nb.yaml", "status:\n  fulfoert: ferdig\n"))).unwrap_err();
        assert_eq!(fault.code, "tema/ukjent-ord");
        assert_eq!(fault.path.as_deref(), Some("t/nb.yaml"));
        assert!(fault.hints[0].contains("status.fullfoert"), "{:?}", fault.hints);
    }

    #[test]
    fn a_word_list_for_an_unknown_language_is_refused() {
        let faults = Languages::load(&[("t/language/fi.yaml".into(), String::new())]).unwrap_err();
        assert_eq!(faults[0].code, "tema/spraak");
    }

    #[test]
    fn counts_follow_the_number() {
        let nb = Language::load("nb", None).unwrap();
        assert_eq!(nb.count("aktivitet", 1), "1\u{a0}aktivitet");
        assert_eq!(nb.count("aktivitet", 14), "14\u{a0}aktiviteter");
    }

    #[test]
    fn a_sentence_about_one_has_words_of_its_own_in_every_language() {
        let languages = Languages::load(&[]).unwrap();
        let told = |code: &str, n: usize| {
            let (n, words) = (n.to_string(), languages.get(code));
            words.fill_for("innsikt.matriser.strategi_funn", n.parse().unwrap(), &[("antall", &n), ("total", &n)])
        };
        assert_eq!(told("nb", 1), "1 av 1 strategi er brukt i minst ett satsingsområde");
        assert_eq!(told("nn", 1), "1 av 1 strategi er brukt i minst eitt satsingsområde");
        assert_eq!(told("en", 1), "1 of 1 strategy is used in at least one focus area");
        assert_eq!(told("nb", 2), "2 av 2 strategier er brukt i minst ett satsingsområde");
        let single =
            keys(&standard("nb")).into_iter().filter(|path| path.contains("matriser.") && path.ends_with("_en"));
        assert_eq!(single.count(), 8);
    }

    #[test]
    fn filling_leaves_unknown_places_and_loose_braces_alone() {
        assert_eq!(fill("{a} av {b}, {c} {", &[("a", "5"), ("b", "8")]), "5 av 8, {c} {");
    }
}

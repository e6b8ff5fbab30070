//! Snowball's Norwegian stemmer, and four rules it lacks. frostem is known only here.

use frostem::{Algorithm, Stemmer};

/// Definite plurals in -erne that are no agent nouns.
const NOT_AGENTS: [&str; 3] = ["ekstern", "intern", "modern"];

/// The stem of a lower-case word.
///
/// Snowball takes -er off `leietaker` but leaves it in `leietakere`, `leietakeren` and `leietakerne`, so that the four
/// are three words. Here -er falls off all of them, when at least three letters with a vowel are left. It leaves the
/// -t of adjectives' neuter on (`kommunalt`, `bostedsløst`), which falls off here, with the doubled l that goes with it
/// (`generell`, `generelt`). And no word ends in mm: `programmet` is of `program`.
///
/// Nynorsk -heit is -het: `moglegheita`, `moglegheiter` are inflected as `mulighet` is.
pub fn stem(word: &str) -> String {
    let bokmaal = ["heit", "heita", "heiter", "heitene"].iter().find_map(|ending| word.strip_suffix(ending));
    let changed = bokmaal.map(|rest| format!("{rest}het"));
    let word = changed.as_deref().unwrap_or(word);
    let mut stemmed = without_agent(word, snowball(word));
    let long = stemmed.chars().count() >= 6;
    let neuter = ["alt", "elt", "ilt", "bart", "somt", "løst"];
    if stemmed.ends_with("mm") || long && (stemmed.ends_with("ell") || neuter.iter().any(|end| stemmed.ends_with(end)))
    {
        stemmed.pop();
    }
    stemmed
}

/// Has the stem of a word of three letters or more the same three first? All but what begins with -heit, which is exchanged,
/// or has a doubled m right after its first letter.
pub fn begins_as_stem(word: &str) -> bool {
    !word.starts_with("heit") && !word.chars().skip(1).take(2).eq("mm".chars())
}

/// Snowball alone, for measuring what the rule gives.
pub fn snowball(word: &str) -> String {
    Stemmer::new(Algorithm::Norwegian).stem(word).into_owned()
}

fn without_agent(word: &str, mut stemmed: String) -> String {
    let plural = word.ends_with("erne") || word.ends_with("ernes");
    if plural && stemmed.ends_with("ern") && !NOT_AGENTS.contains(&stemmed.as_str()) {
        stemmed.pop();
    }
    if let Some(rest) = stemmed.strip_suffix("er") {
        let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'æ' | 'ø' | 'å');
        if rest.chars().count() >= 3 && rest.contains(vowel) {
            stemmed.truncate(rest.len());
        }
    }
    stemmed
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn agent_nouns_fall_together() {
        for noun in ["leietaker", "bruker", "veileder", "flyktningarbeider"] {
            let forms = ["", "en", "e", "ne", "nes", "ens", "s"].map(|ending| stem(&format!("{noun}{ending}")));
            assert!(forms.iter().all(|form| *form == forms[0]), "{forms:?}");
        }
    }

    #[test]
    fn other_words_keep_what_is_theirs() {
        assert_eq!(stem("eksterne"), stem("ekstern"));
        assert_eq!(stem("interne"), stem("intern"));
        assert_eq!(stem("boligene"), stem("bolig"));
        assert_ne!(stem("eier"), "ei");
        assert_eq!(stem(""), "");
    }

    #[test]
    fn adjectives_fall_together() {
        for forms in [
            ["kommunal", "kommunalt", "kommunale"],
            ["boligsosial", "boligsosialt", "boligsosiale"],
            ["generell", "generelt", "generelle"],
            ["bostedsløs", "bostedsløst", "bostedsløse"],
            ["tildelt", "tildele", "tildeler"],
        ] {
            assert!(forms.iter().all(|form| stem(form) == stem(forms[0])), "{forms:?}");
        }
        assert_ne!(stem("helt"), stem("hel"));
    }

    #[test]
    fn the_endings_of_both_languages_fall_together() {
        for (nynorsk, bokmaal) in
            [("verdigheita", "verdigheten"), ("verksemdheiter", "verksemdheter"), ("frivilligheit", "frivillighet")]
        {
            assert_eq!(stem(nynorsk), stem(bokmaal));
        }
    }

    #[test]
    fn a_doubled_m_is_one() {
        assert_eq!(stem("programmet"), stem("program"));
        assert_eq!(stem("hjemmene"), stem("hjem"));
    }

    #[test]
    fn verbs_in_ere_fall_together() {
        let forms = ["etablere", "etablerer", "etablerte", "etablert", "etableres"].map(stem);
        assert!(forms.iter().all(|form| *form == forms[0]), "{forms:?}");
    }

    proptest! {
        /// What splitting of compounds leans on.
        #[test]
        fn a_stem_begins_as_its_word(word in "[a-zæøåé]{2,9}(en|er|ene|erne|heit|heita|mm|dt|vt|ert|erte|ell|t|s)?") {
            let begins = |text: &str| text.chars().take(3).collect::<String>();
            if word.chars().count() > 2 && begins_as_stem(&word) {
                prop_assert_eq!(begins(&stem(&word)), begins(&word));
            }
        }
    }
}

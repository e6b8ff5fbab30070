//! Kostnad: what an activity costs, who pays, and when it is, in words. A text such as «Husbanken/Bydel» stays the text it
//! is; amounts are worked with in `finansiering`.

use crate::domain::aktivitet::{Finansieringsandel, Kostnad, Tid};
use crate::domain::enumeration::Enumeration;
use crate::language::{Language, dates, numbers};

/// A number with «ca.» when it is approximate.
pub fn tallord(number: f64, approximate: bool, language: &Language) -> String {
    let text = numbers::decimal(number, None);
    if approximate { format!("{} {text}", language.word("tall.ca")) } else { text }
}

/// «ca. 2 000 000 kr»; another currency keeps its code.
pub fn beloepsord(number: f64, approximate: bool, currency: Option<&str>, language: &Language) -> String {
    let unit = match currency {
        None | Some("NOK") => language.word("aktivitetsplan.kr"),
        Some(code) => code,
    };
    format!("{}\u{a0}{unit}", tallord(number, approximate, language))
}

/// «Husbanken/Bydel», «ca. 100 000 kr per år».
pub fn kostnadsord(cost: &Kostnad, language: &Language) -> Vec<String> {
    let mut lines: Vec<String> = cost.tekst.iter().cloned().collect();
    if let Some(amount) = cost.beloep.known() {
        let mut words = beloepsord(*amount, cost.ca, cost.valuta.as_deref(), language);
        if let Some(per) = cost.per {
            words.push(' ');
            words.push_str(language.word(&format!("aktivitetsplan.per_{}", per.key())));
        }
        lines.push(words);
    }
    lines
}

/// «Husbanken 70 %, 1 400 000 kr».
pub fn andelsord(shares: &[Finansieringsandel], language: &Language) -> Vec<String> {
    let words = |share: &Finansieringsandel| {
        let percent = share.andel.known().map(|percent| format!("\u{a0}{}\u{a0}%", tallord(*percent, false, language)));
        let amount = share.beloep.known().map(|n| format!(", {}", beloepsord(*n, false, None, language)));
        [Some(share.kilde.clone()), percent, amount].into_iter().flatten().collect::<String>()
    };
    shares.iter().map(words).collect()
}

/// The time as printed; when nothing is printed, its dates.
pub fn tidsord(time: &Tid, language: &Language) -> String {
    match &time.tekst {
        Some(text) if !text.is_empty() => text.clone(),
        _ => dates::period(&time.periode(), language),
    }
}

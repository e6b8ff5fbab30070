//! How one reading of an indicator is shown: the figure with its unit, when it is true for, and what it rests on.

use super::felt::{Bevis, enumerated, figure};
use super::oversikt::{Celle, Linje};
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::{Grunn, Sikkerhet};
use crate::domain::indikator::{Enhetsmaal, Indikator, Maaling};
use crate::language::Language;
use crate::language::dates;
use crate::page::world::World;

/// «20 husstander», «8,7 %», «ca. 90 personer».
pub fn med_enhet(number: f64, approximate: bool, unit: Option<Enhetsmaal>, language: &Language) -> String {
    unit_after(figure(number, approximate, language), number, unit, language)
}

/// A known figure with its margin of error and unit: «20 ± 3 husstander». Nothing when it is blank.
pub fn tallord(reading: &Maaling, unit: Option<Enhetsmaal>, language: &Language) -> Option<String> {
    let number = *reading.verdi.known()?;
    let Some(margin) = reading.usikkerhet else { return Some(med_enhet(number, reading.ca, unit, language)) };
    let written = figure(number, reading.ca, language);
    let margin = figure(margin, false, language);
    Some(unit_after(format!("{written}\u{a0}±\u{a0}{margin}"), 0.0, unit, language))
}

/// How it was counted and how sure it is, in words: «manuell telling», «vår tolkning»; nothing when neither is said.
pub fn hvordan(reading: &Maaling, language: &Language) -> Vec<String> {
    let method = reading.metode.known().map(|method| enumerated(*method, language));
    let sure = sikkerhet(reading).map(|key| language.word(&format!("sikkerhet.{key}")).to_owned());
    method.into_iter().chain(sure).collect()
}

fn unit_after(written: String, number: f64, unit: Option<Enhetsmaal>, language: &Language) -> String {
    match unit {
        None | Some(Enhetsmaal::Antall) => written,
        Some(Enhetsmaal::Prosent) => format!("{written}\u{a0}%"),
        #[expect(clippy::float_cmp, reason = "exactly one takes the singular")]
        Some(unit) if number == 1.0 => {
            let one = format!("enhet_en.{}", unit.key());
            format!("{written}\u{a0}{}", language.word(&one))
        }
        Some(unit) => format!("{written}\u{a0}{}", enumerated(unit, language)),
    }
}

/// The figure, or the word for why there is none.
pub fn verdi(indicator: &Indikator, reading: &Maaling, language: &Language) -> Celle {
    let words = tallord(reading, indicator.enhet.known().copied(), language);
    words.map_or_else(|| Celle::blank(reading.verdi.grunn().unwrap_or(Grunn::Tom)), Celle::ord)
}

/// The figure as a line of a cell, with its group before and its certainty after.
pub fn linje(indicator: &Indikator, reading: &Maaling, language: &Language) -> Linje {
    let words = tallord(reading, indicator.enhet.known().copied(), language).unwrap_or_else(|| {
        let why = reading.verdi.grunn().unwrap_or(Grunn::Tom);
        language.word(&format!("grunn.{}", why.key())).to_owned()
    });
    let tekst = match &reading.gruppe {
        Some(group) => format!("{group}: {words}"),
        None => words,
    };
    let liten = reading.metode.known().map(|method| enumerated(*method, language));
    Linje { sikkerhet: sikkerhet(reading), liten, ..Linje::ord(tekst) }
}

/// `tolket` or `uklar`; nothing when it is sure.
pub fn sikkerhet(reading: &Maaling) -> Option<String> {
    reading.belegg.sikkerhet.filter(|sure| *sure != Sikkerhet::Sikker).map(Enumeration::key)
}

/// When it is true for, and what is unsure about that.
pub fn tid(world: &World, reading: &Maaling, language: &Language) -> Celle {
    let mut cell = match reading.tid.known() {
        Some(period) => Celle::ord(dates::period(period, language)),
        None => Celle::blank(reading.tid.grunn().unwrap_or(Grunn::Tom)),
    };
    if let Some(evidence) = reading.tid.belegg.as_deref() {
        cell.bevis.extend(Bevis::of(world, evidence));
    }
    cell
}

/// «31.12.2012», «2012», or why no date is known.
pub fn tid_ord(reading: &Maaling, language: &Language) -> String {
    match reading.tid.known() {
        Some(period) => dates::period(period, language),
        None => language.word("innsikt.indikator.uten_dato").to_owned(),
    }
}

/// What it rests on.
pub fn grunnlag(world: &World, reading: &Maaling) -> Option<Bevis> {
    Bevis::of(world, &reading.belegg)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_has_its_unit_and_one_is_singular() {
        let nb = Language::load("nb", None).unwrap();
        assert_eq!(med_enhet(20.0, false, Some(Enhetsmaal::Husstander), &nb), "20\u{a0}husstander");
        assert_eq!(med_enhet(1.0, false, Some(Enhetsmaal::Husstander), &nb), "1\u{a0}husstand");
        assert_eq!(med_enhet(8.7, false, Some(Enhetsmaal::Prosent), &nb), "8,7\u{a0}%");
        assert_eq!(med_enhet(90.0, true, Some(Enhetsmaal::Personer), &nb), "ca. 90\u{a0}personer");
        let mut reading = Maaling { usikkerhet: Some(3.5), ..Maaling::default() };
        assert_eq!(tallord(&reading, Some(Enhetsmaal::Prosent), &nb), None);
        reading.verdi = crate::domain::felt::Verdi::Kjent(1.0);
        let written = tallord(&reading, Some(Enhetsmaal::Husstander), &nb);
        assert_eq!(written.as_deref(), Some("1\u{a0}±\u{a0}3,5\u{a0}husstander"));
        assert_eq!(med_enhet(625.0, false, Some(Enhetsmaal::Antall), &nb), "625");
    }
}

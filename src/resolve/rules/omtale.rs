//! Omtale: how findings name things, figures, times and sources, so that every rule says it the same way.

use crate::domain::dato::{Dato, Periode};
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::{Belegg, Felt, Grunn};
use crate::domain::indikator::Maaling;
use crate::domain::rad::Kind;
use crate::domain::status::Status;
use crate::language::numbers;
use crate::resolve::item::ItemId;
use crate::resolve::site::Site;

/// Longer titles are cut between words: the message is one line in a terminal.
const LONGEST: usize = 60;

/// «aktiviteten «Kartlegge behovet» (akt-1-1)».
pub fn thing(site: &Site, id: ItemId) -> String {
    let item = site.item(id);
    format!("{} {} ({})", definite(item.kind), quoted(&item.title), item.key)
}

/// The text in guillemets, on one line and not too long.
pub fn quoted(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((cut, _)) = words.char_indices().nth(LONGEST) else {
        // A goal ends in a full stop; the message goes on.
        return format!("«{}»", words.strip_suffix('.').unwrap_or(&words));
    };
    let short = &words[..cut];
    let short = short.rfind(' ').filter(|at| *at > 0).map_or(short, |at| &short[..at]);
    format!("«{} …»", short.trim_end_matches([',', '.', ';', ':', ' ']))
}

/// «målgruppen»: the kind as a message begins with it.
pub const fn definite(kind: Kind) -> &'static str {
    match kind {
        Kind::Organisasjon => "organisasjonen",
        Kind::Plan => "planen",
        Kind::Hovedmaal => "hovedmålet",
        Kind::Delmaal => "delmålet",
        Kind::Resultatmaal => "resultatmålet",
        Kind::Satsingsomraade => "satsingsområdet",
        Kind::Strategi => "strategien",
        Kind::Aktivitet => "aktiviteten",
        Kind::Tiltak => "tiltaket",
        Kind::Maalgruppe => "målgruppen",
        Kind::Virkemiddel => "virkemiddelet",
        Kind::Utfordring => "utfordringen",
        Kind::Indikator => "indikatoren",
        Kind::Forpliktelse => "forpliktelsen",
        Kind::Organ => "organet",
        Kind::Enhet => "enheten",
        Kind::Vedtak => "vedtaket",
        Kind::Matrise => "matrisen",
        Kind::Rapport => "rapporten",
        Kind::Kilde => "kilden",
        Kind::Begrep => "begrepet",
        Kind::Artikkel => "siden",
    }
}

/// The reason for a blank as it stands in a message, with a space before it; nothing when none was given.
pub const fn reason(grunn: Grunn) -> &'static str {
    match grunn {
        Grunn::Tom => "",
        Grunn::IkkeFastsatt => " (ikke fastsatt)",
        Grunn::IkkeAktuelt => " (ikke aktuelt)",
        Grunn::Ukjent => " (ukjent)",
        Grunn::Skjult => " (skjult)",
    }
}

/// «ikke startet»: the status as people say it.
pub fn status(status: Status) -> String {
    status.word().replace('_', " ")
}

/// A figure as Norwegians write it. Sums of decimals carry dust far behind the comma; it is swept away.
pub fn figure(n: f64) -> String {
    numbers::decimal((n * 1e6).round() / 1e6, None)
}

/// «2012–2016», «fra 2012», «til 2016».
pub fn period(periode: Periode) -> String {
    match (periode.fra, periode.til) {
        (Some(from), Some(to)) if from == to => from.iso(),
        (Some(from), Some(to)) => format!("{}–{}", from.iso(), to.iso()),
        (Some(from), None) => format!("fra {}", from.iso()),
        (None, Some(to)) => format!("til {}", to.iso()),
        (None, None) => "uten datoer".to_owned(),
    }
}

/// When a figure holds: «per 2012-12-31», «for 2012», «uten kjent dato».
pub fn moment(tid: &Felt<Periode>) -> String {
    match tid.known() {
        Some(Periode { fra: Some(from @ Dato::Dag(_)), til: Some(to) }) if from == to => format!("per {from}"),
        Some(periode) => format!("for {}", period(*periode)),
        None => "uten kjent dato".to_owned(),
    }
}

/// A reading in a list: «20 (Uten bolig, per 2012-12-31)».
pub fn reading(value: f64, maaling: &Maaling) -> String {
    let when = moment(&maaling.tid);
    match &maaling.gruppe {
        Some(group) => format!("{} ({group}, {when})", figure(value)),
        None => format!("{} ({when})", figure(value)),
    }
}

/// What the source is called: its title, or the author's own words.
pub fn source(site: &Site, belegg: &Belegg) -> Option<String> {
    let named = belegg.kilde.as_ref()?;
    Some(site.target(named).map_or_else(|| quoted(&named.text), |id| quoted(&site.item(id).title)))
}

/// More than this is not read, and a series may be as long as the author's file.
pub const MOST: usize = 12;

/// «a», «a og b», «a, b og c»; a long list ends in «og 30 til».
pub fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [shown @ .., _] if shown.len() >= MOST => {
            format!("{} og {} til", shown[..MOST - 1].join(", "), words.len() + 1 - MOST)
        }
        [most @ .., last] => format!("{} og {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_title_is_cut_between_words() {
        let title = "Kartlegge eierpotensialet hos alle som søker om startlån i hele kommunen";
        assert_eq!(quoted(title), "«Kartlegge eierpotensialet hos alle som søker om startlån i …»");
        assert_eq!(quoted("Kort\n  nok"), "«Kort nok»");
    }

    #[test]
    fn a_word_without_spaces_is_cut_between_letters() {
        assert_eq!(quoted(&"å".repeat(70)), format!("«{} …»", "å".repeat(60)));
    }

    #[test]
    fn words_are_listed_with_og_before_the_last() {
        let words = |list: &[&str]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(list(&words(&["a"])), "a");
        assert_eq!(list(&words(&["a", "b", "c"])), "a, b og c");
    }

    #[test]
    fn a_long_list_says_how_many_more_there_are() {
        let words: Vec<String> = (1..=13).map(|n| n.to_string()).collect();
        assert_eq!(list(&words[..12]), "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 og 12");
        assert_eq!(list(&words), "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 og 2 til");
    }

    #[test]
    fn a_sum_of_decimals_is_written_without_dust() {
        assert_eq!(figure(0.1 + 0.2), "0,3");
    }
}

//! An indicator's target on its page: where it started, where it stands, how far it is, and whether that is on course by
//! the rule that the page states. The rule itself is `derive::maalkurs`.

use super::{Bilde, moment, target_vist};
use crate::derive::indikatorserie::{retning, value};
use crate::derive::maalkurs::{Kurs, Vurdering, maalkurs};
use crate::domain::felt::Grunn;
use crate::language::numbers;
use crate::page::innsikt::ord::Ord;
use crate::page::parts::del::Del;
use crate::page::parts::felt::Bevis;
use crate::page::parts::maaling;
use crate::page::parts::oversikt::{Celle, Kolonne, Linje, Oversikt};
use crate::page::parts::seksjon::Seksjon;
use crate::page::world::World;

/// Judges the indicator's target as of the site's date; nothing without a target.
pub fn vurdering<'a>(world: &World, bilde: &Bilde<'a>) -> Option<Vurdering<'a>> {
    let row = bilde.indicator;
    maalkurs(&bilde.serier, &row.maaltall, &row.grunnlinje, retning(row), world.derived.date)
}

/// «på kurs», «ikke nådd».
pub fn kursord(ord: &Ord, kurs: Kurs) -> String {
    ord.for_side("indikator").word(&format!("kurs_{}", kurs.key()))
}

/// The section; nothing when the plan says nothing of a target or a start.
pub(super) fn section(world: &World, ord: &Ord, bilde: &Bilde) -> Option<Seksjon> {
    let indicator = bilde.indicator;
    if indicator.maaltall.is_unstated() && indicator.grunnlinje.known().is_none() {
        return None;
    }
    let section = Seksjon::new("maaltall", ord.word("maaltall"));
    let Some(judged) = vurdering(world, bilde) else { return Some(section.med(without_target(world, ord, bilde))) };
    let mut section = section.ingress(verdict(ord, &judged));
    section.deler.push(Del::Oversikt { tabell: table(world, ord, bilde, &judged) });
    section.deler.push(Del::merknad(ord.word("kurs_regel")));
    Some(section)
}

/// A start, or a target that is blank for a reason.
fn without_target(world: &World, ord: &Ord, bilde: &Bilde) -> Del {
    let indicator = bilde.indicator;
    let mut lines = Vec::new();
    if let Some(start) = indicator.grunnlinje.known() {
        let when = indicator.grunnlinje.dato().map_or_else(|| ord.word("uten_dato"), |d| ord.dato(d));
        let figure = maaling::med_enhet(*start, false, bilde.unit(), ord.language);
        lines.push(ord.fill("grunnlinje_setning", &[("tall", &figure), ("dato", &when)]));
    }
    let shown = target_vist(world, ord, bilde);
    let why = shown.grunn.map_or_else(String::new, |why| ord.felles(&format!("grunn.{why}")));
    let note = shown.merknad.map_or_else(String::new, |note| format!(" {note}"));
    lines.push(format!("{}{note}", ord.fill("maal_blankt", &[("grunn", &why)])));
    Del::Liste { linjer: lines }
}

/// The judgement in a sentence, with what makes it less sure.
fn verdict(ord: &Ord, judged: &Vurdering) -> String {
    let mut words = match judged.kurs {
        Kurs::Ukjent(why) => {
            ord.fill("kurs_setning_ukjent", &[("grunn", &ord.word(&format!("hvorfor_{}", why.key())))])
        }
        kurs => ord.word(&format!("kurs_setning_{}", kurs.key())),
    };
    if judged.maaling.is_some_and(crate::derive::indikatorserie::is_unsure) {
        words.push_str(&ord.word("kurs_usikker"));
    }
    words
}

fn table(world: &World, ord: &Ord, bilde: &Bilde, judged: &Vurdering) -> Oversikt {
    let figure = |n: f64| maaling::med_enhet(rounded(n), false, bilde.unit(), ord.language);
    let mut table = Oversikt::new(
        "tabell-maalkurs",
        ord.fill("kurs_tabell", &[("navn", &bilde.indicator.navn)]),
        vec![
            Kolonne::ord(ord.word("kurs_hva")),
            Kolonne::ord(ord.felles("kolonne.verdi")),
            Kolonne::dato(ord.felles("kolonne.dato")),
        ],
    );
    table.fast = true;
    let mut row = |key: &str, value: Celle, date: Celle| table.push(vec![Celle::ord(ord.word(key)), value, date]);
    if let Some(start) = judged.start {
        let liten = start.fra_maaling.then(|| ord.word("kurs_foerste_maaling"));
        let evidence = bilde.indicator.grunnlinje.belegg.as_deref().and_then(|b| Bevis::of(world, b));
        // The date has a column of its own.
        let evidence = evidence.map(|b| Bevis { dato: None, ..b }).filter(|b| *b != Bevis::default());
        let value = Celle::linjer(vec![Linje { liten, ..Linje::ord(figure(start.verdi)) }]).med_bevis(evidence);
        row("grunnlinje", value, Celle::ord(ord.dato(start.dato)));
    } else {
        let stated = bilde.indicator.grunnlinje.known().map(|n| Celle::ord(figure(*n)));
        let blank = || Celle::blank(bilde.indicator.grunnlinje.grunn().unwrap_or(Grunn::Tom));
        row("grunnlinje", stated.unwrap_or_else(blank), Celle::blank(Grunn::Tom));
    }
    if let Some(reading) = judged.maaling {
        let words = maaling::tallord(reading, bilde.unit(), ord.language).unwrap_or_default();
        row("kurs_tall", Celle::ord(words), Celle::ord(moment(ord, reading)));
        if let (Some(line), Some(figure_now)) = (judged.forventet, value(reading)) {
            let off = off_the_line(ord, bilde, figure_now - line);
            let value = Linje { liten: Some(off), ..Linje::ord(figure(line)) };
            row("kurs_linje", Celle::linjer(vec![value]), Celle::ord(maaling::tid_ord(reading, ord.language)));
        }
    }
    let due = bilde.indicator.maaltall.frist.known().map_or_else(
        || Celle::blank(bilde.indicator.maaltall.frist.grunn().unwrap_or(Grunn::Tom)),
        |due| Celle::ord(ord.dato(*due)),
    );
    let shown = target_vist(world, ord, bilde);
    let target = Celle { bevis: shown.bevis.into_iter().collect(), ..Celle::ord(figure(judged.maal)) };
    row("maaltall", target, due);
    if let Some(rest) = judged.rest() {
        let liten =
            judged.andel().map(|part| ord.fill("kurs_andel", &[("prosent", &numbers::decimal(part.round(), None))]));
        let value = Linje { liten, ..Linje::ord(signed(ord, bilde, rest)) };
        row("kurs_avstand", Celle::linjer(vec![value]), Celle::tom());
    }
    row("kurs", Celle::ord(kursord(ord, judged.kurs)), Celle::ord(ord.dag(world.derived.date)));
    table
}

/// «tallet er 12 boliger under linjen».
fn off_the_line(ord: &Ord, bilde: &Bilde, difference: f64) -> String {
    let words = maaling::med_enhet(rounded(difference).abs(), false, bilde.unit(), ord.language);
    match rounded(difference) {
        n if n > 0.0 => ord.fill("kurs_over_linjen", &[("tall", &words)]),
        n if n < 0.0 => ord.fill("kurs_under_linjen", &[("tall", &words)]),
        _ => ord.word("kurs_paa_linjen"),
    }
}

/// A difference with its sign: «+ 12 boliger», «− 3 %», «0».
fn signed(ord: &Ord, bilde: &Bilde, difference: f64) -> String {
    let difference = rounded(difference);
    let words = maaling::med_enhet(difference.abs(), false, bilde.unit(), ord.language);
    match difference {
        n if n > 0.0 => format!("+\u{a0}{words}"),
        n if n < 0.0 => format!("\u{2212}\u{a0}{words}"),
        _ => words,
    }
}

/// A worked-out figure to one decimal: the line is never more exact than the days it is drawn between.
fn rounded(n: f64) -> f64 {
    (n * 10.0).round() / 10.0
}

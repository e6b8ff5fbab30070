//! How one thing stands and how it came there: every dated statement, which one counts, and lateness in words.
//! The rule itself is in `derive::tilstand`. Drawn by `historie`.

use jiff::civil::Date;
use serde::Serialize;

use super::felt::{Bevis, figure};
use crate::derive::tilstand::{Frist, Tilstand, days, rows_until};
use crate::derive::versjoner::{Gyldighet, trer_i_kraft};
use crate::domain::dato::Dato;
use crate::domain::enumeration::Enumeration;
use crate::domain::status::Statusrad;
use crate::language::Language;
use crate::language::dates::{self, Form};
use crate::language::numbers;
use crate::page::frame::Lenke;
use crate::page::world::World;
use crate::resolve::item::ItemId;

/// One dated statement.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Melding {
    /// ISO; `None` when it is undated.
    pub dato: Option<String>,
    /// Status key.
    pub status: Option<String>,
    /// In words.
    pub tekst: Option<String>,
    /// What differs from the plan.
    pub avvik: Option<String>,
    /// Percent done, in words.
    pub framdrift: Option<String>,
    /// The report it was given in.
    pub rapport: Option<Lenke>,
    /// Evidence.
    pub bevis: Option<Bevis>,
    /// `gjelder`, `senere`, `udatert`, or nothing.
    pub merke: Option<String>,
    /// Another statement of the same date says another status.
    pub motstrid: bool,
}

/// How one thing stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Historie {
    /// Status key, `forsinket` when it is late.
    pub status: String,
    /// Lateness in words, with the rule behind it.
    pub frist: String,
    /// Every statement, latest last.
    pub meldinger: Vec<Melding>,
    /// Some statements are dated after the as-of date.
    pub har_senere: bool,
}

/// How an item stands; nothing for what has no status.
pub fn of(world: &World, item: ItemId, language: &Language) -> Option<Historie> {
    let frist = match (world.derived.state(item), outside(world, item, language)) {
        (Some(state), _) => lateness(state, world.derived.date, world.config.terskler.snart_dager, language),
        (None, said) => said?,
    };
    let meldinger = statements(world, item, language);
    Some(Historie {
        status: world.derived.status_key(item),
        frist,
        har_senere: meldinger.iter().any(|m| m.merke.as_deref() == Some("senere")),
        meldinger,
    })
}

/// «Gikk ut av planen med versjon 2 (1. juli 2012).» Nothing for what is part of the plan.
fn outside(world: &World, item: ItemId, language: &Language) -> Option<String> {
    let span = &world.site.entity(item)?.rad().versjoner;
    let plan = world.site.plan(world.site.item(item).plan?);
    let named = match world.derived.gyldighet(item) {
        Gyldighet::Gjelder => return None,
        Gyldighet::Kommer => span.ny.as_ref()?,
        Gyldighet::Utgaatt => span.utgaatt.as_ref()?,
    };
    let dato = trer_i_kraft(plan, named)?;
    let path = format!("historie.frist.{}", world.derived.outside_key(item)?);
    let when = dates::format(&dato.iso(), Form::Long, language);
    Some(language.fill(&path, &[("versjon", &named.navn), ("dato", &when)]))
}

fn statements(world: &World, item: ItemId, language: &Language) -> Vec<Melding> {
    let date = world.derived.date;
    let counts = rows_until(world.site, item, date).into_iter().rev().find(|row| row.status.known().is_some());
    let mut rows: Vec<&Statusrad> = world.site.status_rows(item).collect();
    rows.sort_by_key(|row| row.dato.known().map(|d| (d.last_day(), d.first_day())));
    let clashes = |row: &Statusrad| {
        let (Some(when), Some(what)) = (row.dato.known(), row.status.known()) else { return false };
        rows.iter().any(|other| other.dato.known() == Some(when) && other.status.known().is_some_and(|s| s != what))
    };
    rows.iter()
        .map(|row| {
            let later = row.dato.known().is_some_and(|d| d.first_day() > date);
            let merke = match row.dato.known() {
                None => Some("udatert"),
                Some(_) if later => Some("senere"),
                Some(_) => counts.filter(|c| std::ptr::eq(*c, *row)).map(|_| "gjelder"),
            };
            Melding {
                dato: row.dato.known().map(|d| d.iso()),
                status: row.status.known().map(|s| s.key()),
                tekst: row.tekst.known().cloned(),
                avvik: row.avvik.known().cloned(),
                framdrift: row.framdrift.known().map(|p| format!("{}\u{a0}%", figure(*p, false, language))),
                rapport: row.rapport.as_ref().map(|r| world.reference(r)).filter(|l| !l.url.is_empty()),
                bevis: Bevis::of(world, &row.rad.belegg),
                merke: merke.map(str::to_owned),
                motstrid: clashes(row),
            }
        })
        .collect()
}

/// «Tiden var ute 30.11.2012, 31 dager før datoen tallene gjelder for.»
pub fn lateness(state: &Tilstand, date: Date, soon: i64, language: &Language) -> String {
    let when = state.til.map_or_else(String::new, |til| dates::format(&til.iso(), Form::Long, language));
    let today = dates::format(&date.to_string(), Form::Long, language);
    let far = |n: i64| numbers::whole(i128::from(n.abs()));
    let path = format!("historie.frist.{}", state.frist.key());
    let gap = state.til.map(Dato::last_day).map_or(0, |end| days(date, end));
    let mut text = language.fill(
        &path,
        &[("frist", &when), ("dato", &today), ("dager", &far(gap)), ("grense", &numbers::whole(i128::from(soon)))],
    );
    if state.frist == Frist::Forsinket && gap == -1 {
        text = language.fill("historie.frist.forsinket_en_dag", &[("frist", &when), ("dato", &today)]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::status::Status;

    fn state(frist: Frist, til: &str) -> Tilstand {
        let til = Dato::parse(til).ok();
        Tilstand { status: Some(Status::IGang), per: None, framdrift: None, framdrift_per: None, frist, til }
    }

    #[test]
    fn lateness_is_counted_in_days_from_the_last_day_of_the_time() {
        let nb = Language::load("nb", None).unwrap();
        let date = jiff::civil::date(2012, 12, 31);
        let text = lateness(&state(Frist::Forsinket, "2012-11"), date, 90, &nb);
        assert!(text.contains("november 2012") && text.contains("31 dager"), "{text}");
        let text = lateness(&state(Frist::Forsinket, "2012-12-30"), date, 90, &nb);
        assert!(text.contains("dagen før"), "{text}");
    }

    #[test]
    fn without_time_nothing_is_said_of_lateness() {
        let nb = Language::load("nb", None).unwrap();
        let text = lateness(&state(Frist::UtenTid, "x"), jiff::civil::date(2012, 12, 31), 90, &nb);
        assert!(text.contains("ikke oppgitt") && !text.contains('{'), "{text}");
    }
}

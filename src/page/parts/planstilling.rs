//! Where a plan stands: how many activities have come how far, what is due next, what is late, and what the plan leaves
//! blank. The front page and the plan's overview begin with it. Drawn by the component `planstilling`.

use serde::Serialize;

use super::del::Statusantall;
use super::lister::{self, Punkt};
use super::stabel::{self, Stabelrad};
use crate::derive::frister::frister;
use crate::derive::kvalitet::{Kontroll, kvalitet};
use crate::derive::opptelling::Opptelling;
use crate::domain::rad::Kind;
use crate::language::Language;
use crate::language::dates::{self, Form};
use crate::language::numbers;
use crate::page::address;
use crate::page::catalogue::PlanPage;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

/// So many deadlines are shown; the page of progress has them all.
const ROOM: usize = 5;

/// What a reader with three minutes asks of a plan.
#[derive(Debug, Serialize)]
pub struct Planstilling {
    /// One sentence with the date.
    pub setning: String,
    /// The figures, each with what it is a part of; empty without activities.
    pub tall: Vec<Stillingstall>,
    /// The same as a bar.
    pub deler: Vec<Statusantall>,
    /// The bar shared out on areas or goals.
    pub stabler: Vec<Stabelrad>,
    /// Heading over them: «Fordelt på satsingsområder».
    pub fordelt: String,
    /// What is due next.
    pub frister: Vec<Punkt>,
    /// What is late.
    pub forsinket: Vec<Punkt>,
    /// How many more are late than there is room for.
    pub flere_forsinket: usize,
    /// What the plan leaves blank.
    pub mangler: Vec<Mangelrad>,
    /// The page of progress.
    pub framdrift_url: String,
    /// The page of what is missing.
    pub kvalitet_url: String,
}

/// One figure.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Stillingstall {
    /// Status key.
    pub status: String,
    /// How many.
    pub antall: usize,
    /// «av 22», «av 5 med frist».
    pub av: String,
}

/// One thing the plan lacks, and how many times.
#[derive(Debug, Serialize)]
pub struct Mangelrad {
    /// In words.
    pub tekst: String,
    /// Where the list is.
    pub url: String,
}

/// Where the plan stands, in the given language.
pub fn of(world: &World, plan: PlanId, language: &Language) -> Planstilling {
    let site = world.site;
    let activities: Vec<ItemId> = site.register.of_plan(plan, Kind::Aktivitet).collect();
    let count = world.derived.count(&activities);
    let found = frister(site, world.derived, plan);
    let points = |items: &[ItemId]| items.iter().take(ROOM).map(|item| due(world, *item, language)).collect();
    let next: Vec<ItemId> = found.kommende().collect();
    let shared = if site.plan(plan).satsingsomraader.is_empty() { "hovedmaal" } else { "satsingsomraade" };
    let shared = language.word(&format!("type_flertall.{shared}")).to_lowercase();
    Planstilling {
        setning: stabel::told(&count, &world.derived.date.to_string(), language),
        tall: figures(&count, language),
        deler: stabel::parts(&count),
        stabler: stabel::per_area(world, plan, language),
        fordelt: language.fill("planstilling.fordelt", &[("hva", &shared)]),
        frister: points(&next),
        forsinket: points(&found.forsinket),
        flere_forsinket: found.forsinket.len().saturating_sub(ROOM),
        mangler: lacks(world, plan, language),
        framdrift_url: address::plan_page(site, plan, PlanPage::Framdrift.name()),
        kvalitet_url: address::plan_page(site, plan, PlanPage::Kvalitet.name()),
    }
}

/// Finished, under way, late and not begun always, also when they are none, and the others when there are any. Where
/// nothing has a status, only that: «0 finished» would be a claim nobody has made.
fn figures(count: &Opptelling, language: &Language) -> Vec<Stillingstall> {
    let of = |n: usize, key: &str| {
        let total = numbers::whole(i128::try_from(n).unwrap_or(i128::MAX));
        language.fill(&format!("planstilling.{key}"), &[("total", &total)])
    };
    let unknown = count.uten == count.total;
    let always = |status: &str| !unknown && ["fullfoert", "i_gang", "forsinket", "ikke_startet"].contains(&status);
    // What has no end cannot be late, so it is no part of what lateness is counted of.
    let timed = count.total - count.uten_tid;
    count
        .parts()
        .into_iter()
        .filter(|(status, n)| *n > 0 || (count.total > 0 && always(status)))
        .map(|(status, antall)| {
            let av = if status == "forsinket" { of(timed, "av_med_frist") } else { of(count.total, "av") };
            Stillingstall { status, antall, av }
        })
        .collect()
}

/// A thing with its deadline under it.
fn due(world: &World, item: ItemId, language: &Language) -> Punkt {
    let end = world.derived.state(item).and_then(|state| state.til);
    let date = end.map(|til| dates::format(&til.iso(), Form::Short, language));
    let kind = lister::kind_word(world, item, language);
    let tekst = date.map(|date| language.fill("forside.frist", &[("dato", &date), ("slag", &kind)]));
    Punkt { tekst, status: None, ..lister::point(world, item) }
}

/// What a plan lacks, with counts. Checks without findings are left out.
fn lacks(world: &World, plan: PlanId, language: &Language) -> Vec<Mangelrad> {
    let page = address::plan_page(world.site, plan, PlanPage::Kvalitet.name());
    let told = |k: &Kontroll| Mangelrad {
        tekst: language.fill(
            &format!("mangler.{}", k.mangel.key()),
            &[("antall", &k.antall.to_string()), ("av", &k.av.to_string())],
        ),
        url: page.clone(),
    };
    kvalitet(world.site, world.derived, world.config, plan).iter().filter(|k| k.antall > 0).map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(count: &Opptelling) -> Vec<(String, usize, String)> {
        let nb = Language::load("nb", None).unwrap();
        figures(count, &nb).into_iter().map(|one| (one.status, one.antall, one.av.replace('\u{a0}', " "))).collect()
    }

    #[test]
    fn lateness_is_a_part_of_what_has_a_deadline() {
        let mut count = Opptelling::default();
        (count.total, count.forsinket, count.uten, count.uten_tid) = (22, 2, 1, 17);
        let late = shown(&count).into_iter().find(|one| one.0 == "forsinket").unwrap();
        assert_eq!((late.1, late.2.as_str()), (2, "av 5 med frist"));
        assert_eq!(shown(&count).len(), 5, "four that are always told, and one without status");
    }

    #[test]
    fn a_plan_where_nobody_has_reported_claims_no_zero() {
        let mut count = Opptelling::default();
        (count.total, count.uten, count.uten_tid) = (16, 16, 16);
        assert_eq!(shown(&count), [("uten".to_owned(), 16, "av 16".to_owned())]);
        assert!(shown(&Opptelling::default()).is_empty());
    }
}

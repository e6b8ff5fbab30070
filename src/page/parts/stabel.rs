//! How a group of activities stands: one sentence, and the bar that shows it. Numbers come from `derive::opptelling`.

use serde::Serialize;

use super::del::Statusantall;
use crate::derive::kobling;
use crate::derive::opptelling::Opptelling;
use crate::domain::rad::Kind;
use crate::language::Language;
use crate::language::dates::{self, Form};
use crate::language::numbers;
use crate::page::address;
use crate::page::catalogue::PlanPage;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

/// A bar as the `stabel` component takes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stabel {
    /// The parts, in reading order; empty ones left out.
    pub deler: Vec<Statusantall>,
    /// The sentence.
    pub tekst: String,
}

/// The bar of a group; nothing when the group is empty.
pub fn of(world: &World, items: &[ItemId], language: &Language) -> Option<Stabel> {
    let count = world.derived.count(items);
    (count.total > 0).then(|| Stabel { deler: parts(&count), tekst: short(&count, language) })
}

/// The activities of one area or goal as a bar.
#[derive(Debug, Serialize)]
pub struct Stabelrad {
    /// The area or goal.
    pub tittel: String,
    /// Its page.
    pub url: String,
    /// The parts.
    pub deler: Vec<Statusantall>,
    /// «0 av 5 fullført».
    pub tekst: String,
}

/// The parts that are not empty.
pub fn parts(count: &Opptelling) -> Vec<Statusantall> {
    count.parts().into_iter().filter(|(_, n)| *n > 0).map(|(status, antall)| Statusantall { status, antall }).collect()
}

/// «3 av 22 aktiviteter fullført», or that nobody has said.
fn short(count: &Opptelling, language: &Language) -> String {
    let unknown = count.uten == count.total;
    language.fill(
        if unknown { "framdrift.uten_status" } else { "framdrift.av" },
        &[
            ("antall", &number(count.fullfoert())),
            ("total", &number(count.total)),
            ("enhet", language.word(noun(count.total))),
            ("status", language.word("status.fullfoert")),
        ],
    )
}

const fn noun(n: usize) -> &'static str {
    if n == 1 { "antall.aktivitet.en" } else { "antall.aktivitet.flere" }
}

/// «Per 31.12.2012 er 3 av 22 aktiviteter fullført; 2 er forsinket og 9 mangler dato.»
pub fn sentence(world: &World, items: &[ItemId], language: &Language) -> String {
    told(&world.derived.count(items), &world.derived.date.to_string(), language)
}

/// The sentence of a count.
pub fn told(count: &Opptelling, date: &str, language: &Language) -> String {
    if count.total == 0 {
        return language.word("aktivitetsplan.ingen").to_owned();
    }
    // «0 finished» would be a claim nobody has made.
    let unknown = count.uten == count.total;
    let head = language.fill(
        if unknown { "aktivitetsplan.setning_uten_status" } else { "aktivitetsplan.setning" },
        &[
            ("dato", &dates::format(date, Form::Long, language)),
            ("antall", &number(count.fullfoert())),
            ("total", &number(count.total)),
            ("enhet", language.word(noun(count.total))),
        ],
    );
    let parts: Vec<String> = [
        (count.forsinket, "aktivitetsplan.er_forsinket"),
        (count.uten_tid, "aktivitetsplan.mangler_dato"),
        (if unknown { 0 } else { count.uten }, "aktivitetsplan.mangler_status"),
    ]
    .into_iter()
    .filter(|(n, _)| *n > 0)
    .map(|(n, path)| language.fill(path, &[("antall", &number(n))]))
    .collect();
    match parts.split_last() {
        None => format!("{head}."),
        Some((last, [])) => format!("{head}; {last}."),
        Some((last, before)) => format!("{head}; {} {} {last}.", before.join(", "), language.word("aktivitetsplan.og")),
    }
}

/// A bar per area; per hovedmål when the plan has no areas; nothing when neither shares the activities out.
pub fn per_area(world: &World, plan: PlanId, language: &Language) -> Vec<Stabelrad> {
    let site = world.site;
    let mut owners: Vec<ItemId> = site.register.of_plan(plan, Kind::Satsingsomraade).collect();
    if owners.is_empty() {
        owners = site.register.of_plan(plan, Kind::Hovedmaal).collect();
    }
    let mut rest = kobling::uten_omraade(site, plan);
    let row = |title: String, url: String, items: &[ItemId]| {
        of(world, items, language).map(|bar| Stabelrad { tittel: title, url, deler: bar.deler, tekst: bar.tekst })
    };
    let mut rows: Vec<Stabelrad> = owners
        .iter()
        .filter_map(|owner| {
            let items = kobling::aktiviteter(site, *owner);
            // A goal reaches activities through its strategies and the goals below it too.
            rest.retain(|item| !items.contains(item));
            row(site.item(*owner).display(), world.url(*owner).to_owned(), &items)
        })
        .collect();
    if rows.is_empty() {
        return rows;
    }
    let plan_page = address::plan_page(site, plan, PlanPage::Aktivitetsplan.name());
    let name = if site.plan(plan).satsingsomraader.is_empty() { "uten_maal" } else { "uten_omraade" };
    rows.extend(row(language.word(&format!("aktivitetsplan.{name}")).to_owned(), plan_page, &rest));
    rows
}

fn number(n: usize) -> String {
    numbers::whole(i128::try_from(n).unwrap_or(i128::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_names_only_what_there_is() {
        let nb = Language::load("nb", None).unwrap();
        let mut count = Opptelling::default();
        count.total = 22;
        assert_eq!(told(&count, "2012-12-31", &nb), "Per 31. desember 2012 er 0 av 22 aktiviteter fullført.");
        count.uten_tid = 9;
        assert_eq!(
            told(&count, "2012-12-31", &nb),
            "Per 31. desember 2012 er 0 av 22 aktiviteter fullført; 9 mangler dato."
        );
        count.forsinket = 2;
        assert!(told(&count, "2012-12-31", &nb).ends_with("; 2 er forsinket og 9 mangler dato."));
        count.uten = 22;
        assert_eq!(
            told(&count, "2012-12-31", &nb),
            "Per 31. desember 2012 har ingen av 22 aktiviteter status; 2 er forsinket og 9 mangler dato."
        );
    }

    #[test]
    fn a_plan_without_activities_says_so() {
        let nb = Language::load("nb", None).unwrap();
        assert_eq!(told(&Opptelling::default(), "2012", &nb), "Ingen aktiviteter er registrert.");
    }
}

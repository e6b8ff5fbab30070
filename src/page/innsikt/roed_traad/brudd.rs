//! Where the thread from vision to results breaks: goals without strategies, strategies without activities, activities
//! without goals or results. How it looks is left to the page and the drawing.

use std::collections::BTreeSet;

use crate::derive::kobling;
use crate::domain::rad::{Kind, Relasjon};
use crate::page::innsikt::ord::Ord;
use crate::page::parts::del::Del;
use crate::page::parts::lister;
use crate::page::parts::seksjon::Seksjon;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};
use crate::resolve::site::Site;

/// What the thread is made of, in the plan's order.
pub struct Thread {
    /// Goals of every level.
    pub goals: Vec<ItemId>,
    /// Areas.
    pub areas: Vec<ItemId>,
    /// Strategies.
    pub strategies: Vec<ItemId>,
    /// Activities.
    pub activities: Vec<ItemId>,
}

/// One way the thread breaks.
pub struct Break {
    /// The way's name in the language files.
    pub key: &'static str,
    /// Where it breaks so.
    pub items: Vec<ItemId>,
    /// Of so many that could.
    pub of: usize,
}

impl Thread {
    /// Everything of a plan that the thread may go through.
    pub fn of(world: &World, plan: PlanId) -> Self {
        let all = |kinds: &[Kind]| -> Vec<ItemId> {
            let items = world.site.register.all_of_plan(plan);
            items.filter(|item| kinds.contains(&world.site.item(*item).kind)).collect()
        };
        Self {
            goals: all(&[Kind::Hovedmaal, Kind::Delmaal, Kind::Resultatmaal]),
            areas: all(&[Kind::Satsingsomraade]),
            strategies: all(&[Kind::Strategi]),
            activities: all(&[Kind::Aktivitet]),
        }
    }

    /// Every way the thread may break, with what breaks it; ways that nothing in the plan can break are left out.
    pub fn breaks(&self, world: &World, plan: PlanId) -> Vec<Break> {
        let site = world.site;
        // What is no part of the plan on the date breaks nothing.
        let pick = |key, from: &[ItemId], broken: &dyn Fn(ItemId) -> bool| {
            let from = world.derived.gjeldende(from.iter().copied());
            let items = from.iter().copied().filter(|item| broken(*item)).collect();
            Break { key, items, of: from.len() }
        };
        let kind = |wanted: Kind| -> Vec<ItemId> {
            self.goals.iter().copied().filter(|goal| site.item(*goal).kind == wanted).collect()
        };
        let main = kind(Kind::Hovedmaal);
        let sub: Vec<ItemId> = kind(Kind::Delmaal);
        let results = kind(Kind::Resultatmaal);
        // A resultatmål is measured, not carried out, so it needs no strategy of its own.
        let carried: Vec<ItemId> = main.iter().chain(&sub).copied().collect();
        let activities = |item: ItemId| world.derived.gjeldende(kobling::aktiviteter(site, item));
        let no_activity = |item: ItemId| {
            activities(item).is_empty() && world.derived.gjeldende(kobling::tiltak(site, item)).is_empty()
        };
        let no_parent = |item: ItemId| {
            site.graph.targets(item, Relasjon::Forelder).is_empty()
                && site.maal(item).is_some_and(|goal| goal.eier.is_none())
        };
        let no_figure = |item: ItemId| site.maal(item).is_some_and(|goal| goal.maaltall.verdi.known().is_none());
        let no_result = |item: ItemId| site.aktivitet(item).is_some_and(|a| a.forventet_resultat.is_blank());
        let in_vain = |item: ItemId| activities(item).is_empty();
        let reached: BTreeSet<ItemId> = self.goals.iter().flat_map(|goal| kobling::aktiviteter(site, *goal)).collect();
        let plan_goal_of_area =
            |area: ItemId| site.graph.targets(area, Relasjon::Maal).is_empty() && !kobling_to_main(world, plan, area);
        vec![
            pick("maal_uten_strategi", &carried, &|goal| !reaches_strategy(site, goal, &mut BTreeSet::new())),
            pick("maal_uten_aktivitet", &self.goals, &no_activity),
            pick("aktivitet_uten_maal", &self.activities, &|item| !reached.contains(&item)),
            pick("delmaal_uten_hovedmaal", &sub, &no_parent),
            pick("omraade_uten_hovedmaal", &self.areas, &|area| !main.is_empty() && plan_goal_of_area(area)),
            pick("strategi_uten_aktivitet", &self.strategies, &in_vain),
            pick("resultatmaal_uten_tall", &results, &no_figure),
            pick("aktivitet_uten_resultat", &self.activities, &no_result),
        ]
        .into_iter()
        .filter(|b| b.of > 0)
        .collect()
    }
}

/// Does any goal the area owns have one of the plan's own goals above it?
fn kobling_to_main(world: &World, plan: PlanId, area: ItemId) -> bool {
    let site = world.site;
    let key = &site.item(area).key;
    let owned = site
        .register
        .all_of_plan(plan)
        .filter(|item| site.maal(*item).is_some_and(|goal| goal.eier.as_deref() == Some(key.as_str())));
    owned.into_iter().any(|goal| {
        let above = site.graph.targets(goal, Relasjon::Forelder);
        above.iter().any(|up| site.maal(*up).is_some_and(|goal| goal.eier.is_none()))
    })
}

/// Does a strategy carry the goal: its own, one of a goal below it, or one of the area that owns it?
fn reaches_strategy(site: &Site, goal: ItemId, seen: &mut BTreeSet<ItemId>) -> bool {
    if !seen.insert(goal) {
        return false;
    }
    let is_strategy = |item: &ItemId| site.item(*item).kind == Kind::Strategi;
    let of_area = |area: ItemId| {
        site.graph
            .targets(area, Relasjon::Strategi)
            .iter()
            .chain(&site.graph.sources(area, Relasjon::Gjelder))
            .any(is_strategy)
    };
    site.graph.sources(goal, Relasjon::Gjelder).iter().any(is_strategy)
        || areas_of(site, goal).into_iter().any(of_area)
        || site.graph.sources(goal, Relasjon::Forelder).into_iter().any(|below| reaches_strategy(site, below, seen))
}

/// The areas a goal is reached through: the one that owns it, and those that name it.
pub fn areas_of(site: &Site, goal: ItemId) -> Vec<ItemId> {
    let mut areas: Vec<ItemId> = site
        .graph
        .sources(goal, Relasjon::Maal)
        .into_iter()
        .filter(|item| site.item(*item).kind == Kind::Satsingsomraade)
        .collect();
    let owner = site.maal(goal).and_then(|about| about.eier.as_ref());
    if let (Some(owner), Some(plan)) = (owner, site.item(goal).plan) {
        let own = site.register.of_plan(plan, Kind::Satsingsomraade).find(|area| site.item(*area).key == *owner);
        areas.extend(own.filter(|area| !areas.contains(area)));
    }
    areas
}

/// «6 mål uten strategi, 2 strategier uten aktivitet»: where it breaks, counted; nothing when it is whole.
pub fn sentence(ord: &Ord, breaks: &[Break]) -> Option<String> {
    let broken: Vec<&Break> = breaks.iter().filter(|one| !one.items.is_empty()).collect();
    let words: Vec<String> = broken
        .iter()
        .map(|one| {
            let noun = match one.key.split('_').next() {
                Some("aktivitet") => "aktivitet",
                Some("strategi") => "strategi",
                Some("omraade") => "omraade",
                _ => "maal",
            };
            let things = ord.antall(noun, one.items.len());
            let values = [("antall", ord.tall(one.items.len())), ("ting", things)];
            let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
            ord.fill(&format!("kort_{}", one.key), &values)
        })
        .collect();
    let total: usize = broken.iter().map(|one| one.items.len()).sum();
    (total > 0).then(|| ord.fill("tegning_brudd", &[("antall", &ord.tall(total)), ("brudd", &words.join(", "))]))
}

/// Every way the thread may break, each with what breaks it.
pub fn section(world: &World, ord: &Ord, breaks: &[Break]) -> Seksjon {
    let mut section = Seksjon::new("brudd", ord.word("brudd")).ingress(ord.word("brudd_ingress"));
    for one in breaks {
        let values = [("antall", ord.tall(one.items.len())), ("total", ord.tall(one.of))];
        let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
        let id = format!("brudd-{}", one.key.replace('_', "-"));
        section.deler.push(Del::overskrift(id, ord.fill(&format!("brudd_{}", one.key), &values)));
        section.deler.push(if one.items.is_empty() {
            Del::avsnitt(ord.word("helt"))
        } else {
            Del::Punkter { punkter: lister::points(world, one.items.iter().copied()) }
        });
    }
    section
}

//! Kobling: which activities and measures belong to a goal, a strategy, an area, a group, an instrument, a factor or a
//! unit. A goal reaches its activities directly, through its strategies, through the goals below it, and through the
//! area that owns it; each way is an ordinary reference the author made.

use std::collections::BTreeSet;

use crate::domain::rad::{Kind, Relasjon};
use crate::domain::suksessfaktor::Suksessfaktor;
use crate::resolve::item::{ItemId, PlanId};
use crate::resolve::site::Site;

/// Activities that belong to an item, in the plan's order.
pub fn aktiviteter(site: &Site, item: ItemId) -> Vec<ItemId> {
    of_kind(site, item, Kind::Aktivitet)
}

/// Continued measures that belong to an item, in the plan's order.
pub fn tiltak(site: &Site, item: ItemId) -> Vec<ItemId> {
    of_kind(site, item, Kind::Tiltak)
}

fn of_kind(site: &Site, item: ItemId, kind: Kind) -> Vec<ItemId> {
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::new();
    gather(site, item, kind, &mut seen, &mut found);
    found.into_iter().collect()
}

fn gather(site: &Site, item: ItemId, kind: Kind, seen: &mut BTreeSet<ItemId>, found: &mut BTreeSet<ItemId>) {
    // Goals may point at each other in a circle, which a rule reports; here it must only end.
    if !seen.insert(item) {
        return;
    }
    let about = site.item(item);
    for edge in site.graph.back(item) {
        let other = site.item(edge.from);
        if other.kind == kind && edge.relation != Relasjon::Omtaler && edge.relation != Relasjon::VidereFoertFra {
            found.insert(edge.from);
        }
        let through = match about.kind {
            Kind::Hovedmaal | Kind::Delmaal | Kind::Resultatmaal => {
                edge.relation == Relasjon::Forelder
                    || (edge.relation == Relasjon::Gjelder && other.kind == Kind::Strategi)
                    || (edge.relation == Relasjon::Maal && other.kind == Kind::Satsingsomraade)
            }
            Kind::Maalgruppe | Kind::Virkemiddel => edge.relation == Relasjon::Tilsvarer,
            _ => false,
        };
        if through {
            gather(site, edge.from, kind, seen, found);
        }
    }
    if about.kind == Kind::Utfordring {
        found.extend(site.graph.out(item).map(|edge| edge.to).filter(|to| site.item(*to).kind == kind));
    }
    if let (Some(goal), Some(plan)) = (site.maal(item), about.plan)
        && let Some(owner) = &goal.eier
    {
        let area = site.register.of_plan(plan, Kind::Satsingsomraade).find(|a| site.item(*a).key == *owner);
        if let Some(area) = area {
            gather(site, area, kind, seen, found);
        }
    }
}

/// Activities and measures of a plan that support a factor: themselves, or through their strategy or goal.
pub fn stoetter_faktor(site: &Site, plan: PlanId, factor: Suksessfaktor) -> Vec<ItemId> {
    site.register
        .all_of_plan(plan)
        .filter(|item| matches!(site.item(*item).kind, Kind::Aktivitet | Kind::Tiltak))
        .filter(|item| faktorer(site, *item).contains(&factor))
        .collect()
}

/// The factors an activity or measure supports: those it names itself, and those of its strategies and goals.
pub fn faktorer(site: &Site, item: ItemId) -> BTreeSet<Suksessfaktor> {
    let above = site.graph.out(item).filter(|edge| matches!(edge.relation, Relasjon::Strategi | Relasjon::Maal));
    let all = std::iter::once(item).chain(above.map(|edge| edge.to));
    all.flat_map(|one| own_factors(site, one)).copied().collect()
}

/// The factors a thing names itself.
pub fn own_factors(site: &Site, item: ItemId) -> &[Suksessfaktor] {
    let named = match site.item(item).kind {
        Kind::Aktivitet => site.aktivitet(item).map(|a| a.suksessfaktorer.items()),
        Kind::Tiltak => site.tiltak(item).map(|t| t.suksessfaktorer.items()),
        Kind::Strategi => site.strategi(item).map(|s| s.suksessfaktorer.items()),
        Kind::Utfordring => site.utfordring(item).map(|u| u.suksessfaktorer.items()),
        Kind::Hovedmaal | Kind::Delmaal | Kind::Resultatmaal => site.maal(item).map(|m| m.suksessfaktorer.items()),
        _ => None,
    };
    named.unwrap_or_default()
}

/// Activities of a plan that belong to no area.
pub fn uten_omraade(site: &Site, plan: PlanId) -> Vec<ItemId> {
    site.register
        .of_plan(plan, Kind::Aktivitet)
        .filter(|item| site.graph.targets(*item, Relasjon::Omraade).is_empty())
        .collect()
}

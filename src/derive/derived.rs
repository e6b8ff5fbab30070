//! The derived view of the whole site as of one date: the state of every item, computed once.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;

use super::faktorstoette::Faktorstoette;
use super::kobling;
use super::opptelling::Opptelling;
use super::planbelegg::{Planbelegg, planbelegg};
use super::sammenligning::Navnelikhet;
use super::tilstand::{Tilstand, tilstand};
use super::versjoner::{self, Gyldighet};
use crate::config::Config;
use crate::domain::rad::Kind;
use crate::resolve::item::{ItemId, PlanId};
use crate::resolve::site::Site;

/// States of everything that can have one.
pub struct Derived {
    /// The as-of date.
    pub date: Date,
    states: Vec<Option<Tilstand>>,
    /// What is not part of its plan on the date, by item number.
    outside: BTreeMap<ItemId, Gyldighet>,
    plans: Vec<Planbelegg>,
    /// Indicators of the same name in several organisations.
    pub navnelikhet: Navnelikhet,
    /// What supports the success factors, across plans.
    pub faktorstoette: Faktorstoette,
}

impl Derived {
    /// Computes every state.
    pub fn compute(site: &Site, config: &Config, date: Date) -> Self {
        let items: Vec<(ItemId, Kind)> = site.register.iter().map(|(id, item)| (id, item.kind)).collect();
        let seen = |(id, kind): &(ItemId, Kind)| {
            let part = versjoner::av_item(site, *id, date);
            let there = has_state(*kind) && part == Gyldighet::Gjelder;
            (part, there.then(|| tilstand(site, config, date, *id)))
        };
        let (parts, states): (Vec<Gyldighet>, Vec<Option<Tilstand>>) = items.par_iter().map(seen).unzip();
        let outside = items.iter().zip(parts).filter(|(_, part)| *part != Gyldighet::Gjelder);
        let outside = outside.map(|((id, _), part)| (*id, part)).collect();
        let plans: Vec<PlanId> = site.plan_ids().collect();
        let plans = plans.par_iter().map(|plan| planbelegg(site, *plan, date)).collect();
        Self {
            date,
            states,
            outside,
            plans,
            navnelikhet: Navnelikhet::of(site),
            faktorstoette: Faktorstoette::of(site, date),
        }
    }

    /// Is the item part of its plan on the date? Others have no state and are in no count.
    pub fn gyldighet(&self, item: ItemId) -> Gyldighet {
        self.outside.get(&item).copied().unwrap_or(Gyldighet::Gjelder)
    }

    /// Those that are part of their plan on the date.
    pub fn gjeldende(&self, items: impl IntoIterator<Item = ItemId>) -> Vec<ItemId> {
        items.into_iter().filter(|item| !self.outside.contains_key(item)).collect()
    }

    /// Those of a kind that are part of a plan on the date.
    pub fn av_slag(&self, site: &Site, plan: PlanId, kind: Kind) -> Vec<ItemId> {
        self.gjeldende(site.register.of_plan(plan, kind))
    }

    /// The key of what a reader should see of an item's status: `utgaatt` or `kommer` when it is no part of the plan on
    /// the date, else what its state says, else `uten`.
    pub fn status_key(&self, item: ItemId) -> String {
        match (self.gyldighet(item), self.state(item)) {
            (Gyldighet::Gjelder, Some(state)) => state.key(),
            (Gyldighet::Gjelder, None) => "uten".to_owned(),
            (outside, _) => outside.key().to_owned(),
        }
    }

    /// `utgaatt` or `kommer` when the item is no part of its plan on the date.
    pub fn outside_key(&self, item: ItemId) -> Option<String> {
        self.outside.get(&item).map(|outside| outside.key().to_owned())
    }

    /// The state of an activity, measure, goal or commitment.
    pub fn state(&self, item: ItemId) -> Option<&Tilstand> {
        self.states.get(item.at()).and_then(Option::as_ref)
    }

    /// What a plan as a whole rests on.
    pub fn plan(&self, plan: PlanId) -> &Planbelegg {
        static NOTHING: Planbelegg = Planbelegg { kilder: Vec::new(), nyeste: None };
        self.plans.get(plan.0 as usize).unwrap_or(&NOTHING)
    }

    /// Counts a group of items.
    pub fn count(&self, items: &[ItemId]) -> Opptelling {
        Opptelling::of(items.iter().filter_map(|item| self.state(*item)))
    }

    /// Counts the activities of a plan.
    pub fn plan_count(&self, site: &Site, plan: PlanId) -> Opptelling {
        let items: Vec<ItemId> = site.register.of_plan(plan, Kind::Aktivitet).collect();
        self.count(&items)
    }

    /// Counts the activities that belong to an item.
    pub fn item_count(&self, site: &Site, item: ItemId) -> Opptelling {
        self.count(&kobling::aktiviteter(site, item))
    }
}

/// Which kinds have a status.
const fn has_state(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Aktivitet | Kind::Tiltak | Kind::Forpliktelse | Kind::Hovedmaal | Kind::Delmaal | Kind::Resultatmaal
    )
}

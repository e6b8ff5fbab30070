//! The derived view of the whole site as of one date: the state of every item, computed once.

use jiff::civil::Date;

use super::kobling;
use super::opptelling::Opptelling;
use super::planbelegg::{Planbelegg, planbelegg};
use super::tilstand::{Tilstand, tilstand};
use crate::config::Config;
use crate::domain::rad::Kind;
use crate::resolve::item::{ItemId, PlanId};
use crate::resolve::site::Site;

/// States of everything that can have one.
pub struct Derived {
    /// The as-of date.
    pub date: Date,
    states: Vec<Option<Tilstand>>,
    plans: Vec<Planbelegg>,
}

impl Derived {
    /// Computes every state.
    pub fn compute(site: &Site, config: &Config, date: Date) -> Self {
        let states = site
            .register
            .iter()
            .map(|(id, item)| has_state(item.kind).then(|| tilstand(site, config, date, id)))
            .collect();
        let plans = site.plan_ids().map(|plan| planbelegg(site, plan, date)).collect();
        Self { date, states, plans }
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

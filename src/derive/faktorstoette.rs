//! Which plans support which of the six success factors, and with what: all plans at once, for the pages that look across
//! them. What one plan's own page asks for is in `faktordekning`.

use jiff::civil::Date;

use super::kobling;
use super::versjoner::{Gyldighet, av_item};
use crate::domain::enumeration::Enumeration;
use crate::domain::rad::Kind;
use crate::domain::suksessfaktor::Suksessfaktor;
use crate::resolve::item::{ItemId, PlanId};
use crate::resolve::site::Site;

/// How many factors there are.
const FACTORS: usize = Suksessfaktor::ALL.len();

/// What every plan has for every factor.
#[derive(Debug, Default)]
pub struct Faktorstoette {
    /// By plan number, then by the factor's number from 0.
    plans: Vec<[Vec<ItemId>; FACTORS]>,
}

impl Faktorstoette {
    /// Goes through all plans once, as they are on the date.
    pub fn of(site: &Site, date: Date) -> Self {
        Self { plans: site.plan_ids().map(|plan| of_plan(site, plan, date)).collect() }
    }

    /// Everything in a plan that supports a factor: goals, strategies and challenges that say so, then activities and
    /// measures that do so themselves or through these.
    pub fn rader(&self, plan: PlanId, factor: Suksessfaktor) -> &[ItemId] {
        let of_plan = self.plans.get(plan.0 as usize);
        of_plan.and_then(|factors| factors.get(factor.nr().checked_sub(1)?)).map_or(&[], Vec::as_slice)
    }

    /// How many activities and measures of all plans support a factor.
    pub fn antall(&self, site: &Site, factor: Suksessfaktor) -> usize {
        let rows = site.plan_ids().flat_map(|plan| self.rader(plan, factor));
        rows.filter(|item| is_work(site.item(**item).kind)).count()
    }
}

fn of_plan(site: &Site, plan: PlanId, date: Date) -> [Vec<ItemId>; FACTORS] {
    let mut found: [Vec<ItemId>; FACTORS] = Default::default();
    for work in [false, true] {
        for item in site.register.all_of_plan(plan) {
            if av_item(site, item, date) != Gyldighet::Gjelder {
                continue;
            }
            let kind = site.item(item).kind;
            let says = matches!(
                kind,
                Kind::Strategi | Kind::Utfordring | Kind::Hovedmaal | Kind::Delmaal | Kind::Resultatmaal
            );
            let factors: Vec<Suksessfaktor> = match work {
                true if is_work(kind) => kobling::faktorer(site, item).into_iter().collect(),
                false if says => kobling::own_factors(site, item).to_vec(),
                _ => continue,
            };
            for factor in factors {
                let list = factor.nr().checked_sub(1).and_then(|at| found.get_mut(at));
                // An author may name a factor twice.
                if let Some(list) = list.filter(|list| list.last() != Some(&item)) {
                    list.push(item);
                }
            }
        }
    }
    found
}

fn is_work(kind: Kind) -> bool {
    matches!(kind, Kind::Aktivitet | Kind::Tiltak)
}

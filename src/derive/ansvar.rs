//! Ansvar: who answers for what in an organisation, over all its plans. A unit or body is named by its id or in words;
//! the same words are the same unit, and words are never taken for an id.

use std::collections::BTreeSet;

use super::derived::Derived;
use super::utvalg;
use crate::domain::rad::Kind;
use crate::domain::slug::short_slug;
use crate::resolve::item::{ItemId, OrgId, PlanId};
use crate::resolve::site::Site;

/// One who answers for something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ansvarlig {
    /// The unit or body, when it was named by its id.
    pub enhet: Option<ItemId>,
    /// What it is called.
    pub navn: String,
    /// Its name in addresses, its own within the organisation.
    pub noekkel: String,
    /// Activities, measures and commitments, plan by plan.
    pub oppgaver: Vec<ItemId>,
}

/// Everyone who answers for anything that is part of a plan on the date, in the order they are first named.
pub fn ansvarlige(site: &Site, derived: &Derived, org: OrgId) -> Vec<Ansvarlig> {
    let mut found: Vec<Ansvarlig> = Vec::new();
    let mut keys = BTreeSet::new();
    for item in site.plans_of(org).flat_map(|plan| derived.gjeldende(site.register.all_of_plan(plan))) {
        let Some(named) = utvalg::ansvarlig(site, item) else { continue };
        let enhet = site.target(named);
        let words = named.text.trim();
        let same = |one: &&mut Ansvarlig| match (one.enhet, enhet) {
            (Some(one), Some(other)) => one == other,
            (None, None) => one.navn.to_lowercase() == words.to_lowercase(),
            _ => false,
        };
        if let Some(known) = found.iter_mut().find(same) {
            known.oppgaver.push(item);
            continue;
        }
        let navn = enhet.map_or_else(|| words.to_owned(), |unit| site.item(unit).title.clone());
        let base = enhet.map_or_else(|| short_slug(words, 60), |unit| site.item(unit).key.clone());
        let base = if base.is_empty() { "enhet".to_owned() } else { base };
        let mut noekkel = base.clone();
        let mut number = 2;
        while !keys.insert(noekkel.clone()) {
            noekkel = format!("{base}-{number}");
            number += 1;
        }
        found.push(Ansvarlig { enhet, navn, noekkel, oppgaver: vec![item] });
    }
    found
}

/// The tasks of a plan that nobody answers for, of those somebody should.
pub fn uten_ansvarlig(site: &Site, derived: &Derived, plan: PlanId) -> Vec<ItemId> {
    oppgaver(site, derived, plan).into_iter().filter(|item| utvalg::ansvarlig(site, *item).is_none()).collect()
}

/// The tasks of a plan that somebody should answer for.
pub fn oppgaver(site: &Site, derived: &Derived, plan: PlanId) -> Vec<ItemId> {
    let kinds = [Kind::Aktivitet, Kind::Tiltak, Kind::Forpliktelse];
    let items = site.register.all_of_plan(plan).filter(|item| kinds.contains(&site.item(*item).kind));
    derived.gjeldende(items)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{PLAN, sample};
    use super::*;

    #[test]
    fn the_same_unit_is_one_and_words_are_not_taken_for_an_id() {
        let sample = sample(&[(
            "plan.yaml",
            "
tittel: Plan
organer: [{id: organ-a, navn: Boligkontoret}]
aktiviteter:
  - {id: akt-1, tekst: A, ansvarlig: organ-a}
  - {id: akt-2, tekst: B, ansvarlig: Boligkontoret}
  - {id: akt-3, tekst: C, ansvarlig: boligkontoret}
  - {id: akt-4, tekst: D}
  - {id: akt-5, tekst: E, ansvarlig: «»}
forpliktelser: [{id: forpl-1, tekst: F, ansvarlig: organ-a}]
",
        )]);
        let all = ansvarlige(&sample.site, &sample.derived, sample.site.plan_org(PLAN));
        let seen: Vec<_> = all.iter().map(|a| (a.noekkel.as_str(), sample.keys(&a.oppgaver))).collect();
        assert_eq!(
            seen,
            [
                ("organ-a", vec!["akt-1", "forpl-1"]),
                ("boligkontoret", vec!["akt-2", "akt-3"]),
                ("enhet", vec!["akt-5"])
            ]
        );
        assert_eq!(sample.keys(&uten_ansvarlig(&sample.site, &sample.derived, PLAN)), ["akt-4"]);
    }
}

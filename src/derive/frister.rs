//! Frister: what is late, what is due soon, what comes next, and what is open without a date. Of activities, goals with
//! a deadline, and commitments.

use jiff::civil::Date;

use super::derived::Derived;
use super::tilstand::Frist;
use crate::domain::dato::Dato;
use crate::domain::rad::Kind;
use crate::resolve::item::{ItemId, PlanId};
use crate::resolve::site::Site;

/// Open things by when they are due.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frister {
    /// The end has passed, the earliest first.
    pub forsinket: Vec<ItemId>,
    /// Due within the limit, the earliest first.
    pub snart: Vec<ItemId>,
    /// Due later, the earliest first.
    pub senere: Vec<ItemId>,
    /// Open and without an end, in the plan's order.
    pub uten_frist: Vec<ItemId>,
}

impl Frister {
    /// All that have a date that has not passed, the earliest first.
    pub fn kommende(&self) -> impl Iterator<Item = ItemId> + '_ {
        self.snart.iter().chain(&self.senere).copied()
    }
}

/// The deadlines of a plan.
pub fn frister(site: &Site, derived: &Derived, plan: PlanId) -> Frister {
    let mut found = Frister::default();
    for item in site.register.all_of_plan(plan) {
        let kind = site.item(item).kind;
        let goal = matches!(kind, Kind::Hovedmaal | Kind::Delmaal | Kind::Resultatmaal);
        if !goal && !matches!(kind, Kind::Aktivitet | Kind::Forpliktelse) {
            continue;
        }
        let Some(state) = derived.state(item) else { continue };
        match state.frist {
            Frist::Avsluttet => {}
            Frist::Forsinket => found.forsinket.push(item),
            Frist::Snart => found.snart.push(item),
            _ if state.til.is_some() => found.senere.push(item),
            // A goal without a deadline is a goal; an activity without one is a gap.
            _ if !goal => found.uten_frist.push(item),
            _ => {}
        }
    }
    for list in [&mut found.forsinket, &mut found.snart, &mut found.senere] {
        list.sort_by_key(|item| (end(derived, *item), *item));
    }
    found
}

/// The last day of a thing's time: «2014» is due at the end of it.
pub fn end(derived: &Derived, item: ItemId) -> Option<Date> {
    derived.state(item).and_then(|state| state.til).map(Dato::last_day)
}

/// The commitments of a plan: those with a deadline by it, then those without in the plan's order.
pub fn forpliktelser(site: &Site, derived: &Derived, plan: PlanId) -> (Vec<ItemId>, Vec<ItemId>) {
    let (mut dated, undated): (Vec<ItemId>, Vec<ItemId>) =
        site.register.of_plan(plan, Kind::Forpliktelse).partition(|item| end(derived, *item).is_some());
    dated.sort_by_key(|item| (end(derived, *item), *item));
    (dated, undated)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{PLAN, sample};
    use super::*;

    #[test]
    fn open_things_are_sorted_by_when_they_are_due() {
        let sample = sample(&[(
            "plan.yaml",
            "
tittel: Plan
resultatmål: [{id: mal-1, tekst: Mål, måltall: {verdi: 3, frist: 2014}}, {id: mal-2, tekst: Uten}]
aktiviteter:
  - {id: akt-ferdig, tekst: A, tid: {til: 2011}, status: fullført}
  - {id: akt-sen, tekst: B, tid: {til: 2012-06}}
  - {id: akt-senest, tekst: C, tid: {til: 2011}}
  - {id: akt-uten, tekst: D, status: i_gang}
forpliktelser:
  - {id: forpl-2, tekst: F, frist: 2013-03}
  - {id: forpl-1, tekst: E, frist: 2013-01}
  - {id: forpl-3, tekst: G}
",
        )]);
        let found = frister(&sample.site, &sample.derived, PLAN);
        assert_eq!(sample.keys(&found.forsinket), ["akt-senest", "akt-sen"]);
        assert_eq!(sample.keys(&found.snart), ["forpl-1", "forpl-2"]);
        assert_eq!(sample.keys(&found.senere), ["mal-1"]);
        assert_eq!(sample.keys(&found.uten_frist), ["akt-uten", "forpl-3"]);
        assert_eq!(found.kommende().count(), 3);
        let (dated, undated) = forpliktelser(&sample.site, &sample.derived, PLAN);
        assert_eq!((sample.keys(&dated), sample.keys(&undated)), (vec!["forpl-1", "forpl-2"], vec!["forpl-3"]));
    }

    #[test]
    fn what_is_due_some_time_in_a_year_is_due_after_what_is_due_in_its_spring() {
        let sample = sample(&[(
            "plan.yaml",
            "
tittel: Plan
aktiviteter:
  - {id: akt-aar, tekst: A, tid: {til: 2014}}
  - {id: akt-vaar, tekst: B, tid: {til: 2014-05}}
  - {id: akt-sen-aar, tekst: C, tid: {til: 2011}}
  - {id: akt-sen-vaar, tekst: D, tid: {til: 2011-05-01}}
",
        )]);
        let found = frister(&sample.site, &sample.derived, PLAN);
        assert_eq!(sample.keys(&found.forsinket), ["akt-sen-vaar", "akt-sen-aar"]);
        assert_eq!(sample.keys(&found.senere), ["akt-vaar", "akt-aar"]);
    }
}

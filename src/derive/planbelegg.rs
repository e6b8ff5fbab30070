//! Planbelegg: what a plan as a whole rests on: its sources by how much they are used, and the newest date anything in
//! it was stated for. Computed once; every page of the plan says it.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::indikatorserie::er_senere;
use crate::domain::dato::Dato;
use crate::domain::rad::Relasjon;
use crate::resolve::item::{ItemId, PlanId};
use crate::resolve::site::Site;

/// What one plan rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Planbelegg {
    /// Sources, the most used first.
    pub kilder: Vec<ItemId>,
    /// The newest status, reading or decision that is not after the as-of date.
    pub nyeste: Option<Date>,
}

/// Looks through a plan.
pub fn planbelegg(site: &Site, plan: PlanId, date: Date) -> Planbelegg {
    let mut uses: BTreeMap<ItemId, usize> = BTreeMap::new();
    let mut nyeste: Option<Date> = None;
    let mut stated = |dato: Option<Dato>| {
        if let Some(dato) = dato.filter(|dato| dato.first_day() <= date) {
            // «2012» may mean any day of the year; it is certain at its end, or today.
            nyeste = nyeste.max(Some(dato.last_day().min(date)));
        }
    };
    for item in site.register.all_of_plan(plan) {
        for edge in site.graph.out(item).filter(|edge| edge.relation == Relasjon::Kilde) {
            *uses.entry(edge.to).or_default() += 1;
        }
        site.status_rows(item).for_each(|row| stated(row.dato.known().copied()));
        if let Some(indicator) = site.indikator(item) {
            // Nobody can know a year's figure before the year is over.
            indicator.maalinger.iter().filter(|m| !er_senere(m, date)).for_each(|m| stated(m.dato()));
        }
        stated(site.vedtak(item).and_then(|decision| decision.dato.known().copied()));
    }
    let mut kilder: Vec<(ItemId, usize)> = uses.into_iter().collect();
    kilder.sort_by_key(|(item, uses)| (std::cmp::Reverse(*uses), *item));
    Planbelegg { kilder: kilder.into_iter().map(|(item, _)| item).collect(), nyeste }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{PLAN, date, sample};
    use super::*;

    #[test]
    fn the_most_used_source_comes_first_and_what_is_later_does_not_count() {
        let sample = sample(&[(
            "plan.yaml",
            "
tittel: Plan
kilder: [{id: kilde-a, tittel: A}, {id: kilde-b, tittel: B}]
aktiviteter:
  - {id: akt-1, tekst: A, kilde: kilde-b}
  - {id: akt-2, tekst: B, kilde: kilde-b}
  - {id: akt-3, tekst: C, kilde: kilde-a}
statusrader:
  - {emne: akt-1, dato: 2012-06, status: i_gang}
  - {emne: akt-1, dato: 2013-06-30, status: fullført}
",
        )]);
        let found = planbelegg(&sample.site, PLAN, date());
        assert_eq!(sample.keys(&found.kilder), ["kilde-b", "kilde-a"]);
        assert_eq!(found.nyeste.unwrap().to_string(), "2012-06-30");
    }

    #[test]
    fn a_year_that_is_not_over_has_no_figure_that_could_be_the_newest() {
        let yaml = "tittel: Plan\nindikatorer: [{id: ind-1, navn: I, målinger: [{periode: 2011, verdi: 1}, {periode: 2013, verdi: 2}]}]\n";
        let sample = sample(&[("plan.yaml", yaml)]);
        let newest = |day| planbelegg(&sample.site, PLAN, day).nyeste.map(|date| date.to_string());
        assert_eq!(newest(date()).as_deref(), Some("2011-12-31"));
        assert_eq!(newest(jiff::civil::date(2011, 6, 30)), None);
    }

    #[test]
    fn a_plan_that_nobody_dated_has_no_newest_date() {
        let sample = sample(&[("plan.yaml", "tittel: Plan\naktiviteter: [{id: akt-1, tekst: A}]\n")]);
        assert_eq!(planbelegg(&sample.site, PLAN, date()), Planbelegg::default());
    }
}

//! Tidslinje: what has a time and what has none, and everything dated that has been said or decided.

use jiff::civil::Date;

use super::tilstand::rows_until;
use crate::domain::dato::Dato;
use crate::domain::rad::Kind;
use crate::domain::status::Statusrad;
use crate::resolve::item::{ItemId, PlanId};
use crate::resolve::site::Site;

/// A thing with a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tidsrad {
    /// An activity or a commitment.
    pub item: ItemId,
    /// First day.
    pub fra: Option<Date>,
    /// Last day.
    pub til: Option<Date>,
}

/// Something dated.
#[derive(Debug, Clone)]
pub struct Hendelse<'a> {
    /// When, as exactly as it is stated.
    pub dato: Dato,
    /// What it is about: a decision, a report, or what the statement is about.
    pub item: ItemId,
    /// The statement, when it is one.
    pub statusrad: Option<&'a Statusrad>,
}

/// The time line of a plan.
#[derive(Debug, Clone, Default)]
pub struct Tidslinje<'a> {
    /// With a time: activities in the plan's order, then commitments.
    pub rader: Vec<Tidsrad>,
    /// Without.
    pub uten_dato: Vec<ItemId>,
    /// Decisions, reports and dated statements, the earliest first.
    pub hendelser: Vec<Hendelse<'a>>,
    /// Decisions without a date.
    pub vedtak_uten_dato: Vec<ItemId>,
}

/// Everything with a time, and what has none. Statements after `date` have not been made yet.
pub fn tidslinje(site: &Site, plan: PlanId, date: Date) -> Tidslinje<'_> {
    let mut found = Tidslinje::default();
    let timed = |kind| site.register.of_plan(plan, kind);
    for item in timed(Kind::Aktivitet).chain(timed(Kind::Forpliktelse)) {
        let (fra, til) = ends(site, item);
        if fra.is_none() && til.is_none() {
            found.uten_dato.push(item);
        } else {
            found.rader.push(Tidsrad { item, fra, til });
        }
    }
    for item in timed(Kind::Vedtak) {
        match site.vedtak(item).and_then(|v| v.dato.known()) {
            Some(dato) => found.hendelser.push(Hendelse { dato: *dato, item, statusrad: None }),
            None => found.vedtak_uten_dato.push(item),
        }
    }
    for item in timed(Kind::Rapport) {
        let dato = site.rapport(item).and_then(|r| r.per_dato.known());
        found.hendelser.extend(dato.map(|dato| Hendelse { dato: *dato, item, statusrad: None }));
    }
    for item in site.register.all_of_plan(plan) {
        for row in rows_until(site, item, date) {
            let dato = row.dato.known();
            found.hendelser.extend(dato.map(|dato| Hendelse { dato: *dato, item, statusrad: Some(row) }));
        }
    }
    found.hendelser.sort_by_key(|event| (event.dato.last_day(), event.dato, event.item));
    found
}

/// First and last day, as far as they are known.
pub fn ends(site: &Site, item: ItemId) -> (Option<Date>, Option<Date>) {
    if let Some(activity) = site.aktivitet(item) {
        let time = activity.tid.known().map(crate::domain::aktivitet::Tid::periode).unwrap_or_default();
        return (time.first_day(), time.last_day());
    }
    let due = site.forpliktelse(item).and_then(|f| f.frist.known());
    (None, due.map(|due| due.last_day()))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{PLAN, date, sample};
    use super::*;

    #[test]
    fn what_has_no_time_is_kept_apart_and_nothing_is_lost() {
        let sample = sample(&[(
            "plan.yaml",
            "
tittel: Plan
aktiviteter:
  - {id: akt-1, tekst: A, tid: {fra: 2012-H1, til: 2012-K3}}
  - {id: akt-2, tekst: B, tid: {grunn: ukjent}}
  - {id: akt-3, tekst: C, tid: {tekst: høsten}}
forpliktelser: [{id: forpl-1, tekst: F, frist: 2013}]
vedtak:
  - {id: vedtak-1, tekst: Vedtatt, dato: 2012-06-20}
  - {id: vedtak-2, tekst: Uten dato}
statusrader:
  - {emne: akt-2, dato: 2012-06, status: i_gang}
  - {emne: akt-1, dato: 2013-02-01, status: fullført}
",
        )]);
        let found = tidslinje(&sample.site, PLAN, date());
        let rows: Vec<_> = found.rader.iter().map(|row| row.item).collect();
        assert_eq!(sample.keys(&rows), ["akt-1", "forpl-1"]);
        assert_eq!(found.rader[0].fra.unwrap().to_string(), "2012-01-01");
        assert_eq!(found.rader[0].til.unwrap().to_string(), "2012-09-30");
        assert_eq!(sample.keys(&found.uten_dato), ["akt-2", "akt-3"]);
        let events: Vec<_> = found.hendelser.iter().map(|event| event.item).collect();
        assert_eq!(sample.keys(&events), ["vedtak-1", "akt-2"], "a statement after the date has not been made");
        assert_eq!(sample.keys(&found.vedtak_uten_dato), ["vedtak-2"]);
    }
}

//! Utvikling: how many activities were begun and finished on each date something was said of them. Only dated
//! statements count: an undated status has no place on a time axis.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::versjoner::{Gyldighet, av_item};
use crate::domain::rad::Kind;
use crate::domain::status::Status;
use crate::resolve::item::{ItemId, PlanId};
use crate::resolve::site::Site;

/// How far the plan had come on one date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Punkt {
    /// The date.
    pub dato: Date,
    /// Finished.
    pub fullfoert: usize,
    /// Begun: finished, under way, put off or carried on.
    pub paabegynt: usize,
    /// With any dated statement.
    pub omtalt: usize,
}

/// The activities that are part of the plan on `date`, over time up to then; one point per date with a statement.
pub fn utvikling(site: &Site, plan: PlanId, date: Date) -> Vec<Punkt> {
    let mut events: BTreeMap<Date, Vec<(ItemId, Status)>> = BTreeMap::new();
    for item in site.register.of_plan(plan, Kind::Aktivitet) {
        if av_item(site, item, date) != Gyldighet::Gjelder {
            continue;
        }
        for row in site.status_rows(item) {
            let (Some(dato), Some(status)) = (row.dato.known(), row.status.known()) else { continue };
            if dato.first_day() <= date {
                // «2012» may mean any day of the year; it is certain at its end, or today.
                events.entry(dato.last_day().min(date)).or_default().push((item, *status));
            }
        }
    }
    let mut now: BTreeMap<ItemId, Status> = BTreeMap::new();
    let mut points = Vec::with_capacity(events.len());
    for (dato, rows) in events {
        now.extend(rows);
        let count = |wanted: fn(Status) -> bool| now.values().filter(|status| wanted(**status)).count();
        points.push(Punkt {
            dato,
            fullfoert: count(|status| status == Status::Fullfoert),
            paabegynt: count(|status| {
                matches!(
                    status,
                    Status::Fullfoert | Status::IGang | Status::Utsatt | Status::Viderefoert | Status::Stoppet
                )
            }),
            omtalt: now.len(),
        });
    }
    points
}

#[cfg(test)]
mod tests {
    use super::super::testing::{PLAN, date, sample};
    use super::*;

    #[test]
    fn each_date_counts_what_was_known_then() {
        let sample = sample(&[(
            "plan.yaml",
            "
tittel: Plan
aktiviteter: [{id: akt-1, tekst: A}, {id: akt-2, tekst: B}, {id: akt-3, tekst: C, status: fullført}]
statusrader:
  - {emne: akt-1, dato: 2012-03-01, status: i_gang}
  - {emne: akt-2, dato: 2012-06-30, status: ikke_startet}
  - {emne: akt-1, dato: 2012-06-30, status: fullført}
  - {emne: akt-2, dato: 2013-06-30, status: fullført}
",
        )]);
        let points = utvikling(&sample.site, PLAN, date());
        let seen: Vec<_> = points.iter().map(|p| (p.dato.to_string(), p.fullfoert, p.paabegynt, p.omtalt)).collect();
        assert_eq!(seen, [("2012-03-01".to_owned(), 0, 1, 1), ("2012-06-30".to_owned(), 1, 1, 2)]);
    }
}

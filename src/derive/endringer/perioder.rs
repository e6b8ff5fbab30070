//! The stretches of time a plan's changes are told in: from one reporting date to the next. Versions part them too; a plan
//! that has neither is told of year by year.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};

use super::Endring;
use crate::config::Config;
use crate::derive::opptelling::Opptelling;
use crate::derive::tilstand::tilstand;
use crate::derive::versjoner::{Gyldighet, av_item, versjoner};
use crate::domain::rad::Kind;
use crate::resolve::item::{ItemId, PlanId};
use crate::resolve::site::Site;

/// What a stretch ends with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grense {
    /// The last day before a version took effect.
    Versjon(String),
    /// A report's date.
    Rapport(ItemId),
    /// The end of a year.
    Aar(i16),
    /// The as-of date.
    Dato,
}

/// One stretch with what happened in it.
#[derive(Debug, Clone)]
pub struct Strekk<'a, 'e> {
    /// The day after the stretch before; `None` for the first, which begins when things began.
    pub fra: Option<Date>,
    /// Its last day.
    pub til: Date,
    /// What ends it; several when they share the day.
    pub slutt: Vec<Grense>,
    /// The changes, the earliest first.
    pub endringer: Vec<&'e Endring<'a>>,
}

/// The stretches, the latest first. Those in which nothing happened are there too when a report or a version ends them:
/// that nothing happened is worth knowing.
pub fn perioder<'a, 'e>(site: &Site, plan: PlanId, as_of: Date, changes: &'e [Endring<'a>]) -> Vec<Strekk<'a, 'e>> {
    let mut ends: BTreeMap<Date, Vec<Grense>> = BTreeMap::new();
    for item in site.register.of_plan(plan, Kind::Rapport) {
        if let Some(per) = site.rapport(item).and_then(|report| report.per_dato.known()) {
            ends.entry(per.last_day()).or_default().push(Grense::Rapport(item));
        }
    }
    for version in versjoner(site.plan(plan)) {
        // A version begins a stretch, so what ends is the day before. The first version ends nothing.
        let eve = version.dato.and_then(|since| since.first_day().yesterday().ok());
        if let Some(eve) = eve.filter(|eve| changes.iter().any(|change| change.dag <= *eve)) {
            ends.entry(eve).or_default().push(Grense::Versjon(version.navn.to_owned()));
        }
    }
    ends.retain(|end, _| *end <= as_of);
    if ends.is_empty() {
        for year in changes.iter().map(|change| change.dag.year()) {
            ends.entry(date(year, 12, 31)).or_insert_with(|| vec![Grense::Aar(year)]);
        }
        ends.retain(|end, _| *end < as_of);
    }
    let last = if ends.values().flatten().all(|end| matches!(end, Grense::Aar(_))) {
        Grense::Aar(as_of.year())
    } else {
        Grense::Dato
    };
    ends.entry(as_of).or_insert_with(|| vec![last]);

    let mut stretches = Vec::with_capacity(ends.len());
    let mut rest = changes.iter().peekable();
    let mut fra = None;
    for (til, slutt) in ends {
        let mut endringer = Vec::new();
        while let Some(change) = rest.next_if(|change| change.dag <= til) {
            endringer.push(change);
        }
        let only_now = matches!(slutt[..], [Grense::Dato | Grense::Aar(_)]);
        if !(endringer.is_empty() && only_now) || stretches.is_empty() {
            stretches.push(Strekk { fra, til, slutt, endringer });
        }
        fra = til.tomorrow().ok();
    }
    stretches.reverse();
    stretches
}

/// How a plan's activities stood on a day.
pub fn stilling(site: &Site, config: &Config, plan: PlanId, day: Date) -> Opptelling {
    let activities = site.register.of_plan(plan, Kind::Aktivitet);
    let in_force = activities.filter(|item| av_item(site, *item, day) == Gyldighet::Gjelder);
    let states: Vec<_> = in_force.map(|item| tilstand(site, config, day, item)).collect();
    Opptelling::of(&states)
}

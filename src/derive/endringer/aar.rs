//! The years of a plan with so many changes that they are told year by year, each on a page of its own.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::endringer;
use crate::derive::versjoner::versjoner;
use crate::domain::rad::Kind;
use crate::resolve::item::PlanId;
use crate::resolve::site::Site;

/// With more that is dated than this, one page of all changes would be hundreds of kilobytes.
const MANY: usize = 200;

/// The years before the as-of date's own in which a stretch may end, the latest first; none when the plan has few changes.
/// Asked before any page is made, so it looks only at what ends stretches.
pub fn tidligere_aar(site: &Site, plan: PlanId, as_of: Date) -> Vec<i16> {
    let about = site.plan(plan);
    let figures: usize = about.indikatorer.iter().map(|indicator| indicator.maalinger.len()).sum();
    let dated =
        about.statusrader.len() + figures + about.vedtak.len() + about.rapporter.len() + about.vurderinger.len();
    if dated <= MANY {
        return Vec::new();
    }
    let reports = site.register.of_plan(plan, Kind::Rapport);
    let reports = reports.filter_map(|item| site.rapport(item)?.per_dato.known().map(|date| date.last_day()));
    let versions = versjoner(about).into_iter().filter_map(|version| version.dato?.first_day().yesterday().ok());
    let mut ends: BTreeSet<Date> = reports.chain(versions).filter(|end| *end <= as_of).collect();
    if ends.is_empty() {
        ends = endringer(site, plan, as_of).iter().map(|change| change.dag).collect();
    }
    let years: BTreeSet<i16> = ends.into_iter().map(Date::year).filter(|year| *year != as_of.year()).collect();
    years.into_iter().rev().collect()
}

//! The years of a plan with so many changes that they are told year by year, each on a page of its own.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{endringer, perioder};
use crate::resolve::item::PlanId;
use crate::resolve::site::Site;

/// With more that is dated than this, one page of all changes would be hundreds of kilobytes.
const MANY: usize = 200;

/// The years before the as-of date's own in which a stretch ends, the latest first; none when the plan has few changes.
pub fn tidligere_aar(site: &Site, plan: PlanId, as_of: Date) -> Vec<i16> {
    let about = site.plan(plan);
    let figures: usize = about.indikatorer.iter().map(|indicator| indicator.maalinger.len()).sum();
    let dated =
        about.statusrader.len() + figures + about.vedtak.len() + about.rapporter.len() + about.vurderinger.len();
    if dated <= MANY {
        return Vec::new();
    }
    let changes = endringer(site, plan, as_of);
    let stretches = perioder(site, plan, as_of, &changes);
    let years: BTreeSet<i16> =
        stretches.iter().map(|stretch| stretch.til.year()).filter(|year| *year != as_of.year()).collect();
    years.into_iter().rev().collect()
}

//! Versjoner: the versions of a plan and when each took effect, and which rows were part of the plan on a date. A row
//! that names no version has always been there.

use jiff::civil::Date;

use crate::domain::dato::Dato;
use crate::domain::plan::{Plan, Planendring};
use crate::domain::rad::{Rad, VersionRef};
use crate::resolve::item::ItemId;
use crate::resolve::site::Site;

/// One version of a plan.
#[derive(Debug, Clone, Copy)]
pub struct Versjon<'a> {
    /// Its name.
    pub navn: &'a str,
    /// When it took effect.
    pub dato: Option<Dato>,
    /// What the plan's log says of it; `None` when the plan only names it as the one in force.
    pub endring: Option<&'a Planendring>,
}

/// Whether a row is part of the plan on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gyldighet {
    /// It comes with a later version.
    Kommer,
    /// It is part of the plan.
    Gjelder,
    /// It fell out with a version that has taken effect.
    Utgaatt,
}

impl Gyldighet {
    /// Key for class names and language files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Kommer => "kommer",
            Self::Gjelder => "gjelder",
            Self::Utgaatt => "utgaatt",
        }
    }
}

/// The versions a plan tells of, the earliest first and those without a date last. A version is told of in the plan's
/// log, and the one in force by `versjon` and `gjelder_fra`; the log's word counts when both do.
pub fn versjoner(plan: &Plan) -> Vec<Versjon<'_>> {
    let mut all: Vec<Versjon> = Vec::new();
    for entry in &plan.endringslogg {
        let Some(navn) = entry.versjon.as_deref() else { continue };
        // A version may have several entries; it took effect with the first that is dated.
        match all.iter_mut().find(|known| known.navn == navn) {
            Some(known) if known.dato.is_none() => known.dato = entry.dato,
            Some(_) => {}
            None => all.push(Versjon { navn, dato: entry.dato, endring: Some(entry) }),
        }
    }
    if let Some(navn) = plan.versjon.known() {
        let since = plan.gjelder_fra.known().copied();
        match all.iter_mut().find(|known| known.navn == navn.as_str()) {
            Some(known) => known.dato = known.dato.or(since),
            None => all.push(Versjon { navn, dato: since, endring: None }),
        }
    }
    all.sort_by_key(|version| (version.dato.is_none(), version.dato));
    all
}

/// When a version a row names took effect; `None` when the plan does not know it or does not date it.
pub fn trer_i_kraft(plan: &Plan, named: &VersionRef) -> Option<Dato> {
    versjoner(plan).into_iter().find(|version| version.navn == named.navn).and_then(|version| version.dato)
}

/// Is the row part of the plan on the date? A version without a known date changes nothing.
pub fn gyldighet(plan: &Plan, rad: &Rad, date: Date) -> Gyldighet {
    let effect = |named: &Option<VersionRef>| named.as_ref().and_then(|named| trer_i_kraft(plan, named));
    if effect(&rad.versjoner.utgaatt).is_some_and(|dato| dato.first_day() <= date) {
        Gyldighet::Utgaatt
    } else if effect(&rad.versjoner.ny).is_some_and(|dato| dato.first_day() > date) {
        Gyldighet::Kommer
    } else {
        Gyldighet::Gjelder
    }
}

/// The same for an item; what belongs to no plan is always in force.
pub fn av_item(site: &Site, item: ItemId, date: Date) -> Gyldighet {
    let plan = site.item(item).plan.map(|plan| site.plan(plan));
    match (plan, site.entity(item)) {
        (Some(plan), Some(entity)) if entity.rad().versjoner != crate::domain::rad::Versjonsspenn::default() => {
            gyldighet(plan, entity.rad(), date)
        }
        _ => Gyldighet::Gjelder,
    }
}

#[cfg(test)]
mod tests {
    use super::super::derived::Derived;
    use super::super::testing::{PLAN, sample};
    use super::*;

    #[test]
    fn a_row_counts_from_its_version_and_until_the_one_it_fell_out_with() {
        let sample = sample(&[(
            "plan.yaml",
            "
tittel: Plan
versjon: \"3\"
gjelder_fra: 2013-01-01
endringslogg:
  - {dato: 2011-01-01, versjon: \"1\", tekst: Første}
  - {dato: 2012-07-01, versjon: \"2\", tekst: Andre}
aktiviteter:
  - {id: akt-alltid, tekst: A, status: fullført}
  - {id: akt-ny, tekst: B, ny_i_versjon: \"2\"}
  - {id: akt-ut, tekst: C, utgått_i_versjon: \"2\"}
  - {id: akt-snart, tekst: D, ny_i_versjon: \"3\"}
",
        )]);
        let names: Vec<_> = versjoner(sample.site.plan(PLAN)).iter().map(|v| v.navn.to_owned()).collect();
        assert_eq!(names, ["1", "2", "3"]);
        let on = |text: &str, key: &str| av_item(&sample.site, sample.item(key), text.parse().unwrap());
        assert_eq!(on("2012-06-30", "akt-ny"), Gyldighet::Kommer);
        assert_eq!(on("2012-07-01", "akt-ny"), Gyldighet::Gjelder);
        assert_eq!(on("2012-06-30", "akt-ut"), Gyldighet::Gjelder);
        assert_eq!(on("2012-07-01", "akt-ut"), Gyldighet::Utgaatt);
        assert_eq!(on("2012-12-31", "akt-alltid"), Gyldighet::Gjelder);
        let total = |text: &str| {
            let derived = Derived::compute(&sample.site, &sample.config, text.parse().unwrap());
            derived.plan_count(&sample.site, PLAN).total
        };
        assert_eq!((total("2012-06-30"), total("2012-12-31"), total("2013-01-01")), (2, 2, 3));
    }
}

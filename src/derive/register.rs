//! The challenge register as a working tool (NOVA, Notat 6/2011): what holds back what, which of the eleven elements of
//! municipal housing-social work nobody has looked into, and whether the register has been looked at since the plan was
//! last changed.

use jiff::civil::Date;

use crate::domain::dato::Dato;
use crate::domain::rad::{Kind, Relasjon};
use crate::resolve::item::{ItemId, PlanId};
use crate::resolve::site::Site;

/// How many elements the model has.
pub const ELEMENTS: usize = 11;

/// One challenge holds another back, or gives rise to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Avhengighet {
    /// The one that does it.
    pub fra: ItemId,
    /// `Blokkerer` or `Utloeser`.
    pub slag: Relasjon,
    /// The one it is done to.
    pub til: ItemId,
}

/// What the register says as a whole.
#[derive(Debug, Clone, Default)]
pub struct Register {
    /// Every challenge, in the plan's order.
    pub alle: Vec<ItemId>,
    /// What blocks what, then what gives rise to what.
    pub avhengigheter: Vec<Avhengighet>,
    /// The challenges of each element, 1–11 in order.
    pub elementer: Vec<Vec<ItemId>>,
    /// Without any element.
    pub uten_element: Vec<ItemId>,
    /// Without an indicator and without a reason for that.
    pub uten_indikator: Vec<ItemId>,
    /// The latest date anybody looked at the register, on or before the as-of date.
    pub sist_sett: Option<Dato>,
    /// When the plan was last changed, on or before the as-of date.
    pub plan_endret: Option<Dato>,
}

impl Register {
    /// Has the plan been changed since anybody looked at the register? `None` when a date is missing.
    pub fn er_foreldet(&self) -> Option<bool> {
        Some(self.sist_sett?.last_day() < self.plan_endret?.first_day())
    }
}

/// The register of a plan as of a date.
pub fn register(site: &Site, plan: PlanId, date: Date) -> Register {
    let alle: Vec<ItemId> = site.register.of_plan(plan, Kind::Utfordring).collect();
    let mut found = Register { elementer: vec![Vec::new(); ELEMENTS], ..Register::default() };
    for relation in [Relasjon::Blokkerer, Relasjon::Utloeser] {
        for fra in &alle {
            let targets = site.graph.targets(*fra, relation).into_iter().filter(|til| alle.contains(til));
            found.avhengigheter.extend(targets.map(|til| Avhengighet { fra: *fra, slag: relation, til }));
        }
    }
    let past = |dato: &Dato| dato.first_day() <= date;
    for item in &alle {
        let Some(challenge) = site.utfordring(*item) else { continue };
        let numbers = challenge.element.items();
        if numbers.is_empty() {
            found.uten_element.push(*item);
        }
        for (at, of_element) in found.elementer.iter_mut().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "eleven elements")]
            let number = (at + 1) as f64;
            if numbers.iter().any(|n| (n - number).abs() < 0.5) {
                of_element.push(*item);
            }
        }
        if challenge.indikatorer.is_blank() && challenge.uten_indikator.is_none() {
            found.uten_indikator.push(*item);
        }
        let seen = challenge.endringslogg.iter().filter_map(|entry| entry.dato);
        let seen = seen.chain(challenge.revidert.known().copied()).chain(challenge.oppdaget.known().copied());
        let latest = seen.filter(past).max_by_key(|dato| dato.last_day());
        found.sist_sett = found.sist_sett.into_iter().chain(latest).max_by_key(|dato| dato.last_day());
    }
    let about = site.plan(plan);
    let changed = about.endringslogg.iter().filter_map(|entry| entry.dato).chain(about.gjelder_fra.known().copied());
    let start = || about.periode.known().and_then(|period| period.fra).filter(past);
    found.plan_endret = changed.filter(past).max_by_key(|dato| dato.first_day()).or_else(start);
    found.alle = alle;
    found
}

#[cfg(test)]
mod tests {
    use super::super::testing::{PLAN, date, sample};
    use super::*;

    #[test]
    fn the_register_knows_what_blocks_what_which_elements_are_empty_and_whether_it_is_old() {
        let sample = sample(&[(
            "plan.yaml",
            "
tittel: Plan
endringslogg: [{dato: 2012-03-01, versjon: \"2\", tekst: Rullert}, {dato: 2014-01-01, tekst: Senere}]
utfordringer:
  - {id: utf-1, tittel: A, blokkerer: [utf-2], element: [1, 4], oppdaget: 2010, uten_indikator: Ingen tall.}
  - {id: utf-2, tittel: B, utløser: [utf-1], endringslogg: [{dato: 2011-05-01, hva: Endret}, {dato: 2013-05-01, hva: Senere}]}
",
        )]);
        let found = register(&sample.site, PLAN, date());
        let edges: Vec<_> = found.avhengigheter.iter().map(|edge| (edge.fra, edge.slag, edge.til)).collect();
        let (one, two) = (sample.item("utf-1"), sample.item("utf-2"));
        assert_eq!(edges, [(one, Relasjon::Blokkerer, two), (two, Relasjon::Utloeser, one)]);
        let filled: Vec<usize> = (1..=ELEMENTS).filter(|n| !found.elementer[n - 1].is_empty()).collect();
        assert_eq!((filled, sample.keys(&found.uten_element)), (vec![1, 4], vec!["utf-2"]));
        assert_eq!(sample.keys(&found.uten_indikator), ["utf-2"]);
        assert_eq!(found.er_foreldet(), Some(true), "2011-05-01 is before 2012-03-01");
        let earlier = register(&sample.site, PLAN, "2011-12-31".parse().unwrap());
        assert_eq!(earlier.er_foreldet(), None, "the plan had not been changed then");
    }
}

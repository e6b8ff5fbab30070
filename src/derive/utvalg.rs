//! Utvalg: the things of a plan that meet a query's conditions, in the plan's order.

use super::derived::Derived;
use super::kobling;
use crate::domain::enumeration::Enumeration;
use crate::domain::rad::{Kind, Ref};
use crate::domain::suksessfaktor::Suksessfaktor;
use crate::resolve::item::ItemId;
use crate::resolve::query::{Ansvar, Filter, Query, Statusvalg, Vis};
use crate::resolve::site::Site;
use std::collections::BTreeSet;

/// What fits the query: activities, or for a list things of the kinds asked for. `grense` is left to the page, which
/// says how many there are in all.
pub fn items(site: &Site, derived: &Derived, query: &Query) -> Vec<ItemId> {
    let kinds: &[Kind] = if query.vis == Vis::Liste { &query.slag } else { &[Kind::Aktivitet] };
    let all = site.register.all_of_plan(query.plan).filter(|item| kinds.contains(&site.item(*item).kind));
    let chosen = Chosen::of(site, query);
    all.filter(|item| chosen.holds(site, derived, &query.filter, *item)).collect()
}

/// Is `item` part of `to`: by a reference either way, or as its activity or measure?
pub fn belongs(site: &Site, item: ItemId, to: ItemId) -> bool {
    gather(site, to).contains(&item) || is_linked(site, item, to)
}

/// The conditions that are the same for every item, worked out once.
struct Chosen {
    belongs: Vec<(ItemId, BTreeSet<ItemId>)>,
    factor: BTreeSet<ItemId>,
}

impl Chosen {
    fn of(site: &Site, query: &Query) -> Self {
        let factor = query.filter.faktor.map(|factor| kobling::stoetter_faktor(site, query.plan, factor));
        Self {
            belongs: query.filter.hoerer_til.iter().map(|to| (*to, gather(site, *to))).collect(),
            factor: factor.unwrap_or_default().into_iter().collect(),
        }
    }

    fn holds(&self, site: &Site, derived: &Derived, filter: &Filter, item: ItemId) -> bool {
        self.belongs.iter().all(|(to, gathered)| gathered.contains(&item) || is_linked(site, item, *to))
            && filter.faktor.is_none_or(|factor| self.factor.contains(&item) || names_factor(site, item, factor))
            && (filter.status.is_empty() || filter.status.iter().any(|wanted| has_status(derived, item, *wanted)))
            && filter.ansvarlig.as_ref().is_none_or(|wanted| answers(site, item, wanted))
    }
}

fn gather(site: &Site, to: ItemId) -> BTreeSet<ItemId> {
    kobling::aktiviteter(site, to).into_iter().chain(kobling::tiltak(site, to)).collect()
}

fn is_linked(site: &Site, item: ItemId, to: ItemId) -> bool {
    let owned = site.maal(item).and_then(|goal| goal.eier.as_deref());
    item == to
        || site.graph.out(item).any(|edge| edge.to == to)
        || site.graph.out(to).any(|edge| edge.to == item)
        || (site.item(to).kind == Kind::Satsingsomraade
            && owned == Some(site.item(to).key.as_str())
            && site.item(to).plan == site.item(item).plan)
}

fn names_factor(site: &Site, item: ItemId, factor: Suksessfaktor) -> bool {
    let list = match site.item(item).kind {
        Kind::Strategi => site.strategi(item).map(|s| s.suksessfaktorer.items()),
        Kind::Utfordring => site.utfordring(item).map(|u| u.suksessfaktorer.items()),
        Kind::Hovedmaal | Kind::Delmaal | Kind::Resultatmaal => site.maal(item).map(|m| m.suksessfaktorer.items()),
        _ => None,
    };
    list.is_some_and(|list| list.contains(&factor))
}

fn has_status(derived: &Derived, item: ItemId, wanted: Statusvalg) -> bool {
    let state = derived.state(item);
    match wanted {
        Statusvalg::Forsinket => state.is_some_and(super::tilstand::Tilstand::is_late),
        Statusvalg::Uten => state.is_none_or(|state| state.status.is_none()),
        other => state.and_then(|state| state.status).is_some_and(|status| status.key() == other.key()),
    }
}

/// Who answers for an activity, measure or commitment.
pub fn ansvarlig(site: &Site, item: ItemId) -> Option<&Ref> {
    match site.item(item).kind {
        Kind::Aktivitet => site.aktivitet(item)?.ansvarlig.known(),
        Kind::Tiltak => site.tiltak(item)?.ansvarlig.known(),
        Kind::Forpliktelse => site.forpliktelse(item)?.ansvarlig.known(),
        _ => None,
    }
}

fn answers(site: &Site, item: ItemId, wanted: &Ansvar) -> bool {
    let Some(named) = ansvarlig(site, item) else { return false };
    match wanted {
        Ansvar::Item(unit) => site.target(named) == Some(*unit),
        Ansvar::Ord(words) => named.text.trim().to_lowercase() == words.trim().to_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Sample, sample};
    use super::*;

    const PLAN: &str = "
tittel: Plan
hovedmål: [{id: mal-1, tekst: Flere i egen bolig}]
satsingsområder: [{id: sats-1, navn: Bolig}, {id: sats-2, navn: Bomiljø}]
aktiviteter:
  - {id: akt-1, tekst: Kartlegge, område: sats-1, ansvarlig: NAV, status: i_gang, suksessfaktorer: [5]}
  - {id: akt-2, tekst: Bygge, område: sats-1, mål: [mal-1], tid: {til: 2011}}
  - {id: akt-3, tekst: Møtes, område: sats-2}
";

    fn keys(query: &str) -> Vec<String> {
        let text = format!("---\ntittel: S\n---\n```planverk\n{query}\n```\n");
        let Sample { site, derived, .. } = sample(&[("plan.yaml", PLAN), ("kapittel.md", &text)]);
        let chapter = site.register.iter().find(|(_, item)| item.kind == Kind::Artikkel).unwrap().0;
        let span = site.outline(chapter).unwrap().queries[0].span;
        let found = items(&site, &derived, site.query(span).unwrap());
        found.into_iter().map(|item| site.item(item).key.clone()).collect()
    }

    #[test]
    fn conditions_are_all_to_be_met() {
        assert_eq!(keys("vis: aktivitetstabell"), ["akt-1", "akt-2", "akt-3"]);
        assert_eq!(keys("vis: aktivitetstabell\nområde: sats-1"), ["akt-1", "akt-2"]);
        assert_eq!(keys("vis: aktivitetstabell\nområde: sats-1\nmål: mal-1"), ["akt-2"]);
        assert_eq!(keys("vis: aktivitetstabell\nområde: sats-2\nmål: mal-1"), Vec::<String>::new());
    }

    #[test]
    fn one_may_choose_by_status_lateness_factor_and_who_answers() {
        assert_eq!(keys("vis: aktivitetstabell\nstatus: uten"), ["akt-2", "akt-3"]);
        assert_eq!(keys("vis: aktivitetstabell\nstatus: [i gang, forsinket]"), ["akt-1", "akt-2"]);
        assert_eq!(keys("vis: aktivitetstabell\nfaktor: kompetanse"), ["akt-1"]);
        assert_eq!(keys("vis: aktivitetstabell\nansvarlig: nav"), ["akt-1"]);
    }

    #[test]
    fn a_list_has_the_kinds_asked_for() {
        assert_eq!(keys("vis: liste\ntype: satsingsområde"), ["sats-1", "sats-2"]);
        assert_eq!(keys("vis: liste\ntype: mål\nområde: sats-1"), Vec::<String>::new());
    }
}

//! Faktordekning: what in a plan supports each of the six success factors, and which have nothing.

use super::kobling;
use super::versjoner::{Gyldighet, av_item};
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::Sikkerhet;
use crate::domain::rad::Kind;
use crate::domain::suksessfaktor::{Suksessfaktor, Vurdering};
use crate::resolve::item::{ItemId, PlanId};
use crate::resolve::site::Site;
use jiff::civil::Date;

/// What supports one factor.
#[derive(Debug, Clone)]
pub struct Faktordekning<'a> {
    /// The factor.
    pub faktor: Suksessfaktor,
    /// Activities that support it themselves, or through their strategy or goal.
    pub aktiviteter: Vec<ItemId>,
    /// Measures likewise.
    pub tiltak: Vec<ItemId>,
    /// Goals and strategies that name it.
    pub maal_og_strategier: Vec<ItemId>,
    /// Challenges that bear on it.
    pub utfordringer: Vec<ItemId>,
    /// How many of these links are our reading and not the plan's words.
    pub tolket: usize,
    /// The latest self-assessment on or before the date.
    pub vurdering: Option<&'a Vurdering>,
}

/// All six, in their numbered order.
pub fn faktordekning(site: &Site, plan: PlanId, date: Date) -> Vec<Faktordekning<'_>> {
    Suksessfaktor::ALL.iter().map(|(factor, _)| one(site, plan, *factor, date)).collect()
}

fn one(site: &Site, plan: PlanId, factor: Suksessfaktor, date: Date) -> Faktordekning<'_> {
    let in_force = |item: &ItemId| av_item(site, *item, date) == Gyldighet::Gjelder;
    let (aktiviteter, tiltak) = kobling::stoetter_faktor(site, plan, factor)
        .into_iter()
        .filter(in_force)
        .partition(|item| site.item(*item).kind == Kind::Aktivitet);
    let named = |wanted: fn(Kind) -> bool| -> Vec<ItemId> {
        let all = site.register.all_of_plan(plan).filter(in_force).filter(|item| wanted(site.item(*item).kind));
        all.filter(|item| own_factors(site, *item).is_some_and(|(list, _)| list.contains(&factor))).collect()
    };
    let tolket = site
        .register
        .all_of_plan(plan)
        .filter(in_force)
        .filter_map(|item| own_factors(site, item))
        .filter(|(list, sure)| list.contains(&factor) && *sure != Sikkerhet::Sikker)
        .count();
    let latest = site
        .plan(plan)
        .vurderinger
        .iter()
        .filter(|v| v.faktor == Some(factor) && v.dato.known().is_none_or(|d| d.first_day() <= date))
        .max_by_key(|v| v.dato.known().map(|d| d.last_day()));
    Faktordekning {
        faktor: factor,
        aktiviteter,
        tiltak,
        maal_og_strategier: named(|kind| {
            matches!(kind, Kind::Hovedmaal | Kind::Delmaal | Kind::Resultatmaal | Kind::Strategi)
        }),
        utfordringer: named(|kind| kind == Kind::Utfordring),
        tolket,
        vurdering: latest,
    }
}

/// The factors a thing names itself, and how sure that is.
fn own_factors(site: &Site, item: ItemId) -> Option<(&[Suksessfaktor], Sikkerhet)> {
    let field = match site.item(item).kind {
        Kind::Aktivitet => &site.aktivitet(item)?.suksessfaktorer,
        Kind::Tiltak => &site.tiltak(item)?.suksessfaktorer,
        Kind::Strategi => &site.strategi(item)?.suksessfaktorer,
        Kind::Utfordring => &site.utfordring(item)?.suksessfaktorer,
        Kind::Hovedmaal | Kind::Delmaal | Kind::Resultatmaal => &site.maal(item)?.suksessfaktorer,
        _ => return None,
    };
    let sure = field.belegg.as_ref().and_then(|b| b.sikkerhet).unwrap_or(Sikkerhet::Sikker);
    Some((field.items(), sure))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{PLAN, date, sample};
    use super::*;

    #[test]
    fn a_factor_is_supported_directly_or_through_a_strategy_and_gaps_stay_gaps() {
        let sample = sample(&[(
            "plan.yaml",
            "
tittel: Plan
strategier: [{id: strat-1, navn: Kunnskap, suksessfaktorer: {verdi: [kompetanse], sikkerhet: tolket}}]
aktiviteter:
  - {id: akt-1, tekst: A, suksessfaktorer: [forankring]}
  - {id: akt-2, tekst: B, strategier: [strat-1]}
vurderinger:
  - {faktor: forankring, dato: 2011, skår: 1}
  - {faktor: forankring, dato: 2012, skår: 2}
  - {faktor: forankring, dato: 2014, skår: 4}
",
        )]);
        let all = faktordekning(&sample.site, PLAN, date());
        let of = |factor| all.iter().find(|f| f.faktor == factor).unwrap();
        assert_eq!(sample.keys(&of(Suksessfaktor::Forankring).aktiviteter), ["akt-1"]);
        assert_eq!(of(Suksessfaktor::Forankring).vurdering.unwrap().skaar.known(), Some(&2.0));
        assert_eq!(sample.keys(&of(Suksessfaktor::Kompetanse).aktiviteter), ["akt-2"]);
        assert_eq!(of(Suksessfaktor::Kompetanse).tolket, 1);
        assert!(of(Suksessfaktor::Medvirkning).aktiviteter.is_empty());
    }
}

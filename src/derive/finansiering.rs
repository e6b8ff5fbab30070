//! Finansiering: what is known of money. Amounts are summed only where they are the same kind of money; a text such as
//! «Husbanken/Bydel» is no amount, and splitting it into funders is a suggestion that pages must call one.

use std::collections::BTreeMap;

use super::derived::Derived;
use crate::domain::aktivitet::{Aktivitet, Per};
use crate::domain::finansiering::Finansieringsplan;
use crate::domain::rad::Kind;
use crate::language::collation;
use crate::resolve::item::{ItemId, PlanId};
use crate::resolve::site::Site;

/// A sum of amounts that may be added: one currency, and per year or not.
#[derive(Debug, Clone, PartialEq)]
pub struct Sum {
    /// Currency code.
    pub valuta: String,
    /// Per year, for the period, or unsaid.
    pub per: Option<Per>,
    /// The sum.
    pub beloep: f64,
    /// Any of the amounts is approximate.
    pub ca: bool,
    /// How many amounts were added.
    pub antall: usize,
}

/// One who pays, as the plan names them.
#[derive(Debug, Clone, PartialEq)]
pub struct Finansierer {
    /// The name.
    pub navn: String,
    /// Sum of the amounts stated for them, in NOK; `None` when none is.
    pub beloep: Option<f64>,
    /// Activities that name them.
    pub aktiviteter: Vec<ItemId>,
    /// At least one of these comes from splitting a text at «/».
    pub forslag: bool,
}

/// What a plan's activities say of money.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Finansieringsbilde {
    /// All activities.
    pub antall: usize,
    /// With an amount, their own or a funder's.
    pub med_beloep: Vec<ItemId>,
    /// With words or funders, but no amount.
    pub bare_tekst: Vec<ItemId>,
    /// With nothing.
    pub ukjent: Vec<ItemId>,
    /// The sums of the activities' own amounts.
    pub summer: Vec<Sum>,
    /// Everyone named, by how many activities name them and then by name.
    pub finansierere: Vec<Finansierer>,
}

/// Gathers what the activities that are part of a plan on the date say of money.
pub fn finansiering(site: &Site, derived: &Derived, plan: PlanId) -> Finansieringsbilde {
    let mut found = Finansieringsbilde::default();
    let mut sums: BTreeMap<(String, Option<Per>), Sum> = BTreeMap::new();
    let mut funders: BTreeMap<String, Finansierer> = BTreeMap::new();
    for item in derived.av_slag(site, plan, Kind::Aktivitet) {
        let Some(activity) = site.aktivitet(item) else { continue };
        found.antall += 1;
        let named = funders_of(activity);
        let amount = activity.kostnad.known().and_then(|k| k.beloep.known().map(|amount| (k, *amount)));
        if let Some((cost, amount)) = amount {
            let currency = cost.valuta.clone().unwrap_or_else(|| "NOK".to_owned());
            let fresh = || Sum { valuta: currency.clone(), per: cost.per, beloep: 0.0, ca: false, antall: 0 };
            let sum = sums.entry((currency.clone(), cost.per)).or_insert_with(fresh);
            sum.beloep += amount;
            sum.ca |= cost.ca;
            sum.antall += 1;
        }
        let has_amount = amount.is_some() || named.iter().any(|one| one.beloep.is_some());
        let has_words = !named.is_empty() || activity.kostnad.known().is_some_and(|k| k.tekst.is_some());
        match (has_amount, has_words) {
            (true, _) => found.med_beloep.push(item),
            (false, true) => found.bare_tekst.push(item),
            (false, false) => found.ukjent.push(item),
        }
        for one in named {
            let fresh =
                || Finansierer { navn: one.navn.clone(), beloep: None, aktiviteter: Vec::new(), forslag: false };
            let funder = funders.entry(one.navn.to_lowercase()).or_insert_with(fresh);
            if !funder.aktiviteter.contains(&item) {
                funder.aktiviteter.push(item);
            }
            funder.forslag |= one.forslag;
            if let Some(amount) = one.beloep {
                funder.beloep = Some(funder.beloep.unwrap_or(0.0) + amount);
            }
        }
    }
    found.summer = sums.into_values().collect();
    found.finansierere = funders.into_values().collect();
    found.finansierere.sort_by(|a, b| {
        b.aktiviteter.len().cmp(&a.aktiviteter.len()).then_with(|| collation::compare(&a.navn, &b.navn))
    });
    found
}

/// A funder as one activity names it.
struct Named {
    navn: String,
    beloep: Option<f64>,
    forslag: bool,
}

/// The structured funders; without any, the parts of the printed text.
fn funders_of(activity: &Aktivitet) -> Vec<Named> {
    let structured = activity.finansiering.items();
    if !structured.is_empty() {
        let of = |share: &crate::domain::aktivitet::Finansieringsandel| Named {
            navn: share.kilde.trim().to_owned(),
            beloep: share.beloep.known().copied(),
            forslag: false,
        };
        return structured.iter().map(of).filter(|one| !one.navn.is_empty()).collect();
    }
    let text = activity.kostnad.known().and_then(|cost| cost.tekst.as_deref()).unwrap_or("");
    let parts: Vec<&str> = text.split('/').map(str::trim).filter(|part| !part.is_empty()).collect();
    let split = parts.len() > 1;
    let is_name = |part: &str| part.chars().count() <= 40 && !part.chars().any(|c| c.is_ascii_digit());
    if !parts.iter().all(|part| is_name(part)) {
        return Vec::new();
    }
    parts.into_iter().map(|part| Named { navn: part.to_owned(), beloep: None, forslag: split }).collect()
}

/// A funder's part of a year's frame.
#[derive(Debug, Clone, PartialEq)]
pub struct Fordelt {
    /// Who.
    pub kilde: String,
    /// Percent, when stated.
    pub andel: Option<f64>,
    /// Amount, stated or computed.
    pub beloep: Option<f64>,
    /// The amount is share × frame and stands nowhere.
    pub avledet: bool,
    /// It is approximate, or computed from what is.
    pub ca: bool,
}

/// The parts of a year's frame, and the sum of the shares when all are stated.
pub fn fordeling(year: &Finansieringsplan) -> (Vec<Fordelt>, Option<f64>) {
    let frame = year.ramme.known();
    let whole = frame.and_then(|frame| frame.beloep.known().copied());
    let about = frame.is_some_and(|frame| frame.ca);
    let parts: Vec<Fordelt> = year
        .andeler
        .iter()
        .map(|part| {
            let andel = part.andel.known().copied();
            let stated = part.beloep.known().copied();
            let computed = whole.zip(andel).map(|(whole, share)| whole * share / 100.0);
            Fordelt {
                kilde: part.kilde.clone(),
                andel,
                beloep: stated.or(computed),
                avledet: stated.is_none() && computed.is_some(),
                ca: stated.is_none() && about,
            }
        })
        .collect();
    let shares: Option<Vec<f64>> = parts.iter().map(|part| part.andel).collect();
    (parts, shares.filter(|shares| !shares.is_empty()).map(|shares| shares.iter().sum()))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{PLAN, sample};
    use super::*;

    #[test]
    fn words_are_no_amounts_and_split_names_are_suggestions() {
        let sample = sample(&[(
            "plan.yaml",
            "
tittel: Plan
aktiviteter:
  - {id: akt-1, tekst: A, kostnad: {tekst: Husbanken/Bydel}}
  - {id: akt-2, tekst: B, kostnad: {tekst: Husbanken}}
  - {id: akt-3, tekst: C, kostnad: {beløp: 100000, ca: true, per: år}}
  - {id: akt-4, tekst: D, kostnad: {beløp: 50000, per: år}}
  - {id: akt-5, tekst: E, kostnad: {beløp: 7000}}
  - {id: akt-6, tekst: F, finansiering: [{kilde: Husbanken, beløp: 400}, {kilde: Stiftelse}]}
  - {id: akt-7, tekst: G}
",
        )]);
        let found = finansiering(&sample.site, &sample.derived, PLAN);
        assert_eq!(found.antall, 7);
        assert_eq!(sample.keys(&found.med_beloep), ["akt-3", "akt-4", "akt-5", "akt-6"]);
        assert_eq!(sample.keys(&found.bare_tekst), ["akt-1", "akt-2"]);
        assert_eq!(sample.keys(&found.ukjent), ["akt-7"]);
        let sums: Vec<_> = found.summer.iter().map(|s| (s.per, s.beloep, s.ca, s.antall)).collect();
        assert_eq!(sums, [(None, 7000.0, false, 1), (Some(Per::Aar), 150_000.0, true, 2)]);
        let funders: Vec<_> =
            found.finansierere.iter().map(|f| (f.navn.as_str(), f.beloep, f.aktiviteter.len(), f.forslag)).collect();
        assert_eq!(
            funders,
            [("Husbanken", Some(400.0), 3, true), ("Bydel", None, 1, true), ("Stiftelse", None, 1, false)]
        );
    }

    #[test]
    fn funders_stand_in_the_order_of_the_norwegian_alphabet() {
        let sample = sample(&[(
            "plan.yaml",
            "
tittel: Plan
aktiviteter: [{id: akt-1, tekst: A, finansiering: [{kilde: Åpen sum}, {kilde: Østlandet}, {kilde: nav}, {kilde: Staten}]}]
",
        )]);
        let found = finansiering(&sample.site, &sample.derived, PLAN);
        let names: Vec<_> = found.finansierere.iter().map(|one| one.navn.as_str()).collect();
        assert_eq!(names, ["nav", "Staten", "Østlandet", "Åpen sum"]);
    }

    #[test]
    fn an_amount_computed_from_a_share_says_so_and_is_as_rough_as_its_frame() {
        let sample = sample(&[(
            "plan.yaml",
            "
tittel: Plan
finansiering:
  - år: 2012
    ramme: {beløp: 2000000, ca: true}
    andeler: [{kilde: Husbanken, andel: 70}, {kilde: Bydel, andel: 30}]
",
        )]);
        let (parts, shares) = fordeling(&sample.site.plan(PLAN).finansiering[0]);
        let seen: Vec<_> = parts.iter().map(|p| (p.beloep, p.avledet, p.ca)).collect();
        assert_eq!(seen, [(Some(1_400_000.0), true, true), (Some(600_000.0), true, true)]);
        assert_eq!(shares, Some(100.0));
    }
}

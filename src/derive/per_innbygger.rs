//! Per innbygger: a figure seen against how many live there, `figure / inhabitants · 1000`. Only where the plan has the
//! number of inhabitants for the same organisation and year; nothing is estimated between years.

use super::indikatorserie::{er_senere, is_unsure, value};
use super::tilstand::days;
use crate::domain::dato::Dato;
use crate::domain::indikator::{Enhetsmaal, Indikator, Maaling};
use crate::domain::rad::Relasjon;
use crate::resolve::item::ItemId;
use crate::resolve::site::Site;
use jiff::civil::Date;

/// A figure per 1,000 inhabitants.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PerTusen {
    /// `figure / inhabitants · 1000`.
    pub verdi: f64,
    /// How many live there.
    pub innbyggere: f64,
    /// When that was counted.
    pub dato: Dato,
    /// The figure or the number of inhabitants is not sure.
    pub usikker: bool,
}

/// Can the indicator be seen per inhabitant? Shares and rates are that already.
pub fn egner_seg(indicator: &Indikator) -> bool {
    !matches!(indicator.enhet.known(), Some(Enhetsmaal::Prosent | Enhetsmaal::Prosentpoeng | Enhetsmaal::Per1000))
}

/// The indicator that counts the inhabitants, when the author names one and the figures can be seen against it.
pub fn innbyggertall(site: &Site, item: ItemId) -> Option<(ItemId, &Indikator)> {
    let named = site.graph.targets(item, Relasjon::Innbyggere).into_iter().next().filter(|named| *named != item)?;
    site.indikator(item).filter(|own| egner_seg(own))?;
    site.indikator(named).map(|row| (named, row))
}

/// One reading per 1,000: against the inhabitants of the same organisation on the same date, else on the nearest date of
/// the same year. Nothing when that year has none, or sources disagree on how many they were.
pub fn per_tusen(reading: &Maaling, inhabitants: &Indikator, date: Date) -> Option<PerTusen> {
    let (figure, when) = value(reading).zip(reading.dato())?;
    let org = |m: &Maaling| m.organisasjon.as_ref().map(|o| o.text.clone());
    let own = org(reading);
    let mut near: Vec<(i64, Dato, f64, &Maaling)> = inhabitants
        .maalinger
        .iter()
        .filter(|m| m.gruppe.is_none() && !er_senere(m, date) && org(m) == own)
        .filter_map(|m| Some((value(m).filter(|n| *n > 0.0)?, m.dato()?, m)))
        .filter(|(_, dato, _)| dato.aar() == when.aar())
        .map(|(n, dato, m)| (days(dato.last_day(), when.last_day()).abs(), dato, n, m))
        .collect();
    near.sort_by_key(|(off, dato, ..)| (*off, *dato));
    let (_, dato, count, source) = *near.first()?;
    if near.iter().any(|(_, other, n, _)| *other == dato && n.to_bits() != count.to_bits()) {
        return None;
    }
    Some(PerTusen {
        verdi: figure / count * 1000.0,
        innbyggere: count,
        dato,
        usikker: is_unsure(reading) || is_unsure(source),
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{PLAN, Sample, date, sample};
    use super::*;

    fn with(population: &str, unit: &str) -> Sample {
        let yaml = format!(
            "tittel: Plan
indikatorer:
  - {{id: ind-1, navn: Mottakere, enhet: {unit}, innbyggere: ind-folk, målinger: [{{dato: 2011, verdi: 100}}, {{dato: 2012, verdi: 120}}]}}
  - {{id: ind-folk, navn: Innbyggere, enhet: personer, målinger: [{population}]}}
"
        );
        sample(&[("plan.yaml", &yaml)])
    }

    fn rates(sample: &Sample) -> Vec<Option<f64>> {
        let own = sample.item("ind-1");
        let Some((_, people)) = innbyggertall(&sample.site, own) else { return Vec::new() };
        let readings = &sample.site.plan(PLAN).indikatorer[0].maalinger;
        readings.iter().map(|m| per_tusen(m, people, date()).map(|rate| rate.verdi)).collect()
    }

    #[test]
    fn the_inhabitants_are_those_of_the_same_year_and_no_other() {
        let sample = with("{dato: 2012-01-01, verdi: 30000}, {dato: 2013-01-01, verdi: 1}", "personer");
        assert_eq!(rates(&sample), [None, Some(4.0)]);
    }

    #[test]
    fn of_several_dates_in_a_year_the_nearest_counts() {
        let sample = with("{dato: 2012-01-01, verdi: 1}, {dato: 2012-10-01, verdi: 40000}", "personer");
        assert_eq!(rates(&sample), [None, Some(3.0)]);
    }

    #[test]
    fn sources_that_disagree_and_other_organisations_give_none() {
        let sample = with("{dato: 2012, verdi: 30000}, {dato: 2012, verdi: 31000}", "personer");
        assert_eq!(rates(&sample), [None, None]);
        let sample = with("{dato: 2012, verdi: 30000, organisasjon: Nabokommunen}", "personer");
        assert_eq!(rates(&sample), [None, None]);
    }

    #[test]
    fn a_share_is_not_divided_again() {
        assert!(rates(&with("{dato: 2012, verdi: 30000}", "prosent")).is_empty());
    }
}

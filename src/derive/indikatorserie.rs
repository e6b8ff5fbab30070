//! Indikatorserie: an indicator's readings in order, and what may be said of them: the latest, the way they go,
//! where sources disagree, whether parts sum. Nothing is corrected and nothing left out. Targets are `maalkurs`'.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::tilstand::days;
use crate::domain::dato::{Dato, Periode};
use crate::domain::felt::Sikkerhet;
use crate::domain::indikator::{Enhetsmaal, Indikator, Maaling};
use crate::domain::maal::Retning;
use crate::domain::rad::Relasjon;
use crate::resolve::item::ItemId;
use crate::resolve::site::Site;

/// The readings of one group (and one organisation), the earliest first and undated ones last.
#[derive(Debug, Clone)]
pub struct Serie<'a> {
    /// Which part of the whole; `None` when the indicator is not split.
    pub gruppe: Option<&'a str>,
    /// The organisation the figures are for, as written.
    pub organisasjon: Option<&'a crate::domain::rad::Ref>,
    /// The readings, blanks too.
    pub maalinger: Vec<&'a Maaling>,
}

/// Which way two readings point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vei {
    /// The later is larger.
    Opp,
    /// The later is smaller.
    Ned,
    /// They are the same.
    Uendret,
}

/// The change between the two latest readings that can be compared.
#[derive(Debug, Clone)]
pub struct Trend<'a> {
    /// The earlier.
    pub fra: &'a Maaling,
    /// The later.
    pub til: &'a Maaling,
    /// Which way.
    pub vei: Vei,
    /// Is that the way it should go? `None` when the plan does not say which way is better.
    pub oensket: Option<bool>,
    /// One of the two is marked as not sure.
    pub usikker: bool,
}

/// Two or more figures for the same thing that differ.
#[derive(Debug, Clone)]
pub struct Konflikt<'a> {
    /// The date they share; `None` when none of them has one, so that they only may be in conflict.
    pub dato: Option<Dato>,
    /// The readings.
    pub maalinger: Vec<&'a Maaling>,
}

/// The groups of one date added up.
#[derive(Debug, Clone, PartialEq)]
pub struct Gruppesum {
    /// The date; `None` for undated readings.
    pub dato: Option<Dato>,
    /// The sum.
    pub sum: f64,
    /// How many groups.
    pub antall: usize,
    /// What the author says it should be, and whether it is.
    pub skal_vaere: Option<(f64, bool)>,
    /// Any of the figures is approximate or not sure.
    pub usikker: bool,
}

/// A part against its whole («herav»).
#[derive(Debug, Clone, PartialEq)]
pub struct Herav {
    /// The part.
    pub del: ItemId,
    /// The whole.
    pub hele: ItemId,
    /// The date they share; `None` for undated readings.
    pub dato: Option<Dato>,
    /// The part's figure.
    pub del_verdi: f64,
    /// The whole's.
    pub hele_verdi: f64,
}

impl Herav {
    /// A part is never larger than the whole.
    pub fn stemmer(&self) -> bool {
        self.del_verdi <= self.hele_verdi
    }
}

/// The series, in the order the author first names each group.
pub fn serier(indicator: &Indikator) -> Vec<Serie<'_>> {
    let mut series: Vec<Serie> = Vec::new();
    for reading in &indicator.maalinger {
        let org = reading.organisasjon.as_ref();
        let same = |s: &&mut Serie| {
            s.gruppe == reading.gruppe.as_deref() && s.organisasjon.map(|o| &o.text) == org.map(|o| &o.text)
        };
        if let Some(known) = series.iter_mut().find(same) {
            known.maalinger.push(reading);
        } else {
            let gruppe = reading.gruppe.as_deref();
            series.push(Serie { gruppe, organisasjon: org, maalinger: vec![reading] });
        }
    }
    for one in &mut series {
        one.maalinger.sort_by_key(|reading| (reading.dato().is_none(), reading.dato().map(|d| (d.last_day(), d))));
    }
    series
}

impl<'a> Serie<'a> {
    /// The latest known figure on or before the date. An undated one only when there is no dated one, for nobody can
    /// say which is later.
    pub fn siste(&self, date: Date) -> Option<&'a Maaling> {
        let dated = self.maalinger.iter().rev().find(|reading| is_known_at(reading, date));
        dated
            .or_else(|| self.maalinger.iter().find(|reading| reading.dato().is_none() && value(reading).is_some()))
            .copied()
    }

    /// The latest blank on or before the date, for a series without any figure then.
    pub fn siste_blanke(&self, date: Date) -> Option<&'a Maaling> {
        self.maalinger.iter().rev().find(|reading| value(reading).is_none() && !er_senere(reading, date)).copied()
    }

    /// All that may be called the latest: every figure of the latest date, or, without any date, every figure that
    /// differs from those before it. More than one when sources disagree.
    pub fn siste_alle(&self, date: Date) -> Vec<&'a Maaling> {
        let Some(latest) = self.siste(date) else { return Vec::new() };
        let mut found: Vec<&'a Maaling> = Vec::new();
        for reading in self.maalinger.iter().filter(|m| m.dato() == latest.dato()) {
            if value(reading).is_some() && !found.iter().any(|known| value(known) == value(reading)) {
                found.push(reading);
            }
        }
        found
    }

    /// The change between the two latest dated, known readings of different dates, when each date has one figure only.
    /// A reading marked `uklar` counts, but makes the trend unsure.
    pub fn trend(&self, date: Date, better: Option<Retning>) -> Option<Trend<'a>> {
        let mut by_date: BTreeMap<Date, Vec<&'a Maaling>> = BTreeMap::new();
        for reading in self.maalinger.iter().filter(|reading| is_known_at(reading, date)) {
            by_date.entry(reading.dato()?.last_day()).or_default().push(reading);
        }
        let mut latest = by_date.into_values().rev();
        let (til, fra) = (latest.next()?, latest.next()?);
        let ([til], [fra]) = (til.as_slice(), fra.as_slice()) else { return None };
        let (from, to) = (value(fra)?, value(til)?);
        let vei = match to.partial_cmp(&from)? {
            std::cmp::Ordering::Greater => Vei::Opp,
            std::cmp::Ordering::Less => Vei::Ned,
            std::cmp::Ordering::Equal => Vei::Uendret,
        };
        let oensket = match (better, vei) {
            (Some(Retning::Opp), vei) => Some(vei == Vei::Opp),
            (Some(Retning::Ned), vei) => Some(vei == Vei::Ned),
            (Some(Retning::Hold), vei) => Some(vei == Vei::Uendret),
            (Some(Retning::Ingen) | None, _) => None,
        };
        Some(Trend { fra, til, vei, oensket, usikker: is_unsure(fra) || is_unsure(til) })
    }
}

/// The figure, when it is known.
pub fn value(reading: &Maaling) -> Option<f64> {
    reading.verdi.known().copied()
}

/// Approximate, or marked as read or unclear.
pub fn is_unsure(reading: &Maaling) -> bool {
    reading.ca || reading.belegg.sikkerhet.is_some_and(|sure| sure != Sikkerhet::Sikker)
}

/// Is the figure for a time that had not ended on the date? Nobody can know a year's figure before the year is over.
pub fn er_senere(reading: &Maaling, date: Date) -> bool {
    reading.dato().is_some_and(|dato| dato.last_day() > date)
}

fn is_known_at(reading: &Maaling, date: Date) -> bool {
    value(reading).is_some() && reading.dato().is_some() && !er_senere(reading, date)
}

/// Which way is better: the target's word, else the indicator's.
pub fn retning(indicator: &Indikator) -> Option<Retning> {
    indicator.maaltall.retning.known().or(indicator.retning.known()).copied()
}

/// Are two readings for the same time? «2011–2012» and «2012» end together, but count different things.
pub fn samme_tid(one: &Maaling, other: &Maaling) -> bool {
    one.dato() == other.dato() && begins(one) == begins(other)
}

fn begins(reading: &Maaling) -> Option<Date> {
    reading.tid.known().and_then(Periode::first_day)
}

/// Figures for the same group and time that differ.
pub fn konflikter(indicator: &Indikator) -> Vec<Konflikt<'_>> {
    let mut found = Vec::new();
    for series in serier(indicator) {
        let mut by_date: BTreeMap<(Option<Dato>, Option<Date>), Vec<&Maaling>> = BTreeMap::new();
        for reading in series.maalinger {
            if value(reading).is_some() {
                by_date.entry((reading.dato(), begins(reading))).or_default().push(reading);
            }
        }
        for ((dato, _), maalinger) in by_date {
            let first = maalinger.first().and_then(|reading| value(reading));
            if maalinger.iter().any(|reading| value(reading) != first) {
                found.push(Konflikt { dato, maalinger });
            }
        }
    }
    found
}

/// The groups of each date added up, where every group has one known figure. Percentages are added only when the author
/// says what they should sum to.
pub fn gruppesummer(indicator: &Indikator, leeway: f64) -> Vec<Gruppesum> {
    let additive = !matches!(
        indicator.enhet.known(),
        None | Some(Enhetsmaal::Prosent | Enhetsmaal::Prosentpoeng | Enhetsmaal::Per1000)
    );
    if indicator.sum.is_none() && !additive {
        return Vec::new();
    }
    let mut by_date: BTreeMap<Option<Dato>, Vec<&Maaling>> = BTreeMap::new();
    for reading in indicator.maalinger.iter().filter(|r| r.gruppe.is_some() && r.organisasjon.is_none()) {
        by_date.entry(reading.dato()).or_default().push(reading);
    }
    by_date
        .into_iter()
        .filter_map(|(dato, readings)| {
            let values: Option<Vec<f64>> = readings.iter().map(|reading| value(reading)).collect();
            let mut groups: Vec<_> = readings.iter().map(|reading| reading.gruppe.as_deref()).collect();
            groups.sort_unstable();
            groups.dedup();
            let values = values.filter(|values| values.len() > 1 && groups.len() == values.len())?;
            let sum: f64 = values.iter().sum();
            Some(Gruppesum {
                dato,
                sum,
                antall: values.len(),
                skal_vaere: indicator.sum.map(|wanted| (wanted, (sum - wanted).abs() <= leeway)),
                usikker: readings.iter().any(|reading| is_unsure(reading)),
            })
        })
        .collect()
}

/// An indicator against the whole it is part of, and against its own parts: readings of the same date and group.
pub fn herav(site: &Site, item: ItemId) -> Vec<Herav> {
    let wholes = site.graph.targets(item, Relasjon::DelAv).into_iter().map(|whole| (item, whole));
    let parts = site.graph.sources(item, Relasjon::DelAv).into_iter().map(|part| (part, item));
    let mut found = Vec::new();
    for (del, hele) in wholes.chain(parts) {
        let (Some(part), Some(whole)) = (site.indikator(del), site.indikator(hele)) else { continue };
        for reading in &part.maalinger {
            let twin = |other: &&Maaling| other.dato() == reading.dato() && other.gruppe == reading.gruppe;
            for other in whole.maalinger.iter().filter(twin) {
                if let (Some(del_verdi), Some(hele_verdi)) = (value(reading), value(other)) {
                    found.push(Herav { del, hele, dato: reading.dato(), del_verdi, hele_verdi });
                }
            }
        }
    }
    found
}

/// The latest date with a known figure, and how many whole months old it is.
pub fn alder(indicator: &Indikator, date: Date) -> Option<(Dato, i64)> {
    let dates = indicator.maalinger.iter().filter(|r| is_known_at(r, date)).filter_map(Maaling::dato);
    let latest = dates.max_by_key(|d| d.last_day())?;
    Some((latest, hele_maaneder(latest, date)))
}

/// How many whole months lie between a date and a day.
pub fn hele_maaneder(dato: Dato, date: Date) -> i64 {
    // Twelve months are 365 days and a quarter.
    days(dato.last_day(), date).max(0) * 48 / 1461
}

/// Older than the indicator allows, or than `limit` months when it does not say.
pub fn er_foreldet(indicator: &Indikator, date: Date, limit: i64) -> bool {
    #[expect(clippy::cast_precision_loss, reason = "months of a life")]
    let older = |months: i64| indicator.gyldig_maaneder.map_or(months > limit, |own| months as f64 > own);
    alder(indicator, date).is_some_and(|(_, months)| older(months))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{PLAN, Sample, date, sample};
    use super::*;

    fn with(yaml: &str) -> Sample {
        sample(&[("plan.yaml", &format!("tittel: Plan\nindikatorer:\n{yaml}"))])
    }

    fn first(sample: &Sample) -> &Indikator {
        &sample.site.plan(PLAN).indikatorer[0]
    }

    #[test]
    fn a_series_is_in_order_of_time_and_its_latest_is_not_after_the_date() {
        let sample = with(
            "  - {id: ind-1, navn: I, målinger: [{dato: 2012, verdi: 2}, {dato: 2011, verdi: 22}, {dato: 2010, grunn: ukjent}, {dato: 2014, verdi: 9}, {dato: {grunn: ukjent}, verdi: 5}]}\n",
        );
        let [series] = &serier(first(&sample))[..] else { panic!() };
        let values: Vec<_> = series.maalinger.iter().map(|m| value(m)).collect();
        assert_eq!(values, [None, Some(22.0), Some(2.0), Some(9.0), Some(5.0)]);
        assert_eq!(value(series.siste(date()).unwrap()), Some(2.0));
        let trend = series.trend(date(), Some(Retning::Ned)).unwrap();
        assert_eq!(
            (value(trend.fra), value(trend.til), trend.vei, trend.oensket),
            (Some(22.0), Some(2.0), Vei::Ned, Some(true))
        );
    }

    #[test]
    fn one_reading_is_no_trend_and_two_figures_of_one_date_are_none_either() {
        let sample = with(
            "  - {id: ind-1, navn: I, målinger: [{dato: 2011, verdi: 1}, {dato: 2012, verdi: 2}, {dato: 2012, verdi: 3}]}\n",
        );
        assert!(serier(first(&sample))[0].trend(date(), None).is_none());
        let conflicts = konflikter(first(&sample));
        assert_eq!(conflicts.len(), 1);
        assert_eq!(conflicts[0].maalinger.len(), 2);
    }

    #[test]
    fn two_years_and_the_last_of_them_do_not_contradict_each_other() {
        let sample = with(
            "  - {id: ind-1, navn: I, målinger: [{periode: {fra: 2011, til: 2012}, verdi: 30}, {periode: 2012, verdi: 12}]}\n",
        );
        assert!(konflikter(first(&sample)).is_empty());
        let changes = crate::derive::endringer::endringer(&sample.site, PLAN, date());
        assert!(changes.len() == 2 && changes.iter().all(|change| !change.motstrid));
    }

    #[test]
    fn undated_figures_that_differ_may_be_in_conflict() {
        let sample = with(
            "  - {id: ind-1, navn: I, målinger: [{dato: {grunn: ukjent}, verdi: 553}, {dato: {grunn: ukjent}, verdi: 523}, {dato: 2009, verdi: 1}]}\n",
        );
        let conflicts = konflikter(first(&sample));
        assert_eq!((conflicts.len(), conflicts[0].dato), (1, None));
        let undated = Serie { maalinger: conflicts[0].maalinger.clone(), gruppe: None, organisasjon: None };
        let latest: Vec<_> = undated.siste_alle(date()).into_iter().map(value).collect();
        assert_eq!(latest, [Some(553.0), Some(523.0)], "nobody can say which is the latest, so both are");
    }

    #[test]
    fn groups_are_added_and_compared_with_what_they_should_sum_to() {
        let sample = with(
            "  - {id: ind-1, navn: I, enhet: prosent, sum: 100, målinger: [{dato: 2007, gruppe: a, verdi: 60}, {dato: 2007, gruppe: b, verdi: 45, sikkerhet: uklar}]}\n  - {id: ind-2, navn: J, enhet: husstander, målinger: [{dato: 2012, gruppe: a, verdi: 20}, {dato: 2012, gruppe: b, verdi: 80}, {dato: 2011, gruppe: a, verdi: 1}, {dato: 2011, gruppe: b, grunn: ukjent}]}\n  - {id: ind-3, navn: K, enhet: prosent, målinger: [{dato: 2012, gruppe: a, verdi: 20}, {dato: 2012, gruppe: b, verdi: 80}]}\n",
        );
        let indicators = &sample.site.plan(PLAN).indikatorer;
        let sums = gruppesummer(&indicators[0], 0.5);
        assert_eq!((sums[0].sum, sums[0].skal_vaere, sums[0].usikker), (105.0, Some((100.0, false)), true));
        let sums = gruppesummer(&indicators[1], 0.5);
        assert_eq!(sums.len(), 1, "a date with a blank has no sum");
        assert_eq!((sums[0].sum, sums[0].antall, sums[0].skal_vaere), (100.0, 2, None));
        assert!(gruppesummer(&indicators[2], 0.5).is_empty(), "percentages of different things are not added");
    }

    #[test]
    fn a_part_is_compared_with_its_whole_on_the_same_date() {
        let sample = with(
            "  - {id: ind-1, navn: Alle, målinger: [{dato: 2012, verdi: 20}]}\n  - {id: ind-2, navn: Herav, del_av: ind-1, målinger: [{dato: 2012, verdi: 23}, {dato: 2011, verdi: 4}]}\n",
        );
        for key in ["ind-1", "ind-2"] {
            let found = herav(&sample.site, sample.item(key));
            assert_eq!(found.len(), 1);
            assert!(!found[0].stemmer());
        }
    }

    #[test]
    fn a_figure_is_stale_by_its_own_limit_or_the_sites() {
        let sample = with(
            "  - {id: ind-1, navn: I, målinger: [{dato: 2010, verdi: 1}]}\n  - {id: ind-2, navn: J, gyldig_måneder: 6, målinger: [{dato: 2012-01, verdi: 1}]}\n  - {id: ind-3, navn: K, målinger: [{dato: {grunn: ukjent}, verdi: 1}]}\n",
        );
        let stale: Vec<bool> = sample.site.plan(PLAN).indikatorer.iter().map(|i| er_foreldet(i, date(), 24)).collect();
        assert_eq!(stale, [false, true, false]);
        assert_eq!(alder(first(&sample), date()).unwrap().1, 24);
    }
}

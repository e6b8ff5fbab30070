//! Målkurs: is a figure on its way to its target? One rule: a straight line from where it started to the target at its
//! deadline, and the figure must be on the right side of that line. What the rule cannot judge gets its reason instead.

use jiff::civil::Date;

use super::indikatorserie::{Serie, value};
use super::tilstand::days;
use crate::domain::dato::Dato;
use crate::domain::felt::Felt;
use crate::domain::indikator::Maaling;
use crate::domain::maal::{Maaltall, Retning};

/// Where a figure stands against its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kurs {
    /// The target is reached.
    Naadd,
    /// On the right side of the line.
    PaaKurs,
    /// On the wrong side of the line.
    UteAvKurs,
    /// The deadline is over and the target was not reached.
    IkkeNaadd,
    /// Nearer to what it is held against than its own margin of error.
    Uavgjort,
    /// It cannot be judged.
    Ukjent(Hvorfor),
}

/// Why a course cannot be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hvorfor {
    /// Nobody says which way is better.
    Retning,
    /// The target lies the other way than the direction says.
    MotRetningen,
    /// The target has no deadline.
    Frist,
    /// Where it started, and when, is not known.
    Start,
    /// The deadline is not after the start.
    StartEtterFrist,
    /// Nothing is measured since the start.
    IngenMaaling,
    /// The deadline is over, and nothing is measured at it or later.
    IngenEtterFrist,
    /// The readings are only for groups.
    Grupper,
    /// Sources give different figures for the date in question.
    Uenige,
}

impl Kurs {
    /// Key of its words in the language files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Naadd => "naadd",
            Self::PaaKurs => "paa_kurs",
            Self::UteAvKurs => "ute_av_kurs",
            Self::IkkeNaadd => "ikke_naadd",
            Self::Uavgjort => "uavgjort",
            Self::Ukjent(_) => "ukjent",
        }
    }
}

impl Hvorfor {
    /// Key of its sentence in the language files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Retning => "retning",
            Self::MotRetningen => "mot_retningen",
            Self::Frist => "frist",
            Self::Start => "start",
            Self::StartEtterFrist => "start_etter_frist",
            Self::IngenMaaling => "ingen_maaling",
            Self::IngenEtterFrist => "ingen_etter_frist",
            Self::Grupper => "grupper",
            Self::Uenige => "uenige",
        }
    }
}

/// Where the line begins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Start {
    /// The figure.
    pub verdi: f64,
    /// Its date.
    pub dato: Dato,
    /// Taken from the first reading, because the author states no baseline.
    pub fra_maaling: bool,
}

/// A judgement and what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Vurdering<'a> {
    /// The judgement.
    pub kurs: Kurs,
    /// The target.
    pub maal: f64,
    /// Where it started, when that is known.
    pub start: Option<Start>,
    /// The reading that was judged, or the latest when nothing could be.
    pub maaling: Option<&'a Maaling>,
    /// Where the line is on the reading's date; only for a reading before the deadline.
    pub forventet: Option<f64>,
}

impl Vurdering<'_> {
    /// Target minus reading.
    pub fn rest(&self) -> Option<f64> {
        self.maaling.and_then(value).map(|figure| self.maal - figure)
    }

    /// How much of the way is behind, in percent: `(reading − start) / (target − start) · 100`. It may be below 0 and above
    /// 100; nothing when the target is where it started.
    pub fn andel(&self) -> Option<f64> {
        let (start, figure) = (self.start?, self.maaling.and_then(value)?);
        let way = self.maal - start.verdi;
        (way.abs() > f64::EPSILON).then(|| (figure - start.verdi) / way * 100.0)
    }
}

/// The plan's own figures, not split in groups.
pub fn egen<'s, 'a>(series: &'s [Serie<'a>]) -> Option<&'s Serie<'a>> {
    series.iter().find(|one| one.gruppe.is_none() && one.organisasjon.is_none())
}

/// Judges a target; nothing when it has no figure.
pub fn maalkurs<'a>(
    series: &[Serie<'a>],
    target: &Maaltall,
    baseline: &Felt<f64>,
    better: Option<Retning>,
    date: Date,
) -> Option<Vurdering<'a>> {
    let maal = *target.verdi.known()?;
    let mut found = Vurdering { kurs: Kurs::Ukjent(Hvorfor::Start), maal, start: None, maaling: None, forventet: None };
    let Some(own) = egen(series) else {
        let why = if series.is_empty() { Hvorfor::IngenMaaling } else { Hvorfor::Grupper };
        found.kurs = Kurs::Ukjent(why);
        return Some(found);
    };
    let known: Vec<&'a Maaling> = own
        .maalinger
        .iter()
        .copied()
        .filter(|m| value(m).is_some() && m.dato().is_some_and(|dato| dato.last_day() <= date))
        .collect();
    found.maaling = known.last().copied();
    found.start = match (baseline.known(), baseline.dato(), known.first()) {
        (Some(verdi), Some(dato), _) => Some(Start { verdi: *verdi, dato, fra_maaling: false }),
        (None, _, Some(first)) => {
            value(first).zip(first.dato()).map(|(verdi, dato)| Start { verdi, dato, fra_maaling: true })
        }
        _ => None,
    };
    found.kurs = judge(&mut found, &known, target, better, date).unwrap_or_else(Kurs::Ukjent);
    Some(found)
}

fn judge<'a>(
    found: &mut Vurdering<'a>,
    known: &[&'a Maaling],
    target: &Maaltall,
    better: Option<Retning>,
    date: Date,
) -> Result<Kurs, Hvorfor> {
    let better = better.filter(|way| *way != Retning::Ingen).ok_or(Hvorfor::Retning)?;
    let due = target.frist.known().copied();
    let over = due.filter(|due| due.last_day() <= date);
    let latest = match over {
        // After the deadline it is the figure of the deadline that counts, not how it went on.
        Some(due) => known.iter().find(|m| m.dato().is_some_and(|dato| dato.last_day() >= due.last_day())),
        None => None,
    };
    let judged = *latest.or(known.last()).ok_or(Hvorfor::IngenMaaling)?;
    found.maaling = Some(judged);
    let (figure, when) = value(judged).zip(judged.dato()).ok_or(Hvorfor::IngenMaaling)?;
    let rivals = known.iter().filter(|m| m.dato() == judged.dato());
    if rivals.filter_map(|m| value(m)).any(|other| other.to_bits() != figure.to_bits()) {
        return Err(Hvorfor::Uenige);
    }
    if let Some(start) = found.start {
        let way = found.maal - start.verdi;
        if (better == Retning::Opp && way < 0.0) || (better == Retning::Ned && way > 0.0) {
            return Err(Hvorfor::MotRetningen);
        }
    }
    let margin = judged.usikkerhet.unwrap_or(0.0);
    let side = |line: f64| match better {
        _ if margin > 0.0 && (figure - line).abs() <= margin => None,
        Retning::Opp => Some(figure >= line),
        Retning::Ned => Some(figure <= line),
        Retning::Hold | Retning::Ingen => Some((figure - line).abs() <= f64::EPSILON * line.abs()),
    };
    let at_the_end = latest.is_some();
    match side(found.maal) {
        // To hold a figure is not done until the deadline.
        Some(true) if at_the_end || better != Retning::Hold => return Ok(Kurs::Naadd),
        Some(false) if at_the_end => return Ok(Kurs::IkkeNaadd),
        None if at_the_end => return Ok(Kurs::Uavgjort),
        _ => {}
    }
    let due = due.ok_or(Hvorfor::Frist)?;
    if over.is_some() {
        return Err(Hvorfor::IngenEtterFrist);
    }
    let start = found.start.ok_or(Hvorfor::Start)?;
    let (from, to) = (start.dato.last_day(), due.last_day());
    if from >= to {
        return Err(Hvorfor::StartEtterFrist);
    }
    if when.last_day() <= from {
        return Err(Hvorfor::IngenMaaling);
    }
    #[expect(clippy::cast_precision_loss, reason = "days of a plan")]
    let part = days(from, when.last_day()) as f64 / days(from, to) as f64;
    let line = start.verdi + (found.maal - start.verdi) * part;
    found.forventet = Some(line);
    Ok(match side(line) {
        Some(true) => Kurs::PaaKurs,
        Some(false) => Kurs::UteAvKurs,
        None => Kurs::Uavgjort,
    })
}

#[cfg(test)]
mod tests {
    use super::super::indikatorserie::{retning, serier};
    use super::super::testing::{PLAN, date, sample};
    use super::*;

    /// The course of an indicator with these fields, as of the end of 2012, and where the line is.
    fn course(fields: &str) -> (Kurs, Option<f64>) {
        let yaml = format!("tittel: Plan\nindikatorer:\n  - {{id: ind-1, navn: I, {fields}}}\n");
        let sample = sample(&[("plan.yaml", &yaml)]);
        let row = &sample.site.plan(PLAN).indikatorer[0];
        let found = maalkurs(&serier(row), &row.maaltall, &row.grunnlinje, retning(row), date()).unwrap();
        (found.kurs, found.forventet.map(f64::round))
    }

    const HALF: &str = "retning: opp, grunnlinje: {verdi: 0, dato: 2010-12-31}, måltall: {verdi: 100, frist: 2014}";

    #[test]
    fn halfway_in_time_half_the_way_must_be_done() {
        let at = |figure: &str| course(&format!("{HALF}, målinger: [{{dato: 2012-12-31, verdi: {figure}}}]"));
        assert_eq!(at("51"), (Kurs::PaaKurs, Some(50.0)));
        assert_eq!(at("49"), (Kurs::UteAvKurs, Some(50.0)));
        assert_eq!(at("100"), (Kurs::Naadd, None));
        let down = "retning: ned, grunnlinje: {verdi: 100, dato: 2010-12-31}, måltall: {verdi: 0, frist: 2014}";
        assert_eq!(course(&format!("{down}, målinger: [{{dato: 2012-12-31, verdi: 49}}]")).0, Kurs::PaaKurs);
        assert_eq!(course(&format!("{down}, målinger: [{{dato: 2012-12-31, verdi: 51}}]")).0, Kurs::UteAvKurs);
    }

    #[test]
    fn a_figure_nearer_the_line_than_its_margin_of_error_is_not_judged() {
        let near = course(&format!("{HALF}, målinger: [{{dato: 2012-12-31, verdi: 48, usikkerhet: 3}}]"));
        assert_eq!(near, (Kurs::Uavgjort, Some(50.0)));
        let far = course(&format!("{HALF}, målinger: [{{dato: 2012-12-31, verdi: 40, usikkerhet: 3}}]"));
        assert_eq!(far.0, Kurs::UteAvKurs);
    }

    #[test]
    fn without_a_baseline_the_first_reading_is_the_start() {
        let (kurs, line) = course(
            "retning: opp, måltall: {verdi: 30, frist: 2014-12-31}, målinger: [{dato: 2010-12-31, verdi: 10}, {dato: 2012-12-31, verdi: 25}]",
        );
        assert_eq!((kurs, line), (Kurs::PaaKurs, Some(20.0)));
    }

    #[test]
    fn after_the_deadline_the_figure_of_the_deadline_counts() {
        let plan = "retning: opp, grunnlinje: {verdi: 0, dato: 2009}, måltall: {verdi: 10, frist: 2011}";
        let with = |readings: &str| course(&format!("{plan}, målinger: [{readings}]")).0;
        assert_eq!(with("{dato: 2011, verdi: 12}, {dato: 2012, verdi: 3}"), Kurs::Naadd);
        assert_eq!(with("{dato: 2011, verdi: 8}, {dato: 2012, verdi: 30}"), Kurs::IkkeNaadd);
        assert_eq!(with("{dato: 2010, verdi: 8}"), Kurs::Ukjent(Hvorfor::IngenEtterFrist));
        assert_eq!(with("{dato: 2011, verdi: 8, usikkerhet: 2}"), Kurs::Uavgjort);
    }

    #[test]
    fn what_cannot_be_judged_says_why() {
        let why = |fields: &str| match course(fields).0 {
            Kurs::Ukjent(why) => why,
            other => panic!("{fields}: {other:?}"),
        };
        let reading = "målinger: [{dato: 2012-12-31, verdi: 5}]";
        let start = "grunnlinje: {verdi: 1, dato: 2011}";
        assert_eq!(why(&format!("{start}, måltall: {{verdi: 9, frist: 2014}}, {reading}")), Hvorfor::Retning);
        assert_eq!(why(&format!("retning: opp, {start}, måltall: 9, {reading}")), Hvorfor::Frist);
        assert_eq!(
            why(&format!("retning: ned, {start}, måltall: {{verdi: 9, frist: 2014}}, {reading}")),
            Hvorfor::MotRetningen
        );
        assert_eq!(
            why(&format!("retning: opp, grunnlinje: 1, måltall: {{verdi: 9, frist: 2014}}, {reading}")),
            Hvorfor::Start
        );
        assert_eq!(
            why(&format!("retning: opp, måltall: {{verdi: 9, frist: 2014}}, {reading}")),
            Hvorfor::IngenMaaling,
            "the only reading is the start itself"
        );
        assert_eq!(
            why("retning: opp, måltall: {verdi: 9, frist: 2014}, målinger: [{dato: 2012, gruppe: a, verdi: 5}]"),
            Hvorfor::Grupper
        );
        assert_eq!(
            why(&format!(
                "retning: opp, {start}, måltall: {{verdi: 9, frist: 2014}}, målinger: [{{dato: 2012, verdi: 5}}, {{dato: 2012, verdi: 6}}]"
            )),
            Hvorfor::Uenige
        );
        assert_eq!(
            why(
                "retning: opp, grunnlinje: {verdi: 1, dato: 2015}, måltall: {verdi: 9, frist: 2014}, målinger: [{dato: 2012, verdi: 5}]"
            ),
            Hvorfor::StartEtterFrist
        );
    }

    #[test]
    fn to_hold_a_figure_is_not_done_before_its_deadline() {
        let hold = "retning: hold, grunnlinje: {verdi: 5, dato: 2011}";
        let with = |due: &str| {
            course(&format!("{hold}, måltall: {{verdi: 5, frist: {due}}}, målinger: [{{dato: 2012, verdi: 5}}]")).0
        };
        assert_eq!(with("2014"), Kurs::PaaKurs);
        assert_eq!(with("2012"), Kurs::Naadd);
    }

    #[test]
    fn the_way_behind_is_a_share_of_the_whole_way() {
        let yaml = format!(
            "tittel: Plan\nindikatorer:\n  - {{id: ind-1, navn: I, {HALF}, målinger: [{{dato: 2012, verdi: 30}}]}}\n"
        );
        let sample = sample(&[("plan.yaml", &yaml)]);
        let row = &sample.site.plan(PLAN).indikatorer[0];
        let found = maalkurs(&serier(row), &row.maaltall, &row.grunnlinje, retning(row), date()).unwrap();
        assert_eq!((found.andel(), found.rest()), (Some(30.0), Some(70.0)));
    }
}

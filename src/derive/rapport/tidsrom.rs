//! Tidsrom: the time a report is about. A stored report says so itself; on the command line it is typed.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::domain::dato::{Dato, Periode};
use crate::domain::plan::Plan;
use crate::domain::rapport::{Rapport, Rapporttype};
use crate::domain::skjema::FRIST;
use crate::language::Language;
use crate::language::dates;

/// From and to, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tidsrom {
    /// First day.
    pub fra: Date,
    /// Last day.
    pub til: Date,
    /// As it is called: `2012`, `2012-H1`; none for a final report.
    pub dato: Option<Dato>,
}

impl Tidsrom {
    /// The time one date covers.
    pub fn single(dato: Dato) -> Self {
        Self { fra: dato.first_day(), til: dato.last_day(), dato: Some(dato) }
    }

    /// The time of a stored report. Where it says nothing, the year of `date`.
    pub fn of(report: &Rapport, plan: &Plan, date: Date) -> Self {
        let year = report.aar.known().copied();
        let day = report.per_dato.known().map(|dato| dato.last_day());
        let fallback = Dato::Aar(day.unwrap_or(date).year());
        match report.rapporttype {
            None | Some(Rapporttype::Aar) => Self::single(year.unwrap_or(fallback)),
            Some(Rapporttype::Halvaar) => Self::single(part(year, day, half).unwrap_or(fallback)),
            Some(Rapporttype::Tertial) => Self::single(part(year, day, third).unwrap_or(fallback)),
            Some(Rapporttype::Slutt) => Self::whole(plan, day.or(year.map(Dato::last_day)), date),
        }
    }

    /// The whole time of a plan, for a final report.
    pub fn whole(plan: &Plan, end: Option<Date>, date: Date) -> Self {
        let period = plan.periode.known().copied().unwrap_or_default();
        let til = end.or(period.last_day()).unwrap_or(date);
        let fra = period.first_day().unwrap_or_else(|| Dato::Aar(til.year()).first_day());
        Self { fra: fra.min(til), til, dato: None }
    }

    /// 28 February of the year after.
    pub fn frist(&self) -> Date {
        Date::new(self.til.year().saturating_add(1), FRIST.0, FRIST.1).unwrap_or(Date::MAX)
    }

    /// The year after, for what is given priority then.
    #[must_use]
    pub fn neste(&self) -> Self {
        Self::single(Dato::Aar(self.til.year().saturating_add(1)))
    }

    /// The day before the first.
    pub fn dagen_foer(&self) -> Date {
        self.fra.checked_sub(1.day()).unwrap_or(self.fra)
    }

    /// «2012», «1. halvår 2012», «01.01.2012–31.05.2013».
    pub fn navn(&self, language: &Language) -> String {
        let period = self.dato.map_or_else(
            || Periode { fra: Some(Dato::Dag(self.fra)), til: Some(Dato::Dag(self.til)) },
            Periode::single,
        );
        dates::period(&period, language)
    }
}

/// The part of a year a report is about: as said, or the one its date lies in.
fn part(year: Option<Dato>, day: Option<Date>, of: fn(Date) -> Dato) -> Option<Dato> {
    match (year, day) {
        (Some(Dato::Aar(_)) | None, Some(day)) => Some(of(day)),
        (said, _) => said,
    }
}

/// The half-year of a day.
pub fn half(day: Date) -> Dato {
    Dato::Halvaar(day.year(), if day.month() <= 6 { 1 } else { 2 })
}

/// The four-month period of a day.
pub fn third(day: Date) -> Dato {
    Dato::Tertial(day.year(), (day.month() - 1) / 4 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::felt::Felt;
    use jiff::civil::date;

    fn report(kind: Rapporttype, year: Option<&str>, day: Option<&str>) -> Tidsrom {
        let felt =
            |text: Option<&str>| text.map_or_else(Felt::default, |text| Felt::known_value(Dato::parse(text).unwrap()));
        let report = Rapport { rapporttype: Some(kind), aar: felt(year), per_dato: felt(day), ..Rapport::default() };
        let period = Periode { fra: Dato::parse("2012").ok(), til: Dato::parse("2013-05").ok() };
        let plan = Plan { periode: Felt::known_value(period), ..Plan::default() };
        Tidsrom::of(&report, &plan, date(2013, 2, 28))
    }

    #[test]
    fn a_report_is_about_what_it_says_or_the_part_of_the_year_its_date_lies_in() {
        let annual = report(Rapporttype::Aar, Some("2012"), Some("2012-12-31"));
        assert_eq!((annual.fra, annual.til, annual.frist()), (date(2012, 1, 1), date(2012, 12, 31), date(2013, 2, 28)));
        assert_eq!(report(Rapporttype::Halvaar, Some("2012"), Some("2012-06-30")).dato, Some(Dato::Halvaar(2012, 1)));
        assert_eq!(report(Rapporttype::Halvaar, Some("2012-H2"), None).dato, Some(Dato::Halvaar(2012, 2)));
        assert_eq!(report(Rapporttype::Tertial, None, Some("2012-08-31")).dato, Some(Dato::Tertial(2012, 2)));
        assert_eq!(report(Rapporttype::Aar, None, None).dato, Some(Dato::Aar(2013)));
    }

    #[test]
    fn a_final_report_is_about_the_whole_plan() {
        let whole = report(Rapporttype::Slutt, None, None);
        assert_eq!((whole.fra, whole.til, whole.dato), (date(2012, 1, 1), date(2013, 5, 31), None));
        let nb = Language::load("nb", None).unwrap();
        assert_eq!(whole.navn(&nb), "01.01.2012–31.05.2013");
        assert_eq!(report(Rapporttype::Slutt, None, Some("2013-03-01")).til, date(2013, 3, 1));
    }
}

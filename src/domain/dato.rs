//! Dates as plans state them: a day, a month, a quarter, a half-year, a tertial or a year; and periods of these.

use std::fmt;

use jiff::civil::Date;

/// A date with the precision the source gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dato {
    /// A day.
    Dag(Date),
    /// A month, 1–12.
    Maaned(i16, i8),
    /// A quarter (`kvartal`), 1–4.
    Kvartal(i16, i8),
    /// A four-month period, 1–3.
    Tertial(i16, i8),
    /// A half-year, 1–2.
    Halvaar(i16, i8),
    /// A year.
    Aar(i16),
}

/// Years outside this are taken for slips of the pen.
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2500;

impl Dato {
    /// Reads `2012`, `2012-06`, `2012-06-20`, `20.6.2012`, `2012-K3`, `2012-T2`, `2012-H1`.
    /// The error is a sentence that says what is wrong.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let year = |s: &str| -> Option<i16> { (s.len() == 4).then(|| s.parse().ok()).flatten() };
        let checked = |y: i16| -> Result<i16, String> {
            if YEARS.contains(&y) { Ok(y) } else { Err(format!("året {y} er utenfor 1600–2500")) }
        };
        if let Some(y) = year(text) {
            return checked(y).map(Self::Aar);
        }
        let dots: Vec<&str> = text.split('.').map(str::trim).collect();
        if let [d, m, y] = dots[..]
            && let (Ok(d), Ok(m), Some(y)) = (d.parse(), m.parse(), year(y))
        {
            return day(checked(y)?, m, d);
        }
        let parts: Vec<&str> = text.split('-').collect();
        match parts[..] {
            [y, part] => {
                let Some(y) = year(y) else { return Err(unreadable(text)) };
                let y = checked(y)?;
                let (letter, number) = part.split_at(usize::from(part.starts_with(['K', 'k', 'T', 't', 'H', 'h'])));
                let number: i8 = number.parse().map_err(|_| unreadable(text))?;
                let within = |max: i8, what: &str, found: Self| {
                    if (1..=max).contains(&number) {
                        Ok(found)
                    } else {
                        Err(format!("{what} {number} finnes ikke, bare 1–{max}"))
                    }
                };
                match letter {
                    "" => within(12, "måned", Self::Maaned(y, number)),
                    "K" | "k" => within(4, "kvartal", Self::Kvartal(y, number)),
                    "T" | "t" => within(3, "tertial", Self::Tertial(y, number)),
                    _ => within(2, "halvår", Self::Halvaar(y, number)),
                }
            }
            [y, m, d] => match (year(y), m.parse(), d.parse()) {
                (Some(y), Ok(m), Ok(d)) => day(checked(y)?, m, d),
                _ => Err(unreadable(text)),
            },
            _ => Err(unreadable(text)),
        }
    }

    /// The year.
    pub fn aar(self) -> i16 {
        match self {
            Self::Dag(date) => date.year(),
            Self::Maaned(y, _) | Self::Kvartal(y, _) | Self::Tertial(y, _) | Self::Halvaar(y, _) | Self::Aar(y) => y,
        }
    }

    /// First and last month, 1–12.
    fn months(self) -> (i8, i8) {
        match self {
            Self::Dag(date) => (date.month(), date.month()),
            Self::Maaned(_, m) => (m, m),
            Self::Kvartal(_, k) => (k * 3 - 2, k * 3),
            Self::Tertial(_, t) => (t * 4 - 3, t * 4),
            Self::Halvaar(_, h) => (h * 6 - 5, h * 6),
            Self::Aar(_) => (1, 12),
        }
    }

    /// The first day it covers.
    pub fn first_day(self) -> Date {
        match self {
            Self::Dag(date) => date,
            other => Date::new(other.aar(), other.months().0, 1).unwrap_or(Date::MIN),
        }
    }

    /// The last day it covers.
    pub fn last_day(self) -> Date {
        match self {
            Self::Dag(date) => date,
            other => Date::new(other.aar(), other.months().1, 1).map_or(Date::MAX, Date::last_of_month),
        }
    }

    /// As authors write it and machines sort it: `2012-06-20`, `2012-H1`.
    pub fn iso(self) -> String {
        match self {
            Self::Dag(date) => date.to_string(),
            Self::Maaned(y, m) => format!("{y:04}-{m:02}"),
            Self::Kvartal(y, k) => format!("{y:04}-K{k}"),
            Self::Tertial(y, t) => format!("{y:04}-T{t}"),
            Self::Halvaar(y, h) => format!("{y:04}-H{h}"),
            Self::Aar(y) => format!("{y:04}"),
        }
    }
}

fn day(y: i16, m: i8, d: i8) -> Result<Dato, String> {
    if !(1..=12).contains(&m) {
        return Err(format!("måned {m} finnes ikke"));
    }
    Date::new(y, m, d).map(Dato::Dag).map_err(|_| {
        let last = Date::new(y, m, 1).map_or(31, Date::days_in_month);
        format!("dag {d} finnes ikke i måned {m} i {y}; siste dag er {last}")
    })
}

fn unreadable(text: &str) -> String {
    format!("«{text}» er ikke en dato")
}

/// Year 1: only a stand-in where a date could not be read and an error was reported.
impl Default for Dato {
    fn default() -> Self {
        Self::Aar(1)
    }
}

/// Sorted by first day, then the more precise first.
impl Ord for Dato {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.first_day(), self.last_day()).cmp(&(other.first_day(), other.last_day()))
    }
}

impl PartialOrd for Dato {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Dato {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso())
    }
}

/// A stretch of time; either end may be open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Periode {
    /// The beginning.
    pub fra: Option<Dato>,
    /// The end, included.
    pub til: Option<Dato>,
}

impl Periode {
    /// A period that is one date long.
    pub const fn single(dato: Dato) -> Self {
        Self { fra: Some(dato), til: Some(dato) }
    }

    /// First day, when there is a beginning.
    pub fn first_day(&self) -> Option<Date> {
        self.fra.map(Dato::first_day)
    }

    /// Last day, when there is an end.
    pub fn last_day(&self) -> Option<Date> {
        self.til.map(Dato::last_day)
    }

    /// Nothing known.
    pub const fn is_empty(&self) -> bool {
        self.fra.is_none() && self.til.is_none()
    }

    /// Does `inner` lie within this period, as far as both are known?
    pub fn contains(&self, inner: &Self) -> bool {
        let starts = match (self.first_day(), inner.first_day().or(inner.last_day())) {
            (Some(outer), Some(inner)) => inner >= outer,
            _ => true,
        };
        let ends = match (self.last_day(), inner.last_day().or(inner.first_day())) {
            (Some(outer), Some(inner)) => inner <= outer,
            _ => true,
        };
        starts && ends
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_precision_is_read_and_written_back() {
        for text in ["2012", "2012-06", "2012-06-20", "2012-K3", "2012-T2", "2012-H1"] {
            assert_eq!(Dato::parse(text).unwrap().iso(), text);
        }
        assert_eq!(Dato::parse("20.6.2012").unwrap().iso(), "2012-06-20");
    }

    #[test]
    fn a_part_of_a_year_covers_its_months() {
        let half = Dato::parse("2012-H1").unwrap();
        assert_eq!(half.first_day().to_string(), "2012-01-01");
        assert_eq!(half.last_day().to_string(), "2012-06-30");
        assert_eq!(Dato::parse("2012-02").unwrap().last_day().to_string(), "2012-02-29");
    }

    #[test]
    fn a_day_that_does_not_exist_is_explained() {
        assert_eq!(Dato::parse("2027-02-31").unwrap_err(), "dag 31 finnes ikke i måned 2 i 2027; siste dag er 28");
        assert_eq!(Dato::parse("2012-H3").unwrap_err(), "halvår 3 finnes ikke, bare 1–2");
        assert_eq!(Dato::parse("snart").unwrap_err(), "«snart» er ikke en dato");
        assert_eq!(Dato::parse("0012").unwrap_err(), "året 12 er utenfor 1600–2500");
    }

    #[test]
    fn a_period_contains_what_lies_inside_it() {
        let plan = Periode { fra: Some(Dato::Aar(2012)), til: Some(Dato::Aar(2016)) };
        assert!(plan.contains(&Periode::single(Dato::Halvaar(2012, 1))));
        assert!(!plan.contains(&Periode::single(Dato::Aar(2017))));
        assert!(plan.contains(&Periode { fra: None, til: None }));
    }
}

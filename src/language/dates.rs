//! Dates as people write them: 31.12.2012 in tables, 31. desember 2012 in prose. Plans give dates in many
//! degrees of exactness (a year, a half, a month); each is written as exactly as it is known.

use super::Language;
use crate::domain::dato::{Dato, Periode};

/// How much room there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For tables and fact lines: `31.12.2012`.
    Short,
    /// For prose: `31. desember 2012`.
    Long,
}

/// Writes `2012`, `2012-06`, `2012-06-20`, `2012-H1`, `2012-T2` or `2012-K3` in words of the language.
/// Anything else is text already and comes back unchanged.
pub fn format(iso: &str, form: Form, language: &Language) -> String {
    written(iso, form, language).unwrap_or_else(|| iso.to_owned())
}

/// «2012–2016», «fra 1.7.2011», «til 2013».
pub fn period(period: &Periode, language: &Language) -> String {
    let date = |dato: Dato| format(&dato.iso(), Form::Short, language);
    match (period.fra, period.til) {
        (Some(from), Some(to)) if from == to => date(from),
        (Some(from), Some(to)) => {
            let (from, to) = (date(from), date(to));
            // A dash between words wants air; between years it does not.
            let dash = if from.contains(' ') || to.contains(' ') { " – " } else { "–" };
            format!("{from}{dash}{to}")
        }
        (Some(from), None) => language.fill("aktivitetsplan.fra", &[("dato", &date(from))]),
        (None, Some(to)) => language.fill("aktivitetsplan.til", &[("dato", &date(to))]),
        (None, None) => String::new(),
    }
}

fn written(iso: &str, form: Form, language: &Language) -> Option<String> {
    let mut parts = iso.split('-');
    let year = parts.next().filter(|y| y.len() == 4 && digits(y))?;
    let Some(second) = parts.next() else {
        return Some(year.to_owned());
    };
    let day = parts.next();
    if parts.next().is_some() {
        return None;
    }
    if let Some(kind @ ('H' | 'T' | 'K')) = second.chars().next() {
        let number = second.get(1..).filter(|n| n.len() == 1 && digits(n) && day.is_none())?;
        let path = match kind {
            'H' => "dato.halvaar",
            'T' => "dato.tertial",
            _ => "dato.kvartal",
        };
        return Some(language.fill(path, &[("nr", number), ("aar", year)]));
    }
    let month = number(second, 12)?;
    let name = language.find(MONTHS.get(month - 1)?)?;
    match (day, form) {
        (None, _) => Some(format!("{name} {year}")),
        (Some(day), Form::Long) => {
            let day = number(day, 31)?.to_string();
            Some(language.fill("dato.lang", &[("dag", &day), ("maaned", name), ("aar", year)]))
        }
        (Some(day), Form::Short) => {
            number(day, 31)?;
            Some(language.fill("dato.kort", &[("dag", day), ("mnd", second), ("aar", year)]))
        }
    }
}

const MONTHS: [&str; 12] = [
    "dato.maaned.m1",
    "dato.maaned.m2",
    "dato.maaned.m3",
    "dato.maaned.m4",
    "dato.maaned.m5",
    "dato.maaned.m6",
    "dato.maaned.m7",
    "dato.maaned.m8",
    "dato.maaned.m9",
    "dato.maaned.m10",
    "dato.maaned.m11",
    "dato.maaned.m12",
];

fn digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// Two digits, from 01 to `most`.
fn number(text: &str, most: usize) -> Option<usize> {
    let n: usize = (text.len() == 2 && digits(text)).then(|| text.parse().ok())??;
    (1..=most).contains(&n).then_some(n)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nb() -> Language {
        Language::load("nb", None).unwrap()
    }

    #[test]
    fn a_whole_date_is_short_in_tables_and_long_in_prose() {
        assert_eq!(format("2012-12-31", Form::Short, &nb()), "31.12.2012");
        assert_eq!(format("2012-05-01", Form::Long, &nb()), "1. mai 2012");
    }

    #[test]
    fn a_date_is_written_as_exactly_as_it_is_known() {
        assert_eq!(format("2012", Form::Long, &nb()), "2012");
        assert_eq!(format("2012-06", Form::Short, &nb()), "juni 2012");
        assert_eq!(format("2012-H1", Form::Short, &nb()), "1. halvår 2012");
        assert_eq!(format("2012-T2", Form::Short, &nb()), "2. tertial 2012");
        assert_eq!(format("2012-K3", Form::Long, &nb()), "3. kvartal 2012");
    }

    #[test]
    fn what_is_no_date_is_left_alone() {
        for text in
            ["", "høsten 2012", "2012-13", "2012-02-00", "2012-1-1", "2012-H12", "12-12-12", "2012-01-01-01", "æøå"]
        {
            assert_eq!(format(text, Form::Long, &nb()), text);
        }
    }

    #[test]
    fn a_period_is_as_exact_as_its_ends() {
        let years = Periode { fra: Some(Dato::Aar(2012)), til: Some(Dato::Aar(2016)) };
        assert_eq!(period(&years, &nb()), "2012–2016");
        let months = Periode { fra: Some(Dato::Aar(2012)), til: Some(Dato::Maaned(2013, 5)) };
        assert_eq!(period(&months, &nb()), "2012 – mai 2013");
        assert_eq!(period(&Periode::single(Dato::Maaned(2012, 11)), &nb()), "november 2012");
    }
}

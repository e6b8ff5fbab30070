//! Tilstand: how far one thing has come on the as-of date, and whether it is on time.
//!
//! The rule, which the pages also state:
//! 1. The status is that of the latest dated statusrad on or before the as-of date; of two on one day the later
//!    written. Without any, the status the plan itself states; without that, there is none.
//! 2. Late: the end of its time has passed and it is not closed (finished, stopped, carried on, not carried out).
//! 3. Due soon: the end is within the limit (`terskler: snart_dager`) and it is not closed.
//! 4. At risk: at most 25 % of the time is left and less than 50 % is done, or it is put off.
//!    This is the plan model's traffic light, told in words.
//! 5. Without time there is no «late»; without status there is no «on track». Both are said in words.

use jiff::Unit;
use jiff::civil::Date;

use crate::config::Config;
use crate::domain::dato::{Dato, Periode};
use crate::domain::enumeration::Enumeration;
use crate::domain::rad::Kind;
use crate::domain::status::{Status, Statusrad};
use crate::resolve::item::ItemId;
use crate::resolve::site::Site;

/// Whether a thing is on time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Frist {
    /// Nothing more is expected.
    Avsluttet,
    /// The end has passed.
    Forsinket,
    /// The end is near.
    Snart,
    /// Little time left and little done, or put off.
    Utsatt,
    /// On time, as far as its time and status tell.
    IRute,
    /// It has no time, so nothing can be said.
    UtenTid,
    /// It has a time and no status, so nothing can be said.
    UtenStatus,
}

impl Frist {
    /// Key for class names and language files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Avsluttet => "avsluttet",
            Self::Forsinket => "forsinket",
            Self::Snart => "snart",
            Self::Utsatt => "utsatt",
            Self::IRute => "i_rute",
            Self::UtenTid => "uten_tid",
            Self::UtenStatus => "uten_status",
        }
    }
}

/// How far one thing has come.
#[derive(Debug, Clone, PartialEq)]
pub struct Tilstand {
    /// Status, when there is one.
    pub status: Option<Status>,
    /// The date of the statement the status rests on; `None` when the plan states it undated.
    pub per: Option<Dato>,
    /// Percent done, when stated.
    pub framdrift: Option<f64>,
    /// The date of the statement that gives the percentage, which may be another than the status rests on; `None` when
    /// the plan states it undated.
    pub framdrift_per: Option<Dato>,
    /// On time or not.
    pub frist: Frist,
    /// The end of its time.
    pub til: Option<Dato>,
}

impl Tilstand {
    /// The key of what a reader should see: `forsinket` when it is late, else the status, else `uten`.
    pub fn key(&self) -> String {
        match (self.frist, self.status) {
            (Frist::Forsinket, _) => "forsinket".to_owned(),
            (_, Some(status)) => status.key(),
            (_, None) => "uten".to_owned(),
        }
    }

    /// Is it late?
    pub const fn is_late(&self) -> bool {
        matches!(self.frist, Frist::Forsinket)
    }
}

/// The state of an activity, goal, measure or commitment. Things without status of their own have none.
pub fn tilstand(site: &Site, config: &Config, date: Date, item: ItemId) -> Tilstand {
    let (own, progress, time) = stated(site, item);
    let rows = rows_until(site, item, date);
    let said = |row: &&&Statusrad| row.status.known().is_some();
    let measured = |row: &&&Statusrad| row.framdrift.known().is_some();
    let (saying, measuring) = (rows.iter().rev().find(said), rows.iter().rev().find(measured));
    let status = saying.and_then(|row| row.status.known().copied()).or(own);
    let framdrift = measuring.and_then(|row| row.framdrift.known().copied()).or(progress);
    Tilstand {
        status,
        per: saying.and_then(|row| row.dato.known().copied()),
        framdrift,
        framdrift_per: measuring.and_then(|row| row.dato.known().copied()),
        frist: frist(status, framdrift, time, date, config),
        til: time.til,
    }
}

/// Statements on or before the date, earliest first.
pub fn rows_until(site: &Site, item: ItemId, date: Date) -> Vec<&Statusrad> {
    let known = |row: &&Statusrad| row.dato.known().is_some_and(|d| d.first_day() <= date);
    let mut rows: Vec<&Statusrad> = site.status_rows(item).filter(known).collect();
    rows.sort_by_key(|row| row.dato.known().map(|d| d.last_day()));
    rows
}

/// Undated status, progress and time as the thing itself states them.
fn stated(site: &Site, item: ItemId) -> (Option<Status>, Option<f64>, Periode) {
    match site.item(item).kind {
        Kind::Aktivitet => site.aktivitet(item).map_or((None, None, Periode::default()), |a| {
            let time = a.tid.known().map(crate::domain::aktivitet::Tid::periode).unwrap_or_default();
            (a.status.known().copied(), a.framdrift.known().copied(), time)
        }),
        Kind::Forpliktelse => site.forpliktelse(item).map_or((None, None, Periode::default()), |f| {
            (f.status.known().copied(), None, Periode { fra: None, til: f.frist.known().copied() })
        }),
        Kind::Hovedmaal | Kind::Delmaal | Kind::Resultatmaal => {
            site.maal(item).map_or((None, None, Periode::default()), |m| {
                let deadline = m.maaltall.frist.known().copied();
                (m.status.known().copied(), None, Periode { fra: None, til: deadline })
            })
        }
        _ => (None, None, Periode::default()),
    }
}

fn frist(status: Option<Status>, done: Option<f64>, time: Periode, date: Date, config: &Config) -> Frist {
    if status.is_some_and(Status::is_closed) {
        return Frist::Avsluttet;
    }
    let Some(end) = time.last_day() else {
        return if status == Some(Status::Utsatt) { Frist::Utsatt } else { Frist::UtenTid };
    };
    if end < date {
        return Frist::Forsinket;
    }
    let left = days(date, end);
    if left <= config.terskler.snart_dager {
        return Frist::Snart;
    }
    let Some(status) = status else { return Frist::UtenStatus };
    let little_left = time.first_day().is_some_and(|start| {
        let whole = days(start, end);
        whole > 0 && left * 4 <= whole
    });
    if status == Status::Utsatt || (little_left && done.is_some_and(|percent| percent < 50.0)) {
        return Frist::Utsatt;
    }
    Frist::IRute
}

/// Days from one date to another.
pub fn days(from: Date, to: Date) -> i64 {
    from.until((Unit::Day, to)).map_or(0, |span| i64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::workbook::Workbook;
    use crate::source::SourceSet;

    const PLAN: &str = "
tittel: Plan
aktiviteter:
  - {id: akt-a, tekst: A, tid: {fra: 2012-01, til: 2012-06}}
  - {id: akt-b, tekst: B, tid: {til: 2013-02}}
  - {id: akt-c, tekst: C}
  - {id: akt-d, tekst: D, status: i_gang, tid: {fra: 2012, til: 2015}}
  - {id: akt-e, tekst: E}
statusrader:
  - {emne: akt-a, dato: 2012-03-01, status: i_gang, framdrift: 40}
  - {emne: akt-a, dato: 2012-07-15, status: fullført}
  - {emne: akt-c, dato: 2012-01-01, status: utsatt}
  - {emne: akt-e, dato: 2012-03-01, status: i_gang}
  - {emne: akt-e, dato: 2012-04-15, framdrift: 60}
  - {emne: akt-e, dato: 2012-05-20, status: utsatt}
";

    fn seen(date: &str) -> impl Fn(&str) -> Tilstand {
        let sources = SourceSet::from_memory(&[("plans/o/p/plan.yaml", PLAN)]);
        let (book, found) = Workbook::read(&sources, true);
        assert!(found.iter().all(|d| d.severity == crate::diag::Severity::Hint), "{found:?}");
        let (site, found) = Site::resolve(book, &sources);
        assert!(found.is_empty(), "{found:?}");
        let date: Date = date.parse().unwrap();
        move |key| {
            let (id, _) = site.register.iter().find(|(_, item)| item.key == key).unwrap();
            tilstand(&site, &Config::default(), date, id)
        }
    }

    #[test]
    fn a_status_counts_from_its_day_and_not_before() {
        assert_eq!(seen("2012-02-01")("akt-a").status, None);
        assert_eq!(seen("2012-03-01")("akt-a").status, Some(Status::IGang));
        assert_eq!(seen("2012-07-15")("akt-a").status, Some(Status::Fullfoert));
    }

    #[test]
    fn progress_has_the_date_of_its_own_statement() {
        let between = seen("2012-05-01")("akt-e");
        let day = |text| Dato::parse(text).ok();
        assert_eq!((between.status, between.per), (Some(Status::IGang), day("2012-03-01")));
        assert_eq!((between.framdrift, between.framdrift_per), (Some(60.0), day("2012-04-15")));
        let after = seen("2012-06-01")("akt-e");
        assert_eq!((after.per, after.framdrift_per), (day("2012-05-20"), day("2012-04-15")));
    }

    #[test]
    fn what_is_past_its_end_and_not_closed_is_late() {
        let between = seen("2012-07-01")("akt-a");
        assert!(between.is_late());
        assert_eq!(between.key(), "forsinket");
        assert_eq!(between.framdrift, Some(40.0));
        assert_eq!(seen("2012-07-15")("akt-a").frist, Frist::Avsluttet);
    }

    #[test]
    fn what_ends_within_the_limit_is_due_soon() {
        assert_eq!(seen("2013-01-01")("akt-b").frist, Frist::Snart);
        assert_eq!(seen("2012-01-01")("akt-b").frist, Frist::UtenStatus);
    }

    #[test]
    fn without_time_nothing_is_late_and_a_stated_status_needs_no_date() {
        assert_eq!(seen("2026-01-01")("akt-c").frist, Frist::Utsatt);
        let own = seen("2012-06-01")("akt-d");
        assert_eq!((own.status, own.per, own.frist), (Some(Status::IGang), None, Frist::IRute));
    }
}

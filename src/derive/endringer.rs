//! Endringer: what has happened to a plan up to a date, event by event, and the stretches between the dates it was
//! reported on. Nothing is guessed at: an event is a dated statement, decision, figure, assessment or log entry, or a
//! row that came or went with a version.

mod aar;
mod perioder;
#[cfg(test)]
mod tests;

pub use aar::tidligere_aar;
pub use perioder::{Grense, Strekk, perioder, stilling};

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::indikatorserie::{er_senere, samme_tid, serier, value};
use super::versjoner::{self, versjoner};
use crate::domain::dato::Dato;
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::{Belegg, Sikkerhet};
use crate::domain::indikator::Maaling;
use crate::domain::plan::Planendring;
use crate::domain::rad::{Kind, VersionRef};
use crate::domain::slug::slug;
use crate::domain::status::{Status, Statusrad};
use crate::domain::suksessfaktor::Vurdering;
use crate::domain::utfordring::Utfordringsendring;
use crate::resolve::item::{ItemId, PlanId};
use crate::resolve::site::Site;

/// What kind of change it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slag {
    /// A version of the plan took effect.
    Versjon,
    /// A row came with a version.
    Ny,
    /// A row fell out with a version.
    Utgaatt,
    /// Something was decided.
    Vedtatt,
    /// Said to be under way.
    Startet,
    /// Said to be finished.
    Fullfoert,
    /// Put off.
    Utsatt,
    /// Ended before it was done.
    Stoppet,
    /// Carried on elsewhere.
    Viderefoert,
    /// The period is over and it was not done.
    IkkeGjennomfoert,
    /// Said not to have begun.
    IkkeStartet,
    /// Told of again without a new status.
    Melding,
    /// A new figure.
    Tall,
    /// A success factor was assessed.
    Vurdert,
    /// A challenge was found, or its entry in the register changed.
    Utfordring,
    /// A report was given.
    Rapport,
}

impl Slag {
    /// All, in the order they stand within a day.
    pub const ALL: [Self; 16] = [
        Self::Versjon,
        Self::Ny,
        Self::Utgaatt,
        Self::Vedtatt,
        Self::Startet,
        Self::Fullfoert,
        Self::Utsatt,
        Self::Stoppet,
        Self::Viderefoert,
        Self::IkkeGjennomfoert,
        Self::IkkeStartet,
        Self::Melding,
        Self::Tall,
        Self::Vurdert,
        Self::Utfordring,
        Self::Rapport,
    ];

    /// Key for anchors, class names and language files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Versjon => "versjon",
            Self::Ny => "ny",
            Self::Utgaatt => "utgaatt",
            Self::Vedtatt => "vedtatt",
            Self::Startet => "startet",
            Self::Fullfoert => "fullfoert",
            Self::Utsatt => "utsatt",
            Self::Stoppet => "stoppet",
            Self::Viderefoert => "viderefoert",
            Self::IkkeGjennomfoert => "ikke_gjennomfoert",
            Self::IkkeStartet => "ikke_startet",
            Self::Melding => "melding",
            Self::Tall => "tall",
            Self::Vurdert => "vurdert",
            Self::Utfordring => "utfordring",
            Self::Rapport => "rapport",
        }
    }

    const fn of(status: Status) -> Self {
        match status {
            Status::IkkeStartet => Self::IkkeStartet,
            Status::IGang => Self::Startet,
            Status::Fullfoert => Self::Fullfoert,
            Status::Utsatt => Self::Utsatt,
            Status::Stoppet => Self::Stoppet,
            Status::Viderefoert => Self::Viderefoert,
            Status::IkkeGjennomfoert => Self::IkkeGjennomfoert,
        }
    }
}

/// What the change rests on.
#[derive(Debug, Clone, Copy)]
pub enum Grunnlag<'a> {
    /// The item itself: a decision, a report, a challenge that was found.
    Selv,
    /// The plan's log; `None` when the plan only names the version in force.
    Versjon(&'a str, Option<&'a Planendring>),
    /// A row that names a version.
    Rad(&'a VersionRef),
    /// A statement, and the status before it.
    Status(&'a Statusrad, Option<Status>),
    /// A figure, and the one before it in its series.
    Tall(&'a Maaling, Option<&'a Maaling>),
    /// An assessment, and the one before it of the same factor.
    Vurdering(&'a Vurdering, Option<&'a Vurdering>),
    /// An entry in a challenge's log.
    Utfordring(&'a Utfordringsendring),
}

/// One change.
#[derive(Debug, Clone)]
pub struct Endring<'a> {
    /// When, as exactly as it is stated.
    pub dato: Dato,
    /// The day it is placed on: the end of `dato`, for then it is certain, but never after the as-of date.
    pub dag: Date,
    /// What kind.
    pub slag: Slag,
    /// What it is about.
    pub item: ItemId,
    /// What it rests on.
    pub grunnlag: Grunnlag<'a>,
    /// Another statement says otherwise of the same fact; that one is a change too.
    pub motstrid: bool,
    /// The same for the same change every time, and no other's in the plan: ASCII, fit for an anchor.
    pub noekkel: String,
}

impl Endring<'_> {
    /// What changes are put in order by. Years, half-years and quarters that are still going on share day and first day; the
    /// last parts them, so that what was said for one time stands together.
    pub fn tidspunkt(&self) -> (Date, Date, std::cmp::Reverse<Date>) {
        (self.dag, self.dato.first_day(), std::cmp::Reverse(self.dato.last_day()))
    }

    /// The evidence for it, when it has any of its own.
    pub fn belegg<'s>(&'s self, site: &'s Site) -> Option<&'s Belegg> {
        match self.grunnlag {
            Grunnlag::Selv => site.entity(self.item).map(|entity| &entity.rad().belegg),
            Grunnlag::Rad(_) => site.entity(self.item).map(|entity| &entity.rad().belegg),
            Grunnlag::Versjon(..) | Grunnlag::Utfordring(_) => None,
            Grunnlag::Status(row, _) => Some(&row.rad.belegg),
            Grunnlag::Tall(reading, _) => Some(&reading.belegg),
            Grunnlag::Vurdering(row, _) => Some(&row.rad.belegg),
        }
    }
}

/// Every change of a plan up to the date, the earliest first.
pub fn endringer(site: &Site, plan: PlanId, date: Date) -> Vec<Endring<'_>> {
    let mut gather = Gather { site, plan, date, found: Vec::new() };
    gather.versions();
    gather.rows();
    gather.statements();
    gather.figures();
    gather.assessments();
    gather.challenges();
    let mut found = gather.found;
    // Sorting is stable: what the author wrote first of one day and kind stays first.
    found.sort_by_key(|change| (change.tidspunkt(), change.slag, change.item));
    number(&mut found);
    found
}

/// Makes keys that are alike differ by their order.
fn number(found: &mut [Endring]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for change in found {
        let count = seen.entry(change.noekkel.clone()).or_insert(0);
        *count += 1;
        if *count > 1 {
            change.noekkel = format!("{}-{count}", change.noekkel);
        }
    }
}

struct Gather<'a> {
    site: &'a Site,
    plan: PlanId,
    date: Date,
    found: Vec<Endring<'a>>,
}

impl<'a> Gather<'a> {
    fn add(&mut self, dato: Dato, slag: Slag, item: ItemId, grunnlag: Grunnlag<'a>, more: &str) {
        if dato.first_day() > self.date {
            return;
        }
        // What a statement amounts to may change with what is written later; the statement itself is the same.
        let base = if matches!(grunnlag, Grunnlag::Status(..)) { "status" } else { slag.key() };
        let key = slug(&format!("{base} {} {more} {}", self.site.item(item).key, dato.iso()));
        self.found.push(Endring {
            dato,
            dag: dato.last_day().min(self.date),
            slag,
            item,
            grunnlag,
            motstrid: false,
            noekkel: format!("e-{key}"),
        });
    }

    /// Versions, and other dated entries of the plan's own log.
    fn versions(&mut self) {
        let site: &'a Site = self.site;
        let plan = site.plan(self.plan);
        let item = site.register.plan_item(self.plan);
        for version in versjoner(plan) {
            if let Some(dato) = version.dato {
                self.add(dato, Slag::Versjon, item, Grunnlag::Versjon(version.navn, version.endring), version.navn);
            }
        }
        let listed = |entry: &&Planendring| {
            entry.versjon.is_none()
                || !versjoner(plan).iter().any(|v| v.endring.is_some_and(|e| std::ptr::eq(e, *entry)))
        };
        for entry in plan.endringslogg.iter().filter(listed) {
            if let Some(dato) = entry.dato {
                let name = entry.versjon.as_deref().unwrap_or("");
                self.add(dato, Slag::Versjon, item, Grunnlag::Versjon(name, Some(entry)), name);
            }
        }
    }

    /// What is dated by itself: rows of versions, decisions, reports.
    fn rows(&mut self) {
        let site: &'a Site = self.site;
        let plan = site.plan(self.plan);
        for item in site.register.all_of_plan(self.plan) {
            if let Some(entity) = site.entity(item) {
                let span = &entity.rad().versjoner;
                for (named, slag) in [(&span.ny, Slag::Ny), (&span.utgaatt, Slag::Utgaatt)] {
                    let Some(named) = named else { continue };
                    if let Some(dato) = versjoner::trer_i_kraft(plan, named) {
                        self.add(dato, slag, item, Grunnlag::Rad(named), "");
                    }
                }
            }
            let (dato, slag) = match site.item(item).kind {
                Kind::Vedtak => (site.vedtak(item).and_then(|v| v.dato.known()), Slag::Vedtatt),
                Kind::Rapport => (site.rapport(item).and_then(|r| r.per_dato.known()), Slag::Rapport),
                _ => continue,
            };
            if let Some(dato) = dato {
                self.add(*dato, slag, item, Grunnlag::Selv, "");
            }
        }
    }

    fn statements(&mut self) {
        let site: &'a Site = self.site;
        for item in site.register.all_of_plan(self.plan) {
            let mut rows: Vec<(Dato, &Statusrad)> =
                site.status_rows(item).filter_map(|row| Some((*row.dato.known()?, row))).collect();
            rows.retain(|(dato, _)| dato.first_day() <= self.date);
            rows.sort_by_key(|(dato, _)| (dato.last_day(), dato.first_day()));
            for (at, (dato, row)) in rows.iter().enumerate() {
                let status = row.status.known().copied();
                // A statement of the same date is another word of the same moment, not what was before it.
                let before = rows[..at].iter().rev().find(|(day, other)| day != dato && other.status.known().is_some());
                let before = before.and_then(|(_, other)| other.status.known().copied());
                let contradicted = rows.iter().any(|(day, other)| contradicts((dato, row), (day, other)));
                let slag = match status {
                    Some(status) if contradicted || before != Some(status) => Slag::of(status),
                    _ => Slag::Melding,
                };
                let word = status.map_or("", Enumeration::word);
                self.add(*dato, slag, item, Grunnlag::Status(row, before), word);
                if let Some(last) = self.found.last_mut().filter(|_| contradicted) {
                    last.motstrid = true;
                }
            }
        }
    }

    fn figures(&mut self) {
        let site: &'a Site = self.site;
        for item in site.register.of_plan(self.plan, Kind::Indikator) {
            let Some(indicator) = site.indikator(item) else { continue };
            for series in serier(indicator) {
                let known: Vec<(Dato, &Maaling)> = series
                    .maalinger
                    .iter()
                    .filter(|reading| value(reading).is_some() && !er_senere(reading, self.date))
                    .filter_map(|reading| Some((reading.dato()?, *reading)))
                    .collect();
                for (at, (dato, reading)) in known.iter().enumerate() {
                    // The figure before: of the nearest earlier date, when that has one figure only.
                    let earlier = known[..at].iter().rev().find(|(day, _)| day != dato).map(|(day, _)| *day);
                    let mut of_earlier = known.iter().filter(|(day, _)| Some(*day) == earlier).map(|(_, m)| *m);
                    let before = of_earlier.next().filter(|_| of_earlier.next().is_none());
                    let differs =
                        |(_, other): &(Dato, &Maaling)| samme_tid(other, reading) && value(other) != value(reading);
                    let group = series.gruppe.unwrap_or("");
                    let org = series.organisasjon.map_or("", |org| &org.text);
                    let count = self.found.len();
                    self.add(*dato, Slag::Tall, item, Grunnlag::Tall(reading, before), &format!("{group} {org}"));
                    if let Some(last) = self.found[count..].last_mut() {
                        last.motstrid = known.iter().any(differs);
                    }
                }
            }
        }
    }

    fn assessments(&mut self) {
        let site: &'a Site = self.site;
        let item = site.register.plan_item(self.plan);
        let mut rows: Vec<(Dato, &Vurdering)> =
            site.plan(self.plan).vurderinger.iter().filter_map(|row| Some((*row.dato.known()?, row))).collect();
        rows.sort_by_key(|(dato, _)| *dato);
        for (at, (dato, row)) in rows.iter().enumerate() {
            let Some(factor) = row.faktor else { continue };
            let before = rows[..at].iter().rev().find(|(day, other)| other.faktor == row.faktor && day != dato);
            let before = before.map(|(_, other)| *other);
            let differs = |(day, other): &(Dato, &Vurdering)| {
                day == dato && other.faktor == row.faktor && other.skaar.known() != row.skaar.known()
            };
            let count = self.found.len();
            self.add(*dato, Slag::Vurdert, item, Grunnlag::Vurdering(row, before), factor.word());
            if let Some(last) = self.found[count..].last_mut() {
                last.motstrid = rows.iter().any(differs);
            }
        }
    }

    fn challenges(&mut self) {
        let site: &'a Site = self.site;
        for item in site.register.of_plan(self.plan, Kind::Utfordring) {
            let Some(challenge) = site.utfordring(item) else { continue };
            if let Some(found) = challenge.oppdaget.known() {
                self.add(*found, Slag::Utfordring, item, Grunnlag::Selv, "oppdaget");
            }
            for entry in &challenge.endringslogg {
                if let Some(dato) = entry.dato {
                    self.add(dato, Slag::Utfordring, item, Grunnlag::Utfordring(entry), "");
                }
            }
        }
    }
}

/// Do two statements about one thing contradict each other? They do when they give it two statuses on one date, and
/// when they give one status two dates and their author marks both as unclear: only one of the dates can be right.
fn contradicts((day, row): (&Dato, &Statusrad), (other_day, other): (&Dato, &Statusrad)) -> bool {
    let (Some(status), Some(other_status)) = (row.status.known(), other.status.known()) else { return false };
    let unclear = |row: &Statusrad| row.rad.belegg.sikkerhet == Some(Sikkerhet::Uklar);
    if day == other_day { status != other_status } else { status == other_status && unclear(row) && unclear(other) }
}

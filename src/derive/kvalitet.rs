//! Kvalitet: what a plan leaves blank, unsaid or in conflict, grouped by what to do about it. A lack is no mistake; a
//! plan can be right to leave a thing open. But it is said.

#[cfg(test)]
mod tests;

use jiff::civil::Date;

use super::derived::Derived;
use super::finansiering::{self, fordeling};
use super::indikatorserie::{er_foreldet, gruppesummer, herav, konflikter, value};
use super::kobling;
use super::utvalg::ansvarlig;
use crate::config::Config;
use crate::diag::Span;
use crate::domain::felt::{Felt, Grunn, Sikkerhet};
use crate::domain::rad::{Kind, Relasjon};
use crate::resolve::item::{ItemId, PlanId};
use crate::resolve::site::Site;

/// What is missing, in the order one does well to mend it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mangel {
    /// Figures or statements contradict each other.
    Motstridende,
    /// The source cannot be read with certainty.
    Uklar,
    /// A resultatmål without a figure.
    Uttallfestet,
    /// Nobody has said how far it has come.
    UtenStatus,
    /// Without a time.
    UtenTid,
    /// Nobody answers for it.
    UtenAnsvarlig,
    /// Linked to nothing.
    UtenKobling,
    /// Without an amount.
    UtenBeloep,
    /// Too old.
    Foreldet,
    /// Blank fields.
    Blank,
    /// A figure without a source.
    UtenKilde,
}

impl Mangel {
    /// All, in order.
    pub const ALL: [Self; 11] = [
        Self::Motstridende,
        Self::Uklar,
        Self::Uttallfestet,
        Self::UtenStatus,
        Self::UtenTid,
        Self::UtenAnsvarlig,
        Self::UtenKobling,
        Self::UtenBeloep,
        Self::Foreldet,
        Self::Blank,
        Self::UtenKilde,
    ];

    /// Key for anchors and language files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Motstridende => "motstridende",
            Self::Uklar => "uklar",
            Self::Uttallfestet => "uttallfestet",
            Self::UtenStatus => "uten_status",
            Self::UtenTid => "uten_tid",
            Self::UtenAnsvarlig => "uten_ansvarlig",
            Self::UtenKobling => "uten_kobling",
            Self::UtenBeloep => "uten_beloep",
            Self::Foreldet => "foreldet",
            Self::Blank => "blank",
            Self::UtenKilde => "uten_kilde",
        }
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Funn {
    /// What it is about.
    pub item: ItemId,
    /// The fields or figures it is about, as the author writes them («tid», «kostnad»); empty for the whole.
    pub felt: Vec<&'static str>,
    /// Why it is blank, when the author says.
    pub grunn: Option<Grunn>,
    /// More: the figures in conflict, the date it is from, the author's remark.
    pub detalj: Detalj,
    /// Where to edit.
    pub span: Span,
}

/// What a finding has to tell besides its kind.
#[derive(Debug, Clone, PartialEq)]
pub enum Detalj {
    /// Nothing.
    Ingen,
    /// The author's own remark.
    Merknad(String),
    /// Figures that differ.
    Tall(Vec<f64>),
    /// A sum, and what it should be.
    Sum(f64, f64),
    /// The part, and the whole it is larger than.
    Herav(f64, f64),
    /// The date of the latest figure or statement.
    Fra(crate::domain::dato::Dato),
    /// So many figures.
    Antall(usize),
    /// There are words about money, but no amount.
    BareTekst,
}

/// One check: what was found, and of how many.
#[derive(Debug, Clone, PartialEq)]
pub struct Kontroll {
    /// What is missing.
    pub mangel: Mangel,
    /// The findings, in the plan's order.
    pub funn: Vec<Funn>,
    /// How many things were looked at.
    pub av: usize,
    /// How many of those have a finding.
    pub antall: usize,
}

/// Every check of a plan, in order; those without findings too.
pub fn kvalitet(site: &Site, derived: &Derived, config: &Config, plan: PlanId) -> Vec<Kontroll> {
    let look = Look { site, derived, config, plan };
    Mangel::ALL.into_iter().map(|mangel| look.at(mangel)).collect()
}

struct Look<'a> {
    site: &'a Site,
    derived: &'a Derived,
    config: &'a Config,
    plan: PlanId,
}

impl Look<'_> {
    fn at(&self, mangel: Mangel) -> Kontroll {
        let (av, funn) = match mangel {
            Mangel::Motstridende => self.contradictions(),
            Mangel::Uklar => self.unclear(),
            Mangel::Uttallfestet => self.without_figure(),
            Mangel::UtenStatus => self.each(&[Kind::Aktivitet], |item| {
                self.derived.state(item).is_some_and(|s| s.status.is_none()).then(|| self.funn(item, &["status"], None))
            }),
            Mangel::UtenTid => self.without_time(),
            Mangel::UtenAnsvarlig => self.each(&[Kind::Aktivitet, Kind::Tiltak, Kind::Forpliktelse], |item| {
                ansvarlig(self.site, item).is_none().then(|| self.blank(item, "ansvarlig", self.responsible(item)))
            }),
            Mangel::UtenKobling => self.without_links(),
            Mangel::UtenBeloep => self.without_amount(),
            Mangel::Foreldet => self.stale(),
            Mangel::Blank => self.blanks(),
            Mangel::UtenKilde => self.without_source(),
        };
        let mut items: Vec<ItemId> = funn.iter().map(|one| one.item).collect();
        items.sort_unstable();
        items.dedup();
        Kontroll { mangel, funn, av, antall: items.len() }
    }

    /// Everything that is part of the plan on the date: what has left it lacks nothing any more.
    fn items(&self) -> Vec<ItemId> {
        self.derived.gjeldende(self.site.register.all_of_plan(self.plan))
    }

    /// Looks at every item of some kinds.
    fn each(&self, kinds: &[Kind], check: impl Fn(ItemId) -> Option<Funn>) -> (usize, Vec<Funn>) {
        let items: Vec<ItemId> =
            self.items().into_iter().filter(|item| kinds.contains(&self.site.item(*item).kind)).collect();
        (items.len(), items.iter().filter_map(|item| check(*item)).collect())
    }

    fn funn(&self, item: ItemId, fields: &[&'static str], grunn: Option<Grunn>) -> Funn {
        let places = self.site.entity(item).map(|entity| &entity.rad().places);
        let span = places
            .map_or(self.site.item(item).span, |places| fields.first().map_or(places.row, |field| places.field(field)));
        Funn { item, felt: fields.to_vec(), grunn, detalj: Detalj::Ingen, span }
    }

    /// A finding about a field with a reason and a remark of its own.
    fn blank(&self, item: ItemId, field: &'static str, stated: Option<(Grunn, Option<String>)>) -> Funn {
        let (grunn, note) = stated.map_or((None, None), |(grunn, note)| (Some(grunn), note));
        let detalj = note.map_or(Detalj::Ingen, Detalj::Merknad);
        Funn { detalj, ..self.funn(item, &[field], grunn) }
    }

    fn responsible(&self, item: ItemId) -> Option<(Grunn, Option<String>)> {
        match self.site.item(item).kind {
            Kind::Aktivitet => self.site.aktivitet(item).and_then(|a| reason(&a.ansvarlig)),
            Kind::Tiltak => self.site.tiltak(item).and_then(|t| reason(&t.ansvarlig)),
            _ => self.site.forpliktelse(item).and_then(|f| reason(&f.ansvarlig)),
        }
    }

    fn contradictions(&self) -> (usize, Vec<Funn>) {
        let site = self.site;
        let mut found = Vec::new();
        let indicators = self.derived.av_slag(site, self.plan, Kind::Indikator);
        for item in &indicators {
            let Some(indicator) = site.indikator(*item) else { continue };
            for conflict in konflikter(indicator) {
                let figures = conflict.maalinger.iter().filter_map(|m| value(m)).collect();
                let span = conflict.maalinger.last().map_or(indicator.rad.places.row, |m| m.places.row);
                found.push(Funn { detalj: Detalj::Tall(figures), span, ..self.funn(*item, &["målinger"], None) });
            }
            for sum in gruppesummer(indicator, self.config.terskler.sum_slingring) {
                if let Some((wanted, false)) = sum.skal_vaere {
                    let detalj = Detalj::Sum(sum.sum, wanted);
                    found.push(Funn { detalj, ..self.funn(*item, &["sum"], None) });
                }
            }
            for part in herav(site, *item).into_iter().filter(|part| part.del == *item && !part.stemmer()) {
                let detalj = Detalj::Herav(part.del_verdi, part.hele_verdi);
                found.push(Funn { detalj, ..self.funn(*item, &["del_av"], None) });
            }
        }
        let plan = site.plan(self.plan);
        for year in &plan.finansiering {
            let (_, shares) = fordeling(year);
            if let Some(shares) = shares.filter(|sum| (sum - 100.0).abs() > self.config.terskler.sum_slingring) {
                let item = site.register.plan_item(self.plan);
                let span = year.rad.places.field("andeler");
                let detalj = Detalj::Sum(shares, 100.0);
                found.push(Funn { detalj, span, ..self.funn(item, &["andeler"], None) });
            }
        }
        (indicators.len() + plan.finansiering.len(), found)
    }

    /// Rows, readings and statements that their author marks as unclear.
    fn unclear(&self) -> (usize, Vec<Funn>) {
        let site = self.site;
        let mut found = Vec::new();
        let mut looked_at = 0;
        for item in self.items().into_iter().filter(|item| site.item(*item).kind != Kind::Artikkel) {
            let Some(entity) = site.entity(item) else { continue };
            looked_at += 1;
            let own = &entity.rad().belegg;
            let note = |text: &Option<String>| text.clone().map_or(Detalj::Ingen, Detalj::Merknad);
            if own.sikkerhet == Some(Sikkerhet::Uklar) {
                found.push(Funn { detalj: note(&own.merknad), ..self.funn(item, &[], None) });
            }
            for row in site.status_rows(item).filter(|r| r.rad.belegg.sikkerhet == Some(Sikkerhet::Uklar)) {
                let (detalj, span) = (note(&row.rad.belegg.merknad), row.rad.places.row);
                found.push(Funn { detalj, span, ..self.funn(item, &["statusrader"], None) });
            }
            let unclear = |m: &&crate::domain::indikator::Maaling| m.belegg.sikkerhet == Some(Sikkerhet::Uklar);
            let readings: Vec<_> =
                site.indikator(item).map_or(&[][..], |i| &i.maalinger).iter().filter(unclear).collect();
            if let Some(first) = readings.first() {
                let detalj =
                    if readings.len() == 1 { note(&first.belegg.merknad) } else { Detalj::Antall(readings.len()) };
                found.push(Funn { detalj, span: first.places.row, ..self.funn(item, &["målinger"], None) });
            }
        }
        (looked_at, found)
    }

    fn without_figure(&self) -> (usize, Vec<Funn>) {
        self.each(&[Kind::Resultatmaal], |item| {
            let target = &self.site.maal(item)?.maaltall.verdi;
            target.known().is_none().then(|| self.blank(item, "måltall", reason(target)))
        })
    }

    fn without_time(&self) -> (usize, Vec<Funn>) {
        self.each(&[Kind::Aktivitet, Kind::Forpliktelse, Kind::Vedtak], |item| {
            let (field, stated) = match self.site.item(item).kind {
                Kind::Aktivitet => {
                    let time = &self.site.aktivitet(item)?.tid;
                    let dated = time.known().is_some_and(|t| !t.periode().is_empty());
                    ("tid", (!dated).then(|| reason(time)))
                }
                Kind::Forpliktelse => {
                    let due = &self.site.forpliktelse(item)?.frist;
                    ("frist", due.known().is_none().then(|| reason(due)))
                }
                _ => {
                    let date = &self.site.vedtak(item)?.dato;
                    ("dato", date.known().is_none().then(|| reason(date)))
                }
            };
            stated.map(|stated| self.blank(item, field, stated))
        })
    }

    fn without_links(&self) -> (usize, Vec<Funn>) {
        let site = self.site;
        let kinds = [
            Kind::Hovedmaal,
            Kind::Delmaal,
            Kind::Resultatmaal,
            Kind::Satsingsomraade,
            Kind::Strategi,
            Kind::Aktivitet,
            Kind::Maalgruppe,
            Kind::Utfordring,
            Kind::Indikator,
        ];
        self.each(&kinds, |item| {
            let has = |relation| !site.graph.targets(item, relation).is_empty();
            let reached = || {
                let work = kobling::aktiviteter(site, item).into_iter().chain(kobling::tiltak(site, item));
                !self.derived.gjeldende(work).is_empty()
            };
            let (linked, field) = match site.item(item).kind {
                // An activity in an area that has goals of its own serves these.
                Kind::Aktivitet => (has(Relasjon::Maal) || has(Relasjon::Strategi) || self.area_has_goals(item), "mål"),
                Kind::Indikator => {
                    let named = [Relasjon::Indikator].iter().any(|r| !site.graph.sources(item, *r).is_empty());
                    (has(Relasjon::Maal) || named || has(Relasjon::DelAv), "mål")
                }
                Kind::Utfordring => {
                    let answered = [Relasjon::Maal, Relasjon::Strategi, Relasjon::Omraade].into_iter().any(has);
                    (answered || reached(), "aktiviteter")
                }
                Kind::Strategi => (reached(), "gjelder"),
                _ => (reached(), "id"),
            };
            (!linked).then(|| self.funn(item, &[field], None))
        })
    }

    fn area_has_goals(&self, activity: ItemId) -> bool {
        let site = self.site;
        site.graph.targets(activity, Relasjon::Omraade).into_iter().any(|area| {
            let owned =
                site.plan(self.plan).maal.iter().any(|m| m.eier.as_deref() == Some(site.item(area).key.as_str()));
            owned || !site.graph.targets(area, Relasjon::Maal).is_empty()
        })
    }

    fn without_amount(&self) -> (usize, Vec<Funn>) {
        let money = finansiering::finansiering(self.site, self.derived, self.plan);
        let (_, mut found) = self.each(&[Kind::Aktivitet], |item| {
            let words = money.bare_tekst.contains(&item);
            if !words && !money.ukjent.contains(&item) {
                return None;
            }
            let cost = &self.site.aktivitet(item)?.kostnad;
            let mut one = self.blank(item, "kostnad", reason(cost));
            if words {
                one.detalj = Detalj::BareTekst;
            }
            Some(one)
        });
        // Nothing at all is worse than words.
        found.sort_by_key(|one| one.detalj == Detalj::BareTekst);
        (money.antall, found)
    }

    fn stale(&self) -> (usize, Vec<Funn>) {
        let (date, limit) = (self.derived.date, self.config.terskler.foreldet_maaneder);
        self.each(&[Kind::Indikator, Kind::Aktivitet], |item| {
            let from = match self.site.indikator(item) {
                Some(indicator) => er_foreldet(indicator, date, limit)
                    .then(|| super::indikatorserie::alder(indicator, date))
                    .flatten()
                    .map(|(from, _)| from),
                None => self.stale_status(item, date, limit),
            };
            let field = if self.site.indikator(item).is_some() { "målinger" } else { "statusrader" };
            from.map(|from| Funn { detalj: Detalj::Fra(from), ..self.funn(item, &[field], None) })
        })
    }

    /// The date of the last word on an activity that is not closed, when it is older than the limit. A percentage is a
    /// word too.
    fn stale_status(&self, item: ItemId, date: Date, limit: i64) -> Option<crate::domain::dato::Dato> {
        let state = self.derived.state(item)?;
        let per = state
            .per
            .max(state.framdrift_per)
            .filter(|_| !state.status.is_some_and(crate::domain::status::Status::is_closed))?;
        (super::indikatorserie::hele_maaneder(per, date) > limit).then_some(per)
    }

    /// Fields of activities and of the plan that are left blank, a row for each thing.
    fn blanks(&self) -> (usize, Vec<Funn>) {
        let plan = self.site.plan(self.plan);
        let own = self.site.register.plan_item(self.plan);
        let mut fields: Vec<&'static str> = Vec::new();
        let mut check = |blank: bool, field: &'static str| fields.extend(blank.then_some(field));
        check(plan.planstatus.known().is_none(), "planstatus");
        check(plan.periode.known().is_none(), "periode");
        check(plan.visjon.known().is_none(), "visjon");
        check(plan.gjelder_fra.known().is_none(), "gjelder_fra");
        check(plan.vedtak.is_empty(), "vedtak");
        let mut found: Vec<Funn> = Vec::new();
        if !fields.is_empty() {
            found.push(self.funn(own, &fields, None));
        }
        let (looked_at, rows) = self.each(&[Kind::Aktivitet], |item| {
            let activity = self.site.aktivitet(item)?;
            let mut fields = Vec::new();
            let mut why = None;
            let mut check = |blank: bool, field: &'static str, grunn: Option<Grunn>| {
                if blank {
                    fields.push(field);
                    why = why.or(grunn);
                }
            };
            let results = &activity.forventet_resultat;
            check(results.is_blank(), "forventet_resultat", results.grunn());
            check(activity.samarbeid.is_blank(), "samarbeid", activity.samarbeid.grunn());
            check(activity.maalgrupper.is_blank(), "målgrupper", activity.maalgrupper.grunn());
            (!fields.is_empty()).then(|| self.funn(item, &fields, why))
        });
        found.extend(rows);
        (looked_at + 1, found)
    }

    fn without_source(&self) -> (usize, Vec<Funn>) {
        self.each(&[Kind::Indikator, Kind::Tiltak], |item| {
            let own = self.site.entity(item)?.rad().belegg.kilde.is_some();
            if own {
                return None;
            }
            let figures: Vec<(bool, Span)> = match (self.site.indikator(item), self.site.tiltak(item)) {
                (Some(indicator), _) => {
                    indicator.maalinger.iter().map(|m| (m.belegg.kilde.is_some(), m.places.row)).collect()
                }
                (None, Some(measure)) => {
                    measure.tall.iter().map(|t| (t.belegg.kilde.is_some(), t.places.row)).collect()
                }
                _ => Vec::new(),
            };
            let bare: Vec<Span> = figures.into_iter().filter(|(sourced, _)| !sourced).map(|(_, span)| span).collect();
            let span = *bare.first()?;
            Some(Funn { detalj: Detalj::Antall(bare.len()), span, ..self.funn(item, &["kilde"], None) })
        })
    }
}

/// Why a field is blank and what its author says of it.
fn reason<T>(field: &Felt<T>) -> Option<(Grunn, Option<String>)> {
    Some((field.grunn()?, field.belegg.as_ref().and_then(|b| b.merknad.clone())))
}

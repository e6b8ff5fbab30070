//! The form's tables of figures, filled from the plan's readings. Every figure keeps the reading it comes from: a link to
//! its indicator, its source and how sure it is. Two readings for one cell are both shown. A sum is worked out only when
//! every part is known, and is called so.

use jiff::ToSpan;
use jiff::civil::Date;

use super::Bygg;
use super::tidsrom::Tidsrom;
use crate::derive::dokument::{Blokk, Celle, Innhold, Kolonne, Linje, Rad, Seksjon, Tabell};
use crate::derive::indikatorserie::er_senere;
use crate::derive::maaletekst::maaletekst;
use crate::domain::dato::{Dato, Periode};
use crate::domain::felt::{Belegg, Verdi};
use crate::domain::indikator::{Enhetsmaal, Indikator, Maaling};
use crate::domain::rad::Kind;
use crate::domain::rapport::Rapporttype;
use crate::domain::skjema::{self, Art, BEHOVSRADER, Linje as Skjemalinje, Post, Skjemafelt, behovsrad, ord_key};
use crate::language::dates;
use crate::resolve::item::ItemId;

/// A reading and the indicator it is of.
#[derive(Clone, Copy)]
struct Lest<'a> {
    item: ItemId,
    indikator: &'a Indikator,
    maaling: &'a Maaling,
}

impl<'a> Bygg<'a> {
    /// The indicators of a field, in the plan's order.
    fn av_felt(&self, felt: Skjemafelt) -> Vec<(ItemId, &'a Indikator)> {
        let site = self.site;
        let all = site.register.of_plan(self.plan, Kind::Indikator);
        all.filter_map(|item| Some((item, site.indikator(item)?)))
            .filter(|(_, indicator)| indicator.skjema == Some(felt))
            .collect()
    }

    /// The readings of a field that were known when the report was due, the plan's own organisation's only.
    fn lest(&self, felt: Skjemafelt) -> Vec<Lest<'a>> {
        let known = |m: &&Maaling| m.dato().is_some() && !er_senere(m, self.kjent_til);
        self.av_felt(felt)
            .into_iter()
            .flat_map(|(item, indikator)| {
                let own = indikator.maalinger.iter().filter(|m| m.organisasjon.is_none()).filter(known);
                own.map(move |maaling| Lest { item, indikator, maaling })
            })
            .collect()
    }

    /// A figure with its link, its source and what tells it from others.
    fn tallinje(&self, lest: Lest, tillegg: String) -> Linje {
        let Lest { item, indikator, maaling } = lest;
        let innhold = match &maaling.verdi {
            Verdi::Kjent(verdi) => {
                let unit = indikator.enhet.known().copied().filter(|unit| *unit != Enhetsmaal::Antall);
                Innhold::Tall { verdi: *verdi, ca: maaling.ca, enhet: unit }
            }
            Verdi::Blank(grunn) => Innhold::Blank(*grunn),
        };
        let mut words = vec![tillegg];
        words.extend(maaletekst(maaling, self.language));
        if maaling.belegg.skjult {
            words.push(self.ord("dokument.skjult_offentlig"));
        }
        words.retain(|word| !word.is_empty());
        let dato = maaling.belegg.dato.or_else(|| maaling.dato());
        Linje {
            innhold,
            lenke: Some(item),
            tillegg: words.join(", "),
            belegg: Some(Belegg { dato, ..maaling.belegg.clone() }),
        }
    }

    /// A cell of the form: the readings that belong there, or nothing.
    fn rute(&mut self, lest: &[Lest<'a>]) -> Celle {
        self.felter += 1;
        self.tall += usize::from(lest.iter().any(|one| one.maaling.verdi.known().is_some()));
        let several = lest.len() > 1;
        let lines = lest.iter().map(|one| {
            let whole = one.maaling.tid.known().is_some_and(|p| covers(p, &self.tidsrom));
            let when =
                if several || (!whole && !self.is_edge(one.maaling)) { self.tid(one.maaling) } else { String::new() };
            self.tallinje(*one, when)
        });
        Celle::linjer(lines.collect())
    }

    /// Does the column's own heading say when the reading is from?
    fn is_edge(&self, maaling: &Maaling) -> bool {
        let next = self.tidsrom.neste();
        [self.tidsrom, next].iter().any(|time| {
            maaling.tid.known().is_some_and(|p| {
                *p == Periode::single(Dato::Dag(time.fra))
                    || *p == Periode::single(Dato::Dag(time.til))
                    || covers(p, time)
            })
        })
    }

    /// Figures with the report as their source that belong to no post, so that nothing it says is left out.
    pub(super) fn andre_tall(&self) -> Option<Seksjon> {
        let site = self.site;
        let source = site.target(self.rapport.rad.belegg.kilde.as_ref()?)?;
        let cites = |m: &&Maaling| m.belegg.kilde.as_ref().is_some_and(|k| site.target(k) == Some(source));
        let found: Vec<Lest> = site
            .register
            .of_plan(self.plan, Kind::Indikator)
            .filter_map(|item| Some((item, site.indikator(item)?)))
            .filter(|(_, indikator)| !indikator.skjema.is_some_and(|felt| self.har_felt(felt)))
            .flat_map(|(item, indikator)| {
                indikator.maalinger.iter().filter(cites).map(move |maaling| Lest { item, indikator, maaling })
            })
            .collect();
        let title = self.ord("dokument.andre_tall");
        let table = self.talltabell("tabell-andre-tall", title.clone(), &found)?;
        Some(Seksjon { blokker: vec![Blokk::Tabell(table)], ..Seksjon::new("andre-tall", title) })
    }

    /// Does this kind of report hold the post the field belongs to?
    fn har_felt(&self, felt: Skjemafelt) -> bool {
        use crate::domain::enumeration::Enumeration;
        skjema::poster(self.slag).any(|post| match post.art {
            Art::Behov => felt.word().starts_with(post.nr),
            Art::Linjer(lines) => lines.iter().any(|line| line.felt == felt),
            _ => felt.word() == post.nr,
        })
    }

    fn tid(&self, maaling: &Maaling) -> String {
        maaling.tid.known().map_or_else(String::new, |period| dates::period(period, self.language))
    }

    /// 1.1: three rows, two statuses and a result.
    pub(super) fn behovstabell(&mut self) -> Blokk {
        let time = self.tidsrom;
        let mut table =
            Tabell::new("tabell-1-1", format!("1.1 {}", self.ord("skjema.post.s1_1")), self.behovskolonner(time));
        let (need, result) = (self.lest(Skjemafelt::Behov), self.lest(Skjemafelt::EgnetBolig));
        for (letter, _) in BEHOVSRADER {
            let of_row = |list: &[Lest<'a>]| -> Vec<Lest<'a>> {
                let mine = |one: &&Lest| one.maaling.gruppe.as_deref().and_then(behovsrad) == Some(letter);
                list.iter().filter(mine).copied().collect()
            };
            let key = letter.to_ascii_lowercase();
            let name = Linje::ord(format!("{letter} {}", self.ord(&format!("skjema.rad.{key}"))))
                .tillegg(self.ord(&format!("skjema.radhjelp.{key}")));
            let cells = self.behovsceller(&of_row(&need), &of_row(&result), time);
            table.push(format!("1.1 {letter}"), self.rad(name, cells, &format!("1.1 {letter}")));
        }
        table.rader.extend(self.sumrad(&table.rader));
        // Groups the form has no row for, and figures without a group.
        let strange = |one: &&Lest| one.maaling.gruppe.as_deref().and_then(behovsrad).is_none();
        let mut names: Vec<Option<&str>> = Vec::new();
        for name in need.iter().chain(&result).filter(strange).map(|one| one.maaling.gruppe.as_deref()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        for group in names {
            let of = |list: &[Lest<'a>]| -> Vec<Lest<'a>> {
                list.iter().filter(|one| one.maaling.gruppe.as_deref() == group && strange(one)).copied().collect()
            };
            let (need, result) = (of(&need), of(&result));
            let unnamed = || need.iter().chain(&result).next().map_or("", |one| one.indikator.navn.as_str());
            let name = group.unwrap_or_else(unnamed);
            let cells = self.behovsceller(&need, &result, time);
            table.push("1.1", self.rad(Linje::ord(name), cells, ""));
        }
        Blokk::Tabell(table)
    }

    fn behovskolonner(&self, time: Tidsrom) -> Vec<Kolonne> {
        let per = |day: Date| self.fyll("skjema.kolonne.status_per", &[("dato", &self.dag(day))]);
        vec![
            Kolonne::ord(self.ord("skjema.kolonne.rad")),
            Kolonne::tall(per(time.fra)),
            Kolonne::tall(per(time.til)),
            Kolonne::tall(self.fyll("skjema.kolonne.resultat", &[("tid", &time.navn(self.language))])),
            Kolonne::ord(self.ord("skjema.kolonne.kommentar")),
        ]
    }

    fn behovsceller(&mut self, need: &[Lest<'a>], result: &[Lest<'a>], time: Tidsrom) -> Vec<Celle> {
        let status =
            |day: Date| -> Vec<Lest<'a>> { need.iter().filter(|one| is_day(one.maaling, day)).copied().collect() };
        let (mut opening, mut closing) = (status(time.fra), status(time.til));
        if opening.is_empty() {
            // The status at the end of a year is the status at the beginning of the next.
            opening = status(time.dagen_foer());
        }
        if closing.is_empty() && self.slag == Rapporttype::Slutt {
            // A plan may end between two counts: the last one then tells how it ended, with its date.
            let days = need.iter().filter(|one| is_one_day(one.maaling) && within(one.maaling, time));
            let counts: Vec<Lest<'a>> = days.filter(|one| !is_day(one.maaling, time.fra)).copied().collect();
            let last = counts.iter().filter_map(|one| one.maaling.dato()).map(Dato::last_day).max();
            closing = counts.into_iter().filter(|one| one.maaling.dato().map(Dato::last_day) == last).collect();
        }
        let result = resultater(result, time);
        [opening, closing, result].iter().map(|list| self.rute(list)).collect()
    }

    /// A row: its name, its figures, and what is said of them.
    fn rad(&self, name: Linje, mut figures: Vec<Celle>, nr: &str) -> Vec<Celle> {
        figures.insert(0, name.into());
        figures.push(self.kommentar(nr));
        figures
    }

    /// The stored comment to a row; an empty cell when there is none.
    fn kommentar(&self, nr: &str) -> Celle {
        let Some(answer) = self.rapport.svar_paa(nr).filter(|_| !nr.is_empty()) else { return Celle::default() };
        let text = answer.svar.tekst();
        Celle::felt(text, |words| Linje::of(Innhold::Markdown { tekst: words.clone(), sted: answer.sted }))
    }

    /// The sum of the rows of 1.1, for the columns where every row has one known figure.
    fn sumrad(&self, rows: &[Rad]) -> Option<Rad> {
        let columns = rows.first()?.celler.len();
        let mut cells: Vec<Celle> = vec![Celle::ord(self.ord("skjema.sum"))];
        let mut any = false;
        for column in 1..columns {
            let known: Option<Vec<(f64, bool, Option<Enhetsmaal>)>> = rows
                .iter()
                .map(|row| match row.celler.get(column).map(|cell| cell.linjer.as_slice()) {
                    Some([Linje { innhold: Innhold::Tall { verdi, ca, enhet }, .. }]) => Some((*verdi, *ca, *enhet)),
                    _ => None,
                })
                .collect();
            cells.push(match known {
                Some(parts) => {
                    any = true;
                    let verdi = parts.iter().map(|(figure, ..)| figure).sum();
                    let ca = parts.iter().any(|(_, ca, _)| *ca);
                    let enhet = parts.first().and_then(|(_, _, unit)| *unit);
                    Linje::of(Innhold::Tall { verdi, ca, enhet }).tillegg(self.ord("dokument.avledet")).into()
                }
                None => Celle::default(),
            });
        }
        any.then_some(Rad { punkt: "1.1 sum".to_owned(), celler: cells, sum: true })
    }

    /// The area given special priority next year: one row per indicator.
    pub(super) fn prioritert(&mut self) -> Vec<Blokk> {
        let next = self.tidsrom.neste();
        let all = self.lest(Skjemafelt::Prioritert);
        let about: Vec<Lest<'a>> = all.into_iter().filter(|one| touches(one.maaling, next)).collect();
        let mut blocks = Vec::new();
        if about.is_empty() {
            self.svar("1.1 prioritert", &mut blocks);
            return blocks;
        }
        let mut columns = self.behovskolonner(next);
        if let Some(first) = columns.first_mut() {
            first.tittel = self.ord("skjema.kolonne.omraade");
        }
        let caption = format!("{} {}", self.ord("skjema.del.prioritert"), next.navn(self.language));
        let mut table = Tabell::new("tabell-prioritert", caption, columns);
        for (item, indicator) in self.av_felt(Skjemafelt::Prioritert) {
            let own: Vec<Lest<'a>> = about.iter().filter(|one| one.item == item).copied().collect();
            if own.is_empty() {
                continue;
            }
            // A count of one day is a status, never a result.
            let result: Vec<Lest<'a>> = own.iter().filter(|one| !is_one_day(one.maaling)).copied().collect();
            let cells = self.behovsceller(&own, &result, next);
            // The kommune names the area itself, so the reader is told what it covers.
            let name = Linje::item(&indicator.navn, item).tillegg(indicator.definisjon.text());
            table.push("1.1 prioritert", self.rad(name, cells, ""));
        }
        blocks.push(Blokk::Tabell(table));
        if self.rapport.svar_paa("1.1 prioritert").is_some() {
            self.svar("1.1 prioritert", &mut blocks);
        }
        blocks
    }

    /// C.1 and C.2: numbered lines.
    pub(super) fn linjetabell(&mut self, post: &Post, lines: &[Skjemalinje]) -> Blokk {
        let time = self.tidsrom;
        let mut table = Tabell::new(
            format!("tabell-{}", crate::domain::slug::slug(post.nr)),
            format!("{} {}", post.nr, self.ord(&format!("skjema.post.{}", ord_key(post.nr)))),
            vec![
                Kolonne::ord(self.ord("skjema.kolonne.linje")),
                Kolonne::tall(self.fyll("skjema.kolonne.i_loepet_av", &[("tid", &time.navn(self.language))])),
                Kolonne::ord(self.ord("skjema.kolonne.kommentar")),
            ],
        );
        for line in lines {
            let all = self.lest(line.felt);
            // Over the whole time every month that was counted is of interest, not only its first and last.
            let chosen = match (line.maaneder, self.slag) {
                (true, Rapporttype::Slutt) => all.iter().filter(|one| within(one.maaling, time)).copied().collect(),
                (true, _) => ytterst(&all, time),
                (false, _) => resultater(&all, time),
            };
            let words = self.ord(&format!("skjema.linje.{}", ord_key(line.nr)));
            let name = if line.herav { format!("– {words}") } else { words };
            let cell = self.rute(&chosen);
            table.push(line.nr, self.rad(Linje::ord(name), vec![cell], line.nr));
        }
        Blokk::Tabell(table)
    }

    /// Figures that belong to a post of words: those of the time and the year before it, and later ones that the report
    /// itself is the source of. A half-year does not hold the figure of its whole year.
    pub(super) fn tallblokk(&self, nr: &str) -> Option<Blokk> {
        use crate::domain::enumeration::Enumeration;
        let felt = Skjemafelt::parse(nr)?;
        let from = self.tidsrom.fra.checked_sub(1.year()).unwrap_or(self.tidsrom.fra);
        let source = self.rapport.rad.belegg.kilde.as_ref().and_then(|named| self.site.target(named));
        let recent = |one: &Lest| {
            let last = one.maaling.dato().map(Dato::last_day);
            let cited = one.maaling.belegg.kilde.as_ref().and_then(|named| self.site.target(named));
            last.is_some_and(|day| day >= from && (day <= self.tidsrom.til || (source.is_some() && cited == source)))
        };
        let found: Vec<Lest> = self.lest(felt).into_iter().filter(recent).collect();
        let id = format!("tabell-tall-{}", crate::domain::slug::slug(nr));
        self.talltabell(&id, self.fyll("dokument.tall", &[("punkt", nr)]), &found).map(Blokk::Tabell)
    }

    /// Figures one by one; none when there are none.
    fn talltabell(&self, id: &str, tittel: String, found: &[Lest]) -> Option<Tabell> {
        if found.is_empty() {
            return None;
        }
        let mut table = Tabell::new(
            id,
            tittel,
            vec![
                Kolonne::ord(self.ord("dokument.tall_hva")),
                Kolonne::ord(self.ord("dokument.tall_tid")),
                Kolonne::tall(self.ord("dokument.tall_verdi")),
                Kolonne::ord(self.ord("dokument.tall_merknad")),
            ],
        );
        for one in found {
            let group = one.maaling.gruppe.clone().unwrap_or_default();
            let name = Linje::item(&one.indikator.navn, one.item).tillegg(group);
            let cells = vec![
                name.into(),
                Celle::ord(self.tid(one.maaling)),
                Linje { lenke: None, ..self.tallinje(*one, String::new()) }.into(),
                Celle::default(),
            ];
            table.push("", cells);
        }
        Some(table)
    }
}

/// Is the reading of this day, or of the month that begins or ends with it?
fn is_day(maaling: &Maaling, day: Date) -> bool {
    let Some(Periode { fra: Some(fra), til: Some(til) }) = maaling.tid.known() else { return false };
    match (fra, til) {
        (Dato::Dag(from), Dato::Dag(to)) => *from == day && *to == day,
        (Dato::Maaned(..), Dato::Maaned(..)) if fra == til => fra.first_day() == day || fra.last_day() == day,
        _ => false,
    }
}

/// Is the reading of a single day?
fn is_one_day(maaling: &Maaling) -> bool {
    maaling.tid.known().is_some_and(|p| p.first_day().is_some() && p.first_day() == p.last_day())
}

/// Does the period cover exactly this time?
fn covers(period: &Periode, time: &Tidsrom) -> bool {
    (period.first_day(), period.last_day()) == (Some(time.fra), Some(time.til))
}

/// Does the reading lie within the time?
fn within(maaling: &Maaling, time: Tidsrom) -> bool {
    let days = maaling.tid.known().and_then(|p| Some((p.first_day()?, p.last_day()?)));
    days.is_some_and(|(from, to)| from >= time.fra && to <= time.til)
}

/// Does any of the reading lie within the time, or on its first day?
fn touches(maaling: &Maaling, time: Tidsrom) -> bool {
    let days = maaling.tid.known().and_then(|p| Some((p.first_day()?, p.last_day()?)));
    days.is_some_and(|(from, to)| from <= time.til && to >= time.fra)
}

/// Results: the readings for the very time, else all that lie within it. A status of the first day is no result.
fn resultater<'a>(all: &[Lest<'a>], time: Tidsrom) -> Vec<Lest<'a>> {
    let exact: Vec<Lest<'a>> =
        all.iter().filter(|one| one.maaling.tid.known().is_some_and(|p| covers(p, &time))).copied().collect();
    if !exact.is_empty() {
        return exact;
    }
    let result = |one: &&Lest| within(one.maaling, time) && !is_day(one.maaling, time.fra);
    all.iter().filter(result).copied().collect()
}

/// The readings of the first and the last month of the time.
fn ytterst<'a>(all: &[Lest<'a>], time: Tidsrom) -> Vec<Lest<'a>> {
    let month = |day: Date| (day.year(), day.month());
    let of = |one: &&Lest, edge: Date| {
        within(one.maaling, time)
            && one.maaling.tid.known().is_some_and(|p| {
                [p.first_day(), p.last_day()].into_iter().flatten().all(|day| month(day) == month(edge))
            })
    };
    let first = all.iter().filter(|one| of(one, time.fra));
    let last = all.iter().filter(|one| of(one, time.til));
    first.chain(last).copied().collect()
}

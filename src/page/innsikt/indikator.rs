//! One indicator: what is counted, how it has gone, every reading with its blanks, and where figures disagree.

mod figurer;
mod maalinger;
mod maalkurs;
mod sammenligning;

pub use figurer::{chart_over_time, side_by_side};
pub use maalinger::readings;
pub use maalkurs::{kursord, vurdering};

use super::ord::Ord;
use crate::derive::indikatorserie::{
    Konflikt, Serie, Vei, alder, er_foreldet, gruppesummer, herav, konflikter, retning, serier, value,
};
use crate::derive::per_innbygger::innbyggertall;
use crate::domain::dato::Dato;
use crate::domain::indikator::{Enhetsmaal, Indikator, Maaling};
use crate::domain::rad::Relasjon;
use crate::page::address;
use crate::page::catalogue::{PageSpec, PlanPage};
use crate::page::frame::{Fakta, Lenke};
use crate::page::parts::del::Del;
use crate::page::parts::felt::{Bevis, Vist, enumerated};
use crate::page::parts::oversikt::{Celle, Kolonne, Linje, Oversikt};
use crate::page::parts::seksjon::{Seksjon, Seksjonsside};
use crate::page::parts::{chrome, maaling};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};
use jiff::civil::Date;

/// An indicator and what is worked out of it.
pub struct Bilde<'a> {
    /// The indicator.
    pub item: ItemId,
    /// Its id.
    pub key: &'a str,
    /// Its plan.
    pub plan: PlanId,
    /// What the author wrote.
    pub indicator: &'a Indikator,
    /// Its series.
    pub serier: Vec<Serie<'a>>,
    /// Where figures disagree.
    pub konflikter: Vec<Konflikt<'a>>,
}

impl<'a> Bilde<'a> {
    /// Works it out; `None` when the item is no indicator of a plan.
    pub fn of(world: &'a World, item: ItemId) -> Option<Self> {
        let indicator = world.site.indikator(item)?;
        let about = world.site.item(item);
        Some(Self {
            item,
            key: &about.key,
            plan: about.plan?,
            indicator,
            serier: serier(indicator),
            konflikter: konflikter(indicator)
                .into_iter()
                .filter(|conflict| conflict.dato.is_none_or(|dato| dato.last_day() <= world.derived.date))
                .collect(),
        })
    }

    /// At least two dates with a figure in one series: something to draw over time.
    pub fn has_series(&self, date: Date) -> bool {
        self.serier.iter().any(|series| dates(&series.maalinger, date).len() > 1)
    }

    fn unit(&self) -> Option<Enhetsmaal> {
        self.indicator.enhet.known().copied()
    }
}

/// The dates that have a figure.
fn dates(readings: &[&Maaling], date: Date) -> Vec<Dato> {
    let known = readings.iter().filter(|m| value(m).is_some()).filter_map(|m| m.dato());
    let mut dates: Vec<Dato> = known.filter(|d| d.last_day() <= date).collect();
    dates.sort_unstable();
    dates.dedup();
    dates
}

/// The page.
pub fn page(world: &World, spec: &PageSpec, item: ItemId) -> Page {
    let Some(bilde) = Bilde::of(world, item) else {
        return Page::bare(world, spec);
    };
    let ord = Ord::of(world, bilde.plan, "indikator");
    let list = address::plan_page(world.site, bilde.plan, PlanPage::Indikatorer.name());
    let way = [Lenke::new(PlanPage::Indikatorer.title(ord.language), list)];
    let mut frame = chrome::plan_frame(world, bilde.plan, &spec.sti, &spec.tittel, &way);
    frame.kategori = Some(ord.felles("type.indikator"));
    frame.ingress = bilde.indicator.definisjon.known().cloned();
    let latest = latest_words(world, &ord, &bilde);
    frame.beskrivelse = match frame.ingress.as_deref() {
        Some(definition) => format!("{definition} {latest}"),
        None => format!("{}. {latest}", spec.tittel),
    };
    frame.faktalinje = facts(world, &ord, &bilde);
    chrome::cite(world, &mut frame, item);
    frame.baklenker = chrome::backlinks(world, item);

    let mut side = Seksjonsside { innledning: vec![Del::avsnitt(latest)], seksjoner: Vec::new() };
    side.seksjoner.extend(figurer::figures(world, &ord, &bilde));
    side.seksjoner.extend(maalkurs::section(world, &ord, &bilde));
    side.seksjoner.extend(conflicts(world, &ord, &bilde));
    side.seksjoner.extend(sums(world, &ord, &bilde));
    side.seksjoner.extend(sammenligning::section(world, &ord, &bilde));
    let mut all = Seksjon::new("maalinger", ord.word("alle_maalinger"));
    all.deler.push(readings(world, &ord, &bilde, "tabell-maalinger"));
    if let Some((people, _)) = innbyggertall(world.site, item) {
        all.deler.push(Del::merknad(ord.fill("per_tusen_regel", &[("navn", &world.site.item(people).title)])));
    }
    side.seksjoner.push(all);
    side.seksjoner.push(about(world, &ord, &bilde));
    side.page(frame)
}

/// The latest figure of each group, in words.
fn latest_words(world: &World, ord: &Ord, bilde: &Bilde) -> String {
    let date = world.derived.date;
    let latest: Vec<&Maaling> = bilde.serier.iter().flat_map(|s| s.siste_alle(date)).collect();
    if latest.is_empty() {
        return ord.word("ingen_tall");
    }
    let words: Vec<String> = latest
        .iter()
        .map(|m| {
            let figure = maaling::tallord(m, bilde.unit(), ord.language).unwrap_or_default();
            let figure = m.gruppe.as_ref().map_or_else(|| figure.clone(), |group| format!("{group} {figure}"));
            format!("{figure} ({})", moment(ord, m))
        })
        .collect();
    ord.fill("siste_setning", &[("tall", &words.join(" · "))])
}

/// When a reading is true for, how it was counted and how sure it is: «31.12.2012, manuell telling, vår tolkning».
fn moment(ord: &Ord, reading: &Maaling) -> String {
    let mut words = vec![maaling::tid_ord(reading, ord.language)];
    words.extend(maaling::hvordan(reading, ord.language));
    words.join(", ")
}

fn facts(world: &World, ord: &Ord, bilde: &Bilde) -> Vec<Fakta> {
    let indicator = bilde.indicator;
    let fact = |key: &str, vist: Vist| match (vist.tekst, vist.grunn) {
        (Some(text), _) => Fakta::new(ord.word(key), text),
        (None, why) => Fakta::blank(ord.word(key), why.unwrap_or_default()),
    };
    let mut facts = vec![
        fact("enhet", Vist::word(world, &indicator.enhet, ord.language)),
        fact("retning", Vist::word(world, &indicator.retning, ord.language)),
    ];
    if let Some((latest, months)) = alder(indicator, world.derived.date) {
        let stale = er_foreldet(indicator, world.derived.date, world.config.terskler.foreldet_maaneder);
        let key = if stale { "gammelt" } else { "alder" };
        let age = ord.fill(
            key,
            &[("dato", &ord.dato(latest)), ("mnd", &ord.antall("maaned", usize::try_from(months).unwrap_or(0)))],
        );
        facts.push(Fakta::new(ord.word("siste_dato"), age));
    } else {
        facts.push(Fakta::blank(ord.word("siste_dato"), "ukjent"));
    }
    facts.push(fact("maaltall", target_vist(world, ord, bilde)));
    facts.extend(vurdering(world, bilde).map(|judged| Fakta::new(ord.word("kurs"), kursord(ord, judged.kurs))));
    facts
}

/// The target with its deadline.
fn target_vist(world: &World, ord: &Ord, bilde: &Bilde) -> Vist {
    Vist::felt(world, &bilde.indicator.maaltall.verdi, |target| {
        let figure = maaling::med_enhet(*target, false, bilde.unit(), ord.language);
        match bilde.indicator.maaltall.frist.known() {
            Some(due) => ord.language.fill("innsikt.indikator.innen", &[("tall", &figure), ("frist", &ord.dato(*due))]),
            None => figure,
        }
    })
}

/// The target and the course towards it, for a cell; blank for the target's own reason.
pub fn gap_words(world: &World, ord: &Ord, bilde: &Bilde) -> Celle {
    let mut cell = Celle::vist(target_vist(world, ord, bilde));
    cell.linjer.extend(vurdering(world, bilde).map(|judged| Linje::ord(kursord(ord, judged.kurs))));
    cell
}

/// «ned fra 22 (2011) til 2 (2012)», for one series; nothing without two figures that can be compared.
pub fn trend_words(ord: &Ord, indicator: &Indikator, series: &Serie, date: Date) -> Option<String> {
    let trend = series.trend(date, retning(indicator))?;
    let key = match trend.vei {
        Vei::Opp => "opp",
        Vei::Ned => "ned",
        Vei::Uendret => "uendret",
    };
    let unit = indicator.enhet.known().copied().filter(|unit| *unit == Enhetsmaal::Prosent);
    let figure = |m: &Maaling| maaling::tallord(m, unit, ord.language).unwrap_or_default();
    let values = [
        ("fra", figure(trend.fra)),
        ("fra_dato", maaling::tid_ord(trend.fra, ord.language)),
        ("til", figure(trend.til)),
        ("til_dato", maaling::tid_ord(trend.til, ord.language)),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let ord = ord.for_side("indikator");
    let mut words = ord.fill(&format!("trend_{key}"), &values);
    if let Some(group) = series.gruppe {
        words = format!("{group}: {words}");
    }
    match trend.oensket {
        Some(true) => words.push_str(&ord.word("trend_oensket")),
        Some(false) => words.push_str(&ord.word("trend_uoensket")),
        None => {}
    }
    if trend.usikker {
        words.push_str(&ord.word("trend_usikker"));
    }
    Some(words)
}

/// Figures for the same thing that differ, side by side.
fn conflicts(world: &World, ord: &Ord, bilde: &Bilde) -> Option<Seksjon> {
    if bilde.konflikter.is_empty() {
        return None;
    }
    let mut section = Seksjon::new("motstrid", ord.word("motstrid")).ingress(ord.word("motstrid_ingress"));
    for (at, conflict) in bilde.konflikter.iter().enumerate() {
        let when = conflict.dato.map_or_else(|| ord.word("uten_dato"), |d| ord.dato(d));
        let caption = match conflict.dato {
            Some(_) => ord.fill("motstrid_tabell", &[("dato", &when)]),
            None => ord.word("kanskje_motstrid_tabell"),
        };
        let mut table = Oversikt::new(
            format!("motstrid-{}", at + 1),
            caption,
            vec![
                Kolonne::ord(ord.felles("kolonne.kilde")),
                Kolonne::tall(ord.felles("kolonne.verdi")),
                Kolonne::ord(ord.felles("kolonne.merknad")),
            ],
        );
        for reading in &conflict.maalinger {
            let evidence = maaling::grunnlag(world, reading);
            let source = reading.belegg.kilde.as_ref().map(|k| world.reference(k));
            let line = source.map(|source| Linje {
                url: (!source.url.is_empty()).then_some(source.url),
                liten: reading.belegg.sted.clone(),
                ..Linje::ord(source.tittel)
            });
            table.push(vec![
                Celle::linjer(line.into_iter().collect()),
                maaling::verdi(bilde.indicator, reading, ord.language),
                Celle {
                    bevis: evidence
                        .map(|b| Bevis { kilde: None, sted: None, ..b })
                        .filter(|b| *b != Bevis::default())
                        .into_iter()
                        .collect(),
                    ..Celle::default()
                },
            ]);
        }
        section.deler.push(Del::Oversikt { tabell: table });
    }
    Some(section)
}

/// Sums of groups against what they should be, and parts against their whole.
fn sums(world: &World, ord: &Ord, bilde: &Bilde) -> Option<Seksjon> {
    let leeway = world.config.terskler.sum_slingring;
    let figure = |n: f64| maaling::med_enhet(n, false, bilde.unit(), ord.language);
    let mut lines = Vec::new();
    for sum in gruppesummer(bilde.indicator, leeway) {
        let when = sum.dato.map_or_else(|| ord.word("uten_dato_foerst"), |d| ord.dato(d));
        let mut values = vec![("dato", when), ("sum", figure(sum.sum)), ("antall", ord.tall(sum.antall))];
        let key = match sum.skal_vaere {
            None => "sum",
            Some((wanted, fits)) => {
                values.push(("skal", figure(wanted)));
                if fits { "sum_stemmer" } else { "sum_stemmer_ikke" }
            }
        };
        let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
        let mut line = ord.fill(key, &values);
        if sum.usikker {
            line.push_str(&ord.word("sum_usikker"));
        }
        lines.push(line);
    }
    for part in herav(world.site, bilde.item) {
        let values = [
            ("del", world.site.item(part.del).title.clone()),
            ("hele", world.site.item(part.hele).title.clone()),
            ("del_tall", figure(part.del_verdi)),
            ("hele_tall", figure(part.hele_verdi)),
            ("dato", part.dato.map_or_else(|| ord.word("uten_dato_foerst"), |d| ord.dato(d))),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
        lines.push(ord.fill(if part.stemmer() { "herav" } else { "herav_for_stor" }, &values));
    }
    (!lines.is_empty()).then(|| Seksjon::new("summer", ord.word("summer")).med(Del::Liste { linjer: lines }))
}

/// What is counted, and what the indicator belongs with.
fn about(world: &World, ord: &Ord, bilde: &Bilde) -> Seksjon {
    let indicator = bilde.indicator;
    let fact = |key: &str, vist: Vist| match (vist.tekst, vist.grunn) {
        (Some(text), _) => Fakta { url: vist.url, ..Fakta::new(ord.word(key), text) },
        (None, why) => Fakta::blank(ord.word(key), why.unwrap_or_default()),
    };
    let mut facts = vec![
        fact("definisjon", Vist::text(world, &indicator.definisjon)),
        fact("enhet", Vist::word(world, &indicator.enhet, ord.language)),
        fact("retning", Vist::word(world, &indicator.retning, ord.language)),
    ];
    facts.extend(
        indicator.kilde_type.map(|source| Fakta::new(ord.word("kilde_type"), enumerated(source, ord.language))),
    );
    let optional =
        [("kildetabell", &indicator.kildetabell), ("teller", &indicator.teller), ("nevner", &indicator.nevner)];
    for (key, field) in optional {
        if field.known().is_some() {
            facts.push(fact(key, Vist::text(world, field)));
        }
    }
    if indicator.personer == Some(true) {
        facts.push(Fakta::new(ord.word("teller_personer"), ord.word("ja")));
    }
    let mut section = Seksjon::new("om", ord.word("om")).med(Del::Fakta { fakta: facts });
    let site = world.site;
    let mut goals = site.graph.targets(bilde.item, Relasjon::Maal);
    goals.extend(site.graph.sources(bilde.item, Relasjon::Indikator).into_iter().filter(|i| site.maal(*i).is_some()));
    let challenges: Vec<ItemId> = site
        .graph
        .sources(bilde.item, Relasjon::Indikator)
        .into_iter()
        .filter(|i| site.utfordring(*i).is_some())
        .collect();
    let groups = [
        ("maal", goals),
        ("utfordringer", challenges),
        ("innbyggere", site.graph.targets(bilde.item, Relasjon::Innbyggere)),
        ("del_av", site.graph.targets(bilde.item, Relasjon::DelAv)),
        ("har_deler", site.graph.sources(bilde.item, Relasjon::DelAv)),
    ];
    for (key, items) in groups {
        if items.is_empty() && key != "maal" {
            continue;
        }
        section.deler.push(Del::overskrift(format!("om-{}", key.replace('_', "-")), ord.word(key)));
        section.deler.push(if items.is_empty() {
            Del::avsnitt(ord.word("uten_maal"))
        } else {
            Del::Lenker { lenker: world.links(items) }
        });
    }
    section
}

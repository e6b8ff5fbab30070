//! The plan's figures by theme: the latest of each, its date, target, change and source; and a chart where there is a
//! series to draw.

use std::collections::BTreeMap;

use super::indikator::{Bilde, chart_over_time, gap_words, side_by_side, trend_words, vurdering};
use super::ord::Ord;
use crate::derive::indikatorserie::{alder, er_foreldet, er_senere};
use crate::derive::maalkurs::Kurs;
use crate::domain::indikator::Indikator;
use crate::domain::rad::Kind;
use crate::page::catalogue::PageSpec;
use crate::page::frame::Fakta;
use crate::page::parts::del::Del;
use crate::page::parts::felt::{Bevis, enumerated};
use crate::page::parts::oversikt::{Celle, Kolonne, Linje, Oversikt};
use crate::page::parts::seksjon::{Seksjon, Seksjonsside};
use crate::page::parts::{chrome, maaling};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

/// So many charts a page has room for; every indicator has its own on its page.
const CHARTS: usize = 12;

/// The page.
pub fn page(world: &World, spec: &PageSpec, plan: PlanId) -> Page {
    let ord = Ord::of(world, plan, "indikatorer");
    let items: Vec<ItemId> = world.site.register.of_plan(plan, Kind::Indikator).collect();
    let indicators: Vec<&Indikator> = items.iter().filter_map(|item| world.site.indikator(*item)).collect();
    let date = world.derived.date;
    let limit = world.config.terskler.foreldet_maaneder;
    let known = indicators
        .iter()
        .filter(|i| i.maalinger.iter().any(|m| m.verdi.known().is_some() && !er_senere(m, date)))
        .count();
    let targets = indicators.iter().filter(|i| i.maaltall.verdi.known().is_some()).count();
    let stale = indicators.iter().filter(|i| er_foreldet(i, date, limit)).count();
    let undated = indicators.iter().filter(|i| alder(i, date).is_none()).count();
    let total = indicators.len();

    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &[]);
    frame.bred = true;
    let ingress = ord.fill("ingress", &[("antall", &ord.tall(known)), ("total", &ord.antall("indikator", total))]);
    frame.beskrivelse = format!("{}: {ingress}", world.site.plan(plan).tittel);
    frame.ingress = Some(ingress);
    frame.faktalinje = vec![
        Fakta::new(ord.word("med_tall"), ord.av(known, total)),
        Fakta::new(ord.word("med_maaltall"), ord.av(targets, total)),
        Fakta::new(ord.word("uten_datert_tall"), ord.av(undated, total)),
        Fakta::new(
            ord.fill("foreldet", &[("mnd", &ord.antall("maaned", usize::try_from(limit).unwrap_or(0)))]),
            ord.av(stale, total),
        ),
    ];
    let pictures: Vec<Bilde> = items.iter().filter_map(|item| Bilde::of(world, *item)).collect();
    if targets > 0 {
        let good = |bilde: &&Bilde| {
            vurdering(world, bilde).is_some_and(|judged| matches!(judged.kurs, Kurs::Naadd | Kurs::PaaKurs))
        };
        let on_course = pictures.iter().filter(good).count();
        let name = ord.for_side("indikator").word("paa_kurs_fakta");
        frame.faktalinje.push(Fakta::new(name, ord.av(on_course, targets)));
    }
    let mut side = Seksjonsside::default();
    let overview = side_by_side(world, &ord, &pictures, total);
    // Every indicator has a large chart on its own page; here either all small ones, or the one there is.
    let mut charts = if overview.is_some() { CHARTS } else { 0 };
    side.innledning.extend(overview);
    for (at, (theme, members)) in by_theme(&ord, &items, world).into_iter().enumerate() {
        let id = format!("tema-{}", at + 1);
        let mut section = Seksjon::new(id.clone(), theme.clone()).med(table(
            world,
            &ord,
            &members,
            &id,
            &ord.antall("indikator", members.len()),
        ));
        for item in &members {
            let Some(bilde) = Bilde::of(world, *item) else { continue };
            if charts < CHARTS && bilde.has_series(date) {
                section.deler.extend(chart_over_time(world, &ord, &bilde, &format!("{id}-{}", bilde.key)));
                charts += 1;
            }
        }
        side.seksjoner.push(section);
    }
    side.felles_verktoey("indikatorer", &spec.tittel);
    side.page(frame)
}

/// Indicators by the author's theme; without one, by who the figures come from. Themes in the author's order.
fn by_theme(ord: &Ord, items: &[ItemId], world: &World) -> Vec<(String, Vec<ItemId>)> {
    let mut order: Vec<String> = Vec::new();
    let mut groups: BTreeMap<String, Vec<ItemId>> = BTreeMap::new();
    for item in items {
        let Some(indicator) = world.site.indikator(*item) else { continue };
        let theme = match (&indicator.tema, indicator.kilde_type) {
            (Some(theme), _) => theme.clone(),
            (None, Some(source)) => ord.fill("fra_kilde", &[("kilde", &enumerated(source, ord.language))]),
            (None, None) => ord.word("andre"),
        };
        if !order.contains(&theme) {
            order.push(theme.clone());
        }
        groups.entry(theme).or_default().push(*item);
    }
    let last = ord.word("andre");
    order.sort_by_key(|theme| *theme == last);
    order.into_iter().filter_map(|theme| groups.remove(&theme).map(|items| (theme, items))).collect()
}

/// One row per indicator.
pub fn table(world: &World, ord: &Ord, items: &[ItemId], id: &str, caption: &str) -> Del {
    let ord = ord.for_side("indikatorer");
    let mut table = Oversikt::new(
        format!("{id}-tabell"),
        caption,
        vec![
            Kolonne::ord(ord.felles("type.indikator")),
            Kolonne { orden: "verdi", ..Kolonne::ord(ord.word("siste")) },
            Kolonne::dato(ord.felles("kolonne.dato")),
            Kolonne::ord(ord.word("maaltall")),
            Kolonne::ord(ord.word("utvikling")),
            Kolonne::ord(ord.felles("kolonne.kilde")),
        ],
    );
    for item in items {
        if let Some(bilde) = Bilde::of(world, *item) {
            table.push(row(world, &ord, &bilde));
        }
    }
    Del::Oversikt { tabell: table }
}

fn row(world: &World, ord: &Ord, bilde: &Bilde) -> Vec<Celle> {
    let indicator = bilde.indicator;
    let date = world.derived.date;
    let latest: Vec<_> = bilde.serier.iter().flat_map(|s| s.siste_alle(date)).collect();
    // Without any known figure, the blanks themselves are what there is to show.
    let blanks = || bilde.serier.iter().filter_map(|s| s.siste_blanke(date)).collect();
    let shown: Vec<_> = if latest.is_empty() { blanks() } else { latest };
    let lines: Vec<Linje> = shown.iter().map(|m| maaling::linje(indicator, m, ord.language)).collect();
    let mut dates: Vec<String> = shown.iter().map(|m| maaling::tid_ord(m, ord.language)).collect();
    dates.dedup();
    let latest_day = shown.iter().filter_map(|reading| reading.dato()).max_by_key(|day| day.last_day());
    let mut sources: Vec<Bevis> = Vec::new();
    for reading in &shown {
        let evidence = maaling::grunnlag(world, reading).map(|b| Bevis { sikkerhet: None, merknad: None, ..b });
        sources.extend(evidence.filter(|b| !sources.contains(b)).filter(|b| *b != Bevis::default()));
    }
    let trends: Vec<Linje> =
        bilde.serier.iter().filter_map(|s| trend_words(ord, indicator, s, date)).map(Linje::ord).collect();
    let conflicts = bilde.konflikter.len();
    let mut name = Celle::item(world, bilde.item);
    if conflicts > 0 {
        name.linjer.push(Linje { sikkerhet: None, ..Linje::ord(ord.word("motstrid")) });
    }
    let stale = er_foreldet(indicator, date, world.config.terskler.foreldet_maaneder);
    if let Some((_, months)) = alder(indicator, date).filter(|_| stale) {
        name.linjer.push(Linje::ord(
            ord.fill("alder", &[("mnd", &ord.antall("maaned", usize::try_from(months).unwrap_or(0)))]),
        ));
    }
    vec![
        name,
        if lines.is_empty() {
            Celle::ord(ord.fill("ingen_per", &[("dato", &ord.dag(date))]))
        } else {
            Celle::linjer(lines).med_verdi(shown.iter().find_map(|reading| reading.verdi.known().copied()))
        },
        Celle::linjer(dates.into_iter().map(Linje::ord).collect()).paa_dag(latest_day),
        gap_words(world, ord, bilde),
        if trends.is_empty() { Celle::ord(ord.word("ingen_utvikling")) } else { Celle::linjer(trends) },
        if sources.is_empty() {
            Celle::blank(crate::domain::felt::Grunn::Tom)
        } else {
            Celle { bevis: sources, ..Celle::default() }
        },
    ]
}

//! An indicator beside the same in other organisations, on its page: one year, one definition, one unit; and those that are
//! left out with what keeps them apart. What matches is decided in `derive::sammenligning`.

use super::Bilde;
use crate::derive::indikatorserie::value;
use crate::derive::per_innbygger::{egner_seg, innbyggertall, per_tusen};
use crate::derive::sammenligning::{Hvem, Sammenligning, Skille, sammenligning};
use crate::domain::indikator::Indikator;
use crate::language::numbers;
use crate::page::innsikt::ord::Ord;
use crate::page::parts::del::Del;
use crate::page::parts::felt::Bevis;
use crate::page::parts::maaling;
use crate::page::parts::oversikt::{Celle, Kolonne, Linje as Tabellinje, Oversikt};
use crate::page::parts::seksjon::Seksjon;
use crate::page::world::World;
use crate::resolve::item::ItemId;

/// The section; nothing when there is nobody to be compared with.
pub(super) fn section(world: &World, ord: &Ord, bilde: &Bilde) -> Option<Seksjon> {
    let found = sammenligning(world.site, &world.derived.navnelikhet, bilde.item, world.derived.date)?;
    let mut section = Seksjon::new("sammenligning", ord.word("sammenligning"));
    match found.aar {
        Some(year) => section.deler.push(Del::Oversikt { tabell: table(world, ord, bilde, &found, year) }),
        None => section.deler.push(Del::avsnitt(ord.word("sammenligning_ingen"))),
    }
    section.deler.push(Del::merknad(ord.word("sammenligning_regel")));
    if !found.holdt_utenfor.is_empty() {
        section.deler.push(Del::overskrift("ikke-sammenlignet", ord.word("ikke_sammenlignet")));
        section.deler.push(Del::Oversikt { tabell: left_out(world, ord, &found) });
    }
    if found.flere > 0 {
        section.deler.push(Del::merknad(ord.fill("sammenligning_flere", &[("antall", &ord.tall(found.flere))])));
    }
    Some(section)
}

/// «4,2», «0,37»: one decimal, two below one.
pub fn rate_words(rate: f64) -> String {
    let places = if rate.abs() < 1.0 { 2 } else { 1 };
    numbers::decimal(rate, Some(places))
}

fn table(world: &World, ord: &Ord, bilde: &Bilde, found: &Sammenligning, year: i16) -> Oversikt {
    // Per inhabitant only where at least one row has the inhabitants of the year.
    let people = |hvem: Hvem| -> Option<&Indikator> {
        let item = match hvem {
            Hvem::Indikator(item) => item,
            Hvem::Organisasjon(_) => bilde.item,
        };
        innbyggertall(world.site, item).map(|(_, row)| row)
    };
    let date = world.derived.date;
    let rate = |hvem: Hvem, readings: &[&crate::domain::indikator::Maaling]| {
        let [one] = readings else { return None };
        per_tusen(one, people(hvem)?, date)
    };
    let rates =
        egner_seg(bilde.indicator) && found.linjer.iter().any(|line| rate(line.hvem, &line.maalinger).is_some());
    let mut columns = vec![
        Kolonne::ord(ord.felles("type.organisasjon")),
        Kolonne { orden: "verdi", ..Kolonne::ord(ord.felles("kolonne.verdi")) },
    ];
    columns.extend(rates.then(|| Kolonne { orden: "verdi", ..Kolonne::ord(ord.word("per_tusen")) }));
    columns.push(Kolonne::dato(ord.felles("kolonne.dato")));
    columns.push(Kolonne::ord(ord.felles("kolonne.kilde")));
    let caption = ord.fill("sammenligning_tabell", &[("navn", &bilde.indicator.navn), ("aar", &year.to_string())]);
    let mut table = Oversikt::new("tabell-sammenligning", caption, columns);
    for line in &found.linjer {
        let lines: Vec<Tabellinje> =
            line.maalinger.iter().map(|m| maaling::linje(bilde.indicator, m, ord.language)).collect();
        let first = line.maalinger.first().and_then(|m| value(m));
        let mut cells = vec![name(world, ord, bilde, line.hvem), Celle::linjer(lines).med_verdi(first)];
        if rates {
            cells.push(match rate(line.hvem, &line.maalinger) {
                Some(found) => {
                    let many = numbers::decimal(found.innbyggere, None);
                    let dato = ord.dato(found.dato);
                    let liten = Some(ord.fill("per_tusen_av", &[("innbyggere", &many), ("dato", &dato)]));
                    Celle::linjer(vec![Tabellinje { liten, ..Tabellinje::ord(rate_words(found.verdi)) }])
                        .med_verdi(Some(found.verdi))
                }
                None => Celle::blank(crate::domain::felt::Grunn::Ukjent),
            });
        }
        let mut dates: Vec<String> = line.maalinger.iter().map(|m| maaling::tid_ord(m, ord.language)).collect();
        dates.dedup();
        cells.push(
            Celle::linjer(dates.into_iter().map(Tabellinje::ord).collect())
                .paa_dag(line.maalinger.first().and_then(|m| m.dato())),
        );
        let mut sources: Vec<Bevis> = Vec::new();
        for reading in &line.maalinger {
            let evidence = maaling::grunnlag(world, reading).map(|b| Bevis { sikkerhet: None, ..b });
            sources.extend(evidence.filter(|b| *b != Bevis::default() && !sources.contains(b)));
        }
        cells.push(if sources.is_empty() {
            Celle::blank(crate::domain::felt::Grunn::Tom)
        } else {
            Celle { bevis: sources, ..Celle::default() }
        });
        table.push(cells);
    }
    table
}

/// Whose figures a row holds, with a link to the indicator they are of.
fn name(world: &World, ord: &Ord, bilde: &Bilde, hvem: Hvem) -> Celle {
    match hvem {
        Hvem::Indikator(item) if item == bilde.item => {
            let own = Tabellinje { liten: Some(ord.word("sammenligning_egen")), ..Tabellinje::ord(owner(world, item)) };
            Celle::linjer(vec![own])
        }
        Hvem::Indikator(item) => Celle::linjer(vec![of_other(world, item)]),
        Hvem::Organisasjon(org) => {
            let link = world.reference(org);
            let url = (!link.url.is_empty()).then_some(link.url);
            Celle::linjer(vec![Tabellinje { url, ..Tabellinje::ord(link.tittel) }])
        }
    }
}

fn of_other(world: &World, item: ItemId) -> Tabellinje {
    let plan = world.site.item(item).plan.map(|plan| world.site.plan(plan).tittel.clone());
    Tabellinje { url: Some(world.url(item).to_owned()), liten: plan, ..Tabellinje::ord(owner(world, item)) }
}

/// The organisation an indicator belongs to.
fn owner(world: &World, item: ItemId) -> String {
    let org = world.site.item(item).organisasjon;
    let of = |id: crate::resolve::item::OrgId| world.site.organisasjon(id).navn.clone();
    org.map_or_else(|| world.site.item(item).title.clone(), of)
}

fn left_out(world: &World, ord: &Ord, found: &Sammenligning) -> Oversikt {
    let mut table = Oversikt::new(
        "tabell-ikke-sammenlignet",
        ord.word("ikke_sammenlignet_tabell"),
        vec![
            Kolonne::ord(ord.felles("type.organisasjon")),
            Kolonne::ord(ord.felles("type.indikator")),
            Kolonne::ord(ord.word("hvorfor_ikke")),
        ],
    );
    table.fast = true;
    for (item, why) in &found.holdt_utenfor {
        let words = why.iter().map(|one| {
            let key = format!("skille_{}", one.key());
            Tabellinje::ord(match one {
                Skille::UliktAar(year) => ord.fill(&key, &[("aar", &year.to_string())]),
                _ => ord.word(&key),
            })
        });
        let words = Celle::linjer(words.collect());
        table.push(vec![Celle::ord(owner(world, *item)), Celle::item(world, *item), words]);
    }
    table
}

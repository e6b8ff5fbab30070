//! The plan's reports, and the dated statements that belong to none.

use super::ord::Ord;
use super::tidslinje::{said, status};
use crate::derive::rapport::er_melding;
use crate::domain::dato::Dato;
use crate::domain::rad::Kind;
use crate::domain::rapport::Rapport;
use crate::domain::status::Statusrad;
use crate::page::catalogue::PageSpec;
use crate::page::frame::Fakta;
use crate::page::parts::chrome;
use crate::page::parts::del::Del;
use crate::page::parts::felt::{Vist, enumerated};
use crate::page::parts::oversikt::{Celle, Kolonne, Linje, Oversikt};
use crate::page::parts::seksjon::{Seksjon, Seksjonsside};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

/// The page.
pub fn page(world: &World, spec: &PageSpec, plan: PlanId) -> Page {
    let ord = Ord::of(world, plan, "rapporter");
    let mut reports: Vec<ItemId> = world.site.register.of_plan(plan, Kind::Rapport).collect();
    let date = |item: &ItemId| world.site.rapport(*item).and_then(|r| r.per_dato.known().copied());
    reports.sort_by_key(|item| (std::cmp::Reverse(date(item).map(Dato::last_day)), *item));
    let rows = &world.site.plan(plan).statusrader;
    let loose: Vec<&Statusrad> = rows.iter().filter(|row| row.rapport.is_none()).collect();
    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &[]);
    let values = [
        ("rapporter", ord.antall("rapport", reports.len())),
        ("rader", ord.tall(rows.len())),
        ("loese", ord.tall(loose.len())),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let ingress = ord.fill("ingress", &values);
    frame.beskrivelse = format!("{}: {ingress}", world.site.plan(plan).tittel);
    frame.ingress = Some(ingress);
    frame.faktalinje = vec![
        Fakta::new(ord.felles("type_flertall.rapport"), ord.tall(reports.len())),
        Fakta::new(ord.word("statusmeldinger"), ord.tall(rows.len())),
    ];
    let mut side = Seksjonsside::default();
    let section = Seksjon::new("rapporter", ord.felles("type_flertall.rapport"));
    side.seksjoner.push(if reports.is_empty() {
        section.med(Del::tomt(ord.word("ingen"), ord.word("ingen_raad")))
    } else {
        section.med(list(world, &ord, &reports))
    });
    if !loose.is_empty() {
        let section = Seksjon::new("uten-rapport", ord.word("uten_rapport")).ingress(ord.word("uten_rapport_ingress"));
        side.seksjoner.push(section.med(statements(world, &ord, &loose, "tabell-uten-rapport")));
    }
    side.page(frame)
}

fn list(world: &World, ord: &Ord, reports: &[ItemId]) -> Del {
    let mut table = Oversikt::new(
        "tabell-rapporter",
        ord.word("tabell"),
        vec![
            Kolonne::ord(ord.felles("type.rapport")),
            Kolonne::ord(ord.word("slag")),
            Kolonne::ord(ord.word("aar")),
            Kolonne::ord(ord.word("per_dato")),
            Kolonne::ord(ord.felles("kolonne.frist")),
            Kolonne::ord(ord.word("besvart")),
            Kolonne::tall(ord.word("statusmeldinger")),
        ],
    );
    for item in reports {
        let Some(report) = world.site.rapport(*item) else { continue };
        let besvart = super::rapport::besvart(world, *item);
        let rows = world.site.report_rows(*item).count();
        table.push(vec![
            Celle::item(world, *item),
            Celle::ord(kind_word(report, ord)),
            Celle::vist(Vist::felt(world, &report.aar, |aar| ord.dato(*aar))),
            Celle::vist(Vist::felt(world, &report.per_dato, |d| ord.dato(*d))),
            Celle::vist(Vist::felt(world, &report.frist, |d| ord.dato(*d))),
            Celle::ord(match besvart.poster {
                0 => ord.word("uten_skjema"),
                posts => ord.av(besvart.svar + besvart.planen, posts),
            }),
            Celle::ord(ord.tall(rows)),
        ]);
    }
    Del::Oversikt { tabell: table }
}

/// «årsrapport», «halvårsrapport».
pub fn kind_word(report: &Rapport, ord: &Ord) -> String {
    match report.rapporttype {
        Some(kind) => enumerated(kind, ord.language),
        None if er_melding(report) => ord.felles("dokument.statusrapport_kort"),
        None => String::new(),
    }
}

/// Dated statements as a table, in the author's order.
pub fn statements(world: &World, ord: &Ord, rows: &[&Statusrad], id: &str) -> Del {
    let ord = ord.for_side("tidslinje");
    let mut table = Oversikt::new(
        id,
        ord.fill("hendelser_tabell", &[("antall", &ord.tall(rows.len()))]),
        vec![
            Kolonne::ord(ord.word("hva")),
            Kolonne::ord(ord.felles("kolonne.dato")),
            Kolonne::status(ord.felles("kolonne.status")),
            Kolonne::ord(ord.word("hva_ble_sagt")),
        ],
    );
    for row in rows {
        let about = match world.site.target(&row.emne) {
            Some(item) => Celle::item(world, item),
            None => Celle::linjer(vec![Linje::ord(row.emne.text.clone())]),
        };
        table.push(vec![
            about,
            Celle::vist(Vist::felt(world, &row.dato, |d| ord.dato(*d))),
            status(row),
            said(world, &ord, row),
        ]);
    }
    Del::Oversikt { tabell: table }
}

//! What happens when: bars for what has a time, a list of what has none, decisions, and all dated statements.

use super::ord::Ord;
use crate::chart::timeline::{Timeline, TimelineRow};
use crate::derive::tidslinje::{Hendelse, Tidslinje, tidslinje};
use crate::domain::rad::Kind;
use crate::page::address;
use crate::page::catalogue::{PageSpec, PlanPage};
use crate::page::frame::{Fakta, Lenke};
use crate::page::parts::del::Del;
use crate::page::parts::felt::{Bevis, Vist};
use crate::page::parts::oversikt::{Celle, Kolonne, Linje, Oversikt};
use crate::page::parts::seksjon::{Seksjon, Seksjonsside};
use crate::page::parts::{aktivitetsrad, chrome, diagram};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

/// So many statements stand on the page, the latest; with more, the page of changes has them all, year by year.
const STATEMENTS: usize = 200;

/// The page.
pub fn page(world: &World, spec: &PageSpec, plan: PlanId) -> Page {
    let ord = Ord::of(world, plan, "tidslinje");
    let line = tidslinje(world.site, plan, world.derived.date);
    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &[]);
    let total = line.rader.len() + line.uten_dato.len();
    let ingress = if line.rader.is_empty() {
        ord.fill("ingress_ingen", &[("total", &ord.tall(total))])
    } else {
        ord.fill("ingress", &[("antall", &ord.tall(line.rader.len())), ("total", &ord.tall(total))])
    };
    frame.beskrivelse = format!("{}: {ingress}", world.site.plan(plan).tittel);
    frame.ingress = Some(ingress);
    frame.faktalinje = vec![
        Fakta::new(ord.word("med_tid"), ord.av(line.rader.len(), total)),
        Fakta::new(ord.felles("framdrift.uten_dato"), ord.av(line.uten_dato.len(), total)),
        Fakta::new(ord.felles("type_flertall.vedtak"), ord.tall(world.site.plan(plan).vedtak.len())),
    ];

    let mut side = Seksjonsside::default();
    if !line.rader.is_empty() {
        side.seksjoner.push(Seksjon::new("tidslinje", ord.word("diagram")).med(chart(world, &ord, &line)));
    }
    if !line.uten_dato.is_empty() {
        let section =
            Seksjon::new("uten-dato", ord.felles("framdrift.uten_dato")).ingress(ord.word("uten_dato_ingress"));
        side.seksjoner.push(section.med(undated(world, &ord, &line.uten_dato)));
    }
    let decisions: Vec<ItemId> = world.site.register.of_plan(plan, Kind::Vedtak).collect();
    let section = Seksjon::new("vedtak", ord.felles("type_flertall.vedtak"));
    side.seksjoner.push(if decisions.is_empty() {
        section.med(Del::avsnitt(ord.word("ingen_vedtak")))
    } else {
        section.med(vedtak(world, &ord, decisions))
    });
    let events: Vec<&Hendelse> = line.hendelser.iter().filter(|e| e.statusrad.is_some()).collect();
    if !events.is_empty() {
        let latest = events.get(events.len().saturating_sub(STATEMENTS)..).unwrap_or_default();
        let section = Seksjon::new("hendelser", ord.word("hendelser"));
        side.seksjoner.push(if latest.len() == events.len() {
            section.ingress(ord.word("hendelser_ingress")).med(statements(world, &ord, latest))
        } else {
            let told = ord
                .fill("hendelser_nyeste", &[("antall", &ord.tall(latest.len())), ("total", &ord.tall(events.len()))]);
            let all = address::plan_page(world.site, plan, PlanPage::Endringer.name());
            let all = Lenke::new(PlanPage::Endringer.title(ord.language), all);
            section.ingress(told).med(Del::Lenker { lenker: vec![all] }).med(statements(world, &ord, latest))
        });
    }
    if side.seksjoner.is_empty() {
        side.innledning.push(Del::tomt(ord.word("tom"), ord.word("tom_raad")));
    }
    side.page(frame)
}

fn chart(world: &World, ord: &Ord, line: &Tidslinje) -> Del {
    let language = ord.language;
    let row = |item: ItemId, from, to| {
        let about = world.site.item(item);
        let key = world.derived.status_key(item);
        TimelineRow {
            group: Some(language.word(&format!("type_flertall.{}", about.kind.key())).to_owned()),
            label: about.display(),
            from,
            to,
            status: crate::chart::Status::of_key(&key),
            status_word: language.word(&format!("status.{key}")).to_owned(),
        }
    };
    let rows: Vec<TimelineRow> =
        line.rader.iter().map(|r| row(r.item, r.fra.map(diagram::day), r.til.map(diagram::day))).collect();
    let today = world.derived.date;
    let late = line
        .rader
        .iter()
        .filter(|r| world.derived.state(r.item).is_some_and(crate::derive::tilstand::Tilstand::is_late))
        .count();
    let title = match late {
        0 => ord.fill("funn_ingen", &[("dato", &ord.dag(today)), ("antall", &ord.tall(rows.len()))]),
        n => ord.fill("funn", &[("dato", &ord.dag(today)), ("antall", &ord.tall(n)), ("total", &ord.tall(rows.len()))]),
    };
    let drawing = Timeline {
        frame: diagram::frame("fig-tidslinje", title, ord.word("diagram"), "", language),
        head: [ord.word("hva"), ord.word("fra"), ord.word("til"), ord.felles("kolonne.status")],
        rows,
        today: Some((diagram::day(today), ord.language.fill("bevis.per", &[("dato", &ord.dag(today))]))),
    }
    .draw();
    let reversed = drawing.reversed.len();
    let merknad = if reversed > 0 { ord.fill("omvendt", &[("antall", &ord.tall(reversed))]) } else { String::new() };
    Del::Figur { id: "figur-tidslinje".into(), diagram: drawing.chart, per_dato: String::new(), merknad }
}

/// What has no time: the time as printed when there are words, else why there is none.
fn undated(world: &World, ord: &Ord, items: &[ItemId]) -> Del {
    let mut table = Oversikt::new(
        "tabell-uten-dato",
        ord.fill("uten_dato_tabell", &[("antall", &ord.tall(items.len()))]),
        vec![
            Kolonne::ord(ord.word("hva")),
            Kolonne::ord(ord.word("tid_som_trykt")),
            Kolonne::status(ord.felles("kolonne.status")),
        ],
    );
    for item in items {
        let time = match (world.site.aktivitet(*item), world.site.forpliktelse(*item)) {
            (Some(activity), _) => {
                Celle::vist(Vist::felt(world, &activity.tid, |tid| aktivitetsrad::time_words(tid, ord.language)))
            }
            (None, Some(promise)) => Celle::vist(Vist::felt(world, &promise.frist, |due| ord.dato(*due))),
            (None, None) => Celle::default(),
        };
        table.push(vec![Celle::item_with_kind(world, *item, ord.language), time, Celle::status(world, *item)]);
    }
    Del::Oversikt { tabell: table }
}

/// Decisions by date, those without one last.
pub fn vedtak(world: &World, ord: &Ord, mut items: Vec<ItemId>) -> Del {
    let ord = ord.for_side("tidslinje");
    let date = |item: &ItemId| world.site.vedtak(*item).and_then(|v| v.dato.known().copied());
    items.sort_by_key(|item| (date(item).is_none(), date(item).map(crate::domain::dato::Dato::last_day), *item));
    let mut table = Oversikt::new(
        "tabell-vedtak",
        ord.word("vedtak_tabell"),
        vec![
            Kolonne::ord(ord.felles("type.vedtak")),
            Kolonne::dato(ord.felles("kolonne.dato")),
            Kolonne::valg("organ", ord.felles("type.organ")),
            Kolonne::ord(ord.word("saksnr")),
            Kolonne::ord(ord.word("gjelder")),
        ],
    );
    for item in items {
        let Some(decision) = world.site.vedtak(item) else { continue };
        let about: Vec<ItemId> = decision.gjelder.items().iter().filter_map(|r| world.site.target(r)).collect();
        table.push(vec![
            Celle::item(world, item).med_bevis(Bevis::of(world, &decision.rad.belegg)),
            Celle::vist(Vist::felt(world, &decision.dato, |d| ord.dato(*d))).paa_dag(decision.dato.known().copied()),
            Celle::vist(Vist::text(world, &decision.organ)),
            Celle::vist(Vist::text(world, &decision.saksnr)),
            Celle::items(world, &about),
        ]);
    }
    Del::Oversikt { tabell: table }
}

fn statements(world: &World, ord: &Ord, events: &[&Hendelse]) -> Del {
    let mut table = Oversikt::new(
        "tabell-hendelser",
        ord.fill("hendelser_tabell", &[("antall", &ord.tall(events.len()))]),
        vec![
            Kolonne::dato(ord.felles("kolonne.dato")),
            Kolonne::ord(ord.word("hva")),
            Kolonne::status(ord.felles("kolonne.status")),
            Kolonne::ord(ord.word("hva_ble_sagt")),
        ],
    );
    for event in events {
        let Some(row) = event.statusrad else { continue };
        table.push(vec![
            Celle::ord(ord.dato(event.dato)).paa_dag(Some(event.dato)),
            Celle::item(world, event.item),
            status(row),
            said(world, ord, row),
        ]);
    }
    Del::Oversikt { tabell: table }
}

/// The status a statement gives.
pub fn status(row: &crate::domain::status::Statusrad) -> Celle {
    use crate::domain::enumeration::Enumeration;
    match row.status.known() {
        Some(status) => Celle::stilling(status.key()),
        None => Celle::blank(row.status.grunn().unwrap_or(crate::domain::felt::Grunn::Tom)),
    }
}

/// What a statement says, what differs from the plan, and what it rests on.
pub fn said(world: &World, ord: &Ord, row: &crate::domain::status::Statusrad) -> Celle {
    let mut lines: Vec<Linje> = row.tekst.known().map(|text| Linje::ord(text.clone())).into_iter().collect();
    let differs = row.avvik.known().map(|text| format!("{}: {text}", ord.felles("innsikt.rapport.avvik")));
    lines.extend(differs.map(Linje::ord));
    lines.extend(row.framdrift.known().map(|n| {
        let percent = crate::page::parts::felt::figure(*n, false, ord.language);
        Linje::ord(ord.language.fill("innsikt.rapport.prosent", &[("prosent", &percent)]))
    }));
    Celle::linjer(lines).med_bevis(Bevis::of(world, &row.rad.belegg))
}

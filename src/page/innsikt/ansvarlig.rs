//! Who answers for what: a plan's units side by side, and one unit's own page over all the organisation's plans.

use super::framdrift::table;
use super::ord::Ord;
use crate::derive::ansvar::{Ansvarlig, ansvarlige, uten_ansvarlig};
use crate::derive::frister;
use crate::derive::opptelling::Opptelling;
use crate::derive::tilstand::{Frist, rows_until};
use crate::page::address;
use crate::page::catalogue::{PageSpec, PlanPage};
use crate::page::frame::{Fakta, Lenke};
use crate::page::parts::del::Del;
use crate::page::parts::felt::Bevis;
use crate::page::parts::oversikt::{Celle, Kolonne, Linje, Oversikt};
use crate::page::parts::seksjon::{Seksjon, Seksjonsside};
use crate::page::parts::{chrome, lister, stabel};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, OrgId, PlanId};

/// Everyone who answers for anything in a plan, and what nobody answers for.
pub fn all(world: &World, spec: &PageSpec, plan: PlanId) -> Page {
    let ord = Ord::of(world, plan, "ansvarlig");
    let site = world.site;
    let org = site.plan_org(plan);
    let mine = |item: &ItemId| site.item(*item).plan == Some(plan);
    let units: Vec<Ansvarlig> = ansvarlige(site, world.derived, org)
        .into_iter()
        .map(|one| Ansvarlig { oppgaver: one.oppgaver.into_iter().filter(mine).collect(), ..one })
        .filter(|one| !one.oppgaver.is_empty())
        .collect();
    let loose = uten_ansvarlig(site, world.derived, plan);
    let owned: usize = units.iter().map(|one| one.oppgaver.len()).sum();
    let total = owned + loose.len();
    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &[]);
    let values = [("antall", ord.tall(owned)), ("total", ord.tall(total)), ("enheter", ord.tall(units.len()))];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let ingress = ord.fill("ingress", &values);
    frame.beskrivelse = format!("{}: {ingress}", site.plan(plan).tittel);
    frame.ingress = Some(ingress);
    let mut side = Seksjonsside::default();
    let mut columns = vec![Kolonne::ord(ord.felles("kolonne.ansvarlig"))];
    columns
        .extend(["oppgaver", "fullfoert", "forsinket", "snart", "uten_status"].map(|key| Kolonne::tall(ord.word(key))));
    let mut overview = Oversikt::new("tabell-ansvarlige", ord.word("tabell"), columns);
    for one in &units {
        let url = address::responsible(site, org, &one.noekkel);
        let name = Celle::linjer(vec![Linje { url: Some(url), ..Linje::ord(one.navn.clone()) }]);
        overview.push(row(world, &ord, name, &one.oppgaver));
    }
    if !loose.is_empty() {
        let line = Linje { url: Some(format!("{}#uten", spec.sti)), ..Linje::ord(ord.word("ingen")) };
        overview.push(row(world, &ord, Celle::linjer(vec![line]), &loose));
    }
    side.innledning.push(Del::Oversikt { tabell: overview });
    side.innledning.push(Del::merknad(ord.word("merknad")));
    if !loose.is_empty() {
        let tasks = lister::mixed(world, loose.iter().copied(), ord.language);
        side.seksjoner.push(
            Seksjon::new("uten", ord.word("uten"))
                .ingress(ord.fill("uten_ingress", &[("antall", &ord.tall(loose.len())), ("total", &ord.tall(total))]))
                .med(Del::Punkter { punkter: tasks }),
        );
    }
    side.page(frame)
}

fn row(world: &World, ord: &Ord, name: Celle, items: &[ItemId]) -> Vec<Celle> {
    let count = world.derived.count(items);
    let figures = [items.len(), count.fullfoert(), count.forsinket, count.snart, silent(world, items).len()];
    std::iter::once(name).chain(figures.map(|n| Celle::ord(ord.tall(n)))).collect()
}

/// What one unit answers for.
pub fn page(world: &World, spec: &PageSpec, org: OrgId, key: &str) -> Page {
    let site = world.site;
    let Some(unit) = ansvarlige(site, world.derived, org).into_iter().find(|one| one.noekkel == key) else {
        return Page::bare(world, spec);
    };
    let ord = Ord::new(world.language(), "ansvarlig");
    let owner = Lenke::new(&site.organisasjon(org).navn, format!("{}index.html", address::org_folder(site, org)));
    let way = [Lenke::new(ord.felles("meny.planer"), "planer/index.html"), owner];
    let mut frame = chrome::frame(world, &spec.sti, &spec.tittel, &way);
    frame.kategori = Some(ord.felles("kolonne.ansvarlig"));
    let count = world.derived.count(&unit.oppgaver);
    let sentence = sentence(world, &ord, &unit, &count);
    frame.beskrivelse = format!("{}: {sentence}", unit.navn);
    frame.ingress = Some(sentence);
    frame.faktalinje = facts(world, &ord, &unit, &count);
    frame.per_dato = Some(world.derived.date.to_string());
    let of = |wanted: &dyn Fn(Frist) -> bool| -> Vec<ItemId> {
        let mut items: Vec<ItemId> = unit
            .oppgaver
            .iter()
            .copied()
            .filter(|item| world.derived.state(*item).is_some_and(|state| wanted(state.frist)))
            .collect();
        items.sort_by_key(|item| (frister::end(world.derived, *item), *item));
        items
    };
    let late = of(&|frist| frist == Frist::Forsinket);
    let soon = of(&|frist| frist == Frist::Snart);
    let deadlines = ord.for_side("framdrift");
    let mut side = Seksjonsside::default();
    side.innledning.extend(
        stabel::of(world, &unit.oppgaver, ord.language)
            .map(|bar| Del::Stabel { deler: bar.deler, tekst: String::new() }),
    );
    side.seksjoner.push(Seksjon::new("forsinket", ord.word("forsinket")).med_alle(table(
        world,
        &deadlines,
        "forsinket",
        &late,
    )));
    side.seksjoner
        .push(Seksjon::new("frist-snart", ord.word("snart")).med_alle(table(world, &deadlines, "snart", &soon)));
    for plan in site.plans_of(org) {
        let items: Vec<ItemId> =
            unit.oppgaver.iter().copied().filter(|item| site.item(*item).plan == Some(plan)).collect();
        if !items.is_empty() {
            side.seksjoner.push(tasks(world, &ord, plan, &items));
        }
    }
    let silent = silent(world, &unit.oppgaver);
    let section = Seksjon::new("mangler-status", ord.word("mangler_status"));
    side.seksjoner.push(if silent.is_empty() {
        section.med(Del::avsnitt(ord.word("alle_har_status")))
    } else {
        let lead =
            ord.fill("mangler_ingress", &[("antall", &ord.tall(silent.len())), ("total", &ord.tall(count.total))]);
        section.ingress(lead).med(Del::Lenker { lenker: world.links(silent) })
    });
    if let Some(item) = unit.enhet {
        frame.kilder = chrome::sources(world, item);
        let about = Lenke::new(ord.word("om_enheten"), world.url(item));
        side.seksjoner.push(Seksjon::new("om", ord.word("om")).med(Del::Lenker { lenker: vec![about] }));
    }
    side.page(frame)
}

/// What has no status, also when it is late: somebody has to say how it stands.
fn silent(world: &World, items: &[ItemId]) -> Vec<ItemId> {
    let silent = |item: &ItemId| world.derived.state(*item).is_some_and(|state| state.status.is_none());
    items.iter().copied().filter(silent).collect()
}

fn sentence(world: &World, ord: &Ord, unit: &Ansvarlig, count: &Opptelling) -> String {
    let values = [
        ("dato", ord.dag(world.derived.date)),
        ("oppgaver", ord.antall("oppgave", unit.oppgaver.len())),
        ("fullfoert", ord.tall(count.fullfoert())),
        ("total", ord.tall(count.total)),
        ("forsinket", ord.tall(count.forsinket)),
        ("uten", ord.tall(silent(world, &unit.oppgaver).len())),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    ord.fill("setning", &values)
}

fn facts(world: &World, ord: &Ord, unit: &Ansvarlig, count: &Opptelling) -> Vec<Fakta> {
    vec![
        Fakta::new(ord.word("oppgaver"), ord.tall(unit.oppgaver.len())),
        Fakta::new(ord.word("fullfoert"), ord.av(count.fullfoert(), count.total)),
        Fakta::new(ord.word("forsinket"), ord.av(count.forsinket, count.total)),
        Fakta::new(ord.word("uten_status"), ord.av(silent(world, &unit.oppgaver).len(), count.total)),
    ]
}

/// Everything the unit answers for in one plan.
fn tasks(world: &World, ord: &Ord, plan: PlanId, items: &[ItemId]) -> Seksjon {
    let about = world.site.plan(plan);
    let mut table = Oversikt::new(
        format!("oppgaver-{}", about.rad.id),
        ord.antall("oppgave", items.len()),
        vec![
            Kolonne::ord(ord.word("hva")),
            Kolonne::ord(ord.felles("kolonne.frist")),
            Kolonne::status(ord.felles("kolonne.status")),
            Kolonne::ord(ord.word("siste_melding")),
        ],
    );
    for item in items {
        let due = world.derived.state(*item).and_then(|state| state.til);
        table.push(vec![
            Celle::item_with_kind(world, *item, ord.language),
            Celle::ord(due.map_or_else(String::new, |due| ord.dato(due))),
            Celle::status(world, *item),
            latest(world, *item),
        ]);
    }
    let link = Lenke::new(&about.tittel, address::plan_page(world.site, plan, "index"));
    Seksjon::new(format!("plan-{}", about.rad.id), about.tittel.clone())
        .med(Del::Oversikt { tabell: table })
        .med(Del::Lenker { lenker: vec![link, side_by_side(world, ord, plan)] })
}

/// All who answer for something in the plan.
fn side_by_side(world: &World, ord: &Ord, plan: PlanId) -> Lenke {
    Lenke::new(
        PlanPage::Ansvarlige.title(ord.language),
        address::plan_page(world.site, plan, PlanPage::Ansvarlige.name()),
    )
}

/// What was last said of it, with its evidence.
fn latest(world: &World, item: ItemId) -> Celle {
    let rows = rows_until(world.site, item, world.derived.date);
    let Some((row, text)) = rows.iter().rev().find_map(|row| Some((row, row.tekst.known()?))) else {
        return Celle::ord("");
    };
    let deviation = row.avvik.known().map(|text| Linje::ord(text.clone()));
    let dated = Bevis::of(world, &row.rad.belegg).unwrap_or_default();
    let evidence = Bevis { dato: row.dato.known().map(|dato| dato.iso()), ..dated };
    Celle::linjer(std::iter::once(Linje::ord(text.clone())).chain(deviation).collect()).med_bevis(Some(evidence))
}

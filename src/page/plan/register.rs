//! What the challenge register says as a whole: how it is kept, what holds back what as a drawing, the eleven elements as
//! a checklist, and its log beside the plan's versions. The list of challenges itself is in `utfordring`.

use crate::chart::graph::Graph;
use crate::derive::endringer::{Slag, endringer};
use crate::derive::register::{Register, register};
use crate::domain::rad::Relasjon;
use crate::page::innsikt::ord::Ord;
use crate::page::parts::del::Del;
use crate::page::parts::oversikt::{Celle, Kolonne, Oversikt};
use crate::page::parts::seksjon::Seksjon;
use crate::page::parts::{diagram, hendelse};
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

/// The sections below the list.
pub fn sections(world: &World, plan: PlanId) -> Vec<Seksjon> {
    let ord = Ord::of(world, plan, "register");
    let found = register(world.site, plan, world.derived.date);
    vec![kept(&ord, &found), dependencies(world, &ord, &found), elements(world, &ord, &found), log(world, &ord, plan)]
}

/// Whether anybody has looked at it since the plan was changed.
fn kept(ord: &Ord, found: &Register) -> Seksjon {
    let date = |dato: Option<crate::domain::dato::Dato>| {
        dato.map_or_else(|| ord.felles("grunn.tom"), |dato| ord.dato_lang(dato))
    };
    let dates = [("sett", date(found.sist_sett)), ("plan", date(found.plan_endret))];
    let dates: Vec<(&str, &str)> = dates.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let section = Seksjon::new("vedlikehold", ord.word("vedlikehold"));
    let section = match found.er_foreldet() {
        Some(true) => section.med(Del::Melding {
            art: "advarsel",
            tittel: ord.word("foreldet"),
            avsnitt: vec![ord.fill("foreldet_setning", &dates)],
        }),
        Some(false) => section.med(Del::avsnitt(ord.fill("i_takt", &dates))),
        None => section.med(Del::avsnitt(ord.fill("ukjent_takt", &dates))),
    };
    if found.uten_indikator.is_empty() {
        return section.med(Del::avsnitt(ord.word("alle_indikator")));
    }
    let counts = [("antall", ord.tall(found.uten_indikator.len())), ("total", ord.tall(found.alle.len()))];
    let counts: Vec<(&str, &str)> = counts.iter().map(|(key, value)| (*key, value.as_str())).collect();
    section.med(Del::avsnitt(ord.fill("uten_indikator", &counts)))
}

/// What holds back what, drawn and in a table.
fn dependencies(world: &World, ord: &Ord, found: &Register) -> Seksjon {
    let section = Seksjon::new("avhengigheter", ord.word("avhengigheter"));
    if found.avhengigheter.is_empty() {
        return section.med(Del::avsnitt(ord.word("ingen_avhengigheter")));
    }
    let place = |item: ItemId| found.alle.iter().position(|one| *one == item).unwrap_or_default();
    let word = |relation: Relasjon| ord.word(if relation == Relasjon::Blokkerer { "blokkerer" } else { "utloeser" });
    let most = found.alle.iter().max_by_key(|item| {
        let blocks = found.avhengigheter.iter().filter(|edge| edge.fra == **item).count();
        (blocks, std::cmp::Reverse(**item))
    });
    let title = most.map_or_else(String::new, |item| {
        let count = found.avhengigheter.iter().filter(|edge| edge.fra == *item).count();
        ord.fill("funn", &[("navn", &world.site.item(*item).display()), ("antall", &ord.tall(count))])
    });
    let graph = Graph {
        frame: diagram::frame("fig-avhengigheter", title, ord.word("avhengigheter"), "", ord.language),
        nodes: found.alle.iter().map(|item| world.site.item(*item).display()).collect(),
        edges: found.avhengigheter.iter().map(|edge| (place(edge.fra), place(edge.til), word(edge.slag))).collect(),
        head: [ord.word("utfordring"), ord.word("forhold"), ord.word("utfordring")],
    };
    let figure = Del::Figur {
        id: "figur-avhengigheter".into(),
        diagram: graph.draw(),
        per_dato: String::new(),
        merknad: ord.word("tegnforklaring"),
    };
    let mut list = Oversikt::new(
        "tabell-avhengigheter",
        ord.word("avhengigheter_tabell"),
        vec![
            Kolonne::ord(ord.word("utfordring")),
            Kolonne::ord(ord.word("blokkerer_hode")),
            Kolonne::ord(ord.word("utloeser_hode")),
        ],
    );
    for item in &found.alle {
        let of = |relation: Relasjon| -> Vec<ItemId> {
            let own = found.avhengigheter.iter().filter(|edge| edge.fra == *item && edge.slag == relation);
            own.map(|edge| edge.til).collect()
        };
        let (blocks, causes) = (of(Relasjon::Blokkerer), of(Relasjon::Utloeser));
        if blocks.is_empty() && causes.is_empty() {
            continue;
        }
        let cell = |items: &[ItemId]| if items.is_empty() { Celle::tom() } else { Celle::items(world, items) };
        list.push(vec![Celle::item(world, *item), cell(&blocks), cell(&causes)]);
    }
    section.med(figure).med(Del::Oversikt { tabell: list })
}

/// The eleven elements with the challenges of each; the empty ones are what the list is for.
fn elements(world: &World, ord: &Ord, found: &Register) -> Seksjon {
    let empty = found.elementer.iter().filter(|items| items.is_empty()).count();
    let section = Seksjon::new("elementer", ord.word("elementer"));
    let mut table = Oversikt::new(
        "tabell-elementer",
        ord.fill("elementer_tabell", &[("antall", &ord.tall(empty)), ("total", &ord.tall(found.elementer.len()))]),
        vec![Kolonne::ord(ord.word("element")), Kolonne::ord(ord.felles("meny.utfordringer"))],
    );
    for (at, items) in found.elementer.iter().enumerate() {
        let name = format!("{} {}", at + 1, ord.word(&format!("element_{}", at + 1)));
        let cell = if items.is_empty() { Celle::ord(ord.word("tomt_element")) } else { Celle::items(world, items) };
        table.push(vec![Celle::ord(name), cell]);
    }
    let section = section.ingress(ord.word("elementer_ingress")).med(Del::Oversikt { tabell: table });
    if found.uten_element.is_empty() {
        return section;
    }
    let counts = [("antall", ord.tall(found.uten_element.len())), ("total", ord.tall(found.alle.len()))];
    let counts: Vec<(&str, &str)> = counts.iter().map(|(key, value)| (*key, value.as_str())).collect();
    section.med(Del::merknad(ord.fill("uten_element", &counts)))
}

/// The challenges' logs and the plan's versions together, the latest first.
fn log(world: &World, ord: &Ord, plan: PlanId) -> Seksjon {
    let mut changes = endringer(world.site, plan, world.derived.date);
    changes.retain(|change| matches!(change.slag, Slag::Utfordring | Slag::Versjon));
    let section = Seksjon::new("revisjonslogg", ord.word("logg"));
    if !changes.iter().any(|change| change.slag == Slag::Utfordring) {
        return section.med(Del::avsnitt(ord.word("ingen_logg")));
    }
    changes.sort_by_key(|change| std::cmp::Reverse(change.tidspunkt()));
    section
        .ingress(ord.word("logg_ingress"))
        .med(Del::Hendelser { dager: hendelse::dager(world, &changes, "logg-", ord.language) })
}

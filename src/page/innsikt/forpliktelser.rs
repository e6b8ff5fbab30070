//! What has been promised: commitments by due date, then those without one. Each has an anchor of its own.

use super::ord::Ord;
use crate::derive::frister::forpliktelser;
use crate::page::catalogue::PageSpec;
use crate::page::frame::Fakta;
use crate::page::parts::chrome;
use crate::page::parts::del::Del;
use crate::page::parts::felt::{Bevis, Vist};
use crate::page::parts::oversikt::{Celle, Kolonne, Linje, Oversikt};
use crate::page::parts::seksjon::{Seksjon, Seksjonsside};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

/// The page.
pub fn page(world: &World, spec: &PageSpec, plan: PlanId) -> Page {
    let ord = Ord::of(world, plan, "forpliktelser");
    let (dated, undated) = forpliktelser(world.site, world.derived, plan);
    let all: Vec<ItemId> = dated.iter().chain(&undated).copied().collect();
    let count = world.derived.count(&all);
    let total = all.len();
    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &[]);
    frame.bred = true;
    let values = [("total", ord.tall(total)), ("med", ord.tall(dated.len())), ("uten", ord.tall(undated.len()))];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let ingress = ord.fill("ingress", &values);
    frame.beskrivelse = format!("{}: {ingress}", world.site.plan(plan).tittel);
    frame.ingress = Some(ingress);
    frame.faktalinje = vec![
        Fakta::new(ord.word("med_frist"), ord.av(dated.len(), total)),
        Fakta::new(ord.felles("framdrift.forsinket"), ord.av(count.forsinket, total)),
        Fakta::new(ord.word("uten_status"), ord.av(count.uten, total)),
    ];
    let mut side = Seksjonsside {
        innledning: Vec::new(),
        seksjoner: vec![
            section(world, &ord, "med-frist", "med_frist", &dated, ""),
            section(world, &ord, "uten-frist", "uten_frist", &undated, ""),
        ],
    };
    side.felles_verktoey("forpliktelser", &spec.tittel);
    side.page(frame)
}

/// One table; words when it is empty. `prefix` keeps anchors apart where other things stand on the page too.
pub fn section(world: &World, ord: &Ord, id: &str, key: &str, items: &[ItemId], prefix: &str) -> Seksjon {
    let ord = ord.for_side("forpliktelser");
    let section = Seksjon::new(format!("{prefix}{id}"), ord.word(key));
    if items.is_empty() {
        return section.med(Del::avsnitt(ord.word(&format!("{key}_ingen"))));
    }
    let mut table = Oversikt::new(
        format!("{prefix}tabell-{id}"),
        ord.fill(&format!("{key}_tabell"), &[("antall", &ord.tall(items.len()))]),
        vec![
            Kolonne::ord(ord.felles("type.forpliktelse")),
            Kolonne::dato(ord.felles("kolonne.frist")),
            Kolonne::valg("ansvarlig", ord.felles("kolonne.ansvarlig")),
            Kolonne::valg("gjelder", ord.word("gjelder")),
            Kolonne::status(ord.felles("kolonne.status")),
        ],
    );
    let place = if prefix.is_empty() { String::new() } else { format!("{prefix}forpliktelse-") };
    for item in items {
        let Some(promise) = world.site.forpliktelse(*item) else { continue };
        let about: Vec<ItemId> = promise.gjelder.items().iter().filter_map(|r| world.site.target(r)).collect();
        let mut linked = Celle::items(world, &about);
        linked.bevis.extend(promise.gjelder.belegg.as_deref().and_then(|b| Bevis::of(world, b)));
        let who = Vist::felt(world, &promise.ansvarlig, |who| world.reference(who).tittel);
        let url = promise.ansvarlig.known().map(|who| world.reference(who).url).filter(|url| !url.is_empty());
        let name = Linje { etikett: promise.etikett.known().cloned(), ..Linje::ord(promise.tekst.clone()) };
        table.push_at(
            format!("{place}{}", world.site.item(*item).key),
            vec![
                Celle::linjer(vec![name]).med_bevis(Bevis::of(world, &promise.rad.belegg)),
                Celle::vist(Vist::felt(world, &promise.frist, |due| ord.dato(*due)))
                    .paa_dag(promise.frist.known().copied()),
                Celle::vist(Vist { url, ..who }),
                linked,
                Celle::status(world, *item),
            ],
        );
    }
    section.med(Del::Oversikt { tabell: table })
}

//! What has changed: everything that is dated, from one reporting date to the next, the latest first; and the same as an
//! Atom feed. Of a plan with very many changes each earlier year has a page of its own. What counts as a change is
//! `derive::endringer`.

mod atom;
mod ett_aar;

pub use atom::{feed_at, feeds};
pub use ett_aar::page as ett_aar;

use super::ord::Ord;
use crate::derive::endringer::{Endring, Grense, Slag, Strekk, endringer, perioder, stilling, tidligere_aar};
use crate::derive::versjoner::versjoner;
use crate::page::catalogue::PageSpec;
use crate::page::frame::{Fakta, Lenke};
use crate::page::parts::chrome;
use crate::page::parts::del::Del;
use crate::page::parts::hendelse;
use crate::page::parts::oversikt::{Celle, Kolonne, Linje, Oversikt};
use crate::page::parts::seksjon::{Seksjon, Seksjonsside};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::PlanId;

/// The page.
pub fn page(world: &World, spec: &PageSpec, plan: PlanId) -> Page {
    let ord = Ord::of(world, plan, "endringer");
    let date = world.derived.date;
    let title = &world.site.plan(plan).tittel;
    let changes = endringer(world.site, plan, date);
    let stretches = perioder(world.site, plan, date, &changes);
    let aar = tidligere_aar(world.site, plan, date);
    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &[]);
    frame.beskrivelse = ord.fill("beskrivelse", &[("plan", title), ("dato", &ord.dag(date))]);
    let mut side = Seksjonsside::default();
    match changes.last() {
        None => {
            frame.ingress = Some(ord.fill("tom", &[("dato", &ord.dag(date))]));
            side.innledning.push(Del::tomt(ord.word("tom_tittel"), ord.word("tom_raad")));
        }
        Some(last) => {
            let values = [("antall", ord.antall("endring", changes.len())), ("dato", ord.dato_lang(last.dato))];
            let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
            frame.ingress = Some(ord.fill("ingress", &values));
            let contested = changes.iter().filter(|change| change.motstrid).count();
            frame.faktalinje = vec![
                Fakta::new(ord.word("siste"), ord.dato(last.dato)),
                Fakta::new(ord.word("i_strid"), ord.av(contested, changes.len())),
                Fakta::new(ord.word("versjoner"), version_names(world, plan, &ord)),
            ];
            side.innledning.push(Del::Oversikt { tabell: summary(world, plan, &ord, &stretches) });
            let here = stretches.iter().filter(|stretch| aar.is_empty() || stretch.til.year() == date.year());
            side.seksjoner.extend(here.map(|stretch| section(world, &ord, stretch)));
            side.seksjoner.extend(ett_aar::others(world, plan, &ord, None));
        }
    }
    side.seksjoner.push(rule(world, plan, &ord));
    side.page(frame)
}

/// «1 (1.1.2011) · 2 (1.7.2012)», or that the plan states none.
fn version_names(world: &World, plan: PlanId, ord: &Ord) -> String {
    let all = versjoner(world.site.plan(plan));
    if all.is_empty() {
        return ord.word("ingen_versjoner");
    }
    let named = all.iter().map(|version| match version.dato {
        Some(dato) => format!("{} ({})", version.navn, ord.dato(dato)),
        None => version.navn.to_owned(),
    });
    named.collect::<Vec<_>>().join(" · ")
}

/// Anchor of a stretch.
fn anchor(stretch: &Strekk) -> String {
    format!("til-{}", stretch.til)
}

/// «Årsrapport 2012: 1.1.2012–31.12.2012»
fn name(world: &World, ord: &Ord, stretch: &Strekk) -> String {
    let ends = stretch.slutt.iter().map(|end| match end {
        Grense::Rapport(item) => ord.fill("til_rapport", &[("rapport", &world.site.item(*item).title)]),
        Grense::Versjon(version) => ord.fill("til_versjon", &[("versjon", version)]),
        Grense::Aar(year) => year.to_string(),
        Grense::Dato => ord.word("til_dato"),
    });
    ends.collect::<Vec<_>>().join(", ")
}

fn span(ord: &Ord, stretch: &Strekk) -> String {
    match stretch.fra {
        Some(fra) => ord.fill("tid", &[("fra", &ord.dag(fra)), ("til", &ord.dag(stretch.til))]),
        None => ord.fill("tid_foerste", &[("til", &ord.dag(stretch.til))]),
    }
}

/// The kinds of changes the table counts together.
const COLUMNS: [(&str, &[Slag]); 6] = [
    ("vedtatt", &[Slag::Vedtatt]),
    ("startet", &[Slag::Startet]),
    ("fullfoert", &[Slag::Fullfoert]),
    ("stanset", &[Slag::Utsatt, Slag::Stoppet, Slag::Viderefoert, Slag::IkkeGjennomfoert]),
    ("nye_tall", &[Slag::Tall]),
    ("rader", &[Slag::Ny, Slag::Utgaatt]),
];

/// How much of each, stretch by stretch.
fn summary(world: &World, plan: PlanId, ord: &Ord, stretches: &[Strekk]) -> Oversikt {
    let mut columns = vec![Kolonne::ord(ord.word("periode"))];
    columns.extend(COLUMNS.iter().map(|(key, _)| Kolonne::tall(ord.word(&format!("kolonne_{key}")))));
    columns.push(Kolonne::ord(ord.word("kolonne_stilling")));
    let mut table = Oversikt::new("tabell-perioder", ord.word("tabell"), columns);
    for stretch in stretches {
        let link = Linje {
            url: Some(format!("{}#{}", ett_aar::address(world, plan, stretch.til.year()), anchor(stretch))),
            liten: Some(span(ord, stretch)),
            ..Linje::ord(name(world, ord, stretch))
        };
        let mut row = vec![Celle::linjer(vec![link])];
        for (_, kinds) in COLUMNS {
            let count = stretch.endringer.iter().filter(|change| kinds.contains(&change.slag)).count();
            row.push(Celle::ord(ord.tall(count)));
        }
        let stood = stilling(world.site, world.config, plan, stretch.til);
        row.push(Celle::ord(ord.fill(
            "stilling",
            &[
                ("antall", &ord.tall(stood.fullfoert())),
                ("total", &ord.tall(stood.total)),
                ("uten", &ord.tall(stood.uten)),
            ],
        )));
        table.push(row);
    }
    table
}

/// One stretch, its latest day first.
fn section(world: &World, ord: &Ord, stretch: &Strekk) -> Seksjon {
    let section = Seksjon::new(anchor(stretch), name(world, ord, stretch)).ingress(span(ord, stretch));
    if stretch.endringer.is_empty() {
        return section.med(Del::avsnitt(ord.word("ingen")));
    }
    let mut latest_first: Vec<&Endring> = stretch.endringer.clone();
    // Within a day the order is that of the day: decided, begun, finished.
    latest_first.sort_by_key(|change| std::cmp::Reverse(change.tidspunkt()));
    section.med(Del::Hendelser { dager: hendelse::dager(world, latest_first, "d-", ord.language) })
}

/// How changes are found, and where to follow them.
fn rule(world: &World, plan: PlanId, ord: &Ord) -> Seksjon {
    let feed = chrome::feed(world, plan);
    let lines = (1..=5).map(|n| ord.word(&format!("regel_{n}"))).collect();
    Seksjon::new("slik-finner-vi", ord.word("slik_finner_vi"))
        .med(Del::Liste { linjer: lines })
        .med(Del::Lenker { lenker: vec![Lenke::new(ord.word("foelg"), feed.url)] })
}

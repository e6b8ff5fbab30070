//! Decisions about a plan, earliest first; those without a known date last.

use serde::Serialize;

use super::side::{self, Om};
use crate::domain::rad::{Kind, Relasjon};
use crate::language::dates::{self, Form};
use crate::page::catalogue::PageSpec;
use crate::page::frame::{Baklenkegruppe, Kildelenke};
use crate::page::parts::chrome;
use crate::page::parts::felt::Vist;
use crate::page::parts::feltliste::{Felter, Feltrad};
use crate::page::parts::lister::{self, Punkt};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

#[derive(Serialize)]
struct View {
    vedtak: Vec<Vedtaksvisning>,
}

#[derive(Serialize)]
struct Vedtaksvisning {
    id: String,
    tekst: String,
    dato: Vist,
    iso: Option<String>,
    /// Decided after the date the figures are true for.
    senere: bool,
    om: Option<Om>,
    felter: Vec<Feltrad>,
    gjelder: Vec<Punkt>,
    gjelder_bevis: Option<crate::page::parts::felt::Bevis>,
    kilder: Vec<Kildelenke>,
    omtalt: Vec<Baklenkegruppe>,
}

/// Decisions in order of date; undated ones last, in the author's order.
pub fn ordered(world: &World, plan: PlanId) -> Vec<ItemId> {
    let site = world.site;
    let mut items: Vec<ItemId> = site.register.of_plan(plan, Kind::Vedtak).collect();
    items.sort_by_key(|item| {
        let date = site.vedtak(*item).and_then(|v| v.dato.known().copied());
        (date.is_none(), date)
    });
    items
}

/// The page.
pub fn page(world: &World, spec: &PageSpec, plan: PlanId) -> Page {
    let site = world.site;
    let language = world.plan_language(plan);
    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &[]);
    frame.kategori = Some(site.plan(plan).tittel.clone());
    frame.ingress = Some(language.word("vedtakside.ingress").to_owned());
    frame.beskrivelse = language.fill("vedtakside.beskrivelse", &[("plan", &site.plan(plan).tittel)]);
    chrome::cite(world, &mut frame, site.register.plan_item(plan));
    let vedtak: Vec<Vedtaksvisning> = ordered(world, plan)
        .into_iter()
        .filter_map(|item| {
            let decision = site.vedtak(item)?;
            let mut felter = Felter::new(world, language);
            felter.text("organ", &decision.organ).text("saksnr", &decision.saksnr);
            let concerns = site.graph.targets(item, Relasjon::Gjelder);
            let evidence = decision.gjelder.belegg.as_deref();
            Some(Vedtaksvisning {
                id: site.item(item).key.clone(),
                tekst: decision.tekst.clone(),
                dato: Vist::felt(world, &decision.dato, |d| dates::format(&d.iso(), Form::Long, language)),
                iso: decision.dato.known().map(|d| d.iso()),
                senere: decision.dato.known().is_some_and(|d| d.first_day() > world.derived.date),
                om: Om::of(&decision.rad.belegg),
                felter: felter.done(),
                gjelder: lister::mixed(world, concerns, language),
                gjelder_bevis: evidence.and_then(|b| crate::page::parts::felt::Bevis::of(world, b)),
                kilder: chrome::sources(world, item),
                omtalt: side::backlinks(world, item, &[]),
            })
        })
        .collect();
    Page::new("plan-vedtak.html", frame, View { vedtak })
}

//! One satsingsområde: its goals, its part of the aktivitetsplan, and everything the plan says belongs to it.

use serde::Serialize;

use super::side::{self, Om};
use crate::derive::kobling;
use crate::domain::rad::{Kind, Relasjon};
use crate::domain::satsingsomraade::Satsingsomraade;
use crate::page::body::Prose;
use crate::page::catalogue::{PageSpec, PlanPage};
use crate::page::frame::Fakta;
use crate::page::parts::aktivitetsrad::{self, Aktivitetstabell};
use crate::page::parts::feltliste::{Felter, Feltrad, Feltverdi};
use crate::page::parts::lister::{self, Punkt};
use crate::page::parts::maaltre::{self, Maalnode};
use crate::page::parts::matriseutdrag::{self, Matriseutdrag};
use crate::page::parts::stabel::{self, Stabel};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

#[derive(Serialize)]
struct View {
    om: Option<Om>,
    beskrivelse: Option<String>,
    stabel: Option<Stabel>,
    maal: Vec<Maalnode>,
    tabell: Option<Aktivitetstabell>,
    uten_noekkel: Option<String>,
    felter: Vec<Feltrad>,
    strategier: Vec<Punkt>,
    utfordringer: Vec<Punkt>,
    tiltak: Vec<Punkt>,
    maalgrupper: Vec<Punkt>,
    matriser: Vec<Matriseutdrag>,
}

/// The page.
pub fn page(world: &World, spec: &PageSpec, item: ItemId, plan: PlanId, area: &Satsingsomraade) -> Page {
    let site = world.site;
    let language = world.plan_language(plan);
    let activities = kobling::aktiviteter(site, item);
    let measures = kobling::tiltak(site, item);
    let goals: Vec<ItemId> = site
        .register
        .all_of_plan(plan)
        .filter(|g| site.maal(*g).is_some_and(|m| m.eier.as_deref() == Some(area.rad.id.as_str())))
        .collect();
    let strategies = strategies(world, item);
    let challenges = challenges(world, item);
    let groups = groups(world, &activities);

    let mut frame = side::frame(world, spec, item, plan, PlanPage::Aktivitetsplan);
    frame.ingress = Some(stabel::sentence(world, &activities, language));
    frame.bred = true;
    frame.liggende = true;
    if !area.strategi_etiketter.is_empty() {
        frame.faktalinje.push(Fakta::new(language.word("felt.strategi_etiketter"), area.strategi_etiketter.join(", ")));
    }
    if !area.alias.is_empty() {
        frame.faktalinje.push(Fakta::new(language.word("felt.alias"), area.alias.join(", ")));
    }
    let mut prose = Prose::new(world, &frame.rot, language);
    let view = View {
        om: Om::of(&area.rad.belegg),
        beskrivelse: area.beskrivelse.as_ref().map(|text| prose.html(text, area.rad.places.field("beskrivelse"))),
        stabel: stabel::of(world, &activities, language),
        maal: maaltre::tree(world, &maaltre::roots(world, &goals), language),
        tabell: (!activities.is_empty()).then(|| {
            let caption = language.fill("omraadeside.tabell", &[("omraade", &area.navn)]);
            aktivitetsrad::table(world, "aktivitetsplan", caption, &activities)
        }),
        uten_noekkel: (!area.strategi_etiketter.is_empty() && strategies.is_empty())
            .then(|| language.fill("omraadeside.uten_noekkel", &[("bokstaver", &area.strategi_etiketter.join(", "))])),
        felter: fields(world, plan, area),
        strategier: lister::points(world, strategies.iter().copied()),
        utfordringer: lister::points(world, challenges.iter().copied()),
        tiltak: lister::points(world, measures.iter().copied()),
        maalgrupper: lister::points(world, groups.iter().copied()),
        matriser: matriseutdrag::of_column(world, plan, item),
    };
    let sections = [
        (view.tabell.is_some(), "aktiviteter", "meny.aktivitetsplan"),
        (!view.maal.is_empty(), "maal", "meny.maal"),
        (true, "strategier", "meny.strategier"),
        (!view.utfordringer.is_empty(), "utfordringer", "meny.utfordringer"),
        (!view.tiltak.is_empty(), "tiltak", "meny.tiltak"),
        (!view.maalgrupper.is_empty(), "maalgrupper", "meny.maalgrupper"),
        (!view.matriser.is_empty(), "matriser", "omraadeside.i_matrisen"),
        (true, "i-planen", "planside.i_planen"),
    ];
    frame.innhold = sections
        .iter()
        .filter(|(there, ..)| *there)
        .map(|(_, id, word)| side::heading(id, language.word(word)))
        .collect();
    let shown: Vec<ItemId> = [activities, measures, strategies, challenges].into_iter().flatten().collect();
    frame.baklenker = side::backlinks(world, item, &shown);
    frame.tabellvalg = view.tabell.as_ref().is_some_and(|table| table.verktoey);
    Page::new("plan-omraade.html", frame, view)
}

/// Strategies of an area, whichever of the two says so.
pub fn strategies(world: &World, area: ItemId) -> Vec<ItemId> {
    let graph = &world.site.graph;
    let mut all = graph.targets(area, Relasjon::Strategi);
    let from_strategies = side::of_kind(world, graph.sources(area, Relasjon::Gjelder), Kind::Strategi);
    all.extend(from_strategies.into_iter().filter(|s| !graph.targets(area, Relasjon::Strategi).contains(s)));
    all
}

/// Challenges of an area, whichever of the two says so.
fn challenges(world: &World, area: ItemId) -> Vec<ItemId> {
    let graph = &world.site.graph;
    let mut all = graph.targets(area, Relasjon::Utfordring);
    for item in side::of_kind(world, graph.sources(area, Relasjon::Omraade), Kind::Utfordring) {
        if !all.contains(&item) {
            all.push(item);
        }
    }
    all
}

/// Target groups that the activities name.
fn groups(world: &World, activities: &[ItemId]) -> Vec<ItemId> {
    let mut all = Vec::new();
    for activity in activities {
        for group in world.site.graph.targets(*activity, Relasjon::Maalgruppe) {
            if !all.contains(&group) {
                all.push(group);
            }
        }
    }
    all
}

fn fields(world: &World, plan: PlanId, area: &Satsingsomraade) -> Vec<Feltrad> {
    let mut felter = Felter::new(world, world.plan_language(plan));
    felter
        .text("nr", &area.nr)
        .values("alias", area.alias.iter().map(Feltverdi::new).collect())
        .values("strategi_etiketter", area.strategi_etiketter.iter().map(Feltverdi::new).collect())
        .refs("strategier", &area.strategier)
        .refs_if_said("utfordringer", &area.utfordringer)
        .refs("maal", &area.maal);
    felter.done()
}

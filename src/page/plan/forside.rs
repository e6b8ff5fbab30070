//! The front page: where the plans stand, what is due, what is late, what is missing, and the ways into the guides.
//! A site with only plans, or only running text, has a front page too.

use serde::Serialize;

use super::plankort::{self, Plankort};
use crate::domain::enumeration::Enumeration;
use crate::domain::rad::Kind;
use crate::domain::suksessfaktor::Suksessfaktor;
use crate::page::address;
use crate::page::body;
use crate::page::catalogue::{PageKind, PageSpec};
use crate::page::frame::Lenke;
use crate::page::kunnskap::suksessfaktor;
use crate::page::parts::chrome;
use crate::page::parts::del::Del;
use crate::page::parts::planstilling::{self, Planstilling};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::PlanId;

#[derive(Serialize)]
struct View {
    /// Plans told of in full: the one the site is for, or all.
    planer: Vec<Planvisning>,
    /// The other plans, as cards.
    andre: Vec<Plankort>,
    alle_planer: Option<Lenke>,
    deler: Vec<Del>,
    innganger: Vec<Inngang>,
    faktorer: Vec<Faktor>,
    tom: bool,
}

#[derive(Serialize)]
struct Planvisning {
    kort: Plankort,
    stilling: Planstilling,
}

#[derive(Serialize)]
struct Inngang {
    tittel: String,
    url: String,
    ingress: Option<String>,
}

#[derive(Serialize)]
struct Faktor {
    nr: usize,
    navn: String,
    url: String,
    antall: Option<String>,
}

/// At most so many plans are told of, and as many shown as cards.
const MOST: usize = 12;

/// The page.
pub fn page(world: &World, spec: &PageSpec) -> Page {
    let site = world.site;
    let language = world.language();
    let mut frame = chrome::frame(world, &spec.sti, &spec.tittel, &[]);
    frame.full_tittel.clone_from(&frame.tittel);
    let index = site
        .register
        .iter()
        .filter(|(_, item)| item.kind == Kind::Artikkel && item.plan.is_none())
        .map(|(id, _)| id)
        .find(|id| site.artikkel(*id).is_some_and(|page| page.sti == "index"));
    let text = index.and_then(|id| site.artikkel(id));
    let body = index.map(|id| body::page(world, id, &spec.sti, language)).unwrap_or_default();

    let all: Vec<PlanId> = site.plan_ids().collect();
    let chosen = all.iter().copied().find(|plan| Some(plan_name(world, *plan)) == world.config.forside);
    let (mut told, mut others): (Vec<PlanId>, Vec<PlanId>) = match chosen {
        Some(chosen) => all.iter().partition(|plan| **plan == chosen),
        None => (all, Vec::new()),
    };
    // A network of kommuner has hundreds; the list of all plans is one step away.
    told.truncate(MOST);
    others.truncate(MOST);
    let planer: Vec<Planvisning> = told.iter().map(|plan| shown(world, *plan)).collect();

    frame.ingress = text
        .and_then(|page| page.ingress.clone())
        .or_else(|| world.nettsted.undertittel.clone())
        .or_else(|| planer.first().and_then(|p| p.kort.ingress.clone()));
    frame.beskrivelse = frame.ingress.clone().unwrap_or_else(|| spec.tittel.clone());
    if !site.planer.is_empty() {
        frame.per_dato = Some(world.derived.date.to_string());
    }
    let innganger = if body.deler.is_empty() { entrances(world) } else { Vec::new() };
    let view = View {
        tom: planer.is_empty() && body.deler.is_empty() && innganger.is_empty(),
        planer,
        andre: others.into_iter().map(|plan| plankort::card(world, plan, language)).collect(),
        alle_planer: world
            .catalogue
            .at("planer/index.html")
            .filter(|_| site.planer.len() > 1)
            .map(|page| Lenke::new(language.word("forside.alle_planer"), &page.sti)),
        deler: body.deler,
        innganger,
        faktorer: factors(world),
    };
    Page::new("plan-forside.html", frame, view)
}

fn plan_name(world: &World, plan: PlanId) -> String {
    let site = world.site;
    format!("{}/{}", site.organisasjon(site.plan_org(plan)).rad.id, site.plan(plan).rad.id)
}

fn shown(world: &World, plan: PlanId) -> Planvisning {
    let language = world.language();
    Planvisning { kort: plankort::card(world, plan, language), stilling: planstilling::of(world, plan, language) }
}

/// Ways in when the author has no front page: folders and pages at the top of the knowledge base.
fn entrances(world: &World) -> Vec<Inngang> {
    let top = |sti: &str| match sti.strip_suffix("/index.html") {
        Some(folder) => !folder.contains('/'),
        None => !sti.contains('/'),
    };
    let shown = |spec: &&PageSpec| {
        top(&spec.sti)
            && matches!(spec.kind, PageKind::Artikkel(_) | PageKind::Mappe(_) | PageKind::Begreper)
            && spec.sti != "kunnskapsbase.html"
    };
    world
        .catalogue
        .pages
        .iter()
        .filter(shown)
        .map(|spec| Inngang {
            tittel: spec.tittel.clone(),
            url: spec.sti.clone(),
            ingress: match spec.kind {
                PageKind::Artikkel(item) => world.site.artikkel(item).and_then(|page| page.ingress.clone()),
                _ => None,
            },
        })
        .collect()
}

/// The six factors, with how many activities and measures support each.
fn factors(world: &World) -> Vec<Faktor> {
    let language = world.language();
    let site = world.site;
    Suksessfaktor::ALL
        .iter()
        .filter(|(factor, _)| world.catalogue.at(&address::factor(*factor)).is_some())
        .map(|(factor, _)| {
            let n = world.derived.faktorstoette.antall(site, *factor).to_string();
            Faktor {
                nr: factor.nr(),
                navn: suksessfaktor::name(*factor, language),
                url: address::factor(*factor),
                antall: (!site.planer.is_empty()).then(|| language.fill("forside.stoetter", &[("antall", &n)])),
            }
        })
        .collect()
}

//! Target groups of a plan: the list, and the page of one with what is meant for it.

use serde::Serialize;

use super::side::{self, Om};
use crate::derive::kobling;
use crate::domain::maalgruppe::Maalgruppe;
use crate::domain::rad::Kind;
use crate::page::body::Prose;
use crate::page::catalogue::{PageSpec, PlanPage};
use crate::page::frame::Fakta;
use crate::page::parts::aktivitetsrad::{self, Aktivitetstabell};
use crate::page::parts::chrome;
use crate::page::parts::felt::enumerated;
use crate::page::parts::feltliste::{Felter, Feltrad, Feltverdi, link};
use crate::page::parts::lister::{self, Punkt};
use crate::page::parts::matriseutdrag::{self, Matriseutdrag};
use crate::page::parts::stabel;
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

#[derive(Serialize)]
struct Liste {
    kort: Vec<Kort>,
}

/// One group or instrument in a list.
#[derive(Serialize)]
pub struct Kort {
    /// Label and name.
    pub tittel: String,
    /// Its page.
    pub url: String,
    /// Description, HTML.
    pub tekst: Option<String>,
    /// Other names.
    pub alias: Vec<String>,
    /// How many activities and measures.
    pub antall: String,
    /// `tolket` or `uklar`.
    pub sikkerhet: Option<String>,
}

/// «2 aktiviteter · 1 tiltak»: those that are part of the plan on the date.
pub fn counts(world: &World, item: ItemId, plan: PlanId) -> String {
    let language = world.plan_language(plan);
    let n = |items| u64::try_from(world.derived.gjeldende(items).len()).unwrap_or(u64::MAX);
    let activities = language.count("aktivitet", n(kobling::aktiviteter(world.site, item)));
    format!("{activities} · {}", language.count("tiltak", n(kobling::tiltak(world.site, item))))
}

/// The target groups of a plan, in the author's order.
pub fn all(world: &World, spec: &PageSpec, plan: PlanId) -> Page {
    let site = world.site;
    let language = world.plan_language(plan);
    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &[]);
    frame.kategori = Some(site.plan(plan).tittel.clone());
    frame.ingress = Some(language.word("maalgruppeside.ingress").to_owned());
    frame.beskrivelse = language.fill("maalgruppeside.beskrivelse", &[("plan", &site.plan(plan).tittel)]);
    chrome::cite(world, &mut frame, site.register.plan_item(plan));
    let mut prose = Prose::new(world, &frame.rot, language);
    let kort = site
        .register
        .of_plan(plan, Kind::Maalgruppe)
        .filter_map(|item| {
            let group = site.maalgruppe(item)?;
            Some(Kort {
                tittel: site.item(item).display(),
                url: world.url(item).to_owned(),
                tekst: side::prose_of(&mut prose, &group.beskrivelse, group.rad.places.field("beskrivelse")),
                alias: group.alias.clone(),
                antall: counts(world, item, plan),
                sikkerhet: Om::of(&group.rad.belegg).and_then(|om| om.sikkerhet),
            })
        })
        .collect();
    Page::new("plan-maalgrupper.html", frame, Liste { kort })
}

#[derive(Serialize)]
struct Side {
    om: Option<Om>,
    tekst: Option<String>,
    felter: Vec<Feltrad>,
    tabell: Option<Aktivitetstabell>,
    tiltak: Vec<Punkt>,
    matriser: Vec<Matriseutdrag>,
}

/// One target group.
pub fn page(world: &World, spec: &PageSpec, item: ItemId, plan: PlanId, group: &Maalgruppe) -> Page {
    let site = world.site;
    let language = world.plan_language(plan);
    let activities = kobling::aktiviteter(site, item);
    let measures = kobling::tiltak(site, item);
    let mut frame = side::frame(world, spec, item, plan, PlanPage::Maalgrupper);
    frame.faktalinje.push(Fakta::new(language.word("maalgruppeside.brukt"), counts(world, item, plan)));
    let mut prose = Prose::new(world, &frame.rot, language);
    let mut felter = Felter::new(world, language);
    felter
        .values("alias", group.alias.iter().map(Feltverdi::new).collect())
        .if_said("behovskategori", &group.behovskategori, |list| {
            list.iter().map(|k| Feltverdi::new(enumerated(*k, language))).collect()
        })
        .values("tilsvarer", group.tilsvarer.iter().map(|r| link(world, r)).collect());
    let view = Side {
        om: Om::of(&group.rad.belegg),
        tekst: side::prose_of(&mut prose, &group.beskrivelse, group.rad.places.field("beskrivelse")),
        felter: felter.done(),
        tabell: (!activities.is_empty()).then(|| {
            let caption = stabel::of(world, &activities, language).map_or_else(String::new, |bar| bar.tekst);
            aktivitetsrad::table(world, "aktivitetsplan", caption, &activities)
        }),
        tiltak: lister::points(world, measures.iter().copied()),
        matriser: matriseutdrag::of_row(world, plan, item),
    };
    let shown: Vec<ItemId> = [activities, measures].into_iter().flatten().collect();
    frame.baklenker = side::backlinks(world, item, &shown);
    frame.tabellvalg = view.tabell.as_ref().is_some_and(|table| table.verktoey);
    Page::new("plan-maalgruppe.html", frame, view)
}

//! Strategies: the list of a plan, and the page of one.

use serde::Serialize;

use super::side::{self, Om};
use crate::derive::kobling;
use crate::domain::rad::{Kind, Relasjon};
use crate::domain::strategi::Strategi;
use crate::page::body::Prose;
use crate::page::catalogue::{PageSpec, PlanPage};
use crate::page::parts::aktivitetsrad::{self, Aktivitetstabell};
use crate::page::parts::chrome;
use crate::page::parts::feltliste::{Felter, Feltrad, gather_silent};
use crate::page::parts::lister::{self, Punkt};
use crate::page::parts::stabel;
use crate::page::parts::tabellvalg::{self, Svar, Tabellvalg};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

#[derive(Serialize)]
struct Liste {
    valg: Option<Tabellvalg>,
    strategier: Vec<Strategikort>,
    bokstaver: Vec<Bokstavrad>,
    uten_noekkel: bool,
}

#[derive(Serialize)]
struct Strategikort {
    id: String,
    etikett: Option<String>,
    navn: String,
    url: String,
    tekst: Option<String>,
    gjelder: Vec<Punkt>,
    aktiviteter: String,
    svar: Vec<Svar>,
}

/// The letters one area prints.
#[derive(Serialize)]
struct Bokstavrad {
    tittel: String,
    url: String,
    bokstaver: String,
}

/// The strategies of a plan, in the author's order.
pub fn all(world: &World, spec: &PageSpec, plan: PlanId) -> Page {
    let site = world.site;
    let language = world.plan_language(plan);
    let items: Vec<ItemId> = site.register.of_plan(plan, Kind::Strategi).collect();
    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &[]);
    frame.kategori = Some(site.plan(plan).tittel.clone());
    let n = u64::try_from(items.len()).unwrap_or(u64::MAX);
    frame.ingress = Some(language.fill("strategiside.ingress", &[("antall", &language.count("strategi", n))]));
    frame.beskrivelse = language.fill("strategiside.beskrivelse", &[("plan", &site.plan(plan).tittel)]);
    chrome::cite(world, &mut frame, site.register.plan_item(plan));
    let mut prose = Prose::new(world, &frame.rot, language);
    let strategier: Vec<Strategikort> = items
        .iter()
        .filter_map(|item| {
            let strategy = site.strategi(*item)?;
            let activities = world.derived.gjeldende(kobling::aktiviteter(site, *item)).len();
            Some(Strategikort {
                id: site.item(*item).key.clone(),
                etikett: strategy.etikett.known().cloned(),
                navn: strategy.navn.clone(),
                url: world.url(*item).to_owned(),
                tekst: side::prose_of(&mut prose, &strategy.tekst, strategy.rad.places.field("tekst")),
                gjelder: lister::points(world, site.graph.targets(*item, Relasjon::Gjelder)),
                aktiviteter: language.count("aktivitet", u64::try_from(activities).unwrap_or(u64::MAX)),
                svar: Svar::om(world, *item, language),
            })
        })
        .collect();
    let areas: Vec<ItemId> = site.register.of_plan(plan, Kind::Satsingsomraade).collect();
    let bokstaver: Vec<Bokstavrad> = areas
        .iter()
        .filter_map(|area| {
            let letters = &site.satsingsomraade(*area)?.strategi_etiketter;
            (!letters.is_empty()).then(|| Bokstavrad {
                tittel: site.item(*area).display(),
                url: world.url(*area).to_owned(),
                bokstaver: letters.join(", "),
            })
        })
        .collect();
    let uten_noekkel = !bokstaver.is_empty() && areas.iter().all(|a| super::omraade::strategies(world, *a).is_empty());
    frame.innhold = strategier.iter().map(|s| side::heading(&s.id, &s.navn)).collect();
    let rows: Vec<&[Svar]> = strategier.iter().map(|s| s.svar.as_slice()).collect();
    let valg = tabellvalg::over_liste("strategiene", &spec.tittel, &rows, language);
    frame.tabellvalg = valg.is_some();
    Page::new("plan-strategier.html", frame, Liste { valg, strategier, bokstaver, uten_noekkel })
}

#[derive(Serialize)]
struct Side {
    om: Option<Om>,
    tekst: Option<String>,
    felter: Vec<Feltrad>,
    tabell: Option<Aktivitetstabell>,
    utfordringer: Vec<Punkt>,
    omraader: Vec<Punkt>,
}

/// One strategy.
pub fn page(world: &World, spec: &PageSpec, item: ItemId, plan: PlanId, strategy: &Strategi) -> Page {
    let site = world.site;
    let language = world.plan_language(plan);
    let activities = kobling::aktiviteter(site, item);
    let challenges = side::of_kind(world, site.graph.sources(item, Relasjon::Strategi), Kind::Utfordring);
    let areas = side::of_kind(world, site.graph.sources(item, Relasjon::Strategi), Kind::Satsingsomraade);
    let mut frame = side::frame(world, spec, item, plan, PlanPage::Strategier);
    let mut prose = Prose::new(world, &frame.rot, language);
    let mut felter = Felter::new(world, language);
    felter.text("etikett", &strategy.etikett).refs("gjelder", &strategy.gjelder).factors(&strategy.suksessfaktorer);
    let view = Side {
        om: Om::of(&strategy.rad.belegg),
        tekst: side::prose_of(&mut prose, &strategy.tekst, strategy.rad.places.field("tekst")),
        felter: gather_silent(felter.done(), language),
        tabell: (!activities.is_empty()).then(|| {
            let caption = stabel::of(world, &activities, language).map_or_else(String::new, |bar| bar.tekst);
            aktivitetsrad::table(world, "aktivitetsplan", caption, &activities)
        }),
        utfordringer: lister::points(world, challenges.iter().copied()),
        omraader: lister::points(world, areas.iter().copied()),
    };
    let shown: Vec<ItemId> = [activities, challenges, areas].into_iter().flatten().collect();
    frame.baklenker = side::backlinks(world, item, &shown);
    frame.tabellvalg = view.tabell.as_ref().is_some_and(|table| table.verktoey);
    Page::new("plan-strategi.html", frame, view)
}

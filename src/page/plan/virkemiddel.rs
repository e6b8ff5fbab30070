//! Instruments of a plan: the list by class and type, and the page of one with where it is used.

use serde::Serialize;

use super::maalgruppe::{Kort, counts};
use super::side::{self, Om};
use crate::derive::kobling;
use crate::domain::enumeration::Enumeration;
use crate::domain::rad::Kind;
use crate::domain::virkemiddel::{Klasse, Virkemiddel};
use crate::language::capital::capitalised;
use crate::page::body::Prose;
use crate::page::catalogue::{PageSpec, PlanPage};
use crate::page::parts::aktivitetsrad::{self, Aktivitetstabell};
use crate::page::parts::chrome;
use crate::page::parts::felt::enumerated;
use crate::page::parts::feltliste::{Felter, Feltrad, Feltverdi, link};
use crate::page::parts::lister::{self, Punkt};
use crate::page::parts::stabel;
use crate::page::parts::tabellvalg::Tabellvalg;
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

#[derive(Serialize)]
struct Liste {
    valg: Option<Tabellvalg>,
    klasser: Vec<Gruppe>,
}

#[derive(Serialize)]
struct Gruppe {
    id: String,
    tittel: String,
    typer: Vec<Type>,
}

#[derive(Serialize)]
struct Type {
    /// The type in words; nothing when the plan names none.
    tittel: Option<String>,
    kort: Vec<Kort>,
}

/// The instruments of a plan.
pub fn all(world: &World, spec: &PageSpec, plan: PlanId) -> Page {
    let site = world.site;
    let language = world.plan_language(plan);
    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &[]);
    frame.kategori = Some(site.plan(plan).tittel.clone());
    frame.ingress = Some(language.word("virkemiddelside.ingress").to_owned());
    frame.beskrivelse = language.fill("virkemiddelside.beskrivelse", &[("plan", &site.plan(plan).tittel)]);
    chrome::cite(world, &mut frame, site.register.plan_item(plan));
    let mut prose = Prose::new(world, &frame.rot, language);
    let items: Vec<(ItemId, &Virkemiddel)> =
        site.register.of_plan(plan, Kind::Virkemiddel).filter_map(|i| Some((i, site.virkemiddel(i)?))).collect();
    let mut klasser = Vec::new();
    for class in Klasse::ALL.iter().map(|(class, _)| Some(*class)).chain([None]) {
        let mut typer: Vec<Type> = Vec::new();
        for (item, instrument) in items.iter().filter(|(_, v)| v.klasse.known().copied() == class) {
            let card = Kort {
                tittel: site.item(*item).display(),
                url: world.url(*item).to_owned(),
                tekst: side::prose_of(&mut prose, &instrument.beskrivelse, instrument.rad.places.field("beskrivelse")),
                alias: Vec::new(),
                antall: counts(world, *item, plan),
                sikkerhet: Om::of(&instrument.rad.belegg).and_then(|om| om.sikkerhet),
            };
            let name = instrument.virkemiddeltype.as_deref().map(capitalised);
            match typer.iter_mut().find(|t| t.tittel == name) {
                Some(known) => known.kort.push(card),
                None => typer.push(Type { tittel: name, kort: vec![card] }),
            }
        }
        if typer.is_empty() {
            continue;
        }
        let name =
            class.map_or_else(|| language.word("virkemiddelside.uten_klasse").to_owned(), |c| enumerated(c, language));
        let id = class.map_or_else(|| "uten-klasse".to_owned(), Enumeration::key);
        klasser.push(Gruppe { id, tittel: capitalised(&name), typer });
    }
    if klasser.len() > 1 {
        frame.innhold = klasser.iter().map(|g| side::heading(&g.id, &g.tittel)).collect();
    }
    let valg = Tabellvalg::liste("virkemidlene", spec.tittel.clone(), &["virkemidlene"], items.len());
    frame.tabellvalg = valg.is_some();
    Page::new("plan-virkemidler.html", frame, Liste { valg, klasser })
}

#[derive(Serialize)]
struct Side {
    om: Option<Om>,
    tekst: Option<String>,
    felter: Vec<Feltrad>,
    tabell: Option<Aktivitetstabell>,
    tiltak: Vec<Punkt>,
}

/// One instrument.
pub fn page(world: &World, spec: &PageSpec, item: ItemId, plan: PlanId, instrument: &Virkemiddel) -> Page {
    let site = world.site;
    let language = world.plan_language(plan);
    let activities = kobling::aktiviteter(site, item);
    let measures = kobling::tiltak(site, item);
    let mut frame = side::frame(world, spec, item, plan, PlanPage::Virkemidler);
    frame.faktalinje.push(side::fact("klasse", &instrument.klasse, language));
    frame.faktalinje.push(side::fact("forvalter", &instrument.forvalter, language));
    let mut prose = Prose::new(world, &frame.rot, language);
    let mut felter = Felter::new(world, language);
    felter
        .text("etikett", &instrument.etikett)
        .word("klasse", &instrument.klasse)
        .values("virkemiddeltype", instrument.virkemiddeltype.iter().map(Feltverdi::new).collect())
        .word("forvalter", &instrument.forvalter)
        .values("tilsvarer", instrument.tilsvarer.iter().map(|r| link(world, r)).collect());
    let view = Side {
        om: Om::of(&instrument.rad.belegg),
        tekst: side::prose_of(&mut prose, &instrument.beskrivelse, instrument.rad.places.field("beskrivelse")),
        felter: felter.done(),
        tabell: (!activities.is_empty()).then(|| {
            let caption = stabel::of(world, &activities, language).map_or_else(String::new, |bar| bar.tekst);
            aktivitetsrad::table(world, "aktivitetsplan", caption, &activities)
        }),
        tiltak: lister::points(world, measures.iter().copied()),
    };
    let shown: Vec<ItemId> = [activities, measures].into_iter().flatten().collect();
    frame.baklenker = side::backlinks(world, item, &shown);
    frame.tabellvalg = view.tabell.as_ref().is_some_and(|table| table.verktoey);
    Page::new("plan-virkemiddel.html", frame, view)
}

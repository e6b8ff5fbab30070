//! The frame around a page's content: title, way here, menus. What is special to a page is added by the page itself.

use std::collections::{BTreeMap, HashSet};

use crate::domain::rad::{Kind, Relasjon};
use crate::page::address;
use crate::page::catalogue::PlanPage;
use crate::page::frame::{Baklenke, Baklenkegruppe, Frame, Kildelenke, Lenke, Menygruppe, Menypunkt, Sidemeny};
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

/// The frame of a page outside plans. `way` is what lies between the front page and this page.
pub fn frame(world: &World, sti: &str, title: &str, way: &[Lenke]) -> Frame {
    let language = world.language();
    let under: Vec<&str> =
        way.iter().rev().map(|l| l.tittel.as_str()).chain([world.nettsted.tittel.as_str()]).collect();
    let mut frame = Frame::new(sti, language.code(), title, &under);
    dress(world, &mut frame, way);
    frame
}

/// The frame of a page of a plan: language, way and side menu of the plan. `way` is what lies between the plan's
/// overview and this page.
pub fn plan_frame(world: &World, plan: PlanId, sti: &str, title: &str, way: &[Lenke]) -> Frame {
    let site = world.site;
    let org = site.organisasjon(site.plan_org(plan));
    let overview = address::plan_page(site, plan, "index");
    let mut whole = vec![
        Lenke::new(world.language().word("meny.planer"), "planer/index.html"),
        Lenke::new(&org.navn, format!("{}index.html", address::org_folder(site, site.plan_org(plan)))),
    ];
    if sti != overview {
        whole.push(Lenke::new(&site.plan(plan).tittel, &overview));
    }
    whole.extend(way.iter().cloned());
    let under: Vec<&str> =
        whole.iter().skip(1).rev().map(|l| l.tittel.as_str()).chain([world.nettsted.tittel.as_str()]).collect();
    let mut frame = Frame::new(sti, world.plan_language(plan).code(), title, &under);
    dress(world, &mut frame, &whole);
    frame.sidemeny = Some(world.plan_menu(plan, sti));
    frame.per_dato = Some(world.derived.date.to_string());
    frame.nyeste = world.derived.plan(plan).nyeste.map(|date| date.to_string());
    frame.kilder = plan_sources(world, plan);
    frame.feed = Some(feed(world, plan));
    frame
}

/// The sources a plan uses most, and the way to the others.
fn plan_sources(world: &World, plan: PlanId) -> Vec<Kildelenke> {
    const ROOM: usize = 4;
    let all = &world.derived.plan(plan).kilder;
    let mut links: Vec<Kildelenke> = all
        .iter()
        .take(ROOM)
        .map(|item| Kildelenke {
            tittel: world.site.item(*item).display(),
            url: Some(world.url(*item).to_owned()).filter(|url| !url.is_empty()),
            sted: None,
        })
        .collect();
    if all.len() > ROOM {
        let more = (all.len() - ROOM).to_string();
        let list = if PlanPage::Kilder.exists(world, plan) {
            address::plan_page(world.site, plan, PlanPage::Kilder.name())
        } else {
            "kilder.html".to_owned()
        };
        let url = world.catalogue.at(&list).is_some().then_some(list);
        let tittel = world.plan_language(plan).fill("side.flere_kilder", &[("antall", &more)]);
        links.push(Kildelenke { tittel, url, sted: None });
    }
    links
}

/// The feed of a plan's changes.
pub fn feed(world: &World, plan: PlanId) -> Lenke {
    let title = world.site.plan(plan).tittel.as_str();
    let name = world.plan_language(plan).fill("innsikt.endringer.stroem", &[("plan", title)]);
    Lenke::new(name, format!("{}endringer.xml", address::plan_folder(world.site, plan)))
}

fn dress(world: &World, frame: &mut Frame, way: &[Lenke]) {
    let sti = frame.sti.clone();
    frame.meny = world.menu(&sti);
    if sti != "index.html" {
        frame.broedsmuler.push(Lenke::new(world.language().word("meny.forside"), "index.html"));
        frame.broedsmuler.extend(way.iter().cloned());
        frame.broedsmuler.push(Lenke::new(frame.tittel.clone(), &sti));
    }
    frame.beskrivelse.clone_from(&frame.full_tittel);
    frame.canonical = world.nettsted.adresse.as_ref().map(|address| format!("{address}{sti}"));
}

/// The menu of a plan: its pages, its areas, its chapters. The world keeps it; [`World::plan_menu`] gives it as seen from
/// a page.
pub fn plan_menu(world: &World, plan: PlanId) -> Sidemeny {
    let site = world.site;
    let words = world.plan_language(plan);
    let point = |title: String, url: String| Menypunkt { aktiv: false, tittel: title, url };
    let pages = PlanPage::ALL
        .into_iter()
        .filter(|page| page.exists(world, plan))
        .map(|page| point(page.title(words), address::plan_page(site, plan, page.name())))
        .collect();
    let mut groups = vec![Menygruppe { tittel: String::new(), lenker: pages }];
    let areas = site.register.of_plan(plan, Kind::Satsingsomraade).collect();
    let chapters = world.chapters(plan).to_vec();
    for (items, word) in [(areas, "meny.satsingsomraader"), (chapters, "meny.kapitler")] {
        let items: Vec<ItemId> = items;
        let links: Vec<Menypunkt> =
            items.into_iter().map(|item| point(site.item(item).display(), world.url(item).to_owned())).collect();
        if !links.is_empty() {
            groups.push(Menygruppe { tittel: words.word(word).to_owned(), lenker: links });
        }
    }
    Sidemeny { tittel: site.plan(plan).tittel.clone(), url: address::plan_page(site, plan, "index"), grupper: groups }
}

/// What points to an item, by kind. Organisational references (an area's own goals) are left to the page itself.
pub fn backlinks(world: &World, item: ItemId) -> Vec<Baklenkegruppe> {
    let site = world.site;
    let mut by_kind: BTreeMap<Kind, Vec<ItemId>> = BTreeMap::new();
    let mut seen = HashSet::new();
    for edge in site.graph.back(item) {
        if edge.relation != Relasjon::Kilde && seen.insert(edge.from) {
            by_kind.entry(site.item(edge.from).kind).or_default().push(edge.from);
        }
    }
    let words = world.language();
    let groups = Kind::ALL.into_iter().filter_map(|kind| {
        let from = by_kind.remove(&kind)?;
        let lenker = from.into_iter().map(|from| Baklenke {
            tittel: site.item(from).display(),
            url: world.url(from).to_owned(),
            ..Baklenke::default()
        });
        Some(Baklenkegruppe {
            gruppe: words.word(&format!("type_flertall.{}", kind.key())).to_owned(),
            lenker: lenker.collect(),
            flere: 0,
        })
    });
    groups.collect()
}

/// Puts the sources of a row at the bottom of its page; where neither it nor its plan names any, those the plan uses most
/// stay.
pub fn cite(world: &World, frame: &mut Frame, item: ItemId) {
    let own = sources(world, item);
    if !own.is_empty() {
        frame.kilder = own;
    }
}

/// The sources of a row and, when it names none, of its plan.
pub fn sources(world: &World, item: ItemId) -> Vec<Kildelenke> {
    let site = world.site;
    let own = site.entity(item).map(|e| &e.rad().belegg);
    let plan = site.item(item).plan.map(|plan| &site.plan(plan).rad.belegg);
    let belegg = own.filter(|b| b.kilde.is_some()).or(plan.filter(|b| b.kilde.is_some()));
    belegg
        .into_iter()
        .filter_map(|b| {
            let link = world.reference(b.kilde.as_ref()?);
            let url = (!link.url.is_empty()).then_some(link.url);
            Some(Kildelenke { tittel: link.tittel, url, sted: b.sted.clone() })
        })
        .collect()
}

//! The frame around a page's content: title, way here, menus. What is special to a page is added by the page itself.

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
    frame.sidemeny = Some(plan_menu(world, plan, sti));
    frame.per_dato = Some(world.derived.date.to_string());
    frame.feed = Some(feed(world, plan));
    frame
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

/// The menu of a plan: its pages, its areas, its chapters.
fn plan_menu(world: &World, plan: PlanId, sti: &str) -> Sidemeny {
    let site = world.site;
    let words = world.plan_language(plan);
    let point = |title: String, url: String| Menypunkt { aktiv: url == sti, tittel: title, url };
    let pages = PlanPage::ALL
        .into_iter()
        .filter(|page| page.exists(world, plan))
        .map(|page| point(page.title(words), address::plan_page(site, plan, page.name())))
        .collect();
    let mut groups = vec![Menygruppe { tittel: String::new(), lenker: pages }];
    for (kind, word) in [(Kind::Satsingsomraade, "meny.satsingsomraader"), (Kind::Artikkel, "meny.kapitler")] {
        let mut items: Vec<ItemId> = site.register.of_plan(plan, kind).collect();
        if kind == Kind::Artikkel {
            sort_articles(world, &mut items);
        }
        let links: Vec<Menypunkt> =
            items.into_iter().map(|item| point(site.item(item).display(), world.url(item).to_owned())).collect();
        if !links.is_empty() {
            groups.push(Menygruppe { tittel: words.word(word).to_owned(), lenker: links });
        }
    }
    Sidemeny { tittel: site.plan(plan).tittel.clone(), url: address::plan_page(site, plan, "index"), grupper: groups }
}

/// Pages in the author's order: `rekkefølge` first, then by title.
pub fn sort_articles(world: &World, items: &mut [ItemId]) {
    items.sort_by(|a, b| {
        let key = |item: &ItemId| {
            let page = world.site.artikkel(*item);
            (page.and_then(|p| p.rekkefoelge).unwrap_or(f64::INFINITY), page.map_or("", |p| p.tittel.as_str()))
        };
        let (a, b) = (key(a), key(b));
        a.0.total_cmp(&b.0).then_with(|| crate::language::collation::compare(a.1, b.1))
    });
}

/// What points to an item, by kind. Organisational references (an area's own goals) are left to the page itself.
pub fn backlinks(world: &World, item: ItemId) -> Vec<Baklenkegruppe> {
    let site = world.site;
    let mut groups: Vec<Baklenkegruppe> = Vec::new();
    for kind in Kind::ALL {
        let mut from: Vec<ItemId> = Vec::new();
        for edge in site.graph.back(item) {
            if site.item(edge.from).kind == kind && edge.relation != Relasjon::Kilde && !from.contains(&edge.from) {
                from.push(edge.from);
            }
        }
        if from.is_empty() {
            continue;
        }
        let words = world.language();
        groups.push(Baklenkegruppe {
            gruppe: words.word(&format!("type_flertall.{}", kind.key())).to_owned(),
            lenker: from
                .into_iter()
                .map(|from| Baklenke {
                    tittel: site.item(from).display(),
                    url: world.url(from).to_owned(),
                    ..Baklenke::default()
                })
                .collect(),
        });
    }
    groups
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

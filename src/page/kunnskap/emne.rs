//! Topics: all of them, and the pages about one.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use super::hylle;
use crate::domain::slug::slug;
use crate::language::collation;
use crate::page::address;
use crate::page::catalogue::PageSpec;
use crate::page::frame::{Innholdspunkt, Lenke};
use crate::page::library::Topic;
use crate::page::parts::chrome;
use crate::page::parts::deling::Deler;
use crate::page::parts::lenker::{Listelenke, page_link};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::ItemId;

/// How many related topics are named.
const RELATED: usize = 8;

/// What `emner.html` draws.
#[derive(Debug, Serialize)]
struct Alle {
    emner: Vec<Emnelenke>,
    innganger: Vec<Lenke>,
}

#[derive(Debug, Serialize)]
struct Emnelenke {
    tittel: String,
    url: String,
    antall: usize,
}

/// What `emne.html` draws.
#[derive(Debug, Serialize)]
struct Ett {
    grupper: Vec<Gruppe>,
    beslektede: Vec<Lenke>,
}

#[derive(Debug, Serialize)]
struct Gruppe {
    id: String,
    tittel: String,
    lenker: Vec<Listelenke>,
}

/// So many topics are listed on one page, a line each.
const TOPICS: usize = 600;
/// So many pages about a topic, each with its lead.
const PAGES: usize = 200;

/// How many pages the list of all topics takes.
pub fn parts_of_all(world: &World) -> usize {
    Deler::alike(world.library.topics().count(), TOPICS).antall()
}

/// How many pages the list of a topic's pages takes.
pub fn parts(topic: &Topic) -> usize {
    Deler::alike(topic.pages.len(), PAGES).antall()
}

/// All topics.
pub fn all(world: &World, spec: &PageSpec) -> Page {
    let language = world.language();
    let mut frame = chrome::frame(world, &spec.sti, &spec.tittel, &[]);
    frame.ingress = Some(language.word("emner.ingress").to_owned());
    language.word("emner.ingress").clone_into(&mut frame.beskrivelse);
    let mut emner: Vec<Emnelenke> = world
        .library
        .topics()
        .map(|(slug, topic)| Emnelenke {
            tittel: topic.name.clone(),
            url: format!("emner/{slug}.html"),
            antall: topic.pages.len(),
        })
        .collect();
    collation::sort_by(&mut emner, |topic| &topic.tittel);
    let deler = Deler::alike(emner.len(), TOPICS);
    frame.deling = deler.seen_from(spec, |at| emner.get(at).map_or_else(String::new, |topic| topic.tittel.clone()));
    let emner = emner.drain(deler.range(spec)).collect();
    let ways = [
        "maalgrupper/index.html",
        "virkemidler/index.html",
        "suksessfaktorer/index.html",
        "begreper.html",
        "kilder.html",
        "a-aa.html",
    ];
    let innganger = ways
        .into_iter()
        .filter_map(|url| world.catalogue.at(url))
        .filter(|_| spec.del() == 0)
        .map(|page| Lenke::new(&page.tittel, &page.sti))
        .collect();
    Page::new("emner.html", frame, Alle { emner, innganger })
}

/// The pages about one topic, by what kind of page they are.
pub fn page(world: &World, spec: &PageSpec, name: &str) -> Page {
    let language = world.language();
    let way = [Lenke::new(language.word("meny.emner"), "emner/index.html")];
    let mut frame = chrome::frame(world, &spec.sti, &spec.tittel, &way);
    frame.kategori = Some(language.word("type.emne").to_owned());
    let pages = world.library.topic(&slug(name)).map_or(&[][..], |topic| topic.pages.as_slice());
    let count = language.count("side", pages.len() as u64);
    frame.beskrivelse = language.fill("kunnskap.emne_beskrivelse", &[("navn", name), ("antall", &count)]);
    let mut grupper = by_category(world, pages);
    let deler = Deler::alike(pages.len(), PAGES);
    let titles: Vec<&str> = grupper.iter().flat_map(|group| &group.lenker).map(|link| link.tittel.as_str()).collect();
    frame.deling = deler.seen_from(spec, |at| titles.get(at).copied().unwrap_or_default().to_owned());
    keep(&mut grupper, deler.range(spec));
    if grupper.len() > 1 {
        let points = grupper.iter();
        frame.innhold =
            points.map(|group| Innholdspunkt { id: group.id.clone(), tekst: group.tittel.clone(), nivaa: 2 }).collect();
    }
    let beslektede = if spec.del() == 0 { neighbours(world, name, pages) } else { Vec::new() };
    Page::new("emne.html", frame, Ett { grupper, beslektede })
}

/// Keeps the links of one page; groups that have none there go.
fn keep(groups: &mut Vec<Gruppe>, range: Range<usize>) {
    let mut at = 0..0;
    for group in groups.iter_mut() {
        at = at.end..at.end + group.lenker.len();
        let within = |place: usize| place.clamp(at.start, at.end) - at.start;
        group.lenker = group.lenker.drain(within(range.start)..within(range.end)).collect();
    }
    groups.retain(|group| !group.lenker.is_empty());
}

/// Pages by kind: those of the knowledge base first, in the order of its sections; chapters of plans last.
fn by_category(world: &World, pages: &[ItemId]) -> Vec<Gruppe> {
    let language = world.language();
    let mut groups: BTreeMap<(usize, collation::Key, String), Vec<Listelenke>> = BTreeMap::new();
    for page in pages {
        let item = world.site.item(*page);
        let other = || language.word("type_flertall.artikkel").to_owned();
        let title = match item.plan {
            Some(plan) => {
                let org = world.site.organisasjon(world.site.plan_org(plan));
                format!("{}: {}", org.navn, world.site.plan(plan).tittel)
            }
            None => section(world, *page).unwrap_or_else(other),
        };
        groups
            .entry((place(world, *page), collation::Key::of(&title), title))
            .or_default()
            .push(page_link(world, *page));
    }
    groups
        .into_iter()
        .enumerate()
        .map(|(at, ((_, _, tittel), mut lenker))| {
            collation::sort_by(&mut lenker, |link| &link.tittel);
            Gruppe { id: format!("side-gruppe-{}", at + 1), tittel, lenker }
        })
        .collect()
}

/// Where a page's section stands among the sections.
fn place(world: &World, page: ItemId) -> usize {
    let sections = world.library.folder("").map_or(&[][..], |root| &root.folders);
    let path = world.site.artikkel(page).map_or("", |artikkel| artikkel.sti.as_str());
    let own = path.split('/').next().unwrap_or_default();
    let known = sections.iter().position(|section| section == own);
    match world.site.item(page).plan {
        Some(_) => usize::MAX,
        None => known.unwrap_or(sections.len()),
    }
}

/// The section a page stands in.
fn section(world: &World, page: ItemId) -> Option<String> {
    let path = &world.site.artikkel(page)?.sti;
    let (top, _) = path.split_once('/')?;
    Some(hylle::folder_link(world, top).tittel).filter(|title| !title.is_empty())
}

/// Topics that stand on the same pages, those that do most first.
fn neighbours(world: &World, name: &str, pages: &[ItemId]) -> Vec<Lenke> {
    let own = slug(name);
    let mut shared: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages {
        for other in world.site.artikkel(*page).map_or(&[][..], |page| &page.emner) {
            *shared.entry(slug(other)).or_default() += 1;
        }
    }
    shared.remove(&own);
    let mut ranked: Vec<(usize, String)> = shared.into_iter().map(|(slug, count)| (count, slug)).collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let topic =
        |(_, slug): (usize, String)| world.library.topic(&slug).map(|t| Lenke::new(&t.name, address::topic(&t.name)));
    ranked.into_iter().take(RELATED).filter_map(topic).collect()
}

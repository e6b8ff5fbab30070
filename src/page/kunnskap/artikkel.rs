//! A page of running text: a veileder, an experience, a chapter of a plan; and a folder's own page, which also lists
//! what is in the folder.

use serde::Serialize;

use super::{hylle, mappe, suksessfaktor};
use crate::domain::enumeration::Enumeration;
use crate::domain::rad::Relasjon;
use crate::language::{Language, dates};
use crate::page::address;
use crate::page::body;
use crate::page::catalogue::PageSpec;
use crate::page::frame::{Fakta, Frame, Kildelenke, Lenke};
use crate::page::library::is_folder_page;
use crate::page::parts::chrome;
use crate::page::parts::del::Del;
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::ItemId;

/// What the template draws.
#[derive(Debug, Serialize)]
struct Visning {
    deler: Vec<Del>,
    forrige: Option<Lenke>,
    neste: Option<Lenke>,
}

/// The page.
pub fn page(world: &World, spec: &PageSpec, item: ItemId) -> Page {
    let language = language(world, item);
    let Some(artikkel) = world.site.artikkel(item) else {
        return super::ikke_funnet::page(world, spec);
    };
    if artikkel.sti == "suksessfaktorer/index" && world.site.item(item).plan.is_none() {
        return suksessfaktor::all(world, spec);
    }
    let frame = frame(world, item, &spec.sti, language);
    if is_folder_page(artikkel) && world.site.item(item).plan.is_none() {
        return mappe::of_page(world, spec, frame, item, hylle::folder_of(&artikkel.sti), language);
    }
    let body = body::page(world, item, &spec.sti, language);
    let (forrige, neste) = neighbours(world, item);
    let mut frame = frame;
    frame.innhold = body.innhold;
    Page::new("artikkel.html", frame, Visning { deler: body.deler, forrige, neste })
}

/// How many pages a page takes: a folder's own page lists what is in the folder.
pub fn parts(world: &World, item: ItemId) -> usize {
    match world.site.artikkel(item) {
        Some(page) if page.sti == "suksessfaktorer/index" => suksessfaktor::parts_of_all(world),
        Some(page) if is_folder_page(page) => mappe::parts(world, hylle::folder_of(&page.sti)),
        _ => 1,
    }
}

/// The language a page is written in: its own, its plan's, the site's.
pub fn language<'w>(world: &'w World, item: ItemId) -> &'w Language {
    let own = world.site.artikkel(item).and_then(|artikkel| artikkel.spraak);
    match (own, world.site.item(item).plan) {
        (Some(own), _) => world.languages.get(own.word()),
        (None, Some(plan)) => world.plan_language(plan),
        (None, None) => world.language(),
    }
}

/// The frame with everything the front matter says.
pub fn frame(world: &World, item: ItemId, sti: &str, language: &Language) -> Frame {
    let mut frame = hylle::frame(world, item, sti, language);
    let Some(artikkel) = world.site.artikkel(item) else { return frame };
    if !is_folder_page(artikkel) {
        frame.kategori = hylle::category(world, item, language);
    }
    frame.ingress.clone_from(&artikkel.ingress);
    if let Some(lead) = &artikkel.ingress {
        frame.beskrivelse.clone_from(lead);
    }
    frame.faktalinje = facts(world, item, language);
    frame.oppdatert = artikkel.oppdatert.or(artikkel.dato).map(crate::domain::dato::Dato::iso);
    frame.kilder = artikkel
        .kilder
        .iter()
        .map(|cited| {
            let link = world.reference(&cited.kilde);
            let url = (!link.url.is_empty()).then_some(link.url);
            Kildelenke { tittel: link.tittel, url, sted: cited.sted.clone() }
        })
        .collect();
    frame.baklenker = chrome::backlinks(world, item);
    // A chapter's figures are dated where they stand; the text itself has its own date.
    frame.per_dato = None;
    frame
}

/// What the page is about, each thing with its page.
fn facts(world: &World, item: ItemId, language: &Language) -> Vec<Fakta> {
    let Some(artikkel) = world.site.artikkel(item) else { return Vec::new() };
    let mut facts = Vec::new();
    if let Some(date) = artikkel.oppdatert.or(artikkel.dato) {
        let word = if artikkel.oppdatert.is_some() { "kunnskap.oppdatert" } else { "kunnskap.publisert" };
        facts.push(Fakta::new(language.word(word), dates::format(&date.iso(), dates::Form::Short, language)));
    }
    // Rather no facts than a long list on a page about everything.
    let mut add = |word: &str, links: Vec<Lenke>| {
        if !links.is_empty() {
            facts.push(Fakta::links(language.word(word), links));
        }
    };
    add("meny.emner", artikkel.emner.iter().map(|name| Lenke::new(name, address::topic(name))).collect());
    for (relation, word) in [(Relasjon::Maalgruppe, "meny.maalgrupper"), (Relasjon::Virkemiddel, "meny.virkemidler")] {
        add(word, world.links(world.site.graph.targets(item, relation)));
    }
    // A site without plans has no pages about the factors.
    let factors =
        artikkel.suksessfaktorer.iter().filter(|factor| world.catalogue.at(&address::factor(**factor)).is_some());
    add(
        "meny.suksessfaktorer",
        factors.map(|factor| Lenke::new(suksessfaktor::name(*factor, language), address::factor(*factor))).collect(),
    );
    facts
}

/// The pages before and after among siblings, in the author's order.
fn neighbours(world: &World, item: ItemId) -> (Option<Lenke>, Option<Lenke>) {
    let (before, after) = sides(world, item);
    (before.map(|page| world.link(page)), after.map(|page| world.link(page)))
}

/// The pages the page leads to as those before and after.
pub fn beside(world: &World, item: ItemId) -> Vec<ItemId> {
    let (before, after) = sides(world, item);
    before.into_iter().chain(after).collect()
}

fn sides(world: &World, item: ItemId) -> (Option<ItemId>, Option<ItemId>) {
    let site = world.site;
    let (siblings, at) = if let Some(plan) = site.item(item).plan {
        let chapters = world.chapters(plan);
        (chapters, chapters.iter().position(|chapter| *chapter == item))
    } else {
        let path = site.artikkel(item).map_or("", |artikkel| artikkel.sti.as_str());
        let Some(folder) = world.library.folder(hylle::folder_of(path)) else { return (None, None) };
        (folder.pages.as_slice(), world.library.place_among_pages(item))
    };
    let Some(at) = at else { return (None, None) };
    (at.checked_sub(1).and_then(|before| siblings.get(before)).copied(), siblings.get(at + 1).copied())
}

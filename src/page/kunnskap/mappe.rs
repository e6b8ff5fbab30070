//! A folder of the knowledge base: what the author says of it, and what is in it, in the author's order.

use serde::Serialize;

use super::hylle;
use crate::language::Language;
use crate::page::body::{self, Body};
use crate::page::catalogue::PageSpec;
use crate::page::frame::{Frame, Innholdspunkt};
use crate::page::parts::del::Del;
use crate::page::parts::deling::Deler;
use crate::page::parts::lenker::{Listelenke, page_link};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::ItemId;

/// What the template draws.
#[derive(Debug, Serialize)]
struct Visning {
    deler: Vec<Del>,
    undermapper: Vec<Undermappe>,
    sider: Vec<Listelenke>,
}

/// A folder right below.
#[derive(Debug, Serialize)]
struct Undermappe {
    tittel: String,
    url: String,
    ingress: Option<String>,
    antall: usize,
}

/// So many pages of a folder are listed on one page; with a lead each they are some hundred kilobytes.
const ROOM: usize = 200;

/// Folders right below come first, then pages.
fn deler(world: &World, folder: &str) -> Deler {
    let shelf = world.library.folder(folder);
    Deler::alike(shelf.map_or(0, |shelf| shelf.folders.len() + shelf.pages.len()), ROOM)
}

/// How many pages a folder's list takes.
pub fn parts(world: &World, folder: &str) -> usize {
    deler(world, folder).antall()
}

/// A folder without a page of its own.
pub fn page(world: &World, spec: &PageSpec, folder: &str) -> Page {
    let language = world.language();
    let mut frame = hylle::folder_frame(world, folder, &spec.sti, &spec.tittel);
    let total = world.library.folder(folder).map_or(0, |shelf| shelf.total) as u64;
    frame.beskrivelse = language
        .fill("kunnskap.mappe_beskrivelse", &[("navn", &spec.tittel), ("antall", &language.count("side", total))]);
    let view = visning(world, spec, &mut frame, Vec::new(), folder);
    Page::new("mappe.html", frame, view)
}

/// A folder with a page of its own.
pub fn of_page(
    world: &World,
    spec: &PageSpec,
    mut frame: Frame,
    item: ItemId,
    folder: &str,
    language: &Language,
) -> Page {
    // What the author says of the folder stands on the first page.
    let body = if spec.del() == 0 { body::page(world, item, &frame.sti, language) } else { Body::default() };
    let view = visning(world, spec, &mut frame, body.deler, folder);
    frame.innhold = body.innhold;
    if !frame.innhold.is_empty() {
        let lists = [
            ("side-deler", "mappe.undermapper", view.undermapper.is_empty()),
            ("side-sider", "mappe.sider", view.sider.is_empty()),
        ];
        for (id, word, _) in lists.into_iter().filter(|(_, _, empty)| !empty) {
            frame.innhold.push(Innholdspunkt { id: id.to_owned(), tekst: language.word(word).to_owned(), nivaa: 2 });
        }
    }
    Page::new("mappe.html", frame, view)
}

fn visning(world: &World, spec: &PageSpec, frame: &mut Frame, deler: Vec<Del>, folder: &str) -> Visning {
    let Some(shelf) = world.library.folder(folder) else {
        return Visning { deler, undermapper: Vec::new(), sider: Vec::new() };
    };
    let subfolder = |path: &String| {
        let below = world.library.folder(path)?;
        let link = hylle::folder_link(world, path);
        let ingress = below.own.and_then(|own| world.site.artikkel(own)).and_then(|own| own.ingress.clone());
        Some(Undermappe { tittel: link.tittel, url: link.url, ingress, antall: below.total })
    };
    let name = |at: usize| match (shelf.folders.get(at), shelf.pages.get(at.saturating_sub(shelf.folders.len()))) {
        (Some(path), _) => world.library.folder(path).map_or_else(String::new, |below| below.title.clone()),
        (None, page) => page.map_or_else(String::new, |page| world.site.item(*page).title.clone()),
    };
    let parts = self::deler(world, folder);
    frame.deling = parts.seen_from(spec, name);
    let range = parts.range(spec);
    let here = |from: usize, list: usize| {
        let within = |at: usize| at.saturating_sub(from).min(list);
        within(range.start)..within(range.end)
    };
    let folders = shelf.folders.get(here(0, shelf.folders.len())).unwrap_or_default();
    let pages = shelf.pages.get(here(shelf.folders.len(), shelf.pages.len())).unwrap_or_default();
    Visning {
        deler,
        undermapper: folders.iter().filter_map(subfolder).collect(),
        sider: pages.iter().map(|page| page_link(world, *page)).collect(),
    }
}

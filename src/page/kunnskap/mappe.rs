//! A folder of the knowledge base: what the author says of it, and what is in it, in the author's order.

use serde::Serialize;

use super::hylle;
use crate::language::Language;
use crate::page::body;
use crate::page::catalogue::PageSpec;
use crate::page::frame::{Frame, Innholdspunkt};
use crate::page::parts::del::Del;
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

/// A folder without a page of its own.
pub fn page(world: &World, spec: &PageSpec, folder: &str) -> Page {
    let language = world.language();
    let mut frame = hylle::folder_frame(world, folder, &spec.sti, &spec.tittel);
    let total = world.library.folder(folder).map_or(0, |shelf| shelf.total) as u64;
    frame.beskrivelse = language
        .fill("kunnskap.mappe_beskrivelse", &[("navn", &spec.tittel), ("antall", &language.count("side", total))]);
    Page::new("mappe.html", frame, visning(world, Vec::new(), folder))
}

/// A folder with a page of its own.
pub fn of_page(world: &World, mut frame: Frame, item: ItemId, folder: &str, language: &Language) -> Page {
    let body = body::page(world, item, &frame.sti, language);
    let view = visning(world, body.deler, folder);
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

fn visning(world: &World, deler: Vec<Del>, folder: &str) -> Visning {
    let Some(shelf) = world.library.folder(folder) else {
        return Visning { deler, undermapper: Vec::new(), sider: Vec::new() };
    };
    let undermapper = shelf
        .folders
        .iter()
        .filter_map(|path| {
            let below = world.library.folder(path)?;
            let link = hylle::folder_link(world, path);
            let ingress = below.own.and_then(|own| world.site.artikkel(own)).and_then(|own| own.ingress.clone());
            Some(Undermappe { tittel: link.tittel, url: link.url, ingress, antall: below.total })
        })
        .collect();
    Visning { deler, undermapper, sider: shelf.pages.iter().map(|page| page_link(world, *page)).collect() }
}

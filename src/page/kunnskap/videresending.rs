//! An earlier address: sends the reader on.

use serde::Serialize;

use crate::page::catalogue::PageSpec;
use crate::page::frame::Lenke;
use crate::page::parts::chrome;
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::ItemId;

/// What the template draws.
#[derive(Debug, Serialize)]
struct Visning {
    maal: Lenke,
}

/// The page.
pub fn page(world: &World, spec: &PageSpec, item: ItemId) -> Page {
    let mut frame = chrome::frame(world, &spec.sti, &spec.tittel, &[]);
    frame.robots_noindex = true;
    frame.canonical = world.nettsted.adresse.as_ref().map(|address| format!("{address}{}", world.url(item)));
    Page::new("videresending.html", frame, Visning { maal: Lenke::new(&world.site.item(item).title, world.url(item)) })
}

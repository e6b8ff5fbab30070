//! The page of an indicator.

use crate::page::catalogue::PageSpec;
use crate::page::parts::chrome;
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::ItemId;

/// The page.
pub fn page(world: &World, spec: &PageSpec, _item: ItemId) -> Page {
    Page::new("artikkel.html", chrome::frame(world, &spec.sti, &spec.tittel, &[]), crate::page::view::unfinished())
}

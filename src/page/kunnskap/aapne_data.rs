//! Open data.

use crate::page::catalogue::PageSpec;
use crate::page::parts::chrome;
use crate::page::view::Page;
use crate::page::world::World;

/// The page.
pub fn page(world: &World, spec: &PageSpec) -> Page {
    Page::new("artikkel.html", chrome::frame(world, &spec.sti, &spec.tittel, &[]), crate::page::view::unfinished())
}

/// The files themselves: path and bytes.
pub fn files(world: &World, put: &mut dyn FnMut(&str, Vec<u8>)) {
    let _ = (world, put);
}

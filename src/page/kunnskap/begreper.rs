//! The glossary.

use crate::page::catalogue::PageSpec;
use crate::page::parts::chrome;
use crate::page::view::Page;
use crate::page::world::World;

/// The page.
pub fn page(world: &World, spec: &PageSpec) -> Page {
    Page::new("artikkel.html", chrome::frame(world, &spec.sti, &spec.tittel, &[]), crate::page::view::unfinished())
}

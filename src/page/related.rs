//! Pages like a page: which they are, and what makes them alike. Finding them is left to `search`, which reads every word of
//! the site before any page is made; which of them a page shows is left to `parts::se_ogsaa`.

use std::collections::HashMap;

use super::catalogue::PageKind;
use super::world::World;
use crate::resolve::item::ItemId;

/// What is like an item, most alike first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Related {
    of: Vec<Vec<Like>>,
}

/// Something like an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Like {
    /// What it is.
    pub item: ItemId,
    /// The words that tell most of both, most telling first.
    pub words: Vec<String>,
}

impl Related {
    /// Takes what was found, by item number.
    pub fn new(of: Vec<Vec<Like>>) -> Self {
        Self { of }
    }

    /// What is like an item.
    pub fn of(&self, item: ItemId) -> &[Like] {
        self.of.get(item.at()).map_or(&[], Vec::as_slice)
    }
}

/// What was like what in another edition of the same site. Numbers of items are an edition's own, so they are remembered by
/// the addresses of their pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remembered {
    of: HashMap<String, Vec<(String, Vec<String>)>>,
}

impl Remembered {
    /// Remembers what an edition shows.
    pub fn of(world: &World, related: &Related) -> Self {
        let by_address = |like: &Like| (world.url(like.item).to_owned(), like.words.clone());
        let known = world.site.register.iter().filter_map(|(id, _)| {
            let likes = related.of(id);
            (!likes.is_empty()).then(|| (world.url(id).to_owned(), likes.iter().map(by_address).collect()))
        });
        Self { of: known.collect() }
    }

    /// What was like an item; what has no page any more is left out.
    pub fn find(&self, world: &World, item: ItemId) -> Vec<Like> {
        let here = |(address, words): &(String, Vec<String>)| match world.catalogue.at(address)?.kind {
            PageKind::Item(item) | PageKind::Artikkel(item) => Some(Like { item, words: words.clone() }),
            _ => None,
        };
        self.of.get(world.url(item)).map_or_else(Vec::new, |likes| likes.iter().filter_map(here).collect())
    }
}

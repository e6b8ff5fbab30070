//! Pages like a page: which they are, and what makes them alike. Finding them is left to `search`, which reads every word of
//! the site before any page is made; which of them a page shows is left to `parts::se_ogsaa`.

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

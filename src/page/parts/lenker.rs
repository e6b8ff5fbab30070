//! Links with a word about what they lead to, as lists show them.

use serde::Serialize;

use crate::page::world::World;
use crate::resolve::item::ItemId;

/// A link in a list: `lenkeliste` and `sideliste` draw it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Listelenke {
    /// What the reader sees.
    pub tittel: String,
    /// Where it leads, from the site's root.
    pub url: String,
    /// What kind of thing it is, in a word.
    #[serde(rename = "type")]
    pub slag: Option<String>,
    /// One sentence about it.
    pub tekst: Option<String>,
}

/// A link to a page of running text with its lead.
pub fn page_link(world: &World, page: ItemId) -> Listelenke {
    let artikkel = world.site.artikkel(page);
    Listelenke {
        tittel: world.site.item(page).title.clone(),
        url: world.url(page).to_owned(),
        slag: None,
        tekst: artikkel.and_then(|artikkel| artikkel.ingress.clone()),
    }
}

//! Short lists of items: what it is called, what kind of thing it is, how it stands. Drawn by `punktliste`.

use serde::Serialize;

use crate::derive::tilstand::Tilstand;
use crate::domain::rad::Kind;
use crate::language::{Language, collation};
use crate::page::world::World;
use crate::resolve::item::ItemId;

/// One item in a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Punkt {
    /// Printed label.
    pub etikett: Option<String>,
    /// What to call it.
    pub tittel: String,
    /// Where it is shown.
    pub url: String,
    /// What kind of thing it is, when the list does not say so itself.
    pub slag: Option<String>,
    /// Status key, for things that have a status.
    pub status: Option<String>,
    /// A line under it.
    pub tekst: Option<String>,
}

/// A group of items under a heading.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Gruppe {
    /// Unique on the page.
    pub id: String,
    /// Heading.
    pub tittel: String,
    /// The items.
    pub punkter: Vec<Punkt>,
}

/// One item: label, title, address, and status for what has one.
pub fn point(world: &World, item: ItemId) -> Punkt {
    let about = world.site.item(item);
    let follows = matches!(about.kind, Kind::Aktivitet | Kind::Forpliktelse);
    Punkt {
        etikett: about.etikett.clone(),
        tittel: about.title.clone(),
        url: world.url(item).to_owned(),
        slag: None,
        status: world
            .derived
            .state(item)
            .filter(|s| follows || s.status.is_some())
            .map(Tilstand::key)
            .or_else(|| world.derived.outside_key(item)),
        tekst: None,
    }
}

/// Items of one kind, in the order given.
pub fn points(world: &World, items: impl IntoIterator<Item = ItemId>) -> Vec<Punkt> {
    items.into_iter().map(|item| point(world, item)).collect()
}

/// Items of several kinds, each with the word for its kind.
pub fn mixed(world: &World, items: impl IntoIterator<Item = ItemId>, language: &Language) -> Vec<Punkt> {
    items.into_iter().map(|item| Punkt { slag: Some(kind_word(world, item, language)), ..point(world, item) }).collect()
}

/// The word for what kind of thing an item is.
pub fn kind_word(world: &World, item: ItemId, language: &Language) -> String {
    let kind = world.site.item(item).kind;
    language.find(&format!("type.{}", kind.key())).unwrap_or_else(|| kind.word()).to_owned()
}

/// Orders items by printed label, then by title.
pub fn sort(world: &World, items: &mut [ItemId]) {
    let site = world.site;
    items.sort_by(|a, b| {
        let (a, b) = (site.item(*a), site.item(*b));
        let label = |etikett: &Option<String>| etikett.clone();
        match (label(&a.etikett), label(&b.etikett)) {
            (Some(x), Some(y)) => collation::compare(&x, &y),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (None, None) => std::cmp::Ordering::Equal,
        }
        .then_with(|| collation::compare(&a.title, &b.title))
    });
}

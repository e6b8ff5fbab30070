//! «Se også»: a few pages about the same, with the words they share. How alike pages are, is left to `search`.

use std::collections::HashSet;

use super::lenker::{Listelenke, page_link};
use crate::domain::rad::Kind;
use crate::language::Language;
use crate::page::kunnskap::hylle;
use crate::page::library::is_folder_page;
use crate::page::world::World;
use crate::resolve::item::ItemId;

/// How many pages are named.
const LIMIT: usize = 5;

/// The pages like an item that its own page does not lead to already. `shown` are those it shows besides its references.
/// A page about the same topics fills up where too few share its words.
pub fn links(world: &World, item: ItemId, shown: &[ItemId], language: &Language) -> Vec<Listelenke> {
    let site = world.site;
    let own = site.item(item);
    let mut known: HashSet<ItemId> = shown.iter().copied().collect();
    known.insert(item);
    known.extend(site.graph.out(item).map(|edge| edge.to).chain(site.graph.back(item).map(|edge| edge.from)));
    let mut links: Vec<Listelenke> = Vec::new();
    for like in world.likes(item).iter() {
        let other = site.item(like.item);
        // The parts of one plan are tied together by the plan; what is like them elsewhere is news.
        let same_plan = own.plan.is_some() && own.plan == other.plan && other.kind != Kind::Artikkel;
        if links.len() < LIMIT && !same_plan && known.insert(like.item) {
            let words = like.words.join(", ");
            links.push(Listelenke {
                slag: sort(world, like.item, language),
                tekst: Some(language.fill("side.felles_ord", &[("ord", &words)])),
                ..page_link(world, like.item)
            });
        }
    }
    if own.kind == Kind::Artikkel && links.len() < LIMIT {
        for page in world.library.related(site, item, LIMIT) {
            if links.len() < LIMIT && known.insert(page) {
                links.push(Listelenke { slag: sort(world, page, language), ..page_link(world, page) });
            }
        }
    }
    links
}

/// Is it worth naming what is like it?
pub fn wanted(world: &World, item: ItemId) -> bool {
    let page = world.site.artikkel(item);
    page.is_none_or(|page| !is_folder_page(page))
        && matches!(
            world.site.item(item).kind,
            Kind::Artikkel | Kind::Aktivitet | Kind::Tiltak | Kind::Utfordring | Kind::Strategi | Kind::Virkemiddel
        )
}

fn sort(world: &World, item: ItemId, language: &Language) -> Option<String> {
    let kind = world.site.item(item).kind;
    if kind == Kind::Artikkel {
        return hylle::category(world, item, language);
    }
    language.find(&format!("type.{}", kind.key())).map(str::to_owned)
}

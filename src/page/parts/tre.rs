//! Things under each other in levels, as nested lists. The levels are told in numbers, so that a template can open and
//! close lists without calling itself.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::page::frame::Lenke;
use crate::page::world::World;
use crate::resolve::item::ItemId;

/// One thing and what must be opened before it and closed after it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Gren {
    /// A list begins before it.
    pub aapner: bool,
    /// So many lists end after it.
    pub lukker: usize,
    /// Something stands below it.
    pub har_barn: bool,
    /// What kind of thing it is.
    pub slag: String,
    /// Printed label.
    pub etikett: Option<String>,
    /// What to call it.
    pub tekst: String,
    /// Where it leads.
    pub url: Option<String>,
    /// Status key.
    pub status: Option<String>,
    /// A few words under it.
    pub under: Option<String>,
    /// What is missing below it.
    pub brudd: Option<String>,
    /// Where it can be linked to, unique on the page.
    pub id: Option<String>,
    /// The same thing in another list of the page.
    pub kryss: Option<Lenke>,
}

/// A thing with what stands below it.
#[derive(Debug, Clone, Default)]
pub struct Node {
    /// The thing.
    pub gren: Gren,
    /// Below it.
    pub barn: Vec<Node>,
}

impl Node {
    /// Words without an address.
    pub fn ord(slag: impl Into<String>, tekst: impl Into<String>) -> Self {
        Self { gren: Gren { slag: slag.into(), tekst: tekst.into(), ..Gren::default() }, barn: Vec::new() }
    }

    /// An item of the plan; its status is shown when `status` is asked for.
    pub fn item(world: &World, item: ItemId, slag: &str, status: bool) -> Self {
        let about = world.site.item(item);
        let state = world.derived.state(item).filter(|_| status);
        Self {
            gren: Gren {
                slag: slag.to_owned(),
                etikett: about.etikett.clone(),
                tekst: about.title.clone(),
                url: Some(world.url(item).to_owned()),
                status: state.map(crate::derive::tilstand::Tilstand::key),
                ..Gren::default()
            },
            barn: Vec::new(),
        }
    }
}

/// The things in reading order. What stands in several places is linked to where it stands first.
pub fn flat(nodes: Vec<Node>) -> Vec<Gren> {
    let mut list = Vec::new();
    write(nodes, &mut list);
    let mut seen = BTreeSet::new();
    for one in &mut list {
        one.id = one.id.take().filter(|id| seen.insert(id.clone()));
    }
    list
}

/// The same without places to link to, for a page where other things have theirs.
pub fn without_places(mut list: Vec<Gren>) -> Vec<Gren> {
    for one in &mut list {
        (one.id, one.kryss) = (None, None);
    }
    list
}

fn write(nodes: Vec<Node>, list: &mut Vec<Gren>) {
    let mut first = true;
    for node in nodes {
        list.push(Gren { aapner: first, har_barn: !node.barn.is_empty(), ..node.gren });
        first = false;
        write(node.barn, list);
    }
    if let (false, Some(last)) = (first, list.last_mut()) {
        last.lukker += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_that_is_opened_is_closed_where_it_ends() {
        let leaf = |text: &str| Node::ord("x", text);
        let list = flat(vec![
            Node { barn: vec![leaf("a1"), Node { barn: vec![leaf("a21")], ..leaf("a2") }], ..leaf("a") },
            leaf("b"),
        ]);
        let seen: Vec<_> = list.iter().map(|g| (g.tekst.as_str(), g.aapner, g.lukker, g.har_barn)).collect();
        assert_eq!(
            seen,
            [
                ("a", true, 0, true),
                ("a1", true, 0, false),
                ("a2", false, 0, true),
                ("a21", true, 2, false),
                ("b", false, 1, false)
            ]
        );
        assert!(flat(Vec::new()).is_empty());
    }
}

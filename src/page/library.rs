//! The library: how the knowledge base's pages stand in folders, and which pages are about what. Made once, so that no
//! page has to go through all the others.

use crate::language::capital::capitalised;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::domain::artikkel::Artikkel;
use crate::domain::rad::{Kind, Relasjon};
use crate::domain::slug::slug;
use crate::domain::suksessfaktor::Suksessfaktor;
use crate::language::collation;
use crate::lookup::Lookup;
use crate::resolve::item::ItemId;
use crate::resolve::site::Site;

/// A topic so common that sharing it says little; such lists are not gone through for related pages.
const TOO_COMMON: usize = 1000;

/// One folder of the knowledge base. The root is `""`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Folder {
    /// What it is called.
    pub title: String,
    /// Its own page.
    pub own: Option<ItemId>,
    /// Pages right in it, in the author's order; its own not among them.
    pub pages: Vec<ItemId>,
    /// Paths of the folders right below, in the author's order.
    pub folders: Vec<String>,
    /// Pages and folders together, in the author's order.
    pub entries: Vec<Entry>,
    /// Pages in it and below, its own not counted.
    pub total: usize,
}

/// What stands in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A page.
    Page(ItemId),
    /// A folder, by its path.
    Folder(String),
}

/// A topic: its name as first written, and its pages.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Topic {
    /// As first written.
    pub name: String,
    /// Its pages, in the register's order.
    pub pages: Vec<ItemId>,
}

/// The knowledge base, sorted.
#[derive(Debug, Default)]
pub struct Library {
    folders: BTreeMap<String, Folder>,
    topics: BTreeMap<String, Topic>,
    about: HashMap<ItemId, Vec<ItemId>>,
    factors: BTreeMap<Suksessfaktor, Vec<ItemId>>,
    /// Where each page stands among the pages of its folder, and among its entries.
    places: HashMap<ItemId, (usize, usize)>,
    /// Where each folder stands among the entries of the one above.
    folder_places: HashMap<String, usize>,
}

impl Library {
    /// Sorts all pages of running text. Chapters of plans have topics too, but stand in no folder.
    pub fn gather(site: &Site) -> Self {
        let mut library = Self::default();
        for (id, item) in site.register.iter().filter(|(_, item)| item.kind == Kind::Artikkel) {
            let Some(page) = site.artikkel(id) else { continue };
            for name in &page.emner {
                let topic = library.topics.entry(slug(name)).or_default();
                if topic.name.is_empty() {
                    topic.name.clone_from(name);
                }
                if topic.pages.last() != Some(&id) {
                    topic.pages.push(id);
                }
            }
            for factor in &page.suksessfaktorer {
                library.factors.entry(*factor).or_default().push(id);
            }
            let about: BTreeSet<ItemId> = site
                .graph
                .out(id)
                .filter(|edge| matches!(edge.relation, Relasjon::Maalgruppe | Relasjon::Virkemiddel))
                .map(|edge| edge.to)
                .collect();
            for thing in about {
                library.about.entry(thing).or_default().push(id);
            }
            if item.plan.is_none() {
                library.shelve(id, page);
            }
        }
        library.topics.remove("");
        library.order(site);
        library.note_places();
        library
    }

    /// Puts a page in its folder, making the folders above as needed.
    fn shelve(&mut self, id: ItemId, page: &Artikkel) {
        let (folder, stem) = page.sti.rsplit_once('/').unwrap_or(("", &page.sti));
        let own = stem == "index";
        let shelf = self.folders.entry(folder.to_owned()).or_default();
        if own {
            shelf.own = Some(id);
            shelf.title.clone_from(&page.tittel);
        } else {
            shelf.pages.push(id);
        }
        let mut at = folder;
        loop {
            let shelf = self.folders.entry(at.to_owned()).or_default();
            // A folder's own page counts for the folders above.
            shelf.total += usize::from(!own || at != folder);
            if at.is_empty() {
                break;
            }
            at = at.rsplit_once('/').map_or("", |(above, _)| above);
        }
    }

    /// Pages and folders in the author's order: `rekkefølge` first, then by title. Of those without `rekkefølge`, folders
    /// come first in the common list.
    fn order(&mut self, site: &Site) {
        let place = |id: ItemId| number(site, id);
        let mut below: BTreeMap<String, Vec<(f64, collation::Key, String)>> = BTreeMap::new();
        for (path, folder) in &mut self.folders {
            if folder.title.is_empty() {
                folder.title = spoken(path);
            }
            in_order(site, &mut folder.pages);
            if !path.is_empty() {
                let above = path.rsplit_once('/').map_or("", |(above, _)| above);
                let order = folder.own.map_or(f64::INFINITY, place);
                below.entry(above.to_owned()).or_default().push((
                    order,
                    collation::Key::of(&folder.title),
                    path.clone(),
                ));
            }
        }
        for (above, mut list) in below {
            list.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
            if let Some(folder) = self.folders.get_mut(&above) {
                folder.entries = list.iter().map(|(_, _, path)| Entry::Folder(path.clone())).collect();
                folder.folders = list.into_iter().map(|(_, _, path)| path).collect();
            }
        }
        let numbers: BTreeMap<String, f64> = (self.folders.iter())
            .map(|(path, folder)| (path.clone(), folder.own.map_or(f64::INFINITY, place)))
            .collect();
        let number = |entry: &Entry| match entry {
            Entry::Page(page) => place(*page),
            Entry::Folder(path) => numbers.get(path).copied().unwrap_or(f64::INFINITY),
        };
        for folder in self.folders.values_mut() {
            folder.entries.extend(folder.pages.iter().map(|page| Entry::Page(*page)));
            // Stable: folders and pages keep their order among themselves.
            folder.entries.sort_by(|a, b| number(a).total_cmp(&number(b)));
        }
    }

    fn note_places(&mut self) {
        for folder in self.folders.values() {
            for (at, entry) in folder.entries.iter().enumerate() {
                match entry {
                    Entry::Page(page) => self.places.entry(*page).or_default().1 = at,
                    Entry::Folder(path) => drop(self.folder_places.insert(path.clone(), at)),
                }
            }
            for (at, page) in folder.pages.iter().enumerate() {
                self.places.entry(*page).or_default().0 = at;
            }
        }
    }

    /// Where a page stands among the pages of its folder; `None` for a folder's own page.
    pub fn place_among_pages(&self, page: ItemId) -> Option<usize> {
        self.places.get(&page).map(|(among_pages, _)| *among_pages)
    }

    /// Where a page or a folder stands among the entries of the folder it is right in.
    pub fn place_among_entries(&self, entry: &Entry) -> Option<usize> {
        match entry {
            Entry::Page(page) => self.places.get(page).map(|(_, among_entries)| *among_entries),
            Entry::Folder(path) => self.folder_places.get(path).copied(),
        }
    }

    /// A folder by its path.
    pub fn folder(&self, path: &str) -> Option<&Folder> {
        self.folders.get(path)
    }

    /// All folders with their paths, the root first.
    pub fn folders(&self) -> impl Iterator<Item = (&str, &Folder)> {
        self.folders.iter().map(|(path, folder)| (path.as_str(), folder))
    }

    /// All topics with their slugs.
    pub fn topics(&self) -> impl Iterator<Item = (&str, &Topic)> {
        self.topics.iter().map(|(slug, topic)| (slug.as_str(), topic))
    }

    /// A topic by its slug.
    pub fn topic(&self, slug: &str) -> Option<&Topic> {
        self.topics.get(slug)
    }

    /// Pages that say they are about a target group or an instrument.
    pub fn about(&self, thing: ItemId) -> &[ItemId] {
        self.about.get(&thing).map_or(&[], Vec::as_slice)
    }

    /// Pages that say they are about a success factor.
    pub fn of_factor(&self, factor: Suksessfaktor) -> &[ItemId] {
        self.factors.get(&factor).map_or(&[], Vec::as_slice)
    }

    /// The pages most like a page, at most `limit`: those that share topics, groups, instruments and factors with it.
    /// What few pages share counts most. A page for a whole folder is never among them.
    pub fn related(&self, site: &Site, page: ItemId, limit: usize) -> Vec<ItemId> {
        let Some(artikkel) = site.artikkel(page) else { return Vec::new() };
        let mut lists: Vec<(u64, &[ItemId])> = Vec::new();
        for name in &artikkel.emner {
            lists.extend(self.topics.get(&slug(name)).map(|topic| (30, topic.pages.as_slice())));
        }
        let tagged = site.graph.out(page).filter_map(|edge| match edge.relation {
            Relasjon::Virkemiddel => Some((30, self.about(edge.to))),
            Relasjon::Maalgruppe => Some((20, self.about(edge.to))),
            _ => None,
        });
        lists.extend(tagged);
        lists.extend(artikkel.suksessfaktorer.iter().map(|factor| (8, self.of_factor(*factor))));
        // Gone through in no order, and sorted below.
        let mut scores: Lookup<ItemId, u64> = Lookup::default();
        for (weight, list) in lists.into_iter().filter(|(_, list)| list.len() <= TOO_COMMON) {
            let worth = weight * 1000 / list.len().max(1) as u64;
            for other in list {
                *scores.entry(*other).or_default() += worth;
            }
        }
        scores.remove(&page);
        let mut ranked: Vec<(u64, ItemId)> = scores
            .into_iter()
            .filter(|(other, _)| site.artikkel(*other).is_some_and(|other| !is_folder_page(other)))
            .map(|(other, score)| (score, other))
            .collect();
        ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.into_iter().take(limit).map(|(_, other)| other).collect()
    }
}

/// Sorts pages into the author's order: `rekkefølge` first, then by title.
pub fn in_order(site: &Site, pages: &mut Vec<ItemId>) {
    // A folder may hold thousands: each key is made once.
    let key = |page: &ItemId| (number(site, *page), collation::Key::of(&site.item(*page).title), *page);
    let mut keyed: Vec<_> = pages.iter().map(key).collect();
    keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
    *pages = keyed.into_iter().map(|(_, _, page)| page).collect();
}

/// The author's `rekkefølge`; what has none comes last.
fn number(site: &Site, page: ItemId) -> f64 {
    site.artikkel(page).and_then(|page| page.rekkefoelge).unwrap_or(f64::INFINITY)
}

/// Is it a folder's own page?
pub fn is_folder_page(page: &Artikkel) -> bool {
    page.sti == "index" || page.sti.ends_with("/index")
}

/// A folder's name as a title, when it has no page to say it.
fn spoken(path: &str) -> String {
    capitalised(&path.rsplit('/').next().unwrap_or(path).replace('-', " "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testing::world;

    #[test]
    fn a_page_with_a_lower_number_stands_before_a_folder() {
        let page = |title: &str, number: &str| format!("---\ntittel: {title}\n{number}\n---\n\nTekst.\n");
        let (first, folder, last) = (page("Først", "rekkefølge: 1"), page("Mappen", "rekkefølge: 2"), page("Sist", ""));
        let world = world(&[
            ("planverk.yaml", "tittel: Prøve\n"),
            ("content/hjelp/foerst.md", &first),
            ("content/hjelp/mappe/index.md", &folder),
            ("content/hjelp/sist.md", &last),
        ]);
        let entries = &world.library.folder("hjelp").unwrap().entries;
        assert!(matches!(entries.as_slice(), [Entry::Page(_), Entry::Folder(_), Entry::Page(_)]), "{entries:?}");
    }
}

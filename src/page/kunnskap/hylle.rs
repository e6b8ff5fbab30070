//! Where a page of the knowledge base stands: the way to it, what kind of page its folder makes it, and the menu of the
//! section around it.

use crate::language::Language;
use crate::page::frame::{Frame, Lenke, Menygruppe, Menypunkt, Sidemeny};
use crate::page::library::Entry;
use crate::page::parts::chrome;
use crate::page::world::World;
use crate::resolve::item::ItemId;

/// A menu of more links than this shows only those around the page itself: else a folder of many pages would make the
/// site grow with the square of their number.
const MENU_ROOM: usize = 40;

/// The frame of a page of running text, in its own language, with the way to it and the menus around it.
pub fn frame(world: &World, page: ItemId, sti: &str, language: &Language) -> Frame {
    let item = world.site.item(page);
    let mut frame = if let Some(plan) = item.plan {
        chrome::plan_frame(world, plan, sti, &item.title, &[])
    } else {
        let path = world.site.artikkel(page).map_or("", |artikkel| artikkel.sti.as_str());
        let mut frame = chrome::frame(world, sti, &item.title, &way(world, folder_above(path)));
        frame.sidemeny = section_menu(world, folder_of(path), sti);
        frame
    };
    language.code().clone_into(&mut frame.spraak);
    frame
}

/// The frame of a folder without a page of its own.
pub fn folder_frame(world: &World, path: &str, sti: &str, title: &str) -> Frame {
    let above = path.rsplit_once('/').map_or("", |(above, _)| above);
    let mut frame = chrome::frame(world, sti, title, &way(world, above));
    frame.sidemeny = section_menu(world, path, sti);
    frame
}

/// The folder a page stands in: `a/b` for `a/b/c` and for `a/b/index`.
pub fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The folder a page is listed in: `a` for `a/b/index`.
fn folder_above(path: &str) -> &str {
    let folder = folder_of(path);
    if path.ends_with("/index") { folder_of(folder) } else { folder }
}

/// The folders down to and with `path`, as links. The knowledge base itself comes first when it has a page.
fn way(world: &World, path: &str) -> Vec<Lenke> {
    let mut way = Vec::new();
    if let Some(root) = world.library.folder("").and_then(|root| root.own) {
        way.push(Lenke::new(world.language().word("meny.kunnskapsbase"), world.url(root)));
    }
    let ends = path.match_indices('/').map(|(at, _)| at).chain((!path.is_empty()).then_some(path.len()));
    way.extend(ends.map(|end| folder_link(world, &path[..end])));
    way
}

/// A folder as a link to its page.
pub fn folder_link(world: &World, path: &str) -> Lenke {
    let folder = world.library.folder(path);
    let url = match (folder.and_then(|folder| folder.own), path) {
        (Some(own), _) => world.url(own).to_owned(),
        (None, "begreper") => "begreper.html".to_owned(),
        (None, _) => format!("{path}/index.html"),
    };
    Lenke::new(folder.map_or("", |folder| folder.title.as_str()), url)
}

/// What a page is called by the folder it stands in: «Veileder», «Erfaring»; chapters of plans are chapters.
pub fn category(world: &World, page: ItemId, language: &Language) -> Option<String> {
    if world.site.item(page).plan.is_some() {
        return Some(language.word("kunnskap.kapittel").to_owned());
    }
    let path = world.site.artikkel(page).map_or("", |artikkel| artikkel.sti.as_str());
    let (section, _) = path.split_once('/')?;
    Some(match section {
        "veiledere" => language.word("type.veileder").to_owned(),
        "erfaringer" => language.word("type.erfaring").to_owned(),
        "suksessfaktorer" => language.word("type.suksessfaktor").to_owned(),
        "begreper" => return None,
        other => world.library.folder(other)?.title.clone(),
    })
}

/// The menu of the section (the topmost folder) a page stands in: what is right below the section, and what stands
/// beside the page.
fn section_menu(world: &World, folder: &str, sti: &str) -> Option<Sidemeny> {
    let section = folder.split('/').next().filter(|section| !section.is_empty())?;
    let top = world.library.folder(section)?;
    if top.pages.is_empty() && top.folders.is_empty() {
        return None;
    }
    let link = folder_link(world, section);
    let mut groups = vec![Menygruppe { tittel: String::new(), lenker: points(world, section, folder, sti) }];
    if folder != section
        && let Some(here) = world.library.folder(folder)
    {
        let lenker = points(world, folder, folder, sti);
        if !lenker.is_empty() {
            groups.push(Menygruppe { tittel: here.title.clone(), lenker });
        }
    }
    groups.retain(|group| !group.lenker.is_empty());
    Some(Sidemeny { tittel: link.tittel, url: link.url, grupper: groups })
}

/// The folders and pages right below a folder, in the author's order.
fn points(world: &World, of: &str, folder: &str, sti: &str) -> Vec<Menypunkt> {
    let Some(shelf) = world.library.folder(of) else { return Vec::new() };
    let point = |entry: &Entry| match entry {
        Entry::Folder(path) => {
            let link = folder_link(world, path);
            let holds = folder == path || folder.strip_prefix(path.as_str()).is_some_and(|rest| rest.starts_with('/'));
            Menypunkt { aktiv: holds || link.url == sti, tittel: link.tittel, url: link.url }
        }
        Entry::Page(page) => {
            let url = world.url(*page);
            Menypunkt { tittel: world.site.item(*page).title.clone(), url: url.to_owned(), aktiv: url == sti }
        }
    };
    around_active(shelf.entries.iter().map(point).collect())
}

fn around_active(points: Vec<Menypunkt>) -> Vec<Menypunkt> {
    if points.len() <= MENU_ROOM {
        return points;
    }
    let at = points.iter().position(|point| point.aktiv).unwrap_or(0);
    let start = at.saturating_sub(MENU_ROOM / 2).min(points.len() - MENU_ROOM);
    points.into_iter().skip(start).take(MENU_ROOM).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folders_own_page_is_listed_in_the_folder_above() {
        assert_eq!((folder_of("a/b/c"), folder_above("a/b/c")), ("a/b", "a/b"));
        assert_eq!((folder_of("a/b/index"), folder_above("a/b/index")), ("a/b", "a"));
        assert_eq!((folder_of("index"), folder_above("a/index")), ("", ""));
    }

    #[test]
    fn a_long_menu_shows_what_stands_around_the_page() {
        let points = |active: usize| {
            let point = |at: usize| Menypunkt { tittel: at.to_string(), aktiv: at == active, ..Menypunkt::default() };
            around_active((0..100).map(point).collect())
        };
        for active in [0, 3, 50, 99] {
            let shown = points(active);
            assert_eq!(shown.len(), MENU_ROOM);
            assert!(shown.iter().any(|point| point.aktiv), "{active}");
        }
    }
}

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
        frame.sidemeny = section_menu(world, folder_of(path), Some(page), sti);
        frame
    };
    language.code().clone_into(&mut frame.spraak);
    frame
}

/// The frame of a folder without a page of its own.
pub fn folder_frame(world: &World, path: &str, sti: &str, title: &str) -> Frame {
    let above = path.rsplit_once('/').map_or("", |(above, _)| above);
    let mut frame = chrome::frame(world, sti, title, &way(world, above));
    frame.sidemeny = section_menu(world, path, None, sti);
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
fn section_menu(world: &World, folder: &str, page: Option<ItemId>, sti: &str) -> Option<Sidemeny> {
    let section = folder.split('/').next().filter(|section| !section.is_empty())?;
    let top = world.library.folder(section)?;
    if top.pages.is_empty() && top.folders.is_empty() {
        return None;
    }
    let link = folder_link(world, section);
    let mut groups = vec![Menygruppe { tittel: String::new(), lenker: points(world, section, folder, page, sti) }];
    if folder != section
        && let Some(here) = world.library.folder(folder)
    {
        let lenker = points(world, folder, folder, page, sti);
        if !lenker.is_empty() {
            groups.push(Menygruppe { tittel: here.title.clone(), lenker });
        }
    }
    groups.retain(|group| !group.lenker.is_empty());
    Some(Sidemeny { tittel: link.tittel, url: link.url, grupper: groups })
}

/// The folders and pages right below a folder, in the author's order, as seen from a page that stands in `folder`.
fn points(world: &World, of: &str, folder: &str, page: Option<ItemId>, sti: &str) -> Vec<Menypunkt> {
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
    let here = if of == folder { page.map(Entry::Page) } else { below(of, folder).map(Entry::Folder) };
    let at = here.and_then(|here| world.library.place_among_entries(&here)).unwrap_or(0);
    shelf.entries[window(shelf.entries.len(), at)].iter().map(point).collect()
}

/// The folder right below `of` that `folder` is or lies in: `a/b` of `a` for `a/b/c`.
fn below(of: &str, folder: &str) -> Option<String> {
    let rest = folder.strip_prefix(of)?.strip_prefix('/')?;
    Some(format!("{of}/{}", rest.split('/').next().unwrap_or(rest)))
}

/// Which of so many points are shown around the one at `at`: all, when there is room.
fn window(points: usize, at: usize) -> std::ops::Range<usize> {
    let start = at.saturating_sub(MENU_ROOM / 2).min(points.saturating_sub(MENU_ROOM));
    start..points.min(start + MENU_ROOM)
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
    fn a_page_deep_down_lies_in_one_folder_of_the_section() {
        assert_eq!(below("a", "a/b/c").as_deref(), Some("a/b"));
        assert_eq!(below("a", "a/b").as_deref(), Some("a/b"));
        assert_eq!((below("a", "a"), below("a", "ab/c")), (None, None));
    }

    #[test]
    fn a_long_menu_shows_what_stands_around_the_page() {
        for active in [0, 3, 50, 99] {
            let shown = window(100, active);
            assert_eq!(shown.len(), MENU_ROOM);
            assert!(shown.contains(&active) && shown.end <= 100, "{active}");
        }
        assert_eq!((window(3, 2), window(0, 0)), (0..3, 0..0));
    }
}

//! What `sitemap.xml` lists: every page a search engine should know, and on very large sites the files that list them. How
//! it is written is the theme's.

use crate::domain::dato::Dato;
use crate::page::catalogue::{PageKind, PageSpec};
use crate::page::world::World;

/// Search engines read no more addresses in one file (sitemaps.org).
const MOST: usize = 50_000;

/// What the template draws.
#[derive(serde::Serialize)]
pub struct Nettstedskart {
    sider: Vec<Side>,
    /// The files that list the pages, when one cannot.
    deler: Vec<String>,
}

#[derive(serde::Serialize)]
struct Side {
    url: String,
    oppdatert: Option<String>,
}

impl Nettstedskart {
    /// The names of a site's files.
    pub fn names(world: &World) -> Vec<String> {
        std::iter::once(NAME.to_owned()).chain(part_names(listed(world).len(), MOST)).collect()
    }

    /// What stands in the file of a name.
    pub fn at(world: &World, name: &str) -> Option<Self> {
        let pages = listed(world);
        let parts = part_names(pages.len(), MOST);
        let own: &[&PageSpec] = match parts.iter().position(|part| part == name) {
            Some(at) => pages.chunks(MOST).nth(at)?,
            None if name != NAME => return None,
            None if parts.is_empty() => &pages,
            None => return Some(Self { sider: Vec::new(), deler: parts }),
        };
        let page = |spec: &&PageSpec| Side { url: spec.sti.clone(), oppdatert: changed(world, spec) };
        Some(Self { sider: own.iter().map(page).collect(), deler: Vec::new() })
    }
}

/// The file search engines ask for.
const NAME: &str = "sitemap.xml";

/// The names of the files besides, when so many pages are too many for one.
fn part_names(pages: usize, most: usize) -> Vec<String> {
    let parts = if pages > most { pages.div_ceil(most) } else { 0 };
    (1..=parts).map(|part| format!("sitemap-{part}.xml")).collect()
}

fn listed<'w>(world: &'w World) -> Vec<&'w PageSpec> {
    let hidden = |kind: &PageKind| matches!(kind, PageKind::Videresending(_) | PageKind::IkkeFunnet | PageKind::Soek);
    world.pages().into_iter().filter(|spec| !hidden(&spec.kind)).collect()
}

fn changed(world: &World, spec: &PageSpec) -> Option<String> {
    let PageKind::Artikkel(item) = &spec.kind else { return None };
    let page = world.site.artikkel(*item)?;
    // Search engines know years, months and days, not half-years.
    let known = |date: &Dato| matches!(date, Dato::Aar(_) | Dato::Maaned(..) | Dato::Dag(_));
    page.oppdatert.or(page.dato).filter(known).map(Dato::iso)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testing::world;

    #[test]
    fn what_does_not_fit_in_one_file_is_parted() {
        assert!(part_names(50_000, 50_000).is_empty());
        assert_eq!(part_names(50_001, 50_000), ["sitemap-1.xml", "sitemap-2.xml"]);
        assert_eq!(part_names(6, 2).len(), 3);
    }

    #[test]
    fn a_site_that_fits_has_one_file() {
        let world = world(&[("content/a.md", "# A\n")]);
        assert_eq!(Nettstedskart::names(&world), [NAME]);
        let map = Nettstedskart::at(&world, NAME).unwrap();
        assert!(map.deler.is_empty() && map.sider.iter().any(|page| page.url == "a.html"));
        assert!(Nettstedskart::at(&world, "sitemap-1.xml").is_none());
    }
}

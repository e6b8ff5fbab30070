//! What `sitemap.xml` lists: every page a search engine should know. How it is written is the theme's.

use crate::domain::dato::Dato;
use crate::page::catalogue::{PageKind, PageSpec};
use crate::page::world::World;

/// What the template draws.
#[derive(serde::Serialize)]
pub struct Nettstedskart {
    sider: Vec<Side>,
}

#[derive(serde::Serialize)]
struct Side {
    url: String,
    oppdatert: Option<String>,
}

impl Nettstedskart {
    /// The pages of a site.
    pub fn of(world: &World) -> Self {
        let listed =
            |spec: &&PageSpec| !matches!(spec.kind, PageKind::Videresending(_) | PageKind::IkkeFunnet | PageKind::Soek);
        let changed = |spec: &PageSpec| match &spec.kind {
            PageKind::Artikkel(item) => {
                let page = world.site.artikkel(*item)?;
                // Search engines know years, months and days, not half-years.
                let known = |date: &Dato| matches!(date, Dato::Aar(_) | Dato::Maaned(..) | Dato::Dag(_));
                page.oppdatert.or(page.dato).filter(known).map(Dato::iso)
            }
            _ => None,
        };
        let pages = world.pages().into_iter().filter(listed);
        Self { sider: pages.map(|spec| Side { url: spec.sti.clone(), oppdatert: changed(spec) }).collect() }
    }
}

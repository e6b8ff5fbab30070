//! What every page is made of, as numbers: when a page's number is what it was in the last build, the page is too.
//!
//! A page may be made of anything but other pages' running text: of that only what other pages can show or lead to counts
//! (title, fields, headings, links), not the words. So one sentence mended in a veileder concerns that veileder, and any
//! other change concerns every page. The few pages that show several texts count all of them among theirs.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use rayon::prelude::*;

use super::Checked;
use super::ground::theme_files;
use crate::diag::FileId;
use crate::domain::rad::Kind;
use crate::page::catalogue::{PageKind, PageSpec};
use crate::page::view::tells_what_is_like_it;
use crate::page::world::World;
use crate::resolve::item::ItemId;

/// The numbers of a site.
pub struct Ingredients {
    /// What every page may be made of.
    common: u64,
    /// All running text of the knowledge base.
    texts: u64,
    /// Each page's own running text.
    own: HashMap<ItemId, u64>,
}

/// Whose running text of the knowledge base stands on a page.
enum Texts {
    None,
    Of(ItemId),
    All,
}

impl Ingredients {
    /// Reads everything once.
    pub fn gather(world: &World, checked: &Checked) -> Self {
        let site = world.site;
        let article = |(id, item): (ItemId, &crate::resolve::item::Item)| {
            let file = site.artikkel(id)?.file.filter(|_| item.kind == Kind::Artikkel && item.plan.is_none())?;
            Some((file, id))
        };
        let articles: HashMap<FileId, ItemId> = site.register.iter().filter_map(article).collect();
        let files: Vec<(FileId, &crate::source::SourceFile)> = world.sources.iter().collect();
        let read = |(id, file): &(FileId, &crate::source::SourceFile)| {
            let mut common = DefaultHasher::new();
            (&file.path, file.size.map(|size| (size.width, size.height))).hash(&mut common);
            let Some(page) = articles.get(id) else {
                file.text.hash(&mut common);
                return (common.finish(), None);
            };
            if let Some(own) = site.artikkel(*page) {
                let front = file.text.get(..own.body).unwrap_or(&file.text);
                // A title may be the text's first heading.
                (front, &own.tittel, &own.ingress, &own.sti).hash(&mut common);
            }
            if let Some(outline) = site.outline(*page) {
                outline.hash_what_others_see(&mut common);
            }
            (common.finish(), Some((*page, number(&file.text))))
        };
        let read: Vec<(u64, Option<(ItemId, u64)>)> = files.par_iter().map(read).collect();
        let commons: Vec<u64> = read.iter().map(|(common, _)| *common).collect();
        let texts: Vec<u64> = read.iter().filter_map(|(_, own)| own.map(|(_, text)| text)).collect();
        let theme = theme_files(world.sources, world.config);
        let theme: Vec<_> = theme.iter().map(|file| (&file.path, &file.bytes)).collect();
        Self {
            common: number(&(commons, theme, checked.date.to_string(), format!("{:?}", checked.utgave))),
            texts: number(&texts),
            own: read.into_iter().filter_map(|(_, own)| own).collect(),
        }
    }

    /// The number of a page. Once the search is made: it tells what is like the page.
    pub fn of(&self, world: &World, spec: &PageSpec) -> u64 {
        let texts = match texts_on(world, &spec.kind) {
            Texts::None => 0,
            Texts::Of(item) => self.own.get(&item).copied().unwrap_or_default(),
            Texts::All => self.texts,
        };
        let likes = match &spec.kind {
            PageKind::Item(item) | PageKind::Artikkel(item) if tells_what_is_like_it(world, spec) => world.likes(*item),
            _ => Vec::new().into(),
        };
        let likes: Vec<_> = likes.iter().map(|like| (world.url(like.item), &like.words)).collect();
        number(&(self.common, texts, &spec.sti, &spec.tittel, likes))
    }
}

fn number(of: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

/// Told of every kind of page, so that whoever adds one must think of it.
fn texts_on(world: &World, kind: &PageKind) -> Texts {
    match kind {
        PageKind::Fortsettelse(of, _) => texts_on(world, of),
        PageKind::Artikkel(item) if world.site.item(*item).plan.is_some() => Texts::None,
        // The factors' own page shows what the pages of the factors begin with.
        PageKind::Artikkel(item)
            if world.site.artikkel(*item).is_some_and(|own| own.sti == "suksessfaktorer/index") =>
        {
            Texts::All
        }
        PageKind::Artikkel(item) => Texts::Of(*item),
        PageKind::Forside
        | PageKind::Suksessfaktor(_)
        | PageKind::Suksessfaktorer
        | PageKind::Begreper
        | PageKind::Tilgjengelighet => Texts::All,
        PageKind::Planer
        | PageKind::Organisasjon(_)
        | PageKind::OrganisasjonKilder(_)
        | PageKind::Ansvarlig(..)
        | PageKind::Plan(..)
        | PageKind::EndringerAar(..)
        | PageKind::Item(_)
        | PageKind::Mappe(_)
        | PageKind::Emner
        | PageKind::Emne(_)
        | PageKind::AAa
        | PageKind::AAaDel(_)
        | PageKind::Soek
        | PageKind::Kilder
        | PageKind::Maalgrupper
        | PageKind::Virkemidler
        | PageKind::AapneData
        | PageKind::IkkeFunnet
        | PageKind::Videresending(_) => Texts::None,
    }
}

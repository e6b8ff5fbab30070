//! Everything a page may be made from. Made once; every page reads it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::address;
use super::catalogue::{Catalogue, PageSpec};
use super::frame::{Lenke, Menypunkt, Sidemeny};
use super::kunnskap::register::{self, Register};
use super::library::Library;
use super::nettsted::Nettsted;
use super::parts::chrome;
use super::related::{Like, Related, Remembered};
use super::terms::Terms;
use crate::config::Config;
use crate::derive::derived::Derived;
use crate::domain::rad::{Kind, Ref};
use crate::language::{Language, Languages};
use crate::markdown::Words;
use crate::resolve::item::{ItemId, PlanId};
use crate::resolve::site::Site;
use crate::source::SourceSet;

/// The site and all that is known about it.
pub struct World<'a> {
    /// The resolved site.
    pub site: &'a Site,
    /// What is derived of it as of the date.
    pub derived: &'a Derived,
    /// The configuration.
    pub config: &'a Config,
    /// The author's files, for running text.
    pub sources: &'a SourceSet,
    /// The interface's words.
    pub languages: &'a Languages,
    /// Values that are the same on every page.
    pub nettsted: &'a Nettsted,
    /// Every page but the parts of the register A–Å.
    pub catalogue: Catalogue,
    /// Everything with a title, by letter. Made when first asked for: an edit in the preview seldom asks.
    register: OnceLock<Register>,
    /// Where every item is shown, by item number.
    addresses: Vec<String>,
    /// The main menu: title, address, and the start of the addresses below it.
    menu: Vec<(String, String, String)>,
    /// Each plan's chapters in the author's order, by plan number.
    chapters: Vec<Vec<ItemId>>,
    /// Each plan's own menu, seen from nowhere.
    plan_menus: Vec<Sidemeny>,
    /// The knowledge base, sorted.
    pub library: Library,
    /// What is like what. Empty until the search has read all there is.
    pub related: OnceLock<Related>,
    /// What was like what in an earlier edition of the site, for the preview's pages until then.
    pub remembered: Option<Arc<Remembered>>,
    /// The glossary, for linking terms where they occur.
    pub terms: Terms,
    /// The interface's words inside running text, by language; looked up when a text in it is first shown.
    text_words: BTreeMap<&'static str, OnceLock<Words>>,
}

impl<'a> World<'a> {
    /// Gathers everything and lists every page.
    pub fn new(
        site: &'a Site,
        derived: &'a Derived,
        config: &'a Config,
        sources: &'a SourceSet,
        languages: &'a Languages,
        nettsted: &'a Nettsted,
    ) -> Self {
        let addresses = site.register.iter().map(|(id, _)| address::item(site, id)).collect();
        let language = languages.get(&nettsted.spraak);
        let mut world = Self {
            site,
            derived,
            config,
            sources,
            languages,
            nettsted,
            catalogue: Catalogue::default(),
            register: OnceLock::new(),
            addresses,
            menu: Vec::new(),
            chapters: site.plan_ids().map(|plan| chapters(site, plan)).collect(),
            plan_menus: Vec::new(),
            library: Library::gather(site),
            related: OnceLock::new(),
            remembered: None,
            terms: Terms::gather(site),
            text_words: languages.codes().map(|code| (code, OnceLock::new())).collect(),
        };
        world.catalogue = Catalogue::list(&world, language);
        world.menu = super::catalogue::menu(&world, language);
        world.plan_menus = site.plan_ids().map(|plan| chrome::plan_menu(&world, plan)).collect();
        world
    }

    /// Where an item is shown, from the site's root.
    pub fn url(&self, item: ItemId) -> &str {
        self.addresses.get(item.at()).map_or("index.html", String::as_str)
    }

    /// The register A–Å.
    pub fn register(&self) -> &Register {
        self.register.get_or_init(|| Register::of(self, &self.catalogue.pages))
    }

    /// Every page of the site.
    pub fn pages(&self) -> Vec<&PageSpec> {
        self.catalogue.pages.iter().chain(self.register().pages()).collect()
    }

    /// The page at an address.
    pub fn page_at(&self, sti: &str) -> Option<&PageSpec> {
        let part = || sti.starts_with(register::FOLDER).then(|| self.register().pages().find(|page| page.sti == sti));
        self.catalogue.at(sti).or_else(|| part().flatten())
    }

    /// What is like an item, as well as it is known by now.
    pub fn likes(&self, item: ItemId) -> Cow<'_, [Like]> {
        match (self.related.get(), &self.remembered) {
            (Some(related), _) => Cow::Borrowed(related.of(item)),
            (None, Some(remembered)) => Cow::Owned(remembered.find(self, item)),
            (None, None) => Cow::Borrowed(&[]),
        }
    }

    /// A link to an item: label, title and address.
    pub fn link(&self, item: ItemId) -> Lenke {
        Lenke::new(self.site.item(item).display(), self.url(item))
    }

    /// A link to what a reference names; its words when it names nothing.
    pub fn reference(&self, reference: &Ref) -> Lenke {
        match self.site.target(reference) {
            Some(item) => self.link(item),
            None => Lenke::new(reference.text.clone(), ""),
        }
    }

    /// Links to several items.
    pub fn links(&self, items: impl IntoIterator<Item = ItemId>) -> Vec<Lenke> {
        items.into_iter().map(|item| self.link(item)).collect()
    }

    /// The words of a plan's language.
    pub fn plan_language(&self, plan: PlanId) -> &Language {
        use crate::domain::enumeration::Enumeration;
        let code = self.site.plan(plan).spraak.map_or(self.nettsted.spraak.as_str(), |language| language.word());
        self.languages.get(code)
    }

    /// The words of a language inside running text.
    ///
    /// # Panics
    /// Never: there are no languages but those.
    pub fn text_words(&self, language: &Language) -> &Words {
        let words = self.text_words.get(language.code()).expect("a language has one of the codes there are");
        words.get_or_init(|| super::body::words(language))
    }

    /// The site's own words.
    pub fn language(&self) -> &Language {
        self.languages.get(&self.nettsted.spraak)
    }

    /// A plan's chapters in the author's order: `rekkefølge` first, then by title.
    pub fn chapters(&self, plan: PlanId) -> &[ItemId] {
        self.chapters.get(plan.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// A plan's own menu as seen from a page.
    pub fn plan_menu(&self, plan: PlanId, sti: &str) -> Sidemeny {
        let mut menu = self.plan_menus.get(plan.0 as usize).cloned().unwrap_or_default();
        for point in menu.grupper.iter_mut().flat_map(|group| &mut group.lenker) {
            point.aktiv = point.url == sti;
        }
        menu
    }

    /// The main menu as seen from a page.
    pub fn menu(&self, sti: &str) -> Vec<Menypunkt> {
        let seen = |(title, url, below): &(String, String, String)| Menypunkt {
            tittel: title.clone(),
            url: url.clone(),
            aktiv: sti == url || (!below.is_empty() && sti.starts_with(below.as_str())),
        };
        self.menu.iter().map(seen).collect()
    }
}

fn chapters(site: &Site, plan: PlanId) -> Vec<ItemId> {
    let mut pages: Vec<ItemId> = site.register.of_plan(plan, Kind::Artikkel).collect();
    super::library::in_order(site, &mut pages);
    pages
}

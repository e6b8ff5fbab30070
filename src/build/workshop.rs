//! Makes any file of the site by its address, or all of them: pages, the theme's files, the author's pictures, the search
//! index, open data, and what search engines and browsers ask for. The preview asks for one file at a time and a build
//! for everything; both get it from here, so that they cannot differ.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::apart::{Pace, apart};
use super::ground::{Ground, theme_files, theme_words, unread_theme};
use super::ingredients::Ingredients;
use super::kept::Kept;
use super::ledger::{self, Ledger};
use super::nettstedskart::Nettstedskart;
use super::{Checked, Made, Means};
use crate::diag::{Diagnostic, FileId, any_error};
use crate::document::Beside;
use crate::output::{Contents, OutputTree, Spool, Sum, check_links};
use crate::page::address::asset_path;
use crate::page::catalogue::{PageKind, PageSpec};
use crate::page::innsikt::endringer;
use crate::page::nettsted::Nettsted;
use crate::page::related::Remembered;
use crate::page::view::{Page, tells_what_is_like_it, view};
use crate::page::world::World;
use crate::search;
use crate::search::files::Stand;
use crate::search::weights::Building;
use crate::source::SourceSet;
use crate::theme::Theme;

/// A site about to be made.
pub struct Workshop<'a> {
    checked: &'a Checked,
    world: World<'a>,
    theme: Arc<Theme>,
    /// The author's own files that pages show: address and file.
    copies: BTreeMap<String, FileId>,
    /// Reports as files.
    reports: BTreeMap<String, Beside>,
    /// Made when first asked for: it takes as long as all pages together.
    search: OnceLock<Found>,
}

/// A page, and the files beside it by path.
struct Drawn {
    html: Result<Contents, Box<Diagnostic>>,
    beside: Vec<(String, Contents)>,
    /// What it was made of.
    ingredients: u64,
    /// As an earlier build made it.
    left: bool,
}

type Outcome = Result<Vec<u8>, Box<Diagnostic>>;

/// The files of the search by path.
type SearchFiles = BTreeMap<String, Contents>;
type Found = Result<SearchFiles, Box<Diagnostic>>;

impl<'a> Workshop<'a> {
    /// Lists what there is to make, to make [everything](Self::everything): the search is made at once, since pages tell what
    /// is like them and nothing takes more memory while it is made. `Err` holds what is wrong with the theme.
    pub fn open(
        sources: &'a SourceSet,
        checked: &'a Checked,
        ground: &'a Ground,
        means: Means,
    ) -> Result<Self, Vec<Diagnostic>> {
        let beside = |world: &World, search: &OnceLock<Found>| {
            // To put all titles in order is work for one core too, and the search needs them in no order.
            rayon::join(|| drop(world.pages()), || _ = search.set(make_search(world, Pace::First, means)));
        };
        Self::open_with(sources, checked, ground, &Kept::default(), beside)
    }

    /// Lists what there is to make, to make one file at a time, with what was kept from an earlier one.
    pub fn open_again(
        sources: &'a SourceSet,
        checked: &'a Checked,
        ground: &'a Ground,
        kept: &Kept,
    ) -> Result<Self, Vec<Diagnostic>> {
        Self::open_with(sources, checked, ground, kept, |_, _| ())
    }

    /// `beside` is done while the theme is loaded, which is work for one core.
    fn open_with(
        sources: &'a SourceSet,
        checked: &'a Checked,
        ground: &'a Ground,
        kept: &Kept,
        beside: impl FnOnce(&World, &OnceLock<Found>) + Send,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut world = ground.world(sources, checked);
        world.remembered = kept.likeness();
        // Only when all pages are listed is it known which of them the bottom of every page can lead to.
        let bunnlenker = crate::page::catalogue::footer(&world, world.language());
        let nettsted = Nettsted { bunnlenker, ..world.nettsted.clone() };
        let config = &checked.config;
        let words = theme_words(sources, config);
        let search = OnceLock::new();
        let theme = || kept.theme(theme_files(sources, config), words, world.languages, nettsted);
        let (theme, ()) = rayon::join(theme, || beside(&world, &search));
        let theme = theme?;
        // Logo and fonts are named by the configuration and by no text, so they are not among the texts' files.
        let fonts = checked.config.skrift.filer.iter().map(|file| file.fil.as_str());
        let own = checked.config.logo.as_deref().into_iter().chain(fonts).filter_map(|path| sources.id_of(path));
        let shown = checked.site.assets.iter().copied().chain(own);
        let copies = shown.filter_map(|id| Some((asset_path(&sources.file(id)?.path), id))).collect();
        let reports = crate::document::beside(&world);
        Ok(Self { checked, world, theme, copies, reports, search })
    }

    /// One file; `None` when the site has none at this address.
    pub fn file(&self, path: &str) -> Option<Outcome> {
        if let Some(spec) = self.world.page_at(path) {
            return Some(self.page(spec));
        }
        self.other_file(path)
    }

    /// The same without waiting for the search: until it is made, a page names what was like it in an earlier edition.
    pub fn file_at_once(&self, path: &str) -> Option<Outcome> {
        if let Some(spec) = self.world.page_at(path) {
            return Some(self.draw(spec));
        }
        self.other_file(path)
    }

    /// Makes the search when nobody waits for it, and tells which pages are alike.
    pub fn settle(&self) -> Option<Remembered> {
        let _ = self.search_at(Pace::Leisure);
        self.world.related.get().map(|related| Remembered::of(&self.world, related))
    }

    fn other_file(&self, path: &str) -> Option<Outcome> {
        if let Some(asset) = self.theme.assets().iter().find(|asset| asset.path == path) {
            return Some(Ok(asset.bytes.to_vec()));
        }
        if let Some(id) = self.copies.get(path) {
            return Some(self.copy(*id));
        }
        if let Some(report) = self.reports.get(path) {
            return report.write(&self.world).map(Ok);
        }
        if path.starts_with("soek/") {
            return match self.search() {
                Ok(files) => files.get(path).and_then(Contents::bytes).map(|bytes| Ok(bytes.into_owned())),
                Err(fault) => Some(Err(Box::new(fault.clone()))),
            };
        }
        if let Some(feed) = endringer::feed_at(&self.world, path) {
            return Some(Ok(feed));
        }
        if path.starts_with("data/") {
            let mut found = None;
            crate::page::kunnskap::aapne_data::files(&self.world, &mut |at, bytes| {
                if at == path {
                    found = Some(Ok(bytes));
                }
            });
            return found;
        }
        self.extras().iter().find(|name| *name == path).map(|name| self.extra(name))
    }

    /// Every file; those that the ledger tells would come out the same are left as they are. `made` is told after each page
    /// how many are made, of how many.
    pub fn everything(&self, means: Means, made: &(dyn Fn(usize, usize) + Sync)) -> Result<Made, Vec<Diagnostic>> {
        let count = AtomicUsize::new(0);
        let (search, pages) = (self.search(), self.world.pages());
        let ingredients = Ingredients::gather(&self.world, self.checked);
        let page = |spec: &PageSpec| {
            let number = ingredients.of(&self.world, spec);
            let drawn = means.ledger.and_then(|ledger| left(ledger, spec, number));
            let drawn = drawn.unwrap_or_else(|| self.drawn(spec, number, means.spool));
            made(count.fetch_add(1, Ordering::Relaxed) + 1, pages.len());
            drawn
        };
        let drawn: Vec<Drawn> = pages.par_iter().map(|spec| page(spec)).collect();

        let mut tree = OutputTree::default();
        let mut faults = Vec::new();
        let mut reports = Vec::new();
        let mut writing = ledger::Writing::default();
        let mut anew = 0;
        for (spec, Drawn { html, beside, ingredients, left }) in pages.iter().copied().zip(drawn) {
            if let Ok(html) = &html {
                anew += usize::from(!left);
                let beside = beside.iter().map(|(path, made)| (path.clone(), made.sum()));
                let files = std::iter::once((spec.sti.clone(), html.sum())).chain(beside).collect();
                writing.note(&spec.sti, ingredients, files);
            }
            let outcome = html.and_then(|html| tree.insert(&spec.sti, html, self.maker(spec)));
            faults.extend(outcome.err().map(|fault| *fault));
            reports.extend(beside);
        }
        for (path, report) in reports {
            faults.extend(tree.insert(&path, report, "rapportene").err().map(|fault| *fault));
        }
        self.besides_pages(search, means.spool, &mut tree, &mut faults);
        if any_error(&faults) {
            // Links to what could not be made would be said to lead nowhere.
            return Err(faults);
        }
        let addresses = addresses(&tree);
        let links = check_links(&tree);
        // What pages that were left lead to is there as long as they are right; and what is wrong is told from the pages.
        let holds = means.ledger.is_none_or(|ledger| ledger.leads_to(addresses)) && !any_error(&links.findings);
        if !holds && means.ledger.is_some() && anew < pages.len() {
            return self.everything(Means { ledger: None, ..means }, made);
        }
        faults.extend(links.findings);
        if any_error(&faults) {
            return Err(faults);
        }
        faults.extend(self.theme.remarks().iter().cloned());
        faults.extend(unread_theme(self.world.sources, self.world.config));
        let ledger = writing.done(links.facts, addresses);
        Ok(Made { tree, pages: pages.len(), drawn: anew, ledger, remarks: faults })
    }

    /// Puts the files that are no pages in the tree: the search, what the theme brings, copies, feeds, open data, and the rest.
    fn besides_pages(
        &self,
        search: Result<&SearchFiles, &Diagnostic>,
        spool: Option<&Spool>,
        tree: &mut OutputTree,
        faults: &mut Vec<Diagnostic>,
    ) {
        match search {
            Ok(files) => {
                for (path, made) in files {
                    faults.extend(tree.insert(path, made.clone(), "søket").err().map(|fault| *fault));
                }
            }
            Err(fault) => faults.push(fault.clone()),
        }
        let mut put = |path: &str, outcome: Outcome, maker: &str| {
            let made = outcome.map(|bytes| held(spool, path, bytes));
            faults.extend(made.and_then(|made| tree.insert(path, made, maker)).err().map(|fault| *fault));
        };
        for asset in self.theme.assets() {
            put(&asset.path, Ok(asset.bytes.to_vec()), "temaet");
        }
        for (path, id) in &self.copies {
            put(path, self.copy(*id), self.world.sources.file(*id).map_or("", |file| &file.path));
        }
        endringer::feeds(&self.world, &mut |path, bytes| put(path, Ok(bytes), "endringene"));
        crate::page::kunnskap::aapne_data::files(&self.world, &mut |path, bytes| put(path, Ok(bytes), "åpne data"));
        for name in self.extras() {
            put(&name, self.extra(&name), "nettstedet");
        }
    }

    fn page(&self, spec: &PageSpec) -> Outcome {
        if tells_what_is_like_it(&self.world, spec) {
            let _ = self.search();
        }
        self.draw(spec)
    }

    fn draw(&self, spec: &PageSpec) -> Outcome {
        let Page { template, frame, view, .. } = view(&self.world, spec);
        self.theme.render(template, &frame, &view)
    }

    /// A page with the files beside it: a report is worked out once, and drawn in every format.
    fn drawn(&self, spec: &PageSpec, ingredients: u64, spool: Option<&Spool>) -> Drawn {
        let Page { template, frame, view, document } = view(&self.world, spec);
        let html = self.theme.render(template, &frame, &view);
        let html = html.map(|html| held(spool, &spec.sti, html));
        let files = document.map_or_else(Vec::new, |document| crate::document::beside_of(&self.world, &document));
        let with_contents = |(path, bytes): (String, Vec<u8>)| {
            let made = held(spool, &path, bytes);
            (path, made)
        };
        let beside = files.into_iter().map(with_contents).collect();
        Drawn { html, beside, ingredients, left: false }
    }

    fn copy(&self, id: FileId) -> Outcome {
        let bytes = self.world.sources.bytes(id);
        bytes.map(std::borrow::Cow::into_owned).map_err(|error| {
            let path = self.world.sources.file(id).map_or("", |file| &file.path);
            Box::new(Diagnostic::error("kilde/uleselig", error.to_string()).in_path(path))
        })
    }

    fn search(&self) -> Result<&SearchFiles, &Diagnostic> {
        self.search_at(Pace::Haste)
    }

    /// Makes the search once.
    fn search_at(&self, pace: Pace) -> Result<&SearchFiles, &Diagnostic> {
        let make = || make_search(&self.world, pace, Means::default());
        self.search.get_or_init(make).as_ref().map_err(|fault| &**fault)
    }

    /// What is asked for by name and is no page.
    fn extras(&self) -> Vec<String> {
        let nettsted = self.world.nettsted;
        // A sitemap names full addresses; without the site's own it would be wrong, and nobody is to find the internal
        // edition.
        let mapped = nettsted.adresse.is_some() && !nettsted.intern;
        // A browser is told of a search by its full address, so only a site that knows its own can tell.
        let told = nettsted.har_soek && nettsted.adresse.is_some();
        let mut names = if mapped { Nettstedskart::names(&self.world) } else { Vec::new() };
        names.extend(["robots.txt", "favicon.svg"].map(str::to_owned));
        names.extend(told.then(|| "opensearch.xml".to_owned()));
        names
    }

    fn extra(&self, name: &str) -> Outcome {
        let spraak = &self.world.nettsted.spraak;
        match Nettstedskart::at(&self.world, name) {
            Some(map) => self.theme.render_file("sitemap.xml", spraak, &map),
            None => self.theme.render_file(name, spraak, &()),
        }
    }

    /// Whose page it is, for telling who wants the same address: the author's file where there is one.
    fn maker<'s>(&'s self, spec: &'s PageSpec) -> &'s str {
        let file = match &spec.kind {
            PageKind::Artikkel(item) => self.world.site.artikkel(*item).and_then(|page| page.file),
            _ => None,
        };
        file.and_then(|id| self.world.sources.file(id)).map_or(&spec.tittel, |file| &file.path)
    }
}

/// Makes the search of a site, and tells its pages what is alike.
fn make_search(world: &World, pace: Pace, means: Means) -> Found {
    let file = |path: String, made| match made {
        search::files::Made::Text(text) => {
            let made = held(means.spool, &path, text.into_bytes());
            let Sum { size, sum } = made.sum();
            ((path, made), Stand { size, sum })
        }
        search::files::Made::AsBefore(stand) => {
            let Stand { size, sum } = stand;
            ((path, Contents::left(Sum { size, sum }, None)), stand)
        }
    };
    let given = search::Handover { earlier: means.search, keep: means.keep };
    let make = || match search::Search::make(world, &Building::default(), given) {
        Ok(mut search) => {
            let related = std::mem::take(&mut search.related);
            world.related.get_or_init(|| related);
            Ok(search.files(file).into_iter().collect())
        }
        Err(reason) => {
            let message = format!("søkeindeksen kunne ikke lages: {reason}");
            Err(Box::new(Diagnostic::error("bygg/soek", message)))
        }
    };
    apart(pace, make)
}

/// A finished file, where it waits for the others.
fn held(spool: Option<&Spool>, path: &str, bytes: Vec<u8>) -> Contents {
    match spool {
        Some(spool) => spool.keep(path, bytes),
        None => Contents::from(bytes),
    }
}

/// A page as it was made in an earlier build of the same.
fn left(earlier: &Ledger, spec: &PageSpec, ingredients: u64) -> Option<Drawn> {
    let mut files = earlier.files(&spec.sti, ingredients)?.into_iter();
    let (_, html) = files.next()?;
    Some(Drawn { html: Ok(html), beside: files.collect(), ingredients, left: true })
}

/// Where links may lead, as one number. Pages name one file of the search, and that is always there.
fn addresses(tree: &OutputTree) -> u64 {
    let mut hasher = DefaultHasher::new();
    tree.contents().filter(|(path, _)| !path.starts_with("soek/")).for_each(|(path, _)| path.hash(&mut hasher));
    hasher.finish()
}

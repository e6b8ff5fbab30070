//! The stages in order: sources → workbook → site → derived views → pages → a tree of files. Writing the tree is the
//! caller's choice. Nothing here reads the clock: the date comes in.

use jiff::civil::Date;
use rayon::prelude::*;

use crate::config::{Config, Utgave};
use crate::derive::derived::Derived;
use crate::diag::{self, Diagnostic, Severity};
use crate::domain::dato::Dato;
use crate::domain::enumeration::Enumeration;
use crate::language::Languages;
use crate::output::{OutputTree, check_links};
use crate::page::address::asset_path;
use crate::page::catalogue::{PageKind, PageSpec};
use crate::page::nettsted::{Kontakt, Nettsted};
use crate::page::view::{Page, view};
use crate::page::world::World;
use crate::read::workbook::Workbook;
use crate::resolve::rules;
use crate::resolve::site::Site;
use crate::search::reader::Index;
use crate::search::weights::Building;
use crate::source::SourceSet;
use crate::theme::{Theme, ThemeFile};

/// What the command line decides.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The as-of date when one was asked for; else the configuration's, else today.
    pub date: Option<Date>,
    /// Today.
    pub today: Date,
    /// Who the site is for; the configuration's choice when not given.
    pub utgave: Option<Utgave>,
}

/// The site after everything has been read and checked, before any page is made.
pub struct Checked {
    /// The configuration.
    pub config: Config,
    /// The resolved site.
    pub site: Site,
    /// Who it is for.
    pub utgave: Utgave,
    /// The as-of date.
    pub date: Date,
    /// Everything found, in reading order.
    pub found: Vec<Diagnostic>,
}

impl Checked {
    /// Is there anything that must be mended before a site can be made?
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|d| d.severity == Severity::Feil)
    }
}

/// The finished pages, not yet on disk.
pub struct Made {
    /// Every file of the site.
    pub tree: OutputTree,
    /// How many of them are pages.
    pub pages: usize,
    /// What is worth saying though it works.
    pub remarks: Vec<Diagnostic>,
}

/// Reads and checks everything. `found` is what reading the files themselves gave.
pub fn check(sources: &SourceSet, options: Options, mut found: Vec<Diagnostic>) -> Checked {
    let (config, problems) = Config::read(sources);
    found.extend(problems);
    let utgave = options.utgave.unwrap_or(config.utgave);
    let date = options.date.or(config.dato.map(Dato::last_day)).unwrap_or(options.today);
    let (book, problems) = Workbook::read(sources, utgave == Utgave::Offentlig);
    found.extend(problems);
    let (site, problems) = Site::resolve(book, sources);
    found.extend(problems);
    found.extend(rules::run(&rules::Context { site: &site, sources, config: &config, utgave, date }));
    diag::sort(&mut found, sources);
    found.dedup();
    Checked { config, site, utgave, date, found }
}

/// Makes every page. `Err` holds what is wrong with the theme, or a fault of Planverk's own.
pub fn render(
    sources: &SourceSet,
    checked: &Checked,
    made: &(dyn Fn(usize, usize) + Sync),
) -> Result<Made, Vec<Diagnostic>> {
    let Checked { config, site, utgave, date, .. } = checked;
    let languages = Languages::load(&theme_words(sources, config))?;
    let nettsted = nettsted(config, *utgave, *date);
    let derived = Derived::compute(site, config, *date);
    let world = World::new(site, &derived, config, sources, &languages, &nettsted);
    let index = crate::search::build(&world, &Building::default())
        .map_err(|reason| vec![Diagnostic::error("bygg/soek", format!("søkeindeksen kunne ikke lages: {reason}"))])?;
    // Only when all pages are listed is it known which of them the bottom of every page can lead to, and what the
    // search index is called.
    let bunnlenker = crate::page::catalogue::footer(&world, world.language());
    let soek = Some(crate::search::export::start_path(&index));
    let theme =
        Theme::load(theme_files(sources, config), &languages, &Nettsted { bunnlenker, soek, ..nettsted.clone() })?;

    let total = world.catalogue.pages.len();
    let count = std::sync::atomic::AtomicUsize::new(0);
    let drawn: Vec<Result<String, Box<Diagnostic>>> = world
        .catalogue
        .pages
        .par_iter()
        .map(|spec| {
            let Page { template, frame, view } = view(&world, spec);
            let html = theme.render(template, &frame, &view);
            made(count.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1, total);
            html
        })
        .collect();

    let mut tree = OutputTree::default();
    let mut faults = Vec::new();
    for (spec, html) in world.catalogue.pages.iter().zip(drawn) {
        match html {
            Ok(html) => insert(&mut tree, &spec.sti, html.into_bytes(), maker(&world, spec), &mut faults),
            Err(fault) => faults.push(*fault),
        }
    }
    for asset in theme.assets() {
        insert(&mut tree, &asset.path, asset.bytes.to_vec(), "temaet", &mut faults);
    }
    // The logo is named by the configuration and by no text, so it is not among the texts' files.
    let logo = config.logo.as_deref().and_then(|path| sources.id_of(path));
    for id in site.assets.iter().copied().chain(logo.filter(|id| !site.assets.contains(id))) {
        if let Some(file) = sources.file(id) {
            match sources.bytes(id) {
                Ok(bytes) => insert(&mut tree, &asset_path(&file.path), bytes.into_owned(), &file.path, &mut faults),
                Err(error) => faults.push(Diagnostic::error("kilde/uleselig", error.to_string()).in_path(&file.path)),
            }
        }
    }
    for (path, text) in crate::search::export::files(&index) {
        insert(&mut tree, &path, text.into_bytes(), "søket", &mut faults);
    }
    crate::page::kunnskap::aapne_data::files(&world, &mut |path, bytes| {
        insert(&mut tree, path, bytes, "åpne data", &mut faults);
    });
    for (path, bytes) in crate::document::files(&world) {
        insert(&mut tree, &path, bytes, "rapportene", &mut faults);
    }
    let mut extras = vec!["sitemap.xml", "robots.txt", "favicon.svg"];
    // A browser is told of a search by its full address, so only a site that knows its own can tell.
    extras.extend((nettsted.har_soek && nettsted.adresse.is_some()).then_some("opensearch.xml"));
    let map = SitemapView { sider: sitemap(&world) };
    // A sitemap names full addresses; without the site's own it would be wrong, and nobody is to find the internal edition.
    let mapped = nettsted.adresse.is_some() && !nettsted.intern;
    for name in extras.into_iter().filter(|name| mapped || *name != "sitemap.xml") {
        match theme.render_file(name, &nettsted.spraak, &map) {
            Ok(text) => insert(&mut tree, name, text.into_bytes(), "nettstedet", &mut faults),
            Err(fault) => faults.push(*fault),
        }
    }
    faults.extend(check_links(&tree));
    if faults.iter().any(|fault| fault.severity == Severity::Feil) {
        return Err(faults);
    }
    faults.extend(theme.remarks().iter().cloned());
    Ok(Made { tree, pages: total, remarks: faults })
}

/// The search index alone, for the command line: the same as the site's.
pub fn search_index(sources: &SourceSet, checked: &Checked, building: &Building) -> Result<Index, String> {
    let first = |faults: Vec<Diagnostic>| faults.into_iter().map(|fault| fault.message).next().unwrap_or_default();
    document(sources, checked, |world| crate::search::build(world, building).map_err(|reason| reason.to_string()))
        .map_err(first)?
}

/// Something made of everything the pages are made of, without making the pages.
pub fn document<T>(
    sources: &SourceSet,
    checked: &Checked,
    make: impl FnOnce(&World) -> T,
) -> Result<T, Vec<Diagnostic>> {
    let Checked { config, site, utgave, date, .. } = checked;
    let languages = Languages::load(&theme_words(sources, config))?;
    let nettsted = nettsted(config, *utgave, *date);
    let derived = Derived::compute(site, config, *date);
    Ok(make(&World::new(site, &derived, config, sources, &languages, &nettsted)))
}

/// Whose page it is, for telling who wants the same address: the author's file where there is one.
fn maker<'a>(world: &World<'a>, spec: &'a PageSpec) -> &'a str {
    let file = match &spec.kind {
        PageKind::Artikkel(item) => world.site.artikkel(*item).and_then(|page| page.file),
        _ => None,
    };
    file.and_then(|id| world.sources.file(id)).map_or(&spec.tittel, |file| &file.path)
}

fn insert(tree: &mut OutputTree, path: &str, bytes: Vec<u8>, maker: &str, faults: &mut Vec<Diagnostic>) {
    if let Err(fault) = tree.insert(path, bytes, maker) {
        faults.push(*fault);
    }
}

#[derive(serde::Serialize)]
struct SitemapView {
    sider: Vec<SitemapPage>,
}

#[derive(serde::Serialize)]
struct SitemapPage {
    url: String,
    oppdatert: Option<String>,
}

/// Every page a search engine should know.
fn sitemap(world: &World) -> Vec<SitemapPage> {
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
    let pages = world.catalogue.pages.iter().filter(listed);
    pages.map(|spec| SitemapPage { url: spec.sti.clone(), oppdatert: changed(spec) }).collect()
}

fn nettsted(config: &Config, utgave: Utgave, date: Date) -> Nettsted {
    let initial = config
        .tittel
        .chars()
        .find(|c| c.is_alphabetic())
        .map_or_else(|| "P".to_owned(), |c| c.to_uppercase().collect());
    let feedback = config
        .tilbakemelding
        .as_ref()
        .map(|to| if to.contains('@') && !to.contains(':') { format!("mailto:{to}") } else { to.clone() });
    Nettsted {
        tittel: config.tittel.clone(),
        undertittel: config.undertittel.clone(),
        eier: config.eier.clone(),
        kontakt: Kontakt {
            epost: config.kontakt.epost.clone(),
            telefon: config.kontakt.telefon.clone(),
            adresse: config.kontakt.adresse.clone(),
        },
        spraak: config.spraak.word().to_owned(),
        adresse: config.adresse.clone(),
        tilgjengelighetserklaering: config.tilgjengelighetserklaering.clone(),
        personvern: config.personvern.clone(),
        tilbakemelding: feedback,
        bunnlenker: Vec::new(),
        logo: config.logo.as_deref().map(asset_path),
        logo_tekst: config.logo_tekst.clone(),
        merkefarge: config.farger.get("merke").cloned(),
        initial,
        per_dato: Some(date.to_string()),
        bygget_av: format!("Planverk {}", env!("CARGO_PKG_VERSION")),
        har_soek: true,
        soek: None,
        intern: utgave == Utgave::Intern,
    }
}

/// The site's own theme files: those in `themes/<tema>/`. The standard theme is in the program already.
fn theme_files(sources: &SourceSet, config: &Config) -> Vec<ThemeFile> {
    let folder = format!("themes/{}/", config.tema);
    sources
        .iter()
        .filter(|(_, file)| config.tema != "standard" && !is_word_file(&file.path))
        .filter_map(|(id, file)| {
            let inner = file.path.strip_prefix(&folder)?;
            let bytes = sources.bytes(id).ok()?.into_owned();
            Some(ThemeFile { path: inner.to_owned(), shown: file.path.clone(), bytes, file: Some(id) })
        })
        .collect()
}

fn theme_words(sources: &SourceSet, config: &Config) -> Vec<(String, String)> {
    let folder = format!("themes/{}/language/", config.tema);
    sources
        .files()
        .iter()
        .filter(|file| config.tema != "standard" && file.path.starts_with(&folder) && is_word_file(&file.path))
        .map(|file| (file.path.clone(), file.text.clone()))
        .collect()
}

fn is_word_file(path: &str) -> bool {
    path.contains("/language/") && std::path::Path::new(path).extension().is_some_and(|e| e == "yaml")
}

//! The stages in order: sources → workbook → site → derived views → pages → a tree of files. Writing the tree is the
//! caller's choice. Nothing here reads the clock: the date comes in.

mod apart;
mod ground;
mod ingredients;
mod kept;
mod ledger;
mod nettstedskart;
pub mod workshop;

use jiff::civil::Date;

use crate::config::{Config, Utgave};
use crate::diag::{self, Diagnostic};
use crate::domain::dato::Dato;
use crate::output::{OutputTree, Spool};
use crate::page::world::World;
use crate::read::workbook::{Memory, Workbook};
use crate::resolve::rules;
use crate::resolve::site::Site;
use crate::search::memory::Sink;
use crate::search::reader::Index;
use crate::search::weights::Building;
use crate::source::SourceSet;
pub use ground::Ground;
pub use kept::Kept;
pub use ledger::Ledger;
use workshop::Workshop;

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
        diag::any_error(&self.found)
    }
}

/// The finished pages, not yet on disk.
pub struct Made {
    /// Every file of the site.
    pub tree: OutputTree,
    /// How many of them are pages.
    pub pages: usize,
    /// How many of the pages had to be made; the others are left as an earlier build made them.
    pub drawn: usize,
    /// For the next build.
    pub ledger: Ledger,
    /// What is worth saying though it works.
    pub remarks: Vec<Diagnostic>,
}

/// Reads and checks everything. `found` is what reading the files themselves gave.
pub fn check(sources: &SourceSet, options: Options, found: Vec<Diagnostic>) -> Checked {
    check_with(sources, options, found, &mut Memory::default(), rules::run)
}

/// The same for the preview: texts are not read when they are as they were when `memory` was last used, and only what must
/// be mended is looked for.
pub fn check_again(sources: &SourceSet, options: Options, found: Vec<Diagnostic>, memory: &mut Memory) -> Checked {
    check_with(sources, options, found, memory, rules::run_for_errors)
}

fn check_with(
    sources: &SourceSet,
    options: Options,
    mut found: Vec<Diagnostic>,
    memory: &mut Memory,
    check: fn(&rules::Context) -> Vec<Diagnostic>,
) -> Checked {
    let (config, problems) = Config::read(sources);
    found.extend(problems);
    let utgave = options.utgave.unwrap_or(config.utgave);
    let date = options.date.or(config.dato.map(Dato::last_day)).unwrap_or(options.today);
    let (book, problems) = Workbook::read_again(sources, utgave == Utgave::Offentlig, memory);
    found.extend(problems);
    let (site, problems) = Site::resolve(book, sources);
    found.extend(problems);
    found.extend(check(&rules::Context { site: &site, sources, config: &config, utgave, date }));
    diag::sort(&mut found, sources);
    found.dedup();
    Checked { config, site, utgave, date, found }
}

/// Makes every page. `Err` holds what is wrong with the theme, or a fault of Planverk's own. `made` is told after each
/// page how many are made, of how many.
pub fn render(
    sources: &SourceSet,
    checked: &Checked,
    made: &(dyn Fn(usize, usize) + Sync),
) -> Result<Made, Vec<Diagnostic>> {
    render_with(sources, checked, Means::default(), made)
}

/// What making a site may make use of.
#[derive(Clone, Copy, Default)]
pub struct Means<'a> {
    /// What an earlier build made of every page, in the folder the site is going to.
    pub ledger: Option<&'a Ledger>,
    /// What the search of that build gave to keep.
    pub search: Option<&'a [u8]>,
    /// Takes what the search gives to keep for the next.
    pub keep: Option<Sink<'a>>,
    /// Where finished files wait.
    pub spool: Option<&'a Spool>,
}

/// The same with what there is to make use of: files that would come out as an earlier build made them are left.
pub fn render_with(
    sources: &SourceSet,
    checked: &Checked,
    means: Means,
    made: &(dyn Fn(usize, usize) + Sync),
) -> Result<Made, Vec<Diagnostic>> {
    let ground = Ground::lay(sources, checked)?;
    Workshop::open(sources, checked, &ground, means)?.everything(means, made)
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
    let ground = Ground::lay(sources, checked)?;
    Ok(make(&ground.world(sources, checked)))
}

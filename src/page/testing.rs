//! What the tests of this module share: a world made from a few files in memory.

use jiff::civil::date;

use super::nettsted::Nettsted;
use super::world::World;
use crate::config::Config;
use crate::derive::derived::Derived;
use crate::diag::Severity;
use crate::language::Languages;
use crate::read::workbook::Workbook;
use crate::resolve::site::Site;
use crate::source::SourceSet;

/// The public edition of a folder, as of the last day of 2012. It lives as long as the test run.
///
/// # Panics
/// When a file has errors.
pub fn world(files: &[(&str, &str)]) -> World<'static> {
    fn keep<T>(value: T) -> &'static T {
        Box::leak(Box::new(value))
    }
    let sources = keep(SourceSet::from_memory(files));
    let (config, mut found) = Config::read(sources);
    let (book, problems) = Workbook::read(sources, true);
    found.extend(problems);
    let (site, problems) = Site::resolve(book, sources);
    found.extend(problems);
    let errors: Vec<_> = found.into_iter().filter(|fault| fault.severity == Severity::Feil).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let (site, config) = (keep(site), keep(config));
    let derived = keep(Derived::compute(site, config, date(2012, 12, 31)));
    let nettsted = Nettsted {
        tittel: config.tittel.clone(),
        spraak: "nb".to_owned(),
        adresse: config.adresse.clone(),
        ..Nettsted::default()
    };
    World::new(site, derived, config, sources, keep(Languages::load(&[]).unwrap()), keep(nettsted))
}

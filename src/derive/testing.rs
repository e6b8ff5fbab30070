//! Test tools: a small site of one plan, made in memory.

use jiff::civil::Date;

use super::derived::Derived;
use crate::config::Config;
use crate::diag::Severity;
use crate::domain::rad::Kind;
use crate::read::workbook::Workbook;
use crate::resolve::item::{ItemId, PlanId};
use crate::resolve::site::Site;
use crate::source::SourceSet;

/// A resolved site with its derived view.
pub struct Sample {
    /// The site.
    pub site: Site,
    /// As of 31.12.2012.
    pub derived: Derived,
    /// The configuration.
    pub config: Config,
}

/// The plan of the sample.
pub const PLAN: PlanId = PlanId(0);

/// The date of the sample.
pub fn date() -> Date {
    jiff::civil::date(2012, 12, 31)
}

/// A site from files in the folder of its one plan.
pub fn sample(files: &[(&str, &str)]) -> Sample {
    let mut all = vec![("plans/by/organisasjon.yaml".to_owned(), "id: by\nnavn: Eksempelkommune\n")];
    all.extend(files.iter().map(|(path, text)| (format!("plans/by/p/{path}"), *text)));
    let all: Vec<(&str, &str)> = all.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let sources = SourceSet::from_memory(&all);
    let (book, mut found) = Workbook::read(&sources, true);
    let (site, more) = Site::resolve(book, &sources);
    found.extend(more);
    let errors: Vec<_> = found.iter().filter(|d| d.severity == Severity::Feil).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let config = Config::default();
    let derived = Derived::compute(&site, &config, date());
    Sample { site, derived, config }
}

impl Sample {
    /// The item with this id.
    pub fn item(&self, key: &str) -> ItemId {
        self.site.register.iter().find(|(_, item)| item.key == key && item.kind != Kind::Organisasjon).unwrap().0
    }

    /// Ids of items.
    pub fn keys(&self, items: &[ItemId]) -> Vec<&str> {
        items.iter().map(|item| self.site.item(*item).key.as_str()).collect()
    }
}

//! The model the preview shows: the newest good edition, and what is wrong with the author's folder just now.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::edition::Edition;
use crate::build::{Kept, Options, check_again};
use crate::diag::{Diagnostic, Severity, render};
use crate::environment::EnvironmentError;
use crate::read::workbook::Memory;
use crate::source::{FileKind, SourceSet};

/// What open pages are told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct News {
    /// Grows with every edition; 0 when there has been none yet.
    pub version: u64,
    /// The newest edition is settled: nothing on its pages is from an earlier one.
    pub settled: bool,
    /// What must be mended before there is a new edition, as it is drawn on a screen.
    pub faults: Option<String>,
    /// The newest edition that differs from the one before it in more than texts: pictures, scripts.
    pub more_than_text: u64,
}

/// A site that follows the author's folder.
pub struct Preview {
    root: PathBuf,
    options: Box<dyn Fn() -> Options + Send>,
    sources: Option<Arc<SourceSet>>,
    /// What was wrong with the files themselves: links, names.
    found: Vec<Diagnostic>,
    memory: Memory,
    kept: Arc<Kept>,
    edition: Option<Arc<Edition>>,
    /// More than texts has changed since that edition.
    more_than_text: bool,
    news: News,
}

impl Preview {
    /// Reads the folder. That something is wrong in it is no failure: it is shown until it is mended. `options` is asked
    /// anew for every edition, for the day may end while the preview runs.
    pub fn start(root: &Path, options: impl Fn() -> Options + Send + 'static) -> Result<Self, EnvironmentError> {
        let mut preview = Self {
            root: root.to_path_buf(),
            options: Box::new(options),
            sources: None,
            found: Vec::new(),
            memory: Memory::keeping(),
            kept: Arc::default(),
            edition: None,
            more_than_text: false,
            news: News::default(),
        };
        let (sources, found) = SourceSet::read(root)?;
        // Where the folder is, also when it has been gone, and the one the program was started in with it.
        preview.root = sources.root().to_path_buf();
        preview.take(sources, found);
        Ok(preview)
    }

    /// Follows a change. `touched` is everything known to have changed, as absolute paths; empty when all that is known is
    /// that something has.
    pub fn changed(&mut self, touched: &BTreeSet<PathBuf>) {
        let read = match &self.sources {
            Some(sources) => sources.read_again(touched),
            None => SourceSet::read(&self.root),
        };
        // Whoever only looks now and then mostly finds nothing.
        if let (Ok((now, found)), Some(before)) = (&read, &self.sources)
            && touched.is_empty()
            && now.files() == before.files()
            && *found == self.found
        {
            return;
        }
        self.more_than_text |= touched.is_empty() || touched.iter().any(|path| !is_text(path));
        match read {
            Ok((sources, found)) => self.take(sources, found),
            // The folder is gone, or empty: it may come back.
            Err(reason) => {
                self.sources = None;
                self.news.faults = Some(reason.to_string());
            }
        }
    }

    fn take(&mut self, sources: SourceSet, found: Vec<Diagnostic>) {
        let sources = Arc::new(sources);
        self.found.clone_from(&found);
        let checked = check_again(&sources, (self.options)(), found, &mut self.memory);
        self.sources = Some(Arc::clone(&sources));
        let outcome = if checked.has_errors() {
            Err(checked.found)
        } else {
            Edition::open(Arc::clone(&sources), checked, Arc::clone(&self.kept))
        };
        match outcome {
            Ok(edition) => {
                self.edition = Some(Arc::new(edition));
                self.news.faults = None;
                self.news.version += 1;
                if std::mem::take(&mut self.more_than_text) {
                    self.news.more_than_text = self.news.version;
                }
            }
            Err(mut faults) => {
                faults.retain(|fault| fault.severity == Severity::Feil);
                self.news.faults = Some(render::tekst(&faults, &*sources, false));
            }
        }
    }

    /// The newest good edition; `None` when there has been none yet.
    pub fn edition(&self) -> Option<Arc<Edition>> {
        self.edition.clone()
    }

    /// What links among the files lead to: outside the folders that are read, and still part of them.
    pub fn links(&self) -> &[PathBuf] {
        self.sources.as_ref().map_or(&[], |sources| sources.links())
    }

    /// What open pages should know.
    pub fn news(&self) -> &News {
        &self.news
    }
}

/// Text and styles change in place; for what else a page is made of it must be loaded again.
fn is_text(path: &Path) -> bool {
    let kind = FileKind::of(&path.to_string_lossy());
    kind.is_text() || path.extension().is_some_and(|ending| ending == "css" || ending == "html")
}

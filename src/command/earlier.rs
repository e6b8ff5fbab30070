//! What the last build of a folder came to, kept beside the sources, so that a build of the same can be told of at once:
//! nothing is read or written when neither the sources, nor the site, nor what was asked for has been touched since. When
//! only the sources have been, what it made of each page is there for the next build to use again.

use std::fmt::Debug;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::shelf::{Shelf, Space};
use super::summary::Summary;
use crate::build::Ledger;
use crate::output::{self, Seen, Written};
use crate::source::SourceSet;

/// What there was to say, and what was made of each page.
const SAID: &str = "bygg";
const PAGES: &str = "bygg-sider";
/// What the search gave to keep. The folder `soek` beside it has the command line's indexes.
const SEARCH: &str = "bygg-soek";

/// A build that may be the same as the last.
pub struct Build {
    shelf: Shelf,
    source: PathBuf,
    out: PathBuf,
    asked: u64,
}

/// What is kept: what was asked for, what the two folders looked like, and what there was to say.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Kept {
    asked: u64,
    /// `None` when a later change of the sources may not show.
    sources: Option<u64>,
    out: u64,
    /// The sums of what stands beside it.
    beside: Beside,
    summary: Summary,
}

/// The sums of what a build made of each page, and of what its search gave to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    pages: Option<u64>,
    search: Option<u64>,
}

/// The last build of the same, when the site still is as it left it.
pub struct Earlier {
    /// What it said, when this build would come to the same.
    pub told: Option<Summary>,
    /// The site's folder.
    pub out: Seen,
    beside: Beside,
}

impl Build {
    /// A build from one folder to another. `asked` is everything else that decides what comes of it.
    pub fn new(source: &Path, out: &Path, asked: &impl Hash) -> Self {
        let mut hasher = DefaultHasher::new();
        (source.canonicalize().ok(), std::path::absolute(out).ok(), program(), asked).hash(&mut hasher);
        let (source, out) = (source.to_path_buf(), out.to_path_buf());
        Self { shelf: Shelf::of(&source), source, out, asked: hasher.finish() }
    }

    /// The last build, when it was of the same and nobody has touched the site since.
    pub fn earlier(&self) -> Option<Earlier> {
        let kept: Kept = postcard::from_bytes(&self.shelf.take(SAID).ok()??).ok()?;
        if kept.asked != self.asked {
            return None;
        }
        // Both wait for the disk more than they work.
        let (seen, sources) = rayon::join(|| output::look(&self.out), || SourceSet::fingerprint_of(&self.source));
        let out = seen.filter(|seen| seen.number == kept.out)?;
        let same = sources.is_some() && sources == kept.sources;
        Some(Earlier { told: same.then_some(kept.summary), out, beside: kept.beside })
    }

    /// What that build made of each page.
    pub fn ledger(&self, earlier: &Earlier) -> Option<Ledger> {
        Ledger::from_bytes(&self.shelf.take_of(PAGES, earlier.beside.pages?)?)
    }

    /// What its search gave to keep.
    pub fn search(&self, earlier: &Earlier) -> Option<Vec<u8>> {
        self.shelf.take_of(SEARCH, earlier.beside.search?)
    }

    /// Where what the search gives to keep goes while it is made.
    pub fn space_for_search(&self) -> Option<Space> {
        self.shelf.space(SEARCH)
    }

    /// Keeps what this build made of each page and what its search gave to keep. It counts for nothing until [`Build::keep`]
    /// tells that the site is there.
    pub fn keep_beside(&self, ledger: &Ledger, search: Option<Space>) -> Beside {
        Beside { pages: self.shelf.put(PAGES, &ledger.to_bytes()), search: search.and_then(Space::close) }
    }

    /// Keeps what there is to say of this build, when its site stands where it is going. What it has `written` to a site
    /// that stood as the `earlier` build left it is often all there is to look at.
    pub fn keep(
        &self,
        sources: &SourceSet,
        summary: Summary,
        beside: Beside,
        written: &Written,
        earlier: Option<&Earlier>,
    ) {
        let seen = match (earlier, &written.exchanged) {
            (Some(earlier), Some(changed)) => earlier.out.number_after(&self.out, changed),
            _ => output::look(&self.out).map(|seen| seen.number),
        };
        let Some(out) = seen else { return };
        let kept = Kept { asked: self.asked, sources: sources.fingerprint(), out, beside, summary };
        self.shelf.put(SAID, &postcard::to_allocvec(&kept).unwrap_or_default());
    }
}

/// Which program this is: its version, and for those who change it, its file.
pub fn program() -> impl Hash + Debug {
    let file = std::env::current_exe().and_then(fs::metadata).ok();
    (env!("CARGO_PKG_VERSION"), file.map(|file| (file.len(), file.modified().ok())))
}

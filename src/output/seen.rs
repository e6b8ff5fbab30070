//! What an output folder looks like from outside: for telling whether anything in it has been touched since a build left
//! it. What is in the files is not looked at.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::manifest;
use super::plan::{Listing, list};
use crate::source::stamp::{Stamp, fingerprint};

/// A folder as it was seen.
pub struct Seen {
    /// One number for all of it: the same number means that nothing was touched.
    pub number: u64,
    /// What is in it.
    pub(super) existing: Listing,
}

/// Looks at a folder; `None` when there is none, or the system tells too little.
pub fn look(out: &Path) -> Option<Seen> {
    let existing = list(out).ok()?;
    let paths: Vec<PathBuf> = existing.keys().cloned().chain([manifest::NAME.into()]).collect();
    // A link is seen as itself: what it leads to is not ours. A folder changes when a name in it does.
    let stamp = |path: &PathBuf| fs::symlink_metadata(out.join(path)).ok().and_then(|now| Stamp::now(&now));
    let stamps: Vec<Option<Stamp>> = paths.par_iter().map(stamp).collect();
    let number = fingerprint(paths.iter().zip(stamps))?;
    Some(Seen { number, existing })
}

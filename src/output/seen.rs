//! What an output folder looks like from outside: for telling whether anything in it has been touched since a build left
//! it. What is in the files is not looked at.

use std::collections::HashSet;
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
    /// Of everything in it, in order, and last of Planverk's own list.
    stamps: Vec<Option<Stamp>>,
}

/// Looks at a folder; `None` when there is none, or the system tells too little.
pub fn look(out: &Path) -> Option<Seen> {
    let existing = list(out).ok()?;
    let paths: Vec<&Path> = paths(&existing).collect();
    let stamps: Vec<Option<Stamp>> = paths.par_iter().map(|path| stamp(out, path)).collect();
    let number = fingerprint(paths.into_iter().zip(stamps.iter().cloned()))?;
    Some(Seen { number, existing, stamps })
}

impl Seen {
    /// The number of the folder when it has been seen again after these files of it changed, and nothing came or went: no
    /// others are looked at. If somebody else has changed one meanwhile the number is not that of the folder, and whoever
    /// looks at it next sees that.
    pub fn number_after(&self, out: &Path, changed: &[String]) -> Option<u64> {
        // A folder changes when a file in it is exchanged.
        let mut again: HashSet<&Path> = changed.iter().flat_map(|path| Path::new(path).ancestors()).collect();
        again.extend((!changed.is_empty()).then_some(Path::new(manifest::NAME)));
        let now = |(path, before): (_, &Option<Stamp>)| {
            (path, if again.contains(path) { stamp(out, path) } else { before.clone() })
        };
        fingerprint(paths(&self.existing).zip(&self.stamps).map(now))
    }
}

/// What is looked at.
fn paths(existing: &Listing) -> impl Iterator<Item = &Path> {
    existing.keys().map(PathBuf::as_path).chain([Path::new(manifest::NAME)])
}

/// A link is seen as itself: what it leads to is not ours.
fn stamp(out: &Path, path: &Path) -> Option<Stamp> {
    fs::symlink_metadata(out.join(path)).ok().and_then(|now| Stamp::now(&now))
}

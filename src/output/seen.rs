//! What an output folder looks like from outside, in one number: for telling whether anything in it has been touched
//! since a build left it. What is in the files is not looked at.

use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::manifest;
use super::plan::list;
use crate::source::stamp::{Stamp, fingerprint};

/// The number; `None` when there is no folder, or the system tells too little.
pub fn seen(out: &Path) -> Option<u64> {
    let mut paths: Vec<_> = list(out).ok()?.into_keys().collect();
    paths.push(manifest::NAME.into());
    // A link is seen as itself: what it leads to is not ours. A folder changes when a name in it does.
    let stamp = |path: &std::path::PathBuf| fs::symlink_metadata(out.join(path)).ok().and_then(|now| Stamp::now(&now));
    let stamps: Vec<Option<Stamp>> = paths.par_iter().map(stamp).collect();
    fingerprint(paths.iter().zip(stamps))
}

//! What the file system says about a file, for telling whether it is the one that was read. Contents are not compared.

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

/// Size and times of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    size: u64,
    modified: SystemTime,
    /// When anything about it changed, its name included, and which file it is, where the system tells.
    changed: (i64, i64, u64),
}

/// File systems tell time in steps. What was changed this shortly before it was read may change again and look the same.
const STEP: Duration = Duration::from_millis(50);

impl Stamp {
    /// The stamp of a file that is about to be read; `None` when a later change may not show.
    pub fn of(metadata: &Metadata) -> Option<Self> {
        let modified = metadata.modified().ok()?;
        let settled = modified.elapsed().is_ok_and(|age| age > STEP);
        settled.then(|| Self { size: metadata.len(), modified, changed: changed(metadata) })
    }
}

#[cfg(unix)]
fn changed(metadata: &Metadata) -> (i64, i64, u64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.ctime(), metadata.ctime_nsec(), metadata.ino())
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> (i64, i64, u64) {
    (0, 0, 0)
}

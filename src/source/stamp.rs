//! What the file system says about a file, for telling whether it is the one that was read. Contents are not compared.

use std::fs::Metadata;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::{Duration, SystemTime};

/// Size and times of a file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
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
        let settled = metadata.modified().ok()?.elapsed().is_ok_and(|age| age > STEP);
        if settled { Self::now(metadata) } else { None }
    }

    /// The stamp of a file that nobody else is writing to; `None` where the system tells no times.
    pub fn now(metadata: &Metadata) -> Option<Self> {
        Some(Self { size: metadata.len(), modified: metadata.modified().ok()?, changed: changed(metadata) })
    }
}

/// One number for many files, each with its path: equal numbers mean that they are as they were. `None` when that cannot
/// be told of one of them.
pub fn fingerprint<P: Hash>(files: impl IntoIterator<Item = (P, Option<Stamp>)>) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    for (path, stamp) in files {
        (path, stamp?).hash(&mut hasher);
    }
    Some(hasher.finish())
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

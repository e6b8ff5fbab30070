//! The places that hold what is read: which to follow, and which paths concern the preview. The following itself is left
//! to `watch`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::source::SourceSet;

/// The places as they are at one moment.
pub struct Places<'a> {
    root: &'a Path,
    folders: Vec<PathBuf>,
    links: &'a [PathBuf],
}

impl<'a> Places<'a> {
    /// Looks which folders there are. `links` is what links among the files lead to.
    pub fn of(root: &'a Path, links: &'a [PathBuf]) -> Self {
        Self { root, folders: SourceSet::folders(root), links }
    }

    /// What to follow, with `true` where everything below is meant. Not all of the root: what is built may lie in it, and
    /// much else.
    pub fn to_follow(&self) -> BTreeMap<&Path, bool> {
        let mut places: BTreeMap<&Path, bool> = self.folders.iter().map(|folder| (folder.as_path(), true)).collect();
        let apart = self.links.iter().filter(|target| !self.folders.iter().any(|folder| target.starts_with(folder)));
        for target in apart {
            if target.is_dir() {
                places.insert(target, true);
            } else if let Some(folder) = target.parent() {
                // A file that is saved is often another file of the same name.
                places.entry(folder).or_insert(false);
            }
        }
        if self.root.is_dir() {
            places.entry(self.root).or_insert(false);
        }
        places
    }

    /// Is there nothing that could be followed?
    pub fn is_empty(&self) -> bool {
        self.folders.is_empty()
    }

    /// Is the path among what is read? In the root itself only some names are; the rest is built, or somebody else's.
    pub fn concern(&self, path: &Path) -> bool {
        self.folders.iter().chain(self.links).any(|place| path.starts_with(place))
            || path.parent() == Some(self.root) && SourceSet::may_be_read(path, self.root)
    }
}

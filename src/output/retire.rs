//! Clears away what a build leaves beside the site: the old one after a swap, or the unfinished new one after
//! a crash. What nobody else has a copy of is saved into the site's folder before anything goes.

use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::disk::Disk;
use super::lock;
use super::manifest::{self, Manifest};
use super::place::Place;
use super::site_path::{OWN_NAMES, joined};
use super::spool;
use crate::environment::EnvironmentError;

/// Clears away what an interrupted build has left of a site that is as it should be. What cannot be cleared now is left to
/// the next build that writes.
pub fn clear_left(out: &Path, source: Option<&Path>) {
    let Ok(place) = Place::resolve(out, source) else { return };
    spool::clear_left(&place);
    let left = [place.old(), place.staging(), place.staging_inside()];
    if left.iter().any(|left| left.symlink_metadata().is_ok())
        && let Ok(_lock) = lock::acquire(&place, Duration::ZERO, &|_| ())
    {
        let _ = recover(&place, Disk { step: &|_| Ok(()), durable: true });
    }
}

/// Puts right what an interrupted build has left. True when it was interrupted while files changed places one by one.
pub fn recover(place: &Place, disk: Disk<'_>) -> Result<bool, EnvironmentError> {
    let (old, staging, inside) = (place.old(), place.staging(), place.staging_inside());
    for left in [&old, &staging, &inside] {
        refuse_others(left)?;
    }
    if !place.out.exists() && old.exists() {
        // Between the two renames: the old site is the one that was complete.
        disk.rename(&old, &place.out)?;
    }
    for left in [old, staging] {
        if left.symlink_metadata().is_ok() {
            retire(&left, &place.out, disk)?;
        }
    }
    let was_inside = inside.is_dir();
    if was_inside {
        remove_own_folder(&inside, disk)?;
    }
    Ok(was_inside)
}

/// Refuses what has the name of a folder of Planverk's and is none. A link may lead to anything, and is not followed.
fn refuse_others(left: &Path) -> Result<(), EnvironmentError> {
    let Ok(found) = fs::symlink_metadata(left) else { return Ok(()) };
    if found.is_dir() {
        return Ok(());
    }
    let what = if found.is_symlink() { "en lenke" } else { "en fil" };
    Err(EnvironmentError::new("å rydde", left, format!("det er {what}, ikke en mappe som Planverk har laget"))
        .advice("flytt eller slett det, og bygg på nytt"))
}

/// Removes a folder of files that only Planverk has ever put there.
pub fn remove_own_folder(folder: &Path, disk: Disk<'_>) -> Result<(), EnvironmentError> {
    for (path, _) in entries(folder)? {
        disk.remove(&path)?;
    }
    disk.prune(folder)
}

/// Removes a folder that stood in for `out`. The list of files goes last, so that this can be interrupted too.
pub fn retire(folder: &Path, out: &Path, disk: Disk<'_>) -> Result<(), EnvironmentError> {
    let listed = Manifest::read(folder)?;
    let current = Manifest::read(out)?.unwrap_or_default();
    let retiring =
        Retiring { folder, out, disk, has_list: listed.is_some(), listed: listed.unwrap_or_default(), current };
    retiring.empty(&PathBuf::new())?;
    disk.remove(&folder.join(manifest::NAME))?;
    disk.prune(folder)
}

struct Retiring<'a> {
    folder: &'a Path,
    out: &'a Path,
    disk: Disk<'a>,
    has_list: bool,
    /// What the folder's own list says.
    listed: Manifest,
    /// What the list of the site in use says.
    current: Manifest,
}

impl Retiring<'_> {
    fn empty(&self, within: &Path) -> Result<(), EnvironmentError> {
        for (disk_path, kind) in entries(&self.folder.join(within))? {
            let name = disk_path.file_name().unwrap_or(OsStr::new(""));
            let path = joined(within, name);
            if kind.is_dir() {
                self.empty(&path)?;
                self.disk.prune(&disk_path)?;
            } else if within.as_os_str().is_empty() && name.to_str().is_some_and(|name| OWN_NAMES.contains(&name)) {
                if name != OsStr::new(manifest::NAME) {
                    self.disk.remove(&disk_path)?;
                }
            } else if self.is_expendable(&path, &kind) {
                self.disk.remove(&disk_path)?;
            } else {
                self.save(&disk_path, &path)?;
            }
        }
        Ok(())
    }

    /// Whether a file is one that Planverk wrote, or is also in the site's folder and no newer than there.
    fn is_expendable(&self, path: &Path, found: &Metadata) -> bool {
        let on = |list: &Manifest| path.to_str().is_some_and(|path| list.contains(path));
        if on(&self.listed) || on(&self.current) {
            return true;
        }
        let Ok(kept) = fs::symlink_metadata(self.out.join(path)) else {
            return false;
        };
        // Both names of one file have one time. A later time means that someone replaced it while we were at work.
        match (found.modified(), kept.modified()) {
            (Ok(found), Ok(kept)) => found <= kept,
            _ => true,
        }
    }

    /// Moves a file that came while we were at work into the site's folder.
    fn save(&self, from: &Path, path: &Path) -> Result<(), EnvironmentError> {
        if !self.has_list {
            let reason = "mappen har filer som Planverk ikke kjenner";
            return Err(EnvironmentError::new("å rydde i", self.folder, reason)
                .advice("flytt det som skal være med, og slett mappen"));
        }
        let to = self.out.join(path);
        if let Some(folder) = to.parent() {
            self.disk.create_folders(folder)?;
        }
        self.disk.rename(from, &to)
    }
}

/// What is in a folder, sorted by name, links not followed. A folder that is gone is empty.
fn entries(folder: &Path) -> Result<Vec<(PathBuf, Metadata)>, EnvironmentError> {
    let failed = |error: std::io::Error| EnvironmentError::io("å lese mappen", folder, &error);
    let read = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        read => read.map_err(failed)?,
    };
    let mut found = Vec::new();
    for entry in read {
        let entry = entry.map_err(failed)?;
        found.push((entry.path(), entry.metadata().map_err(failed)?));
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(found)
}

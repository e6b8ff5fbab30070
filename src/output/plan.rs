//! Compares the site with what is in the folder: what is new, changed, the same, stale, and what somebody
//! else has put there. Nothing is written here.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::contents::{Contents, Sum};
use super::manifest::{Manifest, Read};
use super::seen::Seen;
use super::site_path::{OWN_NAMES, joined};
use super::tree::OutputTree;
use crate::environment::EnvironmentError;
use crate::lookup::Lookup;

/// What is to be done to a folder.
#[derive(Debug)]
pub struct Plan<'t> {
    /// Files that are not there yet.
    pub new: Vec<(&'t str, &'t Contents)>,
    /// Files with other contents.
    pub changed: Vec<(&'t str, &'t Contents)>,
    /// Files that are as they should be.
    pub unchanged: Vec<&'t str>,
    /// Files that Planverk wrote, and that the site no longer has.
    pub removed: Vec<String>,
    /// Files that Planverk did not write.
    pub foreign: Vec<PathBuf>,
    /// Empty folders that Planverk did not make.
    pub foreign_folders: Vec<PathBuf>,
    /// Empty folders that held Planverk's files once, or stand where the site has a file.
    pub empty_folders: Vec<PathBuf>,
    /// Files that Planverk wrote, someone else changed, and this build replaces or removes.
    pub edited: Vec<String>,
    /// The list of files when this is done.
    pub manifest: Manifest,
    /// The list of files before it, if the folder has one.
    pub old_manifest: Option<Arc<Manifest>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    File,
    Folder,
    EmptyFolder,
    /// A link or something stranger.
    Other,
}

impl<'t> Plan<'t> {
    /// Compares. Refuses a folder that Planverk has no business in, and files it would have to overwrite. Of a folder known
    /// to be untouched since Planverk wrote it, its list of files tells what the files hold, and they are not read. `known` is
    /// that list as it was a moment ago.
    pub fn make(
        tree: &'t OutputTree,
        out: &Path,
        untouched: Option<&Seen>,
        known: Option<&Read>,
    ) -> Result<Self, EnvironmentError> {
        let old_manifest = Read::of(out, known)?.map(|read| read.manifest);
        let listed;
        let existing = if let Some(seen) = untouched {
            &seen.existing
        } else {
            listed = list(out)?;
            &listed
        };
        let untouched = untouched.is_some();
        if old_manifest.is_none() {
            refuse_foreign_folder(out, existing)?;
        }
        let none = Manifest::default();
        let ours = old_manifest.as_deref().unwrap_or(&none);
        let is_ours = |path: &Path| path.to_str().is_some_and(|path| ours.contains(path));
        // In a listing a path is compared with fifteen others, part by part, before it is found.
        let kinds: Lookup<&Path, Kind> = existing.iter().map(|(path, kind)| (path.as_path(), *kind)).collect();
        let kind = |path: &str| kinds.get(Path::new(path)).copied();

        let mut plan = Plan {
            new: Vec::new(),
            changed: Vec::new(),
            unchanged: Vec::new(),
            removed: Vec::new(),
            foreign: Vec::new(),
            foreign_folders: Vec::new(),
            empty_folders: Vec::new(),
            edited: Vec::new(),
            manifest: Manifest::of(tree),
            old_manifest: None,
        };
        let held_ours: OnceCell<HashSet<&Path>> = OnceCell::new();
        let held_ours = |folder: &Path| {
            let above = || ours.paths().flat_map(|path| Path::new(path).ancestors().skip(1)).collect();
            held_ours.get_or_init(above).contains(folder)
        };
        for (path, kind) in existing {
            let wanted = path.to_str().is_some_and(|path| tree.contains(path));
            match kind {
                Kind::Folder => {}
                Kind::EmptyFolder if held_ours(path) || is_under_a_file(path, tree) => {
                    plan.empty_folders.push(path.clone());
                }
                Kind::EmptyFolder => plan.foreign_folders.push(path.clone()),
                Kind::File | Kind::Other if wanted => {}
                Kind::File | Kind::Other if is_ours(path) => plan.removed.extend(path.to_str().map(str::to_owned)),
                Kind::File | Kind::Other => plan.foreign.push(path.clone()),
            }
        }

        let files: Vec<_> = tree.contents().collect();
        let compared: Vec<_> = files
            .into_par_iter()
            .map(|(path, made)| compare(out, path, made, kind(path), ours, untouched).map(|state| (path, made, state)))
            .collect::<Result<_, _>>()?;
        for (path, made, state) in compared {
            match state {
                State::New => plan.new.push((path, made)),
                State::Same => plan.unchanged.push(path),
                State::Changed { edited } => {
                    plan.changed.push((path, made));
                    plan.edited.extend(edited.then(|| path.to_owned()));
                }
                State::Foreign => return Err(in_the_way(out, Path::new(path))),
            }
        }
        plan.refuse_foreign_in_the_way(tree, out)?;
        let edited = |path: &&String| fs::read(out.join(path)).is_ok_and(|bytes| !ours.is_as_written(path, &bytes));
        plan.edited.extend(plan.removed.iter().filter(|path| !untouched && edited(path)).cloned());
        plan.edited.sort();
        Ok(Plan { old_manifest, ..plan })
    }

    /// Whether the folder is already as it should be.
    pub fn is_done(&self) -> bool {
        self.new.is_empty()
            && self.changed.is_empty()
            && self.removed.is_empty()
            && self.old_manifest.as_deref() == Some(&self.manifest)
    }

    /// What somebody else put where the site needs a folder, or a file where they have a folder.
    fn refuse_foreign_in_the_way(&self, tree: &OutputTree, out: &Path) -> Result<(), EnvironmentError> {
        let foreign: BTreeSet<&Path> = self.foreign.iter().map(PathBuf::as_path).collect();
        if let Some(path) = foreign.iter().find(|path| is_under_a_file(path, tree)) {
            return Err(in_the_way(out, path));
        }
        for (path, _) in &self.new {
            if let Some(path) = Path::new(path).ancestors().skip(1).find(|above| foreign.contains(above)) {
                return Err(in_the_way(out, path));
            }
        }
        Ok(())
    }
}

/// Whether the site has a file with this path, or with that of a folder it is in.
fn is_under_a_file(path: &Path, tree: &OutputTree) -> bool {
    path.ancestors().filter_map(Path::to_str).any(|above| tree.contains(above))
}

enum State {
    New,
    Same,
    Changed { edited: bool },
    Foreign,
}

fn compare(
    out: &Path,
    path: &str,
    made: &Contents,
    kind: Option<Kind>,
    ours: &Manifest,
    untouched: bool,
) -> Result<State, EnvironmentError> {
    let is_ours = ours.contains(path);
    let disk = out.join(path);
    let left = made.is_left();
    match kind {
        _ if left && kind != Some(Kind::File) => Err(not_left(&disk)),
        // A folder in the way is dealt with when all files are known: it may be about to disappear.
        None | Some(Kind::Folder | Kind::EmptyFolder) => Ok(State::New),
        Some(Kind::Other) if is_ours => Ok(State::Changed { edited: true }),
        Some(Kind::Other) => Ok(State::Foreign),
        Some(Kind::File) if untouched && is_ours => match ours.lists(path, made.sum()) {
            true => Ok(State::Same),
            false if left => Err(not_left(&disk)),
            false => Ok(State::Changed { edited: false }),
        },
        Some(Kind::File) => {
            let found = fs::read(&disk).map_err(|error| EnvironmentError::io("å lese filen", &disk, &error))?;
            let same = match made.bytes() {
                Some(bytes) => found == *bytes,
                None if Sum::of(&found) == made.sum() => true,
                None => return Err(not_left(&disk)),
            };
            Ok(if same {
                // Also when it is not on the list: an interrupted build or a person has put the right thing there.
                State::Same
            } else if is_ours {
                let edited = !ours.is_as_written(path, &found);
                State::Changed { edited }
            } else {
                State::Foreign
            })
        }
    }
}

/// What an earlier build is said to have left is not there. Only another hand at the same moment can have done that.
fn not_left(disk: &Path) -> EnvironmentError {
    EnvironmentError::new("å bruke igjen", disk, "filen er endret eller fjernet mens det ble bygd")
        .advice("bygg på nytt")
}

/// What is in a folder and below, by path.
pub type Listing = BTreeMap<PathBuf, Kind>;

/// Everything in a folder and below, without following links. Planverk's own files at the top are left out.
pub fn list(out: &Path) -> Result<Listing, EnvironmentError> {
    let mut found = Listing::new();
    let mut level = vec![PathBuf::new()];
    while !level.is_empty() {
        // Folders beside each other at once: there is mostly waiting in it.
        let read: Vec<_> = level.par_iter().map(|folder| entries(out, folder)).collect::<Result<_, _>>()?;
        let mut below = Vec::new();
        for (folder, entries) in level.into_iter().zip(read) {
            let Some(entries) = entries else { continue };
            if !folder.as_os_str().is_empty() {
                found.insert(folder, if entries.is_empty() { Kind::EmptyFolder } else { Kind::Folder });
            }
            for (path, kind) in entries {
                match kind {
                    Kind::Folder | Kind::EmptyFolder => below.push(path),
                    Kind::File | Kind::Other => drop(found.insert(path, kind)),
                }
            }
        }
        level = below;
    }
    Ok(found)
}

/// What is in one folder; `None` when it is the topmost and not there.
fn entries(out: &Path, folder: &Path) -> Result<Option<Vec<(PathBuf, Kind)>>, EnvironmentError> {
    let disk = out.join(folder);
    let failed = |error: std::io::Error| EnvironmentError::io("å lese mappen", &disk, &error);
    let is_top = folder.as_os_str().is_empty();
    let entries = match fs::read_dir(&disk) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && is_top => return Ok(None),
        entries => entries.map_err(failed)?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        if is_top && name.to_str().is_some_and(|name| OWN_NAMES.contains(&name)) {
            continue;
        }
        let kind = entry.file_type().map_err(failed)?;
        let kind = match (kind.is_dir(), kind.is_file()) {
            (true, _) => Kind::Folder,
            (_, true) => Kind::File,
            _ => Kind::Other,
        };
        found.push((joined(folder, &name), kind));
    }
    Ok(Some(found))
}

/// Hidden names do not count: `.git` and `.gitkeep` are how people prepare a folder.
fn refuse_foreign_folder(out: &Path, existing: &Listing) -> Result<(), EnvironmentError> {
    let top = |path: &Path| path.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned());
    let visible = existing.keys().filter_map(|path| top(path)).find(|name| !name.starts_with('.'));
    let Some(name) = visible else {
        return Ok(());
    };
    let reason = format!("mappen er ikke tom, og Planverk har ikke laget det som ligger der (for eksempel {name})");
    Err(EnvironmentError::new("å skrive til", out, reason)
        .advice("velg en annen mappe med --out, eller tøm denne selv hvis ingen trenger innholdet"))
}

fn in_the_way(out: &Path, path: &Path) -> EnvironmentError {
    EnvironmentError::new("å skrive", &out.join(path), "der ligger noe som Planverk ikke har laget")
        .advice("flytt eller slett det, eller velg en annen mappe med --out")
}

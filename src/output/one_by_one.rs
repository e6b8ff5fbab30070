//! The way in when a folder cannot be exchanged as a whole (a mount point, no links, no access to the folder
//! around it): whole files change places one by one, new ones first, so that no page links to what is not there.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::disk::Disk;
use super::place::Place;
use super::plan::Plan;
use super::retire::remove_own_folder;
use super::stage::write_manifest;
use crate::environment::EnvironmentError;

/// Replaces what differs, and nothing else. Finished files that waited may have been moved to the folder that could not
/// come in as a whole.
pub fn replace_one_by_one(plan: &Plan<'_>, place: &Place, disk: Disk<'_>) -> Result<(), EnvironmentError> {
    let (out, staging) = (&place.out, place.staging_inside());
    disk.create_folders(&staging)?;
    let files: Vec<_> = plan.new.iter().chain(&plan.changed).collect();
    let staged = |number: usize| staging.join(format!("{number}"));
    files.par_iter().enumerate().try_for_each(|(number, (path, made))| {
        match made.waits_in().filter(|waiting| !waiting.exists()) {
            Some(_) => disk.take(&place.staging().join(path), &staged(number), false),
            None => disk.bring(made, &staged(number), false),
        }
    })?;
    if !disk.sync_all_near(&staging)? {
        disk.sync_folder(&staging)?;
    }

    // Until all is done the list has both sites' files: whatever happens, the next build knows them as its own.
    let both = match &plan.old_manifest {
        Some(old) => plan.manifest.clone().with_all_of(old),
        None => plan.manifest.clone(),
    };
    write_manifest(disk, &both, out, &staging)?;

    // A stale file may have the name of a folder the site needs now, or be in a folder with a new file's name.
    let new: HashSet<&Path> = plan.new.iter().map(|(path, _)| Path::new(path)).collect();
    let needed: HashSet<&Path> = new.iter().flat_map(|path| path.ancestors()).collect();
    let is_in_the_way = |stale: &Path| needed.contains(stale) || stale.ancestors().any(|above| new.contains(above));
    let (in_the_way, stale): (Vec<&str>, Vec<&str>) =
        plan.removed.iter().map(String::as_str).partition(|path| is_in_the_way(Path::new(path)));
    for path in in_the_way {
        remove_and_prune(path, out, disk)?;
    }
    for folder in &plan.empty_folders {
        prune(folder, out, disk)?;
    }
    let folders: BTreeSet<PathBuf> =
        plan.new.iter().filter_map(|(path, _)| Some(out.join(path).parent()?.into())).collect();
    for folder in folders {
        disk.create_folders(&folder)?;
    }
    for (number, (path, _)) in files.iter().enumerate() {
        disk.rename(&staged(number), &out.join(path))?;
    }
    for path in stale {
        remove_and_prune(path, out, disk)?;
    }
    if both != plan.manifest {
        write_manifest(disk, &plan.manifest, out, &staging)?;
    }
    remove_own_folder(&staging, disk)
}

/// Removes a file and the folders that became empty by it.
fn remove_and_prune(path: &str, out: &Path, disk: Disk<'_>) -> Result<(), EnvironmentError> {
    disk.remove(&out.join(path))?;
    Path::new(path).parent().map_or(Ok(()), |folder| prune(folder, out, disk))
}

/// Removes a folder and those it is in, as far as they are empty.
fn prune(folder: &Path, out: &Path, disk: Disk<'_>) -> Result<(), EnvironmentError> {
    let folders = folder.ancestors().filter(|folder| !folder.as_os_str().is_empty());
    folders.map(|folder| out.join(folder)).try_for_each(|folder| disk.prune(&folder))
}

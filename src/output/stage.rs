//! Builds the complete new site in a hidden folder beside the old one, and lets the two change places.
//! Until that step the old site is untouched; after it the new one is complete.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::contents::Contents;
use super::disk::{Disk, Failure, Swap};
use super::manifest::{self, Manifest};
use super::place::Place;
use super::plan::Plan;
use super::retire::retire;
use super::spool::Spool;
use crate::environment::EnvironmentError;

/// Up to this many new files are each waited for; beyond it, one wait for all of them is quicker.
const FEW: usize = 32;

/// Stages and swaps. Returns the folder that is left over, if the new site is in place but the old one could not
/// be cleared away.
pub fn replace_as_a_whole(
    plan: &Plan<'_>,
    place: &Place,
    spool: Option<&Spool>,
    disk: Disk<'_>,
    swap: Swap,
) -> Result<Option<PathBuf>, Failure> {
    let staging = place.staging();
    disk.create_folder_like(&staging, &place.out)?;
    // First of all the list of what will be there, so that a later start knows what it may remove.
    write_manifest(disk, &plan.manifest, &staging, &staging)?;
    // Then what waits, by whole folders: the system moves one file at a time between folders, and 26,000 took 0.8 s.
    for path in spool.map_or_else(Vec::new, Spool::topmost) {
        disk.move_folder(&path, &staging.join(path.file_name().unwrap_or_default()))?;
    }
    // All that waited has come with its folder, most often: then it is not asked of each file.
    let some_wait = spool.is_some_and(|spool| !spool.topmost().is_empty());
    let has_come = |waiting: &Path| !(some_wait && waiting.exists());
    fill(plan, &staging, &place.out, spool.is_some().then_some(&has_come), disk)?;

    let old = if place.out.exists() {
        Some(change_places(&staging, place, disk, swap)?)
    } else {
        disk.move_folder(&staging, &place.out)?;
        None
    };
    // From here on the new site is what visitors see. The next start clears what this one cannot.
    let cleared = disk.sync_folder(&place.parent);
    let Some(old) = old else {
        return Ok(None);
    };
    let cleared = cleared.and_then(|()| retire(&old, &place.out, disk));
    Ok(cleared.is_err().then_some(old))
}

/// Returns where the old site is afterwards.
fn change_places(staging: &Path, place: &Place, disk: Disk<'_>, swap: Swap) -> Result<PathBuf, Failure> {
    match swap {
        Swap::Exchange => {
            disk.exchange(staging, &place.out)?;
            Ok(staging.to_path_buf())
        }
        Swap::TwoRenames => {
            let old = place.old();
            disk.move_folder(&place.out, &old)?;
            if let Err(failure) = disk.move_folder(staging, &place.out) {
                disk.rename(&old, &place.out)?;
                return Err(failure);
            }
            Ok(old)
        }
    }
}

/// Puts everything in the new folder. `has_come` tells of a file that waited whether it is there already, when some may
/// be.
fn fill(
    plan: &Plan<'_>,
    staging: &Path,
    out: &Path,
    has_come: Option<&(dyn Fn(&Path) -> bool + Sync)>,
    disk: Disk<'_>,
) -> Result<(), Failure> {
    let some_there = has_come.is_some();
    let site = plan.new.iter().chain(&plan.changed).map(|(path, _)| Path::new(path));
    let site = site.chain(plan.unchanged.iter().map(Path::new));
    let files = site.chain(plan.foreign.iter().map(PathBuf::as_path));
    // Files come in order, and most stand in the folder the one before stands in.
    let mut last = None;
    let parents =
        files.filter_map(Path::parent).filter(|folder| last.replace(folder.as_os_str()) != Some(folder.as_os_str()));
    let folders = parents.flat_map(Path::ancestors);
    let kept = plan.foreign_folders.iter().flat_map(|path| path.ancestors());
    // A set of paths has a folder before what is in it.
    let folders: BTreeSet<&Path> = folders.chain(kept).filter(|path| !path.as_os_str().is_empty()).collect();
    for folder in folders {
        let (there, like) = (staging.join(folder), out.join(folder));
        if some_there && there.is_dir() {
            disk.liken_folder(&there, &like)?;
        } else {
            disk.create_folder_like(&there, &like)?;
        }
    }

    let unchanged = plan.unchanged.par_iter().map(Path::new);
    let foreign = plan.foreign.par_iter().map(PathBuf::as_path);
    unchanged.chain(foreign).try_for_each(|path| {
        let there = staging.join(path);
        if some_there {
            // It waited, and has turned out to stand in its place already.
            disk.remove(&there)?;
        }
        disk.link(&out.join(path), &there)
    })?;

    let written = plan.new.len() + plan.changed.len();
    let mut sync_each = written <= FEW || !cfg!(any(target_os = "linux", target_os = "android"));
    sync_each &= disk.durable;
    let bring = |(path, made): &(&str, &Contents)| {
        let there = staging.join(path);
        match made.waits_in().filter(|waiting| has_come.is_some_and(|has_come| has_come(waiting))) {
            Some(_) if sync_each => disk.sync_file(&there),
            Some(_) => Ok(()),
            None => disk.bring(made, &there, sync_each),
        }
    };
    plan.new.par_iter().chain(&plan.changed).try_for_each(bring)?;
    if sync_each {
        disk.sync_folder(staging)?;
    } else {
        disk.sync_all_near(staging)?;
    }
    Ok(())
}

/// Writes the list of files in one step, by way of a file in `by_way_of`.
pub fn write_manifest(
    disk: Disk<'_>,
    manifest: &Manifest,
    folder: &Path,
    by_way_of: &Path,
) -> Result<(), EnvironmentError> {
    let temporary = by_way_of.join(".planverk-manifest.tmp");
    disk.remove(&temporary)?;
    disk.write(&temporary, &manifest.to_bytes(), true)?;
    disk.rename(&temporary, &folder.join(manifest::NAME))?;
    disk.sync_folder(folder)
}

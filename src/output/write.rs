//! Brings a site to a folder: whole or not at all, touching only what differs and only what is ours.
//!
//! 1. [`Place`] refuses the folders a site must never go to.
//! 2. [`lock`] keeps two builds apart; [`recover`] puts right what an interrupted one left.
//! 3. [`Plan`] compares; when nothing differs, nothing is written.
//! 4. [`replace_as_a_whole`] swaps the complete new site in; [`replace_one_by_one`] where that is impossible, or a very large
//!    site differs in few files.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::disk::{Disk, Failure, Step, Swap};
use super::lock;
use super::one_by_one::replace_one_by_one;
use super::place::Place;
use super::plan::Plan;
use super::retire::{recover, retire};
use super::seen::Seen;
use super::spool::Spool;
use super::stage::replace_as_a_whole;
use super::tree::OutputTree;
use crate::environment::EnvironmentError;

/// How to write.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// The author's folder, which must not be written over.
    pub source: Option<&'a Path>,
    /// How long to wait for another build in the same folder.
    pub lock_timeout: Duration,
    /// Told once, in Norwegian, when it has to wait.
    pub on_wait: &'a (dyn Fn(&str) + Sync),
    /// Whether the site must survive a power failure right after. One of a test need not.
    pub durable: bool,
    /// The folder, when nobody has touched it since Planverk wrote it: its files need not be read to be known.
    pub untouched: Option<&'a Seen>,
    /// Where files of the tree wait, if any do.
    pub spool: Option<&'a Spool>,
    /// With so many unchanged files a site is large. A swap gives every one of them a second name, and takes the first away
    /// again: for 25,000 files a second, and when few have changed they change places within milliseconds instead.
    pub large: usize,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            source: None,
            lock_timeout: Duration::from_secs(30),
            on_wait: &|_| (),
            durable: true,
            untouched: None,
            spool: None,
            large: 4000,
        }
    }
}

/// Of a large site, at most one file of so many is few.
const FEW_ARE_ONE_OF: usize = 16;

/// What was done, in files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Were not there before.
    pub new: usize,
    /// Have other contents now.
    pub changed: usize,
    /// Kept contents and time.
    pub unchanged: usize,
    /// Were Planverk's, and are gone.
    pub removed: usize,
    /// Were never Planverk's, and are still there.
    pub kept: usize,
    /// Had been changed by someone else since Planverk wrote them, and were replaced or removed.
    pub edited: Vec<String>,
    /// Why files changed places one by one, so that a visitor may have seen a mixture; `None` when the site
    /// was swapped as a whole, nothing was written, or the files were few among very many.
    pub one_by_one: Option<String>,
    /// The files that changed places one by one, when that is all that was done to a folder nobody else had touched.
    pub exchanged: Option<Vec<String>>,
    /// A folder beside the site that could not be cleared away this time; the next build tries again.
    pub leftover: Option<PathBuf>,
}

/// Writes a site. On an error the folder holds the old site, or, where files must change places one by one,
/// a mixture of whole files that the next build completes.
pub fn write(tree: &OutputTree, out: &Path, options: &Options<'_>) -> Result<Written, EnvironmentError> {
    write_stepwise(tree, out, options, Swap::BEST, &|_| Ok(()))
}

pub(super) fn write_stepwise(
    tree: &OutputTree,
    out: &Path,
    options: &Options<'_>,
    swap: Swap,
    step: Step<'_>,
) -> Result<Written, EnvironmentError> {
    let place = Place::resolve(out, options.source)?;
    let disk = Disk { step, durable: options.durable };
    disk.create_folders(&place.parent)?;
    let _lock = lock::acquire(&place, options.lock_timeout, options.on_wait)?;
    let was_interrupted = recover(&place, disk)?;
    let untouched = options.untouched.filter(|_| !was_interrupted);
    let plan = Plan::make(tree, &place.out, untouched, options.spool.and_then(Spool::known))?;
    let mut written = Written {
        new: plan.new.len(),
        changed: plan.changed.len(),
        unchanged: plan.unchanged.len(),
        removed: plan.removed.len(),
        kept: plan.foreign.len(),
        // After an interruption the list was ahead of the files: that is no stranger's doing.
        edited: if was_interrupted { Vec::new() } else { plan.edited.clone() },
        one_by_one: None,
        exchanged: None,
        leftover: None,
    };
    let stay = plan.new.is_empty() && plan.removed.is_empty() && plan.empty_folders.is_empty();
    let exchanged = (options.untouched.is_some() && !was_interrupted && stay)
        .then(|| plan.changed.iter().map(|(path, _)| (*path).to_owned()).collect());
    if plan.is_done() {
        return Ok(Written { exchanged, ..written });
    }
    let touched = plan.new.len() + plan.changed.len() + plan.removed.len();
    if plan.unchanged.len() >= options.large && touched <= plan.unchanged.len() / FEW_ARE_ONE_OF {
        replace_one_by_one(&plan, &place, disk)?;
        return Ok(Written { exchanged, ..written });
    }
    match replace_as_a_whole(&plan, &place, options.spool, disk, swap) {
        Ok(leftover) => written.leftover = leftover,
        Err(Failure::Impossible(reason)) => {
            replace_one_by_one(&plan, &place, disk)?;
            clear(&place, disk)?;
            written.one_by_one = Some(reason);
        }
        Err(Failure::Environment(error)) => {
            // The disk may be full: give back what was taken. What cannot be cleared now is cleared next time.
            let _ = clear(&place, disk);
            return Err(error);
        }
    }
    Ok(written)
}

/// Removes an unfinished staging folder.
fn clear(place: &Place, disk: Disk<'_>) -> Result<(), EnvironmentError> {
    let staging = place.staging();
    if staging.symlink_metadata().is_ok() {
        retire(&staging, &place.out, disk)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;

//! What a crash between any two steps, a refusal by the system, or a file that comes late leaves behind.

use std::io;

use super::*;
use crate::output::Spool;
use crate::output::disk::EXCHANGE;

/// Runs the second build and kills it before step number `stop`. Returns whether it was killed.
fn run_killed(folder: &Folder, new: &OutputTree, swap: Swap, refuse_exchange: bool, stop: usize) -> bool {
    run_killed_with(folder, new, &quick(), swap, refuse_exchange, stop)
}

fn run_killed_with(
    folder: &Folder,
    new: &OutputTree,
    options: &Options<'_>,
    swap: Swap,
    refuse_exchange: bool,
    stop: usize,
) -> bool {
    let step = AtomicUsize::new(0);
    let kill = |action: &str| {
        if step.fetch_add(1, Ordering::SeqCst) >= stop {
            return Err(io::Error::other("drept"));
        }
        if refuse_exchange && action == EXCHANGE {
            return Err(io::ErrorKind::CrossesDevices.into());
        }
        Ok(())
    };
    let _ = write_stepwise(new, &folder.out(), options, swap, &kill);
    step.load(Ordering::SeqCst) > stop
}

fn recovered(folder: &Folder) {
    let place = Place::resolve(&folder.out(), None).unwrap();
    let disk = Disk { step: &|_| Ok(()), durable: false };
    recover(&place, disk).unwrap();
}

fn crash_everywhere(name: &str, swap: Swap) {
    let (old, new) = old_and_new();
    let (mut stop, mut olds, mut news) = (0, 0, 0);
    loop {
        let folder = with_old_site(&format!("{name}-{stop}"), &old);
        let killed = run_killed(&folder, &new, swap, false, stop);
        if swap == Swap::TwoRenames && !folder.out().exists() {
            // The one moment without a site, which the next start repairs.
            recovered(&folder);
            folder.assert_complete(&old, &FOREIGN, "between the renames");
        }
        let when = format!("{swap:?}, killed before step {stop}");
        if folder.site() == expected(&old, &FOREIGN) {
            olds += 1;
            folder.assert_complete(&old, &FOREIGN, &when);
        } else {
            news += 1;
            folder.assert_complete(&new, &FOREIGN, &when);
        }
        folder.write(&new);
        folder.assert_complete(&new, &FOREIGN, &when);
        assert_eq!(folder.beside(), [""; 0], "{when}");
        if !killed {
            break;
        }
        stop += 1;
    }
    assert!(olds > 10 && news > 5, "{olds} old, {news} new");
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
#[test]
fn a_crash_at_any_step_of_an_exchange_leaves_the_old_site_or_the_new() {
    crash_everywhere("bytte", Swap::Exchange);
}

#[test]
fn a_crash_at_any_step_of_two_renames_leaves_the_old_site_or_the_new_at_the_next_start() {
    crash_everywhere("to-navn", Swap::TwoRenames);
}

#[test]
fn a_crash_in_the_next_start_is_repaired_by_the_one_after() {
    let (old, new) = old_and_new();
    for first in [8, 20, 30] {
        for second in 0..40 {
            let folder = with_old_site(&format!("igjen-{first}-{second}"), &old);
            run_killed(&folder, &new, Swap::TwoRenames, false, first);
            run_killed(&folder, &new, Swap::TwoRenames, false, second);
            folder.write(&new);
            folder.assert_complete(&new, &FOREIGN, &format!("{first}, {second}"));
            assert_eq!(folder.beside(), [""; 0]);
        }
    }
}

#[test]
fn where_the_folder_cannot_be_exchanged_files_change_places_one_by_one() {
    let (old, new) = old_and_new();
    let folder = with_old_site("en-og-en", &old);
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    File::options().write(true).open(folder.out().join("lik.html")).unwrap().set_modified(long_ago).unwrap();
    let refuse = |action: &str| {
        if action == EXCHANGE { Err(io::ErrorKind::CrossesDevices.into()) } else { Ok(()) }
    };
    let written = write_stepwise(&new, &folder.out(), &quick(), Swap::Exchange, &refuse).unwrap();
    assert_eq!(written.one_by_one.as_deref(), Some("mappen er et eget filsystem"));
    folder.assert_complete(&new, &FOREIGN, "one by one");
    assert_eq!(fs::metadata(folder.out().join("lik.html")).unwrap().modified().unwrap(), long_ago);
    assert_eq!(folder.beside(), [""; 0]);
    assert!(!folder.out().join("borte").exists());
}

#[test]
fn a_crash_one_by_one_leaves_whole_files_and_the_next_build_completes_them() {
    let (old, new) = old_and_new();
    let mut stop = 0;
    loop {
        let folder = with_old_site(&format!("en-{stop}"), &old);
        let killed = run_killed(&folder, &new, Swap::Exchange, true, stop);
        let site = folder.site();
        let (before, after) = (expected(&old, &FOREIGN), expected(&new, &FOREIGN));
        for (path, text) in site.iter().filter(|(path, _)| !path.starts_with(".planverk") && !path.ends_with('/')) {
            assert!(before.get(path) == Some(text) || after.get(path) == Some(text), "{path}, step {stop}");
        }
        for (path, text) in FOREIGN {
            assert_eq!(site.get(path).map(String::as_str), Some(text), "{path}, step {stop}");
        }
        let written = folder.write(&new);
        assert_eq!(written.edited, [""; 0], "step {stop}");
        folder.assert_complete(&new, &FOREIGN, &format!("one by one, step {stop}"));
        assert_eq!(folder.beside(), [""; 0], "step {stop}");
        if !killed {
            break;
        }
        stop += 1;
    }
    assert!(stop > 40);
}

#[test]
fn a_file_that_came_or_changed_while_the_site_was_written_is_not_lost() {
    for swap in [Swap::BEST, Swap::TwoRenames] {
        let (old, new) = old_and_new();
        let folder = with_old_site(&format!("sent-{swap:?}"), &old);
        let late = |action: &str| {
            if action == EXCHANGE || action == "å flytte mappen" {
                // Only while the old site is in place; the second of two renames finds no folder.
                if folder.out().join("plan/borte.html").exists() {
                    folder.put("nytt/sent.txt", "kom sent");
                    let note = folder.out().join("plan/notat.txt");
                    fs::remove_file(&note)?;
                    fs::write(&note, "endret sent")?;
                    let later = SystemTime::now() + Duration::from_secs(60);
                    File::options().write(true).open(&note)?.set_modified(later)?;
                }
            }
            Ok(())
        };
        write_stepwise(&new, &folder.out(), &quick(), swap, &late).unwrap();
        let foreign =
            [FOREIGN[0], ("plan/notat.txt", "endret sent"), FOREIGN[2], FOREIGN[3], ("nytt/sent.txt", "kom sent")];
        folder.assert_complete(&new, &foreign, "late");
        assert_eq!(folder.beside(), [""; 0]);
    }
}

#[test]
fn a_failure_that_is_no_crash_leaves_nothing_behind() {
    let (old, new) = old_and_new();
    let folder = with_old_site("full", &old);
    let full = AtomicUsize::new(0);
    let refuse = |action: &str| {
        if action == "å skrive filen" && full.fetch_add(1, Ordering::SeqCst) == 2 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        Ok(())
    };
    let error = write_stepwise(&new, &folder.out(), &quick(), Swap::BEST, &refuse).unwrap_err();
    assert_eq!(error.reason, "disken er full");
    folder.assert_complete(&old, &FOREIGN, "after a full disk");
    assert_eq!(folder.beside(), [""; 0]);
}

#[test]
fn an_old_site_that_cannot_be_cleared_away_does_not_fail_the_build() {
    let (old, new) = old_and_new();
    let folder = with_old_site("rest", &old);
    let swapped = AtomicUsize::new(0);
    let refuse = |action: &str| {
        let after = swapped.fetch_add(usize::from(action == "å flytte mappen"), Ordering::SeqCst);
        if action == "å slette filen" && after > 1 { Err(io::ErrorKind::PermissionDenied.into()) } else { Ok(()) }
    };
    let written = write_stepwise(&new, &folder.out(), &quick(), Swap::TwoRenames, &refuse).unwrap();
    assert_eq!(written.leftover, Some(folder.0.join(".public.planverk-gammel")));
    folder.assert_complete(&new, &FOREIGN, "with a leftover");
    folder.write(&new);
    assert_eq!(folder.beside(), [""; 0]);
}

/// A site whose files wait in a spool.
fn waiting(site: &OutputTree, spool: &Spool) -> OutputTree {
    let mut tree = OutputTree::new();
    for (path, bytes) in site.iter() {
        tree.insert(path, spool.keep(path, bytes.into_owned()), "prøve").unwrap();
    }
    tree
}

#[test]
fn what_waits_comes_in_as_a_whole_or_one_by_one() {
    let (old, new) = old_and_new();
    for refused in [false, true] {
        for known in [false, true] {
            let folder = with_old_site(&format!("venter-{refused}-{known}"), &old);
            let seen = look(&folder.out()).filter(|_| known);
            let spool = Spool::open(&folder.out(), None, seen.as_ref()).unwrap();
            let refuse = |action: &str| {
                if refused && action == EXCHANGE { Err(io::ErrorKind::CrossesDevices.into()) } else { Ok(()) }
            };
            let tree = waiting(&new, &spool);
            assert!(tree.contents().any(|(path, made)| path == "lik.html" && made.is_left()));
            let options = Options { untouched: seen.as_ref(), spool: Some(&spool), ..quick() };
            let written = write_stepwise(&tree, &folder.out(), &options, Swap::Exchange, &refuse).unwrap();
            assert_eq!((written.new, written.changed, written.unchanged, written.removed), (3, 2, 2, 4));
            drop(spool);
            folder.assert_complete(&new, &FOREIGN, "waited");
            assert_eq!(folder.beside(), [""; 0]);
        }
    }
}

#[test]
fn a_crash_while_files_wait_leaves_the_old_site_or_the_new() {
    let (old, new) = old_and_new();
    for stop in 0.. {
        let folder = with_old_site(&format!("venter-{stop}"), &old);
        let spool = Spool::open(&folder.out(), None, None).unwrap();
        let options = Options { spool: Some(&spool), ..quick() };
        let killed = run_killed_with(&folder, &waiting(&new, &spool), &options, Swap::BEST, false, stop);
        // Gone without having cleared up.
        std::mem::forget(spool);
        let found = if folder.site() == expected(&old, &FOREIGN) { &old } else { &new };
        folder.assert_complete(found, &FOREIGN, &format!("killed before step {stop}"));
        folder.write(&new);
        folder.assert_complete(&new, &FOREIGN, &format!("after step {stop}"));
        if !killed {
            break;
        }
    }
}

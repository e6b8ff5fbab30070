//! Whole sites on disk: what is kept, what goes, and what a crash between any two steps leaves behind.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;

use super::*;
use crate::output::disk::EXCHANGE;
use crate::output::manifest::{self, Manifest};

/// A folder with an output folder `public` in it, gone when the test is.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("planverk-skriv-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path.canonicalize().unwrap())
    }

    fn out(&self) -> PathBuf {
        self.0.join("public")
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.out().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn write(&self, tree: &OutputTree) -> Written {
        write(tree, &self.out(), &quick()).unwrap()
    }

    fn refused(&self, tree: &OutputTree) -> EnvironmentError {
        let before = contents(&self.0);
        let error = write(tree, &self.out(), &quick()).unwrap_err();
        assert_eq!(contents(&self.0), before, "a refusal must not change anything");
        error
    }

    /// The site: everything in the output folder but the list of files.
    fn site(&self) -> BTreeMap<String, String> {
        let mut found = contents(&self.out());
        found.remove(manifest::NAME);
        found
    }

    /// What is in the folder beside `public`.
    fn beside(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name != "public").collect()
    }

    fn assert_complete(&self, tree: &OutputTree, foreign: &[(&str, &str)], when: &str) {
        assert_eq!(self.site(), expected(tree, foreign), "{when}");
        assert_eq!(Manifest::read(&self.out()).unwrap(), Some(Manifest::of(tree)), "{when}");
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn quick() -> Options<'static> {
    Options {
        durable: false,
        ..Options::default()
    }
}

fn tree(files: &[(&str, &str)]) -> OutputTree {
    let mut tree = OutputTree::new();
    for (path, text) in files {
        tree.insert(path, *text, "prøve").unwrap();
    }
    tree
}

/// Files with contents, links with their targets, empty folders with `/`.
fn contents(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(next) = waiting.pop() {
        let entries: Vec<_> = fs::read_dir(&next).unwrap().map(Result::unwrap).collect();
        let name = |path: &Path| path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        if entries.is_empty() && next != folder {
            found.insert(format!("{}/", name(&next)), String::new());
        }
        for entry in entries {
            let path = entry.path();
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                waiting.push(path);
            } else if kind.is_symlink() {
                found.insert(name(&path), fs::read_link(&path).unwrap().display().to_string());
            } else {
                found.insert(name(&path), fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

fn expected(tree: &OutputTree, foreign: &[(&str, &str)]) -> BTreeMap<String, String> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let site = tree.iter().map(|(path, bytes)| (path.to_owned(), text(bytes)));
    site.chain(
        foreign
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned())),
    )
    .collect()
}

/// Two sites that differ in every way two sites can differ.
fn old_and_new() -> (OutputTree, OutputTree) {
    let old = tree(&[
        ("index.html", "gammel forside"),
        ("lik.html", "lik"),
        ("plan/lik.html", "lik"),
        ("plan/endret.html", "gammel"),
        ("plan/borte.html", "borte"),
        ("borte/helt/a.html", "a"),
        ("blir-mappe", "fil"),
        ("blir-fil/a.html", "i mappe"),
    ]);
    let new = tree(&[
        ("index.html", "ny forside"),
        ("lik.html", "lik"),
        ("plan/lik.html", "lik"),
        ("plan/endret.html", "ny"),
        ("ny/helt/a.html", "a"),
        ("blir-mappe/a.html", "i mappe"),
        ("blir-fil", "fil"),
    ]);
    (old, new)
}

const FOREIGN: [(&str, &str); 4] = [
    ("CNAME", "plan.example"),
    ("plan/notat.txt", "mitt"),
    (".git/HEAD", "ref"),
    ("tom/mappe/", ""),
];

fn with_old_site(name: &str, old: &OutputTree) -> Folder {
    let folder = Folder::new(name);
    folder.write(old);
    for (path, text) in FOREIGN {
        match path.strip_suffix('/') {
            Some(empty) => fs::create_dir_all(folder.out().join(empty)).unwrap(),
            None => folder.put(path, text),
        }
    }
    folder
}

#[test]
fn a_first_build_makes_the_folder_and_leaves_nothing_beside_it() {
    let folder = Folder::new("foerste");
    let (old, _) = old_and_new();
    let written = folder.write(&old);
    assert_eq!(
        (written.new, written.changed, written.unchanged, written.removed),
        (8, 0, 0, 0)
    );
    folder.assert_complete(&old, &[], "first");
    assert_eq!(folder.beside(), [""; 0]);
}

#[test]
fn a_second_build_replaces_adds_removes_and_keeps_what_others_put_there() {
    let (old, new) = old_and_new();
    let folder = with_old_site("andre", &old);
    let written = folder.write(&new);
    let counts = (
        written.new,
        written.changed,
        written.unchanged,
        written.removed,
        written.kept,
    );
    assert_eq!(counts, (3, 2, 2, 4, 3));
    assert_eq!(
        (written.one_by_one, written.leftover, written.edited),
        (None, None, vec![])
    );
    folder.assert_complete(&new, &FOREIGN, "second");
    assert!(!folder.out().join("borte").exists());
    assert_eq!(folder.beside(), [""; 0]);
}

#[test]
fn unchanged_files_keep_their_time_and_a_build_without_changes_writes_nothing() {
    let (old, new) = old_and_new();
    let folder = with_old_site("tid", &old);
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for path in ["lik.html", "plan/lik.html", "plan/notat.txt"] {
        File::options()
            .write(true)
            .open(folder.out().join(path))
            .unwrap()
            .set_modified(long_ago)
            .unwrap();
    }
    folder.write(&new);
    let time = |path: &str| fs::metadata(folder.out().join(path)).unwrap().modified().unwrap();
    for path in ["lik.html", "plan/lik.html", "plan/notat.txt"] {
        assert_eq!(time(path), long_ago, "{path}");
    }

    let before: Vec<_> = ["", "plan", manifest::NAME, "index.html"].map(time).into();
    let steps = AtomicUsize::new(0);
    let count = |_: &str| {
        steps.fetch_add(1, Ordering::SeqCst);
        Ok(())
    };
    let written = write_stepwise(&new, &folder.out(), &quick(), Swap::BEST, &count).unwrap();
    assert_eq!(
        (written.unchanged, written.new + written.changed + written.removed),
        (7, 0)
    );
    assert_eq!(steps.load(Ordering::SeqCst), 0);
    assert_eq!(before, ["", "plan", manifest::NAME, "index.html"].map(time));
}

#[test]
fn the_list_of_files_is_the_same_for_the_same_site_however_it_came_about() {
    let (old, new) = old_and_new();
    let (one, other) = (Folder::new("liste1"), Folder::new("liste2"));
    one.write(&new);
    other.write(&old);
    other.write(&new);
    let list = |folder: &Folder| fs::read(folder.out().join(manifest::NAME)).unwrap();
    assert_eq!(list(&one), list(&other));
}

#[test]
fn a_folder_with_other_peoples_files_is_refused_and_one_with_only_hidden_names_is_not() {
    let (old, _) = old_and_new();
    let folder = Folder::new("fremmed");
    folder.put("bilder/ferie.jpg", "mitt");
    let error = folder.refused(&old);
    assert!(error.reason.contains("bilder"), "{error}");
    assert!(error.advice.unwrap().contains("--out"));

    let folder = Folder::new("skjult");
    folder.put(".git/HEAD", "ref");
    folder.put(".gitkeep", "");
    folder.write(&old);
    folder.assert_complete(&old, &[(".git/HEAD", "ref"), (".gitkeep", "")], "hidden");
}

#[test]
fn a_file_somebody_else_made_is_never_written_over() {
    let folder = Folder::new("i-veien");
    folder.write(&tree(&[("index.html", "1")]));
    folder.put("robots.txt", "mine regler");
    assert!(
        folder
            .refused(&tree(&[("robots.txt", "andre regler")]))
            .reason
            .contains("ikke har laget")
    );
    assert!(
        folder
            .refused(&tree(&[("robots.txt/x.html", "")]))
            .path
            .ends_with("robots.txt")
    );
    folder.put("notater/a.txt", "mitt");
    assert!(
        folder
            .refused(&tree(&[("notater", "")]))
            .path
            .ends_with("notater/a.txt")
    );
    // The right contents need no writing, whoever put them there.
    let adopted = tree(&[("index.html", "1"), ("robots.txt", "mine regler")]);
    assert_eq!(folder.write(&adopted).unchanged, 2);
    folder.assert_complete(&adopted, &[("notater/a.txt", "mitt")], "adopted");
}

#[cfg(unix)]
#[test]
fn links_in_the_folder_are_kept_and_never_followed() {
    let folder = Folder::new("lenker");
    fs::create_dir(folder.0.join("ute")).unwrap();
    fs::write(folder.0.join("ute/a.html"), "ute").unwrap();
    folder.write(&tree(&[("inne/a.html", "1"), ("b.html", "1")]));
    // Somebody has replaced a folder of ours by a link out, and another link is theirs.
    fs::remove_dir_all(folder.out().join("inne")).unwrap();
    std::os::unix::fs::symlink("../ute", folder.out().join("inne")).unwrap();
    assert!(folder.refused(&tree(&[("inne/a.html", "2")])).path.ends_with("inne"));
    folder.write(&tree(&[("b.html", "2")]));
    assert_eq!(
        folder.site(),
        expected(&tree(&[("b.html", "2")]), &[("inne", "../ute")])
    );
    assert_eq!(fs::read_to_string(folder.0.join("ute/a.html")).unwrap(), "ute");
}

#[cfg(unix)]
#[test]
fn an_output_folder_that_is_a_link_stays_one() {
    let folder = Folder::new("er-lenke");
    fs::create_dir(folder.0.join("www")).unwrap();
    std::os::unix::fs::symlink("www", folder.out()).unwrap();
    let (old, new) = old_and_new();
    folder.write(&old);
    assert_eq!(folder.write(&new).out, folder.0.join("www"));
    assert!(folder.out().is_symlink());
    folder.assert_complete(&new, &[], "through a link");
}

#[cfg(unix)]
#[test]
fn folders_keep_their_access_rights() {
    use std::os::unix::fs::PermissionsExt;
    let (old, new) = old_and_new();
    let folder = with_old_site("rettigheter", &old);
    let plan = folder.out().join("plan");
    fs::set_permissions(&plan, fs::Permissions::from_mode(0o711)).unwrap();
    folder.write(&new);
    assert_eq!(fs::metadata(&plan).unwrap().permissions().mode() & 0o777, 0o711);
}

#[test]
fn files_changed_by_hand_are_restored_and_reported() {
    let folder = Folder::new("for-haand");
    folder.write(&tree(&[("a.html", "a"), ("b.html", "b"), ("c.html", "c")]));
    folder.put("a.html", "rettet for hånd");
    folder.put("b.html", "rettet for hånd");
    let written = folder.write(&tree(&[("a.html", "a"), ("c.html", "c")]));
    assert_eq!((written.changed, written.removed), (1, 1));
    assert_eq!(written.edited, ["a.html", "b.html"]);
    folder.assert_complete(&tree(&[("a.html", "a"), ("c.html", "c")]), &[], "restored");
}

#[test]
fn a_damaged_list_is_refused_and_nothing_is_removed() {
    let (old, new) = old_and_new();
    let folder = with_old_site("skadet", &old);
    folder.put(manifest::NAME, "{");
    assert!(folder.refused(&new).reason.contains("skadet"));
}

/// Runs the second build and kills it before step number `stop`. Returns whether it was killed.
fn run_killed(folder: &Folder, new: &OutputTree, swap: Swap, refuse_exchange: bool, stop: usize) -> bool {
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
    let _ = write_stepwise(new, &folder.out(), &quick(), swap, &kill);
    step.load(Ordering::SeqCst) > stop
}

fn recovered(folder: &Folder) {
    let place = Place::resolve(&folder.out(), None).unwrap();
    let disk = Disk {
        step: &|_| Ok(()),
        durable: false,
    };
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
    File::options()
        .write(true)
        .open(folder.out().join("lik.html"))
        .unwrap()
        .set_modified(long_ago)
        .unwrap();
    let refuse = |action: &str| {
        if action == EXCHANGE {
            Err(io::ErrorKind::CrossesDevices.into())
        } else {
            Ok(())
        }
    };
    let written = write_stepwise(&new, &folder.out(), &quick(), Swap::Exchange, &refuse).unwrap();
    assert_eq!(written.one_by_one.as_deref(), Some("mappen er et eget filsystem"));
    folder.assert_complete(&new, &FOREIGN, "one by one");
    assert_eq!(
        fs::metadata(folder.out().join("lik.html")).unwrap().modified().unwrap(),
        long_ago
    );
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
        for (path, text) in site
            .iter()
            .filter(|(path, _)| !path.starts_with(".planverk") && !path.ends_with('/'))
        {
            assert!(
                before.get(path) == Some(text) || after.get(path) == Some(text),
                "{path}, step {stop}"
            );
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
        let foreign = [
            FOREIGN[0],
            ("plan/notat.txt", "endret sent"),
            FOREIGN[2],
            FOREIGN[3],
            ("nytt/sent.txt", "kom sent"),
        ];
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
        if action == "å slette filen" && after > 1 {
            Err(io::ErrorKind::PermissionDenied.into())
        } else {
            Ok(())
        }
    };
    let written = write_stepwise(&new, &folder.out(), &quick(), Swap::TwoRenames, &refuse).unwrap();
    assert_eq!(written.leftover, Some(folder.0.join(".public.planverk-gammel")));
    folder.assert_complete(&new, &FOREIGN, "with a leftover");
    folder.write(&new);
    assert_eq!(folder.beside(), [""; 0]);
}

#[test]
fn builds_at_the_same_time_take_turns_and_the_last_one_stands_complete() {
    let (old, new) = old_and_new();
    let folder = Folder::new("samtidig");
    std::thread::scope(|scope| {
        for number in 0..6 {
            let tree = if number % 2 == 0 { &old } else { &new };
            let folder = &folder;
            scope.spawn(move || {
                for _ in 0..5 {
                    folder.write(tree);
                }
            });
        }
    });
    if folder.site() == expected(&old, &[]) {
        folder.assert_complete(&old, &[], "old last");
    } else {
        folder.assert_complete(&new, &[], "new last");
    }
    assert_eq!(folder.beside(), [""; 0]);
}

#[test]
fn a_build_that_waits_too_long_fails_without_touching_the_site() {
    let (old, new) = old_and_new();
    let folder = with_old_site("vente", &old);
    let place = Place::resolve(&folder.out(), None).unwrap();
    let lock = lock::acquire(&place, Duration::ZERO, &|_| ()).unwrap();
    let options = Options {
        lock_timeout: Duration::from_millis(50),
        ..quick()
    };
    let error = write(&new, &folder.out(), &options).unwrap_err();
    assert!(error.reason.contains("en annen bygging"), "{error}");
    drop(lock);
    folder.assert_complete(&old, &FOREIGN, "after waiting");
}

#[test]
fn durable_writing_gives_the_same_site_for_few_files_and_for_many() {
    let many: Vec<_> = (0..60).map(|n| format!("m/{n}.html")).collect();
    let many = tree(&many.iter().map(|path| (path.as_str(), "x")).collect::<Vec<_>>());
    let few = tree(&[("m/0.html", "y"), ("ny.html", "z")]);
    let folder = Folder::new("sikkert");
    for tree in [&many, &few, &many] {
        write(tree, &folder.out(), &Options::default()).unwrap();
        folder.assert_complete(tree, &[], "durable");
    }
}

#[test]
fn the_source_folder_is_refused_as_output() {
    let folder = Folder::new("kilde");
    fs::create_dir_all(folder.out().join("content")).unwrap();
    let source = folder.out();
    let options = Options {
        source: Some(&source),
        ..quick()
    };
    let (old, _) = old_and_new();
    for out in [folder.out(), folder.0.clone(), folder.out().join("content/x")] {
        assert!(write(&old, &out, &options).is_err(), "{}", out.display());
    }
}

//! Whole sites on disk: what is kept, what goes, and what is refused. Crashes have a file of their own, and so have links.

mod crash;
#[cfg(unix)]
mod links;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;

use super::*;
use crate::output::contents::{Contents, Sum};
use crate::output::look;
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
    Options { durable: false, ..Options::default() }
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
    let site = tree.iter().map(|(path, bytes)| (path.to_owned(), String::from_utf8(bytes.into_owned()).unwrap()));
    site.chain(foreign.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))).collect()
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

const FOREIGN: [(&str, &str); 4] =
    [("CNAME", "plan.example"), ("plan/notat.txt", "mitt"), (".git/HEAD", "ref"), ("tom/mappe/", "")];

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
    assert_eq!((written.new, written.changed, written.unchanged, written.removed), (8, 0, 0, 0));
    folder.assert_complete(&old, &[], "first");
    assert_eq!(folder.beside(), [""; 0]);
}

#[test]
fn a_second_build_replaces_adds_removes_and_keeps_what_others_put_there() {
    let (old, new) = old_and_new();
    let folder = with_old_site("andre", &old);
    let written = folder.write(&new);
    let counts = (written.new, written.changed, written.unchanged, written.removed, written.kept);
    assert_eq!(counts, (3, 2, 2, 4, 3));
    assert_eq!((written.one_by_one, written.leftover, written.edited), (None, None, vec![]));
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
        File::options().write(true).open(folder.out().join(path)).unwrap().set_modified(long_ago).unwrap();
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
    assert_eq!((written.unchanged, written.new + written.changed + written.removed), (7, 0));
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
    assert!(folder.refused(&tree(&[("robots.txt", "andre regler")])).reason.contains("ikke har laget"));
    assert!(folder.refused(&tree(&[("robots.txt/x.html", "")])).path.ends_with("robots.txt"));
    folder.put("notater/a.txt", "mitt");
    assert!(folder.refused(&tree(&[("notater", "")])).path.ends_with("notater/a.txt"));
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
    assert_eq!(folder.site(), expected(&tree(&[("b.html", "2")]), &[("inne", "../ute")]));
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
    folder.write(&new);
    assert!(folder.out().is_symlink() && !folder.0.join("www").is_symlink());
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
    let options = Options { lock_timeout: Duration::from_millis(50), ..quick() };
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
    let options = Options { source: Some(&source), ..quick() };
    let (old, _) = old_and_new();
    for out in [folder.out(), folder.0.clone(), folder.out().join("content/x")] {
        assert!(write(&old, &out, &options).is_err(), "{}", out.display());
    }
}

#[test]
fn what_is_left_stays_and_must_be_there() {
    let folder = Folder::new("latt");
    let before = tree(&[("index.html", "forside"), ("a.html", "a"), ("b.html", "b")]);
    folder.write(&before);
    let again = |left: &str| {
        let mut tree = tree(&[("index.html", "ny forside")]);
        for path in ["a.html", "b.html"] {
            let sum = Sum::of(if path == "a.html" { left.as_bytes() } else { b"b" });
            tree.insert(path, Contents::left(sum, None), "prøve").unwrap();
        }
        tree
    };
    let written = folder.write(&again("a"));
    assert_eq!((written.new, written.changed, written.unchanged), (0, 1, 2));
    let now = tree(&[("index.html", "ny forside"), ("a.html", "a"), ("b.html", "b")]);
    folder.assert_complete(&now, &[], "left");
    let seen = look(&folder.out()).unwrap();
    for untouched in [None, Some(&seen)] {
        let options = Options { untouched, ..Options::default() };
        let failed = write(&again("noe annet"), &folder.out(), &options).unwrap_err();
        assert!(failed.to_string().contains("a.html") && failed.to_string().contains("bygg på nytt"), "{failed}");
        folder.assert_complete(&now, &[], "refused");
    }
    fs::remove_file(folder.out().join("a.html")).unwrap();
    assert!(write(&again("a"), &folder.out(), &Options::default()).is_err());
}

#[test]
fn an_untouched_folder_is_known_by_its_list() {
    let folder = Folder::new("uroert");
    let (old, new) = old_and_new();
    folder.write(&old);
    let seen = look(&folder.out()).unwrap();
    let options = Options { untouched: Some(&seen), ..Options::default() };
    let written = write(&new, &folder.out(), &options).unwrap();
    assert_eq!((written.new, written.changed, written.unchanged, written.removed), (3, 2, 2, 4));
    folder.assert_complete(&new, &[], "untouched");
}

#[test]
fn few_files_of_a_large_site_change_places_and_the_rest_are_not_touched() {
    let folder = Folder::new("stort");
    let mut files: Vec<(String, &str)> = (0..40).map(|n| (format!("a/{n}.html"), "lik")).collect();
    files.push(("a/gammel.html".into(), "gammel"));
    let with =
        |files: &[(String, &str)]| tree(&files.iter().map(|(path, text)| (path.as_str(), *text)).collect::<Vec<_>>());
    let options = Options { large: 30, ..Options::default() };
    write(&with(&files), &folder.out(), &options).unwrap();
    let folder_of = || fs::metadata(folder.out()).unwrap().created().ok();
    let before = folder_of();
    files.pop();
    files[7].1 = "ny";
    let written = write(&with(&files), &folder.out(), &options).unwrap();
    assert_eq!((written.new, written.changed, written.unchanged, written.removed), (0, 1, 39, 1));
    assert_eq!((written.one_by_one, folder_of()), (None, before));
    folder.assert_complete(&with(&files), &[], "few");
    assert_eq!(folder.beside(), [""; 0]);
    // More than few: swapped as a whole.
    files.iter_mut().take(9).for_each(|file| file.1 = "annet");
    write(&with(&files), &folder.out(), &options).unwrap();
    folder.assert_complete(&with(&files), &[], "many");
    assert!(before.is_none() || folder_of() != before);
}

#[test]
fn a_folder_whose_files_changed_places_is_known_without_looking_at_the_others() {
    let folder = Folder::new("kjent");
    let mut files: Vec<(String, &str)> = (0..40).map(|n| (format!("a/{}/{n}.html", n % 3), "lik")).collect();
    let with =
        |files: &[(String, &str)]| tree(&files.iter().map(|(path, text)| (path.as_str(), *text)).collect::<Vec<_>>());
    write(&with(&files), &folder.out(), &Options::default()).unwrap();
    let before = look(&folder.out()).unwrap();
    let options = Options { large: 30, untouched: Some(&before), ..Options::default() };
    let unchanged = write(&with(&files), &folder.out(), &options).unwrap().exchanged.unwrap();
    assert!(unchanged.is_empty() && before.number_after(&folder.out(), &[]) == Some(before.number));
    files[7].1 = "ny";
    let changed = write(&with(&files), &folder.out(), &options).unwrap().exchanged.unwrap();
    assert_eq!(changed, ["a/1/7.html"]);
    let after = look(&folder.out()).unwrap().number;
    assert!(before.number_after(&folder.out(), &changed) == Some(after) && after != before.number);
    // Somebody else has been there meanwhile: it is not the number of the folder as it is.
    fs::write(folder.out().join("a/2/5.html"), "noen annens").unwrap();
    let now = look(&folder.out()).unwrap();
    assert_ne!(before.number_after(&folder.out(), &changed), Some(now.number));
    // What comes or goes is more than an exchange.
    let options = Options { untouched: Some(&now), ..options };
    files.pop();
    assert_eq!(write(&with(&files), &folder.out(), &options).unwrap().exchanged, None);
}

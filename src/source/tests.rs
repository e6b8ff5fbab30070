//! Whole folders on disk, good and bad.

use std::fs;

use super::*;
use crate::diag::position;

/// A folder of its own for each test, gone when the test is.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("planverk-kilde-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path.canonicalize().unwrap())
    }

    fn with(self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    #[cfg(unix)]
    fn link(self, target: &str, link: &str) -> Self {
        let link = self.0.join(link);
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(target, link).unwrap();
        self
    }

    fn read(&self) -> (SourceSet, Vec<Diagnostic>) {
        SourceSet::read(&self.0).unwrap()
    }

    /// Codes and paths of what was found wrong.
    fn problems(&self) -> Vec<(&'static str, String)> {
        let (set, diagnostics) = self.read();
        summary(&set, &diagnostics)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn summary(set: &SourceSet, diagnostics: &[Diagnostic]) -> Vec<(&'static str, String)> {
    let path =
        |d: &Diagnostic| d.span.map_or_else(|| d.path.clone().unwrap_or_default(), |s| set.path(s.file).to_owned());
    diagnostics.iter().map(|d| (d.code, path(d))).collect()
}

fn paths(set: &SourceSet) -> Vec<&str> {
    set.files().iter().map(|file| file.path.as_str()).collect()
}

#[test]
fn a_folder_is_read_in_path_order_without_hidden_files_and_backups() {
    let folder = Folder::new("rekkefoelge")
        .with("planverk.yaml", "tittel: Prøve\n")
        .with("content/b.md", "# B\n")
        .with("content/a/index.md", "# A\n")
        .with("content/a/bilde.png", b"\x89PNG")
        .with("plans/x/p/plan.yaml", "visjon: å\n")
        .with("plans/x/p/tall/t.json", "{}\n")
        .with("themes/egen/base.html", "<html>")
        .with("README.md", "ikke en side")
        .with("public/index.html", "ikke en kilde")
        .with("content/.skjult.md", "")
        .with("content/.git/config", "")
        .with("content/a.md~", "")
        .with("content/#a.md#", "")
        .with("content/~$a.docx", "")
        .with("content/a.md.swp", "");
    let (set, diagnostics) = folder.read();
    assert_eq!(diagnostics, []);
    let expected = [
        "content/a/bilde.png",
        "content/a/index.md",
        "content/b.md",
        "plans/x/p/plan.yaml",
        "plans/x/p/tall/t.json",
        "planverk.yaml",
        "themes/egen/base.html",
    ];
    assert_eq!(paths(&set), expected);
    for (id, file) in set.iter() {
        assert_eq!(set.id_of(&file.path), Some(id));
        assert_eq!(set.path(id), file.path);
    }
    assert_eq!(set.id_of("content/c.md"), None);
    let picture = set.id_of("content/a/bilde.png").unwrap();
    assert_eq!(set.text(picture), "");
    assert_eq!(&*set.bytes(picture).unwrap(), b"\x89PNG");
    let under: Vec<_> = set.under("content/a").map(|(_, file)| file.path.as_str()).collect();
    assert_eq!(under, ["content/a/bilde.png", "content/a/index.md"]);
}

#[test]
fn a_missing_folder_an_empty_one_and_a_file_are_told_apart_with_advice() {
    let folder = Folder::new("tom").with("en-fil", "").with("themes/x/base.html", "");
    let missing = SourceSet::read(&folder.0.join("borte")).unwrap_err();
    assert_eq!(missing.reason, "finnes ikke");
    assert!(missing.advice.unwrap().contains("planverk new MAPPE"));
    assert_eq!(SourceSet::read(&folder.0.join("en-fil")).unwrap_err().reason, "er ikke en mappe");
    let empty = SourceSet::read(&folder.0).unwrap_err();
    assert!(empty.reason.contains("verken planverk.yaml"), "{empty}");
    let misnamed = Folder::new("yml").with("planverk.yml", "");
    assert!(SourceSet::read(&misnamed.0).unwrap_err().advice.unwrap().contains("planverk.yml"));
}

#[test]
fn one_markdown_file_is_enough() {
    let folder = Folder::new("en").with("content/index.md", "# Hei\n");
    assert_eq!(paths(&folder.read().0), ["content/index.md"]);
}

#[test]
fn a_folder_of_pages_and_their_pictures_is_read_as_content() {
    let folder = Folder::new("bare")
        .with("hage.md", "# Barnehage\n")
        .with("skole/sfo.markdown", "# SFO\n")
        .with("skole/kart.PNG", "x")
        .with("public/.planverk-manifest.json", "{}")
        .with("public/favicon.svg", "x")
        .with("notat.txt", "x")
        .with(".gjemt/a.md", "x");
    assert_eq!(paths(&folder.read().0), ["content/hage.md", "content/skole/kart.PNG", "content/skole/sfo.markdown"]);
}

#[cfg(unix)]
#[test]
fn what_is_no_part_of_a_bare_folder_s_site_is_nobody_s_business() {
    let folder = Folder::new("bare-annet").with("hage.md", "# Barnehage\n").with("notat\u{7}.txt", "x");
    let (set, diagnostics) = folder.read();
    assert_eq!((paths(&set), summary(&set, &diagnostics)), (vec!["content/hage.md"], vec![]));
    let folder = folder.with("skole\u{7}.md", "x");
    let (_, diagnostics) = folder.read();
    assert_eq!(diagnostics.iter().map(|found| found.code).collect::<Vec<_>>(), ["kilde/filnavn"]);
}

#[test]
fn in_the_root_is_read_what_a_walk_finds_there() {
    let names = ["a.md", "b.MARKDOWN", "c.svg", "d.txt", ".e.md", "f.md.bak", "planverk.yaml", "themes", "g"];
    let read = |folder: &Folder| {
        let may_be = |name: &&str| SourceSet::may_be_read(&folder.0.join(name), &folder.0);
        names.into_iter().filter(may_be).collect::<Vec<_>>()
    };
    let folder = names[..6].iter().fold(Folder::new("i-roten"), |folder, name| folder.with(name, "x"));
    assert_eq!(read(&folder), ["a.md", "b.MARKDOWN", "c.svg", "planverk.yaml", "themes"]);
    assert_eq!(paths(&folder.read().0), ["content/a.md", "content/b.MARKDOWN", "content/c.svg"]);
    let folder = folder.with("planverk.yaml", "tittel: x\n");
    assert_eq!(read(&folder), ["planverk.yaml", "themes"]);
    assert_eq!(paths(&folder.read().0), ["planverk.yaml"]);
}

#[test]
fn a_site_built_in_a_bare_folder_is_none_of_its_folders() {
    let folder = Folder::new("bare-bygget")
        .with("hage.md", "# Barnehage\n")
        .with("skole/sfo.md", "# SFO\n")
        .with("public/index.html", "x");
    let below = || {
        let mut folders = SourceSet::folders(&folder.0);
        folders.sort();
        folders
    };
    assert_eq!(below(), ["public", "skole"].map(|name| folder.0.join(name)));
    fs::write(folder.0.join("public/.planverk-manifest.json"), "{}").unwrap();
    assert_eq!(below(), [folder.0.join("skole")]);
}

#[test]
fn bad_text_is_reported_with_its_place_and_the_other_files_go_on() {
    let folder = Folder::new("tekst")
        .with("content/a.md", b"m\xE5l\n")
        .with("content/b.md", "ga\u{30a}\r\nto\r\n")
        .with("content/c.md", "x\u{0}y")
        .with("content/d.md", "helt i orden: æøå\n");
    let (set, diagnostics) = folder.read();
    let expected = [
        ("kilde/ikke-utf8", "content/a.md".to_owned()),
        ("kilde/to-skrivemaater", "content/b.md".to_owned()),
        ("kilde/styretegn", "content/c.md".to_owned()),
    ];
    assert_eq!(summary(&set, &diagnostics), expected);
    let sound: Vec<_> = set.files().iter().map(|file| file.sound).collect();
    assert_eq!(sound, [false, true, false, true]);
    let b = set.id_of("content/b.md").unwrap();
    assert_eq!(set.text(b), "gå\r\nto\r\n");
    assert_eq!(position(set.text(b), set.text(b).find("to").unwrap()).line, 2);
}

#[test]
fn files_above_their_limit_are_not_read() {
    let folder = Folder::new("stor")
        .with("content/stor.md", "x".repeat(101))
        .with("content/passe.md", "x".repeat(100))
        .with("content/stort.png", "x".repeat(201))
        .with("content/passe.png", "x".repeat(200));
    let limits = Limits { text: 100, asset: 200, ..Limits::default() };
    let (set, diagnostics) = SourceSet::read_within(&folder.0, &limits, |_| None).unwrap();
    let expected =
        [("kilde/for-stor", "content/stor.md".to_owned()), ("kilde/for-stor", "content/stort.png".to_owned())];
    assert_eq!(summary(&set, &diagnostics), expected);
    let big = set.file(set.id_of("content/stor.md").unwrap()).unwrap();
    assert!(big.text.is_empty() && !big.sound);
}

#[test]
fn too_many_files_stop_the_walk_with_one_error() {
    let mut folder = Folder::new("mange");
    for i in 0..20 {
        folder = folder.with(&format!("content/{i}.md"), "");
    }
    let limits = Limits { files: 10, ..Limits::default() };
    let (set, diagnostics) = SourceSet::read_within(&folder.0, &limits, |_| None).unwrap();
    assert_eq!(summary(&set, &diagnostics), [("kilde/for-mange", String::new())]);
    assert!(set.files().len() <= 10);
}

#[test]
fn folders_in_too_many_levels_are_not_entered() {
    let deep = |n| format!("content/{}", vec!["d"; n].join("/"));
    let folder =
        Folder::new("dyp").with(&format!("{}/ok.md", deep(31)), "").with(&format!("{}/borte.md", deep(32)), "");
    let (set, diagnostics) = folder.read();
    assert_eq!(summary(&set, &diagnostics), [("kilde/for-dypt", deep(32))]);
    assert_eq!(set.files().len(), 1);
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_the_folder_and_refused_out_of_it() {
    let outside = Folder::new("utenfor").with("hemmelig.md", "hemmelig");
    let folder = Folder::new("lenker")
        .with("content/a/side.md", "# Side\n")
        .with("bilder/kart.png", "png")
        .with(".planverk/cache.md", "")
        .link("../bilder/kart.png", "content/kart.png")
        .link("a", "content/b")
        .link("../.planverk/cache.md", "content/skjult.md")
        .link("finnes-ikke.md", "content/doed.md")
        .link(outside.0.to_str().unwrap(), "content/ut")
        .link(outside.0.join("hemmelig.md").to_str().unwrap(), "content/ut.md")
        .link("..", "content/a/ring")
        .link("meg-selv", "content/meg-selv");
    let (set, diagnostics) = folder.read();
    assert_eq!(paths(&set), ["content/a/side.md", "content/b/side.md", "content/kart.png"]);
    let expected = [
        ("kilde/lenkeloekke", "content/a/ring"),
        ("kilde/lenkeloekke", "content/b/ring"),
        ("kilde/uleselig", "content/doed.md"),
        ("kilde/lenkeloekke", "content/meg-selv"),
        ("kilde/lenke-ut", "content/skjult.md"),
        ("kilde/lenke-ut", "content/ut"),
        ("kilde/lenke-ut", "content/ut.md"),
    ];
    let found = summary(&set, &diagnostics);
    let found: Vec<_> = found.iter().map(|(code, path)| (*code, path.as_str())).collect();
    assert_eq!(found, expected);
}

#[cfg(unix)]
#[test]
fn an_area_that_is_itself_a_link_out_is_refused() {
    let outside = Folder::new("utenfor2").with("a.md", "");
    let folder = Folder::new("omraade").with("planverk.yaml", "").link(outside.0.to_str().unwrap(), "content");
    assert_eq!(folder.problems(), [("kilde/lenke-ut", "content".to_owned())]);
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_without_waiting_for_it() {
    let folder = Folder::new("roer").with("content/a.md", "");
    let made = std::process::Command::new("mkfifo").arg(folder.0.join("content/b.md")).status();
    if made.is_ok_and(|status| status.success()) {
        assert_eq!(folder.problems(), [("kilde/uleselig", "content/b.md".to_owned())]);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_the_same_on_other_machines_collide() {
    let folder = Folder::new("navn")
        .with("content/Plan.md", "1")
        .with("content/plan.md", "2")
        .with("content/må.md", "3")
        .with("content/ma\u{30a}.md", "4");
    let (set, diagnostics) = folder.read();
    let expected =
        [("kilde/navnekollisjon", "content/må.md".to_owned()), ("kilde/navnekollisjon", "content/plan.md".to_owned())];
    assert_eq!(summary(&set, &diagnostics), expected);
    assert_eq!(paths(&set), ["content/Plan.md", "content/må.md", "content/plan.md"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_cannot_be_told_is_refused() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let folder = Folder::new("bytenavn").with("content/a.md", "");
    fs::write(folder.0.join("content").join(OsStr::from_bytes(b"m\xE5l.md")), "").unwrap();
    fs::write(folder.0.join("content/linje\nskift.md"), "").unwrap();
    let (set, diagnostics) = folder.read();
    assert_eq!(diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(), ["kilde/filnavn", "kilde/filnavn"]);
    assert_eq!(paths(&set), ["content/a.md"]);
}

#[test]
fn areas_of_the_wrong_kind_are_told_about() {
    let folder = Folder::new("feil-slag").with("content", "").with("planverk.yaml/x", "");
    let expected = [("kilde/uleselig", "content".to_owned()), ("kilde/uleselig", "planverk.yaml".to_owned())];
    assert_eq!(folder.problems(), expected);
}

#[test]
fn a_set_in_memory_is_sorted_normalised_and_has_its_assets() {
    let set = SourceSet::from_memory(&[
        ("content/b.png", "png"),
        ("content/a.md", "\u{feff}ma\u{30a}l"),
        ("content/ma\u{30a}.md", "gammel"),
        ("content/må.md", "ny"),
    ]);
    assert_eq!(paths(&set), ["content/a.md", "content/b.png", "content/må.md"]);
    assert_eq!(set.text(FileId(0)), "mål");
    assert_eq!(set.text(FileId(1)), "");
    assert_eq!(&*set.bytes(FileId(1)).unwrap(), b"png");
    assert_eq!(set.text(FileId(2)), "ny");
    assert_eq!(set.path(FileId(99)), "");
    assert!(set.bytes(FileId(99)).unwrap().is_empty());
}

/// The folder read again, compared with the folder read anew.
fn again(folder: &Folder, before: &SourceSet, touched: &[&str]) -> SourceSet {
    let touched = touched.iter().map(|path| folder.0.join(path)).collect();
    let (set, found) = before.read_again(&touched).unwrap();
    let (fresh, fresh_found) = folder.read();
    assert_eq!(texts(&set), texts(&fresh));
    assert_eq!(summary(&set, &found), summary(&fresh, &fresh_found));
    set
}

fn texts(set: &SourceSet) -> Vec<(&str, &str)> {
    set.files().iter().map(|file| (file.path.as_str(), &*file.text)).collect()
}

#[test]
fn what_is_read_again_is_what_stands_there_now() {
    let folder = Folder::new("igjen").with("content/a.md", "en").with("content/b.md", "to").with("content/c.png", "x");
    let (set, _) = folder.read();
    // Same size, and so soon after that the clock of the file system need not have moved.
    let folder = folder.with("content/a.md", "ny");
    assert_eq!(texts(&again(&folder, &set, &["content/a.md"])).first(), Some(&("content/a.md", "ny")));
    let set = again(&folder, &set, &[]);
    assert_eq!(texts(&set).first(), Some(&("content/a.md", "ny")), "also when nobody told of it");
    let folder = folder.with("content/d.md", "fire");
    fs::remove_file(folder.0.join("content/b.md")).unwrap();
    let set = again(&folder, &set, &["content/d.md", "content/b.md"]);
    let folder = folder.with("content/a.md", b"br\xF8d");
    let set = again(&folder, &set, &["content/a.md"]);
    let folder = folder.with("content/d.md", "fem");
    let set = again(&folder, &set, &["content/d.md"]);
    let folder = folder.with("content/a.md", "hel igjen");
    assert_eq!(texts(&again(&folder, &set, &["content/a.md"])).len(), 3);
}

#[cfg(unix)]
#[test]
fn a_text_that_stands_in_two_places_changes_in_both() {
    let folder = Folder::new("igjen-lenke").with("content/a.md", "en").link("a.md", "content/b.md");
    let (set, _) = folder.read();
    let folder = folder.with("content/a.md", "to");
    let set = again(&folder, &set, &["content/a.md"]);
    assert_eq!(texts(&set), [("content/a.md", "to"), ("content/b.md", "to")]);
}

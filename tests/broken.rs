//! Bad input, one file per case in `tests/broken/`: what the author wrote, then every word of what Planverk answers.
//!
//! To add a case: write the smallest site that shows it, run with `OPPDATER=1`, *read* what was filled in, commit. Cases
//! that cannot be written as text (bytes that are not UTF-8, links, huge files) are made by a test below and have only
//! the answer in a file, in `tests/broken/disk/`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod harness;

use std::fs;
use std::path::{Path, PathBuf};

use harness::{Folder, TODAY, files, heading, in_memory, options};
use planverk::build::check;
use planverk::config::Utgave;
use planverk::diag::{Diagnostic, Severity, render};
use planverk::source::SourceSet;

/// The heading of the answer.
const EXPECTED: &str = "forventet";
/// A line in the introduction that asks for warnings too.
const WITH_WARNINGS: &str = "Også advarsler.";

#[test]
fn every_case_is_answered_word_for_word() {
    let folder = cases();
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    assert!(paths.len() >= 40, "only {} cases in {}", paths.len(), folder.display());
    let wrong: Vec<String> = paths
        .iter()
        .filter_map(|path| {
            let case = fs::read_to_string(path).unwrap();
            let input = case.split(&format!("-- {EXPECTED} --\n")).next().unwrap_or("");
            assert!(!files(input).is_empty(), "{} has no files", path.display());
            let sources = in_memory(input);
            let warnings = input.lines().take_while(|line| heading(line).is_none()).any(|line| line == WITH_WARNINGS);
            compare(path, &answer(&sources, Vec::new(), warnings))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn text_that_is_not_utf8_is_pointed_at() {
    let folder = Folder::new();
    folder.write("plans/by/plan/plan.yaml", b"tittel: Plan\nvisjon: Alle skal ha et godt hj\xe6m\n");
    folder.write("content/side.md", b"---\ntittel: \xff\xfe\n---\n");
    on_disk("broken_utf8", &folder);
}

#[test]
fn a_file_of_two_hundred_megabytes_is_refused_unread() {
    let folder = Folder::with("-- content/side.md --\n---\ntittel: Side\n---\n");
    let huge = fs::File::create(folder.path("content/stor.md")).unwrap();
    huge.set_len(200 * 1024 * 1024).unwrap();
    on_disk("huge_file", &folder);
}

#[cfg(unix)]
#[test]
fn a_folder_that_links_to_itself_is_told_about_and_left() {
    let folder = Folder::with("-- content/a/side.md --\n---\ntittel: Side\n---\n");
    std::os::unix::fs::symlink("..", folder.path("content/a/rundt")).unwrap();
    on_disk("link_loop", &folder);
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_authors_folder_is_not_followed() {
    let secret = Folder::with("-- hemmelig.md --\n---\ntittel: Hemmelig\n---\n");
    let folder = Folder::with("-- content/side.md --\n---\ntittel: Side\n---\n");
    std::os::unix::fs::symlink(secret.path("hemmelig.md"), folder.path("content/lenke.md")).unwrap();
    on_disk("link_out", &folder);
}

#[cfg(unix)]
#[test]
fn two_files_whose_names_differ_only_in_the_spelling_of_letters_are_both_named() {
    let folder = Folder::new();
    folder.write("content/m\u{e5}l.md", "---\ntittel: Én\n---\n");
    folder.write("content/ma\u{30a}l.md", "---\ntittel: To\n---\n");
    on_disk("two_spellings_of_a_file_name", &folder);
}

fn on_disk(name: &str, folder: &Folder) {
    let (sources, found) = SourceSet::read(&folder.path("")).unwrap();
    let path = cases().join("disk").join(format!("{name}.txt"));
    if let Some(wrong) = compare(&path, &answer(&sources, found, false)) {
        panic!("\n{wrong}");
    }
}

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken")
}

/// The findings as an author reads them. Without hints, and warnings only where asked for: they belong to the rules,
/// which have tests of their own.
fn answer(sources: &SourceSet, found: Vec<Diagnostic>, warnings: bool) -> String {
    let mut found = check(sources, options(Utgave::Offentlig, TODAY), found).found;
    found.retain(|d| d.severity == Severity::Feil || (warnings && d.severity == Severity::Advarsel));
    render::tekst(&found, sources, false)
}

/// What differs between the answer and the one in the file; with `OPPDATER=1` it is put there instead.
fn compare(path: &Path, answer: &str) -> Option<String> {
    let whole = fs::read_to_string(path).unwrap_or_default();
    let mark = format!("-- {EXPECTED} --\n");
    let (input, expected) = whole.split_once(&mark).unwrap_or((&whole, ""));
    if expected == answer && !answer.is_empty() {
        return None;
    }
    if std::env::var_os("OPPDATER").is_some_and(|value| value == "1") {
        assert!(std::env::var_os("CI").is_none(), "OPPDATER is for people who read what was filled in, not for CI");
        fs::write(path, format!("{input}{mark}{answer}")).unwrap();
        return None;
    }
    Some(format!("{}\n=== forventet\n{expected}=== fikk\n{answer}", path.display()))
}

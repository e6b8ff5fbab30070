//! Building with the real program: what a folder needs, what is written, what is left alone, and what the exit code
//! says. That nothing internal gets out is in `leaks.rs`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
#![allow(clippy::case_sensitive_file_extension_comparisons, reason = "the names are our own")]

mod harness;

use std::fs;
use std::process::Stdio;
use std::time::SystemTime;

use harness::page::Page;
use harness::{Folder, Tree, command, tree};

const MANIFEST: &str = ".planverk-manifest.json";

fn assert_complete(site: &Tree) {
    for needed in ["index.html", "404.html", "robots.txt", MANIFEST] {
        assert!(site.contains_key(needed), "no {needed} among {:?}", site.keys());
    }
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(bytes.ends_with(b"</html>\n") || bytes.ends_with(b"</html>"), "{path} is not whole");
    }
}

#[test]
fn a_new_folder_builds_at_once_without_any_finding() {
    let place = Folder::new();
    let made = place.planverk(&["new", "kommune"]);
    assert_eq!(made.code, 0, "{made}");
    let built = place.planverk(&["build", "kommune", "--strict", "--date", "2026-11-23"]);
    assert_eq!(built.code, 0, "{built}");
    assert_complete(&tree(&place.path("kommune/public")));
    let checked = place.planverk(&["check", "kommune", "--format", "kort", "--date", "2026-11-23"]);
    assert_eq!(checked.code, 0, "{checked}");
    assert!(!checked.out.contains(": feil[") && !checked.out.contains(": advarsel["), "{checked}");
}

#[test]
fn a_new_folder_is_not_made_where_something_is() {
    let place = Folder::with("-- kommune/notat.txt --\nviktig\n");
    let made = place.planverk(&["new", "kommune"]);
    assert_eq!(made.code, 2, "{made}");
    assert_eq!(tree(&place.path("kommune")).len(), 1);
}

#[test]
fn one_markdown_file_is_a_site() {
    let site = Folder::with("-- content/index.md --\n---\ntittel: Velkommen\n---\nHei på deg.\n");
    assert_complete(&site.built(&[]));
}

#[test]
fn a_folder_of_pages_shows_its_pictures_and_leaves_those_nobody_shows() {
    let site = Folder::with("-- a.md --\n# A\n\n![Kart](bilder/kart.svg)\n");
    site.write("bilder/kart.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>");
    site.write("bilder/annet.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>");
    let first = site.built(&[]);
    assert!(first.keys().any(|path| path.ends_with("kart.svg")), "{:?}", first.keys());
    assert!(!first.keys().any(|path| path.contains("annet")), "{:?}", first.keys());
    assert!(String::from_utf8_lossy(&first["a.html"]).contains("kart.svg"));
    // The site lies in the folder it is built from, and is no part of it.
    site.write("a.md", "# A\n\nNy tekst.\n\n![Kart](bilder/kart.svg)\n");
    let second = site.planverk(&["build"]);
    assert!(second.err.contains("1 tekst og 3 kildefiler"), "{second}");
}

#[test]
fn a_site_that_knows_its_address_lists_its_pages_for_search_engines() {
    let site = Folder::with(
        "-- planverk.yaml --\nadresse: https://eksempel.no/bolig\n-- content/index.md --\n---\ntittel: Velkommen\n---\n\
         -- content/a.md --\n---\ntittel: A\n---\n",
    );
    let files = site.built(&[]);
    let map = std::str::from_utf8(&files["sitemap.xml"]).unwrap();
    assert!(map.contains("<loc>https://eksempel.no/bolig/a.html</loc>"), "{map}");
    assert!(!map.contains("404"), "{map}");
}

#[test]
fn one_plan_file_is_a_site() {
    let site = Folder::with(
        "-- plans/eksempelkommune/plan/plan.yaml --\ntittel: Handlingsplan\nhovedmål:\n  - {tekst: Gode bomiljøer}\n\
         aktiviteter:\n  - {tekst: Kartlegge behov}\n",
    );
    let files = site.built(&[]);
    assert_complete(&files);
    assert!(files.contains_key("planer/eksempelkommune/plan/index.html"));
}

#[test]
fn a_folder_with_nothing_to_build_is_refused() {
    let empty = Folder::new();
    let ran = empty.planverk(&["build"]);
    assert_eq!(ran.code, 2, "{ran}");
    assert!(ran.err.contains("planverk new"), "{ran}");
    assert!(!empty.path("public").exists());
}

#[test]
fn errors_leave_the_earlier_site_untouched() {
    let site = Folder::with("-- content/index.md --\n---\ntittel: Velkommen\n---\nHei.\n");
    let before = site.built(&[]);
    site.write("content/ny.md", "---\ntitel: Feilskrevet\n---\n");
    let ran = site.planverk(&["build"]);
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.err.contains("content/ny.md:2:1") && ran.err.contains("urørt"), "{ran}");
    assert_eq!(tree(&site.path("public")), before);
}

#[test]
fn what_is_seen_only_while_drawing_counts_in_a_strict_build_too() {
    // That white words on this yellow cannot be read is found when the theme is loaded.
    let site = Folder::with(
        "-- planverk.yaml --\ntittel: Eksempel\nfarger: {merke: \"#ffee00\"}\n\
         tilgjengelighetserklæring: https://eksempel.no/uu\n\
         -- content/index.md --\n---\ntittel: Velkommen\ningress: Hei på deg.\n---\nHei.\n",
    );
    let strict = site.planverk(&["build", "--strict"]);
    assert_eq!(strict.code, 1, "{strict}");
    assert!(strict.err.contains("tema/kontrast") && strict.err.contains("Bygget ikke"), "{strict}");
    assert!(!site.path("public").exists());
    let plain = site.planverk(&["build"]);
    assert_eq!(plain.code, 0, "{plain}");
    assert!(plain.err.contains("1 advarsel"), "{plain}");
}

#[test]
fn errors_before_any_site_make_none() {
    let site = Folder::with("-- content/index.md --\nUten tittel.\n");
    assert_eq!(site.planverk(&["build"]).code, 1);
    assert!(!site.path("public").exists());
}

#[test]
fn a_second_build_of_the_same_writes_nothing() {
    let times = |folder: &Folder| -> Vec<(String, SystemTime)> {
        let files = tree(&folder.path("public")).into_keys();
        files
            .map(|path| {
                let time = fs::metadata(folder.path("public").join(&path)).unwrap().modified().unwrap();
                (path, time)
            })
            .collect()
    };
    let site =
        Folder::with("-- content/index.md --\n---\ntittel: Velkommen\n---\n-- content/a.md --\n---\ntittel: A\n---\n");
    site.built(&["--date", "2012-12-31"]);
    let before = times(&site);
    let ran = site.planverk(&["build", "--date", "2012-12-31"]);
    assert!(ran.err.contains(" 0 nye, 0 endret,") && ran.err.contains(" 0 fjernet"), "{ran}");
    assert_eq!(times(&site), before);
}

#[test]
fn the_page_of_a_removed_text_is_removed_and_the_owners_own_files_kept() {
    let site = Folder::with(
        "-- content/index.md --\n---\ntittel: Velkommen\n---\n-- content/gammel.md --\n---\ntittel: Gammel\n---\n",
    );
    assert!(site.built(&[]).contains_key("gammel.html"));
    site.write("public/CNAME", "eksempel.no\n");
    fs::remove_file(site.path("content/gammel.md")).unwrap();
    let after = site.built(&[]);
    assert!(!after.contains_key("gammel.html"));
    assert_eq!(after["CNAME"], b"eksempel.no\n");
    let kept = |site: &Folder| site.planverk(&["build"]).err.lines().nth(2).unwrap().to_owned();
    assert_eq!(kept(&site), "1 fil som ikke er Planverks, er beholdt.");
    site.write("public/notat.txt", "mitt");
    assert_eq!(kept(&site), "2 filer som ikke er Planverks, er beholdt.");
}

#[test]
fn a_folder_with_other_peoples_files_is_refused() {
    let site = Folder::with("-- content/index.md --\n---\ntittel: Velkommen\n---\n-- bilder/ferie.jpg --\nx\n");
    let ran = site.planverk(&["build", "--out", "bilder"]);
    assert_eq!(ran.code, 2, "{ran}");
    assert_eq!(tree(&site.path("bilder")).len(), 1);
    for place in [".", "content", "content/ut", ".."] {
        let ran = site.planverk(&["build", "--out", place]);
        assert_eq!(ran.code, 2, "--out {place}: {ran}");
    }
}

#[test]
fn two_builds_at_once_both_succeed_and_leave_a_whole_site() {
    let site = Folder::new();
    for number in 0..60 {
        site.write(&format!("kommune/content/side-{number}.md"), format!("---\ntittel: Side {number}\n---\n"));
    }
    let start = || {
        let mut command = command(&["build", "kommune"]);
        command.current_dir(site.path("")).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    let mut builds: Vec<_> = (0..4).map(|_| start()).collect();
    for build in &mut builds {
        assert!(build.wait().unwrap().success());
    }
    assert_complete(&tree(&site.path("kommune/public")));
    let beside: Vec<_> = fs::read_dir(site.path("kommune")).unwrap().map(|e| e.unwrap().file_name()).collect();
    let expected = ["content", "public", ".planverk"];
    let left: Vec<_> = beside.iter().filter(|name| !expected.iter().any(|known| name == known)).collect();
    assert!(left.is_empty(), "something was left behind: {left:?}");
}

/// A build that looked at everything writes what it found to this file; one that was told of at once does not.
const KEPT: &str = ".planverk/bygg";

/// A site whose files have lain still for a while: a change right after reading might not show.
fn settled() -> Folder {
    let site = Folder::with(
        "-- content/index.md --\n---\ntittel: Velkommen\n---\nTekst.\n-- content/a.md --\n---\ntittel: A\n---\n",
    );
    settle();
    site
}

fn settle() {
    std::thread::sleep(std::time::Duration::from_millis(120));
}

/// Builds, and says whether the build looked at everything.
fn builds(site: &Folder, arguments: &[&str]) -> (bool, harness::Ran) {
    let time = || fs::metadata(site.path(KEPT)).and_then(|kept| kept.modified()).ok();
    let before = time();
    let ran = site.planverk(&[&["build"], arguments].concat());
    assert_eq!(ran.code, 0, "{ran}");
    (time() != before, ran)
}

#[test]
fn a_build_of_what_has_not_been_touched_says_the_same_and_writes_nothing() {
    let site = settled();
    let (looked, first) = builds(&site, &[]);
    assert!(looked, "{first}");
    let public = tree(&site.path("public"));
    let (looked, second) = builds(&site, &[]);
    assert!(!looked, "{second}");
    assert!(second.err.contains("0 nye, 0 endret") && second.err.contains("0 fjernet"), "{second}");
    let words = |ran: &harness::Ran| {
        let lines = ran.err.lines().map(|line| line.split(" på ").next().unwrap_or_default().to_owned());
        lines.filter(|line| !line.contains(" nye, ")).collect::<Vec<_>>()
    };
    assert_eq!(words(&first), words(&second));
    assert_eq!(tree(&site.path("public")), public);
}

#[test]
fn what_a_killed_build_left_is_cleared_also_when_there_is_nothing_to_build() {
    let site = settled();
    builds(&site, &[]);
    for left in [".public.planverk-venter-99/nettsted", ".public.planverk-ny"] {
        fs::create_dir_all(site.path(left)).unwrap();
    }
    let (looked, ran) = builds(&site, &[]);
    assert!(!looked, "{ran}");
    let names: Vec<_> = fs::read_dir(site.path("")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names.len(), 3, "content, public and .planverk: {names:?}");
}

#[test]
fn whatever_is_touched_is_built_again() {
    let site = settled();
    builds(&site, &[]);
    let public = tree(&site.path("public"));

    site.write("content/a.md", "---\ntittel: B\n---\n");
    settle();
    assert!(builds(&site, &[]).0, "a page was changed");
    assert_ne!(tree(&site.path("public")), public);
    site.write("content/a.md", "---\ntittel: A\n---\n");
    settle();
    assert!(builds(&site, &[]).0, "a page was changed back");
    assert_eq!(tree(&site.path("public")), public);

    site.write("content/ny.md", "---\ntittel: Ny\n---\n");
    settle();
    assert!(builds(&site, &[]).0, "a page came");
    fs::remove_file(site.path("content/ny.md")).unwrap();
    assert!(builds(&site, &[]).0, "a page went");

    fs::write(site.path("public/a.html"), "endret for hånd").unwrap();
    assert!(builds(&site, &[]).0, "a page of the site was changed");
    fs::remove_file(site.path("public/a.html")).unwrap();
    assert!(builds(&site, &[]).0, "a page of the site was removed");
    assert_eq!(tree(&site.path("public")), public);

    assert!(builds(&site, &["--date", "2012-01-01"]).0, "another date");
    assert!(builds(&site, &["--date", "2012-01-01", "--edition", "intern"]).0, "another edition");
    assert!(builds(&site, &["--date", "2012-01-01", "--edition", "intern", "--out", "ut"]).0, "another place");
    assert!(!builds(&site, &["--date", "2012-01-01", "--edition", "intern", "--out", "ut"]).0, "the same again");
}

#[test]
fn what_is_kept_of_the_last_build_may_be_deleted_or_destroyed() {
    let site = settled();
    builds(&site, &[]);
    let public = tree(&site.path("public"));
    for noise in [&b""[..], b"{}", b"\xff\xfe", b"0000000000000000\n{\"asked\":0}\n"] {
        fs::write(site.path(KEPT), noise).unwrap();
        let (looked, ran) = builds(&site, &[]);
        assert!(looked, "{ran}");
        assert_eq!(tree(&site.path("public")), public);
    }
    fs::remove_dir_all(site.path(".planverk")).unwrap();
    assert!(builds(&site, &[]).0);
    assert!(!builds(&site, &[]).0);
}

#[test]
fn the_same_sources_give_the_same_bytes_wherever_and_in_whatever_order_they_were_made() {
    let texts = [
        ("planverk.yaml", "tittel: Prøve\ndato: 2012-12-31\n"),
        ("content/index.md", "---\ntittel: Velkommen\nemner: [Bolig, Økonomi]\n---\nSe [[akt-a]] og [[b]].\n"),
        ("content/b.md", "---\ntittel: B\nemner: [Bolig]\n---\n"),
        ("content/å/ø.md", "---\ntittel: Ø\nemner: [Økonomi]\n---\n"),
        (
            "plans/by/plan/plan.yaml",
            "tittel: Plan\nhovedmål:\n  - {id: mal-a, tekst: A}\naktiviteter:\n  - {id: akt-a, tekst: A, mål: [mal-a]}\n",
        ),
        ("plans/by/plan/flere.yaml", "aktiviteter:\n  - {id: akt-b, tekst: B}\n"),
        ("plans/annen/plan/plan.yaml", "tittel: Plan\nhovedmål:\n  - {id: mal-a, tekst: A}\n"),
    ];
    let (one, other) = (Folder::new(), Folder::new());
    for (path, text) in texts {
        one.write(path, text);
    }
    for (path, text) in texts.iter().rev() {
        other.write(&format!("et/annet sted/{path}"), text);
    }
    let first = one.built(&[]);
    let ran = other.planverk(&["build", "et/annet sted", "--out", "ut"]);
    assert_eq!(ran.code, 0, "{ran}");
    let second = tree(&other.path("ut"));
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (path, bytes) in &first {
        assert!(*bytes == second[path], "{path} differs");
    }
}

#[test]
fn the_date_changes_what_is_said() {
    let site = Folder::with(
        "-- plans/by/plan/plan.yaml --\ntittel: Plan\naktiviteter:\n  - id: akt-a\n    tekst: Kartlegge behov\n    \
         tid: {fra: 2012-01, til: 2012-06}\n    status: i_gang\n",
    );
    let activity = |date: &str| {
        let files = site.built(&["--date", date]);
        let (path, bytes) = files.iter().find(|(path, _)| path.ends_with("akt-a.html")).expect("a page for akt-a");
        (path.clone(), Page::read(std::str::from_utf8(bytes).unwrap()).text())
    };
    let (path, early) = activity("2012-02-01");
    let (_, late) = activity("2013-02-01");
    assert!(!early.to_lowercase().contains("forsinket"), "{path} in February 2012: {early}");
    assert!(late.to_lowercase().contains("forsinket"), "{path} a year later: {late}");
}

#[test]
fn the_exit_code_tells_clean_from_found_from_could_not_run() {
    let clean = Folder::with("-- content/index.md --\n---\ntittel: Velkommen\n---\n");
    assert_eq!(clean.planverk(&["check"]).code, 0);
    let broken = Folder::with("-- content/index.md --\n---\ntitel: Velkommen\n---\n");
    assert_eq!(broken.planverk(&["check"]).code, 1);
    for format in ["tekst", "kort", "json", "sarif"] {
        let ran = broken.planverk(&["check", "--format", format]);
        assert_eq!(ran.code, 1, "{ran}");
        assert!(ran.out.contains("lesing/ukjent-felt"), "{ran}");
    }
    let warned = Folder::with(
        "-- content/index.md --\n---\ntittel: Velkommen\n---\nSe [[hemmelig]].\n\
         -- content/hemmelig.md --\n---\ntittel: Hemmelig\ntilgang: intern\n---\n",
    );
    assert_eq!(warned.planverk(&["check"]).code, 0);
    assert_eq!(warned.planverk(&["check", "--strict"]).code, 1);
    assert_eq!(warned.planverk(&["build", "--strict"]).code, 1);
    assert!(!warned.path("public").exists());
    for words in [&["chek"][..], &["check", "finnes-ikke"], &["build", "--date", "i går"]] {
        let ran = clean.planverk(words);
        assert_eq!(ran.code, 2, "{words:?}: {ran}");
        assert!(!ran.err.contains("error:"), "{ran}");
    }
    for words in [&[][..], &["--help"], &["--version"]] {
        assert_eq!(clean.planverk(words).code, 0, "{words:?}");
    }
}

#[test]
fn nothing_but_words_goes_to_standard_error_and_nothing_of_the_machine_to_the_site() {
    let site = Folder::with("-- content/index.md --\n---\ntittel: Velkommen\n---\n");
    let files = site.built(&[]);
    let here = site.path("");
    let here = here.to_str().unwrap();
    for (path, bytes) in &files {
        assert!(!String::from_utf8_lossy(bytes).contains(here), "{path} names the folder it was built in");
    }
    let ran = site.planverk(&["build"]);
    assert_eq!(ran.out, "");
    assert!(!ran.err.contains('\u{1b}') && !ran.err.contains('\r'), "colours or a progress bar in a pipe: {ran}");
}

#[test]
fn a_reader_that_has_gone_away_is_no_failure() {
    let clean = Folder::with("-- content/index.md --\n---\ntittel: Velkommen\n---\n");
    for (words, code) in [(&["--help"][..], 0), (&["check", "--rules"], 0), (&["schema"], 0), (&["chek"], 2)] {
        let gone = || std::io::pipe().unwrap().1;
        let ran = command(words).current_dir(clean.path("")).stdout(gone()).stderr(gone()).status().unwrap();
        assert_eq!(ran.code(), Some(code), "{words:?}");
    }
}

#[test]
fn what_check_finds_and_is_no_check_is_explained_as_that() {
    let place = Folder::new();
    for code in ["kilde/uleselig", "yaml/syntaks", "lesing/ukjent-felt"] {
        let ran = place.planverk(&["check", "--explain", code]);
        assert_eq!(ran.code, 1, "{ran}");
        assert!(ran.err.contains("ikke en kontroll") && ran.err.contains("kan ikke slås av"), "{ran}");
    }
    let ran = place.planverk(&["check", "--explain", "kilde/ubrukkt"]);
    assert!(ran.err.contains("mente du «kilde/ubrukt»?"), "{ran}");
    let ran = place.planverk(&["check", "--explain", "tull/tøys"]);
    assert!(ran.err.starts_with("ingen kontroll heter «tull/tøys»"), "{ran}");
}

#[test]
fn two_texts_that_would_have_the_same_address_are_both_named_before_anything_is_built() {
    let site = Folder::with(
        "-- content/bostøtte.md --\n---\ntittel: Bostøtte\n---\n-- content/bostoette.md --\n---\ntittel: Bostøtte\n---\n",
    );
    let ran = site.planverk(&["check", "--format", "tekst"]);
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.out.contains("content/bostøtte.md") && ran.out.contains("content/bostoette.md"), "{ran}");
    assert_eq!(site.planverk(&["build"]).code, 1);
}

#[test]
fn a_text_with_the_address_of_a_page_planverk_makes_is_named() {
    let site = Folder::with("-- content/a-aa.md --\n---\ntittel: Alfabetet\n---\n");
    let ran = site.planverk(&["build"]);
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.err.contains("content/a-aa.md") && ran.err.contains("a-aa.html"), "{ran}");
}

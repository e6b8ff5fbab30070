//! Building again: what a build leaves as an earlier one made it is what it would have made itself.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod harness;

use std::collections::BTreeMap;
use std::fs;
use std::sync::Mutex;

use harness::edits::{Days, SITE, act, days};
use harness::{Folder, TODAY, tree};
use planverk::build::{self, Ledger, Means, Options, check};
use planverk::source::SourceSet;
use proptest::prelude::*;

/// A site as it stands in its folder: path and bytes.
type Site = BTreeMap<String, Vec<u8>>;

/// What a build leaves for the next, and the site it made.
type Earlier = (Ledger, Vec<u8>, Site);

fn options() -> Options {
    Options { date: None, today: TODAY, utgave: None }
}

/// Builds with what the last build kept and without. `None` when the folder cannot be built.
fn built(folder: &Folder, earlier: Option<Earlier>) -> Result<(Option<Earlier>, usize), TestCaseError> {
    let (sources, found) = SourceSet::read(&folder.path("")).unwrap();
    let checked = check(&sources, options(), found);
    let make = |ledger, search| {
        let kept = Mutex::new(Vec::new());
        let keep = |bytes: &[u8]| kept.lock().unwrap().extend_from_slice(bytes);
        let means = Means { ledger, search, keep: Some(&keep), spool: None };
        let made = build::render_with(&sources, &checked, means, &|_, _| ()).ok()?;
        Some((made, kept.into_inner().unwrap()))
    };
    let clean = if checked.has_errors() { None } else { make(None, None) };
    let Some((clean, clean_search)) = clean else { return Ok((earlier, 0)) };
    let (ledger, search, site) = earlier.unwrap_or_default();
    // By way of bytes, as between two builds.
    let ledger = Ledger::from_bytes(&ledger.to_bytes()).unwrap();
    let Some((made, search)) = make(Some(&ledger), Some(&search)) else {
        return Err(TestCaseError::fail("only the clean build can be made"));
    };
    let mut now = Site::new();
    for (path, contents) in made.tree.contents() {
        let bytes = match contents.bytes() {
            Some(bytes) => bytes.into_owned(),
            None => site.get(path).cloned().ok_or_else(|| TestCaseError::fail(format!("{path} was never there")))?,
        };
        now.insert(path.to_owned(), bytes);
    }
    let whole: Site = clean.tree.iter().map(|(path, bytes)| (path.to_owned(), bytes.into_owned())).collect();
    for (path, bytes) in &whole {
        prop_assert!(now.get(path) == Some(bytes), "{} is not what a clean build makes", path);
    }
    prop_assert_eq!(now.len(), whole.len());
    prop_assert_eq!(made.remarks, clean.remarks);
    prop_assert!(made.ledger == clean.ledger, "the ledgers differ");
    prop_assert!(search == clean_search, "what the searches keep differs");
    Ok((Some((made.ledger, search, now)), made.pages - made.drawn))
}

/// How many pages were left, and how often the folder could be built.
fn follows(days: Days) -> Result<(usize, usize), TestCaseError> {
    let folder = Folder::with(SITE);
    let (mut earlier, _) = built(&folder, None)?;
    let (mut left, mut good) = (0, 0);
    for (day, (edits, _)) in days.into_iter().enumerate() {
        for edit in &edits {
            act(&folder, edit);
        }
        let (now, more) = built(&folder, earlier)?;
        (left, good, earlier) = (left + more, good + usize::from(more > 0), now);
        // Most of those edits concern every page. One more sentence in a text does not.
        if let Ok(text) = fs::read_to_string(folder.path("content/a.md")) {
            folder.write("content/a.md", format!("{}\n\nEn setning til, nummer {day}.\n", text.trim_end()));
            let (now, more) = built(&folder, earlier)?;
            (left, good, earlier) = (left + more, good + usize::from(more > 0), now);
        }
    }
    Ok((left, good))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn after_any_edits_a_build_leaves_only_what_it_would_make(days in days(1..7)) {
        follows(days)?;
    }
}

/// `cargo test --release --test again -- --ignored --nocapture` tells how many edits there were.
#[test]
#[ignore = "takes minutes"]
fn after_hundreds_of_edits_a_build_leaves_only_what_it_would_make() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for round in 0..3 {
        let days = days(150).new_tree(&mut runner).unwrap().current();
        let edits: usize = days.iter().map(|(edits, _)| edits.len()).sum();
        let (left, good) = follows(days).unwrap();
        assert!(good > 20, "pages were left only {good} times");
        println!("runde {round}: {edits} endringer og 150 dager, {left} sider brukt igjen i {good} bygg");
    }
}

const PAGES: &str = "\
-- planverk.yaml --
tittel: Eksempelkommune
tilgjengelighetserklæring: https://eksempel.no/uu
-- content/index.md --
---
tittel: Velkommen
---
Hei.
-- content/a.md --
# Side a

Om [b](b.md#del).
-- content/b.md --
# Side b

## Del

Om a.
";

/// The words of the report about files: new, changed, as they were, gone.
fn counts(report: &str) -> &str {
    report.lines().find(|line| line.contains(" nye, ")).and_then(|line| line.split_once(": ")).map_or("", |(_, it)| it)
}

fn rebuilt(site: &Folder) -> String {
    let ran = site.planverk(&["build"]);
    assert_eq!(ran.code, 0, "{ran}");
    let clean = site.planverk(&["build", "--out", "rent"]);
    assert_eq!(clean.code, 0, "{clean}");
    assert_eq!(tree(&site.path("public")), tree(&site.path("rent")));
    fs::remove_dir_all(site.path("rent")).unwrap();
    // The clean build has taken the place of the other on the shelf.
    assert_eq!(site.planverk(&["build"]).code, 0);
    ran.err
}

#[test]
fn one_sentence_more_makes_one_page_anew() {
    let site = Folder::with(PAGES);
    assert_eq!(site.planverk(&["build"]).code, 0);
    site.write("content/b.md", "# Side b\n\n## Del\n\nOm a og c.\n");
    let told = rebuilt(&site);
    assert!(told.contains("3 av dem på nytt"), "the page, and two that may show any text: {told}");
    // A heading is a place others lead to.
    site.write("content/b.md", "# Side b\n\n## Del\n\nOm a og c.\n\n## Mer\n");
    assert!(!rebuilt(&site).contains("av dem på nytt"));
}

#[test]
fn a_place_that_is_gone_is_found_though_the_page_that_leads_there_is_as_it_was() {
    let site = Folder::with(PAGES);
    assert_eq!(site.planverk(&["build"]).code, 0);
    site.write("content/b.md", "# Side b\n\n## Annet\n\nOm a.\n");
    let ran = site.planverk(&["build"]);
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.err.contains("content/a.md:3") && ran.err.contains("del"), "{ran}");
}

#[test]
fn what_somebody_else_has_touched_is_not_used_again() {
    let site = Folder::with(PAGES);
    assert_eq!(site.planverk(&["build"]).code, 0);
    site.write("public/a.html", "noe annet");
    site.write("content/b.md", "# Side b\n\n## Del\n\nOm a og d.\n");
    let told = rebuilt(&site);
    assert!(
        told.contains("public/a.html var endret for hånd") || told.contains("a.html var endret for hånd"),
        "{told}"
    );
    assert!(!told.contains("av dem på nytt"), "{told}");
}

#[test]
fn what_is_kept_may_be_broken_deleted_or_somebody_elses() {
    let site = Folder::with(PAGES);
    assert_eq!(site.planverk(&["build"]).code, 0);
    let names = ["bygg", "bygg-sider", "bygg-soek"].map(|name| site.path(".planverk").join(name));
    for (number, name) in names.iter().enumerate() {
        let kept = fs::read(name).unwrap();
        let flipped: Vec<u8> =
            kept.iter().enumerate().map(|(at, byte)| byte ^ u8::from(at == kept.len() / 2)).collect();
        for broken in
            [Vec::new(), kept[..kept.len() / 2].to_vec(), flipped, b"noe helt annet enn det som stod".to_vec()]
        {
            fs::write(name, &broken).unwrap();
            site.write("content/b.md", format!("# Side b\n\n## Del\n\nOm a, {number} og {}.\n", broken.len()));
            let told = rebuilt(&site);
            assert!(counts(&told).contains("endret"), "{told}");
        }
    }
    fs::remove_dir_all(site.path(".planverk")).unwrap();
    site.write("content/b.md", "# Side b\n\n## Del\n\nTil slutt.\n");
    rebuilt(&site);
}

#[test]
fn a_search_on_the_command_line_and_a_build_keep_what_is_theirs() {
    let site = Folder::with(PAGES);
    let kept = |name: &str| fs::metadata(site.path(".planverk").join(name)).ok();
    for round in 0..2 {
        assert_eq!(site.planverk(&["build"]).code, 0);
        assert_eq!(site.planverk(&["search", "velkommen"]).code, 0);
        assert!(kept("soek").is_some_and(|kept| kept.is_dir()), "round {round}");
        assert!(["bygg", "bygg-sider", "bygg-soek"].iter().all(|name| kept(name).is_some_and(|kept| kept.is_file())));
        // The next time the search comes first.
        fs::remove_dir_all(site.path(".planverk")).unwrap();
        assert_eq!(site.planverk(&["search", "velkommen"]).code, 0);
    }
}

//! `planverk report`: it says what there is when it is asked for something else, writes to standard output or a whole file,
//! and never over what is somebody else's. What stands in the documents is in `rapport.rs`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod harness;

use harness::{Folder, Ran, example};

/// A plan of which there is something to write.
const PLAN: &str = "-- plans/by/organisasjon.yaml --
navn: Eksempelkommune
-- plans/by/plan/plan.yaml --
tittel: Eksempelplan
aktiviteter: [{id: akt-a, tekst: Bygge}]
";

fn report(words: &[&str]) -> Ran {
    let mut all = vec!["report"];
    all.extend(words);
    all.extend(["--source", example().to_str().unwrap()]);
    Folder::new().planverk(&all)
}

#[test]
fn what_a_meeting_gets_is_written_as_a_file() {
    let folder = Folder::new();
    let source = example().to_str().unwrap();
    let words = ["report", "møte", "--plan", "lorenskog", "--format", "md", "--source", source];
    let ran = folder.planverk(&words);
    assert_eq!(ran.code, 0, "{ran}");
    for wanted in
        ["# Til møtet", "Programplan 2012 – mai 2013", "Boligplan 2013–2016 ble vedtatt.", "Utsatt på grunn av sykdom."]
    {
        assert!(ran.out.contains(wanted), "{wanted}: {ran}");
    }
}

#[test]
fn asking_for_what_does_not_exist_tells_what_does() {
    for (words, expected) in [
        (&["årsrapport"][..], "feil: si hvilken plan med --plan ORG/PLAN\nPlanene er:\n  asker/forstudie-2011"),
        (&["årsrapport", "--plan", "lorenskog/program-2012-2014"], "mente du «lorenskog/program-2012-2013»?"),
        (
            &["årsrapport", "--plan", "lorenskog", "--period", "2010"],
            "det finnes ingen rapport for 2010, og planen gjelder ikke da",
        ),
        (
            &["årsrapport", "--plan", "lorenskog", "--period", "2010"],
            "Lagrede rapporter:\n  Årsrapport 2012 (arsrapport-2012)",
        ),
        (&["halvårsrapport", "--plan", "lorenskog", "--period", "2012"], "skriv den som 2012-H1"),
        (&["tertialrapport", "--plan", "lorenskog"], "si hvilken tid med --period, som 2012-T2"),
        (&["plan", "--plan", "lorenskog", "--period", "2012"], "planen skrives per --date"),
        (&["møte", "--plan", "lorenskog", "--period", "2012"], "møtesiden skrives per --date"),
    ] {
        let ran = report(words);
        assert_eq!(ran.code, 1, "{words:?} {ran}");
        assert!(ran.err.contains(expected), "{expected} in:\n{ran}");
        assert_eq!(ran.out, "", "{words:?}");
    }
}

#[test]
fn pdf_without_the_feature_says_how_to_get_it() {
    let ran = report(&["årsrapport", "--plan", "lorenskog", "--format", "pdf"]);
    assert_eq!(ran.code, 2, "{ran}");
    assert!(ran.err.contains("cargo install --path . --features pdf"), "{ran}");
}

#[test]
fn the_only_stored_report_needs_no_period_and_goes_to_standard_output() {
    let ran = report(&["rapport", "--plan", "lorenskog"]);
    assert_eq!(ran.code, 2, "«rapport» is the command's other name, not a kind: {ran}");
    let ran = report(&["arsrapport", "--plan", "lorenskog", "--format", "md"]);
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.out.starts_with("# Årsrapport 2012\n\nLørenskog kommune"), "{ran}");
    assert!(ran.err.contains("Skrev Årsrapport 2012 til standard utskrift"), "{ran}");
}

#[test]
fn a_file_is_written_whole_and_never_over_a_source() {
    let folder = Folder::with(PLAN);
    let source = folder.path("");
    let source = source.to_str().unwrap();
    let words = ["report", "plan", "--source", source, "--format", "csv", "--out"];
    let plan = folder.path("plans/by/plan/plan.yaml");
    let ran = folder.planverk(&[&words[..], &[plan.to_str().unwrap()]].concat());
    assert_eq!(ran.code, 2, "{ran}");
    assert!(ran.err.contains("filen er en av kildene"), "{ran}");
    assert!(folder.read("plans/by/plan/plan.yaml").starts_with("tittel: Eksempelplan"));
    let out = folder.path("plan.csv");
    let ran = folder.planverk(&[&words[..], &[out.to_str().unwrap()]].concat());
    assert_eq!(ran.code, 0, "{ran}");
    assert!(folder.read("plan.csv").contains("Eksempelplan"));
    let beside = std::fs::read_dir(folder.path("")).unwrap().count();
    assert_eq!(beside, 2, "plans and plan.csv");
}

#[test]
fn a_source_whose_name_has_letters_in_two_parts_is_not_written_over_either() {
    let folder = Folder::with(PLAN);
    let name = "content/ma\u{30a}l.md";
    folder.write(name, "---\ntittel: Mål\n---\n");
    let ran = folder.planverk(&["report", "plan", "--format", "md", "--out", name]);
    assert_eq!(ran.code, 2, "{ran}");
    assert!(ran.err.contains("filen er en av kildene"), "{ran}");
    assert!(folder.read(name).contains("tittel: Mål"));
}

#[test]
fn the_way_to_a_report_goes_over_nobody_elses_file() {
    let folder = Folder::with(PLAN);
    folder.write("plan.csv.ny", "mitt");
    let ran = folder.planverk(&["report", "plan", "--format", "csv", "--out", "plan.csv"]);
    assert_eq!(ran.code, 0, "{ran}");
    assert_eq!(folder.read("plan.csv.ny"), "mitt");
}

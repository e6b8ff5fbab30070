//! Ten copies of the example, each broken in one way that happens to people, and checked with the real program: exit
//! code 1, and exactly one error, with the right code at the right place.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod harness;

use harness::Folder;

/// Breaks `path` by putting `new` where `old` stands first. A `¤` in `new` marks where the finding should point.
struct Break {
    path: &'static str,
    old: &'static str,
    new: &'static str,
    code: &'static str,
}

impl Break {
    fn assert_found(&self) {
        let Self { path, old, new, code } = *self;
        let folder = Folder::with_example();
        let whole = folder.read(path);
        assert!(whole.contains(old), "{path} no longer has «{old}»");
        let broken = whole.replacen(old, new, 1);
        let (before, _) = broken.split_once('¤').expect("a mark where the finding should be");
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
        folder.write(path, broken.replacen('¤', "", 1));

        let ran = folder.planverk(&["check", "--format", "kort"]);
        assert_eq!(ran.code, 1, "{ran}");
        let errors: Vec<&str> = ran.out.lines().filter(|line| line.contains(": feil[")).collect();
        let expected = format!("{path}:{line}:{column}: feil[{code}]: ");
        assert!(errors.len() == 1 && errors[0].starts_with(&expected), "ventet {expected}\nfikk {ran}");
    }
}

#[test]
fn the_example_itself_has_no_errors() {
    let folder = Folder::with_example();
    let ran = folder.planverk(&["check", "--format", "kort"]);
    assert_eq!(ran.code, 0, "{ran}");
    assert!(!ran.out.contains(": feil["), "{ran}");
}

#[test]
fn a_misspelt_field_in_an_activity() {
    let path = "plans/grorud/handlingsplan-2012/aktiviteter.yaml";
    let (old, new) = ("    kostnad: {tekst: Husbanken/Bydel}", "    ¤kostand: {tekst: Husbanken/Bydel}");
    Break { path, old, new, code: "lesing/ukjent-felt" }.assert_found();
}

#[test]
fn a_reference_to_an_area_that_was_renamed() {
    let path = "plans/grorud/handlingsplan-2012/aktiviteter.yaml";
    Break { path, old: "    område: sats-3", new: "    område: ¤sats-6", code: "referanse/ukjent" }.assert_found();
}

#[test]
fn a_row_that_was_copied_and_kept_its_id() {
    let path = "plans/grorud/handlingsplan-2012/tiltak.yaml";
    let old = "  # --- Organisatoriske ---";
    let new = "  - id: ¤tiltak-smarthus\n    navn: Smarthus i borettslag\n\n  # --- Organisatoriske ---";
    Break { path, old, new, code: "referanse/dobbel-id" }.assert_found();
}

#[test]
fn a_date_that_does_not_exist() {
    let path = "plans/lorenskog/program-2012-2013/rapporter/arsrapport-2012.yaml";
    Break { path, old: "per_dato: 2012-12-31", new: "per_dato: ¤2012-11-31", code: "lesing/ugyldig-dato" }
        .assert_found();
}

#[test]
fn a_colon_in_a_text_without_quotes() {
    let path = "plans/lorenskog/program-2012-2013/plan.yaml";
    let (old, new) =
        ("    tekst: Helhetlig og mer effektiv organisering", "    tekst: Organisering¤: helhetlig og mer effektiv");
    Break { path, old, new, code: "yaml/syntaks" }.assert_found();
}

#[test]
fn a_tab_from_another_editor() {
    let path = "plans/grorud/organisasjon.yaml";
    let (old, new) =
        ("  - id: enhet-boligkontor\n    navn: Boligkontoret", "  - id: enhet-boligkontor\n¤\tnavn: Boligkontoret");
    Break { path, old, new, code: "yaml/tabulator" }.assert_found();
}

#[test]
fn a_figure_typed_as_words() {
    let path = "plans/asker/forstudie-2011/indikatorer.yaml";
    Break { path, old: "        verdi: 856", new: "        verdi: ¤ca. 856", code: "lesing/feil-type" }.assert_found();
}

#[test]
fn html_pasted_into_a_guide() {
    let path = "content/veiledere/virkemidler/soeke-bostoette.md";
    let folder = Folder::with_example();
    let text = folder.read(path);
    let heading = text.lines().find(|line| line.starts_with("## ")).expect("the guide has headings").to_owned();
    let broken = text.replacen(&heading, &format!("{heading}\n\nSøk <u>nå</u>."), 1);
    let line = broken[..broken.find("<u>").unwrap()].matches('\n').count() + 1;
    folder.write(path, broken);
    let ran = folder.planverk(&["check", "--format", "kort"]);
    assert_eq!(ran.code, 1, "{ran}");
    let errors: Vec<&str> = ran.out.lines().filter(|line| line.contains(": feil[")).collect();
    assert_eq!(errors.len(), 1, "{ran}");
    assert!(errors[0].starts_with(&format!("{path}:{line}:5: feil[markdown/raa-html]: ")), "{ran}");
}

#[test]
fn a_word_outside_a_closed_list_in_a_status() {
    let path = "plans/lorenskog/program-2012-2013/rapporter/arsrapport-2012.yaml";
    Break { path, old: "    status: fullført", new: "    status: ¤ferdig", code: "lesing/ukjent-ord" }.assert_found();
}

#[test]
fn a_topic_page_that_was_moved_without_its_links() {
    let folder = Folder::with_example();
    let page = "content/veiledere/index.md";
    let text = format!("{}\nLes også [om startlån](virkemidler/startlaan.md).\n", folder.read(page).trim_end());
    let line = text.trim_end().matches('\n').count() + 1;
    folder.write(page, text);
    let ran = folder.planverk(&["check", "--format", "kort"]);
    assert_eq!(ran.code, 1, "{ran}");
    let errors: Vec<&str> = ran.out.lines().filter(|line| line.contains(": feil[")).collect();
    assert_eq!(errors.len(), 1, "{ran}");
    assert!(errors[0].starts_with(&format!("{page}:{line}:10: feil[lenke/brutt]: ")), "{ran}");
}

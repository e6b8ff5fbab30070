//! A second, small theme: a logo, a line in the footer, one page kind, words and a sheet of its own, without a copy of
//! any template. What it does not say comes from the standard theme.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
#![allow(clippy::case_sensitive_file_extension_comparisons, reason = "the names are our own")]

mod harness;

use std::collections::BTreeMap;
use std::path::Path;

use harness::{Folder, tree};

const SITE: &str = "
-- planverk.yaml --
tittel: Eksempelnettsted
tilbakemelding: post@eksempel.example
TEMA
-- plans/eksempelkommune/organisasjon.yaml --
navn: Eksempelkommune
-- plans/eksempelkommune/plan/plan.yaml --
tittel: Eksempelplan
satsingsområder: [{id: sats-1, navn: Boliger}]
aktiviteter: [{id: akt-1, tekst: Bygge, område: sats-1}]
";

/// Builds the site; `theme` is laid in `themes/<name>/`, and named when it is not the standard one.
fn built(name: &str, theme: &[(String, Vec<u8>)]) -> (BTreeMap<String, String>, String) {
    let named = if name == "standard" { String::new() } else { format!("tema: {name}") };
    let site = Folder::with(&SITE.replace("TEMA", &named));
    for (path, bytes) in theme {
        site.write(&format!("themes/{name}/{path}"), bytes);
    }
    let out = site.path("public");
    let ran = site.planverk(&["build", ".", "--out", out.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{ran}");
    let pages =
        tree(&out).into_iter().map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned())).collect();
    (pages, ran.to_string())
}

fn strand() -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/theme/strand");
    tree(&root).into_iter().collect()
}

#[test]
fn a_small_theme_changes_what_it_names_and_leaves_the_rest_alone() {
    let (ours, said) = built("strand", &strand());
    let (plain, _) = built("standard", &[]);
    assert!(!said.contains("tema/"), "{said}");
    let mut pages = 0;
    for (path, html) in
        ours.iter().filter(|(path, html)| path.ends_with(".html") && html.contains("<footer class=\"bunn\""))
    {
        pages += 1;
        assert_eq!(html.matches("class=\"strandnavn\"").count(), 1, "{path}: one logo");
        assert!(html.contains("tema/boelge.svg\" alt=\"Eksempelkommune, til forsiden\""), "{path}");
        assert!(!html.contains("class=\"navn\""), "{path}: the standard logo is gone");
        assert!(
            html.contains("Eksempelnettsted er laget med Strand.") && html.contains("Bygget med Planverk"),
            "{path}"
        );
        assert!(html.contains("Hopp til hovedinnhold") && !html.contains(" style="), "{path}");
    }
    assert!(pages > 10, "{pages} pages");
    let kind = "planer/eksempelkommune/plan/aktivitetsplan.html";
    assert!(ours[kind].contains("1 deler i planen.") && ours[kind].contains("<table id=\"plan-sats-1\">"));
    assert_eq!(ours.values().filter(|html| html.contains("class=\"strandmerknad\"")).count(), 1, "one page kind");
    assert!(ours["index.html"].contains("Si fra til oss på stranda"));
    let sheet = &ours["tema/stil.css"];
    let own = sheet.find("--farge-flate: #f4f8fb").unwrap();
    assert!(sheet.find("--farge-flate: #faf8f3").unwrap() < own, "the theme's sheet comes after the standard one");
    assert!(ours.contains_key("tema/boelge.svg"));
    let same = |path: &str| ours[path] == plain[path];
    assert!(same("tema/soek.js") && same("favicon.svg"), "what the theme does not name is the standard theme's");
}

#[test]
fn a_theme_written_for_another_contract_is_built_and_told_of_or_stopped() {
    let theme = |said: &str| vec![("tema.yaml".to_owned(), said.as_bytes().to_vec())];
    let site = Folder::with(&SITE.replace("TEMA", "tema: strand"));
    site.write("themes/strand/tema.yaml", "malkontrakt: 99\n");
    let ran = site.planverk(&["build", ".", "--out", site.path("public").to_str().unwrap()]);
    assert_eq!(ran.code, 1, "{ran}");
    assert!(ran.err.contains("tema/versjon") && ran.err.contains("themes/strand/tema.yaml:1:14"), "{ran}");
    let (_, said) = built("strand", &theme("malkontrakt: 1\n"));
    assert!(!said.contains("tema/versjon"), "{said}");
}

#[test]
fn a_site_s_own_files_in_the_standard_theme_s_folder_are_not_passed_over_in_silence() {
    let own = vec![("404.html".to_owned(), b"Vaar egen".to_vec())];
    let (pages, said) = built("standard", &own);
    assert!(!pages["404.html"].contains("Vaar egen"));
    assert!(said.contains("tema/ubrukt"), "{said}");
}

#[test]
fn a_template_that_cannot_be_drawn_stops_the_build_and_is_all_that_is_said() {
    let site = Folder::with(&SITE.replace("TEMA", "tema: vaart"));
    // It can be read, but not drawn; and the page leads to another like it, which is missing then.
    site.write("themes/vaart/artikkel.html", b"{{ side.finnesikke.heller }}");
    site.write("content/en.md", b"---\ntittel: En\n---\n\n[To](to.md)\n");
    site.write("content/to.md", b"---\ntittel: To\n---\n\n[En](en.md)\n");
    let out = site.path("public");
    let ran = site.planverk(&["build", ".", "--out", out.to_str().unwrap()]);
    assert_eq!(ran.code, 1, "{ran}");
    let said = ran.to_string();
    assert_eq!(said.matches("feil[").count(), 2, "one for each page:\n{said}");
    assert!(said.contains("themes/vaart/artikkel.html:1") && !said.contains("lenken fører ikke"), "{said}");
    assert!(!out.exists(), "{said}");
}

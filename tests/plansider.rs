//! The pages that show what a plan's author wrote, built from small folders.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use planverk::build::{Options, check, render};
use planverk::output::OutputTree;
use planverk::source::SourceSet;

fn built(files: &[(&str, &str)]) -> OutputTree {
    let sources = SourceSet::from_memory(files);
    let date = jiff::civil::date(2012, 12, 31);
    let options = Options { date: Some(date), today: date, utgave: None };
    let checked = check(&sources, options, Vec::new());
    assert!(!checked.has_errors(), "{:#?}", checked.found);
    match render(&sources, &checked, &|_, _| {}) {
        Ok(made) => made.tree,
        Err(faults) => panic!("{faults:#?}"),
    }
}

fn text(tree: &OutputTree, path: &str) -> String {
    let bytes = tree.get(path).unwrap_or_else(|| panic!("{path} is not there"));
    String::from_utf8(bytes.to_vec()).unwrap()
}

const ORG: (&str, &str) = ("plans/eksempel/organisasjon.yaml", "navn: Eksempelkommune\ntype: kommune\n");

const PLAN: &str = "tittel: Eksempelplan
visjon: {tekst: Alle bor trygt.}
hovedmål:
  - {id: mal-h, etikett: H1, tekst: Egne hjem.}
delmål:
  - {id: mal-d, tekst: Flere eier., forelder: [mal-h]}
satsingsområder:
  - {id: sats-1, nr: 1, navn: Boliger, strategi_etiketter: [a, b]}
aktiviteter:
  - id: akt-1
    etikett: A1
    tekst: Kartlegge behov.
    område: sats-1
    forventet_resultat: [Oversikt, Liste]
    kostnad: {tekst: Husbanken/Bydel}
    tid: {grunn: ukjent, merknad: Tapt i avskriften.}
  - {id: akt-2, tekst: Bygge om., område: sats-1, tid: {fra: 2012-01, til: 2012-11}, status: i_gang}
organer:
  - {id: organ-a, navn: Styret, type: styringsgruppe}
  - {id: organ-b, navn: Lederen, type: programleder, rapporterer_til: [organ-a]}
vedtak:
  - {id: vedtak-b, tekst: Senere vedtak., dato: 2012-06-20}
  - {id: vedtak-a, tekst: Tidlig vedtak., dato: 2012-04-18}
statusrader:
  - {emne: akt-1, dato: 2012-11, status: i_gang, tekst: Startet i november.}
  - {emne: akt-1, dato: 2012-11, status: utsatt, tekst: Utsatt i november.}
  - {emne: akt-1, dato: 2013-01, status: fullført, tekst: Ferdig i januar.}
";

fn sample() -> OutputTree {
    built(&[ORG, ("plans/eksempel/en/plan.yaml", PLAN)])
}

#[test]
fn a_site_with_only_a_plan_has_a_front_page_that_tells_how_it_stands() {
    let front = text(&sample(), "index.html");
    assert!(front.contains("Alle bor trygt."));
    assert!(
        front.contains("Per 31. desember 2012 er 0 av 2 aktiviteter fullført; 1 er forsinket og 1 mangler dato."),
        "{front}"
    );
    assert!(front.contains("Forsinket") && front.contains("Bygge om."));
}

#[test]
fn a_site_with_only_running_text_has_a_front_page_that_leads_in() {
    let front = text(&built(&[("content/veiledere/a.md", "---\ntittel: Én\n---\nx\n")]), "index.html");
    assert!(front.contains("href=\"veiledere/index.html\""), "{front}");
}

#[test]
fn the_table_says_a_blank_in_words_and_its_remark_below() {
    let page = text(&sample(), "planer/eksempel/en/aktivitetsplan.html");
    assert!(page.contains("<li>Oversikt</li>") && page.contains("Husbanken/Bydel"));
    assert!(page.contains("ukjent") && page.contains("Tapt i avskriften."));
    assert!(page.contains("oppgitt som i gang"), "late, and what was stated: {page}");
}

#[test]
fn an_activity_shows_every_statement_which_one_counts_and_which_contradict() {
    let page = text(&sample(), "planer/eksempel/en/aktivitet/akt-1.html");
    let history = &page[page.find("class=\"historie\"").unwrap()..];
    for words in ["Startet i november.", "Utsatt i november.", "Ferdig i januar."] {
        assert!(history.contains(words), "{words}");
    }
    assert_eq!(history.matches("class=\"historie__motstrid\"").count(), 2);
    assert!(history.contains("class=\"historie__senere\"") && history.contains("class=\"historie__gjelder\""));
}

#[test]
fn letters_without_a_key_are_shown_and_not_guessed_at() {
    let page = text(&sample(), "planer/eksempel/en/omraade/sats-1.html");
    assert!(page.contains("a, b") && page.contains("Ingen nøkkel i planen"), "{page}");
}

#[test]
fn goals_are_nested_decisions_dated_and_bodies_have_their_lines() {
    let tree = sample();
    let goals = text(&tree, "planer/eksempel/en/maal.html");
    assert!(goals.contains("Egne hjem.") && goals[goals.find("Egne hjem.").unwrap()..].contains("class=\"maaltre\""));
    let decisions = text(&tree, "planer/eksempel/en/vedtak.html");
    assert!(decisions.find("id=\"vedtak-a\"").unwrap() < decisions.find("id=\"vedtak-b\"").unwrap());
    let bodies = text(&tree, "planer/eksempel/en/organisering.html");
    let lines = &bodies[bodies.find("class=\"rapportlinjer\"").unwrap()..];
    assert!(lines.find("Styret").unwrap() < lines.find("Lederen").unwrap());
}

#[test]
fn a_percentage_stands_with_its_own_date_and_not_with_the_date_of_the_status() {
    let plan = "tittel: Plan\naktiviteter:\n  - {id: akt-1, tekst: Kartlegge.}\nstatusrader:
  - {emne: akt-1, dato: 2012-03-01, status: i_gang}\n  - {emne: akt-1, dato: 2012-06-15, framdrift: 60}\n";
    let tree = built(&[ORG, ("plans/eksempel/en/plan.yaml", plan)]);
    let page = text(&tree, "planer/eksempel/en/aktivitetsplan.html");
    let at = |words: &str| page.find(words).unwrap_or_else(|| panic!("no {words}: {page}"));
    assert!(at("per 01.03.2012") < at("60\u{a0}%") && at("60\u{a0}%") < at("per 15.06.2012"), "{page}");
}

#[test]
fn a_table_of_more_than_five_rows_says_what_it_can_be_filtered_and_sorted_by() {
    let rows: String = (1..=6)
        .map(|n| {
            format!(
                "  - {{id: akt-{n}, tekst: Rad {n}, område: sats-1, ansvarlig: Enhet {}, tid: {{til: 2012-0{n}}}, kostnad: {{beløp: {n}000}}}}\n",
                n % 2
            )
        })
        .collect();
    let plan = format!("tittel: Eksempelplan\nsatsingsområder: [{{id: sats-1, navn: Boliger}}]\naktiviteter:\n{rows}");
    let tree = built(&[ORG, ("plans/eksempel/en/plan.yaml", &plan)]);
    let page = text(&tree, "planer/eksempel/en/aktivitetsplan.html");
    for part in [
        "data-tabeller=\"plan-sats-1\"",
        "data-filter=\"ansvarlig\"",
        "data-f-ansvarlig=\"Enhet 1\"",
        "data-s=\"2012-03-31\"",
        "data-s=\"3000\"",
        "tema/tabell/tabell.js",
    ] {
        assert!(page.contains(part), "{part} is not in {page}");
    }
    assert!(!page.contains("data-filter=\"omraade\""), "all rows answer alike");
    assert!(!page.contains("data-filter=\"maalgruppe\""), "no row answers");
    let few = text(&sample(), "planer/eksempel/en/aktivitetsplan.html");
    assert!(!few.contains("tabellvalg") && !few.contains("tabell.js"), "two rows need no tools");
}

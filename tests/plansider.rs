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
    let rows: Vec<String> = (1..=6)
        .map(|n| {
            format!(
                "  - {{id: akt-{n}, tekst: Rad {n}, område: sats-1, ansvarlig: Enhet {}, tid: {{til: 2012-0{n}}}, kostnad: {{beløp: {n}000}}}}\n",
                n % 2
            )
        })
        .collect();
    let plan = format!(
        "tittel: Eksempelplan\nsatsingsområder: [{{id: sats-1, navn: Boliger}}]\naktiviteter:\n{}",
        rows.concat()
    );
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

#[test]
fn the_thread_is_drawn_and_listed_and_shows_where_it_breaks() {
    let plan = "tittel: Eksempelplan
visjon: {tekst: Alle bor trygt.}
hovedmål:
  - {id: mal-a, etikett: H1, tekst: Egne hjem.}
  - {id: mal-b, etikett: H2, tekst: Uten noe under.}
delmål:
  - {id: mal-d, tekst: Flere eier., forelder: [mal-a]}
strategier:
  - {id: strat-1, navn: Bygge, gjelder: [mal-d]}
  - {id: strat-2, navn: Glemt}
aktiviteter:
  - {id: akt-1, tekst: Kjøpe tomt., strategier: [strat-1], forventet_resultat: [Tomt], status: i_gang}
  - {id: akt-2, tekst: Løs tråd.}
";
    let page = text(&built(&[ORG, ("plans/eksempel/en/plan.yaml", plan)]), "planer/eksempel/en/roed-traad.html");
    let drawing = page.split("<svg class=\"traadtegning").nth(1).and_then(|rest| rest.split("</svg>").next()).unwrap();
    // Vision to both goals, goal to sub-goal, sub-goal to strategy, strategy to activity, activity to result.
    assert_eq!(drawing.matches("traadtegning__traad").count(), 6, "{drawing}");
    // H2 and the forgotten strategy end; the loose activity neither begins nor ends anywhere.
    assert_eq!(drawing.matches("class=\"traadtegning__brudd\"").count(), 4, "{drawing}");
    assert!(page.contains(
        "Tråden brytes 5 steder: 1\u{a0}mål uten strategi, 1\u{a0}mål uten aktivitet, 1\u{a0}aktivitet uten mål, 1\u{a0}strategi uten aktivitet, 1\u{a0}aktivitet uten forventet resultat."
    ));
    for part in [
        "href=\"#ned-akt-1\" tabindex=\"-1\"",
        "<li id=\"ned-akt-1\">",
        "<li id=\"opp-akt-1\">",
        "href=\"#opp-akt-1\">vis oppover",
    ] {
        assert!(page.contains(part), "{part}");
    }
}

#[test]
fn a_thread_of_hundreds_is_gathered_and_no_longer_than_one_can_look_over() {
    let goals: String = (0..6).fold(String::new(), |all, n| all + &format!("  - {{id: mal-{n}, tekst: Mål {n}}}\n"));
    let rows: String = (0..300).fold(String::new(), |all, n| {
        let status = ["i_gang", "fullført", "utsatt"][n % 3];
        all + &format!(
            "  - {{id: akt-{n}, tekst: Aktivitet {n}, mål: [mal-{}], status: {status}, forventet_resultat: [R]}}\n",
            n % 6
        )
    });
    let plan = format!("tittel: Eksempelplan\nhovedmål:\n{goals}aktiviteter:\n{rows}");
    let page = text(&built(&[ORG, ("plans/eksempel/en/plan.yaml", &plan)]), "planer/eksempel/en/roed-traad.html");
    let drawing = page.split("<svg class=\"traadtegning").nth(1).and_then(|rest| rest.split("</svg>").next()).unwrap();
    assert_eq!(drawing.matches("50\u{a0}aktiviteter").count(), 6, "{drawing}");
    assert!(drawing.contains("50 av 50"), "{drawing}");
    assert!(drawing.len() < 20_000, "{}", drawing.len());
    assert!(page.contains("id=\"ned-akt-299\""), "the list has them all");
}

#[test]
fn an_activity_that_serves_a_main_goal_through_others_is_not_without_one() {
    let plan = "tittel: Eksempelplan
hovedmål: [{id: mal-h, tekst: Egne hjem.}, {id: mal-i, tekst: Trygge hjem.}]
delmål: [{id: mal-d, tekst: Flere eier., forelder: mal-h}]
strategier: [{id: strat-1, navn: Lån, gjelder: mal-h}]
aktiviteter:
  - {id: akt-s, tekst: Gjennom strategi., strategier: strat-1}
  - {id: akt-d, tekst: Gjennom delmål., mål: mal-d}
  - {id: akt-i, tekst: Direkte., mål: mal-i, strategier: strat-1}
  - {id: akt-0, tekst: For seg selv.}
";
    let tree = built(&[ORG, ("plans/eksempel/en/plan.yaml", plan)]);
    let folder = "planer/eksempel/en/";
    let overview = text(&tree, &format!("{folder}index.html"));
    let bar = overview.rfind("Aktiviteter uten hovedmål").unwrap();
    assert!(overview[bar..].contains("Ingen av 1 aktivitet har status"), "{}", &overview[bar..]);
    let table = text(&tree, &format!("{folder}aktivitetsplan.html"));
    let [first, second, loose] =
        ["id=\"mal-h\"", "id=\"mal-i\"", "id=\"uten-omraade\""].map(|id| table.find(id).unwrap());
    let place = |words: &str| table.rfind(words).unwrap();
    for through in ["Gjennom strategi.", "Gjennom delmål."] {
        assert!((first..second).contains(&place(through)), "{through}");
    }
    assert!((second..loose).contains(&place("Direkte.")));
    assert!(place("For seg selv.") > loose);
}

#[test]
fn a_plan_was_decided_on_when_it_last_was_whatever_is_undated_or_still_to_come() {
    let plan = "tittel: Eksempelplan
vedtak:
  - {id: vedtak-1, tekst: Vedtatt., dato: 2012-01-15}
  - {id: vedtak-2, tekst: Rullering., dato: 2013-06-01}
  - {id: vedtak-3, tekst: Uten dato.}
";
    let tree = built(&[ORG, ("plans/eksempel/en/plan.yaml", plan)]);
    let overview = text(&tree, "planer/eksempel/en/index.html");
    assert!(overview.contains("vedtak.html#vedtak-1\">15.01.2012</a>"), "{overview}");
}

#[test]
fn the_success_factors_have_their_names_in_the_language_of_the_page() {
    let plan = "tittel: Example plan
språk: en
aktiviteter: [{id: akt-1, tekst: One., suksessfaktorer: [medvirkning]}]
vurderinger: [{faktor: medvirkning, dato: 2011, skår: 1}, {faktor: medvirkning, dato: 2012, skår: 2}]
";
    let tree = built(&[
        ("planverk.yaml", "tittel: Example\nspråk: en\n"),
        ("plans/eksempel/organisasjon.yaml", "navn: Example\n"),
        ("plans/eksempel/en/plan.yaml", plan),
    ]);
    let pages = ["index", "planer/eksempel/en/framdrift", "planer/eksempel/en/aktivitet/akt-1"];
    for page in pages {
        let html = text(&tree, &format!("{page}.html"));
        assert!(html.contains("User participation") && !html.contains("Brukermedvirkning"), "{page}");
    }
}

#[test]
fn things_of_different_kinds_may_be_called_the_same_and_have_places_of_their_own() {
    let plan = "tittel: Eksempelplan
satsingsområder: [{id: bolig, navn: Bolig}, {id: tiltak, navn: Tiltak}]
hovedmål: [{id: bolig, tekst: Egne hjem.}]
aktiviteter:
  - {id: akt-1, tekst: I området., område: bolig}
  - {id: akt-2, tekst: For målet., mål: 'eksempel:hovedmaal/bolig'}
tiltak: [{id: bolig, navn: Videreført}]
matriser: [{id: bolig, tittel: Matrisen, kolonner: ['eksempel:satsingsomraade/bolig'], rader: []}]
indikatorer: [{id: bolig, navn: Boliger, målinger: [{dato: 2012-01-01, verdi: 1}]}]
forpliktelser: [{id: bolig, tekst: Lovet.}]
";
    let tree = built(&[ORG, ("plans/eksempel/en/plan.yaml", plan)]);
    for page in ["hele-planen", "aktivitetsplan", "matriser", "forpliktelser"] {
        let html = text(&tree, &format!("planer/eksempel/en/{page}.html"));
        let mut ids: Vec<&str> = html.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{page}");
    }
}

//! The knowledge base and the registers, built from small folders.

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
    String::from_utf8_lossy(&bytes).into_owned()
}

fn has(tree: &OutputTree, path: &str) -> bool {
    tree.contains(path)
}

const ORG: (&str, &str) = ("plans/eksempel/organisasjon.yaml", "navn: Eksempelkommune\ntype: kommune\n");

#[test]
fn one_page_alone_is_a_site() {
    let tree = built(&[("content/side.md", "---\ntittel: Én side\nemner: [Bolig]\n---\nTekst.\n")]);
    assert!(text(&tree, "side.html").contains("href=\"emner/bolig.html\""));
    assert!(text(&tree, "a-aa.html").contains("Én side"));
    assert!(!has(&tree, "sitemap.xml") && !has(&tree, "data/index.json"));
}

#[test]
fn a_folder_lists_its_pages_in_the_authors_order_and_links_neighbours() {
    let tree = built(&[
        ("content/rutiner/å.md", "---\ntittel: Åpning\nrekkefølge: 1\n---\nx\n"),
        ("content/rutiner/a.md", "---\ntittel: Avslutning\n---\nx\n"),
        ("content/rutiner/b.md", "---\ntittel: Ærend\n---\nx\n"),
    ]);
    let folder = text(&tree, "rutiner/index.html");
    let at = |word: &str| folder.rfind(word).unwrap();
    assert!(at(">Åpning<") < at(">Avslutning<") && at(">Avslutning<") < at(">Ærend<"), "{folder}");
    let page = text(&tree, "rutiner/a.html");
    assert!(page.contains("rel=\"prev\">Åpning<") && page.contains("rel=\"next\">Ærend<"), "{page}");
}

#[test]
fn a_factor_shows_what_supports_it_where_there_is_a_gap_and_how_it_was_judged() {
    let one = "tittel: Plan én\nstrategier:\n  - {id: s1, navn: Lære, suksessfaktorer: [kompetanse]}\n";
    let judged = "vurderinger:\n  - {faktor: kompetanse, dato: 2011, skår: 1, begrunnelse: I gang., bevis: [s1]}\n  - {faktor: 5, dato: 2012, skår: 3, spørsmål: [{tekst: Når sist?, svar: {grunn: ukjent}}]}\n  - {faktor: 5, dato: 2013, skår: 4}\n";
    let tree = built(&[
        ORG,
        ("plans/eksempel/en/plan.yaml", one),
        ("plans/eksempel/en/vurderinger.yaml", judged),
        ("plans/eksempel/to/plan.yaml", "tittel: Plan to\n"),
        ("content/veiledere/a.md", "---\ntittel: Om læring\nsuksessfaktorer: [5]\n---\nx\n"),
    ]);
    let page = text(&tree, "suksessfaktorer/kompetanse.html");
    assert!(page.contains("1 av 2 planer har ingen"), "{page}");
    assert!(page.contains("1 – påbegynt") && page.contains("3 – på plass"), "{page}");
    assert!(!page.contains("virker og følges opp</dd>"), "an assessment after the as-of date is not made yet");
    assert!(page.contains("1 av 6 faktorer er vurdert") && page.contains("<svg class=\"diagram"), "{page}");
    assert!(page.contains("blank--ukjent") && page.contains("Om læring"), "{page}");
    assert!(text(&tree, "suksessfaktorer/index.html").contains("1 av 2 planer har noe"));
    assert!(text(&tree, "suksessfaktorer/strategi.html").contains("2 av 2 planer har ingen"));
}

#[test]
fn a_source_tells_that_it_has_expired_and_where_it_is_used() {
    let yaml = "kilder:\n  - {id: gammel, tittel: Gammel lov, type: lov, utgått: 2010, erstattet_av: ny}\n  - {id: ny, tittel: Ny lov, type: lov, år: 2010, lenke: 'https://eksempel.no/lov'}\n";
    let tree = built(&[
        ("content/felles.yaml", yaml),
        ("content/a.md", "---\ntittel: Om loven\nkilder: [{kilde: gammel, sted: § 1}]\n---\nx\n"),
    ]);
    let page = text(&tree, "kilder.html");
    assert!(page.contains("Utgått 2010.") && page.contains("href=\"kilder.html#ny\">Ny lov</a>"), "{page}");
    assert!(page.contains("href=\"a.html\">Om loven</a>") && page.contains("Ikke vist til noe sted."), "{page}");
    assert!(text(&tree, "a.html").contains("Gammel lov</a>, § 1"));
}

#[test]
fn open_data_leave_out_what_is_closed_internal_or_withheld() {
    let plan = "tittel: Plan\n";
    let figures = "indikatorer:\n  - {id: apen, navn: Åpen, målinger: [{dato: 2012, verdi: 8.5}, {dato: 2011, verdi: 3, grunn: skjult}, {dato: 2010, grunn: ukjent}]}\n  - {id: lukket, navn: Lukket, åpen: false, målinger: [{dato: 2012, verdi: 77}]}\n";
    let activities =
        "aktiviteter:\n  - {id: a1, tekst: '=HYPERLINK(1)'}\n  - {id: a2, tekst: Hemmelig, tilgang: intern}\n";
    let tree = built(&[
        ORG,
        ("plans/eksempel/p/plan.yaml", plan),
        ("plans/eksempel/p/indikatorer.yaml", figures),
        ("plans/eksempel/p/aktiviteter.yaml", activities),
    ]);
    let csv = text(&tree, "data/eksempel/p/maalinger.csv");
    assert!(csv.contains(";8,5;;") && csv.contains(";;skjult;") && csv.contains(";;ukjent;"), "{csv}");
    assert!(!csv.contains("77") && !csv.contains("Lukket"), "{csv}");
    let json = text(&tree, "data/eksempel/p/maalinger.json");
    assert!(json.contains("\"verdi\": 8.5") && json.contains("\"verdi_grunn\": \"skjult\""), "{json}");
    let csv = text(&tree, "data/eksempel/p/aktiviteter.csv");
    assert!(csv.contains("'=HYPERLINK(1)") && !csv.contains("Hemmelig"), "{csv}");
    let index = text(&tree, "data/index.json");
    assert!(index.contains("\"path\": \"eksempel/p/maalinger.csv\""), "{index}");
}

#[test]
fn the_page_for_what_is_not_found_works_from_any_address() {
    let files = |config| [("planverk.yaml", config), ("content/a.md", "---\ntittel: A\n---\nx\n")];
    let tree = built(&files("tittel: T\nadresse: https://eksempel.no/plan/\n"));
    assert!(text(&tree, "404.html").contains("href=\"/plan/a-aa.html\""));
    assert!(text(&tree, "robots.txt").contains("Sitemap: https://eksempel.no/plan/sitemap.xml"));
    assert!(text(&tree, "sitemap.xml").contains("<loc>https://eksempel.no/plan/a.html</loc>"));
    let tree = built(&files("tittel: T\n"));
    assert!(text(&tree, "404.html").contains("href=\"a-aa.html\""));
    assert!(!text(&tree, "robots.txt").contains("Sitemap"));
}

#[test]
fn an_earlier_address_leads_on() {
    let tree = built(&[("content/m/ny.md", "---\ntittel: Ny\nalias: [gammel/side.html]\n---\nx\n")]);
    let page = text(&tree, "gammel/side.html");
    assert!(page.contains("url=../m/ny.html") && page.contains("noindex"), "{page}");
}

#[test]
fn a_small_register_is_one_page_and_a_large_one_a_page_for_each_letter() {
    let begrep = |from: usize, to: usize| {
        let list = (from..to)
            .map(|n| format!("  - {{id: begrep-{n}, term: bolig{n:04}, definisjon: Noe.}}\n"))
            .collect::<Vec<_>>()
            .concat();
        format!(
            "begreper:\n  - {{id: bolig, term: bolig, definisjon: Et sted å bo.}}\n  - {{id: aare, term: åre, definisjon: Noe.}}\n{list}"
        )
    };
    let page = ("content/index.md", "---\ntittel: Nettsted\n---\nTekst.\n");
    let topic = ("content/a.md", "---\ntittel: Om noe\nemner: [Bolig]\n---\nTekst.\n");
    let config = ("planverk.yaml", "tittel: Nettsted\n");
    let small = begrep(0, 3);
    let tree = built(&[config, page, topic, ("content/felles.yaml", &small)]);
    let all = text(&tree, "a-aa.html");
    assert_eq!(all.matches("href=\"index.html\"").count(), 3, "the logo, the path, and the list: {all}");
    assert!(all.contains("<a href=\"kunnskapsbase.html\">Kunnskapsbase</a>"), "{all}");
    assert!(all.contains("<li>Bolig\n<ul"), "«bolig» and «Bolig» stand together: {all}");
    assert!(all.contains("href=\"#bokstav-b\"") && !has(&tree, "a-aa/b.html"));

    let large = begrep(0, 900);
    let tree = built(&[config, page, topic, ("content/felles.yaml", &large)]);
    let hub = text(&tree, "a-aa.html");
    assert!(hub.contains("id=\"bokstav-b\"") && hub.contains("href=\"a-aa/b.html\""), "{hub}");
    assert!(hub.contains("href=\"a-aa/aa.html\""), "{hub}");
    assert!(!hub.contains("bolig0500"));
    let (first, last) = (text(&tree, "a-aa/b.html"), text(&tree, "a-aa/b-3.html"));
    assert!(first.contains("bolig0100") && !first.contains(">bolig0500<"));
    assert!(last.contains("bolig0899") && last.contains("A–Å: B, del 3"), "{last}");
    assert!(first.contains("href=\"../a-aa/b-2.html\""), "{first}");
}

#[test]
fn no_page_or_file_grows_with_the_number_of_kommuner_in_a_network() {
    let files: Vec<(String, String)> = (0..21)
        .flat_map(|n| {
            let plan = format!("tittel: Plan {n}\naktiviteter:\n  - {{id: akt-1, tekst: Kartlegge behov.}}\n");
            [
                (format!("plans/eksempel-{n}/organisasjon.yaml"), format!("navn: Eksempelkommune {n}\n")),
                (format!("plans/eksempel-{n}/plan/plan.yaml"), plan),
            ]
        })
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();

    let many = built(&files);
    let index: serde_json::Value = serde_json::from_str(&text(&many, "data/index.json")).unwrap();
    assert_eq!(index["packages"].as_array().unwrap().len(), 21);
    assert!(index["resources"].is_null());
    assert_eq!(index["packages"][0]["path"], "eksempel-0/index.json");
    let own: serde_json::Value = serde_json::from_str(&text(&many, "data/eksempel-0/index.json")).unwrap();
    assert_eq!(own["title"], "Eksempelkommune 0");
    for resource in own["resources"].as_array().unwrap() {
        let path = format!("data/eksempel-0/{}", resource["path"].as_str().unwrap());
        assert!(has(&many, &path), "{path}");
    }
    let page = text(&many, "aapne-data.html");
    assert!(page.contains("data/eksempel-20/index.json") && !page.contains(".csv"), "{page}");
    let front = text(&many, "index.html");
    // In the order of their folders: eksempel-0, eksempel-1, eksempel-10 to eksempel-19.
    assert!(front.contains("Plan 19") && !front.contains("Plan 2"), "{front}");
    assert!(front.contains("planer/index.html"));

    let few = built(&files[..40]);
    assert!(!has(&few, "data/eksempel-0/index.json"));
    assert!(text(&few, "data/index.json").contains("eksempel-0/plan/aktiviteter.csv"));
}

#[test]
fn a_drawing_of_scores_speaks_the_language_of_its_page() {
    let scores = "vurderinger:\n  - {faktor: kompetanse, dato: 2011, skår: {grunn: ukjent}}\n  - {faktor: kompetanse, dato: 2012, skår: {grunn: ukjent}}\n";
    let tree = built(&[
        ("planverk.yaml", "tittel: Eksempel\nspråk: en\n"),
        ORG,
        ("plans/eksempel/en/plan.yaml", "tittel: En plan\n"),
        ("plans/eksempel/en/vurderinger.yaml", scores),
    ]);
    let page = text(&tree, "suksessfaktorer/kompetanse.html");
    assert!(page.contains("No figures to show.") && !page.contains("Ingen tall"), "{page}");
}

#[test]
fn chapters_about_a_topic_stand_plan_by_plan_in_the_order_of_the_norwegian_alphabet() {
    let names = [("a", "Åseral"), ("b", "Østre Toten"), ("c", "Ørsta"), ("d", "Bergen")];
    let files: Vec<(String, String)> = names
        .iter()
        .flat_map(|(id, name)| {
            [
                (format!("plans/{id}/organisasjon.yaml"), format!("navn: {name}\n")),
                (format!("plans/{id}/plan/plan.yaml"), "tittel: Eksempelplan\n".to_owned()),
                (
                    format!("plans/{id}/plan/kapittel.md"),
                    "---\ntittel: Kapittel\nemner: [bolig]\n---\n\nTekst.\n".to_owned(),
                ),
            ]
        })
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let page = text(&built(&files), "emner/bolig.html");
    let places: Vec<usize> = ["Bergen", "Ørsta", "Østre Toten", "Åseral"]
        .iter()
        .map(|name| page.find(&format!("{name}: Eksempelplan")).unwrap())
        .collect();
    assert!(places.is_sorted(), "{places:?}");
}

//! What a plan's figures say on their pages: the way to the target and the rule it is judged by, how sure a figure is, how
//! much it is per inhabitant, and whom it may be compared with.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod harness;

use std::collections::BTreeMap;

use harness::page::Page;
use harness::{checked_as, example_pages, in_memory, pages};
use jiff::civil::{Date, date};
use planverk::config::Utgave;

fn built(text: &str, date: Date) -> BTreeMap<String, String> {
    pages(&in_memory(text), &checked_as(text, Utgave::Offentlig, date)).unwrap()
}

/// What people read in `main`, with single spaces.
fn words(site: &BTreeMap<String, String>, path: &str) -> String {
    let html = site.get(path).unwrap_or_else(|| panic!("{path} is not there"));
    let main = &html[html.find("<main").unwrap()..html.find("</main>").unwrap()];
    let text = Page::read(main).text().replace(['\u{a0}', '\u{202f}'], " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn says(page: &str, told: &[&str]) {
    for one in told {
        assert!(page.contains(one), "{one}: {page}");
    }
}

const SITE: &str = r"
-- plans/by/organisasjon.yaml --
navn: Eksempelkommune
-- plans/by/plan/plan.yaml --
tittel: Eksempelplan
resultatmål:
  - {id: mal-1, tekst: Flere boliger., indikatorer: [ind-nye], grunnlinje: {verdi: 0, dato: 2010-12-31},
     måltall: {verdi: 70, enhet: boliger, frist: 2014}}
indikatorer:
  - id: ind-folk
    navn: Innbyggere
    enhet: personer
    målinger:
      - {dato: 2011-01-01, verdi: 30000, kilde: Folketall}
      - {dato: 2012-01-01, verdi: 31000, kilde: Folketall}
  - id: ind-nye
    navn: Nye boliger
    definisjon: Boliger tatt i bruk etter 2010.
    enhet: boliger
    retning: opp
    grunnlinje: {verdi: 0, dato: 2010-12-31, kilde: Boligkontoret}
    måltall: {verdi: 100, frist: 2014}
    innbyggere: ind-folk
    målinger:
      - {dato: 2010-12-31, verdi: 0, kilde: Boligkontoret}
      - {dato: 2011-12-31, verdi: 26, metode: register, kilde: Boligkontoret}
      - {dato: 2012-12-31, verdi: 38, usikkerhet: 4, metode: anslag, kilde: Boligkontoret, sikkerhet: tolket}
-- plans/nabo/organisasjon.yaml --
navn: Nabokommune
-- plans/nabo/plan/plan.yaml --
tittel: Naboplan
indikatorer:
  - {id: ind-folk, navn: Innbyggere, enhet: personer, målinger: [{dato: 2012-01-01, verdi: 12000}]}
  - {id: ind-nye, navn: Nye boliger, definisjon: Boliger tatt i bruk etter 2010, enhet: boliger, innbyggere: ind-folk,
     målinger: [{dato: 2012-12-31, verdi: 9, kilde: Egen telling}]}
-- plans/tredje/organisasjon.yaml --
navn: Tredje kommune
-- plans/tredje/plan/plan.yaml --
tittel: Tredje plan
indikatorer:
  - {id: ind-nye, navn: Nye boliger, definisjon: Boliger kjøpt etter 2010., enhet: boliger, målinger: [{dato: 2012, verdi: 5}]}
";

#[test]
fn the_way_to_the_target_is_told_with_its_line_its_distance_and_the_rule() {
    let page = words(&built(SITE, date(2012, 12, 31)), "planer/by/plan/indikator/ind-nye.html");
    says(
        &page,
        &[
            "Kurs ute av kurs",
            "Siste tall: 38 ± 4 boliger (31.12.2012, anslag, vår tolkning).",
            "Tallet er ute av kurs: det ligger bak den rette linjen mot måltallet. Tallet er usikkert",
            "Utgangspunkt 0 boliger Kilde: Boligkontoret 31.12.2010",
            "Rett linje samme dag (avledet) 50 boliger tallet er 12 boliger under linjen 31.12.2012",
            "Måltall 100 boliger 2014",
            "Avstand til måltallet (avledet) + 62 boliger 38 % av veien er gått",
            "Regelen: en rett linje går fra utgangspunktet til måltallet på fristen.",
        ],
    );
}

#[test]
fn a_year_earlier_the_same_target_was_on_course() {
    let site = built(SITE, date(2011, 12, 31));
    says(
        &words(&site, "planer/by/plan/indikator/ind-nye.html"),
        &["Kurs på kurs", "tallet er 1 bolig over linjen", "26 boliger"],
    );
    says(&words(&site, "planer/by/plan/indikatorer.html"), &["På kurs eller nådd 1 av 1"]);
}

#[test]
fn a_goal_says_how_its_own_target_goes_by_the_indicator_that_follows_it() {
    let page = words(&built(SITE, date(2012, 12, 31)), "planer/by/plan/maal/mal-1.html");
    says(&page, &["Kurs mot måltallet for nær til å avgjøre: 38 ± 4 boliger (31.12.2012)"]);
}

#[test]
fn figures_per_inhabitant_name_how_many_they_are_and_when() {
    let page = words(&built(SITE, date(2012, 12, 31)), "planer/by/plan/indikator/ind-nye.html");
    says(
        &page,
        &[
            "0,87 av 30 000 innbyggere (01.01.2011)",
            "1,2 av 31 000 innbyggere (01.01.2012)",
            "Innbyggertall for 2010 mangler.",
            "er tallet delt på innbyggertallet i «Innbyggere» samme dato, ellers nærmeste dato samme år, ganger 1000",
        ],
    );
}

#[test]
fn others_stand_beside_it_only_when_definition_unit_and_year_match() {
    let page = words(&built(SITE, date(2012, 12, 31)), "planer/by/plan/indikator/ind-nye.html");
    says(
        &page,
        &[
            "Nye boliger i 2012",
            "Nabokommune Naboplan 9 boliger 0,75 av 12 000 innbyggere (01.01.2012) 31.12.2012",
            "Tredje kommune Nye boliger De teller ikke det samme: definisjonene er ulike.",
            "bare når definisjon, enhet og år er de samme",
        ],
    );
    let before = words(&built(SITE, date(2011, 12, 31)), "planer/by/plan/indikator/ind-nye.html");
    says(
        &before,
        &["Ingen andre har et tall som kan sammenlignes", "Nabokommune Nye boliger Den har ikke noe datert tall"],
    );
}

#[test]
fn the_example_says_why_its_figures_are_not_compared() {
    let page = words(example_pages(), "planer/lorenskog/program-2012-2013/indikator/ind-c2-boliger.html");
    says(
        &page,
        &[
            "Ingen andre har et tall som kan sammenlignes med dette.",
            "Bydel Grorud Kommunale boliger Minst én av dem sier ikke hva som nøyaktig telles.",
            "Asker kommune Boliger kommunen disponerer Minst én av dem sier ikke hva som nøyaktig telles.",
        ],
    );
}

#[test]
fn nothing_withheld_gets_out_through_a_share_or_a_course() {
    let hidden = SITE.replace("verdi: 38, usikkerhet: 4,", "verdi: 38, usikkerhet: 4, grunn: skjult,");
    for (path, html) in built(&hidden, date(2012, 12, 31)) {
        let Some(at) = html.find("38 ± ").or_else(|| html.find("38\u{a0}±")) else { continue };
        panic!("{path}: {}", &html[at..at + 20]);
    }
    let page = words(&built(&hidden, date(2012, 12, 31)), "planer/by/plan/indikator/ind-nye.html");
    assert!(!page.contains("1,2 av") && !page.contains("38 boliger"), "{page}");
    says(&page, &["Siste tall: 26 boliger (31.12.2011, fra register)."]);
}

#[test]
fn the_small_charts_side_by_side_wait_for_the_end_of_the_year_too() {
    let site = r"
-- plans/by/organisasjon.yaml --
navn: Eksempelkommune
-- plans/by/plan/plan.yaml --
tittel: Eksempelplan
indikatorer:
  - {id: ind-1, navn: Boliger, målinger: [{periode: 2010, verdi: 1}, {periode: 2011, verdi: 2}, {periode: 2012, verdi: 987}]}
  - {id: ind-2, navn: Lån, målinger: [{periode: 2010, verdi: 1}, {periode: 2011, verdi: 2}]}
";
    let list = |day: Date| words(&built(site, day), "planer/by/plan/indikatorer.html");
    assert!(!list(date(2012, 6, 30)).contains("987"));
    assert!(list(date(2012, 12, 31)).contains("987"));
}

//! Another kommune's text is shown, never obeyed: whatever stands in a field comes out as words on every page.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
#![allow(clippy::case_sensitive_file_extension_comparisons, reason = "the names are our own")]

mod harness;

use std::collections::BTreeMap;

use harness::page::Page;
use harness::{TODAY, in_memory, options, pages};
use planverk::build::check;
use planverk::config::Utgave;
use proptest::prelude::*;

/// Tries to end an attribute, a tag, a script, a comment, a template expression and a JSON text.
const HOSTILE: &str = r#"Fæl"'><script>alert(1)</script><img src=x onerror=alert(2)><!-- {{ 7*7 }} {% raw %} ]]> \u003c &lt;b&gt; </title></textarea></style>"#;

/// A site with the text in every kind of field; `¤` is where it stands.
const SITE: &str = r"
-- planverk.yaml --
tittel: ¤
undertittel: ¤
eier: ¤
kontakt: {navn: ¤, epost: ¤, telefon: ¤, adresse: ¤}
dato: 2012-12-31
-- content/felles.yaml --
kilder: [{id: kilde-a, tittel: ¤, type: rapport, utgiver: ¤, merknad: ¤}]
målgrupper: [{id: gruppe-a, navn: ¤, alias: [¤]}]
virkemidler: [{id: virk-a, navn: ¤, klasse: individrettet, type: ¤}]
begreper: [{id: begrep-a, term: ¤, definisjon: ¤, synonymer: [¤], nynorsk: ¤, engelsk: ¤}]
-- content/side.md --
---
tittel: ¤
ingress: ¤
emner: [¤]
kilder: [{kilde: kilde-a, sted: ¤}]
---
Et avsnitt om [[akt-a]] og [[begrep-a]].
-- plans/by/organisasjon.yaml --
navn: ¤
beskrivelse: Tekst
overordnet: ¤
enheter: [{id: enhet-a, navn: ¤, forkortelse: ¤, beskrivelse: ¤}]
-- plans/by/plan/plan.yaml --
tittel: ¤
versjon: ¤
ingress: ¤
periode: 2012
brukes_til: [¤]
visjon: {tekst: ¤}
faser: [{navn: ¤, tekst: ¤}]
bygger_på: [{tekst: ¤}]
endringslogg: [{dato: 2012, versjon: ¤, tekst: ¤}]
hovedmål: [{id: mal-a, etikett: ¤, tekst: ¤, merknad: ¤, underpunkt: [{etikett: ¤, tekst: ¤}], kilde: kilde-a, sted: ¤}]
resultatmål: [{id: mal-b, tekst: ¤, forelder: [mal-a], måltall: {verdi: 5, enhet: ¤, frist: 2012-06}, indikatorer: [ind-a]}]
satsingsområder: [{id: sats-a, nr: ¤, navn: ¤, alias: [¤], strategi_etiketter: [¤], strategier: [strat-a]}]
strategier: [{id: strat-a, etikett: ¤, navn: ¤, gjelder: [mal-a]}]
aktiviteter:
  - {id: akt-a, etikett: ¤, tekst: ¤, deler: [¤], område: sats-a, mål: [mal-a], forventet_resultat: [¤],
     kostnad: {tekst: ¤, beløp: 100}, finansiering: [{kilde: ¤, andel: 70}], tid: {tekst: ¤, fra: 2012-01, til: 2012-06},
     samarbeid: [¤], ansvarlig: enhet-a, status: {verdi: i_gang, merknad: ¤}, merknad: ¤}
  - {id: akt-b, tekst: ¤, tid: {grunn: ukjent, merknad: ¤}}
tiltak: [{id: tiltak-a, navn: ¤, gruppe: boligtiltak, tall: [{navn: ¤, verdi: 3, enhet: ¤, dato: 2012, merknad: ¤}]}]
målgrupper: [{id: gruppe-b, navn: ¤, alias: [¤]}]
virkemidler: [{id: virk-b, navn: ¤, type: ¤}]
utfordringer: [{id: utf-a, etikett: ¤, tittel: ¤, tema: [¤], uten_indikator: ¤, endringslogg: [{dato: 2012, hva: ¤, hvorfor: ¤}]}]
vurderinger: [{faktor: forankring, dato: 2012, skår: 2, begrunnelse: Tekst, bevis: [¤]}]
indikatorer:
  - {id: ind-a, navn: ¤, definisjon: ¤, enhet: boliger, kildetabell: ¤, teller: ¤, nevner: ¤, tema: ¤, åpen: true,
     målinger: [{dato: 2011, verdi: 1, gruppe: ¤, merknad: ¤, sted: ¤}, {dato: 2012, verdi: 2, gruppe: ¤}]}
statusrader: [{emne: akt-a, dato: 2012-03, status: i_gang, tekst: ¤, avvik: ¤}]
forpliktelser: [{id: forpl-a, etikett: ¤, tekst: ¤, frist: 2012-06, ansvarlig: ¤, gjelder: [akt-a]}]
organer: [{id: organ-a, navn: ¤, type: gruppe, ansvar: [¤], medlemmer: [¤], rytme: ¤, nivå: ¤}]
vedtak: [{id: vedtak-a, organ: ¤, dato: 2012-02, saksnr: ¤, tekst: ¤, gjelder: [mal-a]}]
finansiering: [{år: 2012, ramme: {tekst: ¤, beløp: 5}, andeler: [{kilde: ¤, andel: 100}], rapporteres_til: [¤]}]
matriser:
  - {id: matrise-a, tittel: ¤, kolonner: [sats-a], rader: [{navn: ¤, celler: {sats-a: [¤]}, uten_kolonne: [¤], merknad: ¤}]}
kilder: [{id: kilde-b, tittel: ¤, utgiver: ¤}]
-- plans/by/plan/rapporter/r.yaml --
id: rapport-a
type: år
år: 2012
per_dato: 2012-12-31
hode: {Kommune: ¤}
";

fn built(text: &str) -> Result<BTreeMap<String, String>, String> {
    let quoted = serde_json::to_string(text).unwrap();
    let sources = in_memory(&SITE.replace('¤', &quoted));
    pages(&sources, &check(&sources, options(Utgave::Intern, TODAY), Vec::new()))
}

/// Elements and attributes of a page that could do something, and that no page of ours has.
fn live(page: &Page) -> Vec<String> {
    let mut found = Vec::new();
    for (name, attributes) in page.tags() {
        if (name == "script" && !attributes.contains_key("src")) || matches!(name, "style" | "iframe" | "object" | "b")
        {
            found.push(format!("<{name}>"));
        }
        for (key, value) in attributes {
            let leads =
                matches!(key.as_str(), "href" | "src" | "action") && value.trim_start().starts_with("javascript:");
            if key.starts_with("on") || leads || (key == "src" && value == "x") {
                found.push(format!("<{name} {key}=\"{value}\">"));
            }
        }
    }
    found
}

#[test]
fn markup_in_any_field_is_words_on_every_page() {
    let files = built(HOSTILE).unwrap_or_else(|why| panic!("{why}"));
    let mut shown = 0;
    for (path, html) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = Page::read(html);
        assert_eq!(live(&page), Vec::<String>::new(), "{path}");
        shown += usize::from(page.text().contains("<script>alert(1)</script>"));
        assert!(!page.text().contains("{{ 49 }}") && !page.text().contains(" 49 "), "{path} worked out a template");
    }
    assert!(shown > 20, "only {shown} pages show the text at all");
}

#[test]
fn data_files_stay_whole_whatever_the_text() {
    let files = built(HOSTILE).unwrap_or_else(|why| panic!("{why}"));
    for (path, text) in &files {
        if path.ends_with(".json") {
            assert!(serde_json::from_str::<serde_json::Value>(text).is_ok(), "{path}");
        }
        if path.ends_with(".csv") {
            // A spreadsheet must not take a text for a formula.
            let formula = text.lines().flat_map(|line| line.split(';')).find(|cell| {
                let cell = cell.trim_matches('"');
                cell.starts_with(['=', '@']) || (cell.starts_with(['+', '-']) && cell.contains(char::is_alphabetic))
            });
            assert_eq!(formula, None, "{path}");
        }
    }
}

#[test]
fn a_text_that_looks_like_a_formula_is_no_formula_in_the_data_files() {
    let files = built("=HYPERLINK(\"x\")").unwrap_or_else(|why| panic!("{why}"));
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".csv")) {
        for cell in text.lines().flat_map(|line| line.split(';')) {
            assert!(!cell.trim_matches('"').starts_with('='), "{path}: {cell}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_stands_in_the_fields_the_site_is_built_or_the_reason_told(text in "[^\u{0}-\u{1f}\u{7f}]{1,24}") {
        if let Ok(files) = built(&text) {
            for (path, html) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
                prop_assert_eq!(live(&Page::read(html)), Vec::<String>::new(), "{} with {:?}", path, text);
            }
        }
    }
}

//! Blocks that are understood, and every way they are not.

use super::*;
use crate::diag::Diagnostic;
use crate::domain::rad::Relasjon;
use crate::read::workbook::Workbook;
use crate::resolve::site::Site;
use crate::source::SourceSet;

const ORG: (&str, &str) = ("plans/by/organisasjon.yaml", "id: by\nnavn: Eksempelkommune\ntype: kommune\n");
const PLAN: (&str, &str) = (
    "plans/by/p1/plan.yaml",
    "tittel: Plan\nsatsingsområder:\n  - {id: sats-1, navn: Bolig}\nmålgrupper:\n  - {id: gruppe-unge, navn: Unge}\naktiviteter:\n  - {id: akt-1, tekst: Kartlegge, område: sats-1}\nindikatorer:\n  - {id: ind-1, navn: Boliger}\nmatriser:\n  - {id: matrise-1, tittel: M, kolonner: [sats-1], rader: []}\n",
);

/// The site, the query of the chapter and what was found, as (code, text at its place).
fn ask(yaml: &str, more: &[(&str, &str)]) -> (Site, Option<Query>, Vec<(&'static str, String)>) {
    let chapter = format!("---\ntittel: Kapittel å\n---\nØ\n\n```planverk\n{yaml}\n```\n");
    let mut files = vec![ORG, PLAN, ("plans/by/p1/kapittel.md", chapter.as_str())];
    files.extend(more);
    let (site, found) = resolve(&files);
    let query = site.queries.values().next().cloned();
    (site, query, found)
}

fn resolve(files: &[(&str, &str)]) -> (Site, Vec<(&'static str, String)>) {
    use crate::diag::Sources;
    let sources = SourceSet::from_memory(files);
    let (book, mut found) = Workbook::read(&sources, true);
    let (site, more) = Site::resolve(book, &sources);
    found.extend(more);
    let at =
        |d: &Diagnostic| d.span.map_or(String::new(), |s| sources.text(s.file).get(s.range()).unwrap_or("").to_owned());
    let found = found.iter().map(|d| (d.code, at(d))).collect();
    (site, found)
}

fn faults(yaml: &str) -> Vec<(&'static str, String)> {
    let (_, query, found) = ask(yaml, &[]);
    assert_eq!(query, None);
    found
}

fn fault(code: &'static str, at: &str) -> Vec<(&'static str, String)> {
    vec![(code, at.to_owned())]
}

#[test]
fn a_block_is_understood_and_its_names_are_found() {
    let (site, query, found) = ask("vis: aktivitetstabell\nområde: sats-1\nstatus: [i gang, uten]\ngrense: 5", &[]);
    assert_eq!(found, []);
    let query = query.unwrap();
    assert_eq!((query.vis, query.plan, query.grense), (Vis::Aktivitetstabell, PlanId(0), Some(5)));
    assert_eq!(query.filter.status, [Statusvalg::IGang, Statusvalg::Uten]);
    let [area] = query.filter.hoerer_til[..] else { panic!("{query:?}") };
    assert_eq!(site.item(area).key, "sats-1");
    let chapter = site.register.iter().find(|(_, item)| item.kind == Kind::Artikkel).unwrap().0;
    assert_eq!(site.graph.sources(area, Relasjon::Omtaler), [chapter], "the area knows of the page");
}

#[test]
fn every_misspelling_is_shown_where_it_stands() {
    assert_eq!(faults("vis: aktivitestabell"), fault("lesing/ukjent-ord", "aktivitestabell"));
    assert_eq!(faults("vis: liste\ntype: aktivitetr"), fault("lesing/ukjent-ord", "aktivitetr"));
    assert_eq!(faults("vis: framdrift\nomrade: sats-1"), fault("lesing/ukjent-felt", "omrade"));
    assert_eq!(faults("vis: framdrift\nområde: sats-9"), fault("referanse/ukjent", "sats-9"));
    assert_eq!(faults("vis: framdrift\nområde: akt-1"), fault("referanse/feil-type", "akt-1"));
    assert_eq!(faults("vis: framdrift\nfaktor: kompetnse"), fault("lesing/ukjent-ord", "kompetnse"));
    assert_eq!(faults("vis: aktivitetstabell\nstatus: ferdi"), fault("lesing/ukjent-ord", "ferdi"));
    assert_eq!(faults("vis: framdrift\nplan: by/p2"), fault("spoerring/ukjent-plan", "by/p2"));
    assert_eq!(faults("vis: aktivitetstabell\ngrense: 0"), fault("spoerring/ugyldig-grense", "0"));
}

#[test]
fn what_a_view_needs_or_does_not_know_is_told() {
    assert_eq!(faults("vis: indikator"), fault("lesing/mangler-felt", "indikator"));
    assert_eq!(faults("vis: liste"), fault("lesing/mangler-felt", "liste"));
    assert_eq!(faults("vis: matrise"), fault("lesing/mangler-felt", "matrise"));
    assert_eq!(faults("vis: framdrift\ngrense: 2"), fault("spoerring/feil-felt", "2"));
    assert_eq!(
        faults("vis: matrise\nrader: strategi\nmatrise: matrise-1"),
        fault("spoerring/begge-matriser", "matrise-1")
    );
    assert_eq!(faults("vis: matrise\nmatrise: akt-1"), fault("referanse/feil-type", "akt-1"));
    assert_eq!(faults("").first().map(|(code, _)| *code), Some("spoerring/tom"));
}

#[test]
fn yaml_that_cannot_be_read_is_told_in_the_page() {
    let found = faults("vis: [framdrift");
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn the_plan_is_the_one_named_the_texts_own_or_the_only_one() {
    let block = "---\ntittel: Side\n---\nTekst\n\n```planverk\nvis: framdrift\n```\n";
    let (site, found) = resolve(&[ORG, PLAN, ("content/side.md", block)]);
    assert_eq!(found, []);
    assert_eq!(site.queries.values().next().map(|q| q.plan), Some(PlanId(0)));

    let second = ("plans/by/p2/plan.yaml", "tittel: Plan to\n");
    let (site, found) = resolve(&[ORG, PLAN, second, ("content/side.md", block)]);
    assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), ["spoerring/uten-plan"]);
    assert!(site.queries.is_empty());

    let named = "---\ntittel: Side\n---\nTekst\n\n```planverk\nvis: framdrift\nplan: by/p2\n```\n";
    let (site, found) = resolve(&[ORG, PLAN, second, ("content/side.md", named)]);
    assert_eq!(found, []);
    assert_eq!(site.queries.values().next().map(|q| q.plan), Some(PlanId(1)));
}

#[test]
fn a_block_in_a_yaml_value_is_an_error_with_a_way_out() {
    let plan = "tittel: P\nbeskrivelse: |\n  Tekst\n\n  ```planverk\n  vis: framdrift\n  ```\n";
    let (_, found) = resolve(&[ORG, ("plans/by/p/plan.yaml", plan)]);
    assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), ["spoerring/plassering"]);
}

#[test]
fn an_internal_area_is_not_shown_and_the_author_is_warned() {
    let inner = ("plans/by/p1/mer.yaml", "satsingsområder:\n  - {id: sats-x, navn: Hemmelig, tilgang: intern}\n");
    let (_, query, found) = ask("vis: framdrift\nområde: sats-x", &[inner]);
    assert_eq!(query, None);
    assert_eq!(found, fault("tilgang/viser-til-intern", "sats-x"));
}

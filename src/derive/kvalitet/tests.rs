//! What is listed, of how many, and where it is to be mended.

use super::super::testing::{PLAN, Sample, sample};
use super::*;

fn check(sample: &Sample, mangel: Mangel) -> Kontroll {
    let all = kvalitet(&sample.site, &sample.derived, &sample.config, PLAN);
    all.into_iter().find(|one| one.mangel == mangel).unwrap()
}

fn keys(sample: &Sample, mangel: Mangel) -> Vec<String> {
    let found = check(sample, mangel);
    found.funn.iter().map(|one| sample.site.item(one.item).key.clone()).collect()
}

#[test]
fn what_is_blank_unquantified_undated_unowned_unlinked_or_without_cost_is_listed() {
    let sample = sample(&[(
        "plan.yaml",
        "
tittel: Plan
resultatmål:
  - {id: mal-1, tekst: M, måltall: {grunn: ikke_fastsatt, merknad: gjenstår}}
  - {id: mal-2, tekst: N, måltall: {verdi: 3}}
aktiviteter:
  - {id: akt-1, tekst: A, mål: [mal-2], tid: {til: 2013}, ansvarlig: NAV, kostnad: {beløp: 5}, status: i_gang, forventet_resultat: [x], samarbeid: [y], målgrupper: [gruppe-1]}
  - {id: akt-2, tekst: B, tid: {tekst: høsten}, kostnad: {tekst: Husbanken/Bydel}}
målgrupper: [{id: gruppe-1, navn: G}, {id: gruppe-2, navn: H}]
",
    )]);
    let goal = check(&sample, Mangel::Uttallfestet);
    assert_eq!((goal.av, goal.antall), (2, 1));
    assert_eq!(goal.funn[0].grunn, Some(Grunn::IkkeFastsatt));
    assert_eq!(goal.funn[0].detalj, Detalj::Merknad("gjenstår".into()));
    assert_eq!(keys(&sample, Mangel::UtenTid), ["akt-2"]);
    assert_eq!(keys(&sample, Mangel::UtenStatus), ["akt-2"]);
    assert_eq!(keys(&sample, Mangel::UtenAnsvarlig), ["akt-2"]);
    assert_eq!(keys(&sample, Mangel::UtenKobling), ["mal-1", "akt-2", "gruppe-2"]);
    assert_eq!(check(&sample, Mangel::UtenBeloep).funn[0].detalj, Detalj::BareTekst);
    let blank = check(&sample, Mangel::Blank);
    assert_eq!(blank.funn[1].felt, ["forventet_resultat", "samarbeid", "målgrupper"]);
    assert_eq!(blank.av, 3);
}

#[test]
fn figures_in_conflict_stale_or_without_source_are_listed() {
    let sample = sample(&[(
        "plan.yaml",
        "
tittel: Plan
indikatorer:
  - {id: ind-1, navn: I, målinger: [{dato: 2012, verdi: 553, kilde: A}, {dato: 2012, verdi: 523}]}
  - {id: ind-2, navn: J, målinger: [{dato: 2008, verdi: 1, kilde: A, sikkerhet: uklar, merknad: Falmet.}]}
  - {id: ind-3, navn: K, enhet: prosent, sum: 100, målinger: [{dato: 2012, gruppe: a, verdi: 60, kilde: A}, {dato: 2012, gruppe: b, verdi: 45, kilde: A}]}
finansiering: [{år: 2012, andeler: [{kilde: A, andel: 70}, {kilde: B, andel: 20}]}]
",
    )]);
    let conflicts = check(&sample, Mangel::Motstridende);
    let details: Vec<_> = conflicts.funn.iter().map(|one| one.detalj.clone()).collect();
    assert_eq!(details, [Detalj::Tall(vec![553.0, 523.0]), Detalj::Sum(105.0, 100.0), Detalj::Sum(90.0, 100.0)]);
    assert_eq!(keys(&sample, Mangel::Foreldet), ["ind-2"]);
    assert_eq!(keys(&sample, Mangel::UtenKilde), ["ind-1"]);
    let unclear = check(&sample, Mangel::Uklar);
    assert_eq!(unclear.funn[0].detalj, Detalj::Merknad("Falmet.".into()));
}

#[test]
fn a_finding_points_at_the_line_to_edit() {
    use crate::diag::Sources;
    use crate::source::SourceSet;
    let text = "tittel: Plan\naktiviteter:\n  - id: akt-1\n    tekst: A\n    tid: {grunn: ukjent}\n";
    let sample = sample(&[("plan.yaml", text)]);
    let found = check(&sample, Mangel::UtenTid);
    let sources = SourceSet::from_memory(&[
        ("plans/by/organisasjon.yaml", "id: by\nnavn: Eksempelkommune\n"),
        ("plans/by/p/plan.yaml", text),
    ]);
    let span = found.funn[0].span;
    assert_eq!(crate::diag::position(sources.text(span.file), span.start as usize).line, 5);
}

#[test]
fn a_status_is_as_old_as_a_figure_of_the_same_day() {
    // Ten days short of two years, though more than 24 times 30 days.
    let sample = sample(&[(
        "plan.yaml",
        "
tittel: Plan
aktiviteter: [{id: akt-1, tekst: A}, {id: akt-2, tekst: B}]
statusrader: [{emne: akt-1, dato: 2011-01-10, status: i_gang}, {emne: akt-2, dato: 2010-11-01, status: i_gang}]
indikatorer:
  - {id: ind-1, navn: I, målinger: [{dato: 2011-01-10, verdi: 1}]}
  - {id: ind-2, navn: J, målinger: [{dato: 2010-11-01, verdi: 1}]}
",
    )]);
    assert_eq!(keys(&sample, Mangel::Foreldet), ["akt-2", "ind-2"]);
}

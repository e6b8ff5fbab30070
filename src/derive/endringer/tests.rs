use super::super::testing::{PLAN, Sample, date, sample};
use super::*;

fn with(yaml: &str) -> Sample {
    sample(&[("plan.yaml", &format!("tittel: Plan\n{yaml}"))])
}

fn told(sample: &Sample, date: Date) -> Vec<String> {
    let found = endringer(&sample.site, PLAN, date);
    let told = |e: &Endring| {
        let mark = if e.motstrid { " !" } else { "" };
        format!("{} {} {}{mark}", e.dato, e.slag.key(), sample.site.item(e.item).key)
    };
    found.iter().map(told).collect()
}

#[test]
fn each_change_is_told_once_and_what_is_said_again_is_only_a_message() {
    let sample = with("
aktiviteter: [{id: akt-1, tekst: A}, {id: akt-2, tekst: B}]
vedtak: [{id: vedtak-1, tekst: V, dato: 2012-06-20}, {id: vedtak-2, tekst: W}, {id: vedtak-3, tekst: X, dato: 2013-02-13}]
statusrader:
  - {emne: akt-1, dato: 2012-03-01, status: i_gang}
  - {emne: akt-1, dato: 2012-06-30, status: i_gang}
  - {emne: akt-1, dato: 2012-09-01, framdrift: 60}
  - {emne: akt-1, dato: 2012-12-01, status: fullført}
  - {emne: akt-2, dato: 2012, status: utsatt}
indikatorer:
  - {id: ind-1, navn: I, målinger: [{periode: 2011, verdi: 22}, {periode: 2012, verdi: 2}, {dato: 2012-01-01, grunn: ukjent}]}
");
    assert_eq!(
        told(&sample, date()),
        [
            "2011 tall ind-1",
            "2012-03-01 startet akt-1",
            "2012-06-20 vedtatt vedtak-1",
            "2012-06-30 melding akt-1",
            "2012-09-01 melding akt-1",
            "2012-12-01 fullfoert akt-1",
            "2012 utsatt akt-2",
            "2012 tall ind-1",
        ]
    );
    let halfway = told(&sample, "2012-06-29".parse().unwrap());
    assert_eq!(halfway.len(), 4, "a status of 2012 may be true already, a figure for 2012 not: {halfway:?}");
    let found = endringer(&sample.site, PLAN, date());
    let Grunnlag::Tall(now, Some(before)) = found.last().unwrap().grunnlag else { panic!() };
    assert_eq!((value(now), value(before)), (Some(2.0), Some(22.0)));
}

#[test]
fn contradictory_statements_are_both_there_and_marked() {
    let sample = with(
        "
aktiviteter: [{id: akt-1, tekst: A}, {id: akt-2, tekst: B}]
statusrader:
  - {emne: akt-1, dato: 2012-11, status: i_gang, sikkerhet: uklar}
  - {emne: akt-1, dato: 2012-12, status: i_gang, sikkerhet: uklar}
  - {emne: akt-2, dato: 2012-06, status: i_gang}
  - {emne: akt-2, dato: 2012-06, status: utsatt}
indikatorer:
  - {id: ind-1, navn: I, målinger: [{dato: 2012, verdi: 553}, {dato: 2012, verdi: 523}]}
",
    );
    assert_eq!(
        told(&sample, date()),
        [
            "2012-06 startet akt-2 !",
            "2012-06 utsatt akt-2 !",
            "2012-11 startet akt-1 !",
            "2012 tall ind-1 !",
            "2012 tall ind-1 !",
            "2012-12 startet akt-1 !",
        ]
    );
    let keys: std::collections::BTreeSet<String> =
        endringer(&sample.site, PLAN, date()).into_iter().map(|e| e.noekkel).collect();
    assert_eq!(keys.len(), 6, "{keys:?}");
}

#[test]
fn a_version_tells_what_came_and_what_went() {
    let sample = with(
        "
endringslogg: [{dato: 2011-01-01, versjon: \"1\", tekst: Første}, {dato: 2012-07-01, versjon: \"2\", tekst: Rullert}]
aktiviteter: [{id: akt-1, tekst: A, utgått_i_versjon: \"2\"}, {id: akt-2, tekst: B, ny_i_versjon: \"2\"}]
statusrader: [{emne: akt-1, dato: 2012-02-01, status: fullført}]
",
    );
    assert_eq!(
        told(&sample, date()),
        [
            "2011-01-01 versjon p",
            "2012-02-01 fullfoert akt-1",
            "2012-07-01 versjon p",
            "2012-07-01 ny akt-2",
            "2012-07-01 utgaatt akt-1",
        ]
    );
    let changes = endringer(&sample.site, PLAN, date());
    let stretches = perioder(&sample.site, PLAN, date(), &changes);
    let seen: Vec<_> = stretches
        .iter()
        .map(|s| {
            let stood = stilling(&sample.site, &sample.config, PLAN, s.til);
            (s.til.to_string(), s.endringer.len(), stood.fullfoert(), stood.total)
        })
        .collect();
    assert_eq!(seen, [("2012-12-31".to_owned(), 3, 0, 1), ("2012-06-30".to_owned(), 2, 1, 1)]);
}

#[test]
fn stretches_end_with_reports_and_without_any_with_years() {
    let rows = "
aktiviteter: [{id: akt-1, tekst: A}]
statusrader: [{emne: akt-1, dato: 2011-03-01, status: i_gang}, {emne: akt-1, dato: 2012-06-30, status: fullført}]
";
    let yearly = with(rows);
    let changes = endringer(&yearly.site, PLAN, date());
    let stretches = perioder(&yearly.site, PLAN, date(), &changes);
    let ends: Vec<_> = stretches.iter().map(|s| (s.til.to_string(), s.endringer.len())).collect();
    assert_eq!(ends, [("2012-12-31".to_owned(), 1), ("2011-12-31".to_owned(), 1)]);

    let reported = sample(&[
        ("plan.yaml", &format!("tittel: Plan\n{rows}")),
        ("rapporter/a.yaml", "type: halvår\når: 2011\nper_dato: 2011-06-30\n"),
        ("rapporter/b.yaml", "type: år\når: 2011\nper_dato: 2011-12-31\n"),
    ]);
    let changes = endringer(&reported.site, PLAN, date());
    let stretches = perioder(&reported.site, PLAN, date(), &changes);
    let ends: Vec<_> = stretches.iter().map(|s| (s.til.to_string(), s.endringer.len())).collect();
    assert_eq!(ends, [("2012-12-31".to_owned(), 1), ("2011-12-31".to_owned(), 1), ("2011-06-30".to_owned(), 2)]);
}

//! Every rule has a folder `tests/rules/<code with a hyphen>/` with `feil/` (files that trigger it, and `expected.txt`
//! with what it says) and `riktig/` (files it is silent about). A new rule takes two folders and `OPPDATER=1 cargo test`.

mod fixture;

use std::collections::BTreeSet;
use std::path::PathBuf;

use fixture::Findings;
use jiff::civil::Date;
use planverk::diag::{Diagnostic, Severity, Span, render};
use planverk::resolve::rules::{RULES, Rule};
use planverk::source::SourceSet;

fn case(rule: &Rule, which: &str) -> PathBuf {
    fixture::folder("rules").join(rule.code.replace('/', "-")).join(which)
}

fn of_rule(rule: &Rule, findings: &Findings) -> Vec<Diagnostic> {
    findings.rules.iter().filter(|d| d.code == rule.code).cloned().collect()
}

/// Errors met while reading: a case that has them shows something else than it means to.
fn reading_errors(findings: &Findings) -> String {
    let errors: Vec<Diagnostic> = findings.read.iter().filter(|d| d.severity == Severity::Feil).cloned().collect();
    render::tekst(&errors, &findings.sources, false)
}

#[test]
fn every_rule_has_its_cases_and_every_case_its_rule() {
    let wanted: BTreeSet<String> = RULES.iter().map(|rule| rule.code.replace('/', "-")).collect();
    let found: BTreeSet<String> = fixture::folders(&fixture::folder("rules")).into_iter().collect();
    assert_eq!(wanted, found);
    for name in found {
        assert_eq!(fixture::folders(&fixture::folder("rules").join(&name)), ["feil", "riktig"], "{name}");
    }
}

#[test]
fn failing_cases_are_told_as_expected() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let folder = case(rule, "feil");
        let findings = Findings::in_folder(&folder);
        assert_eq!(reading_errors(&findings), "", "{}", rule.code);
        let told = of_rule(rule, &findings);
        assert!(!told.is_empty(), "{} finds nothing in its failing case", rule.code);
        wrong.extend(fixture::difference(&folder, &render::tekst(&told, &findings.sources, false)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn passing_cases_are_passed_over_in_silence() {
    for rule in RULES {
        let findings = Findings::in_folder(&case(rule, "riktig"));
        assert_eq!(reading_errors(&findings), "", "{}", rule.code);
        assert_eq!(render::tekst(&of_rule(rule, &findings), &findings.sources, false), "", "{}", rule.code);
    }
}

#[test]
fn the_examples_of_the_guide_do_what_the_guide_says() {
    for rule in RULES {
        let page = rule.page();
        let section = |title: &str| {
            let after = page.split(&format!("\n## {title}\n")).nth(1).unwrap();
            let end =
                ["\n## Bruk heller\n", "\n## Slå av eller endre\n"].iter().filter_map(|next| after.find(next)).min();
            files(&after[..end.unwrap_or(after.len())])
        };
        let found = |files: &[(String, String)]| {
            let borrowed: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
            let findings = Findings::of(SourceSet::from_memory(&borrowed), Vec::new(), Date::constant(2013, 1, 1));
            of_rule(rule, &findings).len()
        };
        let (example, remedy) = (section("Eksempel"), section("Bruk heller"));
        assert!(!example.is_empty() && !remedy.is_empty(), "{}", rule.code);
        assert!(found(&example) > 0, "{}: the example triggers nothing", rule.code);
        assert_eq!(found(&remedy), 0, "{}: the remedy does not help", rule.code);
    }
}

/// The files of a section: a fenced block may name its file after the language; else it is the plan, or a page.
fn files(section: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut lines = section.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let text: String = lines.by_ref().take_while(|line| *line != "```").flat_map(|line| [line, "\n"]).collect();
        let plan = |name: &str| format!("plans/eksempelkommune/plan/{name}");
        let path = match info.split_once(' ') {
            Some((_, name)) if name == "planverk.yaml" || name.starts_with("content/") => name.to_owned(),
            Some((_, name)) => plan(name),
            None if info == "md" => "content/side.md".to_owned(),
            None => plan("plan.yaml"),
        };
        files.push((path, text));
    }
    // What every plan must have, and no example is about.
    if files.iter().any(|(path, _)| path.starts_with("plans/")) {
        files.push((String::from("plans/eksempelkommune/plan/tittel.yaml"), "tittel: Plan\n".into()));
    }
    files
}

/// Findings in one plan, under a configuration.
fn under(config: &str, plan: &str) -> Findings {
    let files = [("planverk.yaml", config), ("plans/eksempelkommune/plan/plan.yaml", plan)];
    Findings::of(SourceSet::from_memory(&files), Vec::new(), Date::constant(2013, 1, 1))
}

#[test]
fn an_author_may_turn_a_rule_off_or_give_it_another_severity() {
    let plan = "tittel: Plan\naktiviteter: [{id: akt-1, tekst: Holde boligskole}]\n";
    let severity = |choice: &str| {
        let findings = under(&format!("regler: {{aktivitet/uten-tid: {choice}}}\n"), plan);
        findings.rules.iter().find(|d| d.code == "aktivitet/uten-tid").map(|d| d.severity)
    };
    assert_eq!(severity("av"), None);
    assert_eq!(severity("hint"), Some(Severity::Hint));
    assert_eq!(severity("feil"), Some(Severity::Feil));
}

#[test]
fn a_misspelt_rule_is_an_error_with_a_guess() {
    let findings = under("regler:\n  aktivitet/uten-tidd: av\n", "tittel: Plan\n");
    let found = findings.rules.iter().find(|d| d.code == "lesing/ukjent-regel").unwrap();
    assert_eq!(found.hints.first().map(String::as_str), Some("mente du «aktivitet/uten-tid»?"));
    assert_eq!(found.span.map(Span::range), Some(10..29));
}

#[test]
fn small_counts_are_no_matter_on_a_site_for_the_kommune_itself() {
    let plan = "tittel: Plan\nindikatorer:\n  - id: ind-1\n    navn: Husstander\n    personer: true\n    \
                målinger: [{dato: 2012, verdi: 1}]\n";
    let found = |config| under(config, plan).rules.iter().any(|d| d.code == "tall/smaa-tall");
    assert!(found("utgave: offentlig\n"));
    assert!(!found("utgave: intern\n"));
}

#[test]
fn slack_is_what_the_author_says_it_is() {
    let plan = "tittel: Plan\nfinansiering: [{andeler: [{kilde: A, andel: 60}, {kilde: B, andel: 41.5}]}]\n";
    let found = |config| under(config, plan).rules.iter().any(|d| d.code == "finansiering/andeler-sum");
    assert!(found("terskler: {sum_slingring: 1}\n"));
    assert!(!found("terskler: {sum_slingring: 1.5}\n"));
}

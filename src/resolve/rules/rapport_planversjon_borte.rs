//! Planversjonen rapporten gjelder, finnes ikke
//!
//! ## Hva den ser etter
//!
//! En rapport med en `planversjon` som verken er planens `versjon` eller nevnt i `endringslogg`.
//!
//! ## Hvorfor
//!
//! Leseren skal kunne se hvilke mål og tiltak rapporten ble målt mot. Er versjonen borte, vises rapporten mot en annen plan.
//!
//! ## Eksempel
//!
//! ```yaml
//! versjon: "3"
//! ```
//!
//! ```yaml rapporter/arsrapport.yaml
//! {type: år, år: 2012, planversjon: "1"}
//! ```
//!
//! ## Bruk heller
//!
//! Før versjonen i planens historie når planen endres:
//!
//! ```yaml
//! versjon: "3"
//! endringslogg:
//!   - {dato: 2012-02-01, versjon: "1", tekst: Vedtatt}
//! ```
//!
//! ```yaml rapporter/arsrapport.yaml
//! {type: år, år: 2012, planversjon: "1"}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   rapport/planversjon-borte: hint
//! ```

use std::collections::BTreeSet;

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::rad::Kind;

/// A report on a version of the plan that is gone.
pub const RULE: Rule = Rule {
    code: "rapport/planversjon-borte",
    severity: Severity::Advarsel,
    source: include_str!("rapport_planversjon_borte.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (plan, id) in context.items(Kind::Rapport) {
        let Some((row, version)) = site.rapport(id).and_then(|row| Some((row, row.planversjon.as_ref()?))) else {
            continue;
        };
        let about = site.plan(plan);
        let logged = about.endringslogg.iter().filter_map(|change| change.versjon.as_deref());
        let known: Vec<&str> = about.versjon.known().map(String::as_str).into_iter().chain(logged).collect();
        if known.iter().any(|one| one.trim() == version.trim()) {
            continue;
        }
        // The version in force usually stands in the log too.
        let mut seen = BTreeSet::new();
        let list: Vec<String> =
            known.iter().filter(|one| seen.insert(one.trim())).map(|one| format!("«{one}»")).collect();
        let has = if list.is_empty() { "ingen versjoner".to_owned() } else { omtale::list(&list) };
        found.push(
            RULE.finding(format!("{} gjelder planversjon «{version}», men planen har {has}", omtale::thing(site, id)))
                .at(row.rad.places.field("planversjon"))
                .help("rett `planversjon`, eller før versjonen i planens `endringslogg`"),
        );
    }
}

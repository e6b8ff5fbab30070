//! Innbyggertall som ikke kan deles på
//!
//! ## Hva den ser etter
//!
//! `innbyggere` i en indikator som alt er en andel (`prosent`, `prosentpoeng`, `per_1000`), eller som viser til seg selv eller til
//! en indikator som ikke har `enhet: personer`.
//!
//! ## Hvorfor
//!
//! Tallet per 1000 innbyggere er tallet delt på innbyggertallet. En andel kan ikke deles én gang til, og noe annet enn personer
//! gir et tall som ser riktig ut og er galt.
//!
//! ## Eksempel
//!
//! ```yaml
//! indikatorer:
//!   - {id: ind-boliger, navn: Boliger, enhet: boliger, innbyggere: ind-hus}
//!   - {id: ind-hus, navn: Husstander, enhet: husstander}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! indikatorer:
//!   - {id: ind-boliger, navn: Boliger, enhet: boliger, innbyggere: ind-folk}
//!   - {id: ind-folk, navn: Innbyggere, enhet: personer}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   indikator/innbyggere: hint
//! ```

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::indikator::Enhetsmaal;
use crate::domain::rad::Kind;

/// A figure per inhabitant that would be wrong.
pub const RULE: Rule = Rule {
    code: "indikator/innbyggere",
    severity: Severity::Advarsel,
    source: include_str!("indikator_innbyggere.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (_, id) in context.items(Kind::Indikator) {
        let Some(row) = site.indikator(id) else { continue };
        let Some(named) = &row.innbyggere else { continue };
        let Some(people) = site.target(named) else { continue };
        let unit = row.enhet.known().copied();
        let of_people = site.indikator(people).and_then(|row| row.enhet.known().copied());
        let (what, help) = if people == id {
            ("viser til seg selv som innbyggertall", "nevn indikatoren som teller innbyggerne")
        } else if matches!(unit, Some(Enhetsmaal::Prosent | Enhetsmaal::Prosentpoeng | Enhetsmaal::Per1000)) {
            ("er alt en andel og kan ikke deles på innbyggertallet", "fjern `innbyggere`")
        } else if of_people != Some(Enhetsmaal::Personer) {
            ("deles på noe som ikke er talt i personer", "skriv `enhet: personer` i indikatoren med innbyggertallet")
        } else {
            continue;
        };
        found.push(RULE.finding(format!("{} {what}", omtale::thing(site, id))).at(named.span).help(help));
    }
}

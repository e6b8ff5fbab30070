//! Måltall uten retning
//!
//! ## Hva den ser etter
//!
//! Et `måltall` med tall, der verken måltallet eller indikatoren sier med `retning` hvilken vei som er bedre: `opp`, `ned` eller
//! `hold`.
//!
//! ## Hvorfor
//!
//! Uten retning kan ingen si om målet er nådd, eller om tallet er på kurs: 40 kan være for mye eller for lite.
//!
//! ## Eksempel
//!
//! ```yaml
//! indikatorer:
//!   - {id: ind-utkastelser, navn: Begjæringer om utkastelse, enhet: saker, måltall: {verdi: 5, frist: 2014}}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! indikatorer:
//!   - {id: ind-utkastelser, navn: Begjæringer om utkastelse, enhet: saker, måltall: {verdi: 5, frist: 2014, retning: ned}}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   maaltall/uten-retning: av
//! ```

use super::{Context, Rule, maaltallene, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::maal::Retning;

/// A target nobody can tell whether is reached.
pub const RULE: Rule = Rule {
    code: "maaltall/uten-retning",
    severity: Severity::Hint,
    source: include_str!("maaltall_uten_retning.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    for target in maaltallene::all(context) {
        if target.retning.is_some_and(|way| way != Retning::Ingen) {
            continue;
        }
        found.push(
            RULE.finding(format!("{} har et måltall, men ingen retning", omtale::thing(context.site, target.item)))
                .at(target.maaltall.places.field("verdi"))
                .help("skriv `retning: opp`, `retning: ned` eller `retning: hold`, så sidene kan si om det er nådd"),
        );
    }
}

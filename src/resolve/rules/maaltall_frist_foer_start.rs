//! Fristen er ikke senere enn utgangspunktet
//!
//! ## Hva den ser etter
//!
//! Et `måltall` med en `frist` som ikke er senere enn datoen til `grunnlinje`.
//!
//! ## Hvorfor
//!
//! Veien fra utgangspunktet til målet må ha en lengde, ellers kan ingen si om tallet er på kurs. Oftest er ett av årstallene
//! galt.
//!
//! ## Eksempel
//!
//! ```yaml
//! indikatorer:
//!   - id: ind-boliger
//!     navn: Nye boliger
//!     retning: opp
//!     grunnlinje: {verdi: 20, dato: 2012}
//!     måltall: {verdi: 50, frist: 2011}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! indikatorer:
//!   - id: ind-boliger
//!     navn: Nye boliger
//!     retning: opp
//!     grunnlinje: {verdi: 20, dato: 2012}
//!     måltall: {verdi: 50, frist: 2015}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   maaltall/frist-foer-start: hint
//! ```

use super::{Context, Rule, maaltallene, omtale};
use crate::diag::{Diagnostic, Severity};

/// A target that is due before it started.
pub const RULE: Rule = Rule {
    code: "maaltall/frist-foer-start",
    severity: Severity::Advarsel,
    source: include_str!("maaltall_frist_foer_start.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    for target in maaltallene::all(context) {
        let (Some(due), Some(start)) = (target.maaltall.frist.known(), target.grunnlinje.dato()) else { continue };
        if due.last_day() > start.last_day() {
            continue;
        }
        found.push(
            RULE.finding(format!(
                "{} har frist {due} for måltallet, men utgangspunktet er fra {start}",
                omtale::thing(context.site, target.item)
            ))
            .at(target.maaltall.places.field("frist"))
            .help("rett `frist`, eller datoen i `grunnlinje`"),
        );
    }
}

//! Nettsted uten tilgjengelighetserklæring
//!
//! ## Hva den ser etter
//!
//! `planverk.yaml` har ikke `tilgjengelighetserklæring`, eller filen finnes ikke.
//!
//! ## Hvorfor
//!
//! Offentlige nettsteder skal ha en tilgjengelighetserklæring, og den skal være lett å finne. Erklæringen lages på
//! uustatus.no; nettstedet lenker til den nederst på hver side.
//!
//! ## Eksempel
//!
//! ```yaml planverk.yaml
//! tittel: Boligsosial handlingsplan
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml planverk.yaml
//! tittel: Boligsosial handlingsplan
//! tilgjengelighetserklæring: https://uustatus.no/nb/erklaringer/publisert/eksempel
//! ```
//!
//! ## Slå av eller endre
//!
//! Er nettstedet ikke et offentlig organs, skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   nettsted/uten-tilgjengelighetserklaering: av
//! ```

use super::{Context, Rule};
use crate::diag::{Diagnostic, Severity};

/// A site that does not say how accessible it is.
pub const RULE: Rule = Rule {
    code: "nettsted/uten-tilgjengelighetserklaering",
    severity: Severity::Advarsel,
    source: include_str!("nettsted_uten_tilgjengelighetserklaering.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let config = context.config;
    if config.tilgjengelighetserklaering.as_ref().is_some_and(|link| !link.is_empty()) {
        return;
    }
    let finding = RULE
        .finding("nettstedet lenker ikke til noen tilgjengelighetserklæring")
        .help("lag erklæringen på uustatus.no, og skriv `tilgjengelighetserklæring: https://…` i planverk.yaml");
    found.push(match config.span {
        Some(span) => finding.at(span),
        None => finding.in_path("planverk.yaml"),
    });
}

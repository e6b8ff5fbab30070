//! Strategi uten aktivitet
//!
//! ## Hva den ser etter
//!
//! En strategi som ingen aktivitet viser til med `strategier`. Planer uten en eneste aktivitet regnes ikke med.
//!
//! ## Hvorfor
//!
//! En strategi sier hvordan målet skal nås. Uten aktiviteter blir den stående på papiret, eller koblingen er glemt.
//!
//! ## Eksempel
//!
//! ```yaml
//! strategier:
//!   - {id: strat-1, navn: Kunnskap}
//! aktiviteter:
//!   - {id: akt-1, tekst: Kartlegge boligbehovet}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! strategier:
//!   - {id: strat-1, navn: Kunnskap}
//! aktiviteter:
//!   - {id: akt-1, tekst: Kartlegge boligbehovet, strategier: [strat-1]}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   strategi/uten-aktivitet: advarsel
//! ```

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::rad::Kind;

/// A strategy nothing is done about.
pub const RULE: Rule = Rule {
    code: "strategi/uten-aktivitet",
    severity: Severity::Hint,
    source: include_str!("strategi_uten_aktivitet.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (plan, id) in context.items(Kind::Strategi) {
        let Some(row) = site.strategi(id) else { continue };
        if site.plan(plan).aktiviteter.is_empty() || context.named_by(id, &[Kind::Aktivitet]) {
            continue;
        }
        let key = &site.item(id).key;
        found.push(
            RULE.finding(format!("ingen aktivitet viser til {}", omtale::thing(site, id)))
                .at(row.rad.places.row)
                .help(format!("skriv `strategier: [{key}]` på aktivitetene som gjennomfører den")),
        );
    }
}

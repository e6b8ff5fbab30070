//! Motstridende status
//!
//! ## Hva den ser etter
//!
//! To statusrader om det samme, for samme dato, med ulik status.
//!
//! ## Hvorfor
//!
//! Noe kan ikke være både i gang og fullført samme dag. Nettstedet kan ikke vite hvilken som gjelder.
//!
//! ## Eksempel
//!
//! ```yaml
//! aktiviteter:
//!   - {id: akt-1, tekst: Holde boligskole}
//! statusrader:
//!   - {emne: akt-1, dato: 2012-12-31, status: i_gang}
//!   - {emne: akt-1, dato: 2012-12-31, status: fullført}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! aktiviteter:
//!   - {id: akt-1, tekst: Holde boligskole}
//! statusrader:
//!   - {emne: akt-1, dato: 2012-06-30, status: i_gang}
//!   - {emne: akt-1, dato: 2012-12-31, status: fullført}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   status/motstridende: hint
//! ```

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};

/// Two statuses on one day.
pub const RULE: Rule = Rule {
    code: "status/motstridende",
    severity: Severity::Advarsel,
    source: include_str!("status_motstridende.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    for (id, rows) in context.status_by_date() {
        let stated: Vec<_> = rows.iter().filter_map(|(date, row)| Some((date, row, *row.status.known()?))).collect();
        // Rows of one day stand together: comparing neighbours finds every change of mind.
        for pair in stated.windows(2) {
            let [(day, first, one), (same, second, other)] = pair else { continue };
            if day != same || one == other {
                continue;
            }
            found.push(
                RULE.finding(format!(
                    "{} er både «{}» og «{}» {day}",
                    omtale::thing(context.site, id),
                    omtale::status(*one),
                    omtale::status(*other)
                ))
                .at(second.rad.places.field("status"))
                .related(first.rad.places.field("status"), "den andre statusen")
                .help("rett datoen på den ene; begge radene blir stående, men bare én kan gjelde"),
            );
        }
    }
}

//! Prosent over hundre
//!
//! ## Hva den ser etter
//!
//! Et tall over 100 i en indikator med `enhet: prosent`.
//!
//! ## Hvorfor
//!
//! En andel kan ikke være mer enn det hele. Oftest er det et antall som er ført som prosent, eller et komma som mangler.
//! Er det en vekst, som kan være over hundre, si det i `definisjon` og gi regelen en annen alvorlighet.
//!
//! ## Eksempel
//!
//! ```yaml
//! indikatorer:
//!   - id: ind-andel
//!     navn: Andel med egnet bolig
//!     enhet: prosent
//!     målinger:
//!       - {dato: 2012, verdi: 875, kilde: Egen telling}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! indikatorer:
//!   - id: ind-andel
//!     navn: Andel med egnet bolig
//!     enhet: prosent
//!     målinger:
//!       - {dato: 2012, verdi: "87,5", kilde: Egen telling}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   tall/prosent-over-100: hint
//! ```

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::indikator::Enhetsmaal;
use crate::domain::rad::Kind;

/// A share of more than everything.
pub const RULE: Rule = Rule {
    code: "tall/prosent-over-100",
    severity: Severity::Advarsel,
    source: include_str!("tall_prosent_over_100.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (_, id) in context.items(Kind::Indikator) {
        let Some(row) = site.indikator(id).filter(|row| row.enhet.known() == Some(&Enhetsmaal::Prosent)) else {
            continue;
        };
        for maaling in &row.maalinger {
            let Some(value) = maaling.verdi.known().filter(|value| **value > 100.0) else { continue };
            found.push(
                RULE.finding(format!(
                    "{} har en prosent over 100: {}",
                    omtale::thing(site, id),
                    omtale::reading(*value, maaling)
                ))
                .at(maaling.places.field("verdi"))
                .related(row.rad.places.field("enhet"), "enheten er prosent")
                .help("rett tallet, eller skriv enheten det er talt i, som `enhet: antall`"),
            );
        }
    }
}

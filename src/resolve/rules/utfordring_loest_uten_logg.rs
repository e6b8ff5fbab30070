//! Løst utfordring uten logg
//!
//! ## Hva den ser etter
//!
//! En utfordring med `status: løst` uten noe i `endringslogg`.
//!
//! ## Hvorfor
//!
//! Et register er bare verdt arbeidet når det viser hva som ble endret, hvorfor, og hva som fulgte. En utfordring som bare
//! forsvinner, lærer ingen noe av.
//!
//! ## Eksempel
//!
//! ```yaml
//! utfordringer:
//!   - {id: utf-1, tittel: Ingen samordner arbeidet, status: løst}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! utfordringer:
//!   - id: utf-1
//!     tittel: Ingen samordner arbeidet
//!     status: løst
//!     endringslogg:
//!       - {dato: 2012-06, hva: Løst, hvorfor: Boligkontoret ble opprettet., følge: Én dør inn for søkerne.}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   utfordring/loest-uten-logg: hint
//! ```

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::rad::Kind;
use crate::domain::utfordring::Utfordringsstatus;

/// A challenge that went away without a word.
pub const RULE: Rule = Rule {
    code: "utfordring/loest-uten-logg",
    severity: Severity::Advarsel,
    source: include_str!("utfordring_loest_uten_logg.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (_, id) in context.items(Kind::Utfordring) {
        let Some(row) = site.utfordring(id) else { continue };
        if row.status.known() == Some(&Utfordringsstatus::Loest) && row.endringslogg.is_empty() {
            found.push(
                RULE.finding(format!("{} er løst, men endringsloggen er tom", omtale::thing(site, id)))
                    .at(row.rad.places.field("status"))
                    .help("skriv hva som skjedde: `endringslogg: [{dato: 2012-06, hva: Løst, hvorfor: …, følge: …}]`"),
            );
        }
    }
}

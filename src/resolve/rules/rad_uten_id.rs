//! Rad uten id
//!
//! ## Hva den ser etter
//!
//! En rad der forfatteren ikke har skrevet `id`. Planverk lager en av teksten.
//!
//! ## Hvorfor
//!
//! Id-en står i adressen til radens side og i alle henvisninger til den. Når den er laget av teksten, får raden en ny adresse
//! hver gang teksten endres, og lenker utenfra slutter å virke.
//!
//! ## Eksempel
//!
//! ```yaml
//! aktiviteter:
//!   - tekst: Kartlegge boligbehovet
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! aktiviteter:
//!   - id: akt-kartlegge
//!     tekst: Kartlegge boligbehovet
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   rad/uten-id: av
//! ```

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::rad::Kind;

/// A row whose address hangs on its wording.
pub const RULE: Rule =
    Rule { code: "rad/uten-id", severity: Severity::Hint, source: include_str!("rad_uten_id.rs"), check };

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (id, item) in site.register.iter() {
        // These are called what their folder or file is called.
        if matches!(item.kind, Kind::Organisasjon | Kind::Plan | Kind::Rapport | Kind::Artikkel) {
            continue;
        }
        let Some(row) = site.entity(id).map(crate::domain::rad::Entity::rad).filter(|row| row.generated_id) else {
            continue;
        };
        found.push(
            RULE.finding(format!(
                "{} {} har ingen id av sin egen",
                omtale::definite(item.kind),
                omtale::quoted(&item.title)
            ))
            .at(row.places.row)
            .help(format!("skriv `id: {}` først i raden, så adressen står fast når teksten endres", item.key)),
        );
    }
}

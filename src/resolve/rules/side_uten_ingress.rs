//! Side uten ingress
//!
//! ## Hva den ser etter
//!
//! En side i `content/` eller et kapittel i en plan uten `ingress`.
//!
//! ## Hvorfor
//!
//! Ingressen er den ene setningen som sier hva siden gir leseren. Den står øverst på siden, i lister og i søketreff.
//!
//! ## Eksempel
//!
//! ```md
//! ---
//! tittel: Startlån
//! ---
//!
//! Startlån er et lån fra kommunen.
//! ```
//!
//! ## Bruk heller
//!
//! ```md
//! ---
//! tittel: Startlån
//! ingress: Hvem som kan få startlån, og hvordan kommunen bruker det.
//! ---
//!
//! Startlån er et lån fra kommunen.
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   side/uten-ingress: av
//! ```

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::rad::Kind;

/// A page that does not say what it is for.
pub const RULE: Rule =
    Rule { code: "side/uten-ingress", severity: Severity::Hint, source: include_str!("side_uten_ingress.rs"), check };

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (id, item) in site.register.iter().filter(|(_, item)| item.kind == Kind::Artikkel) {
        let Some(page) = site.artikkel(id) else { continue };
        if page.ingress.as_ref().is_none_or(String::is_empty) {
            found.push(
                RULE.finding(format!("siden {} har ingen ingress", omtale::quoted(&item.title)))
                    .at(page.rad.places.field("tittel"))
                    .help("skriv `ingress: …` under tittelen: én setning om hva siden gir leseren"),
            );
        }
    }
}

//! To mål sier det samme
//!
//! ## Hva den ser etter
//!
//! To mål i samme plan har samme tekst, ord for ord. Store og små bokstaver, mellomrom og tegnsetting teller ikke.
//!
//! ## Hvorfor
//!
//! Når to satsingsområder deler et mål uten å si det, ser det ut som to mål, og framdriften telles to ganger. Ofte er det
//! også en rest fra klipp og lim: det andre målet skulle sagt noe annet.
//!
//! ## Eksempel
//!
//! ```yaml
//! delmål:
//!   - {id: mal-d1, tekst: Flere har egnet bolig.}
//!   - {id: mal-d2, tekst: flere har egnet bolig}
//! ```
//!
//! ## Bruk heller
//!
//! Skriv hva som skiller målene:
//!
//! ```yaml
//! delmål:
//!   - {id: mal-d1, tekst: Flere unge har egnet bolig.}
//!   - {id: mal-d2, tekst: Flere barnefamilier har egnet bolig.}
//! ```
//!
//! Er det virkelig ett mål, behold det ene og vis til det fra begge satsingsområdene med `mål: [mal-d1]`.
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   maal/lik-tekst: av
//! ```

use std::collections::HashMap;

use super::{Context, Rule, likhet, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::resolve::item::ItemId;

/// Two goals of a plan with the same text.
pub const RULE: Rule =
    Rule { code: "maal/lik-tekst", severity: Severity::Advarsel, source: include_str!("maal_lik_tekst.rs"), check };

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    let mut first: HashMap<_, ItemId> = HashMap::new();
    for (plan, id) in context.goals() {
        let Some(goal) = site.maal(id) else { continue };
        let text = likhet::key(&goal.tekst);
        if text.is_empty() {
            continue;
        }
        let Some(twin) = first.get(&(plan, text.clone())) else {
            first.insert((plan, text), id);
            continue;
        };
        let Some(other) = site.maal(*twin) else { continue };
        let key = &site.item(*twin).key;
        found.push(
            RULE.finding(format!("{} har samme tekst som {key}", omtale::thing(site, id)))
                .at(goal.rad.places.field("tekst"))
                .label("samme ord")
                .related(other.rad.places.field("tekst"), "første gang")
                .help(format!("skriv hva som skiller dem, eller behold ett og vis til det med `mål: [{key}]`")),
        );
    }
}

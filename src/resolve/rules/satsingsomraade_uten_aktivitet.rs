//! Satsingsområde uten aktivitet
//!
//! ## Hva den ser etter
//!
//! Et satsingsområde som ingen aktivitet hører til (`område`), og som ikke noe tiltak viser til (`områder`). Planer uten
//! aktiviteter og tiltak regnes ikke med.
//!
//! ## Hvorfor
//!
//! Området får en egen side med aktivitetstabell. Er den tom, er enten koblingen glemt eller området ikke kommet i gang.
//!
//! ## Eksempel
//!
//! ```yaml
//! satsingsområder:
//!   - {id: sats-1, nr: 1, navn: Egnede boliger}
//! aktiviteter:
//!   - {id: akt-1, tekst: Kartlegge boligbehovet}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! satsingsområder:
//!   - {id: sats-1, nr: 1, navn: Egnede boliger}
//! aktiviteter:
//!   - {id: akt-1, tekst: Kartlegge boligbehovet, område: sats-1}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   satsingsomraade/uten-aktivitet: advarsel
//! ```

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::rad::Kind;

/// An area nothing is done in.
pub const RULE: Rule = Rule {
    code: "satsingsomraade/uten-aktivitet",
    severity: Severity::Hint,
    source: include_str!("satsingsomraade_uten_aktivitet.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (plan_id, id) in context.items(Kind::Satsingsomraade) {
        let (Some(row), plan) = (site.satsingsomraade(id), site.plan(plan_id)) else { continue };
        let idle = plan.aktiviteter.is_empty() && plan.tiltak.is_empty();
        if idle || context.named_by(id, &[Kind::Aktivitet, Kind::Tiltak]) {
            continue;
        }
        let key = &site.item(id).key;
        found.push(
            RULE.finding(format!("{} har ingen aktiviteter", omtale::thing(site, id)))
                .at(row.rad.places.row)
                .help(format!("skriv `område: {key}` på aktivitetene som hører til det")),
        );
    }
}

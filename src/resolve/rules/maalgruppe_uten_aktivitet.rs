//! Målgruppe uten aktivitet eller tiltak
//!
//! ## Hva den ser etter
//!
//! En målgruppe i planen som ingen aktivitet og ikke noe tiltak viser til med `målgrupper`. Tekst i en matrise teller ikke:
//! den er ingen aktivitet som kan følges opp. Planer uten aktiviteter og tiltak regnes ikke med, og heller ikke de felles
//! målgruppene i `content/`.
//!
//! ## Hvorfor
//!
//! Når planen peker ut en gruppe, venter leseren å finne noe som gjøres for den.
//!
//! ## Eksempel
//!
//! ```yaml
//! målgrupper:
//!   - {id: gruppe-unge, navn: Unge}
//! aktiviteter:
//!   - {id: akt-1, tekst: Kartlegge boligbehovet}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! målgrupper:
//!   - {id: gruppe-unge, navn: Unge}
//! aktiviteter:
//!   - {id: akt-1, tekst: Kartlegge boligbehovet, målgrupper: [gruppe-unge]}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   maalgruppe/uten-aktivitet: advarsel
//! ```

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::rad::Kind;

/// A target group nothing is done for.
pub const RULE: Rule = Rule {
    code: "maalgruppe/uten-aktivitet",
    severity: Severity::Hint,
    source: include_str!("maalgruppe_uten_aktivitet.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (plan_id, id) in context.items(Kind::Maalgruppe) {
        let (Some(row), plan) = (site.maalgruppe(id), site.plan(plan_id)) else { continue };
        let idle = plan.aktiviteter.is_empty() && plan.tiltak.is_empty();
        if idle || context.named_by(id, &[Kind::Aktivitet, Kind::Tiltak]) {
            continue;
        }
        let key = &site.item(id).key;
        found.push(
            RULE.finding(format!("ingen aktivitet og ikke noe tiltak viser til {}", omtale::thing(site, id)))
                .at(row.rad.places.row)
                .help(format!("skriv `målgrupper: [{key}]` på det som gjøres for gruppen")),
        );
    }
}

//! Aktivitet uten ansvarlig
//!
//! ## Hva den ser etter
//!
//! En aktivitet der `ansvarlig` mangler eller er tom. `ansvarlig: {grunn: ikke_aktuelt}` godtas.
//!
//! ## Hvorfor
//!
//! Det ingen svarer for, blir sjelden gjort. Ansvarlig er en enhet eller en rolle, aldri en person.
//!
//! ## Eksempel
//!
//! ```yaml
//! aktiviteter:
//!   - {id: akt-1, tekst: Kartlegge boligbehovet}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! aktiviteter:
//!   - {id: akt-1, tekst: Kartlegge boligbehovet, ansvarlig: Boligkontoret}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   aktivitet/uten-ansvarlig: advarsel
//! ```

use super::{Context, Rule, hull, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::felt::Grunn;
use crate::domain::rad::Kind;

/// An activity nobody answers for.
pub const RULE: Rule = Rule {
    code: "aktivitet/uten-ansvarlig",
    severity: Severity::Hint,
    source: include_str!("aktivitet_uten_ansvarlig.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (_, id) in context.items(Kind::Aktivitet) {
        let Some(row) = site.aktivitet(id) else { continue };
        let gap = match row.ansvarlig.known() {
            Some(who) => who.text.is_empty().then_some(Grunn::Tom),
            None => hull::gap(&row.ansvarlig),
        };
        let Some(grunn) = gap else { continue };
        found.push(
            RULE.finding(format!("{} har ingen ansvarlig{}", omtale::thing(site, id), omtale::reason(grunn)))
                .at(row.rad.places.field("ansvarlig"))
                .help("skriv `ansvarlig: …` med enhetens navn eller id"),
        );
    }
}

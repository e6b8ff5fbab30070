//! Aktivitet uten finansiering eller kostnad
//!
//! ## Hva den ser etter
//!
//! En aktivitet som verken har `kostnad` (tekst eller beløp) eller `finansiering`. `{grunn: ikke_aktuelt}` på ett av
//! feltene godtas, for eksempel når arbeidet gjøres innenfor ordinær drift.
//!
//! ## Hvorfor
//!
//! En aktivitetsplan uten penger er en ønskeliste. Tekst er nok: «Husbanken/Bydel» sier hvem som betaler, selv uten beløp.
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
//!   - {id: akt-1, tekst: Kartlegge boligbehovet, kostnad: {tekst: Husbanken/Bydel, beløp: 100000}}
//!   - {id: akt-2, tekst: Holde møter, kostnad: {grunn: ikke_aktuelt, merknad: Innenfor ordinær drift.}}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   aktivitet/uten-finansiering: advarsel
//! ```

use super::{Context, Rule, hull, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::aktivitet::Aktivitet;
use crate::domain::felt::Grunn;
use crate::domain::rad::Kind;

/// An activity without money.
pub const RULE: Rule = Rule {
    code: "aktivitet/uten-finansiering",
    severity: Severity::Hint,
    source: include_str!("aktivitet_uten_finansiering.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (_, id) in context.items(Kind::Aktivitet) {
        let Some(row) = site.aktivitet(id) else { continue };
        let (Some(cost), Some(funding)) = (cost_gap(row), hull::list_gap(&row.finansiering)) else { continue };
        let (field, grunn) = if cost == Grunn::Tom { ("finansiering", funding) } else { ("kostnad", cost) };
        found.push(
            RULE.finding(format!(
                "{} har verken kostnad eller finansiering{}",
                omtale::thing(site, id),
                omtale::reason(grunn)
            ))
            .at(row.rad.places.field(field))
            .help("skriv `kostnad: {tekst: Husbanken/kommunen, beløp: 100000}`; tekst eller beløp alene er nok")
            .help("gjøres det innenfor ordinær drift, skriv `kostnad: {grunn: ikke_aktuelt}`"),
        );
    }
}

/// Why there is no cost. A mapping with nothing in it says nothing.
fn cost_gap(row: &Aktivitet) -> Option<Grunn> {
    let Some(cost) = row.kostnad.known() else { return hull::gap(&row.kostnad) };
    if cost.tekst.as_ref().is_some_and(|text| !text.is_empty()) {
        return None;
    }
    hull::gap(&cost.beloep)
}

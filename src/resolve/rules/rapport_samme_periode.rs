//! To rapporter for samme periode
//!
//! ## Hva den ser etter
//!
//! To rapporter av samme type i samme plan for samme tid: samme år for årsrapporter, samme `per_dato` for de andre.
//!
//! ## Hvorfor
//!
//! Leseren kan ikke vite hvilken som gjelder. Er den ene en rettet utgave, hører rettelsen hjemme i den første: statusrader
//! legges til, og det gamle blir stående.
//!
//! ## Eksempel
//!
//! ```yaml rapporter/arsrapport.yaml
//! {type: år, år: 2012}
//! ```
//!
//! ```yaml rapporter/arsrapport-ny.yaml
//! {type: år, år: 2012}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml rapporter/arsrapport-2012.yaml
//! {type: år, år: 2012}
//! ```
//!
//! ```yaml rapporter/arsrapport-2013.yaml
//! {type: år, år: 2013}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   rapport/samme-periode: hint
//! ```

use std::collections::HashMap;

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity, Span};
use crate::domain::rad::Kind;
use crate::domain::rapport::{Rapport, Rapporttype};
use crate::resolve::item::ItemId;

/// Two reports on the same time.
pub const RULE: Rule = Rule {
    code: "rapport/samme-periode",
    severity: Severity::Advarsel,
    source: include_str!("rapport_samme_periode.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    let mut first: HashMap<_, (ItemId, Span)> = HashMap::new();
    for (plan, id) in context.items(Kind::Rapport) {
        let Some((kind, time, place)) = site.rapport(id).and_then(time) else { continue };
        let Some((twin, there)) = first.get(&(plan, kind, time.clone())) else {
            first.insert((plan, kind, time), (id, place));
            continue;
        };
        found.push(
            RULE.finding(format!(
                "{} er for samme tid som {}: {time}",
                omtale::thing(site, id),
                omtale::thing(site, *twin)
            ))
            .at(place)
            .related(*there, "den første")
            .help("rett året eller `per_dato`, eller slå rapportene sammen til én fil"),
        );
    }
}

/// What the report is about; nothing when it does not say clearly enough to compare.
fn time(row: &Rapport) -> Option<(Rapporttype, String, Span)> {
    let kind = row.rapporttype?;
    let (field, date) = match kind {
        Rapporttype::Aar => ("år", row.aar.known()?),
        _ => ("per_dato", row.per_dato.known()?),
    };
    Some((kind, date.iso(), row.rad.places.field(field)))
}

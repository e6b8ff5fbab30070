//! Rapport for en tid planen ikke gjelder
//!
//! ## Hva den ser etter
//!
//! En rapport for et år, halvår eller tertial som helt ligger før eller etter planperioden.
//!
//! ## Hvorfor
//!
//! Oftest er året skrevet feil, eller rapporten ligger i feil plan. Da hentes heller ingen tall.
//!
//! ## Eksempel
//!
//! ```yaml
//! periode: {fra: 2012, til: 2016}
//! ```
//!
//! ```yaml rapporter/arsrapport.yaml
//! {type: år, år: 2021}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! periode: {fra: 2012, til: 2016}
//! ```
//!
//! ```yaml rapporter/arsrapport.yaml
//! {type: år, år: 2012}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   rapport/utenfor-perioden: hint
//! ```

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::rad::Kind;

/// A report on another time than the plan's.
pub const RULE: Rule = Rule {
    code: "rapport/utenfor-perioden",
    severity: Severity::Advarsel,
    source: include_str!("rapport_utenfor_perioden.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (plan, id) in context.items(Kind::Rapport) {
        let Some(row) = site.rapport(id) else { continue };
        let about = site.plan(plan);
        let Some(frame) = about.periode.known() else { continue };
        let (field, time) = match (row.aar.known(), row.per_dato.known()) {
            (Some(year), _) => ("år", year),
            (None, Some(per)) => ("per_dato", per),
            (None, None) => continue,
        };
        let before = frame.first_day().is_some_and(|start| time.last_day() < start);
        let after = frame.last_day().is_some_and(|end| time.first_day() > end);
        if before || after {
            found.push(
                RULE.finding(format!(
                    "{} gjelder {time}, men planen gjelder {}",
                    omtale::thing(site, id),
                    omtale::period(*frame)
                ))
                .at(row.rad.places.field(field))
                .related(about.rad.places.field("periode"), "planperioden")
                .help("rett året, eller legg rapporten i planen den gjelder"),
            );
        }
    }
}

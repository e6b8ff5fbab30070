//! Status langt utenfor planperioden
//!
//! ## Hva den ser etter
//!
//! En statusrad med en dato mer enn ett år før planperioden begynner eller mer enn to år etter at den er over.
//!
//! ## Hvorfor
//!
//! Status fra like før og like etter planen er vanlig. Lenger unna er det oftest et årstall som er skrevet feil, eller en rad
//! som hører til en annen plan.
//!
//! ## Eksempel
//!
//! ```yaml
//! periode: {fra: 2012, til: 2016}
//! aktiviteter:
//!   - {id: akt-1, tekst: Holde boligskole}
//! statusrader:
//!   - {emne: akt-1, dato: 2021-06-30, status: fullført}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! periode: {fra: 2012, til: 2016}
//! aktiviteter:
//!   - {id: akt-1, tekst: Holde boligskole}
//! statusrader:
//!   - {emne: akt-1, dato: 2012-06-30, status: fullført}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   status/utenfor-perioden: av
//! ```

use jiff::ToSpan;

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};

/// A status from another time than the plan's.
pub const RULE: Rule = Rule {
    code: "status/utenfor-perioden",
    severity: Severity::Hint,
    source: include_str!("status_utenfor_perioden.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    for plan in &context.site.planer {
        let Some(frame) = plan.periode.known() else { continue };
        let first = frame.first_day().and_then(|day| day.checked_sub(1.year()).ok());
        let last = frame.last_day().and_then(|day| day.checked_add(2.years()).ok());
        for row in &plan.statusrader {
            let Some(date) = row.dato.known() else { continue };
            let label = if first.is_some_and(|first| date.last_day() < first) {
                "mer enn ett år før planen"
            } else if last.is_some_and(|last| date.first_day() > last) {
                "mer enn to år etter planen"
            } else {
                continue;
            };
            let subject = context
                .site
                .target(&row.emne)
                .map_or_else(|| omtale::quoted(&row.emne.text), |id| omtale::thing(context.site, id));
            found.push(
                RULE.finding(format!(
                    "statusen for {subject} er fra {date}, langt utenfor planperioden {}",
                    omtale::period(*frame)
                ))
                .at(row.rad.places.field("dato"))
                .label(label)
                .related(plan.rad.places.field("periode"), "planperioden")
                .help("rett årstallet, eller flytt raden til planen den hører til"),
            );
        }
    }
}

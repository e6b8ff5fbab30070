//! Aktivitet utenfor planperioden
//!
//! ## Hva den ser etter
//!
//! En aktivitet med datoer i `tid` som begynner før planen eller slutter etter den, når planen har en `periode`. Et årstall
//! godtas når noe av året er innenfor.
//!
//! ## Hvorfor
//!
//! Ofte er det et årstall som er skrevet feil, eller en rad som ble stående fra forrige plan. Skal arbeidet fortsette etter
//! planperioden, hører fortsettelsen hjemme i neste plan, med `videreført_fra`.
//!
//! ## Eksempel
//!
//! ```yaml
//! periode: {fra: 2012, til: 2016}
//! aktiviteter:
//!   - {id: akt-1, tekst: Holde boligskole, tid: {fra: 2012, til: 2021}}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! periode: {fra: 2012, til: 2016}
//! aktiviteter:
//!   - {id: akt-1, tekst: Holde boligskole, tid: {fra: 2012, til: 2012}}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   aktivitet/utenfor-perioden: hint
//! ```

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::dato::Dato;
use crate::domain::rad::Kind;

/// An activity at a time the plan does not cover.
pub const RULE: Rule = Rule {
    code: "aktivitet/utenfor-perioden",
    severity: Severity::Advarsel,
    source: include_str!("aktivitet_utenfor_perioden.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (plan_id, id) in context.items(Kind::Aktivitet) {
        let plan = site.plan(plan_id);
        let (Some(row), Some(frame)) = (site.aktivitet(id), plan.periode.known()) else { continue };
        let Some(time) = row.tid.known().map(crate::domain::aktivitet::Tid::periode) else { continue };
        // «2013» may mean any day of 2013: only what no reading of the date can save is outside.
        let early = |date: Dato| frame.first_day().is_some_and(|start| date.last_day() < start);
        let late = |date: Dato| frame.last_day().is_some_and(|end| date.first_day() > end);
        let label = match (time.fra.is_some_and(early), time.til.is_some_and(late)) {
            (true, true) => "begynner før og slutter etter planen",
            (true, false) => "begynner før planen",
            (false, true) => "slutter etter planen",
            (false, false) if time.til.is_some_and(early) => "slutter før planen",
            (false, false) if time.fra.is_some_and(late) => "begynner etter planen",
            _ => continue,
        };
        found.push(
            RULE.finding(format!(
                "{} går utenfor planperioden {}: {}",
                omtale::thing(site, id),
                omtale::period(*frame),
                omtale::period(time)
            ))
            .at(row.rad.places.field("tid"))
            .label(label)
            .related(plan.rad.places.field("periode"), "planperioden")
            .help("rett årstallet; fortsetter arbeidet i neste plan, før det der med `videreført_fra`"),
        );
    }
}

//! Utfordringsregister eldre enn planen
//!
//! ## Hva den ser etter
//!
//! Den nyeste datoen i planens utfordringsregister (`revidert`, `endringslogg` eller `oppdaget`) er tidligere enn planens
//! siste endring: nyeste dato i planens `endringslogg` eller `gjelder_fra`, ellers starten på planperioden. Registre og planer
//! uten datoer regnes ikke med.
//!
//! ## Hvorfor
//!
//! Planen skal bygge på utfordringene. Er de ikke sett på siden før planen ble laget, vet ingen om de fortsatt gjelder.
//!
//! ## Eksempel
//!
//! ```yaml
//! gjelder_fra: 2012-01-01
//! utfordringer:
//!   - {id: utf-1, tittel: For få boliger, revidert: 2008}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! gjelder_fra: 2012-01-01
//! utfordringer:
//!   - {id: utf-1, tittel: For få boliger, oppdaget: 2008, revidert: 2012-03}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   utfordring/foreldet-register: av
//! ```

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity, Span};
use crate::domain::dato::Dato;
use crate::domain::plan::Plan;
use crate::domain::utfordring::Utfordring;

/// A register nobody has looked at since the plan was made.
pub const RULE: Rule = Rule {
    code: "utfordring/foreldet-register",
    severity: Severity::Hint,
    source: include_str!("utfordring_foreldet_register.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for plan_id in site.plan_ids() {
        let plan = site.plan(plan_id);
        let newest = plan.utfordringer.iter().filter_map(looked_at).max_by_key(|(date, _)| date.last_day());
        let (Some((register, place)), Some((revised, said))) = (newest, revised(plan)) else { continue };
        if register.last_day() >= revised.first_day() {
            continue;
        }
        let name = omtale::thing(site, site.register.plan_item(plan_id));
        found.push(
            RULE.finding(format!("utfordringsregisteret i {name} er sist endret {register}, før planen ({revised})"))
                .at(place)
                .label("nyeste dato i registeret")
                .related(said, "planen")
                .help("se over utfordringene, og skriv når på hver av dem: `revidert: 2012-03`"),
        );
    }
}

/// When a challenge was last looked at, and where that stands.
fn looked_at(row: &Utfordring) -> Option<(Dato, Span)> {
    let field = |key| row.rad.places.field(key);
    let log = row.endringslogg.iter().filter_map(|change| change.dato).map(|date| (date, field("endringslogg")));
    let revised = row.revidert.known().map(|date| (*date, field("revidert")));
    let seen = row.oppdaget.known().map(|date| (*date, field("oppdaget")));
    log.chain(revised).chain(seen).max_by_key(|(date, _)| date.last_day())
}

/// When the plan was last changed, and where that stands.
fn revised(plan: &Plan) -> Option<(Dato, Span)> {
    let field = |key| plan.rad.places.field(key);
    let log = plan.endringslogg.iter().filter_map(|change| change.dato).map(|date| (date, field("endringslogg")));
    let from = plan.gjelder_fra.known().map(|date| (*date, field("gjelder_fra")));
    let start = || Some((plan.periode.known()?.fra?, field("periode")));
    log.chain(from).max_by_key(|(date, _)| date.first_day()).or_else(start)
}

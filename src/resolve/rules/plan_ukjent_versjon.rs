//! Versjon som planen ikke forteller om
//!
//! ## Hva den ser etter
//!
//! En rad med `ny_i_versjon` eller `utgått_i_versjon`, eller en linje i en utfordrings `endringslogg` med `planversjon`, som
//! nevner en versjon verken planens `endringslogg` eller `versjon` har.
//!
//! ## Hvorfor
//!
//! Versjonens dato avgjør når raden kom eller falt ut. Uten den regnes raden med hele tiden, og endringen vises ikke.
//!
//! ## Eksempel
//!
//! ```yaml
//! endringslogg:
//!   - {dato: 2012-01-01, versjon: "1", tekst: Første utgave}
//! aktiviteter:
//!   - {id: akt-1, tekst: Boligskole, ny_i_versjon: "2"}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! endringslogg:
//!   - {dato: 2012-01-01, versjon: "1", tekst: Første utgave}
//!   - {dato: 2013-01-01, versjon: "2", tekst: Rullert}
//! aktiviteter:
//!   - {id: akt-1, tekst: Boligskole, ny_i_versjon: "2"}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   plan/ukjent-versjon: feil
//! ```

use super::{Context, Rule, omtale};
use crate::diag::{self, Diagnostic, Severity, Span};
use crate::domain::plan::Plan;

/// A version nobody has told of.
pub const RULE: Rule = Rule {
    code: "plan/ukjent-versjon",
    severity: Severity::Advarsel,
    source: include_str!("plan_ukjent_versjon.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for plan_id in site.plan_ids() {
        let plan = site.plan(plan_id);
        let known = names(plan);
        for item in site.register.all_of_plan(plan_id) {
            let Some(entity) = site.entity(item) else { continue };
            let span = &entity.rad().versjoner;
            let rows = [&span.ny, &span.utgaatt].into_iter().flatten().map(|named| (named.navn.as_str(), named.span));
            let log = site.utfordring(item).map_or(&[][..], |challenge| &challenge.endringslogg);
            let log_place = entity.rad().places.field("endringslogg");
            let log = log.iter().filter_map(|entry| Some((entry.planversjon.as_deref()?, log_place)));
            let unknown: Vec<(&str, Span)> = rows.chain(log).filter(|(name, _)| !known.contains(name)).collect();
            found.extend(unknown.into_iter().map(|(name, place)| {
                RULE.finding(format!(
                    "{} nevner versjon «{name}», som planen ikke forteller om",
                    omtale::thing(site, item)
                ))
                .at(place)
                .help_maybe(diag::did_you_mean(name, known.iter().copied()))
                .help("legg versjonen til i planens `endringslogg` med dato, eller rett navnet")
            }));
        }
    }
}

/// The versions a plan tells of.
fn names(plan: &Plan) -> Vec<&str> {
    let logged = plan.endringslogg.iter().filter_map(|entry| entry.versjon.as_deref());
    logged.chain(plan.versjon.known().map(String::as_str)).collect()
}

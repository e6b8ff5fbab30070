//! Mål uten indikator
//!
//! ## Hva den ser etter
//!
//! Et mål som ingen indikator følger: verken målet selv eller et mål under det har `indikatorer`, og ingen indikator viser
//! til det med `mål`. `indikatorer: {grunn: ikke_aktuelt}` godtas.
//!
//! ## Hvorfor
//!
//! Uten et tall å se på kan ingen si om målet er nådd. Det gjelder også brede mål: de følges gjerne av indikatorer på målene
//! under.
//!
//! ## Eksempel
//!
//! ```yaml
//! hovedmål:
//!   - {id: mal-h1, tekst: Alle bor trygt.}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! hovedmål:
//!   - {id: mal-h1, tekst: Alle bor trygt., indikatorer: [ind-uten-bolig]}
//! indikatorer:
//!   - {id: ind-uten-bolig, navn: Husstander uten bolig, enhet: husstander}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   maal/uten-indikator: av
//! ```

use std::collections::HashSet;

use super::{Context, Rule, hull, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::rad::{Kind, Relasjon};
use crate::resolve::item::ItemId;

/// A goal that no indicator follows.
pub const RULE: Rule = Rule {
    code: "maal/uten-indikator",
    severity: Severity::Hint,
    source: include_str!("maal_uten_indikator.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    let followed = followed(context);
    for (_, id) in context.goals() {
        let Some(goal) = site.maal(id).filter(|_| !followed.contains(&id)) else { continue };
        let Some(grunn) = hull::list_gap(&goal.indikatorer) else { continue };
        found.push(
            RULE.finding(format!("{} har ingen indikator{}", omtale::thing(site, id), omtale::reason(grunn)))
                .at(goal.rad.places.field("indikatorer"))
                .help(format!(
                    "skriv `indikatorer: [ind-…]` på målet, eller `mål: [{}]` på en indikator",
                    site.item(id).key
                ))
                .help("skal målet ikke følges med tall, skriv `indikatorer: {grunn: ikke_aktuelt}`"),
        );
    }
}

/// Goals with an indicator, and the goals above them.
fn followed(context: &Context) -> HashSet<ItemId> {
    let site = context.site;
    let has = |id: ItemId| {
        let named = site.maal(id).is_some_and(|goal| !goal.indikatorer.is_blank());
        named || site.graph.back(id).any(|e| e.relation == Relasjon::Maal && site.item(e.from).kind == Kind::Indikator)
    };
    let mut waiting: Vec<ItemId> = context.goals().map(|(_, id)| id).filter(|id| has(*id)).collect();
    let mut followed = HashSet::new();
    while let Some(id) = waiting.pop() {
        if followed.insert(id) {
            waiting.extend(site.graph.out(id).filter(|e| e.relation == Relasjon::Forelder).map(|e| e.to));
        }
    }
    followed
}

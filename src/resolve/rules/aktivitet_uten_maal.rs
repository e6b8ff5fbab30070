//! Aktivitet uten kobling til mål
//!
//! ## Hva den ser etter
//!
//! En aktivitet som ikke kan følges opp til noe mål. Én av disse er nok:
//!
//! - aktiviteten viser til et mål med `mål`
//! - den viser til en strategi som gjelder et mål
//! - den hører til et satsingsområde som eier mål, eller som tjener et av planens mål
//!
//! `mål: {grunn: ikke_aktuelt}` godtas.
//!
//! ## Hvorfor
//!
//! Den røde tråden går fra visjon til mål til aktivitet. En aktivitet uten mål kan være god, men planen sier ikke hva den er
//! god for, og den teller ikke med i framdriften for noe mål.
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
//! hovedmål:
//!   - {id: mal-h1, tekst: Alle bor trygt.}
//! aktiviteter:
//!   - {id: akt-1, tekst: Kartlegge boligbehovet, mål: [mal-h1]}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   aktivitet/uten-maal: advarsel
//! ```

use std::collections::HashSet;

use super::{Context, Rule, hull, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::rad::{Kind, Relasjon};
use crate::resolve::item::ItemId;

/// An activity that leads to no goal.
pub const RULE: Rule = Rule {
    code: "aktivitet/uten-maal",
    severity: Severity::Hint,
    source: include_str!("aktivitet_uten_maal.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    let leads = leads_to_goal(context);
    for (_, id) in context.items(Kind::Aktivitet) {
        let Some(row) = site.aktivitet(id) else { continue };
        let Some(grunn) = hull::list_gap(&row.maal) else { continue };
        let through = |e: &crate::resolve::graph::Edge| {
            matches!(e.relation, Relasjon::Strategi | Relasjon::Omraade) && leads.contains(&e.to)
        };
        if site.graph.out(id).any(through) {
            continue;
        }
        found.push(
            RULE.finding(format!("{} er ikke koblet til noe mål{}", omtale::thing(site, id), omtale::reason(grunn)))
                .at(row.rad.places.field("mål"))
                .help("skriv `mål: [mal-…]`, eller koble den til en strategi eller et satsingsområde som har mål"),
        );
    }
}

/// Strategies that serve a goal, and areas that own or serve one.
fn leads_to_goal(context: &Context) -> HashSet<ItemId> {
    let site = context.site;
    let is_goal = |id: ItemId| site.item(id).kind.namespace() == Kind::Hovedmaal;
    let owners: HashSet<_> = context
        .goals()
        .filter_map(|(plan, id)| site.maal(id).and_then(|goal| goal.eier.as_deref()).map(|owner| (plan, owner)))
        .collect();
    let mut leads = HashSet::new();
    for (_, id) in context.items(Kind::Strategi) {
        if site.graph.out(id).any(|e| e.relation == Relasjon::Gjelder && is_goal(e.to)) {
            leads.insert(id);
        }
    }
    for (plan, id) in context.items(Kind::Satsingsomraade) {
        let owns = site.satsingsomraade(id).is_some_and(|area| owners.contains(&(plan, area.rad.id.as_str())));
        if owns || site.graph.out(id).any(|e| e.relation == Relasjon::Maal) {
            leads.insert(id);
        }
    }
    leads
}

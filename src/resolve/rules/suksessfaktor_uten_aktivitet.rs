//! Suksessfaktor uten aktivitet
//!
//! ## Hva den ser etter
//!
//! En av de seks suksessfaktorene som ingen aktivitet og ikke noe tiltak i planen støtter: verken selv
//! (`suksessfaktorer`) eller gjennom en strategi eller et mål de viser til. Ett funn per plan og faktor. Planer uten
//! aktiviteter og tiltak regnes ikke med.
//!
//! ## Hvorfor
//!
//! De seks faktorene er det erfaringene viser at godt boligsosialt arbeid hviler på. En plan trenger ikke arbeide med alle,
//! men den bør vite hvilke den lar ligge.
//!
//! ## Eksempel
//!
//! ```yaml
//! aktiviteter:
//!   - {id: akt-1, tekst: Spørre beboerne}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! aktiviteter:
//!   - {id: akt-1, tekst: Spørre beboerne, suksessfaktorer: [medvirkning]}
//!   - {id: akt-2, tekst: Legge planen fram for kommunestyret, suksessfaktorer: [forankring, strategi, okonomi]}
//!   - {id: akt-3, tekst: Samle ansatte til fagdag, suksessfaktorer: [organisering, kompetanse]}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   suksessfaktor/uten-aktivitet: av
//! ```

use std::collections::BTreeSet;

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::enumeration::Enumeration;
use crate::domain::rad::{Kind, Relasjon};
use crate::domain::suksessfaktor::Suksessfaktor;
use crate::resolve::item::{ItemId, PlanId};
use crate::resolve::site::Site;

/// A success factor nothing is done about.
pub const RULE: Rule = Rule {
    code: "suksessfaktor/uten-aktivitet",
    severity: Severity::Hint,
    source: include_str!("suksessfaktor_uten_aktivitet.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for plan_id in site.plan_ids() {
        let plan = site.plan(plan_id);
        if plan.aktiviteter.is_empty() && plan.tiltak.is_empty() {
            continue;
        }
        let supported = supported(site, plan_id);
        for (factor, word) in Suksessfaktor::ALL.iter().filter(|(factor, _)| !supported.contains(factor)) {
            let own = omtale::thing(site, site.register.plan_item(plan_id));
            found.push(
                RULE.finding(format!("{own} har ingen aktivitet som støtter «{}»", factor.navn()))
                    .at(plan.rad.places.field("tittel"))
                    .help(format!("skriv `suksessfaktorer: [{word}]` på aktivitetene det gjelder")),
            );
        }
    }
}

/// Factors that activities and measures of a plan support themselves, or through their strategy or goal.
fn supported(site: &Site, plan: PlanId) -> BTreeSet<Suksessfaktor> {
    let own = |id: ItemId| -> &[Suksessfaktor] {
        match site.item(id).kind {
            Kind::Aktivitet => site.aktivitet(id).map_or(&[], |row| row.suksessfaktorer.items()),
            Kind::Tiltak => site.tiltak(id).map_or(&[], |row| row.suksessfaktorer.items()),
            Kind::Strategi => site.strategi(id).map_or(&[], |row| row.suksessfaktorer.items()),
            Kind::Hovedmaal | Kind::Delmaal | Kind::Resultatmaal => {
                site.maal(id).map_or(&[], |row| row.suksessfaktorer.items())
            }
            _ => &[],
        }
    };
    let mut supported = BTreeSet::new();
    for id in site.register.all_of_plan(plan) {
        if matches!(site.item(id).kind, Kind::Aktivitet | Kind::Tiltak) {
            supported.extend(own(id));
            let through = site.graph.out(id).filter(|e| matches!(e.relation, Relasjon::Strategi | Relasjon::Maal));
            through.for_each(|e| supported.extend(own(e.to)));
        }
    }
    supported
}

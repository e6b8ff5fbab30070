//! Resultatmål uten måltall
//!
//! ## Hva den ser etter
//!
//! Et resultatmål der `måltall` mangler eller er tomt, og der heller ingen av målets indikatorer har et måltall.
//! `måltall: {grunn: ikke_aktuelt}` godtas.
//!
//! ## Hvorfor
//!
//! Et resultatmål er det målbare målet: hvor mye, innen når. Uten tall er det et delmål. At tallet ikke er fastsatt ennå, er
//! helt vanlig; regelen holder oversikt over hvilke mål det gjelder.
//!
//! ## Eksempel
//!
//! ```yaml
//! resultatmål:
//!   - {id: mal-r1, tekst: Flere får startlån., måltall: {grunn: ikke_fastsatt}}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! resultatmål:
//!   - {id: mal-r1, tekst: Flere får startlån., måltall: {verdi: 50, enhet: husstander, retning: opp, frist: 2012}}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   resultatmaal/uten-maaltall: hint
//! ```

use super::{Context, Rule, hull, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::maal::Maalnivaa;
use crate::domain::rad::Relasjon;
use crate::resolve::item::ItemId;
use crate::resolve::site::Site;

/// A target without a figure.
pub const RULE: Rule = Rule {
    code: "resultatmaal/uten-maaltall",
    severity: Severity::Advarsel,
    source: include_str!("resultatmaal_uten_maaltall.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (_, id) in context.goals() {
        let Some(goal) = site.maal(id).filter(|goal| goal.maalnivaa == Maalnivaa::Resultatmaal) else { continue };
        let Some(grunn) = hull::gap(&goal.maaltall.verdi).filter(|_| !by_indicator(site, id)) else { continue };
        found.push(
            RULE.finding(format!("{} har ikke noe måltall{}", omtale::thing(site, id), omtale::reason(grunn)))
                .at(goal.rad.places.field("måltall"))
                .help(
                    "skriv `måltall: {verdi: 50, enhet: husstander, retning: opp, frist: 2012}` når tallet er fastsatt",
                ),
        );
    }
}

/// Does an indicator that follows the goal say what to reach?
fn by_indicator(site: &Site, goal: ItemId) -> bool {
    let own = site.graph.out(goal).filter(|e| e.relation == Relasjon::Indikator).map(|e| e.to);
    let back = site.graph.back(goal).filter(|e| e.relation == Relasjon::Maal).map(|e| e.from);
    own.chain(back).filter_map(|id| site.indikator(id)).any(|row| row.maaltall.verdi.known().is_some())
}

//! Rute i en ukjent kolonne
//!
//! ## Hva den ser etter
//!
//! En rad i en matrise har en rute for en kolonne som ikke står i matrisens `kolonner`.
//!
//! ## Hvorfor
//!
//! Tabellen tegnes etter `kolonner`. En rute utenfor dem har ingen plass, og leseren ser den ikke der den hører hjemme.
//!
//! ## Eksempel
//!
//! ```yaml
//! satsingsområder:
//!   - {id: sats-1, navn: Egnede boliger}
//!   - {id: sats-2, navn: Oppfølging}
//! matriser:
//!   - id: matrise-1
//!     tittel: Målgrupper og satsingsområder
//!     kolonner: [sats-1]
//!     rader:
//!       - {navn: Unge, celler: {sats-1: [Hybler], sats-2: [Boligskole]}}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! satsingsområder:
//!   - {id: sats-1, navn: Egnede boliger}
//!   - {id: sats-2, navn: Oppfølging}
//! matriser:
//!   - id: matrise-1
//!     tittel: Målgrupper og satsingsområder
//!     kolonner: [sats-1, sats-2]
//!     rader:
//!       - {navn: Unge, celler: {sats-1: [Hybler], sats-2: [Boligskole]}}
//! ```
//!
//! Vet dere ikke hvilken kolonne linjen hører til, skriv den i `uten_kolonne`.
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   matrise/ukjent-kolonne: hint
//! ```

use std::collections::HashSet;

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::rad::Kind;
use crate::resolve::item::ItemId;

/// A cell without a place in the table.
pub const RULE: Rule = Rule {
    code: "matrise/ukjent-kolonne",
    severity: Severity::Advarsel,
    source: include_str!("matrise_ukjent_kolonne.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (_, id) in context.items(Kind::Matrise) {
        let Some(matrise) = site.matrise(id) else { continue };
        let columns: HashSet<ItemId> = matrise.kolonner.iter().filter_map(|column| site.target(column)).collect();
        let mut told = HashSet::new();
        for (column, _) in matrise.rader.iter().flat_map(|row| &row.celler) {
            // An id that names nothing was reported when it was looked up.
            let Some(target) = site.target(column).filter(|target| !columns.contains(target)) else { continue };
            if !told.insert(target) {
                continue;
            }
            found.push(
                RULE.finding(format!(
                    "{} har en rute i «{}», som ikke er blant kolonnene",
                    omtale::thing(site, id),
                    column.text
                ))
                .at(column.span)
                .related(matrise.rad.places.field("kolonner"), "kolonnene")
                .help(format!("legg `{}` til i `kolonner`, eller flytt linjen til `uten_kolonne`", column.text)),
            );
        }
    }
}

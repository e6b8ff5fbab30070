//! Utfordring uten indikator
//!
//! ## Hva den ser etter
//!
//! En utfordring som verken har `indikatorer` eller en grunn til at den ikke har det (`uten_indikator`). Utfordringer som er
//! `løst` eller `ikke_lenger`, regnes ikke med. `indikatorer: {grunn: ikke_aktuelt}` godtas.
//!
//! ## Hvorfor
//!
//! NOVA anbefaler at hver utfordring får minst én indikator, slik at det går an å se om den blir mindre. Noen kan ikke
//! tallfestes; da skal det stå hvorfor.
//!
//! ## Eksempel
//!
//! ```yaml
//! utfordringer:
//!   - {id: utf-1, tittel: Ingen samordner de strategiske oppgavene}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! utfordringer:
//!   - id: utf-1
//!     tittel: Ingen samordner de strategiske oppgavene
//!     uten_indikator: Et organ finnes eller finnes ikke; det er ikke noe å telle.
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   utfordring/uten-indikator: advarsel
//! ```

use super::{Context, Rule, hull, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::rad::Kind;
use crate::domain::utfordring::Utfordringsstatus;

/// A challenge nobody can see the size of.
pub const RULE: Rule = Rule {
    code: "utfordring/uten-indikator",
    severity: Severity::Hint,
    source: include_str!("utfordring_uten_indikator.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (_, id) in context.items(Kind::Utfordring) {
        let Some(row) = site.utfordring(id) else { continue };
        let over = matches!(row.status.known(), Some(Utfordringsstatus::Loest | Utfordringsstatus::IkkeLenger));
        let explained = row.uten_indikator.as_ref().is_some_and(|why| !why.is_empty());
        let Some(grunn) = hull::list_gap(&row.indikatorer).filter(|_| !over && !explained) else { continue };
        found.push(
            RULE.finding(format!("{} har ingen indikator{}", omtale::thing(site, id), omtale::reason(grunn)))
                .at(row.rad.places.field("indikatorer"))
                .help("skriv `indikatorer: [ind-…]`, eller hvorfor den ikke har noen: `uten_indikator: …`"),
        );
    }
}

//! Utfordring som blokkerer seg selv
//!
//! ## Hva den ser etter
//!
//! En utfordring som gjennom `blokkerer` ender hos seg selv.
//!
//! ## Hvorfor
//!
//! `blokkerer` sier hva som må løses først. I en sirkel må alt løses før alt annet, og ingenting kan begynne. Som regel er én
//! av pilene snudd.
//!
//! ## Eksempel
//!
//! ```yaml
//! utfordringer:
//!   - {id: utf-1, tittel: For få boliger, blokkerer: [utf-2]}
//!   - {id: utf-2, tittel: Lang ventetid, blokkerer: [utf-1]}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! utfordringer:
//!   - {id: utf-1, tittel: For få boliger, blokkerer: [utf-2]}
//!   - {id: utf-2, tittel: Lang ventetid}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   utfordring/blokkerer-seg-selv: hint
//! ```

use super::{Context, Rule, omtale, sirkel};
use crate::diag::{Diagnostic, Severity};
use crate::domain::rad::Ref;
use crate::resolve::item::ItemId;

/// A challenge that must be solved before itself.
pub const RULE: Rule = Rule {
    code: "utfordring/blokkerer-seg-selv",
    severity: Severity::Advarsel,
    source: include_str!("utfordring_blokkerer_seg_selv.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    let blocked = |id: ItemId| site.utfordring(id).map_or(&[] as &[Ref], |row| row.blokkerer.items());
    let circles = sirkel::circles(site, |id| blocked(id).iter().filter_map(|r| site.target(r)).collect());
    for circle in circles {
        let Some((row, others)) = circle.split_first().and_then(|(id, rest)| Some((site.utfordring(*id)?, rest)))
        else {
            continue;
        };
        let message = if others.is_empty() {
            format!("{} blokkerer seg selv", omtale::thing(site, circle[0]))
        } else {
            format!("utfordringene blokkerer hverandre i sirkel: {}", sirkel::spelled(site, &circle))
        };
        let mut finding = RULE.finding(message).at(row.rad.places.field("blokkerer"));
        for other in others.iter().take(omtale::MOST).filter_map(|id| site.utfordring(*id)) {
            finding = finding.related(other.rad.places.field("blokkerer"), "går videre her");
        }
        found.push(finding.help("fjern id-en fra `blokkerer` på den som ikke trenger å løses først"));
    }
}

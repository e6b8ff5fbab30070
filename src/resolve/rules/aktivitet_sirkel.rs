//! Aktivitet som fortsetter seg selv
//!
//! ## Hva den ser etter
//!
//! En aktivitet som gjennom `videreført_fra` ender hos seg selv.
//!
//! ## Hvorfor
//!
//! Noe kan bare være videreført fra det som kom før. I en sirkel vet ingen hva som kom først, og historien til aktiviteten
//! kan ikke vises.
//!
//! ## Eksempel
//!
//! ```yaml
//! aktiviteter:
//!   - {id: akt-1, tekst: Holde boligskole, videreført_fra: akt-2}
//!   - {id: akt-2, tekst: Holde boligskole på nytt, videreført_fra: akt-1}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! aktiviteter:
//!   - {id: akt-1, tekst: Holde boligskole}
//!   - {id: akt-2, tekst: Holde boligskole på nytt, videreført_fra: akt-1}
//! ```
//!
//! ## Slå av eller endre
//!
//! Regelen er en feil: nettstedet blir ikke bygd før sirkelen er brutt. Skriv i `planverk.yaml` for å bygge likevel:
//!
//! ```yaml
//! regler:
//!   aktivitet/sirkel: advarsel
//! ```

use super::{Context, Rule, omtale, sirkel};
use crate::diag::{Diagnostic, Severity};
use crate::resolve::item::ItemId;

/// An activity that continues itself.
pub const RULE: Rule =
    Rule { code: "aktivitet/sirkel", severity: Severity::Feil, source: include_str!("aktivitet_sirkel.rs"), check };

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    let before = |id: ItemId| site.aktivitet(id).and_then(|row| row.viderefoert_fra.as_ref());
    let circles = sirkel::circles(site, |id| before(id).and_then(|r| site.target(r)).into_iter().collect());
    for circle in circles {
        let Some((row, others)) = circle.split_first().and_then(|(id, rest)| Some((site.aktivitet(*id)?, rest))) else {
            continue;
        };
        let message = if others.is_empty() {
            format!("{} er videreført fra seg selv", omtale::thing(site, circle[0]))
        } else {
            format!("aktivitetene er videreført fra hverandre i sirkel: {}", sirkel::spelled(site, &circle))
        };
        let mut finding = RULE.finding(message).at(row.rad.places.field("videreført_fra"));
        for other in others.iter().take(omtale::MOST).filter_map(|id| site.aktivitet(*id)) {
            finding = finding.related(other.rad.places.field("videreført_fra"), "går videre her");
        }
        found.push(finding.help("fjern `videreført_fra` fra den som kom først"));
    }
}

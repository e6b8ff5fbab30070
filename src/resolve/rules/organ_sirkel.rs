//! Organer som rapporterer i sirkel
//!
//! ## Hva den ser etter
//!
//! Et organ eller en rolle som gjennom `rapporterer_til` ender hos seg selv.
//!
//! ## Hvorfor
//!
//! Den som står øverst, svarer for helheten. I en sirkel er det ingen. Ofte er det rolleteksten som er blandet: setningen
//! hører til den andre rollen.
//!
//! ## Eksempel
//!
//! ```yaml
//! organer:
//!   - {id: organ-leder, navn: Programleder, rapporterer_til: [organ-utvalg]}
//!   - {id: organ-utvalg, navn: Arbeidsutvalg, rapporterer_til: [organ-leder]}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! organer:
//!   - {id: organ-leder, navn: Programleder}
//!   - {id: organ-utvalg, navn: Arbeidsutvalg, rapporterer_til: [organ-leder]}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   organ/sirkel: hint
//! ```

use super::{Context, Rule, omtale, sirkel};
use crate::diag::{Diagnostic, Severity};
use crate::domain::rad::Ref;
use crate::resolve::item::ItemId;

/// A body that reports to itself.
pub const RULE: Rule =
    Rule { code: "organ/sirkel", severity: Severity::Advarsel, source: include_str!("organ_sirkel.rs"), check };

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    let above = |id: ItemId| site.organ(id).map_or(&[] as &[Ref], |row| row.rapporterer_til.items());
    let circles = sirkel::circles(site, |id| above(id).iter().filter_map(|r| site.target(r)).collect());
    for circle in circles {
        let Some((row, others)) = circle.split_first().and_then(|(id, rest)| Some((site.organ(*id)?, rest))) else {
            continue;
        };
        let message = if others.is_empty() {
            format!("{} rapporterer til seg selv", omtale::thing(site, circle[0]))
        } else {
            format!("organene rapporterer til hverandre i sirkel: {}", sirkel::spelled(site, &circle))
        };
        let mut finding = RULE.finding(message).at(row.rad.places.field("rapporterer_til"));
        for other in others.iter().take(omtale::MOST).filter_map(|id| site.organ(*id)) {
            finding = finding.related(other.rad.places.field("rapporterer_til"), "går videre her");
        }
        found.push(finding.help("fjern `rapporterer_til` fra det organet som står øverst"));
    }
}

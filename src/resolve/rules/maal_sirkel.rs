//! Mål som går i sirkel
//!
//! ## Hva den ser etter
//!
//! Et mål som gjennom `forelder` ender hos seg selv.
//!
//! ## Hvorfor
//!
//! Målhierarkiet går fra hovedmål til delmål til resultatmål. I en sirkel finnes det ikke noe øverste mål, og det kan ikke
//! vises hva som er del av hva.
//!
//! ## Eksempel
//!
//! ```yaml
//! delmål:
//!   - {id: mal-d1, tekst: Flere bor trygt., forelder: [mal-d2]}
//!   - {id: mal-d2, tekst: Flere får hjelp i tide., forelder: [mal-d1]}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! hovedmål:
//!   - {id: mal-d1, tekst: Flere bor trygt.}
//! delmål:
//!   - {id: mal-d2, tekst: Flere får hjelp i tide., forelder: [mal-d1]}
//! ```
//!
//! ## Slå av eller endre
//!
//! Regelen er en feil: nettstedet blir ikke bygd før sirkelen er brutt. Skriv i `planverk.yaml` for å bygge likevel:
//!
//! ```yaml
//! regler:
//!   maal/sirkel: advarsel
//! ```

use super::{Context, Rule, omtale, sirkel};
use crate::diag::{Diagnostic, Severity};
use crate::domain::rad::Ref;
use crate::resolve::item::ItemId;

/// A goal that is above itself.
pub const RULE: Rule =
    Rule { code: "maal/sirkel", severity: Severity::Feil, source: include_str!("maal_sirkel.rs"), check };

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    let parents = |id: ItemId| site.maal(id).map_or(&[] as &[Ref], |goal| goal.forelder.items());
    let circles = sirkel::circles(site, |id| parents(id).iter().filter_map(|r| site.target(r)).collect());
    for circle in circles {
        let Some((goal, others)) = circle.split_first().and_then(|(id, rest)| Some((site.maal(*id)?, rest))) else {
            continue;
        };
        let message = if others.is_empty() {
            format!("{} er sin egen forelder", omtale::thing(site, circle[0]))
        } else {
            format!("målene går i sirkel: {}", sirkel::spelled(site, &circle))
        };
        let mut finding = RULE.finding(message).at(goal.rad.places.field("forelder"));
        for other in others.iter().take(omtale::MOST).filter_map(|id| site.maal(*id)) {
            finding = finding.related(other.rad.places.field("forelder"), "går videre her");
        }
        found.push(finding.help("fjern `forelder` fra det målet som skal stå øverst"));
    }
}

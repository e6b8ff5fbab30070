//! Overskrift som hopper over et nivå
//!
//! ## Hva den ser etter
//!
//! En overskrift i løpende tekst som går mer enn ett nivå ned fra den forrige, eller en første overskrift som ikke er på
//! nivå 2. Sidens tittel er nivå 1.
//!
//! ## Hvorfor
//!
//! Den som bruker skjermleser, går fra overskrift til overskrift. Et hopp ser ut som noe som mangler.
//!
//! ## Eksempel
//!
//! ```md
//! ---
//! tittel: Startlån
//! ingress: Hva startlån er.
//! ---
//!
//! ## Hvem kan få lån?
//!
//! #### Unge
//!
//! Tekst.
//! ```
//!
//! ## Bruk heller
//!
//! ```md
//! ---
//! tittel: Startlån
//! ingress: Hva startlån er.
//! ---
//!
//! ## Hvem kan få lån?
//!
//! ### Unge
//!
//! Tekst.
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   overskrift/hopp: hint
//! ```

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::rad::Kind;

/// A heading that skips a level.
pub const RULE: Rule =
    Rule { code: "overskrift/hopp", severity: Severity::Advarsel, source: include_str!("overskrift_hopp.rs"), check };

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    let pages = site.register.iter().filter(|(_, item)| item.kind == Kind::Artikkel);
    for outline in pages.filter_map(|(id, _)| site.outline(id)) {
        let mut before = 1;
        for (nr, heading) in outline.headings.iter().enumerate() {
            let jump = heading.level.saturating_sub(before + 1);
            if jump > 0 {
                let name = omtale::quoted(&heading.text);
                let message = if nr == 0 {
                    format!("første overskrift på siden, {name}, er på nivå {}, ikke 2", heading.level)
                } else {
                    format!("overskriften {name} hopper fra nivå {before} til {}", heading.level)
                };
                let marks = "#".repeat(usize::from(jump));
                found.push(RULE.finding(message).at(heading.span).help(format!("fjern `{marks}` foran overskriften")));
            }
            before = heading.level;
        }
    }
}

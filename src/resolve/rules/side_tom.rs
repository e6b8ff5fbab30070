//! Tom side
//!
//! ## Hva den ser etter
//!
//! En side uten innhold under front matter: ingen tekst, ikke noe bilde og ingen `planverk`-blokk. En mappes egen side
//! (`index.md`) kan være tom, for den viser sidene i mappen.
//!
//! ## Hvorfor
//!
//! Siden kommer i menyen og i søket, og leseren finner ingenting der.
//!
//! ## Eksempel
//!
//! ```md
//! ---
//! tittel: Startlån
//! ingress: Hva startlån er.
//! ---
//! ```
//!
//! ## Bruk heller
//!
//! Skriv siden, eller hold den tilbake til den er klar:
//!
//! ```md
//! ---
//! tittel: Startlån
//! ingress: Hva startlån er.
//! utkast: true
//! ---
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   side/tom: hint
//! ```

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::rad::Kind;
use crate::markdown::{Outline, Section};

/// A page with nothing on it.
pub const RULE: Rule =
    Rule { code: "side/tom", severity: Severity::Advarsel, source: include_str!("side_tom.rs"), check };

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (id, item) in site.register.iter().filter(|(_, item)| item.kind == Kind::Artikkel) {
        let (Some(page), Some(outline)) = (site.artikkel(id), site.outline(id)) else { continue };
        let folder = page.sti.rsplit('/').next() == Some("index");
        if !folder && says_nothing(outline) {
            found.push(
                RULE.finding(format!("siden {} er tom", omtale::quoted(&item.title)))
                    .at(page.rad.places.field("tittel"))
                    .help("skriv noe under front matter, eller `utkast: true` til siden er klar"),
            );
        }
    }
}

fn says_nothing(outline: &Outline) -> bool {
    outline.sections.iter().all(Section::is_blank) && outline.images.is_empty() && outline.queries.is_empty()
}

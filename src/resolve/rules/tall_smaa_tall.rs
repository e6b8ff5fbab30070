//! Små tall som kan røpe noen
//!
//! ## Hva den ser etter
//!
//! Tallene 1 og 2 i en indikator som teller personer eller husstander (`personer: true`), når de ikke er skjult og
//! den offentlige utgaven lages. Prosent, kroner og tall per 1 000 regnes ikke med.
//!
//! ## Hvorfor
//!
//! I en liten kommune kan «1 husstand uten bolig» peke på noen. Statistisk sentralbyrå viser ikke antall under tre når
//! tallene handler om mennesker.
//!
//! ## Eksempel
//!
//! ```yaml
//! indikatorer:
//!   - id: ind-uten-bolig
//!     navn: Husstander uten bolig
//!     enhet: husstander
//!     personer: true
//!     målinger:
//!       - {dato: 2012-12-31, verdi: 2, kilde: Egen telling}
//! ```
//!
//! ## Bruk heller
//!
//! Tallet blir stående i den interne utgaven og vises som «:» i den offentlige:
//!
//! ```yaml
//! indikatorer:
//!   - id: ind-uten-bolig
//!     navn: Husstander uten bolig
//!     enhet: husstander
//!     personer: true
//!     målinger:
//!       - {dato: 2012-12-31, verdi: 2, grunn: skjult, kilde: Egen telling}
//! ```
//!
//! Kan det skjulte tallet regnes ut av en sum og de andre tallene, må ett tall til skjules.
//!
//! ## Slå av eller endre
//!
//! Er tallene alt offentlige, eller gjelder de noe som ikke kan røpe noen, skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   tall/smaa-tall: hint
//! ```

use super::{Context, Rule, omtale};
use crate::config::Utgave;
use crate::diag::{Diagnostic, Severity};
use crate::domain::indikator::{Enhetsmaal, Maaling};
use crate::domain::rad::Kind;

/// Counts so small that they may identify someone.
pub const RULE: Rule =
    Rule { code: "tall/smaa-tall", severity: Severity::Advarsel, source: include_str!("tall_smaa_tall.rs"), check };

/// The first count that is shown: «fewer than 3» is the limit of Statistics Norway.
const SHOWN: f64 = 3.0;

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    if context.utgave == Utgave::Intern {
        return;
    }
    for (_, id) in context.items(Kind::Indikator) {
        let Some(row) = site.indikator(id).filter(|row| row.personer == Some(true)) else { continue };
        let counts = !row.enhet.known().is_some_and(|unit| {
            matches!(unit, Enhetsmaal::Prosent | Enhetsmaal::Prosentpoeng | Enhetsmaal::Kr | Enhetsmaal::Per1000)
        });
        if !counts {
            continue;
        }
        let small: Vec<(&Maaling, f64)> = row
            .maalinger
            .iter()
            .filter_map(|m| m.verdi.known().map(|value| (m, *value)))
            .filter(|(_, value)| *value > 0.0 && *value < SHOWN)
            .collect();
        let Some((first, _)) = small.first() else { continue };
        let words: Vec<String> = small.iter().map(|(maaling, value)| omtale::reading(*value, maaling)).collect();
        let mut finding = RULE
            .finding(format!(
                "{} viser så små tall at de kan røpe noen: {}",
                omtale::thing(site, id),
                omtale::list(&words)
            ))
            .at(first.places.field("verdi"));
        for (other, _) in small.iter().skip(1).take(4) {
            finding = finding.related(other.places.field("verdi"), "også her");
        }
        found.push(
            finding
                .help("skriv `grunn: skjult` ved siden av `verdi`: tallet vises da bare i den interne utgaven")
                .help("kan tallet regnes ut av en sum og de andre tallene, skjul ett til"),
        );
    }
}

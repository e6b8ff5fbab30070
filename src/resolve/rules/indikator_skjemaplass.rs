//! Tall som ikke finner sin plass i skjemaet
//!
//! ## Hva den ser etter
//!
//! En indikator med `skjema: 1.1 behov` eller `1.1 resultat` og en `gruppe` som ikke er noen av radene A, B og C; og to
//! indikatorer i samme plan med samme `skjema` for en linje i C.1 eller C.2, eller for tabell 1.1.
//!
//! ## Hvorfor
//!
//! Et tall uten rad kommer nederst i tabellen og regnes ikke med i summen. To indikatorer på samme linje gir to tall i samme
//! rute, og leseren vet ikke hvilket som gjelder.
//!
//! ## Eksempel
//!
//! ```yaml
//! indikatorer:
//!   - id: ind-behov
//!     navn: Husstander med boligbehov
//!     skjema: "1.1 behov"
//!     målinger:
//!       - {dato: 2012-12-31, gruppe: Hjemløse, verdi: 20, kilde: Egen telling}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! indikatorer:
//!   - id: ind-behov
//!     navn: Husstander med boligbehov
//!     skjema: "1.1 behov"
//!     målinger:
//!       - {dato: 2012-12-31, gruppe: Uten bolig, verdi: 20, kilde: Egen telling}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   indikator/skjemaplass: hint
//! ```

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::enumeration::Enumeration;
use crate::domain::rad::Kind;
use crate::domain::skjema::{Skjemafelt, behovsrad};
use crate::resolve::item::{ItemId, PlanId};

/// Figures without a place of their own in the form.
pub const RULE: Rule = Rule {
    code: "indikator/skjemaplass",
    severity: Severity::Advarsel,
    source: include_str!("indikator_skjemaplass.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    let mut first: BTreeMap<(PlanId, Skjemafelt), ItemId> = BTreeMap::new();
    for (plan, id) in context.items(Kind::Indikator) {
        let Some((row, felt)) = site.indikator(id).and_then(|row| Some((row, row.skjema?))) else { continue };
        if !has_one_place(felt) {
            continue;
        }
        let rows = matches!(felt, Skjemafelt::Behov | Skjemafelt::EgnetBolig);
        let mut told = BTreeSet::new();
        for maaling in row.maalinger.iter().filter(|_| rows) {
            let Some(group) = maaling.gruppe.as_deref().filter(|group| behovsrad(group).is_none()) else { continue };
            if told.insert(group) {
                found.push(
                    RULE.finding(format!("{} har gruppen «{group}», som skjemaet ikke har", omtale::thing(site, id)))
                        .at(maaling.places.field("gruppe"))
                        .related(row.rad.places.field("skjema"), "tabell 1.1")
                        .help("radene er «Uten bolig» (A), «Fare for å miste bolig» (B) og «Uegnet bolig» (C)"),
                );
            }
        }
        let Some(twin) = first.get(&(plan, felt)) else {
            first.insert((plan, felt), id);
            continue;
        };
        let mut finding = RULE
            .finding(format!(
                "{} og {} hører begge hjemme på {}",
                omtale::thing(site, *twin),
                omtale::thing(site, id),
                felt.word()
            ))
            .at(row.rad.places.field("skjema"));
        if let Some(other) = site.indikator(*twin) {
            finding = finding.related(other.rad.places.field("skjema"), "den første");
        }
        found.push(finding.help("behold `skjema` på den som skal i rapporten; begge blir vist i samme rute"));
    }
}

/// A line of a table, as against a post where any number of figures may stand.
fn has_one_place(felt: Skjemafelt) -> bool {
    matches!(felt, Skjemafelt::Behov | Skjemafelt::EgnetBolig)
        || felt.word().starts_with("C.1.")
        || felt.word().starts_with("C.2.")
}

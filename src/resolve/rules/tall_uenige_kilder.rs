//! Uenige kilder
//!
//! ## Hva den ser etter
//!
//! To målinger av samme indikator for samme tid, gruppe og organisasjon har ulike verdier. To tider som begge er oppgitt som
//! ukjente, regnes som den samme.
//!
//! ## Hvorfor
//!
//! Begge tallene kan være rette for sin kilde, og begge blir vist. Men leseren må få vite at de er uenige, og helst hvorfor.
//!
//! ## Eksempel
//!
//! ```yaml
//! kilder:
//!   - {id: planen, tittel: Handlingsplanen}
//!   - {id: rapporten, tittel: Forskningsrapporten}
//! indikatorer:
//!   - id: ind-boliger
//!     navn: Kommunalt eide boliger
//!     målinger:
//!       - {dato: 2010, verdi: 553, kilde: planen}
//!       - {dato: 2010, verdi: 523, kilde: rapporten}
//! ```
//!
//! ## Bruk heller
//!
//! Teller kildene ulike ting, la hver få sin indikator eller gruppe:
//!
//! ```yaml
//! kilder:
//!   - {id: planen, tittel: Handlingsplanen}
//!   - {id: rapporten, tittel: Forskningsrapporten}
//! indikatorer:
//!   - id: ind-boliger
//!     navn: Kommunalt eide boliger
//!     målinger:
//!       - {dato: 2010, gruppe: Eide og innleide, verdi: 553, kilde: planen}
//!       - {dato: 2010, gruppe: Bare eide, verdi: 523, kilde: rapporten}
//! ```
//!
//! Vet dere ikke hvorfor, la begge stå og si det i `merknad`.
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   tall/uenige-kilder: hint
//! ```

use std::collections::{BTreeMap, HashSet};

use super::tidspunkt::{Moment, Owner};
use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::indikator::Maaling;
use crate::domain::rad::Kind;
use crate::resolve::site::Site;

/// Two figures for the same thing.
pub const RULE: Rule = Rule {
    code: "tall/uenige-kilder",
    severity: Severity::Advarsel,
    source: include_str!("tall_uenige_kilder.rs"),
    check,
};

/// What must be the same for two readings to be about the same thing.
type Key<'a> = (Moment, Option<&'a str>, Owner);

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (_, id) in context.items(Kind::Indikator) {
        let Some(row) = site.indikator(id) else { continue };
        let mut same: BTreeMap<Key, Vec<(&Maaling, f64)>> = BTreeMap::new();
        for maaling in &row.maalinger {
            let moment = Moment::of(&maaling.tid);
            if let (Some(value), true) = (maaling.verdi.known(), moment != Moment::Unsaid) {
                let key = (moment, maaling.gruppe.as_deref(), Owner::of(site, maaling));
                same.entry(key).or_default().push((maaling, *value));
            }
        }
        for readings in same.values() {
            found.extend(disagreement(site, readings, &omtale::thing(site, id)));
        }
    }
}

fn disagreement(site: &Site, readings: &[(&Maaling, f64)], name: &str) -> Option<Diagnostic> {
    // Both were read from text: the same figure is the same bits.
    let mut seen = HashSet::new();
    let different: Vec<(&Maaling, f64)> =
        readings.iter().filter(|(_, value)| seen.insert(value.to_bits())).copied().collect();
    let [(first, _), rest @ ..] = &different[..] else { return None };
    let (second, _) = rest.first()?;
    let words: Vec<String> = different
        .iter()
        .map(|(maaling, value)| {
            let source = omtale::source(site, &maaling.belegg).unwrap_or_else(|| "uten kilde".into());
            format!("{} ({source})", omtale::figure(*value))
        })
        .collect();
    let group = first.gruppe.as_ref().map_or_else(String::new, |group| format!(", {group}"));
    let message = format!("ulike tall for {name}{group}, {}: {}", omtale::moment(&first.tid), omtale::list(&words));
    let mut finding = RULE
        .finding(message)
        .at(second.places.field("verdi"))
        .label("sier noe annet")
        .related(first.places.field("verdi"), "første tall");
    for (other, _) in rest.iter().skip(1).take(omtale::MOST) {
        finding = finding.related(other.places.field("verdi"), "også et annet tall");
    }
    Some(
        finding
            .help("begge blir vist; skriv i `merknad` hva som skiller dem, eller skill dem med `gruppe` eller `dato`"),
    )
}

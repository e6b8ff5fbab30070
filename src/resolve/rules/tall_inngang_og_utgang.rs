//! Utgangen av året er ikke inngangen til neste
//!
//! ## Hva den ser etter
//!
//! En indikator der tallet 31. desember og tallet 1. januar dagen etter er ulike, for samme gruppe.
//!
//! ## Hvorfor
//!
//! I årsrapporten er status ved utgangen av ett år status ved inngangen til det neste. Er tallene ulike, er det ene feil, eller
//! de er talt på ulike måter.
//!
//! ## Eksempel
//!
//! ```yaml
//! indikatorer:
//!   - id: ind-behov
//!     navn: Husstander med boligbehov
//!     målinger:
//!       - {dato: 2011-12-31, verdi: 20, kilde: Egen telling}
//!       - {dato: 2012-01-01, verdi: 24, kilde: Egen telling}
//! ```
//!
//! ## Bruk heller
//!
//! Før tallet én gang; rapporten bruker det i begge kolonnene:
//!
//! ```yaml
//! indikatorer:
//!   - id: ind-behov
//!     navn: Husstander med boligbehov
//!     målinger:
//!       - {dato: 2011-12-31, verdi: 20, kilde: Egen telling}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   tall/inngang-og-utgang: hint
//! ```

use std::collections::HashMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::tidspunkt::{Moment, Owner};
use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::indikator::Maaling;
use crate::domain::rad::Kind;

/// A year that does not begin where the last ended.
pub const RULE: Rule = Rule {
    code: "tall/inngang-og-utgang",
    severity: Severity::Advarsel,
    source: include_str!("tall_inngang_og_utgang.rs"),
    check,
};

/// How a year ended, by its last day and group: every figure, for sources may disagree.
type Endings<'a> = HashMap<(Date, Option<&'a str>), Vec<(&'a Maaling, f64)>>;

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (_, id) in context.items(Kind::Indikator) {
        let Some(row) = site.indikator(id) else { continue };
        let mut closing = Endings::new();
        for maaling in &row.maalinger {
            if let (Some(day), Some(value)) = (day(maaling), maaling.verdi.known())
                && (day.month(), day.day()) == (12, 31)
            {
                closing.entry((day, maaling.gruppe.as_deref())).or_default().push((maaling, *value));
            }
        }
        for maaling in &row.maalinger {
            let (Some(day), Some(opening)) = (day(maaling), maaling.verdi.known()) else { continue };
            let Ok(before) = day.checked_sub(1.day()) else { continue };
            let Some(ends) = closing.get(&(before, maaling.gruppe.as_deref())) else { continue };
            let own: Vec<_> = ends.iter().filter(|(end, _)| Owner::of(site, end) == Owner::of(site, maaling)).collect();
            // Sources may disagree on how the year ended; the beginning may be right for one.
            let Some((end, closing)) =
                own.first().filter(|_| own.iter().all(|(_, end)| end.to_bits() != opening.to_bits()))
            else {
                continue;
            };
            let group = maaling.gruppe.as_ref().map_or_else(String::new, |group| format!(", {group}"));
            found.push(
                RULE.finding(format!(
                    "{}{group} er {} ved utgangen av {}, men {} ved inngangen til {}",
                    omtale::thing(site, id),
                    omtale::figure(*closing),
                    before.year(),
                    omtale::figure(*opening),
                    day.year()
                ))
                .at(maaling.places.field("verdi"))
                .label("inngangen til året")
                .related(end.places.field("verdi"), "utgangen av året før")
                .help("rett tallet som er galt, eller før tallet bare én gang og si i `merknad` hva som er endret"),
            );
        }
    }
}

/// The single day a reading is true for.
fn day(maaling: &Maaling) -> Option<Date> {
    match Moment::of(&maaling.tid) {
        Moment::Known(Some(from), Some(to)) if from == to => Some(from),
        _ => None,
    }
}

//! Grupper som ikke blir summen
//!
//! ## Hva den ser etter
//!
//! En indikator med `sum` der gruppene på samme dato ikke blir summen. Mangler tallet for en gruppe, sies det bare fra når
//! de andre alene blir mer enn summen.
//!
//! ## Hvorfor
//!
//! Andeler av det hele skal bli hundre. Blir de ikke det, er et tall eller en merkelapp feil, eller grupper overlapper. Står
//! feilen i kilden, kan tallene stå som de er: da er funnet et varsel til leserne om at kilden er usikker.
//!
//! ## Eksempel
//!
//! ```yaml
//! indikatorer:
//!   - id: ind-situasjon
//!     navn: Vanskeligstilte etter boligsituasjon
//!     enhet: prosent
//!     sum: 100
//!     målinger:
//!       - {dato: 2007, gruppe: Uten bolig, verdi: 40}
//!       - {dato: 2007, gruppe: Uegnet bolig, verdi: 65}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! indikatorer:
//!   - id: ind-situasjon
//!     navn: Vanskeligstilte etter boligsituasjon
//!     enhet: prosent
//!     sum: 100
//!     målinger:
//!       - {dato: 2007, gruppe: Uten bolig, verdi: 40}
//!       - {dato: 2007, gruppe: Uegnet bolig, verdi: 60}
//! ```
//!
//! ## Slå av eller endre
//!
//! Hvor mye summen kan avvike, er `sum_slingring`. Skriv i `planverk.yaml`:
//!
//! ```yaml
//! terskler: {sum_slingring: 1}
//! regler:
//!   indikator/gruppesum: hint
//! ```

use std::collections::{BTreeMap, BTreeSet};

use super::tidspunkt::{Moment, Owner};
use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::felt::{Grunn, Verdi};
use crate::domain::indikator::{Indikator, Maaling};
use crate::domain::rad::Kind;

/// Groups that do not make the whole.
pub const RULE: Rule = Rule {
    code: "indikator/gruppesum",
    severity: Severity::Advarsel,
    source: include_str!("indikator_gruppesum.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (_, id) in context.items(Kind::Indikator) {
        let Some((row, sum)) = site.indikator(id).and_then(|row| Some((row, row.sum?))) else { continue };
        let mut times: BTreeMap<(Moment, Owner), Vec<&Maaling>> = BTreeMap::new();
        for maaling in row.maalinger.iter().filter(|m| m.gruppe.is_some()) {
            times.entry((Moment::of(&maaling.tid), Owner::of(site, maaling))).or_default().push(maaling);
        }
        for part in times.values().flat_map(|time| by_source(time)) {
            found.extend(report(&part, row, sum, &omtale::thing(site, id), context));
        }
    }
}

/// When a group stands twice, two sources tell of the same time, and each has a sum of its own.
fn by_source<'a>(time: &[&'a Maaling]) -> Vec<Vec<&'a Maaling>> {
    let groups: BTreeSet<_> = time.iter().map(|m| &m.gruppe).collect();
    if groups.len() == time.len() {
        return vec![time.to_vec()];
    }
    let mut sources: BTreeMap<Option<&str>, Vec<&Maaling>> = BTreeMap::new();
    for maaling in time {
        sources.entry(maaling.belegg.kilde.as_ref().map(|k| k.text.as_str())).or_default().push(maaling);
    }
    sources.into_values().collect()
}

fn report(part: &[&Maaling], row: &Indikator, sum: f64, name: &str, context: &Context) -> Option<Diagnostic> {
    let first = part.first()?;
    let known: Vec<(&str, f64)> = part.iter().filter_map(|m| Some((m.gruppe.as_deref()?, *m.verdi.known()?))).collect();
    let total: f64 = known.iter().map(|(_, value)| value).sum();
    let off = total - sum;
    let missing = part.iter().any(|m| matches!(m.verdi, Verdi::Blank(grunn) if grunn != Grunn::IkkeAktuelt));
    if known.is_empty() || (off <= 0.0 && missing) || !context.beyond_slack(off) {
        return None;
    }
    let words: Vec<String> = known.iter().map(|(group, n)| format!("{group} {}", omtale::figure(*n))).collect();
    let message = format!(
        "gruppene i {name} summerer til {}, ikke {}, {}: {}",
        omtale::figure(total),
        omtale::figure(sum),
        omtale::moment(&first.tid),
        omtale::list(&words)
    );
    Some(
        RULE.finding(message)
            .at(first.places.row)
            .label("første gruppe")
            .related(row.rad.places.field("sum"), "summen gruppene skal bli")
            .help("rett tallet som er galt; står feilen i kilden, skriv det i `merknad` og sett `sikkerhet: uklar`"),
    )
}

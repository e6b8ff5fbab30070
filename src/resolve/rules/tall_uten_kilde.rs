//! Tall uten kilde
//!
//! ## Hva den ser etter
//!
//! Et tall i en indikator eller ved et tiltak som ikke har `kilde`: verken på målingen, på raden den står i eller på planen
//! som helhet.
//!
//! ## Hvorfor
//!
//! Hvert tall på nettstedet vises med dato og kilde. Et tall ingen kan spore, kan heller ingen rette.
//!
//! ## Eksempel
//!
//! ```yaml
//! indikatorer:
//!   - id: ind-uten-bolig
//!     navn: Husstander uten bolig
//!     målinger:
//!       - {dato: 2012-12-31, verdi: 20}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! indikatorer:
//!   - id: ind-uten-bolig
//!     navn: Husstander uten bolig
//!     målinger:
//!       - {dato: 2012-12-31, verdi: 20, kilde: Boligkontorets egen telling}
//! ```
//!
//! Kommer alle tallene fra samme sted, holder det å skrive `kilde` én gang, på indikatoren eller øverst i planen.
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   tall/uten-kilde: hint
//! ```

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity, Span};
use crate::domain::felt::{Belegg, Verdi};
use crate::domain::rad::Kind;

/// A figure nobody can trace.
pub const RULE: Rule =
    Rule { code: "tall/uten-kilde", severity: Severity::Advarsel, source: include_str!("tall_uten_kilde.rs"), check };

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (plan, id) in context.items(Kind::Indikator) {
        let Some(row) = site.indikator(id).filter(|row| !traced(&row.rad.belegg)) else { continue };
        if !traced(&site.plan(plan).rad.belegg) {
            let figures = row.maalinger.iter().map(|m| (&m.verdi, &m.belegg, m.places.field("verdi")));
            found.extend(untraced(figures, &omtale::thing(site, id), "målingen"));
        }
    }
    for (plan, id) in context.items(Kind::Tiltak) {
        let Some(row) = site.tiltak(id).filter(|row| !traced(&row.rad.belegg)) else { continue };
        if !traced(&site.plan(plan).rad.belegg) {
            let figures = row.tall.iter().map(|t| (&t.verdi, &t.belegg, t.places.field("verdi")));
            found.extend(untraced(figures, &omtale::thing(site, id), "tallet"));
        }
    }
}

fn traced(belegg: &Belegg) -> bool {
    belegg.kilde.as_ref().is_some_and(|named| !named.text.is_empty())
}

/// One finding per row: a long series lacks its source once.
fn untraced<'a>(
    figures: impl Iterator<Item = (&'a Verdi<f64>, &'a Belegg, Span)>,
    name: &str,
    what: &str,
) -> Option<Diagnostic> {
    let known: Vec<_> = figures.filter(|(verdi, ..)| verdi.known().is_some()).collect();
    let lacking: Vec<Span> = known.iter().filter(|(_, belegg, _)| !traced(belegg)).map(|(.., span)| *span).collect();
    let first = lacking.first()?;
    let message = match (lacking.len(), known.len()) {
        (1, 1) => format!("tallet i {name} har ingen kilde"),
        (n, all) if n == all => format!("ingen av de {n} tallene i {name} har kilde"),
        (n, all) => format!("{n} av {all} tall i {name} har ingen kilde"),
    };
    Some(
        RULE.finding(message)
            .at(*first)
            .label("uten kilde")
            .help(format!("skriv `kilde: …` på {what}, på raden eller øverst i planen: en id eller ord")),
    )
}

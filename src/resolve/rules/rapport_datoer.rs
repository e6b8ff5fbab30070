//! Rapportens datoer passer ikke sammen
//!
//! ## Hva den ser etter
//!
//! En rapport der `per_dato` ligger utenfor året det rapporteres på, `frist` eller `levert` er før `per_dato`, eller feltene
//! «Rapporteringsår» og «Rapporteringsdato» i `hode` sier noe annet enn `år` og `per_dato`.
//!
//! ## Hvorfor
//!
//! Kolonnene i skjemaet følger rapportens år. Er året feil, hentes tallene fra feil år.
//!
//! ## Eksempel
//!
//! ```yaml rapporter/arsrapport-2012.yaml
//! {type: år, år: 2012, per_dato: 2013-12-31}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml rapporter/arsrapport-2012.yaml
//! {type: år, år: 2012, per_dato: 2012-12-31}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   rapport/datoer: hint
//! ```

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::dato::Dato;
use crate::domain::rad::Kind;
use crate::domain::rapport::Rapport;
use crate::domain::slug::ascii_key;

/// Dates of a report that cannot all be right.
pub const RULE: Rule =
    Rule { code: "rapport/datoer", severity: Severity::Advarsel, source: include_str!("rapport_datoer.rs"), check };

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (_, id) in context.items(Kind::Rapport) {
        let Some(row) = site.rapport(id) else { continue };
        let name = omtale::thing(site, id);
        let place = |field: &str| row.rad.places.field(field);
        if let (Some(year), Some(per)) = (row.aar.known(), row.per_dato.known())
            && !(year.first_day() <= per.first_day() && per.last_day() <= year.last_day())
        {
            found.push(
                RULE.finding(format!("{name} er per {per}, som ikke er i {year}"))
                    .at(place("per_dato"))
                    .related(place("år"), "året det rapporteres på")
                    .help("rett den datoen som er feil; er tallene talt senere, hører datoen hjemme på målingene"),
            );
        }
        for (field, date) in [("frist", &row.frist), ("levert", &row.levert)] {
            let before = date.known().zip(row.per_dato.known()).filter(|(date, per)| date.last_day() < per.first_day());
            if let Some((date, per)) = before {
                found.push(
                    RULE.finding(format!("{name} har {field} {date}, før den er per {per}"))
                        .at(place(field))
                        .related(place("per_dato"), "datoen statusen gjelder for")
                        .help("rett den datoen som er feil"),
                );
            }
        }
        found.extend(head(row, "Rapporteringsår", row.aar.known(), &name));
        found.extend(head(row, "Rapporteringsdato", row.per_dato.known(), &name));
    }
}

/// A field at the top of the form that says otherwise than the report's own.
fn head(row: &Rapport, label: &str, own: Option<&Dato>, name: &str) -> Option<Diagnostic> {
    let key = ascii_key(label);
    let (_, value) = row.hode.iter().find(|(known, _)| ascii_key(known) == key)?;
    let written = Dato::parse(value.known()?).ok()?;
    let own = own.filter(|own| **own != written)?;
    Some(
        RULE.finding(format!("{name} har {label} {written} øverst i skjemaet, men gjelder {own}"))
            .at(row.rad.places.field("hode"))
            .help("rett feltet i `hode`, eller fjern det: det fylles ut av rapporten selv"),
    )
}

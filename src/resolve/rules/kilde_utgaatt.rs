//! Utgått kilde som fortsatt er oppgitt
//!
//! ## Hva den ser etter
//!
//! En kilde med en `utgått`-dato før datoen nettstedet vises per, som noe fortsatt viser til. Ett funn per kilde.
//!
//! ## Hvorfor
//!
//! En lov eller en veileder som er opphevet, bør ikke stå som grunnlag for det som gjøres nå. For en plan fra den gang er den
//! fortsatt riktig kilde: da kan funnet stå.
//!
//! ## Eksempel
//!
//! ```yaml
//! kilder:
//!   - {id: gammel-veileder, tittel: Veileder om boligplaner, utgått: 2010}
//! bygger_på:
//!   - {kilde: gammel-veileder}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! kilder:
//!   - {id: gammel-veileder, tittel: Veileder om boligplaner, utgått: 2010, erstattet_av: ny-veileder}
//!   - {id: ny-veileder, tittel: Ny veileder om boligplaner}
//! bygger_på:
//!   - {kilde: ny-veileder}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   kilde/utgaatt: av
//! ```

use std::collections::HashSet;

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity, Span};
use crate::domain::rad::{Kind, Relasjon};

/// A source that no longer holds.
pub const RULE: Rule =
    Rule { code: "kilde/utgaatt", severity: Severity::Hint, source: include_str!("kilde_utgaatt.rs"), check };

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (id, _) in site.register.iter().filter(|(_, item)| item.kind == Kind::Kilde) {
        let Some((row, ended)) = site.kilde(id).and_then(|row| Some((row, row.utgaatt?))) else { continue };
        if ended.last_day() >= context.date {
            continue;
        }
        // «Replaced by» another that has itself run out is history, not use.
        let history: HashSet<Span> =
            site.graph.back(id).filter(|e| e.relation == Relasjon::Erstattet).map(|e| e.span).collect();
        let uses: Vec<Span> = site.mentions(id).iter().copied().filter(|span| !history.contains(span)).collect();
        if uses.is_empty() {
            continue;
        }
        let places = if uses.len() == 1 { "ett sted".to_owned() } else { format!("{} steder", uses.len()) };
        let mut finding = RULE
            .finding(format!("{} er utgått ({ended}) og fortsatt oppgitt {places}", omtale::thing(site, id)))
            .at(row.rad.places.field("utgått"));
        for place in uses.iter().take(3) {
            finding = finding.related(*place, "oppgitt her");
        }
        let help = row.erstattet_av.as_ref().map_or_else(
            || "skriv `erstattet_av: …` når noe tok over; er den riktig for sin tid, kan den stå".to_owned(),
            |new| format!("vis til `{}` der det passer; er den gamle riktig for sin tid, kan den stå", new.text),
        );
        found.push(finding.help(help));
    }
}

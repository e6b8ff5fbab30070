//! Fristen for rapporten er nær
//!
//! ## Hva den ser etter
//!
//! En rapport som ikke er ført som levert, der det er så lenge igjen til fristen som `snart_dager` i `terskler`, eller kortere.
//!
//! ## Hvorfor
//!
//! Svarene skal gjerne innom flere tjenester og ledelsen før rapporten sendes.
//!
//! ## Eksempel
//!
//! ```yaml rapporter/arsrapport-2012.yaml
//! {type: år, år: 2012, per_dato: 2012-12-31, frist: 2013-01-20}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml rapporter/arsrapport-2012.yaml
//! {type: år, år: 2012, per_dato: 2012-12-31, frist: 2013-01-20, levert: 2013-01-10}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   rapport/frist-naer: av
//! ```

use jiff::Unit;

use super::rapport_frist_passert::deadline;
use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::felt::Grunn;
use crate::domain::rad::Kind;

/// A report that is due soon.
pub const RULE: Rule =
    Rule { code: "rapport/frist-naer", severity: Severity::Hint, source: include_str!("rapport_frist_naer.rs"), check };

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (_, id) in context.items(Kind::Rapport) {
        let Some((row, due)) = site.rapport(id).and_then(|row| Some((row, deadline(row)?))) else { continue };
        let left = context.date.until((Unit::Day, due)).map_or(-1, |span| i64::from(span.get_days()));
        let open = row.levert.grunn() == Some(Grunn::Tom);
        if open && (0..=context.config.terskler.snart_dager).contains(&left) {
            let days = match left {
                0 => "i dag".to_owned(),
                1 => "i morgen".to_owned(),
                n => format!("om {n} dager"),
            };
            found.push(
                RULE.finding(format!("fristen for {} er {due}, {days}", omtale::thing(site, id)))
                    .at(row.rad.places.field("frist"))
                    .help("skriv `levert` når rapporten er sendt"),
            );
        }
    }
}

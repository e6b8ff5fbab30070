//! Framdrift som går baklengs
//!
//! ## Hva den ser etter
//!
//! En statusrad som sier mindre enn den forrige om det samme: framdriften har falt, eller noe som var i gang eller fullført, er
//! «ikke startet».
//!
//! ## Hvorfor
//!
//! Det kan skje, men oftest er det radene som er byttet om eller en dato som er feil.
//!
//! ## Eksempel
//!
//! ```yaml
//! aktiviteter:
//!   - {id: akt-1, tekst: Holde boligskole}
//! statusrader:
//!   - {emne: akt-1, dato: 2012-06-30, status: i_gang, framdrift: 60}
//!   - {emne: akt-1, dato: 2012-12-31, status: i_gang, framdrift: 40}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! aktiviteter:
//!   - {id: akt-1, tekst: Holde boligskole}
//! statusrader:
//!   - {emne: akt-1, dato: 2012-06-30, status: i_gang, framdrift: 40}
//!   - {emne: akt-1, dato: 2012-12-31, status: i_gang, framdrift: 60}
//! ```
//!
//! Er framdriften virkelig mindre, skriv hvorfor i `avvik`; da sier ikke regelen fra.
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   status/baklengs: hint
//! ```

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::dato::Dato;
use crate::domain::status::{Status, Statusrad};

/// Progress that runs backwards.
pub const RULE: Rule =
    Rule { code: "status/baklengs", severity: Severity::Advarsel, source: include_str!("status_baklengs.rs"), check };

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    for (id, rows) in context.status_by_date() {
        // The last that said anything of each: a row in between may say nothing.
        let mut progress: Option<(Dato, &Statusrad, f64)> = None;
        let mut begun: Option<(Dato, &Statusrad, Status)> = None;
        for (date, row) in rows {
            let explained = row.avvik.known().is_some_and(|why| !why.is_empty());
            if let Some(now) = row.framdrift.known() {
                if let Some((when, before, then)) = progress.filter(|(_, _, then)| now < then && !explained) {
                    found.push(
                        RULE.finding(format!(
                            "framdriften for {} faller fra {} prosent ({when}) til {} ({date})",
                            omtale::thing(context.site, id),
                            omtale::figure(then),
                            omtale::figure(*now)
                        ))
                        .at(row.rad.places.field("framdrift"))
                        .related(before.rad.places.field("framdrift"), "mer enn dette")
                        .help("rett tallet eller datoen, eller skriv hvorfor i `avvik`"),
                    );
                }
                progress = Some((date, row, *now));
            }
            match row.status.known() {
                Some(status @ (Status::IGang | Status::Fullfoert)) => begun = Some((date, row, *status)),
                Some(Status::IkkeStartet) => {
                    // Two statuses on one day are told of by another rule.
                    let earlier = begun.filter(|(when, ..)| *when != date && !explained);
                    if let Some((when, before, status)) = earlier {
                        found.push(
                            RULE.finding(format!(
                                "{} er «ikke startet» {date}, men var «{}» {when}",
                                omtale::thing(context.site, id),
                                omtale::status(status)
                            ))
                            .at(row.rad.places.field("status"))
                            .related(before.rad.places.field("status"), "tidligere")
                            .help("rett statusen eller datoen, eller skriv hvorfor i `avvik`"),
                        );
                    }
                    begun = None;
                }
                _ => {}
            }
        }
    }
}

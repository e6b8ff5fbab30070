//! Måltallet ligger den andre veien
//!
//! ## Hva den ser etter
//!
//! Et `måltall` som er lavere enn `grunnlinje` når retningen er `opp`, eller høyere når den er `ned`.
//!
//! ## Hvorfor
//!
//! Da er målet nådd før arbeidet begynner. Oftest er retningen snudd, eller tallene byttet om.
//!
//! ## Eksempel
//!
//! ```yaml
//! indikatorer:
//!   - {id: ind-boliger, navn: Nye boliger, retning: ned, grunnlinje: 20, måltall: 50}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! indikatorer:
//!   - {id: ind-boliger, navn: Nye boliger, retning: opp, grunnlinje: 20, måltall: 50}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   maaltall/mot-retningen: hint
//! ```

use super::{Context, Rule, maaltallene, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::maal::Retning;

/// A target on the wrong side of where it started.
pub const RULE: Rule = Rule {
    code: "maaltall/mot-retningen",
    severity: Severity::Advarsel,
    source: include_str!("maaltall_mot_retningen.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    for target in maaltallene::all(context) {
        let (Some(goal), Some(start)) = (target.maaltall.verdi.known(), target.grunnlinje.known()) else { continue };
        let (way, side) = match target.retning {
            Some(Retning::Opp) if goal < start => ("opp", "under"),
            Some(Retning::Ned) if goal > start => ("ned", "over"),
            _ => continue,
        };
        found.push(
            RULE.finding(format!(
                "{} skal {way}, men måltallet {} er {side} utgangspunktet {}",
                omtale::thing(context.site, target.item),
                omtale::figure(*goal),
                omtale::figure(*start)
            ))
            .at(target.maaltall.places.field("verdi"))
            .help("rett `retning`, måltallet eller `grunnlinje`"),
        );
    }
}

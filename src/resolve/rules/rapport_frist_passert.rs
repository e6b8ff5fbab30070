//! Fristen for rapporten er ute
//!
//! ## Hva den ser etter
//!
//! En rapport der fristen er passert på datoen alt vises per, og `levert` ikke er ført; eller `levert` er etter fristen. Uten
//! `frist` har årsrapporten 28. februar året etter; de andre rapportene har da ingen frist.
//!
//! ## Hvorfor
//!
//! Årsrapporten er grunnlaget for oppfølgingsmøtet med Husbanken. Den skal være levert før møtet avtales.
//!
//! ## Eksempel
//!
//! ```yaml rapporter/arsrapport-2011.yaml
//! {type: år, år: 2011, per_dato: 2011-12-31}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml rapporter/arsrapport-2011.yaml
//! {type: år, år: 2011, per_dato: 2011-12-31, levert: 2012-02-20}
//! ```
//!
//! Er rapporten levert, men dagen ukjent, skriv `levert: {grunn: ukjent}`.
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   rapport/frist-passert: av
//! ```

use jiff::civil::Date;

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::felt::Grunn;
use crate::domain::rad::Kind;
use crate::domain::rapport::{Rapport, Rapporttype};
use crate::domain::skjema::FRIST;

/// A report that is late.
pub const RULE: Rule = Rule {
    code: "rapport/frist-passert",
    severity: Severity::Advarsel,
    source: include_str!("rapport_frist_passert.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (_, id) in context.items(Kind::Rapport) {
        let Some((row, due)) = site.rapport(id).and_then(|row| Some((row, deadline(row)?))) else { continue };
        let name = omtale::thing(site, id);
        if let Some(done) = row.levert.known() {
            if done.first_day() > due {
                found.push(
                    RULE.finding(format!("{name} ble levert {done}, etter fristen {due}"))
                        .at(row.rad.places.field("levert"))
                        .help("rett datoen; er den rett, si hvorfor i `merknad`, og slå av kontrollen"),
                );
            }
        } else if due < context.date && row.levert.grunn() == Some(Grunn::Tom) {
            found.push(
                RULE.finding(format!("fristen for {name} var {due}, og den er ikke ført som levert"))
                    .at(row.rad.places.field("frist"))
                    .help("skriv `levert` når rapporten er sendt"),
            );
        }
    }
}

/// When the report is due: as stated, else the form's own date for an annual one.
pub fn deadline(row: &Rapport) -> Option<Date> {
    if let Some(due) = row.frist.known() {
        return Some(due.last_day());
    }
    let year = row.aar.known().filter(|_| row.rapporttype == Some(Rapporttype::Aar))?;
    Date::new(year.last_day().year().checked_add(1)?, FRIST.0, FRIST.1).ok()
}

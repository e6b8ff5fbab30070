//! Foreldet tall
//!
//! ## Hva den ser etter
//!
//! En indikator der det nyeste kjente tallet er eldre enn det skal være på datoen nettstedet vises per. Grensen er
//! indikatorens `gyldig_måneder`, eller `foreldet_måneder` i `planverk.yaml` (24 måneder når ikke annet står). Indikatorer uten
//! ett eneste datert tall regnes ikke med.
//!
//! ## Hvorfor
//!
//! Et gammelt tall ser ut som et nytt når ingen ser etter datoen. Er planen over, er gamle tall i orden: slå da regelen av.
//!
//! ## Eksempel
//!
//! ```yaml
//! indikatorer:
//!   - {id: ind-behov, navn: Husstander med boligbehov, målinger: [{dato: 2007, verdi: 134, kilde: BoKart}]}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! indikatorer:
//!   - id: ind-behov
//!     navn: Husstander med boligbehov
//!     målinger:
//!       - {dato: 2007, verdi: 134, kilde: BoKart}
//!       - {dato: 2012, verdi: 140, kilde: Egen telling}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! terskler: {foreldet_måneder: 36}
//! regler:
//!   tall/foreldet: av
//! ```

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::dato::Dato;
use crate::domain::rad::Kind;

/// A figure that is too old.
pub const RULE: Rule =
    Rule { code: "tall/foreldet", severity: Severity::Hint, source: include_str!("tall_foreldet.rs"), check };

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (_, id) in context.items(Kind::Indikator) {
        let Some(row) = site.indikator(id) else { continue };
        let dated = row.maalinger.iter().filter(|m| m.verdi.known().is_some());
        let Some((newest, date)) =
            dated.filter_map(|m| Some((m, m.dato()?))).max_by_key(|(_, date)| (date.last_day(), date.first_day()))
        else {
            continue;
        };
        #[expect(clippy::cast_possible_truncation, reason = "clamped to a range of whole months")]
        let months =
            row.gyldig_maaneder.map_or(context.config.terskler.foreldet_maaneder, |n| n.clamp(0.0, 12_000.0) as i64);
        if !outlived(date, months, context.date) {
            continue;
        }
        found.push(
            RULE.finding(format!(
                "nyeste tall i {} er fra {date}, mer enn {months} måneder før {}",
                omtale::thing(site, id),
                context.date
            ))
            .at(newest.places.field("verdi"))
            .label("nyeste tall")
            .help("legg til en ny måling, eller skriv på indikatoren hvor lenge tallet gjelder: `gyldig_måneder: 60`"),
        );
    }
}

fn outlived(date: Dato, months: i64, today: Date) -> bool {
    let months = months.clamp(0, 12_000);
    date.last_day().checked_add(months.months()).is_ok_and(|end| end < today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_holds_to_the_last_day_of_its_last_month() {
        let today = Date::constant(2013, 1, 1);
        assert!(!outlived(Dato::Aar(2010), 25, today));
        assert!(!outlived(Dato::Dag(Date::constant(2011, 1, 1)), 24, today));
        assert!(outlived(Dato::Aar(2010), 24, today));
    }

    #[test]
    fn limits_beyond_the_calendar_never_run_out() {
        assert!(!outlived(Dato::Aar(2010), i64::MAX, Date::constant(2013, 1, 1)));
    }
}

//! To utsagn om når
//!
//! ## Hva den ser etter
//!
//! To statusrader om det samme sier den samme statusen med hver sin dato, rett etter hverandre. Regelen ser på rader i samme
//! rapport, og på rader utenfor rapporter når statusen er slutt (fullført, stoppet, videreført, ikke gjennomført).
//! At to rapporter begge sier «i gang», er vanlig og regnes ikke med. Det gjør heller ikke rader med ulik framdrift, eller en
//! måned som ligger i et år som også er nevnt.
//!
//! ## Hvorfor
//!
//! Noe begynner og slutter én gang. To datoer i samme rapport betyr gjerne at den ene er skrevet feil. Begge kan bli stående,
//! med merknad.
//!
//! ## Eksempel
//!
//! ```yaml
//! aktiviteter:
//!   - {id: akt-1, tekst: Holde fordelingsmøte}
//! statusrader:
//!   - {emne: akt-1, dato: 2012-11, status: fullført, tekst: Møtet ble holdt i november.}
//!   - {emne: akt-1, dato: 2013-01, status: fullført, tekst: Møtet ble holdt i januar.}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! aktiviteter:
//!   - {id: akt-1, tekst: Holde fordelingsmøte}
//! statusrader:
//!   - {emne: akt-1, dato: 2012-11, status: fullført, tekst: Møtet ble holdt i november.}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   status/to-datoer: av
//! ```

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::dato::{Dato, Periode};
use crate::domain::status::Statusrad;

/// One status, two dates.
pub const RULE: Rule =
    Rule { code: "status/to-datoer", severity: Severity::Hint, source: include_str!("status_to_datoer.rs"), check };

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    for (id, rows) in context.status_by_date() {
        let stated: Vec<_> = rows.iter().filter(|(_, row)| row.status.known().is_some()).collect();
        for pair in stated.windows(2) {
            let [(early, first), (late, second)] = pair else { continue };
            let Some(status) = first.status.known().filter(|_| retold(first, second) && apart(*early, *late)) else {
                continue;
            };
            found.push(
                RULE.finding(format!(
                    "to utsagn om når {} ble «{}»: {early} og {late}",
                    omtale::thing(context.site, id),
                    omtale::status(*status)
                ))
                .at(second.rad.places.field("dato"))
                .related(first.rad.places.field("dato"), "den andre datoen")
                .help(
                    "er den ene feil, rett den; er kilden selv uenig, la begge stå med `sikkerhet: uklar` og `merknad`",
                ),
            );
        }
    }
}

/// Do both rows tell of one and the same event?
fn retold(first: &Statusrad, second: &Statusrad) -> bool {
    let report = |row: &Statusrad| row.rapport.as_ref().map(|named| named.text.clone());
    let same_place = match (report(first), report(second)) {
        (None, None) => first.status.known().is_some_and(|status| status.is_closed()),
        (one, other) => one == other,
    };
    let progress = first
        .framdrift
        .known()
        .zip(second.framdrift.known())
        .is_some_and(|(one, other)| one.to_bits() != other.to_bits());
    same_place && !progress && first.status.known() == second.status.known()
}

/// Neither date lies within the other.
fn apart(one: Dato, other: Dato) -> bool {
    let (one, other) = (Periode::single(one), Periode::single(other));
    !one.contains(&other) && !other.contains(&one)
}

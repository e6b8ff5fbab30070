//! Aktivitet uten tidsramme
//!
//! ## Hva den ser etter
//!
//! En aktivitet der `tid` mangler eller er tom: verken datoer eller tekst. `tid: {grunn: ikke_aktuelt}` godtas.
//!
//! ## Hvorfor
//!
//! Uten tidsramme kan ingen si om aktiviteten er i rute, og den havner i listen «uten dato» på tidslinjen.
//!
//! ## Eksempel
//!
//! ```yaml
//! aktiviteter:
//!   - {id: akt-1, tekst: Kartlegge boligbehovet, tid: {grunn: ukjent}}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! aktiviteter:
//!   - {id: akt-1, tekst: Kartlegge boligbehovet, tid: {fra: 2012-01, til: 2012-06}}
//!   - {id: akt-2, tekst: Holde boligskole, tid: høsten 2012}
//! ```
//!
//! ## Slå av eller endre
//!
//! Skriv i `planverk.yaml`:
//!
//! ```yaml
//! regler:
//!   aktivitet/uten-tid: advarsel
//! ```

use super::{Context, Rule, hull, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::aktivitet::Aktivitet;
use crate::domain::felt::Grunn;
use crate::domain::rad::Kind;

/// An activity without a time.
pub const RULE: Rule =
    Rule { code: "aktivitet/uten-tid", severity: Severity::Hint, source: include_str!("aktivitet_uten_tid.rs"), check };

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for (_, id) in context.items(Kind::Aktivitet) {
        let Some(row) = site.aktivitet(id) else { continue };
        let Some(grunn) = gap(row) else { continue };
        found.push(
            RULE.finding(format!("{} har ingen tidsramme{}", omtale::thing(site, id), omtale::reason(grunn)))
                .at(row.rad.places.field("tid"))
                .help("skriv `tid: {fra: 2012-01, til: 2012-06}`, eller med ord: `tid: høsten 2012`"),
        );
    }
}

/// Why there is no time. `{fra: {grunn: ukjent}}` says no more than `{grunn: ukjent}`.
fn gap(row: &Aktivitet) -> Option<Grunn> {
    let Some(tid) = row.tid.known() else { return hull::gap(&row.tid) };
    let said = tid.tekst.as_ref().is_some_and(|text| !text.is_empty()) || !tid.periode().is_empty();
    let grunn = tid.fra.grunn().filter(|grunn| *grunn != Grunn::Tom).or(tid.til.grunn()).unwrap_or(Grunn::Tom);
    (!said && !matches!(grunn, Grunn::IkkeAktuelt | Grunn::Skjult)).then_some(grunn)
}

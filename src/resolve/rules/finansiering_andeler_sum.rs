//! Andeler som ikke blir hundre
//!
//! ## Hva den ser etter
//!
//! Andelene i en finansiering – planens eller en aktivitets – summerer ikke til 100 prosent. Mangler noen av andelene, sies
//! det bare fra når de som er oppgitt, alene blir mer enn 100.
//!
//! ## Hvorfor
//!
//! Går ikke regnestykket opp, er enten en andel feil eller en bidragsyter glemt, og budsjettet viser feil beløp.
//!
//! ## Eksempel
//!
//! ```yaml
//! finansiering:
//!   - {år: 2012, andeler: [{kilde: Husbanken, andel: 70}, {kilde: Kommunen, andel: 20}]}
//! ```
//!
//! ## Bruk heller
//!
//! ```yaml
//! finansiering:
//!   - {år: 2012, andeler: [{kilde: Husbanken, andel: 70}, {kilde: Kommunen, andel: 30}]}
//! ```
//!
//! ## Slå av eller endre
//!
//! Hvor mye summen kan avvike, er `sum_slingring`. Skriv i `planverk.yaml`:
//!
//! ```yaml
//! terskler: {sum_slingring: 1}
//! regler:
//!   finansiering/andeler-sum: av
//! ```

use super::{Context, Rule, omtale};
use crate::diag::{Diagnostic, Severity};
use crate::domain::aktivitet::Finansieringsandel;
use crate::domain::rad::Kind;

/// Shares that do not make a whole.
pub const RULE: Rule = Rule {
    code: "finansiering/andeler-sum",
    severity: Severity::Advarsel,
    source: include_str!("finansiering_andeler_sum.rs"),
    check,
};

fn check(context: &Context, found: &mut Vec<Diagnostic>) {
    let site = context.site;
    for row in site.planer.iter().flat_map(|plan| &plan.finansiering) {
        let year = row.aar.known().map_or_else(String::new, |year| format!(" for {year}"));
        if let Some(finding) = sum(&row.andeler, &format!("finansieringen{year}"), context) {
            found.push(finding.at(row.rad.places.field("andeler")));
        }
    }
    for (_, id) in context.items(Kind::Aktivitet) {
        let Some(row) = site.aktivitet(id) else { continue };
        if let Some(finding) = sum(row.finansiering.items(), &omtale::thing(site, id), context) {
            found.push(finding.at(row.rad.places.field("finansiering")));
        }
    }
}

fn sum(shares: &[Finansieringsandel], whose: &str, context: &Context) -> Option<Diagnostic> {
    let known: Vec<(&str, f64)> =
        shares.iter().filter_map(|s| s.andel.known().map(|share| (s.kilde.as_str(), *share))).collect();
    let total: f64 = known.iter().map(|(_, share)| share).sum();
    let off = total - 100.0;
    let complete = known.len() == shares.len();
    if known.is_empty() || (off <= 0.0 && !complete) || !context.beyond_slack(off) {
        return None;
    }
    let parts: Vec<String> = known.iter().map(|(who, share)| format!("{who} {}", omtale::figure(*share))).collect();
    let message = format!(
        "andelene i {whose} summerer til {} prosent, ikke 100: {}",
        omtale::figure(total),
        omtale::list(&parts)
    );
    Some(RULE.finding(message).help("rett andelene, eller legg til den som mangler: `{kilde: …, andel: …}`"))
}

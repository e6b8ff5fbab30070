//! The last lines: what was found, counted per kind, and what needs attention.

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Severity};

/// «2 feil, 14 advarsler og 63 hint», or «ingen feil eller advarsler».
pub fn counts(found: &[Diagnostic]) -> String {
    let count = |severity| found.iter().filter(|d| d.severity == severity).count();
    let (errors, warnings, hints) = (count(Severity::Feil), count(Severity::Advarsel), count(Severity::Hint));
    if errors + warnings + hints == 0 {
        return "ingen funn".to_owned();
    }
    format!("{errors} feil, {} og {hints} hint", number_of(warnings, "advarsel", "advarsler"))
}

/// «1 plan», «3 planer».
pub fn number_of(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// Warnings counted per code, most first: «aktivitet/uten-tid (38), …».
pub fn attention(found: &[Diagnostic], severity: Severity) -> String {
    let mut per_code: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in found.iter().filter(|d| d.severity == severity) {
        *per_code.entry(diagnostic.code).or_default() += 1;
    }
    let mut list: Vec<(&str, usize)> = per_code.into_iter().collect();
    list.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    list.iter().map(|(code, n)| format!("{code} ({n})")).collect::<Vec<_>>().join(", ")
}

/// Is there anything that counts as a finding?
pub fn has_findings(found: &[Diagnostic], strict: bool) -> bool {
    found.iter().any(|d| d.severity == Severity::Feil || (strict && d.severity == Severity::Advarsel))
}

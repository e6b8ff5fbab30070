//! The last lines: what was built, what was found, counted per kind, and what needs attention. What a build did to the disk
//! is told in `build`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::build::{Checked, Made};
use crate::diag::{Diagnostic, Severity};
use crate::domain::enumeration::Enumeration;
use crate::source::SourceSet;

/// What there is to say of a build besides what it did to the disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// What was built.
    pub built: String,
    /// Which edition, and for which date.
    pub edition: String,
    /// What is held back and what was found, in whole lines.
    pub found: String,
    /// Files of the site.
    pub files: usize,
    /// Files in the output folder that are somebody else's.
    pub kept: usize,
}

impl Summary {
    /// Of a build that is done and has `kept` files of somebody else's. With `anew` it tells how many pages had to be made,
    /// when that was not all; a build that is told of by this alone has made none.
    pub fn of(sources: &SourceSet, checked: &Checked, made: &Made, kept: usize, anew: bool) -> Self {
        let site = &checked.site;
        let anew =
            if anew && made.drawn < made.pages { format!("{} av dem på nytt; ", made.drawn) } else { String::new() };
        let texts = site.artikler.len() + site.planer.iter().map(|plan| plan.kapitler.len()).sum::<usize>();
        let drafts = match site.drafts {
            0 => String::new(),
            drafts => format!("{drafts} utkast er holdt utenfor.\n"),
        };
        let warnings = attention(&checked.found, Severity::Advarsel);
        let tail = if warnings.is_empty() { String::new() } else { format!(" Advarsler: {warnings}.") };
        let more = if checked.found.is_empty() { "" } else { " Se dem med planverk check." };
        Self {
            built: format!(
                "Bygde {} ({anew}{}) av {}, {} og {}",
                number_of(made.pages, "side", "sider"),
                number_of(made.tree.len(), "fil", "filer"),
                number_of(site.planer.len(), "plan", "planer"),
                number_of(texts, "tekst", "tekster"),
                number_of(sources.files().len(), "kildefil", "kildefiler"),
            ),
            edition: format!("Utgave: {}. Alt vises per {}.", checked.utgave.word(), checked.date),
            found: format!("{drafts}Funn: {}.{tail}{more}\n", counts(&checked.found)),
            files: made.tree.len(),
            kept,
        }
    }
}

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

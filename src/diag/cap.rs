//! Keeps a long list readable: beyond a number of findings of one code, the rest are counted, not listed.
//! Which findings there are, and their order, is left to others: the first ones are kept.

use std::collections::BTreeMap;
use std::fmt;

use super::{Code, Diagnostic, Severity};

/// How many findings of one code are listed; `None` is all of them. Errors are always listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Warnings of one code.
    pub advarsel: Option<usize>,
    /// Hints of one code.
    pub hint: Option<usize>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { advarsel: Some(50), hint: Some(20) }
    }
}

impl Limits {
    /// Lists everything.
    pub const ALL: Self = Self { advarsel: None, hint: None };

    const fn of(self, severity: Severity) -> Option<usize> {
        match severity {
            Severity::Feil => None,
            Severity::Advarsel => self.advarsel,
            Severity::Hint => self.hint,
        }
    }
}

/// What was left out of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rest {
    /// How much it matters.
    pub severity: Severity,
    /// Stable code.
    pub code: Code,
    /// How many findings were not listed.
    pub more: usize,
}

impl fmt::Display for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "… og {} til av [{}]", self.more, self.code)
    }
}

/// The findings to list, in the order they came, and what was left out, the most serious first.
pub fn cap(list: Vec<Diagnostic>, limits: Limits) -> (Vec<Diagnostic>, Vec<Rest>) {
    let mut seen: BTreeMap<(Severity, Code), usize> = BTreeMap::new();
    let mut kept = Vec::new();
    for diagnostic in list {
        let count = seen.entry((diagnostic.severity, diagnostic.code)).or_default();
        *count += 1;
        if limits.of(diagnostic.severity).is_none_or(|limit| *count <= limit) {
            kept.push(diagnostic);
        }
    }
    let rest = seen.into_iter().filter_map(|((severity, code), count)| {
        let more = count.saturating_sub(limits.of(severity)?);
        (more > 0).then_some(Rest { severity, code, more })
    });
    (kept, rest.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn many(n: usize, make: fn(Code, String) -> Diagnostic, code: Code) -> Vec<Diagnostic> {
        (0..n).map(|i| make(code, format!("nr. {i}"))).collect()
    }

    #[test]
    fn the_first_hints_of_a_code_are_kept_and_the_rest_counted() {
        let mut list = many(57, Diagnostic::hint, "kvalitet/uten-kostnad");
        list.extend(many(20, Diagnostic::hint, "kvalitet/uten-frist"));
        let (kept, rest) = cap(list, Limits::default());
        assert_eq!(kept.len(), 40);
        assert_eq!(kept[19].message, "nr. 19");
        assert_eq!(kept[20].code, "kvalitet/uten-frist");
        let texts: Vec<_> = rest.iter().map(ToString::to_string).collect();
        assert_eq!(texts, ["… og 37 til av [kvalitet/uten-kostnad]"]);
    }

    #[test]
    fn errors_are_always_listed() {
        let (kept, rest) = cap(many(500, Diagnostic::error, "lesing/ukjent-felt"), Limits::default());
        assert_eq!((kept.len(), rest), (500, vec![]));
    }

    #[test]
    fn the_same_code_with_two_severities_is_counted_apart_and_warnings_come_first() {
        let limits = Limits { advarsel: Some(1), hint: Some(1) };
        let mut list = many(3, Diagnostic::hint, "a/b");
        list.extend(many(2, Diagnostic::warning, "a/b"));
        let (kept, rest) = cap(list, limits);
        assert_eq!(kept.len(), 2);
        let counts: Vec<_> = rest.iter().map(|r| (r.severity, r.more)).collect();
        assert_eq!(counts, [(Severity::Advarsel, 1), (Severity::Hint, 2)]);
    }

    #[test]
    fn without_limits_nothing_is_left_out() {
        let (kept, rest) = cap(many(99, Diagnostic::hint, "a/b"), Limits::ALL);
        assert_eq!((kept.len(), rest), (99, vec![]));
    }
}

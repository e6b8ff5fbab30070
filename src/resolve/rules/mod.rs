//! The checks: one file per rule. A rule looks at the finished [`Site`] and reports what is doubtful; what is plainly
//! wrong (an unknown id) was reported when it was met.
//!
//! The Norwegian comment at the top of each rule's file is its page in the guide, so that help and code cannot drift.

use jiff::civil::Date;

use super::site::Site;
use crate::config::Config;
use crate::diag::{Code, Diagnostic, Severity};
use crate::source::SourceSet;

/// What a rule may look at.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The site.
    pub site: &'a Site,
    /// The author's files.
    pub sources: &'a SourceSet,
    /// The configuration, for its limits.
    pub config: &'a Config,
    /// The as-of date.
    pub date: Date,
}

/// One check.
pub struct Rule {
    /// Code, `area/what`.
    pub code: Code,
    /// How much its findings matter unless the configuration says otherwise.
    pub severity: Severity,
    /// The whole source file; its leading `//!` lines are the rule's page in the guide.
    pub source: &'static str,
    /// Looks and reports.
    pub check: fn(&Context, &mut Vec<Diagnostic>),
}

impl Rule {
    /// The rule's page in the guide: Markdown, its first line the title.
    pub fn page(&self) -> String {
        let lines = self.source.lines().map_while(|line| line.strip_prefix("//!"));
        lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
    }

    /// The first line of the rule's page.
    pub fn title(&self) -> String {
        self.page().lines().next().unwrap_or(self.code).to_owned()
    }
}

/// Every rule, in the order of the guide.
pub const RULES: &[&Rule] = &[];

/// Runs every rule that is not turned off, with the severity the configuration gives it.
pub fn run(context: &Context) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (code, (_, span)) in &context.config.regler {
        if !RULES.iter().any(|rule| rule.code == code) {
            let known = RULES.iter().map(|rule| rule.code);
            found.push(
                Diagnostic::error("lesing/ukjent-regel", format!("ingen regel heter «{code}»"))
                    .at(*span)
                    .help_maybe(crate::diag::did_you_mean(code, known))
                    .help("`planverk check --rules` viser alle"),
            );
        }
    }
    for rule in RULES {
        let severity = match context.config.regler.get(rule.code) {
            None => Some(rule.severity),
            Some((choice, _)) => choice.severity(),
        };
        let Some(severity) = severity else { continue };
        let before = found.len();
        (rule.check)(context, &mut found);
        for diagnostic in &mut found[before..] {
            diagnostic.severity = severity;
        }
    }
    found
}

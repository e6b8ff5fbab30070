//! `planverk check`: reads and checks everything, and writes what was found.

use std::io::IsTerminal;

use super::{Exit, options, print, summary, tell};
use crate::build;
use crate::cli::{Check, Format};
use crate::diag::cap::{Limits, cap};
use crate::diag::render;
use crate::environment::EnvironmentError;
use crate::resolve::rules::{RULES, Rule};
use crate::source::SourceSet;

/// Checks, or tells about the checks.
pub fn run(typed: &Check) -> Result<Exit, EnvironmentError> {
    if let Some(code) = &typed.explain {
        return Ok(explain(code));
    }
    if typed.rules {
        for rule in RULES {
            print(&format!("{:<40} {:<9} {}\n", rule.code, rule.severity.word(), rule.title()));
        }
        return Ok(Exit::Clean);
    }
    let (sources, found) = SourceSet::read(&typed.reading.source)?;
    let checked = build::check(&sources, options(&typed.reading), found);
    let exit = if summary::has_findings(&checked.found, typed.reading.strict) { Exit::Findings } else { Exit::Clean };
    let counts = summary::counts(&checked.found);
    match typed.format {
        Format::Json => print(&render::json(&checked.found, &sources)),
        Format::Sarif => {
            let describe = |code: &str| RULES.iter().find(|rule| rule.code == code).map(|rule| rule.title());
            print(&render::sarif(&checked.found, &sources, &describe));
        }
        Format::Tekst | Format::Kort => {
            let limits = if typed.all { Limits::ALL } else { Limits::default() };
            let (kept, rest) = cap(checked.found, limits);
            let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
            print(&match typed.format {
                Format::Kort => render::kort(&kept, &sources),
                _ => render::tekst(&kept, &sources, colour),
            });
            for more in rest {
                print(&format!("{more}\n"));
            }
            let files = summary::number_of(sources.files().len(), "fil", "filer");
            tell(&format!("Kontrollerte {files}: {counts}.\n"));
        }
    }
    Ok(exit)
}

fn explain(code: &str) -> Exit {
    let Some(rule) = RULES.iter().find(|rule| rule.code == code) else {
        let near = crate::diag::did_you_mean(code, RULES.iter().map(|rule: &&Rule| rule.code));
        tell(&format!("ingen kontroll heter «{code}»{}\n", near.map_or(String::new(), |hint| format!("; {hint}"))));
        return Exit::Findings;
    };
    print(&format!("{} [{}, {}]\n", rule.title(), rule.code, rule.severity.word()));
    let page = rule.page();
    let body = page.split_once('\n').map_or("", |(_, body)| body);
    print(&format!("{}\n", body.trim_end()));
    Exit::Clean
}

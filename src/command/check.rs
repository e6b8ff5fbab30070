//! `planverk check`: reads and checks everything, and writes what was found.

use super::{Exit, colours, options, print, summary, tell};
use crate::build;
use crate::cli::{Check, Format};
use crate::diag::cap::{Limits, cap};
use crate::diag::render;
use crate::environment::EnvironmentError;
use crate::resolve::rules::{RULES, Rule};
use crate::source::SourceSet;

/// What the codes begin with of what is found while sources are read and the site is made. Some checks share an area.
const READING: [&str; 16] = [
    "bilde",
    "bygg",
    "kilde",
    "lenke",
    "lesing",
    "markdown",
    "rapport",
    "referanse",
    "skrift",
    "spoerring",
    "tabell",
    "tema",
    "tilgang",
    "utskrift",
    "vis",
    "yaml",
];

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
            print(&match typed.format {
                Format::Kort => render::kort(&kept, &sources),
                _ => render::tekst(&kept, &sources, colours(&std::io::stdout())),
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
        let near = near.map_or(String::new(), |hint| format!("; {hint}"));
        tell(&match code.split_once('/') {
            Some((area, _)) if READING.contains(&area) => format!(
                "«{code}» er ikke en kontroll{near}\nKoder på «{area}/» som ikke er kontroller, sier at noe ikke kan \
                 leses eller brukes slik det står.\nDe kan ikke slås av. Siden Feilsøking i brukerveiledningen \
                 forklarer hver av dem.\n"
            ),
            _ => format!("ingen kontroll heter «{code}»{near}\n"),
        });
        return Exit::Findings;
    };
    print(&format!("{} [{}, {}]\n", rule.title(), rule.code, rule.severity.word()));
    let page = rule.page();
    let body = page.split_once('\n').map_or("", |(_, body)| body);
    print(&format!("{}\n", body.trim_end()));
    Exit::Clean
}

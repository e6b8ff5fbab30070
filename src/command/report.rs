//! `planverk report`: one report, or the whole plan, as a file.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::{Exit, colours, options, summary, tell};
use crate::build::{self, Checked};
use crate::cli::report::{Format, Kind, Report};
use crate::derive::dokument::Dokument;
use crate::derive::helplan::helplan;
use crate::derive::rapport::tidsrom::Tidsrom;
use crate::derive::rapport::{Oppdrag, rapport};
use crate::diag::{Diagnostic, Severity, render};
use crate::document;
use crate::domain::dato::Dato;
use crate::domain::rad;
use crate::domain::rapport::Rapporttype;
use crate::environment::EnvironmentError;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};
use crate::resolve::site::Site;
use crate::source::SourceSet;

/// Writes the report. Exit code 1 when the plan, the time or the material does not allow one.
pub fn run(typed: &Report) -> Result<Exit, EnvironmentError> {
    if typed.format == Format::Pdf && !cfg!(feature = "pdf") {
        return Err(no_pdf(typed));
    }
    let reading = typed.reading();
    let (sources, found) = SourceSet::read(&typed.source)?;
    let checked = build::check(&sources, options(&reading), found);
    if checked.has_errors() {
        let errors: Vec<Diagnostic> = checked.found.iter().filter(|d| d.severity == Severity::Feil).cloned().collect();
        tell(&render::tekst(&errors, &sources, colours(&io::stderr())));
        tell(&format!("Skrev ingen rapport: {}.\n", summary::counts(&checked.found)));
        return Ok(Exit::Findings);
    }
    let order = match choose(&checked, typed) {
        Ok(order) => order,
        Err(why) => {
            tell(&format!("{why}\n"));
            return Ok(Exit::Findings);
        }
    };
    let made = build::document(&sources, &checked, |world| {
        let language = world.plan_language(order.plan);
        let (site, config, dato) = (world.site, world.config, world.derived.date);
        let document = match order.what {
            What::Plan => helplan(site, config, language, order.plan, dato),
            What::Moete => document::moete::dokument(world, order.plan),
            What::Rapport { slag, tidsrom, lagret } => {
                rapport(&Oppdrag { site, config, language, plan: order.plan, slag, tidsrom, lagret, dato })
            }
        };
        draw(world, &document, typed.format).map(|(bytes, found)| (document, bytes, found))
    });
    let (document, bytes, found) = match made.and_then(|made| made.map_err(|fault| vec![*fault])) {
        Ok(made) => made,
        Err(faults) => {
            tell(&render::tekst(&faults, &sources, colours(&io::stderr())));
            return Ok(Exit::Findings);
        }
    };
    match &typed.out {
        Some(path) => write(path, &bytes, &sources)?,
        None => {
            // A reader that has gone away (`| head`) is no failure.
            let _ = io::stdout().write_all(&bytes);
        }
    }
    if !found.is_empty() {
        tell(&render::tekst(&found, &sources, colours(&io::stderr())));
    }
    tell(&told(typed, &checked, &order, &document, bytes.len()));
    Ok(Exit::Clean)
}

/// A drawn document, and what is worth knowing about it.
type Drawn = Result<(Vec<u8>, Vec<Diagnostic>), Box<Diagnostic>>;

fn draw(world: &World, document: &Dokument, format: Format) -> Drawn {
    let format = match format {
        Format::Html => document::Format::Html,
        Format::Md => document::Format::Markdown,
        Format::Csv => document::Format::Csv,
        Format::Pdf => return pdf(world, document),
    };
    Ok((document::write(world, document, format), Vec::new()))
}

#[cfg(feature = "pdf")]
fn pdf(world: &World, document: &Dokument) -> Drawn {
    document::pdf::write(world, document).map(|made| (made.bytes, made.found))
}

/// Asked for before anything is read, and refused there.
#[cfg(not(feature = "pdf"))]
fn pdf(_: &World, _: &Dokument) -> Drawn {
    Err(Box::new(Diagnostic::error("rapport/pdf", "denne utgaven av Planverk er bygd uten PDF")))
}

/// This program was built without PDF.
fn no_pdf(typed: &Report) -> EnvironmentError {
    let path = typed.out.clone().unwrap_or_else(|| PathBuf::from("PDF"));
    EnvironmentError::new("å skrive", &path, "denne utgaven av Planverk er bygd uten PDF").advice(
        "Bygg den med PDF: cargo install --path . --features pdf\n  Eller skriv --format html, og lag PDF med utskrift fra nettleseren.",
    )
}

/// What is to be written.
struct Order {
    plan: PlanId,
    what: What,
}

/// What is written of it.
#[derive(Clone, Copy)]
enum What {
    Plan,
    Moete,
    Rapport { slag: Rapporttype, tidsrom: Tidsrom, lagret: Option<ItemId> },
}

fn choose(checked: &Checked, typed: &Report) -> Result<Order, String> {
    let site = &checked.site;
    let plan = choose_plan(site, typed.plan.as_deref())?;
    let slag = match typed.kind {
        Kind::Plan | Kind::Moete => {
            let (what, name) =
                if typed.kind == Kind::Plan { (What::Plan, "planen") } else { (What::Moete, "møtesiden") };
            if typed.period.is_some() {
                return Err(format!("feil: --period gjelder rapporter; {name} skrives per --date"));
            }
            return Ok(Order { plan, what });
        }
        Kind::Aar => Rapporttype::Aar,
        Kind::Halvaar => Rapporttype::Halvaar,
        Kind::Tertial => Rapporttype::Tertial,
        Kind::Slutt => Rapporttype::Slutt,
    };
    let (tidsrom, lagret) = choose_report(checked, plan, slag, typed.period)?;
    Ok(Order { plan, what: What::Rapport { slag, tidsrom, lagret } })
}

/// «lorenskog/program-2012-2013».
fn plan_name(site: &Site, plan: PlanId) -> String {
    format!("{}/{}", site.organisasjon(site.plan_org(plan)).rad.id, site.plan(plan).rad.id)
}

fn choose_plan(site: &Site, wanted: Option<&str>) -> Result<PlanId, String> {
    let all: Vec<PlanId> = site.plan_ids().collect();
    let list = || {
        let line = |plan: &PlanId| format!("  {}  {}", plan_name(site, *plan), site.plan(*plan).tittel);
        all.iter().map(line).collect::<Vec<_>>().join("\n")
    };
    if all.is_empty() {
        return Err("feil: mappen har ingen planer; de ligger i plans/ORG/PLAN/".to_owned());
    }
    let Some(wanted) = wanted else {
        return match all[..] {
            [only] => Ok(only),
            _ => Err(format!("feil: si hvilken plan med --plan ORG/PLAN\nPlanene er:\n{}", list())),
        };
    };
    let wanted = wanted.trim_matches('/');
    let fits = |plan: &&PlanId| {
        let name = plan_name(site, **plan);
        name == wanted || name.split('/').any(|part| part == wanted)
    };
    let found: Vec<PlanId> = all.iter().filter(fits).copied().collect();
    match found[..] {
        [one] => Ok(one),
        [] => {
            let names: Vec<String> = all.iter().map(|plan| plan_name(site, *plan)).collect();
            let guess = crate::diag::did_you_mean(wanted, names.iter().map(String::as_str));
            let guess = guess.map_or_else(String::new, |guess| format!("; {guess}"));
            Err(format!("feil: ingen plan heter «{wanted}»{guess}\nPlanene er:\n{}", list()))
        }
        _ => Err(format!("feil: flere planer heter «{wanted}»\nPlanene er:\n{}", list())),
    }
}

fn choose_report(
    checked: &Checked,
    plan: PlanId,
    slag: Rapporttype,
    period: Option<Dato>,
) -> Result<(Tidsrom, Option<ItemId>), String> {
    let site = &checked.site;
    let about = site.plan(plan);
    let stored: Vec<(ItemId, Tidsrom)> = site
        .register
        .of_plan(plan, rad::Kind::Rapport)
        .filter_map(|item| Some((item, site.rapport(item)?)))
        .filter(|(_, report)| report.rapporttype == Some(slag))
        .map(|(item, report)| (item, Tidsrom::of(report, about, checked.date)))
        .collect();
    if slag == Rapporttype::Slutt {
        let whole = Tidsrom::whole(about, period.map(Dato::last_day), checked.date);
        return Ok(stored.last().map_or((whole, None), |(item, time)| (*time, Some(*item))));
    }
    let what_exists = || exists(site, plan);
    let Some(period) = period else {
        return match stored[..] {
            [(item, time)] => Ok((time, Some(item))),
            _ => Err(format!("feil: si hvilken tid med --period, som {}\n{}", example(slag), what_exists())),
        };
    };
    let fits = matches!(
        (slag, period),
        (Rapporttype::Aar, Dato::Aar(_))
            | (Rapporttype::Halvaar, Dato::Halvaar(..))
            | (Rapporttype::Tertial, Dato::Tertial(..))
    );
    if !fits {
        return Err(format!(
            "feil: perioden «{period}» passer ikke; skriv den som {}\n{}",
            example(slag),
            what_exists()
        ));
    }
    if let Some((item, time)) = stored.iter().rev().find(|(_, time)| time.dato == Some(period)) {
        return Ok((*time, Some(*item)));
    }
    let time = Tidsrom::single(period);
    let frame = about.periode.known().copied().unwrap_or_default();
    let before = frame.last_day().is_some_and(|end| end < time.fra);
    let after = frame.first_day().is_some_and(|start| start > time.til);
    if before || after {
        return Err(format!(
            "feil: det finnes ingen rapport for {period}, og planen gjelder ikke da\n{}",
            what_exists()
        ));
    }
    Ok((time, None))
}

const fn example(slag: Rapporttype) -> &'static str {
    match slag {
        Rapporttype::Aar | Rapporttype::Slutt => "2012",
        Rapporttype::Halvaar => "2012-H1",
        Rapporttype::Tertial => "2012-T2",
    }
}

/// The plan's time and its stored reports.
fn exists(site: &Site, plan: PlanId) -> String {
    let about = site.plan(plan);
    let mut lines = vec![format!("Planen er {}.", plan_name(site, plan))];
    if let Some(period) = about.periode.known() {
        let end = |dato: Option<Dato>| dato.map_or_else(|| "…".to_owned(), Dato::iso);
        lines.push(format!("Den gjelder fra {} til {}.", end(period.fra), end(period.til)));
    }
    let reports: Vec<String> = site
        .register
        .of_plan(plan, rad::Kind::Rapport)
        .map(|item| format!("  {} ({})", site.item(item).title, site.item(item).key))
        .collect();
    lines.push(if reports.is_empty() {
        "Den har ingen lagrede rapporter.".to_owned()
    } else {
        format!("Lagrede rapporter:\n{}", reports.join("\n"))
    });
    lines.join("\n")
}

/// Writes the file whole or not at all, and never over what the author wrote.
fn write(path: &Path, bytes: &[u8], sources: &SourceSet) -> Result<(), EnvironmentError> {
    if let Ok(real) = path.canonicalize() {
        // By the name on disk: its letters may be written otherwise than Planverk writes them.
        let own = |file: &Path| file.canonicalize().is_ok_and(|own| own == real);
        if sources.files().iter().any(|file| own(&file.disk)) {
            let fault = EnvironmentError::new("å skrive", path, "filen er en av kildene");
            return Err(fault.advice("Velg et annet navn etter --out."));
        }
    }
    let failed = |error: io::Error| EnvironmentError::io("å skrive", path, &error);
    let temporary = path.with_file_name(format!(".planverk-{}.ny", std::process::id()));
    let mut file = File::create_new(&temporary).map_err(failed)?;
    file.write_all(bytes).and_then(|()| fs::rename(&temporary, path)).map_err(|error| {
        let _ = fs::remove_file(&temporary);
        failed(error)
    })
}

/// What was written, and what is worth knowing about it.
fn told(typed: &Report, checked: &Checked, order: &Order, document: &Dokument, size: usize) -> String {
    let place = typed.out.as_ref().map_or_else(|| "standard utskrift".to_owned(), |path| path.display().to_string());
    let mut lines = vec![format!(
        "Skrev {} til {place} ({} kB). Utgave: {}. Alt er per {}.",
        document.tittel,
        size.div_ceil(1000),
        crate::domain::enumeration::Enumeration::word(checked.utgave),
        document.per_dato,
    )];
    if let What::Rapport { lagret, .. } = &order.what {
        let besvart = document.besvart;
        lines.push(format!(
            "{} av {} punkter er besvart med ord, {} er fylt ut av planen, og {} er ikke besvart.",
            besvart.svar,
            besvart.poster,
            besvart.planen,
            besvart.ubesvart()
        ));
        if lagret.is_none() {
            lines.push(format!(
                "Dette er et utkast: ingen rapport er lagret. Skriv svarene i plans/{}/rapporter/{}.yaml.",
                plan_name(&checked.site, order.plan),
                document.navn
            ));
        }
    }
    let about = |d: &&Diagnostic| d.code.starts_with("rapport/") && d.severity == Severity::Advarsel;
    let warnings = checked.found.iter().filter(about).count();
    if warnings > 0 {
        let count = summary::number_of(warnings, "advarsel", "advarsler");
        lines.push(format!("{count} om rapportene. Se dem med planverk check."));
    }
    format!("{}\n", lines.join("\n"))
}

//! `planverk build`: reads, checks, makes every page and brings the site to disk whole or not at all.

use std::time::Instant;

use super::earlier;
use super::progress::Progress;
use super::summary::{self, Summary, number_of};
use super::{Exit, colours, options, tell};
use crate::build::{self, Means};
use crate::cli::Build;
use crate::diag::{Diagnostic, Severity, render};
use crate::environment::EnvironmentError;
use crate::output::{self, Spool, Written};
use crate::source::SourceSet;

/// Builds. With errors nothing is written and the earlier site stays.
pub fn run(typed: &Build) -> Result<Exit, EnvironmentError> {
    let started = Instant::now();
    let reading = &typed.reading;
    let out = typed.out.clone().unwrap_or_else(|| reading.source.join("public"));
    let asked = options(reading);
    let this = earlier::Build::new(&reading.source, &out, &(format!("{asked:?}"), reading.strict));
    let earlier = this.earlier();
    if let Some(summary) = earlier.as_ref().and_then(|earlier| earlier.told.as_ref()) {
        output::clear_left(&out, Some(&reading.source));
        let written = Written { unchanged: summary.files, kept: summary.kept, ..Written::default() };
        report(summary, &written, &out, started);
        if typed.open {
            open(&out);
        }
        return Ok(Exit::Clean);
    }
    let ledger = || earlier.as_ref().and_then(|earlier| this.ledger(earlier));
    let (read, ledger) = rayon::join(|| SourceSet::read(&reading.source), ledger);
    let (sources, found) = read?;
    // What is kept of the search is forty megabytes of a large site, and the list of its files two.
    let kept = || {
        let search = earlier.as_ref().and_then(|earlier| this.search(earlier));
        (search, Spool::open(&out, Some(&reading.source), earlier.as_ref().map(|earlier| &earlier.out)))
    };
    let (mut checked, (search, spool)) = rayon::join(|| build::check(&sources, asked, found), kept);
    if summary::has_findings(&checked.found, reading.strict) {
        return Ok(stopped(&checked.found, &sources, reading.strict));
    }
    let progress = Progress::pages();
    let space = this.space_for_search();
    let add = |bytes: &[u8]| space.iter().for_each(|space| space.add(bytes));
    let means = Means {
        ledger: ledger.as_ref(),
        search: search.as_deref(),
        keep: space.is_some().then_some(&add),
        spool: spool.as_ref(),
    };
    let made = build::render_with(&sources, &checked, means, &|done, total| progress.at(done, total));
    progress.end();
    let mut made = match made {
        Ok(made) => made,
        Err(faults) => return Ok(stopped(&faults, &sources, reading.strict)),
    };
    checked.found.append(&mut made.remarks);
    if summary::has_findings(&checked.found, reading.strict) {
        return Ok(stopped(&checked.found, &sources, reading.strict));
    }
    let options = output::Options {
        source: Some(&reading.source),
        on_wait: &|words| tell(&format!("{words}\n")),
        spool: spool.as_ref(),
        untouched: earlier.as_ref().map(|earlier| &earlier.out),
        ..output::Options::default()
    };
    // Both wait for the disk.
    let (written, beside) =
        rayon::join(|| output::write(&made.tree, &out, &options), || this.keep_beside(&made.ledger, space));
    let written = written?;
    drop(spool);

    let summary = |anew| Summary::of(&sources, &checked, &made, written.kept, anew);
    report(&summary(true), &written, &out, started);
    this.keep(&sources, summary(false), beside, &written, earlier.as_ref());
    if typed.open {
        open(&out);
    }
    // The program ends here. To give 10,000 pages back piece by piece first takes a tenth of a second.
    std::mem::forget((sources, checked, made, ledger, earlier));
    Ok(Exit::Clean)
}

/// Opens the site's front page in the reader's browser.
fn open(out: &std::path::Path) {
    let page = out.join("index.html");
    super::browser::open(&std::path::absolute(&page).unwrap_or(page).to_string_lossy());
}

/// What was built, what happened on disk, and what was found.
fn report(summary: &Summary, written: &Written, out: &std::path::Path, started: Instant) {
    let Summary { built, edition, found, .. } = summary;
    tell(&format!("{built} på {}. {edition}\n{}\n{found}", seconds(started), told(written, out)));
}

/// Shows what stopped the build. Errors in full; the rest only counted.
fn stopped(found: &[Diagnostic], sources: &SourceSet, strict: bool) -> Exit {
    let counts = |d: &&Diagnostic| d.severity == Severity::Feil || (strict && d.severity == Severity::Advarsel);
    let shown: Vec<Diagnostic> = found.iter().filter(counts).cloned().collect();
    tell(&render::tekst(&shown, sources, colours(&std::io::stderr())));
    tell(&format!("Bygget ikke: {}. Det som var bygd fra før, er urørt.\n", summary::counts(found)));
    Exit::Findings
}

fn seconds(started: Instant) -> String {
    format!("{:.1} s", started.elapsed().as_secs_f64()).replace('.', ",")
}

/// What happened on disk.
fn told(written: &Written, out: &std::path::Path) -> String {
    let mut lines = vec![format!(
        "{}: {} nye, {} endret, {} uendret, {} fjernet.",
        out.display(),
        written.new,
        written.changed,
        written.unchanged,
        written.removed
    )];
    if written.kept > 0 {
        let files = number_of(written.kept, "fil", "filer");
        lines.push(format!("{files} som ikke er Planverks, er beholdt."));
    }
    for path in &written.edited {
        lines.push(format!("{path} var endret for hånd og er skrevet på nytt."));
    }
    if let Some(why) = &written.one_by_one {
        lines.push(format!("Filene ble byttet én for én: {why}"));
    }
    if let Some(left) = &written.leftover {
        lines.push(format!("Den gamle utgaven kunne ikke fjernes helt: {}", left.display()));
    }
    lines.join("\n")
}

//! Self-assessments of the success factors: what was said when, why, and how it has gone.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::chart::line::{LineChart, Moment, Series};
use crate::chart::{self, Chart, Format, Value};
use crate::domain::dato::Dato;
use crate::domain::enumeration::Enumeration;
use crate::domain::suksessfaktor::{Suksessfaktor, Vurdering};
use crate::language::{Language, dates};
use crate::page::address;
use crate::page::frame::Lenke;
use crate::page::parts::diagram;
use crate::page::parts::felt::Vist;
use crate::page::world::World;
use crate::resolve::item::PlanId;

/// One plan's assessments of one factor.
#[derive(Debug, Serialize)]
pub struct Planvurdering {
    /// Unique on the page.
    pub id: String,
    /// The plan's title.
    pub tittel: String,
    /// Whose plan it is.
    pub organisasjon: String,
    /// The plan's front page.
    pub url: String,
    /// «4 av 6 faktorer er vurdert».
    pub besvart: String,
    /// Assessments, the latest first.
    pub poster: Vec<Post>,
    /// How it has gone, when there are at least two dates.
    pub figur: Option<Chart>,
}

/// One assessment.
#[derive(Debug, Serialize)]
pub struct Post {
    /// ISO date; blank with its reason.
    pub dato: Vist,
    /// «3 – på plass».
    pub skaar: Vist,
    /// Why.
    pub begrunnelse: Option<String>,
    /// What it rests on; without an address when it is only words.
    pub bevis: Vec<Lenke>,
    /// Questions with answers.
    pub spoersmaal: Vec<Svar>,
}

/// One question.
#[derive(Debug, Serialize)]
pub struct Svar {
    /// The question.
    pub tekst: String,
    /// The answer, or why there is none.
    pub svar: Vist,
}

/// Has the plan said anything of a factor up to the as-of date?
pub fn has(world: &World, plan: PlanId, factor: Suksessfaktor) -> bool {
    made(world, plan).any(|row| row.faktor == Some(factor))
}

/// How many lines that takes on a page: a chart is as large as twenty.
pub fn lines(world: &World, plan: PlanId, factor: Suksessfaktor) -> usize {
    let rows = made(world, plan).filter(|row| row.faktor == Some(factor));
    let (count, answers) = rows.fold((0, 0), |(count, answers), row| (count + 1, answers + row.spoersmaal.len()));
    2 + 4 * count + answers + if count > 1 { 20 } else { 0 }
}

/// What a plan has said of a factor up to the as-of date, when it has said anything.
pub fn of_plan(world: &World, plan: PlanId, factor: Suksessfaktor, language: &Language) -> Option<Planvurdering> {
    let site = world.site;
    let mut rows: Vec<&Vurdering> = made(world, plan).filter(|row| row.faktor == Some(factor)).collect();
    if rows.is_empty() {
        return None;
    }
    // Those without a date cannot be placed in time, and stand last.
    rows.sort_by_key(|row| std::cmp::Reverse(row.dato.known().copied()));
    let folder = address::plan_folder(site, plan);
    let id = format!("vurdering-{}", folder.trim_matches('/').replace('/', "-"));
    let organisasjon = site.organisasjon(site.plan_org(plan)).navn.clone();
    let figur = draw(&id, &rows, &organisasjon, factor, language);
    Some(Planvurdering {
        id,
        tittel: site.plan(plan).tittel.clone(),
        organisasjon,
        url: format!("{folder}index.html"),
        besvart: answered(world, plan, language),
        poster: rows.into_iter().map(|row| post(world, row, language)).collect(),
        figur,
    })
}

/// Assessments made on or before the as-of date.
fn made<'w>(world: &'w World, plan: PlanId) -> impl Iterator<Item = &'w Vurdering> {
    let date = world.derived.date;
    let rows = world.site.plan(plan).vurderinger.iter();
    rows.filter(move |row| row.dato.known().is_none_or(|dato| dato.first_day() <= date))
}

/// «4 av 6 faktorer er vurdert»: an average without that number would mislead.
pub fn answered(world: &World, plan: PlanId, language: &Language) -> String {
    let judged: BTreeSet<Suksessfaktor> =
        made(world, plan).filter(|row| row.skaar.known().is_some()).filter_map(|row| row.faktor).collect();
    let total = Suksessfaktor::ALL.len().to_string();
    language.fill("faktor.vurdert", &[("antall", &judged.len().to_string()), ("total", &total)])
}

fn post(world: &World, row: &Vurdering, language: &Language) -> Post {
    Post {
        dato: Vist::felt(world, &row.dato, |dato| dates::format(&dato.iso(), dates::Form::Long, language)),
        skaar: Vist::felt(world, &row.skaar, |score| in_words(*score, language)),
        begrunnelse: row.begrunnelse.clone(),
        bevis: row.bevis.iter().map(|evidence| world.reference(evidence)).collect(),
        spoersmaal: row
            .spoersmaal
            .iter()
            .map(|question| Svar { tekst: question.tekst.clone(), svar: Vist::text(world, &question.svar) })
            .collect(),
    }
}

/// «3 – på plass»; a score between two steps is only the number.
pub fn in_words(score: f64, language: &Language) -> String {
    let number = crate::language::numbers::decimal(score, None);
    let word = format!("faktor.skaar.s{number}");
    match language.find(&word) {
        Some(word) => format!("{number} – {word}"),
        None => number,
    }
}

/// The scores over time; nothing when they have fewer than two dates.
fn draw(
    id: &str,
    rows: &[&Vurdering],
    organisation: &str,
    factor: Suksessfaktor,
    language: &Language,
) -> Option<Chart> {
    let mut dated: Vec<(Dato, Value)> = rows
        .iter()
        .filter_map(|row| {
            let blank = || {
                let reason = row.skaar.grunn().map_or_else(|| "ukjent".to_owned(), Enumeration::key);
                Value::blank(language.word(&format!("grunn.{reason}")))
            };
            Some((*row.dato.known()?, row.skaar.known().map_or_else(blank, |score| Value::Number(*score))))
        })
        .collect();
    dated.sort_by_key(|(dato, _)| *dato);
    let (first, last) = (dated.first()?, dated.last()?);
    if first.0 == last.0 {
        return None;
    }
    let written = |dato: Dato| dates::format(&dato.iso(), dates::Form::Short, language);
    let name = super::suksessfaktor::name(factor, language);
    let told = [("navn", name.as_str()), ("organisasjon", organisation)];
    let span = [("fra", written(first.0)), ("til", written(last.0)), ("antall", dated.len().to_string())];
    let mut all: Vec<(&str, &str)> = told.to_vec();
    all.extend(span.iter().map(|(key, value)| (*key, value.as_str())));
    let start = first.0.first_day();
    #[expect(clippy::cast_precision_loss, reason = "days of a few centuries fit exactly")]
    let at = |dato: Dato| crate::derive::tilstand::days(start, dato.last_day()) as f64;
    let chart = LineChart {
        frame: chart::Frame {
            id: format!("{id}-figur"),
            title: language.fill("faktor.figur", &all),
            description: language.fill("faktor.figur_beskrivelse", &all),
            caption: language.fill("faktor.figur_tabell", &all),
            format: Format::default(),
            words: diagram::words(language),
        },
        head: language.word("kolonne.dato").to_owned(),
        moments: dated.iter().map(|(dato, _)| Moment { label: written(*dato), at: at(*dato) }).collect(),
        series: vec![Series { name, values: dated.into_iter().map(|(_, value)| value).collect() }],
        references: Vec::new(),
    };
    Some(chart.draw())
}

//! What can be typed after `planverk report`.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use super::{Edition, Reading, date};
use crate::domain::dato::Dato;

/// `planverk report`.
#[derive(Debug, Args)]
pub struct Report {
    /// Hva som skal skrives: årsrapport, halvårsrapport, tertialrapport, sluttrapport, plan eller møte
    #[arg(value_name = "SLAG")]
    pub kind: Kind,
    /// Planen, som ORG/PLAN; trengs ikke når mappen bare har én
    #[arg(long, value_name = "ORG/PLAN")]
    pub plan: Option<String>,
    /// Tiden rapporten gjelder: 2012, 2012-H1 (halvår) eller 2012-T2 (tertial)
    #[arg(long, visible_alias = "periode", value_name = "PERIODE", value_parser = period)]
    pub period: Option<Dato>,
    /// Formen: html (én fil), md (Markdown), csv (regneark) eller pdf
    #[arg(long, value_name = "FORM", default_value = "html", hide_default_value = true)]
    pub format: Format,
    /// Filen rapporten skrives til; ellers standard utskrift
    #[arg(long, visible_alias = "ut", value_name = "FIL")]
    pub out: Option<PathBuf>,
    /// Forfatterens mappe; her når den ikke er oppgitt
    #[arg(long, visible_alias = "kilde", value_name = "KILDE", default_value = ".", hide_default_value = true)]
    pub source: PathBuf,
    /// Datoen et utkast vises per; i dag når den ikke er oppgitt her eller i planverk.yaml
    #[arg(long, visible_alias = "dato", value_name = "ÅÅÅÅ-MM-DD", value_parser = date)]
    pub date: Option<jiff::civil::Date>,
    /// Utgaven: offentlig eller intern
    #[arg(long, visible_alias = "utgave", value_name = "UTGAVE")]
    pub edition: Option<Edition>,
}

impl Report {
    /// What is read.
    pub fn reading(&self) -> Reading {
        Reading { source: self.source.clone(), date: self.date, edition: self.edition, strict: false }
    }
}

/// What can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The annual report.
    Aar,
    /// The half-year's.
    Halvaar,
    /// The four-monthly.
    Tertial,
    /// The final report.
    Slutt,
    /// The whole plan.
    Plan,
    /// The plan in short, for a meeting.
    Moete,
}

impl ValueEnum for Kind {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Aar, Self::Halvaar, Self::Tertial, Self::Slutt, Self::Plan, Self::Moete]
    }
    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Aar => PossibleValue::new("årsrapport").aliases(["arsrapport", "aarsrapport", "år", "aar"]),
            Self::Halvaar => {
                PossibleValue::new("halvårsrapport").aliases(["halvarsrapport", "halvaarsrapport", "halvår", "halvaar"])
            }
            Self::Tertial => PossibleValue::new("tertialrapport").alias("tertial"),
            Self::Slutt => PossibleValue::new("sluttrapport").alias("slutt"),
            Self::Plan => PossibleValue::new("plan"),
            Self::Moete => PossibleValue::new("møte").aliases(["mote", "moete", "møteside"]),
        })
    }
}

/// The forms a report can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One HTML file.
    Html,
    /// Markdown.
    Md,
    /// Rows for a spreadsheet.
    Csv,
    /// Paper.
    Pdf,
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Html, Self::Md, Self::Csv, Self::Pdf]
    }
    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Html => PossibleValue::new("html").help("én fil med egen stil"),
            Self::Md => PossibleValue::new("md").alias("markdown").help("CommonMark med tabeller"),
            Self::Csv => PossibleValue::new("csv").help("én rad per svar og tall"),
            Self::Pdf => PossibleValue::new("pdf").help("for arkiv og møter"),
        })
    }
}

fn period(text: &str) -> Result<Dato, String> {
    let text = text.trim();
    // «2012-1» is what people write for the first part of a year; it would be read as January.
    match Dato::parse(text)? {
        dato @ (Dato::Aar(_) | Dato::Halvaar(..) | Dato::Tertial(..)) => Ok(dato),
        _ => Err("perioden må være et år, et halvår eller et tertial, som 2012, 2012-H1 eller 2012-T2".to_owned()),
    }
}

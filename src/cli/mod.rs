//! The command line: what was typed, validated and nothing more. What it means is left to `command`. clap is known
//! only here; its help and its complaints are given in Norwegian.

mod complaint;
pub mod report;

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

const TEMPLATE: &str = "{about-with-newline}\nBruk: {usage}\n\n{all-args}{after-help}";

/// Everything that can be typed.
#[derive(Debug, Parser)]
#[command(
    name = "planverk",
    version,
    about = "Planverk bygger et nettsted av boligsosiale planer og veiledere i Markdown og YAML",
    help_template = TEMPLATE,
    subcommand_help_heading = "Kommandoer",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    subcommand_required = true,
    arg_required_else_help = true,
    next_help_heading = "Valg",
    after_help = "Hjelp til en kommando: planverk KOMMANDO --help\nUtgang: 0 alt i orden · 1 funn · 2 kunne ikke kjøre"
)]
pub struct Typed {
    /// Vis denne hjelpen
    #[arg(short = 'h', long = "help", alias = "hjelp", global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,
    /// Vis versjonen
    #[arg(short = 'V', long = "version", alias = "versjon", action = clap::ArgAction::Version)]
    version: Option<bool>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Bygg nettstedet
    #[command(visible_alias = "bygg", help_template = TEMPLATE, next_help_heading = "Valg")]
    Build(Build),
    /// Les og kontroller alt uten å bygge
    #[command(visible_alias = "sjekk", help_template = TEMPLATE, next_help_heading = "Valg")]
    Check(Check),
    /// Vis nettstedet mens det skrives
    #[command(visible_alias = "vis", help_template = TEMPLATE, next_help_heading = "Valg")]
    Serve(Serve),
    /// Søk i planer og veiledere
    #[command(visible_aliases = ["søk", "sok"], help_template = TEMPLATE, next_help_heading = "Valg")]
    Search(Search),
    /// Skriv en rapport eller hele planen som én fil
    #[command(visible_alias = "rapport", help_template = TEMPLATE, next_help_heading = "Valg")]
    Report(report::Report),
    /// Lag en mappe å begynne med
    #[command(visible_alias = "ny", help_template = TEMPLATE, next_help_heading = "Valg")]
    New(New),
    /// Skriv JSON Schema for forfatterens YAML
    #[command(visible_alias = "skjema", help_template = TEMPLATE, next_help_heading = "Valg")]
    Schema(Schema),
    /// Skriv fullføring av kommandoer for skallet
    #[command(visible_alias = "fullfoering", help_template = TEMPLATE, next_help_heading = "Valg")]
    Completions(Completions),
}

/// What building and checking have in common.
#[derive(Debug, Args)]
pub struct Reading {
    /// Forfatterens mappe
    #[arg(value_name = "KILDE", default_value = ".", hide_default_value = true)]
    pub source: PathBuf,
    /// Datoen alt vises per; i dag når den ikke er oppgitt her eller i planverk.yaml
    #[arg(long, visible_alias = "dato", value_name = "ÅÅÅÅ-MM-DD", value_parser = date)]
    pub date: Option<jiff::civil::Date>,
    /// Utgaven: offentlig eller intern
    #[arg(long, visible_alias = "utgave", value_name = "UTGAVE")]
    pub edition: Option<Edition>,
    /// La advarsler telle som funn
    #[arg(long, visible_alias = "streng")]
    pub strict: bool,
}

/// `planverk build`.
#[derive(Debug, Args)]
pub struct Build {
    /// What to read.
    #[command(flatten)]
    pub reading: Reading,
    /// Mappen nettstedet skrives til; KILDE/public når den ikke er oppgitt
    #[arg(long, visible_alias = "ut", value_name = "MAPPE")]
    pub out: Option<PathBuf>,
    /// Åpne nettstedet i nettleseren når det er bygd
    #[arg(long, visible_alias = "aapne")]
    pub open: bool,
}

/// `planverk serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Forfatterens mappe
    #[arg(value_name = "KILDE", default_value = ".", hide_default_value = true)]
    pub source: PathBuf,
    /// Porten; 4000 når den ikke er oppgitt, og den neste ledige når den er opptatt
    #[arg(long, value_name = "PORT", default_value_t = 4000, hide_default_value = true, value_parser = port)]
    pub port: u16,
    /// IP-adressen det lyttes på; bare denne maskinen når den ikke er oppgitt
    #[arg(
        long,
        visible_alias = "adresse",
        value_name = "IP",
        default_value = "127.0.0.1",
        hide_default_value = true,
        value_parser = address
    )]
    pub address: std::net::IpAddr,
    /// Åpne nettstedet i nettleseren
    #[arg(long, visible_alias = "aapne")]
    pub open: bool,
    /// Se gjennom mappen igjen og igjen, når systemet ikke sier fra om endringer (nettverksdisker)
    #[arg(long)]
    pub poll: bool,
    /// Datoen alt vises per; i dag når den ikke er oppgitt her eller i planverk.yaml
    #[arg(long, visible_alias = "dato", value_name = "ÅÅÅÅ-MM-DD", value_parser = date)]
    pub date: Option<jiff::civil::Date>,
    /// Utgaven: offentlig eller intern
    #[arg(long, visible_alias = "utgave", value_name = "UTGAVE")]
    pub edition: Option<Edition>,
}

impl Serve {
    /// What is read.
    pub fn reading(&self) -> Reading {
        Reading { source: self.source.clone(), date: self.date, edition: self.edition, strict: false }
    }
}

/// `planverk check`.
#[derive(Debug, Args)]
pub struct Check {
    /// What to read.
    #[command(flatten)]
    pub reading: Reading,
    /// Formen på funnene: tekst, kort, json eller sarif
    #[arg(long, value_name = "FORM", default_value = "tekst", hide_default_value = true)]
    pub format: Format,
    /// Vis alle hint og advarsler, også når det er mange av samme slag
    #[arg(long, visible_alias = "alle")]
    pub all: bool,
    /// Vis hvilke kontroller som finnes
    #[arg(long, visible_alias = "regler")]
    pub rules: bool,
    /// Forklar én kontroll
    #[arg(long, visible_alias = "forklar", value_name = "KODE")]
    pub explain: Option<String>,
}

/// `planverk search`.
#[derive(Debug, Args)]
pub struct Search {
    /// Ordene det søkes etter, eller et helt spørsmål
    #[arg(value_name = "ORD", required = true)]
    pub words: Vec<String>,
    /// Forfatterens mappe; her når den ikke er oppgitt
    #[arg(long, visible_alias = "kilde", value_name = "KILDE", default_value = ".", hide_default_value = true)]
    pub source: PathBuf,
    /// Ett JSON-objekt per linje
    #[arg(long)]
    pub json: bool,
    /// Hvor mange treff som vises; 10 når det ikke er oppgitt
    #[arg(
        short = 'n',
        long = "count",
        visible_alias = "antall",
        value_name = "ANTALL",
        default_value_t = 10,
        hide_default_value = true,
        value_parser = count
    )]
    pub count: usize,
    /// Datoen alt vises per; i dag når den ikke er oppgitt her eller i planverk.yaml
    #[arg(long, visible_alias = "dato", value_name = "ÅÅÅÅ-MM-DD", value_parser = date)]
    pub date: Option<jiff::civil::Date>,
    /// Utgaven: offentlig eller intern
    #[arg(long, visible_alias = "utgave", value_name = "UTGAVE")]
    pub edition: Option<Edition>,
}

impl Search {
    /// What is read.
    pub fn reading(&self) -> Reading {
        Reading { source: self.source.clone(), date: self.date, edition: self.edition, strict: false }
    }
}

/// `planverk new`.
#[derive(Debug, Args)]
pub struct New {
    /// Mappen som skal lages
    #[arg(value_name = "MAPPE")]
    pub folder: PathBuf,
}

/// `planverk schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// Hvilken fil skjemaet er for; alle når den ikke er oppgitt
    #[arg(value_name = "FIL")]
    pub file: Option<SchemaFile>,
}

/// `planverk completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// Skallet: bash, zsh, fish, elvish eller powershell
    #[arg(value_name = "SKALL")]
    pub shell: clap_complete::Shell,
}

/// Who the site is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// Everyone.
    Offentlig,
    /// The kommune's own people.
    Intern,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Pictures for people.
    Tekst,
    /// One line each.
    Kort,
    /// JSON.
    Json,
    /// SARIF 2.1.0.
    Sarif,
}

/// The files a schema can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaFile {
    /// `planverk.yaml`.
    Planverk,
    /// `organisasjon.yaml`.
    Organisasjon,
    /// `plan.yaml` and its parts.
    Plan,
    /// `rapporter/*.yaml`.
    Rapport,
    /// `content/**/*.yaml`.
    Felles,
    /// Front matter of Markdown files.
    Side,
}

/// Closed lists of words on the command line.
macro_rules! words {
    ($name:ident { $($variant:ident = $word:literal: $help:literal),+ $(,)? }) => {
        impl ValueEnum for $name {
            fn value_variants<'a>() -> &'a [Self] {
                &[$(Self::$variant),+]
            }
            fn to_possible_value(&self) -> Option<PossibleValue> {
                Some(match self { $(Self::$variant => PossibleValue::new($word).help($help)),+ })
            }
        }
    };
}

words!(Edition { Offentlig = "offentlig": "det alle kan lese", Intern = "intern": "også det som er merket intern" });
words!(Format {
    Tekst = "tekst": "bilde av linjen med pil",
    Kort = "kort": "én linje per funn",
    Json = "json": "for programmer",
    Sarif = "sarif": "for kodevertens kontroller",
});
words!(SchemaFile {
    Planverk = "planverk": "planverk.yaml",
    Organisasjon = "organisasjon": "plans/ORG/organisasjon.yaml",
    Plan = "plan": "plans/ORG/PLAN/*.yaml",
    Rapport = "rapport": "plans/ORG/PLAN/rapporter/*.yaml",
    Felles = "felles": "content/**/*.yaml",
    Side = "side": "feltene øverst i Markdown-filer",
});

fn date(text: &str) -> Result<jiff::civil::Date, String> {
    match crate::domain::dato::Dato::parse(text) {
        Ok(crate::domain::dato::Dato::Dag(date)) => Ok(date),
        Ok(_) => Err("datoen må være en dag, som 2012-12-31".to_owned()),
        Err(why) => Err(why),
    }
}

fn port(text: &str) -> Result<u16, &'static str> {
    text.parse().map_err(|_| "porten må være et helt tall fra 0 til 65535")
}

fn address(text: &str) -> Result<std::net::IpAddr, &'static str> {
    text.parse().map_err(|_| "adressen må være tall, som 127.0.0.1 eller ::1")
}

fn count(text: &str) -> Result<usize, &'static str> {
    text.parse().map_err(|_| "antallet må være et helt tall")
}

/// Reads the command line. `Err` holds the text to show and the exit code: help and version are 0, a slip is 2.
pub fn parse(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> Result<Command, (String, u8)> {
    let arguments: Vec<std::ffi::OsString> = arguments.into_iter().collect();
    Typed::try_parse_from(&arguments).map(|typed| typed.command).map_err(|error| complaint::tell(&error))
}

/// The completion script of a shell.
pub fn completions(shell: clap_complete::Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Typed::command(), "planverk", &mut script);
    script
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(words: &[&str]) -> Result<Command, (String, u8)> {
        parse(std::iter::once("planverk").chain(words.iter().copied()).map(Into::into))
    }

    #[test]
    fn the_definition_is_sound() {
        Typed::command().debug_assert();
    }

    #[test]
    fn norwegian_names_work_as_well_as_english() {
        assert!(matches!(typed(&["bygg", "--dato", "2012-12-31", "--utgave", "intern"]), Ok(Command::Build(_))));
        assert!(matches!(typed(&["rapport", "arsrapport", "--periode", "2012"]), Ok(Command::Report(_))));
        assert!(matches!(typed(&["sjekk", "--streng", "--format", "sarif"]), Ok(Command::Check(_))));
    }

    #[test]
    fn help_has_no_english_headings() {
        for words in
            [&["--help"][..], &["build", "--help"], &["check", "--help"], &["schema", "--help"], &["report", "--help"]]
        {
            let (text, code) = typed(words).unwrap_err();
            assert_eq!(code, 0);
            for english in
                ["Usage", "Options", "Arguments", "Commands", "possible values", "Print", "aliases", "default"]
            {
                assert!(!text.contains(english), "«{english}» in:\n{text}");
            }
        }
    }

    #[test]
    fn slips_are_explained_in_norwegian() {
        for (words, expected) in [
            (&["bild"][..], "ukjent kommando «bild»"),
            (&["build", "--dat", "2012"], "ukjent valg «--dat»"),
            (&["build", "--date", "2012"], "datoen må være en dag"),
            (&["check", "--format", "xml"], "«xml» kan ikke brukes"),
            (&["new"], "mangler"),
            (&["report", "månedsrapport"], "«månedsrapport» kan ikke brukes"),
            (&["rapport", "årsrapport", "--periode", "2012-06"], "perioden må være et år, et halvår eller et tertial"),
            (&["build", "a", "b"], "«b»"),
            (&["serve", "--port", "99999"], "porten må være et helt tall fra 0 til 65535"),
            (&["serve", "--port", "en"], "porten må være et helt tall"),
            (&["serve", "--port", ""], "porten må være et helt tall"),
            (&["serve", "--address", "localhost"], "adressen må være tall, som 127.0.0.1"),
            (&["search", "bolig", "-n", "-1"], "ukjent valg «-1»"),
            (&["search", "bolig", "-n", "x"], "antallet må være et helt tall"),
            (&["search", "bolig", "-n", "99999999999999999999"], "antallet må være et helt tall"),
        ] {
            let (text, code) = typed(words).unwrap_err();
            assert_eq!(code, 2, "{text}");
            assert!(text.contains(expected), "{expected} in:\n{text}");
            for english in ["error", "invalid", "number", "is not"] {
                assert!(!text.contains(english), "{text}");
            }
        }
    }
}

//! `skrift` in `planverk.yaml`: serif or sans in headings and text, or a family from font files in the author's folder.
//! Nothing is fetched from elsewhere. How it becomes CSS is left to the theme.

use crate::diag::{self, Diagnostic};
use crate::source::SourceSet;
use crate::yaml::fields::{Fields, Record, Sink};
use crate::yaml::node::{Data, Node};

/// What may be chosen without font files.
const GENERIC: [&str; 2] = ["serif", "sans"];
/// What browsers read.
const ENDINGS: [&str; 4] = [".woff2", ".woff", ".ttf", ".otf"];

/// The site's typefaces. Each is `serif`, `sans` or the name of a family among the files; `None` is the theme's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Skrift {
    /// In headings and in the plan's own words.
    pub overskrift: Option<String>,
    /// In everything else.
    pub tekst: Option<String>,
    /// Font files in the author's folder.
    pub filer: Vec<Skriftfil>,
}

/// One font file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Skriftfil {
    /// The family it belongs to.
    pub familie: String,
    /// Path in the author's folder, below `content/`.
    pub fil: String,
    /// Weight, as `400`, or the ends of a variable font's weights, as `100 900`.
    pub tykkelse: String,
    /// Slanted.
    pub kursiv: bool,
}

impl Record for Skrift {
    const NAME: &'static str = "skrift";
    fn read(f: &mut Fields) -> Self {
        let read = Self {
            overskrift: f.optional("overskrift", "`serif`, `sans` eller en familie fra `filer`"),
            tekst: f.optional("tekst", "`serif`, `sans` eller en familie fra `filer`"),
            filer: f.optional("filer", "Egne skriftfiler"),
        };
        let known: Vec<&str> = GENERIC.into_iter().chain(read.filer.iter().map(|file| file.familie.as_str())).collect();
        for (key, chosen) in [("overskrift", &read.overskrift), ("tekst", &read.tekst)] {
            let Some(name) = chosen.as_deref().filter(|name| !known.contains(name)) else { continue };
            let problem = Diagnostic::error("skrift/ukjent", format!("ukjent skrift «{name}»"))
                .at(f.places().field(key))
                .help_maybe(diag::did_you_mean(name, known.iter().copied()))
                .help("skriv `serif`, `sans` eller navnet på en familie som står under `filer`");
            f.sink.report(problem);
        }
        read
    }
}

impl Record for Skriftfil {
    const NAME: &'static str = "skriftfil";
    const DEFINITE: &'static str = "skriftfilen";
    fn read(f: &mut Fields) -> Self {
        let file = Self {
            familie: f.required("familie", "Navnet på skriften"),
            fil: f.required("fil", "Skriftfil i content/: .woff2, .woff, .ttf eller .otf"),
            tykkelse: f
                .optional::<Option<String>>("tykkelse", "100 til 900, eller «100 900» når filen har alle")
                .unwrap_or_else(|| "400".to_owned()),
            kursiv: f.optional("kursiv", "`ja` når filen er kursiven"),
        };
        let plain = |c: char| c.is_alphanumeric() || c == ' ' || c == '-';
        if GENERIC.contains(&file.familie.as_str()) || !file.familie.chars().all(plain) {
            f.sink.report(
                Diagnostic::error("skrift/navn", format!("«{}» kan ikke være navnet på en skrift", file.familie))
                    .at(f.places().field("familie"))
                    .help("bruk bokstaver, tall, mellomrom og bindestrek, og noe annet enn `serif` og `sans`"),
            );
        }
        let weight = |text: &str| text.parse::<u16>().is_ok_and(|n| (1..=1000).contains(&n));
        let parts: Vec<&str> = file.tykkelse.split_whitespace().collect();
        if !(1..=2).contains(&parts.len()) || !parts.iter().all(|part| weight(part)) {
            f.sink.report(
                Diagnostic::error("skrift/tykkelse", format!("«{}» er ikke en tykkelse", file.tykkelse))
                    .at(f.places().field("tykkelse"))
                    .help("skriv et tall som 400 eller 700, eller to tall som \"100 900\""),
            );
        }
        file
    }
}

impl Skrift {
    /// The files are named by path; a misspelt one would be noticed by nobody.
    pub(super) fn check_files(&self, node: &Node, sources: &SourceSet, sink: &mut Sink) {
        let list = node.get("skrift").and_then(|skrift| skrift.get("filer"));
        let place = |number: usize| match list.map(|files| &files.data) {
            Some(Data::List(items)) => items.get(number).and_then(|item| item.get("fil")).map(|file| file.span),
            _ => list.and_then(|item| item.get("fil")).map(|file| file.span),
        };
        for (number, Skriftfil { fil, .. }) in self.filer.iter().enumerate().filter(|(_, file)| !file.fil.is_empty()) {
            let readable = ENDINGS.iter().any(|ending| fil.to_ascii_lowercase().ends_with(ending));
            if fil.starts_with("content/") && readable && sources.id_of(fil).is_some() {
                continue;
            }
            sink.report(
                Diagnostic::error("skrift/mangler", format!("finner ikke skriftfilen «{fil}» i content/"))
                    .at_maybe(place(number))
                    .help("skriv stien sett fra mappen planverk.yaml ligger i, som `content/skrifter/navn.woff2`"),
            );
        }
    }
}

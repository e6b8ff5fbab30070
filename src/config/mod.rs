//! `planverk.yaml`: what the site is called, who owns it, how it looks and which rules apply. Every key has a default;
//! a site needs no configuration at all.

mod farger;
mod skrift;

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{self, Diagnostic, Severity, Span};
use crate::domain::dato::Dato;
use crate::domain::enumeration::enumeration;
use crate::domain::organisasjon::Spraak;
use crate::read::rad::word;
use crate::source::SourceSet;
use crate::yaml::fields::{Fields, Record, Sink};
use crate::yaml::node::{Data, Node};
use crate::yaml::parse::{Input, parse};
use crate::yaml::shape::Shape;
use crate::yaml::value::{Value, Word, wrong_type};
use farger::Colours;
pub use skrift::{Skrift, Skriftfil};

enumeration!(
    /// Who the site is made for.
    Utgave, "utgave", {
        /// Everyone; what is internal is left out.
        Offentlig = "offentlig",
        /// The kommune's own; what is internal is shown.
        Intern = "intern",
    }
);

enumeration!(
    /// What to do with a rule's findings.
    Regelvalg, "regelvalg", {
        /// Do not report them.
        Av = "av",
        /// Report as hints.
        Hint = "hint",
        /// Report as warnings.
        Advarsel = "advarsel",
        /// Report as errors.
        Feil = "feil",
    }
);

impl Regelvalg {
    /// The severity chosen; `None` when the rule is off.
    pub const fn severity(self) -> Option<Severity> {
        match self {
            Self::Av => None,
            Self::Hint => Some(Severity::Hint),
            Self::Advarsel => Some(Severity::Advarsel),
            Self::Feil => Some(Severity::Feil),
        }
    }
}

/// How to reach the owner.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Kontakt {
    /// Name of the office.
    pub navn: Option<String>,
    /// E-mail.
    pub epost: Option<String>,
    /// Telephone.
    pub telefon: Option<String>,
    /// Postal or visiting address.
    pub adresse: Option<String>,
}

/// Limits that rules and lists use. Each has a default that the pages state.
#[derive(Debug, Clone, PartialEq)]
pub struct Terskler {
    /// «Due soon» is within this many days of the as-of date.
    pub snart_dager: i64,
    /// A figure older than this many months is stale, unless its indicator says otherwise.
    pub foreldet_maaneder: i64,
    /// Shares may differ from their sum by this much before it is reported.
    pub sum_slingring: f64,
}

impl Default for Terskler {
    fn default() -> Self {
        Self { snart_dager: 90, foreldet_maaneder: 24, sum_slingring: 0.5 }
    }
}

/// The site's configuration.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// The site's name.
    pub tittel: String,
    /// A line under it.
    pub undertittel: Option<String>,
    /// Who answers for it.
    pub eier: Option<String>,
    /// How to reach them.
    pub kontakt: Kontakt,
    /// Main language.
    pub spraak: Spraak,
    /// Where the site will stand, for the sitemap; always ends in `/`.
    pub adresse: Option<String>,
    /// The as-of date, when it is not to be today.
    pub dato: Option<Dato>,
    /// Which edition is made when the command line does not say.
    pub utgave: Utgave,
    /// Address of the accessibility statement.
    pub tilgjengelighetserklaering: Option<String>,
    /// Address of the privacy statement.
    pub personvern: Option<String>,
    /// Where to report errors: a web address or an e-mail address.
    pub tilbakemelding: Option<String>,
    /// Theme folder in `themes/`.
    pub tema: String,
    /// The site's own colours, `merke` and `lenke`, as `#rrggbb`.
    pub farger: BTreeMap<String, String>,
    /// The site's own choice of typefaces.
    pub skrift: Skrift,
    /// Logo, a path in the author's folder.
    pub logo: Option<String>,
    /// What the logo says.
    pub logo_tekst: Option<String>,
    /// The plan the front page tells of, `organisasjon/plan`; the first when not set.
    pub forside: Option<String>,
    /// Limits.
    pub terskler: Terskler,
    /// Rules turned off or given another severity, by code.
    pub regler: BTreeMap<String, (Regelvalg, Span)>,
    /// Where `planverk.yaml` stands, for pointing at it.
    pub span: Option<Span>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            tittel: "Boligsosial handlingsplan".into(),
            undertittel: None,
            eier: None,
            kontakt: Kontakt::default(),
            spraak: Spraak::Nb,
            adresse: None,
            dato: None,
            utgave: Utgave::Offentlig,
            tilgjengelighetserklaering: None,
            personvern: None,
            tilbakemelding: None,
            tema: "standard".into(),
            farger: BTreeMap::new(),
            skrift: Skrift::default(),
            logo: None,
            logo_tekst: None,
            forside: None,
            terskler: Terskler::default(),
            regler: BTreeMap::new(),
            span: None,
        }
    }
}

impl Config {
    /// Reads `planverk.yaml`, or gives the defaults when there is none.
    pub fn read(sources: &SourceSet) -> (Self, Vec<Diagnostic>) {
        let mut sink = Sink::new(true);
        let config = sources.id_of("planverk.yaml").and_then(|id| {
            let file = sources.file(id)?;
            let node = parse(Input::whole(&file.text, id), &mut sink.found)?;
            let mut config: Self = if node.is_null() { Self::default() } else { Fields::of(&node, &mut sink) };
            config.span = Some(Span::top(id));
            config.check_files(&node, sources, &mut sink);
            Some(config)
        });
        (config.unwrap_or_default(), sink.found)
    }

    /// The theme and the logo are named by path; a misspelt one would otherwise be noticed by nobody, or by every page.
    fn check_files(&self, node: &Node, sources: &SourceSet, sink: &mut Sink) {
        let place = |key: &str| node.get(key).map(|value| value.span);
        if self.tema != "standard" && sources.under(&format!("themes/{}", self.tema)).next().is_none() {
            let known: BTreeSet<&str> =
                sources.under("themes").filter_map(|(_, file)| file.path.split('/').nth(1)).collect();
            sink.report(
                Diagnostic::error("tema/ukjent", format!("finner ikke temaet «{}» i themes/", self.tema))
                    .at_maybe(place("tema"))
                    .help_maybe(diag::did_you_mean(&self.tema, known.into_iter().chain(["standard"])))
                    .help("skriv navnet på en mappe i themes/, eller fjern linjen for å bruke standardtemaet"),
            );
        }
        if let Some(logo) = &self.logo {
            let published = logo.starts_with("content/") || logo.starts_with("plans/");
            if !published || sources.id_of(logo).is_none() {
                sink.report(
                    Diagnostic::error("bilde/mangler", format!("finner ikke logoen «{logo}» i content/"))
                        .at_maybe(place("logo"))
                        .help("skriv stien sett fra mappen planverk.yaml ligger i, som `content/bilder/logo.svg`"),
                );
            }
        }
        self.skrift.check_files(node, sources, sink);
    }
}

impl Record for Config {
    const NAME: &'static str = "planverk.yaml";
    fn read(f: &mut Fields) -> Self {
        let default = Self::default();
        let title: String = f.optional("tittel", "Nettstedets navn");
        let mut config = Self {
            tittel: if title.is_empty() { default.tittel } else { title },
            undertittel: f.optional("undertittel", "En linje under navnet"),
            eier: f.optional("eier", "Hvem som svarer for nettstedet"),
            kontakt: f.optional("kontakt", "Hvordan eieren nås"),
            spraak: word(f, "språk", "Nettstedets språk").unwrap_or(default.spraak),
            adresse: f.optional("adresse", "Hvor nettstedet skal stå, for nettstedskartet: https://…"),
            dato: f.optional("dato", "Datoen alt vises per, når den ikke skal være i dag"),
            utgave: word(f, "utgave", "Hvilken utgave som lages når kommandoen ikke sier det")
                .unwrap_or(default.utgave),
            tilgjengelighetserklaering: f
                .optional("tilgjengelighetserklæring", "Adressen til erklæringen på uustatus.no"),
            personvern: f.optional("personvern", "Adressen til personvernerklæringen"),
            tilbakemelding: f.optional("tilbakemelding", "Nettadresse eller e-postadresse for å melde fra om feil"),
            tema: f.optional::<Option<String>>("tema", "Temaets mappe i themes/").unwrap_or(default.tema),
            farger: f.optional::<Colours>("farger", "Egne farger: `merke` og `lenke` som #rrggbb").0,
            skrift: f.optional("skrift", "Skriften i overskrifter og tekst, og egne skriftfiler"),
            logo: f.optional("logo", "Bildefil i content/, som content/bilder/logo.svg"),
            logo_tekst: f.optional("logo_tekst", "Hva logoen sier, for den som ikke ser den"),
            forside: f.optional("forside", "Planen forsiden handler om: organisasjon/plan"),
            terskler: f.optional("terskler", "Grenser som regler og lister bruker"),
            regler: f.optional::<Rules>("regler", "Regler som er slått av eller har annen alvorlighet").0,
            span: None,
        };
        if let Some(address) = &mut config.adresse {
            if !(address.starts_with("https://") || address.starts_with("http://")) {
                f.sink.report(
                    Diagnostic::error("lesing/ugyldig-lenke", "adressen må begynne med https:// eller http://")
                        .at(f.places().field("adresse")),
                );
            }
            if !address.ends_with('/') {
                address.push('/');
            }
        }
        for (key, value) in
            [("tilgjengelighetserklæring", &config.tilgjengelighetserklaering), ("personvern", &config.personvern)]
        {
            let safe = |link: &str| {
                let link = link.to_ascii_lowercase();
                link.starts_with("https://") || link.starts_with("http://") || !link.contains(':')
            };
            if value.as_deref().is_some_and(|link| !safe(link)) {
                f.sink.report(
                    Diagnostic::error("lesing/ugyldig-lenke", "lenken må begynne med https:// eller http://")
                        .at(f.places().field(key)),
                );
            }
        }
        config
    }
}

impl Record for Kontakt {
    const NAME: &'static str = "kontakt";
    fn read(f: &mut Fields) -> Self {
        Self {
            navn: f.optional("navn", "Kontorets navn"),
            epost: f.optional("epost", "E-postadresse"),
            telefon: f.optional("telefon", "Telefonnummer"),
            adresse: f.optional("adresse", "Post- eller besøksadresse"),
        }
    }
}

impl Record for Terskler {
    const NAME: &'static str = "terskler";
    fn read(f: &mut Fields) -> Self {
        let default = Self::default();
        let mut whole = |key, doc, otherwise: i64| {
            #[expect(clippy::cast_possible_truncation, reason = "clamped: a limit in days or months is small")]
            let whole = |n: f64| n.clamp(0.0, 100_000.0) as i64;
            f.optional::<Option<f64>>(key, doc).map_or(otherwise, whole)
        };
        Self {
            snart_dager: whole("snart_dager", "«Snart» er innen så mange dager", default.snart_dager),
            foreldet_maaneder: whole("foreldet_måneder", "Tall eldre enn dette er foreldet", default.foreldet_maaneder),
            sum_slingring: f
                .optional::<Option<f64>>("sum_slingring", "Så mye kan andeler avvike fra summen")
                .unwrap_or(default.sum_slingring),
        }
    }
}

/// Code → what to do.
#[derive(Default)]
struct Rules(BTreeMap<String, (Regelvalg, Span)>);

impl Value for Rules {
    fn shape() -> Shape {
        Shape::Map(Box::new(Word::<Regelvalg>::shape()))
    }
    fn read(node: &Node, sink: &mut Sink) -> Self {
        let Data::Map(entries) = &node.data else {
            if !node.is_null() {
                wrong_type("regler (kode: av, hint, advarsel eller feil)", node, sink);
            }
            return Self::default();
        };
        let read = |entry: &crate::yaml::node::Entry, sink: &mut Sink| {
            let choice = Word::<Regelvalg>::read(&entry.value, sink).0?;
            Some((entry.key.clone(), (choice, entry.key_span)))
        };
        Self(entries.iter().filter_map(|entry| read(entry, sink)).collect())
    }
}

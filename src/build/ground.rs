//! What pages are made from besides the site itself: the interface's words, what is the same on every page, and what is
//! derived. Owned here, so that the [`World`] can borrow it.

use std::sync::Arc;

use jiff::civil::Date;

use super::Checked;
use super::kept::Kept;
use crate::config::{Config, Utgave};
use crate::derive::derived::Derived;
use crate::diag::Diagnostic;
use crate::domain::enumeration::Enumeration;
use crate::language::Languages;
use crate::page::address::asset_path;
use crate::page::nettsted::{Kontakt, Nettsted, Skrift, Skriftfil};
use crate::page::world::World;
use crate::search::export;
use crate::source::SourceSet;
use crate::theme::ThemeFile;

/// Everything a page needs that is neither the site nor the sources.
pub struct Ground {
    languages: Arc<Languages>,
    nettsted: Nettsted,
    derived: Derived,
}

impl Ground {
    /// Gathers it. `Err` holds what is wrong with the theme's words.
    pub fn lay(sources: &SourceSet, checked: &Checked) -> Result<Self, Vec<Diagnostic>> {
        Self::lay_again(sources, checked, &Kept::default())
    }

    /// The same, with what was kept from an earlier one.
    pub fn lay_again(sources: &SourceSet, checked: &Checked, kept: &Kept) -> Result<Self, Vec<Diagnostic>> {
        let Checked { config, site, utgave, date, .. } = checked;
        Ok(Self {
            languages: kept.languages(theme_words(sources, config))?,
            nettsted: nettsted(config, *utgave, *date),
            derived: Derived::compute(site, config, *date),
        })
    }

    /// The world every page is made from.
    pub fn world<'a>(&'a self, sources: &'a SourceSet, checked: &'a Checked) -> World<'a> {
        World::new(&checked.site, &self.derived, &checked.config, sources, &self.languages, &self.nettsted)
    }
}

fn nettsted(config: &Config, utgave: Utgave, date: Date) -> Nettsted {
    let initial = config
        .tittel
        .chars()
        .find(|c| c.is_alphabetic())
        .map_or_else(|| "P".to_owned(), |c| c.to_uppercase().collect());
    // Who has no address for errors has one for everything.
    let feedback = config
        .tilbakemelding
        .as_ref()
        .or(config.kontakt.epost.as_ref().filter(|address| is_email(address)))
        .map(|to| if to.contains('@') && !to.contains(':') { format!("mailto:{to}") } else { to.clone() });
    Nettsted {
        tittel: config.tittel.clone(),
        undertittel: config.undertittel.clone(),
        eier: config.eier.clone(),
        kontakt: Kontakt {
            navn: config.kontakt.navn.clone(),
            epost: config.kontakt.epost.clone(),
            telefon: config.kontakt.telefon.clone(),
            adresse: config.kontakt.adresse.clone(),
        },
        spraak: config.spraak.word().to_owned(),
        adresse: config.adresse.clone(),
        tilgjengelighetserklaering: config.tilgjengelighetserklaering.clone(),
        personvern: config.personvern.clone(),
        tilbakemelding: feedback,
        bunnlenker: Vec::new(),
        logo: config.logo.as_deref().map(asset_path),
        logo_tekst: config.logo_tekst.clone(),
        merkefarge: config.farger.get("merke").cloned(),
        lenkefarge: config.farger.get("lenke").cloned(),
        skrift: typefaces(config),
        initial,
        per_dato: Some(date.to_string()),
        bygget_av: format!("Planverk {}", env!("CARGO_PKG_VERSION")),
        har_soek: true,
        soek: Some(export::START.to_owned()),
        intern: utgave == Utgave::Intern,
    }
}

/// An address that can stand in a link as it is.
fn is_email(text: &str) -> bool {
    let plain =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._+".contains(&b));
    text.split_once('@').is_some_and(|(name, place)| plain(name) && plain(place) && place.contains('.'))
}

fn typefaces(config: &Config) -> Skrift {
    let file = |file: &crate::config::Skriftfil| Skriftfil {
        familie: file.familie.clone(),
        url: asset_path(&file.fil),
        tykkelse: file.tykkelse.clone(),
        kursiv: file.kursiv,
    };
    Skrift {
        overskrift: config.skrift.overskrift.clone(),
        tekst: config.skrift.tekst.clone(),
        filer: config.skrift.filer.iter().map(file).collect(),
    }
}

/// The site's own theme files: those in `themes/<tema>/`. The standard theme is in the program already.
pub fn theme_files(sources: &SourceSet, config: &Config) -> Vec<ThemeFile> {
    let folder = format!("themes/{}/", config.tema);
    sources
        .iter()
        .filter(|(_, file)| config.tema != "standard" && !is_word_file(&file.path))
        .filter_map(|(id, file)| {
            let inner = file.path.strip_prefix(&folder)?;
            let bytes = sources.bytes(id).ok()?.into_owned();
            Some(ThemeFile { path: inner.to_owned(), shown: file.path.clone(), bytes, file: Some(id) })
        })
        .collect()
}

/// What a site has in `themes/standard/` that nobody reads.
pub fn unread_theme(sources: &SourceSet, config: &Config) -> Option<Diagnostic> {
    let texts = sources.files().iter().filter(|_| config.tema == "standard");
    crate::theme::unread(
        texts.filter_map(|file| Some((file.path.strip_prefix("themes/standard/")?, file.text.as_bytes()))),
    )
}

/// The words of the site's own theme: path and text of each file.
pub fn theme_words(sources: &SourceSet, config: &Config) -> Vec<(String, String)> {
    let folder = format!("themes/{}/language/", config.tema);
    sources
        .files()
        .iter()
        .filter(|file| config.tema != "standard" && file.path.starts_with(&folder) && is_word_file(&file.path))
        .map(|file| (file.path.clone(), file.text.to_string()))
        .collect()
}

fn is_word_file(path: &str) -> bool {
    path.contains("/language/") && std::path::Path::new(path).extension().is_some_and(|e| e == "yaml")
}

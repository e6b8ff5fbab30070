//! Organisasjon: the kommune, bydel or other body that owns plans, and its units.

use super::dato::Periode;
use super::enumeration::enumeration;
use super::felt::Felt;
use super::kilde::Kilde;
use super::rad::{Entity, Kind, Rad};
use crate::diag::Span;

enumeration!(
    /// What kind of body it is.
    Organisasjonstype, "organisasjonstype", {
        /// Municipality.
        Kommune = "kommune",
        /// City district.
        Bydel = "bydel",
        /// County.
        Fylke = "fylke",
        /// Network of several.
        Nettverk = "nettverk",
        /// State body.
        Stat = "stat",
        /// Anything else.
        Annet = "annet",
    }
);

enumeration!(
    /// The written standard.
    Spraak, "språk", {
        /// Bokmål.
        Nb = "nb",
        /// Nynorsk.
        Nn = "nn",
        /// English.
        En = "en",
    }
);

/// A number that changes in mergers, with the time it was in use.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Kommunenummer {
    /// Four digits as text.
    pub nr: String,
    /// When it was in use.
    pub periode: Periode,
}

/// A unit inside the organisation. Abbreviations belong to the organisation: the same letters mean other things elsewhere.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Enhet {
    /// Id and place.
    pub rad: Rad,
    /// Name.
    pub navn: String,
    /// Abbreviation.
    pub forkortelse: Option<String>,
    /// What it does.
    pub beskrivelse: Option<String>,
}

impl Entity for Enhet {
    fn kind(&self) -> Kind {
        Kind::Enhet
    }
    fn rad(&self) -> &Rad {
        &self.rad
    }
    fn title(&self) -> &str {
        &self.navn
    }
}

/// A kommune, bydel or other body with plans.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Organisasjon {
    /// Id (the folder's name), place and evidence.
    pub rad: Rad,
    /// Name.
    pub navn: String,
    /// Kind of body.
    pub organisasjonstype: Option<Organisasjonstype>,
    /// Municipality numbers through time.
    pub kommunenr: Vec<Kommunenummer>,
    /// District number.
    pub bydelsnr: Felt<String>,
    /// The body above it, in words.
    pub overordnet: Felt<String>,
    /// Abbreviation.
    pub forkortelse: Option<String>,
    /// Nine-digit organisation number.
    pub orgnr: Felt<String>,
    /// Official written standard.
    pub maalform: Option<Spraak>,
    /// In a few words, Markdown.
    pub beskrivelse: Option<String>,
    /// Units.
    pub enheter: Vec<Enhet>,
    /// Sources that all its plans may name.
    pub kilder: Vec<Kilde>,
}

impl Entity for Organisasjon {
    fn kind(&self) -> Kind {
        Kind::Organisasjon
    }
    fn rad(&self) -> &Rad {
        &self.rad
    }
    fn title(&self) -> &str {
        &self.navn
    }
    fn prose(&self) -> Vec<(&str, Span)> {
        self.beskrivelse.iter().map(|text| (text.as_str(), self.rad.places.field("beskrivelse"))).collect()
    }
}

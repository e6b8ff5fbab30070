//! What is the same on every page: who publishes the site and how to reach them.

use serde::Serialize;

use super::frame::Lenke;

/// Values for the whole site. Addresses are from the site's root unless they name a scheme.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Nettsted {
    /// The name, shown at the top of every page and last in every `<title>`.
    pub tittel: String,
    /// A few words under the name.
    pub undertittel: Option<String>,
    /// Who answers for the content («Bydel Grorud»).
    pub eier: Option<String>,
    /// How to reach the owner.
    pub kontakt: Kontakt,
    /// The site's language, for what belongs to no page.
    pub spraak: String,
    /// Where the site is published, ending in `/`; needed by what must name full addresses.
    pub adresse: Option<String>,
    /// Address of the accessibility statement.
    pub tilgjengelighetserklaering: Option<String>,
    /// Address of the privacy statement.
    pub personvern: Option<String>,
    /// Where readers report errors: an address, or `mailto:`.
    pub tilbakemelding: Option<String>,
    /// More links in the footer (åpne data, A–Å …).
    pub bunnlenker: Vec<Lenke>,
    /// The logo's file, from the site's root.
    pub logo: Option<String>,
    /// What the logo shows; empty when the name stands beside it.
    pub logo_tekst: Option<String>,
    /// The owner's colour, `#rrggbb`; the theme checks and adjusts it.
    pub merkefarge: Option<String>,
    /// The owner's colour for links, `#rrggbb`; as the mark's when there is none.
    pub lenkefarge: Option<String>,
    /// The owner's typefaces.
    pub skrift: Skrift,
    /// The letter in the favicon.
    pub initial: String,
    /// The date everything is counted as of, `YYYY-MM-DD`.
    pub per_dato: Option<String>,
    /// Name and version of the program that built the site.
    pub bygget_av: String,
    /// Whether there is a search page to point to.
    pub har_soek: bool,
    /// The first file of the search index, from the site's root; the script asks for it when the box gets focus.
    pub soek: Option<String>,
    /// The edition for the owner's own people; said at the top of every page.
    pub intern: bool,
}

/// How to reach the owner.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Kontakt {
    /// Name of the office.
    pub navn: Option<String>,
    /// E-mail address.
    pub epost: Option<String>,
    /// Telephone number, as people write it.
    pub telefon: Option<String>,
    /// Postal or visiting address, on one line.
    pub adresse: Option<String>,
}

/// The owner's typefaces: `serif`, `sans` or a family among the files; `None` is the theme's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Skrift {
    /// In headings and in the plan's own words.
    pub overskrift: Option<String>,
    /// In everything else.
    pub tekst: Option<String>,
    /// The site's own font files.
    pub filer: Vec<Skriftfil>,
}

/// One font file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Skriftfil {
    /// The family it belongs to.
    pub familie: String,
    /// The file, from the site's root.
    pub url: String,
    /// One weight (`400`), or two ends of a range (`100 900`).
    pub tykkelse: String,
    /// Slanted.
    pub kursiv: bool,
}

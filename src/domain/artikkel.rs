//! Artikkel: a page of running text from a Markdown file: a veileder, an experience, a chapter of a plan.

use super::dato::Dato;
use super::organisasjon::Spraak;
use super::rad::{Entity, Kind, Rad, Ref, Relasjon};
use super::suksessfaktor::Suksessfaktor;
use crate::diag::FileId;

/// A source with a place in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Kildested {
    /// The source: id or words.
    pub kilde: Ref,
    /// Page or section.
    pub sted: Option<String>,
}

/// A page of running text. The body itself stays in the source file and is parsed again when the page is made.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Artikkel {
    /// Id (file stem, or the folder's name for `index.md`), place and evidence.
    pub rad: Rad,
    /// Site path without `.html`, such as `veiledere/startlaan` or `veiledere/index`.
    pub sti: String,
    /// The file it was read from.
    pub file: Option<FileId>,
    /// Byte where the Markdown begins.
    pub body: usize,
    /// Title, the page's h1.
    pub tittel: String,
    /// One sentence that says what the page gives.
    pub ingress: Option<String>,
    /// Published.
    pub dato: Option<Dato>,
    /// Last changed.
    pub oppdatert: Option<Dato>,
    /// Topics.
    pub emner: Vec<String>,
    /// For whom.
    pub maalgrupper: Vec<Ref>,
    /// Success factors.
    pub suksessfaktorer: Vec<Suksessfaktor>,
    /// Instruments.
    pub virkemidler: Vec<Ref>,
    /// Language when it differs from the site's.
    pub spraak: Option<Spraak>,
    /// Not yet for readers.
    pub utkast: bool,
    /// Order among siblings.
    pub rekkefoelge: Option<f64>,
    /// Earlier addresses, relative to the site's root.
    pub alias: Vec<Ref>,
    /// Sources.
    pub kilder: Vec<Kildested>,
}

/// What running text may call the page with this path: all of the path, or its end from any folder on. A folder's own page
/// is called what the folder is.
pub fn path_names(sti: &str) -> impl Iterator<Item = &str> {
    let named = sti.strip_suffix("/index").unwrap_or(sti);
    let endings = named.match_indices('/').map(|(at, _)| &named[at + 1..]);
    std::iter::once(named).chain(endings)
}

impl Entity for Artikkel {
    fn kind(&self) -> Kind {
        Kind::Artikkel
    }
    fn rad(&self) -> &Rad {
        &self.rad
    }
    fn title(&self) -> &str {
        &self.tittel
    }
    fn references(&self, visit: &mut dyn FnMut(Relasjon, &Ref)) {
        self.maalgrupper.iter().for_each(|r| visit(Relasjon::Maalgruppe, r));
        self.virkemidler.iter().for_each(|r| visit(Relasjon::Virkemiddel, r));
        self.kilder.iter().for_each(|k| visit(Relasjon::Kilde, &k.kilde));
    }
}

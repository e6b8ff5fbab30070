//! What every page gives the layout around its content. The content itself is left to each page's own view.

use serde::Serialize;

use super::parts::deling::Deling;
use super::parts::lenker::Listelenke;

/// The frame of one page. Addresses are from the site's root; templates put [`Frame::rot`] in front.
/// Dates are ISO text (`2012`, `2012-06`, `2012-06-20`, `2012-H1`); templates write them out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "templates ask each by its own name")]
pub struct Frame {
    /// The page's own address, `grorud/plan/index.html`.
    pub sti: String,
    /// From the page up to the root: `../../`, and nothing at the root.
    pub rot: String,
    /// The kind of page ([`PageKind::name`](super::catalogue::PageKind::name)), for themes and tests.
    pub sidetype: String,
    /// Language of the page, `nb`, `nn` or `en`.
    pub spraak: String,
    /// The `h1`.
    pub tittel: String,
    /// The `<title>`: «Side – Plan – Nettsted».
    pub full_tittel: String,
    /// One sentence for search engines and shared links.
    pub beskrivelse: String,
    /// What kind of page this is («Aktivitet», «Veileder»), set small above the heading.
    pub kategori: Option<String>,
    /// One sentence under the heading.
    pub ingress: Option<String>,
    /// The state of the thing in a few facts, right under the lead.
    pub faktalinje: Vec<Fakta>,
    /// From the front page down to this page, which is last.
    pub broedsmuler: Vec<Lenke>,
    /// The main menu. The theme tells templates of the menus itself.
    #[serde(skip)]
    pub meny: Vec<Menypunkt>,
    /// The menu of the part of the site the page belongs to.
    #[serde(skip)]
    pub sidemeny: Option<Sidemeny>,
    /// «På denne siden».
    pub innhold: Vec<Innholdspunkt>,
    /// When the text was last changed.
    pub oppdatert: Option<String>,
    /// The newest date anything in the plan is stated for.
    pub nyeste: Option<String>,
    /// The date the figures are true for.
    pub per_dato: Option<String>,
    /// Where the content comes from.
    pub kilder: Vec<Kildelenke>,
    /// Pages about the same.
    pub se_ogsaa: Vec<Listelenke>,
    /// The other pages of the page's list, when it is too long for one.
    pub deling: Option<Deling>,
    /// What points here, by kind.
    pub baklenker: Vec<Baklenkegruppe>,
    /// The feed of what changes: its name and address.
    pub feed: Option<Lenke>,
    /// Keep search engines away.
    pub robots_noindex: bool,
    /// The full address search engines should know the page by.
    pub canonical: Option<String>,
    /// Wide tables are the point of the page: «På denne siden» moves up and leaves them its room.
    pub bred: bool,
    /// Printed on paper lying down.
    pub liggende: bool,
    /// A table or list of the page can be filtered and sorted; the page then fetches what does it.
    pub tabellvalg: bool,
}

impl Frame {
    /// A frame with the address, language and title in place; `under` are the names the `<title>` ends with, nearest first.
    pub fn new(sti: impl Into<String>, spraak: impl Into<String>, tittel: impl Into<String>, under: &[&str]) -> Self {
        let (sti, tittel) = (sti.into(), tittel.into());
        Self {
            rot: rot(&sti),
            full_tittel: full_tittel(&tittel, under),
            sti,
            tittel,
            spraak: spraak.into(),
            ..Self::default()
        }
    }
}

impl Frame {
    /// Tells the window's title apart from that of a page called the same.
    pub fn tell_apart(&mut self, by: &str) {
        let rest = self.full_tittel.strip_prefix(&self.tittel).unwrap_or(&self.full_tittel);
        self.full_tittel = format!("{} – {by}{rest}", self.tittel);
    }
}

/// The way from a page up to the root: one `../` per folder.
pub fn rot(sti: &str) -> String {
    "../".repeat(sti.matches('/').count())
}

/// «Side – Plan – Nettsted», without saying the same name twice in a row.
pub fn full_tittel(tittel: &str, under: &[&str]) -> String {
    let mut full = tittel.to_owned();
    let mut last = tittel;
    for name in under {
        if !name.is_empty() && *name != last {
            full.push_str(" – ");
            full.push_str(name);
            last = name;
        }
    }
    full
}

/// A name and where it leads.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Lenke {
    /// What the reader sees.
    pub tittel: String,
    /// Where it leads.
    pub url: String,
}

impl Lenke {
    /// A link.
    pub fn new(tittel: impl Into<String>, url: impl Into<String>) -> Self {
        Self { tittel: tittel.into(), url: url.into() }
    }
}

/// A link in a menu.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Menypunkt {
    /// What the reader sees.
    pub tittel: String,
    /// Where it leads.
    pub url: String,
    /// The page is this one, or lies below it.
    pub aktiv: bool,
}

/// The menu of one part of the site: a plan, a section of the knowledge base.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sidemeny {
    /// The part's name.
    pub tittel: String,
    /// The part's own page.
    pub url: String,
    /// Its pages, in groups.
    pub grupper: Vec<Menygruppe>,
}

/// A group of links in the menu of a part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Menygruppe {
    /// The group's name; empty when the links speak for themselves.
    pub tittel: String,
    /// The links.
    pub lenker: Vec<Menypunkt>,
}

/// One heading in «På denne siden».
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Innholdspunkt {
    /// The heading's id.
    pub id: String,
    /// The heading's text.
    pub tekst: String,
    /// The heading's level, 2 or 3.
    pub nivaa: u8,
}

/// One fact about the thing the page is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Fakta {
    /// What the fact is about («Ansvarlig»).
    pub navn: String,
    /// What it is. Empty together with `grunn` when it is blank.
    pub verdi: String,
    /// Where the value leads.
    pub url: Option<String>,
    /// `status` when `verdi` is a status name (`i_gang`), which is then drawn with its sign.
    pub klasse: Option<String>,
    /// Why there is no value: `tom`, `ikke_fastsatt`, `ikke_aktuelt`, `ukjent`, `skjult`.
    pub grunn: Option<String>,
    /// The value when it is several things, each with its address (empty when it has none).
    pub lenker: Vec<Lenke>,
}

impl Fakta {
    /// A fact in words.
    pub fn new(navn: impl Into<String>, verdi: impl Into<String>) -> Self {
        Self { navn: navn.into(), verdi: verdi.into(), ..Self::default() }
    }

    /// A fact that is a status (`i_gang`).
    pub fn status(navn: impl Into<String>, status: impl Into<String>) -> Self {
        Self { klasse: Some("status".into()), ..Self::new(navn, status) }
    }

    /// A fact that is several things with addresses.
    pub fn links(navn: impl Into<String>, lenker: Vec<Lenke>) -> Self {
        Self { lenker, ..Self::new(navn, "") }
    }

    /// A fact that is not there, and why.
    pub fn blank(navn: impl Into<String>, grunn: impl Into<String>) -> Self {
        Self { grunn: Some(grunn.into()), ..Self::new(navn, "") }
    }
}

/// Where something on the page comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Kildelenke {
    /// The source's name.
    pub tittel: String,
    /// Its page here or elsewhere, when there is one.
    pub url: Option<String>,
    /// Where in the source («s. 44»).
    pub sted: Option<String>,
}

/// What points to the page, of one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Baklenkegruppe {
    /// The kind, in plural («Aktiviteter»).
    pub gruppe: String,
    /// The pages.
    pub lenker: Vec<Baklenke>,
}

/// A page that points here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Baklenke {
    /// Its title.
    pub tittel: String,
    /// Its address.
    pub url: String,
    /// A word about it, when the group's name does not say it all.
    #[serde(rename = "type")]
    pub slag: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_the_root_has_one_step_per_folder() {
        assert_eq!(rot("index.html"), "");
        assert_eq!(rot("grorud/plan/a1.html"), "../../");
    }

    #[test]
    fn a_title_names_its_surroundings_once() {
        assert_eq!(full_tittel("A3", &["Handlingsplan 2012", "Grorud"]), "A3 – Handlingsplan 2012 – Grorud");
        assert_eq!(full_tittel("Grorud", &["Grorud", ""]), "Grorud");
    }
}

//! What every entity of a plan has: an id, a place in a file, evidence and access. Also references, still as ids.

use super::enumeration::enumeration;
use super::felt::Belegg;
use crate::diag::{FileId, Span};

enumeration!(
    /// Who may read it.
    Tilgang, "tilgang", {
        /// Everyone.
        Offentlig = "offentlig",
        /// Left out of the public edition whole.
        Intern = "intern",
    }
);

/// A reference as the author wrote it: an id, `organisasjon:id`, or (where that is allowed) plain words.
#[derive(Debug, Clone, PartialEq)]
pub struct Ref {
    /// What was written.
    pub text: String,
    /// Where.
    pub span: Span,
}

impl Default for Ref {
    fn default() -> Self {
        Self { text: String::new(), span: Span::top(FileId(0)) }
    }
}

/// Where a row and its fields stand, for pointing at them later.
#[derive(Debug, Clone, PartialEq)]
pub struct Places {
    /// The row's first key.
    pub row: Span,
    fields: Vec<(&'static str, Span)>,
}

impl Default for Places {
    fn default() -> Self {
        Self::new(Span::top(FileId(0)), Vec::new())
    }
}

impl Places {
    /// A row's place and those of its fields (key as documented → span of the value).
    pub fn new(row: Span, fields: Vec<(&'static str, Span)>) -> Self {
        Self { row, fields }
    }

    /// The value of a field, or the row when the field is not there.
    pub fn field(&self, key: &str) -> Span {
        self.fields.iter().find(|(name, _)| *name == key).map_or(self.row, |(_, span)| *span)
    }
}

/// What every entity has.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rad {
    /// Stable id, an ASCII slug, unique per type within one organisation.
    pub id: String,
    /// The id was made from the text because the author gave none.
    pub generated_id: bool,
    /// Evidence for the row as a whole.
    pub belegg: Belegg,
    /// `true` when the row is left out of the public edition.
    pub intern: bool,
    /// Since and until which version of the plan it is part of it, when the author says.
    pub versjoner: Versjonsspenn,
    /// Where it stands.
    pub places: Places,
}

/// Which versions of a plan a row is part of. Unstated ends are open: most rows have been there from the beginning.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Versjonsspenn {
    /// The version it came with.
    pub ny: Option<VersionRef>,
    /// The version it fell out with.
    pub utgaatt: Option<VersionRef>,
}

/// A version of the plan as a row names it.
#[derive(Debug, Clone, PartialEq)]
pub struct VersionRef {
    /// The version's name, as the plan's log has it.
    pub navn: String,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of things that have an id and can be referred to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is the noun of the same name")]
pub enum Kind {
    Organisasjon,
    Plan,
    Hovedmaal,
    Delmaal,
    Resultatmaal,
    Satsingsomraade,
    Strategi,
    Aktivitet,
    Tiltak,
    Maalgruppe,
    Virkemiddel,
    Utfordring,
    Indikator,
    Forpliktelse,
    Organ,
    Enhet,
    Vedtak,
    Matrise,
    Rapport,
    Kilde,
    Begrep,
    Artikkel,
}

impl Kind {
    /// Every kind, in the order lists show them.
    pub const ALL: [Self; 22] = [
        Self::Organisasjon,
        Self::Plan,
        Self::Hovedmaal,
        Self::Delmaal,
        Self::Resultatmaal,
        Self::Satsingsomraade,
        Self::Strategi,
        Self::Aktivitet,
        Self::Tiltak,
        Self::Maalgruppe,
        Self::Virkemiddel,
        Self::Utfordring,
        Self::Indikator,
        Self::Forpliktelse,
        Self::Organ,
        Self::Enhet,
        Self::Vedtak,
        Self::Matrise,
        Self::Rapport,
        Self::Kilde,
        Self::Begrep,
        Self::Artikkel,
    ];

    /// ASCII key, for class names, addresses and language files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Organisasjon => "organisasjon",
            Self::Plan => "plan",
            Self::Hovedmaal => "hovedmaal",
            Self::Delmaal => "delmaal",
            Self::Resultatmaal => "resultatmaal",
            Self::Satsingsomraade => "satsingsomraade",
            Self::Strategi => "strategi",
            Self::Aktivitet => "aktivitet",
            Self::Tiltak => "tiltak",
            Self::Maalgruppe => "maalgruppe",
            Self::Virkemiddel => "virkemiddel",
            Self::Utfordring => "utfordring",
            Self::Indikator => "indikator",
            Self::Forpliktelse => "forpliktelse",
            Self::Organ => "organ",
            Self::Enhet => "enhet",
            Self::Vedtak => "vedtak",
            Self::Matrise => "matrise",
            Self::Rapport => "rapport",
            Self::Kilde => "kilde",
            Self::Begrep => "begrep",
            Self::Artikkel => "artikkel",
        }
    }

    /// The word an author reads in a diagnostic.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hovedmaal => "hovedmål",
            Self::Delmaal => "delmål",
            Self::Resultatmaal => "resultatmål",
            Self::Satsingsomraade => "satsingsområde",
            Self::Maalgruppe => "målgruppe",
            Self::Artikkel => "side",
            other => other.key(),
        }
    }

    /// Goals of any level share one name space: an author who moves a goal between levels keeps its id.
    #[must_use]
    pub const fn namespace(self) -> Self {
        match self {
            Self::Delmaal | Self::Resultatmaal => Self::Hovedmaal,
            other => other,
        }
    }
}

/// What one thing says of another. The name is the field's, seen from the one that says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is the YAML field of the same name")]
pub enum Relasjon {
    Forelder,
    Maal,
    Strategi,
    Omraade,
    Maalgruppe,
    Virkemiddel,
    Utfordring,
    Aktivitet,
    Tiltak,
    Indikator,
    Kilde,
    Ansvarlig,
    Blokkerer,
    Utloeser,
    Gjelder,
    Rapport,
    RapportererTil,
    Tilsvarer,
    DelAv,
    Innbyggere,
    Sammenlign,
    VidereFoertFra,
    Bevis,
    Vedtak,
    Se,
    Organisasjon,
    Erstattet,
    Rad,
    Kolonne,
    /// A `[[reference]]` in running text.
    Omtaler,
}

const GOALS: &[Kind] = &[Kind::Hovedmaal, Kind::Delmaal, Kind::Resultatmaal];

impl Relasjon {
    /// The kinds the reference may name; empty means any.
    pub const fn targets(self) -> &'static [Kind] {
        match self {
            Self::Forelder | Self::Maal => GOALS,
            Self::Strategi => &[Kind::Strategi],
            Self::Omraade => &[Kind::Satsingsomraade],
            Self::Maalgruppe => &[Kind::Maalgruppe],
            Self::Virkemiddel => &[Kind::Virkemiddel],
            Self::Utfordring | Self::Blokkerer | Self::Utloeser => &[Kind::Utfordring],
            Self::Aktivitet => &[Kind::Aktivitet],
            Self::Tiltak => &[Kind::Tiltak],
            Self::VidereFoertFra => &[Kind::Aktivitet, Kind::Tiltak],
            Self::Indikator | Self::DelAv | Self::Innbyggere | Self::Sammenlign => &[Kind::Indikator],
            Self::Kilde | Self::Erstattet => &[Kind::Kilde],
            Self::Ansvarlig => &[Kind::Enhet, Kind::Organ],
            Self::RapportererTil => &[Kind::Organ],
            Self::Rapport => &[Kind::Rapport],
            Self::Tilsvarer => &[Kind::Maalgruppe, Kind::Virkemiddel],
            Self::Vedtak => &[Kind::Vedtak],
            Self::Se => &[Kind::Begrep],
            Self::Organisasjon => &[Kind::Organisasjon],
            Self::Gjelder | Self::Bevis | Self::Rad | Self::Kolonne | Self::Omtaler => &[],
        }
    }

    /// May the author write plain words instead of an id?
    pub const fn allows_words(self) -> bool {
        matches!(self, Self::Kilde | Self::Ansvarlig | Self::Bevis | Self::RapportererTil | Self::Organisasjon)
    }

    /// The field's name in a diagnostic.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Forelder => "forelder",
            Self::Maal => "mål",
            Self::Strategi => "strategier",
            Self::Omraade => "område",
            Self::Maalgruppe => "målgrupper",
            Self::Virkemiddel => "virkemidler",
            Self::Utfordring => "utfordringer",
            Self::Aktivitet => "aktiviteter",
            Self::Tiltak => "tiltak",
            Self::Indikator => "indikatorer",
            Self::Kilde => "kilde",
            Self::Ansvarlig => "ansvarlig",
            Self::Blokkerer => "blokkerer",
            Self::Utloeser => "utløser",
            Self::Gjelder => "gjelder",
            Self::Rapport => "rapport",
            Self::RapportererTil => "rapporterer_til",
            Self::Tilsvarer => "tilsvarer",
            Self::DelAv => "del_av",
            Self::Innbyggere => "innbyggere",
            Self::Sammenlign => "sammenlign",
            Self::VidereFoertFra => "videreført_fra",
            Self::Bevis => "bevis",
            Self::Vedtak => "vedtak",
            Self::Se => "se",
            Self::Organisasjon => "organisasjon",
            Self::Erstattet => "erstattet_av",
            Self::Rad => "rader",
            Self::Kolonne => "kolonner",
            Self::Omtaler => "[[…]]",
        }
    }
}

/// Something with an id that can be referred to and refers to others.
pub trait Entity {
    /// What kind of thing it is.
    fn kind(&self) -> Kind;
    /// Id, place, evidence.
    fn rad(&self) -> &Rad;
    /// What to call it, in full.
    fn title(&self) -> &str;
    /// The label printed in the document («A1»), when there is one.
    fn etikett(&self) -> Option<&str> {
        None
    }
    /// Its texts in Markdown, each with its place.
    fn prose(&self) -> Vec<(&str, Span)> {
        Vec::new()
    }
    /// Calls `visit` for every reference the row makes, except its own evidence.
    fn references(&self, visit: &mut dyn FnMut(Relasjon, &Ref)) {
        let _ = visit;
    }
}

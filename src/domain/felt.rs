//! A value as a plan really has it: known, or blank for a stated reason, and with its evidence.

use super::dato::Dato;
use super::enumeration::enumeration;
use super::rad::Ref;

enumeration!(
    /// Why a value is not there. None of these is zero.
    Grunn, "grunn", {
        /// The document leaves it blank, or says nothing.
        Tom = "tom",
        /// It will be decided: «gjenstår å tallfeste».
        IkkeFastsatt = "ikke_fastsatt",
        /// It makes no sense here.
        IkkeAktuelt = "ikke_aktuelt",
        /// It exists, but is illegible, lost or not known to us.
        Ukjent = "ukjent",
        /// It is known and may not be published.
        Skjult = "skjult",
    }
);

enumeration!(
    /// How sure a statement is.
    Sikkerhet, "sikkerhet", {
        /// Stated plainly by the source.
        Sikker = "sikker",
        /// Our reading of the source.
        Tolket = "tolket",
        /// The source does not allow a firm reading.
        Uklar = "uklar",
    }
);

/// Where a statement comes from and how far it can be trusted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Belegg {
    /// Id of a kilde, or a citation in words.
    pub kilde: Option<Ref>,
    /// Page or section in the source.
    pub sted: Option<String>,
    /// How sure it is; unstated means sure.
    pub sikkerhet: Option<Sikkerhet>,
    /// The date it is true for.
    pub dato: Option<Dato>,
    /// What a reader must know beside it.
    pub merknad: Option<String>,
    /// Withheld from the public edition; set only in the internal one, where the value itself is shown.
    pub skjult: bool,
}

impl Belegg {
    /// Nothing stated at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Known or blank.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdi<T> {
    /// A known value.
    Kjent(T),
    /// No value, and why.
    Blank(Grunn),
}

impl<T> Verdi<T> {
    /// The value, if known.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Kjent(value) => Some(value),
            Self::Blank(_) => None,
        }
    }

    /// Why there is no value.
    pub fn grunn(&self) -> Option<Grunn> {
        match self {
            Self::Kjent(_) => None,
            Self::Blank(grunn) => Some(*grunn),
        }
    }
}

impl<T> Default for Verdi<T> {
    fn default() -> Self {
        Self::Blank(Grunn::Tom)
    }
}

/// A field: its value or blank, and the evidence for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Felt<T> {
    /// The value or why there is none.
    pub verdi: Verdi<T>,
    /// Evidence, when the author gave any for this very field.
    pub belegg: Option<Box<Belegg>>,
}

impl<T> Default for Felt<T> {
    fn default() -> Self {
        Self { verdi: Verdi::default(), belegg: None }
    }
}

impl<T> Felt<T> {
    /// A known value without evidence of its own.
    pub fn known_value(value: T) -> Self {
        Self { verdi: Verdi::Kjent(value), belegg: None }
    }

    /// The value, if known.
    pub fn known(&self) -> Option<&T> {
        self.verdi.known()
    }

    /// The value, if known, without its evidence.
    pub fn known_owned(self) -> Option<T> {
        match self.verdi {
            Verdi::Kjent(value) => Some(value),
            Verdi::Blank(_) => None,
        }
    }

    /// Why there is no value.
    pub fn grunn(&self) -> Option<Grunn> {
        self.verdi.grunn()
    }

    /// The date the value is true for, when stated.
    pub fn dato(&self) -> Option<Dato> {
        self.belegg.as_ref().and_then(|b| b.dato)
    }
}

impl<T> Felt<Vec<T>> {
    /// The items; none when blank.
    pub fn items(&self) -> &[T] {
        self.known().map_or(&[], Vec::as_slice)
    }

    /// Nothing known: blank or an empty list.
    pub fn is_blank(&self) -> bool {
        self.items().is_empty()
    }
}

impl Felt<String> {
    /// The text; empty when blank.
    pub fn text(&self) -> &str {
        self.known().map_or("", String::as_str)
    }
}

//! How a field is shown: its words, or the word for why there are none, and its evidence.

use serde::Serialize;

use crate::domain::enumeration::Enumeration;
use crate::domain::felt::{Belegg, Felt, Grunn, Verdi};
use crate::language::Language;
use crate::page::frame::Lenke;
use crate::page::world::World;

/// Evidence as the `bevis` component takes it. Empty values are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Bevis {
    /// The source.
    pub kilde: Option<Lenke>,
    /// Page or section.
    pub sted: Option<String>,
    /// `sikker`, `tolket` or `uklar`.
    pub sikkerhet: Option<String>,
    /// ISO date.
    pub dato: Option<String>,
    /// What a reader must know.
    pub merknad: Option<String>,
}

impl Bevis {
    /// What there is to show of some evidence; `None` when there is nothing.
    pub fn of(world: &World, belegg: &Belegg) -> Option<Self> {
        let bevis = Self {
            kilde: belegg.kilde.as_ref().map(|kilde| world.reference(kilde)),
            sted: belegg.sted.clone(),
            sikkerhet: belegg.sikkerhet.map(Enumeration::key),
            dato: belegg.dato.map(crate::domain::dato::Dato::iso),
            merknad: belegg.merknad.clone(),
        };
        (bevis != Self::default()).then_some(bevis)
    }
}

/// A field as the `verdi` component takes it: words, or why there are none; and evidence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Vist {
    /// The words; `None` when blank.
    pub tekst: Option<String>,
    /// Why it is blank.
    pub grunn: Option<String>,
    /// What a reader must know of the blank.
    pub merknad: Option<String>,
    /// Evidence for this very field.
    pub bevis: Option<Bevis>,
    /// Where the words lead, when they name something.
    pub url: Option<String>,
}

impl Vist {
    /// Plain words.
    pub fn words(text: impl Into<String>) -> Self {
        Self { tekst: Some(text.into()), ..Self::default() }
    }

    /// Blank for a reason.
    pub fn blank(grunn: Grunn) -> Self {
        Self { grunn: Some(grunn.key()), ..Self::default() }
    }

    /// A field whose value is shown as `words` makes it.
    pub fn felt<T>(world: &World, felt: &Felt<T>, words: impl FnOnce(&T) -> String) -> Self {
        let bevis = felt.belegg.as_deref().and_then(|belegg| Bevis::of(world, belegg));
        match &felt.verdi {
            Verdi::Kjent(value) => {
                let text = words(value);
                if text.is_empty() {
                    Self { bevis, ..Self::blank(Grunn::Tom) }
                } else {
                    Self { bevis, ..Self::words(text) }
                }
            }
            Verdi::Blank(grunn) => {
                let merknad = felt.belegg.as_ref().and_then(|b| b.merknad.clone());
                // The remark stands with the blank; no need to say it twice.
                let bevis = bevis.map(|b| Bevis { merknad: None, ..b }).filter(|b| *b != Bevis::default());
                Self { grunn: Some(grunn.key()), merknad, bevis, ..Self::default() }
            }
        }
    }

    /// A text field.
    pub fn text(world: &World, felt: &Felt<String>) -> Self {
        Self::felt(world, felt, Clone::clone)
    }

    /// A field with a word from a closed list, in the page's language (`words.<NAME>.<key>`; the YAML word when the
    /// language files have none).
    pub fn word<E: Enumeration>(world: &World, felt: &Felt<E>, language: &Language) -> Self {
        Self::felt(world, felt, |word| enumerated(*word, language))
    }

    /// Is there nothing to show?
    pub fn is_blank(&self) -> bool {
        self.tekst.is_none()
    }
}

/// A word from a closed list as people read it.
pub fn enumerated<E: Enumeration>(word: E, language: &Language) -> String {
    crate::derive::dokument::enumerated(word, language)
}

/// The key of why a field is blank.
pub fn grunn_key<T>(felt: &Felt<T>) -> String {
    felt.grunn().map_or_else(|| "tom".to_owned(), Enumeration::key)
}

/// A number as people read it, with «ca.» when it is approximate.
pub fn figure(number: f64, approximate: bool, language: &Language) -> String {
    crate::derive::kostnad::tallord(number, approximate, language)
}

//! Suksessfaktor: the six conditions for good housing-social work (NOU 2011:15; *Bolig for velferd*), and the
//! kommune's own assessments of them. What each factor asks for is told in `content/suksessfaktorer`.

use super::dato::Dato;
use super::enumeration::{Enumeration, enumeration};
use super::felt::Felt;
use super::rad::{Rad, Ref};

enumeration!(
    /// The six, in their numbered order.
    Suksessfaktor, "suksessfaktor", {
        /// 1 Anchoring and ownership.
        Forankring = "forankring",
        /// 2 Overall strategy.
        Strategi = "strategi",
        /// 3 Organising and co-ordination.
        Organisering = "organisering",
        /// 4 Financial resources.
        Okonomi = "okonomi",
        /// 5 Competence.
        Kompetanse = "kompetanse",
        /// 6 User participation.
        Medvirkning = "medvirkning",
    }
);

impl Suksessfaktor {
    /// Number, 1–6.
    pub fn nr(self) -> usize {
        Self::ALL.iter().position(|(factor, _)| *factor == self).map_or(0, |at| at + 1)
    }

    /// The full name.
    pub const fn navn(self) -> &'static str {
        match self {
            Self::Forankring => "Forankring og eierskap",
            Self::Strategi => "Overordnet strategi",
            Self::Organisering => "Organisering og samordning",
            Self::Okonomi => "Økonomiske ressurser",
            Self::Kompetanse => "Kompetanse",
            Self::Medvirkning => "Brukermedvirkning",
        }
    }

    /// Finds a factor by id, number (1–6) or name. `økonomi`, `oekonomi` and `okonomi` are the same.
    pub fn find(text: &str) -> Option<Self> {
        if let Ok(nr) = text.trim().parse::<usize>() {
            return nr.checked_sub(1).and_then(|at| Self::ALL.get(at)).map(|(factor, _)| *factor);
        }
        let wanted = super::slug::slug(text);
        if wanted == "oekonomi" {
            return Some(Self::Okonomi);
        }
        Self::ALL
            .iter()
            .map(|(factor, _)| *factor)
            .find(|factor| factor.word() == wanted || super::slug::slug(factor.navn()) == wanted)
    }
}

/// A question asked in a self-assessment, and its answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Spoersmaal {
    /// The question.
    pub tekst: String,
    /// The answer; blank when not answered.
    pub svar: Felt<String>,
}

/// One dated self-assessment of one factor.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Vurdering {
    /// Id (generated), place and evidence.
    pub rad: Rad,
    /// Which factor; `None` when it could not be read (an error was reported).
    pub faktor: Option<Suksessfaktor>,
    /// When.
    pub dato: Felt<Dato>,
    /// 0 not begun · 1 begun · 2 partly in place · 3 in place · 4 works and is followed up.
    pub skaar: Felt<f64>,
    /// Why.
    pub begrunnelse: Option<String>,
    /// Evidence: ids or words.
    pub bevis: Vec<Ref>,
    /// Questions with answers.
    pub spoersmaal: Vec<Spoersmaal>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_factor_is_found_by_number_id_name_or_either_spelling() {
        for text in ["4", "okonomi", "oekonomi", "økonomi", "Økonomiske ressurser"] {
            assert_eq!(Suksessfaktor::find(text), Some(Suksessfaktor::Okonomi), "{text}");
        }
        assert_eq!(Suksessfaktor::find("7"), None);
        assert_eq!(Suksessfaktor::find("0"), None);
    }
}

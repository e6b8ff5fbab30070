//! Reading what all pages and plans share: `content/**/*.yaml` with sources, target groups, instruments and terms.

use super::rad::identity;
use crate::domain::begrep::Begrep;
use crate::domain::kilde::Kilde;
use crate::domain::maalgruppe::Maalgruppe;
use crate::domain::virkemiddel::Virkemiddel;
use crate::yaml::fields::{Fields, Record};

/// Shared data.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Felles {
    /// Sources.
    pub kilder: Vec<Kilde>,
    /// Target groups.
    pub maalgrupper: Vec<Maalgruppe>,
    /// Instruments.
    pub virkemidler: Vec<Virkemiddel>,
    /// Glossary.
    pub begreper: Vec<Begrep>,
    /// Groups of words with one meaning, for search.
    pub synonymer: Vec<Vec<String>>,
}

impl Felles {
    /// Adds what another file says.
    pub fn join(&mut self, other: Self) {
        self.kilder.extend(other.kilder);
        self.maalgrupper.extend(other.maalgrupper);
        self.virkemidler.extend(other.virkemidler);
        self.begreper.extend(other.begreper);
        self.synonymer.extend(other.synonymer);
    }
}

impl Record for Felles {
    const NAME: &'static str = "fellesdata";
    fn read(f: &mut Fields) -> Self {
        Self {
            kilder: f.optional("kilder", "Kilder"),
            maalgrupper: f.optional("målgrupper", "Felles målgrupper"),
            virkemidler: f.optional("virkemidler", "Felles virkemidler"),
            begreper: f.optional("begreper", "Begreper"),
            synonymer: f.optional("synonymer", "Grupper av ord som betyr det samme, for søket"),
        }
    }
}

impl Record for Begrep {
    const NAME: &'static str = "begrep";
    const DEFINITE: &'static str = "begrepet";
    fn read(f: &mut Fields) -> Self {
        let identity = identity(f);
        let mut row = Self {
            term: f.required("term", "Begrepet"),
            definisjon: f.required("definisjon", "Hva det betyr, på én–to setninger"),
            former: f.optional("former", "Bøyninger som også skal lenkes"),
            synonymer: f.optional("synonymer", "Andre ord for det samme"),
            forkortelse: f.optional("forkortelse", "Forkortelse"),
            nynorsk: f.optional("nynorsk", "På nynorsk"),
            engelsk: f.optional("engelsk", "På engelsk"),
            gruppe: f.optional("gruppe", "Hvor det hører hjemme"),
            se: f.optional("se", "Beslektede begreper"),
            kilder: f.optional("kilder", "Kilder"),
            ..Self::default()
        };
        row.rad = identity.close(f, "begrep", &row.term);
        row
    }
}

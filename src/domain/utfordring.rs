//! Utfordring: a problem that is hard to solve and whose lack of solution decides whether policy can be carried out
//! (NOVA, Notat 6/2011). Not every problem is one.

use super::dato::Dato;
use super::enumeration::enumeration;
use super::felt::Felt;
use super::maal::Nivaa;
use super::rad::{Entity, Kind, Rad, Ref, Relasjon};
use super::suksessfaktor::Suksessfaktor;
use crate::diag::Span;

enumeration!(
    /// Why it is hard.
    Aarsak, "årsak", {
        /// Lack of resources or fitting instruments.
        Ressurs = "ressurs",
        /// Lack of knowledge.
        Kunnskap = "kunnskap",
        /// One goal harms another.
        Maalkonflikt = "målkonflikt",
        /// Organisation.
        Organisering = "organisering",
        /// The market.
        Marked = "marked",
    }
);

enumeration!(
    /// How far it has been dealt with.
    Utfordringsstatus, "utfordringsstatus", {
        /// Open.
        Aapen = "åpen",
        /// Being worked on.
        UnderArbeid = "under_arbeid",
        /// Partly solved.
        DelvisLoest = "delvis_løst",
        /// Solved.
        Loest = "løst",
        /// No longer, or never, a challenge.
        IkkeLenger = "ikke_lenger",
    }
);

/// One entry in a challenge's history.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Utfordringsendring {
    /// When.
    pub dato: Option<Dato>,
    /// What changed.
    pub hva: String,
    /// Why.
    pub hvorfor: Option<String>,
    /// What followed.
    pub foelge: Option<String>,
    /// The plan version it went with.
    pub planversjon: Option<String>,
}

/// A challenge in the register.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Utfordring {
    /// Id, place and evidence.
    pub rad: Rad,
    /// Printed label.
    pub etikett: Felt<String>,
    /// In one line.
    pub tittel: String,
    /// Markdown.
    pub beskrivelse: Felt<String>,
    /// Strategic, operational or planning.
    pub nivaa: Felt<Nivaa>,
    /// Themes in words.
    pub tema: Vec<String>,
    /// Why it is hard.
    pub aarsak: Felt<Vec<Aarsak>>,
    /// Challenges that cannot be solved before this one.
    pub blokkerer: Felt<Vec<Ref>>,
    /// Challenges it gives rise to.
    pub utloeser: Felt<Vec<Ref>>,
    /// Indicators that show it.
    pub indikatorer: Felt<Vec<Ref>>,
    /// Why it has no indicator.
    pub uten_indikator: Option<String>,
    /// Severity 1–5.
    pub alvor: Felt<f64>,
    /// Why that severity.
    pub alvor_begrunnelse: Option<String>,
    /// State.
    pub status: Felt<Utfordringsstatus>,
    /// Goals that answer it.
    pub maal: Felt<Vec<Ref>>,
    /// Strategies that answer it.
    pub strategier: Felt<Vec<Ref>>,
    /// Activities that answer it.
    pub aktiviteter: Felt<Vec<Ref>>,
    /// Measures that answer it.
    pub tiltak: Felt<Vec<Ref>>,
    /// Areas it belongs to.
    pub omraader: Felt<Vec<Ref>>,
    /// Success factors it bears on.
    pub suksessfaktorer: Felt<Vec<Suksessfaktor>>,
    /// Elements 1–11 of NOVA's model of municipal housing-social work.
    pub element: Felt<Vec<f64>>,
    /// When it was first seen.
    pub oppdaget: Felt<Dato>,
    /// When it was last looked at.
    pub revidert: Felt<Dato>,
    /// History.
    pub endringslogg: Vec<Utfordringsendring>,
}

impl Entity for Utfordring {
    fn kind(&self) -> Kind {
        Kind::Utfordring
    }
    fn rad(&self) -> &Rad {
        &self.rad
    }
    fn title(&self) -> &str {
        &self.tittel
    }
    fn etikett(&self) -> Option<&str> {
        self.etikett.known().map(String::as_str)
    }
    fn prose(&self) -> Vec<(&str, Span)> {
        self.beskrivelse.known().map(|text| (text.as_str(), self.rad.places.field("beskrivelse"))).into_iter().collect()
    }
    fn references(&self, visit: &mut dyn FnMut(Relasjon, &Ref)) {
        self.blokkerer.items().iter().for_each(|r| visit(Relasjon::Blokkerer, r));
        self.utloeser.items().iter().for_each(|r| visit(Relasjon::Utloeser, r));
        self.indikatorer.items().iter().for_each(|r| visit(Relasjon::Indikator, r));
        self.maal.items().iter().for_each(|r| visit(Relasjon::Maal, r));
        self.strategier.items().iter().for_each(|r| visit(Relasjon::Strategi, r));
        self.aktiviteter.items().iter().for_each(|r| visit(Relasjon::Aktivitet, r));
        self.tiltak.items().iter().for_each(|r| visit(Relasjon::Tiltak, r));
        self.omraader.items().iter().for_each(|r| visit(Relasjon::Omraade, r));
    }
}

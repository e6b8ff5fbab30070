//! Plan: a boligsosial handlingsplan or programme with everything in it.

use super::aktivitet::Aktivitet;
use super::artikkel::Artikkel;
use super::dato::{Dato, Periode};
use super::enumeration::enumeration;
use super::felt::{Belegg, Felt};
use super::finansiering::Finansieringsplan;
use super::forpliktelse::Forpliktelse;
use super::indikator::Indikator;
use super::kilde::Kilde;
use super::maal::Maal;
use super::maalgruppe::Maalgruppe;
use super::matrise::Matrise;
use super::moete::Moete;
use super::organ::Organ;
use super::organisasjon::Spraak;
use super::rad::{Entity, Kind, Rad, Ref};
use super::rapport::Rapport;
use super::satsingsomraade::Satsingsomraade;
use super::status::Statusrad;
use super::strategi::Strategi;
use super::suksessfaktor::Vurdering;
use super::tiltak::Tiltak;
use super::utfordring::Utfordring;
use super::vedtak::Vedtak;
use super::virkemiddel::Virkemiddel;
use crate::diag::Span;

enumeration!(
    /// What kind of plan.
    Plantype, "plantype", {
        /// Social-housing action plan.
        BoligsosialHandlingsplan = "boligsosial_handlingsplan",
        /// Housing plan.
        Boligplan = "boligplan",
        /// Programme plan.
        Programplan = "programplan",
        /// Activity plan.
        Aktivitetsplan = "aktivitetsplan",
        /// Thematic plan.
        Temaplan = "temaplan",
        /// Municipal sub-plan.
        Kommunedelplan = "kommunedelplan",
    }
);

enumeration!(
    /// Does it bind?
    Planstatus, "planstatus", {
        /// It guides.
        Retningsgivende = "retningsgivende",
        /// It binds.
        Bindende = "bindende",
    }
);

/// The wanted end state, in one sentence, and why.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Visjon {
    /// The sentence.
    pub tekst: String,
    /// Why.
    pub begrunnelse: Option<String>,
}

/// A phase of the programme.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fase {
    /// Name.
    pub navn: String,
    /// What it is.
    pub tekst: Option<String>,
    /// When.
    pub periode: Felt<Periode>,
    /// Evidence.
    pub belegg: Belegg,
}

/// A document the plan builds on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grunnlag {
    /// In words.
    pub tekst: Option<String>,
    /// Or as a source.
    pub kilde: Option<Ref>,
}

/// One entry in the plan's own history.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Planendring {
    /// When.
    pub dato: Option<Dato>,
    /// The version that came of it.
    pub versjon: Option<String>,
    /// What changed.
    pub tekst: String,
    /// The decision.
    pub vedtak: Option<Ref>,
}

/// A plan.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// Id (the folder's name), place and evidence.
    pub rad: Rad,
    /// Title.
    pub tittel: String,
    /// Kind.
    pub plantype: Felt<Plantype>,
    /// Guiding or binding.
    pub planstatus: Felt<Planstatus>,
    /// When it holds.
    pub periode: Felt<Periode>,
    /// Version.
    pub versjon: Felt<String>,
    /// When this version took effect.
    pub gjelder_fra: Felt<Dato>,
    /// Language when it differs from the site's.
    pub spraak: Option<Spraak>,
    /// One sentence.
    pub ingress: Option<String>,
    /// Markdown.
    pub beskrivelse: Felt<String>,
    /// Why the plan was made, Markdown.
    pub begrunnelse: Felt<String>,
    /// What it is used for.
    pub brukes_til: Felt<Vec<String>>,
    /// Vision.
    pub visjon: Felt<Visjon>,
    /// Phases.
    pub faser: Vec<Fase>,
    /// What it builds on.
    pub bygger_paa: Vec<Grunnlag>,
    /// History.
    pub endringslogg: Vec<Planendring>,
    /// Decisions.
    pub vedtak: Vec<Vedtak>,
    /// Meetings the plan is laid before.
    pub moeter: Vec<Moete>,
    /// Goals of all levels, the plan's own first, then area by area.
    pub maal: Vec<Maal>,
    /// Focus areas.
    pub satsingsomraader: Vec<Satsingsomraade>,
    /// Strategies.
    pub strategier: Vec<Strategi>,
    /// Activities.
    pub aktiviteter: Vec<Aktivitet>,
    /// Continued measures.
    pub tiltak: Vec<Tiltak>,
    /// Target groups.
    pub maalgrupper: Vec<Maalgruppe>,
    /// Instruments.
    pub virkemidler: Vec<Virkemiddel>,
    /// Challenges.
    pub utfordringer: Vec<Utfordring>,
    /// Self-assessments.
    pub vurderinger: Vec<Vurdering>,
    /// Indicators.
    pub indikatorer: Vec<Indikator>,
    /// Status statements from all files, in the author's order.
    pub statusrader: Vec<Statusrad>,
    /// Commitments.
    pub forpliktelser: Vec<Forpliktelse>,
    /// Bodies and roles.
    pub organer: Vec<Organ>,
    /// Financing per year.
    pub finansiering: Vec<Finansieringsplan>,
    /// Printed matrices.
    pub matriser: Vec<Matrise>,
    /// Sources.
    pub kilder: Vec<Kilde>,
    /// Reports.
    pub rapporter: Vec<Rapport>,
    /// Chapters of running text.
    pub kapitler: Vec<Artikkel>,
}

impl Entity for Plan {
    fn kind(&self) -> Kind {
        Kind::Plan
    }
    fn rad(&self) -> &Rad {
        &self.rad
    }
    fn title(&self) -> &str {
        &self.tittel
    }
    fn prose(&self) -> Vec<(&str, Span)> {
        let own = |key| self.rad.places.field(key);
        let mut texts = Vec::new();
        texts.extend(self.beskrivelse.known().map(|text| (text.as_str(), own("beskrivelse"))));
        texts.extend(self.begrunnelse.known().map(|text| (text.as_str(), own("begrunnelse"))));
        let vision = self.visjon.known().and_then(|v| v.begrunnelse.as_deref());
        texts.extend(vision.map(|text| (text, own("visjon"))));
        texts.extend(self.finansiering.iter().filter_map(|f| Some((f.tekst.as_deref()?, f.rad.places.field("tekst")))));
        texts
    }
}

impl Plan {
    /// Every entity in the plan, in a fixed order; chapters included, the plan itself not.
    pub fn entities(&self) -> impl Iterator<Item = &dyn Entity> {
        fn dynamic<T: Entity>(list: &[T]) -> impl Iterator<Item = &dyn Entity> {
            list.iter().map(|e| e as &dyn Entity)
        }
        dynamic(&self.maal)
            .chain(dynamic(&self.satsingsomraader))
            .chain(dynamic(&self.strategier))
            .chain(dynamic(&self.aktiviteter))
            .chain(dynamic(&self.tiltak))
            .chain(dynamic(&self.maalgrupper))
            .chain(dynamic(&self.virkemidler))
            .chain(dynamic(&self.utfordringer))
            .chain(dynamic(&self.indikatorer))
            .chain(dynamic(&self.forpliktelser))
            .chain(dynamic(&self.organer))
            .chain(dynamic(&self.vedtak))
            .chain(dynamic(&self.matriser))
            .chain(dynamic(&self.kilder))
            .chain(dynamic(&self.rapporter))
            .chain(dynamic(&self.kapitler))
    }
}

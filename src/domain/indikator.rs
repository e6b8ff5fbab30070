//! Indikator: a figure followed over time or compared between kommuner; and måling, one reading of it.

use super::dato::{Dato, Periode};
use super::enumeration::enumeration;
use super::felt::{Belegg, Felt, Verdi};
use super::maal::{Maaltall, Retning};
use super::rad::{Entity, Kind, Places, Rad, Ref, Relasjon};
use super::skjema::Skjemafelt;

enumeration!(
    /// What is counted.
    Enhetsmaal, "enhet", {
        /// Households.
        Husstander = "husstander",
        /// Persons.
        Personer = "personer",
        /// Homes.
        Boliger = "boliger",
        /// Cases.
        Saker = "saker",
        /// Applications.
        Soeknader = "søknader",
        /// Percent.
        Prosent = "prosent",
        /// Percentage points.
        Prosentpoeng = "prosentpoeng",
        /// Norwegian kroner.
        Kr = "kr",
        /// Per 1,000 inhabitants.
        Per1000 = "per_1000",
        /// A plain count of something else.
        Antall = "antall",
    }
);

enumeration!(
    /// Who the figures come from.
    Tallkilde, "tallkilde", {
        /// The kommune's own counting.
        Egen = "egen",
        /// KOSTRA.
        Kostra = "KOSTRA",
        /// Husbanken.
        Husbanken = "Husbanken",
        /// BoKart.
        Bokart = "BoKart",
        /// Statistics Norway.
        Ssb = "SSB",
        /// Others.
        Annet = "annet",
    }
);

enumeration!(
    /// How a reading was made.
    Metode, "metode", {
        /// Counted by hand.
        ManuellTelling = "manuell_telling",
        /// From a register.
        Register = "register",
        /// Estimated.
        Anslag = "anslag",
    }
);

/// When a reading is true for: an as-of date, a period, or a stated blank.
pub type Tidspunkt = Felt<Periode>;

/// One reading.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Maaling {
    /// When it is true for.
    pub tid: Tidspunkt,
    /// The figure, or why there is none.
    pub verdi: Verdi<f64>,
    /// The figure is approximate.
    pub ca: bool,
    /// The margin of error: the true figure may be so much larger or smaller, in the indicator's unit.
    pub usikkerhet: Option<f64>,
    /// Which part of the whole («Uten bolig»), when the indicator is split.
    pub gruppe: Option<String>,
    /// Another organisation the figure is for.
    pub organisasjon: Option<Ref>,
    /// How it was made.
    pub metode: Felt<Metode>,
    /// Evidence.
    pub belegg: Belegg,
    /// Where it stands.
    pub places: Places,
}

impl Maaling {
    /// The date it is true for: the end of its period.
    pub fn dato(&self) -> Option<Dato> {
        self.tid.known().and_then(|p| p.til.or(p.fra))
    }
}

/// An indicator with its readings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Indikator {
    /// Id, place and evidence.
    pub rad: Rad,
    /// Name.
    pub navn: String,
    /// What exactly is counted.
    pub definisjon: Felt<String>,
    /// Unit.
    pub enhet: Felt<Enhetsmaal>,
    /// Which way is better.
    pub retning: Felt<Retning>,
    /// Who the figures come from.
    pub kilde_type: Option<Tallkilde>,
    /// Table or register.
    pub kildetabell: Felt<String>,
    /// Numerator, in words.
    pub teller: Felt<String>,
    /// Denominator, in words.
    pub nevner: Felt<String>,
    /// May be published as open data.
    pub aapen: Option<bool>,
    /// Counts persons or households, so that small counts may identify someone.
    pub personer: Option<bool>,
    /// What the groups of one date should sum to.
    pub sum: Option<f64>,
    /// The indicator this is a part of.
    pub del_av: Option<Ref>,
    /// Where it started.
    pub grunnlinje: Felt<f64>,
    /// Where it should end.
    pub maaltall: Maaltall,
    /// Readings older than this many months are stale.
    pub gyldig_maaneder: Option<f64>,
    /// The indicator that counts the inhabitants its figures are seen against.
    pub innbyggere: Option<Ref>,
    /// Indicators of other plans that are meant to count the same.
    pub sammenlign: Vec<Ref>,
    /// Goals it follows.
    pub maal: Felt<Vec<Ref>>,
    /// Theme, in words.
    pub tema: Option<String>,
    /// Readings in the author's order.
    pub maalinger: Vec<Maaling>,
    /// Where in Husbanken's form its figures belong.
    pub skjema: Option<Skjemafelt>,
    /// A file of readings, relative to the plan's folder.
    pub serie: Option<Ref>,
}

impl Entity for Indikator {
    fn kind(&self) -> Kind {
        Kind::Indikator
    }
    fn rad(&self) -> &Rad {
        &self.rad
    }
    fn title(&self) -> &str {
        &self.navn
    }
    fn references(&self, visit: &mut dyn FnMut(Relasjon, &Ref)) {
        self.del_av.iter().for_each(|r| visit(Relasjon::DelAv, r));
        self.innbyggere.iter().for_each(|r| visit(Relasjon::Innbyggere, r));
        self.sammenlign.iter().for_each(|r| visit(Relasjon::Sammenlign, r));
        self.maal.items().iter().for_each(|r| visit(Relasjon::Maal, r));
        for maaling in &self.maalinger {
            maaling.organisasjon.iter().for_each(|r| visit(Relasjon::Organisasjon, r));
            maaling.belegg.kilde.iter().for_each(|r| visit(Relasjon::Kilde, r));
        }
    }
}

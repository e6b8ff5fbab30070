//! Tidspunkt: when two readings are about the same time, so that their figures can be held against each other.

use jiff::civil::Date;

use crate::domain::dato::Periode;
use crate::domain::felt::{Felt, Grunn};
use crate::domain::indikator::Maaling;
use crate::resolve::item::ItemId;
use crate::resolve::site::Site;

/// The time a reading holds for. A date and a period that cover the same days are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// From and to, both included.
    Known(Option<Date>, Option<Date>),
    /// The author says that it is not known.
    Unknown,
    /// Nothing is said.
    Unsaid,
}

impl Moment {
    /// The moment of a reading.
    pub fn of(tid: &Felt<Periode>) -> Self {
        match (tid.known(), tid.grunn()) {
            (Some(period), _) if !period.is_empty() => Self::Known(period.first_day(), period.last_day()),
            (_, Some(Grunn::Tom)) | (Some(_), _) => Self::Unsaid,
            _ => Self::Unknown,
        }
    }
}

/// Whom a reading is for: the organisation, when it is another than the plan's own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// The plan's own organisation.
    Own,
    /// Another in the network.
    Other(ItemId),
    /// Named in words only.
    Words(String),
}

impl Owner {
    /// The owner of a reading.
    pub fn of(site: &Site, maaling: &Maaling) -> Self {
        match &maaling.organisasjon {
            None => Self::Own,
            Some(named) => site.target(named).map_or_else(|| Self::Words(named.text.clone()), Self::Other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::dato::Dato;
    use crate::domain::felt::Verdi;

    #[test]
    fn a_year_and_its_first_and_last_day_are_the_same_time() {
        let date = |text: &str| Dato::parse(text).ok();
        let days = Periode { fra: date("2012-01-01"), til: date("2012-12-31") };
        let year = Periode::single(Dato::Aar(2012));
        assert_eq!(Moment::of(&Felt::known_value(days)), Moment::of(&Felt::known_value(year)));
    }

    #[test]
    fn a_date_said_to_be_unknown_differs_from_one_not_mentioned() {
        let unknown = Felt { verdi: Verdi::Blank(Grunn::Ukjent), belegg: None };
        assert_eq!(Moment::of(&unknown), Moment::Unknown);
        assert_eq!(Moment::of(&Felt::default()), Moment::Unsaid);
    }
}

//! Opptelling: how many of a group of things are where. The parts always sum to the whole.

use super::tilstand::Tilstand;
use crate::domain::enumeration::Enumeration;
use crate::domain::status::Status;

/// How many are where. `forsinket` counts what is late whatever its status; the other statuses count the rest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opptelling {
    /// Everything counted.
    pub total: usize,
    /// Late.
    pub forsinket: usize,
    /// No status.
    pub uten: usize,
    /// Status key → how many, in the order of [`Status`].
    statuses: [usize; Status::ALL.len()],
    /// Without a time.
    pub uten_tid: usize,
    /// Due soon.
    pub snart: usize,
}

impl Opptelling {
    /// Counts a group.
    pub fn of<'a>(group: impl IntoIterator<Item = &'a Tilstand>) -> Self {
        let mut count = Self::default();
        for one in group {
            count.total += 1;
            match (one.is_late(), one.status) {
                (true, _) => count.forsinket += 1,
                (false, None) => count.uten += 1,
                (false, Some(status)) => count.statuses[place(status)] += 1,
            }
            count.uten_tid += usize::from(one.til.is_none());
            count.snart += usize::from(one.frist == super::tilstand::Frist::Snart);
        }
        count
    }

    /// How many have this status and are not late.
    pub fn with(&self, status: Status) -> usize {
        self.statuses[place(status)]
    }

    /// Finished.
    pub fn fullfoert(&self) -> usize {
        self.with(Status::Fullfoert)
    }

    /// Every part with its key, in reading order: finished, under way, late, put off … without status.
    pub fn parts(&self) -> Vec<(String, usize)> {
        let order = [
            Status::Fullfoert,
            Status::Viderefoert,
            Status::IGang,
            Status::Utsatt,
            Status::Stoppet,
            Status::IkkeGjennomfoert,
            Status::IkkeStartet,
        ];
        let mut parts: Vec<(String, usize)> = order.iter().map(|s| (s.key(), self.with(*s))).collect();
        parts.insert(3, ("forsinket".to_owned(), self.forsinket));
        parts.push(("uten".to_owned(), self.uten));
        parts
    }
}

/// Where a status stands in that order, for sorting.
pub fn rang(key: &str) -> usize {
    let parts = Opptelling::default().parts();
    parts.iter().position(|(one, _)| one == key).unwrap_or(parts.len())
}

fn place(status: Status) -> usize {
    Status::ALL.iter().position(|(one, _)| *one == status).unwrap_or(0)
}

//! An item: one thing with an id, wherever it stands. Items are numbered once; the numbers never change after.

use crate::diag::Span;
use crate::domain::rad::Kind;

/// Number of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub u32);

impl ItemId {
    /// As an index.
    pub const fn at(self) -> usize {
        self.0 as usize
    }
}

/// Number of an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrgId(pub u32);

/// Number of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlanId(pub u32);

/// One thing with an id.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Kind.
    pub kind: Kind,
    /// The organisation it belongs to; `None` for shared data and the knowledge base.
    pub organisasjon: Option<OrgId>,
    /// The plan it belongs to.
    pub plan: Option<PlanId>,
    /// Its id.
    pub key: String,
    /// What to call it.
    pub title: String,
    /// Printed label.
    pub etikett: Option<String>,
    /// Where it stands.
    pub span: Span,
    /// Its place in the list it came from.
    pub slot: usize,
}

impl Item {
    /// Label and title as people say them: «A1 Kartlegge eierpotensial».
    pub fn display(&self) -> String {
        match &self.etikett {
            Some(label) => format!("{label} {}", self.title),
            None => self.title.clone(),
        }
    }
}

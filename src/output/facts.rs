//! What the link check knows of one file once it has read it: enough to check others against it, and it against others,
//! when the file itself need not be made again.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};

/// The ids of a file, and the places it leads to on other pages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Places on other pages: path from the site's root and id, each once.
    pub(super) asks: Vec<(String, String)>,
    /// The ids, each as a number, in order; `None` when the file has none to ask for. A site has a hundred times as many as
    /// are ever asked for, and numbers take an eighth of the room of names.
    pub(super) ids: Option<Box<[u64]>>,
}

impl Facts {
    /// Does a link to this id lead anywhere? In a file that is not markup a missing id means nothing.
    pub fn has(&self, id: &str) -> bool {
        self.ids.as_ref().is_none_or(|ids| ids.binary_search(&number(id)).is_ok())
    }
}

/// The numbers of some ids, in order.
pub fn numbers<'i>(ids: impl Iterator<Item = &'i str>) -> Box<[u64]> {
    let mut numbers: Vec<u64> = ids.map(number).collect();
    numbers.sort_unstable();
    numbers.into()
}

/// Sixty-four bits: that two ids of one page are taken for each other is less likely than that the disk tells wrong.
fn number(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_known_by_its_number_and_a_file_without_markup_has_every_place() {
        let facts = Facts { asks: Vec::new(), ids: Some(numbers(["maal", "innhold"].into_iter())) };
        assert!(facts.has("maal") && facts.has("innhold") && !facts.has("Maal") && !facts.has(""));
        assert!(Facts::default().has("page=2"));
    }
}

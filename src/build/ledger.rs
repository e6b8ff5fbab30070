//! What the last build made of every page: the number of what the page was made of, and what tells its files from others.
//! A page with the same number is not made again; its files are left where they are.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use crate::output::{Contents, Facts, Sum};

/// The pages of a site by address.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    pages: BTreeMap<String, Entry>,
    /// Every address a page may lead to, as one number: a page that is left leads to what it led to.
    addresses: u64,
}

/// One page.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Entry {
    ingredients: u64,
    /// The page and the files beside it: path, contents, and of markup what the link check learnt.
    files: Vec<(String, Sum, Option<Facts>)>,
}

impl Ledger {
    /// The ledger of a build, from bytes that were written by [`Ledger::to_bytes`] in the same version of Planverk.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }

    /// For the next build.
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_allocvec(self).unwrap_or_default()
    }

    /// Does a site with these addresses have what the pages lead to?
    pub fn leads_to(&self, addresses: u64) -> bool {
        self.addresses == addresses
    }

    /// The files of a page that is made of the same as then: path and contents, the page itself first.
    pub fn files(&self, address: &str, ingredients: u64) -> Option<Vec<(String, Contents)>> {
        let entry = self.pages.get(address).filter(|entry| entry.ingredients == ingredients)?;
        let file =
            |(path, sum, facts): &(String, Sum, Option<Facts>)| (path.clone(), Contents::left(*sum, facts.clone()));
        Some(entry.files.iter().map(file).collect())
    }
}

/// A ledger while a site is made.
#[derive(Default)]
pub struct Writing {
    pages: Vec<Page>,
}

/// A page with its number and its files.
type Page = (String, u64, Vec<(String, Sum)>);

impl Writing {
    /// Notes a page with its files, the page itself first.
    pub fn note(&mut self, address: &str, ingredients: u64, files: Vec<(String, Sum)>) {
        self.pages.push((address.to_owned(), ingredients, files));
    }

    /// The ledger, with what the link check learnt. A page of which there was something to say is left out: what there is
    /// to say is said in every build.
    pub fn done(self, facts: Vec<(String, Facts)>, addresses: u64) -> Ledger {
        let mut facts: HashMap<String, Facts> = facts.into_iter().collect();
        let mut pages = BTreeMap::new();
        for (address, ingredients, files) in self.pages {
            let with_facts = |(path, sum): (String, Sum)| {
                let markup = [".html", ".svg"].iter().any(|ending| path.ends_with(ending));
                let learnt = facts.remove(&path);
                (!markup || learnt.is_some()).then_some((path, sum, learnt))
            };
            let files: Option<Vec<_>> = files.into_iter().map(with_facts).collect();
            if let Some(files) = files {
                pages.insert(address, Entry { ingredients, files });
            }
        }
        Ledger { pages, addresses }
    }
}

//! Search: what is searched, how words are understood, how hits are ranked, and the files the browser reads.
//! How a hit looks is left to the theme and to `command::search`.

pub mod abbreviations;
pub mod analyse;
pub mod document;
pub mod excerpt;
pub mod export;
pub mod files;
pub mod footing;
pub mod format;
pub mod index;
pub mod kept;
pub mod letters;
pub mod lexicon;
pub mod line;
pub mod lines;
mod meaning;
pub mod memory;
pub mod near;
pub mod occurrence;
pub mod pairs;
pub mod parting;
mod parts;
pub mod postings;
pub mod rank;
pub mod reader;
pub mod related;
pub mod scale;
mod term;
pub mod tokens;
pub mod weights;

use rayon::prelude::*;

use crate::page::related::Related;
use crate::page::world::World;
use document::Document;
use files::{Made, Stand};
use footing::Footing;
use lines::SiteWords;
use memory::{Bytes, Sink, Writer};
use pairs::Pairs;
use reader::Index;
use weights::{Building, Weights};

/// The index of a site, of the documents its edition holds.
pub fn build(world: &World, building: &Building) -> Result<Index, tantivy::TantivyError> {
    let documents = document::documents(world);
    let footing = Footing::find(&documents, building)?;
    Ok(of_documents(world, documents, footing, building, None, None).0)
}

/// The search of a site: its index, what it shows to be alike for the pages that are made next, and what its files and the
/// next build need.
pub struct Search<'a> {
    /// The index.
    pub index: Index,
    /// What is like what.
    pub related: Related,
    earlier: Option<files::Kept>,
    keeping: Option<Writer<'a>>,
}

/// What one build hands over to the next: what this one got, and where it puts what it hands over.
#[derive(Clone, Copy, Default)]
pub struct Handover<'a> {
    /// What an earlier build gave to keep.
    pub earlier: Option<&'a [u8]>,
    /// Takes what the next build gets, when there will be one.
    pub keep: Option<Sink<'a>>,
}

impl<'a> Search<'a> {
    /// Makes it; from what an earlier build gave to keep where that is any help. Wrong bytes are none, and whatever they are
    /// the search is the same. `Err` is tantivy's own reason, which no text can cause.
    pub fn make(world: &World, building: &Building, handover: Handover<'a>) -> Result<Self, tantivy::TantivyError> {
        let documents = document::documents(world);
        let items: Vec<_> = documents.iter().map(|document| document.item).collect();
        // A footing of other documents is none, and the rest is as good.
        let [mut footing, mut pairs, mut like, mut files] =
            handover.earlier.and_then(Bytes::parts).unwrap_or([Bytes(&[]); 4]);
        let footing = footing::Kept::read(&mut footing, &documents, building);
        let (pairs, like) = (Pairs::read(&mut pairs), related::Kept::read(&mut like));
        let earlier = files::Kept::read(&mut files);
        let footing = match footing {
            Some(kept) => Footing::again(kept, &documents, building)?,
            None => None,
        };
        let footing = footing.map_or_else(|| Footing::find(&documents, building), Ok)?;
        let mut keeping = handover.keep.map(Writer::to);
        let (index, pairs) = of_documents(world, documents, footing, building, pairs.as_ref(), keeping.as_mut());
        let (related, like) = related::related(world, &items, &index, like.as_ref());
        if let Some(to) = &mut keeping {
            to.part(|to| pairs.write(to));
            to.part(|to| like.write(to));
        }
        Ok(Self { index, related, earlier, keeping })
    }

    /// Its files, each as `make` gives it back with how it stands. Most are as before after a small change, and are not made.
    pub fn files<T: Send>(self, make: impl Fn(String, Made) -> (T, Stand) + Sync) -> Vec<T> {
        let (files, kept) = files::again(&self.index, self.earlier.as_ref(), make);
        if let Some(mut keeping) = self.keeping {
            keeping.part(|to| kept.write(to));
            keeping.end();
        }
        // 200,000 lines: given back by one core alone they take 30 ms.
        self.index.terms.into_par_iter().for_each(drop);
        files
    }
}

fn of_documents(
    world: &World,
    documents: Vec<Document>,
    footing: Footing,
    building: &Building,
    earlier: Option<&Pairs>,
    keeping: Option<&mut Writer>,
) -> (Index, Pairs) {
    let mut words = site_words(world);
    if building.synonyms {
        words.groups.extend(abbreviations::learn(&documents));
    }
    export::build(documents, footing, &words, &Weights::default(), building, earlier, keeping)
}

/// The words the site itself explains: its synonyms, and those of its glossary.
pub fn site_words(world: &World) -> SiteWords {
    let mut words = SiteWords { groups: world.site.felles.synonymer.clone(), pairs: Vec::new() };
    for term in &world.site.felles.begreper {
        let mut group = vec![term.term.clone()];
        group.extend(term.synonymer.iter().chain(&term.forkortelse).cloned());
        if group.len() > 1 {
            words.groups.push(group);
        }
        words.pairs.extend(term.nynorsk.iter().map(|nynorsk| (nynorsk.clone(), term.term.clone())));
    }
    words
}

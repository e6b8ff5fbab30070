//! Search: what is searched, how words are understood, how hits are ranked, and the files the browser reads.
//! How a hit looks is left to the theme and to `command::search`.

pub mod abbreviations;
pub mod analyse;
pub mod document;
pub mod excerpt;
pub mod export;
pub mod files;
pub mod format;
pub mod index;
pub mod kept;
pub mod lexicon;
pub mod lines;
pub mod near;
pub mod parting;
pub mod postings;
pub mod rank;
pub mod reader;
pub mod related;
pub mod scale;
pub mod tokens;
pub mod weights;

use crate::page::related::Related;
use crate::page::world::World;
use document::Document;
use lines::SiteWords;
use reader::Index;
use weights::{Building, Weights};

/// The index of a site, of the documents its edition holds.
pub fn build(world: &World, building: &Building) -> Result<Index, tantivy::TantivyError> {
    of_documents(world, document::documents(world), building)
}

/// The index, and what it shows to be alike, for the pages that are made next.
pub fn build_with_related(world: &World, building: &Building) -> Result<(Index, Related), tantivy::TantivyError> {
    let documents = document::documents(world);
    let items: Vec<_> = documents.iter().map(|document| document.item).collect();
    let index = of_documents(world, documents, building)?;
    let related = related::related(world, &items, &index);
    Ok((index, related))
}

fn of_documents(world: &World, documents: Vec<Document>, building: &Building) -> Result<Index, tantivy::TantivyError> {
    let mut words = site_words(world);
    if building.synonyms {
        words.groups.extend(abbreviations::learn(&documents));
    }
    export::build(documents, &words, &Weights::default(), building)
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

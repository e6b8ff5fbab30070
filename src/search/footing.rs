//! What an index rests on: the words of its documents, how they are understood, and where they stand. Found anew, or from what
//! was kept of an earlier build where few documents have changed since: then the others are not read, and the index gets
//! the same footing as from nothing. The lines made of it are left to `lines`.

use rayon::prelude::*;

use super::analyse::synonyms;
use super::document::Document;
use super::format::VERSION;
use super::lexicon::{self, Lexicon};
use super::memory::{Bytes, Writer};
use super::postings::Postings;
use super::scale::Scale;
use super::tokens::{self, Tokens};
use super::weights::Building;
use crate::sum::Sum;

/// When more than one of so many documents has changed, everything is found anew.
const FEW: usize = 16;

/// What an index rests on.
pub struct Footing {
    /// The words of the documents, and what each means.
    pub lexicon: Lexicon,
    /// Where they stand.
    pub postings: Postings,
    /// What only the next build needs besides.
    pub rest: Rest,
}

/// What an index does not rest on any more.
pub struct Rest {
    tokens: Tokens,
    /// Of each document all that is searched.
    sums: Vec<u64>,
    lengths: Vec<[u32; 3]>,
    average: [u32; 3],
    key: u64,
}

/// What was kept of an earlier one.
pub struct Kept<'m> {
    sums: Vec<u64>,
    lengths: Vec<[u32; 3]>,
    average: [u32; 3],
    tokens: tokens::Kept<'m>,
    lexicon: lexicon::Kept<'m>,
    postings: Postings,
}

impl Footing {
    /// Finds everything. `Err` is tantivy's own reason, which no text can cause.
    pub fn find(documents: &[Document], building: &Building) -> Result<Self, tantivy::TantivyError> {
        let mut tokens = Tokens::read(documents);
        let lexicon = Lexicon::learn(&tokens, building);
        let lengths: Vec<[u32; 3]> = tokens.rows.par_iter().map(|row| lexicon.lengths(row)).collect();
        let scale = Scale::of(&lengths, building);
        let postings = Postings::find(&tokens.rows, &lexicon, &scale)?;
        tokens.rows = Vec::new();
        let (sums, average, key) = (sums(documents), scale.average, key(documents, building));
        Ok(Self { lexicon, postings, rest: Rest { tokens, sums, lengths, average, key } })
    }

    /// Finds what has changed. `None` when it is too much, or touches everything.
    pub fn again(
        kept: Kept,
        documents: &[Document],
        building: &Building,
    ) -> Result<Option<Self>, tantivy::TantivyError> {
        let sums = sums(documents);
        let few = |changed: &[usize]| changed.len() <= documents.len() / FEW;
        let changed: Vec<usize> =
            sums.iter().zip(&kept.sums).enumerate().filter(|(_, (new, old))| new != old).map(|(at, _)| at).collect();
        if !few(&changed) {
            return Ok(None);
        }
        let Some((mut tokens, forms)) = Tokens::again(&kept.tokens, documents, &changed) else { return Ok(None) };
        let lexicon = Lexicon::learn(&tokens, building);
        let mut lengths = kept.lengths;
        for (at, row) in changed.iter().zip(&tokens.rows) {
            if let Some(length) = lengths.get_mut(*at) {
                *length = lexicon.lengths(row);
            }
        }
        let scale = Scale::of(&lengths, building);
        if scale.average != kept.average {
            return Ok(None);
        }
        let differs = kept.lexicon.changes(&forms, &lexicon);
        let read = std::mem::take(&mut tokens.rows);
        let touched = also_with(&differs.forms, &changed, &tokens);
        let postings = if few(&touched) {
            let rows = if touched == changed { read } else { tokens.rows(documents, &touched) };
            kept.postings.again(&differs.stems, &touched, &rows, &lexicon, &scale)?
        } else {
            // What the words mean is known, and only where they stand is found anew.
            let all: Vec<usize> = (0..documents.len()).collect();
            Some(Postings::find(&tokens.rows(documents, &all), &lexicon, &scale)?)
        };
        let Some(postings) = postings else { return Ok(None) };
        let (average, key) = (scale.average, key(documents, building));
        Ok(Some(Self { lexicon, postings, rest: Rest { tokens, sums, lengths, average, key } }))
    }
}

impl Rest {
    /// What to keep of a footing.
    pub fn write(&self, lexicon: &Lexicon, postings: &Postings, to: &mut Writer) {
        to.number(self.key);
        to.large(self.sums.iter().copied());
        let lengths: Vec<u32> = self.lengths.iter().chain([&self.average]).flatten().copied().collect();
        to.small(lengths.into_iter());
        self.tokens.write(to);
        lexicon.write(to);
        postings.write(to);
    }
}

impl<'m> Kept<'m> {
    /// Reads what was kept of documents with the same numbers, by the same program.
    pub fn read(from: &mut Bytes<'m>, documents: &[Document], building: &Building) -> Option<Self> {
        if from.number()? != key(documents, building) {
            return None;
        }
        let (sums, lengths) = (from.large()?, from.small()?);
        let (mut lengths, rest) = (lengths.as_chunks::<3>().0.to_vec(), lengths.len() % 3);
        let average = lengths.pop()?;
        let count = documents.len();
        if rest != 0 || sums.len() != count || lengths.len() != count {
            return None;
        }
        let (tokens, lexicon) = (tokens::Kept::read(from)?, lexicon::Kept::read(from)?);
        let postings = Postings::read(from, count)?;
        (tokens.stands.len() == count).then_some(Self { sums, lengths, average, tokens, lexicon, postings })
    }
}

/// The documents to be looked at again: those that have changed, and where a form stands that is understood otherwise,
/// because another word is new, or has become so common or rare that a compound is split in another place.
fn also_with(forms: &[u32], changed: &[usize], tokens: &Tokens) -> Vec<usize> {
    if forms.is_empty() {
        return changed.to_vec();
    }
    let touched = |at: &usize| {
        changed.binary_search(at).is_ok() || tokens.stands.get(*at).iter().any(|form| forms.binary_search(form).is_ok())
    };
    (0..tokens.stands.len()).into_par_iter().filter(touched).collect()
}

/// What all of it rests on besides the texts: the program, its word lists, which documents there are.
fn key(documents: &[Document], building: &Building) -> u64 {
    let mut sum = Sum::default();
    sum.number(VERSION.into()).text(env!("CARGO_PKG_VERSION")).text(synonyms::TEXT).text(&format!("{building:?}"));
    for document in documents {
        sum.text(&document.kind).text(&document.url);
    }
    sum.end()
}

/// Per document a sum over everything that is searched of it.
fn sums(documents: &[Document]) -> Vec<u64> {
    let of = |document: &Document| {
        let mut sum = Sum::default();
        sum.text(&document.title).number(document.names.len() as u64);
        for name in &document.names {
            sum.text(name);
        }
        for section in &document.sections {
            sum.text(&section.heading).text(&section.text);
        }
        sum.end()
    };
    documents.par_iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::document::Section;

    fn document(number: usize, text: &str) -> Document<'static> {
        Document {
            url: format!("side{number:05}.html"),
            title: format!("Side {number}"),
            sections: vec![Section { text: text.to_owned().into(), ..Section::default() }],
            ..Document::default()
        }
    }

    fn all() -> Vec<Document<'static>> {
        let words = ["bolig", "plan", "boligplan", "hjelp", "råd", "gjeldsråd", "gjeld", "leie", "leiebolig"];
        let text = |n: usize| (0..12).map(|at| words[(n * 7 + at * at) % 9]).collect::<Vec<_>>().join(" ");
        (0..2700).map(|n| document(n, &text(n))).collect()
    }

    fn written(footing: &Footing) -> Vec<u8> {
        let mut writer = Writer::default();
        footing.rest.write(&footing.lexicon, &footing.postings, &mut writer);
        writer.end()
    }

    /// What is found again of changed documents, when that can be done.
    fn again(kept: &[u8], documents: &[Document]) -> Option<Vec<u8>> {
        let building = Building::default();
        let kept = Kept::read(&mut Bytes(kept), documents, &building)?;
        Some(written(&Footing::again(kept, documents, &building).unwrap()?))
    }

    fn anew(documents: &[Document]) -> Vec<u8> {
        written(&Footing::find(documents, &Building::default()).unwrap())
    }

    #[test]
    fn few_changed_documents_are_read_and_the_footing_is_the_same() {
        let mut documents = all();
        let kept = anew(&documents);
        for (number, text) in [(0, "bolig til utleie i Granstad"), (1300, "hjelp med plan"), (2699, "")] {
            documents[number] = document(number, text);
        }
        assert!(again(&kept, &documents) == Some(anew(&documents)));
        let unchanged = again(&kept, &all());
        assert!(unchanged == Some(kept));
    }

    #[test]
    fn a_compound_that_is_split_otherwise_is_looked_for_in_every_document() {
        let mut documents = all();
        let kept = anew(&documents);
        // `boligplan` was two words that are there; `leiebolig` and `gjeldsråd` too. A new word makes another split possible.
        documents[5] = document(5, "leiebo lig");
        let compound = documents.iter().position(|one| one.sections[0].text.contains("leiebolig")).unwrap();
        assert_ne!(compound, 5);
        assert!(again(&kept, &documents) == Some(anew(&documents)));
        documents[6] = document(6, "ol boligplaner planer gjeldsr");
        documents[7] = document(7, "sråd gjeld");
        assert!(again(&kept, &documents) == Some(anew(&documents)));
    }

    #[test]
    fn a_new_word_that_is_part_of_others_is_looked_for_in_few_documents_and_in_many() {
        for compounds in [20, 2000] {
            let mut documents = all();
            for (number, place) in documents.iter_mut().enumerate().take(compounds) {
                *place = document(number, &format!("fiskebåt og bolig {}", ["fiske", "plan"][number % 2]));
            }
            let kept = anew(&documents);
            documents[2500] = document(2500, "en båt");
            let footing = Footing::find(&documents, &Building::default()).unwrap();
            let parts = footing.lexicon.get("fiskebåt").map(|form| form.parts.len());
            assert_eq!(parts, Some(2), "the new word divides the compound");
            assert!(again(&kept, &documents) == Some(written(&footing)), "{compounds}");
        }
    }

    #[test]
    fn other_documents_and_very_many_changes_are_read_anew() {
        let mut documents = all();
        let kept = anew(&documents);
        for (number, place) in documents.iter_mut().enumerate().take(400) {
            *place = document(number, "hus");
        }
        assert_eq!(again(&kept, &documents), None);
        let mut fewer = all();
        fewer.pop();
        assert_eq!(again(&kept, &fewer), None);
        let mut other = all();
        other[3].url = "annen.html".to_owned();
        assert_eq!(again(&kept, &other), None);
    }
}

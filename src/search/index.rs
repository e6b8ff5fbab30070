//! The index: from documents with their terms to terms with their documents. tantivy is known only here.
//!
//! A document has each of its terms once, with a note of how it stands there. To tantivy the term is a word of four letters,
//! and the note is the word's position. Given every word as it stands, it had two and a half times as many to take and told
//! no more in the end: 10,000 pages have ten million words, and four million notes.

use tantivy::directory::RamDirectory;
use tantivy::postings::Postings as _;
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{Token as Cut, TokenStream, Tokenizer, TokenizerManager};
use tantivy::{DocSet, Index, IndexSettings, TERMINATED, TantivyDocument};

/// Memory the index may plan for while it is made, in bytes a document; it takes more where the documents need it, and with
/// less than this much in all it does not begin.
const MEMORY: usize = 8_000;
const LEAST: usize = 100_000;

/// So many letters a term and a note have, of so many bits.
const TERM: usize = 4;
const NOTE: usize = 2;
const BITS: usize = 7;

/// The terms of a document.
#[derive(Default)]
pub struct Terms(String);

impl Terms {
    /// Puts in a term below 2²⁸, once for a document, with a note below 2¹⁴.
    pub fn push(&mut self, term: u32, note: u32) {
        let letters = |number: u32, count: usize| {
            (0..count).rev().map(move |at| char::from(u8::try_from(number >> (BITS * at) & 0x7F).unwrap_or(0)))
        };
        self.0.extend(letters(term, TERM).chain(letters(note, NOTE)));
    }
}

/// The number that was written as these letters.
fn number(letters: &str) -> u32 {
    letters.bytes().fold(0, |sum, letter| sum << BITS | u32::from(letter))
}

/// Takes of so many documents the terms that `write` gives, and tells of every term, in order, the documents it stands in, in
/// order, and the note: `take(term, document, note)`. `Err` is tantivy's own reason, which no text can cause.
pub fn invert(
    documents: u32,
    mut write: impl FnMut(u32, &mut Terms),
    take: impl FnMut(u32, u32, u32),
) -> Result<(), tantivy::TantivyError> {
    let options = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer("terms")
            .set_index_option(IndexRecordOption::WithFreqsAndPositions)
            .set_fieldnorms(false),
    );
    let mut schema = Schema::builder();
    let field = schema.add_text_field("terms", options);
    let tokenizers = TokenizerManager::default();
    tokenizers.register("terms", Split);
    // Nothing is stored, so there is nothing to pack on a thread of its own.
    let settings = IndexSettings { docstore_compress_dedicated_thread: false, ..IndexSettings::default() };
    let mut writer = Index::builder()
        .schema(schema.build())
        .settings(settings)
        .tokenizers(tokenizers)
        .single_segment_index_writer::<TantivyDocument>(
        RamDirectory::create(),
        documents as usize * MEMORY + LEAST,
    )?;
    let mut terms = Terms::default();
    for number in 0..documents {
        terms.0.clear();
        write(number, &mut terms);
        let mut document = TantivyDocument::new();
        document.add_text(field, &terms.0);
        writer.add_document(document)?;
    }
    read(&writer.finalize()?, field, take)
}

fn read(index: &Index, field: Field, mut take: impl FnMut(u32, u32, u32)) -> Result<(), tantivy::TantivyError> {
    let searcher = index.reader()?.searcher();
    let mut positions = Vec::new();
    for reader in searcher.segment_readers() {
        let inverted = reader.inverted_index(field)?;
        let mut terms = inverted.terms().stream()?;
        while let Some((term, info)) = terms.next() {
            let mut postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::WithFreqsAndPositions)?;
            let term = number(std::str::from_utf8(term).unwrap_or_default());
            while postings.doc() != TERMINATED {
                postings.positions(&mut positions);
                take(term, postings.doc(), positions.first().copied().unwrap_or_default());
                postings.advance();
            }
        }
    }
    Ok(())
}

/// Cuts what was written into terms; each stands where its note says.
#[derive(Clone)]
struct Split;

struct Stream<'a> {
    rest: &'a str,
    cut: Cut,
}

impl Tokenizer for Split {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        Stream { rest: text, cut: Cut::default() }
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let Some((own, rest)) = self.rest.split_at_checked(TERM + NOTE) else { return false };
        let (term, note) = own.split_at(TERM);
        self.rest = rest;
        term.clone_into(&mut self.cut.text);
        self.cut.position = number(note) as usize;
        true
    }

    fn token(&self) -> &Cut {
        &self.cut
    }

    fn token_mut(&mut self) -> &mut Cut {
        &mut self.cut
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inverted(documents: &[&[(u32, u32)]]) -> Vec<(u32, u32, u32)> {
        let mut all = Vec::new();
        let write = |number: u32, terms: &mut Terms| {
            documents[number as usize].iter().for_each(|(term, note)| terms.push(*term, *note));
        };
        let count = u32::try_from(documents.len()).unwrap();
        invert(count, write, |term, document, note| all.push((term, document, note))).unwrap();
        all
    }

    #[test]
    fn terms_come_in_order_with_their_documents_and_notes() {
        let (last, most) = ((1 << 28) - 1, (1 << 14) - 1);
        let documents: [&[(u32, u32)]; 4] = [&[(300, 7), (2, most), (last, 0)], &[], &[(2, 0)], &[(last, 129), (2, 1)]];
        let expected = [(2, 0, most), (2, 2, 0), (2, 3, 1), (300, 0, 7), (last, 0, 0), (last, 3, 129)];
        assert_eq!(inverted(&documents), expected);
    }

    #[test]
    fn a_term_of_very_many_documents_keeps_the_note_of_each() {
        let documents: Vec<[(u32, u32); 1]> = (0..1000).map(|number| [(5, number * 7 % 4096)]).collect();
        let documents: Vec<&[(u32, u32)]> = documents.iter().map(|own| &own[..]).collect();
        let expected: Vec<_> = (0..1000).map(|number| (5, number, number * 7 % 4096)).collect();
        assert_eq!(inverted(&documents), expected);
    }

    #[test]
    fn nothing_to_index_is_no_fault() {
        assert!(inverted(&[]).is_empty());
    }
}

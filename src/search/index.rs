//! The index: which term stands in which document, how often and where. tantivy is known only here.
//!
//! It gets terms as numbers, four letters each: a collection of 10,000 pages has ten million words, and their stems would be
//! copied, hashed and compared letter by letter in each of them.

use tantivy::directory::RamDirectory;
use tantivy::postings::Postings as _;
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{Token as Cut, TokenStream, Tokenizer, TokenizerManager};
use tantivy::{DocSet, Index, IndexSettings, TERMINATED, TantivyDocument};

use super::lexicon::Lexicon;
use super::tokens::{Row, Token};

/// Positions of one section begin at a multiple of this.
const SECTION: usize = 1 << 14;
/// So many sections a field has; what stands beyond the last counts as in it.
const SECTIONS: usize = 255;

/// Memory the index may plan for while it is made, in bytes a document; it takes more where the documents need it, and with
/// less than this much in all it does not begin.
const MEMORY: usize = 8_000;
const LEAST: usize = 100_000;

/// Title, headings, text.
const FIELDS: usize = 3;

/// So many letters a term has, of so many bits.
const LETTERS: usize = 4;
const BITS: usize = 7;

/// What stands for the beginning of the next section.
pub const BREAK: u32 = 0;
/// What stands for the beginning of the next field.
const FIELD: u32 = (1 << (LETTERS * BITS)) - 1;

/// The term of a word with this stem.
pub fn whole(stem: u32) -> u32 {
    2 * stem + 1
}

/// The term of a part of a compound with this stem.
pub fn inside(stem: u32) -> u32 {
    2 * stem + 2
}

/// The stem of a term.
pub fn stem_of(term: u32) -> u32 {
    (term - 1) / 2
}

/// How a term stands in a document. A site of 10,000 pages has four million of these, so they are kept small: what is
/// said more often than 65,535 times or stands beyond section 254 counts as there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Occurrence {
    /// Document number.
    pub document: u32,
    /// How often in title, headings and body.
    pub counts: [u16; 3],
    /// Does the title begin with it?
    pub first: bool,
    /// Section whose heading has it first.
    pub heading: Option<u8>,
    /// Section whose text has it most often.
    pub section: Option<u8>,
}

/// Tells of every term, in order, the documents it stands in, in order. Documents are numbered as they come, from 0.
///
/// Title, headings and text are one field to tantivy, told apart by position: with three, each had a dictionary of its own,
/// and where a term stands had to be put together from them.
pub fn occurrences(
    rows: &[Row],
    lexicon: &Lexicon,
    take: impl FnMut(u32, Occurrence),
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
    let mut writer =
        Index::builder()
            .schema(schema.build())
            .settings(settings)
            .tokenizers(tokenizers)
            .single_segment_index_writer::<TantivyDocument>(RamDirectory::create(), rows.len() * MEMORY + LEAST)?;
    for row in rows {
        let mut document = TantivyDocument::new();
        document.add_text(field, terms(row, lexicon));
        writer.add_document(document)?;
    }
    read(&writer.finalize()?, field, take)
}

/// The terms of title, headings and text.
fn terms(row: &Row, lexicon: &Lexicon) -> String {
    let mut text = String::new();
    let mut field = 0;
    // Does the last word count? Else its parts do not.
    let mut counts = false;
    for token in row.tokens() {
        match token {
            Token::Field => {
                field += 1;
                if field == FIELDS {
                    break;
                }
                push(&mut text, FIELD);
            }
            Token::Section => push(&mut text, BREAK),
            Token::Word(word) => {
                let Some(form) = lexicon.form(word) else { continue };
                counts = field == 0 || !form.stop;
                if counts {
                    push(&mut text, whole(form.stem));
                    form.parts.iter().for_each(|part| push(&mut text, inside(*part)));
                }
            }
            Token::Part(part) => {
                if let Some(form) = lexicon.form(part).filter(|form| counts && !form.stop) {
                    push(&mut text, inside(form.stem));
                }
            }
        }
    }
    text
}

fn push(text: &mut String, term: u32) {
    let letter = |at: usize| char::from(u8::try_from(term >> (BITS * at) & 0x7F).unwrap_or(0));
    text.extend((0..LETTERS).rev().map(letter));
}

/// The number a term was written as.
fn number(term: &[u8]) -> u32 {
    term.iter().fold(0, |sum, letter| sum << BITS | u32::from(*letter))
}

fn read(index: &Index, field: Field, mut take: impl FnMut(u32, Occurrence)) -> Result<(), tantivy::TantivyError> {
    let searcher = index.reader()?.searcher();
    let mut positions = Vec::new();
    for reader in searcher.segment_readers() {
        let inverted = reader.inverted_index(field)?;
        let mut terms = inverted.terms().stream()?;
        while let Some((term, info)) = terms.next() {
            let mut postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::WithFreqsAndPositions)?;
            let term = number(term);
            while postings.doc() != TERMINATED {
                postings.positions(&mut positions);
                take(term, occurrence(postings.doc(), &positions));
                postings.advance();
            }
        }
    }
    Ok(())
}

/// What the positions of a term say of how it stands in a document.
fn occurrence(document: u32, positions: &[u32]) -> Occurrence {
    let mut occurrence = Occurrence { document, first: positions.first() == Some(&0), ..Occurrence::default() };
    let place = |position: &u32| {
        let section = *position as usize / SECTION;
        (section / SECTIONS, u8::try_from(section % SECTIONS).unwrap_or(u8::MAX))
    };
    let mut best = 0;
    for run in positions.chunk_by(|a, b| place(a) == place(b)) {
        let (field, section) = run.first().map_or((0, 0), place);
        let Some(count) = occurrence.counts.get_mut(field) else { break };
        *count = count.saturating_add(u16::try_from(run.len()).unwrap_or(u16::MAX));
        match field {
            1 => occurrence.heading = occurrence.heading.or(Some(section)),
            2 if run.len() > best => (best, occurrence.section) = (run.len(), Some(section)),
            _ => {}
        }
    }
    occurrence
}

/// Cuts rows of terms into terms; each has its position by field and section.
#[derive(Clone)]
struct Split;

struct Stream<'a> {
    rest: &'a str,
    cut: Cut,
    field: usize,
    section: usize,
    /// How far into the section it is.
    at: usize,
}

impl Tokenizer for Split {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        Stream { rest: text, cut: Cut::default(), field: 0, section: 0, at: 0 }
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        while let Some((term, rest)) = self.rest.split_at_checked(LETTERS) {
            self.rest = rest;
            match number(term.as_bytes()) {
                FIELD => (self.field, self.section, self.at) = (self.field + 1, 0, 0),
                BREAK if self.section < SECTIONS - 1 => (self.section, self.at) = (self.section + 1, 0),
                BREAK => {}
                _ => {
                    term.clone_into(&mut self.cut.text);
                    self.cut.position = (self.field * SECTIONS + self.section) * SECTION + self.at;
                    // A section longer than its share stays in it: only the section is read back.
                    self.at = (self.at + 1).min(SECTION - 1);
                    return true;
                }
            }
        }
        false
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
    use crate::search::analyse::stem;
    use crate::search::document::{Document, Section};
    use crate::search::tokens::Tokens;
    use crate::search::weights::Building;

    fn all(documents: &[Document]) -> Vec<(String, Vec<Occurrence>)> {
        let tokens = Tokens::read(documents);
        let lexicon = Lexicon::learn(&tokens, &Building::default());
        let mut all: Vec<(String, Vec<Occurrence>)> = Vec::new();
        occurrences(&tokens.rows, &lexicon, |term, occurrence| {
            let mark = if term == whole(stem_of(term)) { "" } else { "+" };
            let name = format!("{mark}{}", lexicon.stems()[stem_of(term) as usize]);
            match all.last_mut() {
                Some((last, list)) if *last == name => list.push(occurrence),
                _ => all.push((name, vec![occurrence])),
            }
        })
        .unwrap();
        all
    }

    fn document<'t>(title: &str, sections: &[(&str, &'t str)]) -> Document<'t> {
        let section = |(heading, text): &(&str, &'t str)| Section {
            heading: (*heading).into(),
            text: (*text).into(),
            ..Section::default()
        };
        Document { title: title.into(), sections: sections.iter().map(section).collect(), ..Document::default() }
    }

    #[test]
    fn a_word_knows_its_documents_fields_and_sections() {
        let first = document("plan", &[("", "hus"), ("", "plan plan"), ("hus", "og hus hus")]);
        let documents = [first, Document::default(), document("", &[("", "plan")])];
        let plan = [
            Occurrence { document: 0, counts: [1, 0, 2], first: true, heading: None, section: Some(1) },
            Occurrence { document: 2, counts: [0, 0, 1], first: false, heading: None, section: Some(0) },
        ];
        let hus = [Occurrence { document: 0, counts: [0, 1, 3], first: false, heading: Some(2), section: Some(2) }];
        assert_eq!(all(&documents), [("hus".into(), hus.to_vec()), ("plan".into(), plan.to_vec())]);
    }

    #[test]
    fn parts_of_compounds_are_terms_of_their_own() {
        let documents = [document("plan", &[("", "bolig bolig-plan")]), document("plan", &[("", "boligplan bolig")])];
        let found = all(&documents);
        let counts = |name: &str| found.iter().find(|(own, _)| own == name).unwrap().1.iter().map(|one| one.counts);
        assert_eq!(counts(&stem("boligplan")).collect::<Vec<_>>(), [[0, 0, 1], [0, 0, 1]]);
        // What hyphens part counts besides what the compound is made of.
        assert_eq!(counts(&format!("+{}", stem("bolig"))).collect::<Vec<_>>(), [[0, 0, 2], [0, 0, 1]]);
    }

    #[test]
    fn nothing_to_index_is_no_fault() {
        assert!(all(&[]).is_empty());
    }
}

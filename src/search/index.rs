//! The index: which term stands in which document, how often and where. tantivy is known only here.
//!
//! It gets terms as numbers, four letters each: a collection of 10,000 pages has ten million words, and their stems would be
//! copied, hashed and compared letter by letter in each of them.

use tantivy::directory::RamDirectory;
use tantivy::postings::{Postings as _, TermInfo};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{Token as Cut, TokenStream, Tokenizer, TokenizerManager};
use tantivy::{DocSet, Index, IndexSettings, TERMINATED, TantivyDocument};

use super::lexicon::Lexicon;
use super::tokens::{Row, Token};

/// Positions of one section begin at a multiple of this.
const SECTION: usize = 1 << 14;

/// Memory the index may plan for while it is made, in bytes a document; it takes more where the documents need it, and with
/// less than this much in all it does not begin.
const MEMORY: usize = 8_000;
const LEAST: usize = 100_000;

/// So many letters a term has, of so many bits.
const LETTERS: usize = 4;
const BITS: usize = 7;

/// What stands for the beginning of the next section.
pub const BREAK: u32 = 0;

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
    let fields = ["title", "headings", "body"].map(|name| schema.add_text_field(name, options.clone()));
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
        for (field, text) in fields.into_iter().zip(terms(row, lexicon)) {
            document.add_text(field, text);
        }
        writer.add_document(document)?;
    }
    read(&writer.finalize()?, fields, take)
}

/// The terms of title, headings and text.
fn terms(row: &Row, lexicon: &Lexicon) -> [String; 3] {
    let mut texts = [const { String::new() }; 3];
    let mut field = 0;
    // Does the last word count? Else its parts do not.
    let mut counts = false;
    for token in row.tokens() {
        let Some(text) = texts.get_mut(field) else { break };
        match token {
            Token::Field => field += 1,
            Token::Section => push(text, BREAK),
            Token::Word(word) => {
                let Some(form) = lexicon.form(word) else { continue };
                counts = field == 0 || !form.stop;
                if counts {
                    push(text, whole(form.stem));
                    form.parts.iter().for_each(|part| push(text, inside(*part)));
                }
            }
            Token::Part(part) => {
                if let Some(form) = lexicon.form(part).filter(|form| counts && !form.stop) {
                    push(text, inside(form.stem));
                }
            }
        }
    }
    texts
}

fn push(text: &mut String, term: u32) {
    let letter = |at: usize| char::from(u8::try_from(term >> (BITS * at) & 0x7F).unwrap_or(0));
    text.extend((0..LETTERS).rev().map(letter));
}

/// The number a term was written as.
fn number(term: &[u8]) -> u32 {
    term.iter().fold(0, |sum, letter| sum << BITS | u32::from(*letter))
}

fn read(index: &Index, fields: [Field; 3], mut take: impl FnMut(u32, Occurrence)) -> Result<(), tantivy::TantivyError> {
    let searcher = index.reader()?.searcher();
    let mut positions = Vec::new();
    let mut list: Vec<Occurrence> = Vec::new();
    for reader in searcher.segment_readers() {
        let mut known: Vec<(u32, usize, TermInfo)> = Vec::new();
        let inverted = fields.map(|field| reader.inverted_index(field));
        for (field, inverted) in inverted.iter().enumerate() {
            let mut terms = inverted.as_ref().map_err(Clone::clone)?.terms().stream()?;
            while let Some((term, info)) = terms.next() {
                known.push((number(term), field, info.clone()));
            }
        }
        known.sort_unstable_by_key(|(term, field, _)| (*term, *field));
        for same in known.chunk_by(|a, b| a.0 == b.0) {
            for (_, field, info) in same {
                let Some(Ok(inverted)) = inverted.get(*field) else { continue };
                let mut postings =
                    inverted.read_postings_from_terminfo(info, IndexRecordOption::WithFreqsAndPositions)?;
                while postings.doc() != TERMINATED {
                    postings.positions(&mut positions);
                    note(&mut list, *field, postings.doc(), postings.term_freq(), &positions);
                    postings.advance();
                }
            }
            if same.len() > 1 {
                together(&mut list);
            }
            let term = same.first().map_or(BREAK, |(term, _, _)| *term);
            list.drain(..).for_each(|occurrence| take(term, occurrence));
        }
    }
    Ok(())
}

/// One for each document of what was noted field by field.
fn together(list: &mut Vec<Occurrence>) {
    // Stable: it finds the fields' lists in order already, and joins them.
    list.sort_by_key(|occurrence| occurrence.document);
    list.dedup_by(|later, first| {
        let same = later.document == first.document;
        if same {
            for (sum, more) in first.counts.iter_mut().zip(later.counts) {
                *sum = sum.saturating_add(more);
            }
            first.first |= later.first;
            first.heading = first.heading.or(later.heading);
            first.section = first.section.or(later.section);
        }
        same
    });
}

fn note(list: &mut Vec<Occurrence>, field: usize, document: u32, count: u32, positions: &[u32]) {
    let mut occurrence = Occurrence { document, ..Occurrence::default() };
    occurrence.counts[field] = u16::try_from(count).unwrap_or(u16::MAX);
    let section = |position: &u32| {
        let number = position / u32::try_from(SECTION).unwrap_or(u32::MAX);
        u8::try_from(number).unwrap_or(u8::MAX - 1)
    };
    match field {
        0 => occurrence.first = positions.first() == Some(&0),
        1 => occurrence.heading = positions.first().map(section),
        2 => {
            let mut best = (0, 0);
            for run in positions.chunk_by(|a, b| section(a) == section(b)) {
                if run.len() > best.0 {
                    best = (run.len(), run.first().map_or(0, section));
                }
            }
            occurrence.section = Some(best.1);
        }
        _ => {}
    }
    list.push(occurrence);
}

/// Cuts rows of terms into terms; a break begins the next section.
#[derive(Clone)]
struct Split;

struct Stream<'a> {
    rest: &'a str,
    cut: Cut,
    position: usize,
}

impl Tokenizer for Split {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        Stream { rest: text, cut: Cut::default(), position: 0 }
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        while let Some((term, rest)) = self.rest.split_at_checked(LETTERS) {
            self.rest = rest;
            if number(term.as_bytes()) == BREAK {
                self.position = (self.position / SECTION + 1) * SECTION;
                continue;
            }
            term.clone_into(&mut self.cut.text);
            self.cut.position = self.position;
            // A section longer than its share stays in it: only the section is read back.
            self.position += usize::from(self.position % SECTION < SECTION - 1);
            return true;
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

//! The index: which word stands in which document, how often and where. tantivy is known only here.

use std::collections::BTreeMap;

use tantivy::directory::RamDirectory;
use tantivy::postings::Postings as _;
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer, TokenizerManager};
use tantivy::{DocSet, Index, IndexSettings, TERMINATED, TantivyDocument};

/// Positions of one section begin at a multiple of this.
const SECTION: usize = 1 << 14;

/// Memory the index may use while it is made, in bytes.
const MEMORY: usize = 200_000_000;

/// Begins the terms that are parts of compounds.
pub const PART: char = '\u{1}';

/// The words of one document, already understood: terms parted by spaces, sections by line breaks.
#[derive(Debug, Default, Clone)]
pub struct Terms {
    /// The title.
    pub title: String,
    /// Headings, section by section, and other names at the top.
    pub headings: String,
    /// Text, section by section.
    pub body: String,
    /// How many whole words the fields have.
    pub lengths: [u32; 3],
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

/// Every term with the documents it stands in, both in order. Documents are numbered as they come.
pub fn occurrences(
    documents: impl Iterator<Item = Terms>,
) -> Result<BTreeMap<String, Vec<Occurrence>>, tantivy::TantivyError> {
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
    let mut writer = Index::builder()
        .schema(schema.build())
        .settings(IndexSettings::default())
        .tokenizers(tokenizers)
        .single_segment_index_writer::<TantivyDocument>(RamDirectory::create(), MEMORY)?;
    for terms in documents {
        let mut document = TantivyDocument::new();
        document.add_text(fields[0], terms.title);
        document.add_text(fields[1], terms.headings);
        document.add_text(fields[2], terms.body);
        writer.add_document(document)?;
    }
    read(&writer.finalize()?, fields)
}

fn read(index: &Index, fields: [Field; 3]) -> Result<BTreeMap<String, Vec<Occurrence>>, tantivy::TantivyError> {
    let mut all: BTreeMap<String, Vec<Occurrence>> = BTreeMap::new();
    let searcher = index.reader()?.searcher();
    let mut positions = Vec::new();
    for reader in searcher.segment_readers() {
        for (number, field) in fields.into_iter().enumerate() {
            let inverted = reader.inverted_index(field)?;
            let mut terms = inverted.terms().stream()?;
            while let Some((term, info)) = terms.next() {
                let Ok(term) = std::str::from_utf8(term) else { continue };
                let list = all.entry(term.to_owned()).or_default();
                list.reserve_exact(info.doc_freq as usize);
                let mut postings =
                    inverted.read_postings_from_terminfo(info, IndexRecordOption::WithFreqsAndPositions)?;
                while postings.doc() != TERMINATED {
                    postings.positions(&mut positions);
                    note(list, number, postings.doc(), postings.term_freq(), &positions);
                    postings.advance();
                }
            }
        }
    }
    for list in all.values_mut() {
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
        list.shrink_to_fit();
    }
    Ok(all)
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

/// Cuts prepared terms at spaces; a line break begins the next section.
#[derive(Clone)]
struct Split;

struct Stream<'a> {
    rest: &'a str,
    token: Token,
    position: usize,
}

impl Tokenizer for Split {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        Stream { rest: text, token: Token::default(), position: 0 }
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        loop {
            if let Some(rest) = self.rest.strip_prefix('\n') {
                self.rest = rest;
                self.position = (self.position / SECTION + 1) * SECTION;
            } else if let Some(rest) = self.rest.strip_prefix(' ') {
                self.rest = rest;
            } else {
                break;
            }
        }
        let end = self.rest.find([' ', '\n']).unwrap_or(self.rest.len());
        let (term, rest) = self.rest.split_at(end);
        self.rest = rest;
        term.clone_into(&mut self.token.text);
        self.token.position = self.position;
        // A section longer than its share stays in it: only the section is read back.
        self.position += usize::from(self.position % SECTION < SECTION - 1);
        !term.is_empty()
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_knows_its_documents_fields_and_sections() {
        let first = Terms {
            title: "plan".into(),
            headings: "\n\nbol".into(),
            body: "bol\n plan plan\nbol bol".into(),
            ..Terms::default()
        };
        let second = Terms { body: "plan".into(), ..Terms::default() };
        let all = occurrences([first, Terms::default(), second].into_iter()).unwrap();
        assert_eq!(
            all["plan"],
            [
                Occurrence { document: 0, counts: [1, 0, 2], first: true, heading: None, section: Some(1) },
                Occurrence { document: 2, counts: [0, 0, 1], first: false, heading: None, section: Some(0) },
            ]
        );
        assert_eq!(
            all["bol"],
            [Occurrence { document: 0, counts: [0, 1, 3], first: false, heading: Some(2), section: Some(2) }]
        );
    }

    #[test]
    fn nothing_to_index_is_no_fault() {
        assert!(occurrences(std::iter::empty()).unwrap().is_empty());
    }
}

//! The words of a collection as numbers: every written form once, in order, and every document as a row of numbers. Each
//! text is cut into words once; what the words mean is left to `lexicon`.

use std::sync::Arc;

use rayon::prelude::*;

use super::analyse::tokenise;
use super::document::Document;
use crate::lookup::Lookup;

/// So many documents are gone through at a time by one core.
const TOGETHER: usize = 250;

/// Marks a form that is a part, between hyphens, of the word before it.
const PART: u32 = 1 << 31;

/// The next section begins, the next field begins.
const SECTION: u32 = u32::MAX;
const FIELD: u32 = u32::MAX - 1;

/// Every word of a collection.
#[derive(Debug, Default)]
pub struct Tokens {
    /// Every written form, in order.
    pub forms: Vec<Arc<str>>,
    /// How many documents each stands in.
    pub counts: Vec<u32>,
    /// The documents, in order.
    pub rows: Vec<Row>,
}

/// The words of one document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row(Box<[u32]>);

/// What stands in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// A word, by the number of its form.
    Word(u32),
    /// A part, between hyphens, of the word before it.
    Part(u32),
    /// The next section of headings, or of text.
    Section,
    /// After the title the headings, with other names in the first section, and then the text.
    Field,
}

impl Row {
    /// The words in reading order: title, headings, text.
    pub fn tokens(&self) -> impl Iterator<Item = Token> + '_ {
        self.0.iter().map(|number| match *number {
            SECTION => Token::Section,
            FIELD => Token::Field,
            part if part & PART != 0 => Token::Part(part & !PART),
            word => Token::Word(word),
        })
    }

    /// With other numbers for the forms.
    fn renumber(&mut self, numbers: &[u32]) {
        for number in self.0.iter_mut().filter(|number| **number < FIELD) {
            let form = (*number & !PART) as usize;
            *number = (*number & PART) | numbers.get(form).copied().unwrap_or_default();
        }
    }
}

impl Tokens {
    /// Reads every document.
    pub fn read(documents: &[Document]) -> Self {
        let mut parts: Vec<Reading> = documents.par_chunks(TOGETHER).map(Reading::of).collect();
        let mut forms: Vec<Arc<str>> = parts.iter().flat_map(|part| part.forms.iter().cloned()).collect();
        forms.par_sort_unstable();
        forms.dedup();
        let numbers: Lookup<&str, u32> = forms.iter().map(|form| &**form).zip(0..).collect();
        let renumber = |part: &mut Reading| {
            let own: Vec<u32> =
                part.forms.iter().map(|form| numbers.get(&**form).copied().unwrap_or_default()).collect();
            part.rows.iter_mut().for_each(|row| row.renumber(&own));
            own
        };
        let numbered: Vec<Vec<u32>> = parts.par_iter_mut().map(renumber).collect();
        let mut counts = vec![0; forms.len()];
        for (own, part) in numbered.iter().zip(&parts) {
            for (form, (count, _)) in own.iter().zip(&part.counts) {
                if let Some(sum) = counts.get_mut(*form as usize) {
                    *sum += count;
                }
            }
        }
        let rows = parts.into_iter().flat_map(|part| part.rows).collect();
        Self { forms, counts, rows }
    }
}

/// Some documents, with numbers of their own.
#[derive(Default)]
struct Reading {
    known: Lookup<Arc<str>, u32>,
    forms: Vec<Arc<str>>,
    /// How many documents each form stands in, and the last of them.
    counts: Vec<(u32, usize)>,
    rows: Vec<Row>,
}

impl Reading {
    fn of(documents: &[Document]) -> Self {
        let mut reading = Self::default();
        let mut row = Vec::new();
        for document in documents {
            reading.document(document, &mut row);
            reading.rows.push(Row(row.as_slice().into()));
            row.clear();
        }
        reading.known = Lookup::default();
        reading
    }

    fn document(&mut self, document: &Document, row: &mut Vec<u32>) {
        self.text(&document.title, row);
        row.push(FIELD);
        document.names.iter().for_each(|name| self.text(name, row));
        for (at, section) in document.sections.iter().enumerate() {
            row.extend((at > 0).then_some(SECTION));
            self.text(&section.heading, row);
        }
        row.push(FIELD);
        for (at, section) in document.sections.iter().enumerate() {
            row.extend((at > 0).then_some(SECTION));
            self.text(&section.text, row);
        }
    }

    fn text(&mut self, text: &str, row: &mut Vec<u32>) {
        let document = self.rows.len();
        tokenise::each(text, |word, parts, _, _| {
            row.push(self.number(word, document));
            for part in parts {
                row.push(self.number(part, document) | PART);
            }
        });
    }

    fn number(&mut self, form: &str, document: usize) -> u32 {
        let number = self.known.get(form).copied().unwrap_or_else(|| {
            let form: Arc<str> = form.into();
            let number = u32::try_from(self.forms.len()).unwrap_or(FIELD - 1) & !PART;
            self.known.insert(Arc::clone(&form), number);
            self.forms.push(form);
            self.counts.push((0, usize::MAX));
            number
        });
        if let Some((count, last)) = self.counts.get_mut(number as usize)
            && *last != document
        {
            (*count, *last) = (*count + 1, document);
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::document::Section;

    fn document<'t>(title: &str, sections: &[(&str, &'t str)]) -> Document<'t> {
        let section = |(heading, text): &(&str, &'t str)| Section {
            heading: (*heading).into(),
            text: (*text).into(),
            ..Section::default()
        };
        let sections = sections.iter().map(section).collect();
        Document { title: title.into(), names: vec!["Navn".into()], sections, ..Document::default() }
    }

    #[test]
    fn forms_are_in_order_and_counted_once_a_document() {
        let documents = [document("Bolig bolig", &[("", "Plan")]), document("plan", &[("", "Ås")])];
        let tokens = Tokens::read(&documents);
        assert_eq!(tokens.forms.iter().map(|form| &**form).collect::<Vec<_>>(), ["bolig", "navn", "plan", "ås"]);
        assert_eq!(tokens.counts, [1, 2, 2, 1]);
    }

    #[test]
    fn a_row_tells_fields_sections_and_what_stands_between_hyphens() {
        use Token::{Field, Part, Section, Word};
        let tokens = Tokens::read(&[document("B", &[("", "a-b"), ("c", "")])]);
        let row: Vec<Token> = tokens.rows[0].tokens().collect();
        // a, ab, b, c, navn
        let expected = [Word(2), Field, Word(4), Section, Word(3), Field, Word(1), Part(0), Part(2), Section];
        assert_eq!(row, expected);
    }

    #[test]
    fn how_many_are_read_together_does_not_show() {
        let documents: Vec<Document> =
            (0..600).map(|n| document(&format!("Side {n}"), &[("", ["a1 til", "b2 til", "c3 til"][n % 3])])).collect();
        let tokens = Tokens::read(&documents);
        let texts = |row: &Row| -> Vec<String> {
            let form =
                |token| if let Token::Word(at) = token { Some(tokens.forms[at as usize].to_string()) } else { None };
            row.tokens().filter_map(form).collect()
        };
        assert_eq!(texts(&tokens.rows[599]), ["side", "599", "navn", "c3", "til"]);
        assert_eq!(tokens.counts[tokens.forms.iter().position(|form| &**form == "til").unwrap()], 600);
    }
}

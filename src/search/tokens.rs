//! The words of a collection as numbers: every written form once, in order, and every document as a row of numbers. Each
//! text is cut into words once; what the words mean is left to `lexicon`.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use super::analyse::tokenise;
use super::document::Document;
use super::memory::{Bytes, Lists, Writer};
use crate::lookup::Lookup;

/// So many documents are gone through at a time by one core.
const TOGETHER: usize = 250;

/// Marks a form that is a part, between hyphens, of the word before it.
const PART: u32 = 1 << 31;

/// The next section begins, the next field begins.
const SECTION: u32 = u32::MAX;
const FIELD: u32 = u32::MAX - 1;

/// Every word of a collection.
#[derive(Debug)]
pub struct Tokens {
    /// Every written form, in order.
    pub forms: Vec<Arc<str>>,
    /// How many documents each stands in.
    pub counts: Vec<u32>,
    /// The documents that were read, in order.
    pub rows: Vec<Row>,
    /// Per document of the collection the forms that stand in it, each once.
    pub stands: Lists,
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
        let mut parts: Vec<Reading> = documents.par_chunks(TOGETHER).map(|some| Reading::of(some.iter())).collect();
        let mut forms: Vec<Arc<str>> = parts.iter().flat_map(|part| part.forms.iter().cloned()).collect();
        forms.par_sort_unstable();
        forms.dedup();
        let numbers: Lookup<&str, u32> = forms.iter().map(|form| &**form).zip(0..).collect();
        let renumber = |part: &mut Reading| {
            let own: Vec<u32> =
                part.forms.iter().map(|form| numbers.get(&**form).copied().unwrap_or_default()).collect();
            part.rows.iter_mut().for_each(|row| row.renumber(&own));
            part.stands.each(|form| own.get(form as usize).copied().unwrap_or_default());
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
        let mut stands = Lists::new();
        for part in &parts {
            stands.append(&part.stands);
        }
        let rows = parts.into_iter().flat_map(|part| part.rows).collect();
        Self { forms, counts, rows, stands }
    }

    /// The same of a collection of which some documents have changed since what was `kept` of it; only they are read. Besides,
    /// for each form there was, the number it has now. `None` when what was kept cannot be of it.
    pub fn again(kept: &Kept, documents: &[Document], changed: &[usize]) -> Option<(Self, Vec<u32>)> {
        let mut reading = Reading::of(changed.iter().filter_map(|at| documents.get(*at)));
        let mut left = kept.counts.clone();
        for at in changed {
            for form in kept.stands.get(*at) {
                let count = left.get_mut(*form as usize)?;
                *count = count.checked_sub(1)?;
            }
        }
        let mut own: Vec<(&str, u32, u32)> = Vec::new();
        own.extend(
            reading.forms.iter().zip(0..).zip(&reading.counts).map(|((form, at), (count, _))| (&**form, at, *count)),
        );
        own.sort_unstable();
        let mut forms: Vec<&str> = Vec::with_capacity(kept.forms.len());
        let mut counts = Vec::with_capacity(kept.forms.len());
        let (mut numbers, mut own_numbers) = (vec![GONE; kept.forms.len()], vec![GONE; own.len()]);
        let mut own = own.into_iter().peekable();
        for ((form, count), number) in kept.forms.iter().zip(left).zip(&mut numbers) {
            while let Some((new, at, count)) = own.next_if(|(new, ..)| new < form) {
                own_numbers[at as usize] = u32::try_from(forms.len()).ok()?;
                forms.push(new);
                counts.push(count);
            }
            let again = own.next_if(|(new, ..)| new == form);
            if count == 0 && again.is_none() {
                continue;
            }
            *number = u32::try_from(forms.len()).ok()?;
            if let Some((_, at, _)) = again {
                own_numbers[at as usize] = *number;
            }
            forms.push(form);
            counts.push(count + again.map_or(0, |(.., more)| more));
        }
        for (new, at, count) in own {
            own_numbers[at as usize] = u32::try_from(forms.len()).ok()?;
            forms.push(new);
            counts.push(count);
        }
        let forms = forms.into_par_iter().map(Arc::from).collect();
        let number = |numbers: &[u32], form: u32| numbers.get(form as usize).copied().unwrap_or(GONE);
        reading.rows.iter_mut().for_each(|row| row.renumber(&own_numbers));
        let read: Vec<(usize, &[u32])> = changed.iter().copied().zip(reading.stands.iter()).collect();
        let some = |documents: Range<usize>| {
            let mut stands = Lists::new();
            for at in documents {
                match read.binary_search_by_key(&at, |(changed, _)| *changed) {
                    Ok(place) => stands.push(read[place].1.iter().map(|form| number(&own_numbers, *form))),
                    Err(_) => stands.push(kept.stands.get(at).iter().map(|form| number(&numbers, *form))),
                }
            }
            stands
        };
        let starts = (0..documents.len()).into_par_iter().step_by(TOGETHER);
        let parts: Vec<Lists> = starts.map(|start| some(start..documents.len().min(start + TOGETHER))).collect();
        let mut stands = Lists::new();
        for part in &parts {
            stands.append(part);
        }
        Some((Self { forms, counts, rows: reading.rows, stands }, numbers))
    }

    /// Reads some documents all of whose forms are known.
    pub fn rows(&self, documents: &[Document], some: &[usize]) -> Vec<Row> {
        let number =
            |form: &Arc<str>| self.forms.binary_search(form).map_or(GONE, |at| u32::try_from(at).unwrap_or(GONE));
        let rows = |some: &[usize]| {
            let mut reading = Reading::of(some.iter().filter_map(|at| documents.get(*at)));
            let numbers: Vec<u32> = reading.forms.iter().map(number).collect();
            reading.rows.iter_mut().for_each(|row| row.renumber(&numbers));
            reading.rows
        };
        some.par_chunks(TOGETHER).flat_map_iter(rows).collect()
    }

    /// Writes what [`Tokens::again`] needs.
    pub fn write(&self, to: &mut Writer) {
        to.texts(self.forms.iter().map(|form| &**form));
        to.small(self.counts.iter().copied());
        self.stands.write(to);
    }
}

/// The number of a form that is no more.
const GONE: u32 = PART - 1;

/// What is kept of a collection's words.
#[derive(Debug)]
pub struct Kept<'m> {
    /// Every form, in order.
    pub forms: Vec<&'m str>,
    counts: Vec<u32>,
    /// Per document the forms in it.
    pub stands: Lists,
}

impl<'m> Kept<'m> {
    /// Reads what [`Tokens::write`] wrote.
    pub fn read(from: &mut Bytes<'m>) -> Option<Self> {
        let kept = Self { forms: from.texts()?, counts: from.small()?, stands: Lists::read(from)? };
        (kept.forms.len() == kept.counts.len()).then_some(kept)
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
    /// The forms of the document that is read, each once, and of those before it.
    met: Vec<u32>,
    stands: Lists,
}

impl Reading {
    fn of<'d>(documents: impl Iterator<Item = &'d Document<'d>>) -> Self {
        let mut reading = Self { stands: Lists::new(), ..Self::default() };
        let mut row = Vec::new();
        for document in documents {
            reading.document(document, &mut row);
            reading.rows.push(Row(row.as_slice().into()));
            row.clear();
            reading.stands.push(reading.met.drain(..));
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
            self.met.push(number);
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

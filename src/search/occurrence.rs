//! How the terms of one document stand in it: how often in which field, and in which section. A term is a word by its stem, or
//! the same stem inside a compound. How strong that is, is left to `scale`.

use super::lexicon::Lexicon;
use super::tokens::{Row, Token};

/// So many sections a field has; what stands beyond the last counts as in it.
const SECTIONS: u8 = 255;

/// The term of no word.
pub const NONE: u32 = 0;

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

/// How a term stands in a document. What is said more often than 65,535 times counts as said so often.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Occurrence {
    /// How often in title, headings and body.
    pub counts: [u16; 3],
    /// Does the title begin with it?
    pub first: bool,
    /// Section whose heading has it first.
    pub heading: Option<u8>,
    /// Section whose text has it most often, the first of several.
    pub section: Option<u8>,
}

/// Counts the terms of one document after the other.
pub struct Counting<'l> {
    lexicon: &'l Lexicon,
    /// By term the place in the list, counted from 1. A table that is looked up in by number: every word of every document is.
    places: Vec<u32>,
    list: Vec<Counted>,
}

#[derive(Default)]
struct Counted {
    term: u32,
    occurrence: Occurrence,
    /// The section of the text it was met in last, how often there, and how often where most.
    last: u8,
    run: u32,
    most: u32,
}

impl<'l> Counting<'l> {
    /// None yet.
    pub fn with(lexicon: &'l Lexicon) -> Self {
        let terms = u32::try_from(lexicon.stems().len()).map_or(0, whole) as usize;
        Self { lexicon, places: vec![0; terms], list: Vec::new() }
    }

    /// The terms of a document, each once, as they are first met.
    pub fn of(&mut self, row: &Row) -> impl Iterator<Item = (u32, Occurrence)> + '_ {
        for counted in self.list.drain(..) {
            if let Some(place) = self.places.get_mut(counted.term as usize) {
                *place = 0;
            }
        }
        let lexicon = self.lexicon;
        let (mut field, mut section) = (0, 0);
        // Does the last word count? Else its parts do not.
        let mut counts = false;
        for token in row.tokens() {
            match token {
                Token::Field => (field, section) = (field + 1, 0),
                Token::Section => section = (section + 1).min(SECTIONS - 1),
                Token::Word(word) => {
                    let Some(form) = lexicon.form(word) else { continue };
                    counts = field == 0 || !form.stop;
                    if counts {
                        self.meet(whole(form.stem), field, section);
                        form.parts.iter().for_each(|part| self.meet(inside(*part), field, section));
                    }
                }
                Token::Part(part) => {
                    if let Some(form) = lexicon.form(part).filter(|form| counts && !form.stop) {
                        self.meet(inside(form.stem), field, section);
                    }
                }
            }
        }
        self.list.iter().map(|counted| (counted.term, counted.occurrence))
    }

    fn meet(&mut self, term: u32, field: usize, section: u8) {
        let Some(place) = self.places.get_mut(term as usize) else { return };
        if *place == 0 {
            let first = field == 0 && self.list.is_empty();
            self.list.push(Counted {
                term,
                occurrence: Occurrence { first, ..Occurrence::default() },
                ..Counted::default()
            });
            *place = u32::try_from(self.list.len()).unwrap_or(0);
        }
        let Some(counted) = self.list.get_mut((*place as usize).wrapping_sub(1)) else { return };
        let occurrence = &mut counted.occurrence;
        let Some(count) = occurrence.counts.get_mut(field) else { return };
        *count = count.saturating_add(1);
        match field {
            1 => occurrence.heading = occurrence.heading.or(Some(section)),
            2 => {
                counted.run = if counted.last == section { counted.run + 1 } else { 1 };
                counted.last = section;
                if counted.run > counted.most {
                    (counted.most, occurrence.section) = (counted.run, Some(section));
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::analyse::stem;
    use crate::search::document::{Document, Section};
    use crate::search::tokens::Tokens;
    use crate::search::weights::Building;

    /// Per document its terms by name, in order; inside compounds with a plus.
    fn all(documents: &[Document]) -> Vec<Vec<(String, Occurrence)>> {
        let tokens = Tokens::read(documents);
        let lexicon = Lexicon::learn(&tokens, &Building::default());
        let mut counting = Counting::with(&lexicon);
        let name = |term: u32| {
            let mark = if term == whole(stem_of(term)) { "" } else { "+" };
            format!("{mark}{}", lexicon.stems()[stem_of(term) as usize])
        };
        let of = |row| {
            let mut found: Vec<_> = counting.of(row).map(|(term, occurrence)| (name(term), occurrence)).collect();
            found.sort_by(|a, b| a.0.cmp(&b.0));
            found
        };
        tokens.rows.iter().map(of).collect()
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
    fn a_word_knows_its_fields_and_sections() {
        let first = document("plan", &[("", "hus"), ("", "plan plan"), ("hus", "og hus hus")]);
        let found = all(&[first, Document::default(), document("", &[("", "plan")])]);
        let hus = Occurrence { counts: [0, 1, 3], first: false, heading: Some(2), section: Some(2) };
        let plan = Occurrence { counts: [1, 0, 2], first: true, heading: None, section: Some(1) };
        assert_eq!(found[0], [("hus".into(), hus), ("plan".into(), plan)]);
        assert_eq!(found[1], []);
        let later = Occurrence { counts: [0, 0, 1], first: false, heading: None, section: Some(0) };
        assert_eq!(found[2], [("plan".into(), later)]);
    }

    #[test]
    fn of_sections_that_have_it_as_often_it_stands_in_the_first() {
        let sections =
            [("", "hus"), ("hus", "bo hus hus"), ("hus", "hus hus"), ("", "hus bo hus hus"), ("", "hus hus hus")];
        let found = all(&[document("hus", &sections)]);
        let hus = Occurrence { counts: [1, 2, 11], first: true, heading: Some(1), section: Some(3) };
        assert!(found[0].contains(&("hus".into(), hus)), "{found:?}");
    }

    #[test]
    fn parts_of_compounds_are_terms_of_their_own() {
        let documents = [document("plan", &[("", "bolig bolig-plan")]), document("plan", &[("", "boligplan bolig")])];
        let found = all(&documents);
        let counts = |name: &str| {
            let of = |terms: &Vec<(String, Occurrence)>| terms.iter().find(|(own, _)| own == name).unwrap().1.counts;
            found.iter().map(of).collect::<Vec<_>>()
        };
        assert_eq!(counts(&stem("boligplan")), [[0, 0, 1], [0, 0, 1]]);
        // What hyphens part counts besides what the compound is made of.
        assert_eq!(counts(&format!("+{}", stem("bolig"))), [[0, 0, 2], [0, 0, 1]]);
    }

    #[test]
    fn what_stands_beyond_the_last_section_counts_as_in_it() {
        let mut sections = vec![("", "bolig"); 300];
        sections[299] = ("slutt", "slutt");
        let found = all(&[document("", &sections)]);
        let slutt = Occurrence { counts: [0, 1, 1], first: false, heading: Some(254), section: Some(254) };
        assert_eq!(found[0].last(), Some(&("slutt".into(), slutt)));
        assert_eq!(found[0][0].1.section, Some(254), "46 of the 300 stand there");
    }
}

//! Finding the glossary's terms in running text, and where each is used. Linking them is `body`'s.

use std::collections::{BTreeSet, HashMap};

use rayon::prelude::*;

use crate::domain::rad::Kind;
use crate::markdown::{self, Quotes};
use crate::resolve::item::ItemId;
use crate::resolve::site::Site;

/// Forms shorter than this are never linked: «bo» is a word of every second sentence.
const SHORTEST: usize = 3;

/// At most so many pages are named as users of one term.
const NAMED_PAGES: usize = 5;

/// The glossary, ready for looking up.
#[derive(Debug, Default)]
pub struct Terms {
    /// First word in lower case → the forms that begin with it, longest first.
    by_word: HashMap<String, Vec<Form>>,
    /// What each term means, in plain words.
    definitions: HashMap<ItemId, String>,
    /// Where each term is used.
    uses: HashMap<ItemId, Uses>,
}

/// One way to write a term.
#[derive(Debug)]
struct Form {
    /// In lower case, words parted by one space.
    folded: String,
    /// As written, when it is all capitals: «RIS» is not «ris».
    capitals: Option<String>,
    term: ItemId,
}

/// Pages a term occurs on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Uses {
    /// The first of them.
    pub pages: Vec<ItemId>,
    /// How many there are.
    pub total: usize,
}

/// A term found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Which term.
    pub term: ItemId,
}

impl Terms {
    /// Gathers every form of every term, and where the terms are used.
    pub fn gather(site: &Site) -> Self {
        let mut terms = Self::default();
        let mut written: Vec<(String, ItemId)> = Vec::new();
        for (id, _) in site.register.iter().filter(|(_, item)| item.kind == Kind::Begrep) {
            let Some(term) = site.begrep(id) else { continue };
            let forms = std::iter::once(&term.term).chain(&term.former).chain(&term.synonymer).chain(&term.forkortelse);
            written.extend(forms.map(|form| (form.clone(), id)));
            terms.definitions.insert(id, markdown::plain(&term.definisjon, Quotes::default()));
        }
        terms.learn(written);
        terms.note_uses(site);
        terms
    }

    /// A form that two terms share is left out: a link would be a guess.
    fn learn(&mut self, written: Vec<(String, ItemId)>) {
        let mut known: HashMap<String, Option<ItemId>> = HashMap::new();
        for (form, term) in &written {
            let owner = known.entry(fold(form)).or_insert(Some(*term));
            *owner = owner.filter(|owner| owner == term);
        }
        let mut seen = BTreeSet::new();
        for (form, term) in written {
            let folded = fold(&form);
            let alone = known.get(&folded).is_some_and(|owner| *owner == Some(term));
            let letters = folded.chars().filter(|c| c.is_alphanumeric()).count();
            let Some((_, end)) = words(&folded).next().filter(|(start, _)| *start == 0) else { continue };
            if !alone || letters < SHORTEST || !seen.insert(form.clone()) {
                continue;
            }
            let first = folded[..end].to_owned();
            let capitals = (form.chars().any(char::is_uppercase) && !form.chars().any(char::is_lowercase))
                .then(|| form.trim().to_owned());
            self.by_word.entry(first).or_default().push(Form { folded, capitals, term });
        }
        for forms in self.by_word.values_mut() {
            forms.sort_by(|a, b| b.folded.len().cmp(&a.folded.len()).then_with(|| a.folded.cmp(&b.folded)));
        }
    }

    /// Pages of the knowledge base are named before the chapters of plans: they explain.
    fn note_uses(&mut self, site: &Site) {
        if self.by_word.is_empty() {
            return;
        }
        let pages = || site.register.iter().filter(|(_, item)| item.kind == Kind::Artikkel);
        let order = pages().filter(|(_, i)| i.plan.is_none()).chain(pages().filter(|(_, i)| i.plan.is_some()));
        let order: Vec<ItemId> = order.map(|(page, _)| page).collect();
        let used_on = |page: &ItemId| {
            let is_glossary = site.artikkel(*page).is_some_and(|page| page.sti == "begreper/index");
            let mut used = BTreeSet::new();
            for (_, text) in site.words(*page).filter(|_| !is_glossary) {
                used.extend(self.find(&text).map(|found| found.term));
            }
            used
        };
        let used: Vec<BTreeSet<ItemId>> = order.par_iter().map(used_on).collect();
        for (page, here) in order.into_iter().zip(used) {
            for term in here {
                let uses = self.uses.entry(term).or_default();
                uses.total += 1;
                if uses.pages.len() < NAMED_PAGES {
                    uses.pages.push(page);
                }
            }
        }
    }

    /// Every term in a text, in order, the longest form at each place.
    pub fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Found> + 't {
        let mut free = 0;
        let mut lower = String::new();
        // Without a glossary there is nothing to look for.
        let text = if self.by_word.is_empty() { "" } else { text };
        words(text).filter_map(move |(start, end)| {
            if start < free {
                return None;
            }
            let word = &text[start..end];
            if word.is_ascii() {
                // Most words are; then the one buffer does for all of them.
                word.clone_into(&mut lower);
                lower.make_ascii_lowercase();
            } else {
                lower = word.to_lowercase();
            }
            let forms = self.by_word.get(&lower)?;
            let hit = forms.iter().find_map(|form| form.matches(&text[start..]).map(|length| (form.term, length)));
            let (term, length) = hit?;
            free = start + length;
            Some(Found { start, end: free, term })
        })
    }

    /// What a term means, in plain words.
    pub fn definition(&self, term: ItemId) -> &str {
        self.definitions.get(&term).map_or("", String::as_str)
    }

    /// Where a term is used.
    pub fn uses(&self, term: ItemId) -> Uses {
        self.uses.get(&term).cloned().unwrap_or_default()
    }
}

impl Form {
    /// How many bytes at the start of the text are this form, as whole words.
    fn matches(&self, text: &str) -> Option<usize> {
        let mut rest = text.char_indices().peekable();
        let mut wanted = self.folded.chars();
        let mut end = 0;
        let mut pending: std::collections::VecDeque<char> = std::collections::VecDeque::new();
        for letter in wanted.by_ref() {
            if letter == ' ' {
                let mut spaces = 0;
                while rest.next_if(|(_, c)| c.is_whitespace()).is_some() {
                    spaces += 1;
                }
                if spaces == 0 || !pending.is_empty() {
                    return None;
                }
                continue;
            }
            if pending.is_empty() {
                let (at, next) = rest.next()?;
                pending.extend(next.to_lowercase());
                end = at + next.len_utf8();
            }
            if pending.pop_front() != Some(letter) {
                return None;
            }
        }
        let inside = |c: char| is_word(c) && self.folded.ends_with(is_word);
        let whole = pending.is_empty() && !text[end..].starts_with(inside);
        let as_written = self.capitals.as_ref().is_none_or(|form| text[..end] == **form);
        (whole && as_written).then_some(end)
    }
}

/// Lower case, one space between words.
fn fold(form: &str) -> String {
    form.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Letters with their accents, and digits; and hyphens, so that «start-» of «start- og boliglån» is a word of its own.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '\u{2011}' | '\u{ad}' | '\u{300}'..='\u{36f}')
}

/// Start and end of every word.
fn words(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_word)?;
        at = text[start..].find(|c| !is_word(c)).map_or(text.len(), |length| start + length);
        Some((start, at))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(forms: &[(&str, u32)]) -> Terms {
        let mut terms = Terms::default();
        terms.learn(forms.iter().map(|(form, id)| ((*form).to_owned(), ItemId(*id))).collect());
        terms
    }

    fn found<'t>(terms: &Terms, text: &'t str) -> Vec<&'t str> {
        terms.find(text).map(|found| &text[found.start..found.end]).collect()
    }

    #[test]
    fn the_longest_term_wins_and_line_breaks_are_spaces() {
        let terms = terms(&[("bolig", 1), ("kommunal bolig", 2), ("kommunal", 3)]);
        assert_eq!(
            found(&terms, "En Kommunal\nbolig og en bolig, kommunal."),
            ["Kommunal\nbolig", "bolig", "kommunal"]
        );
    }

    #[test]
    fn only_whole_words_are_terms() {
        let terms = terms(&[("startlån", 1), ("bolig", 2)]);
        assert!(found(&terms, "startlånet boligen startlån-ordningen bolig- og miljø småbolig").is_empty());
        assert_eq!(found(&terms, "(STARTLÅN)/bolig…"), ["STARTLÅN", "bolig"]);
    }

    #[test]
    fn one_and_two_letters_are_never_terms() {
        assert!(found(&terms(&[("bo", 1), ("å", 2)]), "å bo").is_empty());
    }

    #[test]
    fn capitals_are_not_the_word_they_spell() {
        let terms = terms(&[("RIS", 1)]);
        assert_eq!(found(&terms, "ris og RIS"), ["RIS"]);
    }

    #[test]
    fn a_form_of_two_terms_is_no_link() {
        let terms = terms(&[("tiltak", 1), ("Tiltak", 2), ("delmål", 3), ("delmål", 3)]);
        assert_eq!(found(&terms, "tiltak delmål"), ["delmål"]);
    }

    #[test]
    fn letters_that_grow_in_lower_case_do_not_break_anything() {
        let terms = terms(&[("İstanbul", 1), ("ab c", 2)]);
        assert_eq!(found(&terms, "İSTANBUL ab\u{a0}c abİ"), ["İSTANBUL", "ab\u{a0}c"]);
    }
}

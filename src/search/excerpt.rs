//! Excerpts: the part of a section that shows why it was found, and where in it the words stand.

use super::analyse::{self, skeleton, stem};
use super::rank::Marks;

/// About how many letters an excerpt has.
const LENGTH: usize = 180;

/// Words a hit is shown with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// The words. Begins or ends with `…` where something was left out.
    pub text: String,
    /// Marked words: first byte and one past the last.
    pub marks: Vec<(usize, usize)>,
}

/// Cuts an excerpt out of a text: the stretch with most different marked words, the earliest of equals.
pub fn excerpt(text: &str, marks: &Marks) -> Excerpt {
    let words = analyse::tokenise(text);
    let marked: Vec<Option<String>> = words.iter().map(|word| marks.find(&word.text)).collect();
    let mut best = (0, 0);
    for start in 0..words.len() {
        if start > 0 && marked[start].is_none() {
            continue;
        }
        let mut seen: Vec<&str> = Vec::new();
        for (word, mark) in words[start..].iter().zip(&marked[start..]) {
            if word.end - words[start].start > LENGTH {
                break;
            }
            if let Some(mark) = mark
                && !seen.contains(&mark.as_str())
            {
                seen.push(mark);
            }
        }
        if seen.len() > best.0 {
            best = (seen.len(), start);
        }
    }
    let begin = beginning(text, words.get(best.1).map_or(0, |word| word.start));
    let end = ending(text, begin);
    let mut out = Excerpt::default();
    if begin > 0 {
        out.text.push_str("… ");
    }
    let shift = out.text.len();
    out.text.push_str(&text[begin..end]);
    for (word, mark) in words.iter().zip(&marked) {
        if mark.is_some() && word.start >= begin && word.end <= end {
            out.marks.push((word.start - begin + shift, word.end - begin + shift));
        }
    }
    if end < text.trim_end().len() {
        out.text.push_str(" …");
    }
    out
}

impl Marks {
    /// What marks a word: one of the stems, the last word's beginning, or a stem it is made of.
    pub fn find(&self, word: &str) -> Option<String> {
        let own = stem(word);
        let folded = skeleton(word);
        let exact = self.stems.iter().find(|stem| **stem == own);
        let begun = || self.prefix.as_ref().filter(|prefix| folded.starts_with(prefix.as_str()));
        let inside = || {
            self.stems.iter().find(|stem| {
                stem.chars().count() >= 4 && (word.starts_with(stem.as_str()) || own.ends_with(stem.as_str()))
            })
        };
        exact.or_else(begun).or_else(inside).cloned()
    }
}

/// A good place to begin at or before a byte: the sentence's beginning when it is near, else a few words before.
fn beginning(text: &str, at: usize) -> usize {
    if at < LENGTH / 3 {
        return 0;
    }
    let before = &text[..at];
    let sentence = before.rfind(['.', '?', '!', ':']).map_or(0, |end| end + 1);
    let sentence = sentence + before[sentence..].len() - before[sentence..].trim_start().len();
    if at - sentence <= LENGTH / 2 {
        return sentence;
    }
    let mut near = at.saturating_sub(LENGTH / 4);
    while !text.is_char_boundary(near) {
        near += 1;
    }
    before[near..].find(' ').map_or(at, |space| near + space + 1)
}

fn ending(text: &str, begin: usize) -> usize {
    let text = text.trim_end();
    let begin = begin.min(text.len());
    match text[begin..].char_indices().nth(LENGTH) {
        None => text.len(),
        Some((at, _)) => text[begin..begin + at].rfind(' ').map_or(begin + at, |space| begin + space),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(stems: &[&str], prefix: Option<&str>) -> Marks {
        Marks { stems: stems.iter().map(|s| (*s).to_owned()).collect(), prefix: prefix.map(str::to_owned) }
    }

    fn shown(excerpt: &Excerpt) -> Vec<&str> {
        excerpt.marks.iter().map(|(from, to)| &excerpt.text[*from..*to]).collect()
    }

    #[test]
    fn marked_words_are_the_inflections_found() {
        let found = excerpt("Kommunen har leietakere.", &marks(&["kommun", "leietak"], None));
        assert_eq!(found.text, "Kommunen har leietakere.");
        assert_eq!(shown(&found), ["Kommunen", "leietakere"]);
    }

    #[test]
    fn a_long_text_is_cut_around_the_words() {
        let text = format!("{}Her står bostøtten omtalt. {}", "Æ ø å igjen. ".repeat(60), "Mer følger. ".repeat(60));
        let found = excerpt(&text, &marks(&["bostøtt"], None));
        assert!(found.text.starts_with("… Her står bostøtten omtalt.") && found.text.ends_with(" …"), "{}", found.text);
        assert_eq!(shown(&found), ["bostøtten"]);
    }

    #[test]
    fn what_begins_like_the_last_word_is_marked() {
        assert_eq!(shown(&excerpt("Økonomi og plan", &marks(&[], Some("oko")))), ["Økonomi"]);
        assert_eq!(excerpt("", &marks(&["a"], None)), Excerpt::default());
    }
}

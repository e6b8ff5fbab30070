//! The static index: what the build writes and what both the command line and the shipped script read. This is the
//! contract between them; the ranking over it is in `rank`, and `themes/standard/assets/soek.js` mirrors both.
//!
//! # Files
//! Everything stands in `soek/`. Each file is a classic script of one call, `planverkSoek.data("<name>", <payload>)`,
//! where the payload is plain JSON and `<name>` is the file's name without `.js`. `<h>` is one hash of the whole index.
//!
//! | file | when | payload |
//! |---|---|---|
//! | `soek/start.js` | the box gets focus | [`Start`]; alone without a hash, so that pages do not change with the index |
//! | `soek/t-<h>-<i>.js` | a word of the query lies in its range | two lists of [`Entry`] lines: its own, sorted by key, and guests |
//! | `soek/n-<h>-<i>.js` | a hit of it is shown | list of [`Named`] rows, one per document |
//! | `soek/d-<h>-<i>.js` | an excerpt of it comes into view | per document the texts of its sections, a line each |
//! | `soek/v-<h>.js` | a word is unknown | list of lines: words for corrections and for splitting |
//! | `soek/f-<h>.js` | `sok.html` shows its filters | [`Facets`] |
//!
//! Shard `i` holds the keys `k` with `terms[i] <= k < terms[i + 1]` (compared by UTF-16 unit, which for these keys is
//! the same as by code point); `terms[i]` is no longer than it takes to tell the shards apart. Guests are the lines of other
//! shards that links of its own lines lead to, so that a word and everything that may stand for it come in one request.
//! Block `i` holds as many documents as digit `i` of `blocks` says, from where block `i - 1` ends; `n` file `i` holds those
//! from `names[i]` up to `names[i + 1]`. A small site has one `n` file, so that all titles come in one request.
//! Document numbers run from 0; documents of one type stand together ([`Start::types`]).
//!
//! # Numbers in strings
//! One digit is one of the 64 characters `0–9A–Za–z-_` in that order. A number is written with five bits a digit,
//! lowest first, 32 added to every digit but the last. A posting is: number (distance from the document before, minus
//! one; the first from −1), one digit impact (1–63), one digit place (0: the title; 1: before the first heading;
//! `n + 1`: section `n` of the document's list, 63 for all from the 62nd).
//!
//! # A line of a term shard
//! Fields parted by `|`: `key|stem|tail|idf|whole|parts|links`
//! - `key`: the skeleton of the stem (see `analyse::skeleton`). Several lines may share a key.
//! - `stem`: the stem; empty when it is the key.
//! - `tail`: the commonest written form. When it begins with `=` the form is the rest of it, else stem + tail.
//! - `idf`: whole number in base ten; how much the word says (64 × natural logarithm, rounded). Parts are not counted.
//! - `whole`: postings where the word itself stands; `parts`: where it is part of a compound.
//! - `links`: other stems to look up with it, parted by spaces, each `<sort><stem>`, the sorts being
//!   `s` synonym (same meaning), `n` the other written language, `d` part of this word when it is a compound, `v` a word
//!   made from it or that it is made from (`kartlegge`, `kartlegging`).
//!   With `+` between stems all of them count together: a synonym of several words, both parts of a compound.
//!
//! # Vocabulary
//! A list of lines `stem|tail|idf`, sorted by stem, tail as above: all words of a small site, the commonest of a large.
//!
//! A stem that occurs nowhere but has links has a line without postings, and idf 0.
//!
//! # Equal scores
//! All arithmetic is on whole numbers below 2⁵³, division is rounded down, and equal scores are ordered by document
//! number, so that Rust and JavaScript cannot differ.

use serde::{Deserialize, Serialize};

/// The version of the format; a kept index of another version is made anew.
pub const VERSION: u32 = 2;

/// What must be known before any query.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Start {
    /// [`VERSION`].
    pub version: u32,
    /// The hash in the names of the other files.
    pub hash: String,
    /// How many documents there are.
    pub documents: u32,
    /// Type and the number of its first document, in document order: `["aktivitet", 0], ["artikkel", 56], …`.
    pub types: Vec<(String, u32)>,
    /// First key of every term shard.
    pub terms: Vec<String>,
    /// How many documents each block has, one digit a block (1–63).
    pub blocks: String,
    /// First document of every list of names.
    pub names: Vec<u32>,
    /// Words that say nothing about what is looked for, in skeleton form, parted by spaces.
    pub stop: String,
    /// What a question word asks for: skeleton → types of document that answer it.
    pub asks: Vec<(String, Vec<String>)>,
    /// Several words that together are one term: `"stem stem"` → the stem to look up besides.
    pub phrases: Vec<(String, String)>,
    /// Pieces of words in the other written language: written with → written instead (`bustad` → `bolig`).
    pub pieces: Vec<(String, String)>,
    /// How much each kind of evidence counts.
    pub weights: super::weights::Weights,
}

/// A document as it is shown. In the file: a list in the order of the fields.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Shown(
    /// Address from the site's root, without anchor unless the document is a place on a page.
    pub String,
    /// Title.
    pub String,
    /// Where it belongs, outermost first, parted by ` › `.
    pub String,
    /// Type: key of a word in the language files (`type.<key>`).
    pub String,
    /// Status key (`status.<key>`), or empty.
    pub String,
    /// Period or date as read, or empty.
    pub String,
    /// Sections: anchor (empty: the top), heading (empty: none), text.
    pub Vec<(String, String, String)>,
);

/// A document as it stands in a list of hits: [`Shown`] with the texts of the sections left out. In the file: a list in the
/// order of the fields.
#[derive(Debug, Serialize)]
pub struct Named<'a>(
    /// Address, title, place, type, status, period.
    pub [&'a str; 6],
    /// Sections: anchor, heading.
    pub Vec<(&'a str, &'a str)>,
);

impl Shown {
    /// All but the texts.
    pub fn named(&self) -> Named<'_> {
        let Self(url, title, place, kind, status, period, sections) = self;
        Named(
            [url, title, place, kind, status, period],
            sections.iter().map(|(anchor, heading, _)| (anchor.as_str(), heading.as_str())).collect(),
        )
    }

    /// The texts alone, a line each.
    pub fn texts(&self) -> String {
        self.6.iter().map(|(_, _, text)| text.replace('\n', " ")).collect::<Vec<_>>().join("\n")
    }
}

/// What hits can be filtered by. Values are numbers into the lists of names; one string per document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Facets {
    /// Organisations, plans, målgrupper, suksessfaktorer, statuses: `[key, name]` in the order of their numbers.
    pub names: [Vec<(String, String)>; 5],
    /// Per document: for each facet its numbers parted by `,`; facets parted by `;`. Type is in [`Start::types`].
    pub values: Vec<String>,
}

const DIGITS: &[u8; 64] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

/// One place a term stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// Document number.
    pub document: u32,
    /// How strongly, 1–63.
    pub impact: u8,
    /// Where best, 0–63.
    pub place: u8,
}

/// Writes postings, which stand in document order.
pub fn write_postings(postings: &[Posting]) -> String {
    let mut out = String::with_capacity(postings.len() * 4);
    let mut next = 0;
    for posting in postings {
        let mut left = posting.document.saturating_sub(next);
        next = posting.document + 1;
        while left >= 32 {
            digit(&mut out, 32 + left % 32);
            left /= 32;
        }
        digit(&mut out, left);
        digit(&mut out, u32::from(posting.impact));
        digit(&mut out, u32::from(posting.place));
    }
    out
}

fn digit(out: &mut String, value: u32) {
    out.push(char::from(DIGITS[(value % 64) as usize]));
}

/// Writes how many documents each block has.
pub fn write_counts(counts: impl Iterator<Item = usize>) -> String {
    let mut out = String::new();
    counts.for_each(|count| digit(&mut out, u32::try_from(count.min(63)).unwrap_or(63)));
    out
}

/// Reads the first document of every block.
pub fn read_firsts(text: &str) -> Vec<u32> {
    let mut first = 0;
    let next = |byte: u8| {
        let own = first;
        first += value(byte);
        own
    };
    text.bytes().map(next).collect()
}

/// Reads postings. Text that is no postings list gives those that could be read.
pub fn read_postings(text: &str) -> Vec<Posting> {
    let mut digits = text.bytes().map(value);
    let mut out = Vec::with_capacity(text.len() / 3);
    let mut next = 0_u32;
    while let Some(mut at) = digits.next() {
        let (mut gap, mut factor) = (0_u32, 1_u32);
        while at >= 32 {
            gap = gap.wrapping_add((at - 32).wrapping_mul(factor));
            factor = factor.wrapping_mul(32);
            let Some(more) = digits.next() else { return out };
            at = more;
        }
        gap = gap.wrapping_add(at.wrapping_mul(factor));
        let (Some(impact), Some(place)) = (digits.next(), digits.next()) else { return out };
        let document = next.wrapping_add(gap);
        next = document.wrapping_add(1);
        out.push(Posting { document, impact: small(impact), place: small(place) });
    }
    out
}

fn small(value: u32) -> u8 {
    u8::try_from(value).unwrap_or(0)
}

fn value(byte: u8) -> u32 {
    u32::from(match byte {
        b'0'..=b'9' => byte - b'0',
        b'A'..=b'Z' => byte - b'A' + 10,
        b'a'..=b'z' => byte - b'a' + 36,
        b'-' => 62,
        _ => 63,
    })
}

/// A line of a term shard.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// Skeleton of the stem.
    pub key: String,
    /// The stem.
    pub stem: String,
    /// The commonest written form.
    pub form: String,
    /// 64 × ln, rounded; 0 when the word occurs nowhere.
    pub idf: u32,
    /// Postings of the word itself, as written in the file.
    pub whole: String,
    /// Postings as part of compounds, as written in the file.
    pub parts: String,
    /// Sort and stems.
    pub links: Vec<(char, String)>,
}

impl Entry {
    /// The line.
    pub fn write(&self) -> String {
        let stem = if self.stem == self.key { "" } else { &self.stem };
        let tail = self.form.strip_prefix(&self.stem).map_or_else(|| format!("={}", self.form), str::to_owned);
        let links: Vec<String> = self.links.iter().map(|(sort, stem)| format!("{sort}{stem}")).collect();
        format!("{}|{stem}|{tail}|{}|{}|{}|{}", self.key, self.idf, self.whole, self.parts, links.join(" "))
    }

    /// Reads a line; what is missing is empty.
    pub fn read(line: &str) -> Self {
        let mut fields = line.split('|');
        let mut next = || fields.next().unwrap_or_default();
        let key = next().to_owned();
        let stem = match next() {
            "" => key.clone(),
            stem => stem.to_owned(),
        };
        let tail = next();
        let form = tail.strip_prefix('=').map_or_else(|| format!("{stem}{tail}"), str::to_owned);
        let idf = next().parse().unwrap_or(0);
        let (whole, parts) = (next().to_owned(), next().to_owned());
        let link = |text: &str| text.chars().next().map(|sort| (sort, text[sort.len_utf8()..].to_owned()));
        let links = next().split_whitespace().filter_map(link).collect();
        Self { key, stem, form, idf, whole, parts, links }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postings_are_read_as_they_were_written() {
        let postings: Vec<Posting> = [(0, 63, 0), (1, 1, 63), (33, 2, 1), (70_000, 9, 2), (70_001, 5, 5)]
            .map(|(document, impact, place)| Posting { document, impact, place })
            .into();
        assert_eq!(read_postings(&write_postings(&postings)), postings);
        assert_eq!(read_postings(""), []);
    }

    #[test]
    fn blocks_begin_where_the_one_before_ends() {
        assert_eq!(read_firsts(&write_counts([3, 1, 63].into_iter())), [0, 3, 4]);
        assert!(read_firsts("").is_empty());
    }

    #[test]
    fn broken_postings_end_the_list_and_nothing_worse() {
        for text in ["_", "__________", "0", "0a", "æøå|", "zzzzzzzzzzzzzzzzzzz"] {
            assert!(read_postings(text).len() < 10);
        }
    }

    #[test]
    fn a_line_is_read_as_it_was_written() {
        let entry = Entry {
            key: "okonomi".into(),
            stem: "økonomi".into(),
            form: "økonomien".into(),
            idf: 301,
            whole: "0a1".into(),
            parts: String::new(),
            links: vec![('s', "finans+plan".into()), ('n', "oekonomi".into())],
        };
        assert_eq!(entry.write(), "okonomi|økonomi|en|301|0a1||sfinans+plan noekonomi");
        assert_eq!(Entry::read(&entry.write()), entry);
        let odd = Entry { key: "bol".into(), stem: "bol".into(), form: "Bolig".into(), ..Entry::default() };
        assert_eq!(Entry::read(&odd.write()), odd);
    }
}

//! The static index: what the build writes and what both the command line and the shipped script read. This is the
//! contract between them; the ranking over it is in `rank`, and `themes/standard/assets/soek-motor.js` mirrors both.
//!
//! # Files
//! Everything stands in `soek/`. Each file is a classic script of one call, `planverkSoek.data("<name>", <payload>, "<fits>")`,
//! where the payload is plain JSON and `<name>` is the file's name without `.js`.
//!
//! | file | when | payload |
//! |---|---|---|
//! | `soek/start.js` | the box gets focus | [`Start`]; has no `fits` |
//! | `soek/t-<first key>.js` | a word of the query lies in its range | [`Shard`]: lines, guests, and how the best hits are shown |
//! | `soek/d-<first number>.js` | a hit of it is shown and not in a shard, or its excerpt comes into view | list of [`Whole`] |
//! | `soek/v.js`, `soek/v-<first letters>.js` | a word is unknown | text of lines parted by spaces: words for corrections and for splitting |
//! | `soek/f.js` | `sok.html` shows its filters | [`Facets`] |
//!
//! A file is named by what it begins with ([`name`]), and most files hold only what stands near each other: who changes one
//! page changes a few hundred of 15,000 files. They are fetched with the hash of the whole index as query, so that no
//! browser takes what it kept from an earlier edition. `fits` is [`Start::stamp`], a space, and what the next file of its
//! kind begins with (nothing after the last, and for `v` and `f`; for the last `d` how many documents there are). A page
//! that has been open since an earlier edition sees by it that the files have other numbers or other ends than those it
//! knows, and reads the new [`Start`].
//!
//! Shard `i` holds the keys `k` with `terms[i] <= k < terms[i + 1]` (compared by UTF-16 unit, which for these keys is
//! the same as by code point); `terms[i]` is no longer than it takes to tell the shards apart. Block `i` holds as many
//! documents as digit `i` of `blocks` says, from where block `i - 1` ends.
//! Document numbers run from 0; documents of one type stand together ([`Start::types`]).
//!
//! A large site must not cost more to search than a small one, so everything that grows is cut, and cut the same way for the
//! command line: a word keeps its strongest documents, a linked word only its very strongest ([`LINKED`], [`PARTED`]) — which
//! is why it can travel as a *guest* in the shards of the words that lead to it — and a beginning that goes over several
//! shards has one line of its own with the strongest documents of its commonest words, key `<beginning>*`.
//!
//! # Numbers in strings
//! One digit is one of the 64 characters `0–9A–Za–z-_` in that order. A number is written with five bits a digit,
//! lowest first, 32 added to every digit but the last. A posting is: number (distance from the document before, minus
//! one; the first from −1), one digit impact (1–63), one digit place (0: the title; 1: before the first heading;
//! `n + 1`: section `n` of the document's list, 63 for all from the 62nd).
//!
//! # A line of a term shard
//! Fields parted by `|`, empty ones at the end left out: `key|stem|tail|idf|whole|parts|links|both|begun|rest`
//! - `key`: the skeleton of the stem (see `analyse::skeleton`). Several lines may share a key.
//! - `stem`: the stem; empty when it is the key.
//! - `tail`: the commonest written form. When it begins with `=` the form is the rest of it, else stem + tail.
//! - `idf`: whole number in base ten; how much the word says (64 × natural logarithm, rounded). Parts are not counted.
//! - `whole`: postings where the word itself stands; `parts`: where it is part of a compound.
//! - `links`: other stems to look up with it, parted by spaces, each `<sort><stem>`, the sorts being
//!   `s` synonym (same meaning), `n` the other written language, `d` part of this word when it is a compound, `v` a word
//!   made from it or that it is made from (`kartlegge`, `kartlegging`).
//!   With `+` between stems all of them count together: a synonym of several words, both parts of a compound.
//! - `both`: of a compound, where its outermost two parts stand in one document: their idf, a space, postings.
//! - `begun`: three digits for each word that begins with this one and may be a compound with it ([`digest`]), so that of two
//!   adjacent words it is known, nearly always, whether their compound exists.
//!
//! - `rest`: of a common word, the documents that were cut from `whole`: one digit impact, which all of them share, and only
//!   the numbers of a posting. With what is told of the strongest it is nearly as good as all, and costs a third.
//!
//! # Vocabulary
//! Lists of lines `stem|tail` and one digit, sorted by stem, tail as above; the digit is a tenth of the idf ([`rarity`](super::letters::rarity)).
//! List 0, `v.js`, has the words that compounds are made of and the commonest others, on a small site all; list `i` those of
//! the rest whose forms begin like `words[i - 1]` or later, up to `words[i]`.
//!
//! A stem that occurs nowhere but has links has a line without postings, and idf 0.
//!
//! # Equal scores
//! All arithmetic is on whole numbers below 2⁵³, division is rounded down, and equal scores are ordered by document
//! number, so that Rust and JavaScript cannot differ.

use std::borrow::Cow;

use serde::ser::SerializeSeq as _;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::analyse::digraph;
use crate::sum::Sum;

/// The version of the format; a kept index of another version is made anew.
pub const VERSION: u32 = 6;

/// Of a synonym and its like, so many documents count: the strongest.
pub const LINKED: usize = 160;

/// Of a part of a compound, so many.
pub const PARTED: usize = 40;

/// What must be known before any query.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Start {
    /// [`VERSION`].
    pub version: u32,
    /// Of the whole index, asked for with the other files.
    pub hash: String,
    /// Which documents there are and how they are numbered; what the other files must fit.
    pub stamp: String,
    /// How many documents there are.
    pub documents: u32,
    /// Type and the number of its first document, in document order: `["aktivitet", 0], ["artikkel", 56], …`.
    pub types: Vec<(String, u32)>,
    /// First key of every term shard, as [`write_keys`](super::letters::write_keys) writes them.
    pub terms: String,
    /// How many documents each block has, one digit a block (1–63).
    pub blocks: String,
    /// First two letters of every list of the vocabulary after list 0.
    pub words: Vec<String>,
    /// Words that say nothing about what is looked for, in skeleton form, parted by spaces.
    pub stop: String,
    /// What a question word asks for: skeleton → types of document that answer it, and after `?` the key of a line with
    /// the documents that have words which answer it.
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

/// A document as it stands in a list of hits: number, address, title, place, status, period, what is empty at the end left
/// out. Its type follows from its number.
#[derive(Debug, PartialEq, Eq)]
pub struct Card<'a>(pub u32, pub [&'a str; 5]);

impl Serialize for Card<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(number, fields) = self;
        let used = fields.iter().rposition(|field| !field.is_empty()).map_or(0, |last| last + 1);
        let mut list = serializer.serialize_seq(Some(used + 1))?;
        list.serialize_element(number)?;
        fields[..used].iter().try_for_each(|field| list.serialize_element(field))?;
        list.end()
    }
}

/// The file of a term shard.
#[derive(Debug, Serialize)]
pub struct Shard<'a>(
    /// Its own lines, sorted by key.
    pub &'a [String],
    /// Lines that its own lead to, cut to what counts.
    pub Vec<Cow<'a, str>>,
    /// How the first hits of its lines are shown: each a [`Card`].
    pub Vec<&'a RawValue>,
    /// And where in them: document, place (2–63), [`heading`].
    pub Vec<(u32, u8, &'a RawValue)>,
);

/// A document in full.
#[derive(Debug, Serialize)]
pub struct Whole<'a>(
    /// How it is shown.
    pub Card<'a>,
    /// Sections: each a [`heading`].
    pub Vec<String>,
    /// Texts of the sections, a line each.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub String,
);

impl Shown {
    /// Adds all of it to a sum.
    pub fn add_to<'s>(&self, sum: &'s mut Sum) -> &'s mut Sum {
        let Self(url, title, place, kind, status, period, sections) = self;
        for text in [url, title, place, kind, status, period] {
            sum.text(text);
        }
        for (anchor, words, text) in sections {
            sum.text(anchor).text(words).text(text);
        }
        sum.number(sections.len() as u64)
    }

    /// Adds what is shown of it in a list of hits, whatever the word that was looked for.
    pub fn add_card_to<'s>(&self, sum: &'s mut Sum) -> &'s mut Sum {
        let Self(url, title, place, _, status, period, sections) = self;
        for text in [url, title, place, status, period] {
            sum.text(text);
        }
        for (anchor, words, _) in sections {
            sum.text(anchor).text(words);
        }
        sum
    }

    /// As it stands in a list of hits.
    pub fn card(&self, number: u32) -> Card<'_> {
        let Self(url, title, place, _, status, period, _) = self;
        Card(number, [url, title, place, status, period])
    }

    /// In full.
    pub fn whole(&self, number: u32) -> Whole<'_> {
        let texts: Vec<String> = self.6.iter().map(|(_, _, text)| text.replace('\n', " ")).collect();
        Whole(self.card(number), self.headings().collect(), texts.join("\n"))
    }

    /// Of each section the heading.
    pub fn headings(&self) -> impl Iterator<Item = String> + '_ {
        self.6.iter().map(|(anchor, words, _)| heading(anchor, words))
    }
}

/// A section's heading and, after a line break, its anchor unless that [`follows`].
fn heading(anchor: &str, words: &str) -> String {
    let own = (!follows(anchor, words)).then_some(anchor);
    let mut out = String::with_capacity(words.len() + own.map_or(0, |own| own.len() + 1));
    for (at, line) in words.split('\n').enumerate() {
        out.push_str(if at > 0 { " " } else { "" });
        out.push_str(line);
    }
    if let Some(anchor) = own {
        out.push('\n');
        out.push_str(anchor);
    }
    out
}

/// Is it the anchor most headings have: letters and digits without æøå, and a hyphen for all else between them?
fn follows(anchor: &str, heading: &str) -> bool {
    let mut rest = anchor;
    let mut parted = false;
    for letter in heading.chars().flat_map(char::to_lowercase) {
        let mut one = [0; 4];
        let plain: &str = match digraph(letter) {
            Some(two) => two,
            None if letter.is_ascii_alphanumeric() => letter.encode_utf8(&mut one),
            None => {
                parted = true;
                continue;
            }
        };
        if std::mem::take(&mut parted) && rest.len() < anchor.len() {
            let Some(after) = rest.strip_prefix('-') else { return false };
            rest = after;
        }
        let Some(after) = rest.strip_prefix(plain) else { return false };
        rest = after;
    }
    rest.is_empty()
}

/// What hits can be filtered by.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Facets {
    /// Organisations, plans, målgrupper, suksessfaktorer, statuses: `[key, name]` in the order of their numbers.
    pub names: [Vec<(String, String)>; 5],
    /// For each of them what the documents have, in their order, as numbers into the list of names, and how many documents
    /// in turn have it: documents of one plan stand together, and nearly all have what the one before has. Type is in
    /// [`Start::types`].
    pub had: [(Vec<Vec<u32>>, Vec<u32>); 5],
}

/// The name of a file of a kind by what it begins with: letters and digits as they are, others by their number.
pub fn name(kind: &str, begins: &str) -> String {
    let mut name = format!("{kind}-");
    for letter in begins.chars() {
        match letter {
            'a'..='z' | '0'..='9' => name.push(letter),
            _ => name.extend(["-", &format!("{:x}", u32::from(letter)), "-"]),
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_anchor_that_follows_from_its_heading_is_not_written() {
        assert_eq!(heading("slik-soeker-du-2", "Slik søker du (2)"), "Slik søker du (2)");
        assert_eq!(heading("krav", "Slik søker du"), "Slik søker du\nkrav");
        assert_eq!(heading("", ""), "");
        assert_eq!(heading("", "Krav\nog mål"), "Krav og mål\n");
        assert_eq!(heading("krav-og-maal", "… Krav\n– og «MÅL»!"), "… Krav – og «MÅL»!");
        for (anchor, words) in
            [("krav-", "Krav"), ("-krav", "– Krav"), ("kravog", "Krav og"), ("kra", "Krav"), ("krav-2", "Krav")]
        {
            assert_eq!(heading(anchor, words), format!("{words}\n{anchor}"));
        }
        let card = Card(7, ["a.html", "A", "", "", ""]);
        assert_eq!(serde_json::to_string(&card).unwrap(), r#"[7,"a.html","A"]"#);
    }

    #[test]
    fn names_of_files_are_plain_everywhere() {
        assert_eq!(name("t", "bol1"), "t-bol1");
        assert_eq!(name("t", ""), "t-");
        assert_eq!(name("t", "?жB"), "t--3f--436--42-");
    }
}

//! Every number the ranking rests on, in one place, and switches to take single rules away and see what they give.

use serde::{Deserialize, Serialize};

/// What the browser needs. Hundredths unless said. The build's own numbers are in [`Building`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weights {
    /// The word itself, in any inflection.
    pub whole: u32,
    /// As part of a compound: `bolig` in `boligplan`.
    pub part: u32,
    /// Part of the query's compound: `plan` of `boligplan`.
    pub split: u32,
    /// All parts of the query's compound.
    pub split_all: u32,
    /// The only known part of the query's compound.
    pub split_one: u32,
    /// Of what else stands for the same word in a document, so much is added to the best.
    pub more: u32,
    /// A synonym.
    pub synonym: u32,
    /// The other written language.
    pub nynorsk: u32,
    /// A word made from it: `kartlegging` of `kartlegge`.
    pub derived: u32,
    /// Another word with the same letters but for æøå, when the word as written is known.
    pub folded: u32,
    /// A word the last word begins, when that is unknown as it stands.
    pub prefix: u32,
    /// A word the last word begins, when that is a word as it stands.
    pub prefix_known: u32,
    /// The nearest known word, when the word is unknown.
    pub corrected: u32,
    /// Two adjacent words that are one compound.
    pub joined: u32,
    /// How many words the last word may be the beginning of.
    pub prefix_limit: u32,
    /// How much of the score stays when nothing more is covered than one word of very many.
    pub coverage_floor: u32,
    /// Added when all words stand in the title, in proportion when some do.
    pub title: u32,
    /// Added when all words stand in one section, in proportion when some do.
    pub near: u32,
    /// Added to a document of a type that answers the question.
    pub ask: u32,
    /// Added to a document with words that answer the question, as strongly as they stand there.
    pub ask_word: u32,
    /// A query has at most so many words; the rest are ignored and said to be.
    pub words: u32,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            whole: 100,
            part: 45,
            split: 30,
            split_all: 70,
            split_one: 40,
            more: 30,
            synonym: 80,
            nynorsk: 95,
            derived: 80,
            folded: 30,
            prefix: 85,
            prefix_known: 35,
            corrected: 90,
            joined: 100,
            prefix_limit: 12,
            coverage_floor: 55,
            title: 30,
            near: 12,
            ask: 12,
            ask_word: 40,
            words: 24,
        }
    }
}

/// What only the build uses: how strongly a word stands in a document.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own, for measuring one rule")]
pub struct Building {
    /// How much an occurrence in the title, a heading and the body counts.
    pub fields: [f64; 3],
    /// How many times as much counts a word the title begins with: it is what the page is about.
    pub first: f64,
    /// How much each field's length counts against it, 0–1.
    pub lengths: [f64; 3],
    /// How soon more of the same word stops counting.
    pub saturation: f64,
    /// Are compounds split?
    pub split: bool,
    /// Do agent nouns fall together?
    pub agents: bool,
    /// Are synonyms used?
    pub synonyms: bool,
    /// Is the other written language used?
    pub nynorsk: bool,
    /// Of at most so many documents per term and sort, the strongest, it is told how strongly and where.
    pub postings: usize,
}

impl Default for Building {
    fn default() -> Self {
        Self {
            fields: [5.0, 3.0, 1.0],
            first: 1.1,
            lengths: [0.8, 0.4, 0.65],
            saturation: 2.0,
            split: true,
            agents: true,
            synonyms: true,
            nynorsk: true,
            postings: 1200,
        }
    }
}

//! The YAML crates, known only here: text becomes nodes that know where they stand.

pub mod words;

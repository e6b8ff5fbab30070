//! The YAML crates, known only here: text becomes [`node::Node`]s that know where they stand, and nodes become values.
//! Which keys a plan may have is left to `read`.
//!
//! serde_yaml decides what a value *is*; saphyr-parser tells where it *stands*. The two trees are walked side by side.

pub mod fields;
pub mod node;
pub mod parse;
pub mod shape;
mod syntax;
pub mod value;
pub mod words;

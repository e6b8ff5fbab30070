//! Pieces that several pages show in the same way.

pub mod chrome;
pub mod del;
pub mod felt;

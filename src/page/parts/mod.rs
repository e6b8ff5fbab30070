//! Pieces that several pages show in the same way.

pub mod aktivitetsrad;
pub mod chrome;
pub mod del;
pub mod felt;
pub mod feltliste;
pub mod historie;
pub mod lister;
pub mod penger;
pub mod rekkefoelge;
pub mod stabel;

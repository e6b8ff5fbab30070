//! Pieces that several pages show in the same way.

pub mod aktivitetsrad;
pub mod chrome;
pub mod del;
pub mod deling;
pub mod diagram;
pub mod dokument;
pub mod felt;
pub mod feltliste;
pub mod hendelse;
pub mod historie;
pub mod lenker;
pub mod lister;
pub mod maaling;
pub mod maaltre;
pub mod matriseutdrag;
pub mod oversikt;
pub mod penger;
pub mod planstilling;
pub mod se_ogsaa;
pub mod seksjon;
pub mod stabel;
pub mod tabellvalg;
pub mod tre;

//! What can be computed from the site as of one date: how far things have come, what is late, what the plan leaves
//! blank. Each number is computed once, here; pages only show them. Nothing here reads the clock.

pub mod ansvar;
pub mod derived;
pub mod dokument;
pub mod endringer;
pub mod faktordekning;
pub mod faktorstoette;
pub mod finansiering;
pub mod frister;
pub mod helplan;
pub mod indikatorserie;
pub mod kobling;
pub mod kostnad;
pub mod kvalitet;
pub mod maaletekst;
pub mod maalkurs;
pub mod matrise;
pub mod opptelling;
pub mod per_innbygger;
pub mod planbelegg;
pub mod rapport;
pub mod register;
pub mod sammenligning;
#[cfg(test)]
mod testing;
pub mod tidslinje;
pub mod tilstand;
pub mod utvalg;
pub mod utvikling;
pub mod versjoner;

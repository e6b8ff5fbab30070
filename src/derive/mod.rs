//! What can be computed from the site as of one date: how far things have come, what is late, what the plan leaves
//! blank. Each number is computed once, here; pages only show them. Nothing here reads the clock.

pub mod derived;
pub mod kobling;
pub mod opptelling;
pub mod tilstand;

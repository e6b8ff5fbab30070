//! `planverk` blocks in running text: what each shows.

use super::parts::del::Del;
use super::world::World;
use crate::diag::Span;

/// What stands where the block at `span` stood.
pub fn part(world: &World, span: Span) -> Del {
    let _ = span;
    let language = world.language();
    Del::Tomt { tittel: language.word("tabell.tom").to_owned(), tekst: String::new() }
}

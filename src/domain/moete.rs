//! Møte: a meeting where the plan is laid before elected members, and what they are asked to do.

use super::dato::Dato;
use super::felt::Felt;
use super::rad::Rad;

/// A meeting.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Moete {
    /// Id (generated), place and evidence.
    pub rad: Rad,
    /// When.
    pub dato: Felt<Dato>,
    /// Who meets, in words.
    pub organ: Felt<String>,
    /// Case number.
    pub saksnr: Felt<String>,
    /// What the case is about, in one or two sentences.
    pub tekst: Option<String>,
    /// What the meeting is asked to decide or take note of, one a line.
    pub bes_om: Vec<String>,
}

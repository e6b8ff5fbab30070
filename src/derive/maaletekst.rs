//! Måletekst: what must stand beside a figure in a document: its margin of error and how it was counted.

use super::dokument::enumerated;
use super::kostnad;
use crate::domain::indikator::Maaling;
use crate::language::Language;

/// «± 3», «manuell telling»; nothing when neither is said.
pub fn maaletekst(reading: &Maaling, language: &Language) -> Vec<String> {
    let margin = reading.usikkerhet.map(|size| format!("±\u{a0}{}", kostnad::tallord(size, false, language)));
    let method = reading.metode.known().map(|method| enumerated(*method, language));
    margin.into_iter().chain(method).collect()
}

//! The nouns of a plan, as the author's folder states them. No I/O and no cross-references: what an id points to is
//! left to `resolve`, how a noun is spelt in YAML to `read`, and what can be computed from it to `derive`.
//!
//! The terms are explained one by one in `content/begreper`; each struct's first line repeats the gist.

pub mod aktivitet;
pub mod artikkel;
pub mod begrep;
pub mod dato;
pub mod enumeration;
pub mod felt;
pub mod finansiering;
pub mod forpliktelse;
pub mod indikator;
pub mod kilde;
pub mod maal;
pub mod maalgruppe;
pub mod matrise;
pub mod moete;
pub mod organ;
pub mod organisasjon;
pub mod plan;
pub mod rad;
pub mod rapport;
pub mod satsingsomraade;
pub mod skjema;
pub mod slug;
pub mod status;
pub mod strategi;
pub mod suksessfaktor;
pub mod tiltak;
pub mod utfordring;
pub mod vedtak;
pub mod virkemiddel;

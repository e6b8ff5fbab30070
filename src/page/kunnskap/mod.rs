//! Pages of the knowledge base and the registers around it.

pub mod aapne_data;
pub mod artikkel;
pub mod begreper;
pub mod emne;
pub mod felles;
pub mod hylle;
pub mod ikke_funnet;
pub mod kilder;
pub mod mappe;
pub mod register;
pub mod stoette;
pub mod suksessfaktor;
pub mod tilgjengelighet;
pub mod videresending;
pub mod vurdering;

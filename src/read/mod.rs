//! From sources to a [`workbook::Workbook`]: the author's YAML, CSV and front matter become domain values, one file per
//! noun. Ids are not looked up here; that is left to `resolve`.

pub mod aktivitet;
pub mod artikkel;
pub mod bok;
pub mod felles;
pub mod fil;
pub mod hidden;
pub mod indikator;
pub mod maal;
pub mod matrise;
pub mod moete;
pub mod organisasjon;
pub mod page;
pub mod plan_file;
pub mod rad;
pub mod rapport;
pub mod reference;
pub mod register;
pub mod schema;
pub mod serie;
pub mod status;
pub mod suksessfaktor;
pub mod tiltak;
pub mod utfordring;
pub mod workbook;

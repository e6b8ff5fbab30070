//! `planverk schema`: JSON Schema for the author's YAML, made from the reading code itself.

use super::{Exit, print};
use crate::cli::{Schema, SchemaFile};
use crate::environment::EnvironmentError;
use crate::read::schema::{self, File};

/// Writes the schema.
pub fn run(typed: &Schema) -> Result<Exit, EnvironmentError> {
    let files: &[File] = match typed.file {
        None => &File::ALL,
        Some(SchemaFile::Planverk) => &[File::Planverk],
        Some(SchemaFile::Organisasjon) => &[File::Organisasjon],
        Some(SchemaFile::Plan) => &[File::Plan],
        Some(SchemaFile::Rapport) => &[File::Rapport],
        Some(SchemaFile::Felles) => &[File::Felles],
        Some(SchemaFile::Side) => &[File::Side],
    };
    let text = serde_json::to_string_pretty(&schema::schema(files)).unwrap_or_default();
    print(&format!("{text}\n"));
    Ok(Exit::Clean)
}

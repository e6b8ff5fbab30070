//! One YAML file of the author's as a record.

use crate::diag::{Diagnostic, FileId, Span};
use crate::source::SourceFile;
use crate::yaml::fields::{Fields, Record, Sink};
use crate::yaml::parse::{Input, parse};

/// The file could not be read: what seems to be missing may stand in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unread;

/// Reads it; nothing when it is empty.
pub fn read<T: Record>(id: FileId, file: &SourceFile, sink: &mut Sink) -> Result<Option<T>, Unread> {
    let node = if file.sound { parse(Input::whole(&file.text, id), &mut sink.found) } else { None };
    let node = node.ok_or(Unread)?;
    if node.is_null() {
        let empty = Diagnostic::warning("lesing/tom-fil", "filen er tom").at(Span::top(id));
        sink.report(empty.help("slett den, eller fyll den ut"));
        return Ok(None);
    }
    Ok(Some(Fields::of(&node, sink)))
}

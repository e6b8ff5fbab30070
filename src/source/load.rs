//! Reads the files that were found, several at a time, within limits. The result has the order of the input.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use rayon::prelude::*;

use super::decode::decode;
use super::walk::{Found, unreadable};
use super::{FileKind, SourceFile};
use crate::diag::{Diagnostic, FileId};

const MIB: u64 = 1024 * 1024;

/// How much a folder may hold. A limit is there so that a mistake (a video in `content/`, a folder that
/// links to itself) or hostile input gives an answer instead of an exhausted machine.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes in one text file.
    pub text: u64,
    /// Bytes in one other file.
    pub asset: u64,
    /// Files and folders in all.
    pub files: usize,
    /// Folders inside one another.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { text: 8 * MIB, asset: 64 * MIB, files: 200_000, depth: 32 }
    }
}

/// Reads every file. What could not be read keeps its place, with an empty text.
pub fn load(found: Vec<Found>, limits: &Limits) -> (Vec<SourceFile>, Vec<Diagnostic>) {
    let read = |(number, found): (usize, Found)| {
        // The number of files is limited far below u32::MAX.
        let id = FileId(u32::try_from(number).unwrap_or(u32::MAX));
        one(found, id, limits)
    };
    let (files, diagnostics): (Vec<_>, Vec<_>) = found.into_par_iter().enumerate().map(read).unzip();
    (files, diagnostics.into_iter().flatten().collect())
}

fn one(found: Found, id: FileId, limits: &Limits) -> (SourceFile, Vec<Diagnostic>) {
    let kind = FileKind::of(&found.path);
    let mut file = SourceFile::empty(found.path, found.disk, kind);
    let limit = if kind.is_text() { limits.text } else { limits.asset };
    let outcome = match size(&file.disk) {
        Ok(size) if size > limit => Err(too_big(&file.path, kind, size, limit)),
        Ok(_) if !kind.is_text() => Ok(Vec::new()),
        Ok(size) => match contents(&file.disk, size, limit) {
            Ok(Some(bytes)) => Ok(bytes),
            Ok(None) => Err(too_big(&file.path, kind, limit + 1, limit)),
            Err(error) => Err(unreadable(&file.path, &error)),
        },
        Err(error) => Err(unreadable(&file.path, &error)),
    };
    match outcome {
        Ok(bytes) => {
            let decoded = decode(&bytes, id);
            file.text = decoded.text;
            file.sound = decoded.sound;
            (file, decoded.diagnostics)
        }
        Err(error) => {
            file.sound = false;
            (file, vec![error])
        }
    }
}

fn size(disk: &Path) -> io::Result<u64> {
    // Opening, not only asking: an asset that cannot be read should be told about now, not in the middle of a build.
    File::open(disk)?.metadata().map(|metadata| metadata.len())
}

/// The contents, or `None` when the file has grown past the limit since its size was asked for.
fn contents(disk: &Path, size: u64, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    let read = File::open(disk)?.take(limit + 1).read_to_end(&mut bytes)?;
    Ok((read as u64 <= limit).then_some(bytes))
}

fn too_big(path: &str, kind: FileKind, size: u64, limit: u64) -> Diagnostic {
    let hint = if kind.is_text() {
        "del den i flere filer"
    } else {
        "gjør den mindre, eller lenk til et sted der den kan ligge"
    };
    let message = format!("filen er på {} MiB, og grensen er {} MiB", size.div_ceil(MIB), limit.div_ceil(MIB));
    Diagnostic::error("kilde/for-stor", message).in_path(path).help(hint)
}

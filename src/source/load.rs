//! Reads the files that were found, several at a time, within limits. The result has the order of the input.

use std::fs::File;
use std::io::{self, Read};

use rayon::prelude::*;

use super::decode::decode;
use super::stamp::Stamp;
use super::walk::{Found, unreadable};
use super::{FileKind, SourceFile, picture};
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

/// Reads every file, except those that `known` has as they still are. What could not be read keeps its place, with an
/// empty text.
pub fn load<'k>(
    found: Vec<Found>,
    limits: &Limits,
    known: impl Fn(&Found) -> Option<&'k SourceFile> + Sync,
) -> (Vec<SourceFile>, Vec<Diagnostic>) {
    let read = |(number, found): (usize, Found)| {
        // The number of files is limited far below u32::MAX.
        let id = FileId(u32::try_from(number).unwrap_or(u32::MAX));
        match known(&found).filter(|file| is_as_it_was(file)) {
            Some(file) => (file.clone(), Vec::new()),
            None => one(found, id, limits),
        }
    };
    let (files, diagnostics): (Vec<_>, Vec<_>) = found.into_par_iter().enumerate().map(read).unzip();
    (files, diagnostics.into_iter().flatten().collect())
}

/// A file with something wrong has no stamp: it is read again, and what is wrong is told again.
fn is_as_it_was(file: &SourceFile) -> bool {
    file.stamp.is_some() && std::fs::metadata(&file.disk).is_ok_and(|now| Stamp::of(&now) == file.stamp)
}

/// Reads one file.
pub fn one(found: Found, id: FileId, limits: &Limits) -> (SourceFile, Vec<Diagnostic>) {
    let kind = FileKind::of(&found.path);
    let mut file = SourceFile::empty(found.path, found.disk, kind);
    let limit = if kind.is_text() { limits.text } else { limits.asset };
    // Opening, not only asking: an asset that cannot be read should be told about now, not in the middle of a build.
    let opened = File::open(&file.disk).and_then(|open| open.metadata().map(|metadata| (open, metadata)));
    let outcome = match opened {
        Ok((_, metadata)) if metadata.len() > limit => Err(too_big(&file.path, kind, metadata.len(), limit)),
        Ok((open, metadata)) => {
            file.stamp = Stamp::of(&metadata);
            let read = if kind.is_text() {
                contents(open, metadata.len(), limit)
            } else if picture::may_be_one(&file.path) {
                head(open).map(|head| {
                    file.size = picture::size(&head);
                    Some(Vec::new())
                })
            } else {
                Ok(Some(Vec::new()))
            };
            match read {
                Ok(Some(bytes)) => Ok(bytes),
                Ok(None) => Err(too_big(&file.path, kind, limit + 1, limit)),
                Err(error) => Err(unreadable(&file.path, &error)),
            }
        }
        Err(error) => Err(unreadable(&file.path, &error)),
    };
    match outcome {
        Ok(bytes) => {
            let decoded = decode(&bytes, id);
            file.text = decoded.text.into();
            file.sound = decoded.sound;
            file.stamp = file.stamp.filter(|_| decoded.diagnostics.is_empty());
            (file, decoded.diagnostics)
        }
        Err(error) => {
            file.sound = false;
            file.stamp = None;
            (file, vec![error])
        }
    }
}

/// The contents, or `None` when the file has grown past the limit since its size was asked for.
fn contents(file: File, size: u64, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    let read = file.take(limit + 1).read_to_end(&mut bytes)?;
    Ok((read as u64 <= limit).then_some(bytes))
}

/// The first bytes, enough to tell a picture's size.
fn head(file: File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(picture::HEAD).read_to_end(&mut bytes)?;
    Ok(bytes)
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

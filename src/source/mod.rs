//! Every input of an author's folder, found and read once: paths, text, and what is wrong with a file
//! before anyone has looked at its contents. What the text means is left to `yaml`, `markdown` and `read`.
//!
//! 1. `area` names what is read; `walk` finds the files and says what may not be followed or used.
//! 2. `load` reads them, several at a time, within limits.
//! 3. `picture` tells how large pictures are; `decode` turns bytes into NFC text, and says where that was not possible.

pub mod area;
mod decode;
mod file_kind;
mod load;
mod picture;
pub mod stamp;
mod walk;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

use crate::diag::{Diagnostic, FileId, Sources};
use crate::environment::EnvironmentError;
pub use file_kind::{FileKind, TEXT_ENDINGS};
use load::Limits;
pub use picture::Size;
use stamp::Stamp;
use walk::{Found, Walked};

/// One input file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Path relative to the author's folder, `/` between parts, NFC.
    pub path: String,
    /// What kind of file it is.
    pub kind: FileKind,
    /// The text: NFC, no byte order mark, line endings as written. Empty for assets.
    pub text: Arc<str>,
    /// How large it is, when it is a picture and says so.
    pub size: Option<Size>,
    /// Where it is on disk; the same as `path` for files in memory.
    pub disk: PathBuf,
    /// False when the text could not be taken as the author wrote it. An error has been given, so that
    /// later stages can leave the file alone instead of adding errors that follow from the first.
    pub sound: bool,
    /// What it looked like on disk when it was read; `None` when it must be read again to be known.
    stamp: Option<Stamp>,
}

/// All inputs, sorted by path. The place in that order is the file's [`FileId`].
#[derive(Debug, Clone, Default)]
pub struct SourceSet {
    root: PathBuf,
    files: Vec<SourceFile>,
    /// Nothing was wrong with any file and none was reached through a link, so a change within one file is a change of
    /// that file alone.
    orderly: bool,
    links: Vec<PathBuf>,
    in_memory: BTreeMap<FileId, Vec<u8>>,
}

impl SourceSet {
    /// Gathers `planverk.yaml`, `content/`, `plans/` and `themes/` under `root`; when there are none of them, the
    /// folder's own pages and pictures, as if they stood in `content/`. What is wrong with single
    /// files comes as diagnostics; only a folder without anything to build from is a failure.
    pub fn read(root: &Path) -> Result<(Self, Vec<Diagnostic>), EnvironmentError> {
        Self::read_within(root, &Limits::default(), |_| None)
    }

    /// The same folder as it is now. `touched` is everything known to have changed since, as absolute paths; when it is
    /// empty, or names more than texts that are known, all files are looked at, and what has changed shows by size and
    /// times. Files that are as they were are not read.
    pub fn read_again(&self, touched: &BTreeSet<PathBuf>) -> Result<(Self, Vec<Diagnostic>), EnvironmentError> {
        if let Some(again) = self.with_new_texts(touched) {
            return Ok(again);
        }
        let known: BTreeMap<&Path, &SourceFile> = self.files.iter().map(|file| (file.disk.as_path(), file)).collect();
        let known = |found: &Found| {
            let file = known.get(found.disk.as_path()).filter(|file| file.path == found.path);
            file.filter(|file| !touched.contains(&file.disk)).copied()
        };
        Self::read_within(&self.root, &Limits::default(), known)
    }

    /// The same files with new contents in those that were touched: the folders need not be walked. `None` when more may
    /// have changed than that.
    fn with_new_texts(&self, touched: &BTreeSet<PathBuf>) -> Option<(Self, Vec<Diagnostic>)> {
        let at = |path: &PathBuf| {
            let plain = path.symlink_metadata().is_ok_and(|now| now.is_file());
            self.files.iter().position(|file| plain && file.disk == *path)
        };
        let orderly = self.orderly && !touched.is_empty();
        let places: Vec<usize> = touched.iter().map(at).collect::<Option<_>>().filter(|_| orderly)?;
        let mut set = self.clone();
        let mut diagnostics = Vec::new();
        for place in places {
            let file = set.files.get_mut(place)?;
            let found = Found { path: file.path.clone(), disk: file.disk.clone() };
            let (read, more) = load::one(found, FileId(u32::try_from(place).ok()?), &Limits::default());
            *file = read;
            diagnostics.extend(more);
        }
        set.orderly = diagnostics.is_empty();
        Some((set, diagnostics))
    }

    fn read_within<'k>(
        root: &Path,
        limits: &Limits,
        known: impl Fn(&Found) -> Option<&'k SourceFile> + Sync,
    ) -> Result<(Self, Vec<Diagnostic>), EnvironmentError> {
        let root = open_root(root)?;
        let Walked { found, mut diagnostics, links } = walk::walk(&root, limits);
        if found.iter().all(|file| file.path.starts_with("themes/")) && diagnostics.is_empty() {
            return Err(nothing_to_build(&root));
        }
        let (files, more) = load::load(found, limits, known);
        diagnostics.extend(more);
        let orderly = diagnostics.is_empty() && links.is_empty();
        let set = Self { root, files, orderly, links, in_memory: BTreeMap::new() };
        crate::diag::sort(&mut diagnostics, &set);
        Ok((set, diagnostics))
    }

    /// A set made of paths and texts, for tests and for programs that embed Planverk. The texts are
    /// normalised as files are; of two equal paths the last one counts.
    pub fn from_memory(files: &[(&str, &str)]) -> Self {
        let by_path: BTreeMap<String, &str> = files.iter().map(|(path, text)| (path.nfc().collect(), *text)).collect();
        let mut set = Self::default();
        for (number, (path, text)) in (0..).zip(by_path) {
            let id = FileId(number);
            let kind = FileKind::of(&path);
            let mut file = SourceFile::empty(path.clone(), PathBuf::from(path), kind);
            if kind.is_text() {
                let decoded = decode::decode(text.as_bytes(), id);
                file.text = decoded.text.into();
                file.sound = decoded.sound;
            } else {
                file.size = picture::size(text.as_bytes());
                set.in_memory.insert(id, text.as_bytes().to_vec());
            }
            set.files.push(file);
        }
        set
    }

    /// What the files looked like on disk when they were read, in one number; `None` when a change of one may not show.
    pub fn fingerprint(&self) -> Option<u64> {
        let files = self.files.iter().map(|file| (file.path.as_str(), file.stamp.clone()));
        if self.orderly { stamp::fingerprint(files) } else { None }
    }

    /// The same number of a folder as it is now, without reading any file.
    pub fn fingerprint_of(root: &Path) -> Option<u64> {
        let Walked { found, diagnostics, links } = walk::walk(&root.canonicalize().ok()?, &Limits::default());
        let stamp = |file: &Found| std::fs::metadata(&file.disk).ok().and_then(|now| Stamp::of(&now));
        let stamps: Vec<Option<Stamp>> = found.par_iter().map(stamp).collect();
        let files = found.iter().map(|file| file.path.as_str()).zip(stamps);
        if diagnostics.is_empty() && links.is_empty() { stamp::fingerprint(files) } else { None }
    }

    /// The author's folder, as an absolute path; empty for a set in memory.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folders under `root` whose files are read, as they are now. Beside them stand the settings, or the pages of a
    /// folder that has nothing else.
    pub fn folders(root: &Path) -> Vec<PathBuf> {
        walk::folders(root)
    }

    /// Can something with this path, in the root itself, be among what is read as things are now?
    pub fn may_be_read(path: &Path, root: &Path) -> bool {
        walk::may_be_read(path, root)
    }

    /// What links among the files lead to.
    pub fn links(&self) -> &[PathBuf] {
        &self.links
    }

    /// All files, in order.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// All files with their numbers, in order.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// The files in a folder and below it, in order. The folder is given without a final `/`.
    pub fn under(&self, folder: &str) -> impl Iterator<Item = (FileId, &SourceFile)> {
        let prefix = format!("{folder}/");
        let first = self.files.partition_point(|file| file.path < prefix);
        self.iter().skip(first).take_while(move |(_, file)| file.path.starts_with(&prefix))
    }

    /// One file.
    pub fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(usize::try_from(id.0).ok()?)
    }

    /// The number of the file with this path.
    pub fn id_of(&self, path: &str) -> Option<FileId> {
        let place = self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
        u32::try_from(place).ok().map(FileId)
    }

    /// The contents of a file. An asset is read from disk each time, so that pictures are not held in
    /// memory; a text file gives its normalised text.
    pub fn bytes(&self, id: FileId) -> Result<Cow<'_, [u8]>, EnvironmentError> {
        if let Some(bytes) = self.in_memory.get(&id) {
            return Ok(Cow::Borrowed(bytes));
        }
        let Some(file) = self.file(id) else {
            return Ok(Cow::Borrowed(&[]));
        };
        if file.kind.is_text() {
            return Ok(Cow::Borrowed(file.text.as_bytes()));
        }
        match std::fs::read(&file.disk) {
            Ok(bytes) => Ok(Cow::Owned(bytes)),
            Err(error) => Err(EnvironmentError::io("å lese filen", &file.disk, &error)),
        }
    }
}

impl SourceFile {
    fn empty(path: String, disk: PathBuf, kind: FileKind) -> Self {
        Self { path, kind, text: Arc::default(), size: None, disk, sound: true, stamp: None }
    }
}

impl Sources for SourceSet {
    fn path(&self, file: FileId) -> &str {
        self.file(file).map_or("", |file| &file.path)
    }

    fn text(&self, file: FileId) -> &str {
        self.file(file).map_or("", |file| &file.text)
    }
}

/// The author's folder as an absolute path, when there is one that can be read.
pub fn open_root(root: &Path) -> Result<PathBuf, EnvironmentError> {
    let advice = "lag en mappe som kan bygges med én gang: planverk new MAPPE";
    let canonical =
        root.canonicalize().map_err(|error| EnvironmentError::io("å lese mappen", root, &error).advice(advice))?;
    if !canonical.is_dir() {
        return Err(EnvironmentError::new("å lese mappen", root, "er ikke en mappe").advice(advice));
    }
    // A folder that exists and cannot be listed would otherwise look like an empty one.
    std::fs::read_dir(&canonical).map_err(|error| EnvironmentError::io("å lese mappen", root, &error))?;
    Ok(canonical)
}

fn nothing_to_build(root: &Path) -> EnvironmentError {
    let advice = if root.join("planverk.yml").exists() {
        "gi planverk.yml navnet planverk.yaml"
    } else {
        "en mappe som kan bygges med én gang, lages med: planverk new MAPPE"
    };
    let reason = "her er verken planverk.yaml eller filer i content/ eller plans/";
    EnvironmentError::new("å finne noe å bygge i", root, reason).advice(advice)
}

#[cfg(test)]
mod tests;

//! Finds the files of an author's folder, in an order that does not depend on the file system, and says
//! which links and names cannot be used. The only file that knows walkdir.

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

use unicode_normalization::UnicodeNormalization;
use walkdir::{DirEntry, WalkDir};

use super::FileKind;
use super::area::{self, FOLDERS, MANIFEST, SETTINGS};
use super::load::Limits;
use super::picture::may_be_one;
use crate::diag::Diagnostic;
use crate::lookup::Lookup;

/// A file that was found but not read.
#[derive(Debug)]
pub struct Found {
    /// Relative to the root, `/` between parts, NFC.
    pub path: String,
    pub disk: PathBuf,
}

/// What a walk gave.
pub struct Walked {
    /// All input files, sorted by path.
    pub found: Vec<Found>,
    /// What cannot be used.
    pub diagnostics: Vec<Diagnostic>,
    /// What links lead to. With any of them one file may stand in several places.
    pub links: Vec<PathBuf>,
}

/// Finds all input files under a canonical root.
pub fn walk(root: &Path, limits: &Limits) -> Walked {
    let (found, diagnostics) = (Vec::new(), Vec::new());
    let mut walk = Walk { root, limits, within: "", found, diagnostics, links: Vec::new(), entries: 0 };
    if has_areas(root) {
        for start in areas(root) {
            if start.symlink_metadata().is_ok() && !walk.area(&start) {
                break;
            }
        }
    } else if holds_pages(root) {
        walk.within = "content/";
        walk.area(root);
    }
    let Walk { mut found, mut diagnostics, links, .. } = walk;
    // Two paths may become equal when normalised; what they are called on disk decides which comes first.
    found.sort_by(|a, b| a.path.cmp(&b.path).then_with(|| a.disk.cmp(&b.disk)));
    diagnostics.extend(collisions(&mut found));
    Walked { found, diagnostics, links }
}

/// The folders whose files are read, as they are now, for whoever follows them.
pub fn folders(root: &Path) -> Vec<PathBuf> {
    let known = has_areas(root);
    if !known && !holds_pages(root) {
        return Vec::new();
    }
    let below = std::fs::read_dir(root).into_iter().flatten().flatten();
    below
        .filter(|entry| {
            if known { entry.file_name().to_str().is_some_and(area::is_one) } else { !is_ignored(&entry.path(), root) }
        })
        .map(|entry| entry.path())
        .filter(|path| path.is_dir() && (known || !holds_built_site(path)))
        .collect()
}

/// Can something with this path, in the root itself, be among what is read as things are now?
pub fn may_be_read(path: &Path, root: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.is_some_and(area::is_one) || !has_areas(root) && !is_ignored(path, root) && may_be_part(path)
}

fn areas(root: &Path) -> impl Iterator<Item = PathBuf> {
    std::iter::once(SETTINGS).chain(FOLDERS).map(|area| root.join(area))
}

fn has_areas(root: &Path) -> bool {
    areas(root).any(|area| area.symlink_metadata().is_ok())
}

/// A folder of pages, and the pictures they show, is what `content/` would have been.
fn holds_pages(root: &Path) -> bool {
    let entries = std::fs::read_dir(root).into_iter().flatten().flatten();
    entries.into_iter().any(|entry| {
        let below = || std::fs::read_dir(entry.path()).into_iter().flatten().flatten();
        !is_ignored(&entry.path(), root) && (is_page(&entry.path()) || below().any(|inner| is_page(&inner.path())))
    })
}

/// Can a file with this name be part of a site where there are no areas? The rest is somebody else's.
fn may_be_part(path: &Path) -> bool {
    is_page(path) || may_be_one(&path.to_string_lossy())
}

/// A bare folder may have the site it becomes in it, whose pictures are none of its own.
fn holds_built_site(folder: &Path) -> bool {
    folder.join(MANIFEST).exists()
}

fn is_page(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    FileKind::text_stem(&name).is_some_and(|stem| !stem.is_empty())
}

struct Walk<'a> {
    root: &'a Path,
    limits: &'a Limits,
    /// What stands before every path.
    within: &'static str,
    found: Vec<Found>,
    diagnostics: Vec<Diagnostic>,
    links: Vec<PathBuf>,
    entries: usize,
}

impl Walk<'_> {
    /// Walks one area. False when there was too much.
    fn area(&mut self, start: &Path) -> bool {
        let mut walker = WalkDir::new(start).follow_links(true).sort_by_file_name().into_iter();
        while let Some(entry) = walker.next() {
            self.entries += 1;
            if self.entries > self.limits.files {
                let message = format!("mappen har mer enn {} filer og mapper", self.limits.files);
                let error = Diagnostic::error("kilde/for-mange", message).help(
                    "flytt det som ikke hører til planen eller kunnskapsbasen, ut av content/, plans/ og themes/",
                );
                self.diagnostics.push(error);
                return false;
            }
            match entry {
                Ok(entry) => {
                    let descend = self.entry(&entry);
                    if !descend && entry.file_type().is_dir() {
                        walker.skip_current_dir();
                    }
                }
                Err(error) => self.failed(&error),
            }
        }
        true
    }

    /// Takes one file or folder. False when a folder is not to be entered.
    fn entry(&mut self, entry: &DirEntry) -> bool {
        let bare = !self.within.is_empty();
        if is_ignored(entry.path(), self.root) || bare && !entry.file_type().is_dir() && !may_be_part(entry.path()) {
            return false;
        }
        let path = match self.relative(entry.path()) {
            Ok(path) => path,
            Err(error) => {
                self.diagnostics.push(*error);
                return false;
            }
        };
        if entry.path_is_symlink()
            && let Some(error) = self.forbidden_link(entry.path(), &path)
        {
            self.diagnostics.push(error);
            return false;
        }
        let kind = entry.file_type();
        if kind.is_dir() {
            if path == SETTINGS {
                let error = Diagnostic::error("kilde/uleselig", "planverk.yaml er en mappe, ikke en fil");
                self.diagnostics.push(error.in_path(path));
                return false;
            }
            if path.split('/').count() > self.limits.depth {
                let message = format!("mapper i mer enn {} nivåer", self.limits.depth);
                let error = Diagnostic::error("kilde/for-dypt", message).in_path(path);
                self.diagnostics.push(error.help("legg filene høyere opp"));
                return false;
            }
            return !bare || !holds_built_site(entry.path());
        }
        if !kind.is_file() {
            let error = Diagnostic::error("kilde/uleselig", "dette er verken en fil eller en mappe").in_path(path);
            self.diagnostics.push(error.help("fjern den fra mappen"));
        } else if !path.contains('/') && path != SETTINGS {
            let error = Diagnostic::error("kilde/uleselig", format!("{path} er en fil, men skulle vært en mappe"));
            self.diagnostics.push(error.in_path(path));
        } else {
            self.found.push(Found { path, disk: entry.path().to_path_buf() });
        }
        false
    }

    /// The path as Planverk writes it.
    fn relative(&self, path: &Path) -> Result<String, Box<Diagnostic>> {
        let unusable = |why: &str| {
            let error = Diagnostic::error("kilde/filnavn", format!("filnavnet kan ikke brukes: {why}"));
            Box::new(error.in_path(self.shown(path)).help("gi filen et nytt navn"))
        };
        let relative = path.strip_prefix(self.root).unwrap_or(path);
        let mut whole = self.within.to_owned();
        for part in relative.components() {
            let Component::Normal(part) = part else {
                return Err(unusable("det peker ut av mappen"));
            };
            let part = part.to_str().ok_or_else(|| unusable("det er ikke skrevet i UTF-8"))?;
            if part.chars().any(|c| c.is_control() || c == '\\') {
                return Err(unusable("det har styretegn eller omvendt skråstrek i seg"));
            }
            if whole.len() > self.within.len() {
                whole.push('/');
            }
            if part.is_ascii() {
                whole.push_str(part);
            } else {
                whole.extend(part.nfc());
            }
        }
        Ok(whole)
    }

    fn shown(&self, path: &Path) -> String {
        path.strip_prefix(self.root).unwrap_or(path).to_string_lossy().replace('\\', "/").nfc().collect()
    }

    /// Why a link may not be followed: what it points to must be in the author's folder, and in sight.
    fn forbidden_link(&mut self, link: &Path, path: &str) -> Option<Diagnostic> {
        let target = match link.canonicalize() {
            Ok(target) => target,
            Err(error) => return Some(unreadable(path, &error)),
        };
        if !target.starts_with(self.root) {
            return Some(
                Diagnostic::error("kilde/lenke-ut", "lenken peker ut av mappen")
                    .in_path(path)
                    .help("kopier innholdet inn i mappen i stedet for å lenke til det"),
            );
        }
        let hidden = is_ignored(&target, self.root);
        self.links.push(target);
        hidden.then(|| {
            Diagnostic::error("kilde/lenke-ut", "lenken peker på noe skjult").in_path(path).help("fjern lenken")
        })
    }

    fn failed(&mut self, error: &walkdir::Error) {
        let Some(path) = error.path().filter(|path| !is_ignored(path, self.root)) else {
            return;
        };
        let shown = self.shown(path);
        if let Some(ancestor) = error.loop_ancestor() {
            let message = format!("lenken går i ring: den peker på {}, som den selv ligger i", self.shown(ancestor));
            let error = Diagnostic::error("kilde/lenkeloekke", message).in_path(shown);
            self.diagnostics.push(error.help("fjern lenken"));
        } else if let Some(error) = error.io_error() {
            use std::io::ErrorKind as K;
            // A link to itself: the system's word for it has no stable name in the standard library.
            let ring = path.is_symlink() && !matches!(error.kind(), K::NotFound | K::PermissionDenied);
            self.diagnostics.push(if ring {
                let error = Diagnostic::error("kilde/lenkeloekke", "lenken går i ring");
                error.in_path(shown).help("fjern lenken")
            } else {
                unreadable(&shown, error)
            });
        }
    }
}

/// A file or folder that exists but could not be read.
pub fn unreadable(path: &str, error: &std::io::Error) -> Diagnostic {
    use std::io::ErrorKind as K;
    let (why, hint) = match error.kind() {
        K::PermissionDenied => ("ingen tilgang".to_owned(), "gi deg selv lesetilgang, eller flytt den ut av mappen"),
        K::NotFound => ("lenken peker på noe som ikke finnes".to_owned(), "fjern lenken, eller legg målet på plass"),
        _ => (error.to_string(), "prøv å åpne den i en editor"),
    };
    Diagnostic::error("kilde/uleselig", format!("kan ikke leses: {why}")).in_path(path).help(hint)
}

/// Hidden names, and what editors and file managers leave behind.
fn is_ignored(path: &Path, root: &Path) -> bool {
    let relative = path.strip_prefix(root).unwrap_or(path);
    relative.components().any(|part| {
        let name = part.as_os_str().to_string_lossy();
        let small = !name.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii());
        let lower = if small { Cow::Borrowed(&*name) } else { Cow::Owned(name.to_lowercase()) };
        name.starts_with('.')
            || name.starts_with("~$")
            || name.starts_with('#') && name.ends_with('#')
            || name.ends_with('~')
            || [".swp", ".swo", ".bak", ".tmp", ".orig"].iter().any(|end| lower.ends_with(end))
            || matches!(&*lower, "thumbs.db" | "desktop.ini")
    })
}

/// Names that are the same on some machines. Of two that are the same everywhere, the last is dropped:
/// one path means one file.
fn collisions(found: &mut Vec<Found>) -> Vec<Diagnostic> {
    let mut by_folded: Lookup<String, &Found> = Lookup::default();
    let mut diagnostics = Vec::new();
    for file in found.iter() {
        let folded: String = if file.path.is_ascii() {
            file.path.to_ascii_lowercase()
        } else {
            file.path.to_lowercase().nfc().collect()
        };
        let Some(other) = by_folded.get(&folded) else {
            by_folded.insert(folded, file);
            continue;
        };
        let message = if other.path == file.path {
            "to filer har navn som ser like ut, men er skrevet med ulike tegn".to_owned()
        } else {
            format!("navnet skiller seg bare i store og små bokstaver fra {}", other.path)
        };
        diagnostics.push(
            Diagnostic::error("kilde/navnekollisjon", message)
                .in_path(&file.path)
                .help("gi den ene et annet navn; på Windows og Mac er de den samme filen"),
        );
    }
    found.dedup_by(|b, a| a.path == b.path);
    diagnostics
}

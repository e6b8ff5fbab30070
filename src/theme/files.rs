//! The theme's files: those in the program, and those a site lays over them.

use include_dir::{Dir, DirEntry, include_dir};

use crate::diag::{Diagnostic, FileId};

/// What a template of the standard theme is named by.
pub const STANDARD: &str = "standard/";
/// What a template of the site's own is named by inside tera; a plain name is looked for here first.
pub const OWN: &str = "eget/";

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/standard");

/// One file of a site's own theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeFile {
    /// Path inside the theme folder, with `/`: `side.html`, `assets/logo.svg`.
    pub path: String,
    /// Path in the author's folder, for messages.
    pub shown: String,
    /// The content. For a template: the text exactly as the author's sources hold it, so that places agree.
    pub bytes: Vec<u8>,
    /// The file among the sources, when it is one; then messages can show the line.
    pub file: Option<FileId>,
}

impl ThemeFile {
    /// A file that is not among the sources.
    pub fn new(path: impl Into<String>, shown: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), shown: shown.into(), bytes: bytes.into(), file: None }
    }

    /// What is wrong with the file before anybody looks into it.
    pub(super) fn fault(&self) -> Option<Diagnostic> {
        if self.path.split('/').any(|part| matches!(part, "" | "." | "..")) {
            return Some(Diagnostic::error("tema/fil", "filen ligger utenfor temamappen").in_path(&self.shown));
        }
        match Kind::of(&self.path) {
            Kind::Template if std::str::from_utf8(&self.bytes).is_err() => Some(
                Diagnostic::error("tema/fil", "malen er ikke UTF-8-tekst")
                    .in_path(&self.shown)
                    .help("lagre filen som UTF-8"),
            ),
            Kind::Unknown => Some(
                Diagnostic::error("tema/fil", "temaet har ingen bruk for denne filtypen her")
                    .in_path(&self.shown)
                    .help("legg bilder, skrifter, CSS og skript i «assets/»"),
            ),
            _ => None,
        }
    }
}

/// What a file in a theme is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Filled in by tera.
    Template,
    /// Follows the pages as it is.
    Asset,
    /// Read by `language`, or by people.
    Elsewhere,
    /// Nobody's.
    Unknown,
}

impl Kind {
    /// Told by place and ending.
    pub fn of(path: &str) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path);
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        if name.starts_with('.') || ending == "md" || path.starts_with("language/") || path == "tema.yaml" {
            Self::Elsewhere
        } else if path.starts_with("assets/") {
            Self::Asset
        } else if matches!(ending, "html" | "xml" | "svg" | "txt") {
            Self::Template
        } else {
            Self::Unknown
        }
    }
}

/// The standard theme's files, path and bytes.
pub fn standard() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    fn walk(dir: &'static Dir<'static>, into: &mut Vec<(&'static str, &'static [u8])>) {
        for entry in dir.entries() {
            match entry {
                DirEntry::Dir(below) => walk(below, into),
                DirEntry::File(file) => into.extend(file.path().to_str().map(|path| (path, file.contents()))),
            }
        }
    }
    let mut all = Vec::new();
    walk(&EMBEDDED, &mut all);
    all.sort_unstable_by_key(|(path, _)| *path);
    all.into_iter()
}

//! What the integration tests share: temporary folders, sites in one text, the real program, and the checked site
//! without a folder. Looking into pages is left to [`page`].

#![allow(dead_code, reason = "each test program uses its own part of this")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

pub mod edits;
pub mod page;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::civil::{Date, date};
use planverk::build::{self, Checked, Options, check};
use planverk::config::Utgave;
use planverk::diag::{Diagnostic, Severity, position, render};
use planverk::source::SourceSet;

/// The date the tests see things from, when nothing else is said: the one the example has.
pub const TODAY: Date = date(2013, 2, 28);

/// The folder of the example site: the root of the repository.
pub fn example() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder of the test's own, removed when the test is done with it.
pub struct Folder(PathBuf);

impl Folder {
    /// An empty folder that nobody else has.
    pub fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let name = format!("planverk-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// A folder with the files of a text, see [`files`].
    pub fn with(text: &str) -> Self {
        let folder = Self::new();
        for (path, contents) in files(text) {
            folder.write(&path, contents);
        }
        folder
    }

    /// A folder with a copy of the example's sources.
    pub fn with_example() -> Self {
        let folder = Self::new();
        for part in ["content", "plans", "planverk.yaml"] {
            copy(&example().join(part), &folder.path(part));
        }
        folder
    }

    /// A path in it.
    pub fn path(&self, inner: &str) -> PathBuf {
        self.0.join(inner)
    }

    /// Writes a file, and the folders above it.
    pub fn write(&self, inner: &str, contents: impl AsRef<[u8]>) {
        let path = self.path(inner);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
    }

    /// A file as text.
    pub fn read(&self, inner: &str) -> String {
        fs::read_to_string(self.path(inner)).unwrap_or_else(|error| panic!("{inner}: {error}"))
    }

    /// Runs `planverk` with the folder as working folder.
    pub fn planverk(&self, words: &[&str]) -> Ran {
        Ran::from(command(words).current_dir(&self.0).output().unwrap())
    }

    /// Builds the folder into its `public`, which must succeed, and gives the files.
    pub fn built(&self, more: &[&str]) -> Tree {
        let ran = self.planverk(&[&["build"], more].concat());
        assert_eq!(ran.code, 0, "{ran}");
        tree(&self.path("public"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The files of a folder: path with `/` → contents.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// Everything in a folder and below it.
pub fn tree(folder: &Path) -> Tree {
    fn gather(folder: &Path, prefix: &str, into: &mut Tree) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
            if entry.file_type().unwrap().is_dir() {
                gather(&entry.path(), &format!("{name}/"), into);
            } else {
                into.insert(name, fs::read(entry.path()).unwrap());
            }
        }
    }
    let mut files = Tree::new();
    gather(folder, "", &mut files);
    files
}

/// Copies a file, or a folder with all that is in it.
pub fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).unwrap();
    }
}

/// What a run of the program gave.
pub struct Ran {
    /// Exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl std::fmt::Display for Ran {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "utgang {}\n--- ut\n{}\n--- feil\n{}", self.code, self.out, self.err)
    }
}

/// The real program, not yet started.
pub fn command(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_planverk"));
    command.args(words);
    command
}

/// A whole site in one text: lines `-- path --` with the file's contents after each. What stands before the first is
/// for the reader.
pub fn files(text: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some(path) = heading(line) {
            files.push((path.to_owned(), String::new()));
        } else if let Some((_, contents)) = files.last_mut() {
            contents.push_str(line);
        }
    }
    files
}

/// The path in a line `-- path --`.
pub fn heading(line: &str) -> Option<&str> {
    line.trim_end().strip_prefix("-- ")?.strip_suffix(" --")
}

/// The public edition of a site in one text, checked without a folder.
pub fn checked(text: &str) -> Checked {
    checked_as(text, Utgave::Offentlig, TODAY)
}

/// A site in one text, checked without a folder.
pub fn checked_as(text: &str, utgave: Utgave, date: Date) -> Checked {
    check(&in_memory(text), options(utgave, date), Vec::new())
}

/// The sources of a site in one text.
pub fn in_memory(text: &str) -> SourceSet {
    let files = files(text);
    let pairs: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    SourceSet::from_memory(&pairs)
}

/// Options with nothing left to the clock.
pub const fn options(utgave: Utgave, date: Date) -> Options {
    Options { date: Some(date), today: date, utgave: Some(utgave) }
}

/// A finding as `fil:linje:kolonne kode`, for comparing.
pub fn place(finding: &Diagnostic, sources: &SourceSet) -> String {
    use planverk::diag::Sources;
    let Some(span) = finding.span else {
        return format!("{} {}", finding.path.as_deref().unwrap_or(""), finding.code);
    };
    let at = position(sources.text(span.file), span.start as usize);
    format!("{}:{}:{} {}", sources.path(span.file), at.line, at.column, finding.code)
}

/// The example's sources and what checking them gives, read once per test program. The public edition.
pub fn example_site() -> &'static (SourceSet, Checked) {
    static SITE: OnceLock<(SourceSet, Checked)> = OnceLock::new();
    SITE.get_or_init(|| {
        let (sources, found) = SourceSet::read(example()).unwrap();
        let checked = check(&sources, options(Utgave::Offentlig, TODAY), found);
        (sources, checked)
    })
}

/// Every text file of the example as it is built, made once per test program: path → text.
pub fn example_pages() -> &'static BTreeMap<String, String> {
    static PAGES: OnceLock<Result<BTreeMap<String, String>, String>> = OnceLock::new();
    let pages = PAGES.get_or_init(|| {
        let (sources, checked) = example_site();
        pages(sources, checked)
    });
    pages.as_ref().unwrap_or_else(|why| panic!("the example does not build:\n{why}"))
}

/// Every text file of a site as it is built: path → text. `Err` is what an author would read instead.
pub fn pages(sources: &SourceSet, checked: &Checked) -> Result<BTreeMap<String, String>, String> {
    let told = |found: &[Diagnostic]| render::kort(found, sources);
    if checked.has_errors() {
        let errors = checked.found.iter().filter(|d| d.severity == Severity::Feil).cloned();
        return Err(told(&errors.collect::<Vec<_>>()));
    }
    let made = build::render(sources, checked, &|_, _| ()).map_err(|faults| told(&faults))?;
    let texts = made.tree.iter().filter_map(|(path, bytes)| Some((path, String::from_utf8(bytes.into_owned()).ok()?)));
    Ok(texts.map(|(path, text)| (path.to_owned(), text)).collect())
}

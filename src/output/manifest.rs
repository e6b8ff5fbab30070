//! The list of files Planverk has written to a folder, kept in that folder. Only what is on it is ever removed.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::contents::Sum;
use super::site_path::objection;
use super::tree::OutputTree;
use crate::environment::EnvironmentError;
use crate::source::area;

/// Name of the file the list is in.
pub const NAME: &str = area::MANIFEST;
/// The version of the format that this program writes and reads.
const VERSION: u32 = 2;

/// The files of a written site. No times and nothing about the machine: the same site gives the same bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// The sum tells whether a file was changed by someone else; it is no defence against someone who wants it not to.
    files: BTreeMap<String, Sum>,
}

/// The file itself.
#[derive(Deserialize)]
struct OnDisk {
    version: u32,
    files: BTreeMap<String, Entry>,
}

/// One file as it was written.
#[derive(Deserialize)]
struct Entry {
    bytes: u64,
    #[serde(deserialize_with = "hexadecimal")]
    sum: u64,
}

/// Sixteen digits.
fn hexadecimal<'de, D: Deserializer<'de>>(from: D) -> Result<u64, D::Error> {
    let digits = <Cow<str>>::deserialize(from)?;
    u64::from_str_radix(&digits, 16).map_err(D::Error::custom)
}

impl Manifest {
    /// The list for a site.
    pub fn of(tree: &OutputTree) -> Self {
        Self { files: tree.contents().map(|(path, contents)| (path.to_owned(), contents.sum())).collect() }
    }

    /// The list in a folder, or `None` when there is none.
    pub fn read(folder: &Path) -> Result<Option<Self>, EnvironmentError> {
        Ok(Read::of(folder, None)?.map(|read| Arc::unwrap_or_clone(read.manifest)))
    }

    fn parse(text: &[u8], path: &Path) -> Result<Self, EnvironmentError> {
        let refused = |reason: String| {
            EnvironmentError::new("å lese listen over skrevne filer", path, reason)
                .advice("velg en annen mappe med --out, eller slett hele mappen hvis alt i den er laget av Planverk")
        };
        let on_disk: OnDisk = serde_json::from_slice(text).map_err(|_| refused("listen er skadet".into()))?;
        if on_disk.version != VERSION {
            return Err(refused(format!("listen er skrevet av en annen versjon av Planverk ({})", on_disk.version)));
        }
        // A list that has been tampered with must not lead to files outside the folder.
        if let Some(path) = on_disk.files.keys().find(|path| objection(path).is_some()) {
            return Err(refused(format!("listen har en sti som Planverk ikke skriver: «{path}»")));
        }
        let entry = |(path, Entry { bytes, sum }): (String, Entry)| (path, Sum { size: bytes, sum });
        Ok(Self { files: on_disk.files.into_iter().map(entry).collect() })
    }

    /// The bytes of the file.
    pub fn to_bytes(&self) -> Vec<u8> {
        use std::fmt::Write;
        // One file per line, so that two lists can be compared by eye.
        let mut out = format!("{{\n\"version\": {VERSION},\n\"files\": {{");
        for (number, (path, entry)) in self.files.iter().enumerate() {
            let comma = if number == 0 { "" } else { "," };
            let path = serde_json::Value::from(path.as_str());
            let Sum { size, sum } = entry;
            let _ = write!(out, "{comma}\n{path}: {{\"bytes\": {size}, \"sum\": \"{sum:016x}\"}}");
        }
        out.push_str("\n}\n}\n");
        out.into_bytes()
    }

    /// The paths, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Whether a path is listed.
    pub fn contains(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Whether a listed file still has the contents it was written with.
    pub fn is_as_written(&self, path: &str, bytes: &[u8]) -> bool {
        self.lists(path, Sum::of(bytes))
    }

    /// Whether a file is listed with these contents.
    pub fn lists(&self, path: &str, sum: Sum) -> bool {
        self.files.get(path) == Some(&sum)
    }

    /// The list of everything on either list; of two entries for one path, that of `self`.
    #[must_use]
    pub fn with_all_of(mut self, other: &Self) -> Self {
        for (path, sum) in &other.files {
            self.files.entry(path.clone()).or_insert(*sum);
        }
        self
    }
}

/// A list as it was read from a folder. It is read again under the folder's lock, and understood again only when it is
/// another.
#[derive(Debug, Clone)]
pub struct Read {
    /// The list.
    pub manifest: Arc<Manifest>,
    sum: Sum,
}

impl Read {
    /// The list in a folder, or `None` when there is none; `before` is what stood there a moment ago.
    pub fn of(folder: &Path, before: Option<&Self>) -> Result<Option<Self>, EnvironmentError> {
        let path = folder.join(NAME);
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
            Err(error) => return Err(EnvironmentError::io("å lese listen over skrevne filer", &path, &error)),
        };
        let sum = Sum::of(&text);
        if let Some(before) = before.filter(|before| before.sum == sum) {
            return Ok(Some(before.clone()));
        }
        Ok(Some(Self { manifest: Arc::new(Manifest::parse(&text, &path)?), sum }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[(&str, &str)]) -> OutputTree {
        let mut tree = OutputTree::new();
        for (path, text) in files {
            tree.insert(path, *text, "x").unwrap();
        }
        tree
    }

    #[test]
    fn the_file_is_the_same_whatever_order_the_site_was_made_in() {
        let one = Manifest::of(&tree(&[("b.html", "b"), ("a/å.html", "")]));
        let other = Manifest::of(&tree(&[("a/å.html", ""), ("b.html", "b")]));
        let expected = "{\n\"version\": 2,\n\"files\": {\n\
            \"a/å.html\": {\"bytes\": 0, \"sum\": \"c1a7475eb0c6fc36\"},\n\
            \"b.html\": {\"bytes\": 1, \"sum\": \"4bd5f32446396ade\"}\n}\n}\n";
        assert_eq!(String::from_utf8(one.to_bytes()).unwrap(), expected);
        assert_eq!(one, other);
    }

    #[test]
    fn a_list_is_read_back_as_it_was_written_and_bad_ones_are_refused() {
        let folder = std::env::temp_dir().join(format!("planverk-manifest-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let manifest = Manifest::of(&tree(&[("a.html", "a")]));
        assert_eq!(Manifest::read(&folder.join("borte")).unwrap(), None);
        fs::write(folder.join(NAME), manifest.to_bytes()).unwrap();
        let read = Manifest::read(&folder).unwrap().unwrap();
        assert_eq!(read, manifest);
        assert!(read.is_as_written("a.html", b"a"));
        assert!(!read.is_as_written("a.html", b"b") && !read.is_as_written("b.html", b"a"));
        for bad in [
            "",
            "{\"version\": 2",
            "{\"version\": 1, \"files\": {}}",
            "{\"version\": 2, \"files\": {\"../x\": {\"bytes\": 0, \"sum\": \"\"}}}",
            "{\"version\": 2, \"files\": {\"/etc/x\": {\"bytes\": 0, \"sum\": \"\"}}}",
        ] {
            fs::write(folder.join(NAME), bad).unwrap();
            assert!(Manifest::read(&folder).is_err(), "{bad}");
        }
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn of_two_lists_all_paths_are_kept() {
        let new = Manifest::of(&tree(&[("a", "ny"), ("b", "b")]));
        let old = Manifest::of(&tree(&[("a", "gammel"), ("c", "c")]));
        let both = new.with_all_of(&old);
        assert_eq!(both.paths().collect::<Vec<_>>(), ["a", "b", "c"]);
        assert!(both.lists("a", Sum::of(b"ny")) && both.contains("c"));
    }
}

//! The site in memory, path by path. Two makers of one path are found out here, before anything is written.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::contents::Contents;
use super::site_path::{folded, objection};
use crate::diag::Diagnostic;
use crate::lookup::{Known, Lookup};

/// Every file of the site, in path order.
#[derive(Debug, Default)]
pub struct OutputTree {
    files: BTreeMap<String, Contents>,
    /// Files and the folders they are in, as a file system that ignores case sees them.
    taken: Lookup<String, Taken>,
    /// The folders, as they are written: most files come to one that is there.
    folders: Known<String>,
}

#[derive(Debug, Clone)]
struct Taken {
    path: String,
    is_file: bool,
    maker: String,
}

impl OutputTree {
    /// An empty site.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file. `path` is relative to the site's root with `/` between parts; `maker` names what the file
    /// was made from, for the message when two things want the same path.
    pub fn insert(&mut self, path: &str, contents: impl Into<Contents>, maker: &str) -> Result<(), Box<Diagnostic>> {
        if let Some(why) = objection(path) {
            let message = format!("kan ikke lage filen «{path}»: stien {why}");
            let error = Diagnostic::error("utskrift/ugyldig-sti", message).in_path(maker);
            return Err(Box::new(error.help("velg en annen id eller et annet filnavn")));
        }
        let new = |(place, is_file): &(&str, bool)| *is_file || !self.folders.contains(*place);
        let places: Vec<_> = folders_and_file(path).filter(new).map(|place| (folded(place.0), place)).collect();
        let in_the_way = |(folded, (place, is_file)): &(String, (&str, bool))| {
            let taken = self.taken.get(folded)?;
            (*is_file || taken.is_file || taken.path != *place).then_some(taken)
        };
        if let Some(other) = places.iter().find_map(in_the_way) {
            return Err(Box::new(collision(path, maker, other)));
        }
        for (folded, (place, is_file)) in places {
            self.taken.insert(folded, Taken { path: place.to_owned(), is_file, maker: maker.to_owned() });
            if !is_file {
                self.folders.insert(place.to_owned());
            }
        }
        self.files.insert(path.to_owned(), contents.into());
        Ok(())
    }

    /// All files that were made with their bytes, in path order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Cow<'_, [u8]>)> {
        self.contents().filter_map(|(path, contents)| Some((path, contents.bytes()?)))
    }

    /// All files with their contents as they are kept, in path order.
    pub fn contents(&self) -> impl Iterator<Item = (&str, &Contents)> {
        self.files.iter().map(|(path, contents)| (path.as_str(), contents))
    }

    /// The bytes of a file that was made.
    pub fn get(&self, path: &str) -> Option<Cow<'_, [u8]>> {
        self.files.get(path).and_then(Contents::bytes)
    }

    /// Whether the site has a file at this path.
    pub fn contains(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The path of the file that has this name when case is ignored.
    pub fn ignoring_case(&self, path: &str) -> Option<&str> {
        let taken = self.taken.get(&folded(path))?;
        taken.is_file.then_some(taken.path.as_str())
    }

    /// Number of files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are no files.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// `a/b/c.html` as `a` and `a/b`, which are folders, and itself, which is a file.
fn folders_and_file(path: &str) -> impl Iterator<Item = (&str, bool)> {
    let folders = path.match_indices('/').map(|(at, _)| (&path[..at], false));
    folders.chain([(path, true)])
}

fn collision(path: &str, maker: &str, other: &Taken) -> Diagnostic {
    let message = if other.path == path && other.is_file {
        format!("både «{}» og «{maker}» vil lage filen «{path}»", other.maker)
    } else if folded(&other.path) == folded(path) && other.is_file {
        format!(
            "«{}» vil lage filen «{}» og «{maker}» filen «{path}»; de skiller seg bare i store og små bokstaver",
            other.maker, other.path
        )
    } else if other.is_file {
        format!("«{}» vil lage filen «{}», men «{maker}» trenger en mappe med det navnet", other.maker, other.path)
    } else if folded(&other.path) == folded(path) {
        format!("«{maker}» vil lage filen «{path}», men «{}» trenger en mappe med det navnet", other.maker)
    } else {
        format!(
            "«{maker}» vil lage filen «{path}», men «{}» har en mappe som heter «{}»; de skiller seg bare i store og \
             små bokstaver",
            other.maker, other.path
        )
    };
    Diagnostic::error("utskrift/kollisjon", message)
        .in_path(maker)
        .help("gi den ene en annen id eller et annet filnavn")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[(&str, &str)]) -> OutputTree {
        let mut tree = OutputTree::new();
        for (path, maker) in files {
            tree.insert(path, *path, maker).unwrap();
        }
        tree
    }

    fn refused(files: &[(&str, &str)], path: &str) -> Diagnostic {
        *tree(files).insert(path, "ny", "content/ny.md").unwrap_err()
    }

    #[test]
    fn files_come_in_path_order_whatever_order_they_were_added_in() {
        let tree = tree(&[("b.html", "b"), ("a/c.html", "c"), ("a.html", "a")]);
        let paths: Vec<_> = tree.iter().map(|(path, _)| path).collect();
        assert_eq!(paths, ["a.html", "a/c.html", "b.html"]);
        assert_eq!(tree.get("a.html").as_deref(), Some("a.html".as_bytes()));
        assert_eq!(tree.ignoring_case("A/C.HTML"), Some("a/c.html"));
        assert_eq!(tree.ignoring_case("A"), None);
        assert_eq!((tree.len(), tree.is_empty()), (3, false));
    }

    #[test]
    fn two_makers_of_one_path_are_both_named_and_the_first_is_kept() {
        let mut tree = tree(&[("a.html", "plans/x.yaml")]);
        let error = tree.insert("a.html", "ny", "content/a.md").unwrap_err();
        assert_eq!(error.code, "utskrift/kollisjon");
        assert_eq!(error.message, "både «plans/x.yaml» og «content/a.md» vil lage filen «a.html»");
        assert_eq!(tree.get("a.html").as_deref(), Some("a.html".as_bytes()));
    }

    #[test]
    fn names_that_differ_only_in_case_collide() {
        for (old, new) in [("Å.html", "å.html"), ("A/x.html", "a/y.html"), ("a/x.html", "A")] {
            assert_eq!(refused(&[(old, "x")], new).code, "utskrift/kollisjon", "{old} {new}");
        }
    }

    #[test]
    fn a_file_and_a_folder_cannot_have_one_name() {
        assert!(refused(&[("a", "x")], "a/b.html").message.contains("trenger en mappe"));
        assert!(refused(&[("a/b/c.html", "x")], "a/b").message.contains("trenger en mappe"));
    }

    #[test]
    fn a_refused_file_takes_no_names() {
        let mut tree = tree(&[("a/x.html", "x")]);
        tree.insert("b/../x", "", "m").unwrap_err();
        tree.insert("A/y/z.html", "", "m").unwrap_err();
        tree.insert("a/Y/z.html", "", "m").unwrap();
        tree.insert("B/z.html", "", "m").unwrap();
        assert_eq!(tree.len(), 3);
    }

    #[test]
    fn paths_out_of_the_site_are_refused() {
        let error = refused(&[], "../x.html");
        assert_eq!(error.code, "utskrift/ugyldig-sti");
        assert_eq!(error.path.as_deref(), Some("content/ny.md"));
    }
}

//! `.planverk` among the sources: what a build leaves for the next. It may be deleted at any time, and what is not exactly
//! what was written counts for nothing. What stands there is left to those who put it there.

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::sum::Sum;

/// Planverk's own folder among the sources.
const FOLDER: &str = ".planverk";

/// So many bytes are summed by one core at a time.
const STRETCH: usize = 1 << 20;

/// The shelf of one author's folder.
pub struct Shelf {
    folder: PathBuf,
}

impl Shelf {
    /// The shelf in a folder of sources. It need not be there.
    pub fn of(source: &Path) -> Self {
        Self { folder: source.join(FOLDER) }
    }

    /// What was put there under a name; `None` when it is not there, or not whole.
    pub fn take(&self, name: &str) -> Option<Vec<u8>> {
        let mut bytes = fs::read(self.folder.join(name)).ok()?;
        let written = bytes.split_off(bytes.len().checked_sub(8)?);
        (written == sum(&bytes).to_le_bytes()).then_some(bytes)
    }

    /// Puts something there. That it cannot be kept is no failure: the next build takes its time.
    pub fn put(&self, name: &str, mut bytes: Vec<u8>) {
        if !self.folder.is_dir() {
            // It belongs to this machine: no version control should take it along.
            let made = fs::create_dir(&self.folder).and_then(|()| fs::write(self.folder.join(".gitignore"), "*\n"));
            if made.is_err() {
                return;
            }
        }
        let sum = sum(&bytes);
        bytes.extend(sum.to_le_bytes());
        let _ = fs::write(self.folder.join(name), bytes);
    }
}

fn sum(bytes: &[u8]) -> u64 {
    let stretches: Vec<u64> = bytes.par_chunks(STRETCH).map(|some| Sum::default().bytes(some).end()).collect();
    let mut all = Sum::default();
    for stretch in stretches {
        all.number(stretch);
    }
    all.end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_put_there_whole_is_taken_down() {
        let source = std::env::temp_dir().join(format!("planverk-hylle-{}", std::process::id()));
        fs::create_dir_all(&source).unwrap();
        let shelf = Shelf::of(&source);
        assert_eq!(shelf.take("prøve"), None);
        for text in [&b""[..], b"det som ble lagt bort"] {
            shelf.put("prøve", text.to_vec());
            assert_eq!(shelf.take("prøve").as_deref(), Some(text));
        }
        let path = source.join(FOLDER).join("prøve");
        let whole = fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut broken = whole.clone();
            broken[at] ^= 1;
            fs::write(&path, &broken).unwrap();
            assert_eq!(shelf.take("prøve"), None, "byte {at}");
            fs::write(&path, &whole[..at]).unwrap();
            assert_eq!(shelf.take("prøve"), None, "cut at {at}");
        }
        assert!(source.join(FOLDER).join(".gitignore").exists());
        fs::remove_dir_all(source).unwrap();
    }
}

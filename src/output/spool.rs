//! Where finished files wait on disk until the whole site is made and checked: beside the folder they are going to and in
//! folders like its own, so that these need only be renamed. Held in memory, 25,000 files of a site of 10,000 pages took
//! 110 MB packed, and packing and unpacking them a twelfth of the build's processor time.
//!
//! The folder has a name of its own for every build. It goes when the build ends, and what an interrupted build leaves goes
//! when the next begins. What cannot wait here waits in memory.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::contents::{Contents, Sum};
use super::manifest::Read;
use super::place::Place;
use super::seen::Seen;
use super::site_path::objection;

/// Held by the build whose folder it is.
const LOCK: &str = "laas";
/// The folder the files wait in.
const SITE: &str = "nettsted";

/// The waiting files of one build.
pub struct Spool {
    folder: PathBuf,
    /// Where they are going, and what stands there.
    out: PathBuf,
    known: Option<Read>,
    /// Nobody has touched what stands there.
    untouched: bool,
    _lock: File,
}

impl Spool {
    /// Opens it; `None` where files cannot wait beside their folder.
    pub fn open(out: &Path, source: Option<&Path>, untouched: Option<&Seen>) -> Option<Self> {
        let place = Place::resolve(out, source).ok()?;
        clear_left(&place);
        let folder = place.spool(std::process::id());
        fs::create_dir(&folder).ok()?;
        let lock = OpenOptions::new().write(true).create_new(true).open(folder.join(LOCK)).ok();
        let Some(lock) = lock.filter(|lock| lock.try_lock().is_ok()) else {
            let _ = fs::remove_dir_all(&folder);
            return None;
        };
        let known = Read::of(&place.out, None).ok().flatten();
        let untouched = untouched.is_some();
        Some(Self { folder, out: place.out, known, untouched, _lock: lock })
    }

    /// Takes a finished file. What stands in its place already is not written again.
    pub fn keep(&self, path: &str, bytes: Vec<u8>) -> Contents {
        let sum = Sum::of(&bytes);
        if self.known.as_ref().is_some_and(|known| known.manifest.lists(path, sum)) {
            let there = self.out.join(path);
            if self.untouched || fs::read(&there).is_ok_and(|found| found == bytes) {
                return Contents::in_place(there, sum);
            }
        }
        // What cannot be a path is told of when the site is put together.
        match objection(path).map_or_else(|| self.write(path, &bytes).ok(), |_| None) {
            Some(file) => Contents::waiting(file, sum),
            None => Contents::from(bytes),
        }
    }

    fn write(&self, path: &str, bytes: &[u8]) -> io::Result<PathBuf> {
        let file = self.site().join(path);
        let create = || OpenOptions::new().write(true).create(true).truncate(true).open(&file);
        let mut created = match create() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(file.parent().unwrap_or(&self.folder))?;
                create()?
            }
            created => created?,
        };
        if let Err(error) = created.write_all(bytes) {
            // Half a file would come along to the site's folder with the others.
            let _ = fs::remove_file(&file);
            return Err(error);
        }
        Ok(file)
    }

    /// The list of files in the folder they are going to.
    pub(super) fn known(&self) -> Option<&Read> {
        self.known.as_ref()
    }

    /// Where the files wait, each at its path.
    fn site(&self) -> PathBuf {
        self.folder.join(SITE)
    }

    /// What stands topmost among the files that wait, by name.
    pub(super) fn topmost(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.site()).into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        paths.sort();
        paths
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Removes what builds that are no more have left: nobody holds their locks.
pub fn clear_left(place: &Place) {
    for folder in place.spools() {
        let free = match File::open(folder.join(LOCK)) {
            Ok(lock) => lock.try_lock().is_ok(),
            Err(error) => error.kind() == io::ErrorKind::NotFound,
        };
        if free {
            let _ = fs::remove_dir_all(&folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("planverk-vent-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn names(folder: &Path) -> Vec<String> {
        let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.collect()
    }

    #[test]
    fn what_waits_is_there_and_nothing_is_left_when_it_is_over() {
        let folder = folder("over");
        let spool = Spool::open(&folder.join("public"), None, None).unwrap();
        let kept = spool.keep("a/å.html", b"en side".to_vec());
        assert_eq!(kept.bytes().as_deref(), Some(&b"en side"[..]));
        assert_eq!(kept.sum(), Sum::of(b"en side"));
        assert!(!kept.is_left() && names(&folder).len() == 1 && spool.topmost().len() == 1);
        for wrong in ["../ute.html", "/ute.html", "a/å.html/under.html"] {
            let kept = spool.keep(wrong, b"side".to_vec());
            assert!(kept.waits_in().is_none() && kept.bytes().is_some(), "{wrong}");
        }
        assert_eq!(spool.topmost().len(), 1);
        drop(spool);
        assert!(names(&folder).is_empty() && kept.bytes().is_none());
        fs::remove_dir_all(folder).unwrap();
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_there_is_no_room_for_leaves_nothing_and_waits_in_memory() {
        let folder = folder("fullt");
        let spool = Spool::open(&folder.join("public"), None, None).unwrap();
        fs::create_dir(spool.site()).unwrap();
        // As a full disk: the file can be made, and not written to.
        std::os::unix::fs::symlink("/dev/full", spool.site().join("a.html")).unwrap();
        let kept = spool.keep("a.html", b"side".to_vec());
        assert!(kept.waits_in().is_none() && kept.bytes().as_deref() == Some(&b"side"[..]));
        assert!(spool.topmost().is_empty(), "what is left of it would be taken for the page");
        drop(spool);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_an_interrupted_build_has_left_goes_and_what_another_is_making_stays() {
        let folder = folder("etter");
        let out = folder.join("public");
        let place = Place::resolve(&out, None).unwrap();
        let (dead, unborn, living) = (place.spool(1), place.spool(2), place.spool(3));
        for of in [&dead, &unborn, &living] {
            fs::create_dir_all(of.join("0")).unwrap();
        }
        fs::write(dead.join(LOCK), "").unwrap();
        let lock = File::create(living.join(LOCK)).unwrap();
        lock.lock().unwrap();
        let spool = Spool::open(&out, None, None).unwrap();
        assert!(!dead.exists() && !unborn.exists() && living.exists());
        drop(spool);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn where_nothing_can_wait_there_is_no_spool() {
        let folder = folder("uten");
        assert!(Spool::open(&folder.join("ikke/her/public"), None, None).is_none());
        fs::remove_dir_all(folder).unwrap();
    }
}

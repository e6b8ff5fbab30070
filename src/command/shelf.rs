//! `.planverk` among the sources: what a build leaves for the next. It may be deleted at any time, and what is not exactly
//! what was written counts for nothing. What stands there is left to those who put it there.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use rayon::prelude::*;

use crate::output::is_same_file;
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

    /// Where something stands.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// What was put there under a name; `None` when nothing stands there.
    pub fn take(&self, name: &str) -> Result<Option<Vec<u8>>, Broken> {
        self.with_sum(name).map(|found| found.map(|(bytes, _)| bytes))
    }

    /// What was put there when [`Shelf::put`] gave this sum.
    pub fn take_of(&self, name: &str, sum: u64) -> Option<Vec<u8>> {
        self.with_sum(name).ok().flatten().filter(|(_, own)| *own == sum).map(|(bytes, _)| bytes)
    }

    fn with_sum(&self, name: &str) -> Result<Option<(Vec<u8>, u64)>, Broken> {
        let Ok(mut bytes) = fs::read(self.path(name)) else { return Ok(None) };
        let written = bytes.split_off(bytes.len().checked_sub(8).ok_or(Broken)?);
        let sum = sum(&bytes);
        if written == sum.to_le_bytes() { Ok(Some((bytes, sum))) } else { Err(Broken) }
    }

    /// Puts something there, and gives a sum of it; what stands before `/` in its name is a folder. That it cannot be kept is
    /// no failure: the next build takes its time.
    pub fn put(&self, name: &str, bytes: &[u8]) -> Option<u64> {
        let space = self.space(name)?;
        space.add(bytes);
        space.close()
    }

    /// Makes space for something that comes piece by piece; `None` when it cannot be kept, or somebody else is at it. Links
    /// are not followed: sources may be another's, and what they lead to is not Planverk's.
    pub fn space(&self, name: &str) -> Option<Space> {
        // Several are put there at a time, and one of them comes first.
        if fs::create_dir(&self.folder).is_ok() {
            // It belongs to this machine: no version control should take it along.
            let _ = fs::write(self.folder.join(".gitignore"), "*\n");
        }
        let path = self.path(name);
        let folder = path.parent().filter(|_| is_own_folder(&self.folder))?;
        if fs::create_dir(folder).is_err() && !is_own_folder(folder) {
            return None;
        }
        // Whoever reads meanwhile gets what stood there, and not half of this.
        let new = path.with_extension("ny");
        if fs::symlink_metadata(&new).is_ok_and(|found| !found.is_file()) {
            return None;
        }
        let file = OpenOptions::new().write(true).create(true).truncate(false).open(&new).ok()?;
        file.try_lock().ok()?;
        // Whoever held it before may have brought it to its place between our opening and locking it.
        if !is_same_file(&new, &file) {
            return None;
        }
        file.set_len(0).ok()?;
        let open = Open { file, stretch: Vec::new(), all: Sum::default() };
        Some(Space { path, new, open: Mutex::new(Some(open)), closed: false })
    }
}

/// Where something is about to stand. Nothing does when it is let go of before it is closed.
pub struct Space {
    path: PathBuf,
    new: PathBuf,
    /// `None` when it could not be written.
    open: Mutex<Option<Open>>,
    closed: bool,
}

struct Open {
    file: File,
    /// What came last.
    stretch: Vec<u8>,
    /// Over all before.
    all: Sum,
}

impl Space {
    /// What comes next.
    pub fn add(&self, mut bytes: &[u8]) {
        let Ok(mut place) = self.open.lock() else { return };
        while !bytes.is_empty() {
            let Some(open) = place.as_mut() else { return };
            let (own, rest) = bytes.split_at(bytes.len().min(STRETCH - open.stretch.len()));
            open.stretch.extend_from_slice(own);
            bytes = rest;
            if open.stretch.len() == STRETCH && open.write().is_err() {
                *place = None;
            }
        }
    }

    /// All has come: now it stands there. Gives a sum of it.
    pub fn close(mut self) -> Option<u64> {
        let open = self.open.get_mut().ok()?.as_mut()?;
        open.write().ok()?;
        let sum = open.all.end();
        open.file.write_all(&sum.to_le_bytes()).ok()?;
        // While it is still locked: somebody else would begin anew in it.
        self.closed = fs::rename(&self.new, &self.path).is_ok();
        self.closed.then_some(sum)
    }
}

impl Open {
    fn write(&mut self) -> io::Result<()> {
        if !self.stretch.is_empty() {
            self.all.number(Sum::default().bytes(&self.stretch).end());
            self.file.write_all(&self.stretch)?;
            self.stretch.clear();
        }
        Ok(())
    }
}

impl Drop for Space {
    fn drop(&mut self) {
        if !self.closed {
            let _ = fs::remove_file(&self.new);
        }
    }
}

/// What stands there is not what was put there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken;

/// Is it a folder, and not a link to one?
fn is_own_folder(folder: &Path) -> bool {
    fs::symlink_metadata(folder).is_ok_and(|found| found.is_dir())
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
    fn what_comes_first_to_an_empty_place_keeps_nobody_out() {
        let source = std::env::temp_dir().join(format!("planverk-hylle-flere-{}", std::process::id()));
        fs::create_dir_all(&source).unwrap();
        for round in 0..200 {
            let shelf = Shelf::of(&source);
            let start = std::sync::Barrier::new(2);
            let put = |name| {
                start.wait();
                shelf.put(name, &[1, 2, 3]);
            };
            std::thread::scope(|scope| {
                scope.spawn(|| put("en"));
                put("to");
            });
            assert!(["en", "to"].map(|name| shelf.take(name)).iter().all(|one| matches!(one, Ok(Some(_)))), "{round}");
            fs::remove_dir_all(source.join(FOLDER)).unwrap();
        }
        fs::remove_dir_all(source).unwrap();
    }

    #[test]
    fn what_comes_piece_by_piece_stands_there_when_all_has_come() {
        let source = std::env::temp_dir().join(format!("planverk-hylle-biter-{}", std::process::id()));
        fs::create_dir_all(&source).unwrap();
        let shelf = Shelf::of(&source);
        let whole: Vec<u8> = (0..3 * STRETCH + 5).map(|at| u8::try_from(at % 251).unwrap()).collect();
        let sum = shelf.put("prøve", &whole);
        let space = shelf.space("prøve").unwrap();
        assert!(shelf.space("prøve").is_none(), "two at a time would mix");
        whole.chunks(STRETCH / 3).for_each(|piece| space.add(piece));
        assert_eq!(shelf.take("prøve"), Ok(Some(whole.clone())));
        assert_eq!(space.close(), sum);
        assert_eq!(shelf.take("prøve"), Ok(Some(whole.clone())));
        let space = shelf.space("prøve").unwrap();
        space.add(b"halvt");
        drop(space);
        assert_eq!(shelf.take("prøve"), Ok(Some(whole)));
        assert_eq!(fs::read_dir(source.join(FOLDER)).unwrap().count(), 2, "prøve and .gitignore");
        fs::remove_dir_all(source).unwrap();
    }

    #[test]
    fn nobody_can_come_between_when_something_is_brought_to_its_place() {
        let source = std::env::temp_dir().join(format!("planverk-hylle-mellom-{}", std::process::id()));
        fs::create_dir_all(&source).unwrap();
        let shelf = Shelf::of(&source);
        let over = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    while !over.load(std::sync::atomic::Ordering::Relaxed) {
                        drop(shelf.space("prøve"));
                    }
                });
            }
            let whole = (0..1000)
                .all(|_| shelf.put("prøve", b"helt").is_none() || shelf.take("prøve") == Ok(Some(b"helt".to_vec())));
            over.store(true, std::sync::atomic::Ordering::Relaxed);
            assert!(whole);
        });
        fs::remove_dir_all(source).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_kept_through_a_link() {
        use std::os::unix::fs::symlink;
        let root = std::env::temp_dir().join(format!("planverk-hylle-lenke-{}", std::process::id()));
        let (file, folder) = (root.join("viktig.txt"), root.join("viktig"));
        fs::create_dir_all(&folder).unwrap();
        fs::write(&file, "mitt").unwrap();
        let with = |links: &[(&str, &Path)]| {
            let source = root.join("kilde");
            let _ = fs::remove_dir_all(&source);
            fs::create_dir_all(&source).unwrap();
            for (place, target) in links {
                let place = source.join(place);
                fs::create_dir_all(place.parent().unwrap()).unwrap();
                symlink(target, place).unwrap();
            }
            Shelf::of(&source).put("soek/prøve", b"nytt")
        };
        assert!(with(&[]).is_some());
        let missing = root.join("finnes ikke");
        for links in [
            [(".planverk/soek/prøve.ny", file.as_path())],
            [(".planverk/soek/prøve.ny", missing.as_path())],
            [(".planverk/soek", folder.as_path())],
            [(".planverk/soek", missing.as_path())],
            [(".planverk", folder.as_path())],
            [(".planverk", missing.as_path())],
        ] {
            with(&links);
            assert_eq!(fs::read_to_string(&file).unwrap(), "mitt", "{links:?}");
            assert!(fs::read_dir(&folder).unwrap().next().is_none() && !missing.exists(), "{links:?}");
        }
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn only_what_was_put_there_whole_is_taken_down() {
        let source = std::env::temp_dir().join(format!("planverk-hylle-{}", std::process::id()));
        fs::create_dir_all(&source).unwrap();
        let shelf = Shelf::of(&source);
        assert_eq!(shelf.take("prøve"), Ok(None));
        for text in [&b""[..], b"det som ble lagt bort"] {
            let sum = shelf.put("prøve", text).unwrap();
            assert_eq!(shelf.take("prøve"), Ok(Some(text.to_vec())));
            assert_eq!(shelf.take_of("prøve", sum).as_deref(), Some(text));
            assert_eq!(shelf.take_of("prøve", sum ^ 1), None);
        }
        let path = source.join(FOLDER).join("prøve");
        let whole = fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut broken = whole.clone();
            broken[at] ^= 1;
            fs::write(&path, &broken).unwrap();
            assert_eq!(shelf.take("prøve"), Err(Broken), "byte {at}");
            fs::write(&path, &whole[..at]).unwrap();
            assert_eq!(shelf.take("prøve"), Err(Broken), "cut at {at}");
        }
        assert!(source.join(FOLDER).join(".gitignore").exists());
        fs::remove_dir_all(source).unwrap();
    }
}

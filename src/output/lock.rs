//! One build at a time in one output folder: the next waits, and gives up with a clear message.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::place::Place;
use crate::environment::EnvironmentError;

/// How often a waiting build looks again.
const PAUSE: Duration = Duration::from_millis(40);

/// Held while a build writes; the file goes away with it.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    _file: File,
}

/// Waits for the folder to be free, at most as long as given. `on_wait` is told once if it is not.
pub fn acquire(place: &Place, timeout: Duration, on_wait: &dyn Fn(&str)) -> Result<Lock, EnvironmentError> {
    let deadline = Instant::now() + timeout;
    let mut told = false;
    loop {
        let (path, file) = open(place)?;
        match file.try_lock() {
            // Whoever held it before may have removed the file between our opening and locking it.
            Ok(()) if is_same_file(&path, &file) => return Ok(Lock { path, _file: file }),
            Ok(()) => continue,
            Err(TryLockError::Error(error)) => {
                return Err(EnvironmentError::io("å låse", &path, &error)
                    .advice("filsystemet støtter kanskje ikke låsing; velg en mappe på en lokal disk med --out"));
            }
            Err(TryLockError::WouldBlock) => {}
        }
        if Instant::now() >= deadline {
            let reason = format!("en annen bygging skriver dit (ventet i {} s)", timeout.as_secs());
            return Err(EnvironmentError::new("å skrive til", &place.out, reason)
                .advice("prøv igjen når den er ferdig; kanskje bygger du i et annet vindu"));
        }
        if !told {
            told = true;
            on_wait(&format!("en annen bygging skriver til {}; venter …", place.out.display()));
        }
        std::thread::sleep(PAUSE);
    }
}

/// Opens the lock file beside the folder, or in it where the folder around it cannot be written to.
fn open(place: &Place) -> Result<(PathBuf, File), EnvironmentError> {
    use io::ErrorKind as K;
    let open = |path: &Path| OpenOptions::new().create(true).truncate(false).write(true).open(path);
    let beside = place.lock();
    let inside = place.out.join(".planverk-laas");
    // A link would have a file made where it leads.
    if let Some(link) = [&beside, &inside].into_iter().find(|path| path.is_symlink()) {
        return Err(EnvironmentError::new("å låse", link, "det er en lenke, ikke en fil som Planverk har laget")
            .advice("slett den, og bygg på nytt"));
    }
    let error = match open(&beside) {
        Ok(file) => return Ok((beside, file)),
        Err(error) => error,
    };
    if matches!(error.kind(), K::PermissionDenied | K::ReadOnlyFilesystem)
        && let Ok(file) = open(&inside)
    {
        return Ok((inside, file));
    }
    Err(EnvironmentError::io("å skrive i mappen", &place.parent, &error))
}

/// Whether a path still is that of an open file, and not of another, or of a link to it.
#[cfg(unix)]
pub fn is_same_file(path: &Path, file: &File) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |found: io::Result<fs::Metadata>| found.map(|m| (m.dev(), m.ino())).ok();
    id(fs::symlink_metadata(path)) == id(file.metadata())
}

/// Whether a path still is there: all the system tells. A lock is never removed here, so it is always the same.
#[cfg(not(unix))]
pub fn is_same_file(path: &Path, _: &File) -> bool {
    path.exists()
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While it is still locked, so that nobody can take it between.
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn place(name: &str) -> Place {
        let folder = std::env::temp_dir().join(format!("planverk-laas-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Place::resolve(&folder.join("public"), None).unwrap()
    }

    #[test]
    fn the_second_is_told_to_wait_and_gives_up_after_a_while() {
        let place = place("gir-opp");
        let first = acquire(&place, Duration::ZERO, &|_| ()).unwrap();
        let told = Cell::new(0);
        let tell = |text: &str| {
            assert!(text.contains("venter"));
            told.set(told.get() + 1);
        };
        let error = acquire(&place, Duration::from_millis(150), &tell).unwrap_err();
        assert!(error.reason.contains("en annen bygging"), "{error}");
        assert_eq!(told.get(), 1);
        drop(first);
        assert!(cfg!(not(unix)) || !place.lock().exists());
        drop(acquire(&place, Duration::ZERO, &|_| ()).unwrap());
        fs::remove_dir_all(&place.parent).unwrap();
    }

    #[test]
    fn never_more_than_one_holds_it() {
        let place = place("en");
        let (inside, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..6 {
                scope.spawn(|| {
                    for _ in 0..5 {
                        let lock = acquire(&place, Duration::from_secs(60), &|_| ()).unwrap();
                        let now = inside.fetch_add(1, Ordering::SeqCst) + 1;
                        most.fetch_max(now, Ordering::SeqCst);
                        std::thread::sleep(Duration::from_millis(1));
                        inside.fetch_sub(1, Ordering::SeqCst);
                        drop(lock);
                    }
                });
            }
        });
        assert_eq!(most.load(Ordering::SeqCst), 1);
        fs::remove_dir_all(&place.parent).unwrap();
    }
}

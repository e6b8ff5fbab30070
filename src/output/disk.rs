//! The changes a build makes to the disk, each a single step that can fail on its own. Tests stop between any
//! two of them. Which steps are made, and in what order, is left to `stage`, `one_by_one` and `retire`.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use super::contents::Contents;
use crate::environment::EnvironmentError;

/// Asked before every step, with what is about to be done; an error there is as if the system had refused.
pub type Step<'a> = &'a (dyn Fn(&'static str) -> io::Result<()> + Sync);

/// How the new site takes the place of the old.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Swap {
    /// The two folders change places in one step.
    Exchange,
    /// The old one steps aside, then the new one comes in; the next start repairs a crash between.
    TwoRenames,
}

impl Swap {
    /// The safest the system has. Whether the file system has it too is found out by trying.
    pub const BEST: Self = if cfg!(any(target_os = "linux", target_os = "android", target_vendor = "apple")) {
        Self::Exchange
    } else {
        Self::TwoRenames
    };
}

/// Why a step was not made.
#[derive(Debug)]
pub enum Failure {
    /// This file system cannot do it; there is another way.
    Impossible(String),
    /// Nothing can be done about it here.
    Environment(EnvironmentError),
}

impl From<EnvironmentError> for Failure {
    fn from(error: EnvironmentError) -> Self {
        Self::Environment(error)
    }
}

/// Makes the steps.
#[derive(Clone, Copy)]
pub struct Disk<'a> {
    pub step: Step<'a>,
    /// Whether what is written must survive a power failure.
    pub durable: bool,
}

const CREATE: &str = "å lage mappen";
/// The step that brings the new site in.
pub const EXCHANGE: &str = "å bytte ut";

type Outcome = Result<(), EnvironmentError>;

impl Disk<'_> {
    fn make(self, action: &'static str, path: &Path, step: impl FnOnce() -> io::Result<()>) -> Outcome {
        (self.step)(action).and_then(|()| step()).map_err(|error| EnvironmentError::io(action, path, &error))
    }

    /// As `make`, for what there is another way to do.
    fn attempt(self, action: &'static str, path: &Path, step: impl FnOnce() -> io::Result<()>) -> Result<(), Failure> {
        (self.step)(action).and_then(|()| step()).map_err(|error| perhaps(action, path, &error))
    }

    /// Makes a folder that is not there, with the access rights of the one it will take the place of.
    pub fn create_folder_like(self, path: &Path, like: &Path) -> Result<(), Failure> {
        self.attempt(CREATE, path, || {
            fs::create_dir(path)?;
            be_like(path, like)
        })
    }

    /// Gives a folder that is there the access rights of the one it will take the place of.
    pub fn liken_folder(self, path: &Path, like: &Path) -> Result<(), Failure> {
        self.attempt(CREATE, path, || be_like(path, like))
    }

    /// Makes a folder, and those it is in.
    pub fn create_folders(self, path: &Path) -> Outcome {
        if path.is_dir() {
            return Ok(());
        }
        self.make(CREATE, path, || fs::create_dir_all(path))
    }

    /// Writes a file that is not there.
    pub fn write(self, path: &Path, bytes: &[u8], sync: bool) -> Outcome {
        self.make("å skrive filen", path, || {
            let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
            file.write_all(bytes)?;
            if sync && self.durable { file.sync_all() } else { Ok(()) }
        })
    }

    /// Brings a finished file to a path where there is none: the file it waits in when it has one, else what is held.
    pub fn bring(self, made: &Contents, to: &Path, sync: bool) -> Outcome {
        match (made.waits_in(), made.bytes()) {
            (Some(waiting), _) => self.take(waiting, to, sync),
            (None, Some(bytes)) => self.write(to, &bytes, sync),
            (None, None) => Err(EnvironmentError::new("å skrive filen", to, "det den skal inneholde, er borte")),
        }
    }

    /// Takes a finished file from where it waits.
    pub fn take(self, waiting: &Path, to: &Path, sync: bool) -> Outcome {
        self.make("å legge på plass", to, || {
            match fs::rename(waiting, to) {
                // The folder is a file system of its own.
                Err(error) if error.kind() == io::ErrorKind::CrossesDevices => drop(fs::copy(waiting, to)?),
                renamed => renamed?,
            }
            if sync && self.durable { sync_contents(to) } else { Ok(()) }
        })
    }

    /// Makes sure that a file survives a power failure.
    pub fn sync_file(self, path: &Path) -> Outcome {
        self.make("å sikre", path, || sync_contents(path))
    }

    /// Gives a file one more name, on the same file system.
    pub fn link(self, from: &Path, to: &Path) -> Result<(), Failure> {
        self.attempt("å ta med filen", from, || fs::hard_link(from, to))
    }

    /// Renames a file or folder, over what is there if it is a file.
    pub fn rename(self, from: &Path, to: &Path) -> Outcome {
        self.make("å legge på plass", to, || fs::rename(from, to))
    }

    /// Renames a folder; says when that cannot be done here.
    pub fn move_folder(self, from: &Path, to: &Path) -> Result<(), Failure> {
        self.attempt("å flytte mappen", from, || fs::rename(from, to))
    }

    /// Lets two folders change places in one step.
    pub fn exchange(self, one: &Path, other: &Path) -> Result<(), Failure> {
        self.attempt(EXCHANGE, other, || exchange(one, other))
    }

    /// Removes a file. That it is gone already is fine.
    pub fn remove(self, path: &Path) -> Outcome {
        self.make("å slette filen", path, || match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        })
    }

    /// Removes a folder if it is empty. That it is not, or is gone already, is fine.
    pub fn prune(self, path: &Path) -> Outcome {
        use io::ErrorKind as K;
        self.make("å slette mappen", path, || match fs::remove_dir(path) {
            Err(error) if !matches!(error.kind(), K::NotFound | K::DirectoryNotEmpty) => Err(error),
            _ => Ok(()),
        })
    }

    /// Makes sure that the names in a folder survive a power failure.
    pub fn sync_folder(self, path: &Path) -> Outcome {
        if !self.durable || !cfg!(unix) {
            return Ok(());
        }
        self.make("å sikre", path, || File::open(path)?.sync_all())
    }

    /// Makes sure that everything written lately survives a power failure; one wait instead of thousands.
    /// False where the system has no such thing.
    pub fn sync_all_near(self, path: &Path) -> Result<bool, EnvironmentError> {
        #[cfg(any(target_os = "linux", target_os = "android"))]
        if self.durable {
            self.make("å sikre", path, || Ok(rustix::fs::syncfs(File::open(path)?)?))?;
            return Ok(true);
        }
        let _ = path;
        Ok(!self.durable)
    }
}

/// Windows does it only for those who may write to the file.
fn sync_contents(file: &Path) -> io::Result<()> {
    OpenOptions::new().write(true).open(file)?.sync_all()
}

fn be_like(path: &Path, like: &Path) -> io::Result<()> {
    match fs::symlink_metadata(like) {
        Ok(found) if found.is_dir() => fs::set_permissions(path, found.permissions()),
        _ => Ok(()),
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Tells what another way may get around (no links here, a mount point, a folder held open) from what it cannot.
fn perhaps(action: &str, path: &Path, error: &io::Error) -> Failure {
    use io::ErrorKind as K;
    let reason = match error.kind() {
        K::CrossesDevices | K::ResourceBusy => "mappen er et eget filsystem",
        K::Unsupported | K::InvalidInput | K::TooManyLinks => "filsystemet kan ikke bytte ut en hel mappe på én gang",
        K::PermissionDenied | K::ReadOnlyFilesystem => "det er ikke tilgang til å bytte ut mappen som helhet",
        _ => return Failure::Environment(EnvironmentError::io(action, path, error)),
    };
    Failure::Impossible(reason.to_owned())
}

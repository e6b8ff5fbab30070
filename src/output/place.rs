//! Where the site goes, and the places it must never go: the author's own folder, what contains it, the home
//! folder, the root. A mistyped `--out` must not cost anyone a file.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::environment::EnvironmentError;
use crate::source::area;

/// What the names of folders begin with where finished files wait.
const WAITING: &str = "planverk-venter-";

/// A resolved output folder and the names beside it that Planverk uses while it writes.
#[derive(Debug, Clone)]
pub struct Place {
    /// The folder itself, absolute and without links.
    pub out: PathBuf,
    /// The folder it is in.
    pub parent: PathBuf,
    name: OsString,
}

impl Place {
    /// Resolves the output folder and refuses the dangerous ones. The folder need not exist.
    pub fn resolve(out: &Path, source: Option<&Path>) -> Result<Self, EnvironmentError> {
        let refused = |reason: &str| {
            let advice = "velg en egen mappe for nettstedet, for eksempel --out public";
            Err(EnvironmentError::new("å skrive til", out, reason).advice(advice))
        };
        let real = real_path(out)?;
        if fs::metadata(&real).is_ok_and(|found| !found.is_dir()) {
            return refused("det er en fil, ikke en mappe");
        }
        let (Some(parent), Some(name)) = (real.parent(), real.file_name()) else {
            return refused("det er rotmappen");
        };
        let home = std::env::home_dir().and_then(|home| home.canonicalize().ok());
        if home.is_some_and(|home| home.starts_with(&real)) {
            return refused("det er hjemmemappen din, eller en mappe som inneholder den");
        }
        if let Some(source) = source {
            let source = source.canonicalize().map_err(|error| EnvironmentError::io("å finne", source, &error))?;
            if real == source {
                return refused("det er mappen du bygger fra");
            }
            if source.starts_with(&real) {
                return refused("mappen du bygger fra, ligger inni den");
            }
            let mut inputs = area::FOLDERS.into_iter().chain([".git", ".planverk"]);
            if inputs.any(|area| real.starts_with(source.join(area))) {
                return refused("nettstedet ville blitt liggende blant det du bygger fra");
            }
        }
        Ok(Self { parent: parent.to_path_buf(), name: name.to_os_string(), out: real })
    }

    /// The complete new site, before it takes the place of the old.
    pub fn staging(&self) -> PathBuf {
        self.beside("planverk-ny")
    }

    /// The old site, where the two cannot change places in one step.
    pub fn old(&self) -> PathBuf {
        self.beside("planverk-gammel")
    }

    /// The file that says someone is writing.
    pub fn lock(&self) -> PathBuf {
        self.beside("planverk-laas")
    }

    /// New files on their way in, when the site cannot be exchanged as a whole.
    pub fn staging_inside(&self) -> PathBuf {
        self.out.join(".planverk-ny")
    }

    /// Finished files of a build, by the number of its process, until all are made.
    pub fn spool(&self, process: u32) -> PathBuf {
        self.beside(&format!("{WAITING}{process}"))
    }

    /// Such folders, of this build and others.
    pub fn spools(&self) -> Vec<PathBuf> {
        let begins = self.beside(WAITING);
        let begins = begins.file_name().unwrap_or_default().as_encoded_bytes();
        let entries = fs::read_dir(&self.parent).into_iter().flatten().flatten();
        let own = |name: &OsStr| {
            let number = name.as_encoded_bytes().strip_prefix(begins);
            number.is_some_and(|number| !number.is_empty() && number.iter().all(u8::is_ascii_digit))
        };
        entries.filter(|entry| own(&entry.file_name())).map(|entry| entry.path()).collect()
    }

    fn beside(&self, what: &str) -> PathBuf {
        let mut name = OsString::from(".");
        name.push(&self.name);
        name.push(".");
        name.push(OsStr::new(what));
        self.parent.join(name)
    }
}

/// The path without links, as far as it exists.
fn real_path(path: &Path) -> Result<PathBuf, EnvironmentError> {
    let failed = |error: &std::io::Error| EnvironmentError::io("å finne", path, error);
    let absolute = std::path::absolute(path).map_err(|error| failed(&error))?;
    let mut real = PathBuf::new();
    let mut exists = true;
    for part in absolute.components() {
        if exists {
            real.push(part);
            exists = real.symlink_metadata().is_ok();
            if exists {
                real = real.canonicalize().map_err(|error| failed(&error))?;
            }
        } else if part == Component::ParentDir {
            return Err(EnvironmentError::new("å finne", path, "stien går tilbake fra en mappe som ikke finnes"));
        } else {
            real.push(part);
        }
    }
    Ok(real)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("planverk-sted-{}-{name}", std::process::id()));
            let _ = fs::remove_dir_all(&path);
            fs::create_dir_all(path.join("kilde/content")).unwrap();
            Self(path.canonicalize().unwrap())
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_folder_of_its_own_is_accepted_whether_it_exists_or_not() {
        let folder = Folder::new("egen");
        let source = folder.0.join("kilde");
        for out in ["kilde/public", "nytt/nettsted", "kilde/../public"] {
            let place = Place::resolve(&folder.0.join(out), Some(&source)).unwrap();
            assert!(place.out.starts_with(&folder.0), "{out}");
        }
        let place = Place::resolve(&source.join("public"), Some(&source)).unwrap();
        assert_eq!(place.staging(), source.join(".public.planverk-ny"));
    }

    #[test]
    fn the_source_what_contains_it_and_what_it_reads_are_refused() {
        let folder = Folder::new("kilde");
        let source = folder.0.join("kilde");
        fs::write(folder.0.join("fil"), "").unwrap();
        let outs = [
            "kilde",
            "kilde/",
            "kilde/content/..",
            "",
            "kilde/content",
            "kilde/content/ut",
            "kilde/plans/x",
            "fil",
            "borte/../x",
        ];
        for out in outs {
            assert!(Place::resolve(&folder.0.join(out), Some(&source)).is_err(), "{out}");
        }
        assert!(Place::resolve(Path::new("/"), None).is_err());
        assert!(Place::resolve(&std::env::home_dir().unwrap(), None).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_the_source_is_seen_through() {
        let folder = Folder::new("lenke");
        let source = folder.0.join("kilde");
        std::os::unix::fs::symlink(&source, folder.0.join("lenke")).unwrap();
        std::os::unix::fs::symlink("borte", folder.0.join("doed")).unwrap();
        assert!(Place::resolve(&folder.0.join("lenke"), Some(&source)).is_err());
        assert!(Place::resolve(&folder.0.join("lenke/content/x"), Some(&source)).is_err());
        assert!(Place::resolve(&folder.0.join("doed"), Some(&source)).is_err());
    }
}

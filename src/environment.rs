//! What stops Planverk through no fault of the author's text: a folder that cannot be read, a full disk.

use std::fmt;
use std::path::{Path, PathBuf};

/// An environment failure: what was being done, to what, and what the system said.
#[derive(Debug)]
pub struct EnvironmentError {
    /// What was being done, in Norwegian, as in «å lese mappen».
    pub action: String,
    /// To which file or folder.
    pub path: PathBuf,
    /// What the system or Planverk says about it.
    pub reason: String,
    /// What to do about it, when that is known.
    pub advice: Option<String>,
}

impl EnvironmentError {
    /// A failure with the system's own reason.
    pub fn io(action: impl Into<String>, path: &Path, error: &std::io::Error) -> Self {
        Self::new(action, path, plain_reason(error))
    }

    /// A failure with a reason of Planverk's own.
    pub fn new(action: impl Into<String>, path: &Path, reason: impl Into<String>) -> Self {
        Self { action: action.into(), path: path.to_path_buf(), reason: reason.into(), advice: None }
    }

    /// What to do about it.
    #[must_use]
    pub fn advice(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
        self
    }
}

/// The reasons in Norwegian; the rest in the system's own words, which are said to be its.
fn plain_reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind as K;
    match error.kind() {
        K::NotFound => "finnes ikke".into(),
        K::PermissionDenied => "ingen tilgang".into(),
        K::StorageFull => "disken er full".into(),
        K::QuotaExceeded => "kvoten på disken er brukt opp".into(),
        K::FileTooLarge => "filen er større enn filsystemet tillater".into(),
        K::NotADirectory => "er ikke en mappe".into(),
        K::IsADirectory => "er en mappe".into(),
        K::AlreadyExists => "finnes fra før".into(),
        K::DirectoryNotEmpty => "mappen er ikke tom".into(),
        K::ReadOnlyFilesystem => "filsystemet er skrivebeskyttet".into(),
        K::InvalidFilename => "navnet er for langt, eller har tegn som ikke kan stå i filnavn".into(),
        K::ResourceBusy | K::ExecutableFileBusy => "er i bruk".into(),
        K::CrossesDevices => "ligger på en annen disk".into(),
        K::AddrInUse => "er opptatt".into(),
        K::AddrNotAvailable => "adressen finnes ikke på denne maskinen".into(),
        _ => format!("systemet sier «{error}»"),
    }
}

impl fmt::Display for EnvironmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "klarte ikke {} {}: {}", self.action, self.path.display(), self.reason)?;
        if let Some(advice) = &self.advice {
            write!(f, "\n  {advice}")?;
        }
        Ok(())
    }
}

impl std::error::Error for EnvironmentError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_is_said_in_norwegian_or_said_to_be_its_words() {
        use std::io::{Error, ErrorKind as K};
        let told = |error: &Error| EnvironmentError::io("å skrive", Path::new("x"), error).reason;
        for kind in [
            K::NotFound,
            K::PermissionDenied,
            K::StorageFull,
            K::QuotaExceeded,
            K::FileTooLarge,
            K::NotADirectory,
            K::IsADirectory,
            K::AlreadyExists,
            K::DirectoryNotEmpty,
            K::ReadOnlyFilesystem,
            K::InvalidFilename,
            K::ResourceBusy,
            K::CrossesDevices,
        ] {
            let reason = told(&kind.into());
            assert!(!reason.contains("systemet sier") && !reason.contains("os error"), "{kind}: {reason}");
        }
        assert_eq!(told(&Error::other("noe rart")), "systemet sier «noe rart»");
    }
}

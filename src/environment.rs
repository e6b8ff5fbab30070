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

/// The common reasons in Norwegian; the rest as the system says them.
fn plain_reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind as K;
    match error.kind() {
        K::NotFound => "finnes ikke".into(),
        K::PermissionDenied => "ingen tilgang".into(),
        K::StorageFull => "disken er full".into(),
        K::NotADirectory => "er ikke en mappe".into(),
        K::ReadOnlyFilesystem => "filsystemet er skrivebeskyttet".into(),
        _ => error.to_string(),
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

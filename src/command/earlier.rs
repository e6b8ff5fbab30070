//! What the last build of a folder came to, kept beside the sources, so that a build of the same can be told of at once:
//! nothing is read or written when neither the sources, nor the site, nor what was asked for has been touched since.
//!
//! It may be deleted at any time. What is not exactly what was written counts for nothing.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::output;
use crate::source::SourceSet;

/// Planverk's own folder among the sources, and the file in it.
const FOLDER: &str = ".planverk";
const NAME: &str = "bygg.json";

/// What there is to say of a build besides what it did to the disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// What was built.
    pub built: String,
    /// Which edition, and for which date.
    pub edition: String,
    /// What is held back and what was found, in whole lines.
    pub found: String,
    /// Files of the site.
    pub files: usize,
    /// Files in the output folder that are somebody else's.
    pub kept: usize,
}

/// A build that may be the same as the last.
pub struct Build {
    path: PathBuf,
    out: PathBuf,
    asked: u64,
}

/// What is kept: what was asked for, what the two folders looked like, and what there was to say.
#[derive(Serialize, Deserialize)]
struct Kept {
    asked: u64,
    sources: u64,
    out: u64,
    summary: Summary,
}

impl Build {
    /// A build from one folder to another. `asked` is everything else that decides what comes of it.
    pub fn new(source: &Path, out: &Path, asked: &impl Hash) -> Self {
        let mut hasher = DefaultHasher::new();
        (source.canonicalize().ok(), std::path::absolute(out).ok(), program(), asked).hash(&mut hasher);
        Self { path: source.join(FOLDER).join(NAME), out: out.to_path_buf(), asked: hasher.finish() }
    }

    /// What the last build said, when this one would come to the same.
    pub fn told(&self, source: &Path) -> Option<Summary> {
        let kept = read(&fs::read(&self.path).ok()?)?;
        let same = kept.asked == self.asked
            && SourceSet::fingerprint_of(source) == Some(kept.sources)
            && output::seen(&self.out) == Some(kept.out);
        same.then_some(kept.summary)
    }

    /// Keeps what there is to say of this build. That it cannot be kept is no failure: the next build takes its time.
    pub fn keep(&self, sources: &SourceSet, summary: Summary) {
        let (Some(sources), Some(out)) = (sources.fingerprint(), output::seen(&self.out)) else { return };
        let kept = Kept { asked: self.asked, sources, out, summary };
        let Some(folder) = self.path.parent() else { return };
        if !folder.is_dir() {
            // It belongs to this machine: no version control should take it along.
            let made = fs::create_dir(folder).and_then(|()| fs::write(folder.join(".gitignore"), "*\n"));
            if made.is_err() {
                return;
            }
        }
        let _ = fs::write(&self.path, write(&kept));
    }
}

/// Which program this is: its version, and for those who change it, its file.
fn program() -> impl Hash {
    let file = std::env::current_exe().and_then(fs::metadata).ok();
    (env!("CARGO_PKG_VERSION"), file.map(|file| (file.len(), file.modified().ok())))
}

fn write(kept: &Kept) -> String {
    let text = serde_json::to_string(kept).unwrap_or_default();
    format!("{:016x}\n{text}\n", sum(&text))
}

fn read(bytes: &[u8]) -> Option<Kept> {
    let (written, text) = std::str::from_utf8(bytes).ok()?.split_once('\n')?;
    let text = text.strip_suffix('\n')?;
    if written == format!("{:016x}", sum(text)) { serde_json::from_str(text).ok() } else { None }
}

fn sum(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_written_whole_is_read_back() {
        let summary = Summary {
            built: "Bygde 1 side".into(),
            edition: "Utgave: offentlig.".into(),
            found: "Funn: ingen funn.\n".into(),
            files: 3,
            kept: 0,
        };
        let text = write(&Kept { asked: u64::MAX, sources: 2, out: 3, summary: summary.clone() });
        let kept = read(text.as_bytes()).unwrap();
        assert_eq!((kept.asked, kept.sources, kept.out, kept.summary), (u64::MAX, 2, 3, summary));
        for at in 0..text.len() {
            let mut broken = text.clone().into_bytes();
            broken[at] ^= 1;
            assert!(read(&broken).is_none(), "byte {at}");
            assert!(read(&text.as_bytes()[..at]).is_none(), "cut at {at}");
        }
    }
}

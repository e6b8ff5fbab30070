//! Tells that files have changed, once for all that change together. The only file that knows notify.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::environment::EnvironmentError;

/// What is read in an author's folder.
const AREAS: [&str; 3] = ["content", "plans", "themes"];
/// One save may be several events: truncate, write, rename. So long after the last of them it is over.
const QUIET: Duration = Duration::from_millis(10);
/// Somebody writes without end: what has come so far is shown.
const PATIENCE: Duration = Duration::from_millis(300);
/// How often a folder that gives no events is looked through.
const ROUND: Duration = Duration::from_millis(400);

/// How changes are found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// The system tells.
    Events,
    /// Looking through the folder again and again, for network drives.
    Polling,
}

/// Follows a folder.
pub struct Watcher {
    root: PathBuf,
    /// Nothing when the folder is looked through again and again.
    told: Option<Told>,
}

/// What the system tells.
struct Told {
    watching: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    followed: BTreeSet<PathBuf>,
}

impl Watcher {
    /// Begins to follow the author's folder.
    pub fn new(root: &Path, how: How) -> Result<Self, EnvironmentError> {
        let root = root.canonicalize().map_err(|error| EnvironmentError::io("å følge mappen", root, &error))?;
        let told = match how {
            How::Polling => None,
            How::Events => Some(Told::new(&root).map_err(|error| {
                EnvironmentError::new("å følge mappen", &root, error.to_string())
                    .advice("prøv med --poll, som ser gjennom mappen i stedet for å få beskjed")
            })?),
        };
        Ok(Self { root, told })
    }

    /// Waits for a change. What has changed, as absolute paths; empty when it is not known what, or whether anything has.
    /// `None` when there will be no more.
    pub fn wait(&mut self) -> Option<BTreeSet<PathBuf>> {
        if let Some(told) = &mut self.told {
            return told.wait(&self.root);
        }
        std::thread::sleep(ROUND);
        Some(BTreeSet::new())
    }
}

impl Told {
    fn new(root: &Path) -> notify::Result<Self> {
        let (tell, events) = channel();
        let mut watching = RecommendedWatcher::new(tell, Config::default())?;
        // Not all of the folder: what is built may lie in it, and much else.
        watching.watch(root, RecursiveMode::NonRecursive)?;
        let mut told = Self { watching, events, followed: BTreeSet::new() };
        told.follow_areas(root)?;
        Ok(told)
    }

    /// Follows areas that have come; true when there were any. One that is removed and comes back is a new one.
    fn follow_areas(&mut self, root: &Path) -> notify::Result<bool> {
        let mut new = false;
        for area in AREAS.map(|area| root.join(area)) {
            if !area.is_dir() {
                self.followed.remove(&area);
            } else if self.followed.insert(area.clone()) {
                self.watching.watch(&area, RecursiveMode::Recursive)?;
                new = true;
            }
        }
        Ok(new)
    }

    fn wait(&mut self, root: &Path) -> Option<BTreeSet<PathBuf>> {
        loop {
            let mut seen = Seen::default();
            let first = self.events.recv().ok()?;
            seen.add(first, root);
            let begun = Instant::now();
            while begun.elapsed() < PATIENCE {
                match self.events.recv_timeout(QUIET) {
                    Ok(event) => seen.add(event, root),
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => return None,
                }
            }
            // Files that came with a new area came before anybody followed it.
            seen.all |= self.follow_areas(root).unwrap_or(true);
            if seen.all {
                return Some(BTreeSet::new());
            }
            if !seen.paths.is_empty() {
                return Some(seen.paths);
            }
        }
    }
}

/// What a flock of events tells.
#[derive(Default)]
struct Seen {
    paths: BTreeSet<PathBuf>,
    /// More than the paths may have changed.
    all: bool,
}

impl Seen {
    fn add(&mut self, event: notify::Result<Event>, root: &Path) {
        let Ok(event) = event else {
            self.all = true;
            return;
        };
        self.all |= event.need_rescan();
        // That a file was read or closed changes nothing.
        if matches!(event.kind, EventKind::Access(_)) {
            return;
        }
        self.paths.extend(event.paths.into_iter().filter(|path| concerns(path, root)));
    }
}

/// Is the path among what is read? In the folder itself only some names are; the rest is built, or somebody else's.
fn concerns(path: &Path, root: &Path) -> bool {
    let Ok(inner) = path.strip_prefix(root) else { return false };
    let first = inner.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned());
    match first.as_deref() {
        Some("planverk.yaml") => true,
        Some(area) => AREAS.contains(&area) || (inner.components().count() == 1 && is_page(path)),
        None => false,
    }
}

/// A folder of pages and nothing else is read too.
fn is_page(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("md"))
}

//! Tells that files have changed, once for all that change together. The only file that knows notify.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::event::ModifyKind;
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::places::Places;
use crate::environment::EnvironmentError;
use crate::source::open_root;

/// One save may be several events: truncate, write, rename. So long after the last of them it is over.
const QUIET: Duration = Duration::from_millis(10);
/// Somebody writes without end: what has come so far is shown.
const LONGEST_FLOCK: Duration = Duration::from_millis(300);
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
        let root = open_root(root)?;
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
    /// `None` when there will be no more. `links` is what links among the files lead to.
    pub fn wait(&mut self, links: &[PathBuf]) -> Option<BTreeSet<PathBuf>> {
        if let Some(told) = &mut self.told {
            return told.wait(&self.root, links);
        }
        std::thread::sleep(ROUND);
        Some(BTreeSet::new())
    }
}

impl Told {
    fn new(root: &Path) -> notify::Result<Self> {
        let (tell, events) = channel();
        let watching = RecommendedWatcher::new(tell, Config::default())?;
        let mut told = Self { watching, events, followed: BTreeSet::new() };
        told.follow(&Places::of(root, &[])).failed.map_or(Ok(told), Err)
    }

    /// Follows what has come, and lets go of what is gone.
    fn follow(&mut self, places: &Places) -> Following {
        let places = places.to_follow();
        let before = self.followed.len();
        self.followed.retain(|place| places.contains_key(place.as_path()));
        // What happened in it is not among the places any more, and may not have been told of yet.
        let mut following = Following { other: self.followed.len() < before, failed: None };
        for (place, whole) in places {
            if self.followed.contains(place) {
                continue;
            }
            // Something may be left that followed what was here before, and it would answer for the new.
            let _ = self.watching.unwatch(place);
            let mode = if whole { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            match self.watching.watch(place, mode) {
                Ok(()) => following.other |= self.followed.insert(place.to_path_buf()),
                Err(reason) => following.failed = Some(reason),
            }
        }
        following
    }

    fn wait(&mut self, root: &Path, links: &[PathBuf]) -> Option<BTreeSet<PathBuf>> {
        let mut seen = Seen::default();
        loop {
            let places = Places::of(root, links);
            let Following { other, failed } = self.follow(&places);
            // Files that came with a new area came before anybody followed it.
            if seen.all || other {
                return Some(BTreeSet::new());
            }
            if !seen.paths.is_empty() {
                return Some(seen.paths);
            }
            let everything = failed.is_none() && self.followed.contains(root) && !places.is_empty();
            seen = self.listen(&places, everything)?;
            if seen.moved.contains(root) {
                self.followed.clear();
            }
            self.followed.retain(|place| !seen.moved.contains(place));
        }
    }

    /// What happens next. Unless everything is followed, it may also be something nobody tells of.
    fn listen(&self, places: &Places, everything: bool) -> Option<Seen> {
        let mut seen = Seen::default();
        let patience = if everything { Duration::MAX } else { ROUND };
        match self.events.recv_timeout(patience) {
            Ok(event) => seen.add(event, places),
            Err(RecvTimeoutError::Timeout) => seen.all = true,
            Err(RecvTimeoutError::Disconnected) => return None,
        }
        let begun = Instant::now();
        while begun.elapsed() < LONGEST_FLOCK {
            match self.events.recv_timeout(QUIET) {
                Ok(event) => seen.add(event, places),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        Some(seen)
    }
}

/// What following came to.
struct Following {
    /// Something is followed that was not, or the other way about.
    other: bool,
    /// Why something that is there could not be followed.
    failed: Option<notify::Error>,
}

/// What a flock of events tells.
#[derive(Default)]
struct Seen {
    paths: BTreeSet<PathBuf>,
    /// What came, went or got another name: what is called so now may be another folder than the one that is followed.
    moved: BTreeSet<PathBuf>,
    /// More than the paths may have changed.
    all: bool,
}

impl Seen {
    fn add(&mut self, event: notify::Result<Event>, places: &Places) {
        let Ok(event) = event else {
            self.all = true;
            return;
        };
        self.all |= event.need_rescan();
        // That a file was read or closed changes nothing.
        if matches!(event.kind, EventKind::Access(_)) {
            return;
        }
        if matches!(event.kind, EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))) {
            self.moved.extend(event.paths.iter().cloned());
        }
        self.paths.extend(event.paths.into_iter().filter(|path| places.concern(path)));
    }
}

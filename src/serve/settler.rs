//! Settles the newest edition in the background: when nothing has changed for a moment, the search is made, so that what
//! pages say is like them is found anew. An edit never waits for it.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::edition::Edition;

/// Who types is left in peace: so long after the last edition nobody has brought a newer one.
const QUIET: Duration = Duration::from_millis(300);

/// Knows the newest edition that is not settled.
#[derive(Default)]
pub struct Settler {
    newest: Mutex<Option<Arc<Edition>>>,
    come: Condvar,
}

impl Settler {
    /// Tells of a new edition.
    pub fn note(&self, edition: Option<Arc<Edition>>) {
        *self.newest.lock().unwrap_or_else(PoisonError::into_inner) = edition;
        self.come.notify_all();
    }

    /// Settles one edition after another, each time the newest, without end. `settled` is told after each.
    pub fn run(&self, settled: impl Fn()) {
        loop {
            self.next().settle();
            settled();
        }
    }

    /// Waits for an edition that stays the newest for a moment.
    fn next(&self) -> Arc<Edition> {
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let Some(edition) = newest.clone() else {
                newest = self.come.wait(newest).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let (now, waited) = self.come.wait_timeout(newest, QUIET).unwrap_or_else(PoisonError::into_inner);
            newest = now;
            if waited.timed_out() && newest.as_ref().is_some_and(|now| Arc::ptr_eq(now, &edition)) {
                *newest = None;
                return edition;
            }
        }
    }
}

//! The site as it was at one moment, ready to make any of its files. It lives in a thread of its own, because its parts
//! borrow from one another; when nobody holds it any more, the thread ends.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};

use crate::build::workshop::Workshop;
use crate::build::{Checked, Ground, Kept};
use crate::diag::{Diagnostic, render};
use crate::source::SourceSet;

/// A file, or why it could not be made.
pub type Outcome = Result<Vec<u8>, Box<Diagnostic>>;

/// The site at one moment.
pub struct Edition {
    asks: Sender<Ask>,
    sources: Arc<SourceSet>,
    settled: AtomicBool,
}

/// What somebody wants, and where the answer goes.
enum Ask {
    File { path: String, at_once: bool, reply: SyncSender<Option<Outcome>> },
    Settle { reply: SyncSender<()> },
}

impl Edition {
    /// Opens an edition. `kept` is what an earlier one left. `Err` holds what is wrong with the theme.
    pub fn open(sources: Arc<SourceSet>, checked: Checked, kept: Arc<Kept>) -> Result<Self, Vec<Diagnostic>> {
        let (asks, inbox) = channel();
        let (opened, outcome) = sync_channel(1);
        let own = Arc::clone(&sources);
        let work = move || live(&own, &checked, &kept, &inbox, &opened);
        if let Err(reason) = std::thread::Builder::new().name("utgave".to_owned()).spawn(work) {
            return Err(vec![stopped(&reason.to_string())]);
        }
        outcome.recv().unwrap_or_else(|_| Err(vec![stopped("den stoppet")]))?;
        Ok(Self { asks, sources, settled: AtomicBool::new(false) })
    }

    /// One file exactly as a build would write it; `None` when the site has none at this address. Waits until it is made,
    /// and that may take until the search has read the whole site.
    pub fn file(&self, path: &str) -> Option<Outcome> {
        self.ask(path, false)
    }

    /// The same without waiting for the search: until the edition is settled, what a page says is like it may be what was
    /// like it in an earlier edition.
    pub fn file_at_once(&self, path: &str) -> Option<Outcome> {
        self.ask(path, true)
    }

    /// Makes the search, so that from now on every page is exactly what a build would write. Takes as long as that takes.
    pub fn settle(&self) {
        let (reply, done) = sync_channel(1);
        if self.asks.send(Ask::Settle { reply }).is_ok() && done.recv().is_ok() {
            self.settled.store(true, Ordering::Release);
        }
    }

    /// Has the search read the whole site?
    pub fn is_settled(&self) -> bool {
        self.settled.load(Ordering::Acquire)
    }

    /// Why a file could not be made, as it is drawn on a screen.
    pub fn drawn(&self, fault: &Diagnostic) -> String {
        render::tekst(std::slice::from_ref(fault), &*self.sources, false)
    }

    fn ask(&self, path: &str, at_once: bool) -> Option<Outcome> {
        let (reply, answer) = sync_channel(1);
        let gone = || Some(Err(Box::new(stopped("den stoppet"))));
        if self.asks.send(Ask::File { path: path.to_owned(), at_once, reply }).is_err() {
            return gone();
        }
        answer.recv().unwrap_or_else(|_| gone())
    }
}

fn stopped(why: &str) -> Diagnostic {
    Diagnostic::error("vis/utgave", format!("siden kunne ikke lages: {why}")).help("start planverk serve på nytt")
}

/// Makes what is asked for, several files at a time, until nobody can ask any more.
fn live(
    sources: &SourceSet,
    checked: &Checked,
    kept: &Kept,
    inbox: &Receiver<Ask>,
    opened: &SyncSender<Result<(), Vec<Diagnostic>>>,
) {
    let ground = Ground::lay_again(sources, checked, kept);
    let workshop = ground.as_ref().map_err(Clone::clone).and_then(|g| Workshop::open_again(sources, checked, g, kept));
    let workshop = match workshop {
        Ok(workshop) => workshop,
        Err(faults) => {
            // Nobody listens only when the preview itself has ended.
            let _ = opened.send(Err(faults));
            return;
        }
    };
    let _ = opened.send(Ok(()));
    // Threads of their own, not those of the common pool: one that waits for the search must keep nobody else waiting.
    std::thread::scope(|scope| {
        for ask in inbox {
            let workshop = &workshop;
            let work = move || answer(workshop, kept, ask);
            // Where the system gives no more threads, whoever asked is told that nobody answers.
            let _ = std::thread::Builder::new().name("side".to_owned()).spawn_scoped(scope, work);
        }
    });
}

fn answer(workshop: &Workshop, kept: &Kept, ask: Ask) {
    // Nobody waits for the answer when the browser has gone.
    match ask {
        Ask::File { path, at_once: true, reply } => drop(reply.send(workshop.file_at_once(&path))),
        Ask::File { path, at_once: false, reply } => drop(reply.send(workshop.file(&path))),
        Ask::Settle { reply } => {
            if let Some(found) = workshop.settle() {
                kept.note_likeness(found);
            }
            let _ = reply.send(());
        }
    }
}

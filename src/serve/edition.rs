//! The site as it was at one moment, ready to make any of its files. It lives in a thread of its own, because its parts
//! borrow from one another; when nobody holds it any more, the thread ends.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};

use crate::build::workshop::Workshop;
use crate::build::{Checked, Ground};
use crate::diag::Diagnostic;
use crate::source::SourceSet;

/// A file, or why it could not be made.
pub type Outcome = Result<Vec<u8>, Box<Diagnostic>>;

/// The site at one moment.
pub struct Edition {
    asks: Sender<Ask>,
}

struct Ask {
    path: String,
    reply: SyncSender<Option<Outcome>>,
}

impl Edition {
    /// Opens an edition. `Err` holds what is wrong with the theme.
    pub fn open(sources: Arc<SourceSet>, checked: Checked) -> Result<Self, Vec<Diagnostic>> {
        let (asks, inbox) = channel();
        let (opened, outcome) = sync_channel(1);
        let work = move || live(&sources, &checked, &inbox, &opened);
        if let Err(reason) = std::thread::Builder::new().name("utgave".to_owned()).spawn(work) {
            return Err(vec![stopped(&reason.to_string())]);
        }
        outcome.recv().unwrap_or_else(|_| Err(vec![stopped("den stoppet")]))?;
        Ok(Self { asks })
    }

    /// One file; `None` when the site has none at this address. Waits until it is made.
    pub fn file(&self, path: &str) -> Option<Outcome> {
        let (reply, answer) = sync_channel(1);
        let gone = || Some(Err(Box::new(stopped("den stoppet"))));
        if self.asks.send(Ask { path: path.to_owned(), reply }).is_err() {
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
    inbox: &Receiver<Ask>,
    opened: &SyncSender<Result<(), Vec<Diagnostic>>>,
) {
    let ground = Ground::lay(sources, checked);
    let workshop = match ground.as_ref().map_err(Clone::clone).and_then(|g| Workshop::open(sources, checked, g)) {
        Ok(workshop) => workshop,
        Err(faults) => {
            // Nobody listens only when the preview itself has ended.
            let _ = opened.send(Err(faults));
            return;
        }
    };
    let _ = opened.send(Ok(()));
    rayon::in_place_scope(|scope| {
        for Ask { path, reply } in inbox {
            let workshop = &workshop;
            scope.spawn(move |_| {
                let _ = reply.send(workshop.file(&path));
            });
        }
    });
}

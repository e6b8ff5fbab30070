//! `planverk serve`: shows the site while it is written.

use std::net::SocketAddr;

use super::{Exit, options, tell};
use crate::cli::Serve;
use crate::environment::EnvironmentError;
use crate::serve::{self, How, News, Preview, Watcher};

/// Shows the site until the program is stopped.
pub fn run(typed: &Serve) -> Result<Exit, EnvironmentError> {
    let door = serve::open(typed.address, typed.port)?;
    let how = if typed.poll { How::Polling } else { How::Events };
    // Followed before it is read: what changes in between is not lost.
    let source = &typed.source;
    let mut watcher = Watcher::new(source, how)?;
    let reading = typed.reading();
    let preview = Preview::start(source, move || options(&reading))?;
    let url = address(door.address);
    if ![0, door.address.port()].contains(&typed.port) {
        tell(&format!("Port {} er opptatt.\n", typed.port));
    }
    tell(&format!("Viser {} på {url} og følger endringer. Ctrl+C avslutter.\n", source.display()));
    say(preview.news());
    if typed.open {
        // It may last until the browser ends, and the browser waits for an answer.
        std::thread::spawn(move || super::browser::open(&url));
    }
    door.serve(preview, move |links| watcher.wait(links), say)?;
    Ok(Exit::Clean)
}

fn say(news: &News) {
    if let Some(faults) = &news.faults {
        let shown = match news.version {
            0 => "Siden vises når det er rettet.",
            _ => "Siste side som var i orden, vises til det er rettet.",
        };
        tell(&format!("{faults}\n{shown}\n"));
    }
}

fn address(at: SocketAddr) -> String {
    if at.ip().is_unspecified() { format!("http://127.0.0.1:{}/", at.port()) } else { format!("http://{at}/") }
}

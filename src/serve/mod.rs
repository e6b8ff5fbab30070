//! The preview: pages are made when a browser asks for them, from a model that follows the author's folder. What was typed
//! and what is said about it is left to `command`.
//!
//! 1. `watch` tells which files have changed, a moment after the last of them, in the `places` that are read;
//! 2. `preview` reads what has changed and opens a new `edition`, or keeps the last good one beside what is wrong;
//! 3. `http` answers browsers from the newest edition, with a `stand_in` where there is no page, and tells open pages when there is a newer;
//! 4. `settler` makes the search anew when the author pauses, and open pages are told once more.

mod edition;
mod http;
mod places;
mod preview;
mod settler;
mod stand_in;
mod watch;

pub use edition::Edition;
pub use http::{Door, open};
pub use preview::{News, Preview};
pub use watch::{How, Watcher};

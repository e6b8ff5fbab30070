//! The finished site: a tree of files, the check that its links hold, and how it reaches the disk without a visitor ever
//! seeing half of it (of a very large site that differs in few files: half of those, for milliseconds). What the files
//! contain is left to `page` and `theme`.

mod contents;
mod disk;
mod facts;
mod html_scan;
mod link_check;
mod lock;
mod manifest;
mod one_by_one;
mod place;
mod plan;
mod retire;
mod seen;
mod site_path;
mod spool;
mod stage;
mod tree;
mod write;

pub use contents::{Contents, Sum};
pub use facts::Facts;
pub use link_check::check_links;
pub use lock::is_same_file;
pub use retire::clear_left;
pub use seen::{Seen, look};
pub use spool::Spool;
pub use tree::OutputTree;
pub use write::{Options, Written, write};

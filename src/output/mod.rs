//! The finished site: a tree of files, the check that its links hold, and how it reaches the disk without
//! a visitor ever seeing half of it. What the files contain is left to `page` and `theme`.

mod html_scan;
mod link_check;
mod manifest;
mod site_path;
mod tree;

pub use link_check::check_links;
pub use manifest::Manifest;
pub use tree::OutputTree;

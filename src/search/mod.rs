//! Search: what is searched, how words are understood, how hits are ranked, and the files the browser reads.
//! How a hit looks is left to the theme and to `command::search`.

pub mod analyse;
pub mod document;
pub mod format;
pub mod weights;

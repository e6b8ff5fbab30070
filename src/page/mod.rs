//! What each page shows: from the site and what is derived of it to a frame and a view per page. How a view becomes
//! HTML is left to the theme.
//!
//! [`catalogue::Catalogue`] lists every page before any is made; [`view::view`] makes one page at a time, so that pages
//! can be made on all cores, or one by one when a browser asks for them.

pub mod address;
pub mod body;
pub mod catalogue;
pub mod frame;
pub mod innsikt;
pub mod kunnskap;
pub mod library;
pub mod nettsted;
pub mod parts;
pub mod plan;
pub mod query;
pub mod related;
pub mod terms;
#[cfg(test)]
pub mod testing;
pub mod view;
pub mod world;

//! What each page shows, as plain values. How it looks is left to `theme`.

pub mod frame;
pub mod nettsted;

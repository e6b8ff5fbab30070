//! Drawing diagnostics: one file per shape.

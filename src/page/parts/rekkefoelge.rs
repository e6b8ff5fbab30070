//! The order of lists. The rule itself is the language's.

pub use crate::language::collation::compare;

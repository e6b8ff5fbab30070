//! Drawing diagnostics: one file per shape, each a function from findings and sources to text.
//! Which findings are shown, and in what order, is left to the caller ([`super::sort`], [`super::cap`]).

mod excerpt;
mod json;
mod kort;
mod sarif;
mod tekst;
mod visible;

pub use json::json;
pub use kort::kort;
pub use sarif::sarif;
pub use tekst::tekst;

#[cfg(test)]
pub(in crate::diag) mod sample {
    //! Sources and findings that the tests of every shape share.

    use crate::diag::{FileId, Sources, Span};

    /// A few named texts.
    pub struct Texts(pub Vec<(&'static str, String)>);

    impl Texts {
        pub fn one(path: &'static str, text: &str) -> Self {
            Self(vec![(path, text.to_owned())])
        }

        /// The span of the first occurrence of `needle` in file `file`.
        pub fn span(&self, file: u32, needle: &str) -> Span {
            let start = self.0[file as usize].1.find(needle).unwrap();
            Span::new(FileId(file), start..start + needle.len())
        }
    }

    impl Sources for Texts {
        fn path(&self, file: FileId) -> &str {
            self.0[file.0 as usize].0
        }
        fn text(&self, file: FileId) -> &str {
            &self.0[file.0 as usize].1
        }
    }
}

//! How words are understood: cut out of text, folded, stemmed, split. The same rules stand in `soek-motor.js` under the same
//! names, and `tests/search/vektorer.txt` holds what both must answer. What the words are used for is left to `index`
//! and `rank`.

pub mod compound;
pub mod fold;
pub mod stem;
pub mod stop;
pub mod synonyms;
pub mod tokenise;

pub use fold::{digraph, digraphs, skeleton};
pub use stem::stem;
pub use tokenise::{Word, tokenise};

//! What one file of the site holds, packed while it waits to be checked and written; of a file that an earlier build has
//! left in its place, only what tells it from others. A site's pages are much alike
//! inside, so they take a third of the room: 10,000 pages of 14 kB took 147 MB of memory unpacked and take about 50 packed,
//! for 0.03 ms of processor time a page. The only file that knows lz4.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::facts::Facts;

/// The bytes of a file. A clone is the same bytes, not another copy of them.
#[derive(Debug, Clone)]
pub struct Contents {
    held: Held,
    sum: Sum,
}

/// What tells bytes from other bytes: how many they are, and their [`sum`](crate::sum).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    /// How many bytes.
    pub size: u64,
    /// The sum.
    pub sum: u64,
}

impl Sum {
    /// Of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self { size: bytes.len() as u64, sum: crate::sum::Sum::default().bytes(bytes).end() }
    }
}

#[derive(Debug, Clone)]
enum Held {
    Plain(Arc<[u8]>),
    Packed {
        bytes: Arc<[u8]>,
        size: usize,
    },
    /// In a file that is waiting.
    Waiting(Box<Path>),
    /// In the file that stands in its place already.
    InPlace(Box<Path>),
    Left(Option<Arc<Facts>>),
}

/// Smaller files are not worth the work.
const SMALL: usize = 1024;

impl From<Vec<u8>> for Contents {
    /// Packs, when that saves a quarter or more: pictures are packed already.
    fn from(plain: Vec<u8>) -> Self {
        // While the bytes are at hand: later they would have to be unpacked for it.
        let sum = Sum::of(&plain);
        let packed = (plain.len() >= SMALL).then(|| lz4_flex::block::compress(&plain));
        let held = match packed.filter(|packed| packed.len() <= plain.len() / 4 * 3) {
            Some(packed) => Held::Packed { bytes: packed.into(), size: plain.len() },
            None => Held::Plain(plain.into()),
        };
        Self { held, sum }
    }
}

impl From<&str> for Contents {
    fn from(text: &str) -> Self {
        Self::from(text.as_bytes().to_vec())
    }
}

impl From<String> for Contents {
    fn from(text: String) -> Self {
        Self::from(text.into_bytes())
    }
}

impl Contents {
    /// What tells them from others.
    pub fn sum(&self) -> Sum {
        self.sum
    }

    /// What stands in the output folder since an earlier build, and is not to be written again; for pages and pictures with
    /// what the link check learnt of it then.
    pub fn left(sum: Sum, facts: Option<Facts>) -> Self {
        Self { held: Held::Left(facts.map(Arc::new)), sum }
    }

    /// What waits in a file of its own until the site is whole.
    pub fn waiting(file: PathBuf, sum: Sum) -> Self {
        Self { held: Held::Waiting(file.into()), sum }
    }

    /// What was made again and stands in the output folder already.
    pub fn in_place(file: PathBuf, sum: Sum) -> Self {
        Self { held: Held::InPlace(file.into()), sum }
    }

    /// The file it waits in, if it does.
    pub fn waits_in(&self) -> Option<&Path> {
        if let Held::Waiting(file) = &self.held { Some(file) } else { None }
    }

    /// What the link check learnt of a file that is left.
    pub fn facts(&self) -> Option<&Facts> {
        if let Held::Left(facts) = &self.held { facts.as_deref() } else { None }
    }

    /// Does it stand in the output folder, and is not to be written?
    pub fn is_left(&self) -> bool {
        matches!(self.held, Held::Left(_) | Held::InPlace(_))
    }

    /// The bytes; `None` of a file that an earlier build left, or that is no longer there.
    ///
    /// # Panics
    /// Never: what is unpacked was packed here and has not left the program's memory.
    pub fn bytes(&self) -> Option<Cow<'_, [u8]>> {
        match &self.held {
            Held::Plain(bytes) => Some(Cow::Borrowed(bytes)),
            Held::Packed { bytes, size } => Some(Cow::Owned(
                lz4_flex::block::decompress(bytes, *size).expect("packed by From<Vec<u8>>, and never changed since"),
            )),
            Held::Waiting(file) | Held::InPlace(file) => std::fs::read(file).ok().map(Cow::Owned),
            Held::Left(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_alike_takes_less_room_and_what_is_not_takes_no_more() {
        let held = |contents: &Contents| match &contents.held {
            Held::Plain(bytes) | Held::Packed { bytes, .. } => bytes.len(),
            Held::Waiting(_) | Held::InPlace(_) | Held::Left(_) => 0,
        };
        let page = Contents::from("<li><a href=\"side.html\">Side</a></li>\n".repeat(200));
        assert!(held(&page) < 1000, "{}", held(&page));
        let mut noise = 1_u32;
        let mut next = || {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            u8::try_from(noise >> 24).unwrap()
        };
        let noise: Vec<u8> = std::iter::repeat_with(&mut next).take(5000).collect();
        assert_eq!(held(&Contents::from(noise)), 5000);
    }

    proptest! {
        #[test]
        fn what_went_in_comes_out(words in proptest::collection::vec("[a-zæøå<>]{0,12}|.{0,3}", 0..800)) {
            let text = words.join(" ");
            let contents = Contents::from(text.as_str());
            prop_assert_eq!(contents.bytes().map(Cow::into_owned), Some(text.into_bytes()));
        }
    }
}

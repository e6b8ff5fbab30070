//! One number that tells texts from other texts, the same on every machine. It is no defence against someone who wants others
//! with the same; what is done with it is left to others.

/// A sum to which texts and numbers are added in turn.
///
/// Eight bytes are taken at a time: the lines of 10,000 pages are 60 MB, and FNV-1a, byte by byte, took 50 ms for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum(u64);

impl Default for Sum {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Sum {
    /// With a number added. Both steps can be undone, so that two states or two numbers never fall together.
    pub fn number(&mut self, number: u64) -> &mut Self {
        let sum = (self.0.rotate_left(23) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = sum ^ (sum >> 29);
        self
    }

    /// With a text added; where it ends counts too.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.bytes(text.as_bytes())
    }

    /// With bytes added; where they end counts too.
    pub fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        let (whole, rest) = bytes.as_chunks::<8>();
        for eight in whole {
            self.number(u64::from_le_bytes(*eight));
        }
        let last = rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
        self.number(last).number(bytes.len() as u64)
    }

    /// The sum.
    pub fn end(self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    /// In twelve digits, as it stands in files.
    pub fn short(self) -> String {
        format!("{:012x}", self.end() & 0xffff_ffff_ffff)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(texts: &[&str]) -> u64 {
        let mut sum = Sum::default();
        for text in texts {
            sum.text(text);
        }
        sum.end()
    }

    #[test]
    fn texts_that_differ_have_different_sums() {
        let all = [
            of(&[]),
            of(&[""]),
            of(&["a"]),
            of(&["a", ""]),
            of(&["", "a"]),
            of(&["\0a"]),
            of(&["abcdefgh"]),
            of(&["abcdefg", "h"]),
            of(&["abcdefgh", "abcdefgi"]),
            of(&["abcdefgi", "abcdefgh"]),
        ];
        let mut apart = all.to_vec();
        apart.sort_unstable();
        apart.dedup();
        assert_eq!(apart.len(), all.len(), "{all:x?}");
    }

    #[test]
    fn a_sum_is_the_same_on_every_machine() {
        let mut sum = Sum::default();
        assert_eq!(sum.text("Boligsosial handlingsplan").number(2012).short(), "9fbbc9d56da4");
    }
}

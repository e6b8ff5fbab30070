//! What one build keeps of the search for the next, as plain numbers, lowest byte first, and the way back. What is made of it
//! is left to those who write and read it, where it lies and whether it is whole to others: here wrong bytes are `None`, and never worse.

use rayon::prelude::*;

/// Takes what is written, piece by piece.
pub type Sink<'s> = &'s (dyn Fn(&[u8]) + Sync);

/// So many bytes are handed over at a time.
const PIECE: usize = 1 << 16;

/// Bytes being written: to a sink, or gathered. Forty megabytes of a large site are nothing to gather while its search is
/// made.
#[derive(Default)]
pub struct Writer<'s> {
    to: Option<Sink<'s>>,
    bytes: Vec<u8>,
    /// How many bytes were handed over.
    gone: usize,
    /// How long each part is.
    parts: Vec<u64>,
}

impl<'s> Writer<'s> {
    /// Writes to a sink.
    pub fn to(sink: Sink<'s>) -> Self {
        Self { to: Some(sink), ..Self::default() }
    }

    fn put(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        if self.bytes.len() >= PIECE {
            self.hand_over();
        }
    }

    fn hand_over(&mut self) {
        if let Some(sink) = self.to {
            sink(&self.bytes);
            self.gone += self.bytes.len();
            self.bytes.clear();
        }
    }

    /// A number.
    pub fn number(&mut self, number: u64) {
        self.put(&number.to_le_bytes());
    }

    /// Many small numbers.
    pub fn small(&mut self, numbers: impl ExactSizeIterator<Item = u32>) {
        self.number(numbers.len() as u64);
        for number in numbers {
            self.put(&number.to_le_bytes());
        }
    }

    /// Many numbers.
    pub fn large(&mut self, numbers: impl ExactSizeIterator<Item = u64>) {
        self.number(numbers.len() as u64);
        for number in numbers {
            self.number(number);
        }
    }

    /// Many texts.
    pub fn texts<'t>(&mut self, texts: impl ExactSizeIterator<Item = &'t str> + Clone) {
        self.small(texts.clone().map(|text| u32::try_from(text.len()).unwrap_or(u32::MAX)));
        for text in texts {
            self.put(text.as_bytes());
        }
    }

    /// Something that can be passed over without being understood.
    pub fn part(&mut self, write: impl FnOnce(&mut Self)) {
        let start = self.gone + self.bytes.len();
        write(self);
        self.parts.push((self.gone + self.bytes.len() - start) as u64);
    }

    /// All is written: after the parts stands how long each is. Gives what was gathered; a sink has got it all.
    pub fn end(mut self) -> Vec<u8> {
        for length in std::mem::take(&mut self.parts) {
            self.number(length);
        }
        self.hand_over();
        self.bytes
    }
}

/// Bytes being read: everything in the order it was written.
#[derive(Debug, Clone, Copy)]
pub struct Bytes<'m>(pub &'m [u8]);

impl<'m> Bytes<'m> {
    fn take(&mut self, count: usize) -> Option<&'m [u8]> {
        let (own, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(own)
    }

    /// A number.
    pub fn number(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    /// What was written as so many parts and nothing besides: whatever comes of one of them, the others can be read.
    pub fn parts<const N: usize>(all: &'m [u8]) -> Option<[Self; N]> {
        let (body, lengths) = all.split_at_checked(all.len().checked_sub(8 * N)?)?;
        let (mut body, mut lengths) = (Self(body), Self(lengths));
        let mut parts = [Self(&[]); N];
        for part in &mut parts {
            part.0 = body.take(usize::try_from(lengths.number()?).ok()?)?;
        }
        body.0.is_empty().then_some(parts)
    }

    /// How many of so many bytes each there are: no more than there are bytes for.
    fn count(&mut self, size: usize) -> Option<usize> {
        let count = usize::try_from(self.number()?).ok()?;
        (count.checked_mul(size)? <= self.0.len()).then_some(count)
    }

    /// Many small numbers.
    pub fn small(&mut self) -> Option<Vec<u32>> {
        let count = self.count(4)?;
        let (numbers, _) = self.take(4 * count)?.as_chunks::<4>();
        Some(numbers.par_iter().with_min_len(1 << 16).map(|four| u32::from_le_bytes(*four)).collect())
    }

    /// Many numbers.
    pub fn large(&mut self) -> Option<Vec<u64>> {
        let count = self.count(8)?;
        let (numbers, _) = self.take(8 * count)?.as_chunks::<8>();
        Some(numbers.iter().map(|eight| u64::from_le_bytes(*eight)).collect())
    }

    /// Many texts.
    pub fn texts(&mut self) -> Option<Vec<&'m str>> {
        let lengths = self.small()?;
        let all = lengths.iter().try_fold(0_usize, |sum, length| sum.checked_add(*length as usize))?;
        let text = std::str::from_utf8(self.take(all)?).ok()?;
        let mut from = 0;
        let one = |length: u32| {
            let start = from;
            from += length as usize;
            text.get(start..from)
        };
        lengths.into_iter().map(one).collect()
    }
}

/// Lists of numbers, one after another.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Lists {
    /// Where each begins, and where the last ends.
    starts: Vec<u32>,
    all: Vec<u32>,
}

impl Lists {
    /// None yet.
    pub fn new() -> Self {
        Self { starts: vec![0], all: Vec::new() }
    }

    /// One more.
    pub fn push(&mut self, list: impl IntoIterator<Item = u32>) {
        self.all.extend(list);
        self.starts.push(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
    }

    /// Those of another after its own.
    pub fn append(&mut self, other: &Self) {
        let before = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.all.extend(&other.all);
        self.starts.extend(other.starts.iter().skip(1).map(|start| start.saturating_add(before)));
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One of them.
    pub fn get(&self, at: usize) -> &[u32] {
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(start), Some(end)) => self.all.get(*start as usize..*end as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    /// Every list.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[u32]> {
        (0..self.len()).map(|at| self.get(at))
    }

    /// Changes every number.
    pub fn each(&mut self, change: impl Fn(u32) -> u32 + Sync) {
        self.all.par_iter_mut().with_min_len(1 << 16).for_each(|number| *number = change(*number));
    }

    /// Writes them.
    pub fn write(&self, to: &mut Writer) {
        to.small(self.starts.iter().copied());
        to.small(self.all.iter().copied());
    }

    /// Reads them; each ends after it begins.
    pub fn read(from: &mut Bytes) -> Option<Self> {
        let (starts, all) = (from.small()?, from.small()?);
        let last = starts.last().is_some_and(|last| *last as usize == all.len());
        (starts.is_sorted() && last).then_some(Self { starts, all })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_cannot_be_read_is_passed_over() {
        let mut writer = Writer::default();
        writer.part(|to| to.texts(["en", "to"].into_iter()));
        writer.part(|to| to.number(7));
        let bytes = writer.end();
        let [mut first, mut second] = Bytes::parts(&bytes).unwrap();
        assert_eq!((first.large(), second.number()), (None, Some(7)));
        assert!(Bytes::parts::<1>(&bytes).is_none() && Bytes::parts::<3>(&bytes).is_none());
        for end in 0..bytes.len() {
            assert!(Bytes::parts::<2>(&bytes[..end]).is_none(), "{end}");
        }
    }

    #[test]
    fn a_sink_gets_what_else_is_gathered() {
        let write = |mut writer: Writer| {
            writer.part(|to| to.small(0..40_000));
            writer.part(|to| to.texts(["en", "to"].into_iter()));
            writer.end()
        };
        let got = std::sync::Mutex::new(Vec::new());
        let rest = write(Writer::to(&|piece| got.lock().unwrap().push(piece.to_vec())));
        let got = got.into_inner().unwrap();
        assert!(rest.is_empty() && got.len() > 2 && got.concat() == write(Writer::default()));
    }

    #[test]
    fn what_was_written_is_read() {
        let mut lists = Lists::new();
        for list in [&[1, 2][..], &[], &[7]] {
            lists.push(list.iter().copied());
        }
        let mut writer = Writer::default();
        writer.number(9);
        writer.small([1, u32::MAX].into_iter());
        writer.large([u64::MAX].into_iter());
        writer.texts(["ære", "", "b"].into_iter());
        lists.write(&mut writer);
        let bytes = writer.end();
        let read = |bytes: &[u8]| {
            let mut from = Bytes(bytes);
            let first = (from.number()?, from.small()?, from.large()?);
            let texts = from.texts()?.join("|");
            Some((first, texts, Lists::read(&mut from)?))
        };
        assert_eq!(read(&bytes), Some(((9, vec![1, u32::MAX], vec![u64::MAX]), "ære||b".to_owned(), lists)));
        for end in 0..bytes.len() {
            assert_eq!(read(&bytes[..end]), None, "{end}");
        }
        for at in 0..bytes.len() {
            let mut broken = bytes.clone();
            broken[at] ^= 0xff;
            let _ = read(&broken);
        }
    }
}

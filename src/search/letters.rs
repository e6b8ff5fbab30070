//! Numbers as they stand in the files of the search: written in letters, above all the postings of a word. The lines and files
//! they stand in, and how each is written, are told in `format`.

use std::borrow::Cow;

const DIGITS: &[u8; 64] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

/// A posting is written in at least so many digits.
pub const POSTING: usize = 3;

/// One place a term stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// Document number.
    pub document: u32,
    /// How strongly, 1–63.
    pub impact: u8,
    /// Where best, 0–63.
    pub place: u8,
}

/// Writes postings, which stand in document order.
pub fn write_postings(postings: &[Posting]) -> String {
    let mut out = String::with_capacity(postings.len() * 4);
    let mut next = 0;
    for posting in postings {
        gap(&mut out, &mut next, posting.document);
        digit(&mut out, u32::from(posting.impact));
        digit(&mut out, u32::from(posting.place));
    }
    out
}

/// Writes the distance to a document from the one expected `next`.
fn gap(out: &mut String, next: &mut u32, document: u32) {
    let mut left = document.saturating_sub(*next);
    *next = document + 1;
    while left >= 32 {
        digit(out, 32 + left % 32);
        left /= 32;
    }
    digit(out, left);
}

/// Writes the strongest of postings in document order, and what [`read_rest`] reads of those that are left.
pub fn write_parted(all: &[Posting], limit: usize) -> (String, String) {
    if all.len() <= limit {
        return (write_postings(all), String::new());
    }
    let kept = strongest(all.to_vec(), limit);
    (write_postings(&kept), write_rest(all, &kept))
}

/// Writes those of all postings that are not kept: the mean of their impacts, and their documents. Both in document order.
fn write_rest(all: &[Posting], kept: &[Posting]) -> String {
    let mut kept = kept.iter().map(|one| one.document).peekable();
    let mut is_kept = |posting: &Posting| {
        while kept.next_if(|document| *document < posting.document).is_some() {}
        kept.peek() == Some(&posting.document)
    };
    let rest: Vec<&Posting> = all.iter().filter(|posting| !is_kept(posting)).collect();
    let mut out = String::with_capacity(rest.len() + 1);
    if let Some(count) = u32::try_from(rest.len()).ok().filter(|count| *count > 0) {
        let sum: u32 = rest.iter().map(|posting| u32::from(posting.impact)).sum();
        digit(&mut out, (sum / count).clamp(1, 63));
        let mut next = 0;
        for posting in rest {
            gap(&mut out, &mut next, posting.document);
        }
    }
    out
}

/// Reads the second text of [`write_parted`]. Where in the document the word stands is not known: the top.
pub fn read_rest(text: &str) -> Vec<Posting> {
    let mut digits = text.bytes().map(value);
    let Some(impact) = digits.next().map(small) else { return Vec::new() };
    let mut out = Vec::with_capacity(text.len());
    let mut next = 0;
    while let Some(document) = read_gap(&mut digits, &mut next) {
        out.push(Posting { document, impact, place: 1 });
    }
    out
}

/// Reads a document by what [`gap`] wrote of it; `None` at the end, and where the end comes too soon.
fn read_gap(digits: &mut impl Iterator<Item = u32>, next: &mut u32) -> Option<u32> {
    let (mut gap, mut factor) = (0_u32, 1_u32);
    let mut at = digits.next()?;
    while at >= 32 {
        gap = gap.wrapping_add((at - 32).wrapping_mul(factor));
        factor = factor.wrapping_mul(32);
        at = digits.next()?;
    }
    let document = next.wrapping_add(gap.wrapping_add(at.wrapping_mul(factor)));
    *next = document.wrapping_add(1);
    Some(document)
}

fn digit(out: &mut String, value: u32) {
    out.push(char::from(DIGITS[(value % 64) as usize]));
}

/// Writes sorted keys: of each a capital for how many letters it has from the one before, and the rest.
pub fn write_keys(keys: &[String]) -> String {
    let mut out = String::new();
    let mut before = "";
    for key in keys {
        let same = before.chars().zip(key.chars()).take(25).take_while(|(a, b)| a == b).count();
        out.push(char::from(b'A' + u8::try_from(same).unwrap_or(0)));
        out.extend(key.chars().skip(same));
        before = key;
    }
    out
}

/// Reads sorted keys.
pub fn read_keys(text: &str) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for letter in text.chars() {
        if letter.is_ascii_uppercase() {
            let same = (u32::from(letter) - u32::from('A')) as usize;
            keys.push(keys.last().map_or_else(String::new, |before| before.chars().take(same).collect()));
        } else if let Some(key) = keys.last_mut() {
            key.push(letter);
        }
    }
    keys
}

/// Eighteen bits of a word, as three digits: enough to tell without asking that nearly all compounds do not exist.
pub fn digest(word: &str) -> String {
    let sum = word.encode_utf16().fold(0, |sum: u32, unit| (sum * 31 + u32::from(unit)) % 262_144);
    let mut out = String::new();
    digit(&mut out, sum / 4096);
    digit(&mut out, sum / 64);
    digit(&mut out, sum);
    out
}

/// Writes how many documents each block has.
pub fn write_counts(counts: impl Iterator<Item = usize>) -> String {
    let mut out = String::new();
    counts.for_each(|count| digit(&mut out, u32::try_from(count.min(63)).unwrap_or(63)));
    out
}

/// The strongest of postings in document order, still in it: those of greatest impact, titles before the rest, then by number.
pub fn strongest(mut postings: Vec<Posting>, limit: usize) -> Vec<Posting> {
    if postings.len() > limit {
        // There are few ranks and the list is in order already, so that nothing needs to be sorted.
        let rank = |posting: &Posting| usize::from(63 - posting.impact.min(63)) * 2 + usize::from(posting.place > 0);
        let mut counts = [0_u32; 128];
        for posting in &postings {
            counts[rank(posting)] += 1;
        }
        let (mut last, mut room) = (0, limit);
        while let Some(left) = room.checked_sub(counts[last] as usize) {
            (last, room) = (last + 1, left);
        }
        postings.retain(|posting| {
            let own = rank(posting);
            let stays = own < last || own == last && room > 0;
            room -= usize::from(stays && own == last);
            stays
        });
    }
    postings
}

/// Written postings, cut to the strongest.
pub(super) fn cut(text: &str, limit: usize) -> Cow<'_, str> {
    // Most words are rare, and their lists stay as they are.
    if text.len() <= POSTING * limit {
        return Cow::Borrowed(text);
    }
    Cow::Owned(write_postings(&strongest(read_postings(text), limit)))
}

/// How rare a word is, as one digit: a tenth of its idf; 0 only for words that occur nowhere.
pub fn rarity(idf: u32) -> char {
    char::from(DIGITS[(idf.div_ceil(10).min(63)) as usize])
}

/// The number a [`rarity`] stands for.
pub fn read_rarity(digit: char) -> u32 {
    u8::try_from(digit).map_or(0, value)
}

/// Reads the first document of every block.
pub fn read_firsts(text: &str) -> Vec<u32> {
    let mut first = 0;
    let next = |byte: u8| {
        let own = first;
        first += value(byte);
        own
    };
    text.bytes().map(next).collect()
}

/// Reads postings. Text that is no postings list gives those that could be read.
pub fn read_postings(text: &str) -> Vec<Posting> {
    let mut out = Vec::with_capacity(text.len() / POSTING);
    out.extend(postings(text));
    out
}

/// Reads postings, unless there are more than this.
pub fn read_at_most(text: &str, most: usize) -> Option<Vec<Posting>> {
    let mut postings = postings(text);
    let mut out = Vec::with_capacity(most.min(text.len() / POSTING));
    out.extend(postings.by_ref().take(most));
    postings.next().is_none().then_some(out)
}

fn postings(text: &str) -> impl Iterator<Item = Posting> {
    let mut digits = text.bytes().map(value);
    let mut next = 0;
    std::iter::from_fn(move || {
        let document = read_gap(&mut digits, &mut next)?;
        Some(Posting { document, impact: small(digits.next()?), place: small(digits.next()?) })
    })
}

/// How many postings there are.
pub fn count_postings(text: &str) -> usize {
    let mut digits = text.bytes().map(value);
    let mut count = 0;
    while let Some(at) = digits.next() {
        if at < 32 {
            count += usize::from(digits.nth(1).is_some());
        }
    }
    count
}

fn small(value: u32) -> u8 {
    u8::try_from(value).unwrap_or(0)
}

fn value(byte: u8) -> u32 {
    u32::from(VALUES[usize::from(byte)])
}

/// The number each byte stands for; what is no digit counts as the last. Looked up some ten million times for 10,000 pages.
const VALUES: [u8; 256] = {
    let mut values = [63; 256];
    let (mut at, mut value) = (0, 0);
    while at < DIGITS.len() {
        values[DIGITS[at] as usize] = value;
        (at, value) = (at + 1, value + 1);
    }
    values
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postings_are_read_as_they_were_written() {
        let postings: Vec<Posting> = [(0, 63, 0), (1, 1, 63), (33, 2, 1), (70_000, 9, 2), (70_001, 5, 5)]
            .map(|(document, impact, place)| Posting { document, impact, place })
            .into();
        assert_eq!(read_postings(&write_postings(&postings)), postings);
        assert_eq!((count_postings(&write_postings(&postings)), count_postings("")), (5, 0));
        assert_eq!(read_postings(""), []);
        assert_eq!(read_at_most(&write_postings(&postings), 5), Some(postings.clone()));
        assert_eq!(read_at_most(&write_postings(&postings), 4), None);
    }

    #[test]
    fn what_is_cut_from_a_list_is_read_as_it_was_written() {
        let posting = |document, impact| Posting { document, impact, place: 4 };
        let all = [posting(0, 4), posting(2, 60), posting(40, 7), posting(9_000, 2)];
        let rest = [0, 40, 9_000].map(|document| Posting { document, impact: 4, place: 1 });
        assert_eq!(read_rest(&write_rest(&all, &all[1..2])), rest);
        assert_eq!(write_rest(&all, &all), "");
        assert!(read_rest("").is_empty() && read_rest("__").is_empty());
    }

    #[test]
    fn blocks_begin_where_the_one_before_ends() {
        assert_eq!(read_firsts(&write_counts([3, 1, 63].into_iter())), [0, 3, 4]);
        assert!(read_firsts("").is_empty());
    }

    #[test]
    fn sorted_keys_are_read_as_they_were_written() {
        let keys = ["", "a", "ab", "abc", "b1", "bøl", "bølg"].map(str::to_owned);
        assert_eq!(write_keys(&keys), "AAaBbCcAb1BølDg");
        assert_eq!(read_keys(&write_keys(&keys)), keys);
        assert!(read_keys("æ").is_empty());
    }

    #[test]
    fn the_strongest_are_kept_in_order() {
        let posting = |document, impact, place| Posting { document, impact, place };
        let all = vec![posting(1, 9, 2), posting(2, 30, 1), posting(3, 9, 0), posting(5, 9, 1), posting(7, 40, 1)];
        assert_eq!(strongest(all.clone(), 9), all);
        assert_eq!(strongest(all, 3), [posting(2, 30, 1), posting(3, 9, 0), posting(7, 40, 1)]);
    }

    #[test]
    fn broken_postings_end_the_list_and_nothing_worse() {
        for text in ["_", "__________", "0", "0a", "æøå|", "zzzzzzzzzzzzzzzzzzz"] {
            assert!(read_postings(text).len() < 10);
        }
    }
}

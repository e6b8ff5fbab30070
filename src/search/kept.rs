//! The index as it is kept between runs: one file with the version, the key of what it was made from, a checksum and
//! the index. Reading and writing the file itself is left to `command`.

use super::analyse::synonyms;
use super::export::hash;
use super::format::VERSION;
use super::reader::Index;

const NAME: &str = "planverk-soek";

/// Why a kept index cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// It was made from something else, or by another version.
    Old,
    /// It is not what was written.
    Corrupt,
}

/// The format, and the words known from the start: another list of them makes another index of the same texts.
fn version() -> String {
    format!("{VERSION}-{}", hash(synonyms::TEXT.as_bytes()))
}

/// The bytes to keep.
pub fn write(index: &Index, key: &str) -> Vec<u8> {
    let body = serde_json::to_string(index).unwrap_or_default();
    format!("{NAME} {} {key} {}\n{body}", version(), hash(body.as_bytes())).into_bytes()
}

/// Reads what was kept, when it was made from what `key` names.
pub fn read(bytes: &[u8], key: &str) -> Result<Index, Unfit> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unfit::Corrupt)?;
    let (head, body) = text.split_once('\n').ok_or(Unfit::Corrupt)?;
    let fields: Vec<&str> = head.split(' ').collect();
    let [NAME, version, own, sum] = fields[..] else { return Err(Unfit::Corrupt) };
    if version != self::version() || own != key {
        return Err(Unfit::Old);
    }
    if hash(body.as_bytes()) != sum {
        return Err(Unfit::Corrupt);
    }
    serde_json::from_str(body).map_err(|_| Unfit::Corrupt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_index_of_the_same_source_is_used() {
        let index = Index::default();
        let kept = write(&index, "abc");
        assert_eq!(read(&kept, "abc"), Ok(index));
        assert_eq!(read(&kept, "def"), Err(Unfit::Old));
        let mut broken = kept.clone();
        broken.pop();
        assert_eq!(read(&broken, "abc"), Err(Unfit::Corrupt));
        let unsummed = format!("planverk-soek {} abc 0\n{{}}", version());
        for noise in [&b""[..], b"\xff\xfe", b"planverk-soek", unsummed.as_bytes()] {
            assert_eq!(read(noise, "abc"), Err(Unfit::Corrupt));
        }
    }
}

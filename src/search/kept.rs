//! The index as it is kept between runs: a line with what it was made by and from, and the index. Whether it is whole, and
//! where it lies, is left to `command`.

use super::analyse::synonyms;
use super::format::VERSION;
use super::reader::Index;
use crate::sum::Sum;

/// The format, and the words known from the start: another list of them makes another index of the same texts.
fn version() -> String {
    format!("{VERSION}-{}", Sum::default().text(synonyms::TEXT).short())
}

/// The bytes to keep.
pub fn write(index: &Index, key: &str) -> Vec<u8> {
    let mut bytes = format!("{} {key}\n", version()).into_bytes();
    bytes.extend(serde_json::to_vec(index).unwrap_or_default());
    bytes
}

/// Reads what was kept, when it was made from what `key` names.
pub fn read(bytes: &[u8], key: &str) -> Option<Index> {
    let body = bytes.strip_prefix(format!("{} {key}\n", version()).as_bytes())?;
    serde_json::from_slice(body).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_index_of_the_same_source_is_used() {
        let index = Index::default();
        let kept = write(&index, "abc");
        assert_eq!(read(&kept, "abc"), Some(index));
        assert_eq!(read(&kept, "def"), None);
        for noise in [&b""[..], b"\xff\xfe", &kept[..kept.len() - 1], &kept[1..]] {
            assert_eq!(read(noise, "abc"), None);
        }
    }
}

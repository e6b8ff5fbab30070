//! How large a picture is drawn, told by the first bytes of its file: PNG, GIF, JPEG, WebP and SVG. A page that knows it can
//! keep the room open before the picture comes. Whether the rest of the file is sound is left to the browser.

/// Width and height in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Across.
    pub width: u32,
    /// Down.
    pub height: u32,
}

/// So much of a file is looked at: the size stands early, but a JPEG may carry a colour profile before it.
pub const HEAD: u64 = 256 * 1024;

/// Whether a file with this name may be a picture whose size can be told.
pub fn may_be_one(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["png", "gif", "jpg", "jpeg", "webp", "svg"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// The size, when the bytes begin a picture of a known kind and say how large it is.
pub fn size(head: &[u8]) -> Option<Size> {
    png(head)
        .or_else(|| gif(head))
        .or_else(|| jpeg(head))
        .or_else(|| webp(head))
        .or_else(|| svg(head))
        .filter(|size| size.width > 0 && size.height > 0)
}

fn big(bytes: &[u8], at: usize, count: usize) -> Option<u32> {
    Some(bytes.get(at..at + count)?.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
}

fn little(bytes: &[u8], at: usize, count: usize) -> Option<u32> {
    Some(bytes.get(at..at + count)?.iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
}

fn png(bytes: &[u8]) -> Option<Size> {
    let known = bytes.starts_with(b"\x89PNG\r\n\x1a\n") && bytes.get(12..16)? == b"IHDR";
    known.then_some(Size { width: big(bytes, 16, 4)?, height: big(bytes, 20, 4)? })
}

fn gif(bytes: &[u8]) -> Option<Size> {
    let known = bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a");
    known.then_some(Size { width: little(bytes, 6, 2)?, height: little(bytes, 8, 2)? })
}

/// Goes from marker to marker until the one that begins the picture.
fn jpeg(bytes: &[u8]) -> Option<Size> {
    if !bytes.starts_with(b"\xff\xd8") {
        return None;
    }
    let mut at = 2;
    loop {
        let marker = *bytes.get(at + 1).filter(|_| bytes.get(at) == Some(&0xff))?;
        match marker {
            // Filling between markers, and markers without contents.
            0xff => at += 1,
            0x01 | 0xd0..=0xd8 => at += 2,
            // Frames; the four left out are tables.
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                return Some(Size { width: big(bytes, at + 7, 2)?, height: big(bytes, at + 5, 2)? });
            }
            _ => at += 2 + usize::try_from(big(bytes, at + 2, 2)?).ok()?,
        }
    }
}

fn webp(bytes: &[u8]) -> Option<Size> {
    if !bytes.starts_with(b"RIFF") || bytes.get(8..12)? != b"WEBP" {
        return None;
    }
    match bytes.get(12..16)? {
        b"VP8X" => Some(Size { width: little(bytes, 24, 3)? + 1, height: little(bytes, 27, 3)? + 1 }),
        b"VP8L" => {
            let both = little(bytes, 21, 4)?;
            Some(Size { width: (both & 0x3fff) + 1, height: (both >> 14 & 0x3fff) + 1 })
        }
        b"VP8 " => Some(Size { width: little(bytes, 26, 2)? & 0x3fff, height: little(bytes, 28, 2)? & 0x3fff }),
        _ => None,
    }
}

/// From `width` and `height` when they are plain lengths, else from `viewBox`.
fn svg(bytes: &[u8]) -> Option<Size> {
    let text = String::from_utf8_lossy(bytes);
    let start = text.find("<svg")?;
    let tag = text.get(start..)?.split('>').next()?;
    let attribute = |name: &str| {
        let after = tag.split_once(&format!(" {name}="))?.1;
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        after.get(1..)?.split(quote).next()
    };
    let length = |text: &str| {
        let number: f64 = text.trim().trim_end_matches("px").parse().ok()?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be within bounds")]
        (1.0..=100_000.0).contains(&number).then_some(number.round() as u32)
    };
    if let (Some(width), Some(height)) = (attribute("width").and_then(length), attribute("height").and_then(length)) {
        return Some(Size { width, height });
    }
    let numbers: Vec<&str> =
        attribute("viewBox")?.split(|c: char| c.is_whitespace() || c == ',').filter(|part| !part.is_empty()).collect();
    Some(Size { width: length(numbers.get(2)?)?, height: length(numbers.get(3)?)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(head: &[u8]) -> Option<(u32, u32)> {
        size(head).map(|size| (size.width, size.height))
    }

    #[test]
    fn a_size_is_told_by_the_first_bytes_of_each_kind() {
        assert_eq!(of(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x06\xa4\0\0\x06\x72\x08\x02"), Some((1700, 1650)));
        assert_eq!(of(b"GIF89a\x20\x03\x58\x02\xf7"), Some((800, 600)));
        let jpeg = b"\xff\xd8\xff\xe0\0\x06JFIF\xff\xff\xdb\0\x03\x01\xff\xc2\0\x11\x08\x01\x90\x02\x80\x03";
        assert_eq!(of(jpeg), Some((640, 400)));
        assert_eq!(of(b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x7f\x02\0\xdf\x01\0"), Some((640, 480)));
        assert_eq!(of(b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x7f\xc2\x77\0"), Some((640, 480)));
        assert_eq!(of(b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x80\x02\xe0\x01"), Some((640, 480)));
        assert_eq!(of(b"<?xml version=\"1.0\"?><svg xmlns='x' width=\"120\" height='80px'>"), Some((120, 80)));
        assert_eq!(of(b"<svg width=\"100%\" viewBox=\"0 0 300 150.4\">"), Some((300, 150)));
    }

    #[test]
    fn what_is_cut_short_or_no_picture_has_no_size() {
        for head in [
            &b""[..],
            b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0",
            b"GIF89a\0",
            b"\xff\xd8\xff\xe0\xff\xff",
            b"\xff\xd8\xff",
            b"\xff\xd8\0\0",
            b"RIFF\0\0\0\0WEBPVP8X",
            b"<svg viewBox=\"0 0\">",
            b"<svg width=\"-4\" height=\"1e300\">",
            b"tekst",
        ] {
            assert_eq!(of(head), None, "{head:?}");
        }
    }
}

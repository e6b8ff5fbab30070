//! A picture of few shades as PNG (ISO/IEC 15948) with a palette, compressed with the fixed code of deflate (RFC 1951,
//! 3.2.6). Such pictures are mostly the same as the pixel before or the row above, so those two are all it looks for.

use super::raster::STEPS;

/// The longest stretch that deflate can repeat, and the shortest.
const LONGEST: usize = 258;
const SHORTEST: usize = 3;

/// Shades row by row as PNG: 0 is `paper`, then [`STEPS`] shades up to each of the colours.
pub fn write(size: (usize, usize), shades: &[u8], paper: [u8; 3], colours: [[u8; 3]; 2]) -> Vec<u8> {
    let (width, height) = size;
    let mut header = Vec::new();
    for side in [width, height] {
        header.extend_from_slice(&u32::try_from(side).unwrap_or(0).to_be_bytes());
    }
    // Eight bits, palette, and the only kinds of compression, filter and order there are.
    header.extend_from_slice(&[8, 3, 0, 0, 0]);
    let mut palette = paper.to_vec();
    for colour in colours {
        for step in 1..=u16::from(STEPS) {
            let mix = |at: usize| {
                let (from, to) = (u16::from(paper[at]), u16::from(colour[at]));
                let steps = u16::from(STEPS);
                u8::try_from((from * (steps - step) + to * step) / steps).unwrap_or(u8::MAX)
            };
            palette.extend([mix(0), mix(1), mix(2)]);
        }
    }
    let mut rows = Vec::with_capacity(shades.len() + height);
    for row in shades.chunks(width) {
        rows.push(0);
        rows.extend_from_slice(row);
    }
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut file, *b"IHDR", &header);
    chunk(&mut file, *b"PLTE", &palette);
    chunk(&mut file, *b"IDAT", &compress(&rows, width + 1));
    chunk(&mut file, *b"IEND", &[]);
    file
}

fn chunk(file: &mut Vec<u8>, name: [u8; 4], content: &[u8]) {
    file.extend_from_slice(&u32::try_from(content.len()).unwrap_or(0).to_be_bytes());
    let start = file.len();
    file.extend_from_slice(&name);
    file.extend_from_slice(content);
    let sum = crc32(&file[start..]);
    file.extend_from_slice(&sum.to_be_bytes());
}

/// Bytes in the zlib wrapping. `row` is how far back the pixel above lies.
fn compress(bytes: &[u8], row: usize) -> Vec<u8> {
    let mut bits = Bits { out: vec![0x78, 0x01], held: 0, count: 0 };
    // The last block, with the fixed code.
    bits.push(0b011, 3);
    let mut at = 0;
    while at < bytes.len() {
        let (length, back) = [1, row]
            .into_iter()
            .map(|back| (same(bytes, at, back), back))
            .fold((0, 0), |best, one| if one.0 > best.0 { one } else { best });
        if length >= SHORTEST {
            bits.length(length);
            bits.distance(back);
            at += length;
        } else {
            bits.symbol(u16::from(bytes[at]));
            at += 1;
        }
    }
    bits.symbol(256);
    let mut out = bits.end();
    out.extend_from_slice(&adler32(bytes).to_be_bytes());
    out
}

/// How many bytes from `at` on are as those `back` before them.
fn same(bytes: &[u8], at: usize, back: usize) -> usize {
    let Some(start) = at.checked_sub(back) else { return 0 };
    bytes[at..].iter().zip(&bytes[start..]).take(LONGEST).take_while(|(a, b)| a == b).count()
}

struct Bits {
    out: Vec<u8>,
    held: u32,
    count: u32,
}

impl Bits {
    /// Numbers go in with their lowest bit first.
    fn push(&mut self, value: u32, count: u32) {
        self.held |= value << self.count;
        self.count += count;
        while self.count >= 8 {
            self.out.push(self.held.to_le_bytes()[0]);
            self.held >>= 8;
            self.count -= 8;
        }
    }

    /// Codes go in with their highest bit first.
    fn code(&mut self, code: u32, count: u32) {
        self.push(code.reverse_bits() >> (32 - count), count);
    }

    fn symbol(&mut self, symbol: u16) {
        let symbol = u32::from(symbol);
        match symbol {
            0..=143 => self.code(0x30 + symbol, 8),
            144..=255 => self.code(0x190 + symbol - 144, 9),
            256..=279 => self.code(symbol - 256, 7),
            _ => self.code(0xc0 + symbol - 280, 8),
        }
    }

    fn length(&mut self, length: usize) {
        const STARTS: [u16; 29] = [
            3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
            227, 258,
        ];
        let length = u16::try_from(length).unwrap_or(3);
        let place = STARTS.iter().rposition(|start| *start <= length).unwrap_or(0);
        let symbol = u16::try_from(place).unwrap_or(0);
        self.symbol(257 + symbol);
        let extra = if (8..28).contains(&symbol) { u32::from(symbol / 4 - 1) } else { 0 };
        self.push(u32::from(length - STARTS[place]), extra);
    }

    fn distance(&mut self, distance: usize) {
        let before = u32::try_from(distance - 1).unwrap_or(0);
        if before < 4 {
            self.code(before, 5);
            return;
        }
        // Two codes for each power of two, and the rest as it is.
        let extra = before.ilog2() - 1;
        self.code(2 * extra + (before >> extra), 5);
        self.push(before & ((1 << extra) - 1), extra);
    }

    fn end(mut self) -> Vec<u8> {
        if self.count > 0 {
            self.push(0, 8 - self.count);
        }
        self.out
    }
}

fn adler32(bytes: &[u8]) -> u32 {
    let (a, b) = bytes.iter().fold((1u32, 0u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (a + b) % 65_521)
    });
    (b << 16) | a
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sums_are_those_of_the_standards() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(adler32(b"Wikipedia"), 0x11e6_0398);
    }

    /// Reads what the fixed code of deflate says, as any reader of PNG does.
    fn expand(bytes: &[u8]) -> Vec<u8> {
        let bit = |at: usize| u32::from(bytes[at / 8] >> (at % 8) & 1);
        let number = |at: &mut usize, count: u32| {
            let value = (0..count).map(|n| bit(*at + n as usize) << n).sum::<u32>();
            *at += count as usize;
            value
        };
        let mut at = 16;
        assert_eq!(number(&mut at, 3), 3);
        let mut out = Vec::new();
        loop {
            let mut code = 0;
            let mut length = 0;
            let symbol = loop {
                code = code << 1 | bit(at);
                at += 1;
                length += 1;
                match (length, code) {
                    (7, 0..=0x17) => break 256 + code,
                    (8, 0x30..=0xbf) => break code - 0x30,
                    (8, 0xc0..=0xc7) => break 280 + code - 0xc0,
                    (9, 0x190..=0x1ff) => break 144 + code - 0x190,
                    (10.., _) => panic!("no such code"),
                    _ => {}
                }
            };
            match symbol {
                256 => return out,
                0..=255 => out.push(u8::try_from(symbol).unwrap()),
                _ => {
                    let place = symbol - 257;
                    let extra = if (8..28).contains(&place) { place / 4 - 1 } else { 0 };
                    let base = match place {
                        0..8 => 3 + place,
                        28 => 258,
                        _ => 3 + ((4 + place % 4) << extra),
                    };
                    let count = base + number(&mut at, extra);
                    let code = (0..5).fold(0, |code, n| code << 1 | bit(at + n));
                    at += 5;
                    let extra = (code / 2).saturating_sub(1);
                    let base = if code < 4 { 1 + code } else { 1 + ((2 + code % 2) << extra) };
                    let back = (base + number(&mut at, extra)) as usize;
                    for _ in 0..count {
                        out.push(out[out.len() - back]);
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_compressed_can_be_read_back() {
        let mut bytes: Vec<u8> = (0..5000u32).map(|n| u8::try_from(n * n / 7 % 251).unwrap()).collect();
        bytes.extend(std::iter::repeat_n(200, 3000));
        bytes.extend_from_within(3800..5001);
        bytes.extend_from_within(..1201);
        for row in [2, 31, 1201] {
            assert_eq!(expand(&compress(&bytes, row)), bytes, "{row}");
        }
    }
}

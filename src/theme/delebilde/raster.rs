//! Letters as surfaces: the outlines of one typeface filled with smooth edges. What the words are and what the shades
//! become is left to others.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;

/// Steps from nothing to a full colour.
pub const STEPS: u8 = 15;

/// A point in thousandths of an em; y goes upwards.
type Point = (f32, f32);

struct Letter {
    width: f32,
    /// Closed outlines of straight lines; curves are already broken up.
    outlines: Vec<Vec<Point>>,
}

/// Widths and outlines by letter, from `charter.txt`.
static LETTERS: LazyLock<BTreeMap<char, Letter>> = LazyLock::new(|| {
    include_str!("charter.txt").lines().filter(|line| !line.starts_with('#')).filter_map(read_letter).collect()
});

fn read_letter(line: &str) -> Option<(char, Letter)> {
    let mut parts = line.splitn(3, ' ');
    let letter = char::from_u32(u32::from_str_radix(parts.next()?, 16).ok()?)?;
    let width = parts.next()?.parse().ok()?;
    Some((letter, Letter { width, outlines: read_path(parts.next().unwrap_or_default()) }))
}

fn read_path(path: &str) -> Vec<Vec<Point>> {
    let mut outlines: Vec<Vec<Point>> = Vec::new();
    for (at, command) in path.match_indices(['M', 'L', 'C']) {
        let rest = &path[at + 1..];
        let rest = &rest[..rest.find(['M', 'L', 'C']).unwrap_or(rest.len())];
        let points: Vec<Point> = rest
            .split(' ')
            .filter_map(|pair| pair.split_once(',').and_then(|(x, y)| Some((x.parse().ok()?, y.parse().ok()?))))
            .collect();
        match (command, points.as_slice()) {
            ("M", [start]) => outlines.push(vec![*start]),
            ("L", [end]) => outlines.last_mut().into_iter().for_each(|outline| outline.push(*end)),
            ("C", [a, b, end]) => outlines.last_mut().into_iter().for_each(|outline| bend(outline, *a, *b, *end)),
            _ => {}
        }
    }
    outlines
}

/// A curve as straight lines short enough for the sizes in use.
fn bend(outline: &mut Vec<Point>, a: Point, b: Point, end: Point) {
    const PARTS: u8 = 10;
    let start = outline.last().copied().unwrap_or(end);
    for part in 1..=PARTS {
        let t = f32::from(part) / f32::from(PARTS);
        let u = 1.0 - t;
        let on =
            |s: f32, a: f32, b: f32, e: f32| u * u * u * s + 3.0 * u * u * t * a + 3.0 * u * t * t * b + t * t * t * e;
        outline.push((on(start.0, a.0, b.0, end.0), on(start.1, a.1, b.1, end.1)));
    }
}

fn width(text: &str, size: f32) -> f32 {
    text.chars().filter_map(|c| LETTERS.get(&c)).map(|letter| letter.width).sum::<f32>() * size / 1000.0
}

/// What stands for a letter the typeface does not have: the letter without its marks, so that «Porsáŋgu» is no shorter in
/// the picture than it is. Nothing where there is none.
fn at_hand(letter: char) -> Option<char> {
    let plain = match letter {
        'đ' => 'd',
        'Đ' => 'D',
        'ŋ' => 'n',
        'Ŋ' => 'N',
        'ŧ' => 't',
        'Ŧ' => 'T',
        '“' | '”' | '„' => '"',
        '‘' | '‚' => '’',
        '\u{2010}' | '\u{2011}' | '\u{2212}' => '-',
        _ => letter.nfd().next().unwrap_or(letter),
    };
    [letter, plain].into_iter().find(|letter| LETTERS.contains_key(letter))
}

/// The words in lines no wider than `room`. Letters the typeface does not have lose their marks, or are left out; a word
/// without room is cut.
pub fn wrap(text: &str, size: f32, room: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let mut word: String = word.nfc().filter_map(at_hand).collect();
        while width(&word, size) > room {
            word.pop();
        }
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), size) <= room => {
                line.push(' ');
                line.push_str(&word);
            }
            _ if word.is_empty() => {}
            _ => lines.push(word),
        }
    }
    lines
}

/// A surface of shades: 0 is paper, and each colour has [`STEPS`] shades from there.
pub struct Raster {
    width: usize,
    height: usize,
    shades: Vec<u8>,
}

impl Raster {
    /// Nothing but paper.
    pub fn new(width: usize, height: usize) -> Self {
        Self { width, height, shades: vec![0; width * height] }
    }

    /// The shades row by row.
    pub fn shades(self) -> Vec<u8> {
        self.shades
    }

    /// Whole rows of a colour, counted from 1.
    pub fn band(&mut self, rows: Range<usize>, colour: u8) {
        let rows = rows.start.min(self.height) * self.width..rows.end.min(self.height) * self.width;
        self.shades[rows].fill(colour * STEPS);
    }

    /// One line of text; `baseline` is where the letters stand.
    pub fn line(&mut self, text: &str, left: f32, baseline: f32, size: f32, colour: u8) {
        let scale = size / 1000.0;
        let mut x = left;
        // How much each pixel is covered more than the one before it, over the whole picture.
        let mut change = vec![0.0f32; self.width * self.height + 1];
        for letter in text.chars().filter_map(|c| LETTERS.get(&c)) {
            for outline in &letter.outlines {
                let place = |point: &Point| (x + point.0 * scale, baseline - point.1 * scale);
                let closed = outline.iter().chain(outline.first()).map(place);
                let ends: Vec<Point> = closed.collect();
                ends.windows(2).for_each(|pair| self.edge(&mut change, pair[0], pair[1]));
            }
            x += letter.width * scale;
        }
        let mut covered = 0.0f32;
        for (shade, change) in self.shades.iter_mut().zip(&change) {
            covered += change;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and STEPS")]
            let step = (covered.abs().min(1.0) * f32::from(STEPS)).round() as u8;
            if step > 0 {
                *shade = (colour - 1) * STEPS + step;
            }
        }
    }

    /// Adds what lies to the right of an edge, exactly: each pixel gets the part of it that is covered.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "places in a picture of a thousand pixels, kept inside it first"
    )]
    fn edge(&self, change: &mut [f32], from: Point, to: Point) {
        let (way, from, to) = if from.1 < to.1 { (1.0, from, to) } else { (-1.0, to, from) };
        let (top, bottom) = (from.1.max(0.0), to.1.min(self.height as f32));
        if top >= bottom {
            return;
        }
        let slope = (to.0 - from.0) / (to.1 - from.1);
        let inside = |x: f32| x.clamp(0.0, self.width as f32 - 1.001);
        let mut x = from.0 + (top - from.1) * slope;
        for row in top as usize..(bottom.ceil() as usize) {
            let high = (row as f32 + 1.0).min(bottom) - (row as f32).max(top);
            let next = x + slope * high;
            let (left, right) = (inside(x.min(next)), inside(x.max(next)));
            let area = way * high;
            let start = row * self.width;
            let (first, last) = (left as usize, right as usize);
            if first == last {
                let part = 1.0 - (f32::midpoint(left, right) - first as f32);
                change[start + first] += area * part;
                change[start + first + 1] += area * (1.0 - part);
            } else {
                // Over several pixels: how much is covered rises from one to the next.
                let span = right - left;
                let mut before = 0.0;
                for pixel in first..=last {
                    let end = (pixel as f32 + 1.0).min(right);
                    let begin = (pixel as f32).max(left);
                    let over = (end - begin) * (pixel as f32 + 1.0 - f32::midpoint(end, begin)) / span;
                    let passed = (begin - left) / span;
                    let covered = over + passed;
                    change[start + pixel] += area * (covered - before);
                    before = covered;
                }
                change[start + last + 1] += area * (1.0 - before);
            }
            x = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn norwegian_letters_and_quotes_have_outlines() {
        for letter in "ABCÆØÅæøåé«»–0129".chars() {
            assert!(LETTERS.get(&letter).is_some_and(|found| !found.outlines.is_empty()), "{letter}");
        }
        assert!(LETTERS[&' '].outlines.is_empty() && LETTERS[&' '].width > 0.0);
    }

    #[test]
    fn a_letter_covers_as_much_as_its_outline_holds() {
        let mut picture = Raster::new(200, 200);
        picture.line("l", 40.0, 150.0, 100.0, 1);
        let ink: f32 = picture.shades.iter().map(|shade| f32::from(*shade)).sum::<f32>() / f32::from(STEPS);
        let area: f32 = LETTERS[&'l']
            .outlines
            .iter()
            .flat_map(|outline| outline.windows(2))
            .map(|pair| (pair[0].0 * pair[1].1 - pair[1].0 * pair[0].1) / 2.0)
            .sum::<f32>()
            .abs()
            / 100.0;
        assert!((ink - area).abs() < area * 0.1, "ink {ink}, outline {area}");
        assert!(picture.shades[..200 * 40].iter().all(|shade| *shade == 0), "nothing above the letter");
    }

    #[test]
    fn a_letter_without_an_outline_loses_its_marks_and_not_itself() {
        let name = "Porsáŋgu Kárášjoga Unjárgga đŧž „x“ \u{2212}1";
        assert_eq!(wrap(name, 20.0, 2000.0), ["Porsángu Kárásjoga Unjárgga dtz \"x\" -1"]);
        assert_eq!(wrap("Tromsø a\u{30a}s", 20.0, 2000.0), ["Tromsø ås"]);
    }

    #[test]
    fn words_stand_in_lines_that_fit() {
        let lines = wrap("Boligsosial handlingsplan for Eksempelkommune", 92.0, 1024.0);
        assert!(lines.len() > 1 && lines.iter().all(|line| width(line, 92.0) <= 1024.0), "{lines:?}");
        assert_eq!(lines.join(" "), "Boligsosial handlingsplan for Eksempelkommune");
    }
}

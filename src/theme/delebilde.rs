//! The picture that is shown when somebody shares a page: the site's name and owner on the site's colour. Made only for
//! sites that say where they stand, because those who show such pictures want full addresses; a theme's own
//! `assets/delebilde.png` goes before it.

mod png;
mod raster;

use super::colour::Rgb;
use raster::Raster;

/// The file's name among the assets.
pub const NAME: &str = "delebilde.png";
/// The size that everybody shows whole.
const SIZE: (u16, u16) = (1200, 630);
/// Space to the left and right of the words.
const MARGIN: f32 = 88.0;

/// The paper and the weak text of the style sheet; the mark when the site has no colour of its own.
const PAPER: Rgb = Rgb([0xfa, 0xf8, 0xf3]);
const WEAK: Rgb = Rgb([0x4a, 0x56, 0x50]);
const MARK: Rgb = Rgb([0x1e, 0x52, 0x45]);

/// Draws it as PNG. `mark` is `#rrggbb`.
pub fn draw(title: &str, owner: Option<&str>, mark: Option<&str>) -> Vec<u8> {
    let mark = mark.and_then(Rgb::parse).unwrap_or(MARK);
    let room = f32::from(SIZE.0) - 2.0 * MARGIN;
    // The largest size at which the name stands in three lines; a very long one is cut.
    let sizes = [92.0, 76.0, 62.0, 50.0];
    let (size, lines) = sizes
        .into_iter()
        .map(|size| (size, raster::wrap(title, size, room)))
        .find(|(_, lines)| lines.len() <= 3)
        .unwrap_or_else(|| {
            let mut lines = raster::wrap(title, 50.0, room);
            lines.truncate(4);
            (50.0, lines)
        });
    let mut picture = Raster::new(SIZE.0.into(), SIZE.1.into());
    picture.band(0..28, 1);
    let step = size * 1.2;
    let mut baseline = 120.0 + step;
    for line in &lines {
        picture.line(line, MARGIN, baseline, size, 1);
        baseline += step;
    }
    if let Some(owner) = owner.filter(|owner| *owner != title) {
        let owner = raster::wrap(owner, 40.0, room).into_iter().next().unwrap_or_default();
        picture.line(&owner, MARGIN, f32::from(SIZE.1) - 76.0, 40.0, 2);
    }
    png::write((SIZE.0.into(), SIZE.1.into()), &picture.shades(), PAPER.0, [mark.0, WEAK.0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_is_small_the_same_every_time_and_of_the_site_s_colour() {
        let drawn = draw("Boligsosial handlingsplan for Eksempelkommune", Some("Eksempelkommune"), Some("#7a1f3d"));
        assert_eq!(&drawn[..8], b"\x89PNG\r\n\x1a\n");
        assert!(drawn.len() < 40_000, "{} bytes", drawn.len());
        assert_eq!(
            drawn,
            draw("Boligsosial handlingsplan for Eksempelkommune", Some("Eksempelkommune"), Some("#7a1f3d"))
        );
        assert!(drawn.windows(3).any(|rgb| rgb == [0x7a, 0x1f, 0x3d]));
    }

    #[test]
    fn any_name_gives_a_picture() {
        for title in ["", " ", "שלום", &"ord ".repeat(200), &"x".repeat(5000), "\u{0}\u{202e}<script>"] {
            assert!(draw(title, Some(title), Some("grønn")).len() > 1000, "{title:?}");
        }
    }
}

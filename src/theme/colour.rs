//! The owner's colours: checked against the theme's surfaces, and moved towards dark or light until they can be read.

use std::fmt::Write as _;

use crate::diag::Diagnostic;
use crate::language::numbers;

/// The least contrast text may have (WCAG 1.4.3).
const LEAST: f64 = 4.5;
/// The surface where dark text has least contrast: the tinted card, in light.
const LIGHT_SURFACE: Rgb = Rgb([0xee, 0xf2, 0xee]);
/// The surface where light text has least contrast: the tinted card, in dark.
const DARK_SURFACE: Rgb = Rgb([0x22, 0x2c, 0x28]);
/// The text at the bottom of the page, and the contrast it is to have: long lists of links.
const BOTTOM_TEXT: Rgb = Rgb([0xee, 0xf2, 0xee]);
const BOTTOM_LEAST: f64 = 9.0;
const BLACK: Rgb = Rgb([0, 0, 0]);
const WHITE: Rgb = Rgb([255, 255, 255]);

/// A site's own colours, ready for the style sheet.
#[derive(Debug, Default)]
pub struct Brand {
    /// Rules that put them in place.
    pub css: String,
    /// The mark's colour as it is used in light, for what is drawn outside the style sheet.
    pub mark: Option<String>,
    /// Said to the author when one had to be adjusted.
    pub remarks: Vec<Diagnostic>,
}

/// Reads `#rrggbb` (or `#rgb`) and finds the nearest shades that can be read in light and dark. Links follow the mark
/// when they have no colour of their own; the bottom of the page is a dark shade of it.
pub fn brand(mark: Option<&str>, link: Option<&str>) -> Result<Brand, Box<Diagnostic>> {
    let mut remarks = Vec::new();
    let mut shades = |text: Option<&str>, noun: &str| -> Result<Option<(Rgb, Rgb)>, Box<Diagnostic>> {
        let Some(text) = text else { return Ok(None) };
        let own = Rgb::parse(text).ok_or_else(|| {
            Box::new(
                Diagnostic::error("tema/farge", format!("«{text}» er ikke en farge"))
                    .help("skriv fargen som #rrggbb, for eksempel #1e5245"),
            )
        })?;
        let light = own.readable_on(LIGHT_SURFACE, BLACK, LEAST);
        remarks.extend((light != own).then(|| adjusted(noun, text, own, light)));
        Ok(Some((light, own.readable_on(DARK_SURFACE, WHITE, LEAST))))
    };
    let mark = shades(mark, "merkefargen")?;
    let link = shades(link, "lenkefargen")?.or(mark);
    let mut brand = Brand { remarks, ..Brand::default() };
    let (mut light, mut dark) = (String::new(), String::new());
    // Writing to a String cannot fail.
    for (name, colour) in [("merke", mark), ("lenke", link)] {
        if let Some((in_light, in_dark)) = colour {
            let _ = write!(light, "--farge-{name}:{};", in_light.hex());
            let _ = write!(dark, "--farge-{name}:{};", in_dark.hex());
        }
    }
    if let Some((mark, _)) = mark {
        let bottom = mark.mix(BLACK, 12).readable_on(BOTTOM_TEXT, BLACK, BOTTOM_LEAST);
        let _ = write!(light, "--farge-bunn:{};", bottom.hex());
        let _ = write!(dark, "--farge-bunn:{};", bottom.mix(BLACK, 32).hex());
        brand.mark = Some(mark.hex());
    }
    if !light.is_empty() {
        brand.css = format!(
            "@media screen{{:root{{{}}}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{}}}}}\n",
            light.trim_end_matches(';'),
            dark.trim_end_matches(';')
        );
    }
    Ok(brand)
}

/// The colour could not be read, so another is used.
fn adjusted(noun: &str, text: &str, own: Rgb, used: Rgb) -> Diagnostic {
    let found = numbers::decimal(own.contrast(LIGHT_SURFACE), Some(1));
    let used = used.hex();
    let message = format!(
        "{noun} {text} har for liten kontrast til tekst ({found}:1, kravet er 4,5:1), så nettstedet bruker {used}"
    );
    Diagnostic::warning("tema/kontrast", message).help(format!("sett fargen til {used} eller mørkere"))
}

/// Red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rgb(pub(super) [u8; 3]);

impl Rgb {
    /// Reads `#rrggbb` or `#rgb`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#')?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let long = match digits.len() {
            6 => digits.to_owned(),
            3 => digits.chars().flat_map(|c| [c, c]).collect(),
            _ => return None,
        };
        let part = |at: usize| u8::from_str_radix(long.get(at..at + 2)?, 16).ok();
        Some(Self([part(0)?, part(2)?, part(4)?]))
    }

    fn hex(self) -> String {
        let Self([r, g, b]) = self;
        format!("#{r:02x}{g:02x}{b:02x}")
    }

    /// Relative luminance, as WCAG defines it.
    fn luminance(self) -> f64 {
        let [r, g, b] = self.0.map(|part| {
            let c = f64::from(part) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The colour itself, or the first step towards `end` with enough contrast. `end` itself always has enough.
    fn readable_on(self, surface: Self, end: Self, least: f64) -> Self {
        (0..=50u16).map(|step| self.mix(end, step)).find(|c| c.contrast(surface) >= least).unwrap_or(end)
    }

    /// `step` fiftieths of the way to `end`.
    fn mix(self, end: Self, step: u16) -> Self {
        let part = |at: usize| {
            let sum = u16::from(self.0[at]) * (50 - step) + u16::from(end.0[at]) * step;
            u8::try_from(sum / 50).unwrap_or(u8::MAX)
        };
        Self([part(0), part(1), part(2)])
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn a_good_colour_is_kept_and_lightened_for_dark() {
        let brand = brand(Some("#1e5245"), None).unwrap();
        assert!(brand.remarks.is_empty());
        assert!(brand.css.contains("--farge-merke:#1e5245"), "{}", brand.css);
    }

    #[test]
    fn a_pale_colour_is_darkened_until_it_can_be_read_and_the_author_is_told() {
        let brand = brand(Some("#fc0"), None).unwrap();
        assert_eq!(brand.remarks[0].code, "tema/kontrast");
        let used = brand.css.split("--farge-merke:").nth(1).unwrap().get(..7).unwrap();
        assert!(Rgb::parse(used).unwrap().contrast(LIGHT_SURFACE) >= LEAST);
    }

    #[test]
    fn links_follow_the_mark_unless_they_have_a_colour_of_their_own() {
        let css = brand(Some("#7a1f3d"), None).unwrap().css;
        assert!(css.contains("--farge-lenke:#7a1f3d"), "{css}");
        let own = brand(Some("#7a1f3d"), Some("#ffee00")).unwrap();
        assert!(own.css.contains("--farge-merke:#7a1f3d") && !own.css.contains("--farge-lenke:#7a1f3d"), "{}", own.css);
        assert!(own.remarks[0].message.starts_with("lenkefargen #ffee00"), "{}", own.remarks[0].message);
        let link = brand(None, Some("#0b4f7d")).unwrap();
        assert!(!link.css.contains("merke") && link.mark.is_none(), "{}", link.css);
    }

    #[test]
    fn every_shade_can_be_read_where_it_is_used_whatever_the_colour() {
        for own in ["#ffffff", "#000000", "#808080", "#ffee00", "#00ff00", "#ff0000", "#0000ff", "#7a1f3d"] {
            let css = brand(Some(own), None).unwrap().css;
            let (light, dark) = css.split_once('\n').unwrap();
            let colour = |rules: &str, name: &str| {
                Rgb::parse(rules.split(&format!("--farge-{name}:")).nth(1).unwrap().get(..7).unwrap()).unwrap()
            };
            for name in ["merke", "lenke"] {
                assert!(colour(light, name).contrast(LIGHT_SURFACE) >= LEAST, "{own} {name} in light");
                assert!(colour(dark, name).contrast(DARK_SURFACE) >= LEAST, "{own} {name} in dark");
            }
            for rules in [light, dark] {
                assert!(colour(rules, "bunn").contrast(BOTTOM_TEXT) >= BOTTOM_LEAST, "{own} at the bottom");
            }
        }
    }

    #[test]
    fn what_is_no_colour_is_refused() {
        for text in ["grønn", "#12", "#gggggg", "1e5245", "#1234567", "#ååå"] {
            assert_eq!(brand(Some(text), None).unwrap_err().code, "tema/farge", "{text}");
        }
    }

    /// The custom properties of one colour scheme in the standard style sheet.
    fn tokens(section: &str) -> BTreeMap<&str, Rgb> {
        section
            .lines()
            .filter_map(|line| line.trim().strip_prefix("--farge-")?.trim_end_matches(';').split_once(": "))
            .filter_map(|(name, value)| Some((name, Rgb::parse(value)?)))
            .collect()
    }

    #[test]
    fn every_colour_of_the_style_sheet_can_be_read_on_every_surface_in_light_and_dark() {
        let sheet = include_str!("../../themes/standard/assets/stil.css");
        let (light, rest) = sheet.split_once("@media screen and (prefers-color-scheme: dark)").unwrap();
        let (dark, _) = rest.split_once("/* end of colours */").unwrap();
        for (scheme, surface) in [(light, LIGHT_SURFACE), (dark, DARK_SURFACE)] {
            let tokens = tokens(scheme);
            assert_eq!(tokens["tone"], surface, "the surface the brand is checked against");
            for text in ["tekst", "tekst-svak", "lenke", "besoekt", "merke"] {
                for ground in ["flate", "kort", "tone"] {
                    let contrast = tokens[text].contrast(tokens[ground]);
                    assert!(contrast >= LEAST, "{text} on {ground}: {contrast:.2}");
                }
            }
            for (name, colour) in tokens.iter().filter(|(name, _)| name.starts_with("status-")) {
                for ground in ["flate", "kort", "tone"] {
                    assert!(colour.contrast(tokens[ground]) >= LEAST, "{name} on {ground}");
                }
            }
            assert!(tokens["kant"].contrast(tokens["flate"]) >= 3.0, "edges of fields and charts");
            assert!(tokens["tekst"].contrast(tokens["treff"]) >= LEAST, "text on a search mark");
            assert!(tokens["bunn-tekst"].contrast(tokens["bunn"]) >= LEAST, "text in the footer");
        }
    }
}

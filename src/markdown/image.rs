//! Images: their size and whether they are decoration, written in braces right after the image.
//! Whether the file exists and the alt text is missing is left to `resolve`.

use std::ops::Range;

use super::finding::Findings;
use super::tree::{Block, Inline};
use crate::diag::{self, Diagnostic, Span};

/// An image as the author wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The address of the file.
    pub src: String,
    /// What is said instead of the image; empty when nothing is written.
    pub alt: String,
    /// Marked `{.pynt}`: it says nothing that the text does not.
    pub decorative: bool,
    /// Width in CSS pixels, when written.
    pub width: Option<u32>,
    /// Height in CSS pixels, when written.
    pub height: Option<u32>,
    /// The whole image, without the braces.
    pub span: Span,
}

/// No screen is wider, and a page is not made to scroll forever by a slip of the keyboard.
const LARGEST: u32 = 20_000;

const KEYS: [&str; 4] = ["width", "height", "bredde", "høyde"];

/// Moves `{width=600 height=400}` and `{.pynt}` from the text after an image into the image.
pub(super) fn take_attributes<'t>(content: Vec<Inline<'t>>, text: &str, findings: &mut Findings) -> Vec<Inline<'t>> {
    if !content.iter().any(|inline| matches!(inline, Inline::Image { .. })) {
        return content;
    }
    let mut out: Vec<Inline> = Vec::with_capacity(content.len());
    // Everything before this byte belongs to the braces of the image before.
    let mut taken = 0;
    let covered = covered_ends(&content);
    for (mut inline, covered) in content.into_iter().zip(covered) {
        match &mut inline {
            Inline::Image { image, range, .. } => {
                if let Some(braces) = braces(text, range.end).filter(|braces| braces.end <= covered) {
                    taken = braces.end;
                    read_attributes(image, text, braces, findings);
                }
                out.push(inline);
            }
            Inline::Text { range, .. } if range.end <= taken => {}
            Inline::Text { text: piece, range } if range.start < taken => {
                piece.to_mut().drain(..taken - range.start);
                range.start = taken;
                out.push(inline);
            }
            _ => out.push(inline),
        }
    }
    out
}

/// For each inline, the byte up to which plain text follows it without a gap.
fn covered_ends(content: &[Inline]) -> Vec<usize> {
    let mut ends = vec![0; content.len()];
    let mut after: Option<Range<usize>> = None;
    for (end, inline) in ends.iter_mut().zip(content).rev() {
        match inline {
            Inline::Text { range, .. } => {
                let joined = after.take().filter(|after| after.start == range.end).map_or(range.end, |after| after.end);
                after = Some(range.start..joined);
            }
            Inline::Image { range, .. } => {
                *end = after.take().filter(|after| after.start == range.end).map_or(0, |after| after.end);
            }
            _ => after = None,
        }
    }
    ends
}

/// The `{…}` that begins at `at`, on one line.
fn braces(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = text.get(at..)?;
    let end = rest.strip_prefix('{')?.find(['}', '\n', '{', '|', '\\', '&'])? + 1;
    rest[end..].starts_with('}').then(|| at..at + end + 1)
}

fn read_attributes(image: &mut Image, text: &str, braces: Range<usize>, findings: &mut Findings) {
    let inside = &text[braces.start + 1..braces.end - 1];
    for word in inside.split_whitespace() {
        let start = braces.start + 1 + (word.as_ptr() as usize - inside.as_ptr() as usize);
        let range = start..start + word.len();
        match word.split_once('=') {
            None if word == ".pynt" => image.decorative = true,
            Some(("width" | "bredde", value)) => image.width = pixels(value, range, findings).or(image.width),
            Some(("height" | "høyde" | "hoeyde", value)) => {
                image.height = pixels(value, range, findings).or(image.height);
            }
            other => {
                let name = other.map_or(word, |(name, _)| name);
                let finding = Diagnostic::warning(
                    "markdown/ukjent-egenskap",
                    format!("bilder har ingen egenskap «{name}»"),
                )
                .help_maybe(diag::did_you_mean(name, KEYS.into_iter().chain([".pynt"])))
                .help("skriv `{width=600 height=400}` for størrelse, eller `{.pynt}` for et bilde som bare er pynt");
                findings.add(range, finding);
            }
        }
    }
}

fn pixels(value: &str, range: Range<usize>, findings: &mut Findings) -> Option<u32> {
    let bare = value.trim_matches(['"', '\'']);
    let number = bare.parse().ok().filter(|number| (1..=LARGEST).contains(number));
    if number.is_none() {
        let finding = Diagnostic::warning("markdown/bildestoerrelse", format!("«{bare}» er ingen bildestørrelse"))
            .help("skriv et helt antall piksler uten enhet, for eksempel `width=600`");
        findings.add(range, finding);
    }
    number
}

/// A paragraph that holds one image with a title is a figure, and the title its caption.
pub(super) fn paragraph_or_figure(mut content: Vec<Inline>, range: Range<usize>) -> Block {
    if let [Inline::Image { title, .. }] = content.as_slice()
        && !title.trim().is_empty()
        && let Some(image) = content.pop()
    {
        return Block::Figure(Box::new(image));
    }
    Block::Paragraph { content, range }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{codes, html, scan_text, slice, spans};

    #[test]
    fn size_is_read_and_kept_out_of_the_text() {
        let text = "Å ![kart](k.png){width=600 height=\"400\"} etter";
        let (outline, findings) = scan_text(text);
        assert_eq!(findings, []);
        let image = &outline.images[0];
        assert_eq!((image.width, image.height, image.decorative), (Some(600), Some(400), false));
        assert_eq!(slice(text, image.span), "![kart](k.png)");
        assert_eq!(
            html(text),
            "<p>Å <img src=\"k.png\" alt=\"kart\" width=\"600\" height=\"400\" loading=\"lazy\"> etter</p>\n"
        );
    }

    #[test]
    fn decoration_is_told_apart_from_a_missing_text() {
        let (outline, _) = scan_text("![](a.png){.pynt} ![](b.png)");
        assert_eq!(outline.images.iter().map(|image| image.decorative).collect::<Vec<_>>(), [true, false]);
        assert_eq!(html("![x](a.png){.pynt}"), "<p><img src=\"a.png\" alt=\"\" loading=\"lazy\"></p>\n");
    }

    #[test]
    fn an_image_alone_with_a_title_is_a_figure() {
        assert_eq!(
            html("![Kart](k.png \"Kart <over> bydelen\"){width=6}"),
            "<figure>\n<img src=\"k.png\" alt=\"Kart\" width=\"6\" loading=\"lazy\">\n<figcaption>Kart &lt;over&gt; bydelen</figcaption>\n</figure>\n"
        );
        assert!(html("Se ![Kart](k.png \"T\")").contains("alt=\"Kart\" title=\"T\""));
    }

    #[test]
    fn unknown_attributes_and_bad_sizes_are_told_with_their_places() {
        let text = "Å ![x](a.png){widht=3 height=40px .pynt}";
        let (outline, findings) = scan_text(text);
        assert_eq!(codes(&findings), ["markdown/ukjent-egenskap", "markdown/bildestoerrelse"]);
        assert_eq!(spans(text, &findings), ["widht=3", "height=40px"]);
        assert_eq!(findings[0].hints[0], "mente du «width»?");
        assert!(outline.images[0].decorative);
    }

    #[test]
    fn braces_that_do_not_follow_directly_are_text() {
        assert!(html("![x](a.png) {width=3}").contains("{width=3}"));
        assert!(html("![x](a.png){*a*}").contains("{<em>a</em>}"));
        assert_eq!(scan_text("![x](a.png){*a*} ![x](a.png) {width=3}").1, []);
        assert!(html("![x](a.png){a\nb}").contains("{a\nb}"));
    }
}

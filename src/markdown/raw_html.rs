//! Raw HTML is refused: it could carry scripts, break the page, or look different in each theme.
//! Each tag is reported once, with the Markdown way to say the same.

use std::collections::BTreeMap;
use std::ops::Range;

use super::finding::Findings;
use crate::diag::Diagnostic;

/// Remembers which tags are open, so that `</b>` is not reported when `<b>` already is.
#[derive(Debug, Default)]
pub(super) struct Tags {
    open: BTreeMap<String, u32>,
}

impl Tags {
    /// Reports what begins at `range` of the parsed text: one tag, or a block whose first tag is told of.
    pub fn report(&mut self, text: &str, range: Range<usize>, findings: &mut Findings) {
        let Some(html) = text.get(range.clone()) else { return };
        let lead = html.len() - html.trim_start().len();
        let tag = Tag::read(html.trim_start());
        match tag.kind {
            Kind::Close if self.close(&tag.name) => return,
            Kind::Open => *self.open.entry(tag.name.clone()).or_default() += 1,
            Kind::Close | Kind::Other => {}
        }
        // A block that also closes its tags leaves none open.
        for (at, _) in html.match_indices("</") {
            self.close(&name(&html[at + 2..]));
        }
        let start = range.start + lead;
        let shown = if tag.name.is_empty() { "HTML".to_owned() } else { format!("`<{}>`", tag.name) };
        let finding =
            Diagnostic::error("markdown/raa-html", format!("{shown} er ikke tillatt i teksten")).help(advice(&tag));
        findings.add(start..start + tag.length, finding);
    }

    fn close(&mut self, name: &str) -> bool {
        match self.open.get_mut(name) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Kind {
    Open,
    Close,
    /// A comment, a declaration, an element that has no end tag.
    Other,
}

#[derive(Debug)]
struct Tag {
    /// In lower case; empty for comments and declarations.
    name: String,
    kind: Kind,
    /// Bytes of the tag itself.
    length: usize,
}

impl Tag {
    /// Reads what begins with `<`.
    fn read(html: &str) -> Self {
        if html.starts_with("<!--") {
            let length = html.find("-->").map_or(html.trim_end().len(), |at| at + 3);
            return Self { name: String::new(), kind: Kind::Other, length };
        }
        let rest = html.strip_prefix('<').unwrap_or(html);
        let (rest, closes) = rest.strip_prefix('/').map_or((rest, false), |rest| (rest, true));
        let name = name(rest);
        let line_end = html.find('\n').unwrap_or(html.len());
        let length = html.find('>').map_or(line_end, |at| at + 1);
        let empty = html[..length].ends_with("/>")
            || ["br", "hr", "img", "input", "wbr", "meta", "link"].contains(&name.as_str());
        let kind = match (closes, empty || name.is_empty()) {
            (true, _) => Kind::Close,
            (false, true) => Kind::Other,
            (false, false) => Kind::Open,
        };
        Self { name, kind, length }
    }
}

/// The name that begins a text, in lower case: long enough for any element, short enough for a message.
fn name(text: &str) -> String {
    let letters = text.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '-');
    letters.take(30).collect::<String>().to_ascii_lowercase()
}

fn advice(tag: &Tag) -> String {
    let way = match tag.name.as_str() {
        "" => "fjern kommentaren eller erklæringen: det som står i filen, skal kunne vises",
        "b" | "strong" => "skriv `**tekst**` for fet skrift",
        "i" | "em" | "cite" | "dfn" | "var" => "skriv `*tekst*` for kursiv",
        "s" | "del" | "strike" => "skriv `~~tekst~~` for overstreket tekst",
        "u" | "ins" | "mark" => "skriv `*tekst*` eller `**tekst**` for å framheve",
        "br" => "avslutt linjen med to mellomrom eller `\\` for linjeskift",
        "hr" => "skriv `---` på en egen linje for en skillelinje",
        "p" | "div" | "span" | "section" | "article" | "center" | "font" => {
            "fjern taggene: en tom linje gir nytt avsnitt, og temaet styrer utseendet"
        }
        "table" | "thead" | "tbody" | "tr" | "td" | "th" | "caption" => {
            "skriv tabellen med `|` mellom kolonnene og `|---|---|` under overskriftsraden"
        }
        "img" | "picture" | "figure" | "figcaption" => "skriv `![beskrivelse](fil.png \"bildetekst\")`",
        "a" => "skriv `[tekst](adresse)` eller `[[id]]`; et anker på en overskrift skrives `## Tittel {#id}`",
        "ul" | "ol" | "li" | "menu" => "skriv punkter med `- ` eller `1. ` først på linjen",
        "dl" | "dt" | "dd" => "skriv ordet på én linje og `: forklaring` på den neste",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "skriv `## Overskrift`, med ett `#` til for hvert nivå ned",
        "blockquote" | "q" | "aside" => "skriv `> ` foran linjene; `> [!NOTE]` gir en framhevet boks",
        "details" | "summary" => "bruk en overskrift og vanlig tekst, så finnes innholdet også i utskrift og søk",
        "code" | "kbd" | "samp" | "tt" => "skriv `` `kode` ``",
        "pre" => "sett ``` på linjen før og linjen etter",
        "sup" | "sub" => "skriv tegnet selv (m², CO₂), eller `[^1]` for en fotnote",
        "abbr" => "skriv `[[id]]` med id-en til begrepet i ordlisten",
        "input" => "skriv `- [ ]` eller `- [x]` for en avkryssingsliste",
        "script" | "style" | "iframe" | "object" | "embed" | "form" | "button" | "video" | "audio" | "svg" | "link"
        | "meta" | "base" | "noscript" | "template" => {
            "fjern det: skript, stiler og innbygd innhold er ikke tillatt på sidene"
        }
        _ => "skriv `\\<` hvis du mener selve tegnet, ellers fjern taggen",
    };
    way.to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{codes, html, scan_text, spans};

    #[test]
    fn an_inline_tag_is_reported_once_with_the_markdown_way() {
        let text = "Å få <b class='x'>fet</b> tekst<br>";
        let (_, findings) = scan_text(text);
        assert_eq!(codes(&findings), ["markdown/raa-html", "markdown/raa-html"]);
        assert_eq!(spans(text, &findings), ["<b class='x'>", "<br>"]);
        assert!(findings[0].hints[0].contains("**tekst**"));
        assert!(findings[1].hints[0].contains("to mellomrom"));
        assert_eq!(html(text), "<p>Å få fet tekst</p>\n");
    }

    #[test]
    fn a_block_is_reported_at_its_first_tag_and_is_not_written() {
        let text = "Før\n\n  <details>\n<summary>x</summary>\n\nMidt\n\n</details>\n";
        let (_, findings) = scan_text(text);
        assert_eq!(spans(text, &findings), ["<details>"]);
        assert_eq!(html(text), "<p>Før</p>\n<p>Midt</p>\n");
    }

    #[test]
    fn comments_and_scripts_are_refused() {
        let text = "<!-- hemmelig\nmer -->\n\nx <!-- y --> <script>alert(1)</script>";
        let (_, findings) = scan_text(text);
        assert_eq!(spans(text, &findings), ["<!-- hemmelig\nmer -->", "<!-- y -->", "<script>"]);
        assert_eq!(html(text), "<p>x  alert(1)</p>\n");
    }

    #[test]
    fn a_placeholder_in_angle_brackets_gets_the_advice_to_escape() {
        let (_, findings) = scan_text("Skriv <navn> her, og 2 < 3 og <3");
        assert_eq!(findings.len(), 1);
        assert!(findings[0].hints[0].contains("\\<"));
    }
}

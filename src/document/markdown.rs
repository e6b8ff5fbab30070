//! A document as CommonMark with tables, as others' tools read it: no HTML, and nothing the author wrote becomes a mark it
//! was not. The author's own Markdown stays, with its headings moved down and its references written out.

use super::forfatter::{author, chapter};
use super::innhold::Ordbok;
use crate::derive::dokument::{Blokk, Celle, Dokument, Innhold, Linje, Tabell};
use crate::domain::enumeration::Enumeration;
use crate::page::world::World;

/// Between the lines of a cell, which must be on one line.
const BETWEEN: &str = " · ";

/// The whole text.
pub fn write(world: &World, document: &Dokument) -> String {
    let mut page =
        Side { words: Ordbok::new(world, document), punkt: String::new(), over: String::new(), out: String::new() };
    page.para(&format!("# {}", escaped(&document.tittel)));
    let org = [document.organisasjon.as_str(), document.plantittel.as_str()];
    let org: Vec<String> = org.into_iter().filter(|name| !name.is_empty()).map(escaped).collect();
    page.para(&org.join(" – "));
    let facts: Vec<String> =
        document.fakta.iter().map(|(name, cell)| format!("- {}: {}", escaped(name), page.celle(cell, true))).collect();
    page.para(&facts.join("\n"));
    for line in &document.ingress {
        page.para(&escaped(line));
    }
    for section in &document.seksjoner {
        page.punkt.clear();
        page.over.clone_from(&section.tittel);
        page.para(&format!("## {}", escaped(&section.tittel)));
        if !section.ingress.is_empty() {
            page.para(&escaped(&section.ingress));
        }
        for block in &section.blokker {
            page.blokk(block);
        }
    }
    let made = escaped(&page.words.laget_av());
    page.para("---");
    page.para(&made);
    page.out.truncate(page.out.trim_end().len());
    page.out.push('\n');
    page.out
}

struct Side<'w> {
    words: Ordbok<'w>,
    /// The post or item the last heading was for.
    punkt: String,
    /// The last heading: a caption that only says it again is left out.
    over: String,
    out: String,
}

impl Side<'_> {
    fn para(&mut self, text: &str) {
        if !text.is_empty() {
            self.out.push_str(text);
            self.out.push_str("\n\n");
        }
    }

    fn blokk(&mut self, block: &Blokk) {
        match block {
            Blokk::Overskrift { tekst, punkt, .. } => {
                self.punkt.clone_from(punkt);
                self.over.clone_from(tekst);
                self.para(&format!("### {}", escaped(tekst)));
            }
            Blokk::Del(text) => self.para(&format!("#### {}", escaped(text))),
            Blokk::Avsnitt(text) | Blokk::FraPlanen(text) | Blokk::Merknad(text) => self.para(&escaped(text)),
            Blokk::Tekst(text) => {
                let words = author(self.words.world, &text.markdown, text.sted, 2);
                self.para(words.trim());
                let evidence =
                    text.belegg.as_ref().map(|belegg| self.words.belegg(belegg, &self.punkt)).unwrap_or_default();
                self.para(&evidence.iter().map(|word| escaped(word)).collect::<Vec<_>>().join(". "));
            }
            Blokk::Ubesvart { hjelp } => {
                let told = format!("*{}*", self.words.ord("dokument.ikke_besvart"));
                self.para(&told);
                if !hjelp.is_empty() {
                    let help = self.words.language.fill("dokument.ikke_besvart_hjelp", &[("hjelp", hjelp)]);
                    self.para(&escaped(&help));
                }
            }
            Blokk::IngenTiltak => {
                let told = format!("*{}*", self.words.ord("dokument.ingen_tiltak"));
                self.para(&told);
            }
            Blokk::Blank { grunn, merknad } => {
                let why = self.words.ord(&format!("grunn.{}", grunn.key())).to_owned();
                let told = self.words.language.fill("dokument.besvart_blankt", &[("grunn", &why)]);
                self.para(&format!("*{}*", escaped(&told)));
                self.para(&escaped(merknad));
            }
            Blokk::Liste(cells) => {
                let lines: Vec<String> = cells.iter().map(|cell| format!("- {}", self.celle(cell, true))).collect();
                self.para(&lines.join("\n"));
            }
            Blokk::Tabell(table) => self.tabell(table),
            Blokk::Figur(_) => {}
            Blokk::Kapittel(item) => {
                let site = self.words.world.site;
                let page = site.artikkel(*item);
                let file = page.and_then(|page| self.words.world.sources.file(page.file?));
                if let (Some(page), Some(file)) = (page, file) {
                    let words =
                        page.file.map(|id| chapter(self.words.world, &file.text, page.body, id)).unwrap_or_default();
                    self.para(words.trim());
                }
            }
        }
    }

    fn tabell(&mut self, table: &Tabell) {
        if self.over != table.tekst {
            self.para(&format!("**{}**", escaped(&table.tekst)));
        }
        let mut text = String::new();
        let row = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        text.push_str(&row(&table
            .kolonner
            .iter()
            .map(|column| in_table(&escaped(&column.tittel)))
            .collect::<Vec<_>>()));
        text.push_str(&row(&table
            .kolonner
            .iter()
            .map(|c| if c.tall { "--:" } else { "---" }.to_owned())
            .collect::<Vec<_>>()));
        let gathers = table.samler_belegg();
        for one in &table.rader {
            let mut cells: Vec<String> = one
                .celler
                .iter()
                .enumerate()
                .map(|(at, cell)| {
                    let figures = gathers && table.kolonner.get(at).is_some_and(|column| column.tall);
                    self.celle(cell, !figures)
                })
                .collect();
            if gathers && let Some(last) = cells.last_mut() {
                let mut words: Vec<String> = Some(last.clone()).filter(|text| text != NONE).into_iter().collect();
                for belegg in one.tallbelegg(table) {
                    let said =
                        self.words.belegg(&belegg, &self.punkt).iter().map(|word| escaped(word)).collect::<Vec<_>>();
                    words.push(said.join(": "));
                }
                words.retain(|word| !word.is_empty());
                *last = if words.is_empty() { NONE.to_owned() } else { words.join(BETWEEN) };
            }
            text.push_str(&row(&cells.iter().map(|cell| in_table(cell)).collect::<Vec<_>>()));
        }
        self.para(text.trim_end());
    }

    /// The lines of a cell on one line.
    fn celle(&self, cell: &Celle, evidence: bool) -> String {
        let lines: Vec<String> = cell.linjer.iter().map(|line| self.linje(line, evidence)).collect();
        if lines.is_empty() { NONE.to_owned() } else { lines.join(BETWEEN) }
    }

    fn linje(&self, line: &Linje, evidence: bool) -> String {
        let words = match &line.innhold {
            Innhold::Markdown { tekst, sted } => flat(&author(self.words.world, tekst, *sted, 2)),
            Innhold::Blank(_) => format!("*{}*", escaped(&self.words.innhold(line))),
            _ => escaped(&flat(&self.words.innhold(line))),
        };
        let mut words = match line.lenke.and_then(|item| self.words.adresse(item)) {
            Some(url) => format!("[{words}](<{}>)", url.replace(['<', '>', '\n'], "")),
            None => words,
        };
        let mut more: Vec<String> = Some(escaped(&line.tillegg)).filter(|text| !text.is_empty()).into_iter().collect();
        if let Some(belegg) = &line.belegg {
            if evidence {
                more.extend(self.words.belegg(belegg, &self.punkt).iter().map(|word| escaped(&flat(word))));
            } else {
                more.extend(self.words.sikkerhet(belegg));
            }
        }
        if !more.is_empty() {
            words = format!("{words} ({})", more.join("; "));
        }
        words
    }
}

/// An empty cell.
const NONE: &str = "–";

/// On one line. Spaces that do not break stay as they are.
fn flat(text: &str) -> String {
    text.split(['\n', '\r', '\t', ' ']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A cell in a table: a bar would end it, unless the author has seen to that.
fn in_table(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open = true;
    for letter in text.chars() {
        if letter == '|' && open {
            out.push('\\');
        }
        open = letter != '\\' || !open;
        out.push(if letter == '\n' { ' ' } else { letter });
    }
    out
}

/// Plain words that Markdown takes for nothing but words.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before: Option<char> = None;
    // What begins a line of several is not all alone, but may be the beginning of something all the same.
    let mut line = 0;
    let mut letters = text.trim_start_matches(['\n', ' ']).chars().peekable();
    while let Some(letter) = letters.next() {
        let in_word = before.is_some_and(char::is_alphanumeric) && letters.peek().is_some_and(|c| c.is_alphanumeric());
        let mark = match letter {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' => true,
            '_' => !in_word,
            '&' => letters.peek().is_some_and(|next| next.is_alphanumeric() || *next == '#'),
            // What begins a heading, a list or a rule when it stands first.
            '#' | '+' | '-' | '=' => before.is_none(),
            '!' => letters.peek() == Some(&'['),
            // «1.» first in a line would become a list.
            '.' | ')' => {
                letters.peek().is_none_or(|next| next.is_whitespace())
                    && out.len() > line
                    && out[line..].bytes().all(|c| c.is_ascii_digit())
            }
            _ => false,
        };
        if mark {
            out.push('\\');
        }
        if letter == ' ' && before.is_none() {
            // Four of them would make code of the line.
            continue;
        }
        out.push(letter);
        before = Some(letter).filter(|letter| *letter != '\n');
        if before.is_none() {
            line = out.len();
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_never_become_marks() {
        assert_eq!(escaped("*a* [b](c) <d> a_b _c_ e&f; \\"), "\\*a\\* \\[b\\](c) \\<d\\> a_b \\_c\\_ e\\&f; \\\\");
        assert_eq!(escaped("1. juli"), "1\\. juli");
        assert_eq!(escaped("- nei"), "\\- nei");
        assert_eq!(escaped("2.1 Mål, 15 %, 31.12.2012"), "2.1 Mål, 15 %, 31.12.2012");
        assert_eq!(escaped("a\n# b\n  - c\n\n1. d\n===\n> e"), "a\n\\# b\n\\- c\n\n1\\. d\n\\===\n\\> e");
        assert_eq!(in_table("a | b"), "a \\| b");
        assert_eq!(in_table("a \\| b \\\\| c"), "a \\| b \\\\\\| c");
    }
}

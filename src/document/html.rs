//! A document as one HTML file with its own style: it opens from a disk, asks nothing of any other file or host, and prints.

use std::fmt::Write as _;

use super::alene::Alene;
use super::innhold::Ordbok;
use crate::derive::dokument::{Blokk, Celle, Dokument, Innhold, Linje, Tabell};
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::Belegg;
use crate::markdown::{self, Origin, Part, Quotes, Source, escape_attribute, escape_text, escape_url};
use crate::page::world::World;
use crate::resolve::item::ItemId;

const STYLE: &str = include_str!("dokument.css");

/// The whole file.
pub fn write(world: &World, document: &Dokument) -> String {
    let words = Ordbok::new(world, document);
    let mut page = Side { words, punkt: String::new(), out: String::with_capacity(64 * 1024) };
    page.whole();
    page.out
}

struct Side<'w> {
    words: Ordbok<'w>,
    /// The post or item the last heading was for.
    punkt: String,
    out: String,
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_text(text, &mut out);
    out
}

fn attribute(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_attribute(text, &mut out);
    out
}

impl Side<'_> {
    fn put(&mut self, html: &str) {
        self.out.push_str(html);
    }

    /// An element with plain words in it; nothing when there are none.
    fn element(&mut self, start: &str, text: &str, end: &str) {
        if !text.is_empty() {
            let _ = writeln!(self.out, "{start}{}{end}", escaped(text));
        }
    }

    fn whole(&mut self) {
        let document = self.words.document;
        let title = format!("{} – {}", document.tittel, document.organisasjon);
        let _ = write!(
            self.out,
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"generator\" content=\"{}\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
            attribute(&document.spraak),
            attribute(&self.words.world.nettsted.bygget_av),
            escaped(&title),
        );
        self.put("<header>\n");
        self.element("<p class=\"slag\">", &document.slag, "</p>");
        self.element("<h1>", &document.tittel, "</h1>");
        let under: Vec<&str> = [document.organisasjon.as_str(), document.plantittel.as_str()]
            .into_iter()
            .filter(|t| !t.is_empty())
            .collect();
        self.element("<p class=\"under\">", &under.join(" – "), "</p>");
        self.put("<dl class=\"fakta\">\n");
        for (name, cell) in &document.fakta {
            let value = self.celle(cell, true);
            let _ = writeln!(self.out, "<div><dt>{}</dt><dd>{value}</dd></div>", escaped(name));
        }
        self.put("</dl>\n");
        for line in &document.ingress {
            self.element("<p>", line, "</p>");
        }
        self.put("</header>\n");
        self.contents();
        self.put("<main>\n");
        for section in &document.seksjoner {
            self.punkt.clear();
            let id = attribute(&section.id);
            let class = if section.liggende { " class=\"liggende\"" } else { "" };
            let _ = writeln!(
                self.out,
                "<section{class} aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{}</h2>",
                escaped(&section.tittel)
            );
            self.element("<p>", &section.ingress, "</p>");
            for (at, block) in section.blokker.iter().enumerate() {
                let before = at.checked_sub(1).and_then(|at| section.blokker.get(at));
                self.blokk(block, before, &section.tittel);
            }
            self.put("</section>\n");
        }
        self.put("</main>\n<footer>\n");
        let made = self.words.laget_av();
        self.element("<p>", &made, "</p>");
        self.put("</footer>\n</body>\n</html>\n");
    }

    fn contents(&mut self) {
        let document = self.words.document;
        if document.seksjoner.len() < 2 {
            return;
        }
        let title = self.words.ord("dokument.innhold").to_owned();
        let _ =
            writeln!(self.out, "<nav aria-labelledby=\"innhold\">\n<h2 id=\"innhold\">{}</h2>\n<ol>", escaped(&title));
        for section in &document.seksjoner {
            let _ =
                writeln!(self.out, "<li><a href=\"#{}\">{}</a></li>", attribute(&section.id), escaped(&section.tittel));
        }
        self.put("</ol>\n</nav>\n");
    }

    fn blokk(&mut self, block: &Blokk, before: Option<&Blokk>, section: &str) {
        match block {
            Blokk::Overskrift { id, punkt, tekst, lenke } => {
                self.punkt.clone_from(punkt);
                let words = self.lenket(&escaped(tekst), *lenke);
                let _ = writeln!(self.out, "<h3 id=\"{}\">{words}</h3>", attribute(id));
            }
            Blokk::Del(text) => self.element("<h4>", text, "</h4>"),
            Blokk::Avsnitt(text) | Blokk::FraPlanen(text) => self.element("<p>", text, "</p>"),
            Blokk::Merknad(text) => self.element("<p class=\"merknad\">", text, "</p>"),
            Blokk::Tekst(text) => {
                let source =
                    Source { text: &text.markdown, body: 0, origin: Origin::Value(text.sted), quotes: self.quotes() };
                let html = self.markdown(&source, &format!("t{}-{}-", text.sted.file.0, text.sted.start), 2);
                let _ = writeln!(self.out, "<div class=\"svar\">{html}</div>");
                let evidence = text.belegg.as_ref().map(|belegg| self.bevis(belegg)).unwrap_or_default();
                if !evidence.is_empty() {
                    let _ = writeln!(self.out, "<p class=\"merknad\">{evidence}</p>");
                }
            }
            Blokk::Ubesvart { hjelp } => {
                let told = self.words.ord("dokument.ikke_besvart").to_owned();
                self.element("<p class=\"blank\">", &told, "</p>");
                if !hjelp.is_empty() {
                    let help = self.words.language.fill("dokument.ikke_besvart_hjelp", &[("hjelp", hjelp)]);
                    self.element("<p class=\"merknad\">", &help, "</p>");
                }
            }
            Blokk::IngenTiltak => {
                let told = self.words.ord("dokument.ingen_tiltak").to_owned();
                self.element("<p class=\"ingen\">", &told, "</p>");
            }
            Blokk::Blank { grunn, merknad } => {
                let why = self.words.ord(&format!("grunn.{}", grunn.key())).to_owned();
                let told = self.words.language.fill("dokument.besvart_blankt", &[("grunn", &why)]);
                self.element("<p class=\"blank\">", &told, "</p>");
                self.element("<p class=\"merknad\">", merknad, "</p>");
            }
            Blokk::Liste(cells) => {
                self.put("<ul>\n");
                for cell in cells {
                    let html = self.celle(cell, true);
                    let _ = writeln!(self.out, "<li>{html}</li>");
                }
                self.put("</ul>\n");
            }
            Blokk::Tabell(table) => {
                // A caption that only says the heading again is kept for those who cannot see where the table stands.
                let over = match before {
                    Some(Blokk::Overskrift { tekst, .. } | Blokk::Del(tekst)) => tekst.as_str(),
                    _ => section,
                };
                self.tabell(table, over == table.tekst);
            }
            Blokk::Figur(_) => {}
            Blokk::Kapittel(item) => self.kapittel(*item),
        }
    }

    fn kapittel(&mut self, item: ItemId) {
        let world = self.words.world;
        let Some((page, file)) = world.site.artikkel(item).and_then(|page| Some((page, page.file?))) else { return };
        let text = world.sources.file(file).map_or("", |file| &*file.text);
        let source = Source { text, body: page.body, origin: Origin::File(file), quotes: self.quotes() };
        let html = self.markdown(&source, &format!("k{}-", file.0), 1);
        let _ = writeln!(self.out, "<div class=\"svar\">{html}</div>");
    }

    fn tabell(&mut self, table: &Tabell, said: bool) {
        let id = attribute(&table.id);
        let class = if said { " class=\"skjult\"" } else { "" };
        let _ = writeln!(
            self.out,
            "<div class=\"tabell\" role=\"group\" aria-labelledby=\"{id}-tekst\" tabindex=\"0\">\n<table id=\"{id}\">\n\
             <caption id=\"{id}-tekst\"{class}>{}</caption>\n<thead><tr>",
            escaped(&table.tekst)
        );
        for column in &table.kolonner {
            let class = if column.tall { " class=\"tall\"" } else { "" };
            let _ = write!(self.out, "<th scope=\"col\"{class}>{}</th>", escaped(&column.tittel));
        }
        self.put("</tr></thead>\n<tbody>\n");
        let gathers = table.samler_belegg();
        for row in &table.rader {
            self.put(if row.sum { "<tr class=\"sum\">" } else { "<tr>" });
            let last = row.celler.len().saturating_sub(1);
            for (at, cell) in row.celler.iter().enumerate() {
                let figures = gathers && table.kolonner.get(at).is_some_and(|column| column.tall);
                let mut html = self.celle(cell, !figures);
                if gathers && at == last {
                    let evidence: Vec<String> = row
                        .tallbelegg(table)
                        .iter()
                        .map(|belegg| self.bevis(belegg))
                        .filter(|html| !html.is_empty())
                        .map(|html| format!("<span class=\"bevis\">{html}</span>"))
                        .collect();
                    if !evidence.is_empty() {
                        html = if cell.linjer.is_empty() { String::new() } else { html };
                        html.push_str(&evidence.join(" "));
                    }
                }
                if at == 0 {
                    let _ = write!(self.out, "<th scope=\"row\">{html}</th>");
                } else {
                    let class = if table.kolonner.get(at).is_some_and(|c| c.tall) { " class=\"tall\"" } else { "" };
                    let _ = write!(self.out, "<td{class}>{html}</td>");
                }
            }
            self.put("</tr>\n");
        }
        self.put("</tbody>\n</table>\n</div>\n");
    }

    fn celle(&self, cell: &Celle, evidence: bool) -> String {
        match cell.linjer.as_slice() {
            [] => "–".to_owned(),
            [one] => self.linje(one, evidence),
            lines => {
                let lines: Vec<String> = lines.iter().map(|line| self.linje(line, evidence)).collect();
                format!("<ul><li>{}</li></ul>", lines.join("</li><li>"))
            }
        }
    }

    fn linje(&self, line: &Linje, evidence: bool) -> String {
        let mut html = match &line.innhold {
            Innhold::Markdown { tekst, sted } => {
                let source = Source { text: tekst, body: 0, origin: Origin::Value(*sted), quotes: self.quotes() };
                self.markdown(&source, &format!("t{}-{}-", sted.file.0, sted.start), 2)
            }
            Innhold::Blank(_) => format!("<span class=\"blank\">{}</span>", escaped(&self.words.innhold(line))),
            Innhold::Status(key) => {
                format!("<span class=\"status {}\">{}</span>", attribute(key), escaped(&self.words.innhold(line)))
            }
            _ => self.lenket(&escaped(&self.words.innhold(line)), line.lenke),
        };
        if !line.tillegg.is_empty() {
            let _ = write!(html, " <small>{}</small>", escaped(&line.tillegg));
        }
        if let Some(belegg) = &line.belegg {
            if evidence {
                let told = self.bevis(belegg);
                if !told.is_empty() {
                    let _ = write!(html, "<span class=\"bevis\">{told}</span>");
                }
            } else if let Some(sure) = self.words.sikkerhet(belegg) {
                let _ = write!(html, " <small class=\"usikker\">{}</small>", escaped(&sure));
            }
        }
        html
    }

    /// What something rests on, as words with a link to the source where the site is published.
    fn bevis(&self, belegg: &Belegg) -> String {
        let words = self.words.belegg(belegg, &self.punkt);
        words.iter().map(|word| escaped(word)).collect::<Vec<_>>().join(". ").replace(".. ", ". ")
    }

    fn lenket(&self, html: &str, item: Option<ItemId>) -> String {
        match item.and_then(|item| self.words.adresse(item)) {
            Some(url) => {
                let mut href = String::new();
                escape_url(&url, &mut href);
                format!("<a href=\"{href}\">{html}</a>")
            }
            None => html.to_owned(),
        }
    }

    fn quotes(&self) -> Quotes {
        Quotes::of_language(self.words.language.code())
    }

    fn markdown(&self, source: &Source, prefix: &str, shift: u8) -> String {
        let mut guide = Alene::new(&self.words, prefix, shift);
        let parts = markdown::render(source, &mut guide);
        parts.into_iter().filter_map(|part| if let Part::Html(html) = part { Some(html) } else { None }).collect()
    }
}

//! What the template draws, as data: every text is a string, every block has its kind. The order and the words are those of
//! the other formats.

use std::cell::Cell;

use serde_json::{Value, json};

use super::figur;
use crate::derive::dokument::{Blokk, Celle, Dokument, Innhold, Linje, Seksjon, Tabell};
use crate::document::alene::Alene;
use crate::document::innhold::Ordbok;
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::Belegg;
use crate::language::dates::{self, Form};
use crate::markdown::pieces::{self, Block, Inline};
use crate::markdown::{self, Origin, Quotes, Source};
use crate::page::world::World;

/// More headings than this are more than two pages of contents: then only the sections are listed.
const MANY: usize = 80;

/// The whole document.
pub fn of(world: &World, document: &Dokument) -> Value {
    let words = Ordbok::new(world, document);
    let mut gatherer = Gatherer { words, punkt: String::new(), over: String::new(), level: 1, texts: Cell::new(0) };
    let sections: Vec<Value> = document.seksjoner.iter().map(|section| gatherer.section(section)).collect();
    let words = &gatherer.words;
    let blocks = document.seksjoner.iter().flat_map(|section| &section.blokker);
    let headings = blocks.filter(|block| matches!(block, Blokk::Overskrift { .. })).count() + document.seksjoner.len();
    let facts: Vec<Value> =
        document.fakta.iter().map(|(name, cell)| json!({ "name": name, "value": gatherer.cell(cell, true) })).collect();
    let under: Vec<&str> =
        [document.organisasjon.as_str(), document.plantittel.as_str()].into_iter().filter(|t| !t.is_empty()).collect();
    let date = |at: usize| document.per_dato.split('-').nth(at).and_then(|n| n.parse::<i64>().ok());
    json!({
        "lang": document.spraak,
        "creator": world.nettsted.bygget_av,
        "document_title": format!("{} – {}", document.tittel, document.organisasjon),
        "author": document.organisasjon,
        "date": [date(0), date(1), date(2)],
        "kind_name": document.slag,
        "title": document.tittel,
        "under": under,
        "facts": facts,
        "lead": document.ingress,
        "contents": words.ord("dokument.innhold"),
        "page_of": [words.ord("dokument.side"), words.ord("dokument.side_av")],
        "as_of": words.language.fill("bevis.per", &[("dato", &dates::format(&document.per_dato, Form::Short, words.language))]),
        "made_by": words.laget_av(),
        "short": document.kort,
        "with_contents": document.seksjoner.len() > 1 && !document.kort,
        "depth": if headings > MANY { 1 } else { 2 },
        "sections": sections,
    })
}

struct Gatherer<'w> {
    words: Ordbok<'w>,
    /// The post or item the last heading was for.
    punkt: String,
    /// The words of the last heading: a caption that only says them again is left out.
    over: String,
    /// The level of the last heading: none is more than one below the one before.
    level: u8,
    /// How many texts there have been: footnotes are numbered in each.
    texts: Cell<usize>,
}

/// Words as the content of a line.
fn text(words: &str) -> Value {
    json!([{ "kind": "text", "text": words }])
}

/// Words that lead somewhere, when there is somewhere to lead.
fn linked(content: Value, url: Option<String>) -> Value {
    match url {
        Some(url) => json!([{ "kind": "link", "url": url, "content": content }]),
        None => content,
    }
}

fn paragraph(tone: &str, words: &str) -> Option<Value> {
    (!words.is_empty()).then(|| json!({ "kind": "paragraph", "tone": tone, "content": text(words) }))
}

impl Gatherer<'_> {
    fn section(&mut self, section: &Seksjon) -> Value {
        self.punkt.clear();
        self.over.clone_from(&section.tittel);
        self.level = 1;
        let mut blocks: Vec<Value> = paragraph("", &section.ingress).into_iter().collect();
        for block in &section.blokker {
            blocks.extend(self.block(block));
        }
        json!({ "title": section.tittel, "landscape": section.liggende, "blocks": blocks })
    }

    fn heading(&mut self, level: u8, content: &Value) -> Value {
        self.level = level.clamp(2, self.level + 1);
        json!({ "kind": "heading", "level": self.level, "content": content })
    }

    fn block(&mut self, block: &Blokk) -> Vec<Value> {
        let ord = |path: &str| self.words.ord(path).to_owned();
        match block {
            Blokk::Overskrift { punkt, tekst, lenke, .. } => {
                self.punkt.clone_from(punkt);
                self.over.clone_from(tekst);
                let content = linked(text(tekst), lenke.and_then(|item| self.words.adresse(item)));
                vec![self.heading(2, &content)]
            }
            Blokk::Del(words) => vec![self.heading(3, &text(words))],
            Blokk::Avsnitt(words) | Blokk::FraPlanen(words) => paragraph("", words).into_iter().collect(),
            Blokk::Merknad(words) => paragraph("small", words).into_iter().collect(),
            Blokk::Tekst(words) => {
                let origin = Origin::Value(words.sted);
                let mut blocks = self.prose(&words.markdown, 0, origin, 2);
                let evidence = words.belegg.as_ref().map(|belegg| self.evidence(belegg)).unwrap_or_default();
                blocks.extend(paragraph("small", &evidence));
                blocks
            }
            Blokk::Ubesvart { hjelp } => {
                let help = (!hjelp.is_empty())
                    .then(|| self.words.language.fill("dokument.ikke_besvart_hjelp", &[("hjelp", hjelp)]));
                let told = paragraph("blank", &ord("dokument.ikke_besvart"));
                told.into_iter().chain(help.and_then(|help| paragraph("small", &help))).collect()
            }
            Blokk::IngenTiltak => paragraph("none", &ord("dokument.ingen_tiltak")).into_iter().collect(),
            Blokk::Blank { grunn, merknad } => {
                let why = ord(&format!("grunn.{}", grunn.key()));
                let told = self.words.language.fill("dokument.besvart_blankt", &[("grunn", &why)]);
                paragraph("blank", &told).into_iter().chain(paragraph("small", merknad)).collect()
            }
            Blokk::Liste(cells) => {
                let items: Vec<Value> = cells.iter().map(|cell| self.cell(cell, true)).collect();
                vec![json!({ "kind": "lines", "items": items })]
            }
            Blokk::Tabell(table) => {
                vec![self.table(table)]
            }
            Blokk::Figur(figure) => figur::draw(self.words.world, self.words.language, figure).into_iter().collect(),
            Blokk::Kapittel(item) => {
                let world = self.words.world;
                let Some((page, file)) = world.site.artikkel(*item).and_then(|page| Some((page, page.file?))) else {
                    return Vec::new();
                };
                let text = world.sources.file(file).map_or("", |file| &*file.text);
                self.prose(text, page.body, Origin::File(file), 1)
            }
        }
    }

    fn table(&self, table: &Tabell) -> Value {
        let gathers = table.samler_belegg();
        let is_figure = |at: usize| table.kolonner.get(at).is_some_and(|column| column.tall);
        let row = |row: &crate::derive::dokument::Rad| {
            let mut cells: Vec<Value> =
                row.celler.iter().enumerate().map(|(at, cell)| self.cell(cell, !(gathers && is_figure(at)))).collect();
            if gathers && let Some(last) = cells.last_mut() {
                let told: Vec<Value> = row
                    .tallbelegg(table)
                    .iter()
                    .map(|belegg| self.evidence(belegg))
                    .filter(|words| !words.is_empty())
                    .map(|words| json!({ "content": [], "evidence": words }))
                    .collect();
                if !told.is_empty() {
                    let empty = row.celler.last().is_some_and(|cell| cell.linjer.is_empty());
                    let own = if empty { Vec::new() } else { last.as_array().cloned().unwrap_or_default() };
                    *last = own.into_iter().chain(told).collect();
                }
            }
            cells.resize(table.kolonner.len(), json!([{ "content": text("–") }]));
            json!({ "cells": cells, "sum": row.sum })
        };
        json!({
            "kind": "table",
            "caption": if self.over == table.tekst { json!(null) } else { text(&table.tekst) },
            "continued": self.continued(&table.tekst),
            "head": table.kolonner.iter().map(|column| text(&column.tittel)).collect::<Vec<_>>(),
            "right": table.kolonner.iter().map(|column| column.tall).collect::<Vec<_>>(),
            "rows": table.rader.iter().map(row).collect::<Vec<_>>(),
        })
    }

    /// The lines of a cell.
    fn cell(&self, cell: &Celle, evidence: bool) -> Value {
        if cell.linjer.is_empty() {
            return json!([{ "content": text("–") }]);
        }
        cell.linjer.iter().map(|line| self.line(line, evidence)).collect()
    }

    fn line(&self, line: &Linje, evidence: bool) -> Value {
        let mut made = match &line.innhold {
            Innhold::Markdown { tekst, sted } => {
                let blocks = self.pieces(tekst, 0, Origin::Value(*sted), 2);
                match blocks.as_slice() {
                    [Block::Paragraph { content }] => json!({ "content": self.inlines(content) }),
                    all => json!({ "content": [], "blocks": self.flat(all) }),
                }
            }
            Innhold::Blank(_) => json!({ "content": text(&self.words.innhold(line)), "tone": "blank" }),
            Innhold::Status(_) => json!({ "content": text(&self.words.innhold(line)), "tone": "status" }),
            _ => {
                let url = line.lenke.and_then(|item| self.words.adresse(item));
                let words = self.words.innhold(line);
                let content = if words.is_empty() { json!([]) } else { linked(text(&words), url) };
                json!({ "content": content })
            }
        };
        let mut more = line.tillegg.clone();
        if let Some(belegg) = &line.belegg {
            if evidence {
                made["evidence"] = self.evidence(belegg).into();
            } else if let Some(sure) = self.words.sikkerhet(belegg) {
                more = if more.is_empty() { sure } else { format!("{more}, {sure}") };
            }
        }
        made["more"] = more.into();
        made
    }

    /// What the second part of a table is called that is too wide for the sheet.
    fn continued(&self, caption: &str) -> String {
        self.words.language.fill("dokument.fortsatt", &[("tabell", caption)])
    }

    fn evidence(&self, belegg: &Belegg) -> String {
        self.words.belegg(belegg, &self.punkt).join(". ").replace(".. ", ". ")
    }

    fn pieces(&self, text: &str, body: usize, origin: Origin, shift: u8) -> Vec<Block> {
        self.texts.set(self.texts.get() + 1);
        let source = Source { text, body, origin, quotes: Quotes::of_language(self.words.language.code()) };
        markdown::pieces(&source, &mut Alene::new(&self.words, "", shift))
    }

    fn prose(&mut self, text: &str, body: usize, origin: Origin, shift: u8) -> Vec<Value> {
        let blocks = self.pieces(text, body, origin, shift);
        blocks.iter().map(|block| self.piece(block)).collect()
    }

    fn piece(&mut self, block: &Block) -> Value {
        match block {
            Block::Heading { level, content } => {
                let content = self.inlines(content);
                self.heading(*level, &content)
            }
            other => self.other_piece(other),
        }
    }

    /// In a cell, a list or a quotation there are no headings: theirs are strong words.
    fn flat(&self, blocks: &[Block]) -> Vec<Value> {
        blocks.iter().map(|block| self.other_piece(block)).collect()
    }

    fn other_piece(&self, block: &Block) -> Value {
        match block {
            Block::Paragraph { content } => {
                json!({ "kind": "paragraph", "tone": "", "content": self.inlines(content) })
            }
            Block::Heading { content, .. } => {
                let strong = json!([{ "kind": "strong", "content": self.inlines(content) }]);
                json!({ "kind": "paragraph", "tone": "", "content": strong })
            }
            Block::Quote { content } => json!({ "kind": "quote", "blocks": self.flat(content) }),
            Block::Callout { title, content } => {
                json!({ "kind": "callout", "title": title, "blocks": self.flat(content) })
            }
            Block::List { start, items } => {
                let items: Vec<Vec<Value>> = items.iter().map(|item| self.flat(item)).collect();
                json!({ "kind": "list", "start": start, "items": items })
            }
            Block::Definitions { entries } => {
                let entry =
                    |entry: &pieces::Definition| json!({ "term": entry.term, "blocks": self.flat(&entry.content) });
                json!({ "kind": "definitions", "entries": entries.iter().map(entry).collect::<Vec<_>>() })
            }
            Block::Code { text } => {
                // A space at the beginning of a line would be lost.
                let line = |line: &str| {
                    let line = line.replace('\t', "    ");
                    let lead = line.len() - line.trim_start_matches(' ').len();
                    format!("{}{}", "\u{a0}".repeat(lead), &line[lead..])
                };
                json!({ "kind": "typed-lines", "lines": text.trim_end().lines().map(line).collect::<Vec<_>>() })
            }
            Block::Table { caption, right, head, rows } => {
                let row = |row: &Vec<Vec<Inline>>| {
                    let cells: Vec<Value> = row.iter().map(|cell| json!([{ "content": self.inlines(cell) }])).collect();
                    json!({ "cells": cells, "sum": false })
                };
                json!({
                    "kind": "table",
                    "caption": self.inlines(caption),
                    "continued": self.continued(&pieces::plain(caption)),
                    "head": head.iter().map(|cell| self.inlines(cell)).collect::<Vec<_>>(),
                    "right": right,
                    "rows": rows.iter().map(row).collect::<Vec<_>>(),
                })
            }
            Block::Rule => json!({ "kind": "rule" }),
        }
    }

    /// What stands in a line. A link that leaves the site shows its address, for those who read on paper.
    fn inlines(&self, content: &[Inline]) -> Value {
        let wrapped = |kind: &str, content: &[Inline]| json!({ "kind": kind, "content": self.inlines(content) });
        let mut out: Vec<Value> = Vec::new();
        for inline in content {
            let made = match inline {
                Inline::Text { text } => json!({ "kind": "text", "text": text }),
                Inline::Break => json!({ "kind": "break" }),
                Inline::Code { text } => json!({ "kind": "typed", "text": text }),
                Inline::Emphasis { content } => wrapped("emphasis", content),
                Inline::Strong { content } => wrapped("strong", content),
                Inline::Struck { content } => wrapped("struck", content),
                Inline::Link { url, external, content } => {
                    let address = url.strip_prefix("mailto:").or_else(|| url.strip_prefix("tel:")).unwrap_or(url);
                    let said = pieces::plain(content);
                    let shown = said.contains(address) || !external;
                    out.push(json!({ "kind": "link", "url": url, "content": self.inlines(content) }));
                    if shown {
                        continue;
                    }
                    json!({ "kind": "address", "text": address })
                }
                Inline::Footnote { number, content } => {
                    let name = format!("note-{}-{number}", self.texts.get());
                    json!({ "kind": "footnote", "name": name, "blocks": self.flat(content) })
                }
            };
            out.push(made);
        }
        out.into()
    }
}

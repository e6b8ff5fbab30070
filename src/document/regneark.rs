//! A document as rows for a spreadsheet: one per answer and per line of a cell, with the post it belongs to, the figure as
//! a number, why a blank is blank, and what it rests on.

use super::forfatter::author;
use super::innhold::Ordbok;
use crate::derive::dokument::{Blokk, Celle, Dokument, Innhold, Linje, Tabell};
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::{Belegg, Grunn};
use crate::page::world::World;
use crate::resolve::item::ItemId;
use crate::table::{self, Out};

const HEAD: [&str; 21] = [
    "organisasjon",
    "plan",
    "dokument",
    "seksjon",
    "punkt",
    "overskrift",
    "tabell",
    "rad",
    "kolonne",
    "slag",
    "tall",
    "enhet",
    "ca",
    "tekst",
    "grunn",
    "kilde",
    "sted",
    "sikkerhet",
    "dato",
    "merknad",
    "id",
];

/// The rows, with the mark that tells Norwegian spreadsheets that the file is UTF-8.
pub fn write(world: &World, document: &Dokument) -> Vec<u8> {
    let words = Ordbok::new(world, document);
    let mut rows = Rader {
        words,
        seksjon: String::new(),
        punkt: String::new(),
        overskrift: String::new(),
        tabell: String::new(),
        rad: None,
        alle: Vec::new(),
    };
    for (name, cell) in &document.fakta {
        rows.celle(&document.slag, name, cell);
    }
    for section in &document.seksjoner {
        rows.seksjon.clone_from(&section.tittel);
        rows.punkt.clear();
        rows.overskrift.clear();
        for block in &section.blokker {
            rows.blokk(block);
        }
    }
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    bytes.extend(table::write(&HEAD, &rows.alle));
    bytes
}

struct Rader<'w> {
    words: Ordbok<'w>,
    seksjon: String,
    punkt: String,
    /// The last heading.
    overskrift: String,
    /// The caption of the table; empty outside tables.
    tabell: String,
    /// What the row of a table names.
    rad: Option<ItemId>,
    alle: Vec<Vec<Out>>,
}

/// What a row holds besides where it belongs.
#[derive(Default)]
struct Verdi<'a> {
    slag: &'a str,
    tall: Option<f64>,
    enhet: String,
    ca: bool,
    tekst: String,
    grunn: Option<Grunn>,
    belegg: Option<&'a Belegg>,
    /// What the line names, or else its row.
    item: Option<ItemId>,
}

fn text(words: impl Into<String>) -> Out {
    let words = words.into();
    if words.is_empty() { Out::Empty } else { Out::Text(words) }
}

impl Rader<'_> {
    fn blokk(&mut self, block: &Blokk) {
        match block {
            Blokk::Overskrift { punkt, tekst, .. } => {
                self.punkt.clone_from(punkt);
                self.overskrift.clone_from(tekst);
            }
            Blokk::Avsnitt(words) | Blokk::FraPlanen(words) | Blokk::Merknad(words) => {
                self.push("", "", Verdi { slag: "merknad", tekst: words.clone(), ..Verdi::default() });
            }
            Blokk::Del(_) | Blokk::Figur(_) => {}
            Blokk::Tekst(words) => {
                let tekst = author(self.words.world, &words.markdown, words.sted, 0).trim().to_owned();
                let belegg = words.belegg.as_ref();
                self.push("", "", Verdi { slag: "svar", tekst, belegg, ..Verdi::default() });
            }
            Blokk::Ubesvart { .. } => {
                let tekst = self.words.ord("dokument.ikke_besvart").to_owned();
                self.push("", "", Verdi { slag: "ikke_besvart", tekst, ..Verdi::default() });
            }
            Blokk::IngenTiltak => {
                let tekst = self.words.ord("dokument.ingen_tiltak").to_owned();
                self.push("", "", Verdi { slag: "ingen_tiltak", tekst, ..Verdi::default() });
            }
            Blokk::Blank { grunn, merknad } => {
                let belegg = Belegg { merknad: Some(merknad.clone()).filter(|m| !m.is_empty()), ..Belegg::default() };
                self.push(
                    "",
                    "",
                    Verdi { slag: "blank", grunn: Some(*grunn), belegg: Some(&belegg), ..Verdi::default() },
                );
            }
            Blokk::Liste(cells) => cells.iter().for_each(|cell| self.celle("", "", cell)),
            Blokk::Tabell(table) => self.tabell(table),
            Blokk::Kapittel(item) => {
                let title = self.words.world.site.item(*item).title.clone();
                self.push("", "", Verdi { slag: "kapittel", tekst: title, ..Verdi::default() });
            }
        }
    }

    fn tabell(&mut self, table: &Tabell) {
        let outer = self.punkt.clone();
        self.tabell.clone_from(&table.tekst);
        for row in &table.rader {
            if !row.punkt.is_empty() {
                self.punkt.clone_from(&row.punkt);
            }
            let name = row.celler.first().map_or_else(String::new, |cell| self.navn(cell));
            // What is said of the row itself besides its name, and a row of one column.
            let more = |line: &Linje| line.belegg.is_some() || !line.tillegg.is_empty();
            let says_more =
                |cell: &&Celle| row.celler.len() == 1 || cell.linjer.len() > 1 || cell.linjer.iter().any(more);
            let first = row.celler.first().filter(says_more);
            let others = row.celler.iter().zip(&table.kolonner).skip(1);
            let title = table.kolonner.first().map_or("", |column| column.tittel.as_str());
            let cells: Vec<(&str, &Celle)> = first
                .map(|cell| (title, cell))
                .into_iter()
                .chain(others.map(|(cell, column)| (column.tittel.as_str(), cell)))
                .collect();
            self.rad = row.celler.first().and_then(|cell| cell.linjer.first()).and_then(|line| line.lenke);
            for (column, cell) in cells {
                self.celle(&name, column, cell);
            }
            self.rad = None;
            self.punkt.clone_from(&outer);
        }
        self.tabell.clear();
    }

    /// The words a row is known by.
    fn navn(&self, cell: &Celle) -> String {
        cell.linjer.iter().map(|line| self.words.innhold(line)).collect::<Vec<_>>().join(", ")
    }

    fn celle(&mut self, row: &str, column: &str, cell: &Celle) {
        for line in &cell.linjer {
            self.linje(row, column, line);
        }
    }

    fn linje(&mut self, row: &str, column: &str, line: &Linje) {
        let belegg = line.belegg.as_ref();
        let item = line.lenke.or(self.rad);
        let more = line.tillegg.clone();
        let with_more = |words: &str| if more.is_empty() { words.to_owned() } else { format!("{words} ({more})") };
        let value = match &line.innhold {
            Innhold::Tall { verdi, ca, enhet } => Verdi {
                slag: "tall",
                tall: Some(*verdi),
                enhet: enhet.map_or("", Enumeration::word).to_owned(),
                ca: *ca,
                tekst: more.clone(),
                belegg,
                item,
                ..Verdi::default()
            },
            Innhold::Blank(grunn) => {
                Verdi { slag: "blank", grunn: Some(*grunn), tekst: more.clone(), belegg, item, ..Verdi::default() }
            }
            Innhold::Status(key) => Verdi { slag: "status", tekst: with_more(key), belegg, item, ..Verdi::default() },
            Innhold::Ord(words) => Verdi { slag: "tekst", tekst: with_more(words), belegg, item, ..Verdi::default() },
            Innhold::Markdown { .. } => {
                Verdi { slag: "svar", tekst: with_more(&self.words.innhold(line)), belegg, item, ..Verdi::default() }
            }
        };
        self.push(row, column, value);
    }

    fn push(&mut self, row: &str, column: &str, value: Verdi) {
        let document = self.words.document;
        let none = Belegg::default();
        let belegg = value.belegg.unwrap_or(&none);
        let source = belegg.kilde.as_ref().map(|kilde| self.words.world.reference(kilde).tittel);
        self.alle.push(vec![
            text(&document.organisasjon),
            text(&document.plantittel),
            text(&document.tittel),
            text(&self.seksjon),
            text(&self.punkt),
            text(&self.overskrift),
            text(&self.tabell),
            text(row),
            text(column),
            text(value.slag),
            value.tall.map_or(Out::Empty, Out::Number),
            text(value.enhet),
            text(if value.ca { "ja" } else { "" }),
            text(value.tekst),
            text(value.grunn.map_or("", Enumeration::word)),
            text(source.unwrap_or_default()),
            text(belegg.sted.clone().unwrap_or_default()),
            text(belegg.sikkerhet.map_or("", Enumeration::word)),
            text(belegg.dato.map_or_else(String::new, crate::domain::dato::Dato::iso)),
            text(belegg.merknad.clone().unwrap_or_default()),
            text(value.item.map_or("", |item| self.words.world.site.item(item).key.as_str())),
        ]);
    }
}

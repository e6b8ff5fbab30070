//! A document as sections of a page: links lead to the pages of the site, and evidence stands where a reader looks for it.

use super::del::Del;
use super::felt::Bevis;
use super::maaling::med_enhet;
use super::oversikt::{Celle, Kolonne, Linje, Oversikt};
use super::seksjon::Seksjon;
use crate::derive::dokument::{self, Blokk, Dokument, Innhold, Tabell};
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::{Belegg, Sikkerhet};
use crate::language::Language;
use crate::page::body::Prose;
use crate::page::frame::Fakta;
use crate::page::world::World;

/// Draws documents on pages.
pub struct Tegner<'w> {
    world: &'w World<'w>,
    language: &'w Language,
    prose: Prose<'w>,
    document: &'w Dokument,
    /// The post or item the last heading was for.
    punkt: String,
}

impl<'w> Tegner<'w> {
    /// A document on a page with this way to the root.
    pub fn new(world: &'w World<'w>, language: &'w Language, rot: &str, document: &'w Dokument) -> Self {
        Self { world, language, prose: Prose::new(world, rot, language), document, punkt: String::new() }
    }

    /// The sections of the document.
    pub fn seksjoner(&mut self) -> Vec<Seksjon> {
        let document = self.document;
        document.seksjoner.iter().map(|section| self.seksjon(section)).collect()
    }

    /// The cover as a fact line.
    pub fn fakta(&self) -> Vec<Fakta> {
        self.document
            .fakta
            .iter()
            .map(|(name, cell)| match cell.linjer.as_slice() {
                [one] => match &one.innhold {
                    Innhold::Blank(why) => Fakta::blank(name, why.key()),
                    other => Fakta {
                        url: one.lenke.map(|to| self.world.url(to).to_owned()),
                        ..Fakta::new(name, self.ord(other))
                    },
                },
                lines => {
                    Fakta::new(name, lines.iter().map(|line| self.ord(&line.innhold)).collect::<Vec<_>>().join(", "))
                }
            })
            .collect()
    }

    fn seksjon(&mut self, section: &dokument::Seksjon) -> Seksjon {
        let mut made = Seksjon::new(&section.id, &section.tittel).ingress(&section.ingress);
        self.punkt.clear();
        if section.liggende {
            made = made.liggende();
        }
        for block in &section.blokker {
            let parts = self.blokk(block);
            made.deler.extend(parts);
        }
        made
    }

    fn blokk(&mut self, block: &Blokk) -> Vec<Del> {
        let word = |path: &str| self.language.word(path).to_owned();
        match block {
            Blokk::Overskrift { id, tekst, lenke, punkt } => {
                self.punkt.clone_from(punkt);
                let url = lenke.map_or_else(String::new, |to| self.world.url(to).to_owned());
                vec![Del::Overskrift { id: id.clone(), tekst: tekst.clone(), url }]
            }
            Blokk::Avsnitt(text) | Blokk::FraPlanen(text) => vec![Del::avsnitt(text)],
            Blokk::Merknad(text) => vec![Del::merknad(text)],
            Blokk::Del(text) => vec![Del::Underoverskrift { tekst: text.clone() }],
            Blokk::Tekst(text) => {
                let html = self.prose.html(&text.markdown, text.sted);
                let evidence = text.belegg.as_ref().and_then(|belegg| self.bevis(belegg));
                let body = Del::Html { html: format!("<div class=\"brodtekst\">{html}</div>") };
                std::iter::once(body).chain(evidence.map(|bevis| Del::Bevis { bevis })).collect()
            }
            Blokk::Ubesvart { hjelp } => {
                let help = (!hjelp.is_empty())
                    .then(|| Del::merknad(self.language.fill("dokument.ikke_besvart_hjelp", &[("hjelp", hjelp)])));
                let told = Del::Avsnitt { tekst: word("dokument.ikke_besvart"), klasse: "blank" };
                std::iter::once(told).chain(help).collect()
            }
            Blokk::IngenTiltak => vec![Del::Avsnitt { tekst: word("dokument.ingen_tiltak"), klasse: "ingen-tiltak" }],
            Blokk::Blank { grunn, merknad } => {
                let why = word(&format!("grunn.{}", grunn.key()));
                let told = self.language.fill("dokument.besvart_blankt", &[("grunn", &why)]);
                let remark = (!merknad.is_empty()).then(|| Del::merknad(merknad));
                std::iter::once(Del::Avsnitt { tekst: told, klasse: "blank" }).chain(remark).collect()
            }
            Blokk::Liste(cells) => {
                vec![Del::Rutliste { ruter: cells.iter().map(|cell| self.celle(cell, true)).collect() }]
            }
            Blokk::Tabell(table) => vec![self.tabell(table)],
            // The pages that draw these are the plan's own.
            Blokk::Figur(_) => Vec::new(),
            Blokk::Kapittel(item) => {
                let html = self.prose.included(*item);
                vec![Del::Html { html: format!("<div class=\"brodtekst\">{html}</div>") }]
            }
        }
    }

    fn tabell(&mut self, table: &Tabell) -> Del {
        let columns: Vec<Kolonne> = table
            .kolonner
            .iter()
            .map(|column| if column.tall { Kolonne::tall(&column.tittel) } else { Kolonne::ord(&column.tittel) })
            .collect();
        // A name and a value beside it are read well on the narrowest screen; more columns become cards.
        let kort = columns.len() > 2;
        let mut made = Oversikt { kort, fast: true, ..Oversikt::new(&table.id, &table.tekst, columns) };
        let gathers = table.samler_belegg();
        for row in &table.rader {
            let mut cells: Vec<Celle> = row
                .celler
                .iter()
                .enumerate()
                .map(|(at, cell)| {
                    let figures = gathers && table.kolonner.get(at).is_some_and(|column| column.tall);
                    self.celle(cell, !figures)
                })
                .collect();
            if gathers && let Some(last) = cells.last_mut() {
                last.bevis.extend(row.tallbelegg(table).iter().filter_map(|belegg| self.bevis(belegg)));
                last.tom = *last == Celle::tom() && last.bevis.is_empty();
            }
            made.push(cells);
        }
        Del::Oversikt { tabell: made }
    }

    fn celle(&mut self, cell: &dokument::Celle, evidence: bool) -> Celle {
        let mut made = Celle::default();
        for line in &cell.linjer {
            match &line.innhold {
                Innhold::Markdown { tekst, sted } => made.html.push_str(&self.prose.html(tekst, *sted)),
                Innhold::Status(key) if cell.linjer.len() == 1 => made.status = Some(key.clone()),
                Innhold::Blank(why) if cell.linjer.len() == 1 => {
                    made.grunn = Some(why.key());
                    // Said with the evidence when that is shown at all.
                    made.merknad = line.belegg.as_ref().filter(|_| evidence).and_then(|b| b.merknad.clone());
                }
                _ => made.linjer.push(self.linje(line)),
            }
            if evidence && let Some(belegg) = &line.belegg {
                let remark = if made.merknad.is_some() { None } else { belegg.merknad.clone() };
                let shown = self.bevis(&Belegg { merknad: remark, ..belegg.clone() });
                let new = |bevis: &Bevis| !made.bevis.contains(bevis);
                made.bevis.extend(shown.filter(new));
            }
        }
        if made == Celle::default() { Celle::tom() } else { made }
    }

    fn bevis(&self, belegg: &Belegg) -> Option<Bevis> {
        Bevis::of(self.world, &self.document.vist_belegg(self.world.site, belegg, &self.punkt, self.language))
    }

    fn linje(&self, line: &dokument::Linje) -> Linje {
        let sure = line.belegg.as_ref().and_then(|belegg| belegg.sikkerhet);
        let figure = matches!(line.innhold, Innhold::Tall { .. } | Innhold::Blank(_));
        Linje {
            url: line.lenke.map(|to| self.world.url(to).to_owned()),
            liten: (!line.tillegg.is_empty()).then(|| line.tillegg.clone()),
            sikkerhet: sure.filter(|sure| figure && *sure != Sikkerhet::Sikker).map(Enumeration::key),
            ..Linje::ord(self.ord(&line.innhold))
        }
    }

    fn ord(&self, content: &Innhold) -> String {
        match content {
            Innhold::Ord(text) | Innhold::Markdown { tekst: text, .. } => text.clone(),
            Innhold::Tall { verdi, ca, enhet } => med_enhet(*verdi, *ca, *enhet, self.language),
            Innhold::Status(key) => self.language.word(&format!("status.{key}")).to_owned(),
            Innhold::Blank(why) => self.language.word(&format!("grunn.{}", why.key())).to_owned(),
        }
    }
}

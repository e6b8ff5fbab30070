//! The words of a document's lines and evidence, the same in every format that is read by people.

use super::forfatter::author;
use crate::derive::dokument::{Dokument, Innhold, Linje};
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::{Belegg, Sikkerhet};
use crate::language::Language;
use crate::language::dates::{self, Form};
use crate::page::parts::maaling::med_enhet;
use crate::page::world::World;
use crate::resolve::item::ItemId;

/// What the formats share: the words, and where things are published.
pub struct Ordbok<'w> {
    /// The site.
    pub world: &'w World<'w>,
    /// The document's language.
    pub language: &'w Language,
    /// The document.
    pub document: &'w Dokument,
}

impl<'w> Ordbok<'w> {
    /// For a document.
    pub fn new(world: &'w World<'w>, document: &'w Dokument) -> Self {
        Self { world, language: world.languages.get(&document.spraak), document }
    }

    /// A word of the language.
    pub fn ord<'a>(&'a self, path: &'a str) -> &'a str {
        self.language.word(path)
    }

    /// Where an item is published; nothing when the site does not know its own address.
    pub fn adresse(&self, item: ItemId) -> Option<String> {
        let site = self.world.nettsted.adresse.as_ref()?;
        Some(format!("{site}{}", self.world.url(item)))
    }

    /// What a line says, without what comes after it.
    pub fn innhold(&self, line: &Linje) -> String {
        match &line.innhold {
            Innhold::Ord(text) => text.clone(),
            Innhold::Markdown { tekst, sted } => author(self.world, tekst, *sted, 2).trim().to_owned(),
            Innhold::Tall { verdi, ca, enhet } => med_enhet(*verdi, *ca, *enhet, self.language),
            Innhold::Status(key) => self.ord(&format!("status.{key}")).to_owned(),
            Innhold::Blank(why) => self.ord(&format!("grunn.{}", why.key())).to_owned(),
        }
    }

    /// «vår tolkning»; nothing when it is sure.
    pub fn sikkerhet(&self, belegg: &Belegg) -> Option<String> {
        let sure = belegg.sikkerhet.filter(|sure| *sure != Sikkerhet::Sikker)?;
        Some(self.ord(&format!("sikkerhet.{}", sure.key())).to_owned())
    }

    /// What a line rests on, in a few words: source and place, date, how sure, remark. Nothing when there is nothing
    /// that the document does not say already.
    pub fn belegg(&self, belegg: &Belegg, punkt: &str) -> Vec<String> {
        let shown = self.document.vist_belegg(self.world.site, belegg, punkt, self.language);
        let mut words = Vec::new();
        let source = shown.kilde.as_ref().map(|kilde| self.world.reference(kilde).tittel);
        match (source, shown.sted) {
            (Some(source), Some(sted)) => words.push(format!("{}: {source}, {sted}", self.ord("bevis.kilde"))),
            (Some(source), None) => words.push(format!("{}: {source}", self.ord("bevis.kilde"))),
            (None, Some(sted)) => words.push(sted),
            (None, None) => {}
        }
        if let Some(dato) = shown.dato {
            let dato = dates::format(&dato.iso(), Form::Short, self.language);
            words.push(self.language.fill("bevis.per", &[("dato", &dato)]));
        }
        words.extend(self.sikkerhet(belegg));
        words.extend(shown.merknad);
        words
    }

    /// «Laget med Planverk … Alt gjelder per 31.12.2012.»
    pub fn laget_av(&self) -> String {
        let dato = dates::format(&self.document.per_dato, Form::Short, self.language);
        let program = &self.world.nettsted.bygget_av;
        self.language.fill("dokument.laget_av", &[("program", program), ("dato", &dato)])
    }
}

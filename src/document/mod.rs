//! A document outside the site: one file that someone opens, sends or counts on. What it says is told in
//! `derive::dokument`; each format draws the whole of it. PDF is made only with the feature `pdf`.

mod alene;
#[cfg(feature = "pdf")]
mod figur;
mod forfatter;
mod html;
mod innhold;
mod markdown;
pub mod moete;
#[cfg(feature = "pdf")]
pub mod pdf;
mod regneark;

use std::collections::BTreeMap;

use crate::derive::dokument::Dokument;
use crate::domain::rad::Kind;
use crate::page::innsikt::rapport;
use crate::page::world::World;
use crate::resolve::item::ItemId;

/// The formats that need nothing more than text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One HTML file with its own style, for opening from a disk.
    Html,
    /// CommonMark with tables.
    Markdown,
    /// One row per answer and figure, for spreadsheets.
    Csv,
}

impl Format {
    /// The ending of the file's name.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Csv => "csv",
        }
    }
}

/// The document in a format, UTF-8. The same document gives the same bytes.
pub fn write(world: &World, document: &Dokument, format: Format) -> Vec<u8> {
    match format {
        Format::Html => html::write(world, document).into_bytes(),
        Format::Markdown => markdown::write(world, document).into_bytes(),
        Format::Csv => regneark::write(world, document),
    }
}

/// The files that stand beside the pages of the stored reports, by path from the site's root; [`Beside::write`] makes them.
pub fn beside(world: &World) -> BTreeMap<String, Beside> {
    let reports = world.site.register.iter().filter(|(_, item)| item.kind == Kind::Rapport).map(|(id, _)| id);
    let files = |report| {
        let file = move |format: Format| (rapport::file(world, report, format.ending()), Beside { report, format });
        BESIDE.map(file)
    };
    reports.flat_map(files).collect()
}

/// The same files of one report, by path, made from the document its page was drawn from.
pub fn beside_of(world: &World, document: &Dokument) -> Vec<(String, Vec<u8>)> {
    let file = |report, format: Format| (rapport::file(world, report, format.ending()), write(world, document, format));
    document.rapport.map_or_else(Vec::new, |report| BESIDE.map(|format| file(report, format)).into())
}

/// The formats that stand beside a report's page.
const BESIDE: [Format; 2] = [Format::Markdown, Format::Csv];

/// A stored report in a format.
#[derive(Debug, Clone, Copy)]
pub struct Beside {
    report: ItemId,
    format: Format,
}

impl Beside {
    /// Its bytes; `None` when there is nothing to tell.
    pub fn write(self, world: &World) -> Option<Vec<u8>> {
        rapport::dokument(world, self.report).map(|document| write(world, &document, self.format))
    }
}

//! A document outside the site: one file that someone opens, sends or counts on. What it says is told in
//! `derive::dokument`; each format draws the whole of it.

mod forfatter;
mod html;
mod innhold;
mod markdown;
mod regneark;

use crate::derive::dokument::Dokument;
use crate::domain::rad::Kind;
use crate::page::innsikt::rapport;
use crate::page::world::World;

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

/// The file that stands beside the page of a stored report at this address, if there is one.
pub fn file(world: &World, path: &str) -> Option<Vec<u8>> {
    let format = [Format::Markdown, Format::Csv].into_iter().find(|format| {
        let ending = path.rsplit_once('.').map(|(_, ending)| ending);
        ending == Some(format.ending())
    })?;
    let mut reports = world.site.register.iter().filter(|(_, item)| item.kind == Kind::Rapport).map(|(id, _)| id);
    let item = reports.find(|item| rapport::file(world, *item, format.ending()) == path)?;
    Some(write(world, &rapport::dokument(world, item)?, format))
}

/// The files that stand beside the pages of the stored reports: path from the site's root, and bytes.
pub fn files(world: &World) -> Vec<(String, Vec<u8>)> {
    let reports = world.site.register.iter().filter(|(_, item)| item.kind == Kind::Rapport).map(|(id, _)| id);
    let mut files = Vec::new();
    for item in reports {
        let Some(document) = rapport::dokument(world, item) else { continue };
        for format in [Format::Markdown, Format::Csv] {
            files.push((rapport::file(world, item, format.ending()), write(world, &document, format)));
        }
    }
    files
}

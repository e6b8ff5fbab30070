//! A document as PDF for the archive and for meetings: tagged for screen readers (PDF/UA-1) and made to last (PDF/A-2a).
//! What a page says is gathered as data in `data`, how it looks is told in `dokument.typ`, and only `press` knows typst.
//! Nobody's text is ever read as typst's language: the template takes it as strings from the data.

mod data;
mod figur;
mod ord;
mod papir;
mod press;
mod skrift;
mod tegn;

use std::collections::BTreeMap;

use crate::derive::dokument::Dokument;
use crate::diag::{Diagnostic, Span};
use crate::page::world::World;

/// A finished file.
pub struct Pdf {
    /// The file. The same document gives the same bytes.
    pub bytes: Vec<u8>,
    /// What is worth knowing about it.
    pub found: Vec<Diagnostic>,
}

/// The document as PDF. `Err` holds what stopped it.
pub fn write(world: &World, document: &Dokument) -> Result<Pdf, Box<Diagnostic>> {
    let faces = press::Faces::load();
    let gathered = data::of(world, document);
    let mut first = None;
    // A letter may be in one face and its accent in another; then everything the plainest face lacks is spelled out.
    for strict in [false, true] {
        let mut unknown = BTreeMap::new();
        let mut data = gathered.clone();
        tegn::spell_out(&mut data, &|letter| faces.has(letter, strict), &mut unknown);
        ord::make_breakable(&mut data);
        papir::fit(&mut data);
        match press::print(&faces, &data, &identity(world, document)) {
            Ok(bytes) => return Ok(Pdf { bytes, found: remarks(world, &unknown) }),
            Err(reason) => first = first.or(Some(reason)),
        }
    }
    let reason = first.unwrap_or_default();
    let fault = Diagnostic::error("rapport/pdf", format!("PDF-en kunne ikke lages: {reason}"));
    Err(Box::new(
        fault.help("Skriv --format html, og lag PDF med utskrift fra nettleseren. Meld gjerne fra om feilen."),
    ))
}

/// What the file is, whatever its version: the same plan's annual report is the same document when it is made anew.
fn identity(world: &World, document: &Dokument) -> String {
    let site = world.site;
    let org = &site.organisasjon(site.plan_org(document.plan)).rad.id;
    format!("planverk:{org}/{}/{}", site.plan(document.plan).rad.id, document.navn)
}

/// One remark for each letter that no face has, at its first place in the author's files.
fn remarks(world: &World, unknown: &BTreeMap<char, usize>) -> Vec<Diagnostic> {
    let remark = |(letter, count): (&char, &usize)| {
        let times = if *count == 1 { "én gang".to_owned() } else { format!("{count} ganger") };
        let code = tegn::code_point(*letter);
        let message = format!("skriften i PDF-en har ikke tegnet {letter} ({code}), som står {times}");
        let found = Diagnostic::warning("rapport/tegn", message)
            .help(format!("I PDF-en står [{code}] i stedet. Skriv det samme med ord, så kan alle lese det."));
        let place = world.sources.iter().find_map(|(id, file)| {
            let at = file.text.find(*letter)?;
            Some(Span::new(id, at..at + letter.len_utf8()))
        });
        match place {
            Some(span) => found.at(span),
            None => found,
        }
    };
    unknown.iter().map(remark).collect()
}

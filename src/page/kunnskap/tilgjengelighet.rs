//! About accessibility: what the pages do, and where to say so when they fail. The author's page of the same name, when
//! there is one, comes first.

use serde::Serialize;

use crate::page::body;
use crate::page::catalogue::PageSpec;
use crate::page::frame::Innholdspunkt;
use crate::page::parts::chrome;
use crate::page::parts::del::Del;
use crate::page::view::Page;
use crate::page::world::World;

/// What the template draws.
#[derive(Debug, Serialize)]
struct Visning {
    deler: Vec<Del>,
}

/// The page.
pub fn page(world: &World, spec: &PageSpec) -> Page {
    let language = world.language();
    let mut frame = chrome::frame(world, &spec.sti, &spec.tittel, &[]);
    frame.ingress = Some(language.word("tilgjengelighet.ingress").to_owned());
    language.word("tilgjengelighet.ingress").clone_into(&mut frame.beskrivelse);
    let pages = world.library.folder("").map_or(&[][..], |root| &root.pages);
    let own = pages.iter().copied().find(|page| world.url(*page) == spec.sti);
    let body = own.map(|own| body::page(world, own, &spec.sti, language)).unwrap_or_default();
    frame.innhold = body.innhold;
    let mut add = |id: &str, word: &str| {
        frame.innhold.push(Innholdspunkt { id: id.to_owned(), tekst: language.word(word).to_owned(), nivaa: 2 });
    };
    add("side-slik-er-sidene", "tilgjengelighet.hva_vi_gjoer");
    if world.nettsted.tilbakemelding.is_some() {
        add("side-meld-fra", "tilgjengelighet.meld_fra");
    }
    Page::new("tilgjengelighet.html", frame, Visning { deler: body.deler })
}

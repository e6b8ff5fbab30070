//! The search page: the frame around the list of hits. The hits are found by the script `soek.js` from the index that
//! `search` exports; without it the page leads to A–Å.

use serde::Serialize;

use crate::page::catalogue::PageSpec;
use crate::page::frame::Lenke;
use crate::page::parts::chrome;
use crate::page::view::Page;
use crate::page::world::World;

/// The kinds of filter, in the order they are shown. Each is a word under `soek.filter` and a name in the address.
pub const FILTERS: [&str; 6] = ["type", "organisasjon", "plan", "maalgruppe", "suksessfaktor", "status"];

/// The statuses, as in `status.<key>` in the language files.
const STATUSES: [&str; 9] = [
    "fullfoert",
    "i_gang",
    "forsinket",
    "utsatt",
    "stoppet",
    "ikke_startet",
    "viderefoert",
    "ikke_gjennomfoert",
    "uten",
];

/// What the template draws.
#[derive(Debug, Serialize)]
struct Visning {
    /// Name in the address and heading of each filter.
    filtre: Vec<Filter>,
    /// Keys of every status, so that the script can show its sign and word.
    statuser: [&'static str; 9],
    /// Ways to everything on the site, for who finds nothing or has no script.
    veier: Vec<Lenke>,
}

#[derive(Debug, Serialize)]
struct Filter {
    navn: &'static str,
    tittel: String,
}

/// The page.
pub fn page(world: &World, spec: &PageSpec) -> Page {
    let language = world.language();
    let mut frame = chrome::frame(world, &spec.sti, &spec.tittel, &[]);
    language.word("soek.beskrivelse").clone_into(&mut frame.beskrivelse);
    // One page for every question: none of them is worth an entry in another search engine.
    frame.robots_noindex = true;
    let filter = |navn: &'static str| Filter { navn, tittel: language.word(&format!("soek.filter.{navn}")).to_owned() };
    let ways = ["a-aa.html", "emner/index.html", "planer/index.html", "begreper.html"];
    let veier = ways.iter().filter_map(|way| world.catalogue.at(way)).map(|page| Lenke::new(&page.tittel, &page.sti));
    let view =
        Visning { filtre: FILTERS.into_iter().map(filter).collect(), statuser: STATUSES, veier: veier.collect() };
    Page::new("sok.html", frame, view)
}

//! The glossary: every term with all that is said of it, by letter.

use serde::Serialize;

use super::artikkel;
use crate::domain::begrep::Begrep;
use crate::domain::rad::Kind;
use crate::domain::slug::slug;
use crate::language::{Language, collation};
use crate::page::body::{self, Prose};
use crate::page::catalogue::PageSpec;
use crate::page::frame::{Fakta, Kildelenke, Lenke};
use crate::page::parts::chrome;
use crate::page::parts::del::Del;
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::ItemId;

/// What the template draws.
#[derive(Debug, Serialize)]
struct Visning {
    deler: Vec<Del>,
    bokstaver: Vec<Avsnitt>,
}

#[derive(Debug, Serialize)]
struct Avsnitt {
    bokstav: String,
    id: String,
    begreper: Vec<Oppslag>,
}

/// One entry.
#[derive(Debug, Serialize)]
struct Oppslag {
    id: String,
    term: String,
    definisjon: String,
    synonymer: Vec<String>,
    forkortelse: Option<String>,
    nynorsk: Option<String>,
    engelsk: Option<String>,
    gruppe: Option<String>,
    se: Vec<Lenke>,
    brukt_antall: usize,
    brukt_paa: Vec<Lenke>,
    kilder: Vec<Kildelenke>,
}

/// The page.
pub fn page(world: &World, spec: &PageSpec) -> Page {
    let own = world.library.folder("begreper").and_then(|folder| folder.own);
    let language = own.map_or_else(|| world.language(), |own| artikkel::language(world, own));
    let mut frame = if let Some(own) = own {
        artikkel::frame(world, own, &spec.sti, language)
    } else {
        let mut frame = chrome::frame(world, &spec.sti, &spec.tittel, &[]);
        frame.ingress = Some(language.word("begreper.ingress").to_owned());
        language.word("begreper.ingress").clone_into(&mut frame.beskrivelse);
        frame
    };
    let terms: Vec<(ItemId, &Begrep)> =
        world.site.register.iter().filter_map(|(id, _)| Some((id, world.site.begrep(id)?))).collect();
    let mut facts = vec![Fakta::new(language.word("meny.begreper"), terms.len().to_string())];
    facts.append(&mut frame.faktalinje);
    frame.faktalinje = facts;
    let mut prose = Prose::new(world, &frame.rot, language).without_glossary();
    let bokstaver = by_letter(world, &terms, &mut prose, language);
    let mut deler = Vec::new();
    if let Some(own) = own {
        // A heading may not have the id of a term: both stand on this page.
        let taken = |id: &str| terms.iter().any(|(term, _)| world.site.item(*term).key == id);
        let headings = world.site.outline(own).map_or(&[][..], |outline| &outline.headings);
        let prefix = if headings.iter().any(|heading| taken(&heading.id)) { "om-" } else { "" };
        let body = body::prefixed_page(world, own, &spec.sti, language, prefix);
        deler = body.deler;
        frame.innhold = body.innhold;
        frame.sidemeny = None;
    }
    Page::new("begreper.html", frame, Visning { deler, bokstaver })
}

fn by_letter(world: &World, terms: &[(ItemId, &Begrep)], prose: &mut Prose, language: &Language) -> Vec<Avsnitt> {
    let mut sorted: Vec<&(ItemId, &Begrep)> = terms.iter().collect();
    collation::sort_by(&mut sorted, |(_, term)| &term.term);
    let mut letters: Vec<Avsnitt> = Vec::new();
    for (id, term) in sorted {
        let letter = collation::initial(&term.term);
        if letters.last().is_none_or(|last| last.bokstav != letter) {
            letters.push(Avsnitt { id: letter_id(&letter), bokstav: letter, begreper: Vec::new() });
        }
        if let Some(last) = letters.last_mut() {
            last.begreper.push(entry(world, *id, term, prose, language));
        }
    }
    letters
}

/// The id of a letter's heading; `bokstav-0-9` for numbers.
pub fn letter_id(letter: &str) -> String {
    let ascii = slug(letter);
    format!("bokstav-{}", if ascii.is_empty() { "annet" } else { &ascii })
}

fn entry(world: &World, id: ItemId, term: &Begrep, prose: &mut Prose, language: &Language) -> Oppslag {
    let site = world.site;
    let uses = world.terms.uses(id);
    let se =
        term.se.iter().filter_map(|other| site.target(other)).filter(|other| site.item(*other).kind == Kind::Begrep);
    Oppslag {
        id: site.item(id).key.clone(),
        term: term.term.clone(),
        definisjon: prose.line(&term.definisjon, term.rad.places.field("definisjon")),
        synonymer: term.synonymer.clone(),
        forkortelse: term.forkortelse.clone(),
        // The same word again says nothing.
        nynorsk: term.nynorsk.clone().filter(|word| *word != term.term || language.code() != "nb"),
        engelsk: term.engelsk.clone(),
        gruppe: term.gruppe.clone(),
        se: se.map(|other| world.link(other)).collect(),
        brukt_antall: uses.total,
        brukt_paa: world.links(uses.pages),
        kilder: term
            .kilder
            .iter()
            .map(|source| {
                let link = world.reference(source);
                Kildelenke { tittel: link.tittel, url: (!link.url.is_empty()).then_some(link.url), sted: None }
            })
            .collect(),
    }
}

//! 404. It is shown at whatever address was asked for, so its links cannot be relative when the site's own is known.

use serde::Serialize;

use crate::page::catalogue::PageSpec;
use crate::page::frame::Lenke;
use crate::page::parts::chrome;
use crate::page::view::Page;
use crate::page::world::World;

/// What the template draws.
#[derive(Debug, Serialize)]
struct Visning {
    lenker: Vec<Lenke>,
}

/// The page.
pub fn page(world: &World, spec: &PageSpec) -> Page {
    let language = world.language();
    let mut frame = chrome::frame(world, &spec.sti, language.word("ikke_funnet.tittel"), &[]);
    frame.ingress = Some(language.word("ikke_funnet.ingress").to_owned());
    language.word("ikke_funnet.ingress").clone_into(&mut frame.beskrivelse);
    frame.broedsmuler.clear();
    frame.canonical = None;
    frame.robots_noindex = true;
    if let Some(address) = &world.nettsted.adresse {
        frame.rot = path_of(address);
    }
    let wanted = [
        ("planer/index.html", "meny.planer"),
        ("kunnskapsbase.html", "meny.kunnskapsbase"),
        ("emner/index.html", "meny.emner"),
        ("a-aa.html", "ikke_funnet.bla_i_register"),
    ];
    let lenker = wanted
        .into_iter()
        .filter(|(url, _)| world.catalogue.at(url).is_some())
        .map(|(url, word)| Lenke::new(language.word(word), url))
        .collect();
    Page::new("404.html", frame, Visning { lenker })
}

/// The path of a full address, beginning and ending in `/`: `https://x.no/plan/` → `/plan/`.
fn path_of(address: &str) -> String {
    let after_scheme = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = after_scheme.find('/').map_or("/", |at| &after_scheme[at..]);
    let path = path.split(['?', '#']).next().unwrap_or("/");
    if path.ends_with('/') { path.to_owned() } else { format!("{path}/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_begin_where_the_site_begins() {
        assert_eq!(path_of("https://eksempel.no/"), "/");
        assert_eq!(path_of("https://eksempel.no/boligsosial/plan/"), "/boligsosial/plan/");
        assert_eq!(path_of("https://eksempel.no"), "/");
        assert_eq!(path_of("https://eksempel.no/a?b#c"), "/a/");
    }
}

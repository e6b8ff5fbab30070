//! The changes of a plan as an Atom feed (RFC 4287), for those who want to be told.
//!
//! Ids are the same for the same change whatever the site's address is: a UUID made of the organisation's id, the plan's id
//! and the change's own key. Dates come from the data: a day is written as its first second in UTC, for no plan states an
//! hour. Links are absolute when the site knows its address (`adresse`). Else they are relative to the feed's own place,
//! as RFC 3986 §5.1.3 has it; an `xml:base` would have to hold the address that is not known.

use std::collections::HashMap;
use std::fmt::Write as _;

use jiff::civil::Date;

use super::ett_aar;
use crate::chart::escape;
use crate::derive::endringer::{Endring, endringer, perioder};
use crate::language::dates::{self, Form};
use crate::page::address;
use crate::page::parts::chrome;
use crate::page::parts::hendelse::{Hendelse, hendelse};
use crate::page::world::World;
use crate::resolve::item::PlanId;

/// Readers of feeds want what is new; older changes are on the page.
const MOST: usize = 200;

/// The feed of every plan: path and bytes.
pub fn feeds(world: &World, put: &mut dyn FnMut(&str, Vec<u8>)) {
    for plan in world.site.plan_ids() {
        put(&chrome::feed(world, plan).url, feed(world, plan).into_bytes());
    }
}

/// The feed at an address; nothing when there is none.
pub fn feed_at(world: &World, path: &str) -> Option<Vec<u8>> {
    let mut plans = world.site.plan_ids();
    plans.find(|plan| chrome::feed(world, *plan).url == path).map(|plan| feed(world, plan).into_bytes())
}

fn feed(world: &World, plan: PlanId) -> String {
    let site = world.site;
    let language = world.plan_language(plan);
    let about = site.plan(plan);
    let org = site.organisasjon(site.plan_org(plan));
    let page = address::plan_page(site, plan, "endringer");
    let own = chrome::feed(world, plan);
    let link = |path: &str| link(world, plan, path);
    let name = format!("{}/{}", org.rad.id, about.rad.id);
    let changes = endringer(site, plan, world.derived.date);
    let newest = changes.last().map_or(world.derived.date, |change| change.dag);
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let _ = writeln!(xml, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">", language.code());
    let _ = writeln!(xml, "<id>{}</id>", uuid(&name));
    let _ = writeln!(xml, "<title>{}</title>", escape(&own.tittel));
    let _ = writeln!(xml, "<subtitle>{}</subtitle>", escape(&about.tittel));
    let _ = writeln!(xml, "<updated>{}</updated>", moment(newest));
    let _ = writeln!(xml, "<author><name>{}</name></author>", escape(&org.navn));
    let _ = writeln!(xml, "<generator>{}</generator>", escape(&world.nettsted.bygget_av));
    let _ = writeln!(xml, "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>", escape(&link(&own.url)));
    let _ = writeln!(xml, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", escape(&link(&page)));
    let places: HashMap<&str, String> = places(world, plan, &changes);
    for change in changes.iter().rev().take(MOST) {
        let event = hendelse(world, change, language);
        let when = dates::format(&change.dato.iso(), Form::Long, language);
        let _ = writeln!(xml, "<entry>");
        let _ = writeln!(xml, "<id>{}</id>", uuid(&format!("{name}/{}", change.noekkel)));
        let _ = writeln!(xml, "<title>{}</title>", escape(&title(&event)));
        let _ = writeln!(xml, "<updated>{}</updated>", moment(change.dag));
        let place = format!("{}#{}", places.get(change.noekkel.as_str()).unwrap_or(&page), event.id);
        let _ = writeln!(xml, "<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>", escape(&link(&place)));
        let _ = writeln!(xml, "<category term=\"{}\" label=\"{}\"/>", change.slag.key(), escape(&event.slag_ord));
        let _ = writeln!(xml, "<content type=\"text\">{}</content>", escape(&content(&event, &when, language)));
        let _ = writeln!(xml, "</entry>");
    }
    xml.push_str("</feed>\n");
    xml
}

/// On which page each change stands, by its key.
fn places<'e>(world: &World, plan: PlanId, changes: &'e [Endring]) -> HashMap<&'e str, String> {
    let mut places = HashMap::new();
    for stretch in perioder(world.site, plan, world.derived.date, changes) {
        let page = ett_aar::address(world, plan, stretch.til.year());
        places.extend(stretch.endringer.iter().map(|change| (change.noekkel.as_str(), page.clone())));
    }
    places
}

/// «Fullført: Lage boligplan»
fn title(event: &Hendelse) -> String {
    match &event.etikett {
        Some(label) => format!("{}: {label} {}", event.slag_ord, event.tittel),
        None => format!("{}: {}", event.slag_ord, event.tittel),
    }
}

/// Everything the page says of it, in one paragraph.
fn content(event: &Hendelse, when: &str, language: &crate::language::Language) -> String {
    let mut parts = vec![format!("{when}.")];
    let sentence = |text: &str| if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") };
    parts.extend(event.linjer.iter().map(|line| sentence(line)));
    if let Some(deviation) = &event.avvik {
        parts.push(format!("{} {}", language.word("historie.avvik"), sentence(deviation)));
    }
    parts.extend(event.motstrid.iter().map(|text| sentence(text)));
    if let Some(evidence) = &event.bevis {
        if let Some(source) = &evidence.kilde {
            let place = evidence.sted.as_ref().map_or_else(String::new, |place| format!(", {place}"));
            parts.push(sentence(&format!("{}: {}{place}", language.word("bevis.kilde"), source.tittel)));
        }
        if let Some(sure) = evidence.sikkerhet.as_deref().filter(|sure| *sure != "sikker") {
            parts.push(sentence(&crate::language::capital::capitalised(language.word(&format!("sikkerhet.{sure}")))));
        }
        parts.extend(evidence.merknad.iter().map(|text| sentence(text)));
    }
    parts.join(" ")
}

/// The address of a path from the site's root, as the feed writes it.
fn link(world: &World, plan: PlanId, path: &str) -> String {
    match &world.nettsted.adresse {
        Some(site) => format!("{site}{path}"),
        // The feed stands in the plan's folder, and links to nothing outside it.
        None => path.strip_prefix(&address::plan_folder(world.site, plan)).unwrap_or(path).to_owned(),
    }
}

fn moment(date: Date) -> String {
    format!("{date}T00:00:00Z")
}

/// A UUID of version 8 (RFC 9562) from a name: FNV-1a over its bytes, 128 bits.
fn uuid(name: &str) -> String {
    let hash = name.bytes().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
    });
    let marked = (hash & !(0xf << 76) & !(0x3 << 62)) | (0x8 << 76) | (0x2 << 62);
    let hex = format!("{marked:032x}");
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_uuid_of_version_8_and_the_same_for_the_same_name() {
        let id = uuid("by/plan/e-status-akt-1-2012-06");
        assert_eq!(id, uuid("by/plan/e-status-akt-1-2012-06"));
        assert_ne!(id, uuid("by/plan/e-status-akt-2-2012-06"));
        let parts: Vec<&str> = id.strip_prefix("urn:uuid:").unwrap().split('-').collect();
        assert_eq!(parts.iter().map(|part| part.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
        assert!(parts[2].starts_with('8') && parts[3].starts_with(['8', '9', 'a', 'b']), "{id}");
    }
}

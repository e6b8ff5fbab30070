//! A–Å: every page, every item of every plan and every term, by letter.

use serde::Serialize;

use super::begreper::letter_id;
use super::hylle;
use crate::domain::rad::Kind;
use crate::language::collation;
use crate::page::catalogue::{PageKind, PageSpec, PlanPage};
use crate::page::parts::chrome;
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, OrgId, PlanId};

/// What the template draws.
#[derive(Debug, Serialize)]
struct Visning {
    bokstaver: Vec<Avsnitt>,
}

#[derive(Debug, Serialize)]
struct Avsnitt {
    bokstav: String,
    id: String,
    lenker: Vec<Oppslag>,
}

/// One line.
#[derive(Debug, Serialize)]
struct Oppslag {
    tittel: String,
    url: String,
    #[serde(rename = "type")]
    slag: Option<String>,
    sted: Option<String>,
}

/// The page.
pub fn page(world: &World, spec: &PageSpec) -> Page {
    let language = world.language();
    let mut frame = chrome::frame(world, &spec.sti, &spec.tittel, &[]);
    frame.ingress = Some(language.word("a_aa.ingress").to_owned());
    language.word("a_aa.ingress").clone_into(&mut frame.beskrivelse);
    let mut entries: Vec<Oppslag> = world.catalogue.pages.iter().filter_map(|page| of_page(world, page)).collect();
    entries.extend(world.site.register.iter().map(|(id, _)| of_item(world, id)));
    entries.retain(|entry| !entry.tittel.trim().is_empty());
    collation::sort_by(&mut entries, |entry| &entry.tittel);
    entries.dedup_by(|a, b| a.url == b.url && a.tittel == b.tittel);
    let mut bokstaver: Vec<Avsnitt> = Vec::new();
    for entry in entries {
        let letter = collation::initial(&entry.tittel);
        if bokstaver.last().is_none_or(|last| last.bokstav != letter) {
            bokstaver.push(Avsnitt { id: letter_id(&letter), bokstav: letter, lenker: Vec::new() });
        }
        if let Some(last) = bokstaver.last_mut() {
            last.lenker.push(entry);
        }
    }
    Page::new("a-aa.html", frame, Visning { bokstaver })
}

/// A page that is not the page of an item: those come with the items.
fn of_page(world: &World, page: &PageSpec) -> Option<Oppslag> {
    let language = world.language();
    let sted = match page.kind {
        PageKind::Item(_)
        | PageKind::Artikkel(_)
        | PageKind::Videresending(_)
        | PageKind::IkkeFunnet
        | PageKind::AAa
        // Organisations and plans themselves are items.
        | PageKind::Organisasjon(_)
        | PageKind::Plan(_, PlanPage::Oversikt) => return None,
        PageKind::Plan(plan, _) => Some(plan_name(world, plan)),
        PageKind::OrganisasjonKilder(org) => Some(org_name(world, org)),
        _ => None,
    };
    let slag = match page.kind {
        PageKind::Emne(_) => Some("type.emne"),
        PageKind::Suksessfaktor(_) => Some("type.suksessfaktor"),
        _ => None,
    };
    Some(Oppslag {
        tittel: page.tittel.clone(),
        url: page.sti.clone(),
        slag: slag.map(|word| language.word(word).to_owned()),
        sted,
    })
}

fn of_item(world: &World, id: ItemId) -> Oppslag {
    let language = world.language();
    let item = world.site.item(id);
    // A factor's page is listed as the factor's; the author's title for it may be another.
    let slag = match item.kind {
        Kind::Artikkel => hylle::category(world, id, language),
        kind => Some(language.word(&format!("type.{}", kind.key())).to_owned()),
    };
    let sted = match (item.plan, item.organisasjon) {
        (Some(plan), _) if item.kind == Kind::Plan => Some(org_name(world, world.site.plan_org(plan))),
        (Some(plan), _) => Some(plan_name(world, plan)),
        (None, Some(org)) if item.kind != Kind::Organisasjon => Some(org_name(world, org)),
        _ => None,
    };
    Oppslag { tittel: item.title.clone(), url: world.url(id).to_owned(), slag, sted }
}

fn plan_name(world: &World, plan: PlanId) -> String {
    format!("{}, {}", org_name(world, world.site.plan_org(plan)), world.site.plan(plan).tittel)
}

fn org_name(world: &World, org: OrgId) -> String {
    world.site.organisasjon(org).navn.clone()
}

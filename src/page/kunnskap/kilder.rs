//! Lists of sources: what each is, whether it still holds, and where it is used. A plan's own list is the plan's page
//! and uses [`view`].

use std::collections::BTreeMap;

use serde::Serialize;

use crate::domain::enumeration::Enumeration;
use crate::domain::kilde::Kildetype;
use crate::domain::rad::{Kind, Relasjon};
use crate::language::{Language, collation};
use crate::page::address;
use crate::page::catalogue::PageSpec;
use crate::page::frame::{Fakta, Frame, Innholdspunkt, Lenke};
use crate::page::parts::chrome;
use crate::page::parts::deling::Deler;
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, OrgId};

/// More uses of one kind than this are counted and not listed.
const ROOM: usize = 25;
/// So many lists of organisations and plans are named on one page.
const OTHERS: usize = 300;

/// What `kilder.html` draws.
#[derive(Debug, Serialize)]
pub struct Visning {
    /// Sources by type.
    pub grupper: Vec<Gruppe>,
    /// Other lists of sources: those of organisations and plans.
    pub andre: Vec<Lenke>,
}

/// Sources of one type.
#[derive(Debug, Serialize)]
pub struct Gruppe {
    /// Id of the heading.
    pub id: String,
    /// The type, in plural.
    pub tittel: String,
    /// The sources, by title.
    pub kilder: Vec<Oppfoering>,
}

/// One source.
#[derive(Debug, Serialize)]
pub struct Oppfoering {
    /// Its id, which links lead to.
    pub id: String,
    /// Title.
    pub tittel: String,
    /// Web address.
    pub lenke: Option<String>,
    /// Year, publisher, language.
    pub fakta: Vec<Fakta>,
    /// What a reader must know.
    pub merknad: Option<String>,
    /// ISO date it ceased to hold.
    pub utgaatt: Option<String>,
    /// What replaced it.
    pub erstattet_av: Option<Lenke>,
    /// How many things use it.
    pub antall: usize,
    /// What uses it, by kind.
    pub brukt: Vec<Bruk>,
}

/// Things of one kind that use a source.
#[derive(Debug, Serialize)]
pub struct Bruk {
    /// The kind, in plural.
    pub tittel: String,
    /// The first of them.
    pub lenker: Vec<Lenke>,
    /// How many more there are.
    pub flere: usize,
}

/// The shared sources.
pub fn shared(world: &World, spec: &PageSpec) -> Page {
    let language = world.language();
    let mut frame = chrome::frame(world, &spec.sti, &spec.tittel, &[]);
    frame.ingress = Some(language.word("kildeliste.ingress").to_owned());
    language.word("kildeliste.ingress").clone_into(&mut frame.beskrivelse);
    // The shared sources themselves stand on the first page, where links lead to them.
    let items = if spec.del() == 0 { sources(world, |item| item.organisasjon.is_none()) } else { Vec::new() };
    let mut view = view(world, &items, language);
    let mut others = other_lists(world);
    let deler = Deler::alike(others.len(), OTHERS);
    frame.deling = deler.seen_from(spec, |at| others.get(at).map_or_else(String::new, |list| list.tittel.clone()));
    view.andre = others.drain(deler.range(spec)).collect();
    finish(frame, view)
}

/// How many pages the list of shared sources takes, with its links to all other lists.
pub fn parts(world: &World) -> usize {
    Deler::alike(other_lists(world).len(), OTHERS).antall()
}

/// The lists of organisations and plans.
fn other_lists(world: &World) -> Vec<Lenke> {
    let site = world.site;
    let mut others = Vec::new();
    for org in site.org_ids() {
        let name = &site.organisasjon(org).navn;
        if !site.organisasjon(org).kilder.is_empty() {
            others.push(Lenke::new(name, format!("{}kilder.html", address::org_folder(site, org))));
        }
        for plan in site.plans_of(org).filter(|plan| !site.plan(*plan).kilder.is_empty()) {
            let title = format!("{name}: {}", site.plan(plan).tittel);
            others.push(Lenke::new(title, address::plan_page(site, plan, "kilder")));
        }
    }
    others
}

/// An organisation's own sources.
pub fn of_organisation(world: &World, spec: &PageSpec, org: OrgId) -> Page {
    let language = world.language();
    let folder = address::org_folder(world.site, org);
    let name = &world.site.organisasjon(org).navn;
    let mut way = vec![Lenke::new(name, format!("{folder}index.html"))];
    if world.catalogue.at("planer/index.html").is_some() {
        way.insert(0, Lenke::new(language.word("meny.planer"), "planer/index.html"));
    }
    let mut frame = chrome::frame(world, &spec.sti, &spec.tittel, &way);
    frame.ingress = Some(language.fill("kildeliste.ingress_organisasjon", &[("navn", name)]));
    frame.beskrivelse.clone_from(frame.ingress.as_ref().unwrap_or(&frame.tittel));
    let items = sources(world, |item| item.organisasjon == Some(org) && item.plan.is_none());
    let mut view = view(world, &items, language);
    view.andre = shared_link(world, language);
    finish(frame, view)
}

/// The list of shared sources, when there is one.
pub fn shared_link(world: &World, language: &Language) -> Vec<Lenke> {
    let page = world.catalogue.at("kilder.html");
    page.map(|page| Lenke::new(language.word("kildeliste.felles"), &page.sti)).into_iter().collect()
}

fn sources(world: &World, whose: impl Fn(&crate::resolve::item::Item) -> bool) -> Vec<ItemId> {
    let all = world.site.register.iter();
    all.filter(|(_, item)| item.kind == Kind::Kilde && whose(item)).map(|(id, _)| id).collect()
}

fn finish(mut frame: Frame, view: Visning) -> Page {
    frame.innhold = contents(&view);
    Page::new("kilder.html", frame, view)
}

/// «På denne siden» for a list of sources.
pub fn contents(view: &Visning) -> Vec<Innholdspunkt> {
    let points = view.grupper.iter();
    points.map(|group| Innholdspunkt { id: group.id.clone(), tekst: group.tittel.clone(), nivaa: 2 }).collect()
}

/// Sources with all that is said of them, by type.
pub fn view(world: &World, items: &[ItemId], language: &Language) -> Visning {
    let mut groups: BTreeMap<Kildetype, Vec<Oppfoering>> = BTreeMap::new();
    for item in items {
        let Some(source) = world.site.kilde(*item) else { continue };
        let kind = source.kildetype.unwrap_or(Kildetype::Annet);
        groups.entry(kind).or_default().extend(entry(world, *item, language));
    }
    let grupper = groups
        .into_iter()
        .map(|(kind, mut kilder)| {
            collation::sort_by(&mut kilder, |source| &source.tittel);
            let tittel = language.word(&format!("kildeliste.type_flertall.{}", kind.key())).to_owned();
            Gruppe { id: format!("side-{}", kind.key()), tittel, kilder }
        })
        .collect();
    Visning { grupper, andre: Vec::new() }
}

fn entry(world: &World, item: ItemId, language: &Language) -> Option<Oppfoering> {
    let source = world.site.kilde(item)?;
    let brukt = uses(world, item, language);
    let year = match (source.aar.known(), source.aar.grunn()) {
        (Some(year), _) => Fakta::new(language.word("kildeliste.aar"), written(&year.iso(), language)),
        (None, reason) => blank("kildeliste.aar", reason, language),
    };
    let publisher = match (source.utgiver.known(), source.utgiver.grunn()) {
        (Some(name), _) => Fakta::new(language.word("kildeliste.utgiver"), name),
        (None, reason) => blank("kildeliste.utgiver", reason, language),
    };
    let mut fakta = vec![year, publisher];
    fakta.extend(source.spraak.as_ref().map(|name| Fakta::new(language.word("kildeliste.spraak"), name)));
    Some(Oppfoering {
        id: world.site.item(item).key.clone(),
        tittel: source.tittel.clone(),
        lenke: source.lenke.clone(),
        fakta,
        merknad: source.rad.belegg.merknad.clone(),
        utgaatt: source.utgaatt.map(crate::domain::dato::Dato::iso),
        erstattet_av: source.erstattet_av.as_ref().map(|other| world.reference(other)),
        antall: brukt.iter().map(|use_| use_.lenker.len() + use_.flere).sum(),
        brukt,
    })
}

fn written(iso: &str, language: &Language) -> String {
    crate::language::dates::format(iso, crate::language::dates::Form::Short, language)
}

fn blank(word: &str, reason: Option<crate::domain::felt::Grunn>, language: &Language) -> Fakta {
    Fakta::blank(language.word(word), reason.map_or_else(|| "tom".to_owned(), Enumeration::key))
}

/// What uses a source: names it as evidence, or mentions it.
fn uses(world: &World, source: ItemId, language: &Language) -> Vec<Bruk> {
    let site = world.site;
    let from: std::collections::BTreeSet<ItemId> =
        site.graph.back(source).filter(|edge| edge.relation != Relasjon::Erstattet).map(|edge| edge.from).collect();
    let mut by_kind: BTreeMap<Kind, Vec<ItemId>> = BTreeMap::new();
    for item in from {
        by_kind.entry(site.item(item).kind).or_default().push(item);
    }
    Kind::ALL
        .into_iter()
        .filter_map(|kind| {
            let items = by_kind.remove(&kind)?;
            Some(Bruk {
                tittel: language.word(&format!("type_flertall.{}", kind.key())).to_owned(),
                flere: items.len().saturating_sub(ROOM),
                lenker: world.links(items.into_iter().take(ROOM)),
            })
        })
        .collect()
}

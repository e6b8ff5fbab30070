//! Shared target groups and instruments: what each is, what has been written about it, and what the plans do.

use crate::language::capital::capitalised;
use std::collections::BTreeMap;

use serde::Serialize;

use super::hylle;
use super::stoette::{self, Planstoette};
use crate::derive::kobling;
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::{Belegg, Felt};
use crate::domain::rad::{Kind, Relasjon};
use crate::domain::virkemiddel::Klasse;
use crate::language::{Language, collation};
use crate::markdown::{self, Quotes};
use crate::page::body;
use crate::page::catalogue::PageSpec;
use crate::page::frame::{Fakta, Innholdspunkt, Kildelenke, Lenke};
use crate::page::parts::chrome;
use crate::page::parts::deling::Deler;
use crate::page::parts::felt::enumerated;
use crate::page::parts::lenker::{Listelenke, page_link};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

/// What `felles.html` draws.
#[derive(Debug, Serialize)]
struct Ett {
    beskrivelse: Option<String>,
    sider: Vec<Listelenke>,
    planer: Vec<Planstoette>,
    ingen_planer: bool,
}

/// What `felles-oversikt.html` draws.
#[derive(Debug, Serialize)]
struct Alle {
    grupper: Vec<Gruppe>,
}

#[derive(Debug, Serialize)]
struct Gruppe {
    id: String,
    /// Empty when there is only one group.
    tittel: String,
    poster: Vec<Post>,
}

#[derive(Debug, Serialize)]
struct Post {
    tittel: String,
    url: String,
    tekst: String,
    /// «3 sider, 12 aktiviteter».
    antall: String,
}

/// The page of one.
pub fn page(world: &World, spec: &PageSpec, item: ItemId) -> Page {
    let site = world.site;
    let language = world.language();
    let about = site.item(item);
    let (index, word) = match about.kind {
        Kind::Virkemiddel => ("virkemidler/index.html", "meny.virkemidler"),
        _ => ("maalgrupper/index.html", "meny.maalgrupper"),
    };
    let mut frame = chrome::frame(world, &spec.sti, &spec.tittel, &[Lenke::new(language.word(word), index)]);
    frame.kategori = Some(language.word(&format!("type.{}", about.kind.key())).to_owned());
    frame.faktalinje = facts(world, item, language);
    frame.kilder = own_source(world, item);
    let description = description(world, item);
    if let Some(text) = description.known() {
        frame.beskrivelse = markdown::plain(text, Quotes::default());
    }
    let place = site.entity(item).map(|entity| entity.rad().places.field("beskrivelse"));
    let beskrivelse =
        description.known().zip(place).map(|(text, place)| body::prose(world, text, place, &frame.rot, language));
    let listed = Listed::of(world, item);
    let deler = listed.deler(world);
    frame.deling = deler.seen_from(spec, |at| listed.name(world, at));
    let range = deler.range(spec);
    let link = |page: &ItemId| Listelenke { slag: hylle::category(world, *page, language), ..page_link(world, *page) };
    let here = |from: usize, list: usize| {
        let within = |at: usize| at.saturating_sub(from).min(list);
        within(range.start)..within(range.end)
    };
    let about_it = listed.sider.get(here(0, listed.sider.len())).unwrap_or_default();
    let pages: Vec<Listelenke> = about_it.iter().map(link).collect();
    let nothing = language.word("felles.ingen_i_planen");
    let doing = listed.planer.get(here(listed.sider.len(), listed.planer.len())).unwrap_or_default();
    let planer: Vec<Planstoette> = doing
        .iter()
        .map(|(plan, does)| Planstoette::of(world, *plan, &does.rader, world.links(does.egne.iter().copied()), nothing))
        .collect();
    for (id, word, shown) in
        [("side-sider", "felles.sider", !pages.is_empty()), ("side-planer", "felles.planer", !planer.is_empty())]
    {
        if shown {
            frame.innhold.push(Innholdspunkt { id: id.into(), tekst: language.word(word).to_owned(), nivaa: 2 });
        }
    }
    // What has a list of its own on the page is not told again.
    frame.baklenker = chrome::backlinks(world, item);
    let told = [Kind::Aktivitet, Kind::Tiltak, Kind::Maalgruppe, Kind::Virkemiddel]
        .map(|kind| language.word(&format!("type_flertall.{}", kind.key())).to_owned());
    frame.baklenker.retain(|group| !told.contains(&group.gruppe));
    let known: Vec<&str> = listed.sider.iter().map(|page| world.url(*page)).collect();
    for group in &mut frame.baklenker {
        group.lenker.retain(|link| !known.contains(&link.url.as_str()));
    }
    frame.baklenker.retain(|group| !group.lenker.is_empty());
    let beskrivelse = beskrivelse.filter(|_| spec.del() == 0);
    let ingen_planer = listed.planer.is_empty();
    Page::new("felles.html", frame, Ett { beskrivelse, sider: pages, planer, ingen_planer })
}

/// What a plan that has anything to do with a shared thing calls it, and what it does.
#[derive(Default)]
struct Does {
    egne: Vec<ItemId>,
    rader: Vec<ItemId>,
}

/// All the page of a shared thing lists: pages about it, by title, and plans, organisation by organisation.
struct Listed {
    sider: Vec<ItemId>,
    planer: Vec<(PlanId, Does)>,
}

impl Listed {
    fn of(world: &World, item: ItemId) -> Self {
        let site = world.site;
        let mut sider = world.library.about(item).to_vec();
        sider.sort_by_cached_key(|page| collation::Key::of(&site.item(*page).title));
        let mut by_plan: BTreeMap<PlanId, Does> = BTreeMap::new();
        for own in site.graph.sources(item, Relasjon::Tilsvarer) {
            if let Some(plan) = site.item(own).plan {
                by_plan.entry(plan).or_default().egne.push(own);
            }
        }
        for row in kobling::aktiviteter(site, item).into_iter().chain(kobling::tiltak(site, item)) {
            if let Some(plan) = site.item(row).plan {
                by_plan.entry(plan).or_default().rader.push(row);
            }
        }
        Self { sider, planer: by_plan.into_iter().collect() }
    }

    fn deler(&self, world: &World) -> Deler {
        let pages = self.sider.iter().map(|_| 2);
        let plans = self.planer.iter().map(|(_, does)| stoette::lines(world, &does.rader));
        Deler::of(pages.chain(plans), stoette::LINES)
    }

    fn name(&self, world: &World, at: usize) -> String {
        match (self.sider.get(at), self.planer.get(at.saturating_sub(self.sider.len()))) {
            (Some(page), _) => world.site.item(*page).title.clone(),
            (None, Some((plan, _))) => world.site.organisasjon(world.site.plan_org(*plan)).navn.clone(),
            (None, None) => String::new(),
        }
    }
}

/// How many pages a shared thing takes.
pub fn parts(world: &World, item: ItemId) -> usize {
    Listed::of(world, item).deler(world).antall()
}

fn own_source(world: &World, item: ItemId) -> Vec<Kildelenke> {
    let belegg: Option<&Belegg> = world.site.entity(item).map(|entity| &entity.rad().belegg);
    let source = belegg.and_then(|belegg| Some((belegg.kilde.as_ref()?, belegg.sted.clone())));
    source
        .map(|(source, sted)| {
            let link = world.reference(source);
            Kildelenke { tittel: link.tittel, url: (!link.url.is_empty()).then_some(link.url), sted }
        })
        .into_iter()
        .collect()
}

fn description<'w>(world: &'w World, item: ItemId) -> &'w Felt<String> {
    static NONE: Felt<String> =
        Felt { verdi: crate::domain::felt::Verdi::Blank(crate::domain::felt::Grunn::Tom), belegg: None };
    let site = world.site;
    let group = site.maalgruppe(item).map(|group| &group.beskrivelse);
    group.or_else(|| site.virkemiddel(item).map(|instrument| &instrument.beskrivelse)).unwrap_or(&NONE)
}

fn facts(world: &World, item: ItemId, language: &Language) -> Vec<Fakta> {
    let mut facts = Vec::new();
    let mut add = |word: &str, value: String| {
        if !value.is_empty() {
            facts.push(Fakta::new(language.word(word), value));
        }
    };
    if let Some(instrument) = world.site.virkemiddel(item) {
        add("felles.klasse", instrument.klasse.known().map_or(String::new(), |one| enumerated(*one, language)));
        add("felles.slag", instrument.virkemiddeltype.clone().unwrap_or_default());
        add("felles.forvalter", instrument.forvalter.known().map_or(String::new(), |one| enumerated(*one, language)));
    }
    if let Some(group) = world.site.maalgruppe(item) {
        add("felles.alias", group.alias.join(", "));
        let needs = group.behovskategori.items().iter().map(|need| enumerated(*need, language));
        add("felles.behov", needs.collect::<Vec<_>>().join(", "));
    }
    facts
}

/// All shared target groups, or all shared instruments.
pub fn all(world: &World, spec: &PageSpec, instruments: bool) -> Page {
    let language = world.language();
    let mut frame = chrome::frame(world, &spec.sti, &spec.tittel, &[]);
    let lead = language.word(if instruments { "felles.ingress_virkemidler" } else { "felles.ingress_maalgrupper" });
    frame.ingress = Some(lead.to_owned());
    lead.clone_into(&mut frame.beskrivelse);
    let kind = if instruments { Kind::Virkemiddel } else { Kind::Maalgruppe };
    let mut groups: BTreeMap<Option<Klasse>, Vec<Post>> = BTreeMap::new();
    for (id, item) in world.site.register.iter().filter(|(_, item)| item.kind == kind && item.plan.is_none()) {
        let class = world.site.virkemiddel(id).and_then(|instrument| instrument.klasse.known().copied());
        groups.entry(class).or_default().push(Post {
            tittel: item.title.clone(),
            url: world.url(id).to_owned(),
            tekst: description(world, id).known().map_or(String::new(), |t| markdown::plain(t, Quotes::default())),
            antall: counts(world, id, language),
        });
    }
    let single = groups.len() < 2;
    // Those without a class come last.
    let (classless, classed): (Vec<_>, Vec<_>) = groups.into_iter().partition(|(class, _)| class.is_none());
    let grupper: Vec<Gruppe> = classed
        .into_iter()
        .chain(classless)
        .map(|(class, mut poster)| {
            collation::sort_by(&mut poster, |post| &post.tittel);
            let name = class.map_or_else(|| language.word("felles.uten_klasse").to_owned(), |c| sentence(c, language));
            let id = class.map_or_else(|| "side-andre".to_owned(), |class| format!("side-{}", class.key()));
            Gruppe { id, tittel: if single { String::new() } else { name }, poster }
        })
        .collect();
    if !single {
        let points = grupper.iter();
        frame.innhold =
            points.map(|group| Innholdspunkt { id: group.id.clone(), tekst: group.tittel.clone(), nivaa: 2 }).collect();
    }
    Page::new("felles-oversikt.html", frame, Alle { grupper })
}

/// A word that begins a heading.
fn sentence(class: Klasse, language: &Language) -> String {
    capitalised(&enumerated(class, language))
}

fn counts(world: &World, item: ItemId, language: &Language) -> String {
    let site = world.site;
    let numbers = [
        ("side", world.library.about(item).len()),
        ("aktivitet", world.derived.gjeldende(kobling::aktiviteter(site, item)).len()),
        ("tiltak", world.derived.gjeldende(kobling::tiltak(site, item)).len()),
    ];
    let told: Vec<String> =
        numbers.into_iter().filter(|(_, n)| *n > 0).map(|(noun, n)| language.count(noun, n as u64)).collect();
    told.join(", ")
}

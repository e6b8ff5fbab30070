//! What every page of one item of a plan has: the frame around it, what must be known of the row as a whole, and its
//! running text.

use serde::Serialize;

use crate::diag::Span;
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::{Belegg, Felt, Sikkerhet};
use crate::language::Language;
use crate::page::address;
use crate::page::body::Prose;
use crate::page::catalogue::{PageSpec, PlanPage};
use crate::page::frame::{Baklenkegruppe, Fakta, Frame, Innholdspunkt, Lenke};
use crate::page::parts::chrome;
use crate::page::parts::felt::enumerated;
use crate::page::parts::lister::kind_word;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

/// What a reader must know of the row as a whole: how sure it is, when it is true for, and the remark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Om {
    /// `tolket` or `uklar`.
    pub sikkerhet: Option<String>,
    /// ISO date it is true for.
    pub dato: Option<String>,
    /// The remark.
    pub merknad: Option<String>,
}

impl Om {
    /// What there is to say; nothing when there is nothing.
    pub fn of(belegg: &Belegg) -> Option<Self> {
        let om = Self {
            sikkerhet: belegg.sikkerhet.filter(|s| *s != Sikkerhet::Sikker).map(Enumeration::key),
            dato: belegg.dato.map(crate::domain::dato::Dato::iso),
            merknad: belegg.merknad.clone(),
        };
        (om.sikkerhet.is_some() || om.dato.is_some() || om.merknad.is_some()).then_some(om)
    }
}

/// The frame of an item's page. `list` is the page of the plan that lists such items.
pub fn frame(world: &World, spec: &PageSpec, item: ItemId, plan: PlanId, list: PlanPage) -> Frame {
    let language = world.plan_language(plan);
    let mut way = Vec::new();
    if list.exists(world, plan) {
        way.push(Lenke::new(list.title(language), address::plan_page(world.site, plan, list.name())));
    }
    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &way);
    let kind = kind_word(world, item, language);
    let about = world.site.item(item);
    frame.kategori = Some(about.etikett.as_ref().map_or_else(|| kind.clone(), |label| format!("{kind} {label}")));
    frame.beskrivelse = language.fill(
        "planside.beskrivelse",
        &[("slag", &kind), ("tittel", &about.display()), ("plan", &world.site.plan(plan).tittel)],
    );
    chrome::cite(world, &mut frame, item);
    frame
}

/// Backlinks without the items the page itself shows.
pub fn backlinks(world: &World, item: ItemId, shown: &[ItemId]) -> Vec<Baklenkegruppe> {
    let urls: Vec<&str> = shown.iter().map(|item| world.url(*item)).collect();
    let mut groups = chrome::backlinks(world, item);
    for group in &mut groups {
        group.lenker.retain(|link| !urls.contains(&link.url.as_str()));
    }
    groups.retain(|group| !group.lenker.is_empty());
    groups
}

/// A heading of level 2 in «På denne siden».
pub fn heading(id: &str, text: impl Into<String>) -> Innholdspunkt {
    Innholdspunkt { id: id.to_owned(), tekst: text.into(), nivaa: 2 }
}

/// A fact from a field with a word from a closed list.
pub fn fact<E: Enumeration>(name: &str, felt: &Felt<E>, language: &Language) -> Fakta {
    let path = format!("felt.{name}");
    let name = language.word(&path);
    match &felt.verdi {
        crate::domain::felt::Verdi::Kjent(word) => Fakta::new(name, enumerated(*word, language)),
        crate::domain::felt::Verdi::Blank(grunn) => Fakta::blank(name, grunn.key()),
    }
}

/// A fact that leads somewhere.
pub fn fact_link(name: &str, link: Lenke, language: &Language) -> Fakta {
    Fakta { url: Some(link.url), ..Fakta::new(language.word(&format!("felt.{name}")), link.tittel) }
}

/// A Markdown field as HTML; nothing when blank.
pub fn prose_of(prose: &mut Prose, felt: &Felt<String>, span: Span) -> Option<String> {
    felt.known().filter(|text| !text.is_empty()).map(|text| prose.html(text, span))
}

/// Items a page shows on its own, of one relation and kind.
pub fn of_kind(world: &World, items: Vec<ItemId>, kind: crate::domain::rad::Kind) -> Vec<ItemId> {
    items.into_iter().filter(|item| world.site.item(*item).kind == kind).collect()
}

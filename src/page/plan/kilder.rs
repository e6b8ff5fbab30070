//! A plan's own sources. How a source is shown is `kunnskap::kilder`'s.

use crate::domain::rad::Kind;
use crate::page::catalogue::PageSpec;
use crate::page::kunnskap::kilder;
use crate::page::parts::chrome;
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

/// The page.
pub fn page(world: &World, spec: &PageSpec, plan: PlanId) -> Page {
    let language = world.plan_language(plan);
    let items: Vec<ItemId> = world.site.register.of_plan(plan, Kind::Kilde).collect();
    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &[]);
    let title = &world.site.plan(plan).tittel;
    frame.kategori = Some(title.clone());
    let lead = language.fill("plankilder.ingress", &[("plan", title)]);
    frame.beskrivelse.clone_from(&lead);
    frame.ingress = Some(lead);
    let mut view = kilder::view(world, &items, language);
    view.andre = kilder::shared_link(world, language);
    frame.innhold = kilder::contents(&view);
    Page::new("kilder.html", frame, view)
}

//! Pages of a plan that show what follows from it: progress, time, money, figures, matrices, and what is missing.

pub mod indikator;
pub mod rapport;

use crate::page::catalogue::{PageSpec, PlanPage};
use crate::page::parts::chrome;
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::PlanId;

/// A page about a whole plan.
pub fn page(world: &World, spec: &PageSpec, plan: PlanId, _page: PlanPage) -> Page {
    Page::new(
        "artikkel.html",
        chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &[]),
        crate::page::view::unfinished(),
    )
}

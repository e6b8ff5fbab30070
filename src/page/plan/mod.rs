//! Pages of a plan that show what its author wrote: overview, goals, strategies, activities, groups, bodies. Pages that
//! show what follows from it are in `innsikt`.

pub mod aktivitetsplan;
pub mod forside;
pub mod organisasjon;
pub mod planer;

use crate::page::catalogue::{PageSpec, PlanPage};
use crate::page::innsikt;
use crate::page::parts::chrome;
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

/// A page about a whole plan.
pub fn page(world: &World, spec: &PageSpec, plan: PlanId, page: PlanPage) -> Page {
    match page {
        PlanPage::RoedTraad
        | PlanPage::Framdrift
        | PlanPage::Tidslinje
        | PlanPage::Forpliktelser
        | PlanPage::Oekonomi
        | PlanPage::Indikatorer
        | PlanPage::Matriser
        | PlanPage::Rapporter
        | PlanPage::Kvalitet
        | PlanPage::HelePlanen => innsikt::page(world, spec, plan, page),
        PlanPage::Aktivitetsplan => aktivitetsplan::page(world, spec, plan),
        _ => Page::new(
            "artikkel.html",
            chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &[]),
            crate::page::view::unfinished(),
        ),
    }
}

/// The page of one item of a plan.
pub fn item(world: &World, spec: &PageSpec, _item: ItemId) -> Page {
    Page::new("artikkel.html", chrome::frame(world, &spec.sti, &spec.tittel, &[]), crate::page::view::unfinished())
}

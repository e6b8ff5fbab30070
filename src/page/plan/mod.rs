//! Pages of a plan that show what its author wrote: overview, goals, strategies, activities, groups, bodies. Pages that
//! show what follows from it are in `innsikt`.

pub mod aktivitet;
pub mod aktivitetsplan;
pub mod forside;
pub mod organisasjon;
pub mod planer;
pub mod side;

use crate::domain::rad::Kind;
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
pub fn item(world: &World, spec: &PageSpec, item: ItemId) -> Page {
    made(world, spec, item).unwrap_or_else(|| {
        let frame = chrome::frame(world, &spec.sti, &spec.tittel, &[]);
        Page::new("artikkel.html", frame, crate::page::view::unfinished())
    })
}

/// The page of an item, when it is of a kind that has pages of its own.
fn made(world: &World, spec: &PageSpec, item: ItemId) -> Option<Page> {
    let site = world.site;
    let about = site.item(item);
    let plan = about.plan?;
    match about.kind {
        Kind::Aktivitet => Some(aktivitet::page(world, spec, item, plan, site.aktivitet(item)?)),
        _ => None,
    }
}

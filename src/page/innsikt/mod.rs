//! Pages of a plan that show what follows from it: the thread through it, progress, time, money, figures, matrices,
//! reports, and what is missing.

pub mod ansvarlig;
pub mod endringer;
pub mod forpliktelser;
pub mod framdrift;
pub mod hele_planen;
pub mod indikator;
pub mod indikatorer;
pub mod kvalitet;
pub mod matriser;
pub mod moete;
pub mod oekonomi;
pub mod ord;
pub mod rapport;
pub mod rapporter;
pub mod roed_traad;
pub mod suksessfaktorer;
pub mod tidslinje;

use crate::page::catalogue::{PageSpec, PlanPage};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::PlanId;

/// A page about a whole plan. Pages that show what its author wrote are made by `plan`; asked for one of these, the
/// thread is shown, for that is where everything hangs.
pub fn page(world: &World, spec: &PageSpec, plan: PlanId, page: PlanPage) -> Page {
    match page {
        PlanPage::Framdrift => framdrift::page(world, spec, plan),
        PlanPage::Ansvarlige => ansvarlig::all(world, spec, plan),
        PlanPage::Moete => moete::page(world, spec, plan),
        PlanPage::Suksessfaktorer => suksessfaktorer::page(world, spec, plan),
        PlanPage::Endringer => endringer::page(world, spec, plan),
        PlanPage::Tidslinje => tidslinje::page(world, spec, plan),
        PlanPage::Forpliktelser => forpliktelser::page(world, spec, plan),
        PlanPage::Oekonomi => oekonomi::page(world, spec, plan),
        PlanPage::Indikatorer => indikatorer::page(world, spec, plan),
        PlanPage::Matriser => matriser::page(world, spec, plan),
        PlanPage::Rapporter => rapporter::page(world, spec, plan),
        PlanPage::Kvalitet => kvalitet::page(world, spec, plan),
        PlanPage::HelePlanen => hele_planen::page(world, spec, plan),
        _ => roed_traad::page(world, spec, plan),
    }
}

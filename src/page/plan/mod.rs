//! Pages of a plan that show what its author wrote: overview, goals, strategies, activities, groups, bodies. Pages that
//! show what follows from it are in `innsikt`.

pub mod aktivitet;
pub mod aktivitetsplan;
pub mod forside;
pub mod kilder;
pub mod maal;
pub mod maalgruppe;
pub mod omraade;
pub mod organisasjon;
pub mod organisering;
pub mod oversikt;
pub mod planer;
pub mod plankort;
pub mod register;
pub mod side;
pub mod strategi;
pub mod tiltak;
pub mod utfordring;
pub mod vedtak;
pub mod virkemiddel;

use crate::domain::rad::Kind;
use crate::page::catalogue::{PageSpec, PlanPage};
use crate::page::innsikt;
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

/// A page about a whole plan.
pub fn page(world: &World, spec: &PageSpec, plan: PlanId, page: PlanPage) -> Page {
    match page {
        PlanPage::RoedTraad
        | PlanPage::Framdrift
        | PlanPage::Endringer
        | PlanPage::Moete
        | PlanPage::Ansvarlige
        | PlanPage::Suksessfaktorer
        | PlanPage::Tidslinje
        | PlanPage::Forpliktelser
        | PlanPage::Oekonomi
        | PlanPage::Indikatorer
        | PlanPage::Matriser
        | PlanPage::Rapporter
        | PlanPage::Kvalitet
        | PlanPage::HelePlanen => innsikt::page(world, spec, plan, page),
        PlanPage::Oversikt => oversikt::page(world, spec, plan),
        PlanPage::Maal => maal::all(world, spec, plan),
        PlanPage::Strategier => strategi::all(world, spec, plan),
        PlanPage::Aktivitetsplan => aktivitetsplan::page(world, spec, plan),
        PlanPage::Tiltak => tiltak::all(world, spec, plan),
        PlanPage::Maalgrupper => maalgruppe::all(world, spec, plan),
        PlanPage::Virkemidler => virkemiddel::all(world, spec, plan),
        PlanPage::Utfordringer => utfordring::all(world, spec, plan),
        PlanPage::Organisering => organisering::page(world, spec, plan),
        PlanPage::Vedtak => vedtak::page(world, spec, plan),
        PlanPage::Kilder => kilder::page(world, spec, plan),
    }
}

/// The page of one item of a plan.
pub fn item(world: &World, spec: &PageSpec, item: ItemId) -> Page {
    made(world, spec, item).unwrap_or_else(|| Page::bare(world, spec))
}

/// The page of an item, when it is of a kind that has pages of its own.
fn made(world: &World, spec: &PageSpec, item: ItemId) -> Option<Page> {
    let site = world.site;
    let about = site.item(item);
    let plan = about.plan?;
    match about.kind {
        Kind::Aktivitet => Some(aktivitet::page(world, spec, item, plan, site.aktivitet(item)?)),
        Kind::Hovedmaal | Kind::Delmaal | Kind::Resultatmaal => {
            Some(maal::page(world, spec, item, plan, site.maal(item)?))
        }
        Kind::Satsingsomraade => Some(omraade::page(world, spec, item, plan, site.satsingsomraade(item)?)),
        Kind::Strategi => Some(strategi::page(world, spec, item, plan, site.strategi(item)?)),
        Kind::Tiltak => Some(tiltak::page(world, spec, item, plan, site.tiltak(item)?)),
        Kind::Maalgruppe => Some(maalgruppe::page(world, spec, item, plan, site.maalgruppe(item)?)),
        Kind::Virkemiddel => Some(virkemiddel::page(world, spec, item, plan, site.virkemiddel(item)?)),
        Kind::Utfordring => Some(utfordring::page(world, spec, item, plan, site.utfordring(item)?)),
        _ => None,
    }
}

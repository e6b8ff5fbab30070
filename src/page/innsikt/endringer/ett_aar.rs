//! One year of a plan's changes, when there are too many for one page: the stretches that end in it.

use super::section;
use crate::derive::endringer::{endringer, perioder, tidligere_aar};
use crate::page::address;
use crate::page::catalogue::{PageSpec, PlanPage};
use crate::page::frame::Lenke;
use crate::page::innsikt::ord::Ord;
use crate::page::parts::chrome;
use crate::page::parts::del::Del;
use crate::page::parts::seksjon::{Seksjon, Seksjonsside};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::PlanId;

/// The page.
pub fn page(world: &World, spec: &PageSpec, plan: PlanId, year: i16) -> Page {
    let ord = Ord::of(world, plan, "endringer");
    let about = world.site.plan(plan);
    let changes = endringer(world.site, plan, world.derived.date);
    let stretches = perioder(world.site, plan, world.derived.date, &changes);
    let all = address::plan_page(world.site, plan, PlanPage::Endringer.name());
    let way = [Lenke::new(PlanPage::Endringer.title(ord.language), all)];
    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &way);
    frame.beskrivelse = ord.fill("aar_beskrivelse", &[("plan", &about.tittel), ("aar", &year.to_string())]);
    let own: Vec<_> = stretches.iter().filter(|stretch| stretch.til.year() == year).collect();
    let count = own.iter().map(|stretch| stretch.endringer.len()).sum();
    frame.ingress = Some(if count == 0 { ord.word("ingen_i_aaret") } else { ord.antall("endring", count) });
    let mut side = Seksjonsside::default();
    side.seksjoner.extend(own.into_iter().map(|stretch| section(world, &ord, stretch)));
    side.seksjoner.extend(others(world, plan, &ord, Some(year)));
    side.page(frame)
}

/// Where the stretches that end in a year stand.
pub fn address(world: &World, plan: PlanId, year: i16) -> String {
    let own = address::changes_of_year(world.site, plan, year);
    if world.catalogue.at(&own).is_some() {
        own
    } else {
        address::plan_page(world.site, plan, PlanPage::Endringer.name())
    }
}

/// The way to the other years; nothing when all years stand on one page.
pub fn others(world: &World, plan: PlanId, ord: &Ord, here: Option<i16>) -> Option<Seksjon> {
    let earlier = tidligere_aar(world.site, plan, world.derived.date);
    if earlier.is_empty() {
        return None;
    }
    let newest = world.derived.date.year();
    let years = std::iter::once(newest).chain(earlier).filter(|year| *year != here.unwrap_or(newest));
    let links = years.map(|year| Lenke::new(year.to_string(), address(world, plan, year))).collect();
    Some(Seksjon::new("andre-aar", ord.word("andre_aar")).med(Del::Lenker { lenker: links }))
}

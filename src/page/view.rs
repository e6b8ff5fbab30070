//! From a page in the catalogue to what it shows: the frame and the view, and the template that draws them. Which file
//! makes which page is told here and nowhere else.

use super::catalogue::{PageKind, PageSpec};
use super::frame::Frame;
use super::parts::{chrome, deling, se_ogsaa};
use super::world::World;
use super::{innsikt, kunnskap, plan};
use crate::derive::dokument::Dokument;
use crate::domain::rad::{Kind, Relasjon};
use crate::resolve::item::ItemId;

/// A page ready to be drawn.
pub struct Page {
    /// The template's name.
    pub template: &'static str,
    /// What the layout needs.
    pub frame: Frame,
    /// What the template needs.
    pub view: Box<dyn erased_serde::Serialize + Send>,
    /// The document it shows, when it shows one that is also a file beside the page.
    pub document: Option<Box<Dokument>>,
}

impl Page {
    /// A page of a template, a frame and a view.
    pub fn new(template: &'static str, frame: Frame, view: impl serde::Serialize + Send + 'static) -> Self {
        Self { template, frame, view: Box::new(view), document: None }
    }

    /// A page with its title and nothing more, for an item that is not what its page is for. The catalogue lists none.
    pub fn bare(world: &World, spec: &PageSpec) -> Self {
        let view = serde_json::json!({ "deler": [], "forrige": null, "neste": null });
        Self::new("artikkel.html", chrome::frame(world, &spec.sti, &spec.tittel, &[]), view)
    }
}

/// Makes one page.
pub fn view(world: &World, spec: &PageSpec) -> Page {
    let mut page = made(world, spec);
    if let PageKind::Item(item) | PageKind::Artikkel(item) = &spec.kind
        && tells_what_is_like_it(world, spec)
    {
        let (language, beside) = match world.site.item(*item).plan {
            Some(plan) if world.site.artikkel(*item).is_none() => (world.plan_language(plan), Vec::new()),
            _ => (kunnskap::artikkel::language(world, *item), kunnskap::artikkel::beside(world, *item)),
        };
        page.frame.se_ogsaa = se_ogsaa::links(world, *item, &beside, language);
    }
    page.frame.sidetype = spec.kind.name(world);
    if let (true, PageKind::Item(item)) = (world.catalogue.has_twin(&spec.sti), &spec.kind) {
        page.frame.tell_apart(&what_it_belongs_to(world, *item));
    }
    page
}

/// Does the page name others about the same? Then the search must have found them first.
pub fn tells_what_is_like_it(world: &World, spec: &PageSpec) -> bool {
    matches!(&spec.kind, PageKind::Item(item) | PageKind::Artikkel(item) if se_ogsaa::wanted(world, *item))
}

/// The area of a goal or an activity; else the id, which no other has.
fn what_it_belongs_to(world: &World, item: ItemId) -> String {
    let site = world.site;
    let named = site.graph.targets(item, Relasjon::Omraade).first().copied();
    let owner = || {
        let key = site.maal(item)?.eier.as_ref()?;
        site.register.of_plan(site.item(item).plan?, Kind::Satsingsomraade).find(|area| site.item(*area).key == *key)
    };
    named.or_else(owner).map_or_else(|| site.item(item).key.clone(), |area| site.item(area).title.clone())
}

fn made(world: &World, spec: &PageSpec) -> Page {
    made_of(world, spec, &spec.kind)
}

fn made_of(world: &World, spec: &PageSpec, kind: &PageKind) -> Page {
    match kind {
        PageKind::Fortsettelse(of, _) => {
            // It is made as the whole is, with the whole's title.
            let whole = world.catalogue.at(&deling::first_page(spec)).map_or(&spec.tittel, |whole| &whole.tittel);
            let mut page = made_of(world, &PageSpec { tittel: whole.clone(), ..spec.clone() }, of);
            deling::carry_on(&mut page.frame, spec);
            page
        }
        PageKind::Forside => plan::forside::page(world, spec),
        PageKind::Planer => plan::planer::page(world, spec),
        PageKind::Organisasjon(org) => plan::organisasjon::page(world, spec, *org),
        PageKind::OrganisasjonKilder(org) => kunnskap::kilder::of_organisation(world, spec, *org),
        PageKind::Ansvarlig(org, key) => innsikt::ansvarlig::page(world, spec, *org, key),
        PageKind::Plan(id, page) => plan::page(world, spec, *id, *page),
        PageKind::Item(item) => match (world.site.item(*item).kind, world.site.item(*item).plan) {
            (Kind::Indikator, _) => innsikt::indikator::page(world, spec, *item),
            (Kind::Rapport, _) => innsikt::rapport::page(world, spec, *item),
            (_, Some(_)) => plan::item(world, spec, *item),
            (_, None) => kunnskap::felles::page(world, spec, *item),
        },
        PageKind::Artikkel(item) => kunnskap::artikkel::page(world, spec, *item),
        PageKind::Mappe(folder) => kunnskap::mappe::page(world, spec, folder),
        PageKind::Suksessfaktor(factor) => kunnskap::suksessfaktor::page(world, spec, *factor),
        PageKind::Suksessfaktorer => kunnskap::suksessfaktor::all(world, spec),
        PageKind::EndringerAar(of, year) => innsikt::endringer::ett_aar(world, spec, *of, *year),
        PageKind::Emner => kunnskap::emne::all(world, spec),
        PageKind::Emne(name) => kunnskap::emne::page(world, spec, name),
        PageKind::Begreper => kunnskap::begreper::page(world, spec),
        PageKind::AAa => kunnskap::register::page(world, spec),
        PageKind::AAaDel(at) => kunnskap::register::letter(world, spec, *at),
        PageKind::Soek => kunnskap::soek::page(world, spec),
        PageKind::Kilder => kunnskap::kilder::shared(world, spec),
        PageKind::Maalgrupper | PageKind::Virkemidler => {
            kunnskap::felles::all(world, spec, *kind == PageKind::Virkemidler)
        }
        PageKind::AapneData => kunnskap::aapne_data::page(world, spec),
        PageKind::Tilgjengelighet => kunnskap::tilgjengelighet::page(world, spec),
        PageKind::IkkeFunnet => kunnskap::ikke_funnet::page(world, spec),
        PageKind::Videresending(item) => kunnskap::videresending::page(world, spec, *item),
    }
}

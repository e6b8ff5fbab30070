//! An organisation: facts, its units, its plans and its sources.

use crate::language::dates;
use serde::Serialize;

use super::plankort::{self, Plankort};
use super::side::{self, Om};
use crate::domain::organisasjon::Organisasjon;
use crate::domain::rad::Relasjon;
use crate::language::capital::capitalised;
use crate::page::address;
use crate::page::body::Prose;
use crate::page::catalogue::PageSpec;
use crate::page::frame::{Fakta, Lenke};
use crate::page::parts::chrome;
use crate::page::parts::felt::enumerated;
use crate::page::parts::feltliste::{Felter, Feltrad, Feltverdi};
use crate::page::parts::lister::{self, Punkt};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::OrgId;

#[derive(Serialize)]
struct View {
    om: Option<Om>,
    beskrivelse: Option<String>,
    felter: Vec<Feltrad>,
    planer: Vec<Plankort>,
    enheter: Vec<Enhetsvisning>,
    kilder: Option<Lenke>,
}

#[derive(Serialize)]
struct Enhetsvisning {
    id: String,
    navn: String,
    forkortelse: Option<String>,
    beskrivelse: Option<String>,
    om: Option<Om>,
    ansvarlig_for: Vec<Punkt>,
}

/// The page.
pub fn page(world: &World, spec: &PageSpec, id: OrgId) -> Page {
    let site = world.site;
    let language = world.language();
    let org = site.organisasjon(id);
    let mut frame = chrome::frame(
        world,
        &spec.sti,
        &spec.tittel,
        &world
            .catalogue
            .at("planer/index.html")
            .map(|page| Lenke::new(language.word("meny.planer"), &page.sti))
            .into_iter()
            .collect::<Vec<_>>(),
    );
    let kind = org.organisasjonstype.map(|kind| capitalised(&enumerated(kind, language)));
    frame.kategori = Some(kind.unwrap_or_else(|| language.word("type.organisasjon").to_owned()));
    frame.beskrivelse = language.fill("organisasjonsside.beskrivelse", &[("navn", &org.navn)]);
    if let Some(above) = org.overordnet.known() {
        frame.faktalinje.push(Fakta::new(language.word("felt.overordnet"), above));
    }
    let mut prose = Prose::new(world, &frame.rot, language);
    let own = site.register.organisation_item(id);
    let enheter: Vec<Enhetsvisning> = site
        .register
        .of_organisation(id)
        .filter_map(|item| {
            let unit = site.enhet(item)?;
            let answers = site.graph.sources(item, Relasjon::Ansvarlig);
            Some(Enhetsvisning {
                id: site.item(item).key.clone(),
                navn: unit.navn.clone(),
                forkortelse: unit.forkortelse.clone(),
                beskrivelse: unit.beskrivelse.clone(),
                om: Om::of(&unit.rad.belegg),
                ansvarlig_for: lister::mixed(world, answers, language),
            })
        })
        .collect();
    let planer: Vec<Plankort> = site.plans_of(id).map(|plan| plankort::card(world, plan, language)).collect();
    let sources = format!("{}kilder.html", address::org_folder(site, id));
    let view = View {
        om: Om::of(&org.rad.belegg),
        beskrivelse: org.beskrivelse.as_ref().map(|text| prose.html(text, org.rad.places.field("beskrivelse"))),
        felter: fields(world, org),
        kilder: world.catalogue.at(&sources).map(|page| Lenke::new(&page.tittel, &page.sti)),
        planer,
        enheter,
    };
    if !view.planer.is_empty() {
        frame.innhold.push(side::heading("planer", language.word("meny.planer")));
    }
    if !view.enheter.is_empty() {
        frame.innhold.push(side::heading("enheter", language.word("type_flertall.enhet")));
    }
    frame.innhold.push(side::heading("fakta", language.word("organisasjonsside.fakta")));
    chrome::cite(world, &mut frame, own);
    frame.baklenker = side::backlinks(world, own, &[]);
    frame.per_dato = Some(world.derived.date.to_string());
    Page::new("plan-organisasjon.html", frame, view)
}

fn fields(world: &World, org: &Organisasjon) -> Vec<Feltrad> {
    let language = world.language();
    let mut felter = Felter::new(world, language);
    let numbers = org.kommunenr.iter().map(|k| {
        let time = dates::period(&k.periode, language);
        Feltverdi::new(if time.is_empty() { k.nr.clone() } else { format!("{} ({time})", k.nr) })
    });
    felter
        .values("type", org.organisasjonstype.map(|k| Feltverdi::new(enumerated(k, language))).into_iter().collect())
        .if_said("overordnet", &org.overordnet, |text| vec![Feltverdi::new(text)])
        .values("forkortelse", org.forkortelse.iter().map(Feltverdi::new).collect())
        .values("kommunenr", numbers.collect())
        .if_said("bydelsnr", &org.bydelsnr, |text| vec![Feltverdi::new(text)])
        .if_said("orgnr", &org.orgnr, |text| vec![Feltverdi::new(text)])
        .values("maalform", org.maalform.map(|m| Feltverdi::new(enumerated(m, language))).into_iter().collect());
    felter.done()
}

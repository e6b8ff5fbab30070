//! Who answers for what: bodies by kind, whom they report to, how often they meet, and the organisation's units.

use std::collections::BTreeSet;

use serde::Serialize;

use super::side::{self, Om};
use crate::domain::enumeration::Enumeration;
use crate::domain::organ::{Organ, Organtype};
use crate::domain::rad::{Kind, Relasjon};
use crate::language::capital::capitalised;
use crate::page::body::Prose;
use crate::page::catalogue::PageSpec;
use crate::page::frame::Lenke;
use crate::page::parts::chrome;
use crate::page::parts::felt::enumerated;
use crate::page::parts::feltliste::{Felter, Feltrad, Feltverdi};
use crate::page::parts::lister::{self, Punkt};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

#[derive(Serialize)]
struct View {
    linjer: Vec<Linje>,
    uten_linjer: usize,
    grupper: Vec<Gruppe>,
    enheter: Vec<Enhetsrad>,
}

/// A body and those that report to it.
#[derive(Serialize)]
struct Linje {
    navn: String,
    url: String,
    sikkerhet: Option<String>,
    under: Vec<Linje>,
}

#[derive(Serialize)]
struct Gruppe {
    id: String,
    tittel: String,
    organer: Vec<Organvisning>,
}

/// One body.
#[derive(Serialize)]
struct Organvisning {
    id: String,
    navn: String,
    om: Option<Om>,
    beskrivelse: Option<String>,
    felter: Vec<Feltrad>,
    ansvarlig_for: Vec<Punkt>,
    kilder: Vec<crate::page::frame::Kildelenke>,
}

#[derive(Serialize)]
struct Enhetsrad {
    navn: String,
    forkortelse: Option<String>,
    url: String,
    beskrivelse: Option<String>,
}

/// The page.
pub fn page(world: &World, spec: &PageSpec, plan: PlanId) -> Page {
    let site = world.site;
    let language = world.plan_language(plan);
    let items: Vec<ItemId> = site.register.of_plan(plan, Kind::Organ).collect();
    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &[]);
    frame.kategori = Some(site.plan(plan).tittel.clone());
    frame.ingress = Some(language.word("organisering.ingress").to_owned());
    frame.beskrivelse = language.fill("organisering.beskrivelse", &[("plan", &site.plan(plan).tittel)]);
    chrome::cite(world, &mut frame, site.register.plan_item(plan));
    let mut prose = Prose::new(world, &frame.rot, language);
    let mut grupper = Vec::new();
    for wanted in Organtype::ALL.iter().map(|(kind, _)| Some(*kind)).chain([None]) {
        let organer: Vec<Organvisning> = items
            .iter()
            .filter_map(|item| Some((*item, site.organ(*item)?)))
            .filter(|(_, organ)| organ.organtype.known().copied() == wanted)
            .map(|(item, organ)| shown(world, plan, item, organ, &mut prose))
            .collect();
        if organer.is_empty() {
            continue;
        }
        let name = wanted.map_or_else(
            || language.word("organisering.uten_type").to_owned(),
            |kind| {
                let path = format!("organtype_flertall.{}", kind.key());
                language.find(&path).map_or_else(|| enumerated(kind, language), str::to_owned)
            },
        );
        let id = wanted.map_or_else(|| "uten-type".to_owned(), |kind| format!("type-{}", kind.key()));
        grupper.push(Gruppe { id, tittel: capitalised(&name), organer });
    }
    let reports = |item: &ItemId| !site.graph.targets(*item, Relasjon::RapportererTil).is_empty();
    let roots: Vec<ItemId> = items
        .iter()
        .copied()
        .filter(|item| !reports(item) && !site.graph.sources(*item, Relasjon::RapportererTil).is_empty())
        .collect();
    let linjer: Vec<Linje> = roots.iter().map(|item| line(world, *item, None, &mut BTreeSet::new())).collect();
    let enheter = site
        .register
        .iter()
        .filter(|(_, item)| item.kind == Kind::Enhet && item.organisasjon == Some(site.plan_org(plan)))
        .filter_map(|(id, _)| {
            let unit = site.enhet(id)?;
            Some(Enhetsrad {
                navn: unit.navn.clone(),
                forkortelse: unit.forkortelse.clone(),
                url: world.url(id).to_owned(),
                beskrivelse: unit.beskrivelse.clone(),
            })
        })
        .collect::<Vec<_>>();
    frame.innhold.push(side::heading("rapporteringslinjer", language.word("organisering.linjer")));
    frame.innhold.extend(grupper.iter().map(|g| side::heading(&g.id, &g.tittel)));
    if !enheter.is_empty() {
        frame.innhold.push(side::heading("enheter", language.word("type_flertall.enhet")));
    }
    let uten_linjer = items.iter().filter(|item| !reports(item)).count();
    Page::new("plan-organisering.html", frame, View { linjer, uten_linjer, grupper, enheter })
}

fn line(world: &World, item: ItemId, above: Option<ItemId>, seen: &mut BTreeSet<ItemId>) -> Linje {
    let site = world.site;
    // Bodies may report in a circle; each is shown once on the way down.
    let fresh = seen.insert(item);
    let under = if fresh { site.graph.sources(item, Relasjon::RapportererTil) } else { Vec::new() };
    let felt = above.and_then(|_| site.organ(item)).map(|organ| &organ.rapporterer_til);
    let shown = Linje {
        navn: site.item(item).title.clone(),
        url: world.url(item).to_owned(),
        sikkerhet: felt.and_then(|f| f.belegg.as_deref()).and_then(Om::of).and_then(|om| om.sikkerhet),
        under: under.into_iter().map(|below| line(world, below, Some(item), seen)).collect(),
    };
    if fresh {
        seen.remove(&item);
    }
    shown
}

fn shown(world: &World, plan: PlanId, item: ItemId, organ: &Organ, prose: &mut Prose) -> Organvisning {
    let site = world.site;
    let language = world.plan_language(plan);
    let mut felter = Felter::new(world, language);
    felter
        .if_said("ansvar", &organ.ansvar, |list| list.iter().map(Feltverdi::new).collect())
        .values("medlemmer", organ.medlemmer.iter().map(Feltverdi::new).collect())
        .if_said("rytme", &organ.rytme, |text| vec![Feltverdi::new(text)])
        .refs("rapporterer_til", &organ.rapporterer_til)
        .values(
            "rapporteres_fra",
            site.graph
                .sources(item, Relasjon::RapportererTil)
                .into_iter()
                .map(|from| {
                    let Lenke { tittel, url } = world.link(from);
                    Feltverdi::link(tittel, url)
                })
                .collect(),
        )
        .values("nivaa", organ.nivaa.iter().map(Feltverdi::new).collect());
    let answers = site.graph.sources(item, Relasjon::Ansvarlig);
    Organvisning {
        id: site.item(item).key.clone(),
        navn: organ.navn.clone(),
        om: Om::of(&organ.rad.belegg),
        beskrivelse: organ.beskrivelse.as_ref().map(|text| prose.html(text, organ.rad.places.field("beskrivelse"))),
        felter: felter.done(),
        ansvarlig_for: lister::mixed(world, answers, language),
        kilder: chrome::sources(world, item),
    }
}

//! All plans, organisation by organisation.

use serde::Serialize;

use super::plankort::{self, Plankort};
use super::side;
use crate::page::address;
use crate::page::catalogue::PageSpec;
use crate::page::parts::chrome;
use crate::page::parts::felt::enumerated;
use crate::page::parts::tabellvalg::{Svar, Tabellvalg};
use crate::page::view::Page;
use crate::page::world::World;

#[derive(Serialize)]
struct View {
    valg: Option<Tabellvalg>,
    organisasjoner: Vec<Organisasjon>,
}

#[derive(Serialize)]
struct Organisasjon {
    id: String,
    navn: String,
    url: String,
    slag: Option<String>,
    planer: Vec<Plankort>,
}

/// The page.
pub fn page(world: &World, spec: &PageSpec) -> Page {
    let site = world.site;
    let language = world.language();
    let organisasjoner: Vec<Organisasjon> = site
        .org_ids()
        .map(|id| {
            let org = site.organisasjon(id);
            Organisasjon {
                id: org.rad.id.clone(),
                navn: org.navn.clone(),
                url: format!("{}index.html", address::org_folder(site, id)),
                slag: org.organisasjonstype.map(|kind| enumerated(kind, language)),
                planer: site.plans_of(id).map(|plan| plankort::card(world, plan, language)).collect(),
            }
        })
        .collect();
    let mut frame = chrome::frame(world, &spec.sti, &spec.tittel, &[]);
    let n = u64::try_from(site.planer.len()).unwrap_or(u64::MAX);
    let lead = language.fill(
        "planliste.ingress",
        &[("planer", &language.count("plan", n)), ("organisasjoner", &organisasjoner.len().to_string())],
    );
    frame.beskrivelse.clone_from(&lead);
    frame.ingress = Some(lead);
    frame.per_dato = Some(world.derived.date.to_string());
    if organisasjoner.len() > 1 {
        frame.innhold = organisasjoner.iter().map(|o| side::heading(&o.id, &o.navn)).collect();
    }
    let mut valg = Tabellvalg::liste("planene", spec.tittel.clone(), &["planene"], site.planer.len());
    if let Some(valg) = &mut valg {
        let titles = [
            ("organisasjon", language.word("type.organisasjon").to_owned()),
            ("plantype", language.word("felt.plantype").to_owned()),
            ("planstatus", language.word("felt.planstatus").to_owned()),
        ];
        let rows: Vec<&[Svar]> = organisasjoner.iter().flat_map(|o| &o.planer).map(|p| p.svar.as_slice()).collect();
        valg.spoer_om_svar(&titles, &rows);
    }
    frame.tabellvalg = valg.is_some();
    Page::new("planer.html", frame, View { valg, organisasjoner })
}

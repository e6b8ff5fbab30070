//! Open data: the files, and the page that describes them. What a set holds is told in `plan`, how it is written in
//! `sett`.

mod kolonner;
mod plan;
mod sett;

use rayon::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};

use crate::domain::slug::slug;
use crate::page::address;
use crate::page::catalogue::PageSpec;
use crate::page::frame::{Fakta, Innholdspunkt};
use crate::page::parts::chrome;
use crate::page::parts::deling::Deler;
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{OrgId, PlanId};

/// The list of all files; with many plans, of each organisation's list.
const INDEX: &str = "data/index.json";

/// With more plans than this each organisation has a list of its own: one list of everything would be megabytes, and
/// most who come want one kommune's.
const ONE_LIST: usize = 20;

/// So many plans stand on one page.
const ON_ONE_PAGE: usize = 200;

/// So many plans' files are written at a time, on all cores: all at once would be hundreds of megabytes.
const AT_A_TIME: usize = 16;

/// What `aapne-data.html` draws.
#[derive(Debug, Serialize)]
struct Visning {
    indeks: String,
    /// The files are not listed here, but by each organisation.
    per_organisasjon: bool,
    planer: Vec<Planfiler>,
    sett: Vec<Beskrivelse>,
}

/// The files of one plan.
#[derive(Debug, Serialize)]
struct Planfiler {
    id: String,
    tittel: String,
    organisasjon: String,
    url: String,
    /// The organisation's own list of files.
    indeks: String,
    filer: Vec<Fil>,
}

/// One set in both formats.
#[derive(Debug, Serialize)]
struct Fil {
    navn: String,
    rader: usize,
    csv: String,
    json: String,
}

/// What a set's columns mean.
#[derive(Debug, Serialize)]
struct Beskrivelse {
    id: String,
    navn: String,
    kolonner: Vec<Kolonnetekst>,
}

#[derive(Debug, Serialize)]
struct Kolonnetekst {
    navn: &'static str,
    tekst: &'static str,
    grunn: bool,
}

fn deler(world: &World) -> Deler {
    Deler::alike(world.site.planer.len(), ON_ONE_PAGE)
}

/// How many pages the list of plans takes.
pub fn parts(world: &World) -> usize {
    deler(world).antall()
}

/// The page.
pub fn page(world: &World, spec: &PageSpec) -> Page {
    let language = world.language();
    let mut frame = chrome::frame(world, &spec.sti, &spec.tittel, &[]);
    frame.ingress = Some(language.word("aapne_data.ingress").to_owned());
    language.word("aapne_data.ingress").clone_into(&mut frame.beskrivelse);
    frame.per_dato = Some(world.derived.date.to_string());
    frame.faktalinje = ["format", "tegnsett", "blanke"]
        .into_iter()
        .map(|fact| {
            let value = format!("aapne_data.{fact}_verdi");
            Fakta::new(language.word(&format!("aapne_data.{fact}")), language.word(&value))
        })
        .collect();
    let mut described: Vec<Beskrivelse> = Vec::new();
    let mut planer = Vec::new();
    let per_organisasjon = is_parted(world);
    let deler = deler(world);
    let range = deler.range(spec);
    for (at, plan) in world.site.plan_ids().enumerate() {
        let site = world.site;
        let folder = folder(world, plan);
        let shown = range.contains(&at);
        // The columns of every plan's sets are described on the first page.
        if !shown && spec.del() > 0 {
            continue;
        }
        let mut filer = Vec::new();
        for set in plan::sets(world, plan) {
            let navn = language.word(&format!("aapne_data.sett.{}", set.navn)).to_owned();
            if spec.del() == 0 && described.iter().all(|known| known.navn != navn) {
                let columns = set.kolonner.iter();
                let kolonner = columns
                    .map(|column| Kolonnetekst { navn: column.navn, tekst: column.forklaring, grunn: column.grunn })
                    .collect();
                described.push(Beskrivelse { id: format!("sett-{}", set.navn), navn: navn.clone(), kolonner });
            }
            if per_organisasjon {
                continue;
            }
            let path = |ending: &str| format!("{folder}{}.{ending}", set.navn);
            filer.push(Fil { navn, rader: set.rader.len(), csv: path("csv"), json: path("json") });
        }
        if !shown {
            continue;
        }
        planer.push(Planfiler {
            id: format!("plan-{}", folder.trim_matches('/').replace('/', "-")),
            tittel: site.plan(plan).tittel.clone(),
            organisasjon: site.organisasjon(site.plan_org(plan)).navn.clone(),
            url: address::plan_page(site, plan, "index"),
            indeks: format!("{}index.json", org_folder(world, site.plan_org(plan))),
            filer,
        });
    }
    let point = |id: &str, text: &str, nivaa| Innholdspunkt { id: id.to_owned(), tekst: text.to_owned(), nivaa };
    let owner = |at: usize| {
        world
            .site
            .plan_ids()
            .nth(at)
            .map_or_else(String::new, |plan| world.site.organisasjon(world.site.plan_org(plan)).navn.clone())
    };
    frame.deling = deler.seen_from(spec, owner);
    frame.innhold = vec![
        point("side-filer", language.word("aapne_data.filene"), 2),
        point("side-kolonner", language.word("aapne_data.kolonnene"), 2),
        point("side-bruk", language.word("aapne_data.bruk"), 2),
    ];
    if spec.del() > 0 {
        frame.innhold.clear();
    }
    Page::new("aapne-data.html", frame, Visning { indeks: INDEX.to_owned(), per_organisasjon, planer, sett: described })
}

/// The files themselves: path and bytes. The same site gives the same bytes.
pub fn files(world: &World, put: &mut dyn FnMut(&str, Vec<u8>)) {
    if world.site.planer.is_empty() {
        return;
    }
    let mut resources: Vec<(PlanId, Value)> = Vec::new();
    let plans: Vec<PlanId> = world.site.plan_ids().collect();
    for some in plans.chunks(AT_A_TIME) {
        let written: Vec<Vec<Written>> = some.par_iter().map(|plan| of_plan(world, *plan)).collect();
        for Written { plan, path, bytes, resource } in written.into_iter().flatten() {
            put(&path, bytes);
            resources.push((plan, resource));
        }
    }
    if !is_parted(world) {
        let all = resources.into_iter().map(|(_, resource)| resource).collect();
        return put(INDEX, pretty(&package(world, &world.nettsted.tittel, "resources", all)));
    }
    let mut organisations = Vec::new();
    for of_one in resources.chunk_by(|a, b| world.site.plan_org(a.0) == world.site.plan_org(b.0)) {
        let Some(org) = of_one.first().map(|(plan, _)| world.site.plan_org(*plan)) else { continue };
        let navn = &world.site.organisasjon(org).navn;
        let path = format!("{}index.json", org_folder(world, org));
        organisations.push(json!({ "name": slug(navn), "title": navn, "path": path.strip_prefix("data/") }));
        let own = of_one.iter().map(|(_, resource)| resource.clone()).collect();
        put(&path, pretty(&package(world, navn, "resources", own)));
    }
    put(INDEX, pretty(&package(world, &world.nettsted.tittel, "packages", organisations)));
}

/// Has each organisation a list of its own?
fn is_parted(world: &World) -> bool {
    world.site.planer.len() > ONE_LIST
}

/// A file, and how the list tells of it.
struct Written {
    plan: PlanId,
    path: String,
    bytes: Vec<u8>,
    resource: Value,
}

fn of_plan(world: &World, plan: PlanId) -> Vec<Written> {
    let folder = folder(world, plan);
    // Paths are seen from the list.
    let list = if is_parted(world) { org_folder(world, world.site.plan_org(plan)) } else { "data/".to_owned() };
    let mut written = Vec::new();
    for set in plan::sets(world, plan) {
        for (ending, bytes) in [("csv", set.csv()), ("json", pretty(&set.json()))] {
            let path = format!("{folder}{}.{ending}", set.navn);
            let resource = resource(world, plan, &set, ending, path.strip_prefix(&list).unwrap_or(&path));
            written.push(Written { plan, path, bytes, resource });
        }
    }
    written
}

/// A list: of files (`resources`), or of other lists (`packages`).
fn package(world: &World, title: &str, what: &str, list: Vec<Value>) -> Value {
    let nettsted = world.nettsted;
    let mut package = json!({
        "profile": "tabular-data-package",
        "name": slug(title),
        "title": title,
        "homepage": nettsted.adresse,
        "publisher": nettsted.eier,
        "per_dato": world.derived.date.to_string(),
    });
    package[what] = Value::Array(list);
    package
}

/// One file as the index tells of it; `path` is seen from the index.
fn resource(world: &World, plan: PlanId, set: &sett::Sett, ending: &str, path: &str) -> Value {
    let site = world.site;
    let org = site.organisasjon(site.plan_org(plan));
    let csv = ending == "csv";
    let mut resource = json!({
        "name": slug(&format!("{} {} {} {ending}", org.rad.id, site.plan(plan).rad.id, set.navn)),
        "title": format!("{}: {}", site.plan(plan).tittel, world.language().word(&format!("aapne_data.sett.{}", set.navn))),
        "path": path,
        "format": ending,
        "mediatype": if csv { "text/csv" } else { "application/json" },
        "encoding": "utf-8",
        "organisasjon": org.rad.id,
        "plan": site.plan(plan).rad.id,
        "rader": set.rader.len(),
        "schema": set.schema(),
    });
    if csv && let Some(fields) = resource.as_object_mut() {
        fields.insert(
            "dialect".to_owned(),
            json!({ "delimiter": ";", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true, "decimalChar": "," }),
        );
    }
    resource
}

fn folder(world: &World, plan: PlanId) -> String {
    let site = world.site;
    format!("{}{}/", org_folder(world, site.plan_org(plan)), slug(&site.plan(plan).rad.id))
}

fn org_folder(world: &World, org: OrgId) -> String {
    format!("data/{}/", slug(&world.site.organisasjon(org).rad.id))
}

fn pretty(value: &Value) -> Vec<u8> {
    // Values made here have string keys and finite numbers only, so writing them cannot fail.
    let mut bytes = serde_json::to_vec_pretty(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

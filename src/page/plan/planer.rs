//! All plans: side by side as far as they have come, and organisation by organisation. Of a network with many plans one
//! table tells all; each plan's card stands on its organisation's page.

use serde::Serialize;

use super::plankort::{self, Plankort};
use super::side;
use crate::chart::Chart;
use crate::chart::stacked::StackedChart;
use crate::derive::opptelling::Opptelling;
use crate::language::{dates, numbers};
use crate::page::address;
use crate::page::catalogue::{PageSpec, PlanPage};
use crate::page::frame::Frame;
use crate::page::parts::chrome;
use crate::page::parts::del::Del;
use crate::page::parts::deling::Deler;
use crate::page::parts::diagram::{self, Statusklasser};
use crate::page::parts::felt::{Vist, enumerated};
use crate::page::parts::oversikt::{Celle, Kolonne, Linje, Oversikt};
use crate::page::parts::seksjon::Seksjonsside;
use crate::page::parts::tabellvalg::{Svar, Tabellvalg};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::PlanId;

#[derive(Serialize)]
struct View {
    /// How far the plans have come; nothing when fewer than two have activities.
    figur: Option<Chart>,
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

/// With more plans than this the page is a table: a card is eight kilobytes, and hundreds of them are no list to look in.
const CARDS: usize = 60;

/// So many plans stand in one table.
const ROWS: usize = 250;

fn deler(world: &World) -> Deler {
    let plans = world.site.planer.len();
    // Cards are never parted: so few stand on one page.
    Deler::alike(plans, if plans > CARDS { ROWS } else { CARDS })
}

/// How many pages the list takes.
pub fn parts(world: &World) -> usize {
    deler(world).antall()
}

/// The page.
pub fn page(world: &World, spec: &PageSpec) -> Page {
    let site = world.site;
    let language = world.language();
    if site.planer.len() > CARDS {
        return in_one_table(world, spec);
    }
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
    let mut frame = frame(world, spec);
    let figur = side_by_side(world);
    if organisasjoner.len() > 1 {
        let chart = figur.iter().map(|_| side::heading("side-om-side", language.word("planliste.side_om_side")));
        frame.innhold = chart.chain(organisasjoner.iter().map(|o| side::heading(&o.id, &o.navn))).collect();
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
    Page::new("planer.html", frame, View { figur, valg, organisasjoner })
}

fn frame(world: &World, spec: &PageSpec) -> Frame {
    let site = world.site;
    let language = world.language();
    let mut frame = chrome::frame(world, &spec.sti, &spec.tittel, &[]);
    let n = u64::try_from(site.planer.len()).unwrap_or(u64::MAX);
    let lead = language.fill(
        "planliste.ingress",
        &[
            ("planer", &language.count("plan", n)),
            ("organisasjoner", &numbers::whole(i128::try_from(site.organisasjoner.len()).unwrap_or(i128::MAX))),
        ],
    );
    frame.beskrivelse.clone_from(&lead);
    frame.ingress = Some(lead);
    frame.per_dato = Some(world.derived.date.to_string());
    frame
}

/// A row for each plan, organisation by organisation.
fn in_one_table(world: &World, spec: &PageSpec) -> Page {
    let site = world.site;
    let language = world.language();
    let word = |key: &str| language.word(key).to_owned();
    let figure = |n: usize| Celle::ord(numbers::whole(i128::try_from(n).unwrap_or(i128::MAX)));
    let mut table = Oversikt::new(
        "planene",
        spec.tittel.clone(),
        vec![
            Kolonne::ord(word("type.organisasjon")),
            Kolonne::ord(word("type.plan")),
            Kolonne::ord(word("felt.periode")),
            Kolonne::tall(word("type_flertall.aktivitet")),
            Kolonne::tall(word("innsikt.framdrift.fullfoert")),
            Kolonne::tall(word("innsikt.framdrift.forsinket")),
            Kolonne::tall(word("innsikt.framdrift.uten_status")),
        ],
    );
    table.undertekst = word("planliste.merknad_tabell");
    let all: Vec<PlanId> = site.org_ids().flat_map(|org| site.plans_of(org)).collect();
    let deler = deler(world);
    for plan in all.get(deler.range(spec)).unwrap_or_default().iter().copied() {
        let (about, org) = (site.plan(plan), site.plan_org(plan));
        let count = world.derived.plan_count(site, plan);
        let name = |text: &str, url: String| Celle::linjer(vec![Linje { url: Some(url), ..Linje::ord(text) }]);
        let organisasjon = format!("{}index.html", address::org_folder(site, org));
        table.push(vec![
            name(&site.organisasjon(org).navn, organisasjon),
            name(&about.tittel, address::plan_page(site, plan, PlanPage::Oversikt.name())),
            Celle::vist(Vist::felt(world, &about.periode, |period| dates::period(period, language))),
            figure(count.total),
            figure(count.fullfoert()),
            figure(count.forsinket),
            figure(count.uten),
        ]);
    }
    let mut side = Seksjonsside::default();
    side.innledning.push(Del::Oversikt { tabell: table });
    let mut frame = frame(world, spec);
    frame.deling = deler.seen_from(spec, |at| all.get(at).map_or_else(String::new, |plan| owner(world, *plan)));
    side.page(frame)
}

/// Whose plan it is.
fn owner(world: &World, plan: PlanId) -> String {
    world.site.organisasjon(world.site.plan_org(plan)).navn.clone()
}

/// The activities of every plan after status. Not ordered by who has come furthest: plans are not alike.
fn side_by_side(world: &World) -> Option<Chart> {
    let site = world.site;
    let language = world.language();
    let counts: Vec<(String, Opptelling)> = site
        .plan_ids()
        .map(|plan| {
            let name = format!("{}: {}", site.organisasjon(site.plan_org(plan)).navn, site.plan(plan).tittel);
            (name, world.derived.plan_count(site, plan))
        })
        .filter(|(_, count)| count.total > 0)
        .collect();
    if counts.len() < 2 {
        return None;
    }
    let sum = |of: fn(&Opptelling) -> usize| counts.iter().map(|(_, count)| of(count)).sum::<usize>().to_string();
    let classes = Statusklasser::of(counts.iter().map(|(_, count)| count));
    let title = language.fill(
        "planliste.funn",
        &[
            ("antall", &sum(Opptelling::fullfoert)),
            ("total", &sum(|count| count.total)),
            ("planer", &counts.len().to_string()),
            ("uten", &sum(|count| count.uten)),
        ],
    );
    let chart = StackedChart {
        frame: diagram::frame("fig-planer", title, language.word("planliste.side_om_side").to_owned(), "", language),
        head: language.word("type.plan").to_owned(),
        total_head: language.word("tabell.total").to_owned(),
        classes: classes.words(language),
        rows: counts.iter().map(|(label, count)| classes.row(label, count, language)).collect(),
    };
    Some(chart.draw())
}

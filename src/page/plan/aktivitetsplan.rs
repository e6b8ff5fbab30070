//! The whole aktivitetsplan: one table per area in the plan's order, and one for what belongs to no area.

use serde::Serialize;

use crate::derive::kobling;
use crate::domain::rad::{Kind, Relasjon};
use crate::page::catalogue::PageSpec;
use crate::page::frame::Innholdspunkt;
use crate::page::parts::aktivitetsrad::{self, Aktivitetstabell};
use crate::page::parts::chrome;
use crate::page::parts::stabel::{self, Stabel};
use crate::page::parts::tabellvalg::Tabellvalg;
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

#[derive(Serialize)]
struct View {
    stabel: Option<Stabel>,
    valg: Option<Tabellvalg>,
    grupper: Vec<Gruppe>,
    regel: String,
    tom: bool,
}

#[derive(Serialize)]
struct Gruppe {
    id: String,
    tittel: String,
    url: Option<String>,
    etikett: Option<String>,
    bokstaver: Vec<String>,
    tabell: Aktivitetstabell,
}

/// The page.
pub fn page(world: &World, spec: &PageSpec, plan: PlanId) -> Page {
    let site = world.site;
    let language = world.plan_language(plan);
    let all: Vec<ItemId> = site.register.of_plan(plan, Kind::Aktivitet).collect();
    let mut grupper = groups(world, plan);
    let mut tables: Vec<&mut Aktivitetstabell> = grupper.iter_mut().map(|g| &mut g.tabell).collect();
    let valg = aktivitetsrad::tools(world, &all, "aktivitetsplan", spec.tittel.clone(), &mut tables);
    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &[]);
    frame.kategori = Some(site.plan(plan).tittel.clone());
    frame.ingress = Some(stabel::sentence(world, &all, language));
    frame.beskrivelse = language.fill("aktivitetsplan.beskrivelse", &[("plan", &site.plan(plan).tittel)]);
    chrome::cite(world, &mut frame, site.register.plan_item(plan));
    frame.bred = true;
    frame.liggende = true;
    frame.tabellvalg = valg.is_some();
    // A plan with areas and no activities shows one sentence and no sections.
    if grupper.len() > 1 && !all.is_empty() {
        let point = |g: &Gruppe| Innholdspunkt { id: g.id.clone(), tekst: g.tittel.clone(), nivaa: 2 };
        frame.innhold = grupper.iter().map(point).collect();
    }
    let view = View {
        stabel: stabel::of(world, &all, language),
        valg,
        tom: all.is_empty(),
        regel: language.word("aktivitetsplan.regel").to_owned(),
        grupper,
    };
    Page::new("plan-aktivitetsplan.html", frame, view)
}

/// Areas with their activities; then, for a plan whose goals own the activities, goal by goal; then the rest.
fn groups(world: &World, plan: PlanId) -> Vec<Gruppe> {
    let site = world.site;
    let language = world.plan_language(plan);
    let mut groups = Vec::new();
    let areas: Vec<ItemId> = site.register.of_plan(plan, Kind::Satsingsomraade).collect();
    for area in &areas {
        let items = kobling::aktiviteter(site, *area);
        let about = site.item(*area);
        groups.push(Gruppe {
            id: about.key.clone(),
            tittel: about.display(),
            url: Some(world.url(*area).to_owned()),
            etikett: Some(language.word("type.satsingsomraade").to_owned()),
            bokstaver: site.satsingsomraade(*area).map(|a| a.strategi_etiketter.clone()).unwrap_or_default(),
            tabell: aktivitetsrad::table(world, format!("plan-{}", about.key), caption(world, *area, &items), &items),
        });
    }
    let mut rest = kobling::uten_omraade(site, plan);
    for goal in site.register.of_plan(plan, Kind::Hovedmaal) {
        let reached = kobling::aktiviteter(site, goal);
        let belongs = |item: &ItemId| {
            let named = site.graph.targets(*item, Relasjon::Maal);
            // One that names no main goal stands under the first it serves through a strategy or a lower goal.
            let names_main = named.iter().any(|goal| site.item(*goal).kind == Kind::Hovedmaal);
            named.contains(&goal) || (!names_main && reached.contains(item))
        };
        let own: Vec<ItemId> = rest.iter().copied().filter(belongs).collect();
        if own.is_empty() {
            continue;
        }
        rest.retain(|item| !own.contains(item));
        let about = site.item(goal);
        // An area may have the same id as a goal.
        let taken = groups.iter().any(|group: &Gruppe| group.id == about.key);
        let id = if taken { format!("maal-{}", about.key) } else { about.key.clone() };
        groups.push(Gruppe {
            tittel: about.display(),
            url: Some(world.url(goal).to_owned()),
            etikett: Some(language.word("type.hovedmaal").to_owned()),
            bokstaver: Vec::new(),
            tabell: aktivitetsrad::table(world, format!("plan-{id}"), caption(world, goal, &own), &own),
            id,
        });
    }
    if !rest.is_empty() {
        let name = match (areas.is_empty(), groups.is_empty()) {
            (true, true) => "aktivitetsplan.alle",
            (true, false) => "aktivitetsplan.uten_maal",
            (false, _) => "aktivitetsplan.uten_omraade",
        };
        let tittel = language.word(name).to_owned();
        groups.push(Gruppe {
            id: "uten-omraade".to_owned(),
            url: None,
            etikett: None,
            bokstaver: Vec::new(),
            tabell: aktivitetsrad::table(world, "plan-uten-omraade", tittel.clone(), &rest),
            tittel,
        });
    }
    groups
}

/// «H1: 1 av 1 aktivitet fullført». The heading above says the whole name.
fn caption(world: &World, item: ItemId, items: &[ItemId]) -> String {
    let about = world.site.item(item);
    let language = about.plan.map_or_else(|| world.language(), |plan| world.plan_language(plan));
    let name = match (&about.etikett, about.kind) {
        (Some(label), Kind::Satsingsomraade) => format!("{} {label}", language.word("kolonne.omraade")),
        (Some(label), _) => label.clone(),
        (None, _) => about.title.clone(),
    };
    stabel::of(world, items, language).map_or_else(|| name.clone(), |bar| format!("{name}: {}", bar.tekst))
}

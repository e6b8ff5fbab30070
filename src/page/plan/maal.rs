//! Goals: the hierarchy of a plan, and the page of one goal.

use crate::page::parts::felt::grunn_key;
use serde::Serialize;

use super::side::{self, Om};
use crate::derive::indikatorserie::serier;
use crate::derive::kobling;
use crate::derive::maalkurs::maalkurs;
use crate::domain::felt::Felt;
use crate::domain::maal::Maal;
use crate::domain::rad::{Kind, Relasjon};
use crate::page::catalogue::{PageSpec, PlanPage};
use crate::page::frame::{Fakta, Lenke};
use crate::page::innsikt::indikator::kursord;
use crate::page::innsikt::ord::Ord;
use crate::page::parts::aktivitetsrad::{self, Aktivitetstabell};
use crate::page::parts::chrome;
use crate::page::parts::felt::{enumerated, figure};
use crate::page::parts::feltliste::{Felter, Feltrad, Feltverdi, gather_silent};
use crate::page::parts::historie::{self, Historie};
use crate::page::parts::lister::{self, Punkt};
use crate::page::parts::maaling;
use crate::page::parts::maaltre::{self, Maalnode};
use crate::page::parts::stabel;
use crate::page::parts::tabellvalg::Tabellvalg;
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

#[derive(Serialize)]
struct Oversikt {
    valg: Option<Tabellvalg>,
    grupper: Vec<Eier>,
    uten_forelder: bool,
    regel: String,
}

/// The goals of the plan itself, or of one area.
#[derive(Serialize)]
struct Eier {
    id: String,
    tittel: String,
    url: Option<String>,
    /// Goals that stand under no other, level by level; with what is below them.
    noder: Vec<Maalnode>,
}

/// The goals of a plan.
pub fn all(world: &World, spec: &PageSpec, plan: PlanId) -> Page {
    let site = world.site;
    let language = world.plan_language(plan);
    let p = site.plan(plan);
    let goals: Vec<ItemId> =
        site.register.all_of_plan(plan).filter(|item| site.item(*item).kind.namespace() == Kind::Hovedmaal).collect();
    let owned_by = |owner: Option<&str>| -> Vec<ItemId> {
        goals.iter().copied().filter(|g| site.maal(*g).is_some_and(|m| m.eier.as_deref() == owner)).collect()
    };
    let mut grupper = Vec::new();
    let own = owned_by(None);
    let mut uten_forelder = loose(world, &own);
    if !own.is_empty() {
        grupper.push(Eier {
            id: "planens-maal".to_owned(),
            tittel: language.word("maalside.planens").to_owned(),
            url: None,
            noder: nodes(world, &own, plan),
        });
    }
    for area in site.register.of_plan(plan, Kind::Satsingsomraade) {
        let about = site.item(area);
        let own = owned_by(Some(about.key.as_str()));
        uten_forelder |= loose(world, &own);
        if !own.is_empty() {
            grupper.push(Eier {
                id: about.key.clone(),
                tittel: about.display(),
                url: Some(world.url(area).to_owned()),
                noder: nodes(world, &own, plan),
            });
        }
    }
    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &[]);
    frame.kategori = Some(p.tittel.clone());
    let measurable: Vec<&ItemId> = goals.iter().filter(|g| site.item(**g).kind == Kind::Resultatmaal).collect();
    let without =
        measurable.iter().filter(|g| site.maal(***g).is_some_and(|m| m.maaltall.verdi.known().is_none())).count();
    let n = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    frame.ingress = Some(if measurable.is_empty() {
        language.fill("maalside.ingress_uten", &[("maal", &language.count("maal", n(goals.len())))])
    } else {
        language.fill(
            "maalside.ingress",
            &[
                ("maal", &language.count("maal", n(goals.len()))),
                ("antall", &without.to_string()),
                ("total", &measurable.len().to_string()),
            ],
        )
    });
    frame.beskrivelse = language.fill("maalside.beskrivelse", &[("plan", &p.tittel)]);
    chrome::cite(world, &mut frame, site.register.plan_item(plan));
    if grupper.len() > 1 {
        frame.innhold = grupper.iter().map(|g| side::heading(&g.id, &g.tittel)).collect();
    }
    let trees: Vec<&[Maalnode]> = grupper.iter().map(|group| group.noder.as_slice()).collect();
    let valg = maaltre::tools("maalene", &spec.tittel, &trees, language);
    frame.tabellvalg = valg.is_some();
    let view = Oversikt { valg, grupper, uten_forelder, regel: language.word("maalside.regel").to_owned() };
    Page::new("plan-maal.html", frame, view)
}

/// Goals that stand under no other, by level; the author's order within a level.
fn nodes(world: &World, goals: &[ItemId], plan: PlanId) -> Vec<Maalnode> {
    let mut roots = maaltre::roots(world, goals);
    roots.sort_by_key(|goal| world.site.item(*goal).kind);
    maaltre::tree(world, &roots, world.plan_language(plan))
}

/// Do goals of a lower level stand under none, though there are main goals of the same owner?
fn loose(world: &World, goals: &[ItemId]) -> bool {
    let kind = |goal: &ItemId| world.site.item(*goal).kind;
    goals.iter().any(|g| kind(g) == Kind::Hovedmaal)
        && maaltre::roots(world, goals).iter().any(|g| kind(g) != Kind::Hovedmaal)
}

#[derive(Serialize)]
struct Side {
    om: Option<Om>,
    underpunkter: Vec<Underpunktvisning>,
    felter: Vec<Feltrad>,
    over: Vec<Punkt>,
    under: Vec<Maalnode>,
    strategier: Vec<Punkt>,
    indikatorer: Vec<Punkt>,
    tabell: Option<Aktivitetstabell>,
    tabell_merknad: Option<String>,
    tiltak: Vec<Punkt>,
    utfordringer: Vec<Punkt>,
    historie: Option<Historie>,
}

#[derive(Serialize)]
struct Underpunktvisning {
    etikett: Option<String>,
    tekst: String,
    om: Option<Om>,
}

/// One goal.
pub fn page(world: &World, spec: &PageSpec, item: ItemId, plan: PlanId, goal: &Maal) -> Page {
    let site = world.site;
    let language = world.plan_language(plan);
    let over = site.graph.targets(item, Relasjon::Forelder);
    let children = maaltre::children(world, item);
    let indicators = maaltre::indicators(world, item);
    let strategies = side::of_kind(world, site.graph.sources(item, Relasjon::Gjelder), Kind::Strategi);
    let challenges = side::of_kind(world, site.graph.sources(item, Relasjon::Maal), Kind::Utfordring);
    let activities = kobling::aktiviteter(site, item);
    let measures = kobling::tiltak(site, item);
    let stated = goal.status.known().is_some() || site.status_rows(item).next().is_some();

    let mut frame = side::frame(world, spec, item, plan, PlanPage::Maal);
    if let Some(state) = world.derived.state(item).filter(|_| stated) {
        frame.faktalinje.push(Fakta::status(language.word("kolonne.status"), state.key()));
    }
    frame.faktalinje.push(side::fact_link("eier", owner(world, plan, goal), language));
    if !goal.maaltall.is_unstated() || site.item(item).kind == Kind::Resultatmaal {
        let name = language.word("felt.maaltall");
        frame.faktalinje.push(match maaltre::target_words(&goal.maaltall, language) {
            Some(words) => Fakta::new(name, words),
            None => Fakta::blank(name, grunn_key(&goal.maaltall.verdi)),
        });
    }
    let tabell = (!activities.is_empty()).then(|| {
        let caption = stabel::of(world, &activities, language).map_or_else(String::new, |bar| bar.tekst);
        aktivitetsrad::table(world, "aktivitetsplan", caption, &activities)
    });
    let view = Side {
        om: Om::of(&goal.rad.belegg),
        underpunkter: goal
            .underpunkt
            .iter()
            .map(|u| Underpunktvisning {
                etikett: u.etikett.known().cloned(),
                tekst: u.tekst.clone(),
                om: Om::of(&u.belegg),
            })
            .collect(),
        felter: fields(world, plan, item, goal),
        over: lister::mixed(world, over.iter().copied(), language),
        under: maaltre::tree(world, &children, language),
        strategier: lister::points(world, strategies.iter().copied()),
        indikatorer: lister::points(world, indicators.iter().copied()),
        tabell_merknad: tabell
            .is_some()
            .then(|| reach(world, item, goal))
            .flatten()
            .map(|p| language.word(p).to_owned()),
        tabell,
        tiltak: lister::points(world, measures.iter().copied()),
        utfordringer: lister::points(world, challenges.iter().copied()),
        historie: stated.then(|| historie::of(world, item, language)).flatten(),
    };
    let sections = [
        (view.historie.is_some(), "status", "planside.status"),
        (!view.under.is_empty(), "under", "maalside.under"),
        (!view.strategier.is_empty(), "strategier", "felt.strategier"),
        (!view.indikatorer.is_empty(), "indikatorer", "felt.indikatorer"),
        (view.tabell.is_some(), "aktiviteter", "meny.aktiviteter"),
        (!view.tiltak.is_empty(), "tiltak", "meny.tiltak"),
        (!view.utfordringer.is_empty(), "utfordringer", "felt.utfordringer"),
        (true, "i-planen", "planside.i_planen"),
    ];
    frame.innhold = sections
        .iter()
        .filter(|(there, ..)| *there)
        .map(|(_, id, word)| side::heading(id, language.word(word)))
        .collect();
    let shown: Vec<ItemId> =
        [children, indicators, strategies, challenges, activities, measures].into_iter().flatten().collect();
    frame.baklenker = side::backlinks(world, item, &shown);
    // A table needs the room that «På denne siden» would take.
    frame.bred = view.tabell.is_some();
    frame.tabellvalg = view.tabell.as_ref().is_some_and(|table| table.verktoey);
    Page::new("plan-maalside.html", frame, view)
}

/// The plan or the area that owns a goal.
fn owner(world: &World, plan: PlanId, goal: &Maal) -> Lenke {
    let site = world.site;
    let area = goal
        .eier
        .as_ref()
        .and_then(|key| site.register.of_plan(plan, Kind::Satsingsomraade).find(|item| site.item(*item).key == *key));
    world.link(area.unwrap_or_else(|| site.register.plan_item(plan)))
}

/// How the activities come to belong to the goal, when it is not by naming it.
fn reach(world: &World, item: ItemId, goal: &Maal) -> Option<&'static str> {
    let direct = side::of_kind(world, world.site.graph.sources(item, Relasjon::Maal), Kind::Aktivitet);
    match (direct.is_empty(), goal.eier.is_some()) {
        (true, true) => Some("maalside.gjennom_omraade"),
        (true, false) => Some("maalside.gjennom_andre"),
        (false, _) => None,
    }
}

/// Where the goal's own target stands by the one indicator that follows it: «på kurs: 38 boliger (2012)», with a link to
/// the indicator. Of several indicators nobody can say which one the target is for.
fn course(world: &World, plan: PlanId, item: ItemId, goal: &Maal) -> Option<Feltverdi> {
    let followed = maaltre::indicators(world, item);
    let [one] = followed.as_slice() else { return None };
    let row = world.site.indikator(*one)?;
    let better = goal.maaltall.retning.known().or(row.retning.known()).copied();
    let baseline = if goal.grunnlinje.known().is_some() { &goal.grunnlinje } else { &row.grunnlinje };
    let judged = maalkurs(&serier(row), &goal.maaltall, baseline, better, world.derived.date)?;
    let ord = Ord::of(world, plan, "indikator");
    let mut words = kursord(&ord, judged.kurs);
    if let Some(reading) = judged.maaling {
        let figure = maaling::tallord(reading, row.enhet.known().copied(), ord.language).unwrap_or_default();
        words = format!("{words}: {figure} ({})", maaling::tid_ord(reading, ord.language));
    }
    Some(Feltverdi::link(words, world.url(*one)))
}

fn fields(world: &World, plan: PlanId, item: ItemId, goal: &Maal) -> Vec<Feltrad> {
    let language = world.plan_language(plan);
    let mut felter = Felter::new(world, language);
    let owner = owner(world, plan, goal);
    felter
        .text("etikett", &goal.etikett)
        .values("eier", vec![Feltverdi::link(owner.tittel, owner.url)])
        .refs("forelder", &goal.forelder)
        .word_if_said("nivaa", &goal.nivaa);
    let kind = world.site.item(item).kind;
    if kind == Kind::Resultatmaal || !goal.maaltall.is_unstated() {
        felter.field("maaltall", &goal.maaltall.verdi, |n| {
            let unit = goal.maaltall.enhet.known().map_or_else(String::new, |unit| format!("\u{a0}{unit}"));
            vec![Feltverdi::new(format!("{}{unit}", figure(*n, false, language)))]
        });
        felter
            .if_said("retning", &goal.maaltall.retning, |r| vec![Feltverdi::new(enumerated(*r, language))])
            .date("frist", &goal.maaltall.frist)
            .number("grunnlinje", &goal.grunnlinje, goal.maaltall.enhet.known().map_or("", String::as_str))
            .values("kurs", course(world, plan, item, goal).into_iter().collect());
    } else if goal.grunnlinje != Felt::default() {
        felter.number("grunnlinje", &goal.grunnlinje, "");
    }
    felter
        .refs("indikatorer", &goal.indikatorer)
        .refs("maalgrupper", &goal.maalgrupper)
        .factors(&goal.suksessfaktorer)
        .word_if_said("status_i_planen", &goal.status);
    gather_silent(felter.done(), language)
}

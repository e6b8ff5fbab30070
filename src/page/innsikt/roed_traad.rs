//! The thread from vision to results, read both ways, and every place where it breaks. Only links that the plan makes are
//! shown; where it makes none, that is what is said.

mod brudd;
mod tegning;

use super::ord::Ord;
use crate::derive::kobling;
use crate::derive::opptelling::Opptelling;
use crate::domain::rad::{Kind, Relasjon};
use crate::page::catalogue::PageSpec;
use crate::page::frame::{Fakta, Lenke};
use crate::page::parts::chrome;
use crate::page::parts::del::Del;
use crate::page::parts::lister;
use crate::page::parts::seksjon::{Seksjon, Seksjonsside};
use crate::page::parts::tre::{self, Node};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};
use brudd::Thread;
use std::collections::BTreeSet;

/// The page.
pub fn page(world: &World, spec: &PageSpec, plan: PlanId) -> Page {
    let ord = Ord::of(world, plan, "roed_traad");
    let thread = Thread::of(world, plan);
    let breaks = thread.breaks(world, plan);
    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &[]);
    let broken: usize = breaks.iter().filter(|b| !b.items.is_empty()).count();
    let ingress = if broken == 0 {
        ord.word("ingress_hel")
    } else {
        ord.fill("ingress", &[("antall", &ord.tall(broken)), ("total", &ord.tall(breaks.len()))])
    };
    frame.beskrivelse = format!("{}: {ingress}", world.site.plan(plan).tittel);
    frame.ingress = Some(ingress);
    frame.faktalinje = facts(world, &ord, &thread, plan);
    let down = downwards(world, plan, &ord, &thread);
    let places = tegning::places(&down);
    let side = Seksjonsside {
        innledning: vec![Del::avsnitt(ord.word("forklaring"))],
        seksjoner: vec![
            Seksjon::new("tegning", ord.word("tegning"))
                .med_alle(tegning::drawing(world, plan, &ord, &thread, &breaks, &places)),
            Seksjon::new("ovenfra", ord.word("ovenfra")).ingress(ord.word("ovenfra_ingress")).med_alle(down),
            Seksjon::new("nedenfra", ord.word("nedenfra"))
                .ingress(ord.word("nedenfra_ingress"))
                .med_alle(upwards(world, plan, &ord, &places)),
            brudd::section(world, &ord, &breaks),
        ],
    };
    frame.bred = true;
    frame.liggende = true;
    Page { template: "roed-traad.html", ..side.page(frame) }
}

fn facts(world: &World, ord: &Ord, thread: &Thread, plan: PlanId) -> Vec<Fakta> {
    let count = |kind: Kind| world.site.register.of_plan(plan, kind).count();
    let mut facts = Vec::new();
    for kind in [Kind::Hovedmaal, Kind::Delmaal, Kind::Resultatmaal, Kind::Satsingsomraade, Kind::Strategi] {
        let n = count(kind);
        if n > 0 {
            facts.push(Fakta::new(ord.felles(&format!("type_flertall.{}", kind.key())), ord.tall(n)));
        }
    }
    facts.push(Fakta::new(ord.felles("type_flertall.aktivitet"), ord.tall(thread.activities.len())));
    facts
}

/// From the vision down.
fn downwards(world: &World, plan: PlanId, ord: &Ord, thread: &Thread) -> Vec<Del> {
    let site = world.site;
    let mut roots: Vec<Node> = Vec::new();
    let mut seen = BTreeSet::new();
    // Goals of the plan without a goal above; goals that point in a circle are shown where they are first met.
    let is_top = |goal: &&ItemId| {
        let own = site.maal(**goal).is_some_and(|g| g.eier.is_none());
        own && site.graph.targets(**goal, Relasjon::Forelder).is_empty()
    };
    for goal in thread.goals.iter().filter(is_top) {
        roots.push(goal_node(world, ord, *goal, &mut seen));
    }
    for area in &thread.areas {
        if seen.insert(*area) {
            roots.push(area_node(world, ord, *area, &mut seen));
        }
    }
    for goal in &thread.goals {
        if !seen.contains(goal) {
            roots.push(goal_node(world, ord, *goal, &mut seen));
        }
    }
    let loose: Vec<ItemId> = thread.strategies.iter().copied().filter(|s| !seen.contains(s)).collect();
    for strategy in loose {
        roots.push(strategy_node(world, ord, strategy, None, &mut seen));
    }
    let left: Vec<ItemId> = thread.activities.iter().copied().filter(|a| !seen.contains(a)).collect();
    if !left.is_empty() {
        let mut node = Node::ord("", ord.fill("uten_noe_over", &[("antall", &ord.antall("aktivitet", left.len()))]));
        node.barn = left.into_iter().map(|a| activity_node(world, ord, a)).collect();
        roots.push(node);
    }
    if roots.is_empty() {
        return vec![Del::tomt(ord.word("tom"), ord.word("tom_raad"))];
    }
    let vision = &site.plan(plan).visjon;
    let why = vision.grunn().map_or_else(String::new, crate::domain::enumeration::Enumeration::key);
    let words = vision.known().map_or_else(|| ord.felles(&format!("grunn.{why}")), |vision| vision.tekst.clone());
    let mut top = Node::ord(ord.felles("type.visjon"), words);
    top.gren.under = vision.belegg.as_ref().and_then(|b| b.merknad.clone());
    top.barn = roots;
    vec![Del::Tre { grener: tre::flat(vec![top]) }]
}

fn goal_node(world: &World, ord: &Ord, goal: ItemId, seen: &mut BTreeSet<ItemId>) -> Node {
    let site = world.site;
    let mut node = Node::item(world, goal, &lister::kind_word(world, goal, ord.language), false);
    node.gren.id = Some(tegning::place(world, goal));
    if !seen.insert(goal) {
        return node;
    }
    node.gren.under = counted(world, ord, goal);
    for below in site.graph.sources(goal, Relasjon::Forelder) {
        node.barn.push(goal_node(world, ord, below, seen));
    }
    for area in site.graph.sources(goal, Relasjon::Maal) {
        if site.item(area).kind == Kind::Satsingsomraade {
            seen.insert(area);
            node.barn.push(area_node(world, ord, area, seen));
        }
    }
    let strategies: Vec<ItemId> = site
        .graph
        .sources(goal, Relasjon::Gjelder)
        .into_iter()
        .filter(|item| site.item(*item).kind == Kind::Strategi)
        .collect();
    let mut through = BTreeSet::new();
    for strategy in strategies {
        for activity in site.graph.sources(strategy, Relasjon::Strategi) {
            through.insert(activity);
        }
        node.barn.push(strategy_node(world, ord, strategy, None, seen));
    }
    for activity in site.graph.sources(goal, Relasjon::Maal) {
        if site.item(activity).kind == Kind::Aktivitet && !through.contains(&activity) {
            seen.insert(activity);
            node.barn.push(activity_node(world, ord, activity));
        }
    }
    // A resultatmål is an end: it is measured, not carried out. A goal an area owns is reached through the area.
    let owned = site.maal(goal).is_some_and(|g| g.eier.is_some());
    let reached = !kobling::aktiviteter(site, goal).is_empty() || !kobling::tiltak(site, goal).is_empty();
    if site.item(goal).kind == Kind::Resultatmaal {
        let target = site.maal(goal).filter(|g| g.maaltall.verdi.known().is_none());
        node.gren.brudd = target.map(|g| {
            let why = g.maaltall.verdi.grunn().map_or_else(String::new, crate::domain::enumeration::Enumeration::key);
            ord.fill("maaltall_mangler", &[("grunn", ord.language.word(&format!("grunn.{why}")))])
        });
    } else if !reached && !owned {
        node.gren.brudd = Some(ord.word("ingen_aktivitet"));
    }
    node
}

/// «3 av 8 aktiviteter fullført» for what a goal reaches.
fn counted(world: &World, ord: &Ord, goal: ItemId) -> Option<String> {
    let count: Opptelling = world.derived.item_count(world.site, goal);
    (count.total > 0).then(|| {
        let values = [("antall", ord.tall(count.fullfoert())), ("total", ord.antall("aktivitet", count.total))];
        let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
        ord.fill("fullfoert_av", &values)
    })
}

fn area_node(world: &World, ord: &Ord, area: ItemId, seen: &mut BTreeSet<ItemId>) -> Node {
    let site = world.site;
    let mut node = Node::item(world, area, &ord.felles("type.satsingsomraade"), false);
    node.gren.id = Some(tegning::place(world, area));
    node.gren.under = counted(world, ord, area);
    let key = &site.item(area).key;
    let plan = site.item(area).plan;
    let owned: Vec<ItemId> = plan.map_or_else(Vec::new, |plan| {
        let goals = site.register.all_of_plan(plan);
        goals.filter(|g| site.maal(*g).is_some_and(|m| m.eier.as_deref() == Some(key.as_str()))).collect()
    });
    for goal in &owned {
        let below = site.graph.targets(*goal, Relasjon::Forelder).iter().any(|up| owned.contains(up));
        if !below {
            node.barn.push(goal_node(world, ord, *goal, seen));
        }
    }
    let mut strategies = site.graph.targets(area, Relasjon::Strategi);
    strategies.extend(
        site.graph.sources(area, Relasjon::Gjelder).into_iter().filter(|s| site.item(*s).kind == Kind::Strategi),
    );
    let mut through = BTreeSet::new();
    for strategy in strategies {
        let mut below = strategy_node(world, ord, strategy, Some(area), seen);
        below.gren.brudd = None;
        through.extend(
            site.graph
                .sources(strategy, Relasjon::Strategi)
                .into_iter()
                .filter(|a| site.graph.targets(*a, Relasjon::Omraade).contains(&area)),
        );
        node.barn.push(below);
    }
    for activity in kobling::aktiviteter(site, area) {
        seen.insert(activity);
        if !through.contains(&activity) {
            node.barn.push(activity_node(world, ord, activity));
        }
    }
    if kobling::aktiviteter(site, area).is_empty() {
        node.gren.brudd = Some(ord.word("ingen_aktivitet"));
    }
    node
}

/// A strategy with its activities, of one area when it is shown there.
fn strategy_node(
    world: &World,
    ord: &Ord,
    strategy: ItemId,
    area: Option<ItemId>,
    seen: &mut BTreeSet<ItemId>,
) -> Node {
    let site = world.site;
    let mut node = Node::item(world, strategy, &ord.felles("type.strategi"), false);
    node.gren.id = Some(tegning::place(world, strategy));
    seen.insert(strategy);
    for activity in site.graph.sources(strategy, Relasjon::Strategi) {
        let here = area.is_none_or(|area| site.graph.targets(activity, Relasjon::Omraade).contains(&area));
        if site.item(activity).kind == Kind::Aktivitet && here {
            seen.insert(activity);
            node.barn.push(activity_node(world, ord, activity));
        }
    }
    if node.barn.is_empty() {
        node.gren.brudd = Some(ord.word("ingen_aktivitet"));
    }
    node
}

/// An activity with its expected results.
fn activity_node(world: &World, ord: &Ord, activity: ItemId) -> Node {
    let mut node = Node::item(world, activity, &ord.felles("type.aktivitet"), true);
    node.gren.id = Some(tegning::place(world, activity));
    node.gren.kryss = Some(Lenke::new(ord.word("oppover"), format!("#opp-{}", world.site.item(activity).key)));
    let Some(about) = world.site.aktivitet(activity) else { return node };
    let word = ord.word("resultat");
    node.barn = about.forventet_resultat.items().iter().map(|line| Node::ord(word.clone(), line.clone())).collect();
    if node.barn.is_empty() {
        let why = about.forventet_resultat.grunn().unwrap_or(crate::domain::felt::Grunn::Tom);
        let why = crate::domain::enumeration::Enumeration::key(why);
        node.gren.under = Some(ord.fill("resultat_mangler", &[("grunn", ord.language.word(&format!("grunn.{why}")))]));
    }
    node
}

/// From each activity up to what it serves.
fn upwards(world: &World, plan: PlanId, ord: &Ord, places: &BTreeSet<String>) -> Vec<Del> {
    let site = world.site;
    let nodes: Vec<Node> = site
        .register
        .of_plan(plan, Kind::Aktivitet)
        .map(|activity| {
            let mut node = Node::item(world, activity, &ord.felles("type.aktivitet"), true);
            node.gren.id = Some(format!("opp-{}", site.item(activity).key));
            node.gren.kryss = tegning::down(world, ord, activity, places);
            let mut over: Vec<ItemId> = Vec::new();
            for relation in [Relasjon::Strategi, Relasjon::Omraade, Relasjon::Maal] {
                over.extend(site.graph.targets(activity, relation));
            }
            node.barn = over.into_iter().map(|up| upward_node(world, ord, places, up, &mut BTreeSet::new())).collect();
            if node.barn.is_empty() {
                node.gren.brudd = Some(ord.word("ingenting_over"));
            }
            node
        })
        .collect();
    if nodes.is_empty() {
        return vec![Del::avsnitt(ord.felles("aktivitetsplan.ingen"))];
    }
    vec![Del::Tre { grener: tre::flat(nodes) }]
}

fn upward_node(world: &World, ord: &Ord, places: &BTreeSet<String>, item: ItemId, seen: &mut BTreeSet<ItemId>) -> Node {
    let site = world.site;
    let mut node = Node::item(world, item, &lister::kind_word(world, item, ord.language), false);
    node.gren.kryss = tegning::down(world, ord, item, places);
    if !seen.insert(item) {
        return node;
    }
    let mut over: Vec<ItemId> = match site.item(item).kind {
        Kind::Strategi => site.graph.targets(item, Relasjon::Gjelder),
        Kind::Satsingsomraade => {
            let mut goals = site.graph.targets(item, Relasjon::Maal);
            let key = &site.item(item).key;
            if let Some(plan) = site.item(item).plan {
                let owned = site.register.all_of_plan(plan);
                goals.extend(owned.filter(|g| site.maal(*g).is_some_and(|m| m.eier.as_deref() == Some(key))));
            }
            goals
        }
        _ => site.graph.targets(item, Relasjon::Forelder),
    };
    over.dedup();
    node.barn = over.into_iter().map(|up| upward_node(world, ord, places, up, seen)).collect();
    node
}

/// The goals of a plan down to activities, for a block in running text; from one goal or of one area when asked.
pub fn hierarchy(world: &World, plan: PlanId, within: &[ItemId]) -> Vec<Del> {
    let ord = Ord::of(world, plan, "roed_traad");
    let thread = Thread::of(world, plan);
    if within.is_empty() {
        let mut whole = downwards(world, plan, &ord, &thread);
        for del in &mut whole {
            if let Del::Tre { grener } = del {
                *grener = tre::without_places(std::mem::take(grener));
            }
        }
        return whole;
    }
    let mut seen = BTreeSet::new();
    let nodes: Vec<Node> = within
        .iter()
        .map(|item| match world.site.item(*item).kind {
            Kind::Satsingsomraade => area_node(world, &ord, *item, &mut seen),
            _ => goal_node(world, &ord, *item, &mut seen),
        })
        .collect();
    vec![Del::Tre { grener: tre::without_places(tre::flat(nodes)) }]
}

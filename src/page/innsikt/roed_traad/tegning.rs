//! The thread as a drawing: vision, goals, areas, strategies, activities and results in columns, with curves for the links
//! the plan makes and a cross where there should be one. A long column is gathered: what hangs under the same things
//! becomes one box with a count.

use std::collections::{BTreeMap, BTreeSet};

use super::brudd::{self, Break, Thread};
use crate::chart::Status;
use crate::chart::thread::{self, MAX_NODES, ThreadNode};
use crate::derive::kobling;
use crate::derive::tilstand::Tilstand;
use crate::domain::rad::{Kind, Relasjon};
use crate::page::frame::Lenke;
use crate::page::innsikt::ord::Ord;
use crate::page::parts::del::Del;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

/// The columns, each with the path of its heading.
const COLUMNS: [&str; 7] = [
    "type.visjon",
    "type_flertall.hovedmaal",
    "type_flertall.delmaal",
    "type_flertall.satsingsomraade",
    "type_flertall.strategi",
    "type_flertall.aktivitet",
    "innsikt.roed_traad.resultater",
];
const VISION: usize = 0;
const AREA: usize = 3;
const STRATEGY: usize = 4;
const ACTIVITY: usize = 5;
const RESULT: usize = 6;

/// Where a thing stands in the list from the top down.
pub fn place(world: &World, item: ItemId) -> String {
    format!("ned-{}", world.site.item(item).key)
}

/// The places there are in the list from the top down.
pub fn places(parts: &[Del]) -> BTreeSet<String> {
    let trees = parts.iter().filter_map(|del| match del {
        Del::Tre { grener } => Some(grener),
        _ => None,
    });
    trees.flatten().filter_map(|one| one.id.clone()).collect()
}

/// The way from the list upwards to the same thing in the other; what belongs to another plan is not there.
pub fn down(world: &World, ord: &Ord, item: ItemId, places: &BTreeSet<String>) -> Option<Lenke> {
    let place = places.get(&place(world, item))?;
    Some(Lenke::new(ord.word("nedover"), format!("#{place}")))
}

/// The drawing with the sentence it proves; nothing when the plan has nothing to join.
pub fn drawing(
    world: &World,
    plan: PlanId,
    ord: &Ord,
    thread: &Thread,
    breaks: &[Break],
    places: &BTreeSet<String>,
) -> Vec<Del> {
    let parts = [&thread.goals, &thread.areas, &thread.strategies, &thread.activities];
    if parts.iter().all(|part| part.is_empty()) {
        return vec![Del::avsnitt(ord.word("tom"))];
    }
    let mut draft = Draft { world, ord, places, boxes: Vec::new(), of: BTreeMap::new(), links: BTreeSet::new() };
    draft.fill(plan, thread, breaks);
    for column in 1..RESULT {
        draft.gather(column);
    }
    draft.results();
    let svg = draft.chart().draw();
    let title = brudd::sentence(ord, breaks).unwrap_or_else(|| ord.word("tegning_hel"));
    vec![
        Del::Tegning { id: "traadtegning".to_owned(), tittel: title, svg, ramme: ord.word("tegning_ramme") },
        Del::merknad(ord.word("tegning_forklart")),
    ]
}

/// One box: a thing, or several that hang under the same.
struct Box {
    column: usize,
    items: Vec<ItemId>,
    /// In place of the thing's title.
    text: Option<String>,
    lacks_before: bool,
    lacks_after: bool,
}

struct Draft<'a> {
    world: &'a World<'a>,
    ord: &'a Ord<'a>,
    /// Where boxes can lead.
    places: &'a BTreeSet<String>,
    boxes: Vec<Box>,
    /// In which box each thing is.
    of: BTreeMap<ItemId, usize>,
    links: BTreeSet<(usize, usize)>,
}

impl Draft<'_> {
    fn add(&mut self, column: usize, item: ItemId, breaks: &Lacks) {
        self.of.insert(item, self.boxes.len());
        self.boxes.push(Box {
            column,
            items: vec![item],
            text: None,
            lacks_before: breaks.before.contains(&item),
            lacks_after: breaks.after.contains(&item),
        });
    }

    /// Only from left to right, so that a goal that points backwards draws nothing.
    fn link(&mut self, from: ItemId, to: ItemId) {
        if let (Some(from), Some(to)) = (self.of.get(&from), self.of.get(&to))
            && self.boxes[*from].column < self.boxes[*to].column
        {
            self.links.insert((*from, *to));
        }
    }

    fn fill(&mut self, plan: PlanId, thread: &Thread, breaks: &[Break]) {
        let site = self.world.site;
        let lacks = Lacks::of(breaks);
        let vision = site.plan(plan).visjon.known().map(|vision| vision.tekst.clone());
        let why = || {
            let why =
                site.plan(plan).visjon.grunn().map_or_else(String::new, crate::domain::enumeration::Enumeration::key);
            self.ord.felles(&format!("grunn.{why}"))
        };
        let text = Some(vision.clone().unwrap_or_else(why));
        self.boxes.push(Box {
            column: VISION,
            items: Vec::new(),
            text,
            lacks_before: false,
            lacks_after: vision.is_none(),
        });
        let kind = |item: ItemId| site.item(item).kind;
        for goal in &thread.goals {
            self.add(if kind(*goal) == Kind::Hovedmaal { 1 } else { 2 }, *goal, &lacks);
        }
        for (column, items) in [(AREA, &thread.areas), (STRATEGY, &thread.strategies), (ACTIVITY, &thread.activities)] {
            for item in items {
                self.add(column, *item, &lacks);
            }
        }
        for goal in &thread.goals {
            for below in site.graph.sources(*goal, Relasjon::Forelder) {
                self.link(*goal, below);
            }
            for area in brudd::areas_of(site, *goal) {
                self.link(*goal, area);
            }
            let strategies: Vec<ItemId> = site.graph.sources(*goal, Relasjon::Gjelder);
            let through: BTreeSet<ItemId> =
                strategies.iter().flat_map(|s| site.graph.sources(*s, Relasjon::Strategi)).collect();
            for strategy in strategies {
                self.link(*goal, strategy);
            }
            for activity in site.graph.sources(*goal, Relasjon::Maal) {
                if kind(activity) == Kind::Aktivitet && !through.contains(&activity) {
                    self.link(*goal, activity);
                }
            }
        }
        for area in &thread.areas {
            let mut strategies = site.graph.targets(*area, Relasjon::Strategi);
            strategies.extend(site.graph.sources(*area, Relasjon::Gjelder));
            let through: BTreeSet<ItemId> =
                strategies.iter().flat_map(|s| site.graph.sources(*s, Relasjon::Strategi)).collect();
            for strategy in strategies {
                self.link(*area, strategy);
            }
            for activity in kobling::aktiviteter(site, *area) {
                if !through.contains(&activity) {
                    self.link(*area, activity);
                }
            }
        }
        for strategy in &thread.strategies {
            for activity in site.graph.sources(*strategy, Relasjon::Strategi) {
                self.link(*strategy, activity);
            }
        }
        // What begins the thread hangs under the vision: main goals, or what the plan has in their place.
        let goalless = !self.boxes.iter().any(|one| one.column == 1);
        let has_over: BTreeSet<usize> = self.links.iter().map(|(_, to)| *to).collect();
        for (at, one) in self.boxes.iter().enumerate().skip(1) {
            let top = one.column == 1 || (goalless && one.column <= AREA);
            if top && !has_over.contains(&at) {
                self.links.insert((VISION, at));
            }
        }
    }

    /// Makes one box of those in a long column that hang under the same things; of what is left over, one more.
    fn gather(&mut self, column: usize) {
        let members: Vec<usize> = (0..self.boxes.len()).filter(|at| self.boxes[*at].column == column).collect();
        if members.len() <= MAX_NODES {
            return;
        }
        let mut over: BTreeMap<usize, Vec<usize>> = members.iter().map(|at| (*at, Vec::new())).collect();
        for (from, to) in &self.links {
            if let Some(list) = over.get_mut(to) {
                list.push(*from);
            }
        }
        let mut groups: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
        for (at, above) in over {
            groups.entry(above).or_default().push(at);
        }
        let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
        groups.sort_by_key(|group| group[0]);
        if groups.len() > MAX_NODES {
            let rest = groups.split_off(MAX_NODES - 1).concat();
            groups.push(rest);
        }
        for group in groups.into_iter().filter(|group| group.len() > 1) {
            self.join(&group);
        }
    }

    fn join(&mut self, group: &[usize]) {
        let Some((first, rest)) = group.split_first() else { return };
        for other in rest {
            let items = std::mem::take(&mut self.boxes[*other].items);
            for item in &items {
                self.of.insert(*item, *first);
            }
            let (before, after) = (self.boxes[*other].lacks_before, self.boxes[*other].lacks_after);
            let into = &mut self.boxes[*first];
            into.items.extend(items);
            into.lacks_before |= before;
            into.lacks_after |= after;
        }
        let moved = |at: usize| if rest.contains(&at) { *first } else { at };
        self.links = self.links.iter().map(|(from, to)| (moved(*from), moved(*to))).collect();
    }

    /// A box of results after each box of activities that has any.
    fn results(&mut self) {
        let site = self.world.site;
        for at in 0..self.boxes.len() {
            if self.boxes[at].column != ACTIVITY {
                continue;
            }
            let of =
                |item: &ItemId| site.aktivitet(*item).map_or(&[][..], |activity| activity.forventet_resultat.items());
            let items = &self.boxes[at].items;
            let with = items.iter().filter(|item| !of(item).is_empty()).count();
            if with == 0 {
                continue;
            }
            let text = match items.as_slice() {
                [one] => match of(one) {
                    [line] => line.clone(),
                    lines => self
                        .ord
                        .fill("flere_resultater", &[("antall", &self.ord.tall(lines.len())), ("foerste", &lines[0])]),
                },
                many => self
                    .ord
                    .fill("med_resultat", &[("antall", &self.ord.tall(with)), ("total", &self.ord.tall(many.len()))]),
            };
            self.links.insert((at, self.boxes.len()));
            let items = self.boxes[at].items.first().copied().into_iter().collect();
            self.boxes.push(Box { column: RESULT, items, text: Some(text), lacks_before: false, lacks_after: false });
        }
    }

    fn chart(&self) -> thread::Thread {
        // Boxes that were gathered into others are empty; only the vision has no things of its own.
        let kept: Vec<usize> =
            (0..self.boxes.len()).filter(|at| *at == VISION || !self.boxes[*at].items.is_empty()).collect();
        let place = |at: &usize| kept.binary_search(at).ok();
        thread::Thread {
            columns: COLUMNS.iter().map(|path| self.ord.felles(path)).collect(),
            nodes: kept.iter().map(|at| self.node(&self.boxes[*at])).collect(),
            links: self.links.iter().filter_map(|(from, to)| Some((place(from)?, place(to)?))).collect(),
        }
    }

    fn node(&self, one: &Box) -> ThreadNode {
        let (world, site) = (self.world, self.world.site);
        let status = |item: &ItemId| {
            let state = world.derived.state(*item);
            Status::of_key(&state.map_or_else(|| "uten".to_owned(), Tilstand::key))
        };
        let follows = one.column == ACTIVITY;
        let text = match (&one.text, one.items.as_slice()) {
            (Some(text), _) => text.clone(),
            (None, [item]) => site.item(*item).display(),
            (None, many) => {
                self.ord.antall(many.first().map_or("aktivitet", |item| noun(site.item(*item).kind)), many.len())
            }
        };
        let mut parts: Vec<(Status, usize)> = Vec::new();
        if follows && one.items.len() > 1 {
            let mut counts: BTreeMap<Status, usize> = BTreeMap::new();
            one.items.iter().for_each(|item| *counts.entry(status(item)).or_default() += 1);
            parts.extend(counts);
        }
        ThreadNode {
            column: one.column,
            text,
            link: one
                .items
                .first()
                .and_then(|item| self.places.get(&place(world, *item)))
                .map(|place| format!("#{place}")),
            status: one.items.first().filter(|_| follows && one.items.len() == 1).map(status),
            parts,
            lacks_before: one.lacks_before,
            lacks_after: one.lacks_after,
        }
    }
}

fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Satsingsomraade => "omraade",
        Kind::Strategi => "strategi",
        Kind::Aktivitet => "aktivitet",
        _ => "maal",
    }
}

/// What breaks the thread on its way from a thing, and on its way to it.
struct Lacks {
    before: BTreeSet<ItemId>,
    after: BTreeSet<ItemId>,
}

impl Lacks {
    fn of(breaks: &[Break]) -> Self {
        let of = |keys: &[&str]| {
            breaks.iter().filter(|one| keys.contains(&one.key)).flat_map(|one| one.items.iter().copied()).collect()
        };
        Self {
            before: of(&["aktivitet_uten_maal", "delmaal_uten_hovedmaal", "omraade_uten_hovedmaal"]),
            after: of(&[
                "maal_uten_strategi",
                "maal_uten_aktivitet",
                "strategi_uten_aktivitet",
                "resultatmaal_uten_tall",
                "aktivitet_uten_resultat",
            ]),
        }
    }
}

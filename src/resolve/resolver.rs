//! Walking over everything the workbook says: each reference looked up, each text scanned, each link followed. What comes
//! of it is frozen in [`Site`]; how one reference is found is left to `lookup`, how one link is followed to `links`.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::graph::Edge;
use super::item::{ItemId, PlanId};
use super::links::{Followed, Follower};
use super::lookup::{From, Lookup, Outcome, Pages};
use super::query::{self, Queries};
use super::site::Site;
use super::verdiplass::Verdiplass;
use crate::diag::{self, Diagnostic, FileId, Span};
use crate::domain::rad::{Kind, Ref, Relasjon};
use crate::markdown::{self, Origin, Quotes};
use crate::read::page::ReadPage;
use crate::source::SourceSet;
use crate::yaml::parse::Input;

/// What the resolver made.
#[derive(Default)]
pub(super) struct Done {
    pub(super) followed: Followed,
    pub(super) texts: HashMap<ItemId, Arc<ReadPage>>,
    pub(super) status: HashMap<ItemId, Vec<(PlanId, usize)>>,
    pub(super) queries: Queries,
}

/// So many items are gone through on one core at a time.
const AT_A_TIME: usize = 128;

/// What some of the items gave.
#[derive(Default)]
struct Part {
    done: Done,
    found: Vec<Diagnostic>,
}

pub(super) struct Resolver<'a> {
    pub(super) site: &'a Site,
    pub(super) sources: &'a SourceSet,
    pub(super) hidden: &'a crate::read::hidden::Hidden,
    pub(super) texts: &'a HashMap<FileId, Arc<ReadPage>>,
}

impl Resolver<'_> {
    /// Looks everything up.
    pub(super) fn run(&self, citations: &[Ref], found: &mut Vec<Diagnostic>) -> Done {
        let site = self.site;
        let mut paths = Pages::default();
        let mut pages = HashMap::new();
        for (id, item) in site.register.iter().filter(|(_, item)| item.kind == Kind::Artikkel) {
            if let Some(page) = site.artikkel(id) {
                if item.plan.is_none() {
                    paths.add(&page.sti, id);
                }
                pages.extend(page.file.map(|file| (file, id)));
            }
        }
        let lookup = Lookup { register: &site.register, hidden: self.hidden, pages: &paths };
        let follower = Follower { lookup, sources: self.sources, pages: &pages };
        let mut done = Done::default();

        // In the register's order whatever the cores do: the parts are joined one after another.
        let ids: Vec<ItemId> = site.register.iter().map(|(id, _)| id).collect();
        let part = |ids: &[ItemId]| {
            let mut part = Part::default();
            for id in ids {
                self.item(*id, &follower, &mut part);
            }
            part
        };
        let parts: Vec<Part> = ids.par_chunks(AT_A_TIME).map(part).collect();
        for part in parts {
            done.followed.join(part.done.followed);
            done.texts.extend(part.done.texts);
            done.queries.extend(part.done.queries);
            found.extend(part.found);
        }
        self.loose_references(&lookup, &mut done, found);
        self.citations(&lookup, citations, &mut done.followed, found);
        check_anchors(&done, found);
        done
    }

    /// One item: its references, its texts.
    fn item(&self, id: ItemId, follower: &Follower, part: &mut Part) {
        let Part { done, found } = part;
        let (site, lookup) = (self.site, &follower.lookup);
        let item = site.item(id);
        let from = From { organisasjon: item.organisasjon, plan: item.plan };
        let Some(entity) = site.entity(id) else { return };
        entity.references(&mut |relation, reference| {
            record(lookup, reference, relation, from, Some(id), &mut done.followed, found);
        });
        if let Some(source) = &entity.rad().belegg.kilde {
            // Reported with the citations below; here only the edge.
            record(lookup, source, Relasjon::Kilde, from, Some(id), &mut done.followed, &mut Vec::new());
        }
        for (text, span) in entity.prose() {
            let source = markdown::Source { text, body: 0, origin: Origin::Value(span), quotes: Quotes::default() };
            let (outline, mut problems) = markdown::scan(&source);
            follower.follow(&outline, id, from, None, &mut done.followed, &mut problems);
            // Pages know a value's links by the place of the value; an author is told the very line.
            if !problems.is_empty() {
                problems = self.in_their_places(follower, id, from, text, span);
            }
            found.extend(problems);
            if !outline.queries.is_empty() {
                found.push(query::in_a_value(span));
            }
        }
        let file = site.artikkel(id).and_then(|page| page.file);
        let Some((file, read)) = file.and_then(|file| Some((file, self.texts.get(&file)?))) else { return };
        let text = self.sources.file(file).map_or("", |f| &*f.text);
        let outline = &read.outline;
        found.extend(read.problems.iter().cloned());
        follower.follow(outline, id, from, Some(file), &mut done.followed, found);
        let reader = query::Reader { lookup: *lookup, from };
        for asked in &outline.queries {
            let Span { start, end, .. } = asked.span;
            let input = Input { text, file, start: start as usize, end: end as usize };
            let edges = &mut done.followed.edges;
            let mut named = |to, span| edges.push(Edge { from: id, relation: Relasjon::Omtaler, to, span });
            if let Some(query) = reader.read(input, found, &mut named) {
                done.queries.insert(asked.span, query);
            }
        }
        done.texts.insert(id, Arc::clone(read));
    }

    /// The findings of a value's text once more, each at its own place in the file.
    fn in_their_places(&self, follower: &Follower, id: ItemId, from: From, text: &str, value: Span) -> Vec<Diagnostic> {
        let file = self.sources.file(value.file).map_or("", |file| &*file.text);
        let way = Verdiplass::of(file, value, text);
        let exact = |at: Span| way.place(at.range());
        // As if the text were a file: places are then bytes of the text.
        let origin = Origin::File(value.file);
        let (outline, mut problems) =
            markdown::scan(&markdown::Source { text, body: 0, origin, quotes: Quotes::default() });
        for related in problems.iter_mut().flat_map(|problem| &mut problem.related) {
            related.0 = exact(related.0);
        }
        // What is related to a reference stands elsewhere.
        follower.follow(&outline, id, from, None, &mut Followed::default(), &mut problems);
        for problem in &mut problems {
            problem.span = problem.span.map(exact);
        }
        problems
    }

    /// References of rows that are no items: status rows, assessments, the plan's grounds.
    fn loose_references(&self, lookup: &Lookup, done: &mut Done, found: &mut Vec<Diagnostic>) {
        let plans: Vec<PlanId> = self.site.plan_ids().collect();
        let part = |plan: &PlanId| {
            let mut part = Part::default();
            self.loose_of_plan(lookup, *plan, &mut part);
            part
        };
        for part in plans.par_iter().map(part).collect::<Vec<Part>>() {
            done.followed.join(part.done.followed);
            for (about, rows) in part.done.status {
                done.status.entry(about).or_default().extend(rows);
            }
            found.extend(part.found);
        }
    }

    fn loose_of_plan(&self, lookup: &Lookup, plan_id: PlanId, part: &mut Part) {
        let Part { done, found } = part;
        let site = self.site;
        let plan = site.plan(plan_id);
        let from = From { organisasjon: Some(site.plan_org(plan_id)), plan: Some(plan_id) };
        let own = site.register.plan_item(plan_id);
        for (at, row) in plan.statusrader.iter().enumerate() {
            row.references(&mut |relation, reference| {
                record(lookup, reference, relation, from, None, &mut done.followed, found);
            });
            if let Outcome::Found(about) = lookup.find(&row.emne, Relasjon::Gjelder, from) {
                done.status.entry(about).or_default().push((plan_id, at));
            }
        }
        for assessment in &plan.vurderinger {
            for evidence in &assessment.bevis {
                record(lookup, evidence, Relasjon::Bevis, from, Some(own), &mut done.followed, found);
            }
        }
        for ground in &plan.bygger_paa {
            if let Some(source) = &ground.kilde {
                record(lookup, source, Relasjon::Kilde, from, Some(own), &mut done.followed, found);
            }
        }
        for change in &plan.endringslogg {
            if let Some(decision) = &change.vedtak {
                record(lookup, decision, Relasjon::Vedtak, from, Some(own), &mut done.followed, found);
            }
        }
    }

    /// Sources named as evidence for single fields and figures. The file they stand in tells whose they are.
    fn citations(&self, lookup: &Lookup, citations: &[Ref], into: &mut Followed, found: &mut Vec<Diagnostic>) {
        let site = self.site;
        let mut homes: HashMap<String, From> = HashMap::new();
        for plan_id in site.plan_ids() {
            let org = site.plan_org(plan_id);
            let folder = format!("plans/{}/{}/", site.organisasjon(org).rad.id, site.plan(plan_id).rad.id);
            homes.insert(folder, From { organisasjon: Some(org), plan: Some(plan_id) });
        }
        for citation in citations {
            let path = self.sources.file(citation.span.file).map_or("", |f| f.path.as_str());
            let mut parts = path.splitn(4, '/');
            let folder = match (parts.next(), parts.next(), parts.next(), parts.next()) {
                (Some("plans"), Some(org), Some(plan), Some(_)) => format!("plans/{org}/{plan}/"),
                _ => String::new(),
            };
            let from = homes.get(&folder).copied().unwrap_or_else(|| {
                let org = path.split('/').nth(1).and_then(|id| site.register.organisation(id));
                From { organisasjon: org.filter(|_| path.starts_with("plans/")), plan: None }
            });
            record(lookup, citation, Relasjon::Kilde, from, None, into, found);
        }
    }
}

/// Looks one reference up and notes what came of it.
fn record(
    lookup: &Lookup,
    reference: &Ref,
    relation: Relasjon,
    from: From,
    owner: Option<ItemId>,
    into: &mut Followed,
    found: &mut Vec<Diagnostic>,
) {
    match lookup.find(reference, relation, from) {
        Outcome::Found(to) => {
            into.references.push((reference.span, reference.text.clone(), to));
            if let Some(from) = owner.filter(|from| *from != to) {
                into.edges.push(Edge { from, relation, to, span: reference.span });
            }
        }
        Outcome::Words | Outcome::Hidden | Outcome::Draft | Outcome::Unread => {}
        Outcome::Doubtful(diagnostic) | Outcome::Wrong(diagnostic) => found.push(*diagnostic),
    }
}

/// Drops what was told before: the same reference is met as the row's own and as evidence.
pub(super) fn each_once(found: &mut Vec<Diagnostic>) {
    let mut seen = HashSet::new();
    let first: Vec<bool> = found.iter().map(|diagnostic| seen.insert(diagnostic)).collect();
    let mut first = first.into_iter();
    found.retain(|_| first.next().unwrap_or(true));
}

fn check_anchors(done: &Done, found: &mut Vec<Diagnostic>) {
    for (span, page, anchor) in &done.followed.anchors {
        // Pages made from plan rows have ids the theme decides; only running text is known here.
        let Some(outline) = done.texts.get(page).map(|text| &text.outline) else { continue };
        if anchor.is_empty() || anchor == "innhold" || outline.has_anchor(anchor) {
            continue;
        }
        found.push(
            Diagnostic::error("lenke/brutt-anker", format!("siden har ingen overskrift med id-en «{anchor}»"))
                .at(*span)
                .help_maybe(diag::did_you_mean(anchor, outline.anchors())),
        );
    }
}

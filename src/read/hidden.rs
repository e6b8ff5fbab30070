//! What is left out of an edition: what is internal, and drafts. It goes as soon as all is read, so that nothing later
//! can leak it. Which ids went is remembered, so that a reference to them is dropped rather than reported.

use std::collections::BTreeSet;

use super::workbook::Workbook;
use crate::domain::artikkel::Artikkel;
use crate::domain::plan::Plan;
use crate::domain::rad::{Entity, Rad, Ref};

/// Ids that exist and are left out of this edition: references to them are dropped, not reported as dangling. Also
/// whose files could not be read, where a missing id may well stand.
#[derive(Debug, Default)]
pub struct Hidden {
    pub(super) ids: BTreeSet<(String, String)>,
    pub(super) unread: BTreeSet<String>,
}

impl Hidden {
    /// Is this id of this organisation left out? Pages of the knowledge base belong to `""`.
    pub fn contains(&self, organisasjon: &str, id: &str) -> bool {
        self.ids.contains(&(organisasjon.to_owned(), id.to_owned()))
    }

    /// Is this id left out anywhere? Running text finds ids on the whole site.
    pub fn contains_anywhere(&self, id: &str) -> bool {
        self.ids.iter().any(|(_, hidden)| hidden == id)
    }

    fn add(&mut self, organisasjon: &str, id: &str) {
        self.ids.insert((organisasjon.to_owned(), id.to_owned()));
    }

    /// Could a file of this organisation not be read? Shared data belongs to `""`.
    pub fn has_unread(&self, organisasjon: &str) -> bool {
        self.unread.contains(organisasjon)
    }

    /// Could any file not be read?
    pub fn has_any_unread(&self) -> bool {
        !self.unread.is_empty()
    }
}

impl Workbook {
    /// Ids that name only what is left out: one that also names something public is that thing's.
    pub(super) fn left_out(&self) -> BTreeSet<(String, String)> {
        let shared = self.felles.kilder.iter().map(|e| &e.rad.id).chain(self.felles.begreper.iter().map(|e| &e.rad.id));
        let shared = shared.chain(self.felles.maalgrupper.iter().map(|e| &e.rad.id));
        let shared = shared.chain(self.felles.virkemidler.iter().map(|e| &e.rad.id));
        let shared = shared.chain(self.artikler.iter().map(|e| &e.rad.id));
        let mut public: BTreeSet<(&str, &str)> = shared.map(|id| ("", id.as_str())).collect();
        for bok in &self.organisasjoner {
            let owner = bok.organisasjon.rad.id.as_str();
            public.extend(bok.organisasjon.enheter.iter().map(|e| (owner, e.rad.id.as_str())));
            public.extend(bok.organisasjon.kilder.iter().map(|e| (owner, e.rad.id.as_str())));
            for plan in &bok.planer {
                public.insert((owner, &plan.rad.id));
                public.extend(plan.entities().map(|e| (owner, e.rad().id.as_str())));
            }
        }
        self.hidden.ids.iter().filter(|(owner, id)| !public.contains(&(owner, id))).cloned().collect()
    }

    pub(super) fn drop_drafts(&mut self) {
        let Self { artikler, organisasjoner, hidden, drafts, .. } = self;
        let mut drop = |pages: &mut Vec<Artikkel>, organisasjon: &str| {
            pages.retain(|page| {
                if page.utkast {
                    *drafts += 1;
                    hidden.add(organisasjon, &page.rad.id);
                    hidden.add(organisasjon, &page.sti);
                }
                !page.utkast
            });
        };
        drop(artikler, "");
        for bok in organisasjoner {
            let id = bok.organisasjon.rad.id.clone();
            for plan in &mut bok.planer {
                drop(&mut plan.kapitler, &id);
            }
        }
    }

    pub(super) fn drop_internal(&mut self) {
        let hidden = &mut self.hidden;
        keep_public(&mut self.felles.kilder, "", hidden);
        keep_public(&mut self.felles.maalgrupper, "", hidden);
        keep_public(&mut self.felles.virkemidler, "", hidden);
        keep_public(&mut self.felles.begreper, "", hidden);
        for page in self.artikler.iter().filter(|page| page.rad.intern) {
            hidden.add("", &page.sti);
        }
        // A folder whose own page is internal is internal whole.
        let closed: Vec<String> = self
            .artikler
            .iter()
            .filter(|page| page.rad.intern && page.sti.ends_with("/index"))
            .map(|page| page.sti.trim_end_matches("index").to_owned())
            .collect();
        for page in &mut self.artikler {
            page.rad.intern |= closed.iter().any(|folder| page.sti.starts_with(folder.as_str()));
        }
        keep_public(&mut self.artikler, "", hidden);
        self.organisasjoner.retain_mut(|bok| {
            let org = bok.organisasjon.rad.id.clone();
            let whole = bok.organisasjon.rad.intern;
            if whole {
                hidden.add(&org, &org);
                hidden.add("", &org);
            }
            keep_public(&mut bok.organisasjon.enheter, &org, hidden);
            keep_public(&mut bok.organisasjon.kilder, &org, hidden);
            bok.planer.retain_mut(|plan| {
                plan.rad.intern |= whole;
                plan_drop_internal(plan, &org, hidden);
                if plan.rad.intern {
                    hidden.add(&org, &plan.rad.id);
                    for entity in plan.entities() {
                        hidden.add(&org, &entity.rad().id);
                    }
                }
                !plan.rad.intern
            });
            !whole
        });
    }
}

/// Keeps what is public and remembers the ids of the rest.
fn keep_public<T: Entity>(list: &mut Vec<T>, organisasjon: &str, hidden: &mut Hidden) {
    list.retain(|entity| {
        let rad = entity.rad();
        if rad.intern {
            hidden.add(organisasjon, &rad.id);
        }
        !rad.intern
    });
}

fn plan_drop_internal(plan: &mut Plan, org: &str, hidden: &mut Hidden) {
    // An area that is internal takes the goals it owns with it.
    let areas: BTreeSet<String> =
        plan.satsingsomraader.iter().filter(|a| a.rad.intern).map(|a| a.rad.id.clone()).collect();
    for goal in &mut plan.maal {
        goal.rad.intern |= goal.eier.as_ref().is_some_and(|owner| areas.contains(owner));
    }
    macro_rules! lists {
        ($($field:ident),+ $(,)?) => { $(keep_public(&mut plan.$field, org, hidden);)+ };
    }
    lists!(
        maal,
        satsingsomraader,
        strategier,
        aktiviteter,
        tiltak,
        maalgrupper,
        virkemidler,
        utfordringer,
        indikatorer,
        forpliktelser,
        organer,
        vedtak,
        matriser,
        kilder,
        rapporter,
        kapitler,
    );
    let gone = |reference: &Ref| {
        let (owner, id) = reference.text.split_once(':').unwrap_or((org, &reference.text));
        hidden.contains(owner, id)
    };
    let public = |rad: &Rad| !rad.intern;
    plan.statusrader.retain(|row| public(&row.rad) && !gone(&row.emne) && !row.rapport.as_ref().is_some_and(gone));
    plan.vurderinger.retain(|row| public(&row.rad));
    plan.finansiering.retain(|row| public(&row.rad));
    plan.moeter.retain(|row| public(&row.rad));
    for matrise in &mut plan.matriser {
        matrise.kolonner.retain(|column| !gone(column));
        matrise.rader.retain(|row| !row.gruppe.as_ref().is_some_and(gone));
        for row in &mut matrise.rader {
            row.celler.retain(|(column, _)| !gone(column));
        }
    }
}

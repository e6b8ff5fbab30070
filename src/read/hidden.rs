//! What is left out of an edition: what is internal, and drafts. It goes as soon as all is read, so that nothing later
//! can leak it. Which ids went is remembered, so that a reference to them is dropped rather than reported.

use std::collections::BTreeSet;

use super::workbook::Workbook;
use crate::domain::artikkel::{Artikkel, path_names};
use crate::domain::plan::Plan;
use crate::domain::rad::{Entity, Rad, Ref};

/// Ids that exist and are left out of this edition: references to them are dropped, not reported as dangling. Also
/// whose files could not be read, where a missing id may well stand.
#[derive(Debug, Default)]
pub struct Hidden {
    pub(super) ids: BTreeSet<(String, String)>,
    /// What running text may call pages of the knowledge base that are left out, by path.
    pages: BTreeSet<String>,
    /// Ids and paths that are left out because they are drafts, in every edition.
    drafts: BTreeSet<String>,
    pub(super) unread: BTreeSet<String>,
}

impl Hidden {
    /// Is this id of this organisation left out? Pages of the knowledge base belong to `""`.
    pub fn contains(&self, organisasjon: &str, id: &str) -> bool {
        self.ids.contains(&(organisasjon.to_owned(), id.to_owned()))
    }

    /// Is this id or path left out anywhere? Running text finds them on the whole site.
    pub fn contains_anywhere(&self, id: &str) -> bool {
        self.pages.contains(id) || self.ids.iter().any(|(_, hidden)| hidden == id)
    }

    /// Is what this id or path names left out only because it is not finished?
    pub fn is_draft(&self, id: &str) -> bool {
        self.drafts.contains(id)
    }

    fn add(&mut self, organisasjon: &str, id: &str) {
        self.ids.insert((organisasjon.to_owned(), id.to_owned()));
    }

    fn add_page(&mut self, organisasjon: &str, page: &Artikkel) {
        self.add(organisasjon, &page.rad.id);
        self.add(organisasjon, &page.sti);
        if organisasjon.is_empty() {
            self.pages.extend(path_names(&page.sti).map(str::to_owned));
        }
    }

    /// Of what is also the name of something internal, that is said.
    fn add_draft(&mut self, organisasjon: &str, page: &Artikkel) {
        let names = std::iter::once(page.rad.id.as_str()).chain(path_names(&page.sti));
        let only: Vec<String> = names.filter(|name| !self.contains_anywhere(name)).map(str::to_owned).collect();
        self.drafts.extend(only);
        self.add_page(organisasjon, page);
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
                    hidden.add_draft(organisasjon, page);
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
        drop_internal_pages(&mut self.artikler, "", hidden);
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

/// The same for pages. A folder whose own page is internal is internal whole.
fn drop_internal_pages(pages: &mut Vec<Artikkel>, organisasjon: &str, hidden: &mut Hidden) {
    let own = pages.iter().filter(|page| page.rad.intern).filter_map(|page| page.sti.strip_suffix("index"));
    let closed: Vec<String> =
        own.filter(|folder| folder.is_empty() || folder.ends_with('/')).map(str::to_owned).collect();
    pages.retain_mut(|page| {
        page.rad.intern |= closed.iter().any(|folder| page.sti.starts_with(folder.as_str()));
        if page.rad.intern {
            hidden.add_page(organisasjon, page);
        }
        !page.rad.intern
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
    );
    drop_internal_pages(&mut plan.kapitler, org, hidden);
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

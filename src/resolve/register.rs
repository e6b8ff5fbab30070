//! The register: every item of the site in a fixed order, and the first tables for finding them.

use std::collections::{BTreeMap, HashMap};

use super::item::{Item, ItemId, OrgId, PlanId};
use crate::diag::{Diagnostic, Span};
use crate::domain::rad::{Entity, Kind};
use crate::read::workbook::Workbook;

/// Every item.
#[derive(Debug, Default)]
pub struct Register {
    items: Vec<Item>,
    /// Id → organisation (none: shared) → items, in order. The id first: a look-up then needs no key of its own.
    by_key: HashMap<String, BTreeMap<Option<OrgId>, Vec<ItemId>>>,
    /// Id → items wherever they are, in order.
    anywhere: HashMap<String, Vec<ItemId>>,
    /// The last number given to tell generated ids apart, so that a thousand rows with one text are not counted again.
    numbered: HashMap<(Option<OrgId>, String), usize>,
    /// Organisation id → number.
    organisations: HashMap<String, OrgId>,
    /// Each organisation's items are a range, its own item first; what comes after the last is shared.
    homes: Vec<std::ops::Range<u32>>,
    /// First item of each plan, so that a plan's items are a range; and one past the last.
    plans: Vec<(ItemId, std::ops::Range<u32>)>,
    /// Where in each plan's range items of a kind are: from the first to the last, with goals of all levels between.
    kinds: Vec<Vec<(Kind, std::ops::Range<u32>)>>,
}

impl Register {
    /// Numbers everything in the workbook and reports ids used twice.
    pub fn build(book: &Workbook, found: &mut Vec<Diagnostic>) -> Self {
        let mut register = Self::default();
        let mut plan_number = 0;
        for (number, bok) in book.organisasjoner.iter().enumerate() {
            let org = OrgId(u32::try_from(number).unwrap_or(u32::MAX));
            register.organisations.insert(bok.organisasjon.rad.id.clone(), org);
            let home = register.next();
            register.add(&bok.organisasjon, Some(org), None, number, found);
            register.add_list(&bok.organisasjon.enheter, Some(org), None, found);
            register.add_list(&bok.organisasjon.kilder, Some(org), None, found);
            for (slot, plan) in bok.planer.iter().enumerate() {
                let id = PlanId(plan_number);
                plan_number += 1;
                let own = register.add(plan, Some(org), Some(id), slot, found);
                let start = register.next();
                register.add_list(&plan.maal, Some(org), Some(id), found);
                register.add_list(&plan.satsingsomraader, Some(org), Some(id), found);
                register.add_list(&plan.strategier, Some(org), Some(id), found);
                register.add_list(&plan.aktiviteter, Some(org), Some(id), found);
                register.add_list(&plan.tiltak, Some(org), Some(id), found);
                register.add_list(&plan.maalgrupper, Some(org), Some(id), found);
                register.add_list(&plan.virkemidler, Some(org), Some(id), found);
                register.add_list(&plan.utfordringer, Some(org), Some(id), found);
                register.add_list(&plan.indikatorer, Some(org), Some(id), found);
                register.add_list(&plan.forpliktelser, Some(org), Some(id), found);
                register.add_list(&plan.organer, Some(org), Some(id), found);
                register.add_list(&plan.vedtak, Some(org), Some(id), found);
                register.add_list(&plan.matriser, Some(org), Some(id), found);
                register.add_list(&plan.kilder, Some(org), Some(id), found);
                register.add_list(&plan.rapporter, Some(org), Some(id), found);
                register.add_list(&plan.kapitler, Some(org), Some(id), found);
                register.plans.push((own, start..register.next()));
                register.kinds.push(register.kinds_between(start..register.next()));
            }
            register.homes.push(home..register.next());
        }
        register.add_list(&book.felles.kilder, None, None, found);
        register.add_list(&book.felles.maalgrupper, None, None, found);
        register.add_list(&book.felles.virkemidler, None, None, found);
        register.add_list(&book.felles.begreper, None, None, found);
        register.add_list(&book.artikler, None, None, found);
        register
    }

    fn next(&self) -> u32 {
        u32::try_from(self.items.len()).unwrap_or(u32::MAX)
    }

    fn add_list<T: Entity>(
        &mut self,
        list: &[T],
        org: Option<OrgId>,
        plan: Option<PlanId>,
        found: &mut Vec<Diagnostic>,
    ) {
        for (slot, entity) in list.iter().enumerate() {
            self.add(entity, org, plan, slot, found);
        }
    }

    fn add(
        &mut self,
        entity: &dyn Entity,
        org: Option<OrgId>,
        plan: Option<PlanId>,
        slot: usize,
        found: &mut Vec<Diagnostic>,
    ) -> ItemId {
        let id = ItemId(self.next());
        let rad = entity.rad();
        let mut key = rad.id.clone();
        let span = rad.places.field("id");
        let twin = self
            .with_key(org, &key)
            .iter()
            .find(|other| self.items[other.at()].kind.namespace() == entity.kind().namespace());
        if let Some(twin) = twin {
            let first = self.items[twin.at()].span;
            // Page stems may repeat in different folders: references then name the folder too.
            if rad.generated_id {
                key = self.free(org, &key);
            } else if entity.kind() != Kind::Artikkel {
                found.push(doubled(entity.kind(), &key, span, first));
            }
        }
        self.by_key.entry(key.clone()).or_default().entry(org).or_default().push(id);
        self.anywhere.entry(key.clone()).or_default().push(id);
        self.items.push(Item {
            kind: entity.kind(),
            organisasjon: org,
            plan,
            key,
            title: entity.title().to_owned(),
            etikett: entity.etikett().map(str::to_owned),
            span,
            slot,
        });
        id
    }

    fn kinds_between(&self, range: std::ops::Range<u32>) -> Vec<(Kind, std::ops::Range<u32>)> {
        let mut kinds: Vec<(Kind, std::ops::Range<u32>)> = Vec::new();
        for id in range {
            let kind = self.item(ItemId(id)).kind;
            match kinds.iter_mut().rev().find(|(known, _)| *known == kind) {
                Some((_, range)) => range.end = id + 1,
                None => kinds.push((kind, id..id + 1)),
            }
        }
        kinds
    }

    /// A generated id that nothing has yet: `akt-kartlegge-behov-2`.
    fn free(&mut self, org: Option<OrgId>, key: &str) -> String {
        let mut number = self.numbered.get(&(org, key.to_owned())).map_or(2, |last| last + 1);
        while !self.with_key(org, &format!("{key}-{number}")).is_empty() {
            number += 1;
        }
        self.numbered.insert((org, key.to_owned()), number);
        format!("{key}-{number}")
    }

    /// The item.
    pub fn item(&self, id: ItemId) -> &Item {
        &self.items[id.at()]
    }

    /// Every item with its number.
    pub fn iter(&self) -> impl Iterator<Item = (ItemId, &Item)> {
        self.items.iter().enumerate().map(|(at, item)| (ItemId(u32::try_from(at).unwrap_or(u32::MAX)), item))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// None at all.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Items with this id in this organisation (none: shared), in order.
    pub fn with_key(&self, org: Option<OrgId>, key: &str) -> &[ItemId] {
        self.by_key.get(key).and_then(|of| of.get(&org)).map_or(&[], Vec::as_slice)
    }

    /// Items with this id wherever they are, in order.
    pub fn with_key_anywhere(&self, key: &str) -> &[ItemId] {
        self.anywhere.get(key).map_or(&[], Vec::as_slice)
    }

    /// The organisation with this id.
    pub fn organisation(&self, id: &str) -> Option<OrgId> {
        self.organisations.get(id).copied()
    }

    /// Ids of all organisations.
    pub fn organisation_ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = self.organisations.keys().map(String::as_str).collect();
        ids.sort_unstable();
        ids
    }

    /// The organisation's own item.
    pub fn organisation_item(&self, org: OrgId) -> ItemId {
        ItemId(self.homes[org.0 as usize].start)
    }

    /// Everything that belongs to an organisation, its own item first.
    pub fn of_organisation(&self, org: OrgId) -> impl Iterator<Item = ItemId> + use<> {
        self.homes[org.0 as usize].clone().map(ItemId)
    }

    /// Everything that belongs to no organisation: shared data and the knowledge base.
    pub fn shared(&self) -> impl Iterator<Item = ItemId> + use<> {
        (self.homes.last().map_or(0, |last| last.end)..self.next()).map(ItemId)
    }

    /// The own items of all plans.
    pub fn plan_items(&self) -> impl Iterator<Item = ItemId> {
        self.plans.iter().map(|(own, _)| *own)
    }

    /// The plan's own item.
    pub fn plan_item(&self, plan: PlanId) -> ItemId {
        self.plans[plan.0 as usize].0
    }

    /// Items of a plan of one kind, in the plan's order.
    pub fn of_plan(&self, plan: PlanId, kind: Kind) -> impl Iterator<Item = ItemId> {
        let kinds = &self.kinds[plan.0 as usize];
        let range = kinds.iter().find(|(known, _)| *known == kind).map_or(0..0, |(_, range)| range.clone());
        range.map(ItemId).filter(move |id| self.item(*id).kind == kind)
    }

    /// All items of a plan, in the plan's order.
    pub fn all_of_plan(&self, plan: PlanId) -> impl Iterator<Item = ItemId> {
        self.plans[plan.0 as usize].1.clone().map(ItemId)
    }
}

fn doubled(kind: Kind, key: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::error("referanse/dobbel-id", format!("id-en «{key}» er brukt på to {}", plural(kind)))
        .at(span)
        .label("andre gang")
        .related(first, "første gang")
        .help("gi den ene en egen id; id-er er faste og brukes aldri om igjen")
}

/// «to aktiviteter»: the plural an author expects.
const fn plural(kind: Kind) -> &'static str {
    match kind {
        Kind::Organisasjon => "organisasjoner",
        Kind::Plan => "planer",
        Kind::Hovedmaal | Kind::Delmaal | Kind::Resultatmaal => "mål",
        Kind::Satsingsomraade => "satsingsområder",
        Kind::Strategi => "strategier",
        Kind::Aktivitet => "aktiviteter",
        Kind::Tiltak => "tiltak",
        Kind::Maalgruppe => "målgrupper",
        Kind::Virkemiddel => "virkemidler",
        Kind::Utfordring => "utfordringer",
        Kind::Indikator => "indikatorer",
        Kind::Forpliktelse => "forpliktelser",
        Kind::Organ => "organer",
        Kind::Enhet => "enheter",
        Kind::Vedtak => "vedtak",
        Kind::Matrise => "matriser",
        Kind::Rapport => "rapporter",
        Kind::Kilde => "kilder",
        Kind::Begrep => "begreper",
        Kind::Artikkel => "sider",
    }
}

//! The site: everything the author said, with every reference found. It never changes after it is made.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::graph::Graph;
use super::item::{Item, ItemId, OrgId, PlanId};
use super::links::LinkTarget;
use super::query::{Queries, Query};
use super::register::Register;
use super::resolver::{Resolver, each_once};
use super::span_table::SpanTable;
use crate::diag::{Diagnostic, FileId, Span};
use crate::domain::aktivitet::Aktivitet;
use crate::domain::artikkel::Artikkel;
use crate::domain::begrep::Begrep;
use crate::domain::forpliktelse::Forpliktelse;
use crate::domain::indikator::Indikator;
use crate::domain::kilde::Kilde;
use crate::domain::maal::Maal;
use crate::domain::maalgruppe::Maalgruppe;
use crate::domain::matrise::Matrise;
use crate::domain::organ::Organ;
use crate::domain::organisasjon::{Enhet, Organisasjon};
use crate::domain::plan::Plan;
use crate::domain::rad::{Entity, Kind, Ref};
use crate::domain::rapport::Rapport;
use crate::domain::satsingsomraade::Satsingsomraade;
use crate::domain::status::Statusrad;
use crate::domain::strategi::Strategi;
use crate::domain::tiltak::Tiltak;
use crate::domain::utfordring::Utfordring;
use crate::domain::vedtak::Vedtak;
use crate::domain::virkemiddel::Virkemiddel;
use crate::markdown::{Heading, Outline};
use crate::read::felles::Felles;
use crate::read::page::ReadPage;
use crate::read::workbook::Workbook;
use crate::source::SourceSet;

/// Everything, resolved.
#[derive(Debug, Default)]
pub struct Site {
    /// Organisations.
    pub organisasjoner: Vec<Organisasjon>,
    /// Plans of all organisations, organisation by organisation.
    pub planer: Vec<Plan>,
    plan_org: Vec<OrgId>,
    /// Shared data.
    pub felles: Felles,
    /// Pages of the knowledge base.
    pub artikler: Vec<Artikkel>,
    /// Every item.
    pub register: Register,
    /// Who refers to whom.
    pub graph: Graph,
    /// Files that pages show or link to, and that are therefore published.
    pub assets: BTreeSet<FileId>,
    /// How many drafts were left out.
    pub drafts: usize,
    targets: SpanTable<ItemId>,
    links: SpanTable<LinkTarget>,
    texts: HashMap<ItemId, Arc<ReadPage>>,
    status: HashMap<ItemId, Vec<(PlanId, usize)>>,
    reported: HashMap<ItemId, Vec<(PlanId, usize)>>,
    experiences: Vec<ItemId>,
    mentions: HashMap<ItemId, Vec<Span>>,
    pub(super) queries: Queries,
}

impl Site {
    /// Looks every id up and follows every link. Findings name what was not found.
    pub fn resolve(book: Workbook, sources: &SourceSet) -> (Self, Vec<Diagnostic>) {
        let mut found = Vec::new();
        let register = Register::build(&book, &mut found);
        let Workbook { organisasjoner: books, felles, artikler, hidden, drafts, citations, texts } = book;
        let mut site = Self { felles, artikler, drafts, ..Self::default() };
        for (number, bok) in books.into_iter().enumerate() {
            site.organisasjoner.push(bok.organisasjon);
            for plan in bok.planer {
                site.planer.push(plan);
                site.plan_org.push(OrgId(u32::try_from(number).unwrap_or(u32::MAX)));
            }
        }
        site.register = register;
        let resolver = Resolver { site: &site, sources, hidden: &hidden, texts: &texts };
        let done = resolver.run(&citations, &mut found);
        site.graph = Graph::build(done.followed.edges, site.register.len());
        site.assets = done.followed.assets;
        site.mentions = mentions(&done.followed.references);
        site.targets = SpanTable::of(done.followed.references);
        site.links = SpanTable::of(done.followed.links);
        site.texts = done.texts;
        site.status = done.status;
        site.queries = done.queries;
        site.reported = site.rows_by_report();
        site.experiences = site.articles_in("erfaringer/");
        each_once(&mut found);
        (site, found)
    }

    /// The item.
    pub fn item(&self, id: ItemId) -> &Item {
        self.register.item(id)
    }

    /// What a reference names, if it was found.
    pub fn target(&self, reference: &Ref) -> Option<ItemId> {
        self.reference(reference.span, &reference.text)
    }

    /// Every place that names an item, in reading order: fields, evidence for single values, running text.
    pub fn mentions(&self, id: ItemId) -> &[Span] {
        self.mentions.get(&id).map_or(&[], Vec::as_slice)
    }

    /// What a `[[reference]]` names, if it was found.
    pub fn reference(&self, span: Span, text: &str) -> Option<ItemId> {
        self.targets.get(span, text).copied()
    }

    /// Where a link leads.
    pub fn link(&self, span: Span, target: &str) -> &LinkTarget {
        self.links.get(span, target).unwrap_or(&LinkTarget::Nowhere)
    }

    /// What a page of running text holds.
    pub fn outline(&self, page: ItemId) -> Option<&Outline> {
        self.texts.get(&page).map(|text| &*text.outline)
    }

    /// The words of a page of running text, section by section.
    pub fn words(&self, page: ItemId) -> impl Iterator<Item = (Option<&Heading>, Cow<'_, str>)> {
        self.texts.get(&page).into_iter().flat_map(|text| text.words())
    }

    /// What the `planverk` block with this YAML asks for; `None` when that was reported or is left out.
    pub fn query(&self, yaml: Span) -> Option<&Query> {
        self.queries.get(&yaml)
    }

    /// Numbers of all plans.
    pub fn plan_ids(&self) -> impl Iterator<Item = PlanId> + use<> {
        (0..u32::try_from(self.planer.len()).unwrap_or(u32::MAX)).map(PlanId)
    }

    /// Numbers of all organisations.
    pub fn org_ids(&self) -> impl Iterator<Item = OrgId> + use<> {
        (0..u32::try_from(self.organisasjoner.len()).unwrap_or(u32::MAX)).map(OrgId)
    }

    /// The plan.
    pub fn plan(&self, id: PlanId) -> &Plan {
        &self.planer[id.0 as usize]
    }

    /// The organisation that owns a plan.
    pub fn plan_org(&self, id: PlanId) -> OrgId {
        self.plan_org[id.0 as usize]
    }

    /// The organisation.
    pub fn organisasjon(&self, id: OrgId) -> &Organisasjon {
        &self.organisasjoner[id.0 as usize]
    }

    /// Plans of an organisation.
    pub fn plans_of(&self, org: OrgId) -> impl Iterator<Item = PlanId> + '_ {
        self.plan_ids().filter(move |plan| self.plan_org(*plan) == org)
    }

    /// Status rows about an item, in the author's order.
    pub fn status_rows(&self, item: ItemId) -> impl Iterator<Item = &Statusrad> {
        let rows = self.status.get(&item).map_or(&[][..], Vec::as_slice);
        rows.iter().filter_map(|(plan, at)| self.plan(*plan).statusrader.get(*at))
    }

    /// Status rows given in a report, in the author's order.
    pub fn report_rows(&self, report: ItemId) -> impl Iterator<Item = &Statusrad> {
        let rows = self.reported.get(&report).map_or(&[][..], Vec::as_slice);
        rows.iter().filter_map(|(plan, at)| self.plan(*plan).statusrader.get(*at))
    }

    /// Pages of the knowledge base that tell of experiences, in the register's order.
    pub fn experiences(&self) -> &[ItemId] {
        &self.experiences
    }

    fn rows_by_report(&self) -> HashMap<ItemId, Vec<(PlanId, usize)>> {
        let mut reported: HashMap<ItemId, Vec<(PlanId, usize)>> = HashMap::new();
        for plan in self.plan_ids() {
            for (at, row) in self.plan(plan).statusrader.iter().enumerate() {
                let report = row.rapport.as_ref().and_then(|report| self.target(report));
                if let Some(report) = report.filter(|report| self.item(*report).plan == Some(plan)) {
                    reported.entry(report).or_default().push((plan, at));
                }
            }
        }
        reported
    }

    /// Pages of the knowledge base below a folder, the folder's own page not among them.
    fn articles_in(&self, folder: &str) -> Vec<ItemId> {
        let below = |id: &ItemId| {
            let inner = self.artikkel(*id).and_then(|page| page.sti.strip_prefix(folder));
            inner.is_some_and(|inner| inner != "index")
        };
        self.register.shared().filter(below).collect()
    }

    /// The item as any entity.
    pub fn entity(&self, id: ItemId) -> Option<&dyn Entity> {
        fn of<T: Entity>(entity: Option<&T>) -> Option<&dyn Entity> {
            entity.map(|e| e as &dyn Entity)
        }
        let item = self.item(id);
        match item.kind {
            Kind::Organisasjon => of(self.organisasjoner.get(item.slot)),
            Kind::Plan => item.plan.map(|plan| self.plan(plan) as &dyn Entity),
            Kind::Hovedmaal | Kind::Delmaal | Kind::Resultatmaal => of(self.maal(id)),
            Kind::Satsingsomraade => of(self.satsingsomraade(id)),
            Kind::Strategi => of(self.strategi(id)),
            Kind::Aktivitet => of(self.aktivitet(id)),
            Kind::Tiltak => of(self.tiltak(id)),
            Kind::Maalgruppe => of(self.maalgruppe(id)),
            Kind::Virkemiddel => of(self.virkemiddel(id)),
            Kind::Utfordring => of(self.utfordring(id)),
            Kind::Indikator => of(self.indikator(id)),
            Kind::Forpliktelse => of(self.forpliktelse(id)),
            Kind::Organ => of(self.organ(id)),
            Kind::Enhet => of(self.enhet(id)),
            Kind::Vedtak => of(self.vedtak(id)),
            Kind::Matrise => of(self.matrise(id)),
            Kind::Rapport => of(self.rapport(id)),
            Kind::Kilde => of(self.kilde(id)),
            Kind::Begrep => of(self.begrep(id)),
            Kind::Artikkel => of(self.artikkel(id)),
        }
    }
}

/// Typed access: the entity behind an item, when it is of that kind.
macro_rules! typed {
    ($($(#[$doc:meta])* $name:ident: $type:ty, $($kind:ident)|+, plan.$field:ident);+ $(;)?) => {
        impl Site {
            $($(#[$doc])*
            pub fn $name(&self, id: ItemId) -> Option<&$type> {
                let item = self.item(id);
                let fits = matches!(item.kind, $(Kind::$kind)|+);
                item.plan.filter(|_| fits).and_then(|plan| self.plan(plan).$field.get(item.slot))
            })+
        }
    };
}

typed! {
    /// A goal.
    maal: Maal, Hovedmaal | Delmaal | Resultatmaal, plan.maal;
    /// An area.
    satsingsomraade: Satsingsomraade, Satsingsomraade, plan.satsingsomraader;
    /// A strategy.
    strategi: Strategi, Strategi, plan.strategier;
    /// An activity.
    aktivitet: Aktivitet, Aktivitet, plan.aktiviteter;
    /// A measure.
    tiltak: Tiltak, Tiltak, plan.tiltak;
    /// A challenge.
    utfordring: Utfordring, Utfordring, plan.utfordringer;
    /// An indicator.
    indikator: Indikator, Indikator, plan.indikatorer;
    /// A commitment.
    forpliktelse: Forpliktelse, Forpliktelse, plan.forpliktelser;
    /// A body.
    organ: Organ, Organ, plan.organer;
    /// A decision.
    vedtak: Vedtak, Vedtak, plan.vedtak;
    /// A printed matrix.
    matrise: Matrise, Matrise, plan.matriser;
    /// A report.
    rapport: Rapport, Rapport, plan.rapporter;
}

impl Site {
    /// A target group, of a plan or shared.
    pub fn maalgruppe(&self, id: ItemId) -> Option<&Maalgruppe> {
        let item = self.item(id);
        let list = item.plan.map_or(&self.felles.maalgrupper, |plan| &self.plan(plan).maalgrupper);
        list.get(item.slot).filter(|_| item.kind == Kind::Maalgruppe)
    }

    /// An instrument, of a plan or shared.
    pub fn virkemiddel(&self, id: ItemId) -> Option<&Virkemiddel> {
        let item = self.item(id);
        let list = item.plan.map_or(&self.felles.virkemidler, |plan| &self.plan(plan).virkemidler);
        list.get(item.slot).filter(|_| item.kind == Kind::Virkemiddel)
    }

    /// A source, of a plan, an organisation or shared.
    pub fn kilde(&self, id: ItemId) -> Option<&Kilde> {
        let item = self.item(id);
        let list = match (item.plan, item.organisasjon) {
            (Some(plan), _) => &self.plan(plan).kilder,
            (None, Some(org)) => &self.organisasjon(org).kilder,
            (None, None) => &self.felles.kilder,
        };
        list.get(item.slot).filter(|_| item.kind == Kind::Kilde)
    }

    /// A unit.
    pub fn enhet(&self, id: ItemId) -> Option<&Enhet> {
        let item = self.item(id);
        let org = item.organisasjon.filter(|_| item.kind == Kind::Enhet)?;
        self.organisasjon(org).enheter.get(item.slot)
    }

    /// A term.
    pub fn begrep(&self, id: ItemId) -> Option<&Begrep> {
        let item = self.item(id);
        self.felles.begreper.get(item.slot).filter(|_| item.kind == Kind::Begrep)
    }

    /// A page of running text, of a plan or of the knowledge base.
    pub fn artikkel(&self, id: ItemId) -> Option<&Artikkel> {
        let item = self.item(id);
        let list = item.plan.map_or(&self.artikler, |plan| &self.plan(plan).kapitler);
        list.get(item.slot).filter(|_| item.kind == Kind::Artikkel)
    }
}

fn mentions(references: &[(Span, String, ItemId)]) -> HashMap<ItemId, Vec<Span>> {
    let mut mentions: HashMap<ItemId, Vec<Span>> = HashMap::new();
    for (span, _, to) in references {
        mentions.entry(*to).or_default().push(*span);
    }
    for places in mentions.values_mut() {
        places.sort_unstable();
        // The same field is met as the row's reference and as evidence.
        places.dedup();
    }
    mentions
}

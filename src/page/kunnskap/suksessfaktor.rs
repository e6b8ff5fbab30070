//! The six success factors: what each asks for, what the plans do about it, where there is a gap, and how the kommuner
//! have judged themselves.

use serde::Serialize;

use super::stoette::{self, Planstoette};
use super::vurdering::{self, Planvurdering};
use super::{artikkel, hylle};
use crate::domain::enumeration::Enumeration;
use crate::domain::suksessfaktor::Suksessfaktor;
use crate::language::{Language, collation};
use crate::page::address;
use crate::page::body::{self, Body};
use crate::page::catalogue::PageSpec;
use crate::page::frame::{Innholdspunkt, Lenke, Menygruppe, Menypunkt, Sidemeny};
use crate::page::parts::chrome;
use crate::page::parts::del::Del;
use crate::page::parts::deling::Deler;
use crate::page::parts::lenker::{Listelenke, page_link};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

/// Where the six stand together.
const INDEX: &str = "suksessfaktorer/index.html";

/// What `suksessfaktor.html` draws.
#[derive(Debug, Serialize)]
struct Ett {
    deler: Vec<Del>,
    har_planer: bool,
    planer: Vec<Planstoette>,
    uten: Vec<Lenke>,
    uten_setning: String,
    har_vurderinger: bool,
    /// No plan has judged the factor.
    ingen_vurdering: bool,
    vurderinger: Vec<Planvurdering>,
    sider: Vec<Listelenke>,
}

/// What `suksessfaktorer.html` draws.
#[derive(Debug, Serialize)]
struct Alle {
    deler: Vec<Del>,
    faktorer: Vec<Faktor>,
    planer: Vec<Planrad>,
}

#[derive(Debug, Serialize)]
struct Faktor {
    nr: usize,
    navn: String,
    url: String,
    tekst: Option<String>,
    /// «2 av 3 planer har noe som støtter faktoren», when there are plans.
    setning: Option<String>,
}

/// One plan: what it has for each factor, in the factors' order, and how many it has judged.
#[derive(Debug, Serialize)]
struct Planrad {
    tittel: String,
    organisasjon: String,
    url: String,
    antall: Vec<usize>,
    vurdert: String,
}

/// A factor's name in a language.
pub fn name(factor: Suksessfaktor, language: &Language) -> String {
    crate::derive::dokument::faktornavn(factor, language)
}

/// The author's page about a factor.
fn own_page(world: &World, factor: Suksessfaktor) -> Option<ItemId> {
    let pages = &world.library.folder("suksessfaktorer")?.pages;
    let path = format!("suksessfaktorer/{}", factor.word());
    pages.iter().copied().find(|page| world.site.artikkel(*page).is_some_and(|page| page.sti == path))
}

/// The page of one factor.
pub fn page(world: &World, spec: &PageSpec, factor: Suksessfaktor) -> Page {
    let site = world.site;
    let own = own_page(world, factor);
    let language = own.map_or_else(|| world.language(), |own| artikkel::language(world, own));
    let mut frame = if let Some(own) = own {
        artikkel::frame(world, own, &spec.sti, language)
    } else {
        let way = [Lenke::new(language.word("meny.suksessfaktorer"), INDEX)];
        chrome::frame(world, &spec.sti, &name(factor, language), &way)
    };
    frame.kategori = Some(language.fill("faktor.nummer", &[("nr", &factor.nr().to_string())]));
    frame.sidemeny = Some(menu(world, &spec.sti));
    frame.per_dato = Some(world.derived.date.to_string());
    // The page itself shows what supports the factor.
    frame.faktalinje.retain(|fact| fact.navn != language.word("meny.suksessfaktorer"));
    let body = body_on_first(world, spec, own, language);
    let listed = Listed::of(world, factor);
    let deler = listed.deler(world);
    frame.deling = deler.seen_from(spec, |at| listed.name(world, at));
    let mut planer = Vec::new();
    let mut uten = Vec::new();
    let mut sider = Vec::new();
    let mut vurderinger = Vec::new();
    for entry in listed.entries.get(deler.range(spec)).unwrap_or_default() {
        match *entry {
            Entry::Uten(plan) => uten.push(plan_link(world, plan)),
            Entry::Stoette(plan) => {
                let rows = world.derived.faktorstoette.rader(plan, factor);
                planer.push(Planstoette::of(world, plan, rows, Vec::new(), ""));
            }
            Entry::Vurdering(plan) => vurderinger.extend(vurdering::of_plan(world, plan, factor, language)),
            Entry::Side(page) => {
                sider.push(Listelenke { slag: hylle::category(world, page, language), ..page_link(world, page) });
            }
        }
    }
    let count = |wanted: fn(&Entry) -> bool| listed.entries.iter().filter(|entry| wanted(entry)).count();
    let without = count(|entry| matches!(entry, Entry::Uten(_)));
    let uten_setning = if without == 0 {
        String::new()
    } else {
        let numbers = [("antall", without.to_string()), ("total", site.planer.len().to_string())];
        let numbers: Vec<(&str, &str)> = numbers.iter().map(|(key, value)| (*key, value.as_str())).collect();
        language.fill(if site.planer.len() == 1 { "faktor.planen_mangler" } else { "faktor.planer_mangler" }, &numbers)
    };
    // On the first page stands also what there is none of.
    let ingen_vurdering = count(|entry| matches!(entry, Entry::Vurdering(_))) == 0;
    let first = spec.del() == 0;
    let har_planer = !site.planer.is_empty() && (first || !uten.is_empty() || !planer.is_empty());
    let har_vurderinger = !vurderinger.is_empty() || (first && !site.planer.is_empty());
    frame.innhold = body.innhold;
    for (id, word, shown) in [
        ("side-planer", "faktor.i_planene", har_planer),
        ("side-vurderinger", "faktor.vurderinger", har_vurderinger),
        ("side-sider", "faktor.sider", !sider.is_empty()),
    ] {
        if shown {
            frame.innhold.push(Innholdspunkt { id: id.into(), tekst: language.word(word).to_owned(), nivaa: 2 });
        }
    }
    let view = Ett {
        deler: body.deler,
        har_planer,
        planer,
        uten,
        uten_setning,
        har_vurderinger,
        ingen_vurdering,
        vurderinger,
        sider,
    };
    Page::new("suksessfaktor.html", frame, view)
}

/// What the author says stands on the first page.
fn body_on_first(world: &World, spec: &PageSpec, own: Option<ItemId>, language: &Language) -> Body {
    let own = own.filter(|_| spec.del() == 0);
    own.map(|own| body::page(world, own, &spec.sti, language)).unwrap_or_default()
}

/// One thing of those a factor's page lists, in the page's order.
enum Entry {
    /// A plan that has nothing for the factor.
    Uten(PlanId),
    /// What a plan has for it.
    Stoette(PlanId),
    /// What a plan has judged.
    Vurdering(PlanId),
    /// A page about it.
    Side(ItemId),
}

/// All a factor's page lists.
struct Listed {
    factor: Suksessfaktor,
    entries: Vec<Entry>,
}

impl Listed {
    fn of(world: &World, factor: Suksessfaktor) -> Self {
        let site = world.site;
        let supports = |plan: &PlanId| !world.derived.faktorstoette.rader(*plan, factor).is_empty();
        let (with, without): (Vec<PlanId>, Vec<PlanId>) = site.plan_ids().partition(supports);
        let mut entries: Vec<Entry> = without.into_iter().map(Entry::Uten).collect();
        entries.extend(with.into_iter().map(Entry::Stoette));
        entries.extend(site.plan_ids().filter(|plan| vurdering::has(world, *plan, factor)).map(Entry::Vurdering));
        let own = own_page(world, factor);
        let beside =
            |page: &ItemId| own != Some(*page) && world.url(*page) != INDEX && world.url(*page) != "kunnskapsbase.html";
        let mut pages: Vec<ItemId> = world.library.of_factor(factor).iter().copied().filter(beside).collect();
        pages.sort_by_cached_key(|page| collation::Key::of(&site.item(*page).title));
        entries.extend(pages.into_iter().map(Entry::Side));
        Self { factor, entries }
    }

    /// Entries differ much: one is a link, another forty rows. Their rooms are in lines.
    fn deler(&self, world: &World) -> Deler {
        let lines = |entry: &Entry| match entry {
            Entry::Uten(_) => 1,
            Entry::Stoette(plan) => stoette::lines(world, world.derived.faktorstoette.rader(*plan, self.factor)),
            Entry::Vurdering(plan) => vurdering::lines(world, *plan, self.factor),
            Entry::Side(_) => 2,
        };
        Deler::of(self.entries.iter().map(lines), stoette::LINES)
    }

    fn name(&self, world: &World, at: usize) -> String {
        match self.entries.get(at) {
            Some(Entry::Uten(plan) | Entry::Stoette(plan) | Entry::Vurdering(plan)) => {
                world.site.organisasjon(world.site.plan_org(*plan)).navn.clone()
            }
            Some(Entry::Side(page)) => world.site.item(*page).title.clone(),
            None => String::new(),
        }
    }
}

/// How many pages a factor's lists take.
pub fn parts(world: &World, factor: Suksessfaktor) -> usize {
    Listed::of(world, factor).deler(world).antall()
}

/// So many plans stand in the table of all factors on one page.
const PLANS: usize = 150;

/// How many pages the table of plans takes on the page of all factors.
pub fn parts_of_all(world: &World) -> usize {
    Deler::alike(world.site.planer.len(), PLANS).antall()
}

/// The six on one page, with the author's words about them when there are any.
pub fn all(world: &World, spec: &PageSpec) -> Page {
    let own = world.library.folder("suksessfaktorer").and_then(|folder| folder.own);
    let language = own.map_or_else(|| world.language(), |own| artikkel::language(world, own));
    let mut frame = if let Some(own) = own {
        artikkel::frame(world, own, &spec.sti, language)
    } else {
        let mut frame = chrome::frame(world, &spec.sti, &spec.tittel, &[]);
        frame.ingress = Some(language.word("faktor.ingress").to_owned());
        language.word("faktor.ingress").clone_into(&mut frame.beskrivelse);
        frame
    };
    frame.sidemeny = Some(menu(world, &spec.sti));
    frame.per_dato = Some(world.derived.date.to_string());
    frame.faktalinje.retain(|fact| fact.navn != language.word("meny.suksessfaktorer"));
    // The table of plans needs the width.
    frame.bred = true;
    let body = body_on_first(world, spec, own, language);
    let all: Vec<PlanId> = world.site.plan_ids().collect();
    let deler = Deler::alike(all.len(), PLANS);
    let owner = |plan: &PlanId| world.site.organisasjon(world.site.plan_org(*plan)).navn.clone();
    frame.deling = deler.seen_from(spec, |at| all.get(at).map(owner).unwrap_or_default());
    let shown = all.get(deler.range(spec)).unwrap_or_default();
    let planer: Vec<Planrad> = shown.iter().map(|plan| plan_row(world, *plan, language)).collect();
    let faktorer = Suksessfaktor::ALL.iter().map(|(factor, _)| in_short(world, *factor, language)).collect();
    if spec.del() == 0 {
        let tekst = language.word("faktor.de_seks").to_owned();
        frame.innhold.push(Innholdspunkt { id: "side-faktorer".into(), tekst, nivaa: 2 });
    }
    if !planer.is_empty() {
        let tekst = language.word("faktor.i_planene").to_owned();
        frame.innhold.push(Innholdspunkt { id: "side-planer".into(), tekst, nivaa: 2 });
    }
    frame.innhold.extend(body.innhold);
    Page::new("suksessfaktorer.html", frame, Alle { deler: body.deler, faktorer, planer })
}

fn in_short(world: &World, factor: Suksessfaktor, language: &Language) -> Faktor {
    let total = world.site.planer.len();
    let with = world.site.plan_ids().filter(|plan| !world.derived.faktorstoette.rader(*plan, factor).is_empty());
    let with = with.count().to_string();
    let setning =
        (total > 0).then(|| language.fill("faktor.planer_har", &[("antall", &with), ("total", &total.to_string())]));
    Faktor {
        nr: factor.nr(),
        navn: name(factor, language),
        url: address::factor(factor),
        tekst: own_page(world, factor).and_then(|own| world.site.artikkel(own)).and_then(|own| own.ingress.clone()),
        setning,
    }
}

fn plan_row(world: &World, plan: PlanId, language: &Language) -> Planrad {
    let site = world.site;
    let link = plan_link(world, plan);
    Planrad {
        tittel: site.plan(plan).tittel.clone(),
        organisasjon: site.organisasjon(site.plan_org(plan)).navn.clone(),
        url: link.url,
        antall: Suksessfaktor::ALL
            .iter()
            .map(|(factor, _)| world.derived.faktorstoette.rader(plan, *factor).len())
            .collect(),
        vurdert: vurdering::answered(world, plan, language),
    }
}

fn plan_link(world: &World, plan: PlanId) -> Lenke {
    let site = world.site;
    let title = format!("{}: {}", site.organisasjon(site.plan_org(plan)).navn, site.plan(plan).tittel);
    Lenke::new(title, address::plan_page(site, plan, "index"))
}

/// The menu of the six.
fn menu(world: &World, sti: &str) -> Sidemeny {
    let language = world.language();
    let mut lenker: Vec<Menypunkt> = Suksessfaktor::ALL
        .iter()
        .map(|(factor, _)| {
            let url = address::factor(*factor);
            let title = format!("{} {}", factor.nr(), name(*factor, language));
            Menypunkt { tittel: title, aktiv: url == sti, url }
        })
        .collect();
    // The author may keep other pages beside them.
    let six: Vec<ItemId> = Suksessfaktor::ALL.iter().filter_map(|(factor, _)| own_page(world, *factor)).collect();
    let others = world.library.folder("suksessfaktorer").map_or(&[][..], |folder| &folder.pages);
    lenker.extend(others.iter().filter(|page| !six.contains(page)).map(|page| {
        let url = world.url(*page).to_owned();
        Menypunkt { tittel: world.site.item(*page).title.clone(), aktiv: url == sti, url }
    }));
    Sidemeny {
        tittel: language.word("meny.suksessfaktorer").to_owned(),
        url: INDEX.to_owned(),
        grupper: vec![Menygruppe { tittel: String::new(), lenker }],
    }
}

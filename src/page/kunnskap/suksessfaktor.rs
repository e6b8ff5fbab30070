//! The six success factors: what each asks for, what the plans do about it, where there is a gap, and how the kommuner
//! have judged themselves.

use serde::Serialize;

use super::stoette::Planstoette;
use super::vurdering::{self, Planvurdering};
use super::{artikkel, hylle};
use crate::derive::kobling;
use crate::domain::enumeration::Enumeration;
use crate::domain::rad::Kind;
use crate::domain::suksessfaktor::Suksessfaktor;
use crate::language::{Language, collation};
use crate::page::address;
use crate::page::body;
use crate::page::catalogue::PageSpec;
use crate::page::frame::{Innholdspunkt, Lenke, Menygruppe, Menypunkt, Sidemeny};
use crate::page::parts::chrome;
use crate::page::parts::del::Del;
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
    language.find(&format!("suksessfaktor.{}", factor.key())).unwrap_or(factor.navn()).to_owned()
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
    let body = own.map(|own| body::page(world, own, &spec.sti, language)).unwrap_or_default();

    let mut planer = Vec::new();
    let mut uten = Vec::new();
    for plan in site.plan_ids() {
        let rows = supporting(world, plan, factor);
        if rows.is_empty() {
            uten.push(plan_link(world, plan));
        } else {
            planer.push(Planstoette::of(world, plan, &rows, Vec::new(), ""));
        }
    }
    let uten_setning = if uten.is_empty() {
        String::new()
    } else {
        let numbers = [("antall", uten.len().to_string()), ("total", site.planer.len().to_string())];
        let numbers: Vec<(&str, &str)> = numbers.iter().map(|(key, value)| (*key, value.as_str())).collect();
        language.fill(if site.planer.len() == 1 { "faktor.planen_mangler" } else { "faktor.planer_mangler" }, &numbers)
    };
    let mut sider: Vec<Listelenke> = world
        .library
        .of_factor(factor)
        .iter()
        .filter(|page| own != Some(**page) && world.url(**page) != INDEX && world.url(**page) != "kunnskapsbase.html")
        .map(|page| Listelenke { slag: hylle::category(world, *page, language), ..page_link(world, *page) })
        .collect();
    collation::sort_by(&mut sider, |page| &page.tittel);
    let vurderinger = vurdering::of_factor(world, factor, language);
    let har_planer = !site.planer.is_empty();
    frame.innhold = body.innhold;
    for (id, word, shown) in [
        ("side-planer", "faktor.i_planene", har_planer),
        ("side-vurderinger", "faktor.vurderinger", har_planer),
        ("side-sider", "faktor.sider", !sider.is_empty()),
    ] {
        if shown {
            frame.innhold.push(Innholdspunkt { id: id.into(), tekst: language.word(word).to_owned(), nivaa: 2 });
        }
    }
    let view = Ett { deler: body.deler, har_planer, planer, uten, uten_setning, vurderinger, sider };
    Page::new("suksessfaktor.html", frame, view)
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
    let body = own.map(|own| body::page(world, own, &spec.sti, language)).unwrap_or_default();
    let planer: Vec<Planrad> = world.site.plan_ids().map(|plan| plan_row(world, plan, language)).collect();
    let faktorer = Suksessfaktor::ALL.iter().map(|(factor, _)| in_short(world, *factor, &planer, language)).collect();
    frame.innhold =
        vec![Innholdspunkt { id: "side-faktorer".into(), tekst: language.word("faktor.de_seks").to_owned(), nivaa: 2 }];
    if !planer.is_empty() {
        let tekst = language.word("faktor.i_planene").to_owned();
        frame.innhold.push(Innholdspunkt { id: "side-planer".into(), tekst, nivaa: 2 });
    }
    frame.innhold.extend(body.innhold);
    Page::new("suksessfaktorer.html", frame, Alle { deler: body.deler, faktorer, planer })
}

fn in_short(world: &World, factor: Suksessfaktor, plans: &[Planrad], language: &Language) -> Faktor {
    let with = plans.iter().filter(|plan| plan.antall.get(factor.nr() - 1).is_some_and(|n| *n > 0)).count();
    let setning = (!plans.is_empty()).then(|| {
        language.fill("faktor.planer_har", &[("antall", &with.to_string()), ("total", &plans.len().to_string())])
    });
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
        antall: Suksessfaktor::ALL.iter().map(|(factor, _)| supporting(world, plan, *factor).len()).collect(),
        vurdert: vurdering::answered(world, plan, language),
    }
}

/// Everything in a plan that supports a factor: goals, strategies and challenges that say so, and activities and
/// measures that do so themselves or through these.
fn supporting(world: &World, plan: PlanId, factor: Suksessfaktor) -> Vec<ItemId> {
    let site = world.site;
    let says = |item: ItemId| {
        let list = match site.item(item).kind {
            Kind::Strategi => site.strategi(item).map(|strategy| &strategy.suksessfaktorer),
            Kind::Hovedmaal | Kind::Delmaal | Kind::Resultatmaal => site.maal(item).map(|goal| &goal.suksessfaktorer),
            Kind::Utfordring => site.utfordring(item).map(|challenge| &challenge.suksessfaktorer),
            _ => None,
        };
        list.is_some_and(|list| list.items().contains(&factor))
    };
    let mut rows: Vec<ItemId> = site.register.all_of_plan(plan).filter(|item| says(*item)).collect();
    rows.extend(kobling::stoetter_faktor(site, plan, factor));
    rows
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

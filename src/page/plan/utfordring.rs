//! The register of challenges: the list of a plan by level, and the page of one.

use crate::page::parts::felt::grunn_key;
use serde::Serialize;

use super::register;
use super::side::{self, Om};
use crate::derive::kobling;
use crate::domain::enumeration::Enumeration;
use crate::domain::maal::Nivaa;
use crate::domain::rad::{Kind, Relasjon};
use crate::domain::utfordring::{Utfordring, Utfordringsendring};
use crate::language::Language;
use crate::language::capital::capitalised;
use crate::page::body::Prose;
use crate::page::catalogue::{PageSpec, PlanPage};
use crate::page::frame::Fakta;
use crate::page::parts::aktivitetsrad::{self, Aktivitetstabell};
use crate::page::parts::chrome;
use crate::page::parts::felt::{Vist, enumerated, figure};
use crate::page::parts::feltliste::{Felter, Feltrad, Feltverdi, some};
use crate::page::parts::lister::{self, Punkt};
use crate::page::parts::seksjon::Seksjon;
use crate::page::parts::stabel;
use crate::page::parts::tabellvalg::{Svar, Tabellvalg};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

#[derive(Serialize)]
struct Liste {
    valg: Option<Tabellvalg>,
    grupper: Vec<Gruppe>,
    seksjoner: Vec<Seksjon>,
}

#[derive(Serialize)]
struct Gruppe {
    id: String,
    tittel: String,
    tekst: String,
    rader: Vec<Rad>,
}

/// One challenge in the register.
#[derive(Serialize)]
struct Rad {
    etikett: Option<String>,
    tittel: String,
    url: String,
    sikkerhet: Option<String>,
    omraader: Vec<Punkt>,
    aarsak: Vist,
    alvor: Vist,
    /// Why that severity.
    begrunnelse: Option<String>,
    status: Vist,
    /// Goals, strategies, measures and activities that answer it, and indicators that show it.
    svarer: Vec<Punkt>,
    indikatorer: Vec<Punkt>,
    /// Why it has no indicator, when the author says so.
    uten_indikator: Option<String>,
    tema: String,
    alvor_orden: Option<String>,
    svar: Vec<Svar>,
}

/// The register of a plan.
pub fn all(world: &World, spec: &PageSpec, plan: PlanId) -> Page {
    let site = world.site;
    let language = world.plan_language(plan);
    let items: Vec<(ItemId, &Utfordring)> =
        site.register.of_plan(plan, Kind::Utfordring).filter_map(|i| Some((i, site.utfordring(i)?))).collect();
    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &[]);
    frame.kategori = Some(site.plan(plan).tittel.clone());
    let count = language.count("utfordring", u64::try_from(items.len()).unwrap_or(u64::MAX));
    let unrated = items.iter().filter(|(_, u)| u.alvor.known().is_none()).count();
    frame.ingress =
        Some(language.fill("utfordringside.ingress", &[("antall", &count), ("uten", &unrated.to_string())]));
    frame.beskrivelse = language.fill("utfordringside.beskrivelse", &[("plan", &site.plan(plan).tittel)]);
    chrome::cite(world, &mut frame, site.register.plan_item(plan));
    frame.bred = true;
    frame.liggende = true;
    let mut grupper = Vec::new();
    for level in Nivaa::ALL.iter().map(|(level, _)| Some(*level)).chain([None]) {
        let rader: Vec<Rad> = items
            .iter()
            .filter(|(_, u)| u.nivaa.known().copied() == level)
            .map(|(item, u)| row(world, *item, u, language))
            .collect();
        if rader.is_empty() {
            continue;
        }
        let name = level.map_or_else(
            || language.word("utfordringside.uten_nivaa").to_owned(),
            |l| language.word(&format!("utfordringside.nivaa_{}", l.key())).to_owned(),
        );
        let number = language.count("utfordring", u64::try_from(rader.len()).unwrap_or(u64::MAX));
        let tittel = capitalised(&name);
        grupper.push(Gruppe {
            id: level.map_or_else(|| "uten-nivaa".to_owned(), Enumeration::key),
            tekst: format!("{tittel}: {number}"),
            tittel,
            rader,
        });
    }
    let seksjoner = register::sections(world, plan);
    frame.innhold = grupper.iter().map(|g| side::heading(&g.id, &g.tittel)).collect();
    frame.innhold.extend(seksjoner.iter().map(|s| side::heading(&s.id, &s.tittel)));
    let valg = tools(&spec.tittel, &grupper, language);
    frame.tabellvalg = valg.is_some();
    Page::new("plan-utfordringer.html", frame, Liste { valg, grupper, seksjoner })
}

fn row(world: &World, item: ItemId, u: &Utfordring, language: &Language) -> Rad {
    let joined = |list: &[crate::domain::utfordring::Aarsak]| {
        list.iter().map(|a| enumerated(*a, language)).collect::<Vec<_>>().join(", ")
    };
    Rad {
        etikett: u.etikett.known().cloned(),
        tittel: u.tittel.clone(),
        url: world.url(item).to_owned(),
        sikkerhet: Om::of(&u.rad.belegg).and_then(|om| om.sikkerhet),
        omraader: lister::points(world, world.site.graph.targets(item, Relasjon::Omraade)),
        aarsak: Vist::felt(world, &u.aarsak, |list| joined(list)),
        alvor: Vist::felt(world, &u.alvor, |n| {
            language.fill("utfordringside.av_fem", &[("n", &figure(*n, false, language))])
        }),
        begrunnelse: u.alvor_begrunnelse.clone(),
        status: Vist::word(world, &u.status, language),
        svarer: lister::mixed(world, answering(world, item), language),
        indikatorer: lister::points(world, world.site.graph.targets(item, Relasjon::Indikator)),
        uten_indikator: u.uten_indikator.clone(),
        tema: u.tema.join(", "),
        alvor_orden: u.alvor.known().map(ToString::to_string),
        svar: answers(world, item, u, language),
    }
}

/// What the plan answers a challenge with: goals, strategies, measures and activities.
fn answering(world: &World, item: ItemId) -> Vec<ItemId> {
    let graph = &world.site.graph;
    let named = [Relasjon::Maal, Relasjon::Strategi, Relasjon::Tiltak];
    named.into_iter().flat_map(|r| graph.targets(item, r)).chain(kobling::aktiviteter(world.site, item)).collect()
}

/// What a challenge can be found by that its columns do not say one by one.
fn answers(world: &World, item: ItemId, u: &Utfordring, language: &Language) -> Vec<Svar> {
    let causes = u.aarsak.items().iter().map(|cause| enumerated(*cause, language));
    let state = u.status.known().map(|status| enumerated(*status, language));
    let mut svar =
        vec![Svar::new("status", state), Svar::new("aarsak", causes), Svar::new("tema", u.tema.iter().cloned())];
    svar.extend(Svar::om(world, item, language));
    svar
}

/// One set of tools over the tables of all levels.
fn tools(name: &str, grupper: &[Gruppe], language: &Language) -> Option<Tabellvalg> {
    let ids: Vec<String> = grupper.iter().map(|group| format!("register-{}", group.id)).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let rows: Vec<&[Svar]> = grupper.iter().flat_map(|group| &group.rader).map(|row| row.svar.as_slice()).collect();
    let mut tools = Tabellvalg::new("register", name, &ids, rows.len())?;
    let titles = ["status", "aarsak", "tema"].map(|key| (key, language.word(&format!("felt.{key}")).to_owned()));
    tools.spoer_om_svar(&titles, &rows);
    tools.spoer_om_plan(language, &rows);
    tools.hoved = true;
    Some(tools)
}

fn numbers(list: &[f64], language: &Language) -> String {
    list.iter().map(|n| figure(*n, false, language)).collect::<Vec<_>>().join(", ")
}

#[derive(Serialize)]
struct Side {
    om: Option<Om>,
    tekst: Option<String>,
    felter: Vec<Feltrad>,
    blokkerer: Vec<Punkt>,
    blokkeres_av: Vec<Punkt>,
    utloeser: Vec<Punkt>,
    utloeses_av: Vec<Punkt>,
    svar: Vec<Punkt>,
    tabell: Option<Aktivitetstabell>,
    indikatorer: Vec<Punkt>,
    logg: Vec<Endring>,
}

/// One entry in the challenge's own log.
#[derive(Serialize)]
struct Endring {
    dato: Option<String>,
    hva: String,
    hvorfor: Option<String>,
    foelge: Option<String>,
    planversjon: Option<String>,
}

/// One challenge.
pub fn page(world: &World, spec: &PageSpec, item: ItemId, plan: PlanId, u: &Utfordring) -> Page {
    let graph = &world.site.graph;
    let language = world.plan_language(plan);
    let activities = kobling::aktiviteter(world.site, item);
    let indicators = graph.targets(item, Relasjon::Indikator);
    let answers: Vec<ItemId> = [Relasjon::Maal, Relasjon::Strategi, Relasjon::Tiltak]
        .into_iter()
        .flat_map(|relation| graph.targets(item, relation))
        .chain(side::of_kind(world, graph.sources(item, Relasjon::Utfordring), Kind::Satsingsomraade))
        .collect();
    let both = |relation| (graph.targets(item, relation), graph.sources(item, relation));
    let (blocks, blocked) = both(Relasjon::Blokkerer);
    let (causes, caused) = both(Relasjon::Utloeser);

    let mut frame = side::frame(world, spec, item, plan, PlanPage::Utfordringer);
    frame.faktalinje = vec![
        side::fact("status", &u.status, language),
        side::fact("nivaa", &u.nivaa, language),
        match u.alvor.known() {
            Some(n) => Fakta::new(
                language.word("felt.alvor"),
                language.fill("utfordringside.av_fem", &[("n", &figure(*n, false, language))]),
            ),
            None => Fakta::blank(language.word("felt.alvor"), grunn_key(&u.alvor)),
        },
    ];
    let mut prose = Prose::new(world, &frame.rot, language);
    let view = Side {
        om: Om::of(&u.rad.belegg),
        tekst: side::prose_of(&mut prose, &u.beskrivelse, u.rad.places.field("beskrivelse")),
        felter: fields(world, plan, u),
        blokkerer: lister::points(world, blocks.iter().copied()),
        blokkeres_av: lister::points(world, blocked.iter().copied()),
        utloeser: lister::points(world, causes.iter().copied()),
        utloeses_av: lister::points(world, caused.iter().copied()),
        svar: lister::mixed(world, answers.iter().copied(), language),
        tabell: (!activities.is_empty()).then(|| {
            let caption = stabel::of(world, &activities, language).map_or_else(String::new, |bar| bar.tekst);
            aktivitetsrad::table(world, "aktivitetsplan", caption, &activities)
        }),
        indikatorer: lister::points(world, indicators.iter().copied()),
        logg: u
            .endringslogg
            .iter()
            .filter(|entry| entry.dato.is_none_or(|dato| dato.first_day() <= world.derived.date))
            .map(change)
            .collect(),
    };
    let shown: Vec<ItemId> = [activities, indicators, answers, blocks, blocked, causes, caused].concat();
    frame.baklenker = side::backlinks(world, item, &shown);
    frame.tabellvalg = view.tabell.as_ref().is_some_and(|table| table.verktoey);
    Page::new("plan-utfordring.html", frame, view)
}

fn change(entry: &Utfordringsendring) -> Endring {
    Endring {
        dato: entry.dato.map(crate::domain::dato::Dato::iso),
        hva: entry.hva.clone(),
        hvorfor: entry.hvorfor.clone(),
        foelge: entry.foelge.clone(),
        planversjon: entry.planversjon.clone(),
    }
}

fn fields(world: &World, plan: PlanId, u: &Utfordring) -> Vec<Feltrad> {
    let language = world.plan_language(plan);
    let mut felter = Felter::new(world, language);
    felter
        .text("etikett", &u.etikett)
        .word("nivaa", &u.nivaa)
        .values("tema", u.tema.iter().map(Feltverdi::new).collect())
        .field("aarsak", &u.aarsak, |list| list.iter().map(|a| Feltverdi::new(enumerated(*a, language))).collect())
        .field("alvor", &u.alvor, |n| {
            vec![Feltverdi::new(language.fill("utfordringside.av_fem", &[("n", &figure(*n, false, language))]))]
        })
        .values("alvor_begrunnelse", some(u.alvor_begrunnelse.as_deref().unwrap_or("")))
        .word("status", &u.status)
        .refs_if_said("omraader", &u.omraader)
        .refs("maal", &u.maal)
        .refs("strategier", &u.strategier)
        .refs_if_said("aktiviteter", &u.aktiviteter)
        .refs_if_said("tiltak", &u.tiltak)
        .refs_if_said("blokkerer", &u.blokkerer)
        .refs_if_said("utloeser", &u.utloeser)
        .refs_if_said("indikatorer", &u.indikatorer)
        .values("uten_indikator", some(u.uten_indikator.as_deref().unwrap_or("")))
        .field("element", &u.element, |list| some(&numbers(list, language)))
        .factors(&u.suksessfaktorer)
        .date_if_said("oppdaget", &u.oppdaget)
        .date_if_said("revidert", &u.revidert);
    crate::page::parts::feltliste::gather_silent(felter.done(), language)
}

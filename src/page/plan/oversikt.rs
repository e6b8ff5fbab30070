//! The overview of a plan: what it is, how it stands, what it wants, and the way to every part of it.

use crate::language::capital::capitalised;
use crate::page::parts::felt::grunn_key;
use serde::Serialize;

use super::plankort;
use super::side::{self, Om};
use super::vedtak;
use crate::domain::felt::Felt;
use crate::domain::plan::{Fase, Grunnlag, Plan};
use crate::domain::rad::Kind;
use crate::language::dates::{self, Form};
use crate::page::address;
use crate::page::body::Prose;
use crate::page::catalogue::{PageSpec, PlanPage};
use crate::page::frame::Lenke;
use crate::page::parts::chrome;
use crate::page::parts::felt::{Vist, enumerated};
use crate::page::parts::feltliste::{Felter, Feltrad, Feltverdi, gather_silent};
use crate::page::parts::lister::Punkt;
use crate::page::parts::maaltre::{self, Maalnode};
use crate::page::parts::planstilling::{self, Planstilling};
use crate::page::parts::stabel::{self, Stabel};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

#[derive(Serialize)]
struct View {
    om: Option<Om>,
    visjon: Vist,
    visjon_begrunnelse: Option<String>,
    stilling: Planstilling,
    beskrivelse: Option<String>,
    begrunnelse: Option<String>,
    omraader: Vec<Omraadekort>,
    hovedmaal: Vec<Maalnode>,
    faser: Vec<Fasevisning>,
    bygger_paa: Vec<Byggerpaa>,
    vedtak: Vec<Punkt>,
    kapitler: Vec<Kapittel>,
    endringer: Vec<Endring>,
    felter: Vec<Feltrad>,
    deler: Vec<Lenke>,
}

#[derive(Serialize)]
struct Omraadekort {
    etikett: Option<String>,
    navn: String,
    url: String,
    maal: String,
    stabel: Option<Stabel>,
}

#[derive(Serialize)]
struct Fasevisning {
    navn: String,
    tekst: Option<String>,
    periode: Option<String>,
    om: Option<Om>,
}

#[derive(Serialize)]
struct Byggerpaa {
    tekst: Option<String>,
    kilde: Option<Lenke>,
}

#[derive(Serialize)]
struct Kapittel {
    tittel: String,
    url: String,
    ingress: Option<String>,
}

#[derive(Serialize)]
struct Endring {
    dato: Option<String>,
    versjon: Option<String>,
    tekst: String,
    vedtak: Option<Lenke>,
}

/// The page.
pub fn page(world: &World, spec: &PageSpec, plan: PlanId) -> Page {
    let site = world.site;
    let language = world.plan_language(plan);
    let p = site.plan(plan);
    let own = site.register.plan_item(plan);
    let org = site.plan_org(plan);

    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &[]);
    frame.kategori = Some(
        p.plantype
            .known()
            .map_or_else(|| language.word("type.plan").to_owned(), |kind| capitalised(&enumerated(*kind, language))),
    );
    frame.ingress.clone_from(&p.ingress);
    frame.beskrivelse =
        p.ingress.clone().unwrap_or_else(|| language.fill("oversikt.beskrivelse", &[("plan", &p.tittel)]));
    frame.faktalinje.push(side::fact_link(
        "organisasjon",
        Lenke::new(&site.organisasjon(org).navn, format!("{}index.html", address::org_folder(site, org))),
        language,
    ));
    frame.faktalinje.extend(plankort::facts(world, plan, language).into_iter().skip(1));
    frame.faktalinje.push(decided(world, plan));
    frame.faktalinje.push(crate::page::frame::Fakta::new(
        language.word("oversikt.per_dato"),
        dates::format(&world.derived.date.to_string(), Form::Short, language),
    ));
    chrome::cite(world, &mut frame, own);

    let mut prose = Prose::new(world, &frame.rot, language);
    let place = |key| p.rad.places.field(key);
    let vision_why = p.visjon.known().and_then(|v| v.begrunnelse.as_ref());
    let view = View {
        om: Om::of(&p.rad.belegg),
        visjon: Vist::felt(world, &p.visjon, |v| v.tekst.clone()),
        visjon_begrunnelse: vision_why.map(|text| prose.html(text, place("visjon"))),
        stilling: planstilling::of(world, plan, language),
        beskrivelse: side::prose_of(&mut prose, &p.beskrivelse, place("beskrivelse")),
        begrunnelse: side::prose_of(&mut prose, &p.begrunnelse, place("begrunnelse")),
        omraader: areas(world, plan),
        hovedmaal: main_goals(world, plan),
        faser: p.faser.iter().map(|fase| phase(world, plan, fase)).collect(),
        bygger_paa: p.bygger_paa.iter().map(|ground| built_on(world, ground)).collect(),
        vedtak: decisions(world, plan),
        kapitler: chapters(world, plan),
        endringer: changes(world, p),
        felter: fields(world, plan),
        deler: PlanPage::ALL
            .into_iter()
            .filter(|page| *page != PlanPage::Oversikt && page.exists(world, plan))
            .map(|page| Lenke::new(page.title(language), address::plan_page(site, plan, page.name())))
            .collect(),
    };
    let sections = [
        (true, "stilling", "oversikt.stilling"),
        (!view.omraader.is_empty(), "satsingsomraader", "meny.satsingsomraader"),
        (!view.hovedmaal.is_empty(), "hovedmaal", "type_flertall.hovedmaal"),
        (view.beskrivelse.is_some() || view.begrunnelse.is_some(), "om-planen", "oversikt.om_planen"),
        (!view.vedtak.is_empty(), "vedtak", "meny.vedtak"),
        (!view.kapitler.is_empty(), "kapitler", "meny.kapitler"),
        (!view.endringer.is_empty(), "endringer", "oversikt.endringer"),
        (true, "fakta", "oversikt.fakta"),
        (true, "deler", "oversikt.deler"),
    ];
    frame.innhold = sections
        .iter()
        .filter(|(there, ..)| *there)
        .map(|(_, id, word)| side::heading(id, language.word(word)))
        .collect();
    frame.baklenker = side::backlinks(world, own, &[]);
    Page::new("plan-oversikt.html", frame, view)
}

/// When the plan was last decided on by the date, as far as its own decisions tell. One without a date counts only where
/// none has one: nobody can say that it was the last.
fn decided(world: &World, plan: PlanId) -> crate::page::frame::Fakta {
    use crate::page::frame::Fakta;
    let site = world.site;
    let language = world.plan_language(plan);
    let own = site.register.plan_item(plan);
    let name = language.word("oversikt.vedtatt");
    let concerns_plan = |item: &ItemId| {
        let concerns = site.graph.targets(*item, crate::domain::rad::Relasjon::Gjelder);
        concerns.is_empty() || concerns.contains(&own)
    };
    let day = |decision: &crate::domain::vedtak::Vedtak| decision.dato.known().map(|dato| dato.first_day());
    let last = vedtak::ordered(world, plan)
        .into_iter()
        .filter(concerns_plan)
        .filter_map(|item| Some((item, site.vedtak(item)?)))
        .filter(|(_, decision)| day(decision).is_none_or(|day| day <= world.derived.date))
        .max_by_key(|(_, decision)| decision.dato.known().map(|dato| dato.last_day()));
    let Some(decision) = last else {
        return Fakta::blank(name, "tom");
    };
    match decision.1.dato.known() {
        Some(date) => Fakta {
            url: Some(world.url(decision.0).to_owned()),
            ..Fakta::new(name, dates::format(&date.iso(), Form::Short, language))
        },
        None => Fakta::blank(name, grunn_key(&decision.1.dato)),
    }
}

fn areas(world: &World, plan: PlanId) -> Vec<Omraadekort> {
    let site = world.site;
    let language = world.plan_language(plan);
    site.register
        .of_plan(plan, Kind::Satsingsomraade)
        .map(|item| {
            let about = site.item(item);
            let goals = site.plan(plan).maal.iter().filter(|m| m.eier.as_deref() == Some(about.key.as_str())).count();
            Omraadekort {
                etikett: about.etikett.clone(),
                navn: about.title.clone(),
                url: world.url(item).to_owned(),
                maal: language.count("maal", u64::try_from(goals).unwrap_or(u64::MAX)),
                stabel: stabel::of(world, &crate::derive::kobling::aktiviteter(site, item), language),
            }
        })
        .collect()
}

/// The plan's own main goals; the sub-goals stand on the page of goals.
fn main_goals(world: &World, plan: PlanId) -> Vec<Maalnode> {
    let site = world.site;
    let own: Vec<ItemId> = site
        .register
        .of_plan(plan, Kind::Hovedmaal)
        .filter(|item| site.maal(*item).is_some_and(|m| m.eier.is_none()))
        .collect();
    maaltre::tree(world, &own, world.plan_language(plan))
}

fn phase(world: &World, plan: PlanId, fase: &Fase) -> Fasevisning {
    let language = world.plan_language(plan);
    Fasevisning {
        navn: fase.navn.clone(),
        tekst: fase.tekst.clone(),
        periode: fase.periode.known().map(|p| dates::period(p, language)).filter(|t| !t.is_empty()),
        om: Om::of(&fase.belegg),
    }
}

fn built_on(world: &World, ground: &Grunnlag) -> Byggerpaa {
    let kilde = ground.kilde.as_ref().map(|kilde| world.reference(kilde));
    Byggerpaa { tekst: ground.tekst.clone(), kilde }
}

fn decisions(world: &World, plan: PlanId) -> Vec<Punkt> {
    let site = world.site;
    let language = world.plan_language(plan);
    vedtak::ordered(world, plan)
        .into_iter()
        .filter_map(|item| {
            let decision = site.vedtak(item)?;
            let date = decision.dato.known().map_or_else(
                || language.word("historie.udatert").to_owned(),
                |d| dates::format(&d.iso(), Form::Short, language),
            );
            Some(Punkt {
                etikett: Some(date),
                tittel: decision.tekst.clone(),
                url: world.url(item).to_owned(),
                tekst: decision.organ.known().cloned(),
                ..Punkt::default()
            })
        })
        .collect()
}

fn chapters(world: &World, plan: PlanId) -> Vec<Kapittel> {
    world
        .chapters(plan)
        .iter()
        .filter_map(|item| {
            let page = world.site.artikkel(*item)?;
            Some(Kapittel {
                tittel: page.tittel.clone(),
                url: world.url(*item).to_owned(),
                ingress: page.ingress.clone(),
            })
        })
        .collect()
}

fn changes(world: &World, p: &Plan) -> Vec<Endring> {
    p.endringslogg
        .iter()
        .map(|entry| Endring {
            dato: entry.dato.map(crate::domain::dato::Dato::iso),
            versjon: entry.versjon.clone(),
            tekst: entry.tekst.clone(),
            vedtak: entry.vedtak.as_ref().map(|v| world.reference(v)),
        })
        .collect()
}

fn fields(world: &World, plan: PlanId) -> Vec<Feltrad> {
    let language = world.plan_language(plan);
    let p = world.site.plan(plan);
    let mut felter = Felter::new(world, language);
    felter
        .word("plantype", &p.plantype)
        .word("planstatus", &p.planstatus)
        .field("periode", &p.periode, |period| {
            let words = dates::period(period, language);
            if words.is_empty() { Vec::new() } else { vec![Feltverdi::new(words)] }
        })
        .text("versjon", &p.versjon)
        .date("gjelder_fra", &p.gjelder_fra)
        .field("brukes_til", &p.brukes_til, |list| list.iter().map(Feltverdi::new).collect());
    for (key, felt) in [("beskrivelse", &p.beskrivelse), ("begrunnelse", &p.begrunnelse)] {
        evidence_only(&mut felter, key, felt);
    }
    gather_silent(felter.done(), language)
}

/// The text stands higher up; here only what must be known of it, or that it is blank.
fn evidence_only(felter: &mut Felter, key: &str, felt: &Felt<String>) {
    if felt.known().is_none() {
        felter.text(key, felt);
    }
}

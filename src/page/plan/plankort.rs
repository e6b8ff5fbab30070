//! A plan in short: what it is, how it stands, what it holds. Front page, list of plans and organisation pages show it.

use crate::language::dates;
use crate::page::parts::felt::grunn_key;
use serde::Serialize;

use crate::domain::felt::Verdi;
use crate::domain::rad::Kind;
use crate::language::Language;
use crate::page::address;
use crate::page::catalogue::PlanPage;
use crate::page::frame::Fakta;
use crate::page::parts::del::Statusantall;
use crate::page::parts::felt::enumerated;
use crate::page::parts::stabel;
use crate::page::parts::tabellvalg::Svar;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

use super::side;

/// One plan.
#[derive(Debug, Serialize)]
pub struct Plankort {
    /// Unique on the page.
    pub id: String,
    /// The plan's title.
    pub tittel: String,
    /// Its overview.
    pub url: String,
    /// The organisation's name.
    pub organisasjon: String,
    /// The organisation's page.
    pub organisasjon_url: String,
    /// One sentence about it.
    pub ingress: Option<String>,
    /// The vision, in the plan's own sentence.
    pub visjon: Option<String>,
    /// Why the vision is not shown, when the plan has words about that.
    pub uten_visjon: Option<String>,
    /// Type, status, period, version.
    pub fakta: Vec<Fakta>,
    /// How it stands, in one sentence.
    pub setning: String,
    /// The same as a bar; empty without activities.
    pub deler: Vec<Statusantall>,
    /// «5 mål · 13 strategier»: what it holds.
    pub innhold: Vec<Innhold>,
    /// What it can be found by in a list of plans.
    pub svar: Vec<Svar>,
}

/// So many of one kind, and where they are.
#[derive(Debug, Serialize)]
pub struct Innhold {
    /// «13 strategier».
    pub tekst: String,
    /// Their page.
    pub url: String,
}

/// The card of a plan. `title_id` makes its id unique on the page.
pub fn card(world: &World, plan: PlanId, language: &Language) -> Plankort {
    let site = world.site;
    let p = site.plan(plan);
    let org = site.plan_org(plan);
    let activities: Vec<ItemId> = site.register.of_plan(plan, Kind::Aktivitet).collect();
    Plankort {
        id: format!("{}-{}", site.organisasjon(org).rad.id, p.rad.id),
        tittel: p.tittel.clone(),
        url: address::plan_page(site, plan, PlanPage::Oversikt.name()),
        organisasjon: site.organisasjon(org).navn.clone(),
        organisasjon_url: format!("{}index.html", address::org_folder(site, org)),
        ingress: p.ingress.clone(),
        visjon: p.visjon.known().map(|v| v.tekst.clone()),
        uten_visjon: p.visjon.belegg.as_ref().filter(|_| p.visjon.known().is_none()).and_then(|b| b.merknad.clone()),
        fakta: facts(world, plan, language),
        setning: stabel::sentence(world, &activities, language),
        deler: stabel::parts(&world.derived.count(&activities)),
        innhold: contents(world, plan, language),
        svar: vec![
            Svar::new("organisasjon", [site.organisasjon(org).navn.clone()]),
            Svar::new("plantype", p.plantype.known().map(|kind| enumerated(*kind, language))),
            Svar::new("planstatus", p.planstatus.known().map(|state| enumerated(*state, language))),
        ],
    }
}

/// Type, force, period, version, for a fact line.
pub fn facts(world: &World, plan: PlanId, language: &Language) -> Vec<Fakta> {
    let p = world.site.plan(plan);
    let mut facts = vec![
        side::fact("plantype", &p.plantype, language),
        side::fact("planstatus", &p.planstatus, language),
        match &p.periode.verdi {
            Verdi::Kjent(period) => Fakta::new(language.word("felt.periode"), dates::period(period, language)),
            Verdi::Blank(_) => Fakta::blank(language.word("felt.periode"), grunn_key(&p.periode)),
        },
    ];
    if let Some(version) = p.versjon.known() {
        facts.push(Fakta::new(language.word("felt.versjon"), version));
    }
    facts
}

/// What the plan holds on the date, each with its page.
fn contents(world: &World, plan: PlanId, language: &Language) -> Vec<Innhold> {
    let of =
        |kinds: &[Kind]| kinds.iter().map(|kind| world.derived.av_slag(world.site, plan, *kind).len()).sum::<usize>();
    let parts = [
        ("omraade", of(&[Kind::Satsingsomraade]), PlanPage::Aktivitetsplan),
        ("maal", of(&[Kind::Hovedmaal, Kind::Delmaal, Kind::Resultatmaal]), PlanPage::Maal),
        ("strategi", of(&[Kind::Strategi]), PlanPage::Strategier),
        ("aktivitet", of(&[Kind::Aktivitet]), PlanPage::Aktivitetsplan),
        ("tiltak", of(&[Kind::Tiltak]), PlanPage::Tiltak),
        ("utfordring", of(&[Kind::Utfordring]), PlanPage::Utfordringer),
        ("indikator", of(&[Kind::Indikator]), PlanPage::Indikatorer),
    ];
    parts
        .into_iter()
        .filter(|(_, n, page)| *n > 0 && page.exists(world, plan))
        .map(|(noun, n, page)| Innhold {
            tekst: language.count(noun, u64::try_from(n).unwrap_or(u64::MAX)),
            url: address::plan_page(world.site, plan, page.name()),
        })
        .collect()
}

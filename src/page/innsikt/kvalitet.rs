//! What the plan leaves blank, unsaid or in conflict: grouped by what to do next, each with the file and line to edit.
//! Also what is good.

use super::ord::Ord;
use crate::derive::kvalitet::{Detalj, Funn, Kontroll, kvalitet};
use crate::diag::Places;
use crate::domain::enumeration::Enumeration;
use crate::domain::rad::Kind;
use crate::language::numbers;
use crate::page::catalogue::PageSpec;
use crate::page::frame::Fakta;
use crate::page::parts::chrome;
use crate::page::parts::del::Del;
use crate::page::parts::maaling;
use crate::page::parts::oversikt::{Celle, Kolonne, Linje, Oversikt};
use crate::page::parts::seksjon::{Seksjon, Seksjonsside};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::PlanId;

/// The page.
pub fn page(world: &World, spec: &PageSpec, plan: PlanId) -> Page {
    let ord = Ord::of(world, plan, "kvalitet");
    let checks = kvalitet(world.site, world.derived, world.config, plan);
    let found: usize = checks.iter().map(|check| check.funn.len()).sum();
    let clean = checks.iter().filter(|check| check.funn.is_empty()).count();
    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &[]);
    frame.bred = true;
    let ingress = ord.fill(
        "ingress",
        &[("funn", &ord.antall("funn", found)), ("rene", &ord.tall(clean)), ("total", &ord.tall(checks.len()))],
    );
    frame.beskrivelse = format!("{}: {ingress}", world.site.plan(plan).tittel);
    frame.ingress = Some(ingress);
    let most = checks.iter().filter(|c| !c.funn.is_empty()).take(4);
    frame.faktalinje = most
        .map(|check| Fakta::new(ord.word(&format!("{}.kort", check.mangel.key())), ord.av(check.antall, check.av)))
        .collect();

    let mut side = Seksjonsside {
        innledning: vec![Del::avsnitt(ord.word("forklaring")), overview(&ord, &checks)],
        seksjoner: Vec::new(),
    };
    let places = Places::new(world.sources);
    side.seksjoner
        .extend(checks.iter().filter(|check| !check.funn.is_empty()).map(|check| section(world, &ord, &places, check)));
    let good: Vec<String> = checks
        .iter()
        .filter(|check| check.antall < check.av || check.funn.is_empty())
        .map(|check| good(&ord, check))
        .collect();
    if !good.is_empty() {
        side.seksjoner.push(Seksjon::new("i-orden", ord.word("i_orden")).med(Del::Liste { linjer: good }));
    }
    side.page(frame)
}

/// Every check with its count.
fn overview(ord: &Ord, checks: &[Kontroll]) -> Del {
    let mut table = Oversikt::new(
        "tabell-kontroller",
        ord.word("oversikt"),
        vec![Kolonne::ord(ord.word("kontroll")), Kolonne::tall(ord.word("antall")), Kolonne::ord(ord.word("gjoer"))],
    );
    for check in checks {
        let key = check.mangel.key();
        let name = Linje {
            url: (!check.funn.is_empty()).then(|| format!("#{}", anchor(check))),
            ..Linje::ord(ord.word(&format!("{key}.tittel")))
        };
        let count = if check.av == 0 { ord.word("ingenting_aa_se_paa") } else { ord.av(check.antall, check.av) };
        let todo = if check.funn.is_empty() { ord.word("ingenting") } else { ord.word(&format!("{key}.gjoer")) };
        table.push(vec![Celle::linjer(vec![name]), Celle::ord(count), Celle::ord(todo)]);
    }
    Del::Oversikt { tabell: table }
}

fn anchor(check: &Kontroll) -> String {
    check.mangel.key().replace('_', "-")
}

/// What is in order of what was looked at.
fn good(ord: &Ord, check: &Kontroll) -> String {
    let key = format!("{}.bra", check.mangel.key());
    let name = ord.word(&key);
    if check.av == 0 {
        return format!("{name}: {}", ord.word("ingenting_aa_se_paa"));
    }
    format!("{name}: {}", ord.av(check.av - check.antall, check.av))
}

fn section(world: &World, ord: &Ord, places: &Places, check: &Kontroll) -> Seksjon {
    let key = check.mangel.key();
    let count = ord.av(check.antall, check.av);
    let ingress =
        format!("{} {}", ord.fill(&format!("{key}.ingress"), &[("antall", &count)]), ord.word(&format!("{key}.gjoer")));
    let mut table = Oversikt::new(
        format!("tabell-{}", anchor(check)),
        ord.fill(
            "funn_tabell",
            &[("navn", &ord.word(&format!("{key}.tittel"))), ("antall", &ord.antall("funn", check.funn.len()))],
        ),
        vec![
            Kolonne::ord(ord.word("hva")),
            Kolonne::valg("mangler", ord.word("mangler")),
            Kolonne::valg("hvorfor", ord.word("hvorfor")),
            Kolonne::ord(ord.felles("kolonne.fil")),
        ],
    );
    for one in &check.funn {
        table.push(vec![
            Celle::item_with_kind(world, one.item, ord.language),
            Celle::ord(what(ord, one, key)),
            Celle::ord(why(world, ord, one)),
            place(ord, places, one),
        ]);
    }
    Seksjon::new(anchor(check), ord.word(&format!("{key}.tittel")))
        .ingress(ingress)
        .med(Del::Oversikt { tabell: table })
}

/// The fields it is about, in words.
fn what(ord: &Ord, one: &Funn, key: &str) -> String {
    let field = |name: &&str| {
        let path = format!("innsikt.kvalitet.felt.{}", crate::domain::slug::ascii_key(name));
        ord.language.find(&path).map_or_else(|| (*name).replace('_', " "), str::to_owned)
    };
    // The field «id» stands for the whole thing.
    let names: Vec<String> = one.felt.iter().filter(|name| **name != "id").map(field).collect();
    if names.is_empty() || key == "uten_kobling" { ord.word(&format!("{key}.funn")) } else { names.join(", ") }
}

/// The reason, the figures, the age.
fn why(world: &World, ord: &Ord, one: &Funn) -> String {
    let unit = world.site.indikator(one.item).and_then(|i| i.enhet.known().copied());
    let figure = |n: f64| maaling::med_enhet(n, false, unit, ord.language);
    let reason = one.grunn.map(|why| ord.language.word(&format!("grunn.{}", why.key())).to_owned());
    let more = match &one.detalj {
        Detalj::Ingen => None,
        Detalj::Merknad(note) => Some(note.clone()),
        Detalj::Tall(figures) => {
            let words: Vec<String> = figures.iter().map(|n| figure(*n)).collect();
            Some(ord.fill("tall_i_strid", &[("tall", &words.join(" / "))]))
        }
        Detalj::Sum(sum, wanted) => {
            let percent = |n: f64| format!("{}\u{a0}%", numbers::decimal(n, None));
            let plan = world.site.item(one.item).kind == Kind::Plan;
            let words = |n: f64| if plan { percent(n) } else { figure(n) };
            Some(ord.fill("sum_i_strid", &[("sum", &words(*sum)), ("skal", &words(*wanted))]))
        }
        Detalj::Herav(part, whole) => {
            Some(ord.fill("herav_i_strid", &[("del", &figure(*part)), ("hele", &figure(*whole))]))
        }
        Detalj::Fra(dato) => Some(ord.fill("fra", &[("dato", &ord.dato(*dato))])),
        Detalj::Antall(n) => Some(ord.fill("antall_tall", &[("antall", &ord.tall(*n))])),
        Detalj::BareTekst => Some(ord.word("bare_tekst")),
    };
    match (reason, more) {
        (Some(reason), Some(more)) => format!("{reason}: {more}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => ord.word("ikke_sagt"),
    }
}

/// The file and line to edit.
fn place(ord: &Ord, places: &Places, one: &Funn) -> Celle {
    let words = ord.fill("linje", &[("nr", &places.start(one.span).line.to_string())]);
    Celle::linjer(vec![Linje { liten: Some(words), ..Linje::ord(places.path(one.span.file)) }])
}

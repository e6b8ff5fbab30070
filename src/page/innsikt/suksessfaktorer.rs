//! One plan against the six success factors: how the kommune has judged itself and why, what in the plan supports each,
//! where there is nothing, and how it has gone. The factors' own pages have the other plans.

use super::ord::Ord;
use crate::chart::Value;
use crate::chart::line::{LineChart, Moment, Series};
use crate::derive::faktordekning::{Faktordekning, faktordekning};
use crate::domain::dato::Dato;
use crate::domain::enumeration::Enumeration;
use crate::domain::suksessfaktor::{Suksessfaktor, Vurdering};
use crate::page::address;
use crate::page::catalogue::PageSpec;
use crate::page::frame::Fakta;
use crate::page::kunnskap::suksessfaktor::name;
use crate::page::kunnskap::vurdering::in_words;
use crate::page::parts::del::Del;
use crate::page::parts::felt::{Bevis, Vist};
use crate::page::parts::lister;
use crate::page::parts::oversikt::{Celle, Kolonne, Linje, Oversikt};
use crate::page::parts::seksjon::{Seksjon, Seksjonsside};
use crate::page::parts::{chrome, diagram};
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::PlanId;

/// The page.
pub fn page(world: &World, spec: &PageSpec, plan: PlanId) -> Page {
    let ord = Ord::of(world, plan, "suksessfaktorer");
    let all = faktordekning(world.site, plan, world.derived.date);
    let judged = all.iter().filter(|one| score(one).is_some()).count();
    let supported = all.iter().filter(|one| has_support(one)).count();
    let mut frame = chrome::plan_frame(world, plan, &spec.sti, &spec.tittel, &[]);
    let values = [("vurdert", ord.tall(judged)), ("stoettet", ord.tall(supported)), ("total", ord.tall(all.len()))];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let ingress = ord.fill("ingress", &values);
    frame.beskrivelse = format!("{}: {ingress}", world.site.plan(plan).tittel);
    frame.ingress = Some(ingress);
    frame.faktalinje = vec![
        Fakta::new(ord.word("vurdert"), ord.av(judged, all.len())),
        Fakta::new(ord.word("stoettet"), ord.av(supported, all.len())),
    ];
    let mut side = Seksjonsside::default();
    side.innledning.push(Del::Oversikt { tabell: overview(world, &ord, &all) });
    side.innledning.push(Del::merknad(ord.word("skala")));
    side.seksjoner.push(gaps(&ord, &all));
    side.seksjoner.push(over_time(world, plan, &ord));
    side.seksjoner.extend(all.iter().map(|one| factor(world, plan, &ord, one)));
    side.page(frame)
}

fn score(one: &Faktordekning) -> Option<f64> {
    one.vurdering.and_then(|row| row.skaar.known().copied())
}

fn has_support(one: &Faktordekning) -> bool {
    !(one.aktiviteter.is_empty() && one.tiltak.is_empty())
}

/// The six side by side.
fn overview(world: &World, ord: &Ord, all: &[Faktordekning]) -> Oversikt {
    let mut table = Oversikt::new(
        "tabell-faktorer",
        ord.word("tabell"),
        vec![
            Kolonne::ord(ord.word("faktor")),
            Kolonne::ord(ord.word("skaar")),
            Kolonne::tall(ord.felles("meny.aktiviteter")),
            Kolonne::tall(ord.felles("meny.tiltak")),
            Kolonne::tall(ord.felles("meny.utfordringer")),
        ],
    );
    // Six rows in an order of their own need no tools.
    table.fast = true;
    for one in all {
        let link = Linje {
            etikett: Some(one.faktor.nr().to_string()),
            url: Some(address::factor(one.faktor)),
            ..Linje::ord(name(one.faktor, ord.language))
        };
        table.push(vec![
            Celle::linjer(vec![link]),
            one.vurdering.map_or_else(|| Celle::ord(ord.word("ikke_vurdert")), |row| score_cell(world, ord, row)),
            Celle::ord(ord.tall(one.aktiviteter.len())),
            Celle::ord(ord.tall(one.tiltak.len())),
            Celle::ord(ord.tall(one.utfordringer.len())),
        ]);
    }
    table
}

/// «2 – delvis på plass», with its date.
fn score_cell(world: &World, ord: &Ord, row: &Vurdering) -> Celle {
    let dated = row.dato.known().map(|dato| Bevis { dato: Some(dato.iso()), ..Bevis::default() });
    Celle::vist(Vist::felt(world, &row.skaar, |score| in_words(*score, ord.language))).med_bevis(dated)
}

/// What the plan leaves alone.
fn gaps(ord: &Ord, all: &[Faktordekning]) -> Seksjon {
    let names = |wanted: &dyn Fn(&Faktordekning) -> bool| {
        let names = all.iter().filter(|one| wanted(one)).map(|one| name(one.faktor, ord.language));
        names.collect::<Vec<_>>().join(" · ")
    };
    let low = |one: &Faktordekning| score(one).is_some_and(|score| score < 2.0);
    let mut lines = Vec::new();
    for (key, found) in [
        ("hull_uten_stoette", names(&|one| !has_support(one))),
        ("hull_uten_vurdering", names(&|one| score(one).is_none())),
        ("hull_lav", names(&low)),
        ("hull_lav_uten", names(&|one| low(one) && !has_support(one))),
    ] {
        if !found.is_empty() {
            lines.push(ord.fill(key, &[("faktorer", &found)]));
        }
    }
    let section = Seksjon::new("hull", ord.word("hull"));
    section.med(if lines.is_empty() { Del::avsnitt(ord.word("ingen_hull")) } else { Del::Liste { linjer: lines } })
}

/// The scores of each factor over time; words when there are not two dates.
fn over_time(world: &World, plan: PlanId, ord: &Ord) -> Seksjon {
    let section = Seksjon::new("over-tid", ord.word("over_tid"));
    let rows: Vec<(&Vurdering, Dato, Suksessfaktor)> = world
        .site
        .plan(plan)
        .vurderinger
        .iter()
        .filter_map(|row| Some((row, *row.dato.known()?, row.faktor?)))
        .filter(|(_, dato, _)| dato.first_day() <= world.derived.date)
        .collect();
    let mut dates: Vec<Dato> = rows.iter().map(|(_, dato, _)| *dato).collect();
    dates.sort_by_key(|dato| (dato.last_day(), dato.first_day()));
    dates.dedup();
    let (Some(first), Some(last)) = (dates.first(), dates.last()) else {
        return section.med(Del::avsnitt(ord.word("over_tid_ingen")));
    };
    if first == last {
        return section.med(Del::avsnitt(ord.fill("over_tid_en", &[("dato", &ord.dato(*first))])));
    }
    let value = |factor: Suksessfaktor, dato: &Dato| {
        let mut of_day = rows.iter().filter(|(_, day, about)| day == dato && *about == factor).map(|(row, ..)| *row);
        match (of_day.next(), of_day.next()) {
            (Some(row), None) => row.skaar.known().map_or_else(
                || {
                    Value::blank(ord.felles(&format!(
                        "grunn.{}",
                        row.skaar.grunn().map_or_else(String::new, crate::domain::enumeration::Enumeration::key)
                    )))
                },
                |score| Value::Number(*score),
            ),
            (Some(_), Some(_)) => Value::blank(ord.word("flere_skaar")),
            (None, _) => Value::blank(ord.word("ikke_vurdert")),
        }
    };
    let named = Suksessfaktor::ALL.iter().map(|(factor, _)| *factor);
    let named = named.filter(|factor| rows.iter().any(|(_, _, about)| about == factor));
    let series: Vec<Series> = named
        .map(|factor| Series {
            name: name(factor, ord.language),
            values: dates.iter().map(|dato| value(factor, dato)).collect(),
        })
        .collect();
    let title = ord.fill(
        "over_tid_funn",
        &[("antall", &ord.tall(series.len())), ("fra", &ord.dato(*first)), ("til", &ord.dato(*last))],
    );
    let chart = LineChart {
        frame: diagram::frame("fig-over-tid", title, ord.word("over_tid"), "", ord.language),
        head: ord.felles("kolonne.dato"),
        moments: dates
            .iter()
            .map(|dato| Moment { label: ord.dato(*dato), at: f64::from(diagram::day(dato.last_day())) })
            .collect(),
        series,
        references: Vec::new(),
    };
    section.med(Del::figur("figur-over-tid", chart.draw()))
}

/// One factor: every assessment with its reasons, and what supports it.
fn factor(world: &World, plan: PlanId, ord: &Ord, one: &Faktordekning) -> Seksjon {
    let key = one.faktor.key();
    let mut section =
        Seksjon::new(format!("faktor-{key}"), format!("{} {}", one.faktor.nr(), name(one.faktor, ord.language)));
    let mut rows: Vec<&Vurdering> = world
        .site
        .plan(plan)
        .vurderinger
        .iter()
        .filter(|row| row.faktor == Some(one.faktor))
        .filter(|row| row.dato.known().is_none_or(|dato| dato.first_day() <= world.derived.date))
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.dato.known().copied()));
    if rows.is_empty() {
        section.deler.push(Del::avsnitt(ord.word("ingen_vurdering")));
    } else {
        let mut table = Oversikt::new(
            format!("vurderinger-{key}"),
            ord.fill("vurderinger", &[("faktor", &name(one.faktor, ord.language))]),
            vec![
                Kolonne::ord(ord.felles("kolonne.dato")),
                Kolonne::ord(ord.word("skaar")),
                Kolonne::ord(ord.word("begrunnelse")),
                Kolonne::ord(ord.word("bevis")),
            ],
        );
        for row in rows {
            let proof = row.bevis.iter().map(|evidence| {
                let link = world.reference(evidence);
                Linje { url: (!link.url.is_empty()).then_some(link.url), ..Linje::ord(link.tittel) }
            });
            table.push(vec![
                Celle::vist(Vist::felt(world, &row.dato, |dato| ord.dato(*dato))),
                Celle::vist(Vist::felt(world, &row.skaar, |score| in_words(*score, ord.language))),
                Celle::ord(row.begrunnelse.clone().unwrap_or_default()),
                Celle::linjer(proof.collect()),
            ]);
        }
        section.deler.push(Del::Oversikt { tabell: table });
    }
    let support: Vec<_> =
        [&one.aktiviteter, &one.tiltak, &one.maal_og_strategier].into_iter().flatten().copied().collect();
    section.deler.push(Del::overskrift(format!("stoette-{key}"), ord.word("stoette")));
    section.deler.push(if support.is_empty() {
        Del::avsnitt(ord.word("ingen_stoette"))
    } else {
        Del::Punkter { punkter: lister::mixed(world, support, ord.language) }
    });
    if !one.utfordringer.is_empty() {
        section.deler.push(Del::overskrift(format!("utfordringer-{key}"), ord.felles("meny.utfordringer")));
        let challenges = one.utfordringer.iter().copied();
        section.deler.push(Del::Punkter { punkter: lister::mixed(world, challenges, ord.language) });
    }
    if one.tolket > 0 {
        section.deler.push(Del::merknad(ord.fill("tolket", &[("antall", &ord.tall(one.tolket))])));
    }
    section
}

//! An indicator's charts: over time where there is a series, else its groups side by side.

use super::{Bilde, trend_words};
use crate::chart::bar::{BarChart, BarGroup};
use crate::chart::line::{LineChart, Moment, Series};
use crate::chart::multiples::{Multiples, Panel};
use crate::chart::{Chart, Format, Reference, ReferenceKind, Value};
use crate::derive::indikatorserie::{Serie, is_unsure, value};
use crate::domain::dato::Dato;
use crate::domain::enumeration::Enumeration;
use crate::domain::indikator::Maaling;
use crate::page::innsikt::ord::Ord;
use crate::page::parts::del::Del;
use crate::page::parts::seksjon::Seksjon;
use crate::page::parts::{diagram, maaling};
use crate::page::world::World;

/// So many dates are bars side by side when there are several groups; more are lines.
const GROUPED: usize = 3;

/// Charts: over time where there is a series, else the groups side by side.
pub(super) fn figures(world: &World, ord: &Ord, bilde: &Bilde) -> Option<Seksjon> {
    let date = world.derived.date;
    let mut section =
        Seksjon::new("utvikling", ord.word(if bilde.has_series(date) { "utvikling" } else { "fordeling" }));
    section.deler.extend(chart_over_time(world, ord, bilde, "utvikling"));
    if !bilde.has_series(date) {
        section.deler.extend(chart_of_groups(world, ord, bilde));
    }
    let trends: Vec<String> =
        bilde.serier.iter().filter_map(|series| trend_words(ord, bilde.indicator, series, date)).collect();
    if !trends.is_empty() {
        section.deler.push(Del::Liste { linjer: trends });
        section.deler.push(Del::merknad(ord.word("trend_regel")));
    }
    (!section.deler.is_empty()).then_some(section)
}

/// The figures over time as lines; nothing without a series.
pub fn chart_over_time(world: &World, ord: &Ord, bilde: &Bilde, id: &str) -> Option<Del> {
    let ord = ord.for_side("indikator");
    let date = world.derived.date;
    if !bilde.has_series(date) {
        return None;
    }
    let mut moments: Vec<Dato> =
        bilde.indicator.maalinger.iter().filter_map(Maaling::dato).filter(|d| d.last_day() <= date).collect();
    moments.sort_unstable();
    moments.dedup();
    let trends: Vec<String> =
        bilde.serier.iter().filter_map(|one| trend_words(&ord, bilde.indicator, one, date)).collect();
    let title = match trends.as_slice() {
        [only] => format!("{}: {only}", bilde.indicator.navn),
        _ => bilde.indicator.navn.clone(),
    };
    let frame = diagram::indicator_frame(&format!("{id}-fig"), title, bilde.indicator, ord.language);
    // Lines of two or three points that cross each other say less than bars side by side.
    if bilde.serier.len() > 1 && moments.len() <= GROUPED {
        let chart = BarChart {
            frame,
            head: ord.felles("kolonne.gruppe"),
            series: moments.iter().map(|moment| ord.dato(*moment)).collect(),
            groups: bilde
                .serier
                .iter()
                .map(|one| BarGroup {
                    label: one.gruppe.map_or_else(|| bilde.indicator.navn.clone(), str::to_owned),
                    values: moments.iter().map(|moment| at(&ord, one, *moment)).collect(),
                })
                .collect(),
            references: references(&ord, bilde),
        };
        return Some(figure(&ord, bilde, format!("{id}-figur"), chart.draw()));
    }
    let series: Vec<Series> = bilde
        .serier
        .iter()
        .map(|one| Series {
            name: one.gruppe.map_or_else(|| bilde.indicator.navn.clone(), str::to_owned),
            values: moments.iter().map(|moment| at(&ord, one, *moment)).collect(),
        })
        .collect();
    let chart = LineChart {
        frame,
        head: ord.felles("kolonne.dato"),
        moments: moments
            .iter()
            .map(|m| Moment { label: ord.dato(*m), at: f64::from(diagram::day(m.last_day())) })
            .collect(),
        series,
        references: references(&ord, bilde),
    };
    Some(figure(&ord, bilde, format!("{id}-figur"), chart.draw()))
}

/// Indicators with a series side by side, one small line for each group; nothing when there are fewer than two.
pub fn side_by_side(world: &World, ord: &Ord, items: &[Bilde], total: usize) -> Option<Del> {
    let own = ord.for_side("indikator");
    let date = world.derived.date;
    let followed: Vec<&Bilde> = items.iter().filter(|bilde| bilde.has_series(date)).collect();
    if followed.len() < 2 {
        return None;
    }
    let panel = |bilde: &Bilde, series: &Serie| {
        let name = bilde.indicator.navn.as_str();
        let mut moments: Vec<Dato> = series.maalinger.iter().filter_map(|m| m.dato()).collect();
        // As everywhere else: nobody can know a year's figure before the year is over.
        moments.retain(|moment| moment.last_day() <= date);
        moments.dedup();
        Panel {
            label: series.gruppe.map_or_else(|| name.to_owned(), |group| format!("{name}: {group}")),
            format: Format { decimals: None, unit: diagram::unit(bilde.indicator, ord.language) },
            points: moments
                .iter()
                .map(|m| {
                    let moment = Moment { label: ord.dato(*m), at: f64::from(diagram::day(m.last_day())) };
                    (moment, at(&own, series, *m))
                })
                .collect(),
            target: references(&own, bilde).into_iter().find(|one| one.kind == ReferenceKind::Target),
        }
    };
    let panels = followed.iter().flat_map(|bilde| bilde.serier.iter().map(|series| panel(bilde, series))).collect();
    let title =
        ord.fill("over_tid", &[("antall", &ord.tall(followed.len())), ("total", &ord.antall("indikator", total))]);
    let chart = Multiples {
        frame: diagram::frame("fig-over-tid", title, ord.word("over_tid_tabell"), "", ord.language),
        head: ["type.indikator", "kolonne.dato", "kolonne.verdi"].map(|word| ord.felles(word)),
        panels,
    };
    Some(Del::Figur {
        id: "figur-over-tid".to_owned(),
        diagram: chart.draw(),
        per_dato: String::new(),
        merknad: ord.word("over_tid_merknad"),
    })
}

/// One moment of a series. Several figures of one date cannot all be drawn; the word says where they are.
fn at(ord: &Ord, series: &Serie, moment: Dato) -> Value {
    let readings: Vec<&&Maaling> = series.maalinger.iter().filter(|m| m.dato() == Some(moment)).collect();
    match readings.as_slice() {
        [] => Value::blank(ord.felles("grunn.tom")),
        [one] => diagram::value(one, ord.language),
        [first, rest @ ..] if rest.iter().all(|m| value(m) == value(first)) => diagram::value(first, ord.language),
        _ => Value::blank(ord.word("flere_tall")),
    }
}

fn references(ord: &Ord, bilde: &Bilde) -> Vec<Reference> {
    let indicator = bilde.indicator;
    let dated = |key: &str, dato: Option<Dato>| {
        let word = ord.word(key);
        dato.map_or_else(|| word.clone(), |dato| format!("{word} {}", ord.dato(dato)))
    };
    let baseline = indicator.grunnlinje.known().map(|n| Reference {
        label: dated("grunnlinje", indicator.grunnlinje.dato()),
        value: Value::Number(*n),
        kind: ReferenceKind::Baseline,
    });
    let target = &indicator.maaltall;
    let wanted = if target.is_unstated() {
        None
    } else {
        let value = match target.verdi.known() {
            Some(n) => Value::Number(*n),
            None => Value::blank(
                ord.felles(&format!("grunn.{}", target.verdi.grunn().map_or_else(String::new, Enumeration::key))),
            ),
        };
        Some(Reference { label: dated("maaltall", target.frist.known().copied()), value, kind: ReferenceKind::Target })
    };
    baseline.into_iter().chain(wanted).collect()
}

/// The groups of the latest date side by side; nothing when there is but one group.
fn chart_of_groups(world: &World, ord: &Ord, bilde: &Bilde) -> Option<Del> {
    let groups: Vec<(&str, &Maaling)> = bilde
        .serier
        .iter()
        .filter_map(|s| Some((s.gruppe?, s.siste(world.derived.date).or_else(|| s.siste_blanke(world.derived.date))?)))
        .collect();
    if groups.len() < 2 || groups.iter().all(|(_, m)| value(m).is_none()) {
        return None;
    }
    let (most, figure_of_most) = groups
        .iter()
        .filter_map(|(name, m)| Some((*name, value(m)?)))
        .fold(("", f64::NEG_INFINITY), |best, one| if one.1 > best.1 { one } else { best });
    let figure_words = maaling::med_enhet(figure_of_most, false, bilde.unit(), ord.language);
    let title = ord.fill("stoerst", &[("navn", most), ("tall", &figure_words)]);
    let chart = BarChart {
        frame: diagram::indicator_frame("fordeling-fig", title, bilde.indicator, ord.language),
        head: ord.felles("kolonne.gruppe"),
        series: vec![ord.felles("kolonne.verdi")],
        groups: groups
            .iter()
            .map(|(name, m)| BarGroup { label: (*name).to_owned(), values: vec![diagram::value(m, ord.language)] })
            .collect(),
        references: references(ord, bilde),
    };
    Some(figure(ord, bilde, "fordeling-figur".to_owned(), chart.draw()))
}

/// A figure, with what a reader must know of uncertain points.
fn figure(ord: &Ord, bilde: &Bilde, id: String, diagram: Chart) -> Del {
    let unsure = bilde.indicator.maalinger.iter().any(|m| value(m).is_some() && is_unsure(m));
    let merknad = if unsure { ord.word("usikre_punkter") } else { String::new() };
    Del::Figur { id, diagram, per_dato: String::new(), merknad }
}

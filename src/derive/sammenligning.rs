//! Sammenligning: one indicator beside those of others that count the same. They are held together only when definition,
//! unit and year match; the others are named with what keeps them apart.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::indikatorserie::{er_senere, value};
use crate::domain::dato::Dato;
use crate::domain::indikator::{Indikator, Maaling};
use crate::domain::rad::{Kind, Ref, Relasjon};
use crate::domain::skjema::Skjemafelt;
use crate::resolve::item::ItemId;
use crate::resolve::site::Site;

/// So many of those with the same name are tried on one page: a site of hundreds of plans must not grow by their square.
const MOST: usize = 24;

/// Indicators by name, those that several organisations have.
#[derive(Debug, Default)]
pub struct Navnelikhet {
    by_name: BTreeMap<String, Vec<ItemId>>,
}

impl Navnelikhet {
    /// Gathers them.
    pub fn of(site: &Site) -> Self {
        let mut by_name: BTreeMap<String, Vec<ItemId>> = BTreeMap::new();
        for (id, item) in site.register.iter().filter(|(_, item)| item.kind == Kind::Indikator) {
            by_name.entry(folded(&item.title)).or_default().push(id);
        }
        by_name.retain(|_, items| {
            let first = items.first().map(|id| site.item(*id).organisasjon);
            items.iter().any(|id| Some(site.item(*id).organisasjon) != first)
        });
        Self { by_name }
    }

    fn like(&self, name: &str) -> &[ItemId] {
        self.by_name.get(&folded(name)).map_or(&[], Vec::as_slice)
    }
}

/// Whose figures stand in a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Hvem<'a> {
    /// An indicator of a plan; the first row is the one that is compared.
    Indikator(ItemId),
    /// Another organisation that the same indicator has figures for.
    Organisasjon(&'a Ref),
}

/// One row: the readings of the year, several when sources disagree.
#[derive(Debug, Clone)]
pub struct Linje<'a> {
    /// Whose.
    pub hvem: Hvem<'a>,
    /// The readings.
    pub maalinger: Vec<&'a Maaling>,
}

/// Year → the latest figures of it; several when sources disagree.
type Aarstall<'a> = BTreeMap<i16, Vec<&'a Maaling>>;

/// What keeps two indicators apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skille {
    /// One of them, or both, has no definition.
    UtenDefinisjon,
    /// The definitions differ.
    UlikDefinisjon,
    /// One of them, or both, has no unit.
    UtenEnhet,
    /// The units differ.
    UlikEnhet,
    /// It has no figure, or only for groups.
    UtenTall,
    /// It has no figure for the year; its own latest, when there is one.
    UliktAar(i16),
}

impl Skille {
    /// Key of its sentence in the language files.
    pub const fn key(self) -> &'static str {
        match self {
            Self::UtenDefinisjon => "uten_definisjon",
            Self::UlikDefinisjon => "ulik_definisjon",
            Self::UtenEnhet => "uten_enhet",
            Self::UlikEnhet => "ulik_enhet",
            Self::UtenTall => "uten_tall",
            Self::UliktAar(_) => "ulikt_aar",
        }
    }
}

/// An indicator beside others.
#[derive(Debug, Clone, Default)]
pub struct Sammenligning<'a> {
    /// The year all rows are for; `None` when there is nothing to compare with.
    pub aar: Option<i16>,
    /// The rows, its own first; empty when there is nothing to compare with.
    pub linjer: Vec<Linje<'a>>,
    /// Those that cannot be compared, and everything that keeps them apart.
    pub holdt_utenfor: Vec<(ItemId, Vec<Skille>)>,
    /// So many more have the same name.
    pub flere: usize,
}

/// Compares an indicator with those it names, those that name it, and those of other organisations with the same name.
/// Nothing when there are none of these, nor figures for other organisations.
pub fn sammenligning<'a>(site: &'a Site, names: &Navnelikhet, item: ItemId, date: Date) -> Option<Sammenligning<'a>> {
    let own = site.indikator(item)?;
    let org = site.item(item).organisasjon;
    let mut seen = BTreeSet::from([item]);
    let mut others = site.graph.targets(item, Relasjon::Sammenlign);
    others.extend(site.graph.sources(item, Relasjon::Sammenlign));
    let named = others.len();
    others.extend(names.like(&own.navn).iter().filter(|other| site.item(**other).organisasjon != org));
    others.retain(|other| seen.insert(*other));
    let flere = others.len().saturating_sub(MOST.max(named));
    others.truncate(MOST.max(named));

    let mut result = Sammenligning { flere, ..Sammenligning::default() };
    let tried = others.into_iter().filter_map(|other| {
        let row = site.indikator(other)?;
        Some((other, apart(own, row), by_year(row, None, date)))
    });
    let tried: Vec<(ItemId, Vec<Skille>, Aarstall)> = tried.collect();
    let own_years = by_year(own, None, date);
    let neighbours = neighbours(own);
    if tried.is_empty() && neighbours.is_empty() {
        return None;
    }
    let alike = || tried.iter().filter(|(_, apart, _)| apart.is_empty());
    let beside: Vec<Aarstall> = neighbours.iter().map(|other| by_year(own, Some(*other), date)).collect();
    // The latest year the indicator has in common with anyone.
    let common = |year: &&i16| alike().map(|(_, _, years)| years).chain(&beside).any(|years| years.contains_key(*year));
    result.aar = own_years.keys().rev().find(common).copied();
    if let Some(year) = result.aar {
        let of_year = |years: &Aarstall<'a>| years.get(&year).cloned();
        let mut add = |hvem: Hvem<'a>, readings: Option<Vec<&'a Maaling>>| {
            result.linjer.extend(readings.map(|maalinger| Linje { hvem, maalinger }));
        };
        add(Hvem::Indikator(item), of_year(&own_years));
        for (other, years) in neighbours.iter().zip(&beside) {
            add(Hvem::Organisasjon(other), of_year(years));
        }
        for (other, _, years) in alike() {
            add(Hvem::Indikator(*other), of_year(years));
        }
    }
    // Without a year in common, it is the indicator's own latest that the others lack.
    let year = result.aar.or_else(|| own_years.keys().next_back().copied());
    for (other, mut apart, years) in tried.iter().cloned() {
        match years.keys().next_back() {
            None => apart.push(Skille::UtenTall),
            Some(latest) if year.is_some_and(|year| !years.contains_key(&year)) => {
                apart.push(Skille::UliktAar(*latest));
            }
            Some(_) => {}
        }
        if !apart.is_empty() {
            result.holdt_utenfor.push((other, apart));
        }
    }
    Some(result)
}

/// Other organisations that the indicator itself has figures for, each once.
fn neighbours(own: &Indikator) -> Vec<&Ref> {
    let mut seen = BTreeSet::new();
    own.maalinger.iter().filter_map(|m| m.organisasjon.as_ref()).filter(|org| seen.insert(&org.text)).collect()
}

/// What keeps two indicators apart, whatever their figures are.
fn apart(own: &Indikator, other: &Indikator) -> Vec<Skille> {
    let mut found = Vec::new();
    if !same_place(own, other) {
        match (own.definisjon.known(), other.definisjon.known()) {
            (Some(one), Some(two)) if folded(one) == folded(two) => {}
            (Some(_), Some(_)) => found.push(Skille::UlikDefinisjon),
            _ => found.push(Skille::UtenDefinisjon),
        }
    }
    match (own.enhet.known(), other.enhet.known()) {
        (Some(one), Some(two)) if one == two => {}
        (Some(_), Some(_)) => found.push(Skille::UlikEnhet),
        _ => found.push(Skille::UtenEnhet),
    }
    found
}

/// The same line of Husbanken's form is the same definition. A post that asks for words defines no figure.
fn same_place(own: &Indikator, other: &Indikator) -> bool {
    use Skjemafelt::{Behov, C11, C12, C13, C14, C15, C16, C17, C21, C22, C23, C24, C25, EgnetBolig};
    let defined = [Behov, EgnetBolig, C11, C12, C13, C14, C15, C16, C17, C21, C22, C23, C24, C25];
    own.skjema.is_some_and(|place| defined.contains(&place)) && own.skjema == other.skjema
}

/// The latest figures of each year up to the date, not split in groups; several when sources disagree.
fn by_year<'a>(row: &'a Indikator, org: Option<&Ref>, date: Date) -> Aarstall<'a> {
    let mut years = Aarstall::new();
    let mine = |m: &&Maaling| m.organisasjon.as_ref().map(|o| &o.text) == org.map(|o| &o.text);
    let readings = row.maalinger.iter().filter(mine).filter(|m| m.gruppe.is_none() && !er_senere(m, date));
    for reading in readings.filter(|m| value(m).is_some()) {
        let Some(when) = reading.dato() else { continue };
        let year = years.entry(when.aar()).or_default();
        let latest = year.first().and_then(|m| m.dato()).map(Dato::last_day);
        match latest.map(|latest| when.last_day().cmp(&latest)) {
            None | Some(std::cmp::Ordering::Equal) => {
                if !year.iter().any(|known| value(known) == value(reading)) {
                    year.push(reading);
                }
            }
            Some(std::cmp::Ordering::Greater) => *year = vec![reading],
            Some(std::cmp::Ordering::Less) => {}
        }
    }
    years
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches('.').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::workbook::Workbook;
    use crate::source::SourceSet;

    /// What an indicator of the first organisation is beside those of the others, in words.
    fn compared(own: &str, others: &[&str]) -> Vec<String> {
        let mut files = vec![("plans/a/organisasjon.yaml".to_owned(), "navn: A\n".to_owned())];
        files.push(("plans/a/p/plan.yaml".into(), format!("tittel: P\nindikatorer:\n  - {{id: ind-0, {own}}}\n")));
        for (at, fields) in others.iter().enumerate() {
            files.push((format!("plans/b{at}/organisasjon.yaml"), format!("navn: B{at}\n")));
            files.push((
                format!("plans/b{at}/p/plan.yaml"),
                format!("tittel: P\nindikatorer:\n  - {{id: ind-{}, {fields}}}\n", at + 1),
            ));
        }
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let sources = SourceSet::from_memory(&files);
        let (book, _) = Workbook::read(&sources, true);
        let (site, found) = Site::resolve(book, &sources);
        assert!(found.is_empty(), "{found:#?}");
        let item = site.register.iter().find(|(_, item)| item.key == "ind-0").unwrap().0;
        let date = jiff::civil::date(2012, 12, 31);
        let Some(found) = sammenligning(&site, &Navnelikhet::of(&site), item, date) else { return Vec::new() };
        let mut told: Vec<String> = found
            .linjer
            .iter()
            .map(|line| {
                let who = match line.hvem {
                    Hvem::Indikator(other) => site.item(other).key.clone(),
                    Hvem::Organisasjon(org) => org.text.clone(),
                };
                let figures: Vec<String> =
                    line.maalinger.iter().filter_map(|m| value(m)).map(|n| n.to_string()).collect();
                format!("{} {who} {}", found.aar.unwrap_or_default(), figures.join("/"))
            })
            .collect();
        told.extend(found.holdt_utenfor.iter().map(|(other, why)| {
            let why: Vec<&str> = why.iter().map(|one| one.key()).collect();
            format!("{} {}", site.item(*other).key, why.join(" "))
        }));
        told
    }

    const OWN: &str = "navn: Boliger, definisjon: Alle eide boliger., enhet: boliger, målinger: [{dato: 2011, verdi: 4}, {dato: 2012, verdi: 5}]";

    #[test]
    fn the_same_name_definition_unit_and_year_are_held_together() {
        let other = "navn: BOLIGER, definisjon: alle  eide boliger, enhet: boliger, målinger: [{dato: 2011, verdi: 7}, {dato: 2012-01-01, verdi: 8}, {dato: 2012-06-30, verdi: 9}]";
        assert_eq!(compared(OWN, &[other]), ["2012 ind-0 5", "2012 ind-1 9"]);
    }

    #[test]
    fn what_differs_is_said() {
        let others = [
            "navn: Boliger, definisjon: Bare utleie., enhet: boliger, målinger: [{dato: 2012, verdi: 1}]",
            "navn: Boliger, enhet: boliger, målinger: [{dato: 2012, verdi: 1}]",
            "navn: Boliger, definisjon: Alle eide boliger, enhet: antall, målinger: [{dato: 2012, verdi: 1}]",
            "navn: Boliger, definisjon: Alle eide boliger, målinger: [{dato: 2012, verdi: 1}]",
            "navn: Boliger, definisjon: Alle eide boliger, enhet: boliger, målinger: [{dato: 2009, verdi: 1}]",
            "navn: Boliger, definisjon: Alle eide boliger, enhet: boliger, målinger: [{dato: 2012, verdi: 1, gruppe: A}]",
            "navn: Boliger, definisjon: Alle eide boliger, enhet: boliger, målinger: [{dato: 2013, verdi: 1}]",
            "navn: Boliger, definisjon: Alt., enhet: antall, målinger: [{dato: 2010, verdi: 1}]",
        ];
        assert_eq!(
            compared(OWN, &others),
            [
                "ind-1 ulik_definisjon",
                "ind-2 uten_definisjon",
                "ind-3 ulik_enhet",
                "ind-4 uten_enhet",
                "ind-5 ulikt_aar",
                "ind-6 uten_tall",
                "ind-7 uten_tall",
                "ind-8 ulik_definisjon ulik_enhet ulikt_aar"
            ]
        );
    }

    #[test]
    fn another_name_is_compared_when_one_of_them_names_the_other() {
        let other = "navn: Hus, definisjon: Alle eide boliger., enhet: boliger, målinger: [{dato: 2012, verdi: 3}]";
        assert!(compared(OWN, &[other]).is_empty());
        assert_eq!(compared(&format!("{OWN}, sammenlign: ['b0:ind-1']"), &[other]), ["2012 ind-0 5", "2012 ind-1 3"]);
        assert_eq!(compared(OWN, &[&format!("{other}, sammenlign: ['a:ind-0']")]), ["2012 ind-0 5", "2012 ind-1 3"]);
    }

    #[test]
    fn the_same_line_of_the_form_is_the_same_definition() {
        let line = "enhet: boliger, skjema: C.2.1, målinger: [{dato: 2012, verdi: 3}]";
        let text = "enhet: boliger, skjema: '3.2', målinger: [{dato: 2012, verdi: 3}]";
        assert_eq!(compared(&format!("navn: Hus, {line}"), &[&format!("navn: Hus, {line}")]).len(), 2);
        assert_eq!(
            compared(&format!("navn: Hus, {text}"), &[&format!("navn: Hus, {text}")]),
            ["ind-1 uten_definisjon"]
        );
    }

    #[test]
    fn figures_for_others_in_the_same_indicator_are_compared_year_by_year_and_both_sources_shown() {
        let own = "navn: Andel, enhet: prosent, målinger: [{dato: 2010, verdi: 8}, {dato: 2010, verdi: 6, organisasjon: Nabo}, {dato: 2010, verdi: 7, organisasjon: Nabo}, {dato: 2011, verdi: 9}]";
        assert_eq!(compared(own, &[]), ["2010 ind-0 8", "2010 Nabo 6/7"]);
        assert!(compared("navn: Andel, enhet: prosent, målinger: [{dato: 2010, verdi: 8}]", &[]).is_empty());
    }
}

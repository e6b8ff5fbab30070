//! Matrise: rows against the plan's areas. Derived ones count what the plan links to both; printed ones keep every word,
//! every empty row and every line whose column is lost.

use std::collections::BTreeSet;

use super::derived::Derived;
use super::kobling;
use crate::domain::matrise::{Celletekst, Matrise, Matriserad};
use crate::domain::rad::{Kind, Relasjon};
use crate::resolve::item::{ItemId, PlanId};
use crate::resolve::site::Site;

/// One cell of a derived matrix.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rute {
    /// Activities and measures that belong to both.
    pub items: Vec<ItemId>,
    /// The row and the area name each other.
    pub direkte: bool,
}

impl Rute {
    /// How many links there are.
    pub fn antall(&self) -> usize {
        self.items.len() + usize::from(self.direkte)
    }
}

/// One row of a derived matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Avledetrad {
    /// What the row is for.
    pub item: ItemId,
    /// One cell per area.
    pub ruter: Vec<Rute>,
    /// Activities and measures that belong to it, but to no area.
    pub uten_omraade: Vec<ItemId>,
}

/// A matrix counted from the plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Avledet {
    /// The areas.
    pub kolonner: Vec<ItemId>,
    /// Every row, empty ones too.
    pub rader: Vec<Avledetrad>,
}

impl Avledet {
    /// Rows without anything at all.
    pub fn tomme_rader(&self) -> usize {
        let empty = |row: &&Avledetrad| row.ruter.iter().all(|cell| cell.antall() == 0) && row.uten_omraade.is_empty();
        self.rader.iter().filter(empty).count()
    }

    /// How many links there are in all.
    pub fn antall(&self) -> usize {
        self.rader.iter().flat_map(|row| &row.ruter).map(Rute::antall).sum()
    }
}

/// Counts rows of one kind (målgrupper, utfordringer, strategier) against the areas, as the plan is on the date.
pub fn avledet(site: &Site, derived: &Derived, plan: PlanId, rows: Kind) -> Avledet {
    let kolonner = derived.av_slag(site, plan, Kind::Satsingsomraade);
    let rader = derived
        .av_slag(site, plan, rows)
        .into_iter()
        .map(|row| {
            let mine = kobling::aktiviteter(site, row).into_iter().chain(kobling::tiltak(site, row));
            let mine = derived.gjeldende(mine.filter(|item| site.item(*item).plan == Some(plan)));
            let areas_of = |item: &ItemId| derived.gjeldende(site.graph.targets(*item, Relasjon::Omraade));
            let areas: Vec<Vec<ItemId>> = mine.iter().map(areas_of).collect();
            let direct = direct_areas(site, row);
            let ruter = kolonner.iter().map(|area| Rute {
                items: mine.iter().zip(&areas).filter(|(_, to)| to.contains(area)).map(|(item, _)| *item).collect(),
                direkte: direct.contains(area),
            });
            let loose = mine.iter().zip(&areas).filter(|(_, to)| to.is_empty()).map(|(item, _)| *item);
            Avledetrad { item: row, ruter: ruter.collect(), uten_omraade: loose.collect() }
        })
        .collect();
    Avledet { kolonner, rader }
}

/// Areas that name the row, or that it names.
fn direct_areas(site: &Site, row: ItemId) -> BTreeSet<ItemId> {
    let is_area = |item: &ItemId| site.item(*item).kind == Kind::Satsingsomraade;
    let wanted = |relation| {
        matches!(relation, Relasjon::Omraade | Relasjon::Gjelder | Relasjon::Strategi | Relasjon::Utfordring)
    };
    let out = site.graph.out(row).filter(|edge| wanted(edge.relation)).map(|edge| edge.to);
    let back = site.graph.back(row).filter(|edge| wanted(edge.relation)).map(|edge| edge.from);
    out.chain(back).filter(is_area).collect()
}

/// One row of a printed matrix, its cells in the order of the columns.
#[derive(Debug, Clone)]
pub struct Tryktrad<'a> {
    /// As written.
    pub rad: &'a Matriserad,
    /// What it is for, when it has an id.
    pub item: Option<ItemId>,
    /// The other rows are things of the plan; this one is only words.
    pub ekstra: bool,
    /// One cell per column; empty ones too.
    pub celler: Vec<&'a [Celletekst]>,
}

impl Tryktrad<'_> {
    /// Nothing in any column and nothing beside them.
    pub fn is_empty(&self) -> bool {
        self.celler.iter().all(|cell| cell.is_empty()) && self.rad.uten_kolonne.is_empty()
    }
}

/// A printed matrix row by row.
pub fn trykt<'a>(site: &Site, matrise: &'a Matrise) -> Vec<Tryktrad<'a>> {
    let same = |a: &crate::domain::rad::Ref, b: &crate::domain::rad::Ref| match (site.target(a), site.target(b)) {
        (Some(a), Some(b)) => a == b,
        _ => a.text == b.text,
    };
    let any_item = matrise.rader.iter().any(|row| row.gruppe.as_ref().is_some_and(|g| site.target(g).is_some()));
    matrise
        .rader
        .iter()
        .map(|row| {
            let item = row.gruppe.as_ref().and_then(|group| site.target(group));
            let cell = |column: &crate::domain::rad::Ref| {
                row.celler.iter().find(|(key, _)| same(key, column)).map_or(&[][..], |(_, lines)| lines.as_slice())
            };
            Tryktrad {
                rad: row,
                item,
                ekstra: item.is_none() && any_item,
                celler: matrise.kolonner.iter().map(cell).collect(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{PLAN, sample};
    use super::*;

    const TEXT: &str = "
tittel: Plan
satsingsområder: [{id: sats-1, navn: Bolig}, {id: sats-2, navn: Bomiljø, utfordringer: [utf-1]}]
målgrupper: [{id: gruppe-1, navn: Unge}, {id: gruppe-2, navn: Eldre}]
utfordringer: [{id: utf-1, tittel: Få boliger, områder: [sats-1], aktiviteter: [akt-1]}]
aktiviteter:
  - {id: akt-1, tekst: A, område: sats-1, målgrupper: [gruppe-1]}
  - {id: akt-2, tekst: B, område: sats-1, målgrupper: [gruppe-1]}
  - {id: akt-3, tekst: C, målgrupper: [gruppe-1]}
tiltak: [{id: tiltak-1, navn: T, områder: [sats-1, sats-2], målgrupper: [gruppe-1]}]
matriser:
  - id: matrise-1
    tittel: M
    kolonner: [sats-2, sats-1]
    rader:
      - {gruppe: gruppe-1, celler: {sats-1: [Studentboliger]}}
      - {navn: Store familier, celler: {sats-2: [a, b]}}
      - {gruppe: gruppe-2}
      - {navn: Fengsel, uten_kolonne: [{tekst: Samarbeid}]}
";

    #[test]
    fn cells_count_what_is_linked_to_both_and_empty_rows_stay() {
        let sample = sample(&[("plan.yaml", TEXT)]);
        let groups = avledet(&sample.site, &sample.derived, PLAN, Kind::Maalgruppe);
        let counts: Vec<Vec<usize>> = groups.rader.iter().map(|r| r.ruter.iter().map(Rute::antall).collect()).collect();
        assert_eq!(counts, [[3, 1], [0, 0]]);
        assert_eq!(sample.keys(&groups.rader[0].uten_omraade), ["akt-3"]);
        assert_eq!((groups.tomme_rader(), groups.antall()), (1, 4));
        let challenges = avledet(&sample.site, &sample.derived, PLAN, Kind::Utfordring);
        let cells: Vec<_> = challenges.rader[0].ruter.iter().map(|cell| (cell.items.len(), cell.direkte)).collect();
        assert_eq!(cells, [(1, true), (0, true)], "named by the challenge, and by the area");
    }

    #[test]
    fn a_printed_matrix_keeps_empty_rows_extra_rows_and_lines_without_column() {
        let sample = sample(&[("plan.yaml", TEXT)]);
        let rows = trykt(&sample.site, &sample.site.plan(PLAN).matriser[0]);
        let seen: Vec<_> = rows
            .iter()
            .map(|r| (r.ekstra, r.celler.iter().map(|c| c.len()).collect::<Vec<_>>(), r.is_empty()))
            .collect();
        assert_eq!(
            seen,
            [
                (false, vec![0, 1], false),
                (true, vec![2, 0], false),
                (false, vec![0, 0], true),
                (true, vec![0, 0], false)
            ]
        );
    }
}

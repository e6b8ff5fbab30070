//! What a printed matrix says of one column or one row. The whole matrix is shown on the plan's own page for them.

use serde::Serialize;

use crate::domain::enumeration::Enumeration;
use crate::domain::felt::Sikkerhet;
use crate::domain::matrise::{Celletekst, Matriserad};
use crate::domain::rad::Kind;
use crate::page::world::World;
use crate::resolve::item::{ItemId, PlanId};

/// One matrix, seen from one column or row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Matriseutdrag {
    /// The matrix's title.
    pub tittel: String,
    /// Where the whole of it is.
    pub url: String,
    /// Cells, in printed order.
    pub ruter: Vec<Matriserute>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Matriserute {
    /// The row or column it stands in, as printed.
    pub navn: String,
    /// Where that leads.
    pub url: Option<String>,
    /// Its lines; none when the cell is empty.
    pub linjer: Vec<Matriselinje>,
    /// What a reader must know of the row.
    pub merknad: Option<String>,
}

/// One line of a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Matriselinje {
    /// The words.
    pub tekst: String,
    /// Status key.
    pub status: Option<String>,
    /// `tolket` or `uklar`.
    pub sikkerhet: Option<String>,
    /// What a reader must know.
    pub merknad: Option<String>,
}

/// What the plan's matrices say in the column of an item. Empty cells are left out.
pub fn of_column(world: &World, plan: PlanId, column: ItemId) -> Vec<Matriseutdrag> {
    let site = world.site;
    each(world, plan, |matrix| {
        if !matrix.kolonner.iter().any(|k| site.target(k) == Some(column)) {
            return None;
        }
        let cells = matrix.rader.iter().filter_map(|row| {
            let (_, lines) = row.celler.iter().find(|(k, _)| site.target(k) == Some(column))?;
            Some(cell(row_name(world, row), row.gruppe.as_ref().and_then(|g| site.target(g)), lines, None, world))
        });
        Some(cells.filter(|cell| !cell.linjer.is_empty()).collect())
    })
}

/// What the plan's matrices say in the row of an item, column by column; empty cells included.
pub fn of_row(world: &World, plan: PlanId, item: ItemId) -> Vec<Matriseutdrag> {
    let site = world.site;
    each(world, plan, |matrix| {
        let row = matrix.rader.iter().find(|r| r.gruppe.as_ref().and_then(|g| site.target(g)) == Some(item))?;
        let mut cells: Vec<Matriserute> = matrix
            .kolonner
            .iter()
            .map(|column| {
                let target = site.target(column);
                let lines = row.celler.iter().find(|(k, _)| k.text == column.text).map_or(&[][..], |(_, l)| l);
                let name = target.map_or_else(|| column.text.clone(), |t| site.item(t).title.clone());
                cell(name, target, lines, None, world)
            })
            .collect();
        if !row.uten_kolonne.is_empty() {
            let name = world.plan_language(plan).word("matriseutdrag.uten_kolonne").to_owned();
            cells.push(cell(name, None, &row.uten_kolonne, row.merknad.clone(), world));
        } else if let (Some(first), Some(merknad)) = (cells.first_mut(), &row.merknad) {
            first.merknad = Some(merknad.clone());
        }
        Some(cells)
    })
}

fn each(
    world: &World,
    plan: PlanId,
    cells: impl Fn(&crate::domain::matrise::Matrise) -> Option<Vec<Matriserute>>,
) -> Vec<Matriseutdrag> {
    let site = world.site;
    site.register
        .of_plan(plan, Kind::Matrise)
        .filter_map(|item| {
            let matrix = site.matrise(item)?;
            let ruter = cells(matrix).filter(|cells| !cells.is_empty())?;
            Some(Matriseutdrag { tittel: matrix.tittel.clone(), url: world.url(item).to_owned(), ruter })
        })
        .collect()
}

fn row_name(world: &World, row: &Matriserad) -> String {
    let target = row.gruppe.as_ref().and_then(|g| world.site.target(g));
    row.navn.clone().or_else(|| target.map(|t| world.site.item(t).title.clone())).unwrap_or_default()
}

fn cell(name: String, to: Option<ItemId>, lines: &[Celletekst], merknad: Option<String>, world: &World) -> Matriserute {
    let line = |l: &Celletekst| Matriselinje {
        tekst: l.tekst.clone(),
        status: l.status.known().map(|s| s.key()),
        sikkerhet: l.sikkerhet.filter(|s| *s != Sikkerhet::Sikker).map(Enumeration::key),
        merknad: l.merknad.clone(),
    };
    Matriserute {
        navn: name,
        url: to.map(|item| world.url(item).to_owned()),
        linjer: lines.iter().map(line).collect(),
        merknad,
    }
}

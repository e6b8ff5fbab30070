//! How the data fits on paper: which sections lie down, how wide columns are, which rows stay whole, and what becomes of a
//! table that is too wide for any sheet. Widths are counted in letters, so that no cell holds a word that sticks out of it.

use serde_json::{Value, json};

use super::ord::{CHUNK, longest_chunk};

/// Width between the margins of an A4 sheet, in points.
const STANDING: f64 = 482.0;
/// The same lying down.
const LYING: f64 = 728.0;
/// More columns of words than this are not read on a standing sheet, unless the table is a short one.
const COLUMNS_STANDING: usize = 5;
/// So many rows make a table a short one.
const SHORT: usize = 2;
/// Size of text in tables, in points.
const SIZE: f64 = 9.0;
/// Width of a letter of text, as a part of its size: a little above the average of Noto Sans, bold a little more.
const LETTER: f64 = 0.57;
const BOLD_LETTER: f64 = 0.62;
/// Between two columns, in points.
const GAP: f64 = 9.0;
/// From line to line in tables, in points.
const LINE: f64 = 12.5;
/// A row taller than this may be divided between two pages, in points; others stay whole.
const WHOLE: f64 = 300.0;
/// A word this long is not divided when there is any room for it.
const WORD: usize = 14;
/// A column is never asked to be wider than this many letters.
const ENOUGH: f64 = 60.0;

/// Sets the widths of all tables, and gathers neighbouring sections of the same sheet in `runs`.
pub fn fit(data: &mut Value) {
    let Some(Value::Array(sections)) = data.get_mut("sections").map(Value::take) else { return };
    let mut runs: Vec<(bool, Vec<Value>)> = Vec::new();
    for mut section in sections {
        let blocks = &section["blocks"];
        let lies = holds_wide(blocks) || (section["landscape"] == true && holds_long(blocks));
        fit_blocks(&mut section["blocks"], if lies { LYING } else { STANDING });
        match runs.last_mut() {
            Some((same, all)) if *same == lies => all.push(section),
            _ => runs.push((lies, vec![section])),
        }
    }
    data["runs"] =
        runs.into_iter().map(|(landscape, sections)| json!({ "landscape": landscape, "sections": sections })).collect();
}

fn holds_wide(blocks: &Value) -> bool {
    tables(blocks).iter().any(|table| {
        let rows = table["rows"].as_array().map_or(0, Vec::len);
        let of_words = table["right"].as_array().map_or(0, |all| all.iter().filter(|right| **right == false).count());
        let least: f64 = columns(table).iter().map(|column| column.least).sum();
        least > STANDING || (of_words > COLUMNS_STANDING && rows > SHORT)
    })
}

fn holds_long(blocks: &Value) -> bool {
    tables(blocks).iter().any(|table| table["rows"].as_array().is_some_and(|rows| rows.len() > SHORT))
}

/// The tables among some blocks, at any depth.
fn tables(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(all) => all.iter().flat_map(tables).collect(),
        Value::Object(all) if all.get("kind").is_some_and(|kind| kind == "table") => vec![value],
        Value::Object(all) => all.values().flat_map(tables).collect(),
        _ => Vec::new(),
    }
}

fn fit_blocks(value: &mut Value, room: f64) {
    match value {
        Value::Array(all) => all.iter_mut().for_each(|one| fit_blocks(one, room)),
        Value::Object(all) if all.get("kind").is_some_and(|kind| kind == "table") => fit_table(value, room),
        Value::Object(all) => all.values_mut().for_each(|one| fit_blocks(one, room)),
        _ => {}
    }
}

/// What a column asks for, in points with its gap.
struct Column {
    /// So that no word sticks out.
    least: f64,
    /// So that no line is broken.
    most: f64,
    /// How much of the rest it should get.
    weight: f64,
}

fn columns(table: &Value) -> Vec<Column> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let rows = list(&table["rows"]);
    let column = |(at, head): (usize, &Value)| {
        let mut lines = vec![(words(head), BOLD_LETTER)];
        for row in &rows {
            let bold = row["sum"] == true;
            let cell = &row["cells"][at];
            let inner = list(cell);
            lines.extend(inner.iter().map(|line| (words(line), if bold { BOLD_LETTER } else { LETTER })));
        }
        let width = |letters: usize, letter: f64| count(letters) * letter * SIZE + GAP;
        let bullet = if rows.iter().any(|row| row["cells"][at].as_array().is_some_and(|all| all.len() > 1)) {
            10.0
        } else {
            0.0
        };
        let mut asked = Column { least: 30.0, most: 30.0, weight: 1.0 };
        let mut total = 0.0;
        for (text, letter) in &lines {
            let longest = text
                .split(' ')
                .map(|word| word.chars().count().min(WORD).max(longest_chunk(word).min(CHUNK + 1)))
                .max();
            asked.least = asked.least.max(width(longest.unwrap_or(0), *letter) + bullet);
            asked.most = asked.most.max(width(text.chars().count(), *letter) + bullet);
            total += count(text.chars().count()).min(400.0);
        }
        asked.most = asked.most.min(ENOUGH * LETTER * SIZE + GAP).max(asked.least);
        asked.weight = (total / count(rows.len().max(1))).sqrt().max(2.0);
        asked
    };
    let mut asked: Vec<Column> = list(&table["head"]).iter().enumerate().map(column).collect();
    // Columns of figures are compared, so they are alike.
    let right = |at: usize| table["right"][at] == true;
    let widest = |of: fn(&Column) -> f64| {
        let figures = asked.iter().enumerate().filter(|(at, _)| right(*at));
        figures.map(|(_, column)| of(column)).fold(0.0, f64::max)
    };
    let alike = [widest(|c| c.least), widest(|c| c.most), widest(|c| c.weight)];
    for (_, column) in asked.iter_mut().enumerate().filter(|(at, _)| right(*at)) {
        [column.least, column.most, column.weight] = alike;
    }
    asked
}

/// All words in a value, in reading order.
fn words(value: &Value) -> String {
    match value {
        Value::Array(all) => all.iter().map(words).collect::<Vec<_>>().join(" "),
        Value::Object(all) => {
            let shown = all
                .iter()
                .filter(|(key, _)| ["text", "content", "more", "evidence", "blocks", "items"].contains(&key.as_str()));
            shown.map(|(_, one)| words(one)).collect::<Vec<_>>().join(" ")
        }
        Value::String(text) => text.clone(),
        _ => String::new(),
    }
}

/// Widths of columns that fill the room, none below what it needs.
fn shared(columns: &[&Column], room: f64) -> Vec<f64> {
    let wanted: f64 = columns.iter().map(|c| c.most).sum();
    if wanted <= room {
        // Everything fits on its line; what is left goes to the columns by what they hold.
        let left = room - wanted;
        let weights: f64 = columns.iter().map(|c| c.most).sum();
        return columns.iter().map(|c| c.most + left * c.most / weights).collect();
    }
    let mut fixed: Vec<Option<f64>> = vec![None; columns.len()];
    loop {
        let taken: f64 = fixed.iter().flatten().sum();
        let open: f64 = columns.iter().zip(&fixed).filter(|(_, f)| f.is_none()).map(|(c, _)| c.weight).sum();
        let share = |column: &Column| (room - taken).max(0.0) * column.weight / open.max(f64::EPSILON);
        let bound = |column: &Column| {
            let share = share(column);
            if share < column.least {
                Some(column.least)
            } else if share > column.most {
                Some(column.most)
            } else {
                None
            }
        };
        // Those that need more than their share first: they take from all the others.
        let short = (0..columns.len()).find(|at| fixed[*at].is_none() && share(columns[*at]) < columns[*at].least);
        let next =
            short.or_else(|| (0..columns.len()).find(|at| fixed[*at].is_none() && bound(columns[*at]).is_some()));
        match next {
            Some(at) => fixed[at] = bound(columns[at]),
            None => return columns.iter().zip(&fixed).map(|(c, f)| f.unwrap_or_else(|| share(c))).collect(),
        }
    }
}

fn fit_table(table: &mut Value, room: f64) {
    let asked = columns(table);
    let mut parts = Vec::new();
    for group in groups(&asked, room) {
        let widths = shared(&group.iter().map(|at| &asked[*at]).collect::<Vec<_>>(), room);
        let pick = |value: &Value| -> Vec<Value> { group.iter().map(|at| value[*at].clone()).collect() };
        let rows: Vec<Value> = table["rows"]
            .as_array()
            .map_or(&[][..], Vec::as_slice)
            .iter()
            .map(|row| {
                let cells = pick(&row["cells"]);
                let tall = cells.iter().zip(&widths).map(|(cell, width)| height(cell, *width)).fold(0.0, f64::max);
                json!({ "cells": cells, "sum": row["sum"], "whole": tall < WHOLE })
            })
            .collect();
        let widths: Vec<f64> = widths.into_iter().map(|width| (width * 10.0).round() / 10.0).collect();
        parts.push(
            json!({ "widths": widths, "head": pick(&table["head"]), "right": pick(&table["right"]), "rows": rows }),
        );
    }
    let Some(object) = table.as_object_mut() else { return };
    for key in ["head", "right", "rows"] {
        object.remove(key);
    }
    object.insert("parts".to_owned(), parts.into());
}

/// Which columns stand beside each other. A table too wide for the sheet is cut, and its first column repeated.
fn groups(asked: &[Column], room: f64) -> Vec<Vec<usize>> {
    let first = asked.first().map_or(0.0, |c| c.least);
    let mut all: Vec<Vec<usize>> = Vec::new();
    let mut taken = 0.0;
    for (at, column) in asked.iter().enumerate() {
        match all.last_mut() {
            Some(group) if taken + column.least <= room || group.len() < 2 => {
                group.push(at);
                taken += column.least;
            }
            Some(_) => {
                all.push(vec![0, at]);
                taken = first + column.least;
            }
            None => {
                all.push(vec![at]);
                taken = column.least;
            }
        }
    }
    all
}

/// How tall a cell is at this width, in points: a little more than it will be.
fn height(cell: &Value, width: f64) -> f64 {
    let line = |line: &Value| {
        let letters = count(words(line).chars().count());
        (letters * LETTER * SIZE / (width - GAP - 8.0).max(20.0)).ceil() + 0.5
    };
    cell.as_array().map_or(1.0, |all| all.iter().map(line).sum::<f64>()) * LINE
}

/// A count as a number to reckon with. Letters of a cell are far below where f64 loses whole numbers.
#[expect(clippy::cast_precision_loss, reason = "letters and rows are counted, never beyond 2^52")]
fn count(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(least: f64, most: f64, weight: f64) -> Column {
        Column { least, most, weight }
    }

    fn widths(columns: &[Column], room: f64) -> Vec<f64> {
        shared(&columns.iter().collect::<Vec<_>>(), room)
    }

    #[test]
    fn columns_fill_the_room_and_none_gets_less_than_it_needs() {
        for columns in [
            vec![column(30.0, 60.0, 2.0), column(40.0, 90.0, 3.0)],
            vec![column(30.0, 600.0, 2.0), column(200.0, 900.0, 1.0), column(40.0, 50.0, 9.0)],
            vec![column(100.0, 100.0, 1.0), column(100.0, 700.0, 20.0), column(150.0, 700.0, 1.0)],
        ] {
            let widths = widths(&columns, STANDING);
            assert!((widths.iter().sum::<f64>() - STANDING).abs() < 0.01, "{widths:?}");
            assert!(widths.iter().zip(&columns).all(|(width, column)| *width >= column.least - 0.01), "{widths:?}");
        }
    }

    #[test]
    fn a_table_too_wide_for_the_sheet_is_cut_and_its_first_column_repeated() {
        let columns: Vec<Column> = (0..6).map(|_| column(200.0, 200.0, 1.0)).collect();
        assert_eq!(groups(&columns, STANDING), [vec![0, 1], vec![0, 2], vec![0, 3], vec![0, 4], vec![0, 5]]);
        assert_eq!(groups(&columns[..2], STANDING), [vec![0, 1]]);
        assert_eq!(groups(&[column(900.0, 900.0, 1.0)], STANDING), [vec![0]]);
    }

    #[test]
    fn neighbouring_sections_of_the_same_sheet_stand_together() {
        let section = |landscape| {
            let row = json!({ "cells": [[{ "content": [{ "kind": "text", "text": "x" }] }]], "sum": false });
            let table = json!({ "kind": "table", "head": [[]], "right": [false], "rows": [row, row, row] });
            json!({ "landscape": landscape, "blocks": [table] })
        };
        let mut data = json!({ "sections": [section(false), section(true), section(true), section(false)] });
        fit(&mut data);
        let runs: Vec<(bool, usize)> = data["runs"]
            .as_array()
            .unwrap()
            .iter()
            .map(|run| (run["landscape"] == true, run["sections"].as_array().unwrap().len()))
            .collect();
        assert_eq!(runs, [(false, 1), (true, 2), (false, 1)]);
        assert!(data["runs"][0]["sections"][0]["blocks"][0]["parts"][0]["widths"][0].as_f64().unwrap() > 0.0);
    }
}

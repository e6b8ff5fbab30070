//! The csv crate, known only here: a table with a heading row, every cell with its place.

use crate::diag::{Diagnostic, FileId, Span};

/// A table as read.
#[derive(Debug, Default)]
pub struct Table {
    /// Column names.
    pub head: Vec<Cell>,
    /// Rows; each has as many cells as the head.
    pub rows: Vec<Vec<Cell>>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Trimmed text.
    pub text: String,
    /// Its row's place: spreadsheets move cells about, so the line is what can be trusted.
    pub span: Span,
}

/// Reads a table. Semicolon, comma or tab: whichever the heading row has most of.
pub fn read(text: &str, file: FileId, found: &mut Vec<Diagnostic>) -> Table {
    let heading = text.lines().next().unwrap_or("");
    let count = |c: char| heading.matches(c).count();
    let delimiter = [b';', b',', b'\t'].into_iter().max_by_key(|d| (count(char::from(*d)), *d == b';')).unwrap_or(b';');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut table = Table::default();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let at = error.position().map_or(0, |p| usize::try_from(p.byte()).unwrap_or(0));
                found.push(
                    Diagnostic::error("tabell/syntaks", "linjen kan ikke leses som en tabellrad")
                        .at(line_at(text, at, file))
                        .help("lagre arket som CSV (UTF-8) fra regnearket"),
                );
                continue;
            }
        };
        let at = record.position().map_or(0, |p| usize::try_from(p.byte()).unwrap_or(0));
        let span = line_at(text, at, file);
        let cells: Vec<Cell> = record.iter().map(|text| Cell { text: text.to_owned(), span }).collect();
        if cells.iter().all(|c| c.text.is_empty()) {
            continue;
        }
        if table.head.is_empty() {
            table.head = cells;
        } else if cells.len() == table.head.len() {
            table.rows.push(cells);
        } else {
            found.push(
                Diagnostic::error(
                    "tabell/antall-ruter",
                    format!("raden har {} ruter, men overskriften har {}", cells.len(), table.head.len()),
                )
                .at(span)
                .help("har en rute skilletegnet i seg, må ruten stå i anførselstegn"),
            );
        }
    }
    table
}

/// The line that begins at or after `at`.
fn line_at(text: &str, at: usize, file: FileId) -> Span {
    let rest = text.get(at..).unwrap_or("");
    let start = at + (rest.len() - rest.trim_start_matches(['\r', '\n']).len());
    let line = text.get(start..).unwrap_or("").lines().next().unwrap_or("");
    Span::new(file, start..start + line.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn semicolons_and_decimal_commas_from_a_norwegian_spreadsheet_are_read() {
        let mut found = Vec::new();
        let table = read("dato;verdi\n2012;8,7\n2013;9\n", FileId(0), &mut found);
        assert!(found.is_empty());
        assert_eq!(table.rows[0][1].text, "8,7");
    }

    #[test]
    fn a_row_with_too_many_cells_is_reported_on_its_own_line() {
        let mut found = Vec::new();
        let text = "dato;verdi\næøå;1\n2012;1;2\n";
        read(text, FileId(0), &mut found);
        assert_eq!(crate::diag::position(text, found[0].span.unwrap().start as usize).line, 3);
    }
}

//! The csv crate, known only here: reading a table with a heading row, every cell with its place, and writing one.

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

/// One cell to be written.
#[derive(Debug, Clone, PartialEq)]
pub enum Out {
    /// Words.
    Text(String),
    /// A number.
    Number(f64),
    /// Nothing.
    Empty,
}

/// Writes a table as Norwegian spreadsheets open it: semicolons, decimal comma, UTF-8. Words that a spreadsheet would
/// take for a formula get an apostrophe in front: the words may come from another kommune's file.
pub fn write(head: &[&str], rows: &[Vec<Out>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(head);
    for row in rows {
        let _ = writer.write_record(row.iter().map(written));
    }
    writer.into_inner().unwrap_or_default()
}

fn written(cell: &Out) -> String {
    match cell {
        Out::Text(text) => harmless(text),
        Out::Number(number) if number.is_finite() => number.to_string().replace('.', ","),
        Out::Number(_) | Out::Empty => String::new(),
    }
}

/// Words no spreadsheet will run. Spaces in front would not stop it, so they do not here either.
fn harmless(text: &str) -> String {
    let begins = text.trim_start_matches(' ').chars().next();
    if matches!(begins, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
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

    fn lines(rows: &[Vec<Out>]) -> String {
        String::from_utf8(write(&["a", "b"], rows)).unwrap()
    }

    #[test]
    fn a_written_table_has_semicolons_commas_and_quotes_where_needed() {
        let rows = [
            vec![Out::Text("æ; \"ø\"\nå".into()), Out::Number(-1234.5)],
            vec![Out::Empty, Out::Number(2.0)],
            vec![Out::Text("8,7".into()), Out::Number(f64::NAN)],
        ];
        assert_eq!(lines(&rows), "a;b\r\n\"æ; \"\"ø\"\"\nå\";-1234,5\r\n;2\r\n8,7;\r\n");
    }

    #[test]
    fn words_that_look_like_formulas_are_only_words() {
        for text in ["=1+1", "+47", "-nei", "@a", "\t=x", "  =x", "＝1"] {
            assert!(written(&Out::Text(text.into())).starts_with('\''), "{text:?}");
        }
        assert_eq!(written(&Out::Number(-3.0)), "-3");
        assert_eq!(written(&Out::Text("a-b".into())), "a-b");
    }

    #[test]
    fn what_is_written_can_be_read_back() {
        let bytes = write(&["navn", "verdi"], &[vec![Out::Text("Romsås; 2. etg.".into()), Out::Number(8.7)]]);
        let mut found = Vec::new();
        let table = read(&String::from_utf8(bytes).unwrap(), FileId(0), &mut found);
        assert!(found.is_empty());
        assert_eq!((table.rows[0][0].text.as_str(), table.rows[0][1].text.as_str()), ("Romsås; 2. etg.", "8,7"));
    }
}

//! Reading a series of readings from a CSV file: columns `dato` and `verdi`, and optionally `gruppe`, `grunn`, `kilde`,
//! `sted`, `sikkerhet`, `metode`, `usikkerhet`, `merknad`. Blank values may be written with SSB's table symbols
//! (<https://www.ssb.no>, «Standardtegn i tabeller»).

use super::indikator::negative_margin;
use crate::diag::{self, Diagnostic, FileId, Span};
use crate::domain::dato::{Dato, Periode};
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::{Belegg, Felt, Grunn, Sikkerhet, Verdi};
use crate::domain::indikator::{Maaling, Metode};
use crate::domain::rad::{Places, Ref};
use crate::domain::slug::ascii_key;
use crate::table::{self, Cell};
use crate::yaml::fields::Sink;
use crate::yaml::value::number;

/// By their ASCII keys.
const COLUMNS: [&str; 10] =
    ["dato", "verdi", "gruppe", "grunn", "kilde", "sted", "sikkerhet", "metode", "usikkerhet", "merknad"];

/// SSB's symbols: `.` cannot occur, `..` missing, `...` missing for now, `:` may not be published, `-` nil.
fn symbol(text: &str) -> Option<Verdi<f64>> {
    Some(match text {
        "" => Verdi::Blank(Grunn::Tom),
        "." => Verdi::Blank(Grunn::IkkeAktuelt),
        ".." => Verdi::Blank(Grunn::Ukjent),
        "..." => Verdi::Blank(Grunn::IkkeFastsatt),
        ":" => Verdi::Blank(Grunn::Skjult),
        "-" | "\u{2013}" => Verdi::Kjent(0.0),
        _ => return None,
    })
}

/// Reads a whole file.
pub fn read(text: &str, file: FileId, sink: &mut Sink) -> Vec<Maaling> {
    let table = table::read(text, file, &mut sink.found);
    let columns: Vec<String> = table.head.iter().map(|cell| ascii_key(&cell.text)).collect();
    for (cell, column) in table.head.iter().zip(&columns) {
        if !COLUMNS.contains(&column.as_str()) {
            let hint = diag::did_you_mean(&cell.text, COLUMNS);
            sink.report(
                Diagnostic::error("tabell/ukjent-kolonne", format!("ukjent kolonne «{}»", cell.text))
                    .at(cell.span)
                    .help(hint.unwrap_or_else(|| format!("kjente kolonner: {}", COLUMNS.join(", ")))),
            );
        }
    }
    for needed in ["dato", "verdi"] {
        if !columns.iter().any(|column| column == needed) {
            sink.report(
                Diagnostic::error("tabell/mangler-kolonne", format!("kolonnen «{needed}» mangler"))
                    .at(table.head.first().map_or(Span::top(file), |cell| cell.span))
                    .help("første linje skal være kolonnenavn, som `dato;verdi;gruppe`"),
            );
            return Vec::new();
        }
    }
    table.rows.iter().map(|row| reading(&columns, row, sink)).collect()
}

/// Reads one row. Columns are named by their ASCII keys.
fn reading(columns: &[String], row: &[Cell], sink: &mut Sink) -> Maaling {
    let span = row.first().map_or(Span::top(FileId(0)), |cell| cell.span);
    let at = |name: &str| columns.iter().position(|column| column == name).and_then(|at| row.get(at));
    let cell = |name: &str| at(name).map_or("", |cell| cell.text.as_str());
    let filled = |name: &str| Some(cell(name)).filter(|text| !text.is_empty()).map(str::to_owned);
    let mut wrong = |what: String| sink.found.push(Diagnostic::error("tabell/ugyldig-rute", what).at(span));

    let tid = match cell("dato") {
        "" => Felt::default(),
        text => match Dato::parse(text) {
            Ok(date) => Felt::known_value(Periode::single(date)),
            Err(why) => {
                wrong(why);
                Felt::default()
            }
        },
    };
    let written = cell("verdi");
    let mut verdi = symbol(written).or_else(|| number(written).map(Verdi::Kjent)).unwrap_or_else(|| {
        wrong(format!("«{written}» er ikke et tall"));
        Verdi::default()
    });
    let usikkerhet = match (cell("usikkerhet"), number(cell("usikkerhet"))) {
        ("", _) => None,
        (_, Some(size)) if size >= 0.0 => Some(size),
        (_, Some(_)) => {
            sink.report(negative_margin(at("usikkerhet").map_or(span, |cell| cell.span)));
            None
        }
        (text, None) => {
            wrong(format!("«{text}» er ikke et tall"));
            None
        }
    };
    let mut skjult = false;
    if let Some(text) = filled("grunn") {
        match Grunn::parse(&text) {
            Some(Grunn::Skjult) if matches!(verdi, Verdi::Kjent(_)) && !sink.public => skjult = true,
            Some(grunn) => verdi = Verdi::Blank(grunn),
            None => {
                sink.found.push(Diagnostic::error("tabell/ugyldig-rute", format!("ukjent grunn «{text}»")).at(span));
            }
        }
    }
    Maaling {
        tid,
        verdi,
        ca: false,
        usikkerhet,
        gruppe: filled("gruppe"),
        organisasjon: None,
        metode: word::<Metode>(cell("metode"), span, sink).map_or_else(Felt::default, Felt::known_value),
        belegg: Belegg {
            kilde: filled("kilde").filter(|text| !sink.is_left_out(text)).map(|text| Ref { text, span }),
            sted: filled("sted"),
            sikkerhet: word::<Sikkerhet>(cell("sikkerhet"), span, sink),
            dato: None,
            merknad: filled("merknad"),
            skjult,
        },
        places: Places::new(span, Vec::new()),
    }
}

fn word<E: Enumeration>(text: &str, span: Span, sink: &mut Sink) -> Option<E> {
    if text.is_empty() {
        return None;
    }
    let found = E::parse(text);
    if found.is_none() {
        sink.report(Diagnostic::error("tabell/ugyldig-rute", format!("ukjent {} «{text}»", E::NAME)).at(span));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str, public: bool) -> (Vec<Verdi<f64>>, usize) {
        let mut sink = Sink::new(public);
        let list = read(text, FileId(0), &mut sink);
        (list.into_iter().map(|m| m.verdi).collect(), sink.found.len())
    }

    #[test]
    fn the_table_symbols_are_blank_and_only_a_dash_is_nil() {
        let (found, problems) = values("dato;verdi\n2010;.\n2011;..\n2012;...\n2013;:\n2014;-\n2015;0\n", true);
        assert_eq!(problems, 0);
        assert_eq!(
            found,
            [
                Verdi::Blank(Grunn::IkkeAktuelt),
                Verdi::Blank(Grunn::Ukjent),
                Verdi::Blank(Grunn::IkkeFastsatt),
                Verdi::Blank(Grunn::Skjult),
                Verdi::Kjent(0.0),
                Verdi::Kjent(0.0)
            ]
        );
    }

    #[test]
    fn a_withheld_figure_is_read_only_for_the_internal_edition() {
        let text = "dato;verdi;grunn\n2012;2;skjult\n";
        assert_eq!(values(text, true).0, [Verdi::Blank(Grunn::Skjult)]);
        assert_eq!(values(text, false).0, [Verdi::Kjent(2.0)]);
    }
}

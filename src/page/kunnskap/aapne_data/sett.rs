//! A data set: named columns and rows, written as CSV and as JSON with the same fields. A field that may be blank has a
//! second one beside it that says why, so that a blank is never taken for zero.

use serde_json::{Map, Number, Value, json};

use crate::domain::dato::Dato;
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::{Felt, Grunn, Verdi};
use crate::table::{self, Out};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slag {
    /// Words, ids, addresses.
    Tekst,
    /// A number.
    Tall,
    /// `2012`, `2012-06`, `2012-06-20`, `2012-H1`, `2012-T2`, `2012-K3`.
    Dato,
    /// Several words or ids: a list in JSON, joined by ` | ` in CSV.
    Liste,
    /// `true` or `false`; `ja` or `nei` in CSV.
    Sann,
}

/// One column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kolonne {
    /// ASCII name, the same in both formats.
    pub navn: &'static str,
    /// What it holds.
    pub slag: Slag,
    /// Whether a column `<navn>_grunn` stands beside it.
    pub grunn: bool,
    /// What it means, in bokmål.
    pub forklaring: &'static str,
}

/// A column that is never blank, or whose blank says nothing more.
pub const fn fast(navn: &'static str, slag: Slag, forklaring: &'static str) -> Kolonne {
    Kolonne { navn, slag, grunn: false, forklaring }
}

/// A column with a reason beside it.
pub const fn felt(navn: &'static str, slag: Slag, forklaring: &'static str) -> Kolonne {
    Kolonne { navn, slag, grunn: true, forklaring }
}

/// One value of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Celle {
    /// Words.
    Tekst(String),
    /// A number.
    Tall(f64),
    /// Several.
    Liste(Vec<String>),
    /// Yes or no.
    Sann(bool),
    /// Nothing, for a reason.
    Blank(Grunn),
    /// Nothing, in a column without reasons.
    Tom,
}

impl Celle {
    /// Words that may be missing.
    pub fn maybe(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Tom, |text| Self::Tekst(text.into()))
    }

    /// A date that may be missing.
    pub fn date(date: Option<Dato>) -> Self {
        Self::maybe(date.map(Dato::iso))
    }

    /// A word from a closed list, spelt as in the author's files.
    pub fn word<E: Enumeration>(word: Option<E>) -> Self {
        Self::maybe(word.map(Enumeration::word))
    }

    /// A field. What is withheld stays so here also in the internal edition: open data leave the house.
    pub fn felt<T>(felt: &Felt<T>, known: impl FnOnce(&T) -> Self) -> Self {
        if felt.belegg.as_ref().is_some_and(|belegg| belegg.skjult) {
            return Self::Blank(Grunn::Skjult);
        }
        match &felt.verdi {
            Verdi::Kjent(value) => known(value),
            Verdi::Blank(reason) => Self::Blank(*reason),
        }
    }

    /// A text field.
    pub fn text(felt: &Felt<String>) -> Self {
        Self::felt(felt, |text| Self::Tekst(text.clone()))
    }

    /// A number field.
    pub fn number(felt: &Felt<f64>) -> Self {
        Self::felt(felt, |number| Self::Tall(*number))
    }
}

/// A data set.
#[derive(Debug, Clone)]
pub struct Sett {
    /// File name without ending.
    pub navn: &'static str,
    /// Columns.
    pub kolonner: &'static [Kolonne],
    /// Rows, each with a cell per column.
    pub rader: Vec<Vec<Celle>>,
}

impl Sett {
    /// As CSV.
    pub fn csv(&self) -> Vec<u8> {
        let reasons: Vec<String> = self.kolonner.iter().map(|column| format!("{}_grunn", column.navn)).collect();
        let mut head = Vec::new();
        for (column, reason) in self.kolonner.iter().zip(&reasons) {
            head.push(column.navn);
            head.extend(column.grunn.then_some(reason.as_str()));
        }
        let rows: Vec<Vec<Out>> = self
            .rader
            .iter()
            .map(|row| {
                let mut out = Vec::with_capacity(head.len());
                for (column, cell) in self.kolonner.iter().zip(row) {
                    out.push(flat(cell));
                    if column.grunn {
                        out.push(reason(cell).map_or(Out::Empty, |word| Out::Text(word.to_owned())));
                    }
                }
                out
            })
            .collect();
        table::write(&head, &rows)
    }

    /// As JSON rows: an array of objects.
    pub fn json(&self) -> Value {
        let row = |row: &Vec<Celle>| {
            let mut object = Map::new();
            for (column, cell) in self.kolonner.iter().zip(row) {
                object.insert(column.navn.to_owned(), value(cell));
                if column.grunn {
                    object.insert(format!("{}_grunn", column.navn), reason(cell).map_or(Value::Null, Value::from));
                }
            }
            Value::Object(object)
        };
        Value::Array(self.rader.iter().map(row).collect())
    }

    /// The columns as `index.json` describes them.
    pub fn schema(&self) -> Value {
        let mut fields = Vec::new();
        for column in self.kolonner {
            let slag = match column.slag {
                Slag::Tekst | Slag::Dato => "string",
                Slag::Tall => "number",
                Slag::Liste => "array",
                Slag::Sann => "boolean",
            };
            fields.push(json!({ "name": column.navn, "type": slag, "description": column.forklaring }));
            if column.grunn {
                let name = format!("{}_grunn", column.navn);
                let words: Vec<&str> = Grunn::ALL.iter().map(|(_, word)| *word).collect();
                fields.push(json!({
                    "name": name,
                    "type": "string",
                    "description": format!("Hvorfor «{}» er blank", column.navn),
                    "constraints": { "enum": words },
                }));
            }
        }
        json!({ "fields": fields })
    }
}

fn flat(cell: &Celle) -> Out {
    match cell {
        Celle::Tekst(text) => Out::Text(text.clone()),
        Celle::Tall(number) => Out::Number(*number),
        Celle::Liste(list) => Out::Text(list.join(" | ")),
        Celle::Sann(truth) => Out::Text(if *truth { "ja" } else { "nei" }.to_owned()),
        Celle::Blank(_) | Celle::Tom => Out::Empty,
    }
}

fn value(cell: &Celle) -> Value {
    match cell {
        Celle::Tekst(text) => Value::from(text.as_str()),
        Celle::Tall(number) => numeric(*number),
        Celle::Liste(list) => Value::from(list.clone()),
        Celle::Sann(truth) => Value::from(*truth),
        Celle::Blank(_) | Celle::Tom => Value::Null,
    }
}

/// Whole numbers are written without a decimal point.
fn numeric(number: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() < EXACT {
        #[expect(clippy::cast_possible_truncation, reason = "whole and within what a float holds exactly")]
        return Value::from(number as i64);
    }
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}

fn reason(cell: &Celle) -> Option<&'static str> {
    match cell {
        Celle::Blank(reason) => Some(reason.word()),
        // A list that is known to be empty is as blank as one that is not filled in.
        Celle::Tom => Some(Grunn::Tom.word()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Kolonne] =
        &[fast("id", Slag::Tekst, "Id"), felt("verdi", Slag::Tall, "Verdi"), fast("liste", Slag::Liste, "Liste")];

    fn set(rows: Vec<Vec<Celle>>) -> Sett {
        Sett { navn: "x", kolonner: COLUMNS, rader: rows }
    }

    #[test]
    fn a_blank_has_its_reason_beside_it_and_is_never_zero() {
        let list = Celle::Liste(vec!["a".into(), "b".into()]);
        let set = set(vec![
            vec![Celle::Tekst("1".into()), Celle::Tall(8.5), list],
            vec![Celle::Tekst("2".into()), Celle::Blank(Grunn::Skjult), Celle::Tom],
        ]);
        let csv = String::from_utf8(set.csv()).unwrap();
        assert_eq!(csv, "id;verdi;verdi_grunn;liste\r\n1;8,5;;a | b\r\n2;;skjult;\r\n");
        let wanted = json!([
            { "id": "1", "verdi": 8.5, "verdi_grunn": null, "liste": ["a", "b"] },
            { "id": "2", "verdi": null, "verdi_grunn": "skjult", "liste": null },
        ]);
        assert_eq!(set.json(), wanted);
    }

    #[test]
    fn whole_numbers_have_no_decimals() {
        assert_eq!(numeric(12.0).to_string(), "12");
        assert_eq!(numeric(-0.5).to_string(), "-0.5");
        assert_eq!(numeric(f64::INFINITY), Value::Null);
    }

    #[test]
    fn what_is_withheld_never_gets_out() {
        let belegg = crate::domain::felt::Belegg { skjult: true, ..Default::default() };
        let felt = Felt { verdi: Verdi::Kjent(3.0), belegg: Some(Box::new(belegg)) };
        assert_eq!(Celle::number(&felt), Celle::Blank(Grunn::Skjult));
    }
}

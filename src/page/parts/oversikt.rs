//! A table whose cells hold what a plan really has: several lines, links, a status, a reason for being blank, evidence.
//! Drawn by `oversikt`.

use serde::Serialize;

use super::felt::{Bevis, Vist};
use super::lister;
use super::tabellvalg::Tabellvalg;
use crate::derive::opptelling;
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::Grunn;
use crate::language::Language;
use crate::page::world::World;
use crate::resolve::item::ItemId;

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Oversikt {
    /// Unique on the page.
    pub id: String,
    /// Caption.
    pub tekst: String,
    /// A line under the caption; empty for none.
    pub undertekst: String,
    /// `matrise`, `aktivitetsplan` or empty.
    pub klasse: &'static str,
    /// Rows become cards on narrow screens; a matrix does not.
    pub kort: bool,
    /// Headings.
    pub kolonner: Vec<Kolonne>,
    /// Rows; the first cell of each names it.
    pub rader: Vec<Rad>,
    /// The tools over it, when it has its own.
    pub valg: Option<Tabellvalg>,
    /// It is sorted and filtered, by its own tools or by those of several tables.
    pub verktoey: bool,
    /// The order of its rows is the point, as in a form: it never gets tools.
    #[serde(skip)]
    pub fast: bool,
}

/// A column's heading.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Kolonne {
    /// The heading.
    pub tittel: String,
    /// `tall` for figures, `statuscelle` for a status, or empty.
    pub klasse: &'static str,
    /// Where the heading leads; empty for nowhere.
    pub url: String,
    /// `tall` (figures in the words), `verdi` or `dato` (from the cells' `orden`), or empty: by the words.
    pub orden: &'static str,
    /// The name of the question its cells answer, for filtering; empty for none.
    pub filter: String,
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Rad {
    /// Anchor, unique on the page.
    pub id: Option<String>,
    /// As many as there are columns.
    pub celler: Vec<Celle>,
}

/// A cell. What is set is shown in this order: blank, status, lines, evidence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Celle {
    /// Why it is blank.
    pub grunn: Option<String>,
    /// What a reader must know of the blank.
    pub merknad: Option<String>,
    /// Status key.
    pub status: Option<String>,
    /// Lines; several become a list.
    pub linjer: Vec<Linje>,
    /// Evidence.
    pub bevis: Vec<Bevis>,
    /// Running text, finished HTML; empty for none.
    pub html: String,
    /// An empty cell of a matrix: «–».
    pub tom: bool,
    /// What it is sorted by where the words do not sort: a number or an ISO date.
    pub orden: Option<String>,
}

/// A line in a cell.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Linje {
    /// Printed label.
    pub etikett: Option<String>,
    /// The words.
    pub tekst: String,
    /// Where they lead.
    pub url: Option<String>,
    /// A few small words after.
    pub liten: Option<String>,
    /// Status key, drawn as its sign and word.
    pub status: Option<String>,
    /// How sure: `tolket` or `uklar`.
    pub sikkerhet: Option<String>,
}

impl Oversikt {
    /// A table that becomes cards on narrow screens.
    pub fn new(id: impl Into<String>, tekst: impl Into<String>, kolonner: Vec<Kolonne>) -> Self {
        Self { id: id.into(), tekst: tekst.into(), kort: true, kolonner, ..Self::default() }
    }

    /// Adds a row.
    pub fn push(&mut self, celler: Vec<Celle>) {
        self.rader.push(Rad { id: None, celler });
    }

    /// Adds a row that can be linked to.
    pub fn push_at(&mut self, id: impl Into<String>, celler: Vec<Celle>) {
        self.rader.push(Rad { id: Some(id.into()), celler });
    }

    /// Gives the table tools of its own when it has rows enough, and says whether it has. A matrix has none: its rows and
    /// columns are the point.
    pub fn gi_verktoey(&mut self) -> bool {
        if self.kort && !self.fast && !self.verktoey {
            self.valg = Tabellvalg::new(&self.id, self.tekst.clone(), &[&self.id], self.rader.len());
            if let Some(valg) = &mut self.valg {
                questions(valg, &self.kolonner, &self.rader.iter().collect::<Vec<_>>());
                self.verktoey = true;
            }
        }
        self.verktoey
    }
}

/// One set of tools over several tables of the same columns; none when they have few rows together.
pub fn felles_verktoey(id: &str, om: &str, tabeller: &mut [&mut Oversikt]) -> Option<Tabellvalg> {
    let ids: Vec<&str> = tabeller.iter().map(|table| table.id.as_str()).collect();
    let rows = tabeller.iter().map(|table| table.rader.len()).sum();
    let mut valg = Tabellvalg::new(id, om, &ids, rows)?;
    let columns = tabeller.first().map_or(&[][..], |table| table.kolonner.as_slice());
    let rows: Vec<&Rad> = tabeller.iter().flat_map(|table| &table.rader).collect();
    questions(&mut valg, columns, &rows);
    valg.hoved = true;
    for table in tabeller {
        table.verktoey = true;
    }
    Some(valg)
}

/// Asks what the columns answer, when not all rows answer alike.
fn questions(valg: &mut Tabellvalg, columns: &[Kolonne], rows: &[&Rad]) {
    for (at, column) in columns.iter().enumerate() {
        let same = |cell: &Celle| (cell.status.clone(), cell.grunn.clone(), cell.linjer.clone());
        let mut answers = rows.iter().filter_map(|row| row.celler.get(at)).map(same);
        let first = answers.next();
        if !column.filter.is_empty() && answers.any(|other| Some(other) != first) {
            valg.spoer(column.filter.clone(), column.tittel.clone());
        }
    }
}

impl Kolonne {
    /// A column of words.
    pub fn ord(tittel: impl Into<String>) -> Self {
        Self { tittel: tittel.into(), ..Self::default() }
    }

    /// A column of figures.
    pub fn tall(tittel: impl Into<String>) -> Self {
        Self { klasse: "tall", orden: "tall", ..Self::ord(tittel) }
    }

    /// A column of statuses.
    pub fn status(tittel: impl Into<String>) -> Self {
        Self { klasse: "statuscelle", orden: "verdi", ..Self::valg("status", tittel) }
    }

    /// A column of dates; its cells say theirs by [`Celle::paa_dag`].
    pub fn dato(tittel: impl Into<String>) -> Self {
        Self { orden: "dato", ..Self::ord(tittel) }
    }

    /// A column with few and short answers, which rows can be filtered by.
    pub fn valg(navn: impl Into<String>, tittel: impl Into<String>) -> Self {
        Self { filter: navn.into(), ..Self::ord(tittel) }
    }
}

impl Linje {
    /// Words.
    pub fn ord(tekst: impl Into<String>) -> Self {
        Self { tekst: tekst.into(), ..Self::default() }
    }

    /// An item: label, title and address.
    pub fn item(world: &World, item: ItemId) -> Self {
        let about = world.site.item(item);
        Self {
            etikett: about.etikett.clone(),
            tekst: about.title.clone(),
            url: Some(world.url(item).to_owned()),
            ..Self::default()
        }
    }
}

impl Celle {
    /// Words; none make it blank.
    pub fn ord(tekst: impl Into<String>) -> Self {
        let tekst = tekst.into();
        if tekst.is_empty() {
            Self::blank(Grunn::Tom)
        } else {
            Self { linjer: vec![Linje::ord(tekst)], ..Self::default() }
        }
    }

    /// Lines; none make it blank.
    pub fn linjer(linjer: Vec<Linje>) -> Self {
        if linjer.is_empty() { Self::blank(Grunn::Tom) } else { Self { linjer, ..Self::default() } }
    }

    /// Blank for a reason.
    pub fn blank(grunn: Grunn) -> Self {
        Self { grunn: Some(grunn.key()), ..Self::default() }
    }

    /// Running text, finished HTML; none makes it blank.
    pub fn html(html: String) -> Self {
        if html.trim().is_empty() { Self::blank(Grunn::Tom) } else { Self { html, ..Self::default() } }
    }

    /// An empty cell of a matrix.
    pub fn tom() -> Self {
        Self { tom: true, ..Self::default() }
    }

    /// A link to an item.
    pub fn item(world: &World, item: ItemId) -> Self {
        Self { linjer: vec![Linje::item(world, item)], ..Self::default() }
    }

    /// Links to items; none make it blank.
    pub fn items(world: &World, items: &[ItemId]) -> Self {
        Self::linjer(items.iter().map(|item| Linje::item(world, *item)).collect())
    }

    /// An item with the word for its kind.
    pub fn item_with_kind(world: &World, item: ItemId, language: &Language) -> Self {
        let liten = Some(lister::kind_word(world, item, language));
        Self { linjer: vec![Linje { liten, ..Linje::item(world, item) }], ..Self::default() }
    }

    /// An item's status on the as-of date, and the date of the statement.
    pub fn status(world: &World, item: ItemId) -> Self {
        let state = world.derived.state(item);
        let per = state.and_then(|state| state.per);
        Self {
            bevis: per.map(|per| Bevis { dato: Some(per.iso()), ..Bevis::default() }).into_iter().collect(),
            ..Self::stilling(world.derived.status_key(item))
        }
    }

    /// A status alone.
    pub fn stilling(key: String) -> Self {
        Self { orden: Some(opptelling::rang(&key).to_string()), status: Some(key), ..Self::default() }
    }

    /// A field as it is shown elsewhere.
    pub fn vist(vist: Vist) -> Self {
        Self {
            linjer: vist.tekst.map(|tekst| Linje { url: vist.url, ..Linje::ord(tekst) }).into_iter().collect(),
            grunn: vist.grunn,
            merknad: vist.merknad,
            bevis: vist.bevis.into_iter().collect(),
            ..Self::default()
        }
    }

    /// The same, sorted by a day.
    #[must_use]
    pub fn paa_dag(mut self, dag: Option<crate::domain::dato::Dato>) -> Self {
        self.orden = dag.map(|dag| dag.last_day().to_string());
        self
    }

    /// The same, sorted by a number.
    #[must_use]
    pub fn med_verdi(mut self, verdi: Option<f64>) -> Self {
        self.orden = verdi.filter(|number| number.is_finite()).map(|number| number.to_string());
        self
    }

    /// The same with evidence.
    #[must_use]
    pub fn med_bevis(mut self, bevis: Option<Bevis>) -> Self {
        self.bevis.extend(bevis);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_without_words_is_blank_with_a_reason() {
        assert_eq!(Celle::ord("").grunn.as_deref(), Some("tom"));
        assert_eq!(Celle::linjer(Vec::new()).grunn.as_deref(), Some("tom"));
        assert_eq!(Celle::ord("x").grunn, None);
    }
}

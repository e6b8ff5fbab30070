//! The aktivitetsplan as a table: one row per activity, one cell per printed column. What a reader must know of a cell
//! is lifted out as numbered remarks under the table, so that the cells stay short. Drawn by `aktivitetstabell`.

use serde::Serialize;

use super::felt::figure;
use super::tabellvalg::{Svar, Tabellvalg};
use crate::derive::kostnad;
use crate::derive::opptelling;
use crate::derive::tilstand::{Frist, Tilstand};
use crate::domain::aktivitet::{Aktivitet, Finansieringsandel, Kostnad, Tid};
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::{Belegg, Felt, Grunn, Sikkerhet, Verdi};
use crate::language::Language;
use crate::page::world::World;
use crate::resolve::item::ItemId;

/// One line in a cell.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Linje {
    /// The words.
    pub tekst: String,
    /// Where they lead, when they name something.
    pub url: Option<String>,
    /// What a reader must know of this line.
    pub merknad: Option<String>,
}

impl Linje {
    /// A line of words.
    pub fn new(tekst: impl Into<String>) -> Self {
        Self { tekst: tekst.into(), ..Self::default() }
    }
}

/// One cell: lines, or the reason there are none; and how sure they are.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Rute {
    /// The lines; none when blank.
    pub linjer: Vec<Linje>,
    /// Why it is blank.
    pub grunn: Option<String>,
    /// `tolket` or `uklar`; nothing when it is sure.
    pub sikkerhet: Option<String>,
    /// What a reader must know. Moved to the table's remarks by [`table`].
    pub merknad: Option<String>,
    /// The number of the remark under the table.
    pub note: Option<usize>,
}

impl Rute {
    /// A cell from a field; `lines` is called when the value is known, and none of them makes the cell blank.
    pub fn of<T>(felt: &Felt<T>, lines: impl FnOnce(&T) -> Vec<Linje>) -> Self {
        let (linjer, grunn) = match &felt.verdi {
            Verdi::Kjent(value) => {
                let lines = lines(value);
                let grunn = lines.is_empty().then(|| Grunn::Tom.key());
                (lines, grunn)
            }
            Verdi::Blank(grunn) => (Vec::new(), Some(grunn.key())),
        };
        Self { linjer, grunn, ..Self::evidence(felt.belegg.as_deref()) }
    }

    /// An empty cell that only tells how sure something is.
    fn evidence(belegg: Option<&Belegg>) -> Self {
        Self {
            sikkerhet: belegg.and_then(|b| b.sikkerhet).filter(|s| *s != Sikkerhet::Sikker).map(Enumeration::key),
            merknad: belegg.and_then(|b| b.merknad.clone()),
            ..Self::default()
        }
    }
}

/// One activity as a row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Aktivitetsrad {
    /// Its id.
    pub id: String,
    /// Printed label.
    pub etikett: Option<String>,
    /// What is to be done.
    pub tekst: String,
    /// Its page.
    pub url: String,
    /// Sub-lines in the same cell.
    pub deler: Vec<String>,
    /// How sure the row as a whole is.
    pub om_raden: Rute,
    /// Expected results.
    pub resultat: Rute,
    /// Cost and who pays.
    pub kostnad: Rute,
    /// When.
    pub tid: Rute,
    /// With whom.
    pub samarbeid: Rute,
    /// Status key for the sign: `forsinket` when it is late.
    pub status: String,
    /// The date of the statement the status rests on, ISO.
    pub per: Option<String>,
    /// What is stated when lateness hides it: «i gang».
    pub oppgitt: Option<String>,
    /// Percent done, in words.
    pub framdrift: Option<String>,
    /// The date of the statement the percentage rests on, ISO.
    pub framdrift_per: Option<String>,
    /// What the row can be found by though no column says it.
    pub svar: Vec<Svar>,
    /// What it is sorted by where the words do not sort.
    pub orden: Orden,
}

/// What the columns of a row are sorted by.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Orden {
    /// The amount.
    pub kostnad: Option<String>,
    /// The last day of its time, ISO; without an end, the first.
    pub tid: Option<String>,
    /// The place of its status among statuses.
    pub status: usize,
}

/// A remark under the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// Its number.
    pub nr: usize,
    /// What it says.
    pub tekst: String,
}

/// A whole table as the `aktivitetstabell` component takes it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Aktivitetstabell {
    /// Unique on the page; remarks get ids from it.
    pub id: String,
    /// Caption.
    pub tekst: String,
    /// A line under the caption.
    pub undertekst: Option<String>,
    /// The rows.
    pub rader: Vec<Aktivitetsrad>,
    /// Remarks, each once however many cells it is about.
    pub noter: Vec<Note>,
    /// The tools over it, when it has its own.
    pub valg: Option<Tabellvalg>,
    /// It is sorted and filtered, by its own tools or by those of several tables.
    pub verktoey: bool,
}

/// The rows of a table, in the order given. What is no activity is left out.
pub fn rows(world: &World, items: &[ItemId]) -> Vec<Aktivitetsrad> {
    items.iter().filter_map(|item| row(world, *item)).collect()
}

/// A table with its remarks gathered under it.
pub fn table(world: &World, id: impl Into<String>, tekst: impl Into<String>, items: &[ItemId]) -> Aktivitetstabell {
    let mut rader = rows(world, items);
    let noter = gather(&mut rader);
    let mut table =
        Aktivitetstabell { id: id.into(), tekst: tekst.into(), rader, noter, ..Aktivitetstabell::default() };
    table.valg = tools(world, items, &table.id.clone(), table.tekst.clone(), &mut [&mut table]);
    table
}

/// One set of tools over several tables, which then have none of their own. `items` are the activities in all of them.
pub fn tools(
    world: &World,
    items: &[ItemId],
    id: &str,
    om: impl Into<String>,
    tables: &mut [&mut Aktivitetstabell],
) -> Option<Tabellvalg> {
    let ids: Vec<&str> = tables.iter().map(|table| table.id.as_str()).collect();
    let rows = tables.iter().map(|table| table.rader.len()).sum();
    let mut valg = Tabellvalg::new(id, om, &ids, rows);
    for table in tables.iter_mut() {
        table.valg = None;
        table.verktoey = valg.is_some();
    }
    let first = items.first().and_then(|item| world.site.item(*item).plan);
    let language = first.map_or_else(|| world.language(), |plan| world.plan_language(plan));
    if let Some(valg) = &mut valg {
        valg.hoved = true;
        let rows = || tables.iter().flat_map(|table| &table.rader);
        let states = || rows().map(|row| row.status.as_str());
        if states().any(|status| Some(status) != states().next()) {
            valg.spoer("status", language.word("kolonne.status"));
        }
        let svar: Vec<&[Svar]> = rows().map(|row| row.svar.as_slice()).collect();
        let wanted = valg.spoer_om_plan(language, &svar);
        for table in tables.iter_mut() {
            for row in &mut table.rader {
                row.svar.retain(|one| wanted.contains(&one.navn));
            }
        }
    }
    valg
}

/// Moves every remark out of its cell, and numbers them as they are met.
fn gather(rows: &mut [Aktivitetsrad]) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    for row in rows {
        for cell in [&mut row.om_raden, &mut row.resultat, &mut row.kostnad, &mut row.tid, &mut row.samarbeid] {
            let Some(tekst) = cell.merknad.take() else { continue };
            let known = notes.iter().position(|note| note.tekst == tekst);
            let at = known.unwrap_or(notes.len());
            if known.is_none() {
                notes.push(Note { nr: at + 1, tekst });
            }
            cell.note = Some(at + 1);
        }
    }
    notes
}

fn row(world: &World, item: ItemId) -> Option<Aktivitetsrad> {
    let site = world.site;
    let activity = site.aktivitet(item)?;
    let language = site.item(item).plan.map_or_else(|| world.language(), |plan| world.plan_language(plan));
    let state = world.derived.state(item);
    let late = state.is_some_and(|s| s.frist == Frist::Forsinket);
    Some(Aktivitetsrad {
        id: activity.rad.id.clone(),
        etikett: activity.etikett.known().cloned(),
        tekst: activity.tekst.clone(),
        url: world.url(item).to_owned(),
        deler: activity.deler.clone(),
        om_raden: Rute::evidence(Some(&activity.rad.belegg)),
        resultat: Rute::of(&activity.forventet_resultat, |lines| lines.iter().map(Linje::new).collect()),
        kostnad: cost(activity, language),
        tid: Rute::of(&activity.tid, |time| vec![Linje::new(time_words(time, language))]).without_empty(),
        samarbeid: partners(world, activity),
        status: world.derived.status_key(item),
        per: state.and_then(|s| s.per).map(crate::domain::dato::Dato::iso),
        oppgitt: state
            .filter(|_| late)
            .and_then(|s| s.status)
            .map(|s| language.word(&status_path(&s.key())).to_owned()),
        framdrift: state
            .and_then(|s| s.framdrift)
            .map(|percent| format!("{}\u{a0}%", figure(percent, false, language))),
        framdrift_per: state.and_then(|s| s.framdrift_per).map(crate::domain::dato::Dato::iso),
        svar: Svar::om(world, item, language),
        orden: order(activity, state),
    })
}

fn order(activity: &Aktivitet, state: Option<&Tilstand>) -> Orden {
    let time = activity.tid.known().map(Tid::periode);
    let day = time.and_then(|time| time.last_day().or(time.first_day()));
    let amount = activity.kostnad.known().and_then(|cost| cost.beloep.known());
    Orden {
        kostnad: amount.map(ToString::to_string),
        tid: day.map(|day| day.to_string()),
        status: opptelling::rang(&state.map_or_else(|| "uten".to_owned(), Tilstand::key)),
    }
}

fn status_path(key: &str) -> String {
    format!("status.{key}")
}

impl Rute {
    /// Lines without words are no lines.
    fn without_empty(mut self) -> Self {
        self.linjer.retain(|line| !line.tekst.is_empty());
        if self.linjer.is_empty() && self.grunn.is_none() {
            self.grunn = Some(Grunn::Tom.key());
        }
        self
    }
}

/// Cost as printed, amounts, and who pays which share.
fn cost(activity: &Aktivitet, language: &Language) -> Rute {
    let mut cell = Rute::of(&activity.kostnad, |cost| cost_lines(cost, language));
    let shares = share_lines(activity.finansiering.items(), language);
    if !shares.is_empty() {
        cell.linjer.extend(shares);
        cell.grunn = None;
    }
    cell
}

/// «Husbanken/Bydel», «ca. 100 000 kr per år».
pub fn cost_lines(cost: &Kostnad, language: &Language) -> Vec<Linje> {
    kostnad::kostnadsord(cost, language).into_iter().map(Linje::new).collect()
}

/// «Husbanken 70 %, 1 400 000 kr».
pub fn share_lines(shares: &[Finansieringsandel], language: &Language) -> Vec<Linje> {
    kostnad::andelsord(shares, language).into_iter().map(Linje::new).collect()
}

/// The time as printed; when nothing is printed, its dates.
pub fn time_words(time: &Tid, language: &Language) -> String {
    kostnad::tidsord(time, language)
}

fn partners(world: &World, activity: &Aktivitet) -> Rute {
    let line = |partner: &crate::domain::aktivitet::Samarbeid| Linje {
        tekst: partner.tekst.clone(),
        url: partner.organisasjon.as_ref().map(|o| world.reference(o).url).filter(|url| !url.is_empty()),
        merknad: partner.merknad.clone(),
    };
    Rute::of(&activity.samarbeid, |partners| partners.iter().map(line).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::aktivitet::Per;

    fn nb() -> Language {
        Language::load("nb", None).unwrap()
    }

    #[test]
    fn a_cost_in_words_is_not_an_amount_and_an_amount_says_what_it_is_per() {
        let words = Kostnad { tekst: Some("Husbanken/Bydel".into()), ..Kostnad::default() };
        assert_eq!(cost_lines(&words, &nb()), [Linje::new("Husbanken/Bydel")]);
        let amount =
            Kostnad { beloep: Felt::known_value(100_000.0), ca: true, per: Some(Per::Aar), ..Kostnad::default() };
        assert_eq!(cost_lines(&amount, &nb()), [Linje::new("ca. 100\u{202f}000\u{a0}kr per år")]);
    }

    #[test]
    fn a_share_without_amount_shows_the_share_alone() {
        let share =
            Finansieringsandel { kilde: "Husbanken".into(), andel: Felt::known_value(70.0), ..Default::default() };
        assert_eq!(share_lines(&[share], &nb()), [Linje::new("Husbanken\u{a0}70\u{a0}%")]);
    }

    #[test]
    fn a_blank_cell_keeps_its_reason_and_a_known_cell_without_lines_is_blank() {
        let lost: Felt<Vec<String>> = Felt { verdi: Verdi::Blank(Grunn::Ukjent), belegg: None };
        assert_eq!(Rute::of(&lost, |_| Vec::new()).grunn.as_deref(), Some("ukjent"));
        let empty = Felt::known_value(Vec::<String>::new());
        assert_eq!(Rute::of(&empty, |_| Vec::new()).grunn.as_deref(), Some("tom"));
    }

    #[test]
    fn a_remark_that_many_cells_share_is_said_once() {
        let cell = |text: &str| Rute { merknad: Some(text.into()), ..Rute::default() };
        let mut rows = vec![
            Aktivitetsrad { tid: cell("Tapt."), om_raden: cell("Egen rad?"), ..Aktivitetsrad::default() },
            Aktivitetsrad { tid: cell("Tapt."), ..Aktivitetsrad::default() },
        ];
        let notes = gather(&mut rows);
        assert_eq!(notes.iter().map(|n| n.tekst.as_str()).collect::<Vec<_>>(), ["Egen rad?", "Tapt."]);
        assert_eq!((rows[0].tid.note, rows[1].tid.note), (Some(2), Some(2)));
        assert_eq!(rows[1].tid.merknad, None);
    }
}

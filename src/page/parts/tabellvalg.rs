//! What a reader can do with the rows of a table or a list: which questions they answer, and which tables stand together.
//! Drawn by `tabellvalg`; `assets/tabell/tabell.js` does the work, and without it every row is there in the plan's order.

use serde::Serialize;

use crate::derive::dokument::faktornavn;
use crate::derive::kobling;
use crate::domain::rad::{Kind, Relasjon};
use crate::domain::suksessfaktor::Suksessfaktor;
use crate::language::Language;
use crate::page::world::World;
use crate::resolve::item::ItemId;

/// So many rows are read at a glance and need no tools.
const AT_A_GLANCE: usize = 5;

/// The tools over one table, or over several that are filtered together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Tabellvalg {
    /// Unique on the page; also what its choices are called in the address when a page has several.
    pub id: String,
    /// What is filtered, for those who hear it.
    pub om: String,
    /// The ids of the tables or lists, with spaces between.
    pub tabeller: String,
    /// How many rows there are in all.
    pub antall: usize,
    /// What rows can be filtered by.
    pub filtre: Vec<Filter>,
    /// Tables have columns to choose among and to sort by; lists have not.
    pub kolonner: bool,
    /// The table is what the page is about: on wide screens the tools are always shown.
    pub hoved: bool,
}

/// One question rows answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Filter {
    /// What it is called in the address, and in `data-f-…` on the rows when no column has the answer.
    pub navn: String,
    /// What the reader sees.
    pub tittel: String,
}

/// What one row answers to one question that has no column.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Svar {
    /// The question's name.
    pub navn: &'static str,
    /// The answers, one a line; empty when the plan does not say.
    pub verdier: String,
}

/// Tools over a list of things of a plan, one row each; none when they are few.
pub fn over_liste(id: &str, om: &str, rader: &[&[Svar]], language: &Language) -> Option<Tabellvalg> {
    let mut tools = Tabellvalg::liste(id, om, &[id], rader.len())?;
    tools.spoer_om_plan(language, rader);
    Some(tools)
}

impl Tabellvalg {
    /// Tools over tables or lists with so many rows; none when they are few.
    pub fn new(id: &str, om: impl Into<String>, tabeller: &[&str], antall: usize) -> Option<Self> {
        (antall > AT_A_GLANCE).then(|| Self {
            id: format!("valg-{id}"),
            om: om.into(),
            tabeller: tabeller.join(" "),
            antall,
            kolonner: true,
            ..Self::default()
        })
    }

    /// Tools over a list or several: no columns.
    pub fn liste(id: &str, om: impl Into<String>, lister: &[&str], antall: usize) -> Option<Self> {
        Self::new(id, om, lister, antall).map(|tools| Self { kolonner: false, hoved: true, ..tools })
    }

    /// With one more question.
    pub fn spoer(&mut self, navn: impl Into<String>, tittel: impl Into<String>) {
        self.filtre.push(Filter { navn: navn.into(), tittel: tittel.into() });
    }

    /// With the questions that things of a plan answer by [`Svar::om`]; returns the names of those that any row answers.
    pub fn spoer_om_plan(&mut self, language: &Language, rader: &[&[Svar]]) -> Vec<&'static str> {
        let answered =
            |name: &str| rader.iter().any(|row| row.iter().any(|one| one.navn == name && !one.verdier.is_empty()));
        // Where areas hold the rows, goals would only ask the same again.
        let by_area = answered(OMRAADE);
        let titles: Vec<(&'static str, String)> = QUESTIONS
            .into_iter()
            .filter(|(name, _)| answered(name) && !(by_area && *name == MAAL))
            .map(|(name, word)| (name, language.word(word).to_owned()))
            .collect();
        self.spoer_om_svar(&titles, rader);
        titles.into_iter().map(|(name, _)| name).collect()
    }

    /// With the questions that part the rows: one that all of them answer alike is no choice.
    pub fn spoer_om_svar(&mut self, titler: &[(&'static str, String)], rader: &[&[Svar]]) {
        for (navn, tittel) in titler {
            let mut answers = rader.iter().map(|row| row.iter().find(|one| one.navn == *navn).map(|one| &one.verdier));
            let first = answers.next();
            if answers.any(|other| Some(other) != first) {
                self.spoer(*navn, tittel.clone());
            }
        }
    }
}

const OMRAADE: &str = "omraade";
const MAAL: &str = "maal";
const ANSVARLIG: &str = "ansvarlig";
const MAALGRUPPE: &str = "maalgruppe";
const FAKTOR: &str = "faktor";

/// What things of a plan can be found by, in the order it is asked, each with the path of its word.
const QUESTIONS: [(&str, &str); 5] = [
    (OMRAADE, "felt.omraade"),
    (MAAL, "kolonne.maal"),
    (ANSVARLIG, "kolonne.ansvarlig"),
    (MAALGRUPPE, "type.maalgruppe"),
    (FAKTOR, "type.suksessfaktor"),
];

impl Svar {
    /// What a thing of a plan can be found by: area, goal, who answers for it, target group, success factor.
    pub fn om(world: &World, item: ItemId, language: &Language) -> Vec<Self> {
        let site = world.site;
        let word = |factor: Suksessfaktor| faktornavn(factor, language);
        let mut areas = site.graph.targets(item, Relasjon::Omraade);
        let owner = site.maal(item).and_then(|goal| goal.eier.as_ref());
        if let (Some(owner), Some(plan)) = (owner, site.item(item).plan) {
            areas
                .extend(site.register.of_plan(plan, Kind::Satsingsomraade).find(|area| site.item(*area).key == *owner));
        }
        let mut goals = site.graph.targets(item, Relasjon::Maal);
        if site.item(item).kind == Kind::Strategi {
            goals.extend(site.graph.targets(item, Relasjon::Gjelder).into_iter().filter(|to| site.maal(*to).is_some()));
        }
        let responsible = site
            .aktivitet(item)
            .map(|activity| &activity.ansvarlig)
            .or_else(|| site.tiltak(item).map(|measure| &measure.ansvarlig))
            .and_then(|who| who.known());
        vec![
            Self::ting(world, OMRAADE, areas),
            Self::ting(world, MAAL, goals),
            Self::new(ANSVARLIG, responsible.map(|who| world.reference(who).tittel)),
            Self::ting(world, MAALGRUPPE, site.graph.targets(item, Relasjon::Maalgruppe)),
            Self::new(FAKTOR, kobling::faktorer(site, item).into_iter().map(word)),
        ]
    }

    /// The answers, in words.
    pub fn new(navn: &'static str, verdier: impl IntoIterator<Item = String>) -> Self {
        // A line break inside an answer would part it in two.
        let words = verdier.into_iter().map(|word| word.split_whitespace().collect::<Vec<_>>().join(" "));
        Self { navn, verdier: words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("\n") }
    }

    /// The things a row belongs to.
    pub fn ting(world: &World, navn: &'static str, items: impl IntoIterator<Item = ItemId>) -> Self {
        Self::new(navn, items.into_iter().map(|item| world.site.item(item).display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_rows_get_no_tools() {
        assert_eq!(Tabellvalg::new("a", "A", &["t"], 5), None);
        let tools = Tabellvalg::new("a", "A", &["t", "u"], 6).unwrap();
        assert_eq!((tools.id.as_str(), tools.tabeller.as_str(), tools.antall), ("valg-a", "t u", 6));
    }

    #[test]
    fn a_question_that_all_rows_answer_alike_is_not_asked() {
        let row =
            |who: &str, what: &str| vec![Svar::new("hvem", [who.to_owned()]), Svar::new("hva", [what.to_owned()])];
        let rows = [row("NAV", "a"), row("NAV", "b")];
        let mut tools = Tabellvalg::new("a", "A", &["t"], 9).unwrap();
        let titles = [("hvem", "Hvem".to_owned()), ("hva", "Hva".to_owned())];
        tools.spoer_om_svar(&titles, &rows.each_ref().map(Vec::as_slice));
        assert_eq!(tools.filtre.iter().map(|f| f.navn.as_str()).collect::<Vec<_>>(), ["hva"]);
    }

    #[test]
    fn answers_stand_one_a_line_whatever_they_hold() {
        assert_eq!(Svar::new("x", ["a\nb".to_owned(), String::new(), " c ".to_owned()]).verdier, "a b\nc");
    }
}

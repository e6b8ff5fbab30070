//! What charts need besides numbers: words of the page's language, and how plan values become chart values.

use crate::chart::stacked::StackedRow;
use crate::chart::{self, Format, Value, Words};
use crate::derive::opptelling::Opptelling;
use crate::domain::enumeration::Enumeration;
use crate::domain::indikator::{Enhetsmaal, Indikator, Maaling};
use crate::language::Language;
use crate::language::dates::{self, Form};

/// The words a drawing adds by itself.
pub fn words(language: &Language) -> Words {
    let word = |key: &str| language.word(&format!("diagram.{key}")).to_owned();
    Words {
        about: language.word("tall.ca").to_owned(),
        part_of: word("del_av"),
        unknown: language.word("grunn.ukjent").to_owned(),
        no_date: language.word("grunn.tom").to_owned(),
        nothing: word("ingen_tall"),
        more_rows: word("flere_rader"),
        more_gaps: word("flere_hull"),
        hollow: word("hult_punkt"),
        axis_from: word("akse_fra"),
        empty_cell: word("tom_rute"),
        open_end: word("uten_slutt"),
        deadline_only: word("bare_frist"),
        quarter: word("kvartal"),
        months: std::array::from_fn(|month| word(&format!("maaned.m{}", month + 1))),
    }
}

/// A chart's frame. The description repeats the title's finding in full; the caption names the table.
pub fn frame(id: &str, title: String, caption: String, unit: &str, language: &Language) -> chart::Frame {
    chart::Frame {
        id: id.to_owned(),
        description: format!("{caption}. {title}"),
        title,
        caption,
        format: Format { decimals: None, unit: unit.to_owned() },
        words: words(language),
    }
}

/// The day of a date on a time axis.
pub fn day(date: jiff::civil::Date) -> chart::scale::Day {
    chart::scale::day_of(i32::from(date.year()), i32::from(date.month()), i32::from(date.day()))
}

/// A chart's frame for an indicator. A figure that is unsure for another reason than being rounded must not be called
/// «ca.», so the word is «ca.» only where the author says it.
pub fn indicator_frame(id: &str, title: String, indicator: &Indikator, language: &Language) -> chart::Frame {
    let mut frame = frame(id, title, indicator.navn.clone(), &unit(indicator, language), language);
    if !indicator.maalinger.iter().any(|reading| reading.ca) {
        language.word("innsikt.indikator.usikkert").clone_into(&mut frame.words.about);
    }
    frame
}

/// A reading as a chart shows it: an uncertain one is hollow.
pub fn value(reading: &Maaling, language: &Language) -> Value {
    match (&reading.verdi, crate::derive::indikatorserie::is_unsure(reading)) {
        (crate::domain::felt::Verdi::Kjent(number), false) => Value::Number(*number),
        (crate::domain::felt::Verdi::Kjent(number), true) => Value::About(*number),
        (crate::domain::felt::Verdi::Blank(why), _) => Value::blank(language.word(&format!("grunn.{}", why.key()))),
    }
}

/// The unit as it stands after a number: «husstander», «%», nothing for plain counts.
pub fn unit(indicator: &Indikator, language: &Language) -> String {
    match indicator.enhet.known() {
        None | Some(Enhetsmaal::Antall) => String::new(),
        Some(Enhetsmaal::Prosent) => "%".to_owned(),
        Some(unit) => super::felt::enumerated(*unit, language),
    }
}

/// A date in a table: `31.12.2012`, «desember 2012», `2012`.
pub fn date(dato: crate::domain::dato::Dato, language: &Language) -> String {
    dates::format(&dato.iso(), Form::Short, language)
}

/// The statuses of several groups that have anything in them, in the order bars show them.
pub struct Statusklasser {
    statuses: Vec<chart::Status>,
}

impl Statusklasser {
    /// The statuses that any of the groups has something in.
    pub fn of<'a>(groups: impl IntoIterator<Item = &'a Opptelling>) -> Self {
        // The first is what counts as done, so it stays also when nothing is.
        let mut statuses = vec![chart::Status::Fullfoert];
        for (key, count) in groups.into_iter().flat_map(Opptelling::parts) {
            let status = chart::Status::of_key(&key);
            if count > 0 && !statuses.contains(&status) {
                statuses.push(status);
            }
        }
        statuses.sort_unstable();
        Self { statuses }
    }

    /// Each with its word, as the chart takes them.
    pub fn words(&self, language: &Language) -> Vec<(chart::Status, String)> {
        let word = |status: chart::Status| language.word(&format!("status.{}", status.key())).to_owned();
        self.statuses.iter().map(|status| (*status, word(*status))).collect()
    }

    /// One group as a bar. Where nobody has said anything, its end says that: «0 of 16» would be a claim.
    pub fn row(&self, label: &str, group: &Opptelling, language: &Language) -> StackedRow {
        let unknown = group.total > 0 && group.uten == group.total;
        StackedRow {
            label: label.to_owned(),
            counts: self.counts(group),
            summary: unknown.then(|| language.word("status.uten").to_owned()),
        }
    }

    /// One group's counts in the same order.
    fn counts(&self, group: &Opptelling) -> Vec<u32> {
        let parts = group.parts();
        let count = |status: &chart::Status| {
            let found = parts.iter().find(|(key, _)| key == status.key()).map_or(0, |(_, count)| *count);
            u32::try_from(found).unwrap_or(u32::MAX)
        };
        self.statuses.iter().map(count).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_has_a_class_and_its_words_are_kept() {
        let nb = Language::load("nb", None).unwrap();
        let mut group = Opptelling::default();
        (group.total, group.uten) = (1, 1);
        let classes = Statusklasser::of([&group]);
        assert_eq!(
            classes.words(&nb).iter().map(|(_, word)| word.as_str()).collect::<Vec<_>>(),
            ["fullført", "uten status"]
        );
        assert_eq!(classes.counts(&group), [0, 1]);
        group.forsinket = 2;
        assert_eq!(Statusklasser::of([&group]).counts(&group), [0, 2, 1]);
    }

    #[test]
    fn drawings_have_words_in_every_language() {
        for code in ["nb", "nn", "en"] {
            let words = words(&Language::load(code, None).unwrap());
            let all = [&words.part_of, &words.nothing, &words.more_rows, &words.months[11], &words.quarter];
            assert!(all.iter().all(|word| !word.starts_with("diagram.")), "{code}: {all:?}");
        }
    }
}

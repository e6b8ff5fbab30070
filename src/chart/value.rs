//! One figure in a chart: a number, an uncertain number, or a blank with the word that says why. Which word that is, is
//! left to the caller.

use super::number::{format_desimaltall, format_kort, format_stort_tall, format_tall, with_unit};
use super::svg::SMALL;
use super::{Cell, Words, text};

/// A figure as it is known.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A number.
    Number(f64),
    /// A number that is stated as uncertain («ca. 30»).
    About(f64),
    /// No number, and the word that says why: «ikke fastsatt», «skjult».
    Blank {
        /// Shown in the drawing and in the table.
        word: String,
    },
}

impl Value {
    /// A blank with its word.
    pub fn blank(word: impl Into<String>) -> Self {
        Self::Blank { word: word.into() }
    }

    /// The number, when there is one. NaN and infinity are none.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) | Self::About(number) if number.is_finite() => Some(*number),
            _ => None,
        }
    }

    /// Whether this is a number stated as uncertain.
    pub fn is_uncertain(&self) -> bool {
        matches!(self, Self::About(number) if number.is_finite())
    }
}

/// How the numbers of a chart are written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Format {
    /// Exactly so many decimals; `None` gives as many as each number needs, and few.
    pub decimals: Option<usize>,
    /// `kr`, `%`, `husstander`; empty for none.
    pub unit: String,
}

impl Format {
    /// A number with this chart's decimals, without unit.
    pub fn bare(&self, number: f64) -> String {
        match self.decimals {
            Some(decimals) => format_desimaltall(number, decimals.min(6)),
            None => format_tall(number),
        }
    }

    /// A number with its unit.
    pub fn full(&self, number: f64) -> String {
        with_unit(&self.bare(number), &self.unit)
    }

    /// The unit when it is too long to stand at every number (`husstander`): it is then written once, above.
    pub(super) fn unit_above(&self) -> Option<&str> {
        (self.unit.trim().chars().count() > 3).then_some(self.unit.trim())
    }

    /// As [`Self::value`], but without a unit that stands above.
    pub(super) fn drawn(&self, value: &Value, words: &Words) -> String {
        match self.unit_above() {
            Some(_) => Self { decimals: self.decimals, unit: String::new() }.value(value, words),
            None => self.value(value, words),
        }
    }

    /// As [`Self::drawn`], but in millions or milliards when it would be wider than `room`: half a number is a wrong
    /// number, so figures are never cut. Words are.
    pub(super) fn drawn_within(&self, value: &Value, words: &Words, room: f64, size: f64) -> String {
        let drawn = self.drawn(value, words);
        let Some(number) = value.number() else {
            return text::ellipsis(&drawn, room, size);
        };
        if text::width(&drawn, size) <= room {
            return drawn;
        }
        let short = self.short(number);
        if value.is_uncertain() { with_unit(&words.about, &short) } else { short }
    }

    /// In millions or milliards where that is possible, with a unit that does not stand above.
    pub(super) fn short(&self, number: f64) -> String {
        let unit = if self.unit_above().is_some() { "" } else { self.unit.as_str() };
        with_unit(&format_stort_tall(number), unit)
    }

    /// A place on an axis with such a step, without a unit that stands above.
    pub(super) fn tick(&self, tick: f64, step: f64) -> String {
        let unit = if self.unit_above().is_some() { "" } else { self.unit.as_str() };
        with_unit(&self.bare_tick(tick, step), unit)
    }

    /// The same with its unit, wherever that stands.
    pub(super) fn full_tick(&self, tick: f64, step: f64) -> String {
        with_unit(&self.bare_tick(tick, step), &self.unit)
    }

    /// With all the decimals the step has: rounded, several lines of an axis would be called the same.
    fn bare_tick(&self, tick: f64, step: f64) -> String {
        let (size, word) = match tick.abs() {
            large if (1e9..1e15).contains(&large) => (1e9, "mrd."),
            large if (1e6..1e9).contains(&large) => (1e6, "mill."),
            _ => (1.0, ""),
        };
        match (decimals(step / size), decimals(step)) {
            (Some(few), _) if size > 1.0 && few <= 3 => with_unit(&format_kort(tick / size, few), word),
            (_, Some(needed)) => match self.decimals {
                Some(wanted) => format_desimaltall(tick, wanted.max(needed)),
                None => format_kort(tick, needed),
            },
            _ => self.bare(tick),
        }
    }

    /// A figure with all that belongs to it: number with unit, «ca.» before an uncertain one, or the blank's word.
    pub fn value(&self, value: &Value, words: &Words) -> String {
        match (value.number(), value) {
            (Some(number), Value::About(_)) => with_unit(&words.about, &self.full(number)),
            (Some(number), _) => self.full(number),
            (None, Value::Blank { word }) if !word.trim().is_empty() => word.clone(),
            (None, _) => words.unknown.clone(),
        }
    }

    /// A figure as the table shows it.
    pub(super) fn cell(&self, value: &Value, words: &Words) -> Cell {
        let text = self.value(value, words);
        if value.number().is_some() { Cell::number(text) } else { Cell::blank(text) }
    }
}

/// How many decimals a round step has; `None` for one too fine to be written in full.
fn decimals(step: f64) -> Option<usize> {
    let whole = |step: f64| step.round() >= 1.0 && (step - step.round()).abs() < 1e-6 * step;
    (0..10_u8).find(|decimals| whole(step * 10f64.powi((*decimals).into()))).map(usize::from)
}

/// A number that the others are compared with, drawn as a labelled line.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// «Mål 2016», «Utgangspunkt 2011».
    pub label: String,
    /// Where it is; a blank is not drawn, but its word is said below the drawing.
    pub value: Value,
    /// Where one comes from or where one wants to be.
    pub kind: ReferenceKind,
}

/// The two kinds of lines to compare with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferenceKind {
    /// Utgangspunkt: where things stood.
    Baseline,
    /// Mål: where things should be.
    Target,
}

impl ReferenceKind {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Baseline => "linje-utgangspunkt",
            Self::Target => "linje-maal",
        }
    }
}

impl Reference {
    /// «Mål 2016: 40» in small text, without a unit that stands above.
    pub(super) fn lines(&self, format: &Format, words: &Words, room: f64, max_lines: usize) -> Vec<String> {
        let figure = format.drawn_within(&self.value, words, room, SMALL);
        text::wrap_keeping(&format!("{}:", self.label), &figure, room, SMALL, max_lines)
    }

    /// «Mål 2016: 40 husstander», for labels and for notes under the table.
    pub(super) fn text(&self, format: &Format, words: &Words) -> String {
        format!("{}: {}", self.label, format.value(&self.value, words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_is_its_word_and_never_a_number() {
        let format = Format { decimals: None, unit: "kr".into() };
        let words = Words::bokmaal();
        assert_eq!(format.value(&Value::blank("ikke fastsatt"), &words), "ikke fastsatt");
        assert_eq!(format.value(&Value::Number(f64::NAN), &words), "ukjent");
        assert_eq!(format.value(&Value::About(f64::INFINITY), &words), "ukjent");
        assert_eq!(format.value(&Value::blank(" "), &words), "ukjent");
        assert_eq!(Value::blank("skjult").number(), None);
        assert!(!Value::About(f64::NAN).is_uncertain());
    }

    #[test]
    fn a_figure_without_room_is_shortened_but_never_cut() {
        let format = Format { decimals: None, unit: "kr".into() };
        let shown = |value: Value| format.drawn_within(&value, &Words::bokmaal(), 60.0, 16.0).replace('\u{a0}', " ");
        assert_eq!(shown(Value::About(12_500_000.0)), "ca. 12,5 mill. kr");
        assert_eq!(shown(Value::Number(123_456.0)), "123\u{202f}456 kr");
        assert!(shown(Value::blank("gjenstår å tallfeste")).ends_with('…'));
    }

    #[test]
    fn an_uncertain_number_says_so() {
        let format = Format { decimals: None, unit: "kr".into() };
        assert_eq!(format.value(&Value::About(2e6), &Words::bokmaal()), "ca.\u{a0}2\u{202f}000\u{202f}000\u{a0}kr");
    }
}

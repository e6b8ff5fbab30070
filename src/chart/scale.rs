//! From a number or a day to a place in the drawing: linear scale, round ticks, and the calendar's ticks for time lines.
//! What is drawn there is left to each chart.

use super::Words;

/// A stretch of numbers laid along a stretch of the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Linear {
    low: f64,
    high: f64,
    start: f64,
    end: f64,
}

impl Linear {
    /// Lays `low..high` along `start..end` (which may run backwards, as the y axis does). Equal or non-finite ends are
    /// widened, so a scale always has a length.
    pub fn new(low: f64, high: f64, start: f64, end: f64) -> Self {
        let low = if low.is_finite() { low } else { 0.0 };
        let high = if high.is_finite() { high } else { low };
        let (low, high) = if low < high {
            (low, high)
        } else {
            // Near f64::MAX adding 1 changes nothing, so widen in proportion.
            let margin = (low.abs() / 10.0).max(1.0);
            (low - margin, low + margin)
        };
        Self { low, high, start, end }
    }

    /// Where `value` lies; outside values stay at the nearest end, so nothing is drawn outside the chart.
    pub fn at(&self, value: f64) -> f64 {
        // Halved before subtracting: the span of −MAX..MAX does not fit in a f64.
        let share = (value / 2.0 - self.low / 2.0) / (self.high / 2.0 - self.low / 2.0);
        let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
        self.start + share * (self.end - self.start)
    }

    /// The smallest number on the scale.
    pub fn low(&self) -> f64 {
        self.low
    }

    /// The largest number on the scale.
    pub fn high(&self) -> f64 {
        self.high
    }
}

/// Round ticks (1, 2, 2,5 or 5 times a power of ten) that embrace `low..high`, about `count` of them, at least two.
/// With `whole` no step is below 1, for things that are counted.
pub fn round_ticks(low: f64, high: f64, count: usize, whole: bool) -> Vec<f64> {
    let (low, high) = if low <= high { (low, high) } else { (high, low) };
    if !low.is_finite() || !high.is_finite() || high - low > 1e300 {
        return vec![0.0, 1.0];
    }
    let margin = if high > low { 0.0 } else { (low.abs() / 10.0).max(1.0) };
    let (low, high) = (low - margin, high + margin);
    let parts = f64::from(u32::try_from(count.clamp(2, 20)).unwrap_or(5));
    let rough = ((high - low) / parts).max(f64::MIN_POSITIVE);
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|factor| factor * power)
        // A small tolerance keeps 0,1 + 0,2 from jumping to the next step.
        .find(|step| *step >= rough * 0.999)
        .unwrap_or(power * 10.0);
    let step = if whole { step.ceil().max(1.0) } else { step };
    let first = (low / step + 1e-9).floor();
    let last = (high / step - 1e-9).ceil();
    let mut ticks = Vec::new();
    let mut place = first;
    // Bounded: numbers of huge size with a tiny spread cannot be counted up in f64.
    while place <= last && ticks.len() <= 41 {
        ticks.push(without_dust(place * step, step));
        place += 1.0;
    }
    if ticks.len() < 2 { vec![low, high] } else { ticks }
}

/// 0,30000000000000004 becomes 0,3, and −0 becomes 0.
fn without_dust(value: f64, step: f64) -> f64 {
    let per_step = 1000.0 / step;
    let cleaned = (value * per_step).round() / per_step;
    if cleaned.is_finite() { cleaned + 0.0 } else { value }
}

/// A day as the number of days since 1970-01-01.
pub type Day = i32;

/// The day of a calendar date. Months outside 1–12 are carried over to other years.
pub fn day_of(year: i32, month: i32, day: i32) -> Day {
    // Years that begin in March, so that the leap day comes last (the «days from civil» algorithm).
    let months = i64::from(year) * 12 + i64::from(month) - 3;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12));
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * month + 2) / 5 + i64::from(day) - 1;
    let days = era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468;
    i32::try_from(days).unwrap_or(if days < 0 { i32::MIN } else { i32::MAX })
}

/// Year, month and day of the month.
pub fn date_of(day: Day) -> (i32, i32, i32) {
    let days = i64::from(day) + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let (year, month) = (era * 400 + year_of_era + i64::from(month >= 10), (month + 2) % 12 + 1);
    let small = |n: i64| i32::try_from(n).unwrap_or_default();
    (small(year), small(month), small(day))
}

/// `31.12.2012`, the form tables use.
pub fn format_day(day: Day) -> String {
    let (year, month, day) = date_of(day);
    format!("{day:02}.{month:02}.{year}")
}

/// One stretch of calendar on a time axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: Day,
    /// First day after.
    pub to: Day,
    /// What to call it: `2012`, `1. kv.`, `jan.`
    pub label: String,
}

/// How finely a time axis is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// One month.
    Month,
    /// Three months.
    Quarter,
    /// One year, or several: the number says how many.
    Years(i32),
}

impl Step {
    /// The finest division that gives at most `most` stretches between two days.
    pub fn fitting(from: Day, to: Day, most: i32) -> Self {
        let months = (i64::from(to) - i64::from(from)) / 30;
        let most = i64::from(most.max(2));
        if months <= most {
            return Self::Month;
        }
        if months / 3 <= most {
            return Self::Quarter;
        }
        let years = months / 12;
        let size = [1, 2, 5, 10, 20, 50, 100, 1000].into_iter().find(|size| years / i64::from(*size) <= most);
        Self::Years(size.unwrap_or(1_000_000))
    }

    fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Years(count) => count.saturating_mul(12),
        }
    }
}

/// The stretches that cover `from..=to`, whole ones: the axis begins and ends at a border of the calendar.
pub fn periods(from: Day, to: Day, step: Step, words: &Words) -> Vec<Period> {
    let (first_year, first_month, _) = date_of(from);
    let size = step.months();
    let mut month = match step {
        Step::Years(count) => first_year.div_euclid(count) * count * 12,
        Step::Month | Step::Quarter => (first_year * 12 + first_month - 1).div_euclid(size) * size,
    };
    let mut periods = Vec::new();
    // The bound guards against a day at the very end of the number range.
    while periods.len() < 200 {
        let start = day_of(0, month + 1, 1);
        let (year, month_of_year) = (month.div_euclid(12), month.rem_euclid(12));
        let label = match step {
            Step::Month => words.month(month_of_year),
            Step::Quarter => words.quarter(month_of_year / 3 + 1),
            Step::Years(_) => year.to_string(),
        };
        month = month.saturating_add(size);
        let end = day_of(0, month.saturating_add(1), 1);
        periods.push(Period { from: start, to: end, label });
        if end > to || end <= start {
            break;
        }
    }
    periods
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ticks_are_round_and_embrace_the_numbers() {
        assert_eq!(round_ticks(0.0, 37.0, 4, true), [0.0, 10.0, 20.0, 30.0, 40.0]);
        assert_eq!(round_ticks(0.0, 1.0, 4, false), [0.0, 0.25, 0.5, 0.75, 1.0]);
        assert_eq!(round_ticks(-12.0, 9.0, 4, false), [-20.0, -10.0, 0.0, 10.0]);
        assert_eq!(round_ticks(0.0, 2.0, 4, true), [0.0, 1.0, 2.0]);
    }

    #[test]
    fn equal_numbers_still_give_a_scale() {
        assert_eq!(round_ticks(5.0, 5.0, 4, false).first(), Some(&4.0));
        let scale = Linear::new(3.0, 3.0, 0.0, 100.0);
        assert!((scale.at(3.0) - 50.0).abs() < 1e-9);
    }

    #[test]
    fn days_and_dates_agree_over_leap_years_and_centuries() {
        assert_eq!(day_of(1970, 1, 1), 0);
        assert_eq!(day_of(2000, 2, 29) + 1, day_of(2000, 3, 1));
        assert_eq!(day_of(1900, 2, 28) + 1, day_of(1900, 3, 1));
        assert_eq!(date_of(day_of(2012, 12, 31)), (2012, 12, 31));
        assert_eq!(format_day(day_of(2012, 6, 1)), "01.06.2012");
    }

    #[test]
    fn an_axis_begins_and_ends_at_a_border_of_the_calendar() {
        let words = Words::bokmaal();
        let found = periods(day_of(2012, 2, 15), day_of(2012, 8, 1), Step::Quarter, &words);
        let labels: Vec<_> = found.iter().map(|period| period.label.as_str()).collect();
        assert_eq!(labels, ["1. kv.", "2. kv.", "3. kv."]);
        assert_eq!(found.first().map(|period| period.from), Some(day_of(2012, 1, 1)));
        assert_eq!(found.last().map(|period| period.to), Some(day_of(2012, 10, 1)));
    }

    #[test]
    fn the_step_grows_with_the_time_covered() {
        let start = day_of(2012, 1, 1);
        assert_eq!(Step::fitting(start, day_of(2012, 12, 31), 14), Step::Month);
        assert_eq!(Step::fitting(start, day_of(2014, 12, 31), 14), Step::Quarter);
        assert_eq!(Step::fitting(start, day_of(2020, 12, 31), 14), Step::Years(1));
        assert_eq!(Step::fitting(start, day_of(2100, 12, 31), 14), Step::Years(10));
    }

    proptest! {
        #[test]
        fn every_day_is_its_own_date(day in -1_000_000i32..1_000_000) {
            let (year, month, of_month) = date_of(day);
            prop_assert_eq!(day_of(year, month, of_month), day);
        }

        #[test]
        fn places_are_always_inside_the_drawing(low in any::<f64>(), high in any::<f64>(), value in any::<f64>()) {
            let place = Linear::new(low, high, 10.0, 200.0).at(value);
            prop_assert!((10.0..=200.0).contains(&place));
        }

        #[test]
        fn ticks_never_run_away(low in any::<f64>(), high in any::<f64>(), count in 0usize..50, whole: bool) {
            let ticks = round_ticks(low, high, count, whole);
            prop_assert!((2..=45).contains(&ticks.len()));
            prop_assert!(ticks.iter().all(|tick| tick.is_finite()));
        }

        #[test]
        fn no_day_makes_an_endless_axis(from in any::<i32>(), length in 0i32..2_000_000) {
            let to = from.saturating_add(length);
            let step = Step::fitting(from, to, 14);
            prop_assert!(!periods(from, to, step, &Words::bokmaal()).is_empty());
        }
    }
}

//! The few words a drawing adds by itself. All other text comes from the caller, already translated.

/// Fixed words and sentence patterns of the drawings; `{…}` is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Before an uncertain number.
    pub about: String,
    /// Part of a whole: `{del}`, `{alt}`.
    pub part_of: String,
    /// For a number that is none.
    pub unknown: String,
    /// For a date that nobody has given.
    pub no_date: String,
    /// When there is nothing to draw.
    pub nothing: String,
    /// Rows left out of the drawing: `{antall}`.
    pub more_rows: String,
    /// Gaps in lines that are not told one by one: `{antall}`.
    pub more_gaps: String,
    /// Explains hollow points.
    pub hollow: String,
    /// The axis does not begin at zero: `{tall}`.
    pub axis_from: String,
    /// Explains the hatched, empty cell of a matrix.
    pub empty_cell: String,
    /// Explains a bar without an end.
    pub open_end: String,
    /// Explains a mark without a beginning.
    pub deadline_only: String,
    /// Quarter of a year: `{nr}`.
    pub quarter: String,
    /// January to December, short.
    pub months: [String; 12],
}

impl Words {
    /// Bokmål.
    pub fn bokmaal() -> Self {
        Self {
            about: "ca.".into(),
            part_of: "{del} av {alt}".into(),
            unknown: "ukjent".into(),
            no_date: "ikke oppgitt".into(),
            nothing: "Ingen tall å vise.".into(),
            more_rows: "{antall} rader til står bare i tabellen.".into(),
            more_gaps: "{antall} hull til i linjene: se tabellen.".into(),
            hollow: "Hult punkt: usikkert tall.".into(),
            axis_from: "Aksen begynner på {tall}, ikke på 0.".into(),
            empty_cell: "ingen".into(),
            open_end: "uten sluttdato".into(),
            deadline_only: "bare frist oppgitt".into(),
            quarter: "{nr}. kv.".into(),
            months: ["jan.", "feb.", "mars", "april", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des."]
                .map(String::from),
        }
    }

    /// «5 av 8».
    pub(super) fn part_of(&self, part: &str, whole: &str) -> String {
        self.part_of.replace("{del}", part).replace("{alt}", whole)
    }

    /// «12 rader til står bare i tabellen.»
    pub(super) fn more_rows(&self, count: usize) -> String {
        with_count(&self.more_rows, count)
    }

    /// «3 hull til i linjene: se tabellen.»
    pub(super) fn more_gaps(&self, count: usize) -> String {
        with_count(&self.more_gaps, count)
    }

    /// «2. kv.»
    pub(super) fn quarter(&self, number: i32) -> String {
        self.quarter.replace("{nr}", &number.to_string())
    }

    /// Short name of a month, counted from 0.
    pub(super) fn month(&self, month: i32) -> String {
        usize::try_from(month).ok().and_then(|month| self.months.get(month)).cloned().unwrap_or_default()
    }
}

fn with_count(pattern: &str, count: usize) -> String {
    pattern.replace("{antall}", &super::number::format_heltall(i64::try_from(count).unwrap_or(i64::MAX)))
}

impl Default for Words {
    fn default() -> Self {
        Self::bokmaal()
    }
}

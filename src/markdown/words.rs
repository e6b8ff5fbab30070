//! The few words of the interface that stand inside running text. Which language they are in is the caller's choice.

use super::callout::Kind;

/// Words for what Markdown itself does not say. `{}` marks where a text or number goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The name of the link at a heading; `{}` is the heading's text.
    pub heading_anchor: String,
    /// Title of a `[!NOTE]`.
    pub merk: String,
    /// Title of a `[!TIP]`.
    pub tips: String,
    /// Title of an `[!IMPORTANT]`.
    pub viktig: String,
    /// Title of a `[!WARNING]`.
    pub advarsel: String,
    /// Title of a `[!CAUTION]`.
    pub forsiktig: String,
    /// The name of the list of footnotes.
    pub footnotes: String,
    /// The name of a link to a footnote; `{}` is its number.
    pub footnote: String,
    /// The name of the link from a footnote back to the text; `{}` is its number.
    pub footnote_back: String,
    /// The name of a table that has no caption; `{}` is its number.
    pub table: String,
    /// A ticked box, read aloud.
    pub task_done: String,
    /// An empty box, read aloud.
    pub task_open: String,
}

impl Words {
    /// The words in bokmål.
    pub fn bokmaal() -> Self {
        Self {
            heading_anchor: "Lenke til avsnittet «{}»".into(),
            merk: "Merk".into(),
            tips: "Tips".into(),
            viktig: "Viktig".into(),
            advarsel: "Advarsel".into(),
            forsiktig: "Forsiktig".into(),
            footnotes: "Fotnoter".into(),
            footnote: "Fotnote {}".into(),
            footnote_back: "Tilbake til teksten fra fotnote {}".into(),
            table: "Tabell {}".into(),
            task_done: "Gjort".into(),
            task_open: "Ikke gjort".into(),
        }
    }

    /// The title of a callout.
    pub fn callout(&self, kind: Kind) -> &str {
        match kind {
            Kind::Merk => &self.merk,
            Kind::Tips => &self.tips,
            Kind::Viktig => &self.viktig,
            Kind::Advarsel => &self.advarsel,
            Kind::Forsiktig => &self.forsiktig,
        }
    }
}

/// A phrase with its gap filled.
pub(super) fn fill(phrase: &str, with: &str) -> String {
    phrase.replacen("{}", with, 1)
}

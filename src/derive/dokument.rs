//! Dokument: a report or a whole plan as headings, texts and tables, before anyone decides whether it becomes a page, a
//! file for a spreadsheet or paper. What goes into it is told in `rapport` and `helplan`; how it is drawn is left to
//! those who draw.

use jiff::civil::Date;

use super::opptelling::Opptelling;
use crate::diag::Span;
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::{Belegg, Felt, Grunn, Verdi};
use crate::domain::indikator::Enhetsmaal;
use crate::domain::skjema::nummer_key;
use crate::domain::slug::slug;
use crate::domain::suksessfaktor::Suksessfaktor;
use crate::language::Language;
use crate::resolve::item::{ItemId, PlanId};
use crate::resolve::site::Site;

/// A document.
#[derive(Debug, Clone, PartialEq)]
pub struct Dokument {
    /// The plan it is of.
    pub plan: PlanId,
    /// The stored report it was made from; none for a draft and for a plan.
    pub rapport: Option<ItemId>,
    /// A name for files: `arsrapport-2012`.
    pub navn: String,
    /// What kind of document («Årsrapport»).
    pub slag: String,
    /// Title: «Årsrapport 2012».
    pub tittel: String,
    /// Whose it is.
    pub organisasjon: String,
    /// The source everything in it rests on unless it says otherwise: said once, not at every figure.
    pub kilde: Option<ItemId>,
    /// The plan's title; empty when it is the document's own.
    pub plantittel: String,
    /// Language code of everything in it that is not the author's.
    pub spraak: String,
    /// The date it is true for, ISO.
    pub per_dato: String,
    /// Sentences right under the title.
    pub ingress: Vec<String>,
    /// The cover: name and value.
    pub fakta: Vec<(String, Celle)>,
    /// The sections.
    pub seksjoner: Vec<Seksjon>,
    /// What became of the form's posts.
    pub besvart: Besvart,
    /// It is read on a sheet or two, and has no cover of its own.
    pub kort: bool,
}

/// How many of a form's posts were met with what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Besvart {
    /// Posts that ask for words.
    pub poster: usize,
    /// Answered in words, or with a stated nothing.
    pub svar: usize,
    /// Filled by the plan alone.
    pub planen: usize,
    /// Blank for a stated reason.
    pub blanke: usize,
}

impl Besvart {
    /// Neither answered, filled nor explained.
    pub const fn ubesvart(&self) -> usize {
        self.poster - self.svar - self.planen - self.blanke
    }
}

/// A section with a heading.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Seksjon {
    /// Unique in the document, ASCII.
    pub id: String,
    /// Heading.
    pub tittel: String,
    /// A sentence under it; empty for none.
    pub ingress: String,
    /// Its tables are wide: paper lies down.
    pub liggende: bool,
    /// What it holds.
    pub blokker: Vec<Blokk>,
}

/// A part of a section.
#[derive(Debug, Clone, PartialEq)]
pub enum Blokk {
    /// A heading below the section's.
    Overskrift {
        /// Unique in the document, ASCII.
        id: String,
        /// The post of the form, `A.1`, or the id of what it is about.
        punkt: String,
        /// The heading, its number first.
        tekst: String,
        /// What it is about, when that has a page.
        lenke: Option<ItemId>,
    },
    /// A plain paragraph.
    Avsnitt(String),
    /// A paragraph that introduces what the plan itself gave.
    FraPlanen(String),
    /// A small remark.
    Merknad(String),
    /// The author's Markdown, and what it rests on.
    Tekst(Tekst),
    /// Part of a post: a small heading before what follows.
    Del(String),
    /// A post without an answer, and what it asks for.
    Ubesvart {
        /// What the form asks for; empty for nothing.
        hjelp: String,
    },
    /// A stated nothing: «ingen konkrete tiltak i perioden».
    IngenTiltak,
    /// A post that is blank for a stated reason.
    Blank {
        /// Why.
        grunn: Grunn,
        /// What a reader must know.
        merknad: String,
    },
    /// Lines under each other.
    Liste(Vec<Celle>),
    /// A table.
    Tabell(Tabell),
    /// A chapter of running text of the plan.
    Kapittel(ItemId),
    /// A drawing of what the document also tells in words; formats without drawings leave it out.
    Figur(Figur),
}

/// What a drawing shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Figur {
    /// How far groups of activities have come.
    Status {
        /// Unique in the document, ASCII.
        id: String,
        /// The sentence it proves.
        tittel: String,
        /// What the groups are («Hovedmål»).
        hode: String,
        /// Each group's name and how many of it are where.
        grupper: Vec<(String, Opptelling)>,
    },
    /// When things happen.
    Tidslinje {
        /// Unique in the document, ASCII.
        id: String,
        /// In the plan's order.
        rader: Vec<Tidsrad>,
        /// The day the statuses are true for.
        dato: Date,
    },
    /// An indicator's readings over time.
    Indikator(ItemId),
}

/// One bar of a time line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tidsrad {
    /// An activity or a commitment.
    pub item: ItemId,
    /// First day.
    pub fra: Option<Date>,
    /// Last day.
    pub til: Option<Date>,
    /// Its status by its key, lateness included.
    pub status: String,
}

/// Running text in Markdown.
#[derive(Debug, Clone, PartialEq)]
pub struct Tekst {
    /// The Markdown.
    pub markdown: String,
    /// Its place, which its references are known by.
    pub sted: Span,
    /// What it rests on.
    pub belegg: Option<Belegg>,
}

/// A table. The first cell of each row names it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tabell {
    /// Unique in the document, ASCII.
    pub id: String,
    /// Caption.
    pub tekst: String,
    /// Headings.
    pub kolonner: Vec<Kolonne>,
    /// Rows.
    pub rader: Vec<Rad>,
}

/// A column's heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kolonne {
    /// The heading.
    pub tittel: String,
    /// Its cells are figures.
    pub tall: bool,
}

/// A row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rad {
    /// The form's own number (`C.1.2`); empty when it has none. What the row is about is what its first cell names.
    pub punkt: String,
    /// As many as there are columns.
    pub celler: Vec<Celle>,
    /// A sum of the rows above.
    pub sum: bool,
}

/// A cell: lines, each of its own kind. None at all is an empty cell that nothing can be said of.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Celle {
    /// The lines.
    pub linjer: Vec<Linje>,
}

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub struct Linje {
    /// What it says.
    pub innhold: Innhold,
    /// What it names, when that has a page.
    pub lenke: Option<ItemId>,
    /// A few words after: a date, a group; empty for none.
    pub tillegg: String,
    /// What it rests on.
    pub belegg: Option<Belegg>,
}

/// What a line says.
#[derive(Debug, Clone, PartialEq)]
pub enum Innhold {
    /// Words.
    Ord(String),
    /// A figure.
    Tall {
        /// The figure.
        verdi: f64,
        /// It is approximate.
        ca: bool,
        /// What is counted.
        enhet: Option<Enhetsmaal>,
    },
    /// A status by its key (`i_gang`, `uten`).
    Status(String),
    /// Nothing, for a reason.
    Blank(Grunn),
    /// The author's Markdown.
    Markdown {
        /// The text.
        tekst: String,
        /// Its place.
        sted: Span,
    },
}

impl Dokument {
    /// Evidence as it is shown in the document: its own source is not named again, nor the post it stands in.
    #[must_use]
    pub fn vist_belegg(&self, site: &Site, belegg: &Belegg, punkt: &str, language: &Language) -> Belegg {
        let own = self.kilde.is_some() && belegg.kilde.as_ref().is_none_or(|kilde| site.target(kilde) == self.kilde);
        if !own {
            return belegg.clone();
        }
        let here = |sted: &String| !punkt.is_empty() && nummer_key(sted) == nummer_key(punkt);
        let sted = belegg.sted.as_ref().filter(|sted| !here(sted));
        let sted = sted.map(|sted| language.fill("dokument.punkt", &[("punkt", sted)]));
        Belegg { kilde: None, sted, ..belegg.clone() }
    }
}

impl Seksjon {
    /// An empty section.
    pub fn new(id: impl Into<String>, tittel: impl Into<String>) -> Self {
        Self { id: id.into(), tittel: tittel.into(), ..Self::default() }
    }
}

impl Blokk {
    /// A heading for a post or an item.
    pub fn overskrift(punkt: &str, tekst: impl Into<String>) -> Self {
        Self::Overskrift {
            id: format!("punkt-{}", slug(punkt)),
            punkt: punkt.to_owned(),
            tekst: tekst.into(),
            lenke: None,
        }
    }
}

impl Tabell {
    /// An empty table.
    pub fn new(id: impl Into<String>, tekst: impl Into<String>, kolonner: Vec<Kolonne>) -> Self {
        Self { id: id.into(), tekst: tekst.into(), kolonner, rader: Vec::new() }
    }

    /// Adds a row.
    pub fn push(&mut self, punkt: impl Into<String>, celler: Vec<Celle>) {
        self.rader.push(Rad { punkt: punkt.into(), celler, sum: false });
    }
}

impl Tabell {
    /// Is there a column of words last, where what the figures rest on can be told?
    pub fn samler_belegg(&self) -> bool {
        self.kolonner.iter().any(|column| column.tall) && self.kolonner.last().is_some_and(|column| !column.tall)
    }
}

impl Rad {
    /// What the figures of the row rest on, each once. How sure each is stands beside the figure itself; a date is told
    /// only where a remark needs it.
    pub fn tallbelegg(&self, table: &Tabell) -> Vec<Belegg> {
        let mut found: Vec<Belegg> = Vec::new();
        let figures = self.celler.iter().zip(&table.kolonner).filter(|(_, column)| column.tall);
        let all: Vec<&Belegg> =
            figures.flat_map(|(cell, _)| &cell.linjer).filter_map(|line| line.belegg.as_ref()).collect();
        for belegg in &all {
            let dato = belegg.dato.filter(|_| belegg.merknad.is_some() && all.len() > 1);
            let belegg = Belegg { dato, sikkerhet: None, skjult: false, ..(*belegg).clone() };
            let known = found.iter().any(|one| named(one) == named(&belegg) && one.merknad == belegg.merknad);
            if !belegg.is_empty() && !known {
                found.push(belegg);
            }
        }
        // A source that a remark names already need not be named once more alone.
        let said: Vec<Belegg> = found.iter().filter(|b| b.merknad.is_some()).cloned().collect();
        let repeats = |b: &Belegg| b.merknad.is_none() && said.iter().any(|s| named(s) == named(b));
        found.retain(|belegg| !repeats(belegg));
        found
    }
}

/// The source and the place in it, wherever the reference to it was written.
fn named(belegg: &Belegg) -> (Option<&str>, Option<&str>) {
    (belegg.kilde.as_ref().map(|kilde| kilde.text.as_str()), belegg.sted.as_deref())
}

impl Kolonne {
    /// A column of words.
    pub fn ord(tittel: impl Into<String>) -> Self {
        Self { tittel: tittel.into(), tall: false }
    }

    /// A column of figures.
    pub fn tall(tittel: impl Into<String>) -> Self {
        Self { tittel: tittel.into(), tall: true }
    }
}

impl Celle {
    /// Words; none make it blank.
    pub fn ord(tekst: impl Into<String>) -> Self {
        let tekst = tekst.into();
        if tekst.trim().is_empty() { Self::blank(Grunn::Tom) } else { Linje::ord(tekst).into() }
    }

    /// Blank for a reason.
    pub fn blank(grunn: Grunn) -> Self {
        Linje::of(Innhold::Blank(grunn)).into()
    }

    /// Lines; none make it blank.
    pub fn linjer(linjer: Vec<Linje>) -> Self {
        if linjer.is_empty() { Self::blank(Grunn::Tom) } else { Self { linjer } }
    }

    /// A field as `line` writes its value, or why it is blank; with its evidence.
    pub fn felt<T>(felt: &Felt<T>, line: impl FnOnce(&T) -> Linje) -> Self {
        let belegg = felt.belegg.as_deref().cloned();
        let mut one = match &felt.verdi {
            Verdi::Kjent(value) => line(value),
            Verdi::Blank(grunn) => Linje::of(Innhold::Blank(*grunn)),
        };
        if matches!(&one.innhold, Innhold::Ord(text) if text.trim().is_empty()) {
            one.innhold = Innhold::Blank(Grunn::Tom);
        }
        one.belegg = belegg.or(one.belegg);
        one.into()
    }

    /// A text field.
    pub fn tekst(felt: &Felt<String>) -> Self {
        Self::felt(felt, |text| Linje::ord(text.clone()))
    }

    /// A field with a word from a closed list.
    pub fn liste_ord<E: Enumeration>(felt: &Felt<E>, language: &Language) -> Self {
        Self::felt(felt, |word| Linje::ord(enumerated(*word, language)))
    }

    /// Is there nothing known in it?
    pub fn er_blank(&self) -> bool {
        self.linjer.iter().all(|line| matches!(line.innhold, Innhold::Blank(_)))
    }
}

impl From<Linje> for Celle {
    fn from(line: Linje) -> Self {
        Self { linjer: vec![line] }
    }
}

impl Linje {
    /// A line of any kind.
    pub const fn of(innhold: Innhold) -> Self {
        Self { innhold, lenke: None, tillegg: String::new(), belegg: None }
    }

    /// Words.
    pub fn ord(tekst: impl Into<String>) -> Self {
        Self::of(Innhold::Ord(tekst.into()))
    }

    /// Words that name an item.
    pub fn item(tekst: impl Into<String>, item: ItemId) -> Self {
        Self { lenke: Some(item), ..Self::ord(tekst) }
    }

    /// With a few words after.
    #[must_use]
    pub fn tillegg(mut self, tekst: impl Into<String>) -> Self {
        self.tillegg = tekst.into();
        self
    }

    /// With evidence, when it says anything.
    #[must_use]
    pub fn belegg(mut self, belegg: Option<&Belegg>) -> Self {
        self.belegg = belegg.filter(|belegg| !belegg.is_empty()).cloned();
        self
    }
}

/// A success factor's name in a language.
pub fn faktornavn(factor: Suksessfaktor, language: &Language) -> String {
    language.find(&format!("suksessfaktor.{}", factor.key())).unwrap_or(factor.navn()).to_owned()
}

/// A word from a closed list as people read it.
pub fn enumerated<E: Enumeration>(word: E, language: &Language) -> String {
    let list = crate::domain::slug::ascii_key(E::NAME);
    language.find(&format!("{list}.{}", word.key())).map_or_else(|| word.word().replace('_', " "), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_field_without_words_is_blank_and_keeps_its_evidence() {
        let belegg = Belegg { sted: Some("s. 3".into()), ..Belegg::default() };
        let felt = Felt { verdi: Verdi::Kjent("  ".to_owned()), belegg: Some(Box::new(belegg.clone())) };
        let cell = Celle::tekst(&felt);
        assert!(cell.er_blank());
        assert_eq!(cell.linjer[0].belegg, Some(belegg));
        assert!(Celle::ord("").er_blank() && Celle::linjer(Vec::new()).er_blank());
        assert!(!Celle::ord("x").er_blank());
    }

    #[test]
    fn what_is_not_answered_filled_or_explained_is_unanswered() {
        let one = Besvart { poster: 22, svar: 16, planen: 2, blanke: 1 };
        assert_eq!(one.ubesvart(), 3);
    }
}

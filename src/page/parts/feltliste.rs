//! The fields of one thing under each other: name, values or why there are none, and the evidence for each.
//! Drawn by `feltliste`.

use serde::Serialize;

use super::felt::{Bevis, enumerated, figure};
use crate::derive::dokument::faktornavn;
use crate::domain::dato::Dato;
use crate::domain::enumeration::Enumeration;
use crate::domain::felt::{Felt, Grunn, Verdi};
use crate::domain::rad::Ref;
use crate::domain::suksessfaktor::Suksessfaktor;
use crate::language::Language;
use crate::language::dates::{self, Form};
use crate::page::address;
use crate::page::world::World;

/// One value of a field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Feltverdi {
    /// The words.
    pub tekst: String,
    /// Where they lead.
    pub url: Option<String>,
    /// What a reader must know of this value.
    pub merknad: Option<String>,
    /// The value is a status key, drawn with its sign.
    pub status: bool,
}

impl Feltverdi {
    /// Words.
    pub fn new(tekst: impl Into<String>) -> Self {
        Self { tekst: tekst.into(), ..Self::default() }
    }

    /// Words that lead somewhere; an empty address leads nowhere.
    pub fn link(tekst: impl Into<String>, url: impl Into<String>) -> Self {
        Self { url: Some(url.into()).filter(|url: &String| !url.is_empty()), ..Self::new(tekst) }
    }
}

/// One field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Feltrad {
    /// The field's name as people read it.
    pub navn: String,
    /// Its values.
    pub verdier: Vec<Feltverdi>,
    /// Why there are none.
    pub grunn: Option<String>,
    /// What a reader must know of the blank.
    pub forklaring: Option<String>,
    /// Evidence for this very field.
    pub bevis: Option<Bevis>,
}

/// Gathers fields. Names come from `felt.<key>` in the language files.
pub struct Felter<'w> {
    world: &'w World<'w>,
    language: &'w Language,
    rader: Vec<Feltrad>,
}

impl<'w> Felter<'w> {
    /// None yet.
    pub fn new(world: &'w World<'w>, language: &'w Language) -> Self {
        Self { world, language, rader: Vec::new() }
    }

    /// The fields, in the order they were added.
    pub fn done(self) -> Vec<Feltrad> {
        self.rader
    }

    /// A field of any type. Known without values counts as blank.
    pub fn field<T>(&mut self, key: &str, felt: &Felt<T>, values: impl FnOnce(&T) -> Vec<Feltverdi>) -> &mut Self {
        let (verdier, grunn) = match &felt.verdi {
            Verdi::Kjent(value) => {
                let values = values(value);
                let grunn = values.is_empty().then_some(Grunn::Tom);
                (values, grunn)
            }
            Verdi::Blank(grunn) => (Vec::new(), Some(*grunn)),
        };
        let mut bevis = felt.belegg.as_deref().and_then(|belegg| Bevis::of(self.world, belegg));
        let mut forklaring = None;
        if let Some(grunn) = grunn {
            forklaring = bevis.as_mut().and_then(|b| b.merknad.take()).or_else(|| self.explained(grunn));
            bevis = bevis.filter(|b| *b != Bevis::default());
        }
        let navn = self.language.word(&format!("felt.{key}")).to_owned();
        self.rader.push(Feltrad { navn, verdier, grunn: grunn.map(Enumeration::key), forklaring, bevis });
        self
    }

    /// What a blank means, when its word does not say it all.
    fn explained(&self, grunn: Grunn) -> Option<String> {
        let path = format!("grunn_forklart.{}", grunn.key());
        (grunn != Grunn::Tom).then(|| self.language.word(&path).to_owned())
    }

    /// As [`Felter::field`], but says nothing of what nobody has said anything about.
    pub fn if_said<T>(&mut self, key: &str, felt: &Felt<T>, values: impl FnOnce(&T) -> Vec<Feltverdi>) -> &mut Self {
        let silent = felt.grunn() == Some(Grunn::Tom) && felt.belegg.is_none();
        if silent { self } else { self.field(key, felt, values) }
    }

    /// Values that are known for certain; nothing when there are none.
    pub fn values(&mut self, key: &str, values: Vec<Feltverdi>) -> &mut Self {
        if !values.is_empty() {
            let navn = self.language.word(&format!("felt.{key}")).to_owned();
            self.rader.push(Feltrad { navn, verdier: values, ..Feltrad::default() });
        }
        self
    }

    /// A text.
    pub fn text(&mut self, key: &str, felt: &Felt<String>) -> &mut Self {
        self.field(key, felt, |text| some(text))
    }

    /// A word from a closed list.
    pub fn word<E: Enumeration>(&mut self, key: &str, felt: &Felt<E>) -> &mut Self {
        let language = self.language;
        self.field(key, felt, |word| vec![Feltverdi::new(enumerated(*word, language))])
    }

    /// A word from a closed list, when anything is said of it.
    pub fn word_if_said<E: Enumeration>(&mut self, key: &str, felt: &Felt<E>) -> &mut Self {
        let language = self.language;
        self.if_said(key, felt, |word| vec![Feltverdi::new(enumerated(*word, language))])
    }

    /// A date.
    pub fn date(&mut self, key: &str, felt: &Felt<Dato>) -> &mut Self {
        let language = self.language;
        self.field(key, felt, |date| vec![Feltverdi::new(dates::format(&date.iso(), Form::Long, language))])
    }

    /// A date, when anything is said of it.
    pub fn date_if_said(&mut self, key: &str, felt: &Felt<Dato>) -> &mut Self {
        let language = self.language;
        self.if_said(key, felt, |date| vec![Feltverdi::new(dates::format(&date.iso(), Form::Long, language))])
    }

    /// A number with a unit after it.
    pub fn number(&mut self, key: &str, felt: &Felt<f64>, unit: &str) -> &mut Self {
        let language = self.language;
        self.field(key, felt, |n| {
            let text = figure(*n, false, language);
            vec![Feltverdi::new(if unit.is_empty() { text } else { format!("{text}\u{a0}{unit}") })]
        })
    }

    /// References, as links to what they name.
    pub fn refs(&mut self, key: &str, felt: &Felt<Vec<Ref>>) -> &mut Self {
        let world = self.world;
        self.field(key, felt, |refs| refs.iter().map(|r| link(world, r)).collect())
    }

    /// References, when anything is said of them.
    pub fn refs_if_said(&mut self, key: &str, felt: &Felt<Vec<Ref>>) -> &mut Self {
        let world = self.world;
        self.if_said(key, felt, |refs| refs.iter().map(|r| link(world, r)).collect())
    }

    /// One reference.
    pub fn reference(&mut self, key: &str, felt: &Felt<Ref>) -> &mut Self {
        let world = self.world;
        self.field(key, felt, |r| vec![link(world, r)])
    }

    /// Success factors, when anything is said of them.
    pub fn factors(&mut self, felt: &Felt<Vec<Suksessfaktor>>) -> &mut Self {
        let language = self.language;
        let one = |f: &Suksessfaktor| Feltverdi::link(faktornavn(*f, language), address::factor(*f));
        self.if_said("suksessfaktorer", felt, |factors| factors.iter().map(one).collect())
    }
}

/// A link to what a reference names; its words when it names nothing.
pub fn link(world: &World, reference: &Ref) -> Feltverdi {
    let link = world.reference(reference);
    Feltverdi::link(link.tittel, link.url)
}

/// Words, unless there are none.
pub fn some(text: &str) -> Vec<Feltverdi> {
    if text.is_empty() { Vec::new() } else { vec![Feltverdi::new(text)] }
}

/// Moves fields that are blank without a word more into one last row that names them, so that what is said stands out.
pub fn gather_silent(fields: Vec<Feltrad>, language: &Language) -> Vec<Feltrad> {
    let silent = |f: &Feltrad| f.grunn.as_deref() == Some("tom") && f.forklaring.is_none() && f.bevis.is_none();
    if fields.iter().filter(|f| silent(f)).count() < 2 {
        return fields;
    }
    let (blank, mut said): (Vec<Feltrad>, Vec<Feltrad>) = fields.into_iter().partition(silent);
    let names: Vec<String> = blank.into_iter().map(|f| f.navn).collect();
    said.push(Feltrad {
        navn: language.word("planside.ikke_oppgitt").to_owned(),
        verdier: vec![Feltverdi::new(names.join(" · "))],
        ..Feltrad::default()
    });
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silent_blanks_are_named_together_and_explained_ones_stay() {
        let nb = Language::load("nb", None).unwrap();
        let blank = |navn: &str, forklaring: Option<&str>| Feltrad {
            navn: navn.into(),
            grunn: Some("tom".into()),
            forklaring: forklaring.map(str::to_owned),
            ..Feltrad::default()
        };
        let fields = vec![blank("Mål", None), blank("Frist", Some("Bydelen søker hvert år.")), blank("Kostnad", None)];
        let shown = gather_silent(fields, &nb);
        assert_eq!(shown.len(), 2);
        assert_eq!(shown[0].navn, "Frist");
        assert_eq!(shown[1].verdier[0].tekst, "Mål · Kostnad");
    }
}

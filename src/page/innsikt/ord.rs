//! The words of one insight page: those of its own section in the language files, and numbers and dates in sentences.

use jiff::civil::Date;

use crate::domain::dato::Dato;
use crate::language::Language;
use crate::language::dates::{self, Form};
use crate::language::numbers;
use crate::page::world::World;
use crate::resolve::item::PlanId;

/// Words of `innsikt.<side>` in a plan's language.
pub struct Ord<'a> {
    /// The plan's language.
    pub language: &'a Language,
    side: &'static str,
}

impl<'a> Ord<'a> {
    /// The words of a page in a plan's language.
    pub fn of(world: &'a World, plan: PlanId, side: &'static str) -> Self {
        Self { language: world.plan_language(plan), side }
    }

    /// The words of a page in any language.
    pub fn new(language: &'a Language, side: &'static str) -> Self {
        Self { language, side }
    }

    /// The same language's words of another page.
    #[must_use]
    pub fn for_side(&self, side: &'static str) -> Self {
        Self { language: self.language, side }
    }

    /// A word of the page.
    pub fn word(&self, key: &str) -> String {
        self.language.word(&format!("innsikt.{}.{key}", self.side)).to_owned()
    }

    /// A sentence of the page.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.language.fill(&format!("innsikt.{}.{key}", self.side), values)
    }

    /// A sentence of the page about so many: of one, `<key>_en` says it.
    pub fn fill_for(&self, key: &str, n: usize, values: &[(&str, &str)]) -> String {
        self.language.fill_for(&format!("innsikt.{}.{key}", self.side), n, values)
    }

    /// A word shared by the site.
    pub fn felles(&self, path: &str) -> String {
        self.language.word(path).to_owned()
    }

    /// A whole number.
    pub fn tall(&self, n: usize) -> String {
        numbers::whole(i128::try_from(n).unwrap_or(i128::MAX))
    }

    /// «3 aktiviteter».
    pub fn antall(&self, noun: &str, n: usize) -> String {
        self.language.count(noun, u64::try_from(n).unwrap_or(u64::MAX))
    }

    /// «5 av 8».
    pub fn av(&self, part: usize, whole: usize) -> String {
        self.language.fill("diagram.del_av", &[("del", &self.tall(part)), ("alt", &self.tall(whole))])
    }

    /// A date in a sentence: «31. desember 2012», «2012».
    pub fn dato_lang(&self, dato: Dato) -> String {
        dates::format(&dato.iso(), Form::Long, self.language)
    }

    /// A date in a table: «31.12.2012», «2012».
    pub fn dato(&self, dato: Dato) -> String {
        dates::format(&dato.iso(), Form::Short, self.language)
    }

    /// A day in a table or a sentence: «31.12.2012».
    pub fn dag(&self, date: Date) -> String {
        self.dato(Dato::Dag(date))
    }
}

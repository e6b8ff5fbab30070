//! The workbook: everything the author's folder says, organisation by organisation, before ids are looked up. What is
//! internal is already gone when the public edition is made: nothing later can leak it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::bok::{self, Files, Known, Lest, OrganisasjonBok};
use super::felles::Felles;
use super::fil::{self, Unread};
use super::hidden::Hidden;
use super::page::{Pages, ReadPage};
use crate::diag::{Diagnostic, FileId, Span};
use crate::domain::artikkel::Artikkel;
use crate::source::{FileKind, SourceFile, SourceSet};
use crate::yaml::fields::Sink;

/// Everything the folder says.
#[derive(Debug, Default)]
pub struct Workbook {
    /// Organisations, by id.
    pub organisasjoner: Vec<OrganisasjonBok>,
    /// Shared data.
    pub felles: Felles,
    /// Pages of the knowledge base, by path.
    pub artikler: Vec<Artikkel>,
    /// What was left out because it is internal.
    pub hidden: Hidden,
    /// How many drafts were left out.
    pub drafts: usize,
    /// Every source named as evidence anywhere.
    pub citations: Vec<crate::domain::rad::Ref>,
    /// Every text as it was read, by file.
    pub texts: HashMap<FileId, Arc<ReadPage>>,
}

/// What is kept from one reading of a folder to the next. Two readings may be needed to know what is internal.
#[derive(Debug, Default)]
pub struct Memory {
    keeping: bool,
    rounds: [Round; 2],
}

/// What one reading leaves to the next of the same kind.
#[derive(Debug, Default)]
struct Round {
    pages: Pages,
    /// By folder, when organisations are kept.
    organisations: HashMap<String, Known>,
}

impl Memory {
    /// One that keeps what the folders of organisations said too. It takes as much room again as they do.
    pub fn keeping() -> Self {
        Self { keeping: true, ..Self::default() }
    }
}

impl Workbook {
    /// Reads all sources. Broken files are reported and the others read all the same.
    pub fn read(sources: &SourceSet, public: bool) -> (Self, Vec<Diagnostic>) {
        Self::read_again(sources, public, &mut Memory::default())
    }

    /// The same, without reading texts that are as they were when `memory` was last used.
    pub fn read_again(sources: &SourceSet, public: bool, memory: &mut Memory) -> (Self, Vec<Diagnostic>) {
        let keeping = memory.keeping;
        let [first, second] = &mut memory.rounds;
        let (mut book, found) = Self::read_without(sources, public, BTreeSet::new(), first, keeping);
        if !public || book.hidden.ids.is_empty() {
            return (book, found);
        }
        // What is internal is known when all is read. Read again without the references to it: an id alone can tell.
        let left_out = book.left_out();
        second.pages.scanned = std::mem::take(&mut book.texts);
        drop((book, found));
        let read = Self::read_without(sources, public, left_out, second, keeping);
        second.pages.scanned.clear();
        read
    }

    fn read_without(
        sources: &SourceSet,
        public: bool,
        left_out: BTreeSet<(String, String)>,
        round: &mut Round,
        keeping: bool,
    ) -> (Self, Vec<Diagnostic>) {
        let sink = Sink { left_out, ..Sink::new(public) };
        round.pages.keeping = keeping;
        if !round.pages.begin(&sink) {
            round.organisations.clear();
        }
        let mut reader = Reader { sources, sink, round, keeping, book: Self::default() };
        reader.content();
        reader.plans();
        if public {
            reader.book.drop_internal();
        }
        reader.book.drop_drafts();
        reader.report_shared_addresses();
        reader.book.citations = std::mem::take(&mut reader.sink.citations);
        reader.book.texts = reader.round.pages.all();
        (reader.book, reader.sink.found)
    }
}

struct Reader<'a> {
    sources: &'a SourceSet,
    sink: Sink,
    round: &'a mut Round,
    keeping: bool,
    book: Workbook,
}

impl Reader<'_> {
    fn content(&mut self) {
        let sources = self.sources;
        let of_kind = |kind| sources.under("content").filter(move |(_, file)| file.kind == kind);
        let texts: Vec<_> = of_kind(FileKind::Markdown).collect();
        let read = |(id, file): &(FileId, &SourceFile)| {
            let inner = file.path.strip_prefix("content/").unwrap_or(&file.path);
            (*id, self.round.pages.read(*id, file, "", inner, &self.sink))
        };
        let texts: Vec<_> = texts.par_iter().map(read).collect();
        self.book.artikler.reserve_exact(texts.len());
        for (id, mut read) in texts {
            self.book.artikler.push(read.tell(self.keeping, &mut self.sink));
            self.round.pages.keep(id, read);
        }
        for (id, file) in of_kind(FileKind::Yaml) {
            match fil::read::<Felles>(id, file, &mut self.sink) {
                Ok(shared) => shared.into_iter().for_each(|shared| self.book.felles.join(shared)),
                Err(Unread) => drop(self.book.hidden.unread.insert(String::new())),
            }
        }
    }

    /// Two texts cannot be one page. Letters become ASCII in addresses, so `bostøtte.md` and `bostoette.md` are one.
    fn report_shared_addresses(&mut self) {
        let chapters = self.book.organisasjoner.iter().flat_map(|bok| &bok.planer).flat_map(|plan| &plan.kapitler);
        let mut taken: BTreeMap<&str, FileId> = BTreeMap::new();
        for page in self.book.artikler.iter().chain(chapters) {
            let Some(file) = page.file else { continue };
            let Some(first) = taken.insert(&page.sti, file) else { continue };
            self.sink.found.push(
                Diagnostic::error("lesing/samme-adresse", format!("to tekster får adressen {}.html", page.sti))
                    .at(Span::top(file))
                    .related(Span::top(first), "den andre")
                    .help("gi den ene filen et annet navn; i adresser blir æ til ae, ø til oe og å til aa"),
            );
        }
    }
    /// Organisations are read on all cores, and joined in the order of their folders.
    fn plans(&mut self) {
        let (sources, sink, round) = (self.sources, &self.sink, &*self.round);
        let mut folders: BTreeMap<&str, Files> = BTreeMap::new();
        for (id, file) in sources.under("plans") {
            let inner = file.path.strip_prefix("plans/").unwrap_or(&file.path);
            folders.entry(inner.split('/').next().unwrap_or(inner)).or_default().push((id, file));
        }
        let folders: Vec<(&str, Files)> = folders.into_iter().collect();
        let read = |(folder, files): &(&str, Files)| {
            let known = round.organisations.get(*folder).filter(|known| known.is_of(files));
            known.map_or_else(|| bok::read(sources, folder, files, &round.pages, sink), |known| known.read.clone())
        };
        let all: Vec<Lest> = folders.par_iter().map(read).collect();
        let mut organisations = HashMap::new();
        for ((folder, files), read) in folders.into_iter().zip(all) {
            if self.keeping {
                organisations.insert(folder.to_owned(), Known::of(&files, &read));
            }
            let Lest { bok, found, citations, unread, pages } = read;
            self.book.organisasjoner.extend(bok);
            self.sink.found.extend(found);
            self.sink.citations.extend(citations);
            self.book.hidden.unread.extend(unread);
            for (id, page) in pages {
                self.round.pages.keep(id, page);
            }
        }
        self.round.organisations = organisations;
    }
}

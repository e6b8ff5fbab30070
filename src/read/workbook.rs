//! The workbook: everything the author's folder says, organisation by organisation, before ids are looked up. What is
//! internal is already gone when the public edition is made: nothing later can leak it.

use crate::language::capital::capitalised;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::felles::Felles;
use super::hidden::Hidden;
use super::page::{Pages, ReadPage};
use super::plan_file::PlanFile;
use super::rapport::ReportFile;
use super::serie;
use crate::diag::{self, Diagnostic, FileId, Span};
use crate::domain::artikkel::Artikkel;
use crate::domain::organisasjon::Organisasjon;
use crate::domain::plan::Plan;
use crate::domain::rad::{Rad, Ref};
use crate::domain::status::Statusrad;
use crate::source::{FileKind, SourceFile, SourceSet};
use crate::yaml::fields::{Fields, Record, Sink};
use crate::yaml::parse::{Input, parse};

/// An organisation with its plans.
#[derive(Debug, Default)]
pub struct OrganisasjonBok {
    /// The organisation.
    pub organisasjon: Organisasjon,
    /// Its plans, by id.
    pub planer: Vec<Plan>,
}

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
    rounds: [Pages; 2],
}

impl Workbook {
    /// Reads all sources. Broken files are reported and the others read all the same.
    pub fn read(sources: &SourceSet, public: bool) -> (Self, Vec<Diagnostic>) {
        Self::read_again(sources, public, &mut Memory::default())
    }

    /// The same, without reading texts that are as they were when `memory` was last used.
    pub fn read_again(sources: &SourceSet, public: bool, memory: &mut Memory) -> (Self, Vec<Diagnostic>) {
        let [first, second] = &mut memory.rounds;
        let (book, found) = Self::read_without(sources, public, BTreeSet::new(), first);
        if !public || book.hidden.ids.is_empty() {
            return (book, found);
        }
        // What is internal is known when all is read. Read again without the references to it: an id alone can tell.
        let left_out = book.left_out();
        Self::read_without(sources, public, left_out, second)
    }

    fn read_without(
        sources: &SourceSet,
        public: bool,
        left_out: BTreeSet<(String, String)>,
        pages: &mut Pages,
    ) -> (Self, Vec<Diagnostic>) {
        let sink = Sink { left_out, ..Sink::new(public) };
        pages.begin(&sink);
        let mut reader = Reader { sources, sink, pages, book: Self::default() };
        reader.content();
        reader.plans();
        if public {
            reader.book.drop_internal();
        }
        reader.book.drop_drafts();
        reader.report_shared_addresses();
        reader.book.citations = std::mem::take(&mut reader.sink.citations);
        reader.book.texts = reader.pages.all();
        (reader.book, reader.sink.found)
    }
}

struct Reader<'a> {
    sources: &'a SourceSet,
    sink: Sink,
    pages: &'a mut Pages,
    book: Workbook,
}

/// The files of one organisation, gathered before they are joined.
struct OrgParts {
    organisasjon: Option<Organisasjon>,
    first: FileId,
    planer: BTreeMap<String, PlanParts>,
}

impl OrgParts {
    fn found_in(first: FileId) -> Self {
        Self { organisasjon: None, first, planer: BTreeMap::new() }
    }
}

/// The files of one plan, gathered before they are joined.
#[derive(Default)]
struct PlanParts {
    file: PlanFile,
    any_yaml: bool,
    /// A file of the plan could not be read: what seems to be missing may stand in it.
    unread: bool,
    first: Option<FileId>,
    reports: Vec<ReportFile>,
    chapters: Vec<Artikkel>,
}

impl Reader<'_> {
    fn yaml<T: Record>(&mut self, id: FileId, file: &SourceFile) -> Option<T> {
        let node = if file.sound { parse(Input::whole(&file.text, id), &mut self.sink.found) } else { None };
        let Some(node) = node else {
            let owner = file.path.strip_prefix("plans/").and_then(|inner| inner.split('/').next()).unwrap_or("");
            self.book.hidden.unread.insert(owner.to_owned());
            return None;
        };
        if node.is_null() {
            self.sink.report(
                Diagnostic::warning("lesing/tom-fil", "filen er tom")
                    .at(Span::top(id))
                    .help("slett den, eller fyll den ut"),
            );
            return None;
        }
        Some(Fields::of(&node, &mut self.sink))
    }

    fn content(&mut self) {
        let sources = self.sources;
        let of_kind = |kind| sources.under("content").filter(move |(_, file)| file.kind == kind);
        let texts: Vec<_> = of_kind(FileKind::Markdown).collect();
        let read = |(id, file): &(FileId, &SourceFile)| {
            let inner = file.path.trim_start_matches("content/");
            (*id, self.pages.read(*id, file, "", inner, &self.sink))
        };
        let texts: Vec<_> = texts.par_iter().map(read).collect();
        for (id, read) in texts {
            let page = self.pages.take(id, read, &mut self.sink);
            self.book.artikler.push(page);
        }
        for (id, file) in of_kind(FileKind::Yaml) {
            if let Some(shared) = self.yaml::<Felles>(id, file) {
                self.book.felles.join(shared);
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

    fn plans(&mut self) {
        let sources = self.sources;
        let mut organisations: BTreeMap<String, OrgParts> = BTreeMap::new();
        for (id, file) in sources.under("plans") {
            let inner = file.path.trim_start_matches("plans/");
            let parts: Vec<&str> = inner.split('/').collect();
            self.sink.organisasjon = parts.first().map_or_else(String::new, |org| (*org).to_owned());
            match (&parts[..], file.kind) {
                ([org, "organisasjon.yaml" | "organisasjon.yml"], FileKind::Yaml) => {
                    let read = self.yaml::<Organisasjon>(id, file);
                    let entry = organisations.entry((*org).to_owned()).or_insert_with(|| OrgParts::found_in(id));
                    if let Some(mut organisation) = read {
                        self.check_folder_name(&mut organisation.rad, org);
                        entry.organisasjon = Some(organisation);
                    }
                }
                ([org, plan, rest @ ..], FileKind::Yaml) if !rest.is_empty() => {
                    let report = rest.first() == Some(&"rapporter");
                    let entry = organisations.entry((*org).to_owned()).or_insert_with(|| OrgParts::found_in(id));
                    let part = entry.planer.entry((*plan).to_owned()).or_default();
                    part.first.get_or_insert(id);
                    if report {
                        if let Some(mut read) = self.yaml::<ReportFile>(id, file) {
                            name_report(&mut read, rest.last().unwrap_or(&""));
                            part.reports.push(read);
                        }
                    } else {
                        part.any_yaml = true;
                        if rest[..] == ["plan.yaml"] {
                            part.first = Some(id);
                        }
                        match self.yaml::<PlanFile>(id, file) {
                            Some(read) => part.file.join(read, &mut self.sink),
                            None => part.unread = true,
                        }
                    }
                }
                ([org, plan, rest @ ..], FileKind::Markdown) if !rest.is_empty() => {
                    let prefix = format!("planer/{org}/{plan}/kapittel");
                    let read = self.pages.read(id, file, &prefix, &rest.join("/"), &self.sink);
                    let page = self.pages.take(id, read, &mut self.sink);
                    let entry = organisations.entry((*org).to_owned()).or_insert_with(|| OrgParts::found_in(id));
                    let part = entry.planer.entry((*plan).to_owned()).or_default();
                    part.first.get_or_insert(id);
                    part.chapters.push(page);
                }
                (_, FileKind::Yaml | FileKind::Markdown) => self.sink.report(
                    Diagnostic::error("lesing/feil-mappe", "filen ligger ikke der planer ligger")
                        .at(Span::top(id))
                        .help("planer ligger i plans/ORGANISASJON/PLAN/, organisasjonen i plans/ORGANISASJON/organisasjon.yaml"),
                ),
                _ => {}
            }
        }
        for (folder, parts) in organisations {
            let organisasjon = parts.organisasjon.unwrap_or_else(|| self.nameless(&folder, parts.first));
            let planer =
                parts.planer.into_iter().filter_map(|(name, parts)| self.plan(&folder, &name, parts)).collect();
            self.book.organisasjoner.push(OrganisasjonBok { organisasjon, planer });
        }
    }

    /// An organisation without a file of its own is called what its folder is called.
    fn nameless(&mut self, folder: &str, first: FileId) -> Organisasjon {
        self.sink.report(
            Diagnostic::hint(
                "lesing/uten-organisasjon",
                format!("plans/{folder} har ingen organisasjon.yaml; mappenavnet brukes som navn"),
            )
            .at(Span::top(first))
            .help(format!("lag plans/{folder}/organisasjon.yaml med `navn: …`")),
        );
        let places = crate::domain::rad::Places::new(Span::top(first), Vec::new());
        let rad = Rad { id: crate::domain::slug::slug(folder), places, ..Rad::default() };
        Organisasjon { rad, navn: capitalised(folder), ..Organisasjon::default() }
    }

    /// The folder's name is the id: it stands in addresses and references.
    fn check_folder_name(&mut self, rad: &mut Rad, folder: &str) {
        if !rad.generated_id && rad.id != folder {
            self.sink.report(
                Diagnostic::error(
                    "lesing/id-og-mappe",
                    format!("id-en «{}» er en annen enn mappens navn «{folder}»", rad.id),
                )
                .at(rad.places.field("id"))
                .help(format!("skriv `id: {folder}`, eller gi mappen navnet {}", rad.id)),
            );
        }
        folder.clone_into(&mut rad.id);
    }

    fn plan(&mut self, org: &str, name: &str, parts: PlanParts) -> Option<Plan> {
        let first = parts.first?;
        if !parts.any_yaml {
            self.sink.report(
                Diagnostic::error("lesing/uten-plan", format!("plans/{org}/{name} har ingen plan.yaml"))
                    .at(Span::top(first))
                    .help("lag plan.yaml med minst `tittel: …`"),
            );
            return None;
        }
        let title = parts.file.place_of("tittel");
        let mut plan = parts.file.into_plan(name);
        let mut rad = std::mem::take(&mut plan.rad);
        if rad.id != name {
            rad.generated_id = false;
            self.check_folder_name(&mut rad, name);
        }
        plan.rad = rad;
        if plan.tittel.is_empty() {
            // A title of the wrong type has been reported where it stands.
            let told = title.is_some() && self.sink.found.iter().any(|d| d.span == title);
            if !parts.unread && !told {
                self.sink.report(
                    Diagnostic::error("lesing/mangler-felt", "plan mangler «tittel»")
                        .at(title.unwrap_or_else(|| Span::top(first)))
                        .help("legg til `tittel: …` i plan.yaml"),
                );
            }
            name.clone_into(&mut plan.tittel);
        }
        plan.kapitler = parts.chapters;
        for report in parts.reports {
            let id = report.rapport.rad.id.clone();
            plan.statusrader.extend(report.statusrader.into_iter().map(|row| in_report(row, &id)));
            plan.rapporter.push(report.rapport);
        }
        for at in 0..plan.indikatorer.len() {
            let Some(serie) = plan.indikatorer[at].serie.clone() else { continue };
            org.clone_into(&mut self.sink.organisasjon);
            let readings = self.series(org, name, &serie);
            plan.indikatorer[at].maalinger.extend(readings);
        }
        Some(plan)
    }

    fn series(&mut self, org: &str, plan: &str, serie: &Ref) -> Vec<crate::domain::indikator::Maaling> {
        let path = format!("plans/{org}/{plan}/{}", serie.text);
        let csv = self.sources.id_of(&path).and_then(|id| self.sources.file(id).map(|file| (id, file)));
        if let Some((id, file)) = csv.filter(|(_, file)| file.kind == FileKind::Csv) {
            serie::read(&file.text, id, &mut self.sink)
        } else {
            let folder = format!("plans/{org}/{plan}/");
            let known: Vec<&str> = self
                .sources
                .under("plans")
                .filter(|(_, file)| file.kind == FileKind::Csv)
                .filter_map(|(_, file)| file.path.strip_prefix(&folder))
                .collect();
            self.sink.report(
                Diagnostic::error("lesing/mangler-serie", format!("finner ikke CSV-filen «{}»", serie.text))
                    .at(serie.span)
                    .help_maybe(diag::did_you_mean(&serie.text, known)),
            );
            Vec::new()
        }
    }
}

/// A report without an id is called what its file is called.
fn name_report(report: &mut ReportFile, file_name: &str) {
    if report.rapport.rad.generated_id {
        let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
        report.rapport.rad.id = crate::domain::slug::slug(stem);
        report.rapport.rad.generated_id = false;
    }
}

/// A status row given in a report belongs to it unless it says otherwise.
fn in_report(mut row: Statusrad, report: &str) -> Statusrad {
    if row.rapport.is_none() {
        row.rapport = Some(Ref { text: report.to_owned(), span: row.rad.places.row });
    }
    row
}

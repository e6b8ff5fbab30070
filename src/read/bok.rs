//! One organisation as its folder says: its own file, its plans with their reports, chapters and series of figures. No
//! organisation's files say anything of another's, so they can be read at the same time, and kept while they are the same.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::fil::{self, Unread};
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
use crate::language::capital::capitalised;
use crate::source::{FileKind, SourceFile, SourceSet};
use crate::yaml::fields::{Record, Sink};

/// An organisation with its plans.
#[derive(Debug, Clone, Default)]
pub struct OrganisasjonBok {
    /// The organisation.
    pub organisasjon: Organisasjon,
    /// Its plans, by id.
    pub planer: Vec<Plan>,
}

/// An organisation's files with their numbers, by path.
pub type Files<'a> = Vec<(FileId, &'a SourceFile)>;

/// What reading one organisation's folder gave.
#[derive(Debug, Clone)]
pub struct Lest {
    /// The organisation; nothing when no file of the folder is one of a plan.
    pub bok: Option<OrganisasjonBok>,
    /// Findings.
    pub found: Vec<Diagnostic>,
    /// Every source named as evidence.
    pub citations: Vec<Ref>,
    /// Whose files could not be read.
    pub unread: BTreeSet<String>,
    /// Its chapters.
    pub pages: Vec<(FileId, Arc<ReadPage>)>,
}

/// A folder that has been read, for telling whether it is still the same.
#[derive(Debug)]
pub struct Known {
    files: Vec<(FileId, String, Arc<str>)>,
    /// What it said.
    pub read: Lest,
}

impl Known {
    /// Keeps what a folder said.
    pub fn of(files: &[(FileId, &SourceFile)], read: &Lest) -> Self {
        let file = |(id, file): &(FileId, &SourceFile)| (*id, file.path.clone(), Arc::clone(&file.text));
        Self { files: files.iter().map(file).collect(), read: read.clone() }
    }

    /// Are these the files that were read, and do they say the same?
    pub fn is_of(&self, files: &[(FileId, &SourceFile)]) -> bool {
        // Findings about a file that is not sound come from elsewhere, but then its text may be the same and it not.
        let same = |((id, path, text), (now, file)): (&(FileId, String, Arc<str>), &(FileId, &SourceFile))| {
            id == now && *path == file.path && file.sound && Arc::ptr_eq(text, &file.text)
        };
        self.files.len() == files.len() && self.files.iter().zip(files).all(same)
    }
}

/// Reads the folder of one organisation. `sink` says under which terms, and is told nothing.
pub fn read(sources: &SourceSet, folder: &str, files: &[(FileId, &SourceFile)], pages: &Pages, sink: &Sink) -> Lest {
    let mut own = Sink::new(sink.public);
    own.left_out.clone_from(&sink.left_out);
    folder.clone_into(&mut own.organisasjon);
    let mut reader = Reader { sources, folder, sink: own, pages, taken: Vec::new(), unread: BTreeSet::new() };
    let bok = reader.all(files);
    let Reader { sink, taken, unread, .. } = reader;
    Lest { bok, found: sink.found, citations: sink.citations, unread, pages: taken }
}

struct Reader<'a> {
    sources: &'a SourceSet,
    folder: &'a str,
    sink: Sink,
    pages: &'a Pages,
    taken: Vec<(FileId, Arc<ReadPage>)>,
    unread: BTreeSet<String>,
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
        let read = fil::read(id, file, &mut self.sink);
        if matches!(read, Err(Unread)) {
            self.unread.insert(self.folder.to_owned());
        }
        read.ok().flatten()
    }

    fn all(&mut self, files: &[(FileId, &SourceFile)]) -> Option<OrganisasjonBok> {
        let mut organisation: Option<OrgParts> = None;
        for (id, file) in files.iter().copied() {
            let inner = file.path.strip_prefix("plans/").unwrap_or(&file.path);
            let parts: Vec<&str> = inner.split('/').collect();
            match (&parts[..], file.kind) {
                ([_, "organisasjon.yaml" | "organisasjon.yml"], FileKind::Yaml) => {
                    let read = self.yaml::<Organisasjon>(id, file);
                    let entry = organisation.get_or_insert_with(|| OrgParts::found_in(id));
                    if let Some(mut own) = read {
                        self.check_folder_name(&mut own.rad, self.folder);
                        entry.organisasjon = Some(own);
                    }
                }
                ([_, plan, rest @ ..], FileKind::Yaml) if !rest.is_empty() => {
                    let report = rest.first() == Some(&"rapporter");
                    let entry = organisation.get_or_insert_with(|| OrgParts::found_in(id));
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
                    let mut read = self.pages.read(id, file, &prefix, &rest.join("/"), &self.sink);
                    let page = read.tell(self.pages.keeping, &mut self.sink);
                    self.taken.push((id, read));
                    let entry = organisation.get_or_insert_with(|| OrgParts::found_in(id));
                    let part = entry.planer.entry((*plan).to_owned()).or_default();
                    part.first.get_or_insert(id);
                    part.chapters.push(page);
                }
                (_, FileKind::Yaml | FileKind::Markdown) => self.sink.report(
                    Diagnostic::error("lesing/feil-mappe", "filen ligger ikke i en planmappe")
                        .at(Span::top(id))
                        .help("planer ligger i plans/ORGANISASJON/PLAN/, organisasjonen i plans/ORGANISASJON/organisasjon.yaml"),
                ),
                _ => {}
            }
        }
        let parts = organisation?;
        let organisasjon = parts.organisasjon.unwrap_or_else(|| self.nameless(parts.first));
        let planer = parts.planer.into_iter().filter_map(|(name, parts)| self.plan(&name, parts)).collect();
        Some(OrganisasjonBok { organisasjon, planer })
    }

    /// An organisation without a file of its own is called what its folder is called.
    fn nameless(&mut self, first: FileId) -> Organisasjon {
        let folder = self.folder;
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

    fn plan(&mut self, name: &str, parts: PlanParts) -> Option<Plan> {
        let org = self.folder;
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
                    Diagnostic::error("lesing/mangler-felt", "planen mangler «tittel»")
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
            let readings = self.series(name, &serie);
            plan.indikatorer[at].maalinger.extend(readings);
        }
        Some(plan)
    }

    fn series(&mut self, plan: &str, serie: &Ref) -> Vec<crate::domain::indikator::Maaling> {
        let org = self.folder;
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

//! The workbook: everything the author's folder says, organisation by organisation, before ids are looked up. What is
//! internal is already gone when the public edition is made: nothing later can leak it.

use std::collections::{BTreeMap, BTreeSet};

use super::artikkel;
use super::felles::Felles;
use super::plan_file::PlanFile;
use super::rapport::ReportFile;
use super::serie;
use crate::diag::{self, Diagnostic, FileId, Span};
use crate::domain::artikkel::Artikkel;
use crate::domain::organisasjon::Organisasjon;
use crate::domain::plan::Plan;
use crate::domain::rad::{Entity, Rad, Ref};
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
}

/// Ids that exist and are left out of this edition: references to them are dropped, not reported as dangling.
#[derive(Debug, Default)]
pub struct Hidden(BTreeSet<(String, String)>);

impl Hidden {
    /// Is this id of this organisation left out? Pages of the knowledge base belong to `""`.
    pub fn contains(&self, organisasjon: &str, id: &str) -> bool {
        self.0.contains(&(organisasjon.to_owned(), id.to_owned()))
    }

    fn add(&mut self, organisasjon: &str, id: &str) {
        self.0.insert((organisasjon.to_owned(), id.to_owned()));
    }
}

impl Workbook {
    /// Reads all sources. Broken files are reported and the others read all the same.
    pub fn read(sources: &SourceSet, public: bool) -> (Self, Vec<Diagnostic>) {
        let mut reader = Reader { sources, sink: Sink::new(public), book: Self::default() };
        reader.content();
        reader.plans();
        if public {
            reader.book.drop_internal();
        }
        reader.book.drop_drafts();
        reader.book.citations = std::mem::take(&mut reader.sink.citations);
        (reader.book, reader.sink.found)
    }

    fn drop_drafts(&mut self) {
        let Self { artikler, organisasjoner, hidden, drafts, .. } = self;
        let mut drop = |pages: &mut Vec<Artikkel>, organisasjon: &str| {
            pages.retain(|page| {
                if page.utkast {
                    *drafts += 1;
                    hidden.add(organisasjon, &page.rad.id);
                    hidden.add(organisasjon, &page.sti);
                }
                !page.utkast
            });
        };
        drop(artikler, "");
        for bok in organisasjoner {
            let id = bok.organisasjon.rad.id.clone();
            for plan in &mut bok.planer {
                drop(&mut plan.kapitler, &id);
            }
        }
    }

    fn drop_internal(&mut self) {
        let hidden = &mut self.hidden;
        keep_public(&mut self.felles.kilder, "", hidden);
        keep_public(&mut self.felles.maalgrupper, "", hidden);
        keep_public(&mut self.felles.virkemidler, "", hidden);
        keep_public(&mut self.felles.begreper, "", hidden);
        for page in self.artikler.iter().filter(|page| page.rad.intern) {
            hidden.add("", &page.sti);
        }
        // A folder whose own page is internal is internal whole.
        let closed: Vec<String> = self
            .artikler
            .iter()
            .filter(|page| page.rad.intern && page.sti.ends_with("/index"))
            .map(|page| page.sti.trim_end_matches("index").to_owned())
            .collect();
        for page in &mut self.artikler {
            page.rad.intern |= closed.iter().any(|folder| page.sti.starts_with(folder.as_str()));
        }
        keep_public(&mut self.artikler, "", hidden);
        self.organisasjoner.retain_mut(|bok| {
            let org = bok.organisasjon.rad.id.clone();
            let whole = bok.organisasjon.rad.intern;
            if whole {
                hidden.add(&org, &org);
                hidden.add("", &org);
            }
            keep_public(&mut bok.organisasjon.enheter, &org, hidden);
            keep_public(&mut bok.organisasjon.kilder, &org, hidden);
            bok.planer.retain_mut(|plan| {
                plan.rad.intern |= whole;
                plan_drop_internal(plan, &org, hidden);
                if plan.rad.intern {
                    hidden.add(&org, &plan.rad.id);
                    for entity in plan.entities() {
                        hidden.add(&org, &entity.rad().id);
                    }
                }
                !plan.rad.intern
            });
            !whole
        });
    }
}

/// Keeps what is public and remembers the ids of the rest.
fn keep_public<T: Entity>(list: &mut Vec<T>, organisasjon: &str, hidden: &mut Hidden) {
    list.retain(|entity| {
        let rad = entity.rad();
        if rad.intern {
            hidden.add(organisasjon, &rad.id);
        }
        !rad.intern
    });
}

fn plan_drop_internal(plan: &mut Plan, org: &str, hidden: &mut Hidden) {
    // An area that is internal takes the goals it owns with it.
    let areas: BTreeSet<String> =
        plan.satsingsomraader.iter().filter(|a| a.rad.intern).map(|a| a.rad.id.clone()).collect();
    for goal in &mut plan.maal {
        goal.rad.intern |= goal.eier.as_ref().is_some_and(|owner| areas.contains(owner));
    }
    macro_rules! lists {
        ($($field:ident),+ $(,)?) => { $(keep_public(&mut plan.$field, org, hidden);)+ };
    }
    lists!(
        maal,
        satsingsomraader,
        strategier,
        aktiviteter,
        tiltak,
        maalgrupper,
        virkemidler,
        utfordringer,
        indikatorer,
        forpliktelser,
        organer,
        vedtak,
        matriser,
        kilder,
        rapporter,
        kapitler,
    );
    let gone = |reference: &Ref| {
        let (owner, id) = reference.text.split_once(':').unwrap_or((org, &reference.text));
        hidden.contains(owner, id)
    };
    let public = |rad: &Rad| !rad.intern;
    plan.statusrader.retain(|row| public(&row.rad) && !gone(&row.emne) && !row.rapport.as_ref().is_some_and(gone));
    plan.vurderinger.retain(|row| public(&row.rad));
    plan.finansiering.retain(|row| public(&row.rad));
    for matrise in &mut plan.matriser {
        matrise.kolonner.retain(|column| !gone(column));
        matrise.rader.retain(|row| !row.gruppe.as_ref().is_some_and(gone));
        for row in &mut matrise.rader {
            row.celler.retain(|(column, _)| !gone(column));
        }
    }
}

struct Reader<'a> {
    sources: &'a SourceSet,
    sink: Sink,
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
    first: Option<FileId>,
    reports: Vec<ReportFile>,
    chapters: Vec<Artikkel>,
}

impl Reader<'_> {
    fn yaml<T: Record>(&mut self, id: FileId, file: &SourceFile) -> Option<T> {
        let node = parse(Input::whole(&file.text, id), &mut self.sink.found)?;
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
        for (id, file) in sources.under("content") {
            let inner = file.path.trim_start_matches("content/");
            match file.kind {
                FileKind::Markdown => {
                    let place = inner.strip_suffix(".md").unwrap_or(inner);
                    let page = artikkel::read(&file.text, id, "", place, &mut self.sink);
                    self.book.artikler.push(page);
                }
                FileKind::Yaml => {
                    if let Some(shared) = self.yaml::<Felles>(id, file) {
                        self.book.felles.join(shared);
                    }
                }
                _ => {}
            }
        }
    }

    fn plans(&mut self) {
        let sources = self.sources;
        let mut organisations: BTreeMap<String, OrgParts> = BTreeMap::new();
        for (id, file) in sources.under("plans") {
            let inner = file.path.trim_start_matches("plans/");
            let parts: Vec<&str> = inner.split('/').collect();
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
                        if let Some(read) = self.yaml::<PlanFile>(id, file) {
                            part.file.join(read, &mut self.sink);
                        }
                    }
                }
                ([org, plan, rest @ ..], FileKind::Markdown) if !rest.is_empty() => {
                    let place = rest.join("/");
                    let place = place.strip_suffix(".md").unwrap_or(&place);
                    let prefix = format!("planer/{org}/{plan}/kapittel");
                    let page = artikkel::read(&file.text, id, &prefix, place, &mut self.sink);
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
        let mut letters = folder.chars();
        let name = letters.next().map_or(String::new(), |c| c.to_uppercase().chain(letters).collect());
        let places = crate::domain::rad::Places::new(Span::top(first), Vec::new());
        let rad = Rad { id: crate::domain::slug::slug(folder), places, ..Rad::default() };
        Organisasjon { rad, navn: name, ..Organisasjon::default() }
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
        let mut plan = parts.file.into_plan(name);
        let mut rad = std::mem::take(&mut plan.rad);
        if rad.id != name {
            rad.generated_id = false;
            self.check_folder_name(&mut rad, name);
        }
        plan.rad = rad;
        if plan.tittel.is_empty() {
            self.sink.report(
                Diagnostic::error("lesing/mangler-felt", "plan mangler «tittel»")
                    .at(Span::top(first))
                    .help("legg til `tittel: …` i plan.yaml"),
            );
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

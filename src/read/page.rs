//! One text as it was read: its fields, what its Markdown holds, and what was found on the way. Kept from one reading to
//! the next by whoever reads the same folder again and again; what the fields mean is left to `artikkel`.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::artikkel;
use crate::diag::{Diagnostic, FileId};
use crate::domain::artikkel::Artikkel;
use crate::domain::rad::Ref;
use crate::markdown::{self, Heading, Origin, Outline, Quotes};
use crate::source::{FileKind, SourceFile};
use crate::yaml::fields::Sink;

/// A Markdown file that has been read.
#[derive(Debug)]
pub struct ReadPage {
    /// The file it was read from, for telling whether it is still the same.
    text: Arc<str>,
    sti: String,
    /// Where its running text begins.
    body: usize,
    /// What it says, until it is given away.
    page: Option<Box<Artikkel>>,
    /// What its running text holds.
    pub outline: Arc<Outline>,
    /// What is wrong with the running text.
    pub problems: Vec<Diagnostic>,
    /// What is wrong with the fields.
    found: Vec<Diagnostic>,
    citations: Vec<Ref>,
}

impl ReadPage {
    /// Reads one file. One that could not be taken as written keeps its place, so that links to it hold, and says nothing
    /// more: the error has been given. `prefix` and `place` as for [`artikkel::read`], `scanned` is the same file as read
    /// under other terms: they decide the fields, and not what the running text holds.
    fn new(
        id: FileId,
        file: &SourceFile,
        (prefix, place): (&str, &str),
        sink: &Sink,
        scanned: Option<&Arc<Self>>,
    ) -> Self {
        let mut own = Sink::new(sink.public);
        own.left_out.clone_from(&sink.left_out);
        own.organisasjon.clone_from(&sink.organisasjon);
        let page = artikkel::read(&file.text, id, prefix, place, &mut own);
        if !file.sound {
            own.found.clear();
        }
        let body = page.body;
        let known = scanned.filter(|known| known.is_of(file) && known.body == body);
        let scan = || {
            let (origin, quotes) = (Origin::File(id), Quotes::default());
            let (outline, problems) = markdown::scan(&markdown::Source { text: &file.text, body, origin, quotes });
            (Arc::new(outline), problems)
        };
        let (outline, problems) = known.map_or_else(scan, |known| (Arc::clone(&known.outline), known.problems.clone()));
        let (text, sti) = (Arc::clone(&file.text), file.path.clone());
        let (found, citations) = (own.found, own.citations);
        Self { text, sti, body, page: Some(Box::new(page)), outline, problems, found, citations }
    }

    /// The words of the running text, section by section.
    pub fn words(&self) -> impl Iterator<Item = (Option<&Heading>, Cow<'_, str>)> {
        let heading = |at: usize| self.outline.headings.get(at);
        let words = |section| self.outline.words(section, &self.text);
        self.outline.sections.iter().map(move |section| (section.heading.and_then(heading), words(section)))
    }

    /// The page, after telling what was found. Where nobody keeps what was read, what is told is given away: of 10,000
    /// pages a copy takes 9 MiB.
    pub fn tell(self: &mut Arc<Self>, keeping: bool, sink: &mut Sink) -> Artikkel {
        if let Some(own) = Arc::get_mut(self).filter(|_| !keeping) {
            sink.found.append(&mut own.found);
            sink.citations.append(&mut own.citations);
            return own.page.take().map_or_else(Artikkel::default, |page| *page);
        }
        sink.found.extend(self.found.iter().cloned());
        sink.citations.extend(self.citations.iter().cloned());
        self.page.as_deref().cloned().unwrap_or_default()
    }

    fn is_of(&self, file: &SourceFile) -> bool {
        Arc::ptr_eq(&self.text, &file.text) && self.sti == file.path && file.sound
    }
}

/// What has been read of a folder's texts.
#[derive(Debug, Default)]
pub struct Pages {
    /// What was read is kept from this reading to the next.
    pub keeping: bool,
    public: bool,
    left_out: BTreeSet<(String, String)>,
    earlier: HashMap<FileId, Arc<ReadPage>>,
    /// The same texts as just read under other terms.
    pub scanned: HashMap<FileId, Arc<ReadPage>>,
    now: HashMap<FileId, Arc<ReadPage>>,
}

impl Pages {
    /// Begins a new reading, and says whether it is under the same terms as the last. What was read under others is
    /// forgotten.
    pub fn begin(&mut self, sink: &Sink) -> bool {
        let now = std::mem::take(&mut self.now);
        let same = self.keeping && self.public == sink.public && self.left_out == sink.left_out;
        self.earlier = if same { now } else { HashMap::new() };
        self.public = sink.public;
        self.left_out.clone_from(&sink.left_out);
        same
    }

    /// What a file holds: as read before when it is unchanged. Nothing is told to `sink` yet.
    pub fn read(&self, id: FileId, file: &SourceFile, prefix: &str, place: &str, sink: &Sink) -> Arc<ReadPage> {
        let place = FileKind::text_stem(place).unwrap_or(place);
        let known = self.earlier.get(&id).filter(|page| page.is_of(file));
        let new = || ReadPage::new(id, file, (prefix, place), sink, self.scanned.get(&id));
        known.map_or_else(|| Arc::new(new()), Arc::clone)
    }

    /// Takes a page that has been read into this reading.
    pub fn keep(&mut self, id: FileId, read: Arc<ReadPage>) {
        self.now.insert(id, read);
    }

    /// All pages of this reading.
    pub fn all(&self) -> HashMap<FileId, Arc<ReadPage>> {
        self.now.clone()
    }
}

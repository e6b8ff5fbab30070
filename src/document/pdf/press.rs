//! The press: data and the template become a file. typst is known here only. It reads nothing from the disk, the network or
//! the clock: all it can see is the template, the data and the faces.

use serde_json::Value;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::skrift::FACES;

const TEMPLATE: &str = include_str!("dokument.typ");

/// The faces as typst reads them.
pub struct Faces {
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
}

impl Faces {
    /// Those of [`FACES`].
    pub fn load() -> Self {
        let fonts: Vec<Font> = FACES.into_iter().filter_map(|face| Font::new(Bytes::new(face), 0)).collect();
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        Self { fonts, book }
    }

    /// Can the letter be set? Strictly: in running text as in strong text, without borrowing from another family.
    pub fn has(&self, letter: char, strict: bool) -> bool {
        let mut covers = self.fonts.iter().map(|font| font.info().coverage.contains(letter.into()));
        if strict { covers.all(|has| has) } else { covers.any(|has| has) }
    }
}

/// All that typst may see.
struct Desk<'a> {
    faces: &'a Faces,
    library: LazyHash<Library>,
    template: Source,
    data: (FileId, Bytes),
}

/// The file. `Err` holds typst's own words.
pub fn print(faces: &Faces, data: &Value, identity: &str) -> Result<Vec<u8>, String> {
    let id = |path: &str| {
        VirtualPath::new(path)
            .map(|path| RootedPath::new(VirtualRoot::Project, path).intern())
            .map_err(|_| format!("stien {path} er ugyldig"))
    };
    // Row headings have a scope of their own only among these.
    let features = [Feature::A11yExtras].into_iter().collect();
    let desk = Desk {
        faces,
        library: LazyHash::new(Library::builder().with_features(features).build()),
        template: Source::new(id("dokument.typ")?, TEMPLATE.to_owned()),
        data: (id("dokument.json")?, Bytes::from_string(data.to_string())),
    };
    let document = typst::compile::<PagedDocument>(&desk).output.map_err(|all| told(&all))?;
    let standards =
        PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).map_err(|why| why.message().to_string())?;
    let creator = data["creator"].as_str().map(str::to_owned);
    let options = PdfOptions {
        ident: Smart::Custom(identity.to_owned()),
        creator: Smart::Custom(creator),
        standards,
        ..PdfOptions::default()
    };
    let made = typst_pdf::pdf(&document, &options).map_err(|all| told(&all));
    // What typst remembers between documents is of no use in a program that makes one.
    typst::comemo::evict(0);
    made
}

fn told(all: &[SourceDiagnostic]) -> String {
    all.iter().map(|one| one.message.to_string()).collect::<Vec<_>>().join("; ")
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.faces.book
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(missing(id)) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data.0 { Ok(self.data.1.clone()) } else { Err(missing(id)) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.faces.fonts.get(index).cloned()
    }

    /// There is no clock: dates come with the data.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}

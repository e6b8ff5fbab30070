//! Reads a PDF file back: what a screen reader is told, in its order, and what the file says of itself. Only what the
//! program's own files have is understood.

use std::collections::{BTreeMap, HashMap};

use hayro_syntax::Pdf;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro_syntax::page::Page;

/// Marks a new line between two stretches of text.
const LINE: char = '\n';
/// Stands where a word is divided.
const SOFT_HYPHEN: char = '\u{ad}';

/// What was read.
pub struct Paper {
    /// How many pages there are.
    pub pages: usize,
    /// Width and height of each, in points.
    pub sizes: Vec<(f64, f64)>,
    /// The root of the structure.
    pub root: Node,
    /// Titles of the bookmarks, with how deep they are.
    pub bookmarks: Vec<(usize, String)>,
    /// The XMP metadata.
    pub xmp: String,
    /// The document's language.
    pub lang: String,
    /// What is on the pages and in no part of the structure, page by page: heads, feet, repeated headings.
    pub artifacts: Vec<String>,
}

/// An element of the structure.
#[derive(Debug, Default)]
pub struct Node {
    /// `H1`, `Table`, `TH` …
    pub tag: String,
    /// Alternative text.
    pub alt: Option<String>,
    /// `Row` or `Column` of a heading in a table.
    pub scope: Option<String>,
    /// In reading order.
    pub kids: Vec<Kid>,
}

/// What an element holds.
#[derive(Debug)]
pub enum Kid {
    /// Another.
    Node(Node),
    /// Words.
    Text(String),
}

impl Paper {
    /// Reads a file.
    pub fn read(bytes: &[u8]) -> Self {
        let pdf = Pdf::new(bytes.to_vec()).expect("the file is a PDF");
        let catalogue: Dict = pdf.xref().get(pdf.xref().root_id()).expect("the file has a catalogue");
        let mut marked = HashMap::new();
        let mut artifacts = Vec::new();
        let mut numbers = HashMap::new();
        let mut sizes = Vec::new();
        for (number, page) in pdf.pages().iter().enumerate() {
            if let Some(id) = page.raw().obj_id() {
                numbers.insert(id, number);
            }
            sizes.push((page.media_box().width(), page.media_box().height()));
            artifacts.push(words_of_page(page, number, &mut marked));
        }
        let structure: Dict = catalogue.get("StructTreeRoot").expect("the file is tagged");
        let mut tree = Tree { marked: &marked, numbers: &numbers };
        let mut root = Node::default();
        if let Some(kids) = structure.get::<Object>("K") {
            tree.kids(kids, None, &mut root.kids);
        }
        let mut bookmarks = Vec::new();
        if let Some(outlines) = catalogue.get::<Dict>("Outlines") {
            bookmarks_below(&outlines, 1, &mut bookmarks);
        }
        let xmp = catalogue.get::<Stream>("Metadata").and_then(|stream| Some(stream.decoded().ok()?.into_owned()));
        Self {
            pages: pdf.pages().len(),
            sizes,
            root,
            bookmarks,
            xmp: String::from_utf8(xmp.unwrap_or_default()).expect("metadata is UTF-8"),
            lang: catalogue
                .get::<hayro_syntax::object::String>("Lang")
                .map(|lang| text_string(&lang))
                .unwrap_or_default(),
            artifacts,
        }
    }

    /// All elements, outer before inner.
    pub fn nodes(&self) -> Vec<&Node> {
        let mut all = Vec::new();
        self.root.gather(&mut all);
        all
    }

    /// Those with a tag.
    pub fn tagged(&self, tag: &str) -> Vec<&Node> {
        self.nodes().into_iter().filter(|node| node.tag == tag).collect()
    }

    /// Everything that is read aloud, in order.
    pub fn text(&self) -> String {
        self.root.text()
    }
}

impl Node {
    fn gather<'n>(&'n self, all: &mut Vec<&'n Node>) {
        all.push(self);
        for kid in &self.kids {
            if let Kid::Node(node) = kid {
                node.gather(all);
            }
        }
    }

    /// Its words, divided words whole again.
    pub fn text(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        let joined = out.replace(&format!("{SOFT_HYPHEN}{LINE}"), "").replace(SOFT_HYPHEN, "");
        joined.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn write(&self, out: &mut String) {
        for kid in &self.kids {
            match kid {
                Kid::Node(node) => node.write(out),
                Kid::Text(text) => out.push_str(text),
            }
        }
        if !matches!(self.tag.as_str(), "Span" | "Link" | "Em" | "Strong" | "Reference" | "Code") {
            out.push(LINE);
        }
    }
}

type Marked = HashMap<(usize, i32), String>;

struct Tree<'a> {
    marked: &'a Marked,
    numbers: &'a HashMap<hayro_syntax::object::ObjectIdentifier, usize>,
}

impl Tree<'_> {
    fn kids(&mut self, object: Object, page: Option<usize>, into: &mut Vec<Kid>) {
        match object {
            Object::Array(all) => all.iter::<Object>().for_each(|one| self.kids(one, page, into)),
            Object::Number(mcid) => self.words(page, i32::try_from(mcid.as_i64()).expect("a small number"), into),
            Object::Dict(dict) => {
                let page = self.page_of(&dict).or(page);
                match name(&dict, "Type").as_str() {
                    "MCR" => self.words(page, dict.get::<i32>("MCID").expect("marked content has a number"), into),
                    "OBJR" => {}
                    _ => into.push(Kid::Node(self.node(&dict, page))),
                }
            }
            _ => {}
        }
    }

    fn words(&self, page: Option<usize>, mcid: i32, into: &mut Vec<Kid>) {
        let page = page.expect("marked content has a page");
        into.push(Kid::Text(self.marked.get(&(page, mcid)).cloned().unwrap_or_default()));
    }

    fn page_of(&self, dict: &Dict) -> Option<usize> {
        let reference = dict.get_ref("Pg")?;
        self.numbers.get(&reference.into()).copied()
    }

    fn node(&mut self, dict: &Dict, page: Option<usize>) -> Node {
        let mut node = Node {
            tag: name(dict, "S"),
            alt: dict.get::<hayro_syntax::object::String>("Alt").map(|alt| text_string(&alt)),
            ..Node::default()
        };
        let attributes: Vec<Dict> = match dict.get::<Object>("A") {
            Some(Object::Array(all)) => all.iter::<Object>().filter_map(Object::into_dict).collect(),
            Some(Object::Dict(one)) => vec![one],
            _ => Vec::new(),
        };
        node.scope = attributes.iter().map(|a| name(a, "Scope")).find(|scope| !scope.is_empty());
        if let Some(kids) = dict.get::<Object>("K") {
            self.kids(kids, page, &mut node.kids);
        }
        node
    }
}

fn name(dict: &Dict, key: &str) -> String {
    dict.get::<Name>(key).map(|name| name.as_str().to_owned()).unwrap_or_default()
}

fn bookmarks_below(parent: &Dict, depth: usize, into: &mut Vec<(usize, String)>) {
    let mut next = parent.get::<Dict>("First");
    while let Some(one) = next {
        let title = one.get::<hayro_syntax::object::String>("Title").map(|title| text_string(&title));
        into.push((depth, title.unwrap_or_default()));
        bookmarks_below(&one, depth + 1, into);
        next = one.get::<Dict>("Next");
    }
}

/// UTF-16 with its mark, else ASCII.
fn text_string(string: &hayro_syntax::object::String) -> String {
    let bytes = string.as_bytes();
    match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(wide) => {
            let units: Vec<u16> = wide.chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        None => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// The words of a page by the number of their marked content; what is marked as no part of the document is handed back.
fn words_of_page(page: &Page, number: usize, marked: &mut Marked) -> String {
    let mut fonts: BTreeMap<String, HashMap<u16, String>> = BTreeMap::new();
    let mut font = String::new();
    // What is open, outer first.
    let mut open: Vec<Open> = Vec::new();
    // The height of the line, and of the line the last text stood on.
    let mut line = 0.0;
    let mut last = f64::NAN;
    let mut artifacts = String::new();
    let mut operations = page.typed_operations();
    while let Some(operation) = operations.next() {
        match operation {
            TypedInstruction::BeginMarkedContent(mark) => {
                open.push(Open { artifact: mark.0.as_str() == "Artifact", ..Open::default() });
            }
            TypedInstruction::BeginMarkedContentWithProperties(mark) => {
                let all = mark.1.clone().into_dict();
                let said = all.as_ref().and_then(|all| all.get::<hayro_syntax::object::String>("ActualText"));
                open.push(Open {
                    mcid: all.as_ref().and_then(|all| all.get::<i32>("MCID")),
                    artifact: mark.0.as_str() == "Artifact",
                    said: said.map(|said| text_string(&said)),
                });
            }
            TypedInstruction::EndMarkedContent(_) => {
                open.pop();
            }
            TypedInstruction::Transform(matrix) => line = matrix.5.as_f64(),
            TypedInstruction::TextFont(chosen) => chosen.0.as_str().clone_into(&mut font),
            TypedInstruction::ShowText(shown) => {
                let text = letters(page, &font, &mut fonts, shown.0.as_bytes());
                let new_line = (line - last).abs() > 0.01 || last.is_nan();
                put(&mut open, number, new_line, &text, marked, &mut artifacts);
                last = line;
            }
            TypedInstruction::ShowTexts(shown) => {
                let text = all_letters(page, &font, &mut fonts, shown.0);
                let new_line = (line - last).abs() > 0.01 || last.is_nan();
                put(&mut open, number, new_line, &text, marked, &mut artifacts);
                last = line;
            }
            _ => {}
        }
    }
    artifacts
}

/// Marked content that has begun.
#[derive(Default)]
struct Open {
    mcid: Option<i32>,
    artifact: bool,
    /// What stands for the text in it; empty when it has been read.
    said: Option<String>,
}

fn put(open: &mut [Open], page: usize, new_line: bool, text: &str, marked: &mut Marked, artifacts: &mut String) {
    // Text that stands for what is shown is read once, whatever is shown.
    let instead = open.iter_mut().rev().find_map(|one| one.said.as_mut().map(std::mem::take));
    let text = instead.as_deref().unwrap_or(text);
    if open.iter().any(|one| one.artifact) {
        artifacts.push_str(text);
        artifacts.push(LINE);
        return;
    }
    let mcid = open.iter().rev().find_map(|one| one.mcid);
    let mcid = mcid.unwrap_or_else(|| panic!("text that is neither content nor artifact: {text}"));
    let into = marked.entry((page, mcid)).or_default();
    if new_line {
        into.push(LINE);
    }
    into.push_str(text);
}

fn all_letters(page: &Page, font: &str, fonts: &mut BTreeMap<String, HashMap<u16, String>>, shown: &Array) -> String {
    let strings = shown.iter::<Object>().filter_map(Object::into_string);
    strings.map(|string| letters(page, font, fonts, string.as_bytes())).collect()
}

/// Glyph numbers as letters, by the font's own table.
fn letters(page: &Page, font: &str, fonts: &mut BTreeMap<String, HashMap<u16, String>>, shown: &[u8]) -> String {
    let table = fonts.entry(font.to_owned()).or_insert_with(|| {
        let dict: Dict = page.resources().get_font(&Name::new_unescaped(font.as_bytes())).expect("the font is there");
        let stream: Stream = dict.get("ToUnicode").expect("the font tells which letters its glyphs are");
        to_unicode(&String::from_utf8_lossy(&stream.decoded().expect("the table can be read")))
    });
    shown
        .chunks(2)
        .map(|pair| {
            let glyph = u16::from_be_bytes([pair[0], pair[1]]);
            table.get(&glyph).unwrap_or_else(|| panic!("glyph {glyph} of {font} is no letter")).as_str()
        })
        .collect()
}

/// `<0003> <0041>` between `beginbfchar` and `endbfchar`, `<0003> <0005> <0041>` between `beginbfrange` and `endbfrange`.
fn to_unicode(table: &str) -> HashMap<u16, String> {
    let mut found = HashMap::new();
    let (mut in_chars, mut in_ranges) = (false, false);
    for line in table.lines() {
        let parts: Vec<&str> =
            line.split('<').skip(1).filter_map(|part| part.split('>').next()).map(str::trim).collect();
        let number = |hex: &str| u16::from_str_radix(hex, 16).expect("a hexadecimal number");
        let units = |hex: &str| -> Vec<u16> {
            let digits: String = hex.chars().filter(char::is_ascii_hexdigit).collect();
            (0..digits.len() / 4).map(|at| number(&digits[at * 4..at * 4 + 4])).collect()
        };
        match line.trim() {
            text if text.ends_with("beginbfchar") => in_chars = true,
            text if text.ends_with("beginbfrange") => in_ranges = true,
            text if text.starts_with("endbf") => (in_chars, in_ranges) = (false, false),
            _ => match parts.as_slice() {
                [glyph, letters] if in_chars => {
                    found.insert(number(glyph), String::from_utf16_lossy(&units(letters)));
                }
                [first, last, letters] if in_ranges => {
                    let mut units = units(letters);
                    for glyph in number(first)..=number(last) {
                        found.insert(glyph, String::from_utf16_lossy(&units));
                        if let Some(unit) = units.last_mut() {
                            *unit += 1;
                        }
                    }
                }
                _ => {}
            },
        }
    }
    found
}

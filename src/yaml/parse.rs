//! From YAML text to nodes. Anchors, aliases, merge keys, tags and doubled keys are refused with a place; so is
//! nesting without end. Nothing is expanded, so no input can grow while it is read.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};

use super::node::{Data, Entry, Node, same_key};
use super::syntax::syntax_error;
use crate::diag::{Diagnostic, FileId, Span};

/// Deeper than this is a mistake or an attack; plans need six levels.
const MAX_DEPTH: usize = 48;

/// Text to be read as YAML: a whole file, or the front matter at the top of one.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The whole file's text.
    pub text: &'a str,
    /// The file.
    pub file: FileId,
    /// The part that is YAML, in bytes.
    pub start: usize,
    /// First byte after it.
    pub end: usize,
}

impl<'a> Input<'a> {
    /// A whole file.
    pub fn whole(text: &'a str, file: FileId) -> Self {
        Self { text, file, start: 0, end: text.len() }
    }

    fn part(&self) -> &'a str {
        self.text.get(self.start..self.end).unwrap_or("")
    }
}

/// Reads a document. `None` when it could not be read (the reasons are in `found`); an empty document is `Null`.
pub fn parse(input: Input, found: &mut Vec<Diagnostic>) -> Option<Node> {
    let before = found.len();
    let mut root = Builder::new(input).run(found)?;
    if found.len() > before {
        return None;
    }
    match serde_yaml::from_str::<serde_yaml::Value>(input.part()) {
        Ok(value) => {
            decide(&mut root, &value);
            Some(root)
        }
        Err(error) => {
            let at = error.location().map_or(0, |l| l.index());
            let text = error.to_string();
            found.push(syntax_error(&input, input.start + at.min(input.part().len()), &text));
            None
        }
    }
}

/// Gives every scalar the type serde_yaml sees in it. Both trees come from the same text, so they have the same shape.
fn decide(node: &mut Node, value: &serde_yaml::Value) {
    use serde_yaml::Value as V;
    match (&mut node.data, value) {
        (Data::List(items), V::Sequence(values)) => {
            for (item, value) in items.iter_mut().zip(values) {
                decide(item, value);
            }
        }
        (Data::Map(entries), V::Mapping(values)) => {
            for (entry, (_, value)) in entries.iter_mut().zip(values) {
                decide(&mut entry.value, value);
            }
        }
        (Data::Text(text), value) => {
            let text = std::mem::take(text);
            node.data = match value {
                V::Null => Data::Null,
                V::Bool(yes) => Data::Bool(*yes, text),
                V::Number(number) => Data::Number(number.as_f64().unwrap_or(f64::NAN), text),
                V::String(decided) => Data::Text(decided.clone()),
                _ => Data::Text(text),
            };
        }
        _ => {}
    }
}

/// A list or mapping being filled.
enum Open {
    List { items: Vec<Node>, start: usize },
    Map { entries: Vec<Entry>, start: usize, key: Option<(String, Span)> },
}

struct Builder<'a> {
    input: Input<'a>,
    /// Byte of every character, when the text has any that are not ASCII: the parser counts characters.
    bytes: Option<Vec<u32>>,
    stack: Vec<Open>,
    root: Option<Node>,
}

impl<'a> Builder<'a> {
    fn new(input: Input<'a>) -> Self {
        let part = input.part();
        let bytes = (!part.is_ascii())
            .then(|| part.char_indices().map(|(at, _)| u32::try_from(at).unwrap_or(u32::MAX)).collect());
        Self { input, bytes, stack: Vec::new(), root: None }
    }

    /// Byte offset in the file of a character index in the part.
    fn byte(&self, character: usize) -> usize {
        let part = self.input.part();
        let within = match &self.bytes {
            None => character.min(part.len()),
            Some(bytes) => bytes.get(character).map_or(part.len(), |at| *at as usize),
        };
        self.input.start + within
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.input.file, start..end)
    }

    fn run(mut self, found: &mut Vec<Diagnostic>) -> Option<Node> {
        let mut parser = Parser::new_from_str(self.input.part());
        let mut documents = 0;
        while let Some(next) = parser.next_event() {
            let (event, place) = match next {
                Ok(pair) => pair,
                Err(error) => {
                    found.push(self.scan_error(&error));
                    return None;
                }
            };
            let start = self.byte(place.start.index());
            let end = self.byte(place.end.index());
            match event {
                Event::DocumentStart(_) => {
                    documents += 1;
                    if documents > 1 {
                        found.push(
                            Diagnostic::error("yaml/flere-dokumenter", "filen har flere YAML-dokumenter")
                                .at(self.span(start, end))
                                .help("del dem i hver sin fil, og fjern linjen `---`"),
                        );
                        return None;
                    }
                }
                Event::Alias(_) => {
                    found.push(
                        Diagnostic::error("yaml/alias", "henvisninger med `*` i YAML er ikke tillatt")
                            .at(self.span(start, end))
                            .help("skriv verdien der den skal stå"),
                    );
                    self.place(Node { data: Data::Null, span: self.span(start, end) }, found);
                }
                Event::Scalar(text, style, anchor, tag) => {
                    self.refuse(anchor, tag.is_some(), start, end, found);
                    let span = self.scalar_span(style, start, end);
                    self.scalar(text, span, found);
                }
                Event::SequenceStart(anchor, tag) => {
                    self.refuse(anchor, tag.is_some(), start, end, found);
                    self.stack.push(Open::List { items: Vec::new(), start });
                }
                Event::MappingStart(anchor, tag) => {
                    self.refuse(anchor, tag.is_some(), start, end, found);
                    self.stack.push(Open::Map { entries: Vec::new(), start, key: None });
                }
                Event::SequenceEnd | Event::MappingEnd => {
                    let node = match self.stack.pop() {
                        Some(Open::List { items, start }) => {
                            Node { data: Data::List(items), span: self.first_line(start, end) }
                        }
                        Some(Open::Map { entries, start, .. }) => {
                            let start = entries.first().map_or(start, |e| e.key_span.start as usize);
                            Node { data: Data::Map(entries), span: self.first_line(start, end) }
                        }
                        None => continue,
                    };
                    self.place(node, found);
                }
                Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
            }
            if self.stack.len() > MAX_DEPTH {
                found.push(self.too_deep(start, end));
                return None;
            }
        }
        let nothing = Node { data: Data::Null, span: self.span(self.input.start, self.input.start) };
        Some(self.root.unwrap_or(nothing))
    }

    fn refuse(&self, anchor: usize, tag: bool, start: usize, end: usize, found: &mut Vec<Diagnostic>) {
        if anchor != 0 {
            found.push(
                Diagnostic::error("yaml/anker", "ankere med `&` i YAML er ikke tillatt")
                    .at(self.span(start, end))
                    .help("skriv verdien der den skal stå; gir den seg ut for å være tekst, sett den i anførselstegn"),
            );
        }
        if tag {
            found.push(
                Diagnostic::error("yaml/merke", "typemerker med `!` i YAML er ikke tillatt")
                    .at(self.span(start, end))
                    .help("fjern merket, eller sett verdien i anførselstegn"),
            );
        }
    }

    fn scalar(&mut self, text: Cow<str>, span: Span, found: &mut Vec<Diagnostic>) {
        if let Some(Open::Map { entries, key, .. }) = self.stack.last_mut()
            && key.is_none()
        {
            if text == "<<" {
                found.push(
                    Diagnostic::error("yaml/fletting", "fletting med `<<` i YAML er ikke tillatt")
                        .at(span)
                        .help("skriv feltene der de skal stå"),
                );
            }
            if let Some(earlier) = entries.iter().find(|e| same_key(&e.key, &text)) {
                let message = if earlier.key == *text {
                    format!("feltet «{text}» står to ganger")
                } else {
                    format!("«{text}» og «{}» er samme felt", earlier.key)
                };
                found.push(
                    Diagnostic::error("yaml/dobbel-noekkel", message)
                        .at(span)
                        .label("andre gang")
                        .related(earlier.key_span, "første gang")
                        .help("behold ett av dem"),
                );
            }
            *key = Some((text.into_owned(), span));
            return;
        }
        self.place(Node { data: Data::Text(text.into_owned()), span }, found);
    }

    /// Puts a finished node where it belongs.
    fn place(&mut self, node: Node, found: &mut Vec<Diagnostic>) {
        match self.stack.last_mut() {
            None => self.root = Some(node),
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Map { entries, key, .. }) => {
                if let Some((key, key_span)) = key.take() {
                    entries.push(Entry { key, key_span, value: node });
                } else {
                    found.push(
                        Diagnostic::error("yaml/noekkel", "en nøkkel må være et ord, ikke en liste eller felter")
                            .at(node.span)
                            .help("sett teksten i anførselstegn hvis den begynner med [ eller {"),
                    );
                    *key = Some((String::new(), node.span));
                }
            }
        }
    }

    /// Plain and quoted scalars as they stand; block scalars (`>`, `|`) only their first line of text.
    fn scalar_span(&self, style: ScalarStyle, start: usize, end: usize) -> Span {
        match style {
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let text = self.input.text.get(start..end).unwrap_or("");
                // The header (`>-`) may or may not be part of what the parser marks.
                let header = text.starts_with(['>', '|']);
                let skip = if header { text.find('\n').map_or(0, |at| at + 1) } else { 0 };
                let body = &text[skip..];
                let indent = body.len() - body.trim_start().len();
                if body.trim().is_empty() {
                    self.first_line(start, end)
                } else {
                    self.first_line(start + skip + indent, end)
                }
            }
            _ => self.first_line(start, end),
        }
    }

    fn first_line(&self, start: usize, end: usize) -> Span {
        let text = self.input.text.get(start..end.max(start)).unwrap_or("");
        let line = text.split('\n').next().unwrap_or("").trim_end();
        self.span(start, start + line.len())
    }

    fn too_deep(&self, start: usize, end: usize) -> Diagnostic {
        Diagnostic::error("yaml/for-dypt", format!("mer enn {MAX_DEPTH} nivåer inni hverandre"))
            .at(self.span(start, end))
            .help("kontroller klammer og innrykk; en plan trenger sjelden mer enn seks nivåer")
    }

    fn scan_error(&self, error: &ScanError) -> Diagnostic {
        if error.info().contains("recursion") {
            let at = self.byte(error.marker().index());
            return self.too_deep(at, at + 1);
        }
        syntax_error(&self.input, self.byte(error.marker().index()), error.info())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::position;

    fn read(text: &str) -> (Option<Node>, Vec<Diagnostic>) {
        let mut found = Vec::new();
        let node = parse(Input::whole(text, FileId(0)), &mut found);
        (node, found)
    }

    fn codes(text: &str) -> Vec<(&'static str, usize, usize)> {
        read(text)
            .1
            .iter()
            .map(|d| {
                let at = position(text, d.span.map_or(0, |s| s.start as usize));
                (d.code, at.line, at.column)
            })
            .collect()
    }

    #[test]
    fn a_value_knows_where_it_stands_when_norwegian_letters_precede() {
        let text = "mål: «å»\nområde: [æ, ø, år]\n";
        let node = read(text).0.unwrap();
        let Data::List(items) = &node.get("omraade").unwrap().data else { panic!() };
        assert_eq!(&text[items[2].span.range()], "år");
        assert_eq!(&text[node.get("mål").unwrap().span.range()], "«å»");
    }

    #[test]
    fn norwegian_no_is_text_and_a_number_keeps_its_writing() {
        let node = read("a: no\nb: 010\nc: 2.50\nd: ~\ne: '7'").0.unwrap();
        assert_eq!(node.get("a").unwrap().data, Data::Text("no".into()));
        assert_eq!(node.get("c").unwrap().data, Data::Number(2.5, "2.50".into()));
        assert!(node.get("d").unwrap().is_null());
        assert_eq!(node.get("e").unwrap().data, Data::Text("7".into()));
    }

    #[test]
    fn a_block_text_points_at_its_first_line() {
        let text = "a: >-\n  første\n  andre\nb: 1\n";
        let node = read(text).0.unwrap();
        assert_eq!(&text[node.get("a").unwrap().span.range()], "første");
        assert_eq!(node.get("a").unwrap().scalar(), Some("første andre"));
    }

    #[test]
    fn anchors_aliases_merges_and_tags_are_each_refused_with_their_place() {
        assert_eq!(codes("a: &x 1\nb: *x\n"), [("yaml/anker", 1, 7), ("yaml/alias", 2, 4)]);
        assert_eq!(codes("a:\n  <<: 1\n"), [("yaml/fletting", 2, 3)]);
        assert_eq!(codes("a: !!str 1\n").first().map(|c| c.0), Some("yaml/merke"));
    }

    #[test]
    fn a_doubled_key_is_refused_also_in_its_other_spelling() {
        assert_eq!(codes("mål: 1\nmål: 2\n"), [("yaml/dobbel-noekkel", 2, 1)]);
        assert_eq!(codes("mål: 1\nmaal: 2\n"), [("yaml/dobbel-noekkel", 2, 1)]);
    }

    #[test]
    fn a_tab_is_named_as_a_tab() {
        assert_eq!(codes("a:\n\tb: 1\n"), [("yaml/tabulator", 2, 1)]);
        assert_eq!(codes("a:\n  -\tb: 1\n    c: 2\n").first().map(|c| c.0), Some("yaml/tabulator"));
    }

    #[test]
    fn an_unclosed_quote_points_at_something() {
        let found = codes("a: \"æøå\nb: 1\n");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, "yaml/syntaks");
    }

    #[test]
    fn an_alias_bomb_is_refused_before_anything_grows() {
        let mut text = String::from("a0: &a0 [x, x]\n");
        for n in 1..30 {
            let _ = std::fmt::Write::write_fmt(&mut text, format_args!("a{n}: &a{n} [*a{0}, *a{0}]\n", n - 1));
        }
        assert!(codes(&text).iter().all(|c| c.0 == "yaml/anker" || c.0 == "yaml/alias"));
    }

    #[test]
    fn endless_nesting_is_refused() {
        assert_eq!(codes(&"[".repeat(20_000)).first().map(|c| c.0), Some("yaml/for-dypt"));
    }

    #[test]
    fn front_matter_positions_count_from_the_file() {
        let text = "---\ntittel: Å\nemner: [a\n---\nBrødtekst\n";
        let mut found = Vec::new();
        let end = text.find("---\nBr").unwrap();
        parse(Input { text, file: FileId(0), start: 4, end }, &mut found);
        assert_eq!(position(text, found[0].span.unwrap().start as usize).line, 3);
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_the_parser_panic(text in "[a-cæø:\\-\\[\\]{}&*!|>'\"# \t\n0-9~<,?@`%]{0,60}") {
            let _ = read(&text);
        }
    }
}

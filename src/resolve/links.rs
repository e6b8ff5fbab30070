//! Following the links of running text: `[[references]]`, links between Markdown files, images and attachments.

use std::collections::BTreeSet;

use super::graph::Edge;
use super::item::ItemId;
use super::lookup::{From, Lookup, Outcome, reference};
use crate::diag::{self, Diagnostic, FileId, Span};
use crate::domain::rad::{Ref, Relasjon};
use crate::markdown::Outline;
use crate::source::{FileKind, SourceSet, TEXT_ENDINGS};

/// Where an ordinary link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// A page made from Markdown, and an anchor on it.
    Page(ItemId, Option<String>),
    /// An anchor on the same page.
    Anchor(String),
    /// A file that is published beside the pages.
    Asset(FileId),
    /// Another site, an e-mail address or a telephone number.
    External,
    /// Nothing: the target is left out of this edition, or the link is broken and was reported.
    Nowhere,
}

/// What following the links of one text gave.
#[derive(Debug, Default)]
pub struct Followed {
    /// References that were found: place, text and target.
    pub references: Vec<(Span, String, ItemId)>,
    /// Links and images: place, written target and where it leads.
    pub links: Vec<(Span, String, LinkTarget)>,
    /// Edges of the graph.
    pub edges: Vec<Edge>,
    /// Files to publish.
    pub assets: BTreeSet<FileId>,
    /// Links to anchors on other pages, checked when all pages are known.
    pub anchors: Vec<(Span, ItemId, String)>,
}

impl Followed {
    /// Takes in what following the texts after these gave.
    pub fn join(&mut self, mut later: Self) {
        self.references.append(&mut later.references);
        self.links.append(&mut later.links);
        self.edges.append(&mut later.edges);
        self.assets.append(&mut later.assets);
        self.anchors.append(&mut later.anchors);
    }
}

/// Tables for following links.
#[derive(Clone, Copy)]
pub struct Follower<'a> {
    /// Looks ids up.
    pub lookup: Lookup<'a>,
    /// The author's files.
    pub sources: &'a SourceSet,
    /// Markdown file → its page.
    pub pages: &'a std::collections::HashMap<FileId, ItemId>,
}

impl Follower<'_> {
    /// Follows everything in one text. `file` is the Markdown file it stands in, when it is one.
    pub fn follow(
        &self,
        outline: &Outline,
        owner: ItemId,
        from: From,
        file: Option<FileId>,
        into: &mut Followed,
        found: &mut Vec<Diagnostic>,
    ) {
        for written in &outline.references {
            let asked: Ref = reference(written.target.clone(), written.span);
            match self.lookup.find(&asked, Relasjon::Omtaler, from) {
                Outcome::Found(to) => {
                    into.edges.push(Edge { from: owner, relation: Relasjon::Omtaler, to, span: written.span });
                    into.references.push((written.span, written.target.clone(), to));
                }
                Outcome::Words | Outcome::Unread => {}
                // The author's own words stand, without a link.
                Outcome::Hidden | Outcome::Draft if written.text.is_some() => {}
                Outcome::Hidden => found.push(to_internal(written.span)),
                Outcome::Draft => found.push(to_draft(written.span)),
                Outcome::Doubtful(diagnostic) | Outcome::Wrong(diagnostic) => found.push(*diagnostic),
            }
        }
        for link in &outline.links {
            let target = self.link(&link.target, link.span, owner, file, into, found);
            into.links.push((link.span, link.target.clone(), target));
        }
        for image in &outline.images {
            let target = self.image(&image.src, image.span, file, found);
            if let LinkTarget::Asset(id) = target {
                into.assets.insert(id);
            }
            into.links.push((image.span, image.src.clone(), target));
        }
    }

    fn link(
        &self,
        target: &str,
        span: Span,
        owner: ItemId,
        file: Option<FileId>,
        into: &mut Followed,
        found: &mut Vec<Diagnostic>,
    ) -> LinkTarget {
        if is_external(target) {
            return LinkTarget::External;
        }
        if let Some(anchor) = target.strip_prefix('#') {
            into.anchors.push((span, owner, anchor.to_owned()));
            return LinkTarget::Anchor(anchor.to_owned());
        }
        let (path, anchor) = match target.split_once('#') {
            Some((path, anchor)) => (path, Some(anchor.to_owned())),
            None => (target, None),
        };
        let Some(full) = self.beside(path, file) else {
            found.push(outside(target, span));
            return LinkTarget::Nowhere;
        };
        // `mappe/`, `mappe`, `side` and `side.html` are how people write links to pages elsewhere; accept them.
        let folder = full.trim_end_matches('/');
        let stems = [Some(folder), Some(&*format!("{folder}/index")), full.strip_suffix(".html")];
        let texts = TEXT_ENDINGS.into_iter().flat_map(|end| stems.iter().flatten().map(move |s| format!("{s}.{end}")));
        let hit = std::iter::once(full.clone()).chain(texts).find_map(|path| self.sources.id_of(&path));
        match hit.and_then(|id| self.sources.file(id).map(|f| (id, f.kind))) {
            Some((id, FileKind::Markdown)) => match self.pages.get(&id) {
                Some(page) => {
                    into.edges.push(Edge { from: owner, relation: Relasjon::Omtaler, to: *page, span });
                    if let Some(anchor) = &anchor {
                        into.anchors.push((span, *page, anchor.clone()));
                    }
                    LinkTarget::Page(*page, anchor)
                }
                // The page exists as a file and is left out: internal or a draft.
                None => LinkTarget::Nowhere,
            },
            Some((id, FileKind::Asset | FileKind::Csv)) => {
                into.assets.insert(id);
                LinkTarget::Asset(id)
            }
            _ => {
                let known: Vec<&str> = self
                    .sources
                    .files()
                    .iter()
                    .filter(|f| f.kind == FileKind::Markdown)
                    .filter_map(|f| f.path.rsplit('/').next())
                    .collect();
                let wanted = path.rsplit('/').next().unwrap_or(path);
                found.push(
                    Diagnostic::error("lenke/brutt", format!("lenken «{target}» leder ingen steder"))
                        .at(span)
                        .help_maybe(diag::did_you_mean(wanted, known))
                        .help("skriv stien til .md-filen sett fra denne filen, eller bruk [[id]]"),
                );
                LinkTarget::Nowhere
            }
        }
    }

    fn image(&self, src: &str, span: Span, file: Option<FileId>, found: &mut Vec<Diagnostic>) -> LinkTarget {
        if is_external(src) {
            found.push(
                Diagnostic::error("bilde/utenfra", "bildet ligger på et annet nettsted")
                    .at(span)
                    .help("last det ned og legg det ved siden av teksten: sidene henter ingenting utenfra"),
            );
            return LinkTarget::Nowhere;
        }
        let hit = self.beside(src, file).and_then(|path| self.sources.id_of(&path));
        if let Some((id, FileKind::Asset)) = hit.and_then(|id| self.sources.file(id).map(|f| (id, f.kind))) {
            LinkTarget::Asset(id)
        } else {
            found.push(
                Diagnostic::error("bilde/mangler", format!("finner ikke bildet «{src}»"))
                    .at(span)
                    .help("skriv stien sett fra denne filen, og se etter store og små bokstaver"),
            );
            LinkTarget::Nowhere
        }
    }

    /// A path as seen from the file it is written in; `None` when it leads out of the author's folder.
    fn beside(&self, path: &str, file: Option<FileId>) -> Option<String> {
        let decoded = percent_decoded(path);
        let decoded = decoded.split('?').next().unwrap_or("");
        let mut parts: Vec<&str> = Vec::new();
        let base = file.and_then(|id| self.sources.file(id)).map_or("content/x", |f| f.path.as_str());
        if let Some(rooted) = decoded.strip_prefix('/') {
            parts.push("content");
            return join(parts, rooted);
        }
        parts.extend(base.split('/'));
        parts.pop();
        join(parts, decoded)
    }
}

fn join<'a>(mut parts: Vec<&'a str>, path: &'a str) -> Option<String> {
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            other => parts.push(other),
        }
    }
    Some(parts.join("/"))
}

fn to_internal(span: Span) -> Diagnostic {
    let message = "offentlig tekst viser til noe som er internt, uten egne ord";
    Diagnostic::warning("tilgang/viser-til-intern", message)
        .at(span)
        .help("skriv [[id|ord leseren skal se]]; da står ordene uten lenke i den offentlige utgaven")
}

fn to_draft(span: Span) -> Diagnostic {
    Diagnostic::warning("tilgang/viser-til-utkast", "teksten viser til et utkast, uten egne ord")
        .at(span)
        .help("skriv [[id|ord leseren skal se]]; da står ordene uten lenke til utkastet er ferdig")
}

fn outside(target: &str, span: Span) -> Diagnostic {
    Diagnostic::error("lenke/brutt", format!("lenken «{target}» leder ut av mappen")).at(span)
}

fn is_external(target: &str) -> bool {
    let scheme = target.split_once(':').map(|(scheme, _)| scheme);
    target.starts_with("//")
        || scheme.is_some_and(|s| !s.is_empty() && s.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b)))
}

/// `%C3%A6` → `æ`; what is not UTF-8 stays as written.
fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).and_then(|pair| std::str::from_utf8(pair).ok());
        if let Some(byte) = hex.filter(|_| bytes[at] == b'%').and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            out.push(byte);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_seen_from_the_file_and_never_leaves_the_folder() {
        assert_eq!(join(vec!["content", "a"], "../b/c.md").as_deref(), Some("content/b/c.md"));
        assert_eq!(join(vec!["content"], "../../x"), None);
    }

    #[test]
    fn only_a_scheme_makes_a_link_external() {
        assert!(is_external("https://x.no"));
        assert!(is_external("mailto:a@b.no"));
        assert!(!is_external("kapittel/a.md#b:c"));
        assert!(!is_external("./a:b"));
    }

    #[test]
    fn encoded_letters_are_read() {
        assert_eq!(percent_decoded("m%C3%A5l%20a.md"), "mål a.md");
        assert_eq!(percent_decoded("100%"), "100%");
    }
}

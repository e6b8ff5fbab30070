//! Checks that every link between pages leads somewhere: the file is in the tree, the part of the page is on
//! the page. Links to other sites are not followed. One finding per broken target, however many pages have it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::contents::Contents;
use super::facts::{self, Facts};
use super::html_scan::{attributes, unescape};
use super::tree::OutputTree;
use crate::diag::{Code, Diagnostic};
use crate::lookup::{Known, Lookup};

const BROKEN: Code = "utskrift/brutt-lenke";
const NO_ANCHOR: Code = "utskrift/brutt-anker";
const ABSOLUTE: Code = "utskrift/absolutt-lenke";
const TWICE: Code = "utskrift/dobbel-id";
const NO_ID: Code = "utskrift/brutt-henvisning";
const NOT_TEXT: Code = "utskrift/ikke-utf8";

/// Attributes that hold one address.
const LINKS: [&str; 7] = ["href", "src", "poster", "action", "data", "xlink:href", "formaction"];
/// Attributes that name ids on the same page.
const REFERENCES: [&str; 5] = ["for", "headers", "aria-labelledby", "aria-describedby", "aria-details"];

/// What a check came to.
pub struct Checked {
    /// All findings, in order of code and target.
    pub findings: Vec<Diagnostic>,
    /// What was learnt of the files that nothing is wrong with, in path order.
    pub facts: Vec<(String, Facts)>,
}

/// Checks every link of a site. Files that are as an earlier build left them are not read: what it learnt of them stands.
pub fn check_links(tree: &OutputTree) -> Checked {
    let files: Vec<(&str, &Contents)> = tree.contents().collect();
    let numbers: Lookup<&str, u32> = (0..).zip(&files).map(|(number, (path, _))| (*path, number)).collect();
    let lookup = |path: &str| numbers.get(path).copied();
    let page = |(path, made): &(&str, &Contents)| {
        // Most files of a large site are the search's, and reading them from disk took a third of the check.
        if !is_markup(path) {
            return Page::default();
        }
        match (made.bytes(), made.facts()) {
            (Some(bytes), _) => scan(path, &bytes, &lookup),
            (None, Some(facts)) => Page::known(path, facts, &lookup),
            (None, None) => Page::default(),
        }
    };
    let pages: Vec<Page> = files.par_iter().map(page).collect();

    let mut findings: BTreeMap<Key, Vec<&str>> = BTreeMap::new();
    let missing = |(target, id): &(u32, String)| {
        let at = usize::try_from(*target).ok()?;
        let (path, _) = files.get(at).filter(|_| pages.get(at).is_some_and(|page| !page.facts.has(id)))?;
        Some(Key(NO_ANCHOR, format!("{path}#{id}")))
    };
    for (page, (path, _)) in pages.iter().zip(&files) {
        for key in page.findings.iter().cloned().chain(page.anchors.iter().filter_map(missing)) {
            let paths = findings.entry(key).or_default();
            if paths.last() != Some(path) {
                paths.push(path);
            }
        }
    }
    let findings = findings.into_iter().map(|(key, pages)| diagnostic(&key, &pages, tree)).collect();
    let learnt = |(page, (path, _)): (Page, &(&str, &Contents))| {
        let asks = page.anchors.iter().filter_map(|(target, id)| {
            let (path, _) = files.get(usize::try_from(*target).ok()?)?;
            Some(((*path).to_owned(), id.clone()))
        });
        let facts = Facts { asks: asks.collect(), ..page.facts };
        (page.findings.is_empty() && facts.ids.is_some()).then(|| ((*path).to_owned(), facts))
    };
    let facts = pages.into_iter().zip(&files).filter_map(learnt).collect();
    Checked { findings, facts }
}

/// What is wrong: the code, and the target or id it is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key(Code, String);

/// What one file asks for, and what is wrong with it alone.
#[derive(Default)]
struct Page {
    /// Places on other pages that are asked for: file number and id.
    anchors: Vec<(u32, String)>,
    /// Its ids.
    facts: Facts,
    findings: Vec<Key>,
}

/// May it have ids? What has none is not read.
fn is_markup(path: &str) -> bool {
    has_extension(path, "html") || has_extension(path, "svg")
}

fn scan(path: &str, bytes: &[u8], lookup: &dyn Fn(&str) -> Option<u32>) -> Page {
    let mut page = Page::default();
    let is_page = has_extension(path, "html");
    let Ok(text) = std::str::from_utf8(bytes) else {
        page.findings.push(Key(NOT_TEXT, path.to_owned()));
        return page;
    };
    let mut ids: Known<Cow<'_, str>> = Known::default();
    let mut seen: Known<&str> = Known::default();
    let mut references: Known<Cow<'_, str>> = Known::default();
    for attribute in attributes(text) {
        let is = |name: &str| attribute.name.eq_ignore_ascii_case(name);
        if is("id") {
            let id = unescape(attribute.raw);
            if ids.contains(&id) {
                page.findings.push(Key(TWICE, format!("{path}#{id}")));
            } else {
                ids.insert(id);
            }
        } else if !is_page {
            // A picture is only asked for the ids that pages use of it.
        } else if LINKS.iter().any(|name| is(name)) {
            // Menus repeat the same addresses; each is looked up once a page.
            if seen.insert(attribute.raw) {
                page.link(path, &unescape(attribute.raw), lookup);
            }
        } else if is("srcset") {
            let value = unescape(attribute.raw);
            let addresses = value.split(',').filter_map(|part| part.split_ascii_whitespace().next());
            addresses.for_each(|address| page.link(path, address, lookup));
        } else if REFERENCES.iter().any(|name| is(name)) {
            references.extend(attribute.raw.split_ascii_whitespace().map(unescape));
        }
    }
    if let Some(own) = lookup(path) {
        // Most places asked for are on the page itself, and that is known now.
        page.anchors.retain(|(target, id)| *target != own || !ids.contains(id.as_str()));
    }
    page.anchors.sort_unstable();
    page.anchors.dedup();
    // It is kept for every page of the site, and room to grow is never used.
    page.anchors.shrink_to_fit();
    page.facts.ids = Some(facts::numbers(ids.iter().map(|id| &**id)));
    let missing = references.iter().filter(|id| !ids.contains(*id));
    let mut missing: Vec<_> = missing.map(|id| Key(NO_ID, format!("{path}#{id}"))).collect();
    missing.sort();
    page.findings.extend(missing);
    page
}

impl Page {
    /// A file that was read in an earlier build. Where it leads to was there then; when it is not any more, that is found
    /// as in a file that is read now.
    fn known(path: &str, facts: &Facts, lookup: &dyn Fn(&str) -> Option<u32>) -> Self {
        let mut page = Self { facts: Facts { asks: Vec::new(), ids: facts.ids.clone() }, ..Self::default() };
        for (target, id) in &facts.asks {
            match lookup(target) {
                Some(number) => page.anchors.push((number, id.clone())),
                None => page.findings.push(Key(BROKEN, format!("{target} (fra {path})"))),
            }
        }
        page
    }

    fn link(&mut self, from: &str, address: &str, lookup: &dyn Fn(&str) -> Option<u32>) {
        let address = address.trim_ascii();
        if has_scheme(address) || address.starts_with("//") {
            return;
        }
        if address.starts_with(['/', '\\']) {
            // The one page that is shown at any address: what is relative there is wrong.
            if from == "404.html" {
                return;
            }
            self.findings.push(Key(ABSOLUTE, address.to_owned()));
            return;
        }
        let (address, fragment) = parted(address, b'#').unwrap_or((address, ""));
        let path = parted(address, b'?').map_or(address, |(path, _)| path);
        let target = match resolve(from, path) {
            Some(target) => lookup(&target).ok_or(target),
            None => Err(format!("{path} (fra {from})")),
        };
        match target {
            Err(target) => self.findings.push(Key(BROKEN, target)),
            // An empty fragment means the top of the page.
            Ok(_) if fragment.is_empty() => {}
            Ok(number) => {
                let fragment = fragment.split(":~:").next().unwrap_or(fragment);
                let fragment = percent_decoded(fragment).unwrap_or(Cow::Borrowed(fragment));
                // As `#top` does; and what says nothing but where the text is.
                if !fragment.is_empty() && !fragment.eq_ignore_ascii_case("top") {
                    self.anchors.push((number, fragment.into_owned()));
                }
            }
        }
    }
}

/// The tree path that a relative address on a page means; `None` when it leads out of the site.
fn resolve(from: &str, path: &str) -> Option<String> {
    if path.is_empty() {
        return Some(from.to_owned());
    }
    let path = percent_decoded(path)?;
    // Every part ends in a slash until the last is in place.
    let mut folder = String::with_capacity(from.len() + path.len() + 1);
    folder.push_str(folder_of(from));
    let mut rest = Some(&*path);
    while let Some(path) = rest {
        let (part, after) = parted(path, b'/').map_or((path, None), |(part, after)| (part, Some(after)));
        match part {
            "." => {}
            ".." => {
                let outer = folder_of(folder.strip_suffix('/')?).len();
                folder.truncate(outer);
            }
            part => folder.extend([part, "/"]),
        }
        rest = after;
    }
    folder.pop();
    Some(folder)
}

/// A path up to and with its last slash.
fn folder_of(path: &str) -> &str {
    &path[..path.bytes().rposition(|byte| byte == b'/').map_or(0, |end| end + 1)]
}

/// What stands before and after a character of ASCII. Addresses are short and there are a hundred on a page: to look for a
/// character of any kind took more time than all else that is done with them.
fn parted(text: &str, at: u8) -> Option<(&str, &str)> {
    let end = text.bytes().position(|byte| byte == at)?;
    Some((&text[..end], &text[end + 1..]))
}

fn has_scheme(address: &str) -> bool {
    let in_scheme = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    let end = address.bytes().position(|byte| !in_scheme(byte));
    address.starts_with(|c: char| c.is_ascii_alphabetic()) && end.is_some_and(|end| address.as_bytes()[end] == b':')
}

fn percent_decoded(text: &str) -> Option<Cow<'_, str>> {
    if text.bytes().all(|byte| byte != b'%') {
        return Some(Cow::Borrowed(text));
    }
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let mut digit = || char::from(bytes.next()?).to_digit(16).and_then(|d| u8::try_from(d).ok());
            out.push(digit()? * 16 + digit()?);
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).ok().map(Cow::Owned)
}

fn has_extension(path: &str, extension: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, found)| found.eq_ignore_ascii_case(extension))
}

fn diagnostic(Key(code, target): &Key, pages: &[&str], tree: &OutputTree) -> Diagnostic {
    let id = target.split_once('#').map_or(target.as_str(), |(_, id)| id);
    let (message, hint) = match *code {
        BROKEN => (format!("lenken fører ikke noe sted: siden har ingen fil «{target}»"), broken_hint(target, tree)),
        NO_ANCHOR => (
            format!("lenken går til «{target}», men det er ikke noe «{id}» på den siden"),
            Some("sjekk at overskriften eller punktet lenken viser til, finnes".to_owned()),
        ),
        ABSOLUTE => (
            format!("lenken «{target}» begynner med skråstrek og virker ikke når nettstedet ligger i en undermappe"),
            Some("skriv lenken relativt til siden".to_owned()),
        ),
        TWICE => (format!("id-en «{id}» står flere ganger på siden"), None),
        NO_ID => (format!("siden viser til id-en «{id}», som ikke er på siden"), None),
        _ => ("siden er ikke gyldig UTF-8".to_owned(), None),
    };
    let severity = if matches!(*code, TWICE | NO_ID) {
        Diagnostic::warning(code, message)
    } else {
        Diagnostic::error(code, message)
    };
    let mut finding = severity.help_maybe(hint);
    finding.path = pages.first().map(|page| (*page).to_owned());
    match pages.len() {
        0 | 1 => finding,
        2 => finding.help(format!("det samme gjelder {}", pages[1])),
        3 => finding.help(format!("det samme gjelder {} og 1 side til", pages[1])),
        more => finding.help(format!("det samme gjelder {} og {} sider til", pages[1], more - 2)),
    }
}

fn broken_hint(target: &str, tree: &OutputTree) -> Option<String> {
    if let Some(other) = tree.ignoring_case(target) {
        return Some(format!("filen heter «{other}»; store og små bokstaver må være like"));
    }
    let index = if target.is_empty() || target.ends_with('/') {
        format!("{target}index.html")
    } else {
        format!("{target}/index.html")
    };
    let with_extension = format!("{target}.html");
    [index, with_extension].into_iter().find(|path| tree.contains(path)).map(|path| format!("mente du «{path}»?"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::contents::Sum;

    fn tree(files: &[(&str, &str)]) -> OutputTree {
        let mut tree = OutputTree::new();
        for (path, text) in files {
            tree.insert(path, *text, "prøve").unwrap();
        }
        tree
    }

    /// Code, page and message of each finding.
    fn found(files: &[(&str, &str)]) -> Vec<(Code, String, String)> {
        let findings = check_links(&tree(files)).findings.into_iter();
        findings.map(|d| (d.code, d.path.unwrap_or_default(), d.message)).collect()
    }

    fn codes(files: &[(&str, &str)]) -> Vec<Code> {
        found(files).into_iter().map(|(code, ..)| code).collect()
    }

    #[test]
    fn a_site_whose_links_hold_has_no_findings() {
        let files = [
            (
                "index.html",
                "<a href='a/b.html#m%C3%A5l'>x</a><a href='#'>topp</a><a href=\"?q=1&amp;r=2\"><a href='#top'>",
            ),
            (
                "a/b.html",
                "<h2 id='mål'>x</h2><a href='../index.html?x#:~:text=y'><img src='./k.png' srcset='k.png 1x, ../a/k.png 2x'>\
                 <use href='ikon.svg#pil'/><a href='https://x.no/y'><a href='mailto:a@b.no'><a href='//x.no'><a href='data:,x'>\
                 <form action='b.html'></form><label for='mål'></label><a href='med%20rom.html'>",
            ),
            ("a/k.png", "png"),
            ("a/ikon.svg", "<svg><path id='pil' href='finnes-ikke'/></svg>"),
            ("a/med rom.html", ""),
            ("data.csv", "<a href='ikke-en-side'>"),
        ];
        assert_eq!(found(&files), []);
    }

    #[test]
    fn a_missing_file_is_found_with_page_and_target() {
        let files = [("a/b.html", "<a href='../c.html'><img src='d.png'><a href='../../ute.html'>")];
        let expected = [("../../ute.html (fra a/b.html)", "a/b.html"), ("a/d.png", "a/b.html"), ("c.html", "a/b.html")];
        let expected = expected.map(|(target, page)| {
            (BROKEN, page.to_owned(), format!("lenken fører ikke noe sted: siden har ingen fil «{target}»"))
        });
        assert_eq!(found(&files), expected);
    }

    #[test]
    fn a_missing_place_on_a_page_is_found_on_the_same_page_another_page_and_in_a_picture() {
        let files = [
            ("a.html", "<a href='#borte'><a href='b.html#borte'><a href='c.svg#borte'><a href='d.pdf#page=2'>"),
            ("b.html", "<p id='her'>"),
            ("c.svg", "<svg/>"),
            ("d.pdf", "%PDF"),
        ];
        let found = found(&files);
        let messages: Vec<_> = found.iter().map(|(code, _, message)| (*code, message.as_str())).collect();
        let expected = [
            (NO_ANCHOR, "lenken går til «a.html#borte», men det er ikke noe «borte» på den siden"),
            (NO_ANCHOR, "lenken går til «b.html#borte», men det er ikke noe «borte» på den siden"),
            (NO_ANCHOR, "lenken går til «c.svg#borte», men det er ikke noe «borte» på den siden"),
        ];
        assert_eq!(messages, expected);
    }

    #[test]
    fn the_same_broken_target_on_many_pages_is_one_finding() {
        let names: Vec<_> = (0..5).map(|i| format!("side{i}.html")).collect();
        let files: Vec<_> =
            names.iter().map(|name| (name.as_str(), "<a href='borte.html'><a href=\"borte.html\">")).collect();
        let findings = check_links(&tree(&files)).findings;
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].path.as_deref(), Some("side0.html"));
        assert_eq!(findings[0].hints, ["det samme gjelder side1.html og 3 sider til"]);
    }

    #[test]
    fn what_was_learnt_of_a_file_does_instead_of_the_file() {
        let a = ("a.html", "<p id='x'><a href='b.html#y'><a href='#x'><a href='c.txt#z'>");
        let b = ("b.html", "<p id='y'><a href='a.html#x'>");
        let learnt = check_links(&tree(&[a, b, ("c.txt", "")]));
        assert!(learnt.findings.is_empty());
        let with = |path: &str, files: &[(&str, &str)]| {
            let mut tree = tree(files);
            let (_, facts) = learnt.facts.iter().find(|(known, _)| known == path).unwrap();
            tree.insert(path, Contents::left(Sum::of(b"x"), Some(facts.clone())), "prøve").unwrap();
            check_links(&tree)
        };
        let same = with("a.html", &[b, ("c.txt", "")]);
        assert!(same.findings.is_empty());
        assert_eq!(same.facts, learnt.facts);
        let code = |checked: &Checked| checked.findings.iter().map(|d| d.code).collect::<Vec<_>>();
        // What it leads to has changed, is gone, or asks it for what it does not have.
        assert_eq!(code(&with("a.html", &[("b.html", ""), ("c.txt", "")])), [NO_ANCHOR]);
        assert_eq!(code(&with("a.html", &[("c.txt", "")])), [BROKEN]);
        assert_eq!(code(&with("a.html", &[("b.html", "<p id='y'><a href='a.html#q'>"), ("c.txt", "")])), [NO_ANCHOR]);
    }

    #[test]
    fn near_misses_are_suggested() {
        let hint = |href: &str| {
            let page = format!("<a href='{href}'>");
            let findings =
                check_links(&tree(&[("x/a.html", &page), ("x/Mål.html", ""), ("y/index.html", "")])).findings;
            assert_eq!(findings.len(), 1, "{href}");
            findings[0].hints.join("|")
        };
        assert_eq!(hint("mål.html"), "filen heter «x/Mål.html»; store og små bokstaver må være like");
        assert_eq!(hint("Mål"), "mente du «x/Mål.html»?");
        assert_eq!(hint("../y/"), "mente du «y/index.html»?");
        assert_eq!(hint("../y"), "mente du «y/index.html»?");
        assert_eq!(hint("borte"), "");
    }

    #[test]
    fn absolute_links_double_ids_and_loose_references_are_found() {
        assert_eq!(codes(&[("a.html", "<a href='/b.html'>")]), [ABSOLUTE]);
        assert!(codes(&[("404.html", "<a href='/b.html'>")]).is_empty());
        assert_eq!(codes(&[("a.html", "<p id='x'><p id='x'>")]), [TWICE]);
        assert_eq!(codes(&[("a.html", "<label for='x'><p aria-describedby='y z' id='y'>")]), [NO_ID, NO_ID]);
    }

    #[test]
    fn a_page_that_is_not_text_and_an_address_that_is_not_either_are_found() {
        let mut tree = OutputTree::new();
        tree.insert("a.html", b"<a href=\xE5>".to_vec(), "x").unwrap();
        tree.insert("b.html", "<a href='%E5.html'><a href='%zz'>", "x").unwrap();
        let codes: Vec<_> = check_links(&tree).findings.iter().map(|d| d.code).collect();
        assert_eq!(codes, [BROKEN, BROKEN, NOT_TEXT]);
    }
}

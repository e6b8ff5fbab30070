//! The example site as its readers meet it: built by the real program into a folder, then looked at page by page.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
#![allow(clippy::case_sensitive_file_extension_comparisons, reason = "the names are our own")]

mod harness;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::OnceLock;

use harness::page::{Page, Piece, plain, text};
use harness::{Tree, example, tree};

/// The site as written, and its pages.
struct Built {
    files: Tree,
    pages: BTreeMap<String, Page>,
}

fn built() -> &'static Built {
    static BUILT: OnceLock<Result<Built, String>> = OnceLock::new();
    let built = BUILT.get_or_init(|| {
        let out = harness::Folder::new();
        let out_path = out.path("site");
        let words = ["build", example().to_str().unwrap(), "--out", out_path.to_str().unwrap()];
        let ran = out.planverk(&words);
        if ran.code != 0 {
            return Err(format!("the example does not build: {ran}"));
        }
        let files = tree(&out_path);
        let pages = files
            .iter()
            .filter(|(path, _)| path.ends_with(".html"))
            .map(|(path, bytes)| (path.clone(), Page::read(std::str::from_utf8(bytes).unwrap())))
            .collect();
        Ok(Built { files, pages })
    });
    built.as_ref().unwrap_or_else(|why| panic!("{why}"))
}

/// Collects what is wrong over all pages, so that one run tells everything.
#[derive(Default)]
struct Wrong(String, usize);

impl Wrong {
    fn say(&mut self, path: &str, what: impl std::fmt::Display) {
        self.1 += 1;
        if self.1 <= 40 {
            let _ = writeln!(self.0, "{path}: {what}");
        }
    }

    #[track_caller]
    fn assert_none(self) {
        assert!(self.1 == 0, "{} in all:\n{}", self.1, self.0);
    }
}

fn is_redirect(page: &Page) -> bool {
    page.named("meta").any(|meta| meta.get("http-equiv").is_some_and(|value| value.eq_ignore_ascii_case("refresh")))
}

/// Where a link on a page leads inside the site: path and anchor. `None` for links out of it.
fn target(from: &str, href: &str) -> Option<(String, Option<String>)> {
    let scheme = href.split_once(':').map_or("", |(scheme, _)| scheme);
    if !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c)) {
        return None;
    }
    let (path, anchor) = href.split_once('#').map_or((href, None), |(path, anchor)| (path, Some(decoded(anchor))));
    let path = path.split('?').next().unwrap_or("");
    if path.is_empty() {
        return Some((from.to_owned(), anchor));
    }
    let mut parts: Vec<String> = from.split('/').map(str::to_owned).collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(decoded(part)),
        }
    }
    Some((parts.join("/"), anchor))
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        if let Some(byte) = hex.filter(|_| *first == b'%').and_then(|two| u8::from_str_radix(two, 16).ok()) {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn links(page: &Page) -> impl Iterator<Item = &String> {
    page.named("a").filter_map(|a| a.get("href"))
}

#[test]
fn the_example_builds_with_no_errors_and_a_page_for_every_plan() {
    let pages = &built().pages;
    assert!(pages.len() > 150, "only {} pages", pages.len());
    for plan in ["grorud/handlingsplan-2012", "lorenskog/program-2012-2013", "asker/forstudie-2011"] {
        assert!(pages.contains_key(&format!("planer/{plan}/index.html")), "{plan}");
    }
}

#[test]
fn every_page_can_be_reached_from_the_front_page_by_links() {
    let pages = &built().pages;
    let mut reached: BTreeSet<String> = BTreeSet::from(["index.html".to_owned()]);
    let mut waiting = vec!["index.html".to_owned()];
    while let Some(path) = waiting.pop() {
        let Some(page) = pages.get(&path) else { continue };
        for (to, _) in links(page).filter_map(|href| target(&path, href)) {
            if pages.contains_key(&to) && reached.insert(to.clone()) {
                waiting.push(to);
            }
        }
    }
    let mut wrong = Wrong::default();
    for (path, page) in pages {
        if path != "404.html" && !is_redirect(page) && !reached.contains(path) {
            wrong.say(path, "no page links here");
        }
    }
    wrong.assert_none();
}

#[test]
fn every_link_inside_the_site_leads_to_a_file_and_an_anchor_that_are_there() {
    let built = built();
    let ids: BTreeMap<&str, BTreeSet<&str>> = built
        .pages
        .iter()
        .map(|(path, page)| (path.as_str(), page.tags().filter_map(|(_, a)| a.get("id").map(String::as_str)).collect()))
        .collect();
    let mut wrong = Wrong::default();
    for (path, page) in &built.pages {
        let sources = page.tags().filter_map(|(name, attributes)| match name {
            "a" | "link" | "use" => attributes.get("href"),
            "img" | "script" | "source" => attributes.get("src"),
            "form" => attributes.get("action"),
            _ => None,
        });
        for href in sources {
            let Some((to, anchor)) = target(path, href) else { continue };
            if href.starts_with('/') {
                wrong.say(path, format!("«{href}» begins at the root and breaks in a subfolder"));
            } else if !built.files.contains_key(&to) {
                wrong.say(path, format!("«{href}» leads to {to}, which is not there"));
            } else if let (Some(anchor), Some(ids)) = (anchor.filter(|a| !a.is_empty()), ids.get(to.as_str()))
                && !ids.contains(anchor.as_str())
            {
                wrong.say(path, format!("«{href}»: no «{anchor}» on {to}"));
            }
        }
    }
    wrong.assert_none();
}

#[test]
fn every_page_has_one_h1_a_language_a_title_of_its_own_and_a_description() {
    let mut wrong = Wrong::default();
    let mut titles: BTreeMap<String, &str> = BTreeMap::new();
    for (path, page) in built().pages.iter().filter(|(_, page)| !is_redirect(page)) {
        let count = page.named("h1").count();
        if count != 1 {
            wrong.say(path, format!("{count} h1"));
        }
        if page.named("html").next().and_then(|html| html.get("lang")).is_none_or(String::is_empty) {
            wrong.say(path, "no lang");
        }
        let title = page.title();
        if title.is_empty() {
            wrong.say(path, "no title");
        } else if let Some(other) = titles.insert(title.clone(), path) {
            wrong.say(path, format!("has the same title as {other}: «{title}»"));
        }
        let description = page.named("meta").find(|meta| meta.get("name").is_some_and(|name| name == "description"));
        if description.and_then(|meta| meta.get("content")).is_none_or(|content| content.trim().is_empty()) {
            wrong.say(path, "no description");
        }
    }
    wrong.assert_none();
}

#[test]
fn no_page_asks_another_host_for_anything_or_carries_styles_and_scripts_of_its_own() {
    let mut wrong = Wrong::default();
    for (path, page) in &built().pages {
        for (name, attributes) in page.tags() {
            if attributes.contains_key("style") {
                wrong.say(path, format!("style on <{name}>"));
            }
            if let Some(handler) = attributes.keys().find(|key| key.starts_with("on")) {
                wrong.say(path, format!("{handler} on <{name}>"));
            }
            if matches!(name, "link" | "script" | "img" | "source" | "iframe" | "use" | "video" | "audio" | "object") {
                for (key, value) in
                    attributes.iter().filter(|(key, _)| matches!(key.as_str(), "src" | "href" | "srcset"))
                {
                    // A canonical address is no request.
                    let asks = !(name == "link" && attributes.get("rel").is_some_and(|rel| rel == "canonical"));
                    if asks && (value.contains("//") || value.starts_with("data:")) {
                        wrong.say(path, format!("<{name} {key}=\"{value}\">"));
                    }
                }
            }
            if name == "script"
                && !attributes.contains_key("src")
                && attributes.get("type").is_none_or(|t| t == "module")
            {
                wrong.say(path, "inline script");
            }
            if matches!(name, "style" | "iframe" | "object" | "embed" | "base") {
                wrong.say(path, format!("<{name}>"));
            }
        }
    }
    for (path, bytes) in built().files.iter().filter(|(path, _)| path.ends_with(".css")) {
        let css = String::from_utf8_lossy(bytes);
        if css.contains("http://") || css.contains("https://") || css.contains("@import") {
            wrong.say(path, "asks another host");
        }
    }
    wrong.assert_none();
}

#[test]
fn headings_never_jump_a_level() {
    let mut wrong = Wrong::default();
    for (path, page) in &built().pages {
        let mut before = 0;
        for level in page.headings() {
            if level > before + 1 && !(before == 0 && level == 2) {
                wrong.say(path, format!("h{level} after h{before}"));
            }
            before = level;
        }
    }
    wrong.assert_none();
}

#[test]
fn every_table_has_a_caption_and_headings_that_say_what_they_head() {
    let mut wrong = Wrong::default();
    for (path, page) in &built().pages {
        for table in page.inside("table") {
            let tags: Vec<_> = table
                .iter()
                .filter_map(|piece| match piece {
                    Piece::Start(name, attributes) => Some((name.as_str(), attributes)),
                    _ => None,
                })
                .collect();
            let words: String = text(table).chars().take(50).collect();
            if !tags.iter().any(|(name, _)| *name == "caption") {
                wrong.say(path, format!("no caption on «{words}»"));
            }
            let heads: Vec<_> = tags.iter().filter(|(name, _)| *name == "th").collect();
            if heads.is_empty() {
                wrong.say(path, format!("no th in «{words}»"));
            }
            if heads.iter().any(|(_, a)| {
                !a.get("scope").is_some_and(|s| ["col", "row", "colgroup", "rowgroup"].contains(&s.as_str()))
            }) {
                wrong.say(path, format!("th without scope in «{words}»"));
            }
        }
    }
    wrong.assert_none();
}

#[test]
fn images_say_what_they_show_and_drawings_have_a_name() {
    let mut wrong = Wrong::default();
    for (path, page) in &built().pages {
        for image in page.named("img") {
            if !image.contains_key("alt") {
                wrong.say(path, format!("no alt on {:?}", image.get("src")));
            }
        }
        for drawing in page.named("svg") {
            let hidden = drawing.get("aria-hidden").is_some_and(|value| value == "true");
            let named = drawing.contains_key("aria-label") || drawing.contains_key("aria-labelledby");
            if !hidden && !named {
                wrong.say(path, "a drawing without a name");
            }
        }
    }
    wrong.assert_none();
}

#[test]
fn ids_are_unique_and_labels_point_at_something() {
    let mut wrong = Wrong::default();
    for (path, page) in &built().pages {
        let mut ids = BTreeSet::new();
        for id in page.tags().filter_map(|(_, attributes)| attributes.get("id")) {
            if id.is_empty() || id.contains(char::is_whitespace) || !ids.insert(id) {
                wrong.say(path, format!("id «{id}» twice, or not usable"));
            }
        }
        for (name, attributes) in page.tags() {
            for key in ["aria-labelledby", "aria-describedby", "aria-controls", "for"] {
                for id in attributes.get(key).into_iter().flat_map(|list| list.split_whitespace()) {
                    if !ids.contains(&id.to_owned()) {
                        wrong.say(path, format!("{key}=\"{id}\" on <{name}> points at nothing"));
                    }
                }
            }
        }
    }
    wrong.assert_none();
}

/// What is neither code nor an example of what to write.
fn without_examples(page: &Page) -> Vec<Piece> {
    let mut inside = 0_u32;
    let mut kept = Vec::new();
    for piece in &page.0 {
        match piece {
            Piece::Start(name, _) if matches!(name.as_str(), "code" | "pre" | "kbd") => inside += 1,
            Piece::End(name) if matches!(name.as_str(), "code" | "pre" | "kbd") => inside = inside.saturating_sub(1),
            other if inside == 0 => kept.push(other.clone()),
            _ => {}
        }
    }
    kept
}

#[test]
fn no_page_shows_what_is_meant_for_programs() {
    let mut wrong = Wrong::default();
    for (path, page) in &built().pages {
        let text = text(&without_examples(page));
        for slip in
            ["{{", "}}", "{%", "[[", "]]", "undefined", "NaN", "Some(", "None ", "IkkeFastsatt", "&amp;", "&lt;", "�"]
        {
            if text.contains(slip) {
                wrong.say(path, format!("«{slip}» in the text"));
            }
        }
    }
    wrong.assert_none();
}

#[test]
fn links_have_words_and_buttons_have_names() {
    let mut wrong = Wrong::default();
    for (path, page) in &built().pages {
        for name in ["a", "button"] {
            let tags: Vec<_> = page.named(name).collect();
            for (inner, attributes) in page.inside(name).into_iter().zip(tags) {
                let pictures = inner.iter().any(|piece| matches!(piece, Piece::Start(tag, a)
                    if (tag == "img" && a.get("alt").is_some_and(|alt| !alt.is_empty())) || a.contains_key("aria-label")));
                let own = attributes.contains_key("aria-label") || attributes.contains_key("aria-labelledby");
                // What no reader can reach by keyboard and no screen reader says needs no name: the `#` after a heading.
                let silent = attributes.get("aria-hidden").is_some_and(|hidden| hidden == "true")
                    && attributes.get("tabindex").is_some_and(|index| index == "-1");
                if text(inner).is_empty() && !pictures && !own && !silent {
                    wrong.say(path, format!("<{name}> without words: {attributes:?}"));
                }
            }
        }
    }
    wrong.assert_none();
}

/// A line of a list of facts.
struct Fact<'a> {
    place: &'a str,
    words: &'a str,
}

fn facts(list: &str) -> Vec<Fact<'_>> {
    list.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let (place, words) = line.split_once(" | ").unwrap_or_else(|| panic!("no « | » in: {line}"));
            Fact { place, words }
        })
        .collect()
}

/// Are the words there, and after each `…` the next within a line or two? The case of the first letter is the page's.
fn says(text: &str, words: &str) -> bool {
    const NEAR: usize = 240;
    let parts: Vec<String> = words.split(" … ").map(|part| plain(part).to_lowercase()).collect();
    let text = text.to_lowercase();
    let Some((first, rest)) = parts.split_first() else { return false };
    text.match_indices(first.as_str()).any(|(at, _)| {
        let mut from = at + first.len();
        rest.iter().all(|part| {
            let end = (from + NEAR..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
            let found = text[from..end].find(part.as_str());
            found.is_some_and(|near| {
                from += near + part.len();
                true
            })
        })
    })
}

fn assert_facts(plan: &str, list: &str) {
    let folder = format!("planer/{plan}/");
    let texts: BTreeMap<&str, String> = built().pages.iter().map(|(path, page)| (path.as_str(), page.text())).collect();
    let mut wrong = Wrong::default();
    let facts = facts(list);
    for Fact { place, words } in &facts {
        let found = texts.iter().any(|(path, text)| {
            let here = match path.strip_prefix(&folder) {
                _ if *place == "*" => true,
                Some(inner) if place.ends_with('/') => inner.starts_with(place),
                Some(inner) => inner.strip_suffix(".html") == Some(place),
                None => false,
            };
            here && says(text, words)
        });
        if !found {
            wrong.say(&format!("{folder}{place}"), format!("«{words}»"));
        }
    }
    assert!(facts.len() >= 30);
    wrong.assert_none();
}

#[test]
fn every_listed_fact_of_grorud_can_be_read() {
    assert_facts("grorud/handlingsplan-2012", include_str!("facts/grorud.txt"));
}

#[test]
fn every_listed_fact_of_lorenskog_can_be_read() {
    assert_facts("lorenskog/program-2012-2013", include_str!("facts/lorenskog.txt"));
}

#[test]
fn every_listed_fact_of_asker_can_be_read() {
    assert_facts("asker/forstudie-2011", include_str!("facts/asker.txt"));
}

#[test]
fn a_fact_is_found_only_where_its_words_stand_together() {
    let text = "Bydel Alna 6,2 Bydel Grorud 8,7";
    assert!(says(text, "Bydel Alna … 6,2"));
    assert!(!says(text, "Bydel Grorud … 6,2"));
    assert!(says(text, "bydel grorud"));
}

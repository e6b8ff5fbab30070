//! Running text as it stands on a page: links, references and images find their way, and the glossary's terms are
//! linked where they first occur. What a `planverk` block shows is left to `query`.

use std::collections::BTreeSet;

use super::address::asset_path;
use super::frame::{Innholdspunkt, rot};
use super::parts::del::Del;
use super::query;
use super::world::World;
use crate::diag::Span;
use crate::domain::rad::Kind;
use crate::language::Language;
use crate::markdown::{
    self, Href, Image, ImageHtml, Link, Origin, Part, Quotes, Reference, ReferenceHtml, Resolver, Source, Words,
    escape_attribute, escape_text, escape_url,
};
use crate::resolve::item::ItemId;
use crate::resolve::links::LinkTarget;

/// Where the glossary stands.
const GLOSSARY: &str = "begreper.html";

/// The body of a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Body {
    /// Its parts, for `del.html`.
    pub deler: Vec<Del>,
    /// «På denne siden».
    pub innhold: Vec<Innholdspunkt>,
    /// Terms linked in it.
    pub begreper: Vec<ItemId>,
}

/// The body of a page of running text, as shown at the address `sti`.
pub fn page(world: &World, item: ItemId, sti: &str, language: &Language) -> Body {
    prefixed_page(world, item, sti, language, "")
}

/// As [`page`], with something put before every id of the text.
pub fn prefixed_page(world: &World, item: ItemId, sti: &str, language: &Language, prefix: &str) -> Body {
    let Some((page, file)) = world.site.artikkel(item).and_then(|page| Some((page, page.file?))) else {
        return Body::default();
    };
    let text = world.sources.file(file).map_or("", |file| &*file.text);
    let quotes = Quotes::of_language(language.code());
    let source = Source { text, body: page.body, origin: Origin::File(file), quotes };
    let words = world.text_words(language);
    let mut linked = BTreeSet::new();
    let rot = rot(sti);
    let mut guide = Guide::new(world, words, language, &rot, &mut linked);
    guide.glossary = sti != GLOSSARY;
    prefix.clone_into(&mut guide.prefix);
    let parts = markdown::render(&source, &mut guide);
    let outline = world.site.outline(item);
    let deler = parts.into_iter().flat_map(|part| match part {
        Part::Html(html) if html.trim().is_empty() => Vec::new(),
        Part::Html(html) => vec![Del::Html { html }],
        Part::Query(number) => {
            let query = outline.and_then(|outline| outline.queries.get(number));
            query.map_or_else(Vec::new, |query| query::parts(world, query.span, number, language))
        }
    });
    let headings = outline.map_or(&[][..], |outline| &outline.headings);
    let innhold = headings
        .iter()
        .filter(|heading| heading.level <= 3)
        .map(|heading| Innholdspunkt {
            id: format!("{prefix}{}", heading.id),
            tekst: heading.text.clone(),
            nivaa: heading.level,
        })
        .collect();
    Body { deler: deler.collect(), innhold, begreper: linked.into_iter().collect() }
}

/// A Markdown value of a YAML file as HTML. `span` is the value's place, `rot` the page's way to the root.
/// For several texts on one page, [`Prose`] links each term only once.
pub fn prose(world: &World, text: &str, span: Span, rot: &str, language: &Language) -> String {
    Prose::new(world, rot, language).html(text, span)
}

/// Markdown values that stand on one page.
pub struct Prose<'w> {
    world: &'w World<'w>,
    words: &'w Words,
    language: &'w Language,
    rot: String,
    linked: BTreeSet<ItemId>,
    glossary: bool,
    prefix: String,
}

impl<'w> Prose<'w> {
    /// For a page with this way to the root.
    pub fn new(world: &'w World<'w>, rot: &str, language: &'w Language) -> Self {
        Self {
            world,
            words: world.text_words(language),
            language,
            rot: rot.to_owned(),
            linked: BTreeSet::new(),
            glossary: true,
            prefix: String::new(),
        }
    }

    /// Without links to the glossary, for the glossary itself.
    #[must_use]
    pub fn without_glossary(mut self) -> Self {
        self.glossary = false;
        self
    }

    /// Ids begin with `prefix` from here on, where several texts have the same place.
    pub fn set_prefix(&mut self, prefix: impl Into<String>) {
        self.prefix = prefix.into();
    }

    /// A whole page of running text inside another: its headings one level down, its ids behind the prefix.
    /// Blocks of plan data are left out; the page around it has the data already.
    pub fn included(&mut self, item: ItemId) -> String {
        let Some((page, file)) = self.world.site.artikkel(item).and_then(|page| Some((page, page.file?))) else {
            return String::new();
        };
        let text = self.world.sources.file(file).map_or("", |file| &*file.text);
        let quotes = Quotes::of_language(self.language.code());
        let source = Source { text, body: page.body, origin: Origin::File(file), quotes };
        let Self { world, words, language, rot, linked, glossary, prefix } = self;
        let mut guide = Guide::new(world, words, language, rot, linked);
        guide.glossary = *glossary;
        guide.prefix.clone_from(prefix);
        guide.shift = 1;
        let parts = markdown::render(&source, &mut guide);
        parts.into_iter().filter_map(|part| if let Part::Html(html) = part { Some(html) } else { None }).collect()
    }

    /// A value of several paragraphs. Its headings stand one level below those of the page.
    pub fn html(&mut self, text: &str, span: Span) -> String {
        let quotes = Quotes::of_language(self.language.code());
        let source = Source { text, body: 0, origin: Origin::Value(span), quotes };
        let parts = markdown::render(&source, &mut self.guide(text, span));
        parts.into_iter().filter_map(|part| if let Part::Html(html) = part { Some(html) } else { None }).collect()
    }

    /// A value of one line, without an element around it.
    pub fn line(&mut self, text: &str, span: Span) -> String {
        let quotes = Quotes::of_language(self.language.code());
        markdown::inline(text, quotes, &mut self.guide(text, span))
    }

    fn guide<'g>(&'g mut self, text: &'g str, span: Span) -> Guide<'g> {
        let Self { world, words, language, rot, linked, glossary, prefix } = self;
        let mut guide = Guide::new(world, words, language, rot, linked);
        guide.shift = 1;
        guide.value = Some((text, span));
        // A value's place tells it apart from every other text on the page.
        guide.prefix = format!("{prefix}t{}-{}-", span.file.0, span.start);
        guide.glossary = *glossary;
        guide
    }
}

/// The interface's words inside running text.
pub fn words(language: &Language) -> Words {
    let word = |path: &str| language.word(path).to_owned();
    let numbered = |path: &str| language.fill(path, &[("nr", "{}")]);
    Words {
        heading_anchor: language.fill("lenke.til_avsnitt", &[("navn", "{}")]),
        merk: word("melding.merk"),
        tips: word("melding.tips"),
        viktig: word("melding.viktig"),
        advarsel: word("melding.advarsel"),
        forsiktig: word("melding.forsiktig"),
        footnotes: word("broedtekst.fotnoter"),
        footnote: numbered("broedtekst.fotnote"),
        footnote_back: numbered("broedtekst.fotnote_tilbake"),
        table: numbered("broedtekst.tabell"),
        task_done: word("broedtekst.gjort"),
        task_open: word("broedtekst.ikke_gjort"),
    }
}

/// Answers what the Markdown asks about the site.
struct Guide<'g> {
    world: &'g World<'g>,
    words: &'g Words,
    language: &'g Language,
    rot: &'g str,
    /// Terms that have been linked; each is linked once.
    linked: &'g mut BTreeSet<ItemId>,
    /// Link terms at all?
    glossary: bool,
    /// The text and its place, when it is a value of a YAML file.
    value: Option<(&'g str, Span)>,
    /// Before every id.
    prefix: String,
    /// How many levels headings move down.
    shift: u8,
}

impl<'g> Guide<'g> {
    fn new(
        world: &'g World<'g>,
        words: &'g Words,
        language: &'g Language,
        rot: &'g str,
        linked: &'g mut BTreeSet<ItemId>,
    ) -> Self {
        Self { world, words, language, rot, linked, glossary: true, value: None, prefix: String::new(), shift: 0 }
    }

    fn asset(&self, file: crate::diag::FileId) -> Option<String> {
        let path = &self.world.sources.file(file)?.path;
        Some(format!("{}{}", self.rot, asset_path(path)))
    }

    /// An anchor on the same page. In a value only its own are known: the page around it is another's.
    fn anchor(&self, anchor: &str) -> Option<String> {
        let Some((text, span)) = self.value else { return Some(format!("#{}{anchor}", self.prefix)) };
        let source = Source { text, body: 0, origin: Origin::Value(span), quotes: Quotes::default() };
        let (outline, _) = markdown::scan(&source);
        outline.has_anchor(anchor).then(|| format!("#{}{anchor}", self.prefix))
    }
}

impl Resolver for Guide<'_> {
    fn link(&mut self, link: &Link) -> Option<Href> {
        let own = |url: String| Some(Href { url, external: false });
        match self.world.site.link(link.span, &link.target) {
            LinkTarget::Page(page, anchor) => {
                let anchor = anchor.as_ref().map_or(String::new(), |anchor| format!("#{anchor}"));
                own(format!("{}{}{anchor}", self.rot, self.world.url(*page)))
            }
            LinkTarget::Anchor(anchor) => own(self.anchor(anchor)?),
            LinkTarget::Asset(file) => own(self.asset(*file)?),
            LinkTarget::External => Some(Href { url: link.target.clone(), external: true }),
            LinkTarget::Nowhere => None,
        }
    }

    fn reference(&mut self, reference: &Reference) -> ReferenceHtml {
        let site = self.world.site;
        let Some(item) = site.reference(reference.span, &reference.target) else {
            // Left out of this edition. Its id may tell what it is, so without the author's words only that is said.
            let unnamed = || self.language.word("broedtekst.skjult_henvisning").to_owned();
            return ReferenceHtml::Text(reference.text.clone().unwrap_or_else(unnamed));
        };
        let about = site.item(item);
        let (title, class) = if about.kind == Kind::Begrep {
            self.linked.insert(item);
            (self.world.terms.definition(item).to_owned(), "begrep".to_owned())
        } else {
            let kind = self.language.word(&format!("type.{}", about.kind.key())).to_owned();
            (kind, format!("henvisning henvisning--{}", about.kind.key()))
        };
        ReferenceHtml::Link {
            url: format!("{}{}", self.rot, self.world.url(item)),
            text: reference.text.clone().unwrap_or_else(|| about.display()),
            title: (!title.is_empty() && about.kind != Kind::Artikkel).then_some(title),
            class: Some(class),
        }
    }

    fn image(&mut self, image: &Image) -> Option<ImageHtml> {
        let LinkTarget::Asset(file) = self.world.site.link(image.span, &image.src) else { return None };
        let own = self.world.sources.file(*file).and_then(|file| file.size);
        // The author may have said one of them: then the other follows.
        let part = |of: u32, by: u32, whole: u32| {
            let scaled = u64::from(of) * u64::from(by) / u64::from(whole.max(1));
            u32::try_from(scaled).ok().filter(|scaled| *scaled > 0)
        };
        let (width, height) = match (image.width, image.height, own) {
            (None, None, Some(own)) => (Some(own.width), Some(own.height)),
            (Some(width), None, Some(own)) => (Some(width), part(own.height, width, own.width)),
            (None, Some(height), Some(own)) => (part(own.width, height, own.height), Some(height)),
            (width, height, _) => (width, height),
        };
        Some(ImageHtml { src: self.asset(*file)?, width, height })
    }

    fn words(&self) -> &Words {
        self.words
    }

    fn text(&mut self, text: &str, out: &mut String) {
        let mut written = 0;
        if self.glossary {
            for found in self.world.terms.find(text) {
                if !self.linked.insert(found.term) {
                    continue;
                }
                escape_text(&text[written..found.start], out);
                out.push_str("<a class=\"begrep\" href=\"");
                escape_url(&format!("{}{}", self.rot, self.world.url(found.term)), out);
                // Many texts on one page say the same explanations over and over: a seventh of a whole plan's weight.
                if self.prefix.is_empty() {
                    out.push_str("\" title=\"");
                    escape_attribute(self.world.terms.definition(found.term), out);
                }
                out.push_str("\">");
                escape_text(&text[found.start..found.end], out);
                out.push_str("</a>");
                written = found.end;
            }
        }
        escape_text(&text[written..], out);
    }

    fn id_prefix(&self) -> String {
        self.prefix.clone()
    }

    fn heading_shift(&self) -> u8 {
        self.shift
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::testing::world;

    const GLOSSARY: &str = "begreper:\n  - {id: bolig, term: bolig, definisjon: Et *hjem* & mer.}\n  - {id: kommunal-bolig, term: kommunal bolig, definisjon: Eid av kommunen., former: [kommunale boliger]}\n  - {id: bo, term: bo, definisjon: For kort.}\n";

    fn html_of(files: &[(&str, &str)], sti: &str) -> String {
        let world = world(files);
        let page = world.catalogue.at(sti).unwrap();
        let crate::page::catalogue::PageKind::Artikkel(item) = page.kind else { panic!("{sti} is no article") };
        let body = super::page(&world, item, sti, world.language());
        body.deler.iter().map(|del| if let Del::Html { html } = del { html.as_str() } else { "" }).collect()
    }

    fn article(text: &str) -> String {
        format!("---\ntittel: T\n---\n{text}")
    }

    #[test]
    fn a_term_is_linked_once_and_never_in_headings_links_or_code() {
        let text = article(
            "## Bolig\n\n`bolig` [bolig](b.md) En kommunal\nbolig er en Bolig. Kommunale boliger, bolig, bo.\n",
        );
        let files = [
            ("content/x/a.md", text.as_str()),
            ("content/x/b.md", "---\ntittel: B\n---\nB\n"),
            ("content/f.yaml", GLOSSARY),
        ];
        let html = html_of(&files, "x/a.html");
        assert_eq!(html.matches("class=\"begrep\"").count(), 2, "{html}");
        assert!(html.contains("<a class=\"begrep\" href=\"../begreper.html#kommunal-bolig\" title=\"Eid av kommunen.\">kommunal\nbolig</a> er en <a class=\"begrep\" href=\"../begreper.html#bolig\" title=\"Et hjem &amp; mer.\">Bolig</a>."), "{html}");
        assert!(html.contains("<a href=\"../x/b.html\">bolig</a>") && html.contains("<code>bolig</code>"), "{html}");
    }

    #[test]
    fn a_reference_to_a_term_counts_as_its_link() {
        let text = article("[[bolig|Boligen]] er en bolig.\n");
        let html = html_of(&[("content/a.md", &text), ("content/f.yaml", GLOSSARY)], "a.html");
        assert_eq!(html.matches("begreper.html#bolig").count(), 1, "{html}");
    }

    #[test]
    fn links_lead_from_where_the_page_stands() {
        let a = article("[B](d/b.md#maal) [opp](#her) [ut](https://x.no) [fil](d/f.pdf)\n\n## Her\n");
        let b = article("## Mål {#mål}\n\n[[a]] ![k](k.png)\n");
        let files = [
            ("content/m/a.md", a.as_str()),
            ("content/m/d/b.md", b.as_str()),
            ("content/m/d/f.pdf", "x"),
            ("content/m/d/k.png", "x"),
        ];
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, *text)).collect();
        let html = html_of(&files, "m/a.html");
        assert!(html.contains("href=\"../m/d/b.html#maal\""), "{html}");
        assert!(html.contains("<a href=\"#her\">opp</a>") && html.contains("class=\"ekstern\""), "{html}");
        assert!(html.contains("<a href=\"../m/d/f.pdf\">fil</a>"), "{html}");
        let html = html_of(&files, "m/d/b.html");
        assert!(html.contains("class=\"henvisning henvisning--artikkel\" href=\"../../m/a.html\">T</a>"), "{html}");
        assert!(html.contains("<img src=\"../../m/d/k.png\""), "{html}");
    }

    #[test]
    fn what_is_left_out_is_only_the_author_s_words() {
        let a = article("[B](b.md) [[b|ordene]] [[b]]\n");
        let b = "---\ntittel: Hemmelig\ntilgang: intern\n---\nx\n";
        let html = html_of(&[("content/a.md", &a), ("content/b.md", b)], "a.html");
        assert_eq!(html, "<p>B ordene ikke offentlig</p>\n");
    }

    #[test]
    fn values_on_one_page_share_their_terms_and_never_their_ids() {
        let world = world(&[("content/f.yaml", GLOSSARY)]);
        let place = |start| Span::new(crate::diag::FileId(0), start..start + 1);
        let mut prose = Prose::new(&world, "../", world.language());
        let first = prose.html("## Om\n\nbolig [x](#om) [y](#borte)\n", place(3));
        let second = prose.html("## Om\n\nbolig\n", place(9));
        assert!(first.contains("<h3 id=\"t0-3-om\">"), "{first}");
        assert!(!first.contains("#borte"), "{first}");
        assert!(second.contains("<h3 id=\"t0-9-om\">") && !second.contains("class=\"begrep\""), "{second}");
    }
}

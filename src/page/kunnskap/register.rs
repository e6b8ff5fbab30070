//! A–Å: every page, every item of every plan and every term, by letter. A small site has all on one page; a large one has
//! a page for each letter, and the first page leads to them.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use super::begreper::letter_id;
use super::hylle;
use crate::domain::rad::Kind;
use crate::language::collation;
use crate::page::catalogue::{PageKind, PageSpec, PlanPage};
use crate::page::frame::Lenke;
use crate::page::parts::chrome;
use crate::page::view::Page;
use crate::page::world::World;
use crate::resolve::item::{ItemId, OrgId, PlanId};

/// Where the pages of letters are.
pub const FOLDER: &str = "a-aa/";
/// So many titles stand on one page; with more, each letter gets its own.
const ON_ONE_PAGE: usize = 250;
/// A letter with more links than this gets several pages. Links are counted and not titles: in a network every plan has
/// pages of the same names, and one title may lead to hundreds of places.
const PER_PAGE: usize = 400;

/// The whole register, in order.
#[derive(Debug, Default)]
pub struct Register {
    letters: Vec<Avsnitt>,
    /// Pages of a register that is parted; none when all stands on one page.
    parts: Vec<Del>,
}

/// One page of a parted register.
#[derive(Debug)]
struct Del {
    letter: usize,
    /// Which of the letter's titles stand here, and which of each title's links.
    titler: Vec<(usize, Range<usize>)>,
    page: PageSpec,
}

/// What the template draws.
#[derive(Debug, Serialize)]
struct Visning {
    /// The bar of letters; each leads to a place on this page or to a page.
    bokstaver: Vec<Bokstavlenke>,
    /// The titles, when they stand on this page.
    avsnitt: Vec<Avsnitt>,
    /// The other pages of the same letter, this one among them; none when there is only this.
    deler: Vec<Bokstavlenke>,
}

#[derive(Debug, Serialize)]
struct Bokstavlenke {
    bokstav: String,
    id: String,
    /// Where its titles stand; nothing when that is this page.
    url: Option<String>,
    antall: usize,
    /// The first and the last of its titles.
    fra: String,
    til: String,
    aktiv: bool,
}

#[derive(Debug, Clone, Serialize)]
struct Avsnitt {
    bokstav: String,
    id: String,
    oppslag: Vec<Oppslag>,
}

/// One title, and everything that is called so.
#[derive(Debug, Clone, Serialize)]
struct Oppslag {
    tittel: String,
    lenker: Vec<Forekomst>,
}

#[derive(Debug, Clone, Serialize)]
struct Forekomst {
    #[serde(skip)]
    tittel: String,
    url: String,
    #[serde(rename = "type")]
    slag: Option<String>,
    sted: Option<String>,
}

impl Register {
    /// Gathers everything that has a title; `pages` are all pages but the register's own.
    pub fn of(world: &World, pages: &[PageSpec]) -> Self {
        let mut entries: Vec<Forekomst> = pages.iter().filter_map(|page| of_page(world, page)).collect();
        entries.extend(world.site.register.iter().map(|(id, _)| of_item(world, id)));
        entries.retain(|one| !one.tittel.trim().is_empty());
        let letters = by_letter(merged(entries));
        let total: usize = letters.iter().map(|letter| letter.oppslag.len()).sum();
        let parts = if total > ON_ONE_PAGE { parts(world, &letters) } else { Vec::new() };
        Self { letters, parts }
    }

    /// The pages the register is parted in.
    pub fn pages(&self) -> impl Iterator<Item = &PageSpec> {
        self.parts.iter().map(|part| &part.page)
    }

    fn bar(&self, here: Option<usize>) -> Vec<Bokstavlenke> {
        let first_part = |letter: usize| self.parts.iter().find(|part| part.letter == letter);
        let letters = self.letters.iter().enumerate();
        letters
            .map(|(at, letter)| Bokstavlenke {
                bokstav: letter.bokstav.clone(),
                id: letter.id.clone(),
                url: first_part(at).map(|part| part.page.sti.clone()),
                antall: letter.oppslag.len(),
                fra: letter.oppslag.first().map(|one| one.tittel.clone()).unwrap_or_default(),
                til: letter.oppslag.last().map(|one| one.tittel.clone()).unwrap_or_default(),
                aktiv: here == Some(at),
            })
            .collect()
    }
}

/// The first page: the whole register, or the way to its letters.
pub fn page(world: &World, spec: &PageSpec) -> Page {
    let language = world.language();
    let register = world.register();
    let mut frame = chrome::frame(world, &spec.sti, &spec.tittel, &[]);
    frame.ingress = Some(language.word("a_aa.ingress").to_owned());
    language.word("a_aa.ingress").clone_into(&mut frame.beskrivelse);
    let avsnitt = if register.parts.is_empty() { register.letters.clone() } else { Vec::new() };
    let view = Visning { bokstaver: register.bar(None), avsnitt, deler: Vec::new() };
    Page::new("a-aa.html", frame, view)
}

/// The page of a letter, or of a part of it.
pub fn letter(world: &World, spec: &PageSpec, at: usize) -> Page {
    let language = world.language();
    let register = world.register();
    let way = [Lenke::new(language.word("meny.a_aa"), "a-aa.html")];
    let mut frame = chrome::frame(world, &spec.sti, &spec.tittel, &way);
    let mut view = Visning { bokstaver: Vec::new(), avsnitt: Vec::new(), deler: Vec::new() };
    if let Some((part, letter)) =
        register.parts.get(at).and_then(|part| Some((part, register.letters.get(part.letter)?)))
    {
        view.bokstaver = register.bar(Some(part.letter));
        let shown = part.titler.iter().filter_map(|(at, links)| {
            let title = letter.oppslag.get(*at)?;
            Some(Oppslag { tittel: title.tittel.clone(), lenker: title.lenker.get(links.clone())?.to_vec() })
        });
        view.avsnitt =
            vec![Avsnitt { bokstav: letter.bokstav.clone(), id: letter.id.clone(), oppslag: shown.collect() }];
        let same: Vec<(usize, &Del)> =
            register.parts.iter().enumerate().filter(|(_, other)| other.letter == part.letter).collect();
        if same.len() > 1 {
            view.deler = same.into_iter().map(|(number, other)| piece(letter, other, number == at)).collect();
        }
        let count = language.fill("a_aa.antall", &[("antall", &part.titler.len().to_string())]);
        frame.ingress = Some(count);
        frame.beskrivelse = format!("{}: {}", spec.tittel, language.word("a_aa.ingress"));
    }
    Page::new("a-aa.html", frame, view)
}

fn piece(letter: &Avsnitt, part: &Del, here: bool) -> Bokstavlenke {
    let title = |at: Option<&(usize, Range<usize>)>| {
        at.and_then(|(at, _)| letter.oppslag.get(*at)).map(|one| one.tittel.clone()).unwrap_or_default()
    };
    Bokstavlenke {
        bokstav: letter.bokstav.clone(),
        id: letter.id.clone(),
        url: Some(part.page.sti.clone()),
        antall: part.titler.len(),
        fra: title(part.titler.first()),
        til: title(part.titler.last()),
        aktiv: here,
    }
}

/// Everything under its title, whatever capitals it is written with; each address once.
fn merged(mut entries: Vec<Forekomst>) -> Vec<Oppslag> {
    collation::sort_by(&mut entries, |entry| &entry.tittel);
    let same = |title: &str| title.nfc().flat_map(char::to_lowercase).collect::<String>();
    let mut titles: Vec<(String, Oppslag)> = Vec::new();
    for one in entries {
        let key = same(&one.tittel);
        match titles.last_mut().filter(|(known, _)| *known == key) {
            Some((_, title)) => {
                if is_ordinary(&one.tittel) && !is_ordinary(&title.tittel) {
                    title.tittel.clone_from(&one.tittel);
                }
                title.lenker.push(one);
            }
            None => titles.push((key, Oppslag { tittel: one.tittel.clone(), lenker: vec![one] })),
        }
    }
    titles
        .into_iter()
        .map(|(_, mut title)| {
            // An item and the page it stands on may both be listed: the one that says what it is stays.
            title.lenker.sort_by_key(|one| one.slag.is_none());
            let mut seen = BTreeSet::new();
            title.lenker.retain(|one| seen.insert(one.url.clone()));
            title
        })
        .collect()
}

/// «Bolig» rather than «bolig» and «BOLIG».
fn is_ordinary(title: &str) -> bool {
    let mut letters = title.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
}

fn by_letter(titles: Vec<Oppslag>) -> Vec<Avsnitt> {
    let mut letters: Vec<Avsnitt> = Vec::new();
    for title in titles {
        let letter = collation::initial(&title.tittel);
        if letters.last().is_none_or(|last| last.bokstav != letter) {
            letters.push(Avsnitt { id: letter_id(&letter), bokstav: letter, oppslag: Vec::new() });
        }
        if let Some(last) = letters.last_mut() {
            last.oppslag.push(title);
        }
    }
    letters
}

fn parts(world: &World, letters: &[Avsnitt]) -> Vec<Del> {
    let language = world.language();
    let mut parts = Vec::new();
    for (at, letter) in letters.iter().enumerate() {
        for (nr, titler) in
            pieces(letter.oppslag.iter().map(|title| title.lenker.len()), PER_PAGE).into_iter().enumerate()
        {
            let name = letter.id.strip_prefix("bokstav-").unwrap_or(&letter.id);
            let (word, url) = match nr {
                0 => ("a_aa.bokstav", format!("{FOLDER}{name}.html")),
                _ => ("a_aa.bokstav_del", format!("{FOLDER}{name}-{}.html", nr + 1)),
            };
            let values = [("bokstav", letter.bokstav.as_str()), ("nr", &(nr + 1).to_string())];
            let title = language.fill(word, &values);
            let page = PageSpec { sti: url, kind: PageKind::AAaDel(parts.len()), tittel: title };
            parts.push(Del { letter: at, titler, page });
        }
    }
    parts
}

/// Parts titles with so many links each into pages of at most `room` links. A title goes on to the next page only when it
/// has more links than a page has room for.
fn pieces(links: impl Iterator<Item = usize>, room: usize) -> Vec<Vec<(usize, Range<usize>)>> {
    let mut pages: Vec<Vec<(usize, Range<usize>)>> = Vec::new();
    let mut left = 0;
    for (title, count) in links.enumerate() {
        let mut from = 0;
        if count > left {
            left = 0;
        }
        while from < count {
            if left == 0 {
                pages.push(Vec::new());
                left = room;
            }
            let to = count.min(from + left);
            if let Some(page) = pages.last_mut() {
                page.push((title, from..to));
            }
            left -= to - from;
            from = to;
        }
    }
    pages
}

/// A page that is not the page of an item: those come with the items.
fn of_page(world: &World, page: &PageSpec) -> Option<Forekomst> {
    let language = world.language();
    let sted = match page.kind {
        PageKind::Item(_)
        | PageKind::Artikkel(_)
        | PageKind::Videresending(_)
        | PageKind::IkkeFunnet
        | PageKind::AAa
        | PageKind::AAaDel(_)
        | PageKind::Fortsettelse(..)
        // Organisations and plans themselves are items.
        | PageKind::Organisasjon(_)
        | PageKind::Plan(_, PlanPage::Oversikt) => return None,
        PageKind::Plan(plan, _) | PageKind::EndringerAar(plan, _) => Some(plan_name(world, plan)),
        PageKind::OrganisasjonKilder(org) => Some(org_name(world, org)),
        _ => None,
    };
    let slag = match page.kind {
        PageKind::Forside => Some("meny.forside"),
        PageKind::Emne(_) => Some("type.emne"),
        PageKind::Suksessfaktor(_) => Some("type.suksessfaktor"),
        _ => None,
    };
    Some(Forekomst {
        tittel: page.tittel.clone(),
        url: page.sti.clone(),
        slag: slag.map(|word| language.word(word).to_owned()),
        sted,
    })
}

fn of_item(world: &World, id: ItemId) -> Forekomst {
    let language = world.language();
    let item = world.site.item(id);
    // A factor's page is listed as the factor's; the author's title for it may be another.
    let slag = match item.kind {
        Kind::Artikkel => hylle::category(world, id, language),
        kind => Some(language.word(&format!("type.{}", kind.key())).to_owned()),
    };
    let sted = match (item.plan, item.organisasjon) {
        (Some(plan), _) if item.kind == Kind::Plan => Some(org_name(world, world.site.plan_org(plan))),
        (Some(plan), _) => Some(plan_name(world, plan)),
        (None, Some(org)) if item.kind != Kind::Organisasjon => Some(org_name(world, org)),
        _ => None,
    };
    let url = world.url(id).to_owned();
    // The knowledge base's front page often bears the site's own name, which the front page has too.
    let name = (url == "kunnskapsbase.html").then(|| language.word("meny.kunnskapsbase").to_owned());
    Forekomst { tittel: name.unwrap_or_else(|| item.title.clone()), url, slag, sted }
}

fn plan_name(world: &World, plan: PlanId) -> String {
    format!("{}, {}", org_name(world, world.site.plan_org(plan)), world.site.plan(plan).tittel)
}

fn org_name(world: &World, org: OrgId) -> String {
    world.site.organisasjon(org).navn.clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(title: &str, url: &str, kind: Option<&str>) -> Forekomst {
        Forekomst { tittel: title.into(), url: url.into(), slag: kind.map(str::to_owned), sted: None }
    }

    #[test]
    fn what_is_called_the_same_stands_under_one_title_and_each_address_once() {
        let entries = vec![
            place("bolig", "begreper.html#bolig", Some("Begrep")),
            place("Bolig", "emner/bolig.html", Some("Emne")),
            place("BOLIG", "emner/bolig.html", None),
            place("Boligplan", "b.html", None),
        ];
        let titles = merged(entries);
        assert_eq!(titles.iter().map(|t| t.tittel.as_str()).collect::<Vec<_>>(), ["Bolig", "Boligplan"]);
        let places: Vec<_> = titles[0].lenker.iter().map(|l| (l.url.as_str(), l.slag.as_deref())).collect();
        assert_eq!(places, [("emner/bolig.html", Some("Emne")), ("begreper.html#bolig", Some("Begrep"))]);
    }

    #[test]
    fn a_page_holds_so_many_links_and_a_title_is_parted_only_when_it_must() {
        let parted = |counts: &[usize]| pieces(counts.iter().copied(), 4);
        assert_eq!(parted(&[1, 2, 1, 1]), [vec![(0, 0..1), (1, 0..2), (2, 0..1)], vec![(3, 0..1)]]);
        assert_eq!(parted(&[3, 2]), [vec![(0, 0..3)], vec![(1, 0..2)]]);
        let long = parted(&[1, 9, 1]);
        let whole = [vec![(0, 0..1)], vec![(1, 0..4)], vec![(1, 4..8)], vec![(1, 8..9), (2, 0..1)]];
        assert_eq!(long, whole);
    }

    #[test]
    fn an_abbreviation_keeps_its_capitals() {
        assert_eq!(merged(vec![place("NAV", "a", None), place("NAV", "b", None)])[0].tittel, "NAV");
    }
}

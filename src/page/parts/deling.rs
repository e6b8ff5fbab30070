//! Long lists over several pages: where a list is parted, what its pages are called, and the way between them. Which pages
//! have such lists, and what stands in them, is left to the pages; the catalogue asks each how many parts it has.

use std::ops::Range;

use serde::Serialize;

use crate::language::Language;
use crate::page::catalogue::PageSpec;
use crate::page::frame::{Frame, Lenke};

/// With more parts than this only the first page names them all: else the pages of a list would together grow with the
/// square of its length.
const ALL_NAMED: usize = 20;
/// So many parts are named on each side then.
const AROUND: usize = 4;

/// The pages of a list, as seen from one of them. Drawn by `deling`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Deling {
    /// Which page this is, from 1.
    pub nr: usize,
    /// How many there are.
    pub antall: usize,
    /// The page before.
    pub forrige: Option<Lenke>,
    /// The page after.
    pub neste: Option<Lenke>,
    /// The pages, this among them; those far away may be left out.
    pub sider: Vec<Delside>,
}

/// One page of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Delside {
    /// Its number, from 1.
    pub nr: usize,
    /// Its address.
    pub url: String,
    /// What stands first on it.
    pub fra: String,
    /// What stands last.
    pub til: String,
    /// It is this one.
    pub aktiv: bool,
}

/// A list parted in pages: which of its entries stand on which page. There is always a first page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deler(Vec<Range<usize>>);

impl Deler {
    /// Parts entries that take so much room each, `room` on a page. Pages are filled evenly, so that the last is not left
    /// with a line or two; an entry larger than a page has one of its own.
    pub fn of(entries: impl IntoIterator<Item = usize>, room: usize) -> Self {
        let sizes: Vec<usize> = entries.into_iter().collect();
        let pages = filled(&sizes, room).len();
        // The least that still gives no more pages.
        let (mut low, mut high) = (0, room);
        while low < high {
            let middle = usize::midpoint(low, high);
            if filled(&sizes, middle).len() > pages {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Self(filled(&sizes, high))
    }

    /// Parts so many entries of one size.
    pub fn alike(entries: usize, room: usize) -> Self {
        Self::of(std::iter::repeat_n(1, entries), room)
    }

    /// How many pages there are.
    pub fn antall(&self) -> usize {
        self.0.len()
    }

    /// What stands on a page.
    pub fn range(&self, spec: &PageSpec) -> Range<usize> {
        self.0.get(spec.del()).cloned().unwrap_or_default()
    }

    /// The way between the pages; nothing when there is only one. `name` is what an entry is called.
    pub fn seen_from(&self, spec: &PageSpec, name: impl Fn(usize) -> String) -> Option<Deling> {
        let (here, antall) = (spec.del(), self.0.len());
        if antall < 2 {
            return None;
        }
        let first = first_page(spec);
        let side = |del: usize| {
            let Range { start, end } = self.0.get(del).cloned().unwrap_or_default();
            Delside {
                nr: del + 1,
                url: address(&first, del),
                fra: name(start),
                til: name(end.saturating_sub(1).max(start)),
                aktiv: del == here,
            }
        };
        let shown = |del: &usize| {
            antall <= ALL_NAMED || here == 0 || *del == 0 || *del + 1 == antall || del.abs_diff(here) <= AROUND
        };
        let beside = |del: usize| {
            let side = side(del);
            Lenke::new(between(&side.fra, &side.til), side.url)
        };
        Some(Deling {
            nr: here + 1,
            antall,
            forrige: here.checked_sub(1).map(beside),
            neste: (here + 1 < antall).then(|| beside(here + 1)),
            sider: (0..antall).filter(shown).map(side).collect(),
        })
    }
}

/// Fills page after page with at most so much, or with one entry that is larger.
fn filled(sizes: &[usize], room: usize) -> Vec<Range<usize>> {
    let mut pages = Vec::new();
    let (mut start, mut full) = (0, 0);
    for (at, size) in sizes.iter().enumerate() {
        if at > start && full + size > room {
            pages.push(start..at);
            (start, full) = (at, 0);
        }
        full += size;
    }
    pages.push(start..sizes.len());
    pages
}

/// «Alstahaug – Bergen».
fn between(from: &str, to: &str) -> String {
    if from == to { from.to_owned() } else { format!("{from} – {to}") }
}

/// The address of one of a list's pages: `emner/bolig.html` goes on at `emner/bolig-side-2.html`.
pub fn address(first: &str, del: usize) -> String {
    if del == 0 {
        return first.to_owned();
    }
    format!("{}-side-{}.html", first.strip_suffix(".html").unwrap_or(first), del + 1)
}

/// The address of the page the list begins on.
pub fn first_page(spec: &PageSpec) -> String {
    let ending = format!("-side-{}.html", spec.del() + 1);
    match spec.sti.strip_suffix(&ending) {
        Some(stem) if spec.del() > 0 => format!("{stem}.html"),
        _ => spec.sti.clone(),
    }
}

/// «Planer, side 2 av 7».
pub fn title(title: &str, del: usize, antall: usize, language: &Language) -> String {
    let (nr, antall) = ((del + 1).to_string(), antall.to_string());
    language.fill("deling.tittel", &[("tittel", title), ("nr", &nr), ("antall", &antall)])
}

/// Makes the frame of a page that has a list that of a page the list goes on to: what is said of the whole is said on the
/// first page.
pub fn carry_on(frame: &mut Frame, spec: &PageSpec) {
    let first = first_page(spec);
    let whole = std::mem::replace(&mut frame.tittel, spec.tittel.clone());
    let rest = frame.full_tittel.strip_prefix(&whole).unwrap_or_default().to_owned();
    frame.full_tittel = format!("{}{rest}", spec.tittel);
    frame.beskrivelse.clone_from(&frame.full_tittel);
    frame.ingress = None;
    frame.faktalinje = Vec::new();
    frame.oppdatert = None;
    frame.kilder = Vec::new();
    frame.se_ogsaa = Vec::new();
    if let Some(last) = frame.broedsmuler.pop() {
        frame.broedsmuler.push(Lenke::new(whole, &first));
        frame.broedsmuler.push(Lenke::new(spec.tittel.clone(), last.url));
    }
    for point in frame.sidemeny.iter_mut().flat_map(|menu| &mut menu.grupper).flat_map(|group| &mut group.lenker) {
        point.aktiv |= point.url == first;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::catalogue::PageKind;
    use proptest::prelude::*;

    fn spec(sti: &str, del: usize) -> PageSpec {
        let kind = if del == 0 { PageKind::Emner } else { PageKind::Fortsettelse(Box::new(PageKind::Emner), del) };
        PageSpec { sti: sti.into(), kind, tittel: String::new() }
    }

    #[test]
    fn pages_are_filled_evenly_and_what_is_short_stays_on_one() {
        assert_eq!(Deler::alike(400, 250).0, [0..200, 200..400]);
        assert_eq!(Deler::alike(250, 250).antall(), 1);
        assert_eq!(Deler::alike(0, 250).antall(), 1);
        assert_eq!(Deler::of([1, 9, 1], 4).0, [0..1, 1..2, 2..3]);
        assert_eq!(Deler::of([5; 9], 24).0, [0..3, 3..6, 6..9]);
    }

    #[test]
    fn a_page_leads_to_those_before_and_after_and_says_what_stands_there() {
        let seen = Deler::alike(5, 2).seen_from(&spec("emner/a-side-2.html", 1), |at| format!("e{at}")).unwrap();
        assert_eq!((seen.nr, seen.antall), (2, 3));
        assert_eq!(seen.forrige, Some(Lenke::new("e0 – e1", "emner/a.html")));
        assert_eq!(seen.neste, Some(Lenke::new("e4", "emner/a-side-3.html")));
        assert_eq!(seen.sider.iter().map(|side| side.aktiv).collect::<Vec<_>>(), [false, true, false]);
        assert_eq!(Deler::alike(2, 2).seen_from(&spec("emner/a.html", 0), |_| String::new()), None);
    }

    #[test]
    fn of_very_many_pages_only_the_first_names_all() {
        let list = Deler::alike(3000, 10);
        let named = |sti: &str, del: usize| list.seen_from(&spec(sti, del), |at| at.to_string()).unwrap().sider;
        assert_eq!(named("a.html", 0).len(), 300);
        let numbers: Vec<usize> = named("a-side-151.html", 150).iter().map(|side| side.nr).collect();
        assert_eq!(numbers, [1, 147, 148, 149, 150, 151, 152, 153, 154, 155, 300]);
    }

    proptest! {
        #[test]
        fn every_entry_stands_on_one_page_in_order(sizes in proptest::collection::vec(0_usize..50, 0..200), room in 0_usize..60) {
            let parts = Deler::of(sizes.iter().copied(), room);
            let all: Vec<usize> = parts.0.iter().cloned().flatten().collect();
            prop_assert_eq!(all, (0..sizes.len()).collect::<Vec<_>>());
            for part in &parts.0 {
                let size: usize = sizes.get(part.clone()).unwrap().iter().sum();
                prop_assert!(part.len() == 1 || size <= room || sizes.is_empty() || room == 0);
            }
        }
    }
}

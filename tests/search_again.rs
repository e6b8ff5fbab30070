//! The search from what an earlier build kept is the search from nothing: after edits of every kind, and whatever the bytes
//! that were kept.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod harness;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Mutex;

use harness::Folder;
use planverk::build::{self, Options};
use planverk::search::files::{Made, Stand};
use planverk::search::weights::Building;
use planverk::search::{Handover, Search};
use planverk::source::SourceSet;

type Files = BTreeMap<String, Made>;

/// The files of the search, as they are made, and what is kept; and what is like what.
fn made(site: &Folder, earlier: Option<&[u8]>) -> (Files, String, Vec<u8>) {
    let (sources, found) = SourceSet::read(&site.path("")).unwrap();
    let date = jiff::civil::date(2026, 1, 1);
    let checked = build::check(&sources, Options { date: Some(date), today: date, utgave: None }, found);
    let result = build::document(&sources, &checked, |world| {
        let kept = Mutex::new(Vec::new());
        let keep = |bytes: &[u8]| kept.lock().unwrap().extend_from_slice(bytes);
        let search = Search::make(world, &Building::default(), Handover { earlier, keep: Some(&keep) }).unwrap();
        let like = format!("{:?}", search.related);
        let files = search.files(|path, made| {
            let stand = match &made {
                Made::Text(text) => stand(text),
                Made::AsBefore(stand) => *stand,
            };
            ((path, made), stand)
        });
        (files.into_iter().collect(), like, kept.into_inner().unwrap())
    });
    result.unwrap()
}

fn stand(text: &str) -> Stand {
    Stand { size: text.len() as u64, sum: text.bytes().fold(7, |sum, byte| sum * 31 % 1_000_003 + u64::from(byte)) }
}

/// Fails when the two are not the same files.
fn same(again: &Files, anew: &Files, what: &str) {
    assert_eq!(again.keys().collect::<Vec<_>>(), anew.keys().collect::<Vec<_>>(), "{what}");
    for (path, made) in again {
        let Made::Text(text) = &anew[path] else { panic!("{path}") };
        match made {
            Made::Text(own) => assert_eq!(own, text, "{what}: {path}"),
            Made::AsBefore(before) => assert_eq!(*before, stand(text), "{what}: {path}"),
        }
    }
}

/// Numbers that look like chance, the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn sentence(&mut self) -> String {
        const WORDS: &str = "kommunen bolig boligen boligene plan planen boligplan boligsosial handlingsplan startlån søknad søker bostøtte \
            leie leier utleie leieboer vanskeligstilte barn barnefamilier ungdom rus rustjeneste oppfølging tjeneste hjem hjemløs hjelp \
            råd gjeld gjeldsråd gjeldsrådgivning økonomi husbanken tilskudd tildeling bustad bustøtte vedtak klage rett";
        let all: Vec<&str> = WORDS.split_whitespace().collect();
        let mut text = String::new();
        for _ in 0..8 + self.below(12) {
            match self.below(24) {
                0 => _ = write!(text, "ord{} ", self.below(500)),
                1 => _ = write!(text, "{}{} ", all[self.below(all.len())], all[self.below(all.len())]),
                2 => _ = write!(text, "{}-{} ", all[self.below(all.len())], all[self.below(all.len())]),
                _ => _ = write!(text, "{} ", all[self.below(all.len())]),
            }
        }
        if self.below(12) == 0 {
            text.push_str("brukerstyrt personlig assistanse (BPA) ");
        }
        text.trim_end().to_owned() + ".\n"
    }

    fn page(&mut self, number: usize) -> String {
        let mut text = format!("---\ntittel: Side {number} om {}\n---\n", self.sentence().split(' ').next().unwrap());
        for section in 0..=self.below(4) {
            if section > 0 {
                let _ = write!(text, "\n## Del {section} {}\n", self.sentence().trim_end_matches(".\n"));
            }
            for _ in 0..=self.below(6) {
                text.push_str(&self.sentence());
            }
        }
        text
    }
}

const GLOSSARY: &str =
    "begreper: [{id: kvp, term: kvalifiseringsprogram, forkortelse: KVP, definisjon: Et program.}]\n";

#[test]
fn after_any_edit_the_search_from_what_was_kept_is_the_search_from_nothing() {
    let mut chance = Chance(1);
    let site = Folder::with("-- planverk.yaml --\ntittel: Eksempelkommune\n");
    let mut pages: BTreeMap<usize, String> = (0..100).map(|number| (number, chance.page(number))).collect();
    let name = |number: usize| format!("content/mappe{}/side{number}.md", number % 7);
    for (number, text) in &pages {
        site.write(&name(*number), text);
    }
    let mut kept = made(&site, None).2;
    let mut left = 0;
    for turn in 0..24 {
        let number = *pages.keys().nth(chance.below(pages.len())).unwrap();
        let kind = [
            "a sentence more",
            "other text",
            "a new page",
            "a page less",
            "another title",
            "another glossary",
            "a heading more",
            "nothing",
        ][if turn % 2 == 0 { 0 } else { chance.below(8) }];
        let text = pages.get_mut(&number).unwrap();
        match kind {
            "a sentence more" => text.push_str(&chance.sentence()),
            "a heading more" => _ = write!(text, "\n## Til slutt {turn}\n{}", chance.sentence()),
            "other text" => *text = chance.page(number),
            "another title" => *text = text.replace("tittel: Side", "tittel: Bolig og side"),
            "another glossary" => {
                site.write("content/begreper.yaml", GLOSSARY.replace("KVP", &format!("KVP{turn}")));
            }
            "a page less" => {
                pages.remove(&number);
                std::fs::remove_file(site.path(&name(number))).unwrap();
            }
            "a new page" => _ = pages.insert(1000 + turn, chance.page(1000 + turn)),
            _ => {}
        }
        for (number, text) in &pages {
            site.write(&name(*number), text);
        }
        let what = format!("{turn}: {kind}, {number}");
        let (files, like, more) = made(&site, Some(&kept));
        let (anew, like_anew, kept_anew) = made(&site, None);
        same(&files, &anew, &what);
        assert_eq!(like, like_anew, "{what}");
        assert!(more == kept_anew, "{what}: other bytes are kept");
        left += files.values().filter(|made| matches!(made, Made::AsBefore(_))).count();
        kept = more;
    }
    assert!(left > 100, "{left}");
}

#[test]
fn whatever_bytes_were_kept_no_search_fails() {
    let mut chance = Chance(2);
    let site = Folder::with("-- planverk.yaml --\ntittel: Eksempelkommune\n");
    for number in 0..40 {
        site.write(&format!("content/side{number}.md"), chance.page(number));
    }
    let (anew, like, kept) = made(&site, None);
    site.write("content/side7.md", chance.page(7));
    let (edited, ..) = made(&site, None);
    let (again, ..) = made(&site, Some(&kept));
    same(&again, &edited, "whole");
    for _ in 0..12 {
        let cut = chance.below(kept.len());
        let (files, ..) = made(&site, Some(&kept[..cut]));
        same(&files, &edited, &format!("cut at {cut}"));
    }
    let noise: Vec<u8> = (0..4000).map(|_| u8::try_from(chance.below(256)).unwrap()).collect();
    for wrong in [&b""[..], b"tull", &noise, &[0xff; 64], &[0; 64]] {
        same(&made(&site, Some(wrong)).0, &edited, "wrong");
    }
    // Bytes that are not those that were written are found out before they come here; all the same nothing may fail.
    for _ in 0..30 {
        let mut broken = kept.clone();
        let at = chance.below(broken.len());
        broken[at] ^= u8::try_from(1 << chance.below(8)).unwrap();
        let _ = made(&site, Some(&broken));
    }
    assert!(anew.len() > 5 && !like.is_empty());
}

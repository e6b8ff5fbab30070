//! Searching with the real program: sites without pages, with one and with very many, an index that is broken, and what is
//! alike. How well it finds is in `search.rs`, and what the browser answers in `browser/`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod harness;

use std::fmt::Write as _;

use harness::{Folder, Tree};

fn search(site: &Folder, words: &[&str]) -> harness::Ran {
    site.planverk(&[&["search", "--json"], words].concat())
}

/// What stands under «Se også» on a page.
fn see_also(files: &Tree, page: &str) -> String {
    let html = std::str::from_utf8(&files[page]).unwrap();
    let Some((_, from)) = html.split_once("<section class=\"seogsaa\"") else { return String::new() };
    from.split_once("</section>").unwrap().0.to_owned()
}

#[test]
fn a_site_without_pages_can_be_built_and_searched() {
    let site = Folder::with("-- planverk.yaml --\ntittel: Prøve\n");
    let files = site.built(&[]);
    assert!(files.contains_key("soek/start.js"), "{:?}", files.keys());
    let found = search(&site, &["bolig"]);
    assert_eq!((found.code, found.out.as_str()), (1, ""), "{found}");
    assert!(found.err.contains("Ingen treff på «bolig»"), "{found}");
}

#[test]
fn a_site_of_one_page_finds_it() {
    let site = Folder::with("-- content/bolig.md --\n---\ntittel: Søke bolig\n---\nSlik søker du.\n");
    for query in ["bolig", "boliger", "soke", "bolgi"] {
        let found = search(&site, &[query]);
        assert_eq!(found.code, 0, "{found}");
        assert!(found.out.contains("\"url\":\"bolig.html\""), "{found}");
    }
}

#[test]
fn a_broken_index_is_said_to_be_so_and_made_anew() {
    let site = Folder::with("-- content/bolig.md --\n---\ntittel: Søke bolig\n---\nSlik søker du.\n");
    let whole = search(&site, &["bolig"]);
    let kept = ".planverk/soek/valgt";
    let bytes = std::fs::read(site.path(kept)).unwrap();
    let mut flipped = bytes.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    for broken in [&b"tull"[..], &bytes[..bytes.len() - 9], &flipped] {
        site.write(kept, broken);
        let found = search(&site, &["bolig"]);
        assert!(
            found.err.contains("er skadet og lages på nytt") && found.err.contains("slett mappen .planverk"),
            "{found}"
        );
        assert_eq!(found.out, whole.out);
        let again = search(&site, &["bolig"]);
        assert!(!again.err.contains("skadet"), "{again}");
    }
}

#[test]
fn every_search_in_sources_with_errors_says_that_something_may_be_missing() {
    let site = Folder::with(
        "-- content/bolig.md --\n---\ntittel: Søke bolig\n---\nSlik søker du.\n\
         -- content/feil.md --\n---\ntitel: Leie bolig\n---\n",
    );
    for time in 0..3 {
        let found = search(&site, &["bolig"]);
        assert!(found.err.contains("Kilden har feil, så noe kan mangle i treffene: 2 feil"), "{time}: {found}");
    }
    site.write("content/feil.md", "---\ntittel: Leie bolig\n---\n");
    let found = search(&site, &["leie bolig"]);
    assert!(!found.err.contains("feil") && found.out.contains("feil.html"), "{found}");
    #[cfg(unix)]
    {
        // The texts are those the index was made from; what could not be read is not among them.
        std::os::unix::fs::symlink("borte", site.path("content/lenke.md")).unwrap();
        let found = search(&site, &["bolig"]);
        assert!(found.err.contains("Kilden har feil"), "{found}");
    }
}

#[test]
fn what_is_left_out_is_told_of_in_numbers_that_agree_and_what_is_cut_ends_in_dots() {
    let site = Folder::with("-- content/bolig.md --\n---\ntittel: Søke bolig\n---\nSlik søker du.\n");
    let long = "kvalifikasjonsprogrammet ".repeat(4);
    let found = search(&site, &[long.trim()]);
    let shown = "kvalifikasjonsprogrammet kvalifikasjonsprogrammet kvalifikas…";
    assert!(found.err.contains(&format!("Ingen treff på «{shown}»")), "{found}");
    let found = search(&site, &["bolig"; 25]);
    assert!(found.err.contains("det siste ordet er sett bort fra."), "{found}");
    let found = search(&site, &["bolig"; 26]);
    assert!(found.err.contains("de siste 2 ordene er sett bort fra."), "{found}");
}

const ALIKE: &str = "
-- content/en/a.md --
---
tittel: Forebygge utkastelse
---
Utkastelse rammer leietaker med husleierestanse. Inkasso og namsmann varsles.
-- content/to/b.md --
---
tittel: Følge opp husleierestanse
---
En leietaker med husleierestanse kan unngå utkastelse. Inkasso koster.
-- content/tre/c.md --
---
tittel: Dyrke tulipaner
---
Tulipaner trenger sol, vann og jord. Løk settes om høsten.
-- content/fire/d.md --
---
tittel: Lukket notat
tilgang: intern
---
Utkastelse, husleierestanse, leietaker, inkasso og namsmann: lekkasje.
";

#[test]
fn a_page_names_those_about_the_same_with_the_words_they_share() {
    let files = Folder::with(ALIKE).built(&[]);
    let list = see_also(&files, "en/a.html");
    assert!(list.contains("href=\"../to/b.html\""), "{list}");
    assert!(list.contains("Begge nevner ") && list.contains("husleierestanse"), "{list}");
    for other in ["en/a.html", "tre/c.html"] {
        assert!(!list.contains(other.rsplit('/').next().unwrap()), "{list}");
    }
    assert_eq!(see_also(&files, "tre/c.html"), "");
}

#[test]
fn a_page_already_led_to_is_not_named_once_more() {
    let linked = ALIKE.replace("varsles.", "varsles. Les [mer](../to/b.md).");
    let list = see_also(&Folder::with(&linked).built(&[]), "en/a.html");
    assert!(!list.contains("href=\"../to/b.html\""), "{list}");
}

#[test]
fn what_is_internal_is_like_nothing_in_the_public_edition() {
    let site = Folder::with(ALIKE);
    let public = site.built(&["--edition", "offentlig"]);
    assert!(!see_also(&public, "en/a.html").contains("Lukket"));
    let internal = site.built(&["--edition", "intern"]);
    assert!(see_also(&internal, "en/a.html").contains("Lukket notat"));
}

/// Pages that all hold the same words and some words of their own, so that lists get as long as they can.
fn many(count: usize) -> Folder {
    let site = Folder::with("-- planverk.yaml --\ntittel: Prøve\n");
    for number in 0..count {
        let mut text =
            format!("---\ntittel: Kommunen og sak {number}\n---\nKommunen gir bolig og boligplan til alle.\n");
        for word in 0..20 {
            let _ = write!(
                text,
                "\n## Del{} boligord{}\n\nOrd{}x og kommune{}y.\n",
                word,
                (number * 7 + word) % 997,
                number % 4999,
                word
            );
        }
        site.write(&format!("content/mappe{}/side{number}.md", number % 50), text);
    }
    site
}

fn stays_small(count: usize) {
    let site = many(count);
    let files = site.built(&[]);
    let size =
        |prefix: &str| files.iter().filter(|(path, _)| path.starts_with(prefix)).map(|(_, file)| file.len()).max();
    // Packed they are about a third.
    assert!(size("soek/start").unwrap() < 40_000, "{:?}", size("soek/start"));
    assert!(size("soek/t-").unwrap() < 75_000, "{:?}", size("soek/t-"));
    assert!(size("soek/v").unwrap() < 45_000, "{:?}", size("soek/v"));
    assert!(size("soek/d-").unwrap() < 20_000, "{:?}", size("soek/d-"));
    let found = search(&site, &["kommunen"]);
    assert_eq!(found.code, 0, "{found}");
    let found = search(&site, &["ord17x"]);
    assert!(found.out.contains("Kommunen og sak 17\""), "{found}");
}

#[test]
fn no_file_of_the_index_grows_with_the_site() {
    stays_small(600);
}

#[test]
#[ignore = "slow: builds 20,000 pages"]
fn twenty_thousand_pages_can_be_built_and_searched() {
    stays_small(20_000);
}

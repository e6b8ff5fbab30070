//! Networks of many plans, and plans with very much in them: everything is there, and no page grows with all of it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod harness;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use harness::page::Page;
use harness::{checked_as, in_memory, pages};
use jiff::civil::date;
use planverk::build::workshop::Workshop;
use planverk::build::{Ground, Kept, document};
use planverk::config::Utgave;

/// The pages of a site as of the end of 2012. A broken link or anchor stops it.
fn built(text: &str) -> BTreeMap<String, String> {
    pages(&in_memory(text), &checked_as(text, Utgave::Offentlig, date(2012, 12, 31))).unwrap()
}

/// What people read in `main`, with single spaces.
fn words(site: &BTreeMap<String, String>, path: &str) -> String {
    let html = site.get(path).unwrap_or_else(|| panic!("{path} is not there"));
    let main = &html[html.find("<main").unwrap()..html.find("</main>").unwrap()];
    Page::read(main).text().replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One plan with twelve reports a year for three years, each with eight statements.
fn talkative() -> String {
    let mut text = "-- planverk.yaml --\ntittel: Eksempelnett\n\
        -- plans/by/organisasjon.yaml --\nnavn: Eksempelkommune\n\
        -- plans/by/plan/plan.yaml --\ntittel: Eksempelplan\naktiviteter:\n"
        .to_owned();
    for n in 1..=8 {
        let _ = writeln!(text, "  - {{id: akt-{n}, tekst: Oppgave {n}}}");
    }
    for (year, month) in (2010..=2012).flat_map(|year| (1..=12).map(move |month| (year, month))) {
        let _ = writeln!(text, "-- plans/by/plan/rapporter/r-{year}-{month:02}.yaml --");
        let _ = writeln!(text, "tittel: Melding {month}/{year}\nper_dato: {year}-{month:02}-28\nstatusrader:");
        for n in 1..=8 {
            let status = if (n + month) % 2 == 0 { "i_gang" } else { "utsatt" };
            let _ = writeln!(
                text,
                "  - {{emne: akt-{n}, dato: {year}-{month:02}-20, status: {status}, tekst: Sagt om {n} i {month}/{year}.}}"
            );
        }
    }
    text
}

const PLAN: &str = "planer/by/plan/";

#[test]
fn a_plan_with_very_many_changes_tells_them_year_by_year_and_leaves_none_out() {
    let site = built(&talkative());
    let page = |name: &str| words(&site, &format!("{PLAN}{name}"));
    let (whole, earlier, first) = (page("endringer.html"), page("endringer/2011.html"), page("endringer/2010.html"));
    for (year, on) in [(2012, &whole), (2011, &earlier), (2010, &first)] {
        for (n, month) in (1..=8).flat_map(|n| (1..=12).map(move |month| (n, month))) {
            assert!(on.contains(&format!("Sagt om {n} i {month}/{year}.")), "{n} {month}/{year}");
        }
        for other in (2010..=2012).filter(|other| *other != year) {
            assert!(!on.contains(&format!("/{other}.")), "{other} is told on the page of {year}");
        }
    }
    assert!(!site.contains_key(&format!("{PLAN}endringer/2012.html")), "the as-of year stands on the page itself");
    // The table of all stretches is one, and leads to the pages; so do the years from one another.
    assert!(whole.contains("Melding 1/2010") && whole.contains("Andre år 2011 2010"), "{whole}");
    assert!(earlier.contains("Andre år 2012 2010") && first.contains("Andre år 2012 2011"));
}

#[test]
fn the_feed_leads_to_the_page_where_the_change_is() {
    let site = built(&talkative());
    let feed = &site[&format!("{PLAN}endringer.xml")];
    let mut seen = BTreeSet::new();
    for entry in feed.split("<entry>").skip(1) {
        let link = entry.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
        let (page, anchor) = link.split_once('#').unwrap();
        assert!(site[&format!("{PLAN}{page}")].contains(&format!("id=\"{anchor}\"")), "{link}");
        seen.insert(page.to_owned());
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), ["endringer.html", "endringer/2011.html"]);
}

#[test]
fn a_plan_with_very_many_changes_and_a_first_version_but_no_reports_leaves_none_out_either() {
    let mut text = "-- planverk.yaml --\ntittel: Eksempelnett\n\
        -- plans/by/organisasjon.yaml --\nnavn: Eksempelkommune\n\
        -- plans/by/plan/plan.yaml --\ntittel: Eksempelplan\nversjon: \"1\"\ngjelder_fra: 2009-01-01\n\
        aktiviteter: [{id: akt-1, tekst: Oppgave}]\nstatusrader:\n"
        .to_owned();
    for (year, n) in (2009..=2012).flat_map(|year| (1..=60).map(move |n| (year, n))) {
        let (month, day) = (n % 12 + 1, n % 28 + 1);
        let _ =
            writeln!(text, "  - {{emne: akt-1, dato: {year}-{month:02}-{day:02}, tekst: Sagt som nr. {n} i {year}.}}");
    }
    let site = built(&text);
    for (year, on) in [(2012, "endringer.html"), (2011, "endringer/2011.html"), (2009, "endringer/2009.html")] {
        let page = words(&site, &format!("{PLAN}{on}"));
        for n in 1..=60 {
            assert!(page.contains(&format!("Sagt som nr. {n} i {year}.")), "{n} {year}: {page}");
        }
    }
}

#[test]
fn the_timeline_of_such_a_plan_shows_the_latest_and_says_so() {
    let line = words(&built(&talkative()), &format!("{PLAN}tidslinje.html"));
    assert!(line.contains("De 200 nyeste av 288 meldinger."), "{line}");
    assert!(line.contains("Sagt om 8 i 12/2012.") && !line.contains("i 1/2010."));
}

#[test]
fn a_plan_with_few_changes_has_them_on_one_page() {
    let text = talkative();
    let few = text.split("-- plans/by/plan/rapporter/r-2010-06").next().unwrap();
    let site = built(few);
    assert!(site.keys().all(|path| !path.starts_with(&format!("{PLAN}endringer/"))));
    assert!(words(&site, &format!("{PLAN}endringer.html")).contains("Sagt om 1 i 1/2010."));
}

#[test]
fn a_report_that_is_no_form_is_told_as_a_message_about_status() {
    let site = built(&talkative());
    let told = words(&site, &format!("{PLAN}rapport/r-2012-03.html"));
    assert!(told.contains("Statusrapport") && told.contains("Meldinger om status i rapporten: 8."), "{told}");
    assert!(told.contains("Sagt om 5 i 3/2012.") && told.contains("0 av 8 aktiviteter er fullført per 28.03.2012"));
    for word in ["Ikke besvart", "Frist", "Årsrapport", "Husstander"] {
        assert!(!told.contains(word), "{word}");
    }
    let (markdown, csv) =
        (&site[&format!("{PLAN}rapport/r-2012-03.md")], &site[&format!("{PLAN}rapport/r-2012-03.csv")]);
    assert!(markdown.contains("Sagt om 5 i 3/2012.") && !markdown.contains("Ikke besvart"));
    assert!(csv.contains("Sagt om 5 i 3/2012.") && !csv.contains("ikke_besvart"));
    let list = words(&site, &format!("{PLAN}rapporter.html"));
    assert!(list.contains("statusrapport") && list.contains("ikke et skjema") && !list.contains("av 22"), "{list}");
}

#[test]
fn an_answer_or_a_type_makes_it_a_form() {
    for more in ["type: år", "svar: {\"A.1\": Oversikten er bedre.}", "hode: {Programnavn: Eksempel}"] {
        let text = talkative().replacen("tittel: Melding 3/2012", &format!("tittel: Melding 3/2012\n{more}"), 1);
        let told = words(&built(&text), &format!("{PLAN}rapport/r-2012-03.html"));
        assert!(told.contains("Ikke besvart") && !told.contains("Statusrapport"), "{more}: {told}");
    }
}

/// So many organisations with a small plan each.
fn network(count: usize) -> String {
    let mut text = "-- planverk.yaml --\ntittel: Eksempelnett\n".to_owned();
    for n in 0..count {
        let _ = write!(
            text,
            "-- plans/by-{n:03}/organisasjon.yaml --\nnavn: Eksempelkommune {n}\n\
             -- plans/by-{n:03}/plan/plan.yaml --\ntittel: Plan for {n}\nperiode: {{fra: 2011, til: 2014}}\n\
             aktiviteter:\n  - {{id: akt, tekst: Lik oppgave, status: fullført}}\n  - {{id: akt-b, tekst: Oppgave {n}}}\n"
        );
    }
    text
}

#[test]
fn the_list_of_many_plans_is_a_table_with_every_plan() {
    let site = built(&network(61));
    let list = words(&site, "planer/index.html");
    assert!(list.contains("61 planer fra 61 organisasjoner."), "{list}");
    for n in 0..61 {
        assert!(list.contains(&format!("Eksempelkommune {n} Plan for {n} 2011–2014 2 1 0 1")), "{n}: {list}");
    }
    let few = words(&built(&network(3)), "planer/index.html");
    assert!(few.contains("Planene side om side"), "{few}");
}

#[test]
fn a_title_of_every_plan_is_parted_over_pages_of_the_register_and_leads_to_all() {
    let text = network(420);
    let (sources, checked) = (in_memory(&text), checked_as(&text, Utgave::Offentlig, date(2012, 12, 31)));
    let letters: Vec<String> = document(&sources, &checked, |world| {
        world.pages().iter().map(|page| page.sti.clone()).filter(|path| path.starts_with("a-aa/l")).collect()
    })
    .unwrap();
    let ground = Ground::lay(&sources, &checked).unwrap();
    let workshop = Workshop::open_again(&sources, &checked, &ground, &Kept::default()).unwrap();
    // Only these pages are made: all of them would take a minute.
    let page = |path: &String| String::from_utf8(workshop.file(path).unwrap().unwrap()).unwrap();
    let pages: Vec<String> = letters.iter().map(page).collect();
    let links: Vec<usize> = pages.iter().map(|page| page.matches("/aktivitet/akt.html\"").count()).collect();
    assert_eq!(links.iter().sum::<usize>(), 420);
    assert!(links.len() > 1 && links.iter().all(|count| *count <= 400), "{links:?}");
    assert!(pages.iter().all(|page| page.len() < 300_000));
}

/// A network where every plan has activities for a shared target group and a success factor, and sources of its own, and a
/// knowledge base where one folder and one topic have very many pages.
fn common(plans: usize, pages: usize) -> String {
    let mut text = "-- planverk.yaml --\ntittel: Eksempelnett\n\
        -- content/felles.yaml --\nmålgrupper:\n  - {id: unge, navn: Unge}\n\
        kilder:\n  - {id: veileder, tittel: Eksempelveileder}\n"
        .to_owned();
    for n in 0..plans {
        let _ = write!(
            text,
            "-- plans/by-{n:03}/organisasjon.yaml --\nnavn: Eksempelkommune {n:03}\n\
             -- plans/by-{n:03}/plan/plan.yaml --\ntittel: Plan for {n}\nbeskrivelse: Se [[side-0000]].\n\
             kilder:\n  - {{id: egen, tittel: Egen kilde}}\n\
             aktiviteter:\n  - {{id: akt, tekst: Oppgave {n}, målgrupper: [unge], suksessfaktorer: [kompetanse]}}\n"
        );
    }
    for n in 0..pages {
        let _ = write!(
            text,
            "-- content/stort/side-{n:04}.md --\n---\ntittel: Side {n:04}\nemner: [Bolig, emne-{n}]\n---\n\nTekst.\n"
        );
    }
    text
}

/// The pages of a list: the first, and those it goes on to, in order.
fn parts_of(site: &BTreeMap<String, String>, first: &str) -> Vec<String> {
    let stem = first.strip_suffix(".html").unwrap();
    let more = (2..).map(|nr| format!("{stem}-side-{nr}.html")).take_while(|path| site.contains_key(path));
    std::iter::once(first.to_owned()).chain(more).collect()
}

/// Where the links of a page's `main` lead that begin so, in order, without the way between the parts.
fn listed(html: &str, from: &str, to: &str, wanted: &str) -> Vec<String> {
    let main = &html[html.find("<main").unwrap()..html.find("</main>").unwrap()];
    let main = main.split("<nav class=\"deling").next().unwrap();
    let within = main.split(from).skip(1).map(|part| part.split(to).next().unwrap()).collect::<String>();
    Page::read(&within).named("a").map(|a| a["href"].clone()).filter(|href| href.starts_with(wanted)).collect()
}

#[test]
fn a_long_list_goes_on_over_pages_that_leave_nothing_out_and_tell_nothing_twice() {
    let (plans, pages) = (410, 650);
    let site = built(&common(plans, pages));
    let orgs: Vec<String> = (0..plans).map(|n| format!("by-{n:03}/")).collect();
    // First page of the list, what stands around its entries, how their links begin, and how many there are.
    for (first, around, link, entries, parts) in [
        ("planer/index.html", ("<tbody>", "</tbody>"), "../planer/by", 2 * plans, 2),
        ("suksessfaktorer/index.html", ("<tbody>", "</tbody>"), "../planer/by", plans, 3),
        ("suksessfaktorer/kompetanse.html", ("<h3", "</h3>"), "../planer/by", plans, 6),
        ("suksessfaktorer/strategi.html", ("<ul class=\"lenkeliste\">", "</ul>"), "../planer/by", plans, 2),
        ("maalgrupper/unge.html", ("<h3", "</h3>"), "../planer/by", plans, 6),
        ("kilder.html", ("<ul class=\"lenkeliste\">", "</ul>"), "planer/by", plans, 2),
        ("aapne-data.html", ("<ul>", "</ul>"), "planer/by", plans, 3),
        ("stort/index.html", ("<ul class=\"sideliste\">", "</ul>"), "../stort/side", pages, 4),
        ("emner/bolig.html", ("<ul class=\"sideliste\">", "</ul>"), "../stort/side", pages, 4),
        ("emner/index.html", ("<ul class=\"emneliste\">", "</ul>"), "../emner/", pages + 1, 2),
    ] {
        let all = parts_of(&site, first);
        assert_eq!(all.len(), parts, "{first}");
        let mut told: Vec<String> = Vec::new();
        let mut titles = BTreeSet::new();
        for (nr, path) in all.iter().enumerate() {
            let html = &site[path];
            assert!(html.len() < 150_000, "{path} is {} bytes", html.len());
            let here = listed(html, around.0, around.1, link);
            assert!(!here.is_empty(), "nothing stands on {path}");
            told.extend(here);
            let page = Page::read(html);
            assert_eq!(page.named("h1").count(), 1, "{path}");
            let title = format!("{:?}", page.inside("title")[0]);
            assert!(titles.insert(title.clone()), "{path} is called what another part is: {title}");
            assert!(nr == 0 || title.contains(&format!(", side {} av {parts}", nr + 1)), "{path}: {title}");
            // From each part to those beside it and to the first.
            let ways = &html[html.find("<nav class=\"deling").unwrap()..];
            let ways: BTreeSet<String> = Page::read(ways.split("</nav>").next().unwrap())
                .named("a")
                .map(|a| a["href"].trim_start_matches("../").to_owned())
                .collect();
            for beside in
                [nr.checked_sub(1), Some(nr), (nr + 1 < parts).then_some(nr + 1), Some(0)].into_iter().flatten()
            {
                assert!(ways.contains(&all[beside]), "{path} does not lead to {}", all[beside]);
            }
        }
        assert_eq!(told.len(), entries, "{first}: left out or told twice");
        if link.contains("planer/by") {
            for org in &orgs {
                assert!(told.iter().any(|href| href.contains(org.as_str())), "{first} leaves {org} out");
            }
        } else {
            assert_eq!(told.iter().collect::<BTreeSet<_>>().len(), entries, "{first}");
        }
    }
}

#[test]
fn a_page_that_hundreds_of_plans_mention_names_some_and_counts_the_others() {
    let site = built(&common(150, 2));
    let html = &site["stort/side-0000.html"];
    let back = &html[html.find("<section class=\"baklenker").unwrap()..];
    let back = &back[..back.find("</section>").unwrap()];
    assert_eq!(back.matches("/plan/index.html\"").count(), 100);
    assert!(back.contains("<p>Og 50 til.</p>"), "{back}");
}

#[test]
fn what_is_short_stays_on_one_page() {
    let site = built(&common(3, 3));
    assert!(site.keys().all(|path| !path.contains("-side-")), "{:?}", site.keys());
    assert!(site.values().all(|html| !html.contains("class=\"deling")));
}

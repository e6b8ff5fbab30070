//! What the site shows depends on the date it is shown for, and what has changed is told with its sources.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
#![allow(clippy::case_sensitive_file_extension_comparisons, reason = "the names are our own")]

mod harness;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use harness::page::Page;
use harness::{checked_as, example, in_memory, options, pages};
use jiff::civil::{Date, date};
use planverk::build::check;
use planverk::config::Utgave;
use planverk::derive::derived::Derived;
use planverk::derive::kobling;
use planverk::domain::rad::Kind;
use planverk::domain::status::Status;
use planverk::source::SourceSet;

/// The example as of a date: path → text.
fn example_at(date: Date) -> BTreeMap<String, String> {
    let (sources, found) = SourceSet::read(example()).unwrap();
    pages(&sources, &check(&sources, options(Utgave::Offentlig, date), found)).unwrap()
}

/// At the end of 2012, and a day before the boligkontor opened.
fn both() -> &'static [BTreeMap<String, String>; 2] {
    static BOTH: OnceLock<[BTreeMap<String, String>; 2]> = OnceLock::new();
    BOTH.get_or_init(|| [example_at(date(2012, 12, 31)), example_at(date(2011, 6, 30))])
}

/// A site in one text, as of the end of 2012 when nothing else is said.
fn built(text: &str, date: Date) -> BTreeMap<String, String> {
    pages(&in_memory(text), &checked_as(text, Utgave::Offentlig, date)).unwrap()
}

/// What people read in `main`, with single spaces.
fn words(site: &BTreeMap<String, String>, path: &str) -> String {
    let html = site.get(path).unwrap_or_else(|| panic!("{path} is not there"));
    let main = &html[html.find("<main").unwrap()..html.find("</main>").unwrap()];
    Page::read(main).text().replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

const LORENSKOG: &str = "planer/lorenskog/program-2012-2013/";

fn lorenskog(site: &BTreeMap<String, String>, page: &str) -> String {
    words(site, &format!("{LORENSKOG}{page}"))
}

#[test]
fn the_example_stands_otherwise_at_the_end_of_2012_than_in_the_middle_of_2011() {
    let [later, earlier] = both();
    assert!(lorenskog(later, "framdrift.html").contains("Per 31. desember 2012 er 12 av 22 aktiviteter fullført"));
    assert!(lorenskog(earlier, "framdrift.html").contains("Per 30. juni 2011 har ingen av 22 aktiviteter status"));
    assert!(lorenskog(later, "framdrift.html").contains("Fullført: fra 1 (01.07.2011) til 12 av 22 (31.12.2012)"));
    assert!(lorenskog(earlier, "framdrift.html").contains("Ingen status er datert"));
}

/// What the sources tell of a date (`eksempel-lorenskog`, §3–4 and §6 A.3): finished of all, goal by goal H1–H5 and what has
/// no goal; and how many are finished, under way, postponed, not carried out, not begun and without status.
const STANDS: [(Date, [&str; 6], [usize; 6]); 5] = [
    // The boligkontor opened on 1 July 2011: the day before, nothing is told.
    (date(2011, 6, 30), ["0/1", "0/3", "0/2", "0/6", "0/5", "0/5"], [0, 0, 0, 0, 0, 22]),
    (date(2011, 7, 1), ["0/1", "1/3", "0/2", "0/6", "0/5", "0/5"], [1, 0, 0, 0, 0, 21]),
    // The lavterskel homes were decided on 18 April, principles and criteria on 20 June; «winter 2012» counts as 2012.
    (date(2012, 6, 30), ["1/1", "1/3", "1/2", "0/6", "0/5", "1/5"], [4, 1, 0, 0, 0, 17]),
    // The date of the report.
    (date(2012, 12, 31), ["1/1", "1/3", "2/2", "4/6", "1/5", "3/5"], [12, 3, 2, 1, 3, 1]),
    // The boligplan was decided on 13 February 2013.
    (date(2013, 2, 13), ["1/1", "1/3", "2/2", "4/6", "2/5", "3/5"], [13, 3, 2, 1, 3, 0]),
];

#[test]
fn the_example_stands_on_each_date_as_its_sources_tell() {
    let (sources, _) = SourceSet::read(example()).unwrap();
    for (day, goals, statuses) in STANDS {
        let checked = check(&sources, options(Utgave::Offentlig, day), Vec::new());
        let derived = Derived::compute(&checked.site, &checked.config, day);
        let site = &checked.site;
        let plan = site.plan_ids().find(|plan| site.plan(*plan).tittel.starts_with("Programplan 2012")).unwrap();
        let all: Vec<_> = site.register.of_plan(plan, Kind::Aktivitet).collect();
        let count = derived.count(&all);
        let told = [Status::Fullfoert, Status::IGang, Status::Utsatt, Status::IkkeGjennomfoert, Status::IkkeStartet];
        let told: Vec<usize> = told.into_iter().map(|status| count.with(status)).chain([count.uten]).collect();
        assert_eq!(told, statuses, "{day}");
        assert_eq!((count.total, count.forsinket), (22, 0), "{day}");
        let mains: Vec<_> = site.register.of_plan(plan, Kind::Hovedmaal).collect();
        let linked: BTreeSet<_> = mains.iter().flat_map(|goal| kobling::aktiviteter(site, *goal)).collect();
        let loose: Vec<_> = all.into_iter().filter(|item| !linked.contains(item)).collect();
        let groups = mains.iter().map(|goal| derived.item_count(site, *goal)).chain([derived.count(&loose)]);
        let told: Vec<String> = groups.map(|group| format!("{}/{}", group.fullfoert(), group.total)).collect();
        assert_eq!(told, goals, "{day}");
    }
}

#[test]
fn what_counts_what_is_late_and_what_is_drawn_follow_the_date() {
    let [later, earlier] = both();
    // Statuses, in the tables, in words and in the drawings.
    assert!(lorenskog(later, "aktivitetsplan.html").contains("H4: 4 av 6 aktiviteter fullført"));
    assert!(lorenskog(earlier, "aktivitetsplan.html").contains("H4: Ingen av 6 aktiviteter har status"));
    assert!(later[&format!("{LORENSKOG}framdrift.html")].contains("<svg"));
    // Decisions that come later are marked so, never told as made.
    assert!(lorenskog(earlier, "vedtak.html").contains("etter datoen tallene gjelder for"));
    assert!(lorenskog(later, "moete.html").contains("Vedtatt siden starten: 3"));
    assert!(lorenskog(earlier, "moete.html").contains("Ingen daterte vedtak siden starten."));
    // A plan nobody has said anything of yet has no newest entry, and a year that is not over is none.
    let foot = |site: &BTreeMap<String, String>| site[&format!("{LORENSKOG}index.html")].contains("Nyeste opplysning");
    assert!(foot(later) && !foot(earlier));
    // Late from the day after: the programme's last activity with a deadline is from 2013.
    let late = example_at(date(2014, 1, 1));
    assert!(lorenskog(&late, "framdrift.html").contains("Forsinket 1 av"), "{}", lorenskog(&late, "framdrift.html"));
}

#[test]
fn a_figure_is_shown_from_the_day_its_time_is_over() {
    let [later, earlier] = both();
    assert!(lorenskog(later, "indikatorer.html").contains("454 boliger"));
    assert!(!lorenskog(earlier, "indikatorer.html").contains("454 boliger"));
    assert!(lorenskog(later, "indikator/ind-utkastelser.html").contains("Siste tall: 2 saker (2012)."));
    let figure = lorenskog(earlier, "indikator/ind-utkastelser.html");
    assert!(figure.contains("Ingen tall er kjent"), "{figure}");
    assert!(figure.contains("22 saker etter datoen tallene gjelder for"), "kept, and marked: {figure}");
}

#[test]
fn what_is_decided_and_finished_later_is_no_change_yet() {
    let [later, earlier] = both();
    let now = lorenskog(later, "endringer.html");
    for told in [
        "20. juni 2012 Vedtatt Overordnede politiske prinsipper og boligpolitiske strategier ble vedtatt.",
        "Vedtatt av Kommunestyret.",
        "Utsatt Boligskole",
        "Avvik: Utsatt på grunn av sykdom.",
        "Uten bolig: 20 husstander. Metode: manuell telling",
        "2 saker. Før: 22 saker (2011)",
        "12 av 22 fullført",
    ] {
        assert!(now.contains(told), "{told}: {now}");
    }
    assert!(!now.contains("Boligplan 2013–2016 ble vedtatt"), "that is from 2013");
    let then = lorenskog(earlier, "endringer.html");
    assert!(then.contains("Ingenting i planen er datert på eller før 30.06.2011."), "{then}");
}

#[test]
fn the_two_starts_of_one_meeting_are_both_told_with_their_sources() {
    let site = example_at(date(2013, 2, 28));
    let page = lorenskog(&site, "endringer.html");
    for (month, place) in [("november 2012", "B.4 og 4.2 C"), ("januar 2013", "B.1 og 4.2 E")] {
        let said = &page[page.find(&format!("Det felles fordelingsmøtet startet i {month}.")).unwrap()..];
        let end = said.find(place).unwrap_or_else(|| panic!("{place}: {said}"));
        assert!(said[..end].contains("En annen melding om det samme sier noe annet."), "{said}");
    }
    assert!(page.contains("I strid med en annen 2 av 51"), "{page}");
}

const SITE: &str = r#"
-- planverk.yaml --
tittel: Prøve
-- plans/by/organisasjon.yaml --
navn: Eksempelkommune
-- plans/by/en/plan.yaml --
tittel: Eksempelplan <A & B>
versjon: "2"
gjelder_fra: 2012-07-01
endringslogg:
  - {dato: 2011-01-01, versjon: "1", tekst: Første utgave.}
  - {dato: 2012-07-01, versjon: "2", tekst: Rullert i formannskapet.}
aktiviteter:
  - {id: akt-ut, tekst: Gammel oppgave, utgått_i_versjon: "2"}
  - {id: akt-ny, tekst: Ny oppgave, ny_i_versjon: "2", status: i_gang}
  - {id: akt-hel, tekst: Varig oppgave, status: fullført}
"#;

#[test]
fn a_row_that_came_or_went_with_a_version_counts_only_while_it_is_part_of_the_plan() {
    let now = built(SITE, date(2012, 12, 31));
    let page = words(&now, "planer/by/en/endringer.html");
    for told in ["Ny i planen Ny oppgave", "Utgått av planen Gammel oppgave", "Ny versjon Versjon 2", "1 av 2 fullført"]
    {
        assert!(page.contains(told), "{told}: {page}");
    }
    let table = words(&now, "planer/by/en/aktivitetsplan.html");
    assert!(table.contains("utgått av planen"), "{table}");
    let before = built(SITE, date(2012, 6, 30));
    let table = words(&before, "planer/by/en/aktivitetsplan.html");
    assert!(table.contains("ikke i planen ennå") && !table.contains("utgått"), "{table}");
    assert!(words(&before, "planer/by/en/framdrift.html").contains("1 av 2 aktiviteter fullført"));
}

const GONE: &str = r#"
-- planverk.yaml --
tittel: Prøve
-- plans/by/organisasjon.yaml --
navn: Eksempelkommune
-- plans/by/en/plan.yaml --
tittel: Eksempelplan
endringslogg:
  - {dato: 2011-01-01, versjon: "1", tekst: Første utgave.}
  - {dato: 2012-07-01, versjon: "2", tekst: Rullert.}
satsingsområder: [{id: o-1, navn: Boliger}, {id: o-2, navn: Tjenester}]
aktiviteter:
  - {id: akt-hel, tekst: Varig oppgave, område: o-1, ansvarlig: Boligkontoret, kostnad: {beløp: 100}, suksessfaktorer: [forankring]}
  - {id: akt-ut, tekst: Gammel oppgave, område: o-2, ansvarlig: Boligkontoret, kostnad: {beløp: 1000}, suksessfaktorer: [kompetanse], utgått_i_versjon: "2"}
  - {id: akt-ut-2, tekst: Eldre oppgave, utgått_i_versjon: "2"}
statusrader:
  - {emne: akt-ut, dato: 2012-01-01, status: fullført}
  - {emne: akt-ut-2, dato: 2012-02-01, status: fullført}
  - {emne: akt-hel, dato: 2012-03-01, status: i_gang}
  - {emne: akt-hel, dato: 2012-10-01, status: fullført}
"#;

#[test]
fn the_page_of_progress_shares_out_only_what_is_part_of_the_plan() {
    let page = words(&built(GONE, date(2012, 12, 31)), "planer/by/en/framdrift.html");
    assert!(page.contains("Fullført: fra 0 (01.03.2012) til 1 av 1 (01.10.2012)"), "{page}");
    assert!(page.contains("Alt er fullført") && !page.contains("fullført for alle"), "{page}");
    assert!(!page.contains("0 av 0"), "{page}");
    assert!(page.contains("Uten aktiviteter (1): Tjenester"), "{page}");
}

#[test]
fn the_money_of_what_has_left_the_plan_is_in_no_sum() {
    let site = built(GONE, date(2012, 12, 31));
    for path in ["oekonomi", "hele-planen"] {
        let page = words(&site, &format!("planer/by/en/{path}.html"));
        assert!(page.contains("Sum av kjente beløp: 100 kr, fra 1 av 1 aktivitet ("), "{path}: {page}");
    }
}

#[test]
fn what_has_left_the_plan_neither_lacks_anything_nor_hides_a_gap() {
    let text = GONE.replace("område: o-2, ", "område: o-2, strategier: s-1, ");
    let text = text.replace("statusrader:", "strategier: [{id: s-1, navn: Veien}]\nstatusrader:");
    let site = built(&text, date(2012, 12, 31));
    let lacks = words(&site, "planer/by/en/kvalitet.html");
    assert!(lacks.contains("1 av 1 aktiviteter, forpliktelser og vedtak har ingen dato"), "{lacks}");
    assert!(!lacks.contains("oppgave Aktivitet ansvarlig"), "{lacks}");
    assert!(lacks.contains("Veien Strategi ingen kobling"), "{lacks}");
    let thread = words(&site, "planer/by/en/roed-traad.html");
    assert!(thread.contains("1 av 1 strategier har ingen aktivitet"), "{thread}");
    let factors = words(&site, "planer/by/en/suksessfaktorer.html");
    assert!(factors.contains("1 av 6 har aktiviteter eller tiltak i planen"), "{factors}");
}

#[test]
fn nobody_answers_for_what_has_left_the_plan() {
    let site = built(GONE, date(2012, 12, 31));
    let all = words(&site, "planer/by/en/ansvarlige.html");
    assert!(all.contains("1 av 1"), "{all}");
    assert!(!all.contains("oppgave Aktivitet"), "{all}");
    let one = words(&site, "planer/by/ansvarlig/boligkontoret.html");
    assert!(one.contains("1 oppgave") && !one.contains("Gammel oppgave"), "{one}");
    assert!(!words(&site, "planer/by/en/moete.html").contains("har ingen ansvarlig"));
}

const COUNTED: &str = r#"
-- planverk.yaml --
tittel: Prøve
-- content/felles.yaml --
målgrupper: [{id: unge, navn: Unge}]
-- plans/by/organisasjon.yaml --
navn: Eksempelkommune
-- plans/by/en/plan.yaml --
tittel: Eksempelplan
endringslogg:
  - {dato: 2011-01-01, versjon: "1", tekst: Første utgave.}
  - {dato: 2012-07-01, versjon: "2", tekst: Rullert.}
satsingsområder: [{id: o-1, navn: Boliger}, {id: o-2, navn: Tjenester, utgått_i_versjon: "2"}]
hovedmål: [{id: mal-1, tekst: Egne hjem.}, {id: mal-2, tekst: Gamle hjem., utgått_i_versjon: "2"}]
strategier: [{id: s-1, navn: Veien}, {id: s-2, navn: Stien, utgått_i_versjon: "2"}]
målgrupper: [{id: g-1, navn: Unge her, tilsvarer: unge}, {id: g-2, navn: Eldre}]
aktiviteter:
  - {id: akt-1, tekst: Varig oppgave, område: o-1, mål: mal-1, strategier: s-1, målgrupper: [g-1, unge]}
  - {id: akt-2, tekst: Annen oppgave, område: o-1, mål: mal-1, strategier: s-1, målgrupper: [g-1, unge]}
  - {id: akt-ut, tekst: Gammel oppgave, område: o-1, mål: mal-1, strategier: s-1, målgrupper: [g-1, g-2, unge], utgått_i_versjon: "2"}
tiltak:
  - {id: t-1, navn: Startlån, målgrupper: [g-1, unge]}
  - {id: t-2, navn: Gammel ordning, målgrupper: [g-1, unge], utgått_i_versjon: "2"}
"#;

#[test]
fn a_matrix_counts_and_names_only_what_is_part_of_the_plan() {
    let site = built(COUNTED, date(2012, 12, 31));
    for path in ["matriser", "hele-planen"] {
        let page = words(&site, &format!("planer/by/en/{path}.html"));
        assert!(page.contains("1 av 2 målgrupper har noe i minst ett satsingsområde"), "{path}: {page}");
    }
    let page = words(&site, "planer/by/en/matriser.html");
    for gone in ["Gammel", "Tjenester", "Stien"] {
        assert!(!page.contains(gone), "{gone}: {page}");
    }
    assert!(words(&built(COUNTED, date(2012, 6, 30)), "planer/by/en/matriser.html").contains("2 av 2 målgrupper"));
}

#[test]
fn a_plan_in_short_holds_only_what_is_part_of_it() {
    let page = words(&built(COUNTED, date(2012, 12, 31)), "planer/index.html");
    for told in ["1 område", "1 mål", "1 strategi", "2 aktiviteter", "1 tiltak"] {
        assert!(page.contains(told), "{told}: {page}");
    }
}

#[test]
fn a_target_group_says_how_much_of_the_plan_is_for_it() {
    let site = built(COUNTED, date(2012, 12, 31));
    for path in ["maalgrupper", "maalgruppe/g-1"] {
        let page = words(&site, &format!("planer/by/en/{path}.html"));
        assert!(page.contains("2 aktiviteter · 1 tiltak"), "{path}: {page}");
    }
}

#[test]
fn a_goal_and_a_strategy_say_how_many_activities_of_the_plan_serve_them() {
    let site = built(COUNTED, date(2012, 12, 31));
    for path in ["maal", "strategier"] {
        let page = words(&site, &format!("planer/by/en/{path}.html"));
        assert!(page.contains("2 aktiviteter"), "{path}: {page}");
    }
}

#[test]
fn a_shared_target_group_says_how_much_of_the_plans_is_for_it() {
    let site = built(COUNTED, date(2012, 12, 31));
    let all = words(&site, "maalgrupper/index.html");
    assert!(all.contains("2 aktiviteter, 1 tiltak"), "{all}");
    let one = words(&site, "maalgrupper/unge.html");
    assert!(one.contains("2 aktiviteter og 1 tiltak"), "{one}");
    assert!(one.contains("Gammel oppgave utgått av planen"), "{one}");
}

/// The texts of every element of a name.
fn elements<'a>(xml: &'a str, name: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    xml.split(open.as_str()).skip(1).map(|rest| rest.split(close.as_str()).next().unwrap()).collect()
}

#[test]
fn the_feed_has_what_atom_asks_for_and_the_same_ids_wherever_the_site_stands() {
    let feed = |text: &str, date: Date| built(text, date).remove("planer/by/en/endringer.xml").unwrap();
    let here = feed(SITE, date(2012, 12, 31));
    let there = feed(
        &SITE.replace("tittel: Prøve", "tittel: Prøve\nadresse: https://kommunen.example/plan"),
        date(2012, 12, 31),
    );
    assert_eq!(here.matches("<entry>").count(), 4, "{here}");
    let ids = elements(&here, "id");
    assert_eq!(ids, elements(&there, "id"));
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 5, "{ids:?}");
    assert!(ids.iter().all(|id| id.starts_with("urn:uuid:")));
    assert_eq!(
        elements(&here, "updated"),
        ["2012-07-01T00:00:00Z"; 4].into_iter().chain(["2011-01-01T00:00:00Z"]).collect::<Vec<_>>()
    );
    assert!(here.contains("<title>Endringer i Eksempelplan &lt;A &amp; B&gt;</title>"), "{here}");
    assert!(here.contains("<author><name>Eksempelkommune</name></author>"));
    assert!(here.contains("rel=\"self\" type=\"application/atom+xml\" href=\"endringer.xml\""), "{here}");
    assert!(there.contains("href=\"https://kommunen.example/plan/planer/by/en/endringer.xml\""), "{there}");
    // Seen later, the same change is the same entry.
    let later = feed(SITE, date(2013, 12, 31));
    assert_eq!(ids, elements(&later, "id"));
}

#[test]
fn the_example_feeds_are_valid_atom() {
    for (path, feed) in both()[0].iter().filter(|(path, _)| path.ends_with("endringer.xml")) {
        assert!(
            feed.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"")
        );
        // One each of what a feed must have (RFC 4287 §4.1.1), before its entries; newest first, and none newer than it.
        let (head, entries) = feed.split_once("<entry>").unwrap_or((feed, ""));
        for name in ["id", "title", "updated", "author"] {
            assert_eq!(head.matches(&format!("<{name}>")).count(), 1, "{path}: {name}");
        }
        for rel in ["self", "alternate"] {
            assert_eq!(head.matches(&format!("<link rel=\"{rel}\"")).count(), 1, "{path}: {rel}");
        }
        for entry in entries.split("<entry>").filter(|entry| !entry.is_empty()) {
            for name in ["id", "title", "updated", "content type=\"text\""] {
                assert_eq!(entry.matches(&format!("<{name}>")).count(), 1, "{path}: {name}: {entry}");
            }
            assert_eq!(entry.matches("<link rel=\"alternate\"").count(), 1, "{path}: {entry}");
        }
        let ids = elements(feed, "id");
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{path}: an id twice");
        let days = elements(feed, "updated");
        assert!(days.windows(2).all(|pair| pair[0] >= pair[1]), "{path}: {days:?}");
        for day in days {
            let stamp = day.strip_suffix("T00:00:00Z").and_then(|day| day.parse::<Date>().ok());
            assert!(stamp.is_some(), "{path}: {day}");
        }
        // XML allows no control characters but tab and line breaks, escaped or not.
        assert!(!feed.contains(|c: char| c.is_control() && !"\t\n\r".contains(c)), "{path}");
    }
}

#[test]
fn every_address_in_the_feed_is_on_the_page_and_every_page_of_the_plan_names_the_feed() {
    let site = both();
    let feed = &site[0][&format!("{LORENSKOG}endringer.xml")];
    let page = &site[0][&format!("{LORENSKOG}endringer.html")];
    let anchors: Vec<&str> =
        feed.split("href=\"endringer.html#").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(anchors.len() > 40, "{}", anchors.len());
    for anchor in anchors {
        assert!(page.contains(&format!(" id=\"{anchor}\"")), "{anchor}");
    }
    for (path, html) in &site[0] {
        if let Some(inner) = path.strip_prefix(LORENSKOG).filter(|_| path.ends_with(".html")) {
            let up = "../".repeat(path.matches('/').count());
            let link =
                format!("<link rel=\"alternate\" type=\"application/atom+xml\" href=\"{up}{LORENSKOG}endringer.xml\"");
            assert!(html.contains(&link), "{inner}");
        }
    }
}

#[test]
fn a_plan_where_nothing_is_dated_says_so_and_its_feed_is_empty_and_whole() {
    let text = "-- plans/by/organisasjon.yaml --\nnavn: Eksempelkommune\n-- plans/by/en/plan.yaml --\ntittel: Plan\naktiviteter: [{tekst: Noe}]\n";
    let site = built(text, date(2012, 12, 31));
    assert!(words(&site, "planer/by/en/endringer.html").contains("Ingen daterte endringer"));
    let feed = &site["planer/by/en/endringer.xml"];
    assert_eq!(elements(feed, "updated"), ["2012-12-31T00:00:00Z"]);
    assert!(!feed.contains("<entry>") && feed.ends_with("</feed>\n"));
}

const MEETING: &str = r"
-- plans/by/organisasjon.yaml --
navn: Eksempelkommune
enheter: [{id: enhet-bolig, navn: Boligkontoret}]
-- plans/by/en/plan.yaml --
tittel: Plan én
møter:
  - {dato: 2012-06-01, organ: Utvalget, bes_om: [Gammelt punkt.]}
  - {dato: 2013-02-01, organ: Kommunestyret, saksnr: 7/13, tekst: Status for planen., bes_om: [Ta status til etterretning., Vedta måltall for boligskolen.]}
resultatmål: [{id: mal-1, tekst: Flere eier., måltall: {grunn: ikke_fastsatt}}]
aktiviteter:
  - {id: akt-1, tekst: Holde boligskole, ansvarlig: enhet-bolig, tid: {til: 2012-09}}
  - {id: akt-2, tekst: Ringe alle, ansvarlig: NAV, tid: {til: 2013-02}}
  - {id: akt-3, tekst: Uten eier}
vedtak:
  - {id: vedtak-1, organ: Utvalget, dato: 2012-03-01, tekst: Tidlig vedtak.}
  - {id: vedtak-2, organ: Utvalget, dato: 2012-09-01, tekst: Nytt vedtak.}
statusrader:
  - {emne: akt-2, dato: 2012-10-01, status: utsatt, tekst: Venter., avvik: Stillingen er ledig.}
finansiering:
  - år: 2012
    ramme: 2000000
    andeler: [{kilde: Staten, andel: 70}, {kilde: Kommunen, andel: 30}]
    forbruk: {beløp: 900000, dato: 2012-08-31}
-- plans/by/to/plan.yaml --
tittel: Plan to
aktiviteter: [{id: akt-9, tekst: Bygge boliger, ansvarlig: enhet-bolig, status: fullført}]
";

#[test]
fn the_meeting_page_tells_what_is_asked_decided_late_and_next() {
    let site = built(MEETING, date(2012, 12, 31));
    let page = words(&site, "planer/by/en/moete.html");
    for told in [
        "Møtet 1. februar 2013",
        "Organ Kommunestyret",
        "Saksnummer 7/13",
        "Ta status til etterretning.",
        "Vedta måltall for boligskolen.",
        "1 av 3 oppgaver har ingen ansvarlig.",
        "1 av 1 resultatmål har ikke måltall.",
        "Vedtatt siden 01.06.2012: 1",
        "Ingenting er meldt fullført siden 01.06.2012.",
        "Holde boligskole",
        "Stillingen er ledig.",
        "2012: ramme 2 000 000 kr, fordelt på 70 % Staten, 30 % Kommunen.",
        "Brukt i 2012: 900 000 kr (per 31.08.2012), av en ramme på 2 000 000 kr.",
    ] {
        assert!(page.replace('\u{202f}', " ").contains(told), "{told}: {page}");
    }
    assert!(!page.contains("Gammelt punkt") && !page.contains("Tidlig vedtak"), "{page}");
    let earlier = words(&built(MEETING, date(2012, 7, 31)), "planer/by/en/framdrift.html");
    assert!(earlier.contains("Forbruk i 2012 er ikke oppgitt."), "spent as of August is not known in July: {earlier}");
}

#[test]
fn a_unit_sees_its_tasks_in_all_the_plans_of_its_organisation() {
    let site = built(MEETING, date(2012, 12, 31));
    let unit = words(&site, "planer/by/ansvarlig/enhet-bolig.html");
    for told in ["2 oppgaver. 1 av 2 er fullført, 1 forsinket, 1 uten status.", "Plan én", "Plan to", "Bygge boliger"]
    {
        assert!(unit.contains(told), "{told}: {unit}");
    }
    let in_words = words(&site, "planer/by/ansvarlig/nav.html");
    assert!(in_words.contains("Venter.") && in_words.contains("Alle oppgavene har status."), "{in_words}");
    let all = words(&site, "planer/by/en/ansvarlige.html");
    assert!(all.contains("2 av 3 oppgaver har en ansvarlig.") && all.contains("Uten eier"), "{all}");
}

#[test]
fn a_plan_without_statuses_says_so_on_every_page_about_progress() {
    let text = "-- plans/by/organisasjon.yaml --\nnavn: Eksempelkommune\n-- plans/by/en/plan.yaml --\ntittel: Plan\naktiviteter: [{tekst: Noe}, {tekst: Mer}]\n";
    let site = built(text, date(2012, 12, 31));
    let said = |page: &str, told: &str| {
        let text = words(&site, &format!("planer/by/en/{page}.html"));
        assert!(text.contains(told), "{page}: {told}: {text}");
    };
    said("framdrift", "Ingen status er datert");
    said("moete", "Planen sier ikke hva møtet bes om.");
    said("moete", "Ingenting er meldt fullført siden starten.");
    said("ansvarlige", "0 av 2 oppgaver har en ansvarlig.");
    said("suksessfaktorer", "0 av 6 faktorer er vurdert");
    said("endringer", "Ingen daterte endringer");
}

#[test]
fn a_plan_is_judged_by_the_six_factors_with_reasons_evidence_gaps_and_time() {
    let text = "-- plans/by/organisasjon.yaml --\nnavn: Eksempelkommune\n-- plans/by/en/plan.yaml --
tittel: Plan
aktiviteter: [{id: akt-1, tekst: Holde fagdager, suksessfaktorer: [kompetanse]}]
vurderinger:
  - {faktor: kompetanse, dato: 2011-12-31, skår: 1, begrunnelse: Lite er skrevet ned., bevis: [akt-1]}
  - {faktor: kompetanse, dato: 2012-06-30, skår: 3, begrunnelse: Fast opplæring.}
  - {faktor: medvirkning, dato: 2012-06-30, skår: 0, begrunnelse: Ingen er spurt.}
  - {faktor: forankring, dato: 2013-06-30, skår: 4}
";
    let page = words(&built(text, date(2012, 12, 31)), "planer/by/en/suksessfaktorer.html");
    for told in [
        "2 av 6 faktorer er vurdert, og 1 av 6 har aktiviteter eller tiltak i planen.",
        "3 – på plass",
        "Fast opplæring.",
        "Lite er skrevet ned.",
        "Vurdert lavere enn 2, og ingenting i planen svarer på det: Brukermedvirkning",
        "Egenvurdering av 2 faktorer fra 31.12.2011 til 30.06.2012",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(!page.contains("virker og følges opp per 30.06.2013"), "{page}");
}

#[test]
fn times_that_are_still_going_on_are_told_one_by_one() {
    let text = r"
-- planverk.yaml --
tittel: Prøve
-- plans/by/organisasjon.yaml --
navn: Eksempelkommune
-- plans/by/en/plan.yaml --
tittel: Eksempelplan
aktiviteter: [{id: akt-1, tekst: Første}, {id: akt-2, tekst: Andre}, {id: akt-3, tekst: Tredje}]
statusrader:
  - {emne: akt-1, dato: 2012, status: i_gang}
  - {emne: akt-2, dato: 2012-H1, status: i_gang}
  - {emne: akt-3, dato: 2012, status: i_gang}
";
    let site = built(text, date(2012, 3, 15));
    let page = &site["planer/by/en/endringer.html"];
    for id in ["id=\"d-2012\"", "id=\"d-2012-h1\""] {
        assert_eq!(page.matches(id).count(), 1, "{id}");
    }
}

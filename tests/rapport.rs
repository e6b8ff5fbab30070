//! Reports: the example's annual report says all that its source says, in each format; and what is not answered, what is
//! nothing and what is blank stay apart. How they are asked for is in `reporting.rs`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod harness;

use std::collections::BTreeSet;

use harness::Folder;
use harness::page::{Page, plain};
use planverk::build::{Checked, document};
use planverk::derive::dokument::Dokument;
use planverk::derive::helplan::helplan;
use planverk::derive::rapport::tidsrom::Tidsrom;
use planverk::derive::rapport::{Oppdrag, rapport};
use planverk::document::{Format, write};
use planverk::domain::dato::Dato;
use planverk::domain::rad::Kind;
use planverk::domain::rapport::Rapporttype;
use planverk::source::SourceSet;

/// The example's annual report in a format.
fn lorenskog(format: Format) -> String {
    let (sources, checked) = harness::example_site();
    let bytes = document(sources, checked, |world| {
        let report = world.site.register.iter().find(|(_, item)| item.key == "arsrapport-2012").unwrap().0;
        write(world, &planverk::page::innsikt::rapport::dokument(world, report).unwrap(), format)
    });
    String::from_utf8(bytes.unwrap()).unwrap()
}

/// A document of a made-up site in a format: of the stored report when there is one for the time, else a draft.
fn made(text: &str, slag: Rapporttype, period: &str, format: Format) -> (Dokument, String) {
    let sources = harness::in_memory(text);
    let checked = harness::checked(text);
    assert!(!checked.has_errors(), "{:#?}", checked.found);
    of(&sources, &checked, slag, period, format)
}

fn of(sources: &SourceSet, checked: &Checked, slag: Rapporttype, period: &str, format: Format) -> (Dokument, String) {
    let made = document(sources, checked, |world| {
        let (site, config, dato) = (world.site, world.config, world.derived.date);
        let plan = site.plan_ids().next().unwrap();
        let stored = site
            .register
            .of_plan(plan, Kind::Rapport)
            .find(|item| site.rapport(*item).unwrap().rapporttype == Some(slag));
        let tidsrom = match slag {
            Rapporttype::Slutt => Tidsrom::whole(site.plan(plan), None, dato),
            _ => Tidsrom::single(Dato::parse(period).unwrap()),
        };
        let language = world.plan_language(plan);
        let document = rapport(&Oppdrag { site, config, language, plan, slag, tidsrom, lagret: stored, dato });
        let bytes = write(world, &document, format);
        (document, breaking(&String::from_utf8(bytes).unwrap()))
    });
    made.unwrap()
}

/// With ordinary spaces, so that the tests can be read.
fn breaking(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

/// The words of a text in any of the formats, without its marks.
fn words(text: &str, format: Format) -> String {
    let text = match format {
        Format::Html => Page::read(text).text(),
        Format::Markdown => plain(&text.replace(['\\', '*', '|', '#'], " ")),
        Format::Csv => plain(&text.replace([';', '"'], " ")),
    };
    breaking(&text).to_lowercase()
}

/// Are the words there, each part within a line or two of the one before? A number counts only when it stands alone.
fn says(text: &str, fact: &str) -> bool {
    const NEAR: usize = 420;
    let parts: Vec<String> = fact.split(" … ").map(|part| plain(part).to_lowercase()).collect();
    let (first, rest) = parts.split_first().unwrap();
    places(text, first).any(|at| {
        let mut from = at + first.len();
        rest.iter().all(|part| {
            let end = (from + NEAR..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
            let found = places(&text[from..end], part).next();
            found.is_some_and(|near| {
                from += near + part.len();
                true
            })
        })
    })
}

/// Where some words stand; a number that goes on at either end is another number.
fn places<'a>(text: &'a str, part: &'a str) -> impl Iterator<Item = usize> + 'a {
    let number = part.chars().all(|c| c.is_ascii_digit());
    text.match_indices(part).map(|(at, _)| at).filter(move |at| {
        let joins = |c: char| c.is_ascii_digit();
        let (before, after) = (text[..*at].chars().next_back(), text[at + part.len()..].chars().next());
        !number || (!before.is_some_and(joins) && !after.is_some_and(joins))
    })
}

fn facts() -> Vec<&'static str> {
    let list = include_str!("facts/lorenskog-arsrapport.txt");
    list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

fn missing(text: &str) -> Vec<&'static str> {
    facts().into_iter().filter(|fact| !says(text, fact)).collect()
}

#[test]
fn every_figure_and_answer_of_lorenskogs_report_stands_in_every_format() {
    assert!(facts().len() > 100);
    for format in [Format::Html, Format::Markdown, Format::Csv] {
        let text = words(&lorenskog(format), format);
        assert_eq!(missing(&text), Vec::<&str>::new(), "{format:?}");
    }
}

#[test]
fn every_figure_and_answer_of_lorenskogs_report_stands_on_its_page() {
    let pages = harness::example_pages();
    let page = &pages["planer/lorenskog/program-2012-2013/rapport/arsrapport-2012.html"];
    assert_eq!(missing(&Page::read(page).text().to_lowercase()), Vec::<&str>::new());
}

#[test]
fn a_number_that_is_part_of_another_is_not_found() {
    assert!(says("boligkjøp 20", "Boligkjøp … 20"));
    assert!(!says("boligkjøp i 2012", "Boligkjøp … 20"));
}

#[test]
fn every_figure_on_the_page_leads_to_its_indicator() {
    let pages = harness::example_pages();
    let page = Page::read(&pages["planer/lorenskog/program-2012-2013/rapport/arsrapport-2012.html"]);
    let to: BTreeSet<&str> = page.named("a").filter_map(|a| a.get("href")).map(String::as_str).collect();
    let (_, checked) = harness::example_site();
    let site = &checked.site;
    let placed = site.planer.iter().flat_map(|plan| &plan.indikatorer).filter(|row| row.skjema.is_some());
    let mut count = 0;
    for row in placed {
        // The result column of 1.1 has no figures in the source, only reasons.
        if row.maalinger.iter().any(|m| m.verdi.known().is_some()) {
            count += 1;
            let page = format!("indikator/{}.html", row.rad.id);
            assert!(to.iter().any(|href| href.ends_with(&page)), "{page}");
        }
    }
    assert_eq!(count, 18);
}

#[test]
fn the_page_and_its_files_stand_side_by_side() {
    let pages = harness::example_pages();
    let page = &pages["planer/lorenskog/program-2012-2013/rapport/arsrapport-2012.html"];
    for ending in ["md", "csv"] {
        assert!(page.contains(&format!("rapport/arsrapport-2012.{ending}\"")), "{ending}");
    }
}

#[test]
fn the_standalone_file_asks_nothing_of_any_other() {
    let html = lorenskog(Format::Html);
    let page = Page::read(&html);
    for (name, attributes) in page.tags() {
        assert!(!["script", "link", "img", "iframe", "object", "base"].contains(&name), "<{name}>");
        let href = attributes.get("href").map_or("#", String::as_str);
        assert!(href.starts_with('#'), "the example has no address, so nothing leads out: {href}");
        assert!(!attributes.contains_key("style") && !attributes.keys().any(|key| key.starts_with("on")));
    }
    assert!(!html.contains("url(") && !html.contains("@import"));
    assert!(html.contains("default-src 'none'") && html.starts_with("<!doctype html>\n<html lang=\"nb\">"));
    let mut ids = BTreeSet::new();
    for (_, attributes) in page.tags() {
        if let Some(id) = attributes.get("id") {
            assert!(ids.insert(id.clone()), "the id {id} twice");
        }
    }
    let levels = page.headings();
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
}

#[test]
fn a_site_that_knows_its_address_is_linked_to() {
    let text = format!("-- planverk.yaml --\nadresse: https://planer.example.no/\n{EKSEMPEL}");
    let (_, html) = made(&text, Rapporttype::Aar, "2012", Format::Html);
    assert!(
        html.contains("<a href=\"https://planer.example.no/planer/by/plan/indikator/ind-lan.html\">20</a>"),
        "{html}"
    );
    let (_, markdown) = made(&text, Rapporttype::Aar, "2012", Format::Markdown);
    assert!(markdown.contains("[20](<https://planer.example.no/planer/by/plan/indikator/ind-lan.html>)"), "{markdown}");
}

/// A small plan with a report that has one of each kind of answer.
const EKSEMPEL: &str = r#"-- plans/by/organisasjon.yaml --
navn: Eksempelkommune
-- plans/by/plan/plan.yaml --
tittel: Eksempelplan
periode: {fra: 2011, til: 2014}
hovedmål: [{id: mal-a, etikett: H1, tekst: Flere boliger}]
aktiviteter:
  - {id: akt-a, tekst: Bygge, mål: [mal-a], kostnad: {beløp: 5000}, tid: {fra: 2012, til: 2013}}
  - {id: akt-b, tekst: Samarbeide, samarbeid: [Nabokommunen]}
statusrader:
  - {emne: akt-a, dato: 2012-04-01, status: i_gang, tekst: "Tomten = kjøpt | klar", avvik: "<b>fet</b> og *skrå*"}
  - {emne: akt-a, dato: 2012-10-01, status: fullført, tekst: Bygget står.}
  - {emne: mal-a, dato: 2012-11-01, status: i_gang, tekst: Halvveis.}
indikatorer:
  - id: ind-behov
    navn: Boligbehov
    enhet: husstander
    skjema: "1.1 behov"
    målinger:
      - {dato: 2011-12-31, gruppe: Uten bolig, verdi: 11, kilde: Telling}
      - {dato: 2012-12-31, gruppe: Uten bolig, verdi: 12, kilde: Telling}
      - {dato: 2012-12-31, gruppe: B, verdi: 30, kilde: Telling}
      - {dato: 2012-12-31, gruppe: Uegnet bolig, verdi: 3, grunn: skjult, kilde: Telling}
      - {dato: 2012-12-31, gruppe: Andre, verdi: 77, kilde: Telling}
  - id: ind-lan
    navn: Lån
    enhet: antall
    skjema: C.1.1
    målinger:
      - {periode: 2012, verdi: 20, kilde: Register}
      - {periode: 2012, verdi: 21, kilde: Brev, merknad: =SUM(A1)}
      - {periode: 2011, verdi: 99, kilde: Register}
-- plans/by/plan/rapporter/arsrapport-2012.yaml --
type: år
år: 2012
per_dato: 2012-12-31
levert: 2013-02-01
svar:
  "A.1": "=HYPERLINK(1) [[akt-a]]"
  "A.2": {svar: ingen_tiltak, tekst: Begynner i 2013.}
  "A.3": {grunn: ukjent, merknad: Arkivet er tapt.}
  "B.1 strategisk": Vedtatt.
  "C.1.1": Bankene sier nei.
  "X.9": Utenfor skjemaet.
"#;

#[test]
fn an_answer_a_stated_nothing_a_stated_blank_and_silence_are_four_things() {
    let (document, markdown) = made(EKSEMPEL, Rapporttype::Aar, "2012", Format::Markdown);
    let of = |title: &str| {
        markdown.split(&format!("\n### {title}")).nth(1).unwrap().split("\n### ").next().unwrap().to_owned()
    };
    assert!(of("A.1").contains("HYPERLINK"));
    assert!(of("A.2").contains("*Ingen konkrete tiltak i perioden*\n\nBegynner i 2013."), "{markdown}");
    assert!(of("A.3").contains("*Svaret er ukjent*\n\nArkivet er tapt."));
    assert!(of("A.4").contains("*Ikke besvart*"));
    assert!(of("B.1").contains("#### Strategisk nivå\n\nVedtatt.\n\n#### Operativt nivå\n\n*Ikke besvart*"));
    assert!(markdown.contains("## Andre svar") && markdown.contains("Utenfor skjemaet."));
    let besvart = document.besvart;
    // A.1, A.2 and B.1 are answered; A.3 is blank; 3.1 and 3.2 are the plan's.
    assert_eq!((besvart.svar, besvart.blanke, besvart.planen, besvart.poster), (3, 1, 2, 22));
}

#[test]
fn the_plan_helps_only_where_nobody_has_answered() {
    let (_, markdown) = made(EKSEMPEL, Rapporttype::Aar, "2012", Format::Markdown);
    let b3 = markdown.split("### B.3").nth(1).unwrap().split("\n### ").next().unwrap();
    assert!(b3.contains("*Ikke besvart*") && b3.contains("- Samarbeide (Nabokommunen)"), "{b3}");
}

#[test]
fn figures_find_their_columns_and_a_sum_needs_every_part() {
    let (_, markdown) = made(EKSEMPEL, Rapporttype::Aar, "2012", Format::Markdown);
    // The year begins where the last ended, and says so; a withheld figure is told as one and keeps the sum away.
    assert!(
        markdown.contains("hos venner og kjente) | 11 husstander (31.12.2011) | 12 husstander | *ikke oppgitt* |"),
        "{markdown}"
    );
    assert!(markdown.contains("for liten) | *ikke oppgitt* | *skjult* | *ikke oppgitt* |"), "{markdown}");
    assert!(!markdown.contains("Sum, regnet ut"));
    assert!(markdown.contains("| Andre | *ikke oppgitt* | 77 husstander |"), "a group the form lacks is still there");
    assert!(
        markdown.contains("20 (2012) · 21 (2012)") && !markdown.contains("99"),
        "both sources, and not last year's"
    );
    assert!(markdown.contains("Bankene sier nei."));
}

#[test]
fn a_cell_is_told_as_one_row_of_the_spreadsheet_and_runs_no_formula() {
    let (_, csv) = made(EKSEMPEL, Rapporttype::Aar, "2012", Format::Csv);
    assert!(csv.starts_with("\u{feff}organisasjon;plan;dokument;seksjon;punkt;"));
    let (rows, columns) = records(&csv);
    assert!(rows.iter().all(|row| row.len() == columns), "every row has {columns} cells");
    let cell = |row: &Vec<String>, name: &str| row[rows[0].iter().position(|n| n == name).unwrap()].clone();
    let figures: Vec<(String, String, String)> = rows
        .iter()
        .filter(|row| cell(row, "punkt") == "C.1.1" && cell(row, "slag") == "tall")
        .map(|row| (cell(row, "tall"), cell(row, "id"), cell(row, "kilde")))
        .collect();
    let figure = |n: &str, from: &str| (n.to_owned(), "ind-lan".to_owned(), from.to_owned());
    assert_eq!(figures, [figure("20", "Register"), figure("21", "Brev")]);
    for row in &rows {
        assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t'])), "{row:?}");
    }
    let kinds = |nr: &str| -> Vec<String> {
        rows.iter().filter(|row| cell(row, "punkt") == nr).map(|row| cell(row, "slag")).collect()
    };
    assert_eq!(kinds("A.2"), ["ingen_tiltak", "svar"]);
    assert_eq!((kinds("A.3"), kinds("A.4")), (vec!["blank".to_owned()], vec!["ikke_besvart".to_owned()]));
}

/// The rows of a CSV file, and how many cells the first has.
fn records(csv: &str) -> (Vec<Vec<String>>, usize) {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = csv.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ';' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    let columns = rows[0].len();
    (rows, columns)
}

#[test]
fn text_from_the_author_never_becomes_markup_or_ends_a_table() {
    let (_, html) = made(EKSEMPEL, Rapporttype::Aar, "2012", Format::Html);
    assert!(!html.contains("<b>fet</b>"));
    let (_, markdown) = made(EKSEMPEL, Rapporttype::Aar, "2012", Format::Markdown);
    assert!(markdown.contains("Tomten = kjøpt \\| klar") && markdown.contains("\\<b\\>fet"), "{markdown}");
    assert!(!markdown.contains("[[") && !markdown.contains("akt-a"), "references are written out");
}

#[test]
fn shorter_reports_hold_their_part_of_the_form() {
    let headings = |slag, period| {
        let (_, text) = made(EKSEMPEL, slag, period, Format::Markdown);
        let found: Vec<String> = text
            .lines()
            .filter_map(|line| line.strip_prefix("### "))
            .map(|title| title.split(' ').next().unwrap().to_owned())
            .collect();
        (found, text)
    };
    let (half, text) = headings(Rapporttype::Halvaar, "2012-H1");
    assert_eq!(half, ["3.1", "3.2"]);
    // As of the end of the half-year: begun, not finished; and what was planned and what it costs.
    assert!(text.contains("| Bygge | i gang | 2012–2013 | 5 000 kr | Tomten"), "{text}");
    assert!(!text.contains("Bygget står."));
    assert!(text.contains("Utkast: ingen lagret rapport for 1. halvår 2012"));
    assert_eq!(headings(Rapporttype::Tertial, "2012-T3").0, ["3.2"]);
    let (whole, text) = headings(Rapporttype::Slutt, "2012");
    assert_eq!(whole.len(), 24);
    // Over the whole time: every year's figures, and how it ended at the last count.
    assert!(text.contains("20 (2012) · 21 (2012) · 99 (2011)"), "{text}");
    assert!(text.contains("| 12 husstander (31.12.2012) |"), "{text}");
}

#[test]
fn a_part_of_the_year_holds_no_figure_of_the_whole_and_the_end_holds_every_count() {
    let text = "-- plans/by/organisasjon.yaml --\nnavn: Eksempelkommune
-- plans/by/plan/plan.yaml --
tittel: Plan
periode: {fra: 2012, til: 2013-05}
organer: [{id: organ-pl, navn: Programleder, type: programleder}, {id: organ-pa, navn: Kommunalsjefen, type: programansvarlig}]
indikatorer:
  - {id: ind-moeter, navn: Møter, enhet: antall, skjema: '3.2', målinger: [{periode: 2012, verdi: 7}, {periode: 2012-H1, verdi: 3}]}
  - {id: ind-stoette, navn: Bostøtte, enhet: antall, skjema: C.1.7, målinger: [{dato: 2012-01, verdi: 625}, {dato: 2012-12, verdi: 622}]}
";
    let (_, half) = made(text, Rapporttype::Halvaar, "2012-H1", Format::Markdown);
    assert!(half.contains("| Møter | 1\\. halvår 2012 | 3 |") && !half.contains("| 7 |"), "{half}");
    assert!(half.contains("| Programleder | *ikke oppgitt* |"), "a role's own name is nobody's: {half}");
    assert!(half.contains("| Programansvarlig | Kommunalsjefen |"), "{half}");
    let (_, whole) = made(text, Rapporttype::Slutt, "2012", Format::Markdown);
    assert!(whole.contains("625 (januar 2012) · 622 (desember 2012)"), "{whole}");
    let (_, year) = made(text, Rapporttype::Aar, "2012", Format::Markdown);
    assert!(year.contains("| Møter | 2012 | 7 |") && year.contains("| Møter | 1\\. halvår 2012 | 3 |"), "{year}");
}

#[test]
fn a_draft_sees_nothing_that_came_after_its_date() {
    let text = EKSEMPEL.split("-- plans/by/plan/rapporter/").next().unwrap();
    let sources = harness::in_memory(text);
    let early = harness::checked_as(text, planverk::config::Utgave::Offentlig, jiff::civil::date(2012, 6, 30));
    let (document, markdown) = of(&sources, &early, Rapporttype::Aar, "2012", Format::Markdown);
    assert_eq!(document.per_dato, "2012-06-30");
    assert!(markdown.contains("| Bygge | i gang |") && !markdown.contains("Bygget står."), "{markdown}");
    assert!(markdown.contains("11 husstander") && !markdown.contains("12 husstander"));
}

#[test]
fn a_withheld_figure_is_shown_in_the_internal_edition_and_marked() {
    let sources = harness::in_memory(EKSEMPEL);
    let intern = harness::checked_as(EKSEMPEL, planverk::config::Utgave::Intern, harness::TODAY);
    let (_, markdown) = of(&sources, &intern, Rapporttype::Aar, "2012", Format::Markdown);
    assert!(markdown.contains("3 husstander (skjult i den offentlige utgaven)"), "{markdown}");
    assert!(markdown.contains("| Sum, regnet ut av de tre | – | 45 husstander (regnet ut) |"), "{markdown}");
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for format in [Format::Html, Format::Markdown, Format::Csv] {
        assert_eq!(lorenskog(format), lorenskog(format));
    }
}

#[test]
fn the_whole_plan_holds_every_item_of_the_plan_in_every_format() {
    let (sources, checked) = harness::example_site();
    for plan in checked.site.plan_ids() {
        for format in [Format::Html, Format::Markdown, Format::Csv] {
            let text = document(sources, checked, |world| {
                let language = world.plan_language(plan);
                let whole =
                    planverk::derive::helplan::helplan(world.site, world.config, language, plan, world.derived.date);
                String::from_utf8(write(world, &whole, format)).unwrap()
            });
            let bare = |text: &str| plain(&text.replace(['*', '|', '"', ';', '#'], " "));
            let text = bare(&words(&text.unwrap(), format));
            for item in checked.site.register.all_of_plan(plan) {
                let about = checked.site.item(item);
                // A report is a document of its own; a printed matrix without rows has nothing to show.
                if matches!(about.kind, Kind::Rapport | Kind::Kilde) {
                    continue;
                }
                let title = bare(&about.title).to_lowercase();
                assert!(text.contains(&title), "{format:?}: {} «{}»", about.key, about.title);
            }
        }
    }
}

#[test]
fn a_chapter_in_markdown_names_what_its_page_names_also_over_two_lines() {
    let by = |name: &str| {
        format!(
            "-- plans/{name}/organisasjon.yaml --\nnavn: Eksempelkommune {name}\n-- plans/{name}/plan/plan.yaml --\n\
             tittel: Plan {name}\naktiviteter:\n  - {{id: akt-1, tekst: Bygge {name}}}\n  - {{id: akt-2, tekst: Hemmelig, tilgang: intern}}\n\
             -- plans/{name}/plan/kapittel.md --\n---\ntittel: Kapittel\n---\nBakgrunn\n========\n\nSe [[akt-1]] og\n\
             [[akt-2|det\nandre]].\n"
        )
    };
    let folder = Folder::with(&(by("alfa") + &by("beta")));
    let ran = folder.planverk(&["report", "plan", "--plan", "beta/plan", "--format", "md"]);
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.out.contains("## Kapittel\n\n## Bakgrunn\n\nSe Bygge beta og\ndet\nandre.\n"), "{}", ran.out);
    assert!(!ran.out.contains("akt-2"), "{}", ran.out);
}

/// A made-up plan as a whole, in a format.
fn whole(text: &str, format: Format) -> String {
    let sources = harness::in_memory(text);
    let checked = harness::checked(text);
    assert!(!checked.has_errors(), "{:#?}", checked.found);
    let made = document(&sources, &checked, |world| {
        let (site, config, dato) = (world.site, world.config, world.derived.date);
        let plan = site.plan_ids().next().unwrap();
        write(world, &helplan(site, config, world.plan_language(plan), plan, dato), format)
    });
    breaking(&String::from_utf8(made.unwrap()).unwrap())
}

#[test]
fn the_whole_plan_counts_as_its_page_does_what_has_left_it_not_at_all() {
    let text = whole(
        r#"
-- planverk.yaml --
tittel: Prøve
-- plans/by/organisasjon.yaml --
navn: Eksempelkommune
-- plans/by/en/plan.yaml --
tittel: Eksempelplan
endringslogg: [{dato: 2011-01-01, versjon: "1", tekst: Første.}, {dato: 2012-07-01, versjon: "2", tekst: Rullert.}]
aktiviteter:
  - {id: akt-hel, tekst: Varig oppgave, status: i_gang}
  - {id: akt-ut, tekst: Gammel oppgave, status: fullført, utgått_i_versjon: "2"}
"#,
        Format::Markdown,
    );
    assert!(text.contains("0 av 1 aktivitet er fullført"), "{text}");
    let row = text.lines().find(|line| line.starts_with("| Gammel oppgave")).unwrap();
    assert!(row.ends_with("| utgått av planen |"), "{row}");
}

#[test]
fn a_report_offers_as_answers_only_what_is_part_of_the_plan() {
    let text = r#"
-- planverk.yaml --
tittel: Prøve
-- plans/by/organisasjon.yaml --
navn: Eksempelkommune
-- plans/by/en/plan.yaml --
tittel: Eksempelplan
endringslogg: [{dato: 2011-01-01, versjon: "1", tekst: Første.}, {dato: 2012-07-01, versjon: "2", tekst: Rullert.}]
virkemidler: [{id: v-1, navn: Startlån}, {id: v-2, navn: Gammelt lån}]
aktiviteter:
  - {id: akt-hel, tekst: Varig oppgave, virkemidler: [v-1], samarbeid: [Nav]}
  - {id: akt-ut, tekst: Gammel oppgave, virkemidler: [v-1, v-2], samarbeid: [Husbanken], utgått_i_versjon: "2"}
"#;
    let (_, text) = made(text, Rapporttype::Aar, "2012", Format::Markdown);
    assert!(text.contains("- Startlån (1 aktivitet)"), "{text}");
    assert!(text.contains("- Varig oppgave (Nav)"), "{text}");
    assert!(!text.contains("Gammelt lån") && !text.contains("- Gammel oppgave"), "{text}");
}

#[test]
fn a_group_the_form_has_no_row_for_gets_one_row_however_often_it_was_counted() {
    let text = r#"
-- planverk.yaml --
tittel: Prøve
-- plans/by/organisasjon.yaml --
navn: Eksempelkommune
-- plans/by/en/plan.yaml --
tittel: Eksempelplan
indikatorer:
  - id: ind-1
    navn: Behov
    skjema: "1.1 behov"
    målinger:
      - {dato: 2012-01-01, gruppe: Første, verdi: 1}
      - {dato: 2012-01-01, gruppe: Andre, verdi: 2}
      - {dato: 2012-12-31, gruppe: Første, verdi: 3}
      - {dato: 2012-12-31, gruppe: Andre, verdi: 4}
"#;
    let (_, text) = made(text, Rapporttype::Aar, "2012", Format::Markdown);
    for row in ["| Første | 1 | 3 |", "| Andre | 2 | 4 |"] {
        assert_eq!(text.matches(row).count(), 1, "{text}");
    }
}

#[test]
fn a_report_of_half_a_year_knows_nothing_of_what_was_decided_in_the_other_half() {
    let site = r"
-- planverk.yaml --
tittel: Prøve
-- plans/by/organisasjon.yaml --
navn: Eksempelkommune
-- plans/by/en/plan.yaml --
tittel: Eksempelplan
hovedmål: [{id: mal-1, tekst: Egne hjem.}]
aktiviteter: [{id: akt-1, tekst: Kartlegge., mål: mal-1}]
vedtak:
  - {id: vedtak-1, tekst: Vedtatt om våren., dato: 2012-05-10, gjelder: mal-1}
  - {id: vedtak-2, tekst: Vedtatt til jul., dato: 2012-12-10, gjelder: mal-1}
";
    let stored = "-- plans/by/en/rapporter/h1.yaml --\ntype: halvår\når: 2012-H1\nper_dato: 2012-06-30\n";
    for text in [site.to_owned(), format!("{site}{stored}")] {
        let (_, text) = made(&text, Rapporttype::Halvaar, "2012-H1", Format::Markdown);
        assert!(text.contains("Vedtatt om våren.") && !text.contains("Vedtatt til jul."), "{text}");
    }
    let (_, year) = made(site, Rapporttype::Aar, "2012", Format::Markdown);
    assert!(year.contains("Vedtatt til jul."), "{year}");
}

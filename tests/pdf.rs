//! PDF files: everything the document says is read aloud in its order, headings are bookmarks, tables have headings, the
//! standards are named, the same document is the same bytes, and hostile text stays text. Only with the feature `pdf`.

#![cfg(feature = "pdf")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod harness;
#[path = "harness/paper.rs"]
mod paper;

use std::sync::OnceLock;

use harness::Folder;
use harness::page::{Page, plain};
use paper::{Node, Paper};
use planverk::build::{Checked, document};
use planverk::derive::dokument::{Blokk, Celle, Dokument, Innhold, Linje};
use planverk::derive::helplan::helplan;
use planverk::diag::Diagnostic;
use planverk::document::pdf::{self, Pdf};
use planverk::document::{Format, write};
use planverk::page::innsikt::rapport;
use planverk::resolve::item::PlanId;
use planverk::source::SourceSet;
use rayon::prelude::*;

/// What is made of a site: each document in PDF, and in HTML to compare with.
struct Made {
    document: Dokument,
    pdf: Pdf,
    paper: Paper,
    html: String,
}

/// The whole plan.
fn whole_plan(sources: &SourceSet, checked: &Checked, plan: PlanId) -> Made {
    document(sources, checked, |world| {
        let (site, config, dato) = (world.site, world.config, world.derived.date);
        made(world, helplan(site, config, world.plan_language(plan), plan, dato))
    })
    .unwrap()
}

fn made(world: &planverk::page::world::World, document: Dokument) -> Made {
    let pdf = pdf::write(world, &document).map_err(|fault| fault.message.clone()).unwrap();
    let html = String::from_utf8(write(world, &document, Format::Html)).unwrap();
    let paper = Paper::read(&pdf.bytes);
    Made { document, pdf, paper, html }
}

/// Every plan of the example, and last Lørenskog's annual report. Made once.
fn example_documents() -> &'static [Made] {
    static MADE: OnceLock<Vec<Made>> = OnceLock::new();
    MADE.get_or_init(|| {
        let (sources, checked) = harness::example_site();
        let plans: Vec<PlanId> = checked.site.plan_ids().collect();
        let mut all: Vec<Made> = plans.into_par_iter().map(|plan| whole_plan(sources, checked, plan)).collect();
        let report = document(sources, checked, |world| {
            let item = world.site.register.iter().find(|(_, item)| item.key == "arsrapport-2012").unwrap().0;
            made(world, rapport::dokument(world, item).unwrap())
        });
        all.push(report.unwrap());
        all
    })
}

/// Lørenskog's annual report.
fn report() -> &'static Made {
    example_documents().last().unwrap()
}

/// A made-up plan of one text.
fn of_text(text: &str) -> (Made, SourceSet, Vec<Diagnostic>) {
    let sources = harness::in_memory(text);
    let checked = harness::checked(text);
    assert!(!checked.has_errors(), "{:#?}", checked.found);
    let made = whole_plan(&sources, &checked, checked.site.plan_ids().next().unwrap());
    let found = made.pdf.found.clone();
    (made, sources, found)
}

/// Words without the spaces between them: where a line is broken is nobody's words.
fn close(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{ad}' | '\u{200b}'))
        .collect::<String>()
        .replace('\u{2011}', "-")
}

/// What a document says in plain words, in reading order; Markdown is left to the comparison with HTML.
fn said(document: &Dokument) -> Vec<String> {
    fn line(line: &Linje, out: &mut Vec<String>) {
        if let Innhold::Ord(words) = &line.innhold {
            out.push(words.clone());
        }
        out.push(line.tillegg.clone());
    }
    fn cell(cell: &Celle, out: &mut Vec<String>) {
        cell.linjer.iter().for_each(|one| line(one, out));
    }
    let mut out = vec![document.tittel.clone(), document.organisasjon.clone()];
    for (name, value) in &document.fakta {
        out.push(name.clone());
        cell(value, &mut out);
    }
    out.extend(document.ingress.iter().cloned());
    for section in &document.seksjoner {
        out.extend([section.tittel.clone(), section.ingress.clone()]);
        for block in &section.blokker {
            match block {
                Blokk::Overskrift { tekst, .. }
                | Blokk::Avsnitt(tekst)
                | Blokk::FraPlanen(tekst)
                | Blokk::Merknad(tekst)
                | Blokk::Del(tekst) => out.push(tekst.clone()),
                Blokk::Liste(cells) => cells.iter().for_each(|one| cell(one, &mut out)),
                Blokk::Tabell(table) => {
                    out.extend(table.kolonner.iter().map(|column| column.tittel.clone()));
                    for row in &table.rader {
                        row.celler.iter().for_each(|one| cell(one, &mut out));
                    }
                }
                _ => {}
            }
        }
    }
    out.retain(|words| !words.trim().is_empty());
    out
}

#[test]
fn everything_a_document_says_is_read_aloud_in_its_order() {
    for made in example_documents() {
        let paper = &made.paper;
        let text = close(&paper.text());
        let mut from = 0;
        for words in said(&made.document) {
            let wanted = close(&words);
            let found = text[from..].find(&wanted);
            let near: String = text[from..].chars().take(300).collect();
            from += found.unwrap_or_else(|| panic!("{}: «{words}» is not after: {near}", made.document.tittel));
            from += wanted.len();
        }
    }
}

#[test]
fn no_word_of_the_html_is_missing() {
    for made in example_documents() {
        let paper = &made.paper;
        let text = close(&paper.text());
        let missing: Vec<String> = Page::read(&made.html)
            .text()
            .split_whitespace()
            .map(close)
            .filter(|word| !text.contains(word.as_str()))
            .collect();
        assert_eq!(missing, Vec::<String>::new(), "{}", made.document.tittel);
    }
}

#[test]
fn every_figure_and_answer_of_lorenskogs_report_is_read_aloud() {
    let text = plain(&report().paper.text()).to_lowercase();
    let list = include_str!("facts/lorenskog-arsrapport.txt");
    let facts: Vec<&str> = list.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    assert!(facts.len() > 100);
    // The order of the parts of a fact is `rapport.rs`'s to see; here none of its words may be lost.
    let lost = |fact: &&&str| fact.split(" … ").any(|part| !close(&text).contains(&close(&plain(part).to_lowercase())));
    let missing: Vec<&&str> = facts.iter().filter(lost).collect();
    assert_eq!(missing, Vec::<&&str>::new());
}

#[test]
fn the_same_document_is_the_same_bytes() {
    let (sources, checked) = harness::example_site();
    let plan = checked.site.plan_ids().next().unwrap();
    assert!(whole_plan(sources, checked, plan).pdf.bytes == example_documents()[0].pdf.bytes);
}

#[test]
fn the_file_says_which_standards_it_keeps_and_what_it_is() {
    for made in example_documents() {
        let paper = &made.paper;
        for wanted in
            ["<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<", "<dc:title>", "<xmp:CreatorTool>Planverk"]
        {
            assert!(paper.xmp.contains(wanted), "{wanted}: {}", paper.xmp);
        }
        assert!(paper.xmp.contains(&made.document.organisasjon), "the author is named");
        assert!(paper.xmp.contains(&format!("<xmp:CreateDate>{}", made.document.per_dato)), "{}", paper.xmp);
        assert_eq!(paper.lang, "nb-NO");
    }
}

#[test]
fn headings_are_bookmarks_and_none_skips_a_level() {
    for made in example_documents() {
        let paper = &made.paper;
        let level = |node: &&Node| node.tag.strip_prefix('H').and_then(|n| n.parse::<usize>().ok());
        let headings: Vec<(usize, String)> =
            paper.nodes().iter().filter_map(|node| Some((level(node)?, close(&node.text())))).collect();
        assert!(headings.iter().all(|(_, words)| !words.is_empty()), "{headings:?}");
        assert_eq!(headings.first().map(|(level, _)| *level), Some(1));
        assert!(headings.windows(2).all(|pair| pair[1].0 <= pair[0].0 + 1), "{headings:?}");
        let bookmarks: Vec<(usize, String)> =
            paper.bookmarks.iter().map(|(level, title)| (*level, close(title))).collect();
        // The heading of the contents is no bookmark: the bookmarks are the contents.
        assert_eq!(bookmarks, headings[1..]);
        let sections: Vec<String> = made.document.seksjoner.iter().map(|section| close(&section.tittel)).collect();
        let first: Vec<String> =
            bookmarks.into_iter().filter(|(level, _)| *level == 1).map(|(_, title)| title).collect();
        assert_eq!(first, sections);
    }
}

#[test]
fn every_table_has_headings_for_its_columns_and_its_rows() {
    for made in example_documents() {
        let paper = &made.paper;
        let wanted =
            made.document.seksjoner.iter().flat_map(|s| &s.blokker).filter(|b| matches!(b, Blokk::Tabell(_))).count();
        let tables = paper.tagged("Table");
        assert!(tables.len() > wanted, "the cover is a table too");
        for (at, table) in tables.iter().enumerate() {
            let mut cells = Vec::new();
            table_cells(table, &mut cells);
            let columns = cells.iter().filter(|cell| cell.scope.as_deref() == Some("Column")).count();
            assert!(at == 0 || columns > 0, "{}", table.text());
            let rows: Vec<&&Node> = cells.iter().filter(|cell| cell.scope.as_deref() == Some("Row")).collect();
            assert!(!rows.is_empty(), "{}", table.text());
            assert!(cells.iter().all(|cell| cell.tag == "TD" || cell.scope.is_some()));
        }
    }
}

fn table_cells<'n>(node: &'n Node, into: &mut Vec<&'n Node>) {
    for kid in &node.kids {
        if let paper::Kid::Node(kid) = kid {
            if matches!(kid.tag.as_str(), "TH" | "TD") {
                into.push(kid);
            }
            table_cells(kid, into);
        }
    }
}

#[test]
fn every_drawing_says_in_words_what_it_shows() {
    let mut count = 0;
    for made in example_documents() {
        let paper = &made.paper;
        for figure in paper.tagged("Figure") {
            count += 1;
            let alt = figure.alt.as_deref().unwrap_or_default();
            assert!(alt.len() > 20, "{alt:?}");
        }
    }
    assert!(count >= 5, "{count}");
}

#[test]
fn every_page_after_the_cover_says_which_it_is() {
    for made in example_documents() {
        let paper = &made.paper;
        for (at, artifacts) in paper.artifacts.iter().enumerate() {
            let own = format!("Side {} av {}", at + 1, paper.pages);
            assert_eq!(close(artifacts).contains(&close(&own)), at > 0, "page {}: {artifacts}", at + 1);
        }
    }
}

#[test]
fn wide_tables_lie_down_and_the_rest_stands() {
    let made = example_documents().iter().find(|made| made.document.organisasjon == "Bydel Grorud").unwrap();
    let paper = &made.paper;
    let lying = paper.sizes.iter().filter(|(width, height)| width > height).count();
    assert!(lying > 3 && lying < paper.pages - 3, "{lying} of {}", paper.pages);
}

const PLAN: &str = "-- plans/by/organisasjon.yaml --\nnavn: Eksempelkommune\n";

#[test]
fn hostile_text_stays_text() {
    let hostile = [
        "#import \"x.typ\": y",
        "#(panic(\"au\"))",
        "$ x^2 $ \\ ] [ } { * _ ` @ref <merke> // /* ~",
        "= Overskrift #sys.inputs",
        "- liste",
        "https://eksempel.no/#read(\"/etc/passwd\")",
        // Drawn from right to left; the letters are in the file as they stand on paper.
        "םלוע םולש",
    ];
    let word = "x".repeat(120);
    let written = |text: &str| if text.is_ascii() { text.to_owned() } else { text.chars().rev().collect() };
    let list = hostile.map(|text| format!("  - '{}'\n", written(text))).concat();
    let text = format!(
        "{PLAN}-- plans/by/plan/plan.yaml --\ntittel: '#panic() ]$\\ plan'\nbrukes_til:\n{list}-- plans/by/plan/aktiviteter.yaml --\naktiviteter:\n- id: a\n  tekst: '{word}'\n  samarbeid: ['{word}', '#import', '$']\n"
    );
    let (made, ..) = of_text(&text);
    let paper = &made.paper;
    let read = close(&paper.text());
    for text in hostile.iter().copied().chain([word.as_str(), "#panic() ]$\\ plan"]) {
        assert!(read.contains(&close(text)), "{text}: {read}");
    }
    assert!(paper.bookmarks.len() > 1);
}

#[test]
fn a_letter_that_no_face_has_is_spelled_out_and_told_with_its_place() {
    let text = format!("{PLAN}-- plans/by/plan/plan.yaml --\ntittel: Eksempelplan\nbeskrivelse: Et hus 🏠 og مرحبا.\n");
    let (made, sources, found) = of_text(&text);
    let read = made.paper.text();
    assert!(read.contains("Et hus [U+1F3E0] og [U+0645 U+0631 U+062D U+0628 U+0627]."), "{read}");
    assert!(found.len() == 6 && found.iter().all(|one| one.code == "rapport/tegn"), "{found:#?}");
    let house = found.iter().find(|one| one.message.contains("U+1F3E0")).unwrap();
    assert_eq!(harness::place(house, &sources), "plans/by/plan/plan.yaml:2:21 rapport/tegn");
}

#[test]
fn a_table_with_more_columns_than_a_sheet_can_hold_is_cut_and_loses_nothing() {
    let numbered = |word: &str| (1..=24).map(|n| format!(" {word}{n} |")).collect::<Vec<_>>().concat();
    let head = numbered("Kolonne");
    let rule = " --- |".repeat(24);
    let row = numbered("rutetekst");
    let chapter = format!("---\ntittel: Bredt\n---\n\nTabell: Bred\n\n|{head}\n|{rule}\n|{row}\n");
    let text =
        format!("{PLAN}-- plans/by/plan/plan.yaml --\ntittel: Eksempelplan\n-- plans/by/plan/bredt.md --\n{chapter}");
    let (made, ..) = of_text(&text);
    let paper = &made.paper;
    let read = paper.text();
    assert!((1..=24).all(|n| read.contains(&format!("rutetekst{n}"))), "{read}");
    assert!(read.contains("(fortsatt)"), "{read}");
    let first = read.matches("rutetekst1 ").count();
    assert!(first > 1, "the first column is repeated: {read}");
}

#[test]
fn a_row_taller_than_a_sheet_is_divided_and_loses_nothing() {
    let words = (0..3000).map(|n| format!("ord{n} ")).collect::<Vec<_>>().concat();
    let text = format!(
        "{PLAN}-- plans/by/plan/plan.yaml --\ntittel: Eksempelplan\n-- plans/by/plan/aktiviteter.yaml --\naktiviteter:\n- id: a\n  tekst: Aktivitet\n  samarbeid: ['{}']\n",
        words.trim()
    );
    let (made, ..) = of_text(&text);
    let paper = &made.paper;
    assert!(close(&paper.text()).contains(&close(&words)));
    assert!(paper.pages > 4);
}

#[test]
fn the_command_writes_the_file_and_says_what_it_wrote() {
    let folder = Folder::new();
    let source = harness::example().to_str().unwrap();
    let words =
        ["report", "årsrapport", "--plan", "lorenskog", "--period", "2012", "--format", "pdf", "--out", "rapport.pdf"];
    let ran = folder.planverk(&[&words[..], &["--source", source]].concat());
    assert_eq!(ran.code, 0, "{ran}");
    assert!(ran.err.contains("Skrev Årsrapport 2012"), "{ran}");
    let written = std::fs::read(folder.path("rapport.pdf")).unwrap();
    assert!(written == report().pdf.bytes, "the command and the library write the same file");
}

//! How well the search finds, measured on judged questions (`tests/search/sporsmaal.tsv`), and that bad input is met
//! quickly and sanely. `cargo test --test search -- --nocapture` prints the table.

#[path = "search/judged.rs"]
mod judged;

use judged::{Collection, EXAMPLE, SERVICES};
use planverk::search::rank::search;
use planverk::search::reader::{Index, Reader};
use planverk::search::weights::{Building, Weights};
use proptest::prelude::*;

fn example(building: &Building) -> Index {
    EXAMPLE.index(building)
}

/// `VIS=still` shows every question that did not get all it could, with the hits and what was missed; `SJEKK=1` prints
/// the figures of the halves that are only looked at in the end.
#[test]
fn judged_questions_are_answered() {
    let show = std::env::var("VIS").unwrap_or_default();
    for (collection, least) in [(EXAMPLE, 0.74), (SERVICES, 0.90)] {
        let reader = Reader::new(collection.index(&Building::default()));
        let scores = collection.measure(&reader, &mut |judged, share, hits, missing| {
            if show != if judged.tuning { "still" } else { "sjekk" } || share > 0.98 {
                return;
            }
            println!("{} {} {share:.2} «{}»", collection.name, judged.kind, judged.query);
            for (grade, url, score) in hits {
                println!("      {grade} {score:>9} {url}");
            }
            println!("      mangler {}", missing.join(", "));
        });
        println!("{:<20} still {}", collection.name, scores.line(true));
        if std::env::var_os("SJEKK").is_some() {
            println!("{:<20} sjekk {}", collection.name, scores.line(false));
        }
        let mean = scores.mean(true);
        assert!(mean.ndcg > least && mean.first > 0.90 && mean.third > 0.96 && mean.none == 0, "{}", scores.line(true));
    }
}

type Change = fn(&mut Weights);

/// Each rule taken away by itself, on the halves that may be looked at.
#[test]
#[ignore = "slow: one index for every switch; run it to see what each rule gives"]
fn every_rule_gives_something() {
    let normal = Building::default();
    let ways = [
        ("alt", normal.clone()),
        ("uten sammensetninger", Building { split: false, ..normal.clone() }),
        ("uten regel for -er", Building { agents: false, ..normal.clone() }),
        ("uten synonymer", Building { synonyms: false, ..normal.clone() }),
        ("uten nynorsk", Building { nynorsk: false, ..normal.clone() }),
        ("uten feltvekter", Building { fields: [1.0; 3], ..normal.clone() }),
        ("uten lengder", Building { lengths: [0.0; 3], ..normal.clone() }),
        ("uten tittelens første ord", Building { first: 1.0, ..normal }),
    ];
    let changes: [(&str, Change); 12] = [
        ("uten deler", |w| w.part = 0),
        ("uten deling av spørringen", |w| (w.split, w.split_all, w.split_one) = (0, 0, 0)),
        ("uten sammenstilling", |w| w.joined = 0),
        ("uten flere grunner", |w| w.more = 0),
        ("uten synonymer (vekt)", |w| w.synonym = 0),
        ("uten avledninger", |w| w.derived = 0),
        ("uten dekning", |w| w.coverage_floor = 100),
        ("uten tittel", |w| w.title = 0),
        ("uten nærhet", |w| w.near = 0),
        ("uten spørreord (type)", |w| w.ask = 0),
        ("uten spørreord (ord)", |w| w.ask_word = 0),
        ("uten forstavelse", |w| w.prefix_limit = 0),
    ];
    let line = |collection: &Collection, name: &str, index: Index| {
        let scores = collection.measure(&Reader::new(index), &mut |_, _, _, _| {});
        println!("{:<20} {name:<28} {}", collection.name, scores.line(true));
    };
    for collection in [EXAMPLE, SERVICES] {
        for (name, building) in &ways {
            line(&collection, name, collection.index(building));
        }
        let mut index = collection.index(&Building::default());
        let standard = index.start.weights.clone();
        for (name, change) in changes {
            index.start.weights = standard.clone();
            change(&mut index.start.weights);
            line(&collection, name, index.clone());
        }
    }
}

/// Written text, its words, their stems and their skeletons: the browser's script is held to the same lines.
#[test]
fn words_are_understood_as_the_vectors_say() {
    use planverk::search::analyse::{skeleton, stem, tokenise};
    let lines: Vec<&str> = include_str!("search/vektorer.txt").lines().filter(|line| !line.starts_with('#')).collect();
    assert!(lines.len() >= 500, "{}", lines.len());
    for line in lines {
        let text = line.split('\t').next().unwrap_or_default();
        let words = tokenise(text);
        let all = |of: &dyn Fn(&str) -> String| words.iter().map(|word| of(&word.text)).collect::<Vec<_>>().join(" ");
        let own = [text.to_owned(), all(&str::to_owned), all(&stem), all(&skeleton)].join("\t");
        assert_eq!(own, line);
    }
}

#[test]
fn bad_input_is_answered_quickly() {
    let index = Reader::new(example(&Building::default()));
    let long = "bolig".repeat(2000);
    let many = "plan for boliger til alle ".repeat(100);
    let queries = [
        "",
        " ",
        "?",
        "«»",
        "🏠🏠🏠",
        "\u{202e}gilob",
        "<script>alert(1)</script>",
        "\"",
        "'; --",
        "a",
        "å",
        "0",
        "\u{0}",
        "og i på",
        &long,
        &many,
        "ﬀ ǅ İ ß",
        "مرحبا",
        "房子",
    ];
    for query in queries {
        let start = std::time::Instant::now();
        let answer = search(&index, query);
        let shown: String = query.chars().take(20).collect();
        assert!(start.elapsed().as_millis() < 1500, "{shown}");
        assert!(answer.hits.iter().all(|hit| hit.document < index.start.documents));
    }
    assert!(search(&index, &many).ignored > 0);
    assert!(search(&index, "").hits.is_empty());
}

#[test]
fn a_slip_is_corrected_and_said() {
    let index = Reader::new(example(&Building::default()));
    let answer = search(&index, "boligkontro");
    assert_eq!(answer.corrected, [("boligkontro".to_owned(), "boligkontor".to_owned())]);
    assert!(!answer.hits.is_empty());
}

#[test]
fn the_index_is_the_same_every_time() {
    assert_eq!(example(&Building::default()), example(&Building::default()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_the_words(text in "\\PC{0,200}") {
        for word in planverk::search::analyse::tokenise(&text) {
            prop_assert!(text.is_char_boundary(word.start) && text.is_char_boundary(word.end));
            planverk::search::analyse::stem(&word.text);
            planverk::search::analyse::skeleton(&word.text);
        }
    }

    #[test]
    fn no_lines_break_the_reading(lines in proptest::collection::vec("\\PC{0,60}", 0..8), query in "\\PC{0,40}") {
        let mut index = Index { terms: vec![lines.clone()], vocabulary: vec![lines], ..Index::default() };
        index.start.terms = "A".into();
        index.start.documents = 5;
        search(&Reader::new(index), &query);
    }
}

//! Hostile and damaged input through the whole reading and checking: whatever comes in, findings come out, never a panic.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod harness;

use std::fs;
use std::path::Path;

use harness::{TODAY, example, options};
use planverk::build::check;
use planverk::config::Utgave;
use planverk::diag::render;
use planverk::source::SourceSet;
use proptest::prelude::*;
use proptest::sample::Index;

/// Reads and checks both editions, and draws every finding: positions must lie in the text.
fn survive(files: &[(&str, &str)]) {
    let sources = SourceSet::from_memory(files);
    for utgave in [Utgave::Offentlig, Utgave::Intern] {
        let checked = check(&sources, options(utgave, TODAY), Vec::new());
        let _ = render::tekst(&checked.found, &sources, false);
        let _ = render::kort(&checked.found, &sources);
        let _ = render::json(&checked.found, &sources);
    }
}

/// Text that looks enough like the real thing to get deep: keys, dates, punctuation that means something, and letters
/// of one to four bytes.
fn hostile(longest: usize) -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "tittel: ", "mål: ", "- id: ", "aktiviteter:\n", "  - ", "verdi: ", "grunn: ", "skjult", "kilde: ", "tid: {fra: ",
            "2012-02-30", "2012-K3", "-9999-01-01", "99999", "1e308", "-0", "æøå", "a\u{30a}", "😀", "\u{feff}", "\u{0}",
            "\t", "\r\n", "\n", "\n\n", "  ", "[", "]", "{", "}", "&a ", "*a", "<<: ", "|\n", ">-\n", "\"", "'", "#", ": ",
            "---\n", "```planverk\n", "```\n", "[[", "]]", "|", "![", "](", ")", "<b>", "</", "<!--", "&amp;", "&#xD800;",
            "[^1]", "[^1]: ", "> [!NOTE]\n", "Tabell: ", "{#id}", "{width=9}", "| a | b |\n|---|---|\n", "* * *", "`", "**",
            "\u{202e}", "\u{ad}", "İ", "ß", "https://", "javascript:", "../", "%C3%A5", "%", "tilgang: intern\n", ";", ",",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..longest).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_plan_makes_the_check_panic(text in hostile(40)) {
        survive(&[("plans/by/plan/plan.yaml", &format!("tittel: Plan\n{text}")), ("plans/by/organisasjon.yaml", &text)]);
    }

    #[test]
    fn no_page_makes_the_check_panic(top in hostile(12), body in hostile(60)) {
        survive(&[
            ("content/index.md", &format!("---\ntittel: Side\n{top}\n---\n{body}")),
            ("content/annen.md", &body),
            ("content/felles.yaml", &top),
        ]);
    }

    #[test]
    fn no_series_makes_the_check_panic(text in hostile(40)) {
        let plan = "tittel: Plan\nindikatorer:\n  - {id: ind-a, navn: Tall, serie: tall.csv}\n";
        let series = format!("dato;verdi;gruppe\n{text}");
        survive(&[("plans/by/plan/plan.yaml", plan), ("plans/by/plan/tall.csv", &series)]);
        survive(&[("plans/by/plan/plan.yaml", plan), ("plans/by/plan/tall.csv", &text)]);
    }

    #[test]
    fn no_configuration_makes_the_check_panic(text in hostile(30)) {
        survive(&[("planverk.yaml", &text), ("content/index.md", "---\ntittel: Side\n---\n")]);
    }
}

/// A way to damage a file that people and programs have.
#[derive(Debug, Clone)]
enum Damage {
    Delete(Index),
    Double(Index),
    Swap(Index, Index),
    Indent(Index),
    Cut(Index),
    Insert(Index, String),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<Index>;
    prop_oneof![
        at().prop_map(Damage::Delete),
        at().prop_map(Damage::Double),
        (at(), at()).prop_map(|(a, b)| Damage::Swap(a, b)),
        at().prop_map(Damage::Indent),
        at().prop_map(Damage::Cut),
        (at(), hostile(3)).prop_map(|(at, text)| Damage::Insert(at, text)),
    ]
}

fn damaged(text: &str, all: &[Damage]) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    for one in all.iter().filter(|_| !text.is_empty()) {
        if lines.is_empty() {
            break;
        }
        let count = lines.len();
        match one {
            Damage::Delete(at) => drop(lines.remove(at.index(count))),
            Damage::Double(at) => lines.insert(at.index(count), lines[at.index(count)].clone()),
            Damage::Swap(a, b) => lines.swap(a.index(count), b.index(count)),
            Damage::Indent(at) => lines[at.index(count)].insert_str(0, "  "),
            Damage::Cut(at) => {
                let line = &mut lines[at.index(count)];
                let middle = line.char_indices().nth(line.chars().count() / 2).map_or(0, |(at, _)| at);
                line.truncate(middle);
            }
            Damage::Insert(at, text) => {
                let line = &mut lines[at.index(count)];
                let middle = line.char_indices().nth(line.chars().count() / 2).map_or(0, |(at, _)| at);
                line.insert_str(middle, text);
            }
        }
    }
    lines.concat()
}

fn plan_files() -> Vec<(String, String)> {
    fn gather(folder: &Path, into: &mut Vec<(String, String)>) {
        let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                gather(&path, into);
            } else {
                let name = path.strip_prefix(example()).unwrap().to_str().unwrap().replace('\\', "/");
                into.push((name, fs::read_to_string(path).unwrap()));
            }
        }
    }
    let mut files = Vec::new();
    gather(&example().join("plans/lorenskog"), &mut files);
    gather(&example().join("plans/asker"), &mut files);
    files.push(("content/felles.yaml".into(), fs::read_to_string(example().join("content/felles.yaml")).unwrap()));
    files
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_damage_to_the_real_plans_makes_the_check_panic(
        which in any::<Index>(),
        all in prop::collection::vec(damage(), 1..8),
    ) {
        let mut files = plan_files();
        let at = which.index(files.len());
        files[at].1 = damaged(&files[at].1, &all);
        let pairs: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        survive(&pairs);
    }
}

#[test]
fn long_deep_and_wide_input_is_answered_in_time() {
    let started = std::time::Instant::now();
    let wide: String = (0..3000).fold("tittel: Plan\naktiviteter:\n".to_owned(), |mut text, n| {
        use std::fmt::Write;
        let _ = writeln!(text, "  - {{id: akt-{n}, tekst: Rad {n}, mål: [mal-{n}]}}");
        text
    });
    survive(&[("plans/by/plan/plan.yaml", &wide)]);
    let deep = format!("---\ntittel: Side\n---\n{}\n{}\n{}", "> ".repeat(3000), "[".repeat(5000), "*a ".repeat(5000));
    survive(&[("content/index.md", &deep)]);
    let long = format!("tittel: {}\n", "å".repeat(400_000));
    survive(&[("plans/by/plan/plan.yaml", &long)]);
    assert!(started.elapsed().as_secs() < 60, "took {:?}", started.elapsed());
}

//! The guide in `content/brukerveiledning/` says what the program does. What can be generated is compared with what the
//! program would write today, the examples are checked as real folders, and nothing a user can meet is left out.
//!
//! `OPPDATER=1 cargo test --test guide` writes the generated pages anew. Read the difference before committing it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use planverk::build::{Options, check, render as build_site};
use planverk::diag::{Severity, render};
use planverk::read::reference;
use planverk::resolve::rules::{RULES, Rule};
use planverk::source::SourceSet;

/// The date the generated pages bear.
const DATE: &str = "2026-11-23";

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn guide() -> PathBuf {
    repository().join("content/brukerveiledning")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n")
}

/// Every file below a folder with this ending, sorted.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else { return found };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

// ---- Generated pages ----

/// Compares the folder with what it should hold, or writes it anew.
fn compare_folder(folder: &str, expected: &[(String, String)]) {
    let update = std::env::var_os("OPPDATER").is_some();
    assert!(!(update && std::env::var_os("CI").is_some()), "OPPDATER is for people, not for CI");
    let known: BTreeSet<PathBuf> = expected.iter().map(|(path, _)| guide().join(path)).collect();
    let stray: Vec<PathBuf> = files(&guide().join(folder), "md").into_iter().filter(|p| !known.contains(p)).collect();
    if update {
        fs::create_dir_all(guide().join(folder)).expect("the guide's folder can be made");
        for (path, text) in expected {
            fs::write(guide().join(path), text).expect("a page can be written");
        }
        for path in stray {
            fs::remove_file(path).expect("a page that is no more can be removed");
        }
        return;
    }
    let advice = "write the pages anew with: OPPDATER=1 cargo test --test guide";
    assert!(stray.is_empty(), "pages about what is no more: {stray:?}\n{advice}");
    for (path, text) in expected {
        let written = read(&guide().join(path));
        if written == *text {
            continue;
        }
        let place = text.lines().zip(written.lines()).position(|(a, b)| a != b).unwrap_or(0);
        let line = |all: &str| all.lines().nth(place).unwrap_or("").to_owned();
        panic!("{path} line {}:\n  is:     {}\n  should: {}\n{advice}", place + 1, line(&written), line(text));
    }
}

#[test]
fn the_pages_about_fields_are_what_the_reading_code_says() {
    compare_folder("felter", &reference::pages());
}

#[test]
fn the_pages_about_checks_are_what_the_rules_say() {
    compare_folder("kontroller", &rule_pages());
}

fn rule_pages() -> Vec<(String, String)> {
    let mut pages = vec![("kontroller/index.md".to_owned(), rule_index())];
    for (number, rule) in (1..).zip(RULES) {
        pages.push((rule_path(rule), rule_page(rule, number)));
    }
    pages
}

fn rule_path(rule: &Rule) -> String {
    format!("kontroller/{}.md", rule.code.replace('/', "-"))
}

fn front(title: &str, intro: &str, order: usize) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    format!(
        "---\ntittel: {}\ningress: {}\ndato: {DATE}\noppdatert: {DATE}\nemner: [Planverk]\nrekkefølge: {order}\n---\n",
        quoted(title),
        quoted(intro)
    )
}

fn rule_page(rule: &Rule, number: usize) -> String {
    let page = rule.page();
    let body = page.split_once('\n').map_or("", |(_, body)| body).trim();
    let intro = format!("Kontrollen {} gir {}.", rule.code, in_words(rule.severity));
    format!("{}\n{body}\n", front(&rule.title(), &intro, number))
}

const fn in_words(severity: Severity) -> &'static str {
    match severity {
        Severity::Feil => "en feil",
        Severity::Advarsel => "en advarsel",
        Severity::Hint => "et hint",
    }
}

/// Every rule by area.
fn rule_index() -> String {
    let mut text = front(
        "Kontroller",
        "Alt Planverk ser etter i planene når filene er lest og id-ene er funnet, og hvor alvorlig hvert funn er.",
        80,
    );
    text.push_str(
        "\nKontrollene ser på innholdet: mangler et mål aktiviteter, er et tall foreldet, peker noe i ring? Det som er \
         galt skrevet, står i [[feilsoeking]].\n\n\
         En kontroll slås av eller får en annen alvorlighet i `planverk.yaml`:\n\n\
         ```yaml\nregler:\n  aktivitet/uten-tid: av        # av, hint, advarsel eller feil\n```\n\n\
         `planverk check --rules` viser den samme listen, og `planverk check --explain KODE` viser siden om én av dem.\n",
    );
    let mut areas: BTreeMap<&str, Vec<&Rule>> = BTreeMap::new();
    for rule in RULES {
        areas.entry(rule.code.split('/').next().unwrap_or("")).or_default().push(rule);
    }
    for (area, rules) in areas {
        let _ = write!(text, "\n## {}\n\n", area_title(area));
        let _ =
            write!(text, "Tabell: Kontroller i {area}\n\n| Kode | Hva den ser etter | Alvorlighet |\n|---|---|---|\n");
        for rule in rules {
            let file = rule.code.replace('/', "-");
            let _ = writeln!(text, "| `{}` | [{}]({file}.md) | {} |", rule.code, rule.title(), rule.severity);
        }
    }
    text
}

/// The area's name as people write it: the part of the code before `/` is ASCII.
fn area_title(area: &str) -> String {
    let word = area.replace("ae", "æ").replace("oe", "ø").replace("aa", "å");
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

// ---- Examples ----

/// The fenced blocks whose info string names a file (```` ```yaml plans/a/b/plan.yaml ````): path and text. Blocks with
/// the same path on one page are parts of one file.
fn examples(page: &str) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let ticks = line.bytes().take_while(|b| *b == b'`').count();
        if ticks < 3 {
            continue;
        }
        let mut info = line[ticks..].split_whitespace();
        let (_, path) = (info.next(), info.next().filter(|path| path.contains('.')));
        let fence = "`".repeat(ticks);
        let body: Vec<&str> = lines.by_ref().take_while(|line| line.trim_end() != fence).collect();
        if let Some(path) = path {
            let text = found.entry(path.to_owned()).or_default();
            text.push_str(&body.join("\n"));
            text.push('\n');
        }
    }
    found
}

#[test]
fn every_example_in_the_guide_is_a_folder_that_builds() {
    let mut checked = 0;
    let mut wrong = String::new();
    // The pages about checks show what is wrong; `tests/rules` tries those.
    let pages = files(&guide(), "md").into_iter().filter(|path| !path.starts_with(guide().join("kontroller")));
    for path in pages {
        let examples = examples(&read(&path));
        if examples.is_empty() {
            continue;
        }
        checked += 1;
        let list: Vec<(&str, &str)> = examples.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let sources = SourceSet::from_memory(&list);
        let today = jiff::civil::date(2026, 11, 23);
        let result = check(&sources, Options { date: None, today, utgave: None }, Vec::new());
        let mut errors: Vec<_> = result.found.iter().filter(|d| d.severity == Severity::Feil).cloned().collect();
        if errors.is_empty() {
            errors.extend(build_site(&sources, &result, &|_, _| {}).err().unwrap_or_default());
        }
        if !errors.is_empty() {
            let _ = writeln!(wrong, "{}\n{}", path.display(), render::tekst(&errors, &sources, false));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(checked >= 15, "only {checked} pages have examples");
}

#[test]
fn the_reader_is_told_which_file_an_example_is() {
    for path in files(&guide(), "md") {
        let page = read(&path);
        let lines: Vec<&str> = page.lines().collect();
        for (number, line) in lines.iter().enumerate().filter(|(_, line)| line.starts_with("```")) {
            let Some(file) = line.split_whitespace().nth(1).filter(|file| file.contains('.')) else { continue };
            let said = lines[..number].iter().rev().find(|line| !line.is_empty()).unwrap_or(&"");
            let rule_page = path.starts_with(guide().join("kontroller"));
            assert!(rule_page || said.contains(file), "{} line {}: {file}", path.display(), number + 1);
        }
    }
}

#[test]
fn an_example_is_found_by_the_path_in_its_info_string() {
    let page = "a\n```yaml content/x.yaml\nkilder: []\n```\n````markdown content/y.md\n```planverk\nvis: framdrift\n```\n````\n```text\nz\n```\n";
    let found = examples(page);
    assert_eq!(found.keys().collect::<Vec<_>>(), ["content/x.yaml", "content/y.md"]);
    assert_eq!(found["content/y.md"], "```planverk\nvis: framdrift\n```\n");
}

// ---- Completeness ----

fn help(words: &[&str]) -> String {
    let arguments = ["planverk"].iter().chain(words).map(Into::into);
    match planverk::cli::parse(arguments) {
        Ok(_) => String::new(),
        Err((text, _)) => text,
    }
}

#[test]
fn every_command_flag_and_alias_is_in_the_guide() {
    let page = read(&guide().join("kommandoer.md"));
    let overview = help(&["--help"]);
    let commands: Vec<&str> = overview
        .lines()
        .skip_while(|line| !line.starts_with("Kommandoer"))
        .skip(1)
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(commands.contains(&"build") && commands.len() >= 5, "{overview}");
    let mut texts = vec![overview.clone()];
    texts.extend(commands.iter().map(|command| help(&[command, "--help"])));
    let mut missing = BTreeSet::new();
    for text in &texts {
        for word in text.split(|c: char| c.is_whitespace() || "[],:·".contains(c)) {
            let flag = word.starts_with("--") && word.len() > 2;
            if flag && !page.contains(&format!("`{word}")) {
                missing.insert(word.to_owned());
            }
        }
        for (_, after) in text.match_indices("[også: ").map(|(at, found)| (at, &text[at + found.len()..])) {
            let alias = after.split([']', ',']).next().unwrap_or("");
            if !page.contains(alias) {
                missing.insert(alias.to_owned());
            }
        }
    }
    missing.extend(commands.iter().filter(|c| !page.contains(&format!("planverk {c}"))).map(|c| (*c).to_owned()));
    assert!(missing.is_empty(), "kommandoer.md says nothing of {missing:?}");
}

/// The code of a source file without its unit tests, which use codes that nobody meets.
fn without_tests(text: &str) -> &str {
    let end = text.match_indices("#[cfg(test)]").map(|(at, _)| at).find(|at| {
        // A module in another file leaves the rest of this one; one with a body is last.
        text[*at..].lines().nth(1).is_some_and(|line| line.trim_end().ends_with('{'))
    });
    &text[..end.unwrap_or(text.len())]
}

/// Every code given to a diagnostic: `area/what` right after the call or constant that takes it.
fn codes() -> BTreeSet<String> {
    const BEFORE: [&str; 8] =
        ["error(", "warning(", "hint(", "Code =", "&str =", "code:", "Severity::Feil,", "Severity::Advarsel,"];
    let mut found = BTreeSet::new();
    for path in files(&repository().join("src"), "rs") {
        let name = path.to_string_lossy().replace('\\', "/");
        if ["/tests", "hostile.rs", "testing.rs", "golden.rs"].iter().any(|part| name.contains(part)) {
            continue;
        }
        let whole = read(&path);
        let text = without_tests(&whole);
        for (at, _) in text.match_indices('"') {
            let before = text[..at].trim_end();
            let literal = text[at + 1..].split('"').next().unwrap_or("");
            let Some((area, what)) = literal.split_once('/') else { continue };
            let plain = |part: &str| {
                !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            };
            if plain(area) && plain(what) && BEFORE.iter().any(|call| before.ends_with(call)) {
                found.insert(literal.to_owned());
            }
        }
    }
    found
}

#[test]
fn every_code_has_a_place_in_the_guide() {
    let page = read(&guide().join("feilsoeking.md"));
    let codes = codes();
    assert!(codes.len() > 80, "only {} codes were found", codes.len());
    let missing: Vec<&String> = codes
        .iter()
        .filter(|code| !RULES.iter().any(|rule| rule.code == code.as_str()))
        .filter(|code| !page.contains(&format!("`{code}`")))
        .collect();
    assert!(missing.is_empty(), "feilsoeking.md says nothing of {missing:?}");
}

#[test]
fn every_code_that_is_no_check_is_explained_as_that() {
    let codes = codes();
    let others = codes.iter().filter(|code| !RULES.iter().any(|rule| rule.code == code.as_str()));
    let one_of_each: BTreeMap<_, _> = others.map(|code| (code.split('/').next(), code)).collect();
    for code in one_of_each.into_values() {
        let ran = Command::new(env!("CARGO_BIN_EXE_planverk")).args(["check", "--explain", code]).output().unwrap();
        let told = String::from_utf8_lossy(&ran.stderr);
        assert!(told.contains("er ikke en kontroll"), "{told}");
    }
}

#[test]
fn the_guide_names_no_code_that_does_not_exist() {
    let page = read(&guide().join("feilsoeking.md"));
    let codes = codes();
    let named = page.lines().filter_map(|line| line.strip_prefix("`")?.split_once('`').map(|(code, _)| code));
    let areas: BTreeSet<&str> = codes.iter().filter_map(|code| code.split_once('/')).map(|(area, _)| area).collect();
    let known_area = |code: &str| code.split_once('/').is_some_and(|(area, _)| areas.contains(area));
    let stray: Vec<&str> = named.filter(|code| known_area(code) && !codes.contains(*code)).collect();
    assert!(stray.is_empty(), "no longer reported: {stray:?}");
}

// ---- The first plan ----

/// The starter folder, as `planverk new` writes it.
fn starter() -> BTreeMap<String, String> {
    let root = repository().join("src/command/starter");
    let all = files(&root, "yaml").into_iter().chain(files(&root, "md"));
    let shown = |path: &Path| path.strip_prefix(&root).unwrap_or(path).to_string_lossy().replace('\\', "/");
    all.map(|path| (shown(&path), read(&path))).collect()
}

fn checked(folder: &BTreeMap<String, String>) -> String {
    let list: Vec<(&str, &str)> = folder.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let sources = SourceSet::from_memory(&list);
    let today = jiff::civil::date(2026, 11, 23);
    let result = check(&sources, Options { date: None, today, utgave: None }, Vec::new());
    render::tekst(&result.found, &sources, false)
}

/// The bodies of the fenced blocks of one language, in order.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let opening = format!("```{language}\n");
    page.split(&opening).skip(1).filter_map(|rest| rest.split("\n```").next()).map(|body| format!("{body}\n")).collect()
}

#[test]
fn the_first_plan_goes_as_the_guide_says() {
    let page = read(&guide().join("foerste-plan.md"));
    let yaml = blocks(&page, "yaml");
    let [_, activity, status, indicator] = &yaml[..] else { panic!("{} blocks of YAML", yaml.len()) };
    let mut folder = starter();
    assert_eq!(checked(&folder), "", "the starter itself");
    let plan = "plans/eksempelkommune/handlingsplan/plan.yaml";

    let put = |before: &str, new: &str, folder: &mut BTreeMap<String, String>| {
        let text = folder.get_mut(plan).expect("the starter has a plan");
        assert!(text.contains(before), "«{before}» is not in the plan");
        *text = text.replacen(before, &format!("{new}{before}"), 1);
    };
    put("\nindikatorer:\n", &format!("\n{activity}"), &mut folder);
    let answer = checked(&folder);
    assert!(answer.starts_with("feil[lesing/ukjent-felt]") && page.contains(answer.trim_end()), "{answer}");

    let correct = |wrong: &str, right: &str, folder: &mut BTreeMap<String, String>| {
        let text = folder.get_mut(plan).expect("the starter has a plan");
        *text = text.replace(wrong, right);
    };
    correct("stratgier", "strategier", &mut folder);
    assert_eq!(checked(&folder), "", "the activity, corrected");

    folder.get_mut(plan).expect("the starter has a plan").push_str(status);
    let answer = checked(&folder);
    assert!(answer.starts_with("feil[referanse/ukjent]") && page.contains(answer.trim_end()), "{answer}");

    correct("akt-gjeldsrad,", "akt-gjeldsraad,", &mut folder);
    put("\n# Status legges til nederst", &format!("\n{indicator}"), &mut folder);
    assert_eq!(checked(&folder), "", "the indicator");
}

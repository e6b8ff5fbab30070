//! The layers of `src/lib.rs`, kept by a test: a module imports what is on its own layer or below, and each external
//! library is named in one place.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Module → layer. The table in `src/lib.rs` says the same in words.
const LAYERS: [(&str, u8); 25] = [
    ("diag", 0),
    ("environment", 0),
    ("lookup", 0),
    ("sum", 0),
    ("domain", 1),
    ("source", 1),
    ("yaml", 2),
    ("markdown", 2),
    ("table", 2),
    ("cli", 2),
    ("language", 2),
    ("config", 3),
    ("read", 3),
    ("resolve", 4),
    ("derive", 5),
    ("chart", 5),
    ("page", 6),
    ("search", 6),
    ("document", 6),
    ("theme", 7),
    ("output", 8),
    ("build", 9),
    ("serve", 10),
    ("command", 11),
    ("main", 12),
];

/// External library → the modules that may name it.
const HOMES: [(&str, &[&str]); 25] = [
    ("annotate_snippets", &["diag"]),
    ("axum", &["serve"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("csv", &["table"]),
    ("foldhash", &["lookup"]),
    ("frostem", &["search"]),
    ("hypher", &["document"]),
    ("include_dir", &["theme", "command"]),
    ("indicatif", &["command"]),
    ("lz4_flex", &["output"]),
    ("mimalloc", &["main"]),
    ("notify", &["serve"]),
    ("notosans", &["document"]),
    ("pulldown_cmark", &["markdown"]),
    ("saphyr_parser", &["yaml"]),
    ("serde_yaml", &["yaml"]),
    ("tantivy", &["search"]),
    ("tera", &["theme"]),
    ("tokio", &["serve"]),
    ("tokio_stream", &["serve"]),
    ("typst", &["document"]),
    ("typst_layout", &["document"]),
    ("typst_pdf", &["document"]),
    ("walkdir", &["source"]),
];

/// One source file: its module, its path from the repository's root, and its lines without comments.
struct File {
    module: String,
    path: String,
    lines: Vec<String>,
}

fn sources() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    gather(&root.join("src"), &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let shown = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            let first = shown.split('/').nth(1).unwrap_or_default();
            let module = first.trim_end_matches(".rs").to_owned();
            let text = fs::read_to_string(&path).expect("a source file can be read");
            let lines = text.lines().map(|line| line.split("//").next().unwrap_or("").to_owned()).collect();
            File { module, path: shown, lines }
        })
        // The build script, which says only that the embedded folders must be looked at again.
        .filter(|file| file.module != "lib" && file.module != "embedded")
        .collect()
}

fn gather(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src can be listed") {
        let path = entry.expect("src can be listed").path();
        if path.is_dir() {
            gather(&path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            into.push(path);
        }
    }
}

/// The modules a line names after `crate::`, also inside `crate::{a, b}`.
fn named(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, start) in line.match_indices("crate::") {
        // `$crate::` in a macro is the same crate; `some_crate::` is another.
        if line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &line[at + start.len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0_i32;
            let mut word_starts = true;
            for (place, letter) in group.char_indices() {
                match letter {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' => word_starts = true,
                    ' ' => {}
                    _ if depth == 0 && word_starts => {
                        found.push(word(&group[place..]));
                        word_starts = false;
                    }
                    _ => word_starts = false,
                }
            }
        } else {
            found.push(word(rest));
        }
    }
    found
}

fn word(text: &str) -> &str {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or("")
}

/// Is `name` in the line as a path of its own (`csv::`, `use csv;`), not as a part of another word?
fn names_library(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(at, _)| {
        let before = &line[..at];
        let after = &line[at + name.len()..];
        let alone = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '"')
            && !before.ends_with("crate::")
            && !before.ends_with("super::")
            && !before.ends_with("self::");
        let used = after.starts_with("::") || (before.trim_end().ends_with("use") && after.starts_with([';', ' ']));
        alone && used
    })
}

#[test]
fn every_module_has_a_layer() {
    let layers: BTreeMap<&str, u8> = LAYERS.into_iter().collect();
    for file in sources() {
        assert!(layers.contains_key(file.module.as_str()), "{} belongs to no layer", file.path);
    }
}

#[test]
fn a_lower_layer_never_imports_a_higher_one() {
    let layers: BTreeMap<&str, u8> = LAYERS.into_iter().collect();
    let mut wrong = Vec::new();
    for file in sources() {
        let Some(own) = layers.get(file.module.as_str()) else { continue };
        for (number, line) in file.lines.iter().enumerate() {
            for other in named(line) {
                if layers.get(other).is_some_and(|layer| layer > own) {
                    wrong.push(format!("{}:{}: {} imports {other}", file.path, number + 1, file.module));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn each_library_is_known_in_one_place() {
    let mut wrong = Vec::new();
    for file in sources() {
        for (library, homes) in HOMES {
            if homes.contains(&file.module.as_str()) {
                continue;
            }
            for (number, line) in file.lines.iter().enumerate() {
                if names_library(line, library) {
                    wrong.push(format!("{}:{}: {library} belongs in {}", file.path, number + 1, homes.join(" and ")));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_table_in_lib_rs_lists_the_same_modules() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    for (module, layer) in LAYERS.into_iter().filter(|(module, _)| *module != "main") {
        let row = text.lines().find(|line| line.starts_with(&format!("//! | {layer} |"))).unwrap_or_default();
        assert!(row.contains(&format!("`{module}`")), "the row of layer {layer} does not name `{module}`: {row}");
    }
}

#[test]
fn the_readers_of_this_test_see_what_the_compiler_sees() {
    assert_eq!(named("use crate::diag::{self, Diagnostic};"), ["diag"]);
    assert_eq!(named("use crate::{page::frame::{A, B}, diag};"), ["page", "diag"]);
    assert_eq!(named("let x = crate::page::make(crate::diag::y());"), ["page", "diag"]);
    assert_eq!(named("use other_crate::page;"), Vec::<&str>::new());
    assert!(names_library("use csv::Reader;", "csv"));
    assert!(names_library("let x = csv::Reader::new();", "csv"));
    assert!(!names_library("use crate::csv::x;", "csv"));
    assert!(!names_library("clap_complete::generate()", "clap"));
}

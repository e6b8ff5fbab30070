//! Every library in the program may be used under a licence on this list, also by a kommune that copies the program.

use std::process::Command;

use serde_json::Value;

const ALLOWED: [&str; 12] = [
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Reads an SPDX expression: may the library be used under licences on the list?
fn allowed(expression: &str) -> bool {
    // Old manifests write `MIT/Apache-2.0` for OR.
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let verdict = any(&words, &mut at);
    verdict && at == words.len()
}

fn any(words: &[&str], at: &mut usize) -> bool {
    let mut verdict = all(words, at);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        let next = all(words, at);
        verdict |= next;
    }
    verdict
}

fn all(words: &[&str], at: &mut usize) -> bool {
    let mut verdict = one(words, at);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        let next = one(words, at);
        verdict &= next;
    }
    verdict
}

fn one(words: &[&str], at: &mut usize) -> bool {
    let Some(word) = words.get(*at) else { return false };
    *at += 1;
    if *word == "(" {
        let verdict = any(words, at);
        *at += 1;
        return verdict;
    }
    let mut name = (*word).to_owned();
    if words.get(*at) == Some(&"WITH") {
        name = format!("{name} WITH {}", words.get(*at + 1).unwrap_or(&""));
        *at += 2;
    }
    ALLOWED.contains(&name.as_str())
}

#[test]
fn every_library_has_a_licence_on_the_list() {
    let ask = |more: &[&str]| {
        let words = [&["metadata", "--format-version", "1", "--locked", "--all-features"], more].concat();
        Command::new(env!("CARGO")).args(words).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap()
    };
    // A build fetches only what this machine needs; what others need may have to be fetched to be looked at.
    let output = Some(ask(&["--offline"])).filter(|output| output.status.success()).unwrap_or_else(|| ask(&[]));
    assert!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 20, "the list of packages is too short to be right");
    let mut wrong = Vec::new();
    for package in packages {
        let licence = package["license"].as_str().unwrap_or("");
        if !allowed(licence) {
            wrong.push(format!("{} {}: «{licence}»", package["name"], package["version"]));
        }
    }
    assert!(wrong.is_empty(), "not on the list:\n{}", wrong.join("\n"));
}

#[test]
fn every_face_in_the_program_has_its_licence_beside_it() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/document/pdf/skrift");
    let licence = std::fs::read_to_string(format!("{folder}/OFL.txt")).unwrap();
    assert!(licence.contains("SIL OPEN FONT LICENSE Version 1.1") && licence.contains("crate notosans"));
    let mut size = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if name != "OFL.txt" {
            assert!(licence.contains(&name), "OFL.txt does not name {name}");
            size += entry.metadata().unwrap().len();
        }
    }
    assert!(size > 0 && size < 1_000_000, "{size} bytes of faces");
}

#[test]
fn one_allowed_alternative_is_enough_and_all_of_a_conjunction_are_needed() {
    assert!(allowed("MIT OR GPL-3.0"));
    assert!(allowed("(MIT OR Apache-2.0) AND Unicode-3.0"));
    assert!(allowed("Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT"));
    assert!(allowed("Unlicense/MIT"));
    assert!(!allowed("MIT AND GPL-3.0"));
    assert!(!allowed("GPL-2.0 WITH Classpath-exception-2.0"));
    assert!(!allowed("(MIT OR GPL-3.0) AND GPL-3.0"));
    assert!(!allowed("MIT MIT"));
    assert!(!allowed(""));
}

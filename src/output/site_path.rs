//! Which paths a file of the site may have: those that work on every machine the folder may be copied to,
//! and that cannot lead out of it.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use crate::source::area;

/// Names that begin with this at the top of the site belong to Planverk itself.
const OWN_PREFIX: &str = ".planverk";
/// The names Planverk uses at the top of an output folder. Others with that beginning are somebody else's.
pub const OWN_NAMES: [&str; 4] = [area::MANIFEST, ".planverk-manifest.tmp", ".planverk-laas", ".planverk-ny"];
/// Bytes in one name that file systems allow.
const LONGEST_NAME: usize = 255;

/// Why a path cannot be used, in Norwegian, as in «stien …»; `None` when it can.
pub fn objection(path: &str) -> Option<&'static str> {
    if path.is_empty() {
        return Some("er tom");
    }
    if path.starts_with('/') {
        return Some("er absolutt");
    }
    if path.starts_with(OWN_PREFIX) {
        return Some("er holdt av til Planverks egne filer");
    }
    if !path.is_ascii() && !unicode_normalization::is_nfc(path) {
        return Some("har bokstaver som er skrevet med andre tegn enn vanlig");
    }
    path.split('/').find_map(name_objection)
}

fn name_objection(name: &str) -> Option<&'static str> {
    match name {
        "" => return Some("har et tomt navn i seg"),
        "." | ".." => return Some("har «.» eller «..» i seg"),
        _ => {}
    }
    if name.len() > LONGEST_NAME {
        return Some("har et navn som er for langt");
    }
    if name.chars().any(|c| c.is_control() || matches!(c, '\\' | '<' | '>' | ':' | '"' | '|' | '?' | '*')) {
        return Some("har tegn i seg som ikke kan stå i filnavn");
    }
    if name.ends_with(['.', ' ']) || name.starts_with(' ') {
        return Some("har et navn som begynner eller slutter med mellomrom, eller slutter med punktum");
    }
    is_reserved(name).then_some("har et navn som Windows har holdt av")
}

/// Device names, which Windows knows with any extension.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    let begins = |with: &str| stem.get(..3).is_some_and(|begins| begins.eq_ignore_ascii_case(with));
    if begins("com") || begins("lpt") {
        let numbers = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"];
        return stem.get(3..).is_some_and(|number| numbers.contains(&number));
    }
    ["con", "prn", "aux", "nul", "conin$", "conout$"].iter().any(|name| stem.eq_ignore_ascii_case(name))
}

/// A name in a folder, as a path of the site: with `/` between on every system, and with letters in one piece where the
/// system may give them in two. The tree and the list of files have it so, and it is compared with theirs.
pub fn joined(folder: &Path, name: &OsStr) -> PathBuf {
    composed(folder, name, cfg!(target_vendor = "apple"))
}

/// `compose` where two ways to write a letter are one name: elsewhere they are two files.
fn composed(folder: &Path, name: &OsStr, compose: bool) -> PathBuf {
    let name = match name.to_str().filter(|name| compose && !name.is_ascii()) {
        Some(name) => Cow::Owned(name.nfc().collect::<String>().into()),
        None => Cow::Borrowed(name),
    };
    let mut path = folder.as_os_str().to_owned();
    if !path.is_empty() {
        path.push("/");
    }
    path.push(name);
    path.into()
}

/// The path as a file system that does not tell upper case from lower sees it.
pub fn folded(path: &str) -> String {
    path.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_paths_are_fine() {
        for path in ["index.html", "plan/mål/å.html", ".nojekyll", ".well-known/x", "a b.csv", "console.html", "com10"]
        {
            assert_eq!(objection(path), None, "{path}");
        }
    }

    #[test]
    fn a_path_is_joined_as_the_list_of_files_has_it() {
        let path = |folder: &str, name: &str, compose| composed(Path::new(folder), OsStr::new(name), compose);
        for compose in [false, true] {
            assert_eq!(path("", "index.html", compose).to_str(), Some("index.html"));
            assert_eq!(path("plan/mål", "å.html", compose).to_str(), Some("plan/mål/å.html"));
        }
        assert_eq!(path("plan", "ma\u{30a}l", true).to_str(), Some("plan/mål"));
        // Where these are two files, the one must not be taken for the other.
        assert_eq!(path("plan", "ma\u{30a}l", false).to_str(), Some("plan/ma\u{30a}l"));
        let found: Vec<_> = joined(Path::new("a/b"), OsStr::new("c")).ancestors().map(Path::to_path_buf).collect();
        assert_eq!(found, ["a/b/c", "a/b", "a", ""].map(PathBuf::from));
    }

    #[test]
    fn a_letter_written_in_another_way_is_told_of_also_when_it_is_one_sign() {
        for path in ["ma\u{30a}l.html", "\u{212b}.html"] {
            assert_eq!(objection(path), Some("har bokstaver som er skrevet med andre tegn enn vanlig"), "{path}");
        }
    }

    #[test]
    fn paths_that_lead_out_or_fail_elsewhere_are_refused() {
        let long = "x".repeat(256);
        for path in [
            "",
            "/etc/passwd",
            "../x",
            "a/../b",
            "a/./b",
            "a//b",
            "a/",
            "a\\b",
            "C:x",
            "con",
            "Nul.html",
            "a/LPT1.txt",
            "COM¹",
            "x.",
            "x /y",
            " x",
            "a?b",
            "a\nb",
            ".planverk-manifest.json",
            "ma\u{30a}l.html",
            &long,
        ] {
            assert!(objection(path).is_some(), "{path:?}");
        }
    }
}

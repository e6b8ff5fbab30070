//! The files that follow the pages. All CSS is delivered as one file, and the theme's own scripts as another.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::files::{self, Kind, ThemeFile};

/// Where assets lie on the site.
const FOLDER: &str = "tema/";
/// Where they lie in a theme.
const SOURCE: &str = "assets/";
/// The one script, and what scripts end in.
const SCRIPT: &str = "soek.js";
const SCRIPT_ENDING: &str = ".js";
/// The one style sheet.
const SHEET: &str = "stil.css";

/// One file to be written beside the pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Name in the theme's `assets` folder.
    pub name: String,
    /// Path from the site's root.
    pub path: String,
    /// The content.
    pub bytes: Cow<'static, [u8]>,
}

impl Asset {
    /// A file that is made and not found.
    pub(super) fn made(name: &str, bytes: Vec<u8>) -> Self {
        Self { path: format!("{FOLDER}{name}"), name: name.to_owned(), bytes: Cow::Owned(bytes) }
    }
}

/// The standard theme's assets with the site's own over them. Style sheets are joined: `stil.css` first, then the standard
/// theme's others, then those only the site has, each lot by name, and last the site's typefaces and colours. The standard
/// theme's scripts are joined by name; those only the site has stand by themselves, and so does what lies in a folder:
/// some pages fetch it and others not.
pub fn collect(overrides: &[ThemeFile], own_css: &str) -> Vec<Asset> {
    let mut plain: BTreeMap<String, Cow<'static, [u8]>> = BTreeMap::new();
    let mut sheets: BTreeMap<(u8, String), Cow<'static, [u8]>> = BTreeMap::new();
    let mut scripts: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for (path, bytes) in files::standard().filter(|(path, _)| Kind::of(path) == Kind::Asset) {
        let name = path.strip_prefix(SOURCE).unwrap_or(path).to_owned();
        if is_sheet(&name) {
            sheets.insert((u8::from(name != SHEET), name), Cow::Owned(without_remarks(bytes)));
        } else if name.ends_with(SCRIPT_ENDING) && name.contains('/') {
            plain.insert(name, Cow::Owned(tight(&without_remarks(bytes))));
        } else if name.ends_with(SCRIPT_ENDING) {
            scripts.insert(name, tight(&without_remarks(bytes)));
        } else {
            plain.insert(name, Cow::Borrowed(bytes));
        }
    }
    for file in overrides.iter().filter(|file| Kind::of(&file.path) == Kind::Asset) {
        let name = file.path.strip_prefix(SOURCE).unwrap_or(&file.path).to_owned();
        let bytes = Cow::Owned(file.bytes.clone());
        if is_sheet(&name) {
            let lot = (0..2).find(|lot| sheets.contains_key(&(*lot, name.clone()))).unwrap_or(2);
            sheets.insert((lot, name), bytes);
        } else if let Some(own) = scripts.get_mut(&name) {
            *own = bytes.into_owned();
        } else {
            plain.insert(name, bytes);
        }
    }
    let mut joined = Vec::new();
    for bytes in sheets.values() {
        joined.extend_from_slice(bytes.trim_ascii_end());
        joined.push(b'\n');
    }
    joined.extend_from_slice(own_css.as_bytes());
    plain.insert(SHEET.into(), Cow::Owned(joined));
    plain.insert(SCRIPT.into(), Cow::Owned(scripts.into_values().collect::<Vec<_>>().concat()));
    plain.into_iter().map(|(name, bytes)| Asset { path: format!("{FOLDER}{name}"), name, bytes }).collect()
}

/// Sheets in a folder of their own are left alone: somebody put them there to be fetched by name.
fn is_sheet(name: &str) -> bool {
    name.strip_suffix(".css").is_some_and(|stem| !stem.contains('/'))
}

/// A script or a sheet as it is sent: without indentation, and without the remarks that stand on lines of their own. Only
/// for the theme's own, where no text goes over several lines.
fn without_remarks(script: &[u8]) -> Vec<u8> {
    let mut sent = Vec::with_capacity(script.len());
    let mut in_remark = false;
    for line in script.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii) {
        in_remark |= line.starts_with(b"/*");
        if !in_remark && !line.is_empty() {
            sent.extend_from_slice(line);
            sent.push(b'\n');
        }
        in_remark &= !line.ends_with(b"*/");
    }
    sent
}

/// A script without the spaces beside its signs and without breaks after lines that go on. Lines with a slash are left as they
/// are: what stands between slashes is a pattern or a remark, where spaces count. So do plus and minus, which may stand twice.
fn tight(script: &[u8]) -> Vec<u8> {
    const SIGNS: &[u8] = b"=<>?:&|,{}();!*";
    let mut sent = Vec::with_capacity(script.len());
    for line in script.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        let plain = !line.contains(&b'/');
        let (mut quote, mut escaped) = (None, false);
        for (at, byte) in line.iter().enumerate() {
            let beside = |other: Option<&u8>| other.is_some_and(|other| SIGNS.contains(other));
            let before = at.checked_sub(1).and_then(|at| line.get(at));
            if plain && quote.is_none() && *byte == b' ' && (beside(before) || beside(line.get(at + 1))) {
                continue;
            }
            sent.push(*byte);
            match quote {
                Some(open) if *byte == open && !escaped => quote = None,
                None if matches!(byte, b'\'' | b'"') => quote = Some(*byte),
                _ => {}
            }
            escaped = *byte == b'\\' && !escaped;
        }
        if !plain || !matches!(line.last(), Some(b';' | b'{' | b',')) {
            sent.push(b'\n');
        }
    }
    sent
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_called_what_the_assets_folder_is_keeps_its_name() {
        let (path, shown) = ("assets/assets/kart.png".to_owned(), String::new());
        let own = ThemeFile { path, shown, bytes: vec![1], file: None };
        assert!(collect(&[own], "").iter().any(|asset| asset.name == "assets/kart.png"));
    }

    #[test]
    fn scripts_are_sent_without_remarks_of_their_own() {
        let script = b"/* One\n   two. */\n(function () {\n  /* three */\n  const a = 1; /* four */\n\n}());\n";
        assert_eq!(without_remarks(script), b"(function () {\nconst a = 1; /* four */\n}());\n");
    }

    #[test]
    fn only_spaces_that_say_nothing_are_left_out_of_scripts() {
        let script = b"const a = b ? 'x = \\' y' : c - -d;\nif (a) {\na = /x = y/.test( b );\n}\nreturn a;\n";
        let sent = "const a=b?'x = \\' y':c - -d;if(a){a = /x = y/.test( b );\n}\nreturn a;";
        assert_eq!(String::from_utf8_lossy(&tight(script)), sent);
    }

    #[test]
    fn the_theme_s_scripts_and_sheets_have_no_text_over_several_lines() {
        let sent = |path: &str| {
            path.ends_with(SCRIPT_ENDING)
                || std::path::Path::new(path).extension().is_some_and(|ending| ending == "css")
        };
        for (path, bytes) in files::standard().filter(|(path, _)| sent(path)) {
            let text = String::from_utf8_lossy(bytes);
            assert!(!path.ends_with(SCRIPT_ENDING) || !text.contains('`'), "{path}");
            for line in text.lines().map(str::trim).filter(|line| line.contains("/*")) {
                assert!(line.starts_with("/*"), "{path}: {line}");
                assert!(!line.contains("*/") || line.ends_with("*/"), "{path}: {line}");
            }
        }
    }
}

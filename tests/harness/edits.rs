//! What an author may do to a small folder, at random: for what must be right after any of it.

#![allow(clippy::case_sensitive_file_extension_comparisons, reason = "the names are our own")]

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;

use super::Folder;

/// What they begin with.
pub const SITE: &str = "\
-- planverk.yaml --
tittel: Eksempelkommune
-- content/index.md --
---
tittel: Velkommen
---
Her står det som er nytt.
-- content/a.md --
# Side a

Skrevet først, om bostøtte.
-- content/mappe/b.md --
# Side b

Se [a](../a.md).
-- content/begreper.yaml --
begreper:
  - {id: bostoette, term: bostøtte, definisjon: Stønad til boutgifter}
-- plans/eksempelkommune/organisasjon.yaml --
navn: Eksempelkommune
-- plans/eksempelkommune/plan/plan.yaml --
tittel: Plan
aktiviteter:
  - {id: en, tekst: Første aktivitet}
";

/// Something an author does.
#[derive(Debug, Clone)]
pub enum Edit {
    /// Writes a file, over what was there or not.
    Write(&'static str, String),
    /// Writes it the way some editors do: beside, then in its place.
    Replace(&'static str, String),
    Delete(&'static str),
    Rename(&'static str, &'static str),
    /// Gives every file that there is a text that suits it, and brings back what the site began with.
    Mend,
    /// A whole shelf of new pages at once, and away with them.
    Shelf(usize),
    NoShelf,
}

const PATHS: [&str; 19] = [
    "content/a.md",
    "content/mappe/b.md",
    "content/ny.md",
    "content/mappe/ny.md",
    "content/begreper.yaml",
    "plans/eksempelkommune/plan/plan.yaml",
    "plans/eksempelkommune/plan/aktiviteter.yaml",
    "planverk.yaml",
    "themes/eget/language/nb.yaml",
    "themes/eget/404.html",
    "themes/eget/assets/eget.css",
    "themes/eget/tema.yaml",
    "content/mappe/index.md",
    "content/bilde.svg",
    "plans/eksempelkommune/organisasjon.yaml",
    "plans/eksempelkommune/plan/kapittel.md",
    "plans/eksempelkommune/plan/indikatorer.yaml",
    "plans/eksempelkommune/plan/tall/serie.csv",
    "plans/eksempelkommune/plan/rapporter/rapport.yaml",
];

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("# En side\n\nTekst om bostøtte.\n".to_owned()),
        Just("# En annen\n\n## Del\n\nOm bolig og bostøtte.\n".to_owned()),
        Just("# En tredje\n\nSe [[eksempelkommune:en]] og [forsiden](index.md).\n".to_owned()),
        Just("---\ntittel: Feil\nukjent: 1\n---\n".to_owned()),
        Just("---\ntittel: Skjult\ntilgang: intern\n---\nHemmelig.\n".to_owned()),
        Just("tittel: Et navn\n".to_owned()),
        Just("tittel: Eget\ntema: eget\n".to_owned()),
        Just("tittel: Plan\naktiviteter:\n  - {id: to, tekst: Andre aktivitet}\n".to_owned()),
        Just("aktiviteter:\n  - {id: tre, tekst: Tredje, tilgang: intern}\n".to_owned()),
        Just("begreper: [\n".to_owned()),
        Just("indikatorer:\n  - {id: ind, navn: Boliger, enhet: antall, serie: tall/serie.csv}\n".to_owned()),
        Just("dato;verdi\n2011;3\n2012;4\n".to_owned()),
        Just("dato;verdi\n2011;3\n2012;\n".to_owned()),
        Just("tittel: Melding\nper_dato: 2012-06-30\nstatusrader:\n  - {emne: en, status: i_gang}\n".to_owned()),
        Just("type: år\når: 2012\nsvar: {\"A.1\": Bedre oversikt.}\n".to_owned()),
        Just("{% extends \"standard/404.html\" %}{% block innhold %}<p>Borte</p>{% endblock innhold %}".to_owned()),
        Just("{% extends \"standard/404.html\" %}{% block".to_owned()),
        Just(".eget { color: #123456 }\n".to_owned()),
        Just("navn: Eget\nmalkontrakt: 1\n".to_owned()),
        Just("# Med bilde\n\n![Et bilde](bilde.svg) og [b](mappe/b.md).\n".to_owned()),
        Just("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"2\" height=\"2\"/>".to_owned()),
        Just(String::new()),
        "[a-zæøå \n#\\[\\]]{0,40}",
    ]
}

/// What a file of this name may well say, so that most edits leave a folder that can be built.
fn fitting(path: &str) -> &'static [&'static str] {
    match path {
        "planverk.yaml" => &["tittel: Et navn\n", "tittel: Eksempelkommune\nspråk: nn\n", "tittel: Eget\ntema: eget\n"],
        "content/begreper.yaml" => &["begreper:\n  - {id: bolig, term: bolig, definisjon: Sted å bo}\n", ""],
        "content/bilde.svg" => &["<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"2\" height=\"2\"/>"],
        "themes/eget/language/nb.yaml" => &["side:\n  se_ogsaa: Les mer\n"],
        "themes/eget/404.html" => {
            &["{% extends \"standard/404.html\" %}{% block innhold %}<p>Borte</p>{% endblock innhold %}"]
        }
        "themes/eget/assets/eget.css" => &[".eget { color: #123456 }\n", ".eget { color: #654321 }\n"],
        "themes/eget/tema.yaml" => &["navn: Eget\nmalkontrakt: 1\n"],
        "plans/eksempelkommune/organisasjon.yaml" => {
            &["navn: Eksempelkommune\n", "navn: Annet navn\nenheter: [{id: kontoret, navn: Kontoret}]\n"]
        }
        "plans/eksempelkommune/plan/plan.yaml" => &[
            "tittel: Plan\naktiviteter:\n  - {id: en, tekst: Første aktivitet, status: i_gang}\n",
            "tittel: Ny plan\nperiode: {fra: 2011, til: 2013}\naktiviteter:\n  - {id: en, tekst: Om bostøtte}\n  - {id: to, tekst: Andre}\n",
        ],
        "plans/eksempelkommune/plan/aktiviteter.yaml" => &[
            "aktiviteter:\n  - {id: tre, tekst: Tredje, tilgang: intern}\n",
            "aktiviteter: [{id: fire, tekst: Fjerde}]\n",
        ],
        "plans/eksempelkommune/plan/indikatorer.yaml" => &[
            "indikatorer:\n  - {id: ind, navn: Boliger, enhet: antall, serie: tall/serie.csv}\n",
            "indikatorer:\n  - {id: ind, navn: Boliger, enhet: antall, målinger: [{dato: 2012, verdi: 4}]}\n",
        ],
        "plans/eksempelkommune/plan/tall/serie.csv" => &["dato;verdi\n2011;3\n2012;4\n", "dato;verdi\n2011;3\n2012;\n"],
        "plans/eksempelkommune/plan/rapporter/rapport.yaml" => &[
            "tittel: Melding\nper_dato: 2012-06-30\nstatusrader:\n  - {emne: en, status: i_gang, dato: 2012-06-01}\n",
            "type: år\når: 2012\nsvar: {\"A.1\": Bedre oversikt.}\n",
        ],
        _ => &[
            "# En side\n\nTekst om bostøtte.\n",
            "# En side\n\nTekst om bostøtte og om å flytte.\n",
            "# En side\n\nAndre ord om bolig, til dem som leter.\n",
            "# En annen\n\n## Del\n\nOm bolig og bostøtte.\n",
            "# En tredje\n\nSe [[eksempelkommune:en]].\n",
            "---\ntittel: Skjult\ntilgang: intern\n---\nHemmelig.\n",
            "---\ntittel: Merket\nemner: [Bolig, Bostøtte]\n---\nOm å søke bostøtte.\n",
        ],
    }
}

fn edits() -> impl Strategy<Value = Edit> {
    let path = || prop::sample::select(PATHS.to_vec());
    let text = |path: &'static str| prop::sample::select(fitting(path)).prop_map(str::to_owned);
    let suits = move || path().prop_flat_map(move |path| (Just(path), text(path)));
    let page = || prop::sample::select(PATHS.iter().copied().filter(|path| path.ends_with(".md")).collect::<Vec<_>>());
    prop_oneof![
        14 => suits().prop_map(|(path, text)| Edit::Write(path, text)),
        8 => suits().prop_map(|(path, text)| Edit::Replace(path, text)),
        1 => (path(), texts()).prop_map(|(path, text)| Edit::Write(path, text)),
        2 => path().prop_map(Edit::Delete),
        3 => (page(), page()).prop_map(|(from, to)| Edit::Rename(from, to)),
        1 => (1usize..12).prop_map(Edit::Shelf),
        1 => Just(Edit::NoShelf),
        4 => Just(Edit::Mend),
    ]
}

/// Does it, and says which files somebody who watches would name.
pub fn act(folder: &Folder, edit: &Edit) -> BTreeSet<PathBuf> {
    // What the preview knows files by.
    let at = |path: &str| folder.path("").canonicalize().unwrap().join(path);
    match edit {
        Edit::Write(path, text) => {
            folder.write(path, text);
            [at(path)].into()
        }
        Edit::Replace(path, text) => {
            let beside = format!("{path}.tmp");
            folder.write(&beside, text);
            fs::rename(folder.path(&beside), folder.path(path)).unwrap();
            [at(&beside), at(path)].into()
        }
        Edit::Delete(path) => {
            let _ = fs::remove_file(folder.path(path));
            [at(path)].into()
        }
        Edit::Rename(from, to) => {
            fs::create_dir_all(folder.path(to).parent().unwrap()).unwrap();
            let _ = fs::rename(folder.path(from), folder.path(to));
            [at(from), at(to)].into()
        }
        Edit::Shelf(pages) => {
            let paths = (0..*pages).map(|page| format!("content/hylle/side-{page}.md"));
            paths
                .map(|path| {
                    folder.write(&path, format!("# {path}\n\nBolig.\n"));
                    at(&path)
                })
                .collect()
        }
        Edit::Mend => {
            for path in PATHS.iter().filter(|path| folder.path(path).exists()) {
                folder.write(path, fitting(path)[0]);
            }
            for (path, text) in super::files(SITE) {
                folder.write(&path, text);
            }
            if folder.path("plans/eksempelkommune/plan/indikatorer.yaml").exists() {
                folder.write("plans/eksempelkommune/plan/tall/serie.csv", "dato;verdi\n2011;3\n");
            }
            // More than can be named.
            BTreeSet::new()
        }
        Edit::NoShelf => {
            let _ = fs::remove_dir_all(folder.path("content/hylle"));
            [at("content/hylle")].into()
        }
    }
}

/// So many times something is done, and looked at after each.
pub type Days = Vec<(Vec<Edit>, bool)>;

/// So many of them.
pub fn days(count: impl Into<prop::collection::SizeRange>) -> impl Strategy<Value = Days> {
    prop::collection::vec((prop::collection::vec(edits(), 1..4), any::<bool>()), count)
}

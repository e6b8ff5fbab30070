//! The preview: after any edits it shows what a build would write, and it answers its own pages and nobody else's.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
#![allow(clippy::case_sensitive_file_extension_comparisons, reason = "the names are our own")]

mod harness;

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use harness::{Folder, TODAY, command};
use planverk::build::{self, Options, check};
use planverk::serve::Preview;
use planverk::source::SourceSet;
use proptest::prelude::*;

const SITE: &str = "\
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
enum Edit {
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
fn act(folder: &Folder, edit: &Edit) -> BTreeSet<PathBuf> {
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
            for (path, text) in harness::files(SITE) {
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

fn options() -> Options {
    Options { date: None, today: TODAY, utgave: None }
}

/// What the preview shows is what a build would write; where a build would stop, the preview says the same.
fn agrees(folder: &Folder, preview: &Preview) -> Result<(), TestCaseError> {
    let (sources, found) = SourceSet::read(&folder.path("")).unwrap();
    let checked = check(&sources, options(), found);
    let told = preview.news().faults.is_some();
    if checked.has_errors() {
        prop_assert!(told, "the build would stop: {:?}", checked.found);
        return Ok(());
    }
    // Faults that show only when all pages are made: the preview shows the pages that can be made. A theme that cannot be
    // used is told of at once.
    let Ok(made) = build::render(&sources, &checked, &|_, _| ()) else { return Ok(()) };
    prop_assert!(!told, "a build would write the site: {:?}", preview.news());
    let edition = preview.edition().unwrap();
    for (path, bytes) in made.tree.iter() {
        let shown = edition.file(path).map(Result::unwrap_or_default);
        prop_assert!(shown.as_deref() == Some(&*bytes), "{} is not what a build writes", path);
    }
    prop_assert!(edition.file("content/a.md").is_none() && edition.file("../planverk.yaml").is_none());
    Ok(())
}

/// So many times something is done, and looked at after each.
type Days = Vec<(Vec<Edit>, bool)>;

fn days(count: impl Into<prop::collection::SizeRange>) -> impl Strategy<Value = Days> {
    prop::collection::vec((prop::collection::vec(edits(), 1..4), any::<bool>()), count)
}

fn follows(days: Days) -> Result<usize, TestCaseError> {
    let folder = Folder::with(SITE);
    let mut preview = Preview::start(&folder.path(""), options).unwrap();
    prop_assert!(preview.news().faults.is_none(), "{:?}", preview.news());
    agrees(&folder, &preview)?;
    let mut good = 0;
    for (edits, told) in days {
        let touched: BTreeSet<PathBuf> = edits.iter().flat_map(|edit| act(&folder, edit)).collect();
        // Now and then nobody knows what it was that changed.
        let told = told && !edits.iter().any(|edit| matches!(edit, Edit::Mend));
        preview.changed(&if told { touched } else { BTreeSet::new() });
        agrees(&folder, &preview)?;
        good += usize::from(preview.news().faults.is_none());
    }
    Ok(good)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn after_any_edits_the_preview_is_what_a_build_would_write(days in days(1..7)) {
        follows(days)?;
    }
}

/// `cargo test --release --test preview -- --ignored --nocapture` tells how many edits there were.
#[test]
#[ignore = "takes minutes"]
fn after_hundreds_of_edits_the_preview_is_what_a_build_would_write() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for round in 0..3 {
        let days = days(150).new_tree(&mut runner).unwrap().current();
        let edits: usize = days.iter().map(|(edits, _)| edits.len()).sum();
        let good = follows(days).unwrap();
        assert!(good > 50, "the folder could be built only {good} times");
        println!("runde {round}: {edits} endringer, sett på 150 ganger, {good} av dem uten feil i mappen");
    }
}

#[test]
fn a_page_does_not_wait_for_what_is_like_it_and_has_it_right_in_the_end() {
    let folder = Folder::with(SITE);
    let about = |more: &str| format!("# Startlån {more}\n\nKommunen innvilger startlån til boligkjøp. {more}\n");
    for page in ["c", "d", "e", "f"] {
        folder.write(&format!("content/{page}.md"), about(page));
    }
    let mut preview = Preview::start(&folder.path(""), options).unwrap();
    let edition = preview.edition().unwrap();
    let shown = |path: &str, edition: &planverk::serve::Edition| {
        String::from_utf8(edition.file_at_once(path).unwrap().unwrap()).unwrap()
    };
    let alike = |page: &str| {
        let part = page.split("class=\"seogsaa\"").nth(1).unwrap_or_default();
        part.split("</section>").next().unwrap_or_default().to_owned()
    };
    assert!(!edition.is_settled() && alike(&shown("c.html", &edition)).is_empty(), "nobody has asked for the search");
    edition.settle();
    let before = alike(&shown("c.html", &edition));
    assert!(edition.is_settled() && before.contains("Startlån e<") && before.contains("Startlån f<"), "{before}");
    // One page is about something else now, one is gone: what was like it is shown until the search is made.
    folder.write("content/e.md", "# Asfaltering\n\nOm gater og torg.\n");
    fs::remove_file(folder.path("content/f.md")).unwrap();
    folder.write("content/c.md", about("skrevet om"));
    preview.changed(&BTreeSet::new());
    let edition = preview.edition().unwrap();
    let at_once = shown("c.html", &edition);
    assert!(at_once.contains("Startlån skrevet om"), "{at_once}");
    assert!(alike(&at_once).contains("Asfaltering<") && !alike(&at_once).contains("Startlån f<"), "{at_once}");
    edition.settle();
    let settled = shown("c.html", &edition);
    assert!(settled.contains("Startlån skrevet om") && !alike(&settled).contains("Asfaltering"), "{settled}");
    agrees(&folder, &preview).unwrap();
}

/// `planverk serve`, stopped when the test is done with it.
struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn start(folder: &Folder, more: &[&str]) -> Self {
        let words = [&["serve", "--port", "0"], more].concat();
        let mut child = command(&words).current_dir(folder.path("")).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).unwrap().split('/').next().unwrap().to_owned();
        Self { child, address }
    }

    /// Sends bytes and gives all that is answered.
    fn send(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address))
    }

    /// Asks until the answer holds the words. There is a limit only so that a test that fails also ends.
    fn shows(&self, path: &str, words: &str) {
        let begun = Instant::now();
        while !self.get(path).contains(words) {
            assert!(begun.elapsed() < Duration::from_secs(60), "{path} never said {words}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn follows_edits(more: &[&str]) {
    let folder = Folder::with(SITE);
    let served = Served::start(&folder, more);
    served.shows("/a.html", "Skrevet først");
    folder.write("content/a.md", "# Side a\n\nSkrevet om.\n");
    served.shows("/a.html", "Skrevet om");
    // Saved by rename, and a folder that nobody followed when the preview began.
    folder.write("content/a.md.tmp", "# Side a\n\nLagret ved siden av.\n");
    fs::rename(folder.path("content/a.md.tmp"), folder.path("content/a.md")).unwrap();
    served.shows("/a.html", "Lagret ved siden av");
    folder.write("content/helt/ny/side.md", "# Helt ny\n");
    served.shows("/helt/ny/side.html", "Helt ny");
    for page in 0..200 {
        folder.write(&format!("content/hylle/side-{page}.md"), format!("# Side {page}\n\nAv mange.\n"));
    }
    served.shows("/hylle/side-199.html", "Av mange");
    served.shows("/hylle/side-0.html", "Av mange");
    folder.write("themes/eget/assets/egen.css", ".x { color: red }\n");
    folder.write("planverk.yaml", "tittel: Nytt navn\ntema: eget\n");
    served.shows("/index.html", "Nytt navn");
    // An error leaves the last good page, and goes away.
    folder.write("content/a.md", "---\nukjent: 1\n---\n");
    folder.write("content/mappe/b.md", "# Side b\n\nEndret, men vises ikke ennå.\n");
    std::thread::sleep(Duration::from_millis(50));
    assert!(served.get("/a.html").contains("Lagret ved siden av"));
    folder.write("content/a.md", "# Side a\n\nRettet.\n");
    served.shows("/a.html", "Rettet");
    served.shows("/mappe/b.html", "Endret");
    fs::remove_dir_all(folder.path("content/hylle")).unwrap();
    served.shows("/hylle/side-0.html", "404 Not Found");
}

#[test]
fn every_kind_of_edit_is_shown() {
    follows_edits(&[]);
}

#[test]
fn every_kind_of_edit_is_shown_where_the_system_does_not_tell() {
    follows_edits(&["--poll"]);
}

#[test]
fn an_open_page_is_told_of_an_edit_and_again_when_it_has_settled() {
    let folder = Folder::with(SITE);
    let served = Served::start(&folder, &[]);
    let mut stream = TcpStream::connect(&served.address).unwrap();
    stream
        .write_all(format!("GET /__planverk/hendelser HTTP/1.1\r\nHost: {}\r\n\r\n", served.address).as_bytes())
        .unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let mut told = BufReader::new(stream).lines().map_while(Result::ok);
    let mut hears = |words: &str| told.find(|line| line.starts_with("data:") && line.contains(words)).is_some();
    assert!(hears("\"version\":1"));
    folder.write("content/a.md", "# Side a\n\nSkrevet om.\n");
    assert!(hears("\"version\":2"));
    let request = format!(
        "GET /a.html HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Dest: empty\r\nConnection: close\r\n\r\n",
        served.address
    );
    assert!(served.send(&request).contains("Skrevet om"));
    assert!(hears("\"version\":2,\"settled\":true"));
}

#[test]
fn hostile_requests_do_no_harm() {
    let folder = Folder::with(SITE);
    let served = Served::start(&folder, &[]);
    let status = |request: &str| served.send(request).split(' ').nth(1).unwrap_or("closed").to_owned();
    let own = format!("Host: {}\r\nConnection: close\r\n", served.address);
    assert_eq!(status(&format!("GET / HTTP/1.1\r\n{own}\r\n")), "200");
    assert_eq!(status("GET / HTTP/1.1\r\nHost: ond.example\r\nConnection: close\r\n\r\n"), "403");
    assert_eq!(
        status(&format!("GET /a.html HTTP/1.1\r\n{own}Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n\r\n")),
        "403"
    );
    assert_eq!(status(&format!("POST / HTTP/1.1\r\n{own}Content-Length: 0\r\n\r\n")), "405");
    for path in
        ["/../planverk.yaml", "/..%2fplanverk.yaml", "/%2e%2e/planverk.yaml", "/%ff", "/%zz", "/a%5c..%5cb", "/%00"]
    {
        assert_eq!(status(&format!("GET {path} HTTP/1.1\r\n{own}\r\n")), "400", "{path}");
    }
    assert_eq!(status(&format!("GET /content/a.md HTTP/1.1\r\n{own}\r\n")), "404");
    assert_eq!(status(&format!("GET //etc/passwd HTTP/1.1\r\n{own}\r\n")), "404");
    // Someone who never finishes a request, and someone who sends what is none, are in nobody's way.
    let mut slow = TcpStream::connect(&served.address).unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: loc").unwrap();
    let mut odd = TcpStream::connect(&served.address).unwrap();
    odd.write_all(&[0xff; 4096]).unwrap();
    assert!(served.get("/").contains("200 OK"));
    assert!(served.get("/").contains("</html>"));
}

#[test]
fn a_busy_port_gives_the_next_one() {
    let folder = Folder::with(SITE);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let mut child = command(&["serve", "--port", &port.to_string()])
        .current_dir(folder.path(""))
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let first = said.next().unwrap();
    let second = said.next().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(first, format!("Port {port} er opptatt."));
    assert!(second.contains("http://127.0.0.1:") && !second.contains(&format!(":{port}/")), "{second}");
}

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

use harness::edits::{Days, Edit, SITE, act, days};
use harness::{Folder, TODAY, command};
use planverk::build::{self, Options, check};
use planverk::serve::Preview;
use planverk::source::SourceSet;
use proptest::prelude::*;

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

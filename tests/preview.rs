//! The preview: after any edits it shows what a build would write, and it answers its own pages and nobody else's.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]
#![allow(clippy::case_sensitive_file_extension_comparisons, reason = "the names are our own")]

mod harness;

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::{Duration, Instant};

use harness::edits::{Days, Edit, SITE, act, days};
use harness::{Folder, TODAY, command, copy};
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

#[test]
fn a_picture_that_changed_while_something_was_wrong_is_told_of_when_it_is_mended() {
    let folder = Folder::with(SITE);
    let mut preview = Preview::start(&folder.path(""), options).unwrap();
    let write = |preview: &mut Preview, path: &str, text: &str| {
        folder.write(path, text);
        preview.changed(&BTreeSet::from([folder.path(path).canonicalize().unwrap()]));
        (preview.news().version, preview.news().more_than_text)
    };
    assert_eq!(write(&mut preview, "content/a.md", "# Side a\n\nMer.\n"), (2, 0));
    assert_eq!(write(&mut preview, "planverk.yaml", "tittel: [\n"), (2, 0));
    assert_eq!(write(&mut preview, "content/bilde.png", "Et bilde."), (2, 0));
    assert_eq!(write(&mut preview, "planverk.yaml", "tittel: Eksempelkommune\n"), (3, 3));
    assert_eq!(write(&mut preview, "content/a.md", "# Side a\n\nMindre.\n"), (4, 3));
}

#[cfg(unix)]
#[test]
fn what_is_wrong_with_a_link_is_told_of_as_long_as_it_is_there() {
    let folder = Folder::with(SITE);
    let mut preview = Preview::start(&folder.path(""), options).unwrap();
    let mut faults = || {
        preview.changed(&BTreeSet::new());
        preview.news().faults.clone()
    };
    assert_eq!(faults(), None);
    std::os::unix::fs::symlink("finnes-ikke.md", folder.path("content/lenke.md")).unwrap();
    assert!(faults().is_some_and(|told| told.contains("lenken peker på noe som ikke finnes")));
    fs::remove_file(folder.path("content/lenke.md")).unwrap();
    assert_eq!(faults(), None);
}

/// `planverk serve`, stopped when the test is done with it.
struct Served {
    child: Child,
    said: BufReader<ChildStderr>,
    address: String,
}

impl Served {
    fn start(folder: &Folder, more: &[&str]) -> Self {
        Self::run(&mut command(&[&["serve", "--port", "0"], more].concat()), folder)
    }

    fn run(command: &mut Command, folder: &Folder) -> Self {
        let mut child = command.current_dir(folder.path("")).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let mut said = BufReader::new(child.stderr.take().unwrap());
        said.read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).unwrap().split('/').next().unwrap().to_owned();
        Self { child, said, address }
    }

    /// Sends bytes and gives all that is answered.
    fn send(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address))
    }

    /// What open pages are told, from now on, one line each.
    fn news(&self) -> impl Iterator<Item = String> {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream
            .write_all(format!("GET /__planverk/hendelser HTTP/1.1\r\nHost: {}\r\n\r\n", self.address).as_bytes())
            .unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        BufReader::new(stream).lines().map_while(Result::ok).filter(|line| line.starts_with("data:"))
    }

    /// Waits until open pages are told the words, and gives all they are told with them.
    fn tells(&self, words: &str) -> String {
        self.news().find(|line| line.contains(words)).unwrap_or_else(|| panic!("nobody was told {words}"))
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

/// Puts a folder aside, and another with the same in it in its place, as when a branch is checked out. In between comes what
/// is done meanwhile.
fn put_back(folder: &Folder, area: &str, meanwhile: impl FnOnce()) {
    let (now, aside) = (folder.path(area), folder.path("").with_extension("til-side"));
    fs::rename(&now, &aside).unwrap();
    meanwhile();
    fs::create_dir_all(&now).unwrap();
    copy(&aside, &now);
    fs::remove_dir_all(&aside).unwrap();
}

/// An edit is shown, and another after it: the first may show because everything was read again.
fn two_edits_show(folder: &Folder, served: &Served, when: &str) {
    for edit in 0..2 {
        let words = format!("Skrevet {when}, gang {edit}");
        folder.write("content/a.md", format!("# Side a\n\n{words}.\n"));
        served.shows("/a.html", &words);
    }
}

#[test]
fn a_folder_that_is_put_back_is_followed_again() {
    let folder = Folder::with(SITE);
    let served = Served::start(&folder, &[]);
    for (round, area) in ["content", "content", ""].into_iter().enumerate() {
        // Gone and there again before anybody has looked.
        put_back(&folder, area, || ());
        two_edits_show(&folder, &served, &format!("i runde {round}"));
    }
}

#[test]
fn the_authors_folder_may_be_gone_for_a_while() {
    let folder = Folder::with(SITE);
    let served = Served::start(&folder, &[]);
    put_back(&folder, "", || _ = served.tells("finnes ikke"));
    served.tells("\"faults\":null");
    two_edits_show(&folder, &served, "etterpå");
}

#[test]
fn a_folder_of_pages_and_nothing_else_is_followed_with_its_folders() {
    let folder = Folder::with("-- a.md --\n# Side a\n-- under/b.md --\n# Side b\n\nSkrevet først.\n");
    let served = Served::start(&folder, &[]);
    served.shows("/under/b.html", "Skrevet først");
    folder.write("under/b.md", "# Side b\n\nSkrevet om.\n");
    served.shows("/under/b.html", "Skrevet om");
    folder.write("nytt/c.md", "# Side c\n");
    served.shows("/nytt/c.html", "Side c");
    folder.write("nytt/c.md", "# Side c\n\nSkrevet om.\n");
    served.shows("/nytt/c.html", "Skrevet om");
    fs::remove_dir_all(folder.path("nytt")).unwrap();
    served.shows("/nytt/c.html", "404 Not Found");
}

#[test]
fn whatever_a_folder_of_pages_is_made_of_is_followed() {
    let folder = Folder::with("-- a.markdown --\n# Side a\n\n![Kart](kart.png)\n");
    folder.write("kart.png", "først");
    let served = Served::start(&folder, &[]);
    served.shows("/a.html", "kart.png");
    folder.write("kart.png", "omtegnet");
    served.tells("\"version\":2");
    folder.write("a.markdown", "# Side a\n\nSkrevet om.\n");
    served.shows("/a.html", "Skrevet om");
}

#[cfg(unix)]
#[test]
fn what_links_lead_to_is_followed() {
    use std::os::unix::fs::symlink;
    let folder = Folder::with(SITE);
    folder.write("felles/felles.md", "# Felles\n\nSkrevet først.\n");
    folder.write("deling/d.md", "# Delt\n\nSkrevet først.\n");
    symlink("../felles/felles.md", folder.path("content/felles.md")).unwrap();
    let served = Served::start(&folder, &[]);
    served.shows("/felles.html", "Skrevet først");
    folder.write("felles/felles.md", "# Felles\n\nSkrevet om.\n");
    served.shows("/felles.html", "Skrevet om");
    // A link that came later, to a folder, and a file that is saved by rename.
    symlink("../deling", folder.path("content/deling")).unwrap();
    served.shows("/deling/d.html", "Skrevet først");
    for words in ["Lagret", "Lagret igjen"] {
        folder.write("deling/d.md.tmp", format!("# Delt\n\n{words}.\n"));
        fs::rename(folder.path("deling/d.md.tmp"), folder.path("deling/d.md")).unwrap();
        served.shows("/deling/d.html", words);
        folder.write("felles/felles.md.tmp", format!("# Felles\n\n{words}.\n"));
        fs::rename(folder.path("felles/felles.md.tmp"), folder.path("felles/felles.md")).unwrap();
        served.shows("/felles.html", words);
    }
}

#[test]
fn an_open_page_is_told_of_an_edit_and_again_when_it_has_settled() {
    let folder = Folder::with(SITE);
    let served = Served::start(&folder, &[]);
    let mut told = served.news();
    let mut hears = |words: &str| told.any(|line| line.contains(words));
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
fn a_folder_that_does_not_exist_gets_the_same_answer_as_in_a_build() {
    let folder = Folder::new();
    let ran = |word| folder.planverk(&[word, "finnesikke"]);
    let served = ran("serve");
    assert_eq!((served.code, &served.err), (2, &ran("build").err));
    assert!(served.err.contains("planverk new MAPPE"), "{}", served.err);
}

#[test]
fn the_last_good_page_is_spoken_of_only_when_there_is_one() {
    let folder = Folder::with("-- planverk.yaml --\ntittel: [\n");
    let mut child =
        command(&["serve", "--port", "0"]).current_dir(folder.path("")).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let first = said.find(|line| line.ends_with("er rettet."));
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(first.as_deref(), Some("Siden vises når det er rettet."));
}

#[test]
fn a_page_that_cannot_be_drawn_says_where_and_why_and_comes_when_it_can() {
    let folder = Folder::with(SITE);
    let page = |inner: &str| {
        format!("{{% extends \"standard/404.html\" %}}{{% block innhold %}}{inner}{{% endblock innhold %}}")
    };
    folder.write("planverk.yaml", "tittel: Eksempelkommune\ntema: eget\n");
    folder.write("themes/eget/404.html", page("<p>Borte</p>"));
    let mut served = Served::start(&folder, &[]);
    let shown = |served: &Served| {
        let own = format!("Host: {}\r\nSec-Fetch-Dest: document\r\nConnection: close\r\n", served.address);
        served.send(&format!("GET /404.html HTTP/1.1\r\n{own}\r\n"))
    };
    assert!(shown(&served).contains("<p>Borte</p>"));
    folder.write("themes/eget/404.html", page("\n<p>{{ finnes_ikke.felt }}</p>"));
    served.tells("\"version\":2");
    let answer = shown(&served);
    assert!(answer.starts_with("HTTP/1.1 500") && answer.contains("content-type: text/html"), "{answer}");
    for words in ["live.js", "themes/eget/404.html:2:", "&lt;p&gt;", "feilen oppsto da siden «404.html» ble laget"] {
        assert!(answer.contains(words), "{words}: {answer}");
    }
    let mut said = served.said.by_ref().lines().map_while(Result::ok);
    assert!(said.any(|line| line.contains("themes/eget/404.html:2:")), "nothing was said in the terminal");
    folder.write("themes/eget/404.html", page("<p>Rettet</p>"));
    served.shows("/404.html", "<p>Rettet</p>");
}

#[test]
fn a_browser_on_another_machine_gets_the_script() {
    let folder = Folder::with(SITE);
    let served = Served::start(&folder, &["--address", "0.0.0.0"]);
    let ask = |accept: &str| {
        let own = format!("Host: {}\r\nAccept: {accept}\r\nConnection: close\r\n", served.address);
        served.send(&format!("GET /a.html HTTP/1.1\r\n{own}\r\n"))
    };
    assert!(ask("text/html,*/*;q=0.8").contains("/__planverk/live.js"));
    let plain = ask("*/*");
    assert!(plain.contains("Skrevet først") && !plain.contains("/__planverk/live.js"), "{plain}");
}

/// The browser is opened by a program that ends when the browser does.
#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn pages_are_shown_while_the_browser_is_open() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with(SITE);
    folder.write("programmer/xdg-open", "#!/bin/sh\nwhile [ -e \"$0\" ]; do sleep 0.1; done\n");
    fs::set_permissions(folder.path("programmer/xdg-open"), fs::Permissions::from_mode(0o755)).unwrap();
    let known = std::env::var("PATH").unwrap_or_default();
    let path = format!("{}:{known}", folder.path("programmer").display());
    let served = Served::run(command(&["serve", "--port", "0", "--open"]).env("PATH", path), &folder);
    served.shows("/a.html", "Skrevet først");
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

//! Answers browsers. Only this machine's own pages may ask; everything is looked up by address in the newest edition, so
//! there is no way from an address to the disk. The only file that knows axum and tokio.

use std::collections::BTreeSet;
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::sync::watch;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

use super::edition::Edition;
use super::preview::{News, Preview};
use super::settler::Settler;
use super::stand_in;
use crate::diag::Diagnostic;
use crate::environment::EnvironmentError;

/// Where the preview's own files stand; no page of a site can have such an address.
const OWN: &str = "/__planverk/";
const SCRIPT: &str = include_str!("live.js");
const STYLE: &str = include_str!("live.css");
/// Read by the script before any page, so it stands in the head.
const TAG: &[u8] = b"<script defer src=\"/__planverk/live.js\"></script></head>";
/// How many ports are tried when the first is taken.
const TRIES: u16 = 20;

/// A port that listens.
pub struct Door {
    listener: std::net::TcpListener,
    /// Where browsers find it.
    pub address: SocketAddr,
}

/// Finds a free port, the wanted one or the first after it.
pub fn open(at: IpAddr, wanted: u16) -> Result<Door, EnvironmentError> {
    let mut last = None;
    for port in wanted..=wanted.saturating_add(TRIES) {
        match std::net::TcpListener::bind((at, port)).and_then(|open| Ok((open.local_addr()?, open))) {
            Ok((address, listener)) => return Ok(Door { listener, address }),
            Err(reason) => last = Some(reason),
        }
    }
    let why = last.map_or_else(|| "ingen port er ledig".to_owned(), |reason| reason.to_string());
    let place = PathBuf::from(SocketAddr::new(at, wanted).to_string());
    Err(EnvironmentError::new("å åpne forhåndsvisningen på", &place, &why).advice("velg en annen port med --port"))
}

/// What every answer is made from.
#[derive(Clone)]
struct Desk {
    edition: Arc<Mutex<Option<Arc<Edition>>>>,
    news: watch::Receiver<News>,
    told: Arc<dyn Fn(&News) + Send + Sync>,
    /// What was last told of a page that could not be drawn.
    complaint: Arc<Mutex<Option<News>>>,
    at: SocketAddr,
}

impl Desk {
    /// Tells that a page cannot be drawn; once, though open pages ask again and again.
    fn complain(&self, why: &str) {
        let now = News { faults: Some(why.to_owned()), settled: false, ..self.news.borrow().clone() };
        let mut last = self.complaint.lock().unwrap_or_else(PoisonError::into_inner);
        if last.as_ref() != Some(&now) {
            (self.told)(&now);
            *last = Some(now);
        }
    }
}

impl Door {
    /// Answers until the program ends. `changes` is told what links lead to, waits for a change and says what it was, or
    /// ends the preview. `told` is called after each, and of a page that cannot be drawn.
    pub fn serve(
        self,
        mut preview: Preview,
        mut changes: impl FnMut(&[PathBuf]) -> Option<BTreeSet<PathBuf>> + Send + 'static,
        told: impl Fn(&News) + Send + Sync + 'static,
    ) -> Result<(), EnvironmentError> {
        let failed = |reason: std::io::Error| {
            EnvironmentError::new("å vise sidene på", &PathBuf::from(self.address.to_string()), reason.to_string())
        };
        let (tell, news) = watch::channel(preview.news().clone());
        let tell = Arc::new(tell);
        let edition = Arc::new(Mutex::new(preview.edition()));
        let told: Arc<dyn Fn(&News) + Send + Sync> = Arc::new(told);
        let desk = Desk {
            edition: Arc::clone(&edition),
            news,
            told: Arc::clone(&told),
            complaint: Arc::default(),
            at: self.address,
        };
        let settler = Arc::new(Settler::default());
        settler.note(preview.edition());
        {
            let (settler, tell, edition) = (Arc::clone(&settler), Arc::clone(&tell), Arc::clone(&edition));
            // Only the newest edition is worth telling of; whether it is settled it knows itself.
            let told = move || tell.send_modify(|news| news.settled = settled(&edition));
            std::thread::spawn(move || settler.run(told));
        }
        std::thread::spawn(move || {
            while let Some(touched) = changes(preview.links()) {
                let before = preview.news().clone();
                preview.changed(&touched);
                if *preview.news() == before {
                    continue;
                }
                *edition.lock().unwrap_or_else(PoisonError::into_inner) = preview.edition();
                told(preview.news());
                if preview.news().version != before.version {
                    settler.note(preview.edition());
                }
                tell.send_modify(|news| {
                    *news = preview.news().clone();
                    news.settled = settled(&edition);
                });
            }
        });
        self.listener.set_nonblocking(true).map_err(failed)?;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_io().enable_time().build().map_err(failed)?;
        let router = Router::new()
            .route("/__planverk/hendelser", get(events))
            .route("/__planverk/live.js", get(|| async { own(SCRIPT, "text/javascript; charset=utf-8") }))
            .route("/__planverk/live.css", get(|| async { own(STYLE, "text/css; charset=utf-8") }))
            .fallback(page)
            .layer(axum::middleware::from_fn_with_state(desk.clone(), guard))
            .with_state(desk);
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(self.listener).map_err(failed)?;
            axum::serve(listener, router).await.map_err(failed)
        })
    }
}

fn settled(edition: &Mutex<Option<Arc<Edition>>>) -> bool {
    let edition = edition.lock().unwrap_or_else(PoisonError::into_inner);
    edition.as_ref().is_some_and(|edition| edition.is_settled())
}

/// Turns away whoever is not a page of this preview, and what is no reading.
async fn guard(State(desk): State<Desk>, request: Request, next: axum::middleware::Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "Forhåndsvisningen kan bare leses.");
    }
    if !is_ours(request.headers(), request.uri(), desk.at) {
        return plain(StatusCode::FORBIDDEN, "Forhåndsvisningen svarer bare sine egne sider på denne maskinen.");
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'self'; frame-ancestors 'self'"),
    );
    response
}

/// Another site can give its own name this machine's address, and then its pages could read ours: the name must be ours.
/// It can also ask for our files from its own pages: browsers tell.
fn is_ours(headers: &HeaderMap, uri: &Uri, at: SocketAddr) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(host) = text("host").or_else(|| uri.authority().map(axum::http::uri::Authority::as_str)) else {
        return false;
    };
    let name = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit())).map_or(host, |h| h.0);
    let name = name.trim_start_matches('[').trim_end_matches(']');
    let address = name.parse::<IpAddr>();
    // Who asked for more than this machine reaches it by number; a name could be anybody's.
    let ours =
        name.eq_ignore_ascii_case("localhost") || address.is_ok_and(|ip| ip.is_loopback() || !at.ip().is_loopback());
    let foreign = matches!(text("sec-fetch-site"), Some("cross-site" | "same-site"));
    ours && (!foreign || text("sec-fetch-mode") == Some("navigate"))
}

fn own(text: &'static str, kind: &'static str) -> Response {
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

fn plain(status: StatusCode, text: &str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], format!("{text}\n")).into_response()
}

/// Tells an open page of every edition, and first of the one there is.
async fn events(State(desk): State<Desk>) -> impl IntoResponse {
    let event = |news: News| {
        let data = serde_json::json!({
            "version": news.version,
            "settled": news.settled,
            "faults": news.faults,
            "reload": news.more_than_text,
        });
        Ok::<_, Infallible>(Event::default().data(data.to_string()))
    };
    Sse::new(WatchStream::new(desk.news).map(event)).keep_alive(KeepAlive::default())
}

async fn page(State(desk): State<Desk>, request: Request) -> Response {
    let Some(path) = path_of(request.uri()) else {
        return plain(StatusCode::BAD_REQUEST, "Adressen er ikke skrevet riktig.");
    };
    if format!("/{path}").starts_with(OWN) {
        return plain(StatusCode::NOT_FOUND, "Det finnes ikke.");
    }
    // Only what is shown as a page gets the script: what a program asks for is what a build would write.
    let shown = is_shown(request.headers());
    let edition = desk.edition.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let Some(edition) = edition else {
        return answer(StatusCode::OK, "x.html", stand_in::page(None).into(), shown);
    };
    // Browsers show what there is at once, and are told when there is more; a program asks only once.
    let at_once = shown || request.headers().contains_key("sec-fetch-dest");
    let made = tokio::task::spawn_blocking(move || find(&edition, &path, at_once)).await;
    match made {
        Ok(Found::File(path, bytes)) => answer(StatusCode::OK, &path, bytes, shown),
        Ok(Found::Folder(to)) => (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)]).into_response(),
        Ok(Found::Nothing(page)) => answer(StatusCode::NOT_FOUND, "404.html", page, shown),
        Ok(Found::Fault(path, why)) => {
            desk.complain(&why);
            let text = if kind_of(&path).starts_with("text/html") { stand_in::page(Some(&why)) } else { why };
            answer(StatusCode::INTERNAL_SERVER_ERROR, &path, text.into(), shown)
        }
        Err(reason) => plain(StatusCode::INTERNAL_SERVER_ERROR, &reason.to_string()),
    }
}

/// Is it to be shown as a page? Browsers say so, but to other machines only by what they accept.
fn is_shown(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match text("sec-fetch-dest") {
        Some(dest) => dest == "document",
        None => text("accept").is_some_and(|kinds| kinds.contains("text/html")),
    }
}

enum Found {
    File(String, Vec<u8>),
    Folder(String),
    Nothing(Vec<u8>),
    Fault(String, String),
}

fn find(edition: &Edition, path: &str, at_once: bool) -> Found {
    let file = |path: &str| if at_once { edition.file_at_once(path) } else { edition.file(path) };
    let fault = |path: String, fault: &Diagnostic| Found::Fault(path, edition.drawn(fault));
    let whole = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
    match file(&whole) {
        Some(Ok(bytes)) => Found::File(whole, bytes),
        Some(Err(why)) => fault(whole, &why),
        None if !path.ends_with('/') && file(&format!("{path}/index.html")).is_some() => {
            Found::Folder(format!("/{}/", encoded(path)))
        }
        None => match file("404.html") {
            Some(Ok(bytes)) => Found::Nothing(bytes),
            Some(Err(why)) => fault("404.html".to_owned(), &why),
            None => Found::Nothing(Vec::new()),
        },
    }
}

fn encoded(path: &str) -> String {
    use std::fmt::Write;
    path.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

/// The address as the site writes it: decoded, relative. `None` when it is no address of a site.
fn path_of(uri: &Uri) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = uri.path().strip_prefix('/')?.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || char::from(rest.next()?).to_digit(16);
            let (high, low) = (digit()?, digit()?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    let path = String::from_utf8(bytes).ok()?;
    let odd =
        path.chars().any(|c| c.is_control() || c == '\\') || path.split('/').any(|part| part == ".." || part == ".");
    (!odd).then_some(path)
}

fn answer(status: StatusCode, path: &str, mut bytes: Vec<u8>, shown: bool) -> Response {
    let kind = kind_of(path);
    if shown && kind.starts_with("text/html") {
        const END: &[u8] = b"</head>";
        if let Some(at) = bytes.windows(END.len()).position(|window| window == END) {
            bytes.splice(at..at + END.len(), TAG.iter().copied());
        }
    }
    (status, [(header::CONTENT_TYPE, kind)], Body::from(bytes)).into_response()
}

/// What a file is, by its ending.
fn kind_of(path: &str) -> &'static str {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(pairs: &[(&'static str, &'static str)], at: &str) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, HeaderValue::from_static(value));
        }
        is_ours(&headers, &Uri::from_static("/"), at.parse().unwrap())
    }

    #[test]
    fn only_this_machine_by_its_own_name_is_answered() {
        let here = "127.0.0.1:4000";
        for host in ["127.0.0.1:4000", "localhost:4000", "localhost", "[::1]:4000", "LOCALHOST:1"] {
            assert!(asked(&[("host", host)], here), "{host}");
        }
        for host in
            ["ond.example", "ond.example:4000", "127.0.0.1.ond.example", "localhost.ond.example:4000", "10.0.0.1"]
        {
            assert!(!asked(&[("host", host)], here), "{host}");
        }
        assert!(!asked(&[], here));
        assert!(asked(&[("host", "10.0.0.1:4000")], "0.0.0.0:4000"));
        assert!(!asked(&[("host", "ond.example:4000")], "0.0.0.0:4000"));
    }

    #[test]
    fn another_sites_page_cannot_ask_for_files_but_may_lead_here() {
        let host = ("host", "localhost:4000");
        let ask = |site, mode| asked(&[host, ("sec-fetch-site", site), ("sec-fetch-mode", mode)], "127.0.0.1:4000");
        assert!(ask("same-origin", "no-cors"));
        assert!(ask("none", "navigate"));
        assert!(ask("cross-site", "navigate"));
        assert!(!ask("cross-site", "no-cors"));
        assert!(!ask("cross-site", "cors"));
    }

    #[test]
    fn addresses_that_lead_nowhere_in_a_site_are_refused() {
        let path = |text: &str| path_of(&text.parse().unwrap());
        assert_eq!(path("/a/m%C3%A5l.html").as_deref(), Some("a/mål.html"));
        assert_eq!(path("/").as_deref(), Some(""));
        for odd in ["/../x", "/a/%2e%2e/x", "/%zz", "/%", "/%ff", "/a%5cb", "/%00", "/./x"] {
            assert_eq!(path(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_page_is_told_by_what_browsers_say_here_and_from_other_machines() {
        let shown = |name: &'static str, value: &'static str| {
            is_shown(&HeaderMap::from_iter([(name.parse().unwrap(), HeaderValue::from_static(value))]))
        };
        assert!(shown("sec-fetch-dest", "document") && !shown("sec-fetch-dest", "empty"));
        assert!(shown("accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
        assert!(!shown("accept", "*/*") && !shown("host", "localhost"));
        let mut fetched = HeaderMap::new();
        fetched.insert("sec-fetch-dest", HeaderValue::from_static("empty"));
        fetched.insert("accept", HeaderValue::from_static("text/html"));
        assert!(!is_shown(&fetched));
    }

    #[test]
    fn only_what_is_shown_gets_the_script() {
        let page = b"<html><head></head><body></body></html>".to_vec();
        let bytes = |shown| {
            let response = answer(StatusCode::OK, "a.html", page.clone(), shown);
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            runtime.block_on(axum::body::to_bytes(response.into_body(), usize::MAX)).unwrap()
        };
        assert_eq!(bytes(false), page);
        assert!(String::from_utf8_lossy(&bytes(true)).contains("live.js\"></script></head>"));
    }
}

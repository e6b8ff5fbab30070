//! `planverk search`: finds in the site what the site's own search finds, in the same order.

use super::shelf::{Broken, Shelf};
use super::{Exit, options, print, summary, tell};
use crate::build;
use crate::cli::Search;
use crate::config::Utgave;
use crate::diag::Sources;
use crate::environment::EnvironmentError;
use crate::language::{FALLBACK, Language};
use crate::search::excerpt::{Excerpt, excerpt};
use crate::search::format::Shown;
use crate::search::kept;
use crate::search::rank::{Answer, Hit, search};
use crate::search::reader::{Index, Reader};
use crate::search::weights::{Building, Weights};
use crate::source::SourceSet;
use crate::sum::Sum;

const BOLD: &str = "\u{1b}[1m";
const UNDERLINED: &str = "\u{1b}[4m";
const PLAIN: &str = "\u{1b}[0m";

/// Searches. Exit code 1 when nothing was found.
pub fn run(typed: &Search) -> Result<Exit, EnvironmentError> {
    let query = typed.words.join(" ");
    let index = Reader::new(index(typed)?);
    let answer = search(&index, &query);
    let language = Language::load(FALLBACK, None)
        .map_err(|fault| EnvironmentError::new("å lese ordlisten", &typed.source, fault.message))?;
    for line in remarks(&query, &answer) {
        tell(&format!("{line}\n"));
    }
    for hit in answer.hits.iter().take(typed.count) {
        let Some(shown) = index.shown(hit.document) else { continue };
        let found = Found::of(shown, hit, &answer);
        print(&if typed.json { found.json() } else { found.text(&language) });
    }
    if !typed.json && !answer.hits.is_empty() {
        let shown = typed.count.min(answer.hits.len());
        tell(&format!("{shown} av {} treff.\n", answer.hits.len()));
    }
    Ok(if answer.hits.is_empty() { Exit::Findings } else { Exit::Clean })
}

/// What to say besides the hits.
fn remarks(query: &str, answer: &Answer) -> Vec<String> {
    let mut lines: Vec<String> = answer
        .corrected
        .iter()
        .map(|(word, instead)| format!("Ingen treff på «{word}», viser treff på «{instead}»."))
        .collect();
    if !answer.hits.is_empty() {
        lines.extend(answer.unknown.iter().map(|word| format!("Ingen treff på «{word}»; ordet er sett bort fra.")));
    }
    match answer.ignored {
        0 => {}
        1 => lines.push("Søket er langt: det siste ordet er sett bort fra.".to_owned()),
        more => lines.push(format!("Søket er langt: de siste {more} ordene er sett bort fra.")),
    }
    if answer.hits.is_empty() {
        let mut shown: String = query.chars().take(60).collect();
        shown.push_str(if shown.len() < query.len() { "…" } else { "" });
        lines.push(format!("Ingen treff på «{shown}». Prøv et annet ord for det samme, eller færre ord."));
    }
    lines
}

/// A hit as it is shown.
struct Found<'i> {
    url: String,
    title: &'i str,
    place: String,
    kind: &'i str,
    status: &'i str,
    period: &'i str,
    score: u64,
    excerpt: Excerpt,
}

impl<'i> Found<'i> {
    fn of(shown: &'i Shown, hit: &Hit, answer: &Answer) -> Self {
        let at = usize::from(hit.place).saturating_sub(1);
        let mut section = shown.6.get(at);
        // A hit in the title is shown with the page's first words.
        if section.is_none_or(|(_, _, text)| text.is_empty()) && hit.place <= 1 {
            section = shown.6.iter().find(|(_, _, text)| !text.is_empty());
        }
        let (anchor, heading, text) =
            section.map_or(("", "", ""), |(anchor, heading, text)| (anchor.as_str(), heading.as_str(), text.as_str()));
        let (anchor, heading) = if hit.place > 1 { (anchor, heading) } else { ("", "") };
        let joint = if anchor.is_empty() { "" } else { "#" };
        let way = [shown.2.as_str(), heading].into_iter().filter(|part| !part.is_empty());
        Self {
            url: format!("{}{joint}{anchor}", shown.0),
            title: &shown.1,
            place: way.collect::<Vec<_>>().join(" › "),
            kind: &shown.3,
            status: &shown.4,
            period: &shown.5,
            score: hit.score,
            excerpt: excerpt(text, &answer.marks),
        }
    }

    fn json(&self) -> String {
        let line = serde_json::json!({
            "url": self.url,
            "title": self.title,
            "type": self.kind,
            "place": self.place,
            "status": self.status,
            "period": self.period,
            "score": self.score,
            "excerpt": self.excerpt.text,
            "marks": self.excerpt.marks,
        });
        format!("{line}\n")
    }

    fn text(&self, language: &Language) -> String {
        let kind = format!("type.{}", self.kind);
        let status = format!("status.{}", self.status);
        let facts = [
            language.find(&kind).unwrap_or(self.kind),
            self.place.as_str(),
            language.find(&status).unwrap_or_default(),
            self.period,
        ];
        let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).map(clean).collect();
        let mut lines = vec![format!("{BOLD}{}{PLAIN}", clean(self.title)), format!("  {}", facts.join(" · "))];
        if !self.excerpt.text.is_empty() {
            let mut line = "  ".to_owned();
            let mut from = 0;
            for (start, end) in &self.excerpt.marks {
                line.push_str(&clean(&self.excerpt.text[from..*start]));
                line.push_str(UNDERLINED);
                line.push_str(&clean(&self.excerpt.text[*start..*end]));
                line.push_str(PLAIN);
                from = *end;
            }
            line.push_str(&clean(&self.excerpt.text[from..]));
            lines.push(line);
        }
        lines.push(format!("  {}\n\n", self.url));
        lines.join("\n")
    }
}

/// Without characters that steer a terminal: the text may be another's.
fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The kept index when it fits, else a new one, which is kept. Of sources with errors none is: what may be missing is to be
/// told every time.
fn index(typed: &Search) -> Result<Index, EnvironmentError> {
    let reading = &typed.reading();
    let (sources, found) = SourceSet::read(&typed.source)?;
    let options = options(reading);
    let key = key(&sources, &options);
    let shelf = Shelf::of(&typed.source);
    let name = name(options.utgave);
    match shelf.take(name) {
        Ok(kept) => {
            let kept = kept.filter(|_| !summary::has_findings(&found, false));
            if let Some(index) = kept.and_then(|bytes| kept::read(&bytes, &key)) {
                return Ok(index);
            }
        }
        Err(Broken) => tell(&format!(
            "Søkeindeksen {} er skadet og lages på nytt. Skjer det igjen, slett mappen .planverk.\n",
            shelf.path(name).display()
        )),
    }
    let checked = build::check(&sources, options, found);
    if checked.has_errors() {
        tell(&format!(
            "Kilden har feil, så noe kan mangle i treffene: {}. Se dem med planverk check.\n",
            summary::counts(&checked.found)
        ));
    }
    let index = build::search_index(&sources, &checked, &Building::default())
        .map_err(|reason| EnvironmentError::new("å lage søkeindeksen", &typed.source, reason))?;
    if !checked.has_errors() {
        shelf.put(name, &kept::write(&index, &key));
    }
    Ok(index)
}

/// Under which name the index of an edition is kept.
fn name(utgave: Option<Utgave>) -> &'static str {
    match utgave {
        Some(Utgave::Intern) => "soek/intern",
        Some(Utgave::Offentlig) => "soek/offentlig",
        None => "soek/valgt",
    }
}

/// What the index is made from: every text file, the date, the edition and this program.
fn key(sources: &SourceSet, options: &build::Options) -> String {
    let date = options.date.unwrap_or(options.today);
    let mut sum = Sum::default();
    sum.text(&format!("{:?} {date:?} {:?}", super::earlier::program(), options.utgave));
    // The numbers the ranking rests on are in the index: one with other numbers is old.
    sum.text(&format!("{:?} {:?}", Weights::default(), Building::default()));
    for (id, file) in sources.iter() {
        sum.text(&file.path).text(sources.text(id));
    }
    sum.short()
}

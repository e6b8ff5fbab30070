//! The least a site generator could do, for comparing with: read every Markdown file, render it inside a small page,
//! write it. With `--index` every word is put in an inverted index as well, which is written too. On all cores.
//!
//!     bare [--index] CONTENT OUT

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, html};
use rayon::prelude::*;

fn main() -> io::Result<()> {
    let mut words: Vec<String> = std::env::args().skip(1).collect();
    let indexed = words.first().is_some_and(|word| word == "--index");
    if indexed {
        words.remove(0);
    }
    let [content, out] = &words[..] else {
        eprintln!("Bruk: bare [--index] CONTENT OUT");
        std::process::exit(2);
    };
    let (content, out) = (Path::new(content), Path::new(out));
    let mut files = Vec::new();
    list(content, &mut files)?;
    files.sort();
    let counts: Vec<HashMap<String, u32>> =
        files.par_iter().map(|file| page(content, out, file, indexed)).collect::<io::Result<_>>()?;
    if indexed {
        fs::write(out.join("index.txt"), index(&counts))?;
    }
    Ok(())
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            list(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "md") {
            files.push(path);
        }
    }
    Ok(())
}

/// Renders and writes one page; gives its words when they are wanted.
fn page(content: &Path, out: &Path, file: &Path, indexed: bool) -> io::Result<HashMap<String, u32>> {
    let text = fs::read_to_string(file)?;
    let (front, body) = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).unwrap_or(("", &text));
    let title = front.lines().find_map(|line| line.strip_prefix("tittel: ")).unwrap_or("");
    let mut counts = HashMap::new();
    let events = Parser::new_ext(body, Options::ENABLE_TABLES).inspect(|event| {
        if let (true, Event::Text(text)) = (indexed, event) {
            for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2) {
                *counts.entry(word.to_lowercase()).or_default() += 1;
            }
        }
    });
    let mut page = format!("<!doctype html><meta charset=\"utf-8\"><title>{title}</title><h1>{title}</h1>\n");
    html::push_html(&mut page, events);
    let to = out.join(file.strip_prefix(content).unwrap_or(file)).with_extension("html");
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(to, page)?;
    Ok(counts)
}

/// One line for each word: the pages it is on and how often.
fn index(counts: &[HashMap<String, u32>]) -> String {
    let mut postings: HashMap<&str, Vec<(usize, u32)>> = HashMap::new();
    for (page, words) in counts.iter().enumerate() {
        for (word, count) in words {
            postings.entry(word).or_default().push((page, *count));
        }
    }
    let mut lines: Vec<_> = postings.into_iter().collect();
    lines.sort();
    let mut text = String::new();
    for (word, pages) in lines {
        text.push_str(word);
        for (page, count) in pages {
            // Writing to a string cannot fail.
            let _ = write!(text, " {page}:{count}");
        }
        text.push('\n');
    }
    text
}

//! What an edit costs in the preview, without browser and network: reads a folder, changes one text many times, and prints
//! how long it takes from the change is known until the page is made, and until all that follows from it is.
//!
//! `cargo run --release --example vis -- MAPPE content/SIDE.md [ANTALL]`

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use planverk::build::Options;
use planverk::serve::Preview;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [root, file, more @ ..] = words.as_slice() else {
        eprintln!("vis MAPPE content/SIDE.md [ANTALL]");
        std::process::exit(2);
    };
    let times = more.first().and_then(|n| n.parse().ok()).unwrap_or(20);
    let root = Path::new(root).canonicalize().expect("the folder is there");
    let path = root.join(file);
    let text = std::fs::read_to_string(&path).expect("the file can be read");
    let address = file.trim_start_matches("content/").replace(".md", ".html");
    let today = "2026-11-23".parse().expect("a date");

    let begun = Instant::now();
    let mut preview = Preview::start(&root, move || Options { date: None, today, utgave: None }).expect("it opens");
    let opened = begun.elapsed();
    let first = preview.edition().and_then(|edition| edition.file_at_once(&address)).expect("the page is there");
    println!("åpnet {}, første side {} ({} byte)", ms(opened), ms(begun.elapsed()), first.map_or(0, |page| page.len()));

    let (mut read, mut shown) = (Vec::new(), Vec::new());
    for number in 0..times {
        std::fs::write(&path, format!("{text}\nEndring {number} av teksten.\n")).expect("the file can be written");
        let begun = Instant::now();
        preview.changed(&BTreeSet::from([path.clone()]));
        read.push(begun.elapsed());
        let edition = preview.edition().expect("an edition");
        let page = edition.file_at_once(&address).expect("the page is there").expect("it is made");
        shown.push(begun.elapsed());
        assert!(String::from_utf8_lossy(&page).contains(&format!("Endring {number} av")), "the page is as it was");
    }
    if let Some(edition) = preview.edition() {
        let begun = Instant::now();
        edition.settle();
        println!("søket lest på nytt {}", ms(begun.elapsed()));
    }
    std::fs::write(&path, text).expect("the file can be written");
    for (name, mut spent) in [("ny utgave", read), ("siden laget", shown)] {
        spent.sort();
        println!("{name}: minst {}, median {}", ms(spent[0]), ms(spent[spent.len() / 2]));
    }
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

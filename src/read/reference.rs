//! The guide's pages about fields, from the shapes the reading code tells: every record with its keys, what they take
//! and what they mean. Writing the pages to the guide's folder is left to `tests/guide.rs`.

use crate::language::capital::capitalised;
use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::schema::File;
use crate::domain::slug::slug;
use crate::yaml::shape::{FieldShape, RecordShape, Shape};

/// The date the pages bear: that of the guide itself.
const DATE: &str = "2026-11-23";

/// One page: the record it is about, and where its fields are written.
struct Topic {
    record: RecordShape,
    place: String,
}

/// Every page, as (path in the guide's folder, Markdown). The first is the list of the others.
pub fn pages() -> Vec<(String, String)> {
    let topics = topics();
    let own: BTreeSet<&str> = topics.iter().map(|topic| topic.record.name).collect();
    let mut pages = vec![("felter/index.md".to_owned(), index(&topics))];
    for (number, topic) in (1..).zip(&topics) {
        pages.push((format!("felter/{}", file_name(topic.record.name)), page(topic, number, &own)));
    }
    pages
}

/// The files themselves, and the rows in their lists that have an id. Smaller records are described where they are used.
fn topics() -> Vec<Topic> {
    let mut topics: Vec<Topic> = Vec::new();
    for file in File::ALL {
        let record = file.shape();
        let place = match file {
            File::Planverk => "Filen `planverk.yaml` øverst i mappen.".to_owned(),
            File::Organisasjon => "Filen `plans/ORGANISASJON/organisasjon.yaml`.".to_owned(),
            File::Plan => {
                "Filen `plans/ORGANISASJON/PLAN/plan.yaml` og de andre YAML-filene i planens mappe.".to_owned()
            }
            File::Rapport => "Filene i `plans/ORGANISASJON/PLAN/rapporter/`.".to_owned(),
            File::Felles => "YAML-filene i `content/`.".to_owned(),
            File::Side => "Feltene mellom de to `---` øverst i en Markdown-fil.".to_owned(),
        };
        topics.push(Topic { record, place });
    }
    let mut at = 0;
    while at < topics.len() {
        let (holder, fields) = (topics[at].record.name, (topics[at].record.fields)());
        for field in fields {
            let Some(record) = record_of(&field.shape).filter(has_id) else { continue };
            let place = format!("Listen `{}` i [{holder}]({})", field.key, file_name(holder));
            match topics.iter_mut().find(|topic| topic.record.name == record.name) {
                Some(known) => {
                    let _ = write!(known.place, " · {}", place.replace("Listen", "listen"));
                }
                None => topics.push(Topic { record, place }),
            }
        }
        at += 1;
    }
    topics
}

fn has_id(record: &RecordShape) -> bool {
    (record.fields)().iter().any(|field| field.key == "id")
}

/// The record a field holds, through lists and blanks.
fn record_of(shape: &Shape) -> Option<RecordShape> {
    match shape {
        Shape::Record(record) => Some(*record),
        Shape::List(inner) | Shape::Map(inner) | Shape::Felt(inner) => record_of(inner),
        _ => None,
    }
}

fn file_name(name: &str) -> String {
    format!("felter-{}.md", slug(name))
}

fn front(title: &str, intro: &str, order: usize) -> String {
    format!(
        "---\ntittel: \"{title}\"\ningress: \"{intro}\"\ndato: {DATE}\noppdatert: {DATE}\nemner: [Planverk]\nrekkefølge: {order}\n---\n"
    )
}

fn index(topics: &[Topic]) -> String {
    let mut text =
        front("Alle felter", "Hvert felt i hver fil: hva det tar, om det må være med, og hva det betyr.", 90);
    text.push_str(
        "\nSidene her er laget av den delen av Planverk som leser filene, så de stemmer alltid med programmet.\n\n\
         Nøkler med æ, ø og å kan også skrives med ae, oe og aa: `målgrupper` og `maalgrupper` er det samme. Et felt som \
         ikke finnes, er en feil. «Blank og belegg» betyr at feltet kan være [[blanke-verdier|blankt av en grunn]] og \
         ha sin egen kilde.\n\n\
         Tabell: Sidene om felter\n\n| Side | Hvor feltene skrives |\n|---|---|\n",
    );
    for topic in topics {
        let _ = writeln!(text, "| [{}]({}) | {} |", topic.record.name, file_name(topic.record.name), topic.place);
    }
    text
}

fn page(topic: &Topic, order: usize, own: &BTreeSet<&str>) -> String {
    let name = topic.record.name;
    let mut text =
        front(&format!("Felter i {name}"), &format!("Nøklene i {name}: hva hver av dem tar, og hva den betyr."), order);
    let full_stop = if topic.place.ends_with('.') { "" } else { "." };
    let _ = write!(text, "\n{}{full_stop}", topic.place);
    if topic.record.shorthand {
        text.push_str(" Kan også skrives som én verdi uten felter.");
    }
    text.push_str("\n\n");
    let fields = (topic.record.fields)();
    table(&mut text, name, &fields, own);

    // Records without a page of their own stand below, each once.
    let mut seen = BTreeSet::from([name]);
    let mut waiting: Vec<RecordShape> = below(&fields, own);
    while !waiting.is_empty() {
        let record = waiting.remove(0);
        if !seen.insert(record.name) {
            continue;
        }
        let fields = (record.fields)();
        let _ = write!(text, "\n## {} {{#{}}}\n\n", capitalised(record.name), slug(record.name));
        if record.shorthand {
            text.push_str("Kan også skrives som én verdi uten felter.\n\n");
        }
        table(&mut text, record.name, &fields, own);
        waiting.extend(below(&fields, own));
    }
    text
}

fn below(fields: &[FieldShape], own: &BTreeSet<&str>) -> Vec<RecordShape> {
    fields.iter().filter_map(|field| record_of(&field.shape)).filter(|record| !own.contains(record.name)).collect()
}

fn table(text: &mut String, name: &str, fields: &[FieldShape], own: &BTreeSet<&str>) {
    let _ = write!(
        text,
        "Tabell: Felter i {name}\n\n| Nøkkel | Tar | Må være med | Blank og belegg | Forklaring |\n|---|---|---|---|---|\n"
    );
    for field in fields {
        let required = if field.required { "ja" } else { "nei" };
        let evidence = if holds_evidence(&field.shape) { "ja" } else { "nei" };
        let takes = takes(&field.shape, own);
        let _ = writeln!(text, "| `{}` | {takes} | {required} | {evidence} | {} |", field.key, field.doc);
    }
}

const fn holds_evidence(shape: &Shape) -> bool {
    matches!(shape, Shape::Felt(_))
}

/// What a field takes, in words.
fn takes(shape: &Shape, own: &BTreeSet<&str>) -> String {
    match shape {
        Shape::Text => "tekst".to_owned(),
        Shape::Number => "tall".to_owned(),
        Shape::Integer => "helt tall".to_owned(),
        Shape::Bool => "`ja` eller `nei`".to_owned(),
        Shape::Dato => "dato".to_owned(),
        Shape::Periode => "dato, eller `fra` og `til`".to_owned(),
        Shape::Id => "id".to_owned(),
        Shape::Word(_, words) => {
            let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
            format!("ett av ordene {}", words.join(", "))
        }
        Shape::List(inner) => match &**inner {
            Shape::Word(_, words) => {
                let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
                format!("liste med ordene {}", words.join(", "))
            }
            other => format!("liste: {}", takes(other, own)),
        },
        Shape::Map(inner) => format!("egne nøkler, hver med {}", takes(inner, own)),
        Shape::Record(record) => {
            let name = record.name;
            let link = if own.contains(name) {
                format!("[{name}]({})", file_name(name))
            } else {
                format!("[{name}](#{})", slug(name))
            };
            if record.shorthand { format!("{link}, eller bare verdien") } else { link }
        }
        Shape::Felt(inner) => takes(inner, own),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn an_activity_has_a_page_with_its_fields_and_the_smaller_records_below() {
        let pages: BTreeMap<String, String> = pages().into_iter().collect();
        let page = &pages["felter/felter-aktivitet.md"];
        assert!(page.contains("| `tekst` | tekst | ja | nei | Hva som skal gjøres |"), "{page}");
        assert!(page.contains("| `kostnad` | [kostnad](#kostnad), eller bare verdien | nei | ja |"), "{page}");
        assert!(page.contains("\n## Kostnad {#kostnad}\n"), "{page}");
        assert!(page.contains("Listen `aktiviteter` i [plan](felter-plan.md)."), "{page}");
    }

    #[test]
    fn two_records_never_share_a_name() {
        fn visit(record: RecordShape, known: &mut BTreeMap<&'static str, Vec<&'static str>>) {
            let fields = (record.fields)();
            let keys: Vec<&str> = fields.iter().map(|field| field.key).collect();
            if let Some(before) = known.get(record.name) {
                assert_eq!(*before, keys, "two records are called «{}»", record.name);
                return;
            }
            known.insert(record.name, keys);
            for field in fields {
                if let Some(inner) = record_of(&field.shape) {
                    visit(inner, known);
                }
            }
        }
        let mut known = BTreeMap::new();
        for file in File::ALL {
            visit(file.shape(), &mut known);
        }
        assert!(known.len() > 30, "{}", known.len());
    }
}

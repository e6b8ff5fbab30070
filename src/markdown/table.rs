//! Tables: captions, columns of numbers, and references that a `|` has cut in two.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::finding::Findings;
use super::reference::{self, Stray};
use super::tree::{Block, Document, Inline, for_each_block_mut, plain_text};
use crate::diag::Diagnostic;

/// A table. Every row has as many cells as there are columns.
#[derive(Debug)]
pub(super) struct Table<'t> {
    pub id: String,
    pub caption: Caption<'t>,
    pub columns: Vec<Column>,
    pub head: Vec<Vec<Inline<'t>>>,
    pub rows: Vec<Vec<Vec<Inline<'t>>>>,
}

/// What a table is called.
#[derive(Debug)]
pub(super) enum Caption<'t> {
    /// The author's `Tabell: …`.
    Written(Vec<Inline<'t>>),
    /// The heading it stands under, when there is one, and its number among the tables called the same.
    Derived { heading: Option<String>, number: usize },
}

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    None,
    Left,
    Center,
    Right,
}

/// One column.
#[derive(Debug)]
pub(super) struct Column {
    pub align: Align,
    /// Whether every cell that is filled holds a number.
    pub numeric: bool,
}

impl Column {
    /// The class of its cells, if any.
    pub const fn class(&self) -> Option<&'static str> {
        match (self.align, self.numeric) {
            (Align::Center, _) => Some("midt"),
            (Align::Right, false) => Some("hoeyre"),
            (Align::Right, true) => Some("hoeyre tall"),
            (Align::None, true) => Some("tall"),
            (Align::None, false) | (Align::Left, _) => None,
        }
    }
}

/// A cell as it is read.
#[derive(Debug)]
pub(super) struct Cell<'t> {
    pub content: Vec<Inline<'t>>,
    pub range: Range<usize>,
}

impl<'t> Table<'t> {
    /// Everything with running text in it: the caption, then cell by cell.
    pub fn contents(&self) -> impl Iterator<Item = &[Inline<'t>]> {
        let caption = match &self.caption {
            Caption::Written(content) => content.as_slice(),
            Caption::Derived { .. } => &[],
        };
        let cells = self.head.iter().chain(self.rows.iter().flatten()).map(Vec::as_slice);
        std::iter::once(caption).chain(cells)
    }

    /// A table from its rows, the first of which is the head.
    pub fn of_rows(align: Vec<Align>, rows: Vec<Vec<Cell<'t>>>, text: &str) -> Self {
        let mut rows = rows.into_iter();
        let head = contents_of(rows.next().unwrap_or_default());
        let mut rows: Vec<Vec<Cell<'t>>> = rows.collect();
        // A line right below a table belongs to it, also when it is meant as its caption.
        let caption = if rows.last().is_some_and(|row| is_caption_row(row, text)) {
            rows.pop().and_then(|row| row.into_iter().next()).and_then(|cell| caption_text(cell.content).ok())
        } else {
            None
        };
        let rows: Vec<Vec<Vec<Inline<'t>>>> = rows.into_iter().map(contents_of).collect();
        let columns =
            align.into_iter().enumerate().map(|(at, align)| Column { align, numeric: is_numeric_column(&rows, at) });
        Self {
            id: String::new(),
            caption: caption.map_or(Caption::Derived { heading: None, number: 0 }, Caption::Written),
            columns: columns.collect(),
            head,
            rows,
        }
    }
}

fn contents_of(row: Vec<Cell<'_>>) -> Vec<Vec<Inline<'_>>> {
    row.into_iter().map(|cell| cell.content).collect()
}

fn is_caption_row(row: &[Cell], text: &str) -> bool {
    let Some((first, others)) = row.split_first() else {
        return false;
    };
    let line = text[first.range.start..].lines().next().unwrap_or("");
    starts_caption(&first.content) && others.iter().all(|cell| cell.content.is_empty()) && !line.contains('|')
}

const CAPTION: &str = "Tabell:";

/// Characters of a heading that may serve as a caption.
const LONGEST_DERIVED: usize = 200;

fn starts_caption(content: &[Inline]) -> bool {
    matches!(content.first(), Some(Inline::Text { text, .. }) if text.starts_with(CAPTION))
}

/// The text after `Tabell:`, or the content back when it is no caption.
fn caption_text(mut content: Vec<Inline<'_>>) -> Result<Vec<Inline<'_>>, Vec<Inline<'_>>> {
    if let Some(Inline::Text { text, .. }) = content.first_mut()
        && let Some(rest) = text.strip_prefix(CAPTION)
    {
        *text = Cow::Owned(rest.trim_start().to_owned());
        return Ok(content);
    }
    Err(content)
}

/// Moves `Tabell: …` paragraphs into the table before, or else the one after.
pub(super) fn take_captions<'t>(blocks: Vec<Block<'t>>, findings: &mut Findings) -> Vec<Block<'t>> {
    let is_caption = |block: &Block| matches!(block, Block::Paragraph { content, .. } if starts_caption(content));
    if !blocks.iter().any(is_caption) {
        return blocks;
    }
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut waiting: Option<Block> = None;
    for mut block in blocks {
        if is_caption(&block) {
            give_back(waiting.take(), &mut out, findings);
            // With a caption of its own already, the table before does not need this one.
            match out.last_mut() {
                Some(Block::Table(table)) if matches!(table.caption, Caption::Derived { .. }) => {
                    set_caption(table, block);
                }
                _ => waiting = Some(block),
            }
        } else if let Block::Table(table) = &mut block {
            match (&table.caption, waiting.take()) {
                (Caption::Derived { .. }, Some(caption)) => set_caption(table, caption),
                (_, caption) => give_back(caption, &mut out, findings),
            }
            out.push(block);
        } else {
            give_back(waiting.take(), &mut out, findings);
            out.push(block);
        }
    }
    give_back(waiting, &mut out, findings);
    out
}

fn set_caption<'t>(table: &mut Table<'t>, block: Block<'t>) {
    if let Block::Paragraph { content, .. } = block
        && let Ok(caption) = caption_text(content)
    {
        table.caption = Caption::Written(caption);
    }
}

/// A caption without a table stays a paragraph.
fn give_back<'t>(block: Option<Block<'t>>, out: &mut Vec<Block<'t>>, findings: &mut Findings) {
    let Some(block) = block else { return };
    if let Block::Paragraph { range, .. } = &block {
        let finding = Diagnostic::hint(
            "markdown/tabelltekst-uten-tabell",
            "linjen ser ut som en tabelltekst, men står ikke ved en tabell",
        )
        .help("flytt den rett foran eller rett etter tabellen, med en tom linje mellom");
        findings.add(range.clone(), finding);
    }
    out.push(block);
}

/// Gives every table its id, and those without a caption the heading they stand under.
pub(super) fn name(document: &mut Document) {
    let mut tables = 0;
    let mut heading: Option<String> = None;
    let mut called: BTreeMap<Option<String>, usize> = BTreeMap::new();
    let anchors = &mut document.anchors;
    let mut see = |block: &mut Block| match block {
        Block::Heading(found) => {
            // Repeated for every table below it, and so not allowed to be endless.
            let words: String = plain_text(&found.content).chars().take(LONGEST_DERIVED).collect();
            heading = Some(words).filter(|text| !text.is_empty());
        }
        Block::Table(table) => {
            tables += 1;
            table.id = format!("tabell-{tables}");
            anchors.insert(table.id.clone());
            let empty = matches!(&table.caption, Caption::Written(content) if plain_text(content).is_empty());
            if empty || matches!(table.caption, Caption::Derived { .. }) {
                let number = called.entry(heading.clone()).or_default();
                *number += 1;
                table.caption = Caption::Derived { heading: heading.clone(), number: *number };
            }
        }
        _ => {}
    };
    for_each_block_mut(&mut document.blocks, &mut see);
    for footnote in &mut document.footnotes {
        for_each_block_mut(&mut footnote.content, &mut see);
    }
}

fn is_numeric_column(rows: &[Vec<Vec<Inline>>], at: usize) -> bool {
    let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| plain_text(cell));
    let mut filled = cells.filter(|text| !matches!(text.as_str(), "" | "–" | "-" | "—")).peekable();
    filled.peek().is_some() && filled.all(|text| is_number(&text))
}

/// One number the way people write it: `1 234,5`, `−3 %`, `kr 500 000`, `1.000`.
fn is_number(text: &str) -> bool {
    let text =
        text.strip_prefix("kr").or_else(|| text.strip_suffix("kr")).or_else(|| text.strip_suffix('%')).unwrap_or(text);
    let text = text.trim().trim_start_matches(['-', '−', '–', '+']);
    text.starts_with(|first: char| first.is_ascii_digit())
        && text.ends_with(|last: char| last.is_ascii_digit())
        && text.chars().all(|letter| letter.is_ascii_digit() || " \u{a0}\u{202f}.,".contains(letter))
}

/// Reports `[[` in the cells of one row: either a `|` cut a reference in two, or it was never closed.
pub(super) fn check_references(row: &[Cell], text: &str, findings: &mut Findings) {
    for (at, cell) in row.iter().enumerate() {
        let mut strays = reference::strays(&cell.content, text);
        let next = row.get(at + 1).filter(|next| reference::closes_elsewhere(&next.content));
        if let Some(next) = next
            && strays.last().is_some_and(|last| last.closed.is_none())
            && let Some(last) = strays.pop()
        {
            report_cut(&last, next, text, findings);
        }
        reference::report_strays(strays, findings);
    }
}

fn report_cut(stray: &Stray, next: &Cell, text: &str, findings: &mut Findings) {
    let Some(length) = text.get(next.range.clone()).and_then(|cell| cell.find("]]")) else {
        return reference::report_stray(stray, findings);
    };
    let range = stray.range.start..next.range.start + length + "]]".len();
    let whole = text.get(range.clone()).unwrap_or("[[id|tekst]]").replacen('|', "\\|", 1);
    let finding =
        Diagnostic::warning("markdown/delt-henvisning", "henvisningen er delt av `|`, som skiller cellene i tabellen")
            .help(format!("skriv `{whole}`"));
    findings.add(range, finding);
}

#[cfg(test)]
mod tests {
    use super::super::testing::{codes, html, scan_text, spans};
    use super::*;

    const PLAIN: &str = "| Tiltak | Antall |\n|---|---|\n| A | 1 |\n";

    #[test]
    fn a_table_has_caption_scopes_and_a_box_that_can_be_scrolled() {
        assert_eq!(
            html(
                "Tabell: Boliger *nå*\n\n| Tiltak | Antall | Sted |\n|---|--:|:-:|\n| A | 1 200,5 | x |\n|  | – |  |\n"
            ),
            "<div class=\"tabellboks\" role=\"region\" tabindex=\"0\" aria-labelledby=\"tabell-1\">\n<table>\n\
             <caption id=\"tabell-1\">Boliger <em>nå</em></caption>\n\
             <thead>\n<tr><th scope=\"col\">Tiltak</th><th scope=\"col\" class=\"hoeyre tall\">Antall</th><th scope=\"col\" class=\"midt\">Sted</th></tr>\n</thead>\n\
             <tbody>\n<tr><th scope=\"row\">A</th><td class=\"hoeyre tall\">1 200,5</td><td class=\"midt\">x</td></tr>\n\
             <tr><td></td><td class=\"hoeyre tall\">–</td><td class=\"midt\"></td></tr>\n</tbody>\n</table>\n</div>\n"
        );
    }

    #[test]
    fn a_caption_is_taken_before_after_and_without_a_blank_line() {
        for text in [
            format!("Tabell: Navn\n\n{PLAIN}"),
            format!("Tabell: Navn\n{PLAIN}"),
            format!("{PLAIN}\nTabell: Navn\n"),
            format!("{PLAIN}Tabell: Navn\n"),
        ] {
            let out = html(&text);
            assert!(
                out.contains("<caption id=\"tabell-1\">Navn</caption>") && !out.contains("Tabell:"),
                "{text}\n{out}"
            );
            assert_eq!(scan_text(&text).1, []);
        }
    }

    #[test]
    fn captions_after_each_table_are_not_given_to_the_next() {
        let out = html(&format!("{PLAIN}\nTabell: A\n\n{PLAIN}\nTabell: B\n"));
        assert!(out.contains("<caption id=\"tabell-1\">A<") && out.contains("<caption id=\"tabell-2\">B<"), "{out}");
        let out = html(&format!("Tabell: A\n\n{PLAIN}\nTabell: B\n\n{PLAIN}"));
        assert!(out.contains("<caption id=\"tabell-1\">A<") && out.contains("<caption id=\"tabell-2\">B<"), "{out}");
    }

    #[test]
    fn without_a_caption_the_heading_names_the_table_and_two_tables_differ() {
        let out = html(&format!("{PLAIN}\n## Mål & midler\n\n{PLAIN}\n\n{PLAIN}"));
        assert!(out.contains("<caption id=\"tabell-1\" class=\"avledet\">Tabell 1</caption>"), "{out}");
        assert!(out.contains("<caption id=\"tabell-2\" class=\"avledet\">Mål &amp; midler</caption>"), "{out}");
        assert!(
            out.contains("<caption id=\"tabell-3\" class=\"avledet\">Mål &amp; midler (tabell 2)</caption>"),
            "{out}"
        );
    }

    #[test]
    fn a_caption_without_a_table_is_a_paragraph_and_a_hint() {
        let text = "Æ\n\nTabell: Navn\n\nTekst\n";
        let (_, findings) = scan_text(text);
        assert_eq!(codes(&findings), ["markdown/tabelltekst-uten-tabell"]);
        assert_eq!(spans(text, &findings), ["Tabell: Navn"]);
        assert!(html(text).contains("<p>Tabell: Navn</p>"));
    }

    #[test]
    fn numbers_are_known_the_way_people_write_them() {
        for number in ["12", "1 234,5", "1.000", "−3", "45 %", "kr 500 000", "500\u{a0}000 kr"] {
            assert!(is_number(number), "{number}");
        }
        for word in ["2011–2012", "a1", "1. kvartal", "", "12.", "%", "kr"] {
            assert!(!is_number(word), "{word}");
        }
    }
}

//! Headings: their ids and levels. Jumps in level are left to `resolve`, which sees the [`super::Outline`].

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;

use super::finding::Findings;
use super::tree::{Block, Document, HeadingBlock, for_each_block_mut, plain_text};
use crate::diag::{Diagnostic, Span};

/// A heading as it will stand on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6: the page's own title is level 1.
    pub level: u8,
    /// Its id, unique in the text.
    pub id: String,
    /// Its words.
    pub text: String,
    /// The heading's line.
    pub span: Span,
}

/// Ids the page layout uses itself; a heading never gets one of them.
pub const RESERVED_IDS: [&str; 11] = [
    "innhold",
    "innholdsliste",
    "hovedinnhold",
    "topp",
    "bunn",
    "bunn-om",
    "meny",
    "sok",
    "soek-topp",
    "innholdsfortegnelse",
    "brodsmuler",
];

/// An id longer than this is no address to give to anybody.
const LONGEST_ID: usize = 80;

/// An ASCII id from some words: æ→ae, ø→oe, å→aa, accents dropped, everything else `-`. Empty when nothing is left.
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(LONGEST_ID + 4));
    for letter in text.chars() {
        if out.len() >= LONGEST_ID {
            break;
        }
        if letter.is_ascii() {
            add_to_slug(letter.to_ascii_lowercase(), &mut out);
        } else {
            for letter in letter.to_lowercase() {
                add_to_slug(letter, &mut out);
            }
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

fn add_to_slug(letter: char, out: &mut String) {
    match letter {
        'a'..='z' | '0'..='9' => out.push(letter),
        'æ' | 'ä' => out.push_str("ae"),
        'ø' | 'ö' => out.push_str("oe"),
        'å' => out.push_str("aa"),
        'ß' => out.push_str("ss"),
        'đ' | 'ð' => out.push('d'),
        'þ' => out.push_str("th"),
        'ŋ' => out.push('n'),
        'ŧ' => out.push('t'),
        'ł' => out.push('l'),
        ' ' if out.is_empty() || out.ends_with('-') => {}
        ' ' => out.push('-'),
        _ => match letter.nfkd().find(char::is_ascii_alphanumeric) {
            Some(plain) => out.push(plain.to_ascii_lowercase()),
            None if out.ends_with('-') || out.is_empty() || is_mark(letter) => {}
            None => out.push('-'),
        },
    }
}

/// Signs inside a word that do not divide it.
const fn is_mark(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '\u{ad}' | '\u{300}'..='\u{36f}')
}

/// Gives every heading its final level and id.
pub(super) fn settle(document: &mut Document, findings: &mut Findings) {
    let mut ids = Ids { taken: document.anchors.clone(), next: BTreeMap::new() };
    let mut first_top: Option<Range<usize>> = None;
    let mut written: BTreeMap<String, Span> = BTreeMap::new();
    for_each_heading(document, &mut |heading| {
        if heading.level == 1 && first_top.is_none() {
            first_top = Some(heading.range.clone());
        }
        if let Some(id) = heading.id.take() {
            heading.id = Some(settle_written(&id, heading, &mut ids, &mut written, findings));
        }
    });
    if let Some(range) = first_top.clone() {
        let finding = Diagnostic::hint(
            "markdown/overskrift-1",
            "overskriften er på øverste nivå, som er forbeholdt sidens tittel",
        )
        .label("alle overskriftene på siden er flyttet ett nivå ned")
        .help("begynn med `##`; tittelen står i `tittel:` øverst");
        findings.add(range, finding);
    }
    for_each_heading(document, &mut |heading| {
        heading.level = (heading.level + u8::from(first_top.is_some())).clamp(2, 6);
        if heading.id.is_none() {
            let text = plain_text(&heading.content);
            if text.is_empty() {
                let finding = Diagnostic::warning("markdown/tom-overskrift", "overskriften har ingen tekst")
                    .help("skriv teksten etter `##`, eller fjern linjen");
                findings.add(heading.range.clone(), finding);
            }
            let slug = slug(&text);
            heading.id = Some(ids.give(if slug.is_empty() { "avsnitt" } else { &slug }));
        }
    });
}

fn for_each_heading<'t>(document: &mut Document<'t>, change: &mut dyn FnMut(&mut HeadingBlock<'t>)) {
    let mut see = |block: &mut Block<'t>| {
        if let Block::Heading(heading) = block {
            change(heading);
        }
    };
    for_each_block_mut(&mut document.blocks, &mut see);
    for footnote in &mut document.footnotes {
        for_each_block_mut(&mut footnote.content, &mut see);
    }
}

/// The id for a heading whose author wrote `{#id}`.
fn settle_written(
    id: &str,
    heading: &HeadingBlock,
    ids: &mut Ids,
    written: &mut BTreeMap<String, Span>,
    findings: &mut Findings,
) -> String {
    let fit = !id.is_empty() && id.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter));
    let wanted =
        if fit { id.to_owned() } else { Some(slug(id)).filter(|slug| !slug.is_empty()).unwrap_or("avsnitt".into()) };
    let given = ids.give(&wanted);
    if !fit {
        let finding = Diagnostic::warning("markdown/ugyldig-id", format!("id-en «{id}» kan ikke brukes i en adresse"))
            .help(format!("bruk a–z, 0–9, `-` og `_`; nå brukes `{given}`"));
        findings.add(heading.range.clone(), finding);
    } else if given != wanted {
        let mut finding = Diagnostic::warning("markdown/opptatt-id", format!("id-en «{id}» er opptatt på siden"))
            .help(format!("velg en annen; nå brukes `{given}`"));
        if let Some(first) = written.get(id) {
            finding = finding.related(*first, "den første med denne id-en");
        }
        findings.add(heading.range.clone(), finding);
    }
    written.entry(given.clone()).or_insert(heading.span);
    given
}

struct Ids {
    taken: BTreeSet<String>,
    /// Where to go on counting, so that a thousand equal headings do not take a million steps.
    next: BTreeMap<String, u32>,
}

impl Ids {
    /// The wanted id, or the first of `-1`, `-2` … that is free.
    fn give(&mut self, wanted: &str) -> String {
        if !RESERVED_IDS.contains(&wanted) && self.taken.insert(wanted.to_owned()) {
            return wanted.to_owned();
        }
        let next = self.next.entry(wanted.to_owned()).or_insert(1);
        loop {
            let candidate = format!("{wanted}-{next}");
            *next += 1;
            if self.taken.insert(candidate.clone()) {
                return candidate;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{codes, html, scan_text, slice, spans};
    use super::*;

    #[test]
    fn norwegian_letters_are_spelt_out_and_accents_dropped() {
        assert_eq!(slug("Mål, tiltak og økonomi – på ærlig vis"), "maal-tiltak-og-oekonomi-paa-aerlig-vis");
        assert_eq!(slug("«Éntré» 2011–2012!"), "entre-2011-2012");
        assert_eq!(slug("Ola’s hus"), "olas-hus");
        assert_eq!(slug("MÅL"), "maal");
        assert_eq!(slug("中文 --- "), "");
        assert!(slug(&"lang ".repeat(99)).len() <= LONGEST_ID + 1);
    }

    #[test]
    fn ids_are_unique_against_each_other_written_ones_and_the_layout() {
        let text = "## Mål\n## Mål\n## Mål\n## Annet {#maal-1}\n## Innhold\n## !!!\n## Fotnote 1[^1]\n\n[^1]: x\n";
        let (outline, findings) = scan_text(text);
        assert_eq!(findings, []);
        let ids: Vec<_> = outline.headings.iter().map(|heading| heading.id.as_str()).collect();
        assert_eq!(ids, ["maal", "maal-2", "maal-3", "maal-1", "innhold-1", "avsnitt", "fotnote-1-1"]);
    }

    #[test]
    fn a_level_one_heading_moves_all_down_and_is_hinted_at() {
        let text = "Å\n\n# Topp\n\n## Under\n\n###### Dyp\n";
        let (outline, findings) = scan_text(text);
        assert_eq!(outline.headings.iter().map(|heading| heading.level).collect::<Vec<_>>(), [2, 3, 6]);
        assert_eq!(codes(&findings), ["markdown/overskrift-1"]);
        assert_eq!(spans(text, &findings), ["# Topp"]);
        assert_eq!(slice(text, outline.headings[1].span), "## Under");
    }

    #[test]
    fn a_heading_has_an_anchor_with_a_name() {
        assert_eq!(
            html("## Om \"støtte\" & `x` [[a]]\n"),
            "<h2 id=\"om-stoette-x-a\">Om «støtte» &amp; <code>x</code> <a href=\"ref/a\">A</a> \
             <a class=\"anker\" href=\"#om-stoette-x-a\" aria-label=\"Lenke til avsnittet «Om «støtte» &amp; x a»\"></a></h2>\n"
        );
    }

    #[test]
    fn written_ids_that_clash_or_cannot_be_used_are_told() {
        let text = "## A {#x}\n\n## B {#x}\n\n## C {#mål}\n\n## D {#meny}\n\n##\n";
        let (outline, findings) = scan_text(text);
        let ids: Vec<_> = outline.headings.iter().map(|heading| heading.id.as_str()).collect();
        assert_eq!(ids, ["x", "x-1", "maal", "meny-1", "avsnitt"]);
        assert_eq!(
            codes(&findings),
            ["markdown/opptatt-id", "markdown/ugyldig-id", "markdown/opptatt-id", "markdown/tom-overskrift"]
        );
        assert_eq!(spans(text, &findings), ["## B {#x}", "## C {#mål}", "## D {#meny}", "##"]);
        assert_eq!(slice(text, findings[0].related[0].0), "## A {#x}");
    }

    #[test]
    fn underlined_headings_are_known() {
        let (outline, _) = scan_text("Tittel\n------\n");
        assert_eq!((outline.headings[0].level, outline.headings[0].text.as_str()), (2, "Tittel"));
    }
}

//! Texts nobody would write: whatever comes in, what goes out is well formed, harmless HTML, made in time linear in the text.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::strict_html::{check, check_part};
use super::testing::{Everywhere, codes, html, parts, scan_text, source, spans};
use super::{Origin, Part, Quotes};
use crate::diag::{FileId, Span};

const NASTY: &[&str] = &[
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<?",
    "<div\n",
    "\" onclick=\"x",
    "[x](javascript:alert(1))",
    "[x](JAVA&#x73;CRIPT&colon;x)",
    "[x](<java\tscript:x>)",
    "![x](data:image/svg+xml,x)",
    "[a]: vbscript:x\n",
    "[a]",
    "[x](\" onx=\")",
    "[[",
    "]]",
    "[[a|b]]",
    "[[a\\|b]]",
    "|",
    "\n|---|---|\n",
    "| a | b |\n",
    "Tabell: x\n",
    "[",
    "]",
    "(",
    ")",
    "![",
    "![](a){.pynt}",
    "{width=",
    "}",
    "{#id}",
    "# ",
    "## å {#x}\n",
    "## å\n",
    "\n\n",
    "\n",
    "> ",
    "> [!NOTE]\n",
    "[!X]",
    "- ",
    "- [x] ",
    "1. ",
    "    ",
    "\t",
    ": ",
    "Term\n: ",
    "[^1]",
    "[^1]: ",
    "[^1]: [^1]\n\n",
    "```",
    "```planverk\n",
    "~~~",
    "`",
    "*",
    "**",
    "_",
    "~~",
    "\"",
    "'",
    "--",
    "...",
    "\\",
    "&",
    "&lt;",
    "&#0;",
    "\0",
    "\u{85}",
    "\u{feff}",
    "\u{202e}",
    "æøå",
    "é",
    "😀",
    "\r\n",
    "\r",
    "---\n",
    "===\n",
    "<https://x.no>",
    "<a@b.no>",
    "![x](a \"t\")",
    "{width=1 height=x}",
    "x",
    " ",
    "her",
    "[her](a)",
];

fn nasty_text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(NASTY), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn whatever_comes_in_harmless_html_goes_out(text in nasty_text()) {
        let (outline, findings) = scan_text(&text);
        for finding in &findings {
            let span = finding.span.unwrap();
            prop_assert!(text.get(span.range()).is_some(), "{finding:?} is outside or cuts a letter");
        }
        for reference in &outline.references {
            prop_assert!(text[reference.span.range()].starts_with("[[") && text[reference.span.range()].ends_with("]]"));
        }
        let mut all = String::new();
        for part in parts(&text) {
            match part {
                Part::Html(html) => {
                    prop_assert_eq!(check_part(&html), Ok(()), "{}", html);
                    all.push_str(&html);
                }
                Part::Query(number) => prop_assert!(number < outline.queries.len()),
            }
        }
        prop_assert_eq!(check(&all), Ok(()), "{}", all);
        for heading in &outline.headings {
            let id = format!(" id=\"{}\"", heading.id);
            prop_assert!(all.contains(&id), "{}", id);
        }
    }

    #[test]
    fn a_line_is_harmless_and_holds_no_block(text in nasty_text()) {
        let out = super::inline(&text, Quotes::Norske, &mut Everywhere::new());
        prop_assert_eq!(check(&out), Ok(()), "{}", out);
        for block in ["<p", "<ul", "<ol", "<li", "<h2", "<pre", "<table", "<blockquote", "<dl", "<div", "<section", "<hr"] {
            prop_assert!(!out.contains(block), "{}", out);
        }
    }
}

/// Every one of these has made some Markdown program slow or fall over.
const UNITS: [&str; 42] = [
    ">",
    "> ",
    "[",
    "![",
    "[[",
    "[[a",
    "[[a|",
    "]]",
    "[[a]] ",
    "*a ",
    "**a ",
    "_a",
    "`a``",
    "<",
    "<a ",
    "<b>",
    "</b>",
    "<div>\n\n",
    "\"",
    "'a",
    "[^1]",
    "[^1]: a\n\n",
    "[^x]",
    "a\n: b\n\n",
    "| a | b |\n|---|---|\n",
    "|",
    "# a\n",
    "# a {#x}\n",
    "[a](",
    "[a][b]",
    "[x]: y\n",
    "- ",
    "- a\n  ",
    "1. ",
    "&",
    "\\",
    "![](a){",
    "![](a){.pynt}",
    "> [!NOTE]\n",
    "Tabell: x\n\n",
    "- [ ] a\n",
    "```\n",
];

/// Work, not waiting: how long this thread has run, where the system tells, so that a busy machine does not matter.
fn spent_by_this_thread() -> Duration {
    static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let ran = told.split_whitespace().next().and_then(|nanoseconds| nanoseconds.parse().ok());
    ran.map_or_else(|| BEGUN.elapsed(), Duration::from_nanos)
}

#[test]
fn twice_the_text_takes_about_twice_the_time() {
    for unit in UNITS {
        let spent = |bytes: usize| {
            let text = unit.repeat(bytes / unit.len());
            let start = spent_by_this_thread();
            let _ = scan_text(&text);
            let out = html(&text);
            let spent = spent_by_this_thread().saturating_sub(start);
            assert_eq!(check(&out), Ok(()), "{unit:?}");
            spent
        };
        let (small, large) = (spent(15_000), spent(60_000));
        // Four times the text; quadratic would be sixteen. The first term forgives what is too short to measure.
        assert!(large < Duration::from_millis(400) + small * 9, "{unit:?}: {small:?}, then {large:?}");
    }
}

#[test]
fn one_block_of_broken_tags_takes_no_longer_than_others() {
    let start = spent_by_this_thread();
    let _ = scan_text(&format!("<div {}", "</a ".repeat(250_000)));
    let spent = spent_by_this_thread().saturating_sub(start);
    assert!(spent < Duration::from_secs(2), "{spent:?}");
}

#[test]
fn ten_thousand_levels_neither_overflow_nor_vanish() {
    for unit in ["> ", "- ", "1. ", "[", "*a", "**a_b", "> - "] {
        let text = format!("{}slutten", unit.repeat(10_000));
        let out = html(&text);
        assert_eq!(check(&out), Ok(()), "{unit:?}");
        assert!(out.contains("slutten"), "{unit:?}");
    }
    let text = format!("å\n\n{}x", "> ".repeat(200));
    let (_, findings) = scan_text(&text);
    assert_eq!(codes(&findings), ["markdown/for-dypt"]);
    assert_eq!(spans(&text, &findings), [">"]);
}

#[test]
fn a_megabyte_on_one_line_is_read() {
    let text = "ord og [[id]] ".repeat(75_000);
    let (outline, findings) = scan_text(&text);
    assert_eq!((outline.references.len(), findings.len()), (75_000, 0));
    assert_eq!(html(&text).matches("href=\"ref/id\"").count(), 75_000);
}

#[test]
fn many_footnotes_that_refer_to_each_other_are_read() {
    let chain: Vec<String> = (0..5_000).map(|n| format!("[^{n}]: x[^{}]\n\n", n + 1)).collect();
    let out = html(&format!("a[^0]\n\n{}[^5000]: slutt\n", chain.concat()));
    assert_eq!(check(&out), Ok(()));
    assert!(out.contains("id=\"fotnote-5001\""));
    let many = format!("{}\n\n[^1]: x\n", "a[^1]".repeat(5_000));
    assert!(html(&many).contains("fotnotehenvisning-1-5000"));
}

#[test]
fn a_hundred_thousand_footnotes_one_below_the_other_are_read_as_pieces() {
    let chain: Vec<String> = (0..100_000).map(|n| format!("[^{n}]: x[^{}]\n\n", n + 1)).collect();
    let all: Vec<String> = (0..=100_000).map(|n| format!("[^{n}] ")).collect();
    for begin in ["a[^0]", &all.concat()] {
        let text = format!("{begin}\n\n{}[^100000]: slutt\n", chain.concat());
        let start = spent_by_this_thread();
        assert_eq!(super::pieces(&source(&text, 0), &mut Everywhere::new()).len(), 1);
        let spent = spent_by_this_thread().saturating_sub(start);
        assert!(spent < Duration::from_secs(20), "{spent:?}");
    }
}

#[test]
fn findings_without_end_are_cut_and_counted() {
    let (_, findings) = scan_text(&"<b> ".repeat(2_000));
    assert_eq!(findings.len(), 501);
    let last = findings.last().unwrap();
    assert_eq!(
        (last.code, last.message.as_str()),
        ("markdown/for-mange-funn", "1500 flere funn i den samme teksten er ikke vist")
    );
}

#[test]
fn a_body_that_begins_nowhere_is_empty() {
    assert_eq!(super::render(&source("å", 1), &mut Everywhere::new()), []);
    assert_eq!(super::render(&source("a", 9), &mut Everywhere::new()), []);
}

#[test]
fn in_a_yaml_value_every_place_is_the_value() {
    let span = Span::new(FileId(7), 100..140);
    let source =
        super::Source { text: "## Å <b>\n\n[[x]]\n", body: 0, origin: Origin::Value(span), quotes: Quotes::Norske };
    let (outline, findings) = super::scan(&source);
    assert_eq!(findings[0].span, Some(span));
    assert_eq!((outline.headings[0].span, outline.references[0].span), (span, span));
}

//! The author's Markdown as it stands outside the site: references and links within the site become their words, headings
//! move down, blocks of plan data are left out. An id never gets out: it may name something internal.

use std::collections::BTreeMap;
use std::ops::Range;

use super::markdown::escaped;
use crate::diag::{FileId, Span};
use crate::page::world::World;
use crate::resolve::item::ItemId;

/// A chapter, which is the file from `body` on: its references are known by their place in it.
pub fn chapter(world: &World, text: &str, body: usize, file: FileId) -> String {
    let item =
        |at: Range<usize>, target: &str| world.site.reference(Span::new(file, body + at.start..body + at.end), target);
    rewritten(text.get(body..).unwrap_or_default(), 1, &|at, target, words| named(world, item(at, target), words))
}

/// The author's Markdown with headings `shift` levels down, references and links within the site as their words.
pub fn author(world: &World, text: &str, place: Span, shift: usize) -> String {
    rewritten(text, shift, &|_, target, words| named(world, world.site.reference(place, target), words))
}

/// The author's own words for something, or its title.
fn named(world: &World, item: Option<ItemId>, words: Option<String>) -> String {
    let title = || item.map(|item| world.site.item(item).display());
    words.or_else(title).unwrap_or_else(|| world.language().word("broedtekst.skjult_henvisning").to_owned())
}

/// What a reference is called, by where it stands, its target and the author's words for it.
type Name<'n> = dyn Fn(Range<usize>, &str, Option<String>) -> String + 'n;

/// What stands in a fence or between backticks is left alone, `planverk` blocks are left out, and the rest is taken in
/// stretches of lines: what belongs together may go over several of them.
fn rewritten(text: &str, shift: usize, name: &Name) -> String {
    let mut out = String::with_capacity(text.len());
    let mut fence: Option<(&str, bool)> = None;
    // Where the lines begin that belong together, and where the one at hand does.
    let (mut open, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        let (start, end) = (at, at + line.len());
        at = end;
        let bare = line.trim();
        let ticks = &bare[..bare.len() - bare.trim_start_matches(['`', '~']).len()];
        if let Some((opened, left_out)) = fence {
            let closes = ticks.len() >= opened.len() && bare == ticks && ticks.starts_with(&opened[..1]);
            if !left_out {
                out.push_str(line.trim_end_matches(['\r', '\n']));
                out.push('\n');
            }
            if closes {
                fence = None;
            }
            open = end;
            continue;
        }
        let level = bare.bytes().take_while(|byte| *byte == b'#').count();
        let heading = (1..=6).contains(&level) && bare[level..].starts_with([' ', '\t']);
        let opens = ticks.len() >= 3 && !bare[ticks.len()..].contains('`');
        let underline = underlines(&text[open..start], line);
        if !(opens || heading || bare.is_empty() || underline.is_some()) {
            continue;
        }
        if let Some(level) = underline {
            out.push_str(&"#".repeat((level + shift).min(6)));
            out.push(' ');
            let words = inline(text, open..start, name);
            out.push_str(&without_anchor(&words.split_whitespace().collect::<Vec<_>>().join(" ")));
        } else {
            out.push_str(&inline(text, open..start, name));
        }
        open = end;
        if heading {
            let from = start + line.find('#').unwrap_or_default() + level;
            out.push_str(&"#".repeat((level + shift).min(6)));
            out.push_str(&without_anchor(inline(text, from..end, name).trim_end()));
        } else if opens {
            let left_out = bare[ticks.len()..].trim() == "planverk";
            if !left_out {
                out.push_str(line.trim_end());
            }
            fence = Some((ticks, left_out));
            if left_out {
                continue;
            }
        }
        out.push('\n');
    }
    out.push_str(&inline(text, open..at, name));
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

/// The level of the heading that a line of `=` or `-` makes of the lines before it; none where they are no paragraph.
fn underlines(before: &str, line: &str) -> Option<usize> {
    let first = before.trim_start_matches(' ');
    let plain = before.len() - first.len() < 4 && !first.trim().is_empty();
    let digits = first.trim_start_matches(|c: char| c.is_ascii_digit());
    let listed = first.starts_with(['-', '*', '+', '>', '|', ':'])
        || (digits.len() < first.len() && digits.starts_with(['.', ')']));
    let sign = line.trim();
    let level = if !sign.is_empty() && sign.bytes().all(|byte| byte == b'=') {
        1
    } else if !sign.is_empty() && sign.bytes().all(|byte| byte == b'-') {
        2
    } else {
        return None;
    };
    (plain && !listed && !line.starts_with("    ")).then_some(level)
}

/// «Mål {#maal}» → «Mål».
fn without_anchor(heading: &str) -> String {
    match heading.trim_end().strip_suffix('}').and_then(|text| text.rfind("{#").map(|at| &text[..at])) {
        Some(text) => text.trim_end().to_owned(),
        None => heading.to_owned(),
    }
}

/// References and links of a stretch of the text.
fn inline(text: &str, stretch: Range<usize>, name: &Name) -> String {
    let pairs = Pairs::of(&text[stretch.clone()], stretch.start);
    let mut out = String::with_capacity(stretch.len());
    // Links within the site that are open: where their words end, and where they do.
    let mut links: Vec<(usize, usize)> = Vec::new();
    let mut at = stretch.start;
    while let Some(found) = text[at..stretch.end].find(['`', '[', ']', '\\']) {
        out.push_str(&text[at..at + found]);
        at += found;
        let rest = &text[at..stretch.end];
        let within = links.last().map_or(stretch.end, |(close, _)| *close);
        if at == within {
            at = links.pop().map_or(stretch.end, |(_, end)| end);
        } else if rest.starts_with('\\') {
            let end = rest.chars().nth(1).map_or(1, |c| 1 + c.len_utf8());
            out.push_str(&rest[..end]);
            at += end;
        } else if rest.starts_with('`') {
            let ticks = rest.len() - rest.trim_start_matches('`').len();
            let end = pairs.code.get(&at).filter(|end| **end <= within).map_or(at + ticks, |end| *end);
            out.push_str(&text[at..end]);
            at = end;
        } else if let Some(end) = pairs.reference(text, at) {
            let inner = &text[at + 2..end - 2];
            let (target, words) = inner.split_once('|').map_or((inner, None), |(a, b)| (a, Some(b.trim().to_owned())));
            let target = target.strip_suffix('\\').unwrap_or(target).split_whitespace().collect::<Vec<_>>().join(" ");
            let words_given = words.is_some();
            let named = name(at..end, &target, words);
            // The author's own words are Markdown already; a title is plain.
            out.push_str(&if words_given { named } else { escaped(&named) });
            at = end;
        } else if let Some((close, target, end)) = pairs.link(text, at) {
            let image = out.ends_with('!');
            let target = text[target].trim();
            let outside = ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| target.starts_with(scheme));
            if outside && !image {
                out.push_str(&text[at..end]);
                at = end;
            } else {
                if image {
                    out.pop();
                }
                links.push((close, end));
                at += 1;
            }
        } else {
            out.push_str(&rest[..1]);
            at += 1;
        }
    }
    out.push_str(&text[at..stretch.end]);
    out
}

/// What closes what in a stretch, by place in the whole text: found once, for a text of nothing but brackets would be read
/// again for each.
#[derive(Default)]
struct Pairs {
    square: BTreeMap<usize, usize>,
    round: BTreeMap<usize, usize>,
    /// From the first of some backticks to behind the last of as many.
    code: BTreeMap<usize, usize>,
}

impl Pairs {
    fn of(stretch: &str, start: usize) -> Self {
        let mut pairs = Self::default();
        let (mut square, mut round) = (Vec::new(), Vec::new());
        let mut runs: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let (mut run, mut escaped) = (0, false);
        for (at, byte) in stretch.bytes().chain([b' ']).enumerate().map(|(at, byte)| (start + at, byte)) {
            match byte {
                _ if std::mem::take(&mut escaped) => {}
                b'\\' => escaped = true,
                b'[' => square.push(at),
                b']' => pairs.square.extend(square.pop().map(|open| (open, at))),
                b'(' => round.push(at),
                b')' => pairs.round.extend(round.pop().map(|open| (open, at))),
                _ => {}
            }
            if byte == b'`' {
                run += 1;
            } else if run > 0 {
                runs.entry(run).or_default().push(at - run);
                run = 0;
            }
        }
        for (length, places) in runs {
            pairs.code.extend(places.windows(2).map(|two| (two[0], two[1] + length)));
        }
        pairs
    }

    /// `[[target|words]]` at a place: where it ends.
    fn reference(&self, text: &str, at: usize) -> Option<usize> {
        let inner = text.get(at + 1..)?.starts_with('[').then(|| self.square.get(&(at + 1)))??;
        (self.square.get(&at) == Some(&(inner + 1))).then_some(inner + 2)
    }

    /// `[words](target)` at a place: where its words end, its target, and where it ends.
    fn link(&self, text: &str, at: usize) -> Option<(usize, Range<usize>, usize)> {
        let close = *self.square.get(&at)?;
        let open = text.get(close + 1..)?.starts_with('(').then_some(close + 1)?;
        let end = *self.round.get(&open)?;
        Some((close, open + 1..end, end + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        rewritten(text, 2, &|_, target, words| words.unwrap_or_else(|| format!("({target})")))
    }

    #[test]
    fn references_and_links_within_the_site_become_their_words() {
        assert_eq!(words("Se [[akt-1|boligskolen]] og [[akt-2]].\n"), "Se boligskolen og (akt-2).\n");
        assert_eq!(words("[ut](https://x.no) [inn](b.md) ![bilde](b.png)\n"), "[ut](https://x.no) inn bilde\n");
        assert_eq!(words("`[[akt-1]]` \\[[x] [uten\n"), "`[[akt-1]]` \\[[x] [uten\n");
        assert_eq!(
            words("[se ![nå [[akt-1]]](a.png) \\] og **her**](b.md) ``a ` b``\n"),
            "se nå (akt-1) \\] og **her** ``a ` b``\n"
        );
    }

    #[test]
    fn what_goes_over_several_lines_is_read_as_one() {
        assert_eq!(words("Se [[akt-1|et ord\nover linjer]] og [[akt\n2]].\n"), "Se et ord\nover linjer og (akt 2).\n");
        assert_eq!(
            words("Se [ord over\nlinjer](b.md) og `[[a]]\n[[b]]` her\n"),
            "Se ord over\nlinjer og `[[a]]\n[[b]]` her\n"
        );
        assert_eq!(words("> Se [[akt-1|ord\n> her]].\n"), "> Se ord\n> her.\n");
        assert_eq!(words("a [b\n\nc](d.md)\n"), "a [b\n\nc](d.md)\n");
    }

    #[test]
    fn headings_with_a_line_below_move_down_too() {
        assert_eq!(
            words("Mål\nog [[akt-1]] {#maal}\n===\ntekst\n\nNytt\n---\n"),
            "### Mål og (akt-1)\ntekst\n\n#### Nytt\n"
        );
        for text in [
            "- punkt\n---\n",
            "1. punkt\n---\n",
            "\n---\n",
            "tekst\n\n---\n",
            "> sitat\n---\n",
            "| a |\n|---|\n| 1 |\n",
        ] {
            assert_eq!(words(text), text);
        }
    }

    #[test]
    fn text_of_nothing_but_brackets_takes_no_time() {
        for text in ["[", "[[", "[a](", "`[", "[]("] {
            let text = text.repeat(100_000);
            assert!(words(&text).len() > 1000);
        }
        let deep = format!("{}x{}", "[".repeat(100_000), "](b)".repeat(100_000));
        assert_eq!(words(&deep), "x\n");
    }

    #[test]
    fn headings_move_down_and_blocks_of_plan_data_are_left_out() {
        let text = "## Om {#om}\n\n```planverk\nvis: framdrift\n```\n\n```text\n# [[x]]\n```\n";
        assert_eq!(words(text), "#### Om\n\n\n```text\n# [[x]]\n```\n");
    }
}

//! The author's Markdown as it stands outside the site: references and links within the site become their words, headings
//! move down, blocks of plan data are left out. An id never gets out: it may name something internal.

use super::markdown::escaped;
use crate::diag::Span;
use crate::page::world::World;

/// A chapter: its references are known by their place in the file, so their ids are looked up by the words alone.
pub fn chapter(world: &World, text: &str) -> String {
    rewritten(text, 1, &|target, words| {
        let known = world.site.register.iter().find(|(_, item)| item.key == target).map(|(_, item)| item.display());
        words.or(known).unwrap_or_else(|| world.language().word("broedtekst.skjult_henvisning").to_owned())
    })
}

/// The author's Markdown with headings `shift` levels down, references and links within the site as their words.
pub fn author(world: &World, text: &str, place: Span, shift: usize) -> String {
    rewritten(text, shift, &|target, words| {
        let known = world.site.reference(place, target).map(|item| world.site.item(item).display());
        words.or(known).unwrap_or_else(|| world.language().word("broedtekst.skjult_henvisning").to_owned())
    })
}

/// Line by line; what stands in a fence or between backticks is left alone, and `planverk` blocks are left out.
fn rewritten(text: &str, shift: usize, name: &dyn Fn(&str, Option<String>) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut fence: Option<(String, bool)> = None;
    for line in text.lines() {
        let bare = line.trim_start();
        let ticks: String = bare.chars().take_while(|c| *c == '`' || *c == '~').collect();
        if let Some((open, left_out)) = &fence {
            let closes = ticks.len() >= open.len() && bare.trim_end() == ticks && ticks.starts_with(&open[..1]);
            if !left_out {
                out.push_str(line);
                out.push('\n');
            }
            if closes {
                fence = None;
            }
            continue;
        }
        if ticks.len() >= 3 {
            let left_out = bare[ticks.len()..].trim() == "planverk";
            if !left_out {
                out.push_str(line);
                out.push('\n');
            }
            fence = Some((ticks, left_out));
            continue;
        }
        let level = bare.chars().take_while(|c| *c == '#').count();
        if (1..=6).contains(&level) && bare[level..].starts_with([' ', '\t']) {
            out.push_str(&"#".repeat((level + shift).min(6)));
            out.push_str(&inline(&without_anchor(&bare[level..]), name));
        } else {
            out.push_str(&inline(line, name));
        }
        out.push('\n');
    }
    out
}

/// «Mål {#maal}» → «Mål».
fn without_anchor(heading: &str) -> String {
    match heading.trim_end().strip_suffix('}').and_then(|text| text.rfind("{#").map(|at| &text[..at])) {
        Some(text) => text.trim_end().to_owned(),
        None => heading.to_owned(),
    }
}

/// References and links of one line.
fn inline(line: &str, name: &dyn Fn(&str, Option<String>) -> String) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['`', '[', '\\']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with('\\') {
            let end = rest.chars().nth(1).map_or(1, |c| 1 + c.len_utf8());
            out.push_str(&rest[..end]);
            rest = &rest[end..];
        } else if rest.starts_with('`') {
            let ticks = &rest[..rest.len() - rest.trim_start_matches('`').len()];
            let end = rest[ticks.len()..].find(ticks).map_or(ticks.len(), |end| end + 2 * ticks.len());
            out.push_str(&rest[..end]);
            rest = &rest[end..];
        } else if let Some((inner, after)) = rest.strip_prefix("[[").and_then(|inner| inner.split_once("]]")) {
            let (target, words) = inner.split_once('|').map_or((inner, None), |(a, b)| (a, Some(b.trim().to_owned())));
            let target = target.trim().trim_end_matches('\\');
            let words_given = words.is_some();
            let named = name(target, words);
            // The author's own words are Markdown already; a title is plain.
            out.push_str(&if words_given { named } else { escaped(&named) });
            rest = after;
        } else if let Some((words, target, after)) = link(rest) {
            let image = out.ends_with('!');
            let outside = ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| target.starts_with(scheme));
            if outside && !image {
                out.push_str(&rest[..rest.len() - after.len()]);
            } else {
                if image {
                    out.pop();
                }
                out.push_str(&inline(words, name));
            }
            rest = after;
        } else {
            out.push('[');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

/// `[words](target)` at the beginning: its words, its target, and what comes after.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    let mut depth = 0_usize;
    let close = text.char_indices().find_map(|(at, c)| {
        match c {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at)
    })?;
    let target = text[close + 1..].strip_prefix('(')?;
    let mut depth = 1_usize;
    let end = target.char_indices().find_map(|(at, c)| {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at)
    })?;
    Some((&text[1..close], target[..end].trim(), &target[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        rewritten(text, 2, &|target, words| words.unwrap_or_else(|| format!("({target})")))
    }

    #[test]
    fn references_and_links_within_the_site_become_their_words() {
        assert_eq!(words("Se [[akt-1|boligskolen]] og [[akt-2]].\n"), "Se boligskolen og (akt-2).\n");
        assert_eq!(words("[ut](https://x.no) [inn](b.md) ![bilde](b.png)\n"), "[ut](https://x.no) inn bilde\n");
        assert_eq!(words("`[[akt-1]]` \\[[x] [uten\n"), "`[[akt-1]]` \\[[x] [uten\n");
    }

    #[test]
    fn headings_move_down_and_blocks_of_plan_data_are_left_out() {
        let text = "## Om {#om}\n\n```planverk\nvis: framdrift\n```\n\n```text\n# [[x]]\n```\n";
        assert_eq!(words(text), "#### Om\n\n\n```text\n# [[x]]\n```\n");
    }
}

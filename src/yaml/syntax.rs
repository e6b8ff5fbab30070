//! What is wrong with text that is no YAML, told in Norwegian to the one who wrote it. Finding that it is wrong is left
//! to `parse`.

use super::parse::Input;
use crate::diag::{Diagnostic, Span};

/// Explains a syntax error in Norwegian. The parsers' own words are kept only when no better are known.
pub(super) fn syntax_error(input: &Input, offset: usize, info: &str) -> Diagnostic {
    let offset = offset.min(input.end);
    let text = input.text.get(..input.end).unwrap_or("");
    let line_start = text.get(..offset).and_then(|t| t.rfind('\n')).map_or(0, |at| at + 1);
    let line_end = text.get(offset..).and_then(|t| t.find('\n')).map_or(text.len(), |at| offset + at);
    // The parser may stop a line or two after the tab that confused it, or on the line before.
    let next_end =
        text.get(line_end + 1..).map_or(line_end, |rest| line_end + 1 + rest.find('\n').unwrap_or(rest.len()));
    let near = text.get(..if info.contains("tab") { next_end } else { line_end }).unwrap_or("");
    let tab = near.rmatch_indices('\n').map(|(at, _)| at + 1).chain([0]).take(3).find_map(|start| {
        let line = near[start..].split('\n').next().unwrap_or("");
        let indent = &line[..line.len() - line.trim_start_matches([' ', '\t', '-']).len()];
        indent.find('\t').map(|at| start + at)
    });
    if let Some(at) = tab.filter(|at| *at >= input.start) {
        return Diagnostic::error("yaml/tabulator", "tabulator brukt som innrykk")
            .at(Span::new(input.file, at..at + 1))
            .label("tabulator")
            .help("YAML tåler bare mellomrom i innrykk; bytt tabulatoren med to mellomrom");
    }
    let has = |words: &str| info.contains(words);
    let (message, help) = if has("mapping values are not allowed") || has("mapping value") || has("nested mapping") {
        (
            "kolon der det ikke kan stå",
            "har teksten et kolon, sett hele teksten i anførselstegn; ellers kontroller innrykket",
        )
    } else if has("unclosed") || has("unexpected end of stream") || has("quoted scalar") || has("unexpected EOF") {
        (
            "anførselstegn eller klamme som ikke blir lukket",
            "lukk det siste anførselstegnet, eller `]` / `}`, før linjen slutter",
        )
    } else if has("did not find expected")
        || has("simple key")
        || has("invalid indentation")
        || has("expected <block end>")
    {
        (
            "innrykket eller nøkkelen stemmer ikke med linjene rundt",
            "felter som hører sammen skal ha likt innrykk, og hver linje formen `nøkkel: verdi`",
        )
    } else if has("escape") {
        (
            "ugyldig tegn etter omvendt skråstrek",
            "i doble anførselstegn må en skråstrek skrives `\\\\`; enkle anførselstegn slipper",
        )
    } else if has("cannot start any token") || has("unexpected character") {
        ("tegn som ikke kan stå først i en verdi", "sett verdien i anførselstegn")
    } else {
        ("", "kontroller innrykk, kolon og anførselstegn på linjen og linjen før")
    };
    let message = if message.is_empty() {
        format!("YAML-en kan ikke leses ({info})")
    } else {
        format!("YAML-en kan ikke leses: {message}")
    };
    // At the end of the file there is nothing to point at: point at the last line that has something.
    let (start, end) = if text.get(line_start..line_end).is_some_and(|l| !l.trim().is_empty()) {
        (offset, (offset + 1).min(line_end).max(offset))
    } else {
        let kept = text.get(..line_start).unwrap_or("").trim_end();
        (kept.len().max(input.start), kept.len().max(input.start))
    };
    Diagnostic::error("yaml/syntaks", message).at(Span::new(input.file, start..end)).help(help)
}

//! Tera's errors as diagnostics: in Norwegian, in the author's file, on the line.

use std::collections::BTreeMap;

use tera::{Error, ErrorKind, ReportError, Tera};

use super::files::{OWN, STANDARD};
use crate::diag::{Diagnostic, FileId, Span};

const CODE: &str = "tema/mal";

/// Where the site's own templates came from, by the name tera knows them under.
#[derive(Default)]
pub struct Origins(BTreeMap<String, Origin>);

struct Origin {
    shown: String,
    file: Option<FileId>,
    text: String,
}

/// What tera says, taken apart. Lines and columns count from 1.
struct Report {
    message: String,
    template: String,
    line: usize,
    column: usize,
}

impl Origins {
    /// Remembers one template.
    pub fn add(&mut self, name: String, shown: String, file: Option<FileId>, text: String) {
        self.0.insert(name, Origin { shown, file, text });
    }

    /// Every template that cannot be parsed. Tera stops at the first, so each is tried alone.
    pub fn syntax_faults(&self) -> Vec<Diagnostic> {
        let parse = |(name, origin): (&String, &Origin)| {
            let error = Tera::new().add_raw_template(name, &origin.text).err()?;
            match error.kind() {
                ErrorKind::SyntaxError(report) => Some(self.diagnostic(&Report::from(&**report))),
                // Parents, filters and components are missing here, of course; that is for later.
                _ => None,
            }
        };
        self.0.iter().filter_map(parse).collect()
    }

    /// What is wrong between templates: parents, blocks, components and filters that do not exist.
    pub fn of_loading(&self, error: &Error) -> Vec<Diagnostic> {
        match error.kind() {
            // Tera gathers these in one text and keeps no structure.
            ErrorKind::Msg(text) if text.starts_with("error: ") => {
                reports(text).iter().map(|report| self.diagnostic(report)).collect()
            }
            _ => vec![self.of(error)],
        }
    }

    /// A failure before any template was looked at.
    pub fn of_setup(&self, error: &Error) -> Diagnostic {
        self.of(error)
    }

    /// A failure while a page was made.
    pub fn of_rendering(&self, error: &Error, page: &str) -> Diagnostic {
        self.of(error).help(format!("feilen oppsto da siden «{page}» ble laget"))
    }

    fn of(&self, error: &Error) -> Diagnostic {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                self.diagnostic(&Report::from(&**report))
            }
            ErrorKind::MissingParent { current, parent } => {
                Diagnostic::error(CODE, format!("malen bygger på «{parent}», som ikke finnes"))
                    .in_path(self.shown(current))
                    .help("skriv {% extends \"standard/<navn>\" %} for å bygge på standardtemaets mal")
            }
            ErrorKind::CircularExtend { tpl, .. } => Diagnostic::error(CODE, "malen bygger på seg selv")
                .in_path(self.shown(tpl))
                .help("skriv {% extends \"standard/<navn>\" %} for å bygge på standardtemaets mal"),
            ErrorKind::CircularInclude { tpl, .. } => {
                Diagnostic::error(CODE, "malen henter inn seg selv").in_path(self.shown(tpl))
            }
            ErrorKind::TemplateNotFound(name) => Diagnostic::error(CODE, format!("malen «{name}» finnes ikke")),
            _ => Diagnostic::error(CODE, format!("malen kan ikke brukes: {error}")),
        }
    }

    fn diagnostic(&self, report: &Report) -> Diagnostic {
        let message = norwegian(&report.message);
        let origin = self.0.get(&report.template);
        if let Some(Origin { file: Some(file), text, .. }) = origin {
            let start = offset(text, report.line, report.column);
            let end = start + text[start..].chars().next().map_or(0, char::len_utf8);
            return Diagnostic::error(CODE, message).at(Span::new(*file, start..end));
        }
        // No line can be drawn, so the words must do.
        let place = format!("{message} (linje {}, kolonne {})", report.line, report.column);
        let line = origin.and_then(|origin| origin.text.lines().nth(report.line.saturating_sub(1)));
        Diagnostic::error(CODE, place)
            .in_path(self.shown(&report.template))
            .help_maybe(line.map(|line| format!("linjen er: {}", line.trim())))
    }

    /// The author's own path for a template, or where it lies in the standard theme.
    fn shown(&self, name: &str) -> String {
        match self.0.get(name) {
            Some(origin) => origin.shown.clone(),
            None => match name.strip_prefix(STANDARD) {
                Some(path) => format!("themes/standard/{path}"),
                None => name.strip_prefix(OWN).unwrap_or(name).to_owned(),
            },
        }
    }
}

impl From<&ReportError> for Report {
    fn from(report: &ReportError) -> Self {
        Self {
            message: report.message().to_owned(),
            template: report.filename().to_owned(),
            line: report.span().start_line,
            column: report.span().start_col + 1,
        }
    }
}

/// Takes `error: <message>\n --> <template>:<line>:<column>` apart, as often as it occurs.
fn reports(text: &str) -> Vec<Report> {
    let mut lines = text.lines().peekable();
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        let Some(message) = line.strip_prefix("error: ") else {
            continue;
        };
        let mut place =
            lines.peek().and_then(|next| next.trim_start().strip_prefix("--> ")).unwrap_or("").rsplitn(3, ':');
        let column = place.next().and_then(|n| n.parse().ok()).unwrap_or(1);
        let line = place.next().and_then(|n| n.parse().ok()).unwrap_or(1);
        found.push(Report {
            message: message.to_owned(),
            template: place.next().unwrap_or_default().to_owned(),
            line,
            column,
        });
    }
    found
}

/// The byte where a line and column (in characters) begin; the end of the line or text when they lie beyond.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text[start..].lines().next().unwrap_or("");
    let within = rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
    start + within
}

/// The faults people make in templates, in Norwegian; the rarer ones in tera's own words, and said to be so.
fn norwegian(message: &str) -> String {
    let quoted = || message.split('`').nth(1).unwrap_or_default();
    let starts = |with: &str| message.starts_with(with);
    if starts("Unknown component") {
        format!("komponenten «{}» finnes ikke", quoted())
    } else if starts("Unknown filter") {
        format!("filteret «{}» finnes ikke", quoted())
    } else if starts("Unknown test") {
        format!("testen «{}» finnes ikke", quoted())
    } else if starts("Unknown function") {
        format!("funksjonen «{}» finnes ikke", quoted())
    } else if starts("Unknown template") {
        format!("malen «{}» finnes ikke", quoted())
    } else if starts("Block") && message.contains("not defined in any parent") {
        format!("blokken «{}» finnes ikke i malen det bygges på", quoted())
    } else if message.contains("is not defined") {
        match message.split_once("Available fields: ") {
            Some((_, fields)) => format!("«{}» finnes ikke; det som finnes, er {fields}", quoted()),
            None => format!("«{}» finnes ikke på denne siden", quoted()),
        }
    } else {
        format!("malen kan ikke brukes: {message}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tera_s_gathered_reports_are_taken_apart() {
        let text = "error: Unknown filter `a`\n --> eget/x.html:2:5\n  |\n2 | {{ b | a }}\n  |     ^\n\nerror: Unknown component `b`\n --> eget/y.html:1:1\n";
        let found = reports(text);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].template.as_str(), found[0].line, found[0].column), ("eget/x.html", 2, 5));
        assert_eq!(norwegian(&found[1].message), "komponenten «b» finnes ikke");
    }

    #[test]
    fn a_place_is_found_by_characters_and_never_outside_the_text() {
        let text = "æøå {{ x }}\nb\n";
        assert_eq!(&text[offset(text, 1, 5)..offset(text, 1, 7)], "{{");
        assert_eq!(offset(text, 2, 99), text.len() - 1);
        assert_eq!(offset(text, 99, 1), text.len());
        assert_eq!(offset("", 1, 1), 0);
    }
}

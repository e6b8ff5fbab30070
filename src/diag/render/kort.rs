//! One line per finding, in the shape editors and CI logs know: `fil:linje:kolonne: feil[kode]: melding`.

use std::fmt::Write;

use super::visible::one_line;
use crate::diag::{Diagnostic, Places, Sources};

/// Findings, one line each. Without a span the line and column are left out, without a path the path too.
pub fn kort(list: &[Diagnostic], sources: &dyn Sources) -> String {
    let places = Places::new(sources);
    let mut out = String::new();
    for diagnostic in list {
        if let Some(span) = diagnostic.span {
            let at = places.start(span);
            let path = one_line(places.path(span.file));
            let _ = write!(out, "{path}:{}:{}: ", at.line, at.column);
        } else if let Some(path) = &diagnostic.path {
            let _ = write!(out, "{}: ", one_line(path));
        }
        let message = one_line(&diagnostic.message);
        let _ = writeln!(out, "{}[{}]: {message}", diagnostic.severity, diagnostic.code);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::render::sample::Texts;
    use crate::diag::{FileId, Span};

    #[test]
    fn each_finding_is_one_line_with_columns_in_characters() {
        let sources = Texts::one("plans/å.yaml", "en: 1\nmål: æøå x\n");
        let list = [
            Diagnostic::error("lesing/ukjent-felt", "ukjent felt").at(sources.span(0, "x")),
            Diagnostic::warning("utskrift/brutt-lenke", "lenken er brutt").in_path("plan/index.html"),
            Diagnostic::hint("kvalitet/tom", "to\nlinjer\x1b[0m"),
            Diagnostic::hint("kvalitet/slutt", "ved slutten").at(Span::new(FileId(0), 9000..9001)),
        ];
        let expected = "\
plans/å.yaml:2:10: feil[lesing/ukjent-felt]: ukjent felt
plan/index.html: advarsel[utskrift/brutt-lenke]: lenken er brutt
hint[kvalitet/tom]: to linjer␛[0m
plans/å.yaml:3:1: hint[kvalitet/slutt]: ved slutten
";
        assert_eq!(kort(&list, &sources), expected);
    }
}

//! The picture a person reads in a terminal: the line itself, a caret, and what to do.
//! The only file that knows annotate-snippets.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::excerpt::{Excerpt, excerpts};
use super::visible::one_line;
use crate::diag::{Diagnostic, Places, Severity, Sources};

/// Our own trimming decides how wide a picture is, so the library is told that there is room.
const ROOM: usize = 4000;

/// Findings as pictures with an empty line between them. `colour` adds ANSI colours.
pub fn tekst(list: &[Diagnostic], sources: &dyn Sources, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(ROOM);
    let places = Places::new(sources);
    let mut out = String::new();
    for diagnostic in list {
        if !out.is_empty() {
            out.push('\n');
        }
        let excerpts = excerpts(diagnostic, &places);
        // The library counts columns in what it is shown; on a trimmed line that is not the file's own column.
        let wrong: Vec<_> = excerpts.iter().filter_map(|e| shifted_heading(e, &places)).collect();
        let mut picture = renderer.render(&[picture(diagnostic, excerpts, &places)]);
        for (drawn, true_place) in wrong {
            picture = picture.replacen(&drawn, &true_place, 1);
        }
        out.push_str(&picture);
        out.push('\n');
    }
    out
}

fn shifted_heading(excerpt: &Excerpt, places: &Places<'_>) -> Option<(String, String)> {
    let path = one_line(places.path(excerpt.file));
    let heading = |column| format!("{path}:{}:{column}", excerpt.line);
    (excerpt.drawn_column != excerpt.column).then(|| (heading(excerpt.drawn_column), heading(excerpt.column)))
}

fn picture<'a>(diagnostic: &'a Diagnostic, excerpts: Vec<Excerpt>, places: &Places<'a>) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Feil => Level::ERROR,
        Severity::Advarsel => Level::WARNING,
        Severity::Hint => Level::NOTE,
    };
    let title = level.with_name(diagnostic.severity.word()).primary_title(one_line(&diagnostic.message));
    let mut group = Group::with_title(title.id(diagnostic.code));
    if diagnostic.span.is_none()
        && let Some(path) = &diagnostic.path
    {
        group = group.element(Origin::path(one_line(path)));
    }
    for excerpt in excerpts {
        let path = one_line(places.path(excerpt.file));
        group = group.element(snippet(excerpt).path(path));
    }
    let help = |hint: &'a String| Level::HELP.with_name("hjelp").message(one_line(hint));
    group.elements(diagnostic.hints.iter().map(help))
}

fn snippet<'a>(excerpt: Excerpt) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let annotations = excerpt.marks.into_iter().map(|mark| {
        let kind = if mark.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        let label = mark.label.map(|words| one_line(&words).into_owned());
        kind.span(mark.range).label(label)
    });
    Snippet::source(excerpt.text).line_start(excerpt.first_line).annotations(annotations)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::render::sample::Texts;
    use crate::diag::{FileId, Span};

    fn draw(diagnostic: Diagnostic, sources: &Texts) -> String {
        tekst(&[diagnostic], sources, false)
    }

    #[test]
    fn a_caret_stands_under_the_right_word_after_norwegian_letters() {
        let sources = Texts::one("plans/x.yaml", "mål:\n  - blåbærsyltetøy: 1, kostand: 100\n");
        let finding = Diagnostic::error("lesing/ukjent-felt", "ukjent felt «kostand»")
            .at(sources.span(0, "kostand"))
            .label("ikke et felt i en aktivitetsrad")
            .help("mente du «kostnad»?")
            .help("se «planverk schema»");
        let expected = "\
feil[lesing/ukjent-felt]: ukjent felt «kostand»
 --> plans/x.yaml:2:24
  |
2 |   - blåbærsyltetøy: 1, kostand: 100
  |                        ^^^^^^^ ikke et felt i en aktivitetsrad
  |
  = hjelp: mente du «kostnad»?
  = hjelp: se «planverk schema»
";
        assert_eq!(draw(finding, &sources), expected);
    }

    #[test]
    fn a_zero_width_span_at_the_end_of_a_file_without_newline_gets_a_caret() {
        let sources = Texts::one("a.yaml", "en: 1\nsiste: å");
        let end = sources.0[0].1.len();
        let expected = "\
feil[a/b]: ved slutten
 --> a.yaml:2:9
  |
2 | siste: å
  |         ^ her mangler noe
";
        let finding = |at| Diagnostic::error("a/b", "ved slutten").at(at).label("her mangler noe");
        assert_eq!(draw(finding(Span::new(FileId(0), end..end)), &sources), expected);
        let beyond = Span::new(FileId(0), end + 900..end + 901);
        assert_eq!(draw(finding(beyond), &sources), expected);
    }

    #[test]
    fn an_empty_file_is_drawn_as_an_empty_line() {
        let sources = Texts::one("tom.md", "");
        let finding = Diagnostic::warning("a/b", "tom fil").at(Span::top(FileId(0))).label("ingenting her");
        let expected = "\
advarsel[a/b]: tom fil
 --> tom.md:1:1
  |
1 |
  | ^ ingenting her
";
        assert_eq!(draw(finding, &sources), expected);
    }

    #[test]
    fn a_span_over_several_lines_is_cut_to_its_first() {
        let sources = Texts::one("a.yaml", "a: 1\r\nb: \"fler\r\n  linjer\" etter\r\n");
        let span = sources.span(0, "\"fler\r\n  linjer\"");
        let finding = Diagnostic::error("a/b", "flere linjer").at(span).label("hele dette");
        let expected = "\
feil[a/b]: flere linjer
 --> a.yaml:2:4
  |
2 | b: \"fler
  |    ^^^^^ hele dette
";
        assert_eq!(draw(finding, &sources), expected);
    }

    #[test]
    fn a_tab_is_one_column_and_the_caret_still_stands_under_the_word() {
        let sources = Texts::one("a.yaml", "\tinnrykk: ja\n");
        let finding = Diagnostic::hint("a/b", "tabulator").at(sources.span(0, "innrykk"));
        let expected = "\
hint[a/b]: tabulator
 --> a.yaml:1:2
  |
1 |     innrykk: ja
  |     ^^^^^^^
";
        assert_eq!(draw(finding, &sources), expected);
    }

    #[test]
    fn a_megabyte_on_one_line_is_trimmed_around_the_caret_and_keeps_its_true_column() {
        let text = format!("{}MÅL{}", "æ ".repeat(250_000), " ø".repeat(250_000));
        let sources = Texts::one("lang.md", &text);
        let finding = Diagnostic::error("a/b", "lang linje").at(sources.span(0, "MÅL")).label("her");
        let expected = format!(
            "\
feil[a/b]: lang linje
 --> lang.md:1:500001
  |
1 | …{}MÅL{} …
  |  {}^^^ her
",
            "æ ".repeat(25),
            " ø".repeat(53),
            " ".repeat(50)
        );
        assert_eq!(draw(finding, &sources), expected);
    }

    #[test]
    fn a_span_that_is_a_whole_megabyte_does_not_give_a_megabyte_of_carets() {
        let sources = Texts::one("lang.md", &"x".repeat(1_000_000));
        let finding = Diagnostic::error("a/b", "alt").at(Span::new(FileId(0), 0..1_000_000));
        assert!(draw(finding, &sources).len() < 1000);
    }

    #[test]
    fn two_marks_on_one_long_line_get_a_picture_each() {
        let text = format!("første{}andre", "-".repeat(5000));
        let sources = Texts::one("a.md", &text);
        let finding = Diagnostic::error("a/b", "to steder")
            .at(sources.span(0, "andre"))
            .related(sources.span(0, "første"), "og her");
        let drawn = draw(finding, &sources);
        assert!(drawn.contains(" --> a.md:1:5007\n"), "{drawn}");
        assert!(drawn.contains(" ::: a.md:1:1\n"), "{drawn}");
        assert!(drawn.contains("------ og her\n"), "{drawn}");
    }

    #[test]
    fn related_places_are_drawn_with_the_finding_when_near_and_apart_when_in_another_file() {
        let sources = Texts(vec![("a.yaml", "en: 1\nmål: 2\nen: 3\n".into()), ("b.md", "kort\n".into())]);
        let finding = Diagnostic::error("a/b", "to ganger")
            .at(sources.span(0, "en: 3"))
            .label("igjen")
            .related(sources.span(0, "en: 1"), "første gang")
            .related(sources.span(1, "kort"), "og her")
            .help("fjern én");
        let expected = "\
feil[a/b]: to ganger
 --> a.yaml:3:1
  |
1 | en: 1
  | ----- første gang
2 | mål: 2
3 | en: 3
  | ^^^^^ igjen
  |
 ::: b.md:1:1
  |
1 | kort
  | ---- og her
  |
  = hjelp: fjern én
";
        assert_eq!(draw(finding, &sources), expected);
    }

    #[test]
    fn places_far_apart_do_not_bring_all_the_lines_between() {
        let text = format!("en: 1\n{}to: 2\n", "fyll: ja\n".repeat(1000));
        let sources = Texts::one("a.yaml", &text);
        let finding =
            Diagnostic::error("a/b", "to").at(sources.span(0, "to: 2")).related(sources.span(0, "en: 1"), "der");
        let expected = "\
feil[a/b]: to
    --> a.yaml:1002:1
     |
1002 | to: 2
     | ^^^^^
     |
    ::: a.yaml:1:1
     |
   1 | en: 1
     | ----- der
";
        assert_eq!(draw(finding, &sources), expected);
    }

    #[test]
    fn what_has_no_text_is_told_by_path_or_by_words_alone() {
        let sources = Texts::one("a", "");
        let list = [
            Diagnostic::error("a/sti", "en mappe").in_path("content/x").help("gjør noe"),
            Diagnostic::hint("a/intet", "uten sted").help("gjør noe"),
            Diagnostic::hint("a/intet", "uten noe"),
        ];
        let expected = "\
feil[a/sti]: en mappe
--> content/x
 = hjelp: gjør noe

hint[a/intet]: uten sted
 |
 = hjelp: gjør noe

hint[a/intet]: uten noe
";
        assert_eq!(tekst(&list, &sources, false), expected);
    }

    #[test]
    fn an_author_cannot_send_escape_codes_to_the_terminal() {
        let sources = Texts::one("a.md", "x\x1b[31mrød\x07");
        let finding = Diagnostic::error("a/b", "ukjent «\x1b[31m»")
            .at(Span::new(FileId(0), 0..1))
            .label("\x1b[0m")
            .help("\x1b]8;;");
        assert!(!draw(finding, &sources).contains(['\x1b', '\x07']));
    }

    #[test]
    fn colour_is_only_there_when_asked_for() {
        let sources = Texts::one("a.md", "x");
        let list = [Diagnostic::error("a/b", "feil").at(Span::top(FileId(0)))];
        assert!(tekst(&list, &sources, true).contains("\x1b["));
        assert!(!tekst(&list, &sources, false).contains('\x1b'));
    }
}

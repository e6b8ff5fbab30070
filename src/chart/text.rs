//! How wide a text will be, and where to break it. An estimate: the reader's font is unknown when the page is built, so
//! the widths are Helvetica's with some room to spare. Drawing the lines is left to `svg`.

/// Units per em over all fonts a reader may have: Segoe UI and Roboto are near Helvetica, DejaVu Sans is a good tenth wider.
const ROOM: f64 = 1.12;

/// Thousandths of an em for U+0020 to U+007E.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];

fn char_width(c: char) -> f64 {
    let thousandths = match c {
        ' '..='~' => WIDTHS.get(c as usize - 0x20).copied().unwrap_or(556),
        '\u{202f}' | '\u{a0}' | '·' => 278,
        'æ' => 889,
        'Æ' | '…' | '—' => 1000,
        'Ø' | 'Å' | 'Ä' | 'Ö' => 778,
        '\u{ad}' => 0,
        c if is_mark(c) => 0,
        // Chinese, Japanese, Korean, and the pictures beyond.
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ff60}' => 1000,
        c if c as u32 >= 0x1_f000 => 1200,
        _ => 600,
    };
    f64::from(thousandths) / 1000.0
}

/// A mark that stands on the letter before it and must not be parted from it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{200b}'..='\u{200d}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Estimated width of one line, in the units of `size`.
pub fn width(text: &str, size: f64) -> f64 {
    text.chars().map(char_width).sum::<f64>() * size * ROOM
}

/// Estimated width of one line in semibold.
pub fn bold_width(text: &str, size: f64) -> f64 {
    width(text, size) * 1.1
}

/// Breaks a text into at most `max_lines` lines no wider than `room`: at spaces, after hyphens and slashes, at soft
/// hyphens, and inside a word only when the word alone is too wide. What does not fit is cut with «…».
pub fn wrap(text: &str, room: f64, size: f64, max_lines: usize) -> Vec<String> {
    let max_lines = max_lines.max(1);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let fits = width(line.trim_end(), size)
            + width(piece.trim_end(), size)
            + width(" ", size) * f64::from(u8::from(line.ends_with(' ')))
            <= room;
        if fits || line.is_empty() {
            line.push_str(&piece);
        } else {
            lines.push(close_line(&line));
            line = piece;
        }
        while width(line.trim_end(), size) > room {
            let at = last_fit(&line, room, size, "-");
            let rest = line.split_off(at);
            if rest.trim().is_empty() {
                break;
            }
            let joint = if line.ends_with(|c: char| c.is_alphabetic()) && rest.starts_with(|c: char| c.is_alphabetic())
            {
                "-"
            } else {
                ""
            };
            lines.push(format!("{}{joint}", line.replace('\u{ad}', "")));
            line = rest;
            if lines.len() > max_lines {
                break;
            }
        }
        if lines.len() > max_lines {
            break;
        }
    }
    let last = line.replace('\u{ad}', "").trim_end().to_owned();
    if !last.is_empty() || lines.is_empty() {
        lines.push(last);
    }
    if lines.len() > max_lines {
        lines.truncate(max_lines);
        if let Some(last) = lines.last_mut() {
            last.push('\u{0}');
            *last = shorten(&last.replace('\u{0}', " …"), room, size);
        }
    }
    lines
}

/// A name and the figure after it. When both do not fit, it is the name that is cut: half a number is a wrong number.
pub fn wrap_keeping(name: &str, figure: &str, room: f64, size: f64, max_lines: usize) -> Vec<String> {
    let joined = wrap(&format!("{name} {figure}"), room, size, max_lines);
    if joined.last().is_none_or(|last| last.ends_with(figure)) {
        return joined;
    }
    let mut lines = wrap(name, room, size, max_lines.saturating_sub(1));
    lines.push(figure.to_owned());
    lines
}

/// One line that fits, cut with «…» when it must be.
pub fn ellipsis(text: &str, room: f64, size: f64) -> String {
    let text = text.replace('\u{ad}', "");
    if width(&text, size) <= room { text } else { shorten(&format!("{text}…"), room, size) }
}

/// Takes letters from before the final «…» until the line fits.
fn shorten(text: &str, room: f64, size: f64) -> String {
    let body = text.trim_end_matches(['…', ' ', '-']);
    let at =
        if width(body, size) + width("…", size) <= room { body.len() } else { last_fit(body, room, size, "…") };
    let body = body.get(..at).unwrap_or(body).trim_end_matches([' ', ',', '.', ';', ':', '-']);
    format!("{body}…")
}

/// The byte at which to cut so that what stands before, and `ending`, fits; never 0, never before a mark.
fn last_fit(text: &str, room: f64, size: f64, ending: &str) -> usize {
    let mut used = width(ending, size);
    let mut at = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        used += char_width(c) * size * ROOM;
        let end = start + c.len_utf8();
        if used > room && at > 0 {
            break;
        }
        if !chars.peek().is_some_and(|(_, next)| is_mark(*next)) {
            at = end;
        }
    }
    if at == 0 { text.len() } else { at }
}

/// A line broken at a soft hyphen shows it.
fn close_line(line: &str) -> String {
    let shown = if line.ends_with('\u{ad}') { "-" } else { "" };
    format!("{}{shown}", line.replace('\u{ad}', "").trim_end())
}

/// The text with white space evened out, cut after every place where a line may break.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    for word in text.split([' ', '\n', '\t', '\r']).filter(|word| !word.is_empty()) {
        let mut piece = String::new();
        let mut chars = word.chars().peekable();
        while let Some(c) = chars.next() {
            piece.push(c);
            let before_letter = chars.peek().is_some_and(|next| next.is_alphabetic());
            if c == '\u{ad}' || (matches!(c, '-' | '/' | '–') && before_letter && piece.chars().count() > 2) {
                pieces.push(std::mem::take(&mut piece));
            }
        }
        piece.push(' ');
        pieces.push(piece);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_break_at_spaces_and_after_hyphens() {
        assert_eq!(
            wrap("Egnede boliger for vanskeligstilte", 130.0, 16.0, 4),
            ["Egnede boliger", "for", "vanskeligstilte"]
        );
        assert_eq!(wrap("NAV-kontoret", 70.0, 16.0, 3), ["NAV-", "kontoret"]);
    }

    #[test]
    fn a_soft_hyphen_shows_only_where_the_line_breaks() {
        assert_eq!(wrap("bolig\u{ad}sosial", 300.0, 16.0, 2), ["boligsosial"]);
        assert_eq!(wrap("bolig\u{ad}sosial", 55.0, 16.0, 2), ["bolig-", "sosial"]);
    }

    #[test]
    fn what_does_not_fit_ends_in_an_ellipsis() {
        let lines =
            wrap("Kartlegge startlånsmottakere etter grupper og følge inntektsvekst hos søkere", 150.0, 16.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…'), "{lines:?}");
        assert_eq!(ellipsis("Boligkontoret", 500.0, 16.0), "Boligkontoret");
        assert!(ellipsis("Boligkontoret", 60.0, 16.0).ends_with('…'));
    }

    #[test]
    fn a_figure_is_kept_when_its_name_is_cut() {
        let long = "Boliger med tilsagn om investeringstilskudd i hele kommunen";
        assert_eq!(wrap_keeping("Mål:", "40", 100.0, 16.0, 2), ["Mål: 40"]);
        let lines = wrap_keeping(long, "7", 100.0, 16.0, 3);
        assert_eq!(lines.len(), 3);
        assert!(lines[1].ends_with('…') && lines[2] == "7", "{lines:?}");
    }

    #[test]
    fn no_text_is_one_empty_line() {
        assert_eq!(wrap("", 100.0, 16.0, 3), [""]);
        assert_eq!(wrap("  \n ", 100.0, 16.0, 3), [""]);
    }

    proptest! {
        #[test]
        fn every_line_fits_and_there_are_not_too_many(text in "\\PC{0,120}", room in 40.0f64..400.0, max in 1usize..5) {
            let lines = wrap(&text, room, 16.0, max);
            prop_assert!((1..=max).contains(&lines.len()));
            for line in &lines {
                prop_assert!(width(line, 16.0) <= room + 0.001, "{:?} is {} wide, room {}", line, width(line, 16.0), room);
            }
        }

        #[test]
        fn nothing_is_lost_when_there_is_room(text in "[a-zæøå]{1,12}( [a-zæøå]{1,12}){0,8}") {
            prop_assert_eq!(wrap(&text, 200.0, 16.0, 50).join(" "), text);
        }
    }
}

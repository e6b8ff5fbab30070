//! The owner's typefaces as rules for the style sheet. Nothing moves while a page is read: a font that is not there at once
//! waits until the next page (`font-display: optional`).

use std::fmt::Write as _;

use crate::page::nettsted::Skrift;

/// The rules; empty when the theme's own typefaces are kept.
pub fn css(skrift: &Skrift) -> String {
    let mut css = String::new();
    for file in &skrift.filer {
        // Writing to a String cannot fail.
        let _ = writeln!(
            css,
            "@font-face{{font-family:\"{}\";src:url(\"../{}\");font-weight:{};font-style:{};font-display:optional}}",
            plain(&file.familie),
            encoded(&file.url),
            plain(&file.tykkelse),
            if file.kursiv { "italic" } else { "normal" },
        );
    }
    let rules: String = [("serif", &skrift.overskrift, "antikva"), ("", &skrift.tekst, "grotesk")]
        .into_iter()
        .filter_map(|(name, chosen, fallback)| {
            let chosen = match chosen.as_deref()? {
                "serif" => "var(--skrift-antikva)".to_owned(),
                "sans" => "var(--skrift-grotesk)".to_owned(),
                family => format!("\"{}\",var(--skrift-{fallback})", plain(family)),
            };
            let property = if name.is_empty() { "--skrift".to_owned() } else { format!("--skrift-{name}") };
            Some(format!("{property}:{chosen};"))
        })
        .collect();
    if !rules.is_empty() {
        let _ = writeln!(css, ":root{{{}}}", rules.trim_end_matches(';'));
    }
    css
}

/// What may stand in a CSS string or as a weight without meaning anything else.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-')).collect()
}

/// A path as an address: everything but the plain characters as their bytes.
fn encoded(path: &str) -> String {
    path.bytes().fold(String::new(), |mut url, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            url.push(char::from(byte));
        } else {
            let _ = write!(url, "%{byte:02X}");
        }
        url
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::nettsted::Skriftfil;

    #[test]
    fn families_from_files_come_before_the_theme_s_own() {
        let skrift = Skrift {
            overskrift: Some("Eksempel Sans".into()),
            tekst: Some("serif".into()),
            filer: vec![Skriftfil {
                familie: "Eksempel Sans".into(),
                url: "skrifter/grå \"1\".woff2".into(),
                tykkelse: "100 900".into(),
                kursiv: false,
            }],
        };
        assert_eq!(
            css(&skrift),
            "@font-face{font-family:\"Eksempel Sans\";src:url(\"../skrifter/gr%C3%A5%20%221%22.woff2\");\
             font-weight:100 900;font-style:normal;font-display:optional}\n\
             :root{--skrift-serif:\"Eksempel Sans\",var(--skrift-antikva);--skrift:var(--skrift-antikva)}\n"
        );
    }

    #[test]
    fn nothing_chosen_is_no_rule() {
        assert_eq!(css(&Skrift::default()), "");
    }
}
